package asts

import (
	"github.com/aio-lang/aio/ast"
	"github.com/aio-lang/aio/vm/object"
)

// field reads a field that is an expression.
func (r *reader) field(v value, class, name string) ast.Expr {
	x := r.get(v, class, name)
	if r.failed() {
		return nil
	}
	if x.IsNone() && r.strict {
		r.ValueErrorf("field '%s' is required for %s", name, class)
		return nil
	}
	return r.expr(x, ast.Load)
}

// optional reads a field that is an expression or None.
func (r *reader) optional(v value, class, name string) ast.Expr {
	x := r.get(v, class, name)
	if r.failed() || x.IsNone() {
		return nil
	}
	return r.expr(x, ast.Load)
}

func (r *reader) exprs(v value, class, name string, ctx ast.Context) []ast.Expr {
	return r.exprItems(r.items(v, class, name), ctx)
}

func (r *reader) exprItems(items []value, ctx ast.Context) []ast.Expr {
	var out []ast.Expr
	for _, x := range items {
		if r.failed() {
			return nil
		}
		if x.IsNone() && r.strict {
			r.ValueErrorf("None disallowed in expression list")
			return nil
		}
		if e := r.expr(x, ctx); e != nil {
			out = append(out, e)
		}
	}
	return out
}

// expr reads an expression that stands where ctx is done to it; nil with an
// exception pending.
func (r *reader) expr(v value, ctx ast.Context) ast.Expr {
	if !r.enter() {
		return nil
	}
	defer func() { r.depth-- }()
	place := r.locate(v, "expr")
	if r.failed() {
		return nil
	}
	c := r.class(v, "expr")
	if c == "" {
		return nil
	}
	if r.strict {
		switch c {
		case "Attribute", "Subscript", "Starred", "Name", "List", "Tuple":
			if has := r.context(v, c); has != ctx && !r.failed() {
				r.ValueErrorf("expression must have %s context but has %s instead", contextClass[ctx], contextClass[has])
			}
		default:
			if ctx != ast.Load {
				r.ValueErrorf("expression which can't be assigned to in %s context", contextClass[ctx])
			}
		}
	}
	e, span := r.exprOf(v, c, ctx)
	if span == nil {
		return nil
	}
	r.put(place, span)
	if r.failed() {
		return nil
	}
	return e
}

