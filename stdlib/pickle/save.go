package pickle

import (
	"encoding/binary"
	"math"
	"math/big"
	"slices"
	"strconv"

	"github.com/aio-lang/aio/vm/object"
)

// save writes what makes v again. asIs: v is what persistent_id returned,
// which it is not asked about.
func (p *pickler) save(v value, asIs bool) bool {
	t := p.t
	if !p.boundary() {
		return false
	}
	if p.persistentID.P != nil && !asIs {
		if done, ok := p.savePersistent(v); done || !ok {
			return ok
		}
	}
	switch v.Shape() {
	case object.ShapeNone:
		p.op(opNone)
		return true
	case object.ShapeBool:
		p.saveBool(v == object.True)
		return true
	case object.ShapeInt:
		return p.saveInt(v)
	case object.ShapeFloat:
		p.saveFloat(v.AsFloat())
		return true
	}
	if p.fetch(v) {
		return true
	}
	switch v.Shape() {
	case object.ShapeBytes:
		return p.saveBytes(v, object.AsBytes(v).B)
	case object.ShapeStr:
		return p.saveStr(v)
	}
	if !t.Enter(" while pickling an object") {
		return false
	}
	ok := p.saveObject(v)
	t.Leave()
	return ok
}

// saveObject writes what is neither a number nor a string.
func (p *pickler) saveObject(v value) bool {
	switch v.Shape() {
	case object.ShapeDict:
		return p.saveDict(v)
	case object.ShapeSet:
		if p.protocol >= 4 {
			return p.saveSet(v)
		}
	case object.ShapeFrozenSet:
		if p.protocol >= 4 {
			return p.saveFrozenSet(v)
		}
	case object.ShapeList:
		return p.saveList(v)
	case object.ShapeTuple:
		return p.saveTuple(v)
	case object.ShapeByteArray:
		return p.saveByteArray(v, string(object.AsByteArray(v).B))
	}
	if b, ok := object.Payload[*pickleBuffer](v); ok {
		return p.saveBuffer(v, b)
	}
	return p.saveOther(v)
}

// savePersistent asks persistent_id about v; done is true where it stands for
// v.
func (p *pickler) savePersistent(v value) (done, ok bool) {
	t := p.t
	id := t.Call(p.persistentID, v)
	if id.P == nil || id.IsNone() {
		return false, id.P != nil
	}
	if p.protocol > 0 {
		if !p.save(id, true) {
			return false, false
		}
		p.op(opBinPersID)
		return true, true
	}
	text, ok := t.Str(id)
	if !ok {
		return false, false
	}
	for i := 0; i < len(text); i++ {
		if text[i] >= 0x80 {
			return false, cannotSave(t, "persistent IDs in protocol 0 must be ASCII strings")
		}
	}
	p.text(string(rune(opPersID)) + text + "\n")
	return true, true
}

func (p *pickler) saveBool(b bool) {
	switch {
	case p.protocol >= 2 && b:
		p.op(opNewTrue)
	case p.protocol >= 2:
		p.op(opNewFalse)
	case b:
		p.text("I01\n")
	default:
		p.text("I00\n")
	}
}

func (p *pickler) saveInt(v value) bool {
	n, fits := object.Int64(v)
	fits = fits && n >= math.MinInt32 && n <= math.MaxInt32
	switch {
	case fits && p.protocol == 0:
		p.text(string(rune(opInt)) + strconv.FormatInt(n, 10) + "\n")
	case fits && n >= 0 && n <= 0xff:
		p.bytes(opBinInt1, byte(n))
	case fits && n >= 0 && n <= 0xffff:
		p.opUint(opBinInt2, uint64(n), 2)
	case fits:
		p.opUint(opBinInt, uint64(uint32(n)), 4)
	case p.protocol < 2:
		s, ok := p.t.Repr(v)
		if !ok {
			return false
		}
		p.text(string(rune(opLong)) + s + "L\n")
	default:
		b := longBytes(object.ToBig(v))
		if len(b) < 256 {
			p.bytes(opLong1, byte(len(b)))
		} else {
			p.opUint(opLong4, uint64(len(b)), 4)
		}
		p.bytes(b...)
	}
	return true
}

