package asts

import (
	"github.com/aio-lang/aio/ast"
	"github.com/aio-lang/aio/grammar"
	"github.com/aio-lang/aio/vm/object"
)

// operatorClass are the names of the operators' classes.
var operatorClass = [...]string{
	ast.Add: "Add", ast.Sub: "Sub", ast.Mult: "Mult", ast.MatMult: "MatMult", ast.Div: "Div", ast.FloorDiv: "FloorDiv", ast.Mod: "Mod",
	ast.Pow: "Pow", ast.LShift: "LShift", ast.RShift: "RShift", ast.BitOr: "BitOr", ast.BitXor: "BitXor", ast.BitAnd: "BitAnd",
	ast.Invert: "Invert", ast.Not: "Not", ast.UAdd: "UAdd", ast.USub: "USub", ast.And: "And", ast.Or: "Or",
	ast.Eq: "Eq", ast.NotEq: "NotEq", ast.Lt: "Lt", ast.LtE: "LtE", ast.Gt: "Gt", ast.GtE: "GtE",
	ast.Is: "Is", ast.IsNot: "IsNot", ast.In: "In", ast.NotIn: "NotIn",
}

var contextClass = [...]string{ast.Load: "Load", ast.Store: "Store", ast.Del: "Del"}

// builder makes objects of a tree. A failure leaves an exception pending and
// the rest without meaning.
type builder struct {
	*thread
	*classes
	src    *grammar.Source
	fields map[string][]*object.Str
	depth  int
}

// maxDepth is how deep a tree may be; deeper ones raise RecursionError.
const maxDepth = 3000

// at is where a node lies; nil for nodes that have no place.
func (b *builder) node(class string, at ast.Node, values ...value) value {
	ty := b.byName[class]
	names := b.fieldNames(class)
	n := object.NewInstance(ty).Value()
	for i, v := range values {
		if v.P == nil || !b.SetAttr(n, names[i], v) {
			return value{}
		}
	}
	if at != nil {
		span := at.Range()
		for i, v := range [...]int{b.line(span.Pos), b.column(span.Pos), b.line(span.End), b.column(span.End)} {
			if !b.SetAttr(n, b.M.Intern(places[i]), object.Int(int64(v))) {
				return value{}
			}
		}
	}
	return n
}

var places = [...]string{"lineno", "col_offset", "end_lineno", "end_col_offset"}

func (b *builder) line(pos uint32) int   { return b.src.LineOf(pos) }
func (b *builder) column(pos uint32) int { return int(pos - b.src.LineStart(b.src.LineOf(pos))) }

func (b *builder) fieldNames(class string) []*object.Str {
	if b.fields == nil {
		b.fields = map[string][]*object.Str{}
		for _, g := range groups {
			for _, c := range g.classes {
				name, fields := parseClass(c)
				var names []*object.Str
				for _, f := range fields {
					names = append(names, b.M.Intern(f.name))
				}
				b.fields[name] = names
			}
		}
	}
	return b.fields[class]
}

// one is the only object of a class without fields.
func (b *builder) one(class string) value {
	if v, ok := b.single[class]; ok {
		return v
	}
	v := object.NewInstance(b.byName[class]).Value()
	b.single[class] = v
	return v
}

func (b *builder) op(op ast.Operator) value { return b.one(operatorClass[op]) }
func (b *builder) ctx(c ast.Context) value  { return b.one(contextClass[c]) }

func (b *builder) name(s string) value { return b.M.Intern(s).Value() }

// named is an identifier that may be missing.
func (b *builder) named(s string) value {
	if s == "" {
		return object.None
	}
	return b.name(s)
}

func (b *builder) names(list []string) value {
	out := make([]value, len(list))
	for i, s := range list {
		out[i] = b.name(s)
	}
	return object.NewList(out)
}

// list makes a list of what f makes of each node.
func list[T any](nodes []T, f func(T) value) value {
	out := make([]value, 0, len(nodes))
	for _, n := range nodes {
		v := f(n)
		if v.P == nil {
			return value{}
		}
		out = append(out, v)
	}
	return object.NewList(out)
}

func (b *builder) exprs(es []ast.Expr) value { return list(es, b.expr) }
func (b *builder) stmts(ss []ast.Stmt) value { return list(ss, b.stmt) }

