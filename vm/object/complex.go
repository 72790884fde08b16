package object

import "math"

var complexDecl = TypeDecl{
	Shape: ShapeComplex, Name: "complex", Kind: KindComplex,
	Texts: map[string]string{"": "(real=0, imag=0)"},
	Doc: `Create a complex number from a string or from numbers.

A string is parsed; a number is converted; of two numbers the first is the
real and the second the imaginary part.`,
	New: &Def{"__new__(cls, real=<0>, imag=<0>)", "Create and return a new complex.", complexNew},
	Methods: append(binaryMethods(complexOperators, complexOperator), []Def{
		{"__pow__(self, value, mod=None, /)", "Return self**value; mod must be None.", complexPowMethod},
		{"__rpow__(self, value, mod=None, /)", "Return value**self; mod must be None.", complexRPowMethod},
		{"__neg__(self, /)", "-self", complexMethod(func(c complex128) Value { return NewComplex(complex(-real(c), -imag(c))) })},
		{"__pos__(self, /)", "+self", complexMethod(NewComplex)},
		{"__abs__(self, /)", "abs(self)", func(t *Thread, a []Value) Value { return t.complexAbs((*Complex)(a[0].P).C) }},
		{"__bool__(self, /)", "True unless both parts are 0.", complexMethod(func(c complex128) Value { return Bool(c != 0) })},
		{"__complex__(self, /)", "The complex itself.", complexMethod(NewComplex)},
		{"__repr__(self, /)", "Return repr(self).", complexMethod(func(c complex128) Value { return NewStr(ComplexRepr(c)) })},
		{"__hash__(self, /)", "Return hash(self).", complexMethod(func(c complex128) Value { return Int(int64(hashComplex(c))) })},
		{"__eq__(self, value, /)", "Return self==value.", complexEquality(OpEq)},
		{"__ne__(self, value, /)", "Return self!=value.", complexEquality(OpNe)},
		{"__lt__(self, value, /)", "Not supported: complex numbers have no order.", complexUnordered},
		{"__le__(self, value, /)", "Not supported: complex numbers have no order.", complexUnordered},
		{"__gt__(self, value, /)", "Not supported: complex numbers have no order.", complexUnordered},
		{"__ge__(self, value, /)", "Not supported: complex numbers have no order.", complexUnordered},
		{"__format__(self, format_spec, /)", "Format by the format mini-language.", complexFormatMethod},
		{"__getnewargs__(self, /)", "The arguments that make an equal complex.", complexMethod(func(c complex128) Value { return TupleOf(Float(real(c)), Float(imag(c))) })},
		{"conjugate(self, /)", "The number with the sign of its imaginary part changed.", complexMethod(func(c complex128) Value { return NewComplex(complex(real(c), -imag(c))) })},
	}...),
	GetSets: []GetSetDef{
		{"real", "the real part of a complex number", func(t *Thread, v Value) Value { return Float(real((*Complex)(v.P).C)) }, nil},
		{"imag", "the imaginary part of a complex number", func(t *Thread, v Value) Value { return Float(imag((*Complex)(v.P).C)) }, nil},
	},
}

func complexNew(t *Thread, a []Value) Value {
	ty := AsType(a[0])
	c, ok := t.complexOf(a[1], a[2])
	if !ok {
		return Value{}
	}
	if ty.Shape0.ID == ShapeComplex {
		return NewComplex(c)
	}
	w := &complexWide{Complex: Complex{C: c}}
	return initWide(&w.Header, ty, KindComplex)
}

// complexOf is complex(re, im), either of which may be nil.
func (t *Thread) complexOf(re, im Value) (c complex128, ok bool) {
	if re.P == nil && im.P == nil {
		return 0, true
	}
	if re.P != nil && re.IsStr() {
		if im.P != nil {
			t.TypeErrorf("complex() can't take second arg if first is a string")
			return 0, false
		}
		return t.complexFromText(re.Text(), re)
	}
	if im.P != nil && im.IsStr() {
		t.TypeErrorf("complex() second arg can't be a string")
		return 0, false
	}
	var r, i complex128
	rIsComplex, iIsComplex := false, false
	if re.P != nil {
		if r, rIsComplex, ok = t.complexPart(re, true, "complex() first argument must be a string or a number, not '%s'"); !ok {
			return 0, false
		}
	}
	if im.P == nil {
		return r, true
	}
	if i, iIsComplex, ok = t.complexPart(im, false, "complex() second argument must be a number, not '%s'"); !ok {
		return 0, false
	}
	// re + im*1j, with zeros keeping their signs where a part is real
	x, y := real(r), real(i)
	if iIsComplex {
		x -= imag(i)
	}
	if rIsComplex {
		y += imag(r)
	}
	return complex(x, y), true
}