func (r *reader) exprOf(v value, c string, ctx ast.Context) (ast.Expr, *ast.Span) {
	switch c {
	case "Constant":
		return r.constant(r.get(v, c, "value"), r.get(v, c, "kind"))
	case "Name":
		e := &ast.Name{Id: r.identifier(v, c, "id", false), Ctx: ctx}
		return e, &e.Span
	case "BoolOp":
		e := &ast.BoolOp{Op: r.operator(v, c, "op", "boolop"), Values: r.exprs(v, c, "values", ast.Load)}
		if len(e.Values) < 2 && r.strict && !r.failed() {
			r.ValueErrorf("BoolOp with less than 2 values")
		}
		return e, &e.Span
	case "NamedExpr":
		target, ok := r.expr(r.get(v, c, "target"), ast.Store).(*ast.Name)
		if !ok {
			if !r.failed() {
				r.TypeErrorf("NamedExpr target must be a Name")
			}
			return nil, nil
		}
		e := &ast.NamedExpr{Target: target, Value: r.field(v, c, "value")}
		return e, &e.Span
	case "BinOp":
		e := &ast.BinOp{Left: r.field(v, c, "left"), Op: r.operator(v, c, "op", "operator"), Right: r.field(v, c, "right")}
		return e, &e.Span
	case "UnaryOp":
		e := &ast.UnaryOp{Op: r.operator(v, c, "op", "unaryop"), Operand: r.field(v, c, "operand")}
		return e, &e.Span
	case "Lambda":
		e := &ast.Lambda{Params: r.params(r.get(v, c, "args")), Body: r.field(v, c, "body")}
		return e, &e.Span
	case "IfExp":
		e := &ast.IfExp{Test: r.field(v, c, "test"), Body: r.field(v, c, "body"), Orelse: r.field(v, c, "orelse")}
		return e, &e.Span
	case "Dict":
		e := &ast.Dict{}
		for _, k := range r.items(v, c, "keys") {
			if k.IsNone() {
				e.Keys = append(e.Keys, nil)
			} else {
				e.Keys = append(e.Keys, r.expr(k, ast.Load))
			}
		}
		e.Values = r.exprs(v, c, "values", ast.Load)
		if len(e.Keys) != len(e.Values) && !r.failed() {
			r.ValueErrorf("Dict doesn't have the same number of keys as values")
		}
		return e, &e.Span
	case "Set":
		e := &ast.Set{Elts: r.exprs(v, c, "elts", ast.Load)}
		return e, &e.Span
	case "List":
		e := &ast.List{Elts: r.exprs(v, c, "elts", ctx), Ctx: ctx}
		return e, &e.Span
	case "Tuple":
		e := &ast.Tuple{Elts: r.exprs(v, c, "elts", ctx), Ctx: ctx}
		return e, &e.Span
	case "ListComp":
		e := &ast.ListComp{Elt: r.field(v, c, "elt"), Generators: r.generators(v, c)}
		return e, &e.Span
	case "SetComp":
		e := &ast.SetComp{Elt: r.field(v, c, "elt"), Generators: r.generators(v, c)}
		return e, &e.Span
	case "DictComp":
		e := &ast.DictComp{Key: r.field(v, c, "key"), Value: r.field(v, c, "value"), Generators: r.generators(v, c)}
		return e, &e.Span
	case "GeneratorExp":
		e := &ast.GeneratorExp{Elt: r.field(v, c, "elt"), Generators: r.generators(v, c)}
		return e, &e.Span
	case "Await":
		e := &ast.Await{Value: r.field(v, c, "value")}
		return e, &e.Span
	case "Yield":
		e := &ast.Yield{Value: r.optional(v, c, "value")}
		return e, &e.Span
	case "YieldFrom":
		e := &ast.YieldFrom{Value: r.field(v, c, "value")}
		return e, &e.Span
	case "Compare":
		e := &ast.Compare{Left: r.field(v, c, "left")}
		for _, op := range r.items(v, c, "ops") {
			e.Ops = append(e.Ops, r.asOperator(op, "cmpop"))
		}
		e.Comparators = r.exprs(v, c, "comparators", ast.Load)
		switch {
		case r.failed():
		case len(e.Comparators) == 0 && r.strict:
			r.ValueErrorf("Compare with no comparators")
		case len(e.Comparators) != len(e.Ops):
			r.ValueErrorf("Compare has a different number of comparators and operands")
		}
		return e, &e.Span
	case "Call":
		e := &ast.Call{Func: r.field(v, c, "func"), Args: r.exprs(v, c, "args", ast.Load), Keywords: r.keywords(v, c)}
		return e, &e.Span
	case "JoinedStr":
		e := &ast.JoinedStr{Values: r.exprs(v, c, "values", ast.Load)}
		return e, &e.Span
	case "FormattedValue":
		e := &ast.FormattedValue{Value: r.field(v, c, "value")}
		if n := r.integer(v, c, "conversion"); n == 's' || n == 'r' || n == 'a' {
			e.Conversion = byte(n)
		} else if n != -1 && n != 0 && !r.failed() {
			r.Raise(object.ShapeSystemError, "Unrecognized conversion character %d", n)
		}
		switch spec := r.optional(v, c, "format_spec").(type) {
		case nil:
		case *ast.JoinedStr:
			e.FormatSpec = spec
		default:
			e.FormatSpec = &ast.JoinedStr{Values: []ast.Expr{spec}}
		}
		return e, &e.Span
	case "Attribute":
		e := &ast.Attribute{Value: r.field(v, c, "value"), Attr: r.identifier(v, c, "attr", false), Ctx: ctx}
		return e, &e.Span
	case "Subscript":
		e := &ast.Subscript{Value: r.field(v, c, "value"), Index: r.field(v, c, "slice"), Ctx: ctx}
		return e, &e.Span
	case "Starred":
		e := &ast.Starred{Value: r.expr(r.get(v, c, "value"), ctx), Ctx: ctx}
		return e, &e.Span
	case "Slice":
		e := &ast.Slice{Lower: r.optional(v, c, "lower"), Upper: r.optional(v, c, "upper"), Step: r.optional(v, c, "step")}
		return e, &e.Span
	}
	if !r.failed() { // the base class itself
		if text, ok := r.Repr(v); ok {
			r.TypeErrorf("expected some sort of expr, but got %s", text)
		}
	}
	return nil, nil
}

