package compile

import (
	"github.com/aio-lang/aio/ast"
	"github.com/aio-lang/aio/vm/code"
)

// comparison is how an operator is computed as a value, and how it decides a
// jump: when it is false and when it is true, with a register or an immediate
// at the right (Halt: there is none).
type comparison struct {
	value, jumpFalse, jumpTrue, jumpFalseI, jumpTrueI code.Op
}

var comparisons = [...]comparison{
	ast.Lt:    {code.Lt, code.JFLt, code.JTLt, code.JFLtI, code.JTLtI},
	ast.LtE:   {code.Le, code.JFLe, code.JTLe, code.JFLeI, code.JTLeI},
	ast.Eq:    {code.Eq, code.JFEq, code.JTEq, code.JFEqI, code.JTEqI},
	ast.NotEq: {code.Ne, code.JFNe, code.JTNe, code.JFNeI, code.JTNeI},
	ast.Gt:    {code.Gt, code.JFGt, code.JTGt, code.JFGtI, code.JTGtI},
	ast.GtE:   {code.Ge, code.JFGe, code.JTGe, code.JFGeI, code.JTGeI},
	ast.Is:    {code.Is, code.JIsNot, code.JIs, 0, 0},
	ast.IsNot: {code.IsNot, code.JIs, code.JIsNot, 0, 0},
	ast.In:    {code.In, code.JNotIn, code.JIn, 0, 0},
	ast.NotIn: {code.NotIn, code.JIn, code.JNotIn, 0, 0},
}

// compare is the value of a comparison, chained or not.
func (u *unit) compare(e *ast.Compare, dst reg) reg {
	u.checkCompare(e)
	mark := u.sp
	if len(e.Ops) == 1 {
		l := u.pushOperand(e.Left, e.Comparators[0])
		r := u.comparand(e.Ops[0], e.Comparators[0])
		d := u.result(dst, mark)
		u.emit(comparisons[e.Ops[0]].value, 0, d, l, r, e.Span)
		return d
	}
	d := u.hold(dst)
	end := u.newLabel()
	l := u.pushOperand(e.Left, e.Comparators...)
	last := len(e.Ops) - 1
	for i, op := range e.Ops {
		var r reg
		if i < last {
			r = u.stableComparand(op, e.Comparators[i], e.Comparators[i+1:])
		} else {
			r = u.comparand(op, e.Comparators[i])
		}
		u.emit(comparisons[op].value, 0, d, l, r, e.Span)
		if i < last {
			u.branch(code.JFalse, d, 0, end, e.Span)
		}
		l = r
	}
	u.place(end)
	return u.release(d, dst, mark, e.Span)
}

// comparand evaluates the right side of op. A list or set after in is never
// seen by anyone else, so it may be a constant.
func (u *unit) comparand(op ast.Operator, e ast.Expr) reg {
	if op == ast.In || op == ast.NotIn {
		if v, ok := u.constContainer(e); ok {
			return u.pushConst(v, e.Range())
		}
		if l, ok := e.(*ast.List); ok && !hasStar(l.Elts) {
			return u.tuple(&ast.Tuple{Span: l.Span, Elts: l.Elts}, anywhere)
		}
	}
	return u.value(e, anywhere)
}

func (u *unit) stableComparand(op ast.Operator, e ast.Expr, rest []ast.Expr) reg {
	r := u.comparand(op, e)
	if u.isLocal(r) && u.mayRebind(rest) {
		t := u.alloc()
		u.emit(code.Move, 0, t, r, 0, e.Range())
		return t
	}
	return r
}

// constContainer is a list or set display of constants as a constant.
func (u *unit) constContainer(e ast.Expr) (code.Const, bool) {
	switch e := e.(type) {
	case *ast.List:
		return u.foldTuple(e.Elts)
	case *ast.Set:
		if v, ok := u.foldTuple(e.Elts); ok {
			return code.FrozenSet(v.(code.Tuple)), true
		}
	}
	return nil, false
}

// jumpIf evaluates e and jumps to l if its truth value is want; else control
// goes on below.
func (u *unit) jumpIf(e ast.Expr, want bool, l label) {
	if v, ok := u.fold(e); ok {
		if truth(v) == want {
			u.jump(l, e.Range())
		}
		return
	}
	if !u.enter(e) {
		return
	}
	defer u.leave()
	switch e := e.(type) {
	case *ast.UnaryOp:
		if e.Op == ast.Not {
			if c, ok := negate(e.Operand); ok {
				u.jumpIfCompare(c, want, l)
			} else {
				u.jumpIf(e.Operand, !want, l)
			}
			return
		}
	case *ast.BoolOp:
		u.jumpIfAll(e, want, l)
		return
	case *ast.Compare:
		u.jumpIfCompare(e, want, l)
		return
	case *ast.IfExp:
		otherwise, end := u.newLabel(), u.newLabel()
		u.jumpIf(e.Test, false, otherwise)
		u.jumpIf(e.Body, want, l)
		u.jump(end, e.Span)
		u.place(otherwise)
		u.jumpIf(e.Orelse, want, l)
		u.place(end)
		return
	}
	mark := u.sp
	r := u.value(e, anywhere)
	u.sp = mark
	op := code.JFalse
	if want {
		op = code.JTrue
	}
	u.branch(op, r, 0, l, e.Range())
}

// jumpIfAll is jumpIf for and, or.
func (u *unit) jumpIfAll(e *ast.BoolOp, want bool, l label) {
	last := len(e.Values) - 1
	if decides := e.Op == ast.Or; decides == want {
		for _, v := range e.Values {
			u.jumpIf(v, want, l)
		}
		return
	}
	skip := u.newLabel()
	for _, v := range e.Values[:last] {
		u.jumpIf(v, !want, skip)
	}
	u.jumpIf(e.Values[last], want, l)
	u.place(skip)
}

func (u *unit) jumpIfCompare(e *ast.Compare, want bool, l label) {
	u.checkCompare(e)
	mark := u.sp
	last := len(e.Ops) - 1
	no := l
	if want {
		no = u.newLabel()
	}
	left := u.pushOperand(e.Left, e.Comparators...)
	for i, op := range e.Ops[:last] {
		r := u.stableComparand(op, e.Comparators[i], e.Comparators[i+1:])
		u.branch(comparisons[op].jumpFalse, left, r, no, e.Span)
		left = r
	}
	u.branchCompare(e.Ops[last], left, e.Comparators[last], want, l, e.Span)
	u.sp = mark
	if want {
		u.place(no)
	}
}

// branchCompare compares and jumps, with an immediate or None where it can.
func (u *unit) branchCompare(op ast.Operator, left reg, right ast.Expr, want bool, l label, at ast.Span) {
	row := &comparisons[op]
	if row.jumpTrueI != 0 {
		if i, ok := u.smallIndex(right); ok {
			if want {
				u.branch(row.jumpTrueI, left, i, l, at)
			} else {
				u.branch(row.jumpFalseI, left, i, l, at)
			}
			return
		}
	}
	if k, ok := right.(*ast.Constant); ok && k.Kind == ast.ConstNone && (op == ast.Is || op == ast.IsNot) {
		jump := code.JNotNone
		if (op == ast.Is) == want {
			jump = code.JNone
		}
		u.branch(jump, left, 0, l, at)
		return
	}
	r := u.comparand(op, right)
	if want {
		u.branch(row.jumpTrue, left, r, l, at)
	} else {
		u.branch(row.jumpFalse, left, r, l, at)
	}
}
