package object

import (
	"math/bits"
	"sort"
	"strings"
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
	// flagJoined: the result of a concatenation; the next one gets room to
	// grow.
	flagJoined
)

// Str is an immutable string of code points. S is UTF-8 in which lone
// surrogates are encoded like other code points (WTF-8), so that every string
// of the language has exactly one form, and forms order as the code points do.
type Str struct {
	Header
	hash uint64
	S    string
	n    int       // length in code points
	aux  *strCache // nil until the Str is used in a way that needs it
}

// strCache is what a Str grows when it is used in certain ways.
type strCache struct {
	// offsets[i] is the byte offset of code point i*strStride.
	offsets []int32
	// buf is the buffer that S fills, with room for appending. A
	// concatenation that appends takes the cache over, so that each buffer
	// has one owner: the Str that ends where it ends.
	buf []byte
}

// strStride is the distance of remembered offsets, in code points: 6 % of the
// text in memory against 16 steps on average to any index.
const strStride = 64

// OneChar holds the strings of one code point below 256, interned in every
// machine, and emptyStr the empty one.
var (
	OneChar  = newOneChars()
	emptyStr = &Str{Header: Header{Shape: ShapeStr, Kind: KindStr, Flags: FlagInterned | FlagASCII | FlagHashed}}
)

func newOneChars() *[256]Str {
	var chars [256]Str
	for i := range chars {
		s := &chars[i]
		s.Header = Header{Shape: ShapeStr, Kind: KindStr, Flags: FlagInterned}
		s.S, s.n = string(rune(i)), 1
		if i < utf8.RuneSelf {
			s.Flags |= FlagASCII
		}
		s.hashed()
	}
	return &chars
}

// common returns the shared Str for an empty text or a code point below 256,
// or nil. Only such texts may be asked for by content: they are interned.
func common(s string) *Str {
	switch len(s) {
	case 0:
		return emptyStr
	case 1:
		return &OneChar[s[0]]
	case 2:
		if s[0] == 0xc2 || s[0] == 0xc3 {
			return &OneChar[s[0]<<6|s[1]&0x3f]
		}
	}
	return nil
}

// newStr makes a Str of valid WTF-8.
func newStr(s string) *Str {
	if c := common(s); c != nil {
		return c
	}
	return makeStr(s, countCodePoints(s))
}

// makeStr makes a Str of n code points that is no shared one.
func makeStr(s string, n int) *Str {
	v := &Str{Header: Header{Shape: ShapeStr, Kind: KindStr}, S: s, n: n}
	if n == len(s) {
		v.Flags = FlagASCII
	}
	return v
}

// NewStr makes a str of valid UTF-8 or WTF-8 text.
func NewStr(s string) Value { return Value{P: unsafe.Pointer(newStr(s))} }

// NewStrLen makes a str of WTF-8 text that is n code points long.
func NewStrLen(s string, n int) Value {
	if c := common(s); c != nil {
		return c.Value()
	}
	return makeStr(s, n).Value()
}

// NewStrBytes makes a str of n code points of a buffer that nobody writes to
// any more.
func NewStrBytes(b []byte, n int) Value {
	return NewStrLen(unsafe.String(unsafe.SliceData(b), len(b)), n)
}

// NewChar makes a str of one code point.
func NewChar(r rune) Value {
	if uint32(r) < 256 {
		return Value{P: unsafe.Pointer(&OneChar[r])}
	}
	var buf [4]byte
	return copyText(AppendRune(buf[:0], r), 1)
}

// piece makes a str of n code points that are part of s. A large part shares
// the memory of the whole; a small one does not keep it alive.
func (s *Str) piece(part string, n int) Value {
	if c := common(part); c != nil {
		return c.Value()
	}
	if len(part) == len(s.S) && s.Shape == ShapeStr {
		return s.Value()
	}
	if len(part) <= maxInlineText {
		v, text := newText(len(part), n)
		copy(text, part)
		return v.Value()
	}
	if len(part) < len(s.S)/4 {
		part = strings.Clone(part)
	}
	return makeStr(part, n).Value()
}

// plain returns s as exactly a str.
func (s *Str) plain() Value {
	if s.Shape == ShapeStr {
		return s.Value()
	}
	return NewStrLen(s.S, s.n)
}

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

// Offset is the byte offset of code point i, 0 <= i <= Len.
func (s *Str) Offset(i int) int {
	switch {
	case s.IsASCII():
		return i
	case i == s.n:
		return len(s.S)
	case i < strStride, len(s.S) <= maxInlineText: // which has no aux
		return skip(s.S, 0, i)
	}
	off := s.offsets()
	return skip(s.S, int(off[i/strStride]), i%strStride)
}

// Index is the number of the code point at byte offset off.
func (s *Str) Index(off int) int {
	if s.IsASCII() {
		return off
	}
	if off < 4*strStride {
		return codePoints(s.S[:off])
	}
	offs := s.offsets()
	i := sort.Search(len(offs), func(i int) bool { return int(offs[i]) > off }) - 1
	return i*strStride + codePoints(s.S[offs[i]:off])
}

