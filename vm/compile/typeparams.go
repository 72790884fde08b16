package compile

import (
	"github.com/aio-lang/aio/ast"
	"github.com/aio-lang/aio/vm/code"
)

// beginGeneric starts the function in which the type parameters of a
// definition live (PEP 695).
func (u *unit) beginGeneric(node ast.Node, name string, at uint32) *unit {
	return u.begin(u.params[node], "<generic parameters of "+name+">", at)
}

// endGeneric makes that function and calls it with the args registers from
// first on, into dst.
func (u *unit) endGeneric(g *unit, f, base reg, n uint8, dst, mark reg, at ast.Span) {
	child := g.end()
	u.makeFunction(child, 0, 0, f, at)
	d := u.result(dst, mark)
	u.emit(code.Call, n, base, f, d, at)
}

func (u *unit) genericFunction(s *ast.FunctionDef, dst reg) {
	mark := u.sp
	f := u.alloc()
	base := u.window()
	pos, kw := hasDefaults(s.Params)
	n := uint8(0)
	if pos {
		u.positionalDefaults(s.Params, base, s.Span)
		u.sp = base + 1
		u.reserve(u.sp)
		n++
	}
	if kw {
		r := u.sp
		u.reserve(r + 1)
		u.keywordDefaults(s.Params, r, s.Span)
		u.sp = r + 1
		n++
	}
	g := u.beginGeneric(s, s.Name, definedAt(s.Decorators, s.Span))
	g.code.Args, g.code.PosOnly = int(n), int(n)
	g.bindParams()
	g.prologue(s.Span)
	params := g.typeParams(s.TypeParams, s.Span)
	r := g.alloc()
	g.functionValue(s, r, &defaultsFrom{pos, kw})
	g.emit(code.Intrinsic, code.IntrinsicSetTypeParams, r, r, params, s.Span)
	g.emitReturn(r, s.Span)
	u.endGeneric(g, f, base, n, dst, mark, s.Span)
}

func (u *unit) genericClass(s *ast.ClassDef, dst reg) {
	mark := u.sp
	f := u.alloc()
	base := u.window()
	g := u.beginGeneric(s, s.Name, definedAt(s.Decorators, s.Span))
	g.prologue(s.Span)
	params := g.typeParams(s.TypeParams, s.Span)
	g.storeName(".type_params", params, s.Span)
	generic := g.alloc()
	g.emit(code.Intrinsic, code.IntrinsicGeneric, generic, params, params, s.Span)
	g.storeName(".generic_base", generic, s.Span)
	g.sp = params
	bases := append(s.Bases[:len(s.Bases):len(s.Bases)], &ast.Name{Span: s.Span, Id: ".generic_base"})
	r := g.sp
	g.reserve(r + 1)
	g.buildClass(s, bases, r)
	g.emitReturn(r, s.Span)
	u.endGeneric(g, f, base, 0, dst, mark, s.Span)
}

func (u *unit) typeAlias(s *ast.TypeAlias) {
	at := s.Span
	u.bindTo(s.Name.Id, at, func(dst reg) {
		if len(s.TypeParams) == 0 {
			none := u.pushConst(nil, at)
			u.aliasValue(s, none, dst)
			return
		}
		mark := u.sp
		f := u.alloc()
		base := u.window()
		g := u.beginGeneric(s, s.Name.Id, s.Pos)
		g.prologue(at)
		params := g.typeParams(s.TypeParams, at)
		r := g.aliasValue(s, params, anywhere)
		g.emitReturn(r, at)
		u.endGeneric(g, f, base, 0, dst, mark, at)
	})
}

// aliasValue makes the type alias with the parameters in R[params]; its value
// is computed when somebody asks.
func (u *unit) aliasValue(s *ast.TypeAlias, params, dst reg) reg {
	mark := u.sp
	name := u.pushConst(code.Str(s.Name.Id), s.Span)
	pair := u.allocN(2)
	u.emit(code.Move, 0, pair, params, 0, s.Span)
	u.thunk(u.scopes[s], s.Name.Id, s.Value, pair+1)
	u.emit(code.BuildTuple, 0, pair, pair, 2, s.Span)
	d := u.result(dst, mark)
	u.emit(code.Intrinsic, code.IntrinsicTypeAlias, d, name, pair, s.Span)
	return d
}

// thunk makes a function of no arguments that computes e.
func (u *unit) thunk(s *scope, name string, e ast.Expr, dst reg) {
	t := u.begin(s, name, e.Range().Pos)
	t.prologue(e.Range())
	var r reg
	if star, ok := e.(*ast.Starred); ok {
		r = t.value(star.Value, anywhere)
		t.reserve(r + 1)
		d := t.alloc()
		t.emit(code.Unpack, 1, d, r, 0, e.Range())
		r = d
	} else {
		r = t.value(e, anywhere)
	}
	t.emitReturn(r, e.Range())
	u.makeFunction(t.end(), 0, 0, dst, e.Range())
}

// typeParams makes the type parameters, binds their names, and returns the
// register of their tuple, the next temporary.
func (u *unit) typeParams(ps []*ast.TypeParam, at ast.Span) reg {
	list := u.alloc()
	u.emit(code.BuildList, 0, list, list, 0, at)
	defaulted := false
	for _, p := range ps {
		mark := u.sp
		r := u.alloc()
		name := u.pushConst(code.Str(p.Name), p.Span)
		switch p.Kind {
		case ast.TypeVarTuple:
			u.emit(code.Intrinsic, code.IntrinsicTypeVarTuple, r, name, name, p.Span)
		case ast.ParamSpec:
			u.emit(code.Intrinsic, code.IntrinsicParamSpec, r, name, name, p.Span)
		default:
			u.typeVar(p, r, name)
		}
		if p.Default != nil {
			defaulted = true
			t := u.alloc()
			u.thunk(u.params[p], p.Name, p.Default, t)
			u.emit(code.Intrinsic, code.IntrinsicSetTypeParamDefault, r, r, t, p.Span)
		} else if defaulted {
			u.failOnce(p.Span, "non-default type parameter '"+p.Name+"' follows default type parameter")
		}
		u.storeName(p.Name, r, p.Span)
		u.emit(code.ListAppend, 0, list, r, 0, p.Span)
		u.sp = mark
	}
	u.emit(code.ListToTuple, 0, list, list, 0, at)
	return list
}

func (u *unit) typeVar(p *ast.TypeParam, r, name reg) {
	t := u.alloc()
	kind := code.IntrinsicTypeVar
	if p.Bound == nil {
		u.loadConst(nil, t, p.Span)
	} else {
		if _, ok := p.Bound.(*ast.Tuple); ok {
			kind = code.IntrinsicTypeVarConstraints
		}
		u.thunk(u.scopes[p], p.Name, p.Bound, t)
	}
	u.emit(code.Intrinsic, kind, r, name, t, p.Span)
}
