package vm

import (
	"unsafe"

	"github.com/aio-lang/aio/vm/object"
)

// binary is a binary operator whose operands the dispatch loop has no fast
// path for. k: the right operand is a constant.
//
//go:noinline
func (t *Thread) binary(op object.BinaryOp, k bool) bool {
	in := t.prev()
	x, y := *t.reg(in.B), object.Value{}
	if k {
		y = *t.constAt(in.C)
	} else {
		y = *t.reg(in.C)
	}
	if entered, ok := t.enterBinary(op, in.N&1 != 0, x, y); entered {
		return ok
	}
	var r object.Value
	if in.N&1 != 0 {
		r = t.InPlace(op, x, y)
	} else {
		r = t.Binary(op, x, y)
	}
	if r.P == nil {
		return false
	}
	*t.reg(in.A) = r
	return true
}

// binaryN is the Binary instruction: N says which operator.
//
//go:noinline
func (t *Thread) binaryN() bool {
	in := t.prev()
	op := object.BinaryOp(in.N & 127)
	if entered, ok := t.enterBinary(op, in.N&128 != 0, *t.reg(in.B), *t.reg(in.C)); entered {
		return ok
	}
	var r object.Value
	if in.N&128 != 0 {
		r = t.InPlace(op, *t.reg(in.B), *t.reg(in.C))
	} else {
		r = t.Binary(op, *t.reg(in.B), *t.reg(in.C))
	}
	if r.P == nil {
		return false
	}
	*t.reg(in.A) = r
	return true
}

// addI is AddI of something that is no int, or overflows.
//
//go:noinline
func (t *Thread) addI() bool {
	in := t.prev()
	op, y := object.OpAdd, int64(int16(in.C))
	if in.N&2 != 0 {
		op, y = object.OpSub, -y
	}
	x := *t.reg(in.B)
	if entered, ok := t.enterBinary(op, in.N&1 != 0, x, object.Int(y)); entered {
		return ok
	}
	var r object.Value
	if in.N&1 != 0 {
		r = t.InPlace(op, x, object.Int(y))
	} else {
		r = t.Binary(op, x, object.Int(y))
	}
	if r.P == nil {
		return false
	}
	*t.reg(in.A) = r
	return true
}

// unary is Neg, Pos or Invert.
//
//go:noinline
func (t *Thread) unary(name *object.Str) bool {
	in := t.prev()
	r := t.Unary(name, *t.reg(in.B))
	if r.P == nil {
		return false
	}
	*t.reg(in.A) = r
	return true
}

// not is the Not instruction.
//
//go:noinline
func (t *Thread) not() bool {
	in := t.prev()
	b, ok := t.Truth(*t.reg(in.B))
	if !ok {
		return false
	}
	*t.reg(in.A) = object.Bool(!b)
	return true
}

// compare is a comparison into a register.
//
//go:noinline
func (t *Thread) compare(op object.CompareOp) bool {
	in := t.prev()
	if entered, ok := t.enterCompare(op, useCompare, *t.reg(in.B), *t.reg(in.C)); entered {
		return ok
	}
	r := t.Compare(op, *t.reg(in.B), *t.reg(in.C))
	if r.P == nil {
		return false
	}
	*t.reg(in.A) = r
	return true
}

// compareJump is a comparison fused with a jump; imm: the right operand is the
// immediate B.
//
//go:noinline
func (t *Thread) compareJump(op object.CompareOp, imm, want bool) bool {
	in := t.prev()
	y := object.Int(int64(int16(in.B)))
	if !imm {
		y = *t.reg(in.B)
		if x := t.reg(in.A); (op == object.OpEq || op == object.OpNe) && shapeOf(x) == object.ShapeStr && shapeOf(&y) == object.ShapeStr {
			if (x.Text() == y.Text()) == (op == object.OpEq) == want {
				return t.jump(in.C)
			}
			return true
		}
	}
	u := useFalse
	if want {
		u = useTrue
	}
	if entered, ok := t.enterCompare(op, u, *t.reg(in.A), y); entered {
		return ok
	}
	b, ok := t.CompareTruth(op, *t.reg(in.A), y)
	if !ok {
		return false
	}
	if b == want {
		return t.jump(in.C)
	}
	return true
}

// jump does a relative jump; backwards it lets interrupts in.
func (t *Thread) jump(c uint16) bool {
	d := int(int16(c))
	t.ip = unsafe.Add(t.ip, d)
	if d < 0 {
		return t.interruptedAtTarget()
	}
	return true
}