// offsets returns the remembered offsets, completed.
func (s *Str) offsets() []int32 {
	if s.aux == nil {
		s.aux = &strCache{}
	}
	c := s.aux
	want := s.n/strStride + 1
	if len(c.offsets) >= want {
		return c.offsets
	}
	// those of a shorter string that this one begins with stay valid
	at := 0
	if c.offsets == nil {
		c.offsets = append(make([]int32, 0, want), 0)
	} else {
		at = int(c.offsets[len(c.offsets)-1])
	}
	for len(c.offsets) < want {
		at = skip(s.S, at, strStride)
		c.offsets = append(c.offsets, int32(at))
	}
	return c.offsets
}

// skip returns the offset n code points after at.
func skip(s string, at, n int) int {
	for ; n > 0; n-- {
		switch c := s[at]; {
		case c < 0x80:
			at++
		case c < 0xe0:
			at += 2
		case c < 0xf0:
			at += 3
		default:
			at += 4
		}
	}
	return at
}

// At returns code point i, 0 <= i < Len.
func (s *Str) At(i int) rune {
	if s.IsASCII() {
		return rune(s.S[i])
	}
	r, _ := DecodeRune(s.S[s.Offset(i):])
	return r
}

// Runes returns the code points.
func (s *Str) Runes() []rune {
	out := make([]rune, 0, s.n)
	for i := 0; i < len(s.S); {
		r, n := DecodeRune(s.S[i:])
		out = append(out, r)
		i += n
	}
	return out
}

// Slice returns code points i to j, 0 <= i <= j <= Len.
func (s *Str) Slice(i, j int) Value {
	if s.IsASCII() {
		return s.piece(s.S[i:j], j-i)
	}
	from := s.Offset(i)
	if j-i < strStride && j < s.n {
		return s.piece(s.S[from:skip(s.S, from, j-i)], j-i)
	}
	return s.piece(s.S[from:s.Offset(j)], j-i)
}

// part returns the text of code points i to j and its length.
func (s *Str) part(i, j int) string {
	if i == 0 && j == s.n {
		return s.S
	}
	return s.S[s.Offset(i):s.Offset(j)]
}

// growFrom is the length from which a concatenation leaves room for more:
// below, copying costs less than the room.
const growFrom = 512

// concat returns a + b. Where a is itself a concatenation it is extended in
// place if it still ends its buffer, so that building a text piece by piece
// costs a copy of it only now and then.
func (t *Thread) concat(a, b *Str) Value {
	switch {
	case len(a.S) == 0:
		return b.plain()
	case len(b.S) == 0:
		return a.plain()
	}
	size, n := len(a.S)+len(b.S), a.n+b.n
	if size > maxBytes {
		return t.MemoryError()
	}
	if size < growFrom || a.Flags&flagJoined == 0 {
		r, text := newText(size, n)
		copy(text[copy(text, a.S):], b.S)
		r.Flags |= flagJoined
		return r.Value()
	}
	c := a.aux
	if c == nil || c.buf == nil {
		c = &strCache{}
		if a.aux != nil {
			c.offsets = a.aux.offsets[:len(a.aux.offsets):len(a.aux.offsets)]
		}
		c.buf = append(make([]byte, 0, 2*size), a.S...)
	}
	c.buf = append(c.buf, b.S...)
	r := makeStr(unsafe.String(unsafe.SliceData(c.buf), size), n)
	r.Flags |= flagJoined
	r.aux = c
	if a.aux == c {
		a.aux = nil
	}
	return r.Value()
}

// countCodePoints counts the code points of WTF-8 text; the count equals the
// number of bytes if and only if the text is ASCII.
func countCodePoints(s string) int {
	if i := asciiPrefix(s); i < len(s) {
		return i + codePoints(s[i:])
	}
	return len(s)
}

// load8 reads eight bytes of s from i, little-endian; the compiler makes one
// load of it.
func load8(s string, i int) uint64 {
	_ = s[i+7]
	return uint64(s[i]) | uint64(s[i+1])<<8 | uint64(s[i+2])<<16 | uint64(s[i+3])<<24 |
		uint64(s[i+4])<<32 | uint64(s[i+5])<<40 | uint64(s[i+6])<<48 | uint64(s[i+7])<<56
}

const (
	lowBits  = 0x0101010101010101
	highBits = 0x8080808080808080
)

// asciiPrefix is the length of the longest prefix without bytes above 127.
func asciiPrefix(s string) int {
	i := 0
	for ; i+8 <= len(s); i += 8 {
		if x := load8(s, i) & highBits; x != 0 {
			return i + bits.TrailingZeros64(x)/8
		}
	}
	for ; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return i
		}
	}
	return i
}

func isASCII(s string) bool { return asciiPrefix(s) == len(s) }

// codePoints counts code points in WTF-8: bytes that do not continue one.
func codePoints(s string) int {
	n, i := len(s), 0
	for ; i+8 <= len(s); i += 8 {
		x := load8(s, i)
		n -= bits.OnesCount64(x >> 7 & (^x >> 6) & lowBits)
	}
	for ; i < len(s); i++ {
		if s[i]&0xc0 == 0x80 {
			n--
		}
	}
	return n
}

// Piece makes a str of a part of s's text that begins and ends between code
// points.
func (s *Str) Piece(part string) Value { return s.piece(part, countCodePoints(part)) }
