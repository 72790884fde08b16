package object

import (
	"math/bits"
	"strconv"
)

// numericBinary computes a op b for exact ints and floats without looking up
// methods; nil with nothing pending means: not for me.
func (t *Thread) numericBinary(op BinaryOp, a, b Value) Value {
	if a.IsInt() && b.IsInt() {
		x, y := int64(a.N), int64(b.N)
		switch op {
		case OpAdd:
			if r := x + y; (x^r)&(y^r) >= 0 {
				return Int(r)
			}
		case OpSub:
			if r := x - y; (x^y)&(x^r) >= 0 {
				return Int(r)
			}
		case OpMul:
			if hi, lo := bits.Mul64(uint64(x), uint64(y)); x >= 0 && y >= 0 && hi == 0 && int64(lo) >= 0 {
				return Int(int64(lo))
			}
		}
	}
	return Value{}
}

// fastCompare compares exact ints, floats and strs; nil means: not for me.
func (t *Thread) fastCompare(op CompareOp, a, b Value) Value {
	if a.IsInt() && b.IsInt() {
		return Bool(ordered(op, int64(a.N), int64(b.N)))
	}
	if a.IsFloat() && b.IsFloat() {
		return Bool(ordered(op, a.AsFloat(), b.AsFloat()))
	}
	if a.Shape() == ShapeStr && b.Shape() == ShapeStr {
		// WTF-8 orders as code points do
		return Bool(ordered(op, a.Text(), b.Text()))
	}
	return Value{}
}

func ordered[T int64 | float64 | string](op CompareOp, x, y T) bool {
	switch op {
	case OpLt:
		return x < y
	case OpLe:
		return x <= y
	case OpEq:
		return x == y
	case OpNe:
		return x != y
	case OpGt:
		return x > y
	}
	return x >= y
}

// parseNumberDefault reads a number in a native's signature.
func parseNumberDefault(text string) Value {
	if i, err := strconv.ParseInt(text, 0, 64); err == nil {
		return Int(i)
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil {
		panic("bad default in a native's signature: " + text)
	}
	return Float(f)
}

func numberTypes() []*TypeDecl {
	return []*TypeDecl{&intDecl, &boolDecl, &floatDecl, &complexDecl, &noneDecl, &notImplementedDecl, &ellipsisDecl}
}

var (
	intDecl            = TypeDecl{Shape: ShapeInt, Name: "int", Kind: KindIntSub}
	boolDecl           = TypeDecl{Shape: ShapeBool, Name: "bool", Base: ShapeInt, Kind: KindBool, Flags: TypeNoSubclass}
	floatDecl          = TypeDecl{Shape: ShapeFloat, Name: "float", Kind: KindFloatSub}
	complexDecl        = TypeDecl{Shape: ShapeComplex, Name: "complex", Kind: KindComplex}
	noneDecl           = TypeDecl{Shape: ShapeNone, Name: "NoneType", Kind: KindNone, Flags: TypeNoSubclass}
	notImplementedDecl = TypeDecl{Shape: ShapeNotImplemented, Name: "NotImplementedType", Kind: KindNotImplemented, Flags: TypeNoSubclass}
	ellipsisDecl       = TypeDecl{Shape: ShapeEllipsis, Name: "ellipsis", Kind: KindEllipsis, Flags: TypeNoSubclass}
)
