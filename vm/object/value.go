// Package object declares the values of the language: their representation,
// the types of the data model, and the operations on them.
//
// In: nothing but Go. Out: Value, Type, Thread, and one file per builtin type
// with its methods. It must not know bytecode, frames or the event loop: what
// it needs of the machine (calling a function) it reaches through Executor.
//
//	Value {P, N}
//	   P ──> IntTag | FloatTag | BoolTag | NoneTag …   scalar, payload in N
//	   P ──> heap object: Header {Shape, Kind, Flags}, fields
//
// A shape id says of which type an object is and where its attributes lie; a
// kind says which Go struct it is. Type tests are one 32-bit compare.
package object

import (
	"math"
	"unsafe"
)

// Value is one value of the language, 16 bytes, copied freely.
//
// P == nil means "no value": an unbound register, an argument not given, or,
// as a native's result, "an exception is pending". Nil never enters a
// container.
type Value struct {
	P unsafe.Pointer
	N uint64
}

// Header is the first field of every heap object and of the static tags.
type Header struct {
	Shape uint32 // index into Machine.shapes; below NumCoreShapes a builtin type
	Kind  Kind   // the Go struct this header begins
	Flags uint16 // meaning depends on Kind; the low byte of an Instance is its inline capacity
}

// Flags common to all kinds.
const (
	// FlagExt: the object was allocated in its wide form, with an *Ext at
	// the kind's ext offset (an instance of a subclass of a builtin type).
	FlagExt uint16 = 1 << 15
	// FlagFinalized: __del__ has run, or need not.
	FlagFinalized uint16 = 1 << 14
)

// The static tags of scalars. Compare a Value's P with their addresses.
var (
	IntTag            = Header{Shape: ShapeInt, Kind: KindInt}
	FloatTag          = Header{Shape: ShapeFloat, Kind: KindFloat}
	BoolTag           = Header{Shape: ShapeBool, Kind: KindBool}
	NoneTag           = Header{Shape: ShapeNone, Kind: KindNone}
	NotImplementedTag = Header{Shape: ShapeNotImplemented, Kind: KindNotImplemented}
	EllipsisTag       = Header{Shape: ShapeEllipsis, Kind: KindEllipsis}
)

// The singletons and truth values.
var (
	None           = Value{P: unsafe.Pointer(&NoneTag)}
	True           = Value{P: unsafe.Pointer(&BoolTag), N: 1}
	False          = Value{P: unsafe.Pointer(&BoolTag)}
	NotImplemented = Value{P: unsafe.Pointer(&NotImplementedTag)}
	Ellipsis       = Value{P: unsafe.Pointer(&EllipsisTag)}
)

// Int makes an int that fits 64 bits.
func Int(i int64) Value { return Value{unsafe.Pointer(&IntTag), uint64(i)} }

// Float makes a float.
func Float(f float64) Value { return Value{unsafe.Pointer(&FloatTag), math.Float64bits(f)} }

// Bool makes a bool.
func Bool(b bool) Value {
	if b {
		return True
	}
	return False
}

// FromHeader makes the Value of a heap object; h is its header.
func FromHeader(h *Header) Value { return Value{P: unsafe.Pointer(h)} }

// Head returns the header v points to; v must not be nil.
func (v Value) Head() *Header { return (*Header)(v.P) }

// Kind returns v's kind; v must not be nil.
func (v Value) Kind() Kind { return (*Header)(v.P).Kind }

// Shape returns v's shape id; v must not be nil.
func (v Value) Shape() uint32 { return (*Header)(v.P).Shape }

// IsNil reports whether v is no value at all.
func (v Value) IsNil() bool { return v.P == nil }

// IsNone reports whether v is None.
func (v Value) IsNone() bool { return v.P == unsafe.Pointer(&NoneTag) }

// IsNotImplemented reports whether v is NotImplemented.
func (v Value) IsNotImplemented() bool { return v.P == unsafe.Pointer(&NotImplementedTag) }

// IsInt reports whether v is exactly an int held inline (64 bits, not bool).
func (v Value) IsInt() bool { return v.P == unsafe.Pointer(&IntTag) }

// IsFloat reports whether v is exactly a float.
func (v Value) IsFloat() bool { return v.P == unsafe.Pointer(&FloatTag) }

// IsBool reports whether v is True or False.
func (v Value) IsBool() bool { return v.P == unsafe.Pointer(&BoolTag) }

// IsTrue reports whether v is the object True.
func (v Value) IsTrue() bool { return v == True }

// AsInt is the payload of a value for which IsInt or IsBool holds.
func (v Value) AsInt() int64 { return int64(v.N) }

// AsFloat is the payload of a value for which IsFloat holds.
func (v Value) AsFloat() float64 { return math.Float64frombits(v.N) }

// Is reports whether a and b are the same object, as `is` does. Equal ints
// and bit-equal floats are the same object.
func Is(a, b Value) bool { return a == b }