// opt is an expression that may be missing.
func (b *builder) opt(e ast.Expr) value {
	if e == nil {
		return object.None
	}
	return b.expr(e)
}

func flag(is bool) value {
	if is {
		return object.Int(1)
	}
	return object.Int(0)
}

func asyncName(class string, async bool) string {
	if async {
		return "Async" + class
	}
	return class
}

func (b *builder) enter() bool {
	if b.depth >= maxDepth {
		if b.Exc.P == nil {
			b.Raise(object.ShapeRecursionError, "maximum recursion depth exceeded during ast construction")
		}
		return false
	}
	b.depth++
	return true
}

func (b *builder) stmt(s ast.Stmt) value {
	if !b.enter() {
		return value{}
	}
	defer func() { b.depth-- }()
	none := object.None
	switch s := s.(type) {
	case *ast.FunctionDef:
		return b.node(asyncName("FunctionDef", s.Async), s, b.name(s.Name), b.params(s.Params), b.stmts(s.Body), b.exprs(s.Decorators), b.opt(s.Returns), none, b.typeParams(s.TypeParams))
	case *ast.ClassDef:
		return b.node("ClassDef", s, b.name(s.Name), b.exprs(s.Bases), list(s.Keywords, b.keyword), b.stmts(s.Body), b.exprs(s.Decorators), b.typeParams(s.TypeParams))
	case *ast.Return:
		return b.node("Return", s, b.opt(s.Value))
	case *ast.Delete:
		return b.node("Delete", s, b.exprs(s.Targets))
	case *ast.Assign:
		return b.node("Assign", s, b.exprs(s.Targets), b.expr(s.Value), none)
	case *ast.TypeAlias:
		return b.node("TypeAlias", s, b.expr(s.Name), b.typeParams(s.TypeParams), b.expr(s.Value))
	case *ast.AugAssign:
		return b.node("AugAssign", s, b.expr(s.Target), b.op(s.Op), b.expr(s.Value))
	case *ast.AnnAssign:
		return b.node("AnnAssign", s, b.expr(s.Target), b.expr(s.Annotation), b.opt(s.Value), flag(s.Simple))
	case *ast.For:
		return b.node(asyncName("For", s.Async), s, b.expr(s.Target), b.expr(s.Iter), b.stmts(s.Body), b.stmts(s.Orelse), none)
	case *ast.While:
		return b.node("While", s, b.expr(s.Test), b.stmts(s.Body), b.stmts(s.Orelse))
	case *ast.If:
		// from the last branch inwards: the chain may be long
		orelse := b.stmts(s.Orelse)
		for i := len(s.Branches) - 1; i >= 0 && orelse.P != nil; i-- {
			br := s.Branches[i]
			at := ast.Span{Pos: br.Pos, End: s.End}
			if i == 0 {
				at = s.Span
			}
			n := b.node("If", at, b.expr(br.Test), b.stmts(br.Body), orelse)
			if n.P == nil || i == 0 {
				return n
			}
			orelse = object.NewList([]value{n})
		}
		return value{}
	case *ast.With:
		return b.node(asyncName("With", s.Async), s, list(s.Items, func(i *ast.WithItem) value {
			return b.node("withitem", nil, b.expr(i.Context), b.opt(i.Target))
		}), b.stmts(s.Body), none)
	case *ast.Match:
		return b.node("Match", s, b.expr(s.Subject), list(s.Cases, func(c *ast.MatchCase) value {
			return b.node("match_case", nil, b.pattern(c.Pattern), b.opt(c.Guard), b.stmts(c.Body))
		}))
	case *ast.Raise:
		return b.node("Raise", s, b.opt(s.Exc), b.opt(s.Cause))
	case *ast.Try:
		class := "Try"
		if s.Star {
			class = "TryStar"
		}
		return b.node(class, s, b.stmts(s.Body), list(s.Handlers, func(h *ast.ExceptHandler) value {
			return b.node("ExceptHandler", h, b.opt(h.Type), b.named(h.Name), b.stmts(h.Body))
		}), b.stmts(s.Orelse), b.stmts(s.Finalbody))
	case *ast.Assert:
		return b.node("Assert", s, b.expr(s.Test), b.opt(s.Msg))
	case *ast.Import:
		return b.node("Import", s, list(s.Names, b.alias))
	case *ast.ImportFrom:
		return b.node("ImportFrom", s, b.named(s.Module), list(s.Names, b.alias), object.Int(int64(s.Level)))
	case *ast.Global:
		return b.node("Global", s, b.names(s.Names))
	case *ast.Nonlocal:
		return b.node("Nonlocal", s, b.names(s.Names))
	case *ast.ExprStmt:
		return b.node("Expr", s, b.expr(s.Value))
	case *ast.Pass:
		return b.node("Pass", s)
	case *ast.Break:
		return b.node("Break", s)
	}
	return b.node("Continue", s)
}