// complexPart is an argument of complex(); isComplex tells a complex from a
// real number. special: __complex__ is asked.
func (t *Thread) complexPart(v Value, special bool, message string) (c complex128, isComplex, ok bool) {
	if v.Shape() == ShapeComplex {
		return (*Complex)(v.P).C, true, true
	}
	if special {
		if c, found, ok := t.complexSpecial(v); found {
			return c, true, ok
		}
	}
	if v.Kind() == KindComplex {
		return (*Complex)(v.P).C, true, true
	}
	f, ok := t.realNumber(v, message)
	return complex(f, 0), false, ok
}

// complexSpecial calls v.__complex__ where there is one.
func (t *Thread) complexSpecial(v Value) (c complex128, found, ok bool) {
	r, found := t.CallSpecial(v, names.Complex)
	switch {
	case !found:
		return 0, false, false
	case r.P == nil:
		return 0, true, false
	case r.Kind() != KindComplex:
		t.TypeErrorf("__complex__ returned non-complex (type %s)", t.TypeName(r))
		return 0, true, false
	case r.Shape() != ShapeComplex:
		ok = t.Warn(ShapeDeprecationWarning, 1, "__complex__ returned non-complex (type %s).  The ability to return an instance of a strict subclass of complex is deprecated, and may be removed in a future version of Python.", t.TypeName(r))
		return (*Complex)(r.P).C, true, ok
	}
	return (*Complex)(r.P).C, true, true
}

// AsComplex is the number a native gets that takes a complex: a complex, what
// __complex__ gives, or a real number.
func (t *Thread) AsComplex(v Value) (complex128, bool) {
	if v.Kind() == KindComplex && v.Shape() == ShapeComplex {
		return (*Complex)(v.P).C, true
	}
	if v.Kind() == KindFloat {
		return complex(v.AsFloat(), 0), true
	}
	if c, found, ok := t.complexSpecial(v); found {
		return c, ok
	}
	f, ok := t.AsFloat64(v)
	return complex(f, 0), ok
}

// complexMethod is a method without arguments.
func complexMethod(f func(c complex128) Value) NativeFn {
	return func(t *Thread, a []Value) Value { return f((*Complex)(a[0].P).C) }
}

func complexFormatMethod(t *Thread, a []Value) Value {
	if !a[1].IsStr() {
		return t.formatSpecError(a[1])
	}
	return t.FormatComplexSpec(a[0], a[1].Text())
}

var complexOperators = []BinaryOp{OpAdd, OpSub, OpMul, OpTrueDiv}

// complexOperand is the other operand of a complex's operator.
func (t *Thread) complexOperand(v Value) (c complex128, is, ok bool) {
	if v.Kind() == KindComplex {
		return (*Complex)(v.P).C, true, true
	}
	f, is, ok := t.floatOperand(v)
	return complex(f, 0), is, ok
}

func complexOperator(op BinaryOp, reflected bool) NativeFn {
	return func(t *Thread, a []Value) Value {
		x := (*Complex)(a[0].P).C
		y, is, ok := t.complexOperand(a[1])
		switch {
		case !is:
			return NotImplemented
		case !ok:
			return Value{}
		case reflected:
			x, y = y, x
		}
		return t.complexBinary(op, x, y)
	}
}

func complexPowMethod(t *Thread, a []Value) Value  { return complexPower(t, a[0], a[1], a[2]) }
func complexRPowMethod(t *Thread, a []Value) Value { return complexPower(t, a[1], a[0], a[2]) }

func complexPower(t *Thread, base, exp, mod Value) Value {
	x, is, ok := t.complexOperand(base)
	if !is {
		return NotImplemented
	}
	y, is, ok2 := t.complexOperand(exp)
	if !is {
		return NotImplemented
	}
	if !ok || !ok2 {
		return Value{}
	}
	if !mod.IsNone() {
		return t.ValueErrorf("complex modulo")
	}
	return t.complexPow(x, y)
}

// complexEquality is == or !=, exact where the other number is an int.
func complexEquality(op CompareOp) NativeFn {
	return func(t *Thread, a []Value) Value {
		c := (*Complex)(a[0].P).C
		var equal bool
		if v := a[1]; v.Kind() == KindComplex {
			equal = c == (*Complex)(v.P).C
		} else if f, is := Float64(v); is {
			equal = c == complex(f, 0)
		} else if IsIntLike(v) {
			equal = imag(c) == 0 && !math.IsNaN(real(c)) && compareFloatInt(real(c), v) == 0
		} else {
			return NotImplemented
		}
		return Bool(equal == (op == OpEq))
	}
}

func complexUnordered(t *Thread, a []Value) Value { return NotImplemented }
