package compile

import (
	"github.com/aio-lang/aio/ast"
	"github.com/aio-lang/aio/vm/code"
)

// comprehension compiles a list, set or dict comprehension in place (PEP 709),
// a generator expression as a function of its outermost iterator.
func (u *unit) comprehension(e ast.Expr, gens []*ast.Comprehension, dst reg) reg {
	s := u.scopes[e]
	at := e.Range()
	if s.coroutine && s.kind == comprehensionScope && !u.awaitsHere() {
		u.failOnce(at, "asynchronous comprehension outside of an asynchronous function")
	}
	if s.inlined {
		return u.inlineComprehension(e, s, gens, dst)
	}
	mark := u.sp
	first := gens[0]
	child := u.comprehensionBody(e, s, gens)
	f := u.alloc()
	u.makeFunction(child, 0, 0, f, at)
	base := u.window()
	src := u.iterable(first.Iter)
	if first.Async {
		u.emit(code.GetAIter, 0, base, src, 0, first.Iter.Range())
	} else {
		u.emit(code.Intrinsic, code.IntrinsicIter, base, src, src, first.Iter.Range())
	}
	u.sp = base + 1
	d := u.result(dst, mark)
	u.emit(code.Call, 1, base, f, d, at)
	if s.coroutine && s.kind == comprehensionScope {
		u.emit(code.Await, 0, d, d, u.sp, at)
	}
	return d
}

// awaitsHere: an asynchronous comprehension may stand here. One inside another
// comprehension makes that asynchronous.
func (u *unit) awaitsHere() bool {
	return u.mayAwait() || u.top.isComprehension()
}

// comprehensionBody is the code of a comprehension that is a function.
func (u *unit) comprehensionBody(e ast.Expr, s *scope, gens []*ast.Comprehension) *code.Code {
	at := e.Range()
	f := u.begin(s, s.name, at.Pos)
	f.code.Args, f.code.PosOnly = 1, 1
	f.bindParams()
	switch {
	case s.kind == comprehensionScope:
		if s.coroutine {
			f.code.Flags |= code.Coroutine
		}
	case s.coroutine:
		f.code.Flags |= code.AsyncGenerator
	default:
		f.code.Flags |= code.Generator
	}
	f.prologue(at)
	closes := forcesClose(gens[0].Iter)
	if g, ok := e.(*ast.GeneratorExp); ok {
		f.generate(f.beginClause(gens[0], 0, closes), gens, func() {
			mark := f.sp
			r := f.value(g.Elt, anywhere)
			f.reserve(mark + 1)
			f.emit(code.Yield, 0, mark, r, mark, g.Elt.Range())
			f.sp = mark
		})
		f.returnNone(at)
	} else {
		r := f.alloc()
		loop := f.beginClause(gens[0], 0, closes)
		f.generate(loop, gens, f.collector(e, gens, loop, r))
		f.emitReturn(r, at)
	}
	return f.end()
}

// inlineComprehension compiles a comprehension as part of the code around it;
// its variables are hidden locals.
func (u *unit) inlineComprehension(e ast.Expr, s *scope, gens []*ast.Comprehension, dst reg) reg {
	mark := u.sp
	at := e.Range()
	r := u.hold(dst)
	// the outermost iterable belongs to the scope around
	inner := u.sp
	src := u.iterable(gens[0].Iter)
	u.sp = inner
	loop := u.beginClause(gens[0], src, forcesClose(gens[0].Iter))
	outer := u.scope
	u.scope = s
	u.beginHidden(s, len(gens) > 1 || !plainTarget(gens[0].Target), at)
	u.generate(loop, gens, u.collector(e, gens, loop, r))
	u.endHidden(s, at)
	u.scope = outer
	return u.release(r, dst, mark, at)
}

// plainTarget: binding the target reads nothing.
func plainTarget(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.Name:
		return true
	case *ast.Tuple:
		for _, elt := range e.Elts {
			if !plainTarget(elt) {
				return false
			}
		}
		return true
	}
	return false
}