func (r *reader) generators(v value, class string) []*ast.Comprehension {
	var out []*ast.Comprehension
	for _, x := range r.items(v, class, "generators") {
		if r.class(x, "comprehension") == "" {
			return nil
		}
		out = append(out, &ast.Comprehension{
			Target: r.expr(r.get(x, "comprehension", "target"), ast.Store), Iter: r.field(x, "comprehension", "iter"),
			Ifs: r.exprs(x, "comprehension", "ifs", ast.Load), Async: r.integer(x, "comprehension", "is_async") != 0,
		})
	}
	if len(out) == 0 && r.strict && !r.failed() {
		r.ValueErrorf("comprehension with no generators")
	}
	return out
}

// constant reads the value of a Constant: tuples become displays of constants.
func (r *reader) constant(v, kind value) (ast.Expr, *ast.Span) {
	if r.failed() {
		return nil, nil
	}
	c := &ast.Constant{}
	switch {
	case v.IsNone():
	case v == object.True:
		c.Kind = ast.ConstTrue
	case v == object.False:
		c.Kind = ast.ConstFalse
	case v == object.Ellipsis:
		c.Kind = ast.ConstEllipsis
	case v.Shape() == object.ShapeInt:
		c.Kind = ast.ConstInt
		if n, small := object.Int64(v); small {
			c.Int = n
		} else {
			c.Big = object.ToBig(v)
		}
	case v.IsFloat():
		c.Kind, c.Float = ast.ConstFloat, v.AsFloat()
	case v.Shape() == object.ShapeStr:
		c.Kind, c.Str = ast.ConstStr, v.Text()
		if r.marked != nil && kind.IsStr() && kind.Text() == "u" {
			r.marked[c] = true
		}
	case v.Shape() == object.ShapeBytes:
		c.Kind, c.Str = ast.ConstBytes, object.AsBytes(v).B
	case v.Shape() == object.ShapeTuple:
		e := &ast.Tuple{Parenthesized: true}
		for _, x := range object.AsTuple(v).Items {
			item, span := r.constant(x, object.None)
			if span == nil {
				return nil, nil
			}
			e.Elts = append(e.Elts, item)
		}
		return e, &e.Span
	case v.Shape() == object.ShapeComplex && real((*object.Complex)(v.P).C) == 0:
		c.Kind, c.Float = ast.ConstComplex, imag((*object.Complex)(v.P).C)
	default:
		if !r.strict {
			text, ok := r.Repr(v)
			if !ok {
				return nil, nil
			}
			e := &ast.Name{Id: text}
			return e, &e.Span
		}
		switch v.Shape() {
		case object.ShapeFrozenSet, object.ShapeComplex:
			r.NotImplementedf("compile() of a Constant that is a %s", r.TypeName(v))
		default:
			r.TypeErrorf("got an invalid type in Constant: %s", r.TypeName(v))
		}
		return nil, nil
	}
	return c, &c.Span
}
