package compile

import (
	"strings"

	"github.com/aio-lang/aio/ast"
	"github.com/aio-lang/aio/vm/code"
)

// moduleBody compiles the statements of a module.
func (c *compiler) moduleBody(s *scope, body []ast.Stmt) *code.Code {
	u := c.begin(s, "<module>", 0)
	if !c.opts.ByName {
		u.code.Flags |= code.ModuleBody
	}
	at := ast.Span{}
	if len(body) > 0 {
		at = body[0].Range()
	}
	u.topLevelCoroutine()
	u.prologue(at)
	if s.annotates {
		r := u.alloc()
		u.emit(code.Intrinsic, code.IntrinsicAnnotations, r, r, r, at)
		u.sp = r
	}
	if len(body) > 0 && !c.interactive {
		if doc, ok := docstring(body[0]); ok && c.opts.Optimize < 2 {
			r := u.pushConst(code.Str(cleanDoc(doc.Str)), doc.Span)
			u.storeName("__doc__", r, doc.Span)
			u.sp = r
			body = body[1:]
		}
	}
	u.stmts(body)
	if len(body) > 0 {
		at = body[len(body)-1].Range()
	}
	u.returnNone(at)
	return u.end()
}

// evalBody compiles the expression of eval().
func (c *compiler) evalBody(s *scope, e ast.Expr) *code.Code {
	u := c.begin(s, "<module>", 0)
	if !c.opts.ByName {
		u.code.Flags |= code.ModuleBody
	}
	u.topLevelCoroutine()
	u.prologue(e.Range())
	r := u.value(e, anywhere)
	u.emitReturn(r, e.Range())
	return u.end()
}

func (u *unit) topLevelCoroutine() {
	if u.opts.TopLevelAwait && u.top.coroutine {
		u.code.Flags |= code.Coroutine
	}
}

func (u *unit) functionDef(s *ast.FunctionDef) {
	u.decorated(s.Decorators, s.Name, s.Span, func(dst reg) {
		if len(s.TypeParams) > 0 {
			u.genericFunction(s, dst)
		} else {
			u.functionValue(s, dst, nil)
		}
	})
}

// decorated binds name to a definition passed through its decorators.
func (u *unit) decorated(decorators []ast.Expr, name string, at ast.Span, define func(dst reg)) {
	if len(decorators) == 0 {
		u.bindTo(name, at, define)
		return
	}
	n := reg(len(decorators))
	mark := u.sp
	first := u.pushAll(decorators)
	base := u.window()
	define(base)
	u.sp = base + 1
	for i := n - 1; i >= 0; i-- {
		u.emit(code.Call, 1, base, first+i, base, decorators[i].Range())
	}
	u.storeName(name, base, at)
	u.sp = mark
}

// definedAt is where a definition begins: at its first decorator.
func definedAt(decorators []ast.Expr, at ast.Span) uint32 {
	if len(decorators) > 0 {
		return decorators[0].Range().Pos
	}
	return at.Pos
}

// defaultsFrom says where a function takes its defaults from, when they were
// evaluated outside of a scope of type parameters.
type defaultsFrom struct{ positional, keyword bool }

// functionValue makes the function of s. Its defaults are evaluated here, or
// come from the variables of from.
func (u *unit) functionValue(s *ast.FunctionDef, dst reg, from *defaultsFrom) {
	mark := u.sp
	n, first := u.defaults(s.Params, from, s.Span)
	annotations := u.countAnnotations(s)
	if annotations > 0 {
		first = u.defaultRegisters(n, first)
		n |= code.FnAnnotations
		u.functionAnnotations(s, annotations, first+2)
	}
	child := u.functionBody(s)
	u.makeFunction(child, n, first, dst, s.Span)
	u.sp = mark
}

// defaultRegisters returns the three registers of MAKEFUNCTION, allotted now
// if no default was.
func (u *unit) defaultRegisters(n uint8, first reg) reg {
	if n == 0 {
		return u.allocN(3)
	}
	return first
}

