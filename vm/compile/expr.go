package compile

import (
	"github.com/aio-lang/aio/ast"
	"github.com/aio-lang/aio/vm/code"
)

// anywhere as a destination: a local is used in place, other values go to a new
// temporary.
const anywhere reg = -1

// value evaluates e into dst and returns the register that has the value.
//
// With dst anywhere the value stays in a local's register or takes the next
// temporary, as alloc does. A temporary at or above sp may be given as dst: it
// is written last, and may be used for other things until then. A local given
// as dst is written only when nothing that could see it can still run.
func (u *unit) value(e ast.Expr, dst reg) reg {
	switch e := e.(type) {
	case *ast.Constant:
		d := u.out(dst)
		u.loadConst(constValue(e), d, e.Span)
		return d
	case *ast.Name:
		if e.Id == "__debug__" {
			d := u.out(dst)
			u.loadConst(u.opts.Optimize == 0, d, e.Span)
			return d
		}
		return u.load(u.find(e.Id), dst, e.Span)
	}
	if !u.enter(e) {
		return u.out(dst)
	}
	defer u.leave()
	switch e := e.(type) {
	case *ast.Attribute:
		return u.attribute(e, dst)
	case *ast.Call:
		return u.call(e, dst)
	case *ast.Subscript:
		return u.subscript(e, dst)
	case *ast.BinOp:
		return u.binary(e, dst)
	case *ast.Compare:
		return u.compare(e, dst)
	case *ast.UnaryOp:
		return u.unary(e, dst)
	case *ast.BoolOp:
		return u.boolean(e, dst)
	case *ast.IfExp:
		return u.conditional(e, dst)
	case *ast.NamedExpr:
		return u.named(e, dst)
	case *ast.Tuple:
		return u.tuple(e, dst)
	case *ast.List:
		return u.list(e.Elts, e.Span, dst)
	case *ast.Set:
		return u.set(e, dst)
	case *ast.Dict:
		return u.dict(e, dst)
	case *ast.JoinedStr:
		return u.joined(e, dst)
	case *ast.FormattedValue:
		return u.formatted(e, dst)
	case *ast.Lambda:
		return u.lambda(e, dst)
	case *ast.ListComp:
		return u.comprehension(e, e.Generators, dst)
	case *ast.SetComp:
		return u.comprehension(e, e.Generators, dst)
	case *ast.DictComp:
		return u.comprehension(e, e.Generators, dst)
	case *ast.GeneratorExp:
		return u.comprehension(e, e.Generators, dst)
	case *ast.Yield:
		return u.yield(e, dst)
	case *ast.YieldFrom:
		return u.yieldFrom(e, dst)
	case *ast.Await:
		return u.await(e, dst)
	case *ast.Slice:
		return u.slice(e, dst)
	case *ast.Starred:
		u.failOnce(e.Span, "can't use starred expression here")
		return u.value(e.Value, dst)
	}
	panic("compile: unknown expression")
}

// out is the register for a result: dst, or a new temporary.
func (u *unit) out(dst reg) reg {
	if dst == anywhere {
		return u.alloc()
	}
	return dst
}

// push evaluates e into the next temporary.
func (u *unit) push(e ast.Expr) reg {
	d := u.sp
	u.reserve(d + 1)
	u.value(e, d)
	u.sp = d + 1
	return d
}

// pushOperand evaluates e for an instruction that runs after rest is evaluated:
// a local is used in place unless rest may bind it.
func (u *unit) pushOperand(e ast.Expr, rest ...ast.Expr) reg {
	r := u.value(e, anywhere)
	if u.isLocal(r) && u.mayRebind(rest) {
		t := u.alloc()
		u.emit(code.Move, 0, t, r, 0, e.Range())
		return t
	}
	return r
}

// mayRebind: evaluating the expressions may bind a local, which takes a :=.
func (u *unit) mayRebind(rest []ast.Expr) bool {
	if !u.top.hasWalrus {
		return false
	}
	for _, e := range rest {
		switch e.(type) {
		case nil, *ast.Constant, *ast.Name:
		default:
			return true
		}
	}
	return false
}

