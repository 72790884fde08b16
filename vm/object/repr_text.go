package object

import (
	"fmt"
	"strings"

	"github.com/aio-lang/aio/vm/ucd"
)

// plainInRepr marks the ASCII characters that repr() shows as they are in
// quotes of either kind.
func plainInRepr(c byte) bool { return c >= ' ' && c < 0x7f && c != '\\' && c != '\'' && c != '"' }

// quoteFor is the quote repr() puts around s: double quotes only where that
// saves escaping.
func quoteFor(s string) byte {
	if strings.IndexByte(s, '\'') >= 0 && strings.IndexByte(s, '"') < 0 {
		return '"'
	}
	return '\''
}

// ReprString is repr() of a str.
func ReprString(s string) string {
	plain := true
	for i := 0; i < len(s); i++ {
		if !plainInRepr(s[i]) {
			plain = false
			break
		}
	}
	if plain {
		return "'" + s + "'"
	}
	quote := quoteFor(s)
	b := append(make([]byte, 0, len(s)+len(s)/8+8), quote)
	for i := 0; i < len(s); {
		c := s[i]
		if c < 0x80 {
			b = appendReprByte(b, c, quote)
			i++
			continue
		}
		r, n := DecodeRune(s[i:])
		if ucd.Is(r, ucd.Printable) {
			b = append(b, s[i:i+n]...)
		} else {
			b = appendEscape(b, r)
		}
		i += n
	}
	return string(append(b, quote))
}

// appendReprByte appends an ASCII character as repr() shows it.
func appendReprByte(b []byte, c, quote byte) []byte {
	switch {
	case c == quote || c == '\\':
		return append(b, '\\', c)
	case c == '\t':
		return append(b, `\t`...)
	case c == '\n':
		return append(b, `\n`...)
	case c == '\r':
		return append(b, `\r`...)
	case c < ' ' || c == 0x7f:
		return appendEscape(b, rune(c))
	}
	return append(b, c)
}

// appendEscape appends r as \xhh, \uhhhh or \Uhhhhhhhh.
func appendEscape(b []byte, r rune) []byte {
	switch {
	case r < 0x100:
		return append(b, '\\', 'x', lowerHex[r>>4], lowerHex[r&15])
	case r < 0x10000:
		return fmt.Appendf(b, `\u%04x`, r)
	}
	return fmt.Appendf(b, `\U%08x`, r)
}

const lowerHex = "0123456789abcdef"

// ReprBytes is repr() of a bytes.
func ReprBytes(s string) string { return reprBytes(s, quoteFor(s), quoteFor(s)) }

// reprByteArray is what repr() of a bytearray shows of its bytes: single quotes
// are escaped even between double ones.
func reprByteArray(s string) string { return reprBytes(s, quoteFor(s), '\'') }

func reprBytes(s string, quote, escaped byte) string {
	b := append(make([]byte, 0, len(s)+len(s)/8+8), 'b', quote)
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < 0x80 {
			b = appendReprByte(b, c, escaped)
		} else {
			b = appendEscape(b, rune(c))
		}
	}
	return string(append(b, quote))
}

// EscapeNonASCII replaces what ASCII cannot show by escapes, as ascii() does
// with the result of repr().
func EscapeNonASCII(s string) string {
	i := asciiPrefix(s)
	if i == len(s) {
		return s
	}
	b := append(make([]byte, 0, len(s)*2), s[:i]...)
	for i < len(s) {
		if s[i] < 0x80 {
			b = append(b, s[i])
			i++
			continue
		}
		r, n := DecodeRune(s[i:])
		b = appendEscape(b, r)
		i += n
	}
	return string(b)
}

// ASCII returns ascii(v); ok is false when an exception is pending.
func (t *Thread) ASCII(v Value) (s string, ok bool) {
	s, ok = t.Repr(v)
	return EscapeNonASCII(s), ok
}