// defaults evaluates the default values: a tuple in the first of three
// registers, a dict in the second. It returns MAKEFUNCTION's flags.
func (u *unit) defaults(p *ast.Params, from *defaultsFrom, at ast.Span) (n uint8, first reg) {
	pos, kw := hasDefaults(p)
	if from != nil {
		pos, kw = from.positional, from.keyword
	}
	if !pos && !kw {
		return 0, 0
	}
	first = u.allocN(3)
	if pos {
		n |= code.FnDefaults
		if from != nil {
			u.load(u.find(".defaults"), first, at)
		} else {
			u.positionalDefaults(p, first, at)
		}
	}
	if kw {
		n |= code.FnKwDefaults
		if from != nil {
			u.load(u.find(".kwdefaults"), first+1, at)
		} else {
			u.keywordDefaults(p, first+1, at)
		}
	}
	return n, first
}

func (u *unit) positionalDefaults(p *ast.Params, dst reg, at ast.Span) {
	var values []ast.Expr
	for _, list := range [...][]*ast.Param{p.PosOnly, p.Args} {
		for _, a := range list {
			if a.Default != nil {
				values = append(values, a.Default)
			}
		}
	}
	u.tuple(&ast.Tuple{Span: at, Elts: values}, dst)
}

func (u *unit) keywordDefaults(p *ast.Params, dst reg, at ast.Span) {
	d := &ast.Dict{Span: at}
	for _, a := range p.KwOnly {
		if a.Default != nil {
			d.Keys = append(d.Keys, &ast.Constant{Span: at, Kind: ast.ConstStr, Str: u.mangled(a.Name)})
			d.Values = append(d.Values, a.Default)
		}
	}
	u.dict(d, dst)
}

func (u *unit) countAnnotations(s *ast.FunctionDef) int {
	n := 0
	for _, a := range annotationOrder(s.Params) {
		if a.Annotation != nil {
			n++
		}
	}
	if s.Returns != nil {
		n++
	}
	return n
}

// functionAnnotations puts the tuple name, value, name, value … in dst.
func (u *unit) functionAnnotations(s *ast.FunctionDef, n int, dst reg) {
	mark := u.sp
	inList := !u.fits(2 * n)
	first := u.sp
	if inList {
		first = u.alloc()
		u.emit(code.BuildList, 0, first, first, 0, s.Span)
	}
	add := func(name string, e ast.Expr) {
		k := u.pushConst(code.Str(name), s.Span)
		v := u.sp
		u.reserve(v + 1)
		u.annotation(e, v)
		u.sp = v + 1
		if inList {
			u.emit(code.ListAppend, 0, first, k, 0, s.Span)
			u.emit(code.ListAppend, 0, first, v, 0, s.Span)
			u.sp = k
		}
	}
	for _, a := range annotationOrder(s.Params) {
		if a.Annotation != nil {
			add(u.mangled(a.Name), a.Annotation)
		}
	}
	if s.Returns != nil {
		add("return", s.Returns)
	}
	u.sp = mark
	if inList {
		u.emit(code.ListToTuple, 0, dst, first, 0, s.Span)
	} else {
		u.emit(code.BuildTuple, 0, dst, first, int32(2*n), s.Span)
	}
}

// parameters fills in what a code says of its parameters.
func (u *unit) parameters(p *ast.Params) {
	co := u.code
	co.PosOnly = len(p.PosOnly)
	co.Args = len(p.PosOnly) + len(p.Args)
	co.KwOnly = len(p.KwOnly)
	if p.Vararg != nil {
		co.Flags |= code.VarArgs
	}
	if p.Kwarg != nil {
		co.Flags |= code.VarKeywords
	}
	for _, a := range allParams(p) {
		u.mayBind(a.Name, a.Span)
	}
	u.bindParams()
}

func (u *unit) bindParams() {
	n := u.code.Params()
	for r := reg(0); int(r) < n && r < u.nlocals; r++ {
		u.bind(r)
	}
	if n > maxLocals {
		u.failOnce(u.top.node.Range(), "too many parameters in '"+u.code.Name+"'")
	}
}

// functionKind sets the flags that say what calling the function makes.
func (u *unit) functionKind() {
	switch s := u.top; {
	case s.coroutine && s.generator:
		u.code.Flags |= code.AsyncGenerator
	case s.async:
		u.code.Flags |= code.Coroutine
	case s.generator:
		u.code.Flags |= code.Generator
	}
}

