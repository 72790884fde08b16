package object

import (
	"math"
	"math/big"
	"slices"
)

// intToBytes is int.to_bytes: two's complement where signed is true.
func intToBytes(t *Thread, a []Value) Value {
	v := PlainInt(a[0])
	length, ok := t.SizeArg(a[1])
	if !ok {
		return Value{}
	}
	little, ok := t.byteOrder("to_bytes", a[2])
	if !ok {
		return Value{}
	}
	signed, ok := t.Truth(a[3])
	if !ok {
		return Value{}
	}
	if length < 0 {
		return t.ValueErrorf("length argument must be non-negative")
	}
	if length > math.MaxInt32 {
		return t.MemoryError()
	}
	x := ToBig(v)
	negative := x.Sign() < 0
	if negative && !signed {
		return t.OverflowErrorf("can't convert negative int to unsigned")
	}
	need := x.BitLen()
	if negative { // -2**(n-1) fits n bits
		x = new(big.Int).Not(x)
		need = x.BitLen()
	}
	if signed {
		need++
		if length == 0 && need == 1 {
			need = 0 // 0 and -1 fit no bytes at all
		}
	}
	if need > length*8 {
		return t.OverflowErrorf("int too big to convert")
	}
	b := make([]byte, length)
	x.FillBytes(b)
	if negative {
		for i := range b {
			b[i] = ^b[i]
		}
	}
	if little {
		slices.Reverse(b)
	}
	return NewBytes(string(b))
}

// intFromBytes is int.from_bytes.
func intFromBytes(t *Thread, a []Value) Value {
	little, ok := t.byteOrder("from_bytes", a[2])
	if !ok {
		return Value{}
	}
	signed, ok := t.Truth(a[3])
	if !ok {
		return Value{}
	}
	text, ok := t.bytesArgument(a[1])
	if !ok {
		return Value{}
	}
	b := []byte(text)
	if little {
		slices.Reverse(b)
	}
	r := newBig()
	if signed && len(b) > 0 && b[0]&0x80 != 0 {
		for i := range b {
			b[i] = ^b[i]
		}
		r.n.SetBytes(b)
		r.n.Not(&r.n)
	} else {
		r.n.SetBytes(b)
	}
	v := r.result()
	if a[0] != t.M.Type(ShapeInt).Value() {
		return t.Call(a[0], v)
	}
	return v
}

// bytesArgument is bytes(v) for what from_bytes takes: __bytes__, the buffer
// protocol, or an iterable of ints, but no int and no str.
func (t *Thread) bytesArgument(v Value) (string, bool) {
	if t.M.Lookup(t.M.TypeOf(v), names.Bytes).P != nil {
		r := t.bytesMethod(v)
		if r.P == nil {
			return "", false
		}
		return (*Bytes)(r.P).B, true
	}
	if s, ok := t.allBytes(v); ok || t.Exc.P != nil {
		return s, ok
	}
	b, ok := t.bytesOfItems("bytes", v)
	return bytesString(b), ok
}

// byteOrder reads the argument byteorder.
func (t *Thread) byteOrder(fn string, v Value) (little, ok bool) {
	if !v.IsStr() {
		t.BadArgument(fn, "'byteorder'", "str", v)
		return false, false
	}
	switch v.Text() {
	case "little":
		return true, true
	case "big":
		return false, true
	}
	t.ValueErrorf("byteorder must be either 'little' or 'big'")
	return false, false
}
