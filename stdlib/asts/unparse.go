package asts

import (
	"strings"

	"github.com/aio-lang/aio/ast"
	"github.com/aio-lang/aio/vm/object"
)

// unparseNode writes any node as source.
func unparseNode(t *thread, a []value) value {
	r := &reader{thread: t, classes: classesOf(t)}
	if !IsNode(t, a[0]) {
		return t.TypeErrorf("expected AST, got '%s'", t.TypeName(a[0]))
	}
	w := &writer{marked: map[*ast.Constant]bool{}}
	r.marked = w.marked
	is := func(kind string) bool { return t.M.TypeOf(a[0]).IsSubtypeOf(r.byName[kind]) }
	switch {
	case is("mod"):
		switch class := r.names[t.M.TypeOf(a[0])]; class {
		case "Expression":
			w.expr(r.field(a[0], class, "body"), levelTest)
		case "FunctionType":
			return t.NotImplementedf("ast.unparse() of a FunctionType")
		default:
			w.block(r.body(a[0], class, "body"), true)
		}
	case is("stmt"):
		if s := r.stmt(a[0]); s != nil {
			w.stmt(s)
		}
	case is("expr"):
		if e := r.expr(a[0], ast.Load); e != nil {
			w.expr(e, levelTest)
		}
	case is("pattern"):
		if p := r.pattern(a[0]); p != nil {
			w.pattern(p, levelTest)
		}
	case is("arguments"):
		w.params(r.params(a[0]))
	case is("arg"):
		if p := r.param(a[0], ""); p != nil {
			w.param("", p, false)
		}
	case is("type_param"):
		if p := r.typeParam(a[0]); p != nil {
			w.typeParam(p)
		}
	case is("keyword"):
		if value := r.field(a[0], "keyword", "value"); value != nil {
			w.keyword(&ast.Keyword{Name: r.identifier(a[0], "keyword", "arg", true), Value: value})
		}
	case is("alias"):
		w.alias(&ast.Alias{Name: r.identifier(a[0], "alias", "name", false), AsName: r.identifier(a[0], "alias", "asname", true)})
	case is("boolop"), is("operator"), is("unaryop"), is("cmpop"), is("expr_context"):
		return object.NewStr("")
	default:
		return t.NotImplementedf("ast.unparse() of a %s by itself", t.TypeName(a[0]))
	}
	if r.failed() {
		return value{}
	}
	return object.NewStr(strings.TrimPrefix(w.String(), "\n"))
}

// writer writes statements, each line with a newline before it.
type writer struct {
	strings.Builder
	indent int
	marked map[*ast.Constant]bool // literals with a u
}

func (w *writer) text(parts ...string) {
	for _, p := range parts {
		w.WriteString(p)
	}
}

// line begins a line.
func (w *writer) line(parts ...string) {
	w.text("\n", strings.Repeat("    ", w.indent))
	w.text(parts...)
}

// gap leaves an empty line, but at the beginning.
func (w *writer) gap() {
	if w.Len() > 0 {
		w.text("\n")
	}
}

// block writes statements; a docstring may stand before them.
func (w *writer) block(body []ast.Stmt, doc bool) {
	for i, s := range body {
		if i == 0 && doc {
			if c := docstring(s); c != nil {
				w.line(w.prefix(c))
				w.docstring(c.Str)
				continue
			}
		}
		w.stmt(s)
	}
}

// suite writes what stands after a colon.
func (w *writer) suite(body []ast.Stmt, doc bool) {
	w.text(":")
	w.indent++
	w.block(body, doc)
	w.indent--
}

// docstring is the constant that a statement consists of, if it is a string.
func docstring(s ast.Stmt) *ast.Constant {
	if e, ok := s.(*ast.ExprStmt); ok {
		if c, ok := e.Value.(*ast.Constant); ok && c.Kind == ast.ConstStr {
			return c
		}
	}
	return nil
}

func (w *writer) decorators(list []ast.Expr) {
	for _, d := range list {
		w.line("@")
		w.expr(d, levelTest)
	}
}

// after writes a word and an expression, if there is one.
func (w *writer) after(word string, e ast.Expr) {
	if e != nil {
		w.text(word)
		w.expr(e, levelTest)
	}
}

func (w *writer) orelse(word string, body []ast.Stmt) {
	if len(body) > 0 {
		w.line(word)
		w.suite(body, false)
	}
}

func asyncWord(async bool) string {
	if async {
		return "async "
	}
	return ""
}

