package object

import (
	"math"
	"math/big"
)

var floatDecl = TypeDecl{
	Shape: ShapeFloat, Name: "float", Kind: KindFloatSub,
	Doc:  "Convert a string or a number to a floating-point number, if possible.",
	New:  &Def{"__new__(cls, x=0, /, **kwargs)", "Create and return a new float.", floatNew},
	Call: &Def{"float(x=0, /)", "Create and return a new float.", floatCall},
	Methods: append(binaryMethods(floatOperators, floatOperator), []Def{
		{"__pow__(self, value, mod=None, /)", "Return self**value; mod must be None.", floatPowMethod},
		{"__rpow__(self, value, mod=None, /)", "Return value**self; mod must be None.", floatRPowMethod},
		{"__neg__(self, /)", "-self", floatMethod(func(x float64) Value { return Float(-x) })},
		{"__pos__(self, /)", "+self", floatMethod(Float)},
		{"__abs__(self, /)", "abs(self)", floatMethod(func(x float64) Value { return Float(math.Abs(x)) })},
		{"__bool__(self, /)", "True unless self is 0.", floatMethod(func(x float64) Value { return Bool(x != 0) })},
		{"__int__(self, /)", "int(self)", floatTrunc},
		{"__float__(self, /)", "float(self)", floatMethod(Float)},
		{"__repr__(self, /)", "Return repr(self).", floatMethod(func(x float64) Value { return NewStr(FloatRepr(x)) })},
		{"__hash__(self, /)", "Return hash(self).", floatMethod(func(x float64) Value { return Int(int64(hashFloat(x))) })},
		{"__eq__(self, value, /)", "Return self==value.", floatComparison(OpEq)},
		{"__ne__(self, value, /)", "Return self!=value.", floatComparison(OpNe)},
		{"__lt__(self, value, /)", "Return self<value.", floatComparison(OpLt)},
		{"__le__(self, value, /)", "Return self<=value.", floatComparison(OpLe)},
		{"__gt__(self, value, /)", "Return self>value.", floatComparison(OpGt)},
		{"__ge__(self, value, /)", "Return self>=value.", floatComparison(OpGe)},
		{"__trunc__(self, /)", "The nearest int towards zero.", floatTrunc},
		{"__floor__(self, /)", "The largest int that is not greater.", floatToIntMethod(math.Floor)},
		{"__ceil__(self, /)", "The smallest int that is not less.", floatToIntMethod(math.Ceil)},
		{"__round__(self, ndigits=None, /)", "Round to ndigits digits after the point, half to even; without ndigits to an int.", floatRound},
		{"__format__(self, format_spec, /)", "Format by the format mini-language.", floatFormatMethod},
		{"__getnewargs__(self, /)", "The arguments that make an equal float.", floatMethod(func(x float64) Value { return TupleOf(Float(x)) })},
		{"as_integer_ratio(self, /)", "The pair of ints, the second positive and without common factor, whose quotient is the float.", floatIntegerRatio},
		{"conjugate(self, /)", "The float itself.", floatMethod(Float)},
		{"hex(self, /)", "The exact value in hexadecimal, such as 0x1.8p+1.", floatHex},
		{"is_integer(self, /)", "Whether the float is a whole number.", floatMethod(func(x float64) Value { return Bool(x == math.Trunc(x) && !math.IsInf(x, 0)) })},
	}...),
	Class: []Def{
		{"fromhex(type, string, /)", "The float that hexadecimal text stands for.", floatFromHex},
		{"__getformat__(type, typestr, /)", "The format of C's double or float, for tests.", floatGetFormat},
	},
	GetSets: []GetSetDef{
		{"real", "the real part of a complex number", func(t *Thread, v Value) Value { f, _ := Float64(v); return Float(f) }, nil},
		{"imag", "the imaginary part of a complex number", func(t *Thread, v Value) Value { return Float(0) }, nil},
	},
}

func floatNew(t *Thread, a []Value) Value {
	ty := AsType(a[0])
	if a[2].P != nil && dictOf(a[2]).Len() > 0 && t.M.Lookup(ty, names.Init) == t.M.Lookup(t.M.Type(ShapeFloat), names.Init) {
		return t.TypeErrorf("float() takes no keyword arguments") // else they are for __init__
	}
	f, ok := t.FloatOf(a[1])
	if !ok {
		return Value{}
	}
	if ty.Shape0.ID == ShapeFloat {
		return Float(f)
	}
	w := &floatSubWide{FloatSub: FloatSub{F: f}}
	return initWide(&w.Header, ty, KindFloatSub)
}

func floatCall(t *Thread, a []Value) Value {
	f, ok := t.FloatOf(a[0])
	if !ok {
		return Value{}
	}
	return Float(f)
}

