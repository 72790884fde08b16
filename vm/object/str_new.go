package object

import (
	"strconv"
	"unsafe"
)

// strWith is a Str with its text in the same allocation: one of 64 to 128 bytes
// is 15 to 20 ns cheaper than a Str of 48 and a text of its own. Its fields are
// those of Str, but for Go's collector it holds no pointers: text points into
// itself, and aux stays nil as short texts need none. That makes it cheaper by
// another 8 ns, and nothing of it is ever scanned.
type strWith[T any] struct {
	Header
	hash uint64
	text uintptr
	size int
	n    int
	aux  uintptr
	data T
}

// the layouts agree
const (
	_ = -(unsafe.Offsetof(strWith[[16]byte]{}.data) ^ unsafe.Sizeof(Str{}))
	_ = -(unsafe.Offsetof(strWith[[16]byte]{}.text) ^ unsafe.Offsetof(Str{}.S))
	_ = -(unsafe.Offsetof(strWith[[16]byte]{}.n) ^ unsafe.Offsetof(Str{}.n))
)

// maxInlineText is the longest text that lies in its Str.
const maxInlineText = 80

// newText makes a Str of n code points in size bytes, at least two and no
// shared one, and returns the place of its text, to be filled in before anybody
// sees it.
func newText(size, n int) (*Str, []byte) {
	var s *Str
	switch (size + 15) / 16 {
	case 0, 1:
		v := &strWith[[16]byte]{}
		v.text = uintptr(unsafe.Pointer(&v.data))
		s = (*Str)(unsafe.Pointer(v))
	case 2:
		v := &strWith[[32]byte]{}
		v.text = uintptr(unsafe.Pointer(&v.data))
		s = (*Str)(unsafe.Pointer(v))
	case 3:
		v := &strWith[[48]byte]{}
		v.text = uintptr(unsafe.Pointer(&v.data))
		s = (*Str)(unsafe.Pointer(v))
	case 4:
		v := &strWith[[64]byte]{}
		v.text = uintptr(unsafe.Pointer(&v.data))
		s = (*Str)(unsafe.Pointer(v))
	case 5:
		v := &strWith[[maxInlineText]byte]{}
		v.text = uintptr(unsafe.Pointer(&v.data))
		s = (*Str)(unsafe.Pointer(v))
	default:
		text := make([]byte, size)
		s = &Str{S: unsafe.String(unsafe.SliceData(text), size)}
	}
	s.Header, s.n = Header{Shape: ShapeStr, Kind: KindStr}, n
	if n == size {
		s.Flags = FlagASCII
	}
	if size <= maxInlineText {
		(*strWith[[16]byte])(unsafe.Pointer(s)).size = size
	}
	return s, unsafe.Slice(unsafe.StringData(s.S), size)
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