func (w *writer) stmt(s ast.Stmt) {
	switch s := s.(type) {
	case *ast.FunctionDef:
		w.gap()
		w.decorators(s.Decorators)
		w.line(asyncWord(s.Async), "def ", s.Name)
		w.typeParams(s.TypeParams)
		w.text("(")
		w.params(s.Params)
		w.text(")")
		w.after(" -> ", s.Returns)
		w.suite(s.Body, true)
	case *ast.ClassDef:
		w.gap()
		w.decorators(s.Decorators)
		w.line("class ", s.Name)
		w.typeParams(s.TypeParams)
		if len(s.Bases)+len(s.Keywords) > 0 {
			w.text("(")
			w.arguments(s.Bases, s.Keywords)
			w.text(")")
		}
		w.suite(s.Body, true)
	case *ast.Return:
		w.line("return")
		w.after(" ", s.Value)
	case *ast.Delete:
		w.line("del ")
		w.list(s.Targets, levelTest)
	case *ast.Assign:
		w.line()
		for _, t := range s.Targets {
			w.expr(t, levelTuple)
			w.text(" = ")
		}
		w.expr(s.Value, levelTest)
	case *ast.TypeAlias:
		w.line("type ", s.Name.Id)
		w.typeParams(s.TypeParams)
		w.after(" = ", s.Value)
	case *ast.AugAssign:
		w.line()
		w.expr(s.Target, levelTest)
		w.text(" ", s.Op.String(), "= ")
		w.expr(s.Value, levelTest)
	case *ast.AnnAssign:
		w.line()
		_, name := s.Target.(*ast.Name)
		if name && !s.Simple {
			w.text("(")
		}
		w.expr(s.Target, levelTest)
		if name && !s.Simple {
			w.text(")")
		}
		w.after(": ", s.Annotation)
		w.after(" = ", s.Value)
	case *ast.For:
		w.line(asyncWord(s.Async), "for ")
		w.expr(s.Target, levelTuple)
		w.text(" in ")
		w.expr(s.Iter, levelTest)
		w.suite(s.Body, false)
		w.orelse("else", s.Orelse)
	case *ast.While:
		w.line("while ")
		w.expr(s.Test, levelTest)
		w.suite(s.Body, false)
		w.orelse("else", s.Orelse)
	case *ast.If:
		for i, b := range s.Branches {
			word := "if "
			if i > 0 {
				word = "elif "
			}
			w.line(word)
			w.expr(b.Test, levelTest)
			w.suite(b.Body, false)
		}
		w.orelse("else", s.Orelse)
	case *ast.With:
		w.line(asyncWord(s.Async), "with ")
		for i, item := range s.Items {
			if i > 0 {
				w.text(", ")
			}
			w.expr(item.Context, levelTest)
			w.after(" as ", item.Target)
		}
		w.suite(s.Body, false)
	case *ast.Match:
		w.line("match ")
		w.expr(s.Subject, levelTest)
		w.text(":")
		w.indent++
		for _, c := range s.Cases {
			w.line("case ")
			w.pattern(c.Pattern, levelTest)
			w.after(" if ", c.Guard)
			w.suite(c.Body, false)
		}
		w.indent--
	case *ast.Raise:
		w.line("raise")
		w.after(" ", s.Exc)
		w.after(" from ", s.Cause)
	case *ast.Try:
		w.line("try")
		w.suite(s.Body, false)
		star := ""
		if s.Star {
			star = "*"
		}
		for _, h := range s.Handlers {
			w.line("except", star)
			w.after(" ", h.Type)
			if h.Name != "" {
				w.text(" as ", h.Name)
			}
			w.suite(h.Body, false)
		}
		w.orelse("else", s.Orelse)
		w.orelse("finally", s.Finalbody)
	case *ast.Assert:
		w.line("assert ")
		w.expr(s.Test, levelTest)
		w.after(", ", s.Msg)
	case *ast.Import:
		w.line("import ")
		w.aliases(s.Names)
	case *ast.ImportFrom:
		w.line("from ", strings.Repeat(".", s.Level), s.Module, " import ")
		w.aliases(s.Names)
	case *ast.Global:
		w.line("global ", strings.Join(s.Names, ", "))
	case *ast.Nonlocal:
		w.line("nonlocal ", strings.Join(s.Names, ", "))
	case *ast.ExprStmt:
		w.line()
		w.expr(s.Value, levelYield)
	case *ast.Pass:
		w.line("pass")
	case *ast.Break:
		w.line("break")
	case *ast.Continue:
		w.line("continue")
	}
}

