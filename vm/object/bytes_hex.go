package object

import (
	"strings"
	"unicode/utf8"
)

// Bytes as hexadecimal digits.

// bytesFromHex is fromhex of bytes and bytearray: whitespace may stand between
// pairs of digits.
func bytesFromHex(t *Thread, a []Value) Value {
	s, ok := t.StrArg("fromhex", "", a[1])
	if !ok {
		return Value{}
	}
	b, bad := decodeHex(s)
	if bad >= 0 {
		return t.ValueErrorf("non-hexadecimal number found in fromhex() arg at position %d", bad)
	}
	ty := AsType(a[0])
	switch ty.Shape0.ID {
	case ShapeBytes:
		return NewBytesOf(b)
	case ShapeByteArray:
		return NewByteArray(b)
	}
	if ty.Layout == KindByteArray {
		return t.Call(a[0], NewByteArray(b))
	}
	return t.Call(a[0], NewBytesOf(b))
}

// decodeHex returns the bytes, or the index of the first code point that does
// not belong: one outside ASCII, else one that is no digit where one should be.
func decodeHex(s *Str) (b []byte, bad int) {
	text := s.S
	if i := strings.IndexFunc(text, func(r rune) bool { return r >= utf8.RuneSelf }); i >= 0 {
		return nil, s.Index(i)
	}
	b = make([]byte, 0, len(text)/2)
	for i := 0; i < len(text); {
		if isByteSpace(text[i]) {
			i++
			continue
		}
		hi := HexValue(text[i])
		if hi < 0 {
			return nil, s.Index(i)
		}
		if i+1 == len(text) {
			return nil, s.Index(i + 1)
		}
		lo := HexValue(text[i+1])
		if lo < 0 {
			return nil, s.Index(i + 1)
		}
		b = append(b, byte(hi<<4|lo))
		i += 2
	}
	return b, -1
}

// HexValue is the value of a hexadecimal digit, or -1.
func HexValue(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c|0x20 && c|0x20 <= 'f':
		return int(c|0x20-'a') + 10
	}
	return -1
}

// bytesHex is hex(sep, bytes_per_sep).
func bytesHex(t *Thread, a []Value) Value {
	sep, group, ok := t.HexArgs(a[1], a[2])
	if !ok {
		return Value{}
	}
	b := HexDigits(bytesText(a[0]), sep, group)
	return NewStrBytes(b, len(b))
}

// HexArgs takes the separator of hex() and its kin, nil for none, and how many
// bytes stand between two.
func (t *Thread) HexArgs(sep, group Value) (c byte, n int, ok bool) {
	if n, ok = t.IntArg(group); !ok {
		return 0, 0, false
	}
	if sep.P == nil {
		return 0, 0, true
	}
	c, ok = t.hexSeparator(sep)
	return c, n, ok
}

// hexSeparator takes the separator of hex().
func (t *Thread) hexSeparator(v Value) (byte, bool) {
	n, ok := t.Len(v)
	switch {
	case !ok:
		return 0, false
	case n != 1:
		t.ValueErrorf("sep must be length 1.")
		return 0, false
	}
	if s := AsStr(v); s != nil {
		if !s.IsASCII() {
			t.ValueErrorf("sep must be ASCII.")
			return 0, false
		}
		return s.S[0], true
	}
	if b := AsBytes(v); b != nil {
		if b.B[0] >= 0x80 {
			t.ValueErrorf("sep must be ASCII.")
			return 0, false
		}
		return b.B[0], true
	}
	t.TypeErrorf("sep must be str or bytes.")
	return 0, false
}

// HexDigits writes bytes as digits, with sep between groups: of group bytes
// counted from the right, of -group from the left, none for 0.
func HexDigits(s string, sep byte, group int) []byte {
	b := make([]byte, 0, len(s)*3)
	size := group
	if size < 0 {
		size = -size
	}
	for i := 0; i < len(s); i++ {
		if size > 0 && i > 0 {
			if group > 0 && (len(s)-i)%size == 0 || group < 0 && i%size == 0 {
				b = append(b, sep)
			}
		}
		b = append(b, lowerHex[s[i]>>4], lowerHex[s[i]&15])
	}
	return b
}