func (b *builder) alias(a *ast.Alias) value {
	return b.node("alias", a, b.name(a.Name), b.named(a.AsName))
}

func (b *builder) keyword(k *ast.Keyword) value {
	return b.node("keyword", k, b.named(k.Name), b.expr(k.Value))
}

func (b *builder) typeParams(ps []*ast.TypeParam) value {
	return list(ps, func(p *ast.TypeParam) value {
		if p.Kind == ast.TypeVar {
			return b.node("TypeVar", p, b.name(p.Name), b.opt(p.Bound), b.opt(p.Default))
		}
		return b.node(p.Kind.String(), p, b.name(p.Name), b.opt(p.Default))
	})
}

func (b *builder) param(p *ast.Param) value {
	if p == nil {
		return object.None
	}
	return b.node("arg", p, b.name(p.Name), b.opt(p.Annotation), object.None)
}

func (b *builder) params(p *ast.Params) value {
	if p == nil {
		p = &ast.Params{}
	}
	var defaults []ast.Expr
	for _, ps := range [][]*ast.Param{p.PosOnly, p.Args} {
		for _, a := range ps {
			if a.Default != nil {
				defaults = append(defaults, a.Default)
			}
		}
	}
	return b.node("arguments", nil, list(p.PosOnly, b.param), list(p.Args, b.param), b.param(p.Vararg), list(p.KwOnly, b.param),
		list(p.KwOnly, func(a *ast.Param) value { return b.opt(a.Default) }), b.param(p.Kwarg), b.exprs(defaults))
}

func (b *builder) expr(e ast.Expr) value {
	if !b.enter() {
		return value{}
	}
	defer func() { b.depth-- }()
	switch e := e.(type) {
	case *ast.Constant:
		kind := object.None
		if text := b.src.Text; e.Kind == ast.ConstStr && int(e.Pos) < len(text) && (text[e.Pos] == 'u' || text[e.Pos] == 'U') {
			kind = b.name("u")
		}
		return b.node("Constant", e, constant(e), kind)
	case *ast.Name:
		return b.node("Name", e, b.name(e.Id), b.ctx(e.Ctx))
	case *ast.BoolOp:
		return b.node("BoolOp", e, b.op(e.Op), b.exprs(e.Values))
	case *ast.NamedExpr:
		return b.node("NamedExpr", e, b.expr(e.Target), b.expr(e.Value))
	case *ast.BinOp:
		return b.node("BinOp", e, b.expr(e.Left), b.op(e.Op), b.expr(e.Right))
	case *ast.UnaryOp:
		return b.node("UnaryOp", e, b.op(e.Op), b.expr(e.Operand))
	case *ast.Lambda:
		return b.node("Lambda", e, b.params(e.Params), b.expr(e.Body))
	case *ast.IfExp:
		return b.node("IfExp", e, b.expr(e.Test), b.expr(e.Body), b.expr(e.Orelse))
	case *ast.Dict:
		return b.node("Dict", e, list(e.Keys, b.opt), b.exprs(e.Values))
	case *ast.Set:
		return b.node("Set", e, b.exprs(e.Elts))
	case *ast.List:
		return b.node("List", e, b.exprs(e.Elts), b.ctx(e.Ctx))
	case *ast.Tuple:
		return b.node("Tuple", e, b.exprs(e.Elts), b.ctx(e.Ctx))
	case *ast.ListComp:
		return b.node("ListComp", e, b.expr(e.Elt), b.generators(e.Generators))
	case *ast.SetComp:
		return b.node("SetComp", e, b.expr(e.Elt), b.generators(e.Generators))
	case *ast.DictComp:
		return b.node("DictComp", e, b.expr(e.Key), b.expr(e.Value), b.generators(e.Generators))
	case *ast.GeneratorExp:
		return b.node("GeneratorExp", e, b.expr(e.Elt), b.generators(e.Generators))
	case *ast.Await:
		return b.node("Await", e, b.expr(e.Value))
	case *ast.Yield:
		return b.node("Yield", e, b.opt(e.Value))
	case *ast.YieldFrom:
		return b.node("YieldFrom", e, b.expr(e.Value))
	case *ast.Compare:
		return b.node("Compare", e, b.expr(e.Left), list(e.Ops, b.op), b.exprs(e.Comparators))
	case *ast.Call:
		return b.node("Call", e, b.expr(e.Func), b.exprs(e.Args), list(e.Keywords, b.keyword))
	case *ast.JoinedStr:
		return b.node("JoinedStr", e, b.exprs(e.Values))
	case *ast.FormattedValue:
		conversion, spec := int64(-1), object.None
		if e.Conversion != 0 {
			conversion = int64(e.Conversion)
		}
		if e.FormatSpec != nil {
			spec = b.expr(e.FormatSpec)
		}
		return b.node("FormattedValue", e, b.expr(e.Value), object.Int(conversion), spec)
	case *ast.Attribute:
		return b.node("Attribute", e, b.expr(e.Value), b.name(e.Attr), b.ctx(e.Ctx))
	case *ast.Subscript:
		return b.node("Subscript", e, b.expr(e.Value), b.expr(e.Index), b.ctx(e.Ctx))
	case *ast.Starred:
		return b.node("Starred", e, b.expr(e.Value), b.ctx(e.Ctx))
	}
	s := e.(*ast.Slice)
	return b.node("Slice", s, b.opt(s.Lower), b.opt(s.Upper), b.opt(s.Step))
}

