package object

import (
	"math/big"
	"math/bits"
)

var intDecl = TypeDecl{
	Shape: ShapeInt, Name: "int", Kind: KindIntSub,
	Doc: `int([x]) -> integer
int(x, base=10) -> integer

An integer of any size: 0, the value of a number (fractions are cut off), or
what a string, bytes or bytearray says. The text may have a sign, surrounding
space, and underscores between digits; base is 2 to 36, or 0 to read the text
as a literal of the language.`,
	New:  &Def{"__new__(cls, x=<0>, /, base=<10>)", "Create and return a new int.", intNew},
	Call: &Def{"int(x=<0>, /, base=<10>)", "Create and return a new int.", func(t *Thread, a []Value) Value { return t.intFrom(a[0], a[1]) }},
	Methods: append(binaryMethods(intOperators, intOperator), []Def{
		{"__pow__(self, value, mod=None, /)", "Return self**value, modulo mod where it is given.", intPowMethod},
		{"__rpow__(self, value, mod=None, /)", "Return value**self, modulo mod where it is given.", intRPowMethod},
		{"__neg__(self, /)", "-self", func(t *Thread, a []Value) Value { return intNeg(a[0]) }},
		{"__pos__(self, /)", "+self", intItself},
		{"__abs__(self, /)", "abs(self)", func(t *Thread, a []Value) Value { return intAbs(a[0]) }},
		{"__invert__(self, /)", "~self", func(t *Thread, a []Value) Value { return intInvert(a[0]) }},
		{"__bool__(self, /)", "True unless self is 0.", func(t *Thread, a []Value) Value { return Bool(intSign(a[0]) != 0) }},
		{"__int__(self, /)", "int(self)", intItself},
		{"__index__(self, /)", "The int itself, for use as an index.", intItself},
		{"__float__(self, /)", "float(self)", intFloatMethod},
		{"__repr__(self, /)", "Return repr(self).", intRepr},
		{"__hash__(self, /)", "Return hash(self).", func(t *Thread, a []Value) Value { return Int(int64(hashIntLike(a[0]))) }},
		{"__eq__(self, value, /)", "Return self==value.", intComparison(OpEq)},
		{"__ne__(self, value, /)", "Return self!=value.", intComparison(OpNe)},
		{"__lt__(self, value, /)", "Return self<value.", intComparison(OpLt)},
		{"__le__(self, value, /)", "Return self<=value.", intComparison(OpLe)},
		{"__gt__(self, value, /)", "Return self>value.", intComparison(OpGt)},
		{"__ge__(self, value, /)", "Return self>=value.", intComparison(OpGe)},
		{"__trunc__(self, /)", "The int itself.", intItself},
		{"__floor__(self, /)", "The int itself.", intItself},
		{"__ceil__(self, /)", "The int itself.", intItself},
		{"__round__(self, ndigits=<None>, /)", "Round to 10**-ndigits, half to even; without ndigits the int itself.", intRoundMethod},
		{"__format__(self, format_spec, /)", "Format by the format mini-language.", intFormatMethod},
		{"__getnewargs__(self, /)", "The arguments that make an equal int.", func(t *Thread, a []Value) Value { return TupleOf(PlainInt(a[0])) }},
		{"__sizeof__(self, /)", "Size in memory, in bytes.", intSizeof},
		{"as_integer_ratio(self, /)", "The pair (self, 1).", func(t *Thread, a []Value) Value { return TupleOf(PlainInt(a[0]), Int(1)) }},
		{"bit_count(self, /)", "Number of ones in the binary form of the absolute value.", intBitCount},
		{"bit_length(self, /)", "Number of bits that the absolute value needs.", intBitLength},
		{"conjugate(self, /)", "The int itself.", intItself},
		{"is_integer(self, /)", "True; floats have the same method.", func(t *Thread, a []Value) Value { return True }},
		{"to_bytes(self, /, length=1, byteorder='big', *, signed=False)", "The int as bytes.", intToBytes},
	}...),
	Class: []Def{
		{"from_bytes(type, /, bytes, byteorder='big', *, signed=False)", "The int that bytes stand for.", intFromBytes},
	},
	GetSets: []GetSetDef{
		{"real", "the real part of a complex number", func(t *Thread, v Value) Value { return PlainInt(v) }, nil},
		{"imag", "the imaginary part of a complex number", func(t *Thread, v Value) Value { return Int(0) }, nil},
		{"numerator", "the numerator of a rational number in lowest terms", func(t *Thread, v Value) Value { return PlainInt(v) }, nil},
		{"denominator", "the denominator of a rational number in lowest terms", func(t *Thread, v Value) Value { return Int(1) }, nil},
	},
}