// beginHidden unbinds the variables of an inlined comprehension, which may be
// bound from before; clear says whether that can be seen.
func (u *unit) beginHidden(s *scope, clear bool, at ast.Span) {
	for _, sym := range s.order {
		switch sym.access {
		case cell:
			u.emit(code.Unbind, 0, sym.reg, 0, 0, at)
			u.emit(code.MakeCell, 0, sym.reg, 0, 0, at)
		case local:
			if clear {
				u.emit(code.Unbind, 0, sym.reg, 0, 0, at)
			}
			u.unbind(sym.reg)
		}
	}
}

func (u *unit) endHidden(s *scope, at ast.Span) {
	for _, sym := range s.order {
		if sym.access == cell || sym.access == local {
			u.emit(code.Unbind, 0, sym.reg, 0, 0, at)
			u.unbind(sym.reg)
		}
	}
}

// collector makes R[r] an empty list, set or dict and returns what adds an
// element to it.
func (u *unit) collector(e ast.Expr, gens []*ast.Comprehension, l loop, r reg) func() {
	add := func(op code.Op, elt ast.Expr) func() {
		return func() {
			mark := u.sp
			v := u.value(elt, anywhere)
			u.emit(op, 0, r, v, 0, elt.Range())
			u.sp = mark
		}
	}
	switch e := e.(type) {
	case *ast.ListComp:
		if l, ok := l.(*forLoop); ok && len(gens) == 1 && len(gens[0].Ifs) == 0 {
			u.emit(code.BuildList, 1, r, l.iter, 0, e.Span)
		} else {
			u.emit(code.BuildList, 0, r, r, 0, e.Span)
		}
		return add(code.ListAppend, e.Elt)
	case *ast.SetComp:
		u.emit(code.BuildSet, 0, r, r, 0, e.Span)
		return add(code.SetAdd, e.Elt)
	}
	d := e.(*ast.DictComp)
	u.emit(code.BuildDict, 0, r, r, 0, d.Span)
	return func() {
		mark := u.sp
		pair := u.push(d.Key)
		u.push(d.Value)
		u.emit(code.MapAdd, 0, r, pair, 0, ast.Span{Pos: d.Key.Range().Pos, End: d.Value.Range().End})
		u.sp = mark
	}
}

// loop is a for or async for of a comprehension.
type loop interface {
	enter(u *unit)
	end(u *unit)
	next() label
}

func (l *forLoop) next() label   { return l.test }
func (l *asyncLoop) next() label { return l.top }

// beginClause starts the iteration of a clause over R[src].
func (u *unit) beginClause(g *ast.Comprehension, src reg, closes bool) loop {
	if g.Async {
		return u.asyncLoopOver(g.Target, src, g.Iter.Range())
	}
	return u.loopOver(g.Target, src, g.Iter.Range(), closes)
}

// generate emits the loop of gens[0], with those of the further clauses in it
// and leaf in the innermost.
func (u *unit) generate(l loop, gens []*ast.Comprehension, leaf func()) {
	if !u.enter(gens[0]) {
		return
	}
	defer u.leave()
	l.enter(u)
	u.afterTarget(gens, l.next(), leaf)
	l.end(u)
}

// afterTarget emits what follows the binding of the target of gens[0].
func (u *unit) afterTarget(gens []*ast.Comprehension, next label, leaf func()) {
	for _, cond := range gens[0].Ifs {
		u.jumpIf(cond, false, next)
	}
	if len(gens) == 1 {
		leaf()
		return
	}
	mark := u.sp
	g := gens[1]
	if v, ok := single(g); ok {
		// `for y in [f(x)]` is an assignment
		u.assignOne(g.Target, v)
		u.afterTarget(gens[1:], next, leaf)
	} else {
		src := u.iterable(g.Iter)
		u.sp = mark
		u.generate(u.beginClause(g, src, forcesClose(g.Iter)), gens[1:], leaf)
	}
	u.sp = mark
}

// single is the only element of a clause that iterates over a display.
func single(g *ast.Comprehension) (ast.Expr, bool) {
	var elts []ast.Expr
	switch e := g.Iter.(type) {
	case *ast.List:
		elts = e.Elts
	case *ast.Tuple:
		elts = e.Elts
	}
	if g.Async || len(elts) != 1 || hasStar(elts) {
		return nil, false
	}
	return elts[0], true
}
