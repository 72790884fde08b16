package object

// BinaryOp is a binary arithmetic operator. The compiler's operators map onto
// it one to one.
type BinaryOp uint8

const (
	OpAdd BinaryOp = iota
	OpSub
	OpMul
	OpMatMul
	OpTrueDiv
	OpFloorDiv
	OpMod
	OpPow
	OpLShift
	OpRShift
	OpAnd
	OpOr
	OpXor
	OpDivMod
	numBinaryOps
)

// CompareOp is a rich comparison.
type CompareOp uint8

const (
	OpLt CompareOp = iota
	OpLe
	OpEq
	OpNe
	OpGt
	OpGe
)

// operatorRow is everything there is to know of a binary operator.
type operatorRow struct {
	text, inplaceText    string
	name, rname, inplace *Str
}

var operators = [numBinaryOps]operatorRow{
	OpAdd:      {"+", "+=", names.Add, names.RAdd, names.IAdd},
	OpSub:      {"-", "-=", names.Sub, names.RSub, names.ISub},
	OpMul:      {"*", "*=", names.Mul, names.RMul, names.IMul},
	OpMatMul:   {"@", "@=", names.MatMul, names.RMatMul, names.IMatMul},
	OpTrueDiv:  {"/", "/=", names.TrueDiv, names.RTrueDiv, names.ITrueDiv},
	OpFloorDiv: {"//", "//=", names.FloorDiv, names.RFloorDiv, names.IFloorDiv},
	OpMod:      {"%", "%=", names.Mod, names.RMod, names.IMod},
	OpPow:      {"** or pow()", "**=", names.Pow, names.RPow, names.IPow},
	OpLShift:   {"<<", "<<=", names.LShift, names.RLShift, names.ILShift},
	OpRShift:   {">>", ">>=", names.RShift, names.RRShift, names.IRShift},
	OpAnd:      {"&", "&=", names.And, names.RAnd, names.IAnd},
	OpOr:       {"|", "|=", names.Or, names.ROr, names.IOr},
	OpXor:      {"^", "^=", names.Xor, names.RXor, names.IXor},
	OpDivMod:   {"divmod()", "divmod()", names.DivMod, names.RDivMod, names.DivMod},
}

type compareRow struct {
	text string
	name *Str
	swap CompareOp
}

var comparisons = [...]compareRow{
	OpLt: {"<", names.Lt, OpGt},
	OpLe: {"<=", names.Le, OpGe},
	OpEq: {"==", names.Eq, OpEq},
	OpNe: {"!=", names.Ne, OpNe},
	OpGt: {">", names.Gt, OpLt},
	OpGe: {">=", names.Ge, OpLe},
}

// Binary computes a op b as the language defines it: the operands' dunder
// methods, the right one first where its type is a subclass that overrides.
func (t *Thread) Binary(op BinaryOp, a, b Value) Value {
	if r := t.numericBinary(op, a, b); r.P != nil || t.Exc.P != nil {
		return r
	}
	if op == OpMul && a.Shape() == ShapeList && b.IsInt() {
		items, ok := t.repeatItems((*List)(a.P).Items, b)
		if !ok {
			return Value{}
		}
		return NewList(items)
	}
	if op == OpAdd && a.Shape() == b.Shape() {
		switch a.Shape() {
		case ShapeStr:
			return t.concat((*Str)(a.P), (*Str)(b.P))
		case ShapeList:
			x, y := (*List)(a.P).Items, (*List)(b.P).Items
			if !t.Reserve(len(x)+len(y), valueSize) {
				return Value{}
			}
			r, items := MakeList(len(x) + len(y))
			copy(items[copy(items, x):], y)
			return r
		case ShapeTuple:
			x, y := (*Tuple)(a.P).Items, (*Tuple)(b.P).Items
			switch {
			case len(x) == 0:
				return b
			case len(y) == 0:
				return a
			case !t.Reserve(len(x)+len(y), valueSize):
				return Value{}
			}
			r, items := MakeTuple(len(x) + len(y))
			copy(items[copy(items, x):], y)
			return r
		}
	}
	row := &operators[op]
	r := t.binarySlots(op, a, b)
	if r.P != nil && r.IsNotImplemented() {
		return t.operandError(row.text, a, b)
	}
	return r
}