func (w *writer) alias(a *ast.Alias) {
	w.text(a.Name)
	if a.AsName != "" {
		w.text(" as ", a.AsName)
	}
}

func (w *writer) aliases(list []*ast.Alias) {
	for i, a := range list {
		if i > 0 {
			w.text(", ")
		}
		w.alias(a)
	}
}

func (w *writer) typeParam(p *ast.TypeParam) {
	w.text([...]string{ast.TypeVar: "", ast.TypeVarTuple: "*", ast.ParamSpec: "**"}[p.Kind], p.Name)
	w.after(": ", p.Bound)
	w.after(" = ", p.Default)
}

func (w *writer) typeParams(list []*ast.TypeParam) {
	if len(list) == 0 {
		return
	}
	w.text("[")
	for i, p := range list {
		if i > 0 {
			w.text(", ")
		}
		w.typeParam(p)
	}
	w.text("]")
}

func (w *writer) param(prefix string, p *ast.Param, defaults bool) {
	w.text(prefix, p.Name)
	w.after(": ", p.Annotation)
	if defaults {
		w.after("=", p.Default)
	}
}

func (w *writer) params(p *ast.Params) {
	first := true
	add := func(prefix string, a *ast.Param) {
		if !first {
			w.text(", ")
		}
		first = false
		if a == nil {
			w.text(prefix)
		} else {
			w.param(prefix, a, true)
		}
	}
	for _, a := range p.PosOnly {
		add("", a)
	}
	if len(p.PosOnly) > 0 {
		add("/", nil)
	}
	for _, a := range p.Args {
		add("", a)
	}
	if p.Vararg != nil {
		add("*", p.Vararg)
	} else if len(p.KwOnly) > 0 {
		add("*", nil)
	}
	for _, a := range p.KwOnly {
		add("", a)
	}
	if p.Kwarg != nil {
		add("**", p.Kwarg)
	}
}

func (w *writer) keyword(k *ast.Keyword) {
	if k.Name == "" {
		w.text("**")
	} else {
		w.text(k.Name, "=")
	}
	w.expr(k.Value, levelTest)
}

func (w *writer) arguments(args []ast.Expr, keywords []*ast.Keyword) {
	w.list(args, levelTest)
	for i, k := range keywords {
		if i > 0 || len(args) > 0 {
			w.text(", ")
		}
		w.keyword(k)
	}
}

func (w *writer) patterns(list []ast.Pattern) {
	for i, p := range list {
		if i > 0 {
			w.text(", ")
		}
		w.pattern(p, levelTest)
	}
}

func (w *writer) pattern(p ast.Pattern, level int) {
	switch p := p.(type) {
	case *ast.MatchValue:
		w.expr(p.Value, levelTest)
	case *ast.MatchSingleton:
		w.text(map[ast.ConstKind]string{ast.ConstNone: "None", ast.ConstTrue: "True", ast.ConstFalse: "False"}[p.Value])
	case *ast.MatchSequence:
		w.text("[")
		w.patterns(p.Patterns)
		w.text("]")
	case *ast.MatchMapping:
		w.text("{")
		for i, k := range p.Keys {
			if i > 0 {
				w.text(", ")
			}
			w.expr(k, levelTest)
			w.text(": ")
			w.pattern(p.Patterns[i], levelTest)
		}
		if p.Rest != "" {
			if len(p.Keys) > 0 {
				w.text(", ")
			}
			w.text("**", p.Rest)
		}
		w.text("}")
	case *ast.MatchClass:
		w.expr(p.Cls, levelAtom)
		w.text("(")
		w.patterns(p.Patterns)
		for i, name := range p.KwdAttrs {
			if i > 0 || len(p.Patterns) > 0 {
				w.text(", ")
			}
			w.text(name, "=")
			w.pattern(p.KwdPatterns[i], levelTest)
		}
		w.text(")")
	case *ast.MatchStar:
		if p.Name == "" {
			w.text("*_")
		} else {
			w.text("*", p.Name)
		}
	case *ast.MatchAs:
		switch {
		case p.Name == "":
			w.text("_")
		case p.Pattern == nil:
			w.text(p.Name)
		default:
			end := w.open(level > levelTest)
			w.pattern(p.Pattern, levelBitOr)
			w.text(" as ", p.Name)
			end()
		}
	case *ast.MatchOr:
		end := w.open(level > levelBitOr)
		for i, q := range p.Patterns {
			if i > 0 {
				w.text(" | ")
			}
			w.pattern(q, levelBitOr+1)
		}
		end()
	}
}
