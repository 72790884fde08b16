package object

import (
	"math/big"
	"unsafe"
)

// Big is an int beyond 64 bits, or the int inside an IntSub. I is never
// changed once the Big exists.
type Big struct {
	Header
	I *big.Int
}

// IntSub is an instance of a subclass of int; V is its value as a plain int.
type IntSub struct {
	Header
	V Value
}

// FloatSub is an instance of a subclass of float.
type FloatSub struct {
	Header
	F float64
}

// Complex is a complex number.
type Complex struct {
	Header
	C complex128
}

// Bytes is an immutable byte string.
type Bytes struct {
	Header
	hash uint64
	B    string
}

// ByteArray is a mutable byte string. exports counts the memoryviews that
// forbid resizing.
type ByteArray struct {
	Header
	B       []byte
	exports int
}

// List is a list.
type List struct {
	Header
	Items []Value
}

// Tuple is a tuple. Items is never changed once the tuple can be seen.
type Tuple struct {
	Header
	Items []Value
}

// Range is range(Start, Stop, Step) with bounds of 64 bits; otherwise Big
// holds the three and the fields are unused.
type Range struct {
	Header
	Start, Stop, Step int64
	Big               *[3]*big.Int
}

// Slice is a slice object.
type Slice struct {
	Header
	Start, Stop, Step Value
}

// Cell is a variable shared by closures, or a global variable. V is nil while
// it is unbound.
type Cell struct {
	Header
	V Value
}

// NewCell makes a cell holding v.
func NewCell(v Value) *Cell { return &Cell{Header{Shape: ShapeCell, Kind: KindCell}, v} }

// Value returns c as a Value.
func (c *Cell) Value() Value { return Value{P: unsafe.Pointer(c)} }

// Opaque is an object whose state is a Go value: most types of the standard
// library. Data's dynamic type tells natives what they have.
type Opaque struct {
	Header
	Ext  *Ext
	Data any
}

// NewOpaque makes an object of ty, whose Layout must be KindOpaque.
func NewOpaque(ty *Type, data any) Value {
	return FromHeader(&(&Opaque{Header: Header{Shape: ty.Shape0.ID, Kind: KindOpaque}, Data: data}).Header)
}

// Payload returns the Go value behind an Opaque of that type.
func Payload[T any](v Value) (T, bool) {
	if v.P != nil && v.Kind() == KindOpaque {
		d, ok := (*Opaque)(v.P).Data.(T)
		return d, ok
	}
	var zero T
	return zero, false
}

// EmptyTuple is ().
var EmptyTuple = NewTuple(nil)

// NewTuple makes a tuple that owns items.
func NewTuple(items []Value) Value {
	return FromHeader(&(&Tuple{Header{Shape: ShapeTuple, Kind: KindTuple}, items}).Header)
}

// TupleOf makes a tuple of its arguments.
func TupleOf(items ...Value) Value { return NewTuple(items) }

// NewList makes a list that owns items.
func NewList(items []Value) Value {
	return FromHeader(&(&List{Header{Shape: ShapeList, Kind: KindList}, items}).Header)
}

// NewBytes makes a bytes object.
func NewBytes(b string) Value {
	return FromHeader(&(&Bytes{Header: Header{Shape: ShapeBytes, Kind: KindBytes}, B: b}).Header)
}

// NewByteArray makes a bytearray that owns b.
func NewByteArray(b []byte) Value {
	return FromHeader(&(&ByteArray{Header: Header{Shape: ShapeByteArray, Kind: KindByteArray}, B: b}).Header)
}

// NewRange makes a range with 64-bit bounds; step must not be 0.
func NewRange(start, stop, step int64) Value {
	return FromHeader(&(&Range{Header: Header{Shape: ShapeRange, Kind: KindRange}, Start: start, Stop: stop, Step: step}).Header)
}

// NewSlice makes a slice; missing parts are None.
func NewSlice(start, stop, step Value) Value {
	return FromHeader(&(&Slice{Header{Shape: ShapeSlice, Kind: KindSlice}, start, stop, step}).Header)
}

// NewComplex makes a complex.
func NewComplex(c complex128) Value {
	return FromHeader(&(&Complex{Header{Shape: ShapeComplex, Kind: KindComplex}, c}).Header)
}

// BigInt makes an int, inline where it fits 64 bits. It owns i.
func BigInt(i *big.Int) Value {
	if i.IsInt64() {
		return Int(i.Int64())
	}
	return FromHeader(&(&Big{Header{Shape: ShapeInt, Kind: KindBig}, i}).Header)
}

// AsList, AsTuple and AsDict return what v is, or nil; subclasses included.
func AsList(v Value) *List {
	if v.P != nil && v.Kind() == KindList {
		return (*List)(v.P)
	}
	return nil
}

func AsTuple(v Value) *Tuple {
	if v.P != nil && v.Kind() == KindTuple {
		return (*Tuple)(v.P)
	}
	return nil
}

func AsDict(v Value) *Dict {
	if v.P != nil && v.Kind() == KindDict {
		return (*Dict)(v.P)
	}
	return nil
}

// Value returns l as a Value.
func (l *List) Value() Value { return Value{P: unsafe.Pointer(l)} }

// Value returns u as a Value.
func (u *Tuple) Value() Value { return Value{P: unsafe.Pointer(u)} }

// IsIntLike reports whether v is an int of any form: inline, big, bool, or an
// instance of a subclass.
func IsIntLike(v Value) bool {
	switch v.Kind() {
	case KindInt, KindBool, KindBig, KindIntSub:
		return true
	}
	return false
}

// PlainInt returns an int of any form as exactly an int: inline or Big.
func PlainInt(v Value) Value {
	switch v.Kind() {
	case KindBool:
		return Int(int64(v.N))
	case KindIntSub:
		return (*IntSub)(v.P).V
	}
	return v
}

// Int64 returns an int of any form as an int64; ok is false when v is not an
// int or does not fit.
func Int64(v Value) (i int64, ok bool) {
	switch v.Kind() {
	case KindInt, KindBool:
		return int64(v.N), true
	case KindIntSub:
		return Int64((*IntSub)(v.P).V)
	}
	return 0, false
}

// ToBig returns an int of any form as a big.Int that must not be changed; nil
// when v is not an int.
func ToBig(v Value) *big.Int {
	switch v.Kind() {
	case KindInt, KindBool:
		return big.NewInt(int64(v.N))
	case KindBig:
		return (*Big)(v.P).I
	case KindIntSub:
		return ToBig((*IntSub)(v.P).V)
	}
	return nil
}

// Float64 returns a float of any form; ok is false when v is not a float.
func Float64(v Value) (f float64, ok bool) {
	switch v.Kind() {
	case KindFloat:
		return v.AsFloat(), true
	case KindFloatSub:
		return (*FloatSub)(v.P).F, true
	}
	return 0, false
}