// binarySlots tries __op__ and __rop__; NotImplemented when neither will. The
// concatenation and repetition of builtin sequences come after both, as
// CPython has them in slots of their own.
func (t *Thread) binarySlots(op BinaryOp, a, b Value) Value {
	row := &operators[op]
	ta, tb := t.M.TypeOf(a), t.M.TypeOf(b)
	fa := t.M.Lookup(ta, row.name)
	var fb Value
	if op == OpAdd || op == OpMul {
		if fb = t.M.Lookup(tb, row.rname); isSequenceSlot(fa) || isSequenceSlot(fb) {
			return t.sequenceSlots(op, a, b, fa, fb)
		}
	}
	fb = Value{}
	if ta != tb {
		fb = t.M.Lookup(tb, row.rname)
		if fb.P != nil && tb.IsSubtypeOf(ta) && fb != t.M.Lookup(ta, row.rname) {
			r := t.callUnbound(fb, b, []Value{a})
			if r.P == nil || !r.IsNotImplemented() {
				return r
			}
			fb = Value{}
		}
	}
	if fa.P != nil {
		r := t.callUnbound(fa, a, []Value{b})
		if r.P == nil || !r.IsNotImplemented() {
			return r
		}
	}
	if fb.P != nil {
		return t.callUnbound(fb, b, []Value{a})
	}
	return NotImplemented
}

// InPlace computes a op= b.
func (t *Thread) InPlace(op BinaryOp, a, b Value) Value {
	if r := t.numericBinary(op, a, b); r.P != nil || t.Exc.P != nil {
		return r
	}
	if op == OpAdd && a.Shape() == ShapeStr && b.Shape() == ShapeStr {
		return t.concat((*Str)(a.P), (*Str)(b.P))
	}
	row := &operators[op]
	f := t.M.Lookup(t.M.TypeOf(a), row.inplace)
	if f.P != nil && !isSequenceSlot(f) {
		r := t.callUnbound(f, a, []Value{b})
		if r.P == nil || !r.IsNotImplemented() {
			return r
		}
	}
	r := t.inPlaceSlots(op, a, b, f)
	if r.P != nil && r.IsNotImplemented() {
		return t.operandError(row.inplaceText, a, b)
	}
	return r
}

// isSequenceSlot reports whether f is the __add__ or __mul__, or a variant of
// it, of a builtin sequence.
func isSequenceSlot(f Value) bool {
	if f.P == nil || f.Kind() != KindNative {
		return false
	}
	n := (*Native)(f.P)
	if n.Shape != ShapeWrapperDescriptor {
		return false
	}
	switch n.Owner.Layout {
	case KindStr, KindBytes, KindByteArray:
		return true
	}
	return n.Owner.Flags&TypeSequence != 0
}

// sequenceSlots computes a + b or a * b where fa = type(a).__op__ or
// fb = type(b).__rop__ is that of a builtin sequence.
func (t *Thread) sequenceSlots(op BinaryOp, a, b, fa, fb Value) Value {
	seqA, seqB := isSequenceSlot(fa), isSequenceSlot(fb)
	// ordinary methods go first, the right one before where its type is a
	// subclass; of two, only one can be a sequence's here
	if !seqA && fa.P != nil {
		if r := t.callUnbound(fa, a, []Value{b}); r.P == nil || !r.IsNotImplemented() {
			return r
		}
	}
	if !seqB && fb.P != nil {
		if r := t.callUnbound(fb, b, []Value{a}); r.P == nil || !r.IsNotImplemented() {
			return r
		}
	}
	switch {
	case op == OpAdd && seqA:
		return t.callUnbound(fa, a, []Value{b})
	case op == OpMul && seqA && t.hasIndex(b):
		return t.callUnbound(fa, a, []Value{b})
	case op == OpMul && !seqA && seqB && t.hasIndex(a):
		return t.callUnbound(fb, b, []Value{a})
	}
	return NotImplemented
}

// inPlaceSlots computes a op= b after an __iop__ that is no sequence's; f is
// type(a).__iop__ where it is one.
func (t *Thread) inPlaceSlots(op BinaryOp, a, b, f Value) Value {
	if !isSequenceSlot(f) {
		return t.binarySlots(op, a, b)
	}
	// the right operand's method goes before the sequence's own
	if r := t.M.Lookup(t.M.TypeOf(b), operators[op].rname); r.P != nil && !isSequenceSlot(r) {
		if r := t.callUnbound(r, b, []Value{a}); r.P == nil || !r.IsNotImplemented() {
			return r
		}
	}
	if op == OpMul && !t.hasIndex(b) {
		return NotImplemented
	}
	return t.callUnbound(f, a, []Value{b})
}

// hasIndex reports whether v can be an index.
func (t *Thread) hasIndex(v Value) bool {
	return IsIntLike(v) || t.M.Lookup(t.M.TypeOf(v), names.Index).P != nil
}

func (t *Thread) operandError(op string, a, b Value) Value {
	if op == ">>" && a.Kind() == KindNative && (*Native)(a.P).Def.Name() == "print" {
		return t.TypeErrorf("unsupported operand type(s) for >>: '%s' and '%s'. Did you mean \"print(<message>, file=<output_stream>)\"?", t.TypeName(a), t.TypeName(b))
	}
	if f := t.sequenceOperandError(op, a, b); f {
		return Value{}
	}
	return t.TypeErrorf("unsupported operand type(s) for %s: '%s' and '%s'", op, t.TypeName(a), t.TypeName(b))
}

