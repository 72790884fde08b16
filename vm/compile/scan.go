package compile

import "github.com/aio-lang/aio/ast"

// scanner is the first pass: it enters the names of the source in scopes.
type scanner struct {
	*compiler
	cur    *scope
	global *scope
	class  string // innermost class
}

func (c *compiler) scanModule(node ast.Node, body []ast.Stmt) *scope {
	s := &scanner{compiler: c}
	s.push(moduleScope, node, "<module>")
	s.global = s.cur
	s.stmts(body)
	c.resolve(s.global)
	return s.global
}

func (c *compiler) scanExpression(e *ast.Expression) *scope {
	s := &scanner{compiler: c}
	s.push(moduleScope, e, "<module>")
	s.global = s.cur
	s.expr(e.Body)
	c.resolve(s.global)
	return s.global
}

// push enters a new scope inside the current one.
func (s *scanner) push(kind scopeKind, node ast.Node, name string) *scope {
	sc := &scope{kind: kind, node: node, name: name, parent: s.cur, class: s.class, symbols: map[string]*symbol{}}
	if s.cur != nil {
		sc.iterExpr = s.cur.iterExpr
		if kind != annotationScope {
			s.cur.children = append(s.cur.children, sc)
		}
	}
	s.cur = sc
	return sc
}

func (s *scanner) pop() { s.cur = s.cur.parent }

// define enters a name as bound, used or declared (flags) where it stands.
func (s *scanner) define(name string, flags symbolFlags, at ast.Span) *symbol {
	return s.defineIn(s.cur, name, flags, at)
}

func (s *scanner) defineIn(sc *scope, name string, flags symbolFlags, at ast.Span) *symbol {
	sym := sc.symbol(mangle(s.class, name))
	if flags&isParam != 0 && sym.flags&isParam != 0 {
		s.fail(at, "duplicate argument '"+name+"' in function definition")
	}
	if flags&isTypeParam != 0 && sym.flags&isTypeParam != 0 {
		s.fail(at, "duplicate type parameter '"+name+"'")
	}
	sym.flags |= flags
	if sc.iterTarget {
		if sym.flags&(declaredGlobal|declaredNonlocal) != 0 {
			s.fail(at, "comprehension inner loop cannot rebind assignment expression target '"+name+"'")
		}
		sym.flags |= isIteration
	}
	return sym
}

func (s *scanner) stmts(body []ast.Stmt) {
	for _, st := range body {
		s.stmt(st)
	}
}

func (s *scanner) exprs(es []ast.Expr) {
	for _, e := range es {
		if e != nil {
			s.expr(e)
		}
	}
}

func (s *scanner) optional(e ast.Expr) {
	if e != nil {
		s.expr(e)
	}
}

func (s *scanner) stmt(st ast.Stmt) {
	if !s.enter(st) {
		return
	}
	defer s.leave()
	switch st := st.(type) {
	case *ast.ExprStmt:
		s.expr(st.Value)
	case *ast.Assign:
		s.exprs(st.Targets)
		s.expr(st.Value)
	case *ast.AugAssign:
		s.expr(st.Target)
		s.expr(st.Value)
	case *ast.AnnAssign:
		s.annAssign(st)
	case *ast.If:
		for _, b := range st.Branches {
			s.expr(b.Test)
			s.stmts(b.Body)
		}
		s.stmts(st.Orelse)
	case *ast.For:
		s.expr(st.Target)
		s.expr(st.Iter)
		s.stmts(st.Body)
		s.stmts(st.Orelse)
		if st.Async {
			s.cur.coroutine = true
		}
	case *ast.While:
		s.expr(st.Test)
		s.stmts(st.Body)
		s.stmts(st.Orelse)
	case *ast.Return:
		s.optional(st.Value)
	case *ast.FunctionDef:
		s.function(st)
	case *ast.ClassDef:
		s.classDef(st)
	case *ast.Delete:
		s.exprs(st.Targets)
	case *ast.With:
		for _, item := range st.Items {
			s.expr(item.Context)
			s.optional(item.Target)
		}
		s.stmts(st.Body)
		if st.Async {
			s.cur.coroutine = true
		}
	case *ast.Try:
		s.stmts(st.Body)
		for _, h := range st.Handlers {
			s.optional(h.Type)
			if h.Name != "" {
				s.define(h.Name, isLocal|isDeleted, h.Span)
			}
			s.stmts(h.Body)
		}
		s.stmts(st.Orelse)
		s.stmts(st.Finalbody)
	case *ast.Raise:
		s.optional(st.Exc)
		s.optional(st.Cause)
	case *ast.Assert:
		s.expr(st.Test)
		s.optional(st.Msg)
	case *ast.Import:
		s.aliases(st.Names)
	case *ast.ImportFrom:
		s.aliases(st.Names)
	case *ast.Global:
		for _, name := range st.Names {
			s.declare(name, declaredGlobal, "global", st.Span)
		}
	case *ast.Nonlocal:
		for _, name := range st.Names {
			s.declare(name, declaredNonlocal, "nonlocal", st.Span)
		}
	case *ast.Match:
		s.expr(st.Subject)
		for _, k := range st.Cases {
			s.pattern(k.Pattern)
			s.optional(k.Guard)
			s.stmts(k.Body)
		}
	case *ast.TypeAlias:
		s.typeAlias(st)
	}
}