// hold returns a temporary for a value that grows while other things are
// evaluated: dst if it can be that. sp lies above it then. release ends it.
func (u *unit) hold(dst reg) reg {
	if dst == anywhere || u.isLocal(dst) {
		return u.alloc()
	}
	if dst >= u.sp {
		u.sp = dst + 1
		u.reserve(u.sp)
	}
	return dst
}

// release drops the temporaries above mark and moves r, which hold gave, to
// where dst wants it.
func (u *unit) release(r, dst, mark reg, at ast.Span) reg {
	u.sp = mark
	if dst == anywhere {
		u.sp = mark + 1
		return r
	}
	if r != dst {
		u.emit(code.Move, 0, dst, r, 0, at)
	}
	return dst
}

// result ends an expression whose operands lie above mark: its destination.
func (u *unit) result(dst, mark reg) reg {
	u.sp = mark
	return u.out(dst)
}

// dropped evaluates e for what it does.
func (u *unit) dropped(e ast.Expr) {
	mark := u.sp
	u.value(e, anywhere)
	u.sp = mark
}

var binaryOps = [...]struct {
	op, k code.Op
	n     uint8
}{
	ast.Add:      {op: code.Add, k: code.AddK},
	ast.Sub:      {op: code.Sub, k: code.SubK},
	ast.Mult:     {op: code.Mul, k: code.MulK},
	ast.Div:      {op: code.TrueDiv, k: code.TrueDivK},
	ast.FloorDiv: {op: code.FloorDiv, k: code.FloorDivK},
	ast.Mod:      {op: code.Mod, k: code.ModK},
	ast.BitAnd:   {op: code.And, k: code.AndK},
	ast.BitOr:    {op: code.Or, k: code.OrK},
	ast.BitXor:   {op: code.Xor, k: code.XorK},
	ast.LShift:   {op: code.LShift, k: code.LShiftK},
	ast.RShift:   {op: code.RShift, k: code.RShiftK},
	ast.Pow:      {op: code.Binary, n: code.BinaryPow},
	ast.MatMult:  {op: code.Binary, n: code.BinaryMatMul},
}

// binary evaluates a chain of left operands from its bottom, without recursion.
func (u *unit) binary(e *ast.BinOp, dst reg) reg {
	if v, ok := u.fold(e); ok {
		d := u.out(dst)
		u.loadConst(v, d, e.Span)
		return d
	}
	if f, ok := u.percentFormat(e); ok {
		return u.joined(f, dst)
	}
	if _, ok := e.Left.(*ast.BinOp); !ok {
		mark := u.sp
		l := u.pushOperand(e.Left, e.Right)
		return u.arithmetic(e, l, dst, mark)
	}
	chain := []*ast.BinOp{e}
	for {
		left, ok := chain[len(chain)-1].Left.(*ast.BinOp)
		if !ok || isPercent(left) {
			break
		}
		chain = append(chain, left)
	}
	mark := u.sp
	// the constants at the bottom of the chain are one
	i := len(chain) - 1
	acc, constant := u.fold(chain[i].Left)
	for ; constant && i > 0; i-- {
		right, ok := u.fold(chain[i].Right)
		if !ok {
			break
		}
		v, ok := foldOp(chain[i].Op, acc, right)
		if !ok {
			break
		}
		acc = v
	}
	var l reg
	if constant {
		l = u.pushConst(acc, chain[i].Left.Range())
	} else {
		l = u.pushOperand(chain[i].Left, chain[i].Right)
	}
	for ; i > 0; i-- {
		l = u.arithmetic(chain[i], l, anywhere, mark)
	}
	return u.arithmetic(e, l, dst, mark)
}

// arithmetic evaluates the right operand of e and computes it with the left
// one in l.
func (u *unit) arithmetic(e *ast.BinOp, l, dst, mark reg) reg {
	return u.operate(e.Op, 0, l, e.Right, dst, mark, e.Span)
}