func (b *builder) generators(gs []*ast.Comprehension) value {
	return list(gs, func(g *ast.Comprehension) value {
		return b.node("comprehension", nil, b.expr(g.Target), b.expr(g.Iter), b.exprs(g.Ifs), flag(g.Async))
	})
}

func (b *builder) pattern(p ast.Pattern) value {
	if !b.enter() {
		return value{}
	}
	defer func() { b.depth-- }()
	switch p := p.(type) {
	case *ast.MatchValue:
		return b.node("MatchValue", p, b.expr(p.Value))
	case *ast.MatchSingleton:
		return b.node("MatchSingleton", p, constant(&ast.Constant{Kind: p.Value}))
	case *ast.MatchSequence:
		return b.node("MatchSequence", p, list(p.Patterns, b.pattern))
	case *ast.MatchMapping:
		return b.node("MatchMapping", p, b.exprs(p.Keys), list(p.Patterns, b.pattern), b.named(p.Rest))
	case *ast.MatchClass:
		return b.node("MatchClass", p, b.expr(p.Cls), list(p.Patterns, b.pattern), b.names(p.KwdAttrs), list(p.KwdPatterns, b.pattern))
	case *ast.MatchStar:
		return b.node("MatchStar", p, b.named(p.Name))
	case *ast.MatchAs:
		inner := object.None
		if p.Pattern != nil {
			inner = b.pattern(p.Pattern)
		}
		return b.node("MatchAs", p, inner, b.named(p.Name))
	}
	o := p.(*ast.MatchOr)
	return b.node("MatchOr", o, list(o.Patterns, b.pattern))
}

// constant is the value of a literal.
func constant(c *ast.Constant) value {
	switch c.Kind {
	case ast.ConstTrue:
		return object.True
	case ast.ConstFalse:
		return object.False
	case ast.ConstEllipsis:
		return object.Ellipsis
	case ast.ConstInt:
		if c.Big != nil {
			return object.BigInt(c.Big)
		}
		return object.Int(c.Int)
	case ast.ConstFloat:
		return object.Float(c.Float)
	case ast.ConstComplex:
		return object.NewComplex(complex(0, c.Float))
	case ast.ConstStr:
		return object.NewStr(c.Str)
	case ast.ConstBytes:
		return object.NewBytes(c.Str)
	}
	return object.None
}