// FloatOf is float(v): of a real number or of text.
func (t *Thread) FloatOf(v Value) (f float64, ok bool) {
	if v.IsStr() {
		if v.Shape() == ShapeStr || t.M.Lookup(t.M.TypeOf(v), names.Float).P == nil {
			return t.floatFromText(v.Text(), v)
		}
	} else if s, ok := t.oneBytes(v); ok && t.M.Lookup(t.M.TypeOf(v), names.Float).P == nil {
		return t.floatFromText(string(latin1(s)), v)
	}
	return t.realNumber(v, "float() argument must be a string or a real number, not '%s'")
}

// latin1 makes text of bytes that keeps those beyond ASCII from looking like
// digits or space.
func latin1(s string) []byte {
	b := []byte(s)
	for i, c := range b {
		if c >= 0x80 {
			b[i] = '?'
		}
	}
	return b
}

// floatMethod is a method without arguments.
func floatMethod(f func(x float64) Value) NativeFn {
	return func(t *Thread, a []Value) Value {
		x, _ := Float64(a[0])
		return f(x)
	}
}

func floatTrunc(t *Thread, a []Value) Value {
	x, _ := Float64(a[0])
	return t.intFromFloat(x)
}

func floatToIntMethod(round func(float64) float64) NativeFn {
	return func(t *Thread, a []Value) Value {
		x, _ := Float64(a[0])
		return t.intFromFloat(round(x))
	}
}

func floatFormatMethod(t *Thread, a []Value) Value {
	if !a[1].IsStr() {
		return t.formatSpecError(a[1])
	}
	return t.FormatFloatSpec(a[0], a[1].Text())
}

func floatIntegerRatio(t *Thread, a []Value) Value {
	x, _ := Float64(a[0])
	switch {
	case math.IsNaN(x):
		return t.ValueErrorf("cannot convert NaN to integer ratio")
	case math.IsInf(x, 0):
		return t.OverflowErrorf("cannot convert Infinity to integer ratio")
	}
	r := new(big.Rat)
	r.SetFloat64(x)
	return TupleOf(BigInt(new(big.Int).Set(r.Num())), BigInt(new(big.Int).Set(r.Denom())))
}

func floatGetFormat(t *Thread, a []Value) Value {
	if !a[1].IsStr() {
		return t.BadArgument("__getformat__", "", "str", a[1])
	}
	switch a[1].Text() {
	case "double", "float":
		return NewStr("IEEE, little-endian")
	}
	return t.ValueErrorf("__getformat__() argument 1 must be 'double' or 'float'")
}

var floatOperators = []BinaryOp{OpAdd, OpSub, OpMul, OpFloorDiv, OpMod, OpDivMod, OpTrueDiv}

// floatOperand is the other operand of a float's operator; is is false when it
// is no real number, ok when it is an int that no float can hold.
func (t *Thread) floatOperand(v Value) (f float64, is, ok bool) {
	if f, is = Float64(v); is {
		return f, true, true
	}
	if !IsIntLike(v) {
		return 0, false, true
	}
	f, ok = t.intToFloat(v)
	return f, true, ok
}

func floatOperator(op BinaryOp, reflected bool) NativeFn {
	return func(t *Thread, a []Value) Value {
		x, _ := Float64(a[0])
		y, is, ok := t.floatOperand(a[1])
		switch {
		case !is:
			return NotImplemented
		case !ok:
			return Value{}
		case reflected:
			x, y = y, x
		}
		return t.floatBinary(op, x, y)
	}
}

func floatPowMethod(t *Thread, a []Value) Value  { return floatPower(t, a[0], a[1], a[2]) }
func floatRPowMethod(t *Thread, a []Value) Value { return floatPower(t, a[1], a[0], a[2]) }

func floatPower(t *Thread, base, exp, mod Value) Value {
	if !mod.IsNone() {
		return t.TypeErrorf("pow() 3rd argument not allowed unless all arguments are integers")
	}
	x, is, ok := t.floatOperand(base)
	if !is {
		return NotImplemented
	}
	y, is, ok2 := t.floatOperand(exp)
	if !is {
		return NotImplemented
	}
	if !ok || !ok2 {
		return Value{}
	}
	return t.floatPow(x, y)
}

func floatComparison(op CompareOp) NativeFn {
	return func(t *Thread, a []Value) Value {
		x, _ := Float64(a[0])
		if y, is := Float64(a[1]); is {
			return Bool(ordered(op, x, y))
		}
		if IsIntLike(a[1]) {
			return Bool(orderedFloatInt(op, x, a[1]))
		}
		return NotImplemented
	}
}
