package regex

import (
	"unicode/utf8"

	"github.com/aio-lang/aio/vm/object"
	"github.com/aio-lang/aio/vm/ucd"
)

// class is a category of characters: \d, \s or \w.
type class struct {
	letter  byte // d, s or w
	ascii   bool
	negated bool
}

func (c class) has(r rune) bool {
	in := false
	switch {
	case c.ascii && r >= utf8.RuneSelf:
	case c.letter == 'd':
		in = ucd.Is(r, ucd.Decimal)
	case c.letter == 's' && c.ascii:
		in = r == ' ' || r >= '\t' && r <= '\r'
	case c.letter == 's':
		in = ucd.Is(r, ucd.Space)
	default:
		in = isWord(r)
	}
	return in != c.negated
}

func isWord(r rune) bool {
	return r == '_' || ucd.Is(r, ucd.Alpha|ucd.Decimal|ucd.Digit|ucd.Numeric)
}

// foldKind is how letters are compared without regard to case.
type foldKind uint8

const (
	noFold foldKind = iota
	asciiFold
	unicodeFold
)

// lower is the form by which characters are compared.
func (k foldKind) lower(r rune) rune {
	switch {
	case k == noFold || k == asciiFold && r >= utf8.RuneSelf:
		return r
	case r < utf8.RuneSelf:
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	}
	return ucd.ToLower(r)
}

// Set is a set of characters.
type Set struct {
	// table answers for ASCII, and in bytes for all.
	table   [256]bool
	negated bool
	fold    foldKind
	ranges  [][2]rune // first and last; folded ones are lower case already
	classes []class
	beyond  answer // for what is not ASCII
}

// answer is what a Set says of characters that its table does not cover.
type answer uint8

const (
	depends answer = iota
	always
	never
)

// foldedBeyond is the number of characters of a range from which on it is
// looked through for every case of a character in place of being folded.
const foldedBeyond = 1 << 16

// newSet makes a set and computes its table.
func newSet(ranges [][2]rune, classes []class, negated bool, fold foldKind) *Set {
	s := &Set{negated: negated, fold: fold, classes: classes, ranges: ranges}
	if fold != noFold {
		s.foldRanges()
	}
	wide := fold == unicodeFold || len(classes) > 0
	for _, r := range s.ranges {
		wide = wide || r[1] >= utf8.RuneSelf
	}
	switch {
	case wide:
	case negated:
		s.beyond = always
	default:
		s.beyond = never
	}
	for c := range s.table {
		s.table[c] = s.compute(rune(c))
	}
	return s
}

func (s *Set) foldRanges() {
	out := make([][2]rune, 0, len(s.ranges))
	for _, r := range s.ranges {
		if r[1]-r[0] >= foldedBeyond {
			out = append(out, r)
			continue
		}
		for c := r[0]; c <= r[1]; c++ {
			l := s.fold.lower(c)
			if n := len(out); n > 0 && out[n-1][1]+1 == l {
				out[n-1][1] = l
			} else if n == 0 || l < out[n-1][0] || l > out[n-1][1] {
				out = append(out, [2]rune{l, l})
			}
			if s.fold == unicodeFold {
				for _, same := range sameUpper(l) {
					out = append(out, [2]rune{same, same})
				}
			}
		}
	}
	s.ranges = out
}

// compute answers for any character.
func (s *Set) compute(r rune) bool {
	l := s.fold.lower(r)
	for _, x := range s.ranges {
		if x[0] <= l && l <= x[1] {
			return !s.negated
		}
		if x[1]-x[0] >= foldedBeyond && s.fold != noFold {
			if u := ucd.ToUpper(l); x[0] <= u && u <= x[1] {
				return !s.negated
			}
		}
	}
	for _, c := range s.classes {
		if c.has(l) {
			return !s.negated
		}
	}
	return s.negated
}

// has answers for a character that is not ASCII.
func (s *Set) has(r rune) bool {
	switch s.beyond {
	case always:
		return true
	case never:
		return false
	}
	return s.compute(r)
}

// step returns the length of the character at the beginning of text, which
// is not ASCII, if it is in s, else 0.
func (s *Set) step(text string) int {
	r, n := object.DecodeRune(text)
	if s.has(r) {
		return n
	}
	return 0
}

// leads returns the first bytes that the characters of s are encoded with.
func (s *Set) leads(isBytes bool) *[256]bool {
	t := s.table
	if !isBytes {
		for c := utf8.RuneSelf; c < len(t); c++ {
			t[c] = c >= 0xc2 && s.beyond != never
		}
	}
	return &t
}

// sameUpper returns the other lower case letters that have the same upper
// case as l: facts of Unicode 15.1.
func sameUpper(l rune) []rune {
	for _, group := range [...]string{
		"i\u0131", "s\u017f", "\u00b5\u03bc", "\u0345\u03b9\u1fbe", "\u0390\u1fd3", "\u03b0\u1fe3", "\u03b2\u03d0",
		"\u03b5\u03f5", "\u03b8\u03d1", "\u03ba\u03f0", "\u03c0\u03d6", "\u03c1\u03f1", "\u03c2\u03c3", "\u03c6\u03d5",
		"\u0432\u1c80", "\u0434\u1c81", "\u043e\u1c82", "\u0441\u1c83", "\u0442\u1c84\u1c85", "\u044a\u1c86",
		"\u0463\u1c87", "\u1c88\ua64b", "\u1e61\u1e9b", "\ufb05\ufb06",
	} {
		var others []rune
		for _, r := range group {
			if r != l {
				others = append(others, r)
			}
		}
		if len(others) < utf8.RuneCountInString(group) {
			return others
		}
	}
	return nil
}

// encode is text as a matcher sees it.
func encode(text []rune, isBytes bool) string {
	var b []byte
	for _, r := range text {
		if isBytes {
			b = append(b, byte(r))
		} else {
			b = object.AppendRune(b, r)
		}
	}
	return string(b)
}