// operate computes R[l] op right; inPlace is 1 for an augmented assignment.
func (u *unit) operate(op ast.Operator, inPlace uint8, l reg, right ast.Expr, dst, mark reg, at ast.Span) reg {
	row := binaryOps[op]
	if k, ok := u.fold(right); ok {
		if i, ok := k.(int64); ok {
			if op == ast.Add && i == int64(int16(i)) {
				d := u.result(dst, mark)
				u.emit(code.AddI, inPlace, d, l, int32(i), at)
				return d
			}
			if op == ast.Sub && -i == int64(int16(-i)) {
				d := u.result(dst, mark)
				u.emit(code.AddI, inPlace|2, d, l, int32(-i), at)
				return d
			}
		}
		if row.k != 0 && !u.dead {
			if n, ok := u.shortConst(k); ok {
				d := u.result(dst, mark)
				u.emit(row.k, inPlace, d, l, n, at)
				return d
			}
		}
	}
	r := u.value(right, anywhere)
	d := u.result(dst, mark)
	if row.op == code.Binary {
		u.emit(code.Binary, row.n+inPlace*code.BinaryInPlace, d, l, r, at)
	} else {
		u.emit(row.op, inPlace, d, l, r, at)
	}
	return d
}

func (u *unit) unary(e *ast.UnaryOp, dst reg) reg {
	if v, ok := u.fold(e); ok {
		d := u.out(dst)
		u.loadConst(v, d, e.Span)
		return d
	}
	if e.Op == ast.Not {
		if c, ok := negate(e.Operand); ok {
			return u.compare(c, dst)
		}
	}
	mark := u.sp
	r := u.value(e.Operand, anywhere)
	d := u.result(dst, mark)
	op := code.Not
	switch e.Op {
	case ast.USub:
		op = code.Neg
	case ast.UAdd:
		op = code.Pos
	case ast.Invert:
		op = code.Invert
	}
	u.emit(op, 0, d, r, 0, e.Span)
	return d
}

// negate is `not e` as a comparison, where that is one.
func negate(e ast.Expr) (*ast.Compare, bool) {
	c, ok := e.(*ast.Compare)
	if !ok || len(c.Ops) != 1 {
		return nil, false
	}
	op := negated(c.Ops[0])
	return &ast.Compare{Span: c.Span, Left: c.Left, Ops: []ast.Operator{op}, Comparators: c.Comparators}, op != ast.NoOp
}

// negated is the operator of `not a op b` where that is one.
func negated(op ast.Operator) ast.Operator {
	switch op {
	case ast.Is:
		return ast.IsNot
	case ast.IsNot:
		return ast.Is
	case ast.In:
		return ast.NotIn
	case ast.NotIn:
		return ast.In
	}
	return ast.NoOp
}

// boolean: the value of the first operand that decides.
func (u *unit) boolean(e *ast.BoolOp, dst reg) reg {
	mark := u.sp
	r := u.hold(dst)
	end := u.newLabel()
	op := code.JFalse
	if e.Op == ast.Or {
		op = code.JTrue
	}
	last := len(e.Values) - 1
	for i, v := range e.Values[:last] {
		if k, ok := u.fold(v); ok {
			if truth(k) == (e.Op == ast.And) {
				continue // not what decides
			}
			last = i
			break
		}
		u.value(v, r)
		u.branch(op, r, 0, end, e.Span)
	}
	u.value(e.Values[last], r)
	u.place(end)
	return u.release(r, dst, mark, e.Span)
}

func (u *unit) conditional(e *ast.IfExp, dst reg) reg {
	mark := u.sp
	d := dst
	if dst == anywhere {
		d = u.sp
		u.reserve(d + 1)
	}
	otherwise, end := u.newLabel(), u.newLabel()
	u.jumpIf(e.Test, false, otherwise)
	u.value(e.Body, d)
	u.jump(end, e.Span)
	u.place(otherwise)
	u.value(e.Orelse, d)
	u.place(end)
	u.sp = mark
	if dst == anywhere {
		u.sp = d + 1
	}
	return d
}

func (u *unit) named(e *ast.NamedExpr, dst reg) reg {
	if dst != anywhere {
		u.value(e.Value, dst)
		u.storeName(e.Target.Id, dst, e.Target.Span)
		return dst
	}
	if p := u.find(e.Target.Id); p.kind == inRegister && u.mayBind(e.Target.Id, e.Target.Span) {
		u.value(e.Value, p.index)
		u.bind(p.index)
		return p.index
	}
	r := u.push(e.Value)
	u.storeName(e.Target.Id, r, e.Target.Span)
	return r
}