// longBytes is a number in two's complement, the least byte first, in as few
// bytes as hold it with its sign.
func longBytes(n *big.Int) []byte {
	size := n.BitLen()/8 + 1
	if n.Sign() < 0 {
		size = new(big.Int).Not(n).BitLen()/8 + 1
		n = new(big.Int).Add(n, new(big.Int).Lsh(big.NewInt(1), uint(size*8)))
	}
	b := n.FillBytes(make([]byte, size))
	slices.Reverse(b)
	return b
}

func (p *pickler) saveFloat(f float64) {
	if p.protocol == 0 {
		p.text(string(rune(opFloat)) + object.FloatRepr(f) + "\n")
		return
	}
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], math.Float64bits(object.PlainNaN(f)))
	p.op(opBinFloat)
	p.bytes(b[:]...)
}

// saveBytes writes v as a bytes that holds b. Before protocol 3 there was no opcode for it: it
// is a text encoded as Latin-1.
func (p *pickler) saveBytes(v value, b string) bool {
	t := p.t
	if p.protocol < 3 {
		if b == "" {
			return p.saveReduced(v, object.TupleOf(t.M.Type(object.ShapeBytes).Value(), object.EmptyTuple))
		}
		text := t.Decode(b, "latin1", "strict")
		encode := imported(t, "_codecs", "encode")
		if text.P == nil || encode.P == nil {
			return false
		}
		return p.saveReduced(v, object.TupleOf(encode, object.TupleOf(text, t.M.Intern("latin1").Value())))
	}
	var ok bool
	switch n := len(b); {
	case n <= 0xff:
		ok = p.large(opShortBinBytes, 1, b)
	case n <= math.MaxUint32:
		ok = p.large(opBinBytes, 4, b)
	case p.protocol >= 4:
		ok = p.large(opBinBytes8, 8, b)
	default:
		p.t.OverflowErrorf("serializing a bytes object larger than 4 GiB requires pickle protocol 4 or higher")
	}
	if ok {
		p.memoize(v)
	}
	return ok
}

// saveByteArray writes v as a bytearray that holds b.
func (p *pickler) saveByteArray(v value, b string) bool {
	if p.protocol < 5 {
		args := object.EmptyTuple
		if b != "" {
			args = object.TupleOf(object.NewBytes(b))
		}
		return p.saveReduced(v, object.TupleOf(p.t.M.Type(object.ShapeByteArray).Value(), args))
	}
	if !p.large(opByteArray8, 8, b) {
		return false
	}
	p.memoize(v)
	return true
}

func (p *pickler) saveStr(v value) bool {
	s := object.AsStr(v)
	if p.protocol == 0 {
		p.text(string(rune(opUnicode)) + rawUnicodeEscape(s.S) + "\n")
		p.memoize(v)
		return true
	}
	var ok bool
	// lone surrogates are kept in s.S in the form that surrogatepass gives
	switch n := len(s.S); {
	case n <= 0xff && p.protocol >= 4:
		ok = p.large(opShortBinUnicode, 1, s.S)
	case n <= math.MaxUint32:
		ok = p.large(opBinUnicode, 4, s.S)
	case p.protocol >= 4:
		ok = p.large(opBinUnicode8, 8, s.S)
	default:
		p.t.OverflowErrorf("serializing a string larger than 4 GiB requires pickle protocol 4 or higher")
	}
	if ok {
		p.memoize(v)
	}
	return ok
}

// rawUnicodeEscape encodes a text for protocol 0, whose lines end at a newline.
func rawUnicodeEscape(s string) string {
	b := make([]byte, 0, len(s)+16)
	for len(s) > 0 {
		r, n := object.DecodeRune(s)
		s = s[n:]
		switch {
		case r >= 0x10000:
			b = append(b, `\U`...)
			b = appendHex(b, uint32(r), 8)
		case r >= 0x100 || r == '\\' || r == 0 || r == '\n' || r == '\r' || r == 0x1a:
			b = append(b, `\u`...)
			b = appendHex(b, uint32(r), 4)
		default:
			b = append(b, byte(r))
		}
	}
	return string(b)
}

func appendHex(b []byte, n uint32, digits int) []byte {
	for i := digits - 1; i >= 0; i-- {
		b = append(b, "0123456789abcdef"[n>>(4*i)&15])
	}
	return b
}