// sequenceOperandError raises the errors of sequence concatenation and
// repetition, which name what was missing, and reports whether it did.
func (t *Thread) sequenceOperandError(op string, a, b Value) bool {
	switch op {
	case "+", "+=":
		name := ""
		switch a.Kind() {
		case KindStr:
			name = "str"
		case KindList:
			name = "list"
		case KindTuple:
			name = "tuple"
		case KindBytes, KindByteArray:
			t.TypeErrorf("can't concat %s to %s", t.TypeName(b), t.TypeName(a))
			return true
		default:
			return false
		}
		t.TypeErrorf("can only concatenate %s (not \"%s\") to %s", name, t.TypeName(b), name)
		return true
	case "*", "*=":
		if isSequenceKind(a) || isSequenceSlot(t.M.Lookup(t.M.TypeOf(a), names.Mul)) {
			t.TypeErrorf("can't multiply sequence by non-int of type '%s'", t.TypeName(b))
			return true
		}
		if isSequenceKind(b) {
			t.TypeErrorf("can't multiply sequence by non-int of type '%s'", t.TypeName(a))
			return true
		}
	}
	return false
}

func isSequenceKind(v Value) bool {
	switch v.Kind() {
	case KindStr, KindList, KindTuple, KindBytes, KindByteArray:
		return true
	}
	return false
}

// Compare computes a op b as a Value.
func (t *Thread) Compare(op CompareOp, a, b Value) Value {
	if r := t.fastCompare(op, a, b); r.P != nil {
		return r
	}
	if !t.Enter(" in comparison") {
		return Value{}
	}
	var r Value
	switch shape := a.Shape(); {
	case shape == ShapeTuple && b.Shape() == ShapeTuple:
		r = t.compareItems(op, &(*Tuple)(a.P).Items, &(*Tuple)(b.P).Items)
	case shape == ShapeList && b.Shape() == ShapeList:
		r = t.compareItems(op, &(*List)(a.P).Items, &(*List)(b.P).Items)
	default:
		r = t.compareSlots(op, a, b)
	}
	t.Leave()
	return r
}

func (t *Thread) compareSlots(op CompareOp, a, b Value) Value {
	row := &comparisons[op]
	ta, tb := t.M.TypeOf(a), t.M.TypeOf(b)
	reflected := false
	if ta != tb && tb.IsSubtypeOf(ta) {
		if f := t.M.Lookup(tb, comparisons[row.swap].name); f.P != nil {
			reflected = true
			r := t.callUnbound(f, b, []Value{a})
			if r.P == nil || !r.IsNotImplemented() {
				return r
			}
		}
	}
	if f := t.M.Lookup(ta, row.name); f.P != nil {
		r := t.callUnbound(f, a, []Value{b})
		if r.P == nil || !r.IsNotImplemented() {
			return r
		}
	}
	if !reflected {
		if f := t.M.Lookup(tb, comparisons[row.swap].name); f.P != nil {
			r := t.callUnbound(f, b, []Value{a})
			if r.P == nil || !r.IsNotImplemented() {
				return r
			}
		}
	}
	return t.incomparable(op, a, b)
}

// incomparable is a op b where neither operand's method will do it.
func (t *Thread) incomparable(op CompareOp, a, b Value) Value {
	switch op {
	case OpEq:
		return Bool(a == b)
	case OpNe:
		return Bool(a != b)
	}
	return t.TypeErrorf("'%s' not supported between instances of '%s' and '%s'", comparisons[op].text, t.M.TypeOf(a).Label(), t.M.TypeOf(b).Label())
}

// CompareTruth is Compare reduced to its truth value.
func (t *Thread) CompareTruth(op CompareOp, a, b Value) (truth, ok bool) {
	r := t.Compare(op, a, b)
	if r.P == nil {
		return false, false
	}
	return t.Truth(r)
}

// Equal reports whether a is b or a == b, as containers compare.
func (t *Thread) Equal(a, b Value) (equal, ok bool) {
	if a == b {
		return true, true
	}
	return t.CompareTruth(OpEq, a, b)
}

// Unary computes -v, +v or ~v; name is names.Neg, names.Pos or names.Invert.
func (t *Thread) Unary(name *Str, v Value) Value {
	r, found := t.CallSpecial(v, name)
	if !found {
		op := "~"
		switch name {
		case names.Neg:
			op = "-"
		case names.Pos:
			op = "+"
		}
		return t.TypeErrorf("bad operand type for unary %s: '%s'", op, t.TypeName(v))
	}
	return r
}
