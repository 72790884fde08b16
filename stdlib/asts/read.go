package asts

import (
	"math"
	"slices"

	"github.com/aio-lang/aio/ast"
	"github.com/aio-lang/aio/vm/object"
)

// reader makes a tree of objects. The first failure leaves an exception
// pending; what is made after it has no meaning.
type reader struct {
	*thread
	*classes
	// strict: the tree is to be compiled, so places, contexts and shapes are
	// checked; otherwise it is to be written, and None may stand anywhere.
	strict bool
	places []placed
	marked map[*ast.Constant]bool // literals with a u, if they are wanted
	depth  int
}

// placed is a node whose place is known in lines and columns only.
type placed struct {
	span                             *ast.Span
	line, column, endLine, endColumn int
}

func (r *reader) failed() bool { return r.Exc.P != nil }

// class is the name of a node's class in the table; "" with an exception
// pending for what is no node of that kind.
func (r *reader) class(v value, kind string) string {
	for ty := r.M.TypeOf(v); ty != nil; ty = ty.Base {
		if name, ok := r.names[ty]; ok {
			if base := r.byName[kind]; base == nil || !ty.IsSubtypeOf(base) {
				break
			}
			return name
		}
	}
	if !r.failed() {
		if text, ok := r.Repr(v); ok {
			r.TypeErrorf("expected some sort of %s, but got %s", kind, text)
		}
	}
	return ""
}

// get reads a field of a node of the class.
func (r *reader) get(v value, class, name string) value {
	if r.failed() {
		return object.None
	}
	if !r.strict {
		x := r.GetAttr(v, r.M.Intern(name))
		if x.P == nil {
			return object.None
		}
		return x
	}
	x := r.LookupAttr(v, r.M.Intern(name))
	if x.P == nil {
		if !r.failed() {
			r.TypeErrorf("required field \"%s\" missing from %s", name, class)
		}
		return object.None
	}
	return x
}

// items are those of a field that is a list.
func (r *reader) items(v value, class, name string) []value {
	x := r.get(v, class, name)
	if r.failed() {
		return nil
	}
	l := object.AsList(x)
	if l == nil {
		if !r.strict {
			items, _ := r.Collect(x)
			return items
		}
		r.TypeErrorf("%s field \"%s\" must be a list, not a %s", class, name, r.TypeName(x))
		return nil
	}
	return slices.Clone(l.Items)
}

func (r *reader) enter() bool {
	if r.depth >= maxDepth {
		if !r.failed() {
			r.Raise(object.ShapeRecursionError, "maximum recursion depth exceeded during compilation")
		}
		return false
	}
	r.depth++
	return !r.failed()
}

// locate reads where a located node lies, before anything else of it; the
// result is for put.
func (r *reader) locate(v value, kind string) int {
	if !r.strict || r.failed() {
		return -1
	}
	var p placed
	for i, to := range [...]*int{&p.line, &p.column, &p.endLine, &p.endColumn} {
		x := r.LookupAttr(v, r.M.Intern(places[i]))
		switch {
		case r.failed():
			return -1
		case x.P == nil && i < 2:
			r.TypeErrorf("required field \"%s\" missing from %s", places[i], kind)
			return -1
		case x.P == nil || x.IsNone() && i >= 2:
			*to = [...]int{0, 0, p.line, p.column}[i]
			continue
		}
		n, ok := r.number(x)
		if !ok {
			return -1
		}
		*to = n
	}
	if p.line > p.endLine {
		r.ValueErrorf("AST node line range (%d, %d) is not valid", p.line, p.endLine)
		return -1
	}
	if p.line == p.endLine && p.column > p.endColumn {
		r.ValueErrorf("AST node column range (%d, %d) for line range (%d, %d) is not valid", p.column, p.endColumn, p.line, p.endLine)
		return -1
	}
	r.places = append(r.places, p)
	return len(r.places) - 1
}

// put says which node it was that lies there.
func (r *reader) put(place int, span *ast.Span) {
	if place >= 0 {
		r.places[place].span = span
	}
}

// place is locate and put at once.
func (r *reader) place(v value, kind string, span *ast.Span) { r.put(r.locate(v, kind), span) }

func (r *reader) number(v value) (int, bool) {
	n, small := int64(0), false
	if object.IsIntLike(v) {
		n, small = object.Int64(object.PlainInt(v))
	}
	if !small || n > math.MaxInt32 || n < math.MinInt32 {
		if text, ok := r.Repr(v); ok {
			r.ValueErrorf("invalid integer value: %s", text)
		}
		return 0, false
	}
	return int(n), true
}

func (r *reader) integer(v value, class, name string) int {
	x := r.get(v, class, name)
	if r.failed() || x.IsNone() && !r.strict {
		return 0
	}
	n, _ := r.number(x)
	return n
}

// identifier reads a name; "" stands for one that may be and is missing.
func (r *reader) identifier(v value, class, name string, optional bool) string {
	x := r.get(v, class, name)
	if r.failed() {
		return ""
	}
	if x.IsNone() {
		if !optional && r.strict {
			r.ValueErrorf("field '%s' is required for %s", name, class)
		}
		return ""
	}
	return r.asName(x)
}

func (r *reader) asName(x value) string {
	if !x.IsStr() {
		r.TypeErrorf("AST identifier must be of type str")
		return ""
	}
	s := x.Text()
	if r.strict && (s == "None" || s == "True" || s == "False") {
		r.ValueErrorf("identifier field can't represent '%s' constant", s)
	}
	return s
}

