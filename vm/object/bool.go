package object

var boolDecl = TypeDecl{
	Shape: ShapeBool, Name: "bool", Base: ShapeInt, Kind: KindBool, Flags: TypeNoSubclass,
	Doc:  "The truth of an object: True or False, the only two instances of the class.",
	New:  &Def{"__new__(cls, object=False, /)", "Return the truth of object.", func(t *Thread, a []Value) Value { return t.boolOf(a[1]) }},
	Call: &Def{"bool(object=False, /)", "Return the truth of object.", func(t *Thread, a []Value) Value { return t.boolOf(a[0]) }},
	Methods: append(binaryMethods([]BinaryOp{OpAnd, OpOr, OpXor}, boolOperator), []Def{
		{"__invert__(self, /)", "~self", boolInvert},
		{"__repr__(self, /)", "Return repr(self).", boolRepr},
	}...),
}

// boolOf is bool(v).
func (t *Thread) boolOf(v Value) Value {
	b, ok := t.Truth(v)
	if !ok {
		return Value{}
	}
	return Bool(b)
}

// boolOperator is &, | or ^: a bool where both operands are, else an int.
func boolOperator(op BinaryOp, reflected bool) NativeFn {
	number := intOperator(op, reflected)
	return func(t *Thread, a []Value) Value {
		if !a[1].IsBool() {
			return number(t, a)
		}
		return t.numericBinary(op, a[0], a[1])
	}
}

func boolInvert(t *Thread, a []Value) Value {
	if !t.Warn(ShapeDeprecationWarning, 1, "Bitwise inversion '~' on bool is deprecated and will be removed in Python 3.16. This returns the bitwise inversion of the underlying int object and is usually not what you expect from the negation of a bool object. Use the 'not' operator for boolean negation or ~int(x) for the bitwise inversion of the underlying int.") {
		return Value{}
	}
	return intInvert(a[0])
}

var trueText, falseText = NewStr("True"), NewStr("False")

func boolRepr(t *Thread, a []Value) Value {
	if a[0].IsTrue() {
		return trueText
	}
	return falseText
}
