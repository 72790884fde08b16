package asts

import (
	"github.com/aio-lang/aio/ast"
	"github.com/aio-lang/aio/vm/object"
)

// stmt reads a statement; nil with an exception pending.
func (r *reader) stmt(v value) ast.Stmt {
	if !r.enter() {
		return nil
	}
	defer func() { r.depth-- }()
	place := r.locate(v, "stmt")
	if r.failed() {
		return nil
	}
	c := r.class(v, "stmt")
	if c == "" {
		return nil
	}
	s, span := r.stmtOf(v, c)
	if span == nil {
		return nil
	}
	r.put(place, span)
	if r.failed() {
		return nil
	}
	return s
}

func (r *reader) stmtOf(v value, c string) (ast.Stmt, *ast.Span) {
	switch c {
	case "FunctionDef", "AsyncFunctionDef":
		s := &ast.FunctionDef{Async: c != "FunctionDef", Name: r.identifier(v, c, "name", false)}
		s.Params = r.params(r.get(v, c, "args"))
		s.Body, s.Decorators = r.required(v, c, "body"), r.exprs(v, c, "decorator_list", ast.Load)
		s.Returns, s.TypeParams = r.optional(v, c, "returns"), r.typeParams(v, c)
		return s, &s.Span
	case "ClassDef":
		s := &ast.ClassDef{Name: r.identifier(v, c, "name", false), Bases: r.exprs(v, c, "bases", ast.Load), Keywords: r.keywords(v, c)}
		s.Body, s.Decorators, s.TypeParams = r.required(v, c, "body"), r.exprs(v, c, "decorator_list", ast.Load), r.typeParams(v, c)
		return s, &s.Span
	case "Return":
		s := &ast.Return{Value: r.optional(v, c, "value")}
		return s, &s.Span
	case "Delete":
		s := &ast.Delete{Targets: r.exprs(v, c, "targets", ast.Del)}
		r.notEmpty(len(s.Targets), "targets", c)
		return s, &s.Span
	case "Assign":
		s := &ast.Assign{Targets: r.exprs(v, c, "targets", ast.Store), Value: r.field(v, c, "value")}
		r.notEmpty(len(s.Targets), "targets", c)
		return s, &s.Span
	case "TypeAlias":
		s := &ast.TypeAlias{TypeParams: r.typeParams(v, c), Value: r.field(v, c, "value")}
		name, ok := r.expr(r.get(v, c, "name"), ast.Store).(*ast.Name)
		if !ok {
			if !r.failed() {
				r.TypeErrorf("TypeAlias with non-Name name")
			}
			return nil, nil
		}
		s.Name = name
		return s, &s.Span
	case "AugAssign":
		s := &ast.AugAssign{Target: r.expr(r.get(v, c, "target"), ast.Store), Op: r.operator(v, c, "op", "operator"), Value: r.field(v, c, "value")}
		return s, &s.Span
	case "AnnAssign":
		s := &ast.AnnAssign{Target: r.expr(r.get(v, c, "target"), ast.Store), Annotation: r.field(v, c, "annotation"), Value: r.optional(v, c, "value")}
		s.Simple = r.integer(v, c, "simple") != 0
		if _, named := s.Target.(*ast.Name); s.Simple && !named && r.strict && !r.failed() {
			r.TypeErrorf("AnnAssign with simple non-Name target")
		}
		return s, &s.Span
	case "For", "AsyncFor":
		s := &ast.For{Async: c != "For", Target: r.expr(r.get(v, c, "target"), ast.Store), Iter: r.field(v, c, "iter")}
		s.Body, s.Orelse = r.required(v, c, "body"), r.body(v, c, "orelse")
		return s, &s.Span
	case "While":
		s := &ast.While{Test: r.field(v, c, "test"), Body: r.required(v, c, "body"), Orelse: r.body(v, c, "orelse")}
		return s, &s.Span
	case "If":
		return r.ifChain(v)
	case "With", "AsyncWith":
		s := &ast.With{Async: c != "With"}
		for _, x := range r.items(v, c, "items") {
			if r.class(x, "withitem") == "" {
				return nil, nil
			}
			item := &ast.WithItem{Context: r.field(x, "withitem", "context_expr")}
			if target := r.get(x, "withitem", "optional_vars"); !target.IsNone() {
				item.Target = r.expr(target, ast.Store)
			}
			if item.Context != nil {
				item.Span = item.Context.Range()
			}
			s.Items = append(s.Items, item)
		}
		r.notEmpty(len(s.Items), "items", c)
		s.Body = r.required(v, c, "body")
		return s, &s.Span
	case "Match":
		s := &ast.Match{Subject: r.field(v, c, "subject")}
		for _, x := range r.items(v, c, "cases") {
			if r.class(x, "match_case") == "" {
				return nil, nil
			}
			s.Cases = append(s.Cases, &ast.MatchCase{
				Pattern: r.pattern(r.get(x, "match_case", "pattern")), Guard: r.optional(x, "match_case", "guard"), Body: r.required(x, "match_case", "body"),
			})
		}
		r.notEmpty(len(s.Cases), "cases", c)
		return s, &s.Span
	case "Raise":
		s := &ast.Raise{Exc: r.optional(v, c, "exc"), Cause: r.optional(v, c, "cause")}
		if s.Exc == nil && s.Cause != nil && !r.failed() {
			r.ValueErrorf("Raise with cause but no exception")
		}
		return s, &s.Span
	case "Try", "TryStar":
		return r.try(v, c)
	case "Assert":
		s := &ast.Assert{Test: r.field(v, c, "test"), Msg: r.optional(v, c, "msg")}
		return s, &s.Span
	case "Import":
		s := &ast.Import{Names: r.aliases(v, c)}
		return s, &s.Span
	case "ImportFrom":
		s := &ast.ImportFrom{Module: r.identifier(v, c, "module", true), Names: r.aliases(v, c)}
		if level := r.get(v, c, "level"); !level.IsNone() && !r.failed() {
			s.Level, _ = r.number(level)
			if s.Level < 0 && r.strict {
				r.ValueErrorf("Negative ImportFrom level")
			}
		}
		return s, &s.Span
	case "Global":
		s := &ast.Global{Names: r.identifiers(v, c, "names")}
		r.notEmpty(len(s.Names), "names", c)
		return s, &s.Span
	case "Nonlocal":
		s := &ast.Nonlocal{Names: r.identifiers(v, c, "names")}
		r.notEmpty(len(s.Names), "names", c)
		return s, &s.Span
	case "Expr":
		s := &ast.ExprStmt{Value: r.field(v, c, "value")}
		return s, &s.Span
	case "Pass":
		s := &ast.Pass{}
		return s, &s.Span
	case "Break":
		s := &ast.Break{}
		return s, &s.Span
	case "Continue":
		s := &ast.Continue{}
		return s, &s.Span
	}
	if !r.failed() { // the base class itself
		if text, ok := r.Repr(v); ok {
			r.TypeErrorf("expected some sort of stmt, but got %s", text)
		}
	}
	return nil, nil
}

