package object

import (
	"strconv"
	"unsafe"
)

// Short texts lie in the same allocation as their Str: one allocation of 64 to
// 128 bytes is 15 to 20 ns cheaper than a Str of 48 and a text of its own.
type strWith[T any] struct {
	Str
	text T
}

// maxInlineText is the longest text that lies in its Str.
const maxInlineText = 80

// newText makes a Str of n code points in size bytes, at least two and no
// shared one, and returns the place of its text, to be filled in before anybody
// sees it.
func newText(size, n int) (*Str, []byte) {
	var s *Str
	var text *byte
	switch (size + 15) / 16 {
	case 0, 1:
		v := &strWith[[16]byte]{}
		s, text = &v.Str, &v.text[0]
	case 2:
		v := &strWith[[32]byte]{}
		s, text = &v.Str, &v.text[0]
	case 3:
		v := &strWith[[48]byte]{}
		s, text = &v.Str, &v.text[0]
	case 4:
		v := &strWith[[64]byte]{}
		s, text = &v.Str, &v.text[0]
	case 5:
		v := &strWith[[maxInlineText]byte]{}
		s, text = &v.Str, &v.text[0]
	default:
		s = &Str{}
		text = unsafe.SliceData(make([]byte, size))
	}
	s.Header, s.n = Header{Shape: ShapeStr, Kind: KindStr}, n
	s.S = unsafe.String(text, size)
	if n == size {
		s.Flags = FlagASCII
	}
	return s, unsafe.Slice(text, size)
}

// NewText is newText for other packages.
func NewText(size, n int) (Value, []byte) {
	s, text := newText(size, n)
	return s.Value(), text
}

// copyText makes a str of n code points whose text is a copy.
func copyText(text []byte, n int) Value {
	if len(text) <= 2 {
		if c := common(unsafe.String(unsafe.SliceData(text), len(text))); c != nil {
			return c.Value()
		}
	}
	s, room := newText(len(text), n)
	copy(room, text)
	return s.Value()
}

// intStr is str(i).
func intStr(i int64) Value {
	if uint64(i) < 10 {
		return Value{P: unsafe.Pointer(&OneChar['0'+i])}
	}
	var buf [20]byte
	text := strconv.AppendInt(buf[:0], i, 10)
	return copyText(text, len(text))
}

// ConcatParts concatenates strs and ints, the parts of an f-string.
func ConcatParts(parts []Value) Value {
	var digits [20]byte
	size, n := 0, 0
	for _, p := range parts {
		if p.IsInt() {
			d := len(strconv.AppendInt(digits[:0], int64(p.N), 10))
			size, n = size+d, n+d
		} else {
			s := (*Str)(p.P)
			size, n = size+len(s.S), n+s.n
		}
	}
	if n < 2 {
		for _, p := range parts {
			if p.IsInt() {
				return intStr(int64(p.N))
			}
			if s := (*Str)(p.P); s.n == n {
				return s.plain()
			}
		}
		return emptyStr.Value()
	}
	r, text := newText(size, n)
	at := 0
	for _, p := range parts {
		if p.IsInt() {
			at += len(strconv.AppendInt(text[at:at], int64(p.N), 10))
		} else {
			at += copy(text[at:], (*Str)(p.P).S)
		}
	}
	return r.Value()
}