func (s *scanner) annAssign(st *ast.AnnAssign) {
	name, ok := st.Target.(*ast.Name)
	switch {
	case !ok:
		s.expr(st.Target)
	case st.Simple:
		if sym := s.cur.lookup(mangle(s.class, name.Id)); sym != nil && s.cur != s.global {
			if sym.flags&declaredGlobal != 0 {
				s.fail(st.Span, "annotated name '"+name.Id+"' can't be global")
			} else if sym.flags&declaredNonlocal != 0 {
				s.fail(st.Span, "annotated name '"+name.Id+"' can't be nonlocal")
			}
		}
		s.define(name.Id, isAnnotated|isLocal, name.Span)
		s.cur.annotates = true
	case st.Value != nil:
		s.define(name.Id, isLocal, name.Span)
	}
	s.annotation(st.Annotation)
	s.optional(st.Value)
}

// declare enters the names of a global or nonlocal statement.
func (s *scanner) declare(name string, flag symbolFlags, word string, at ast.Span) {
	if sym := s.cur.lookup(mangle(s.class, name)); sym != nil {
		switch {
		case sym.flags&isParam != 0:
			s.fail(at, "name '"+name+"' is parameter and "+word)
		case sym.flags&isUsed != 0:
			s.fail(at, "name '"+name+"' is used prior to "+word+" declaration")
		case sym.flags&isAnnotated != 0:
			s.fail(at, "annotated name '"+name+"' can't be "+word)
		case sym.flags&isLocal != 0:
			s.fail(at, "name '"+name+"' is assigned to before "+word+" declaration")
		}
	}
	sym := s.define(name, flag, at)
	if sym.directive == (ast.Span{}) {
		sym.directive = at
	}
}

func (s *scanner) aliases(names []*ast.Alias) {
	for _, a := range names {
		if a.Name == "*" {
			if s.cur.kind != moduleScope {
				s.fail(a.Span, "import * only allowed at module level")
			}
			continue
		}
		s.define(boundName(a), isImport, a.Span)
	}
}

// boundName is the name that `import a.b` or `import a.b as c` binds.
func boundName(a *ast.Alias) string {
	if a.AsName != "" {
		return a.AsName
	}
	for i := range a.Name {
		if a.Name[i] == '.' {
			return a.Name[:i]
		}
	}
	return a.Name
}

func (s *scanner) function(st *ast.FunctionDef) {
	s.define(st.Name, isLocal, st.Span)
	s.defaults(st.Params)
	s.exprs(st.Decorators)
	if len(st.TypeParams) > 0 {
		sc := s.pushTypeParams(st, st.Name)
		pos, kw := hasDefaults(st.Params)
		if pos {
			s.define(".defaults", isParam, st.Span)
		}
		if kw {
			s.define(".kwdefaults", isParam, st.Span)
		}
		s.typeParams(st.TypeParams)
		s.params[st] = sc
	}
	s.annotations(st.Params, st.Returns)
	sc := s.push(functionScope, st, st.Name)
	s.scopes[st] = sc
	sc.async, sc.coroutine = st.Async, st.Async
	s.parameters(st.Params)
	s.stmts(st.Body)
	s.pop()
	if len(st.TypeParams) > 0 {
		s.pop()
	}
}

func hasDefaults(p *ast.Params) (positional, keyword bool) {
	for _, a := range p.PosOnly {
		positional = positional || a.Default != nil
	}
	for _, a := range p.Args {
		positional = positional || a.Default != nil
	}
	for _, a := range p.KwOnly {
		keyword = keyword || a.Default != nil
	}
	return
}

func (s *scanner) defaults(p *ast.Params) {
	for _, list := range [...][]*ast.Param{p.PosOnly, p.Args, p.KwOnly} {
		for _, a := range list {
			s.optional(a.Default)
		}
	}
}

func (s *scanner) parameters(p *ast.Params) {
	for _, a := range allParams(p) {
		s.define(a.Name, isParam, a.Span)
	}
}

// allParams lists the parameters as they lie in registers.
func allParams(p *ast.Params) []*ast.Param {
	all := make([]*ast.Param, 0, len(p.PosOnly)+len(p.Args)+len(p.KwOnly)+2)
	all = append(append(append(all, p.PosOnly...), p.Args...), p.KwOnly...)
	if p.Vararg != nil {
		all = append(all, p.Vararg)
	}
	if p.Kwarg != nil {
		all = append(all, p.Kwarg)
	}
	return all
}

func (s *scanner) annotations(p *ast.Params, returns ast.Expr) {
	for _, a := range annotationOrder(p) {
		if a.Annotation != nil {
			s.annotation(a.Annotation)
		}
	}
	if returns != nil {
		s.annotation(returns)
	}
}