func intNew(t *Thread, a []Value) Value {
	v := t.intFrom(a[1], a[2])
	ty := AsType(a[0])
	if v.P == nil || ty.Shape0.ID == ShapeInt {
		return v
	}
	w := &intSubWide{IntSub: IntSub{V: v}}
	return initWide(&w.Header, ty, KindIntSub)
}

// intFrom is int(x, base), either of which may be nil.
func (t *Thread) intFrom(x, base Value) Value {
	switch {
	case base.P != nil && x.P != nil:
		return t.intWithBase(x, base)
	case x.P != nil:
		return t.IntOf(x)
	case base.P != nil:
		return t.TypeErrorf("int() missing string argument")
	}
	return Int(0)
}

// intWithBase is int(x, base).
func (t *Thread) intWithBase(x, base Value) Value {
	i := t.Index(base)
	if i.P == nil {
		return i
	}
	n, ok := Int64(i)
	if !ok || n != 0 && n < 2 || n > 36 {
		return t.ValueErrorf("int() base must be >= 2 and <= 36, or 0")
	}
	switch x.Kind() {
	case KindStr, KindBytes, KindByteArray:
		r, _ := t.intFromText(x, int(n))
		return r
	}
	return t.TypeErrorf("int() can't convert non-string with explicit base")
}

// IntOf is int(v): exactly an int, from a number of any kind or from text.
func (t *Thread) IntOf(v Value) Value {
	switch v.Kind() {
	case KindInt, KindBig:
		return v
	case KindBool:
		return Int(int64(v.N))
	case KindFloat:
		return t.intFromFloat(v.AsFloat())
	}
	if v.Shape() == ShapeStr {
		return t.IntFromString(v.Text(), 10, v)
	}
	if r, found := t.CallSpecial(v, names.Int); found {
		return t.strictInt(r, "__int__ returned non-int (type %s)")
	}
	if t.M.Lookup(t.M.TypeOf(v), names.Index).P != nil {
		return t.Index(v)
	}
	if r, found := t.CallSpecial(v, names.Trunc); found {
		if r.P == nil || !t.Warn(ShapeDeprecationWarning, 1, "The delegation of int() to __trunc__ is deprecated.") {
			return Value{}
		}
		if !IsIntLike(r) && t.M.Lookup(t.M.TypeOf(r), names.Index).P == nil {
			return t.TypeErrorf("__trunc__ returned non-Integral (type %s)", t.TypeName(r))
		}
		return t.Index(r)
	}
	if r, found := t.intFromText(v, 10); found {
		return r
	}
	return t.TypeErrorf("int() argument must be a string, a bytes-like object or a real number, not '%s'", t.TypeName(v))
}

// strictInt takes what __int__ or __index__ returned: an int, or (deprecated)
// an instance of a subclass. r is nil where the method raised.
func (t *Thread) strictInt(r Value, message string) Value {
	if r.P == nil || r.Shape() == ShapeInt {
		return r
	}
	if !IsIntLike(r) {
		return t.TypeErrorf(message, t.TypeName(r))
	}
	if !t.Warn(ShapeDeprecationWarning, 1, message+".  The ability to return an instance of a strict subclass of int is deprecated, and may be removed in a future version of Python.", t.TypeName(r)) {
		return Value{}
	}
	return PlainInt(r)
}

func intItself(t *Thread, a []Value) Value { return PlainInt(a[0]) }

func intRepr(t *Thread, a []Value) Value {
	if i, ok := Int64(a[0]); ok {
		return intStr(i)
	}
	s, ok := t.IntText(a[0])
	if !ok {
		return Value{}
	}
	return NewStr(s)
}

