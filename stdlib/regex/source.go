package regex

import "github.com/aio-lang/aio/vm/object"

// source reads a pattern or a template token by token: a character, or a
// backslash and the character after it. It is one token ahead, so a backslash
// at the end is found when the token before it is taken.
type source struct {
	text    []rune
	pos     int    // after next
	next    []rune // nil at the end
	isBytes bool
}

// fail is how parsing ends early: parse recovers it.
type failure struct{ err error }

func fail(pos int, format string, args ...any) {
	panic(failure{errorf(pos, format, args...)})
}

func newSource(text []rune, isBytes bool) *source {
	s := &source{text: text, isBytes: isBytes}
	s.advance()
	return s
}

func (s *source) advance() {
	if s.pos >= len(s.text) {
		s.next = nil
		return
	}
	n := 1
	if s.text[s.pos] == '\\' {
		if n = 2; s.pos+1 >= len(s.text) {
			fail(len(s.text)-1, "bad escape (end of pattern)")
		}
	}
	s.next = s.text[s.pos : s.pos+n]
	s.pos += n
}

// get takes a token; nil at the end.
func (s *source) get() []rune {
	t := s.next
	s.advance()
	return t
}

// peek reports whether the next token is the character c.
func (s *source) peek(c rune) bool { return len(s.next) == 1 && s.next[0] == c }

// accept takes the next token if it is the character c.
func (s *source) accept(c rune) bool {
	if s.peek(c) {
		s.advance()
		return true
	}
	return false
}

// tell is the position of the next token.
func (s *source) tell() int { return s.pos - len(s.next) }

func (s *source) seek(pos int) {
	s.pos = pos
	s.advance()
}

// upTo takes at most n characters for which ok holds.
func (s *source) upTo(n int, ok func(rune) bool) []rune {
	var out []rune
	for len(out) < n && len(s.next) == 1 && ok(s.next[0]) {
		out = append(out, s.next[0])
		s.advance()
	}
	return out
}

// until takes everything before the character end, and end. what names it.
func (s *source) until(end rune, what string) string {
	var out []rune
	for {
		t := s.next
		s.advance()
		if t == nil {
			if len(out) == 0 {
				fail(s.tell(), "missing %s", what)
			}
			fail(s.tell()-len(out), "missing %c, unterminated name", end)
		}
		if len(t) == 1 && t[0] == end {
			if len(out) == 0 {
				fail(s.tell()-1, "missing %s", what)
			}
			return string(encode(out, false))
		}
		out = append(out, t...)
	}
}

func runes(s string) int { return object.AsStr(object.NewStr(s)).Len() }

// checkName fails unless name, which has just been taken with one character
// after it, can name a group.
func (s *source) checkName(name string) {
	if !object.IsIdentifier(name) || s.isBytes && runes(name) != len(name) {
		s.badName(name)
	}
}

func (s *source) badName(name string) {
	shown := object.ReprString(name)
	if s.isBytes {
		shown = object.EscapeNonASCII(shown)
	}
	fail(s.tell()-runes(name)-1, "bad character in group name %s", shown)
}

// number returns the number of a group that name is. ok is false for one
// beyond all groups, of which digits holds the text without leading zeros.
func (s *source) number(name string) (n int, digits string, ok bool) {
	for i := 0; i < len(name); i++ {
		if name[i] < '0' || name[i] > '9' {
			s.badName(name)
		}
	}
	digits = name
	for len(digits) > 1 && digits[0] == '0' {
		digits = digits[1:]
	}
	if len(digits) > 9 {
		return 0, digits, false
	}
	for _, c := range []byte(digits) {
		n = n*10 + int(c-'0')
	}
	return n, digits, true
}

func isOctal(r rune) bool { return '0' <= r && r <= '7' }
func isDigit(r rune) bool { return '0' <= r && r <= '9' }
func isHex(r rune) bool {
	return r < 128 && object.HexValue(byte(r)) >= 0 && object.HexValue(byte(r)) < 16
}
func isLetter(r rune) bool { return 'a' <= r|0x20 && r|0x20 <= 'z' && r < 128 }

func valueOf(digits []rune, base int) (n int) {
	for _, d := range digits {
		n = n*base + object.HexValue(byte(d))
	}
	return n
}