func (u *unit) functionBody(s *ast.FunctionDef) *code.Code {
	f := u.begin(u.scopes[s], s.Name, definedAt(s.Decorators, s.Span))
	f.parameters(s.Params)
	f.functionKind()
	body := s.Body
	if doc, ok := docstring(body[0]); ok {
		if u.opts.Optimize < 2 {
			f.code.Flags |= code.HasDocstring
			f.constIndex(code.Str(cleanDoc(doc.Str)))
		}
		body = body[1:]
	}
	f.prologue(s.Span)
	f.stmts(body)
	f.returnNone(s.Body[len(s.Body)-1].Range())
	return f.end()
}

func (u *unit) lambda(e *ast.Lambda, dst reg) reg {
	mark := u.sp
	n, first := u.defaults(e.Params, nil, e.Span)
	f := u.begin(u.scopes[e], "<lambda>", e.Pos)
	f.parameters(e.Params)
	f.functionKind()
	f.prologue(e.Span)
	r := f.value(e.Body, anywhere)
	if f.top.generator && f.top.coroutine {
		r = f.pushConst(nil, e.Span) // an async generator returns nothing
	}
	f.emitReturn(r, e.Body.Range())
	child := f.end()
	d := u.result(dst, mark)
	u.makeFunction(child, n, first, d, e.Span)
	return d
}

// makeFunction makes a function of child with its free variables, the cells
// that its names stand for here.
func (u *unit) makeFunction(child *code.Code, n uint8, first, dst reg, at ast.Span) {
	if u.dead {
		return
	}
	mark := u.sp
	if n != 0 {
		u.sp = max(u.sp, first+3)
	}
	if len(child.Free) > 0 {
		child.Captures = make([]code.Capture, len(child.Free))
		for i, name := range child.Free {
			child.Captures[i] = u.captured(name, at)
		}
	}
	u.sp = mark
	i := len(u.code.Children)
	if i > 0xffff && !u.tooBig {
		u.tooBig = true
		u.failOnce(u.top.node.Range(), "too many functions in '"+u.code.Name+"'")
	}
	u.code.Children = append(u.code.Children, child)
	u.emit(code.MakeFunction, n, dst, int32(i), first, at)
}

// captured is the cell, or the free variable of this code, that a function made
// here knows as name.
func (u *unit) captured(name string, at ast.Span) code.Capture {
	for s := u.scope; ; s = s.parent {
		if s.kind == classScope {
			if s == u.top {
				for _, r := range u.code.Cells {
					if u.code.Locals[r] == name && (name == "__class__" || name == "__classdict__") {
						return code.Capture{Index: r}
					}
				}
			}
			break
		}
		if sym := s.lookup(name); sym != nil && sym.access == cell {
			if sym.spilled {
				r := u.alloc()
				u.emit(code.GetItemI, 0, r, u.spill, sym.reg, at)
				return code.Capture{Index: uint16(r)}
			}
			return code.Capture{Index: uint16(sym.reg)}
		}
		if !s.inlined {
			break
		}
	}
	return code.Capture{FromFree: true, Index: uint16(u.frees[name])}
}

// cleanDoc removes the indentation of a docstring, as CPython's compiler does:
// tabs become spaces, then what the lines after the first have in common goes.
func cleanDoc(doc string) string {
	lines := strings.Split(expandTabs(doc), "\n")
	margin := len(doc)
	for _, l := range lines[1:] {
		if n := leadingSpaces(l); n < len(l) {
			margin = min(margin, n)
		}
	}
	lines[0] = lines[0][leadingSpaces(lines[0]):]
	if margin < len(doc) {
		for i, l := range lines[1:] {
			lines[i+1] = l[min(margin, leadingSpaces(l)):]
		}
	}
	return strings.Join(lines, "\n")
}

func leadingSpaces(s string) int { return len(s) - len(strings.TrimLeft(s, " ")) }

// expandTabs is str.expandtabs().
func expandTabs(s string) string {
	if !strings.Contains(s, "\t") {
		return s
	}
	var b strings.Builder
	col := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\t':
			n := 8 - col%8
			b.WriteString("        "[:n])
			col += n
			continue
		case c == '\n' || c == '\r':
			col = -1
		case c&0xC0 == 0x80: // inside a character of several bytes
			col--
		}
		b.WriteByte(s[i])
		col++
	}
	return b.String()
}