// jumpTruth is JTrue or JFalse of something that is no bool or int.
//
//go:noinline
func (t *Thread) jumpTruth(want bool) bool {
	in := t.prev()
	if f := t.operatorMethod(*t.reg(in.A), object.Names().Bool); f.P != nil {
		u := useBoolFalse
		if want {
			u = useBoolTrue
		}
		if entered, ok := t.enterOperator(f, u, 1, *t.reg(in.A), object.Value{}, object.Value{}); entered {
			return ok
		}
	}
	b, ok := t.Truth(*t.reg(in.A))
	if !ok {
		return false
	}
	if b == want {
		return t.jump(in.C)
	}
	return true
}

// contains is In or NotIn.
//
//go:noinline
func (t *Thread) contains(want bool) bool {
	in := t.prev()
	if f := t.operatorMethod(*t.reg(in.C), object.Names().Contains); f.P != nil {
		u := useLacks
		if want {
			u = useContains
		}
		if entered, ok := t.enterOperator(f, u, 2, *t.reg(in.C), *t.reg(in.B), object.Value{}); entered {
			return ok
		}
	}
	b, ok := t.Contains(*t.reg(in.C), *t.reg(in.B))
	if !ok {
		return false
	}
	*t.reg(in.A) = object.Bool(b == want)
	return true
}

// jumpIn is JIn or JNotIn.
//
//go:noinline
func (t *Thread) jumpIn(want bool) bool {
	in := t.prev()
	if o, k := t.reg(in.B), t.reg(in.A); shapeOf(o) == object.ShapeDict && t.dictProbe(o, k) != nil {
		if want {
			t.ip = unsafe.Add(t.ip, int(int16(in.C)))
		}
		return true
	}
	if f := t.operatorMethod(*t.reg(in.B), object.Names().Contains); f.P != nil {
		u := useNotIn
		if want {
			u = useIn
		}
		if entered, ok := t.enterOperator(f, u, 2, *t.reg(in.B), *t.reg(in.A), object.Value{}); entered {
			return ok
		}
	}
	b, ok := t.Contains(*t.reg(in.B), *t.reg(in.A))
	if !ok {
		return false
	}
	if b == want {
		return t.jump(in.C)
	}
	return true
}

// getItem is GetItem of something the dispatch loop has no fast path for.
//
//go:noinline
func (t *Thread) getItem() bool {
	in := t.prev()
	if o, k := t.reg(in.B), t.reg(in.C); shapeOf(o) == object.ShapeDict {
		if v := t.dictProbe(o, k); v != nil {
			*t.reg(in.A) = *v
			return true
		}
	}
	if f := t.operatorMethod(*t.reg(in.B), object.Names().GetItem); f.P != nil {
		if entered, ok := t.enterOperator(f, useValue, 2, *t.reg(in.B), *t.reg(in.C), object.Value{}); entered {
			return ok
		}
	}
	r := t.GetItem(*t.reg(in.B), *t.reg(in.C))
	if r.P == nil {
		return false
	}
	*t.reg(in.A) = r
	return true
}

//go:noinline
func (t *Thread) getItemI() bool {
	in := t.prev()
	k := object.Int(int64(int16(in.C)))
	if f := t.operatorMethod(*t.reg(in.B), object.Names().GetItem); f.P != nil {
		if entered, ok := t.enterOperator(f, useValue, 2, *t.reg(in.B), k, object.Value{}); entered {
			return ok
		}
	}
	r := t.GetItem(*t.reg(in.B), k)
	if r.P == nil {
		return false
	}
	*t.reg(in.A) = r
	return true
}

//go:noinline
func (t *Thread) setItem() bool {
	in := t.prev()
	if o, k := t.reg(in.A), t.reg(in.B); shapeOf(o) == object.ShapeDict {
		if v := t.dictProbe(o, k); v != nil {
			*v = *t.reg(in.C)
			return true
		}
	}
	if f := t.operatorMethod(*t.reg(in.A), object.Names().SetItem); f.P != nil {
		if entered, ok := t.enterOperator(f, useNothing, 3, *t.reg(in.A), *t.reg(in.B), *t.reg(in.C)); entered {
			return ok
		}
	}
	return t.SetItem(*t.reg(in.A), *t.reg(in.B), *t.reg(in.C))
}

// listAppend is ListAppend to a list that has to grow.
//
//go:noinline
func (t *Thread) listAppend() bool {
	in := t.prev()
	l := (*object.List)(t.reg(in.A).P)
	l.Append(*t.reg(in.B))
	return true
}