// annotationOrder lists the parameters in the order in which CPython evaluates
// their annotations: *args before the keyword-only ones.
func annotationOrder(p *ast.Params) []*ast.Param {
	all := make([]*ast.Param, 0, len(p.PosOnly)+len(p.Args)+len(p.KwOnly)+2)
	all = append(append(all, p.PosOnly...), p.Args...)
	if p.Vararg != nil {
		all = append(all, p.Vararg)
	}
	all = append(all, p.KwOnly...)
	if p.Kwarg != nil {
		all = append(all, p.Kwarg)
	}
	return all
}

func (s *scanner) annotation(e ast.Expr) {
	if !s.compiler.annotations {
		s.expr(e)
		return
	}
	s.push(annotationScope, e, "_annotation")
	s.expr(e)
	s.pop()
}

func (s *scanner) classDef(st *ast.ClassDef) {
	s.define(st.Name, isLocal, st.Span)
	s.exprs(st.Decorators)
	outer := s.class
	if len(st.TypeParams) > 0 {
		sc := s.pushTypeParams(st, st.Name)
		s.define(".type_params", isLocal|isUsed, st.Span)
		s.define(".generic_base", isLocal|isUsed, st.Span)
		s.class = st.Name
		sc.class = st.Name
		s.typeParams(st.TypeParams)
		s.params[st] = sc
	}
	s.exprs(st.Bases)
	s.keywords(st.Keywords)
	s.class = st.Name
	s.scopes[st] = s.push(classScope, st, st.Name)
	if len(st.TypeParams) > 0 {
		s.define("__type_params__", isLocal, st.Span)
		s.define(".type_params", isUsed, st.Span)
	}
	s.stmts(st.Body)
	s.pop()
	s.class = outer
	if len(st.TypeParams) > 0 {
		s.pop()
	}
}

func (s *scanner) keywords(ks []*ast.Keyword) {
	for _, k := range ks {
		s.expr(k.Value)
	}
}

// pushTypeParams enters the scope of the type parameters of node.
func (s *scanner) pushTypeParams(node ast.Node, name string) *scope {
	inClass := s.cur.kind == classScope
	class := s.cur
	sc := s.push(typeParamsScope, node, name)
	if inClass {
		s.seeClass(class, node.Range())
	}
	return sc
}

// seeClass makes the current scope one that looks names up in a class body.
func (s *scanner) seeClass(class *scope, at ast.Span) {
	s.cur.seesClass = class
	s.define("__classdict__", isUsed, at)
}

func (s *scanner) typeParams(ps []*ast.TypeParam) {
	for _, p := range ps {
		s.define(p.Name, isTypeParam|isLocal, p.Span)
		kind := "TypeVar"
		switch p.Kind {
		case ast.TypeVarTuple:
			kind = "TypeVarTuple"
		case ast.ParamSpec:
			kind = "ParamSpec"
		}
		if p.Bound != nil {
			what := "bound"
			if _, ok := p.Bound.(*ast.Tuple); ok {
				what = "constraint"
			}
			s.scopes[p] = s.typeVar(p, p.Bound, "a "+kind+" "+what)
		}
		if p.Default != nil {
			s.params[p] = s.typeVar(p, p.Default, "a "+kind+" default")
		}
	}
}

func (s *scanner) typeVar(p *ast.TypeParam, e ast.Expr, what string) *scope {
	class := s.cur.seesClass
	sc := s.push(typeVarScope, p, p.Name)
	sc.what = what
	if class != nil {
		s.seeClass(class, e.Range())
	}
	s.expr(e)
	s.pop()
	return sc
}

func (s *scanner) typeAlias(st *ast.TypeAlias) {
	s.expr(st.Name)
	class := s.cur
	if len(st.TypeParams) > 0 {
		s.params[st] = s.pushTypeParams(st, st.Name.Id)
		s.typeParams(st.TypeParams)
	}
	sc := s.push(typeAliasScope, st, st.Name.Id)
	s.scopes[st] = sc
	if class.kind == classScope {
		s.seeClass(class, st.Value.Range())
	}
	s.expr(st.Value)
	s.pop()
	if len(st.TypeParams) > 0 {
		s.pop()
	}
}

func (s *scanner) pattern(p ast.Pattern) {
	if !s.enter(p) {
		return
	}
	defer s.leave()
	switch p := p.(type) {
	case *ast.MatchValue:
		s.expr(p.Value)
	case *ast.MatchSequence:
		s.patterns(p.Patterns)
	case *ast.MatchMapping:
		s.exprs(p.Keys)
		s.patterns(p.Patterns)
		if p.Rest != "" {
			s.define(p.Rest, isLocal, p.Span)
		}
	case *ast.MatchClass:
		s.expr(p.Cls)
		s.patterns(p.Patterns)
		s.patterns(p.KwdPatterns)
	case *ast.MatchStar:
		if p.Name != "" {
			s.define(p.Name, isLocal, p.Span)
		}
	case *ast.MatchAs:
		if p.Pattern != nil {
			s.pattern(p.Pattern)
		}
		if p.Name != "" {
			s.define(p.Name, isLocal, p.Span)
		}
	case *ast.MatchOr:
		s.patterns(p.Patterns)
	}
}

func (s *scanner) patterns(ps []ast.Pattern) {
	for _, p := range ps {
		s.pattern(p)
	}
}