func intFloatMethod(t *Thread, a []Value) Value {
	f, ok := t.intToFloat(a[0])
	if !ok {
		return Value{}
	}
	return Float(f)
}

func intFormatMethod(t *Thread, a []Value) Value {
	if !a[1].IsStr() {
		return t.formatSpecError(a[1])
	}
	return t.FormatInt(a[0], a[1].Text())
}

// formatSpecError raises TypeError for a __format__ argument that is no str.
func (t *Thread) formatSpecError(v Value) Value {
	return t.BadArgument("__format__", "", "str", v)
}

// intOperators are the binary operators of int but for **, which takes a
// third argument.
var intOperators = []BinaryOp{OpAdd, OpSub, OpMul, OpFloorDiv, OpMod, OpDivMod, OpTrueDiv, OpLShift, OpRShift, OpAnd, OpOr, OpXor}

func intOperator(op BinaryOp, reflected bool) NativeFn {
	return func(t *Thread, a []Value) Value {
		x, y := a[0], a[1]
		if !IsIntLike(y) {
			return NotImplemented
		}
		if reflected {
			x, y = y, x
		}
		return t.intBinary(op, x, y)
	}
}

func intPowMethod(t *Thread, a []Value) Value  { return intPow(t, a[0], a[1], a[2]) }
func intRPowMethod(t *Thread, a []Value) Value { return intPow(t, a[1], a[0], a[2]) }

func intPow(t *Thread, base, exp, mod Value) Value {
	if !IsIntLike(base) || !IsIntLike(exp) {
		return NotImplemented
	}
	if mod.IsNone() {
		return t.intBinary(OpPow, base, exp)
	}
	if !IsIntLike(mod) {
		return NotImplemented
	}
	return t.intPowMod(base, exp, mod)
}

func intComparison(op CompareOp) NativeFn {
	return func(t *Thread, a []Value) Value {
		if !IsIntLike(a[1]) {
			return NotImplemented
		}
		return Bool(ordered(op, int64(intCompare(a[0], a[1])), 0))
	}
}

// intRoundMethod rounds half to even at a power of ten, without dividing by
// powers that exceed the number by far.
func intRoundMethod(t *Thread, a []Value) Value {
	v := PlainInt(a[0])
	if a[1].P == nil {
		return v
	}
	digits := t.Index(a[1])
	if digits.P == nil {
		return digits
	}
	if intSign(digits) >= 0 {
		return v
	}
	x := ToBig(v)
	n, ok := Int64(digits)
	if !ok || n < -int64(x.BitLen()) {
		return Int(0)
	}
	unit := new(big.Int).Exp(big.NewInt(10), big.NewInt(-n), nil)
	q, r := new(big.Int), new(big.Int)
	floorDivMod(q, r, x, unit)
	r.Lsh(r, 1)
	if c := r.Cmp(unit); c > 0 || c == 0 && q.Bit(0) != 0 {
		q.Add(q, bigOne)
	}
	return BigInt(q.Mul(q, unit))
}

func intBitLength(t *Thread, a []Value) Value {
	if i, ok := Int64(a[0]); ok {
		return Int(int64(bits.Len64(absInt64(i))))
	}
	return Int(int64(ToBig(a[0]).BitLen()))
}

func intBitCount(t *Thread, a []Value) Value {
	if i, ok := Int64(a[0]); ok {
		return Int(int64(bits.OnesCount64(absInt64(i))))
	}
	n := 0
	for _, w := range ToBig(a[0]).Bits() {
		n += bits.OnesCount(uint(w))
	}
	return Int(int64(n))
}

// absInt64 is |i|, which for the least int64 fits no int64.
func absInt64(i int64) uint64 {
	if i < 0 {
		return -uint64(i)
	}
	return uint64(i)
}

// intSizeof counts as CPython does, in digits of 30 bits.
func intSizeof(t *Thread, a []Value) Value {
	n := max((ToBig(a[0]).BitLen()+29)/30, 1)
	return Int(int64(24 + 4*n))
}

// hashIntLike is hash() of an int of any form.
func hashIntLike(v Value) uint64 {
	if i, ok := Int64(v); ok {
		return hashInt64(i)
	}
	return hashBig(ToBig(v))
}
