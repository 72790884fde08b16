package object

import (
	"math"
	"strconv"
)

// The fast ways through operators on exact numbers, which need no lookup of
// methods: nothing of theirs can be overridden.

// numericBinary computes a op b for exact ints, bools, floats and complexes;
// nil with nothing pending means: not for me.
func (t *Thread) numericBinary(op BinaryOp, a, b Value) Value {
	switch ka, kb := a.Kind(), b.Kind(); {
	case ka == KindInt && kb == KindInt:
		if r := t.smallBinary(op, int64(a.N), int64(b.N)); r.P != nil || t.Exc.P != nil {
			return r
		}
		return t.bigBinary(op, a, b)
	case ka == KindFloat && kb == KindFloat:
		return t.floatBinary(op, a.AsFloat(), b.AsFloat())
	case (ka == KindBig || ka == KindInt) && (kb == KindBig || kb == KindInt):
		return t.bigBinary(op, a, b)
	}
	ra, rb := exactRank(a), exactRank(b)
	if ra == rankNone || rb == rankNone {
		return Value{}
	}
	switch max(ra, rb) {
	case rankBool:
		switch op {
		case OpAnd:
			return Bool(a.N&b.N != 0)
		case OpOr:
			return Bool(a.N|b.N != 0)
		case OpXor:
			return Bool(a.N != b.N)
		}
		return t.intBinary(op, a, b)
	case rankInt:
		return t.intBinary(op, a, b)
	case rankFloat:
		if !floatHas(op) {
			return Value{}
		}
		x, ok := t.exactFloat(a)
		if !ok {
			return Value{}
		}
		y, ok := t.exactFloat(b)
		if !ok {
			return Value{}
		}
		return t.floatBinary(op, x, y)
	}
	if !complexHas(op) {
		return Value{}
	}
	x, ok := t.exactComplex(a)
	if !ok {
		return Value{}
	}
	y, ok := t.exactComplex(b)
	if !ok {
		return Value{}
	}
	return t.complexBinary(op, x, y)
}

// numberRank orders the kinds of exact numbers: the higher of two operands
// decides what is computed.
type numberRank uint8

const (
	rankNone numberRank = iota
	rankBool
	rankInt
	rankFloat
	rankComplex
)

func exactRank(v Value) numberRank {
	switch v.Kind() {
	case KindInt, KindBig:
		return rankInt
	case KindFloat:
		return rankFloat
	case KindBool:
		return rankBool
	case KindComplex:
		if v.Shape() == ShapeComplex {
			return rankComplex
		}
	}
	return rankNone
}

// exactFloat is float(v) for an exact int, bool or float.
func (t *Thread) exactFloat(v Value) (float64, bool) {
	if v.Kind() == KindFloat {
		return v.AsFloat(), true
	}
	return t.intToFloat(v)
}

// exactComplex is complex(v) for any exact number.
func (t *Thread) exactComplex(v Value) (complex128, bool) {
	if v.Kind() == KindComplex {
		return (*Complex)(v.P).C, true
	}
	f, ok := t.exactFloat(v)
	return complex(f, 0), ok
}

// fastCompare compares exact ints, bools, floats and strs; nil means: not for
// me.
func (t *Thread) fastCompare(op CompareOp, a, b Value) Value {
	switch ka, kb := a.Kind(), b.Kind(); {
	case ka == KindInt && kb == KindInt:
		return Bool(ordered(op, int64(a.N), int64(b.N)))
	case ka == KindFloat && kb == KindFloat:
		return Bool(ordered(op, a.AsFloat(), b.AsFloat()))
	case ka == KindStr && kb == KindStr:
		if a.Shape() == ShapeStr && b.Shape() == ShapeStr {
			// WTF-8 orders as code points do
			return Bool(ordered(op, a.Text(), b.Text()))
		}
		return Value{}
	}
	ra, rb := exactRank(a), exactRank(b)
	switch {
	case ra == rankNone || rb == rankNone || ra == rankComplex || rb == rankComplex:
		return Value{}
	case ra < rankFloat && rb < rankFloat:
		return Bool(ordered(op, int64(intCompare(a, b)), 0))
	case ra == rankFloat:
		return Bool(orderedFloatInt(op, a.AsFloat(), b))
	}
	return Bool(orderedFloatInt(comparisons[op].swap, b.AsFloat(), a))
}

// orderedFloatInt is `f op v` for an int v, exactly.
func orderedFloatInt(op CompareOp, f float64, v Value) bool {
	if math.IsNaN(f) {
		return op == OpNe
	}
	return ordered(op, int64(compareFloatInt(f, v)), 0)
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

// binaryMethods declares __op__ and __rop__ for each of the operators; method
// makes their functions.
func binaryMethods(ops []BinaryOp, method func(op BinaryOp, reflected bool) NativeFn) []Def {
	var defs []Def
	for _, op := range ops {
		row := &operators[op]
		text := "self" + row.text + "value"
		reflected := "value" + row.text + "self"
		if op == OpDivMod {
			text, reflected = "divmod(self, value)", "divmod(value, self)"
		}
		defs = append(defs,
			Def{row.name.S + "(self, value, /)", "Return " + text + ".", method(op, false)},
			Def{row.rname.S + "(self, value, /)", "Return " + reflected + ".", method(op, true)})
	}
	return defs
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
