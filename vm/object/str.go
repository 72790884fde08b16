package object

import (
	"unicode/utf8"
	"unsafe"
)

// Flags of a Str.
const (
	// FlagInterned: the machine's only Str with this text.
	FlagInterned uint16 = 1 << iota
	// FlagASCII: every code point is one byte, so offsets are indices.
	FlagASCII
	// FlagHashed: hash is computed.
	FlagHashed
)

// Str is an immutable string of code points. S is UTF-8 in which lone
// surrogates are encoded like other code points (WTF-8), so that every string
// of the language has exactly one form.
type Str struct {
	Header
	hash uint64
	S    string
	n    int       // length in code points
	aux  *strCache // offsets for indexing, spare capacity for +=; nil until needed
}

// strCache is what a Str grows when it is used in certain ways.
type strCache struct {
	// offsets[i] is the byte offset of code point i*strStride.
	offsets []int32
	// buf is the buffer S is a prefix of, shared by the results of repeated
	// concatenation; the one whose length is cap-limited last may append.
	buf *[]byte
}

const strStride = 64

// newStr makes a Str of valid WTF-8.
func newStr(s string) *Str {
	v := &Str{Header: Header{Shape: ShapeStr, Kind: KindStr}, S: s}
	v.count()
	return v
}

func (s *Str) count() {
	for i := 0; i < len(s.S); i++ {
		if s.S[i] >= utf8.RuneSelf {
			s.n = i + codePoints(s.S[i:])
			return
		}
	}
	s.n = len(s.S)
	s.Flags |= FlagASCII
}

// codePoints counts code points in WTF-8: bytes that do not continue one.
func codePoints(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i]&0xc0 != 0x80 {
			n++
		}
	}
	return n
}

// NewStr makes a str of valid UTF-8 or WTF-8 text.
func NewStr(s string) Value { return Value{P: unsafe.Pointer(newStr(s))} }

// Value returns s as a Value.
func (s *Str) Value() Value { return Value{P: unsafe.Pointer(s)} }

// IsStr reports whether v is a str, subclasses included. v may be nil.
func (v Value) IsStr() bool { return v.P != nil && (*Header)(v.P).Kind == KindStr }

// Text is the text of a value for which IsStr holds.
func (v Value) Text() string { return (*Str)(v.P).S }

// AsStr returns the Str v is, or nil.
func AsStr(v Value) *Str {
	if v.IsStr() {
		return (*Str)(v.P)
	}
	return nil
}

// Len is the number of code points.
func (s *Str) Len() int { return s.n }

// IsASCII reports whether every code point is below 128.
func (s *Str) IsASCII() bool { return s.Flags&FlagASCII != 0 }

// Hash returns the str's hash, computed once: SipHash-1-3 with the machine's
// key, as CPython's.
func (s *Str) Hash(m *Machine) uint64 {
	if s.Flags&FlagHashed == 0 {
		s.hash = hashText(m.HashSecret, s)
		s.Flags |= FlagHashed
	}
	return s.hash
}
