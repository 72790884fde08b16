package json

import (
	"strings"

	"github.com/aio-lang/aio/vm/object"
)

// plain says which bytes of a JSON string stand for themselves.
var plain = plainBytes()

func plainBytes() (set [256]bool) {
	for c := range set {
		set[c] = c >= ' ' && c != '"' && c != '\\'
	}
	return
}

// text reads the rest of the string whose opening quote has been read.
func (r *reader) text() value {
	begin := r.i - 1
	end := r.i
	for end < len(r.s) && plain[r.s[end]] {
		end++
	}
	if end < len(r.s) && r.s[end] == '"' {
		v := r.str.Piece(r.s[r.i:end])
		r.i = end + 1
		return v
	}
	var b []byte
	for {
		b = append(b, r.s[r.i:end]...)
		if end >= len(r.s) {
			return r.fail("Unterminated string starting at", begin)
		}
		r.i = end
		switch c := r.s[end]; {
		case c == '"':
			r.i++
			return object.NewStr(string(b))
		case c != '\\' && r.c.strict:
			return r.fail("Invalid control character at", end)
		case c != '\\':
			b = append(b, c)
			r.i++
		default:
			var ok bool
			if b, ok = r.escape(b, begin); !ok {
				return value{}
			}
		}
		for end = r.i; end < len(r.s) && plain[r.s[end]]; end++ {
		}
	}
}

// escapes are what follows a backslash, and what it means.
const (
	escapes = `"\/bfnrt`
	escaped = "\"\\/\b\f\n\r\t"
)

// escape reads the escape at r.i and appends what it stands for.
func (r *reader) escape(b []byte, begin int) ([]byte, bool) {
	at := r.i
	if at+1 >= len(r.s) {
		r.fail("Unterminated string starting at", begin)
		return nil, false
	}
	if c := r.s[at+1]; c != 'u' {
		i := strings.IndexByte(escapes, c)
		if i < 0 {
			r.fail(`Invalid \escape`, at)
			return nil, false
		}
		r.i += 2
		return append(b, escaped[i]), true
	}
	code := hex4(r.s, at+2)
	if code < 0 {
		r.fail(`Invalid \uXXXX escape`, at+1)
		return nil, false
	}
	r.i = at + 6
	if code>>10 == 0xd800>>10 && strings.HasPrefix(r.s[r.i:], `\u`) {
		low := hex4(r.s, r.i+2)
		if low < 0 {
			r.fail(`Invalid \uXXXX escape`, r.i+1)
			return nil, false
		}
		if low>>10 == 0xdc00>>10 {
			code = 0x10000 + (code&0x3ff)<<10 + low&0x3ff
			r.i += 6
		}
	}
	return object.AppendRune(b, code), true
}

// hex4 reads four hexadecimal digits and needs one more character after
// them; negative where they are not there.
func hex4(s string, i int) rune {
	if i+4 >= len(s) {
		return -1
	}
	code := rune(0)
	for _, c := range []byte(s[i : i+4]) {
		d := object.HexValue(c)
		if d < 0 || d > 15 {
			return -1
		}
		code = code<<4 | rune(d)
	}
	return code
}

func scanString(t *thread, a []value) value {
	s := object.AsStr(a[0])
	if s == nil {
		return t.TypeErrorf("first argument must be a string, not %s", t.TypeName(a[0]))
	}
	end, ok := t.SizeArg(a[1])
	if !ok {
		return value{}
	}
	strict, ok := t.Truth(a[2])
	if !ok {
		return value{}
	}
	if end < 0 || end > s.Len() {
		return t.ValueErrorf("end is out of bounds")
	}
	r := reader{t: t, c: &scanner{strict: strict}, str: s, s: s.S, i: s.Offset(end)}
	v := r.text()
	if v.P == nil {
		return v
	}
	return object.NewPair(v, object.Int(int64(s.Index(r.i))))
}

const hexDigits = "0123456789abcdef"

// appendEscape appends the escape of one character: short where JSON has a
// short one.
func appendEscape(b []byte, c rune) []byte {
	for i := range escaped {
		if rune(escaped[i]) == c && c != '/' {
			return append(b, '\\', escapes[i])
		}
	}
	if c >= 0x10000 {
		c -= 0x10000
		b = appendEscape(b, 0xd800|c>>10)
		c = 0xdc00 | c&0x3ff
	}
	return append(b, '\\', 'u', hexDigits[c>>12&15], hexDigits[c>>8&15], hexDigits[c>>4&15], hexDigits[c&15])
}

// appendString appends s as a JSON string.
func appendString(b []byte, s string) []byte {
	b = append(b, '"')
	start := 0
	for i := 0; i < len(s); i++ {
		if plain[s[i]] {
			continue
		}
		b = appendEscape(append(b, s[start:i]...), rune(s[i]))
		start = i + 1
	}
	return append(append(b, s[start:]...), '"')
}

// appendASCII appends s as a JSON string of ASCII alone.
func appendASCII(b []byte, s string) []byte {
	b = append(b, '"')
	start := 0
	for i := 0; i < len(s); {
		c := s[i]
		if plain[c] && c < 0x7f {
			i++
			continue
		}
		b = append(b, s[start:i]...)
		code, n := object.DecodeRune(s[i:])
		b = appendEscape(b, code)
		i += n
		start = i
	}
	return append(append(b, s[start:]...), '"')
}

func encodeBasestring(t *thread, a []value) value {
	s := object.AsStr(a[0])
	if s == nil {
		return t.TypeErrorf("first argument must be a string, not %s", t.TypeName(a[0]))
	}
	return object.NewStr(string(appendString(make([]byte, 0, len(s.S)+2), s.S)))
}

func encodeBasestringASCII(t *thread, a []value) value {
	s := object.AsStr(a[0])
	if s == nil {
		return t.TypeErrorf("first argument must be a string, not %s", t.TypeName(a[0]))
	}
	return object.NewStr(string(appendASCII(make([]byte, 0, len(s.S)+2), s.S)))
}
