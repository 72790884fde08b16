package object

import "math/big"

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
