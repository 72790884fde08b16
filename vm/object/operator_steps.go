package object

// Operators step by step, for a machine that runs the first method itself when
// it is a function of the script.

// FirstBinary is the method that a op b calls first, where that is a's, a
// function of the script, and no builtin sequence takes part; else nil. a is an
// instance of one of the script's classes.
func (t *Thread) FirstBinary(op BinaryOp, inPlace bool, a, b Value) Value {
	row := &operators[op]
	ta, tb := t.M.TypeOf(a), t.M.TypeOf(b)
	f := t.M.Lookup(ta, row.name)
	if f.P == nil || f.Shape() != ShapeFunction {
		return Value{}
	}
	if ta != tb && (tb.IsSubtypeOf(ta) || isSequenceSlot(t.M.Lookup(tb, row.rname))) {
		return Value{}
	}
	if inPlace && isSequenceSlot(t.M.Lookup(ta, row.inplace)) {
		return Value{}
	}
	return f
}

// FirstInPlace is a's method for op=, where that is a function of the script.
func (t *Thread) FirstInPlace(op BinaryOp, a Value) Value {
	if f := t.M.Lookup(t.M.TypeOf(a), operators[op].inplace); f.P != nil && f.Shape() == ShapeFunction {
		return f
	}
	return Value{}
}

// AfterBinary is a op b after FirstBinary's method has declined.
func (t *Thread) AfterBinary(op BinaryOp, inPlace bool, a, b Value) Value {
	row := &operators[op]
	if ta, tb := t.M.TypeOf(a), t.M.TypeOf(b); ta != tb {
		if f := t.M.Lookup(tb, row.rname); f.P != nil {
			if r := t.callUnbound(f, b, []Value{a}); r.P == nil || !r.IsNotImplemented() {
				return r
			}
		}
	}
	if inPlace {
		return t.operandError(row.inplaceText, a, b)
	}
	return t.operandError(row.text, a, b)
}

// AfterInPlace is a op= b after FirstInPlace's method has declined.
func (t *Thread) AfterInPlace(op BinaryOp, a, b Value) Value {
	r := t.inPlaceSlots(op, a, b, Value{})
	if r.P != nil && r.IsNotImplemented() {
		return t.operandError(operators[op].inplaceText, a, b)
	}
	return r
}

// FirstCompare is the method that a op b calls first, where that is a's and a
// function of the script; else nil.
func (t *Thread) FirstCompare(op CompareOp, a, b Value) Value {
	ta, tb := t.M.TypeOf(a), t.M.TypeOf(b)
	f := t.M.Lookup(ta, comparisons[op].name)
	if f.P == nil || f.Shape() != ShapeFunction || ta != tb && tb.IsSubtypeOf(ta) {
		return Value{}
	}
	return f
}

// AfterCompare is a op b after FirstCompare's method has declined.
func (t *Thread) AfterCompare(op CompareOp, a, b Value) Value {
	row := &comparisons[op]
	if f := t.M.Lookup(t.M.TypeOf(b), comparisons[row.swap].name); f.P != nil {
		if r := t.callUnbound(f, b, []Value{a}); r.P == nil || !r.IsNotImplemented() {
			return r
		}
	}
	return t.incomparable(op, a, b)
}

// CheckIterator raises TypeError where what __iter__ returned is no iterator.
func (t *Thread) CheckIterator(it Value) bool {
	if ty := t.M.TypeOf(it); ty.Next == nil && t.M.Lookup(ty, names.Next).P == nil {
		t.TypeErrorf("iter() returned non-iterator of type '%s'", ty.Label())
		return false
	}
	return true
}