// nameSpan is at, begun anew at the attribute's name when that stands on a
// further line: CPython blames the last link of a chain of calls.
func (u *unit) nameSpan(e *ast.Attribute, at ast.Span) ast.Span {
	if u.newline(at.Pos, e.AttrPos) {
		at.Pos = e.AttrPos
	}
	return at
}

// newline: the source has a line end between two offsets.
func (u *unit) newline(from, to uint32) bool {
	text := u.src.Text
	for i := from; i < to && int(i) < len(text); i++ {
		if text[i] == '\n' {
			return true
		}
	}
	return false
}

func (u *unit) attribute(e *ast.Attribute, dst reg) reg {
	mark := u.sp
	r := u.value(e.Value, anywhere)
	d := u.result(dst, mark)
	u.getAttr(d, r, e.Attr, u.nameSpan(e, e.Span))
	return d
}

func (u *unit) getAttr(d, r reg, name string, at ast.Span) {
	name = u.mangled(name)
	u.emit(code.GetAttr, 0, d, r, u.shortName(name), at)
	u.extend(u.cache(code.GetAttr, name), 0, at)
}

func (u *unit) subscript(e *ast.Subscript, dst reg) reg {
	if v, ok := u.fold(e); ok {
		d := u.out(dst)
		u.loadConst(v, d, e.Span)
		return d
	}
	u.checkSubscript(e)
	mark := u.sp
	r := u.pushOperand(e.Value, e.Index)
	if s, ok := e.Index.(*ast.Slice); ok {
		parts, n := []ast.Expr{s.Lower, s.Upper}, uint8(0)
		if s.Step != nil {
			parts, n = append(parts, s.Step), 1
		}
		bounds := u.sliceParts(s, parts...)
		d := u.result(dst, mark)
		u.emit(code.GetSlice, n, d, r, bounds, e.Span)
		return d
	}
	if i, ok := u.smallIndex(e.Index); ok {
		d := u.result(dst, mark)
		u.emit(code.GetItemI, 0, d, r, i, e.Span)
		return d
	}
	k := u.value(e.Index, anywhere)
	d := u.result(dst, mark)
	u.emit(code.GetItem, 0, d, r, k, e.Span)
	return d
}

// smallIndex: the expression is an int constant of 16 bits.
func (u *unit) smallIndex(e ast.Expr) (int32, bool) {
	v, ok := u.fold(e)
	i, isInt := v.(int64)
	return int32(i), ok && isInt && i == int64(int16(i))
}

func (u *unit) slice(e *ast.Slice, dst reg) reg {
	mark := u.sp
	first := u.sliceParts(e, e.Lower, e.Upper, e.Step)
	d := u.result(dst, mark)
	u.emit(code.BuildSlice, 0, d, first, 0, e.Span)
	return d
}

// sliceParts lays parts of a slice in consecutive temporaries, None for those
// that are left out.
func (u *unit) sliceParts(e *ast.Slice, parts ...ast.Expr) reg {
	first := u.sp
	for _, part := range parts {
		if part == nil {
			u.pushConst(nil, e.Span)
		} else {
			u.push(part)
		}
	}
	return first
}

func (u *unit) yield(e *ast.Yield, dst reg) reg {
	if !u.top.isFunction() {
		u.failOnce(e.Span, "'yield' outside function")
	}
	mark := u.sp
	var r reg
	if e.Value == nil {
		r = u.pushConst(nil, e.Span)
	} else {
		r = u.value(e.Value, anywhere)
	}
	d := u.result(dst, mark)
	u.emit(code.Yield, 0, d, r, mark, e.Span)
	return d
}

func (u *unit) yieldFrom(e *ast.YieldFrom, dst reg) reg {
	if !u.top.isFunction() {
		u.failOnce(e.Span, "'yield from' outside function")
	} else if u.top.async {
		u.failOnce(e.Span, "'yield from' inside async function")
	}
	mark := u.sp
	r := u.value(e.Value, anywhere)
	d := u.result(dst, mark)
	u.emit(code.YieldFrom, 0, d, r, mark, e.Span)
	return d
}

func (u *unit) await(e *ast.Await, dst reg) reg {
	mark := u.sp
	r := u.value(e.Value, anywhere)
	d := u.result(dst, mark)
	u.emit(code.Await, 0, d, r, mark, e.Span)
	return d
}
