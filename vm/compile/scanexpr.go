package compile

import "github.com/aio-lang/aio/ast"

func (s *scanner) expr(e ast.Expr) {
	switch e := e.(type) {
	case *ast.Constant:
		return
	case *ast.Name:
		s.name(e)
		return
	}
	if !s.enter(e) {
		return
	}
	defer s.leave()
	switch e := e.(type) {
	case *ast.Attribute:
		s.expr(e.Value)
	case *ast.Call:
		s.expr(e.Func)
		s.exprs(e.Args)
		s.keywords(e.Keywords)
	case *ast.Subscript:
		s.expr(e.Value)
		s.expr(e.Index)
	case *ast.BinOp:
		s.binary(e)
	case *ast.UnaryOp:
		s.expr(e.Operand)
	case *ast.BoolOp:
		s.exprs(e.Values)
	case *ast.Compare:
		s.expr(e.Left)
		s.exprs(e.Comparators)
	case *ast.Tuple:
		s.exprs(e.Elts)
	case *ast.List:
		s.exprs(e.Elts)
	case *ast.Set:
		s.exprs(e.Elts)
	case *ast.Dict:
		s.exprs(e.Keys)
		s.exprs(e.Values)
	case *ast.JoinedStr:
		s.exprs(e.Values)
	case *ast.FormattedValue:
		s.expr(e.Value)
		if e.FormatSpec != nil {
			s.expr(e.FormatSpec)
		}
	case *ast.IfExp:
		s.expr(e.Test)
		s.expr(e.Body)
		s.expr(e.Orelse)
	case *ast.Starred:
		s.expr(e.Value)
	case *ast.Slice:
		s.optional(e.Lower)
		s.optional(e.Upper)
		s.optional(e.Step)
	case *ast.Lambda:
		s.defaults(e.Params)
		s.scopes[e] = s.push(lambdaScope, e, "<lambda>")
		s.parameters(e.Params)
		s.expr(e.Body)
		s.pop()
	case *ast.ListComp:
		s.comprehension(comprehensionScope, e, "<listcomp>", e.Generators, e.Elt, nil)
	case *ast.SetComp:
		s.comprehension(comprehensionScope, e, "<setcomp>", e.Generators, e.Elt, nil)
	case *ast.DictComp:
		s.comprehension(comprehensionScope, e, "<dictcomp>", e.Generators, e.Key, e.Value)
	case *ast.GeneratorExp:
		s.comprehension(generatorScope, e, "<genexpr>", e.Generators, e.Elt, nil)
	case *ast.NamedExpr:
		s.forbidden(e, "named expression")
		s.walrus(e)
	case *ast.Yield:
		s.forbidden(e, "yield expression")
		s.optional(e.Value)
		s.yield(e)
	case *ast.YieldFrom:
		s.forbidden(e, "yield expression")
		s.expr(e.Value)
		s.yield(e)
	case *ast.Await:
		s.forbidden(e, "await expression")
		s.await(e)
		s.expr(e.Value)
		s.cur.coroutine = true
	}
}

func (s *scanner) name(e *ast.Name) {
	if e.Ctx == ast.Load {
		s.define(e.Id, isUsed, e.Span)
		if e.Id == "super" && s.cur.isFunction() {
			s.define("__class__", isUsed, e.Span)
		}
		return
	}
	flags := isLocal
	if e.Ctx == ast.Del {
		flags |= isDeleted
	}
	s.define(e.Id, flags, e.Span)
}

// binary goes down a chain of left operands without recursion.
func (s *scanner) binary(e *ast.BinOp) {
	chain := []*ast.BinOp{e}
	for {
		left, ok := chain[len(chain)-1].Left.(*ast.BinOp)
		if !ok {
			break
		}
		chain = append(chain, left)
	}
	s.expr(chain[len(chain)-1].Left)
	for i := len(chain) - 1; i >= 0; i-- {
		s.expr(chain[i].Right)
	}
}

// forbidden reports an expression that may not stand in an annotation scope.
func (s *scanner) forbidden(e ast.Expr, what string) {
	var where string
	switch s.cur.kind {
	case annotationScope:
		where = "an annotation"
	case typeVarScope:
		where = s.cur.what
	case typeAliasScope:
		where = "a type alias"
	case typeParamsScope:
		where = "the definition of a generic"
	default:
		return
	}
	s.fail(e.Range(), what+" cannot be used within "+where)
}

