package grammar

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/aio-lang/aio/grammar/uniname"
)

// unescaper resolves the escape sequences of a literal's body.
type unescaper struct {
	body string
	out  strings.Builder
	// invalid is the offset in body of the first backslash that begins no
	// escape sequence, or an octal one beyond \377; -1: none.
	invalid int
	err     string // CPython's message; "" when all is well
}

// unescape returns the value of a str literal's body, which is UTF-8.
// Surrogates come out as WTF-8.
func (u *unescaper) unescape(body string) string {
	return u.run(body, u.strEscape)
}

// unescapeBytes returns the value of a bytes literal's body.
func (u *unescaper) unescapeBytes(body string) string {
	return u.run(body, u.bytesEscape)
}

// run copies body, and calls escape for each backslash; escape writes the
// value and returns the offset after the sequence.
func (u *unescaper) run(body string, escape func(i int) int) string {
	u.body, u.invalid, u.err = body, -1, ""
	i := strings.IndexByte(body, '\\')
	if i < 0 {
		return body
	}
	u.out.Reset()
	u.out.Grow(len(body))
	done := 0
	for i >= 0 && u.err == "" {
		u.out.WriteString(body[done:i])
		done = escape(i)
		if n := strings.IndexByte(body[done:], '\\'); n >= 0 {
			i = done + n
		} else {
			i = -1
		}
	}
	u.out.WriteString(body[done:])
	return u.out.String()
}

// keep leaves the backslash at i as it is.
func (u *unescaper) keep(i int) int {
	if u.invalid < 0 {
		u.invalid = i
	}
	u.out.WriteByte('\\')
	return i + 1
}

// simple handles what str and bytes have in common.
func (u *unescaper) simple(i int) (end int, ok bool) {
	c := u.body[i+1]
	switch c {
	case '\n':
	case '\\', '\'', '"':
		u.out.WriteByte(c)
	case 'a':
		u.out.WriteByte('\a')
	case 'b':
		u.out.WriteByte('\b')
	case 'f':
		u.out.WriteByte('\f')
	case 'n':
		u.out.WriteByte('\n')
	case 'r':
		u.out.WriteByte('\r')
	case 't':
		u.out.WriteByte('\t')
	case 'v':
		u.out.WriteByte('\v')
	default:
		return 0, false
	}
	return i + 2, true
}

// octal reads up to three octal digits after the backslash at i.
func (u *unescaper) octal(i int) (value rune, end int) {
	end = i + 1
	for end < len(u.body) && end < i+4 && isOct(u.body[end]) {
		value = value<<3 | rune(u.body[end]-'0')
		end++
	}
	if value > 0o377 && u.invalid < 0 {
		u.invalid = i
	}
	return value, end
}

func (u *unescaper) strEscape(i int) int {
	body := u.body
	if i+1 == len(body) { // before a field of an f-string: the scanner has warned
		u.out.WriteByte('\\')
		return i + 1
	}
	if end, ok := u.simple(i); ok {
		return end
	}
	switch c := body[i+1]; {
	case isOct(c):
		r, end := u.octal(i)
		u.out.WriteRune(r)
		return end
	case c == 'x':
		return u.hex(i, 2, `truncated \xXX escape`)
	case c == 'u':
		return u.hex(i, 4, `truncated \uXXXX escape`)
	case c == 'U':
		return u.hex(i, 8, `truncated \UXXXXXXXX escape`)
	case c == 'N':
		return u.named(i)
	case c >= utf8.RuneSelf: // kept without a warning, as CPython does
		u.out.WriteByte('\\')
		return i + 1
	}
	return u.keep(i)
}

func (u *unescaper) hex(i, digits int, truncated string) int {
	var r uint32
	end := i + 2
	for ; end < i+2+digits; end++ {
		if end == len(u.body) || !isHex(u.body[end]) {
			return u.fail(i, end, truncated)
		}
		r = r<<4 | uint32(hexDigit(u.body[end]))
	}
	if r > utf8.MaxRune {
		return u.fail(i, end, "illegal Unicode character")
	}
	u.out.WriteString(wtf8(rune(r)))
	return end
}

func (u *unescaper) named(i int) int {
	rest := u.body[i+2:]
	if rest == "" || rest[0] != '{' {
		return u.fail(i, i+2, `malformed \N character escape`)
	}
	n := strings.IndexByte(rest, '}')
	switch n {
	case -1:
		return u.fail(i, len(u.body), `malformed \N character escape`)
	case 1:
		return u.fail(i, i+3, `malformed \N character escape`)
	}
	r, ok := uniname.Lookup(rest[1:n])
	if !ok {
		return u.fail(i, i+3+n, "unknown Unicode character name")
	}
	u.out.WriteRune(r)
	return i + 3 + n
}

// fail reports body[i:end] with the text of Python's UnicodeDecodeError, which
// counts in an intermediate form of the literal: a character beyond ASCII
// takes ten places there.
func (u *unescaper) fail(i, end int, reason string) int {
	at := func(off int) int {
		n := 0
		for j, r := range u.body[:off] {
			switch {
			case r < utf8.RuneSelf:
				n++
			case j > 0 && u.body[j-1] == '\\' && u.escaped(j-1):
				n += 15
			default:
				n += 10
			}
		}
		return n
	}
	from, to := at(i), at(end)
	if to == from+1 {
		u.err = fmt.Sprintf("(unicode error) 'unicodeescape' codec can't decode byte 0x%02x in position %d: %s", u.body[i], from, reason)
	} else {
		u.err = fmt.Sprintf("(unicode error) 'unicodeescape' codec can't decode bytes in position %d-%d: %s", from, to-1, reason)
	}
	return len(u.body)
}

// escaped reports whether the backslash at i begins an escape sequence, that
// is, whether an even number of backslashes stands before it.
func (u *unescaper) escaped(i int) bool {
	n := 0
	for i > 0 && u.body[i-1] == '\\' {
		i--
		n++
	}
	return n%2 == 0
}

func (u *unescaper) bytesEscape(i int) int {
	body := u.body
	if i+1 == len(body) {
		u.err = `(value error) Trailing \ in string`
		return len(body)
	}
	if end, ok := u.simple(i); ok {
		return end
	}
	switch c := body[i+1]; {
	case isOct(c):
		r, end := u.octal(i)
		u.out.WriteByte(byte(r))
		return end
	case c == 'x':
		if i+3 < len(body) && isHex(body[i+2]) && isHex(body[i+3]) {
			u.out.WriteByte(byte(hexDigit(body[i+2])<<4 | hexDigit(body[i+3])))
			return i + 4
		}
		u.err = fmt.Sprintf(`(value error) invalid \x escape at position %d`, i)
		return len(body)
	}
	return u.keep(i)
}

func hexDigit(c byte) int {
	if c <= '9' {
		return int(c - '0')
	}
	return int(c|0x20) - 'a' + 10
}

// wtf8 encodes r as UTF-8, a surrogate as if it were a character.
func wtf8(r rune) string {
	if r >= 0xD800 && r <= 0xDFFF {
		return string([]byte{0xE0 | byte(r>>12), 0x80 | byte(r>>6)&0x3F, 0x80 | byte(r)&0x3F})
	}
	return string(r)
}