// ifChain reads an If with those that its else parts consist of.
func (r *reader) ifChain(v value) (ast.Stmt, *ast.Span) {
	s := &ast.If{}
	for {
		br := &ast.IfBranch{Test: r.field(v, "If", "test"), Body: r.required(v, "If", "body")}
		s.Branches = append(s.Branches, br)
		rest := r.items(v, "If", "orelse")
		if r.failed() {
			return nil, nil
		}
		if len(s.Branches) > 1 {
			r.place(v, "stmt", &br.Span)
		}
		if len(rest) == 1 && r.names[r.M.TypeOf(rest[0])] == "If" {
			v = rest[0]
			continue
		}
		s.Orelse = r.body(v, "If", "orelse")
		return s, &s.Span
	}
}

func (r *reader) try(v value, c string) (ast.Stmt, *ast.Span) {
	s := &ast.Try{Star: c != "Try", Body: r.required(v, c, "body")}
	for _, x := range r.items(v, c, "handlers") {
		if r.class(x, "excepthandler") == "" {
			return nil, nil
		}
		h := &ast.ExceptHandler{
			Type: r.optional(x, "ExceptHandler", "type"), Name: r.identifier(x, "ExceptHandler", "name", true),
			Body: r.required(x, "ExceptHandler", "body"),
		}
		r.place(x, "excepthandler", &h.Span)
		s.Handlers = append(s.Handlers, h)
	}
	s.Orelse, s.Finalbody = r.body(v, c, "orelse"), r.body(v, c, "finalbody")
	switch {
	case r.failed() || !r.strict:
	case len(s.Handlers) == 0 && len(s.Finalbody) == 0:
		r.ValueErrorf("%s has neither except handlers nor finalbody", c)
	case len(s.Handlers) == 0 && len(s.Orelse) > 0:
		r.ValueErrorf("%s has orelse but no except handlers", c)
	}
	return s, &s.Span
}