func (s *scanner) yield(e ast.Expr) {
	s.cur.generator = true
	if !s.cur.isComprehension() {
		return
	}
	where := "generator expression"
	switch s.cur.node.(type) {
	case *ast.ListComp:
		where = "list comprehension"
	case *ast.SetComp:
		where = "set comprehension"
	case *ast.DictComp:
		where = "dict comprehension"
	}
	s.fail(e.Range(), "'yield' inside "+where)
}

func (s *scanner) await(e *ast.Await) {
	if s.opts.TopLevelAwait && !s.inFunction() {
		return
	}
	if !s.cur.isFunction() {
		s.fail(e.Span, "'await' outside function")
		return
	}
	if !s.cur.async && !s.cur.isComprehension() {
		s.fail(e.Span, "'await' outside async function")
	}
}

// inFunction: anything but the module and comprehensions in it.
func (s *scanner) inFunction() bool {
	sc := s.cur
	for sc.isComprehension() {
		sc = sc.parent
	}
	return sc.kind != moduleScope
}

func (s *scanner) comprehension(kind scopeKind, e ast.Expr, name string, gens []*ast.Comprehension, elt, value ast.Expr) {
	first := gens[0]
	s.cur.iterExpr++
	s.expr(first.Iter)
	s.cur.iterExpr--
	class := s.cur.seesClass
	sc := s.push(kind, e, name)
	s.scopes[e] = sc
	if class != nil {
		s.seeClass(class, e.Range())
	}
	if kind == generatorScope || class != nil {
		s.define(".0", isParam, e.Range())
	}
	sc.coroutine = first.Async
	s.iterTarget(first.Target)
	s.exprs(first.Ifs)
	for _, g := range gens[1:] {
		s.iterTarget(g.Target)
		sc.iterExpr++
		s.expr(g.Iter)
		sc.iterExpr--
		s.exprs(g.Ifs)
		if g.Async {
			sc.coroutine = true
		}
	}
	if value != nil {
		s.expr(value)
	}
	s.expr(elt)
	sc.generator = kind == generatorScope
	s.pop()
	if sc.coroutine && kind != generatorScope {
		s.cur.coroutine = true
	}
}

func (s *scanner) iterTarget(e ast.Expr) {
	s.cur.iterTarget = true
	s.expr(e)
	s.cur.iterTarget = false
}

// walrus enters Target := Value. In a comprehension the target belongs to the
// function or module around it (PEP 572).
func (s *scanner) walrus(e *ast.NamedExpr) {
	if s.cur.iterExpr > 0 {
		s.fail(e.Span, "assignment expression cannot be used in a comprehension iterable expression")
	}
	if s.cur.isComprehension() {
		s.walrusOutward(e.Target)
	} else {
		s.cur.hasWalrus = true
	}
	s.expr(e.Value)
	s.name(e.Target)
}

func (s *scanner) walrusOutward(target *ast.Name) {
	name := mangle(s.class, target.Id)
	for sc := s.cur; sc != nil; sc = sc.parent {
		sym := sc.lookup(name)
		switch sc.kind {
		case comprehensionScope, generatorScope:
			if sym != nil && sym.flags&isIteration != 0 && sym.flags&(isLocal|declaredGlobal) != 0 {
				s.fail(target.Span, "assignment expression cannot rebind comprehension iteration variable '"+target.Id+"'")
				return
			}
			continue
		case functionScope, lambdaScope:
			flag := declaredNonlocal
			if sym != nil && sym.flags&declaredGlobal != 0 {
				flag = declaredGlobal
			}
			s.defineOutward(target, flag)
			s.defineIn(sc, target.Id, isLocal, target.Span)
			sc.hasWalrus = true
		case moduleScope:
			s.defineOutward(target, declaredGlobal)
			s.defineIn(sc, target.Id, declaredGlobal, target.Span)
		case classScope:
			s.fail(target.Span, "assignment expression within a comprehension cannot be used in a class body")
		case typeParamsScope:
			s.fail(target.Span, "assignment expression within a comprehension cannot be used within the definition of a generic")
		case typeAliasScope:
			s.fail(target.Span, "assignment expression within a comprehension cannot be used in a type alias")
		case typeVarScope:
			s.fail(target.Span, "assignment expression within a comprehension cannot be used in a TypeVar bound")
		case annotationScope:
		}
		return
	}
}

func (s *scanner) defineOutward(target *ast.Name, flag symbolFlags) {
	sym := s.define(target.Id, flag, target.Span)
	if sym.directive == (ast.Span{}) {
		sym.directive = target.Span
	}
}