func (r *reader) identifiers(v value, class, name string) []string {
	var out []string
	for _, x := range r.items(v, class, name) {
		out = append(out, r.asName(x))
	}
	return out
}

// lone reports whether a class that forbids it has an empty list.
func (r *reader) notEmpty(n int, what, class string) {
	if n == 0 && r.strict && !r.failed() {
		r.ValueErrorf("empty %s on %s", what, class)
	}
}

func (r *reader) operator(v value, class, name, kind string) ast.Operator {
	x := r.get(v, class, name)
	if r.failed() {
		return ast.Add
	}
	return r.asOperator(x, kind)
}

func (r *reader) asOperator(x value, kind string) ast.Operator {
	c := r.class(x, kind)
	for op, name := range operatorClass {
		if name == c && c != "" {
			return ast.Operator(op)
		}
	}
	return ast.Add
}

func (r *reader) context(v value, class string) ast.Context {
	if !r.strict {
		return ast.Load
	}
	c := r.class(r.get(v, class, "ctx"), "expr_context")
	return ast.Context(max(slices.Index(contextClass[:], c), 0))
}

func (r *reader) body(v value, class, name string) []ast.Stmt {
	var out []ast.Stmt
	for _, x := range r.items(v, class, name) {
		if r.failed() {
			return nil
		}
		if x.IsNone() && r.strict {
			r.ValueErrorf("None disallowed in statement list")
			return nil
		}
		if s := r.stmt(x); s != nil {
			out = append(out, s)
		}
	}
	return out
}

func (r *reader) required(v value, class, name string) []ast.Stmt {
	b := r.body(v, class, name)
	r.notEmpty(len(b), name, class)
	return b
}

func (r *reader) param(v value, class string) *ast.Param {
	if r.failed() || v.IsNone() {
		return nil
	}
	if r.class(v, "arg") == "" {
		return nil
	}
	p := &ast.Param{Name: r.identifier(v, "arg", "arg", false), Annotation: r.optional(v, "arg", "annotation")}
	r.place(v, "arg", &p.Span)
	return p
}

func (r *reader) paramList(v value, name string) []*ast.Param {
	var out []*ast.Param
	for _, x := range r.items(v, "arguments", name) {
		if p := r.param(x, "arguments"); p != nil {
			out = append(out, p)
		}
	}
	return out
}

func (r *reader) params(v value) *ast.Params {
	p := &ast.Params{}
	if r.failed() || r.class(v, "arguments") == "" {
		return p
	}
	p.PosOnly, p.Args = r.paramList(v, "posonlyargs"), r.paramList(v, "args")
	p.Vararg = r.param(r.get(v, "arguments", "vararg"), "arguments")
	p.KwOnly = r.paramList(v, "kwonlyargs")
	kwDefaults := r.items(v, "arguments", "kw_defaults")
	p.Kwarg = r.param(r.get(v, "arguments", "kwarg"), "arguments")
	defaults := r.exprs(v, "arguments", "defaults", ast.Load)
	if r.failed() {
		return p
	}
	all := slices.Concat(p.PosOnly, p.Args)
	if len(defaults) > len(all) {
		r.ValueErrorf("more positional defaults than args on arguments")
		return p
	}
	for i, d := range defaults {
		all[len(all)-len(defaults)+i].Default = d
	}
	if len(kwDefaults) != len(p.KwOnly) {
		if r.strict {
			r.ValueErrorf("length of kwonlyargs is not the same as kw_defaults on arguments")
			return p
		}
		kwDefaults = kwDefaults[:min(len(kwDefaults), len(p.KwOnly))]
	}
	for i, d := range kwDefaults {
		if !d.IsNone() {
			p.KwOnly[i].Default = r.expr(d, ast.Load)
		}
	}
	return p
}

func (r *reader) typeParams(v value, class string) []*ast.TypeParam {
	var out []*ast.TypeParam
	for _, x := range r.items(v, class, "type_params") {
		if p := r.typeParam(x); p != nil {
			out = append(out, p)
		}
	}
	return out
}

func (r *reader) typeParam(x value) *ast.TypeParam {
	c := r.class(x, "type_param")
	if c == "" {
		return nil
	}
	p := &ast.TypeParam{Name: r.identifier(x, c, "name", false)}
	switch c {
	case "TypeVar":
		p.Bound = r.optional(x, c, "bound")
	case "TypeVarTuple":
		p.Kind = ast.TypeVarTuple
	case "ParamSpec":
		p.Kind = ast.ParamSpec
	}
	p.Default = r.optional(x, c, "default_value")
	r.place(x, "type_param", &p.Span)
	return p
}

func (r *reader) keywords(v value, class string) []*ast.Keyword {
	var out []*ast.Keyword
	for _, x := range r.items(v, class, "keywords") {
		if r.class(x, "keyword") == "" {
			return nil
		}
		k := &ast.Keyword{Name: r.identifier(x, "keyword", "arg", true), Value: r.field(x, "keyword", "value")}
		r.place(x, "keyword", &k.Span)
		out = append(out, k)
	}
	return out
}

func (r *reader) aliases(v value, class string) []*ast.Alias {
	var out []*ast.Alias
	for _, x := range r.items(v, class, "names") {
		if r.class(x, "alias") == "" {
			return nil
		}
		a := &ast.Alias{Name: r.identifier(x, "alias", "name", false), AsName: r.identifier(x, "alias", "asname", true)}
		r.place(x, "alias", &a.Span)
		out = append(out, a)
	}
	r.notEmpty(len(out), "names", class)
	return out
}