func (r *reader) patterns(v value, class, name string) []ast.Pattern {
	var out []ast.Pattern
	for _, x := range r.items(v, class, name) {
		if p := r.pattern(x); p != nil {
			out = append(out, p)
		}
	}
	return out
}

// pattern reads a pattern; nil with an exception pending.
func (r *reader) pattern(v value) ast.Pattern {
	if !r.enter() {
		return nil
	}
	defer func() { r.depth-- }()
	place := r.locate(v, "pattern")
	if r.failed() {
		return nil
	}
	c := r.class(v, "pattern")
	var p ast.Pattern
	var span *ast.Span
	switch c {
	case "":
		return nil
	case "MatchValue":
		n := &ast.MatchValue{Value: r.field(v, c, "value")}
		p, span = n, &n.Span
	case "MatchSingleton":
		n := &ast.MatchSingleton{}
		switch x := r.get(v, c, "value"); {
		case x.IsNone():
		case x == object.True:
			n.Value = ast.ConstTrue
		case x == object.False:
			n.Value = ast.ConstFalse
		default:
			r.ValueErrorf("MatchSingleton can only contain True, False and None")
			return nil
		}
		p, span = n, &n.Span
	case "MatchSequence":
		n := &ast.MatchSequence{Patterns: r.patterns(v, c, "patterns")}
		p, span = n, &n.Span
	case "MatchMapping":
		n := &ast.MatchMapping{Keys: r.exprs(v, c, "keys", ast.Load), Patterns: r.patterns(v, c, "patterns"), Rest: r.identifier(v, c, "rest", true)}
		if len(n.Keys) != len(n.Patterns) && !r.failed() {
			r.ValueErrorf("MatchMapping doesn't have the same number of keys as patterns")
		}
		p, span = n, &n.Span
	case "MatchClass":
		n := &ast.MatchClass{
			Cls: r.field(v, c, "cls"), Patterns: r.patterns(v, c, "patterns"), KwdAttrs: r.identifiers(v, c, "kwd_attrs"),
			KwdPatterns: r.patterns(v, c, "kwd_patterns"),
		}
		if len(n.KwdAttrs) != len(n.KwdPatterns) && !r.failed() {
			r.ValueErrorf("MatchClass doesn't have the same number of keyword attributes as patterns")
		}
		p, span = n, &n.Span
	case "MatchStar":
		n := &ast.MatchStar{Name: r.identifier(v, c, "name", true)}
		p, span = n, &n.Span
	case "MatchAs":
		n := &ast.MatchAs{Name: r.identifier(v, c, "name", true)}
		if x := r.get(v, c, "pattern"); !x.IsNone() {
			n.Pattern = r.pattern(x)
			if n.Name == "" && r.strict && !r.failed() {
				r.ValueErrorf("MatchAs must specify a target name if a pattern is given")
			}
		}
		p, span = n, &n.Span
	case "MatchOr":
		n := &ast.MatchOr{Patterns: r.patterns(v, c, "patterns")}
		if len(n.Patterns) < 2 && r.strict && !r.failed() {
			r.ValueErrorf("MatchOr requires at least 2 patterns")
		}
		p, span = n, &n.Span
	default:
		if text, ok := r.Repr(v); ok {
			r.TypeErrorf("expected some sort of pattern, but got %s", text)
		}
		return nil
	}
	r.put(place, span)
	if r.failed() {
		return nil
	}
	return p
}
