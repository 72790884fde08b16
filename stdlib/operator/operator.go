// Package operator is the operator module: the operators as functions, and
// makers of functions that fetch items, attributes and call methods.
package operator

import (
	"slices"

	"github.com/aio-lang/aio/vm/object"
)

type (
	thread   = object.Thread
	value    = object.Value
	def      = object.Def
	typeDecl = object.TypeDecl
)

// Module declares the module.
func Module() *object.ModuleDecl {
	funcs := append(comparisons(), otherFuncs...)
	for _, b := range binaries {
		funcs = append(funcs, binaryDefs(b)...)
	}
	return &object.ModuleDecl{
		Name:  "operator",
		Doc:   "The operators of the language as functions.\n\nFor example, operator.add(x, y) is x + y. Each is also there under the name of the method it calls, with underscores.",
		Funcs: funcs,
		Types: []*typeDecl{&itemGetterDecl, &attrGetterDecl, &methodCallerDecl},
		Init:  bindDunders,
	}
}

// binaryRow is a binary operator: the name of its function, how it is written,
// and whether there is an in-place form.
type binaryRow struct {
	name, text string
	op         object.BinaryOp
}

var binaries = []binaryRow{
	{"add", "+", object.OpAdd}, {"sub", "-", object.OpSub}, {"mul", "*", object.OpMul}, {"matmul", "@", object.OpMatMul},
	{"truediv", "/", object.OpTrueDiv}, {"floordiv", "//", object.OpFloorDiv}, {"mod", "%", object.OpMod},
	{"pow", "**", object.OpPow}, {"lshift", "<<", object.OpLShift}, {"rshift", ">>", object.OpRShift},
	{"and_", "&", object.OpAnd}, {"or_", "|", object.OpOr}, {"xor", "^", object.OpXor},
}

// binaryDefs declares an operator's function and that of its in-place form.
func binaryDefs(b binaryRow) []def {
	in := "i" + b.name
	if in[len(in)-1] == '_' {
		in = in[:len(in)-1]
	}
	return []def{
		{Sig: b.name + "(a, b, /)", Doc: "Same as a " + b.text + " b.", Fn: func(t *thread, a []value) value { return t.Binary(b.op, a[0], a[1]) }},
		{Sig: in + "(a, b, /)", Doc: "Same as a " + b.text + "= b.", Fn: func(t *thread, a []value) value { return t.InPlace(b.op, a[0], a[1]) }},
	}
}

func comparisons() []def {
	row := func(name, text string, op object.CompareOp) def {
		return def{Sig: name + "(a, b, /)", Doc: "Same as a " + text + " b.", Fn: func(t *thread, a []value) value { return t.Compare(op, a[0], a[1]) }}
	}
	return []def{
		row("lt", "<", object.OpLt), row("le", "<=", object.OpLe), row("eq", "==", object.OpEq),
		row("ne", "!=", object.OpNe), row("ge", ">=", object.OpGe), row("gt", ">", object.OpGt),
	}
}

var otherFuncs = []def{
	{Sig: "neg(a, /)", Doc: "Same as -a.", Fn: func(t *thread, a []value) value { return t.Unary(object.Names().Neg, a[0]) }},
	{Sig: "pos(a, /)", Doc: "Same as +a.", Fn: func(t *thread, a []value) value { return t.Unary(object.Names().Pos, a[0]) }},
	{Sig: "inv(a, /)", Doc: "Same as ~a.", Fn: invert},
	{Sig: "invert(a, /)", Doc: "Same as ~a.", Fn: invert},
	{Sig: "abs(a, /)", Doc: "Same as abs(a).", Fn: func(t *thread, a []value) value {
		r, found := t.CallSpecial(a[0], object.Names().Abs)
		if !found {
			return t.TypeErrorf("bad operand type for abs(): '%s'", t.TypeName(a[0]))
		}
		return r
	}},
	{Sig: "not_(a, /)", Doc: "Same as not a.", Fn: func(t *thread, a []value) value {
		b, ok := t.Truth(a[0])
		return boolIf(!b, ok)
	}},
	{Sig: "truth(a, /)", Doc: "Return True if a is true, False otherwise.", Fn: func(t *thread, a []value) value { return boolIf(t.Truth(a[0])) }},
	{Sig: "is_(a, b, /)", Doc: "Same as a is b.", Fn: func(t *thread, a []value) value { return object.Bool(object.Is(a[0], a[1])) }},
	{Sig: "is_not(a, b, /)", Doc: "Same as a is not b.", Fn: func(t *thread, a []value) value { return object.Bool(!object.Is(a[0], a[1])) }},
	{Sig: "index(a, /)", Doc: "Same as a.__index__()", Fn: func(t *thread, a []value) value { return t.Index(a[0]) }},
	{Sig: "concat(a, b, /)", Doc: "Same as a + b, for a and b sequences.", Fn: concat(false)},
	{Sig: "iconcat(a, b, /)", Doc: "Same as a += b, for a and b sequences.", Fn: concat(true)},
	{Sig: "contains(a, b, /)", Doc: "Same as b in a (note reversed operands).", Fn: func(t *thread, a []value) value { return boolIf(t.Contains(a[0], a[1])) }},
	{Sig: "countOf(a, b, /)", Doc: "Return the number of items in a which are, or which equal, b.", Fn: countOf},
	{Sig: "indexOf(a, b, /)", Doc: "Return the first index of b in a.", Fn: indexOf},
	{Sig: "getitem(a, b, /)", Doc: "Same as a[b].", Fn: func(t *thread, a []value) value { return t.GetItem(a[0], a[1]) }},
	{Sig: "setitem(a, b, c, /)", Doc: "Same as a[b] = c.", Fn: func(t *thread, a []value) value { return noneIf(t.SetItem(a[0], a[1], a[2])) }},
	{Sig: "delitem(a, b, /)", Doc: "Same as del a[b].", Fn: func(t *thread, a []value) value { return noneIf(t.DelItem(a[0], a[1])) }},
	{Sig: "length_hint(obj, default=0, /)", Doc: "Return an estimate of the number of items in obj.\n\nThis is useful for presizing containers. Without an exact or estimated length the default is returned.", Fn: lengthHint},
	{Sig: "call(obj, /, *args, **kwargs)", Doc: "Same as obj(*args, **kwargs).", Fn: func(t *thread, a []value) value {
		return callWith(t, a[0], object.AsTuple(a[1]).Items, object.AsDict(a[2]))
	}},
}

func boolIf(b, ok bool) value {
	if !ok {
		return value{}
	}
	return object.Bool(b)
}

func noneIf(ok bool) value {
	if !ok {
		return value{}
	}
	return object.None
}

func invert(t *thread, a []value) value { return t.Unary(object.Names().Invert, a[0]) }

// concat is + of sequences: what has items and is no mapping.
func concat(inPlace bool) object.NativeFn {
	return func(t *thread, a []value) value {
		for _, v := range a {
			if v.Kind() == object.KindDict || t.M.Lookup(t.M.TypeOf(v), object.Names().GetItem).P == nil {
				return t.TypeErrorf("'%s' object can't be concatenated", t.TypeName(v))
			}
		}
		if inPlace {
			return t.InPlace(object.OpAdd, a[0], a[1])
		}
		return t.Binary(object.OpAdd, a[0], a[1])
	}
}

func countOf(t *thread, a []value) value {
	n := int64(0)
	ok := t.Each(a[0], func(x value) bool {
		eq, ok := t.Equal(x, a[1])
		if eq {
			n++
		}
		return ok
	})
	if !ok {
		return value{}
	}
	return object.Int(n)
}

func indexOf(t *thread, a []value) value {
	i, found := int64(-1), false
	ok := t.Each(a[0], func(x value) bool {
		i++
		eq, ok := t.Equal(x, a[1])
		found = eq
		return ok && !eq
	})
	switch {
	case !ok:
		return value{}
	case !found:
		return t.ValueErrorf("sequence.index(x): x not in sequence")
	}
	return object.Int(i)
}

func lengthHint(t *thread, a []value) value {
	if !object.IsIntLike(a[1]) {
		return t.TypeErrorf("'%s' object cannot be interpreted as an integer", t.TypeName(a[1]))
	}
	n, found, ok := t.LengthHint(a[0])
	switch {
	case !ok:
		return value{}
	case !found:
		return a[1]
	}
	return object.Int(int64(n))
}

// callWith calls f with positional arguments and a dict of keyword arguments,
// which may be nil.
func callWith(t *thread, f value, args []value, kwargs *object.Dict) value {
	if kwargs == nil || kwargs.Len() == 0 {
		return t.Call(f, args...)
	}
	full := append([]value(nil), args...)
	var names []*object.Str
	kwargs.Each(func(k, v value) bool {
		names = append(names, object.AsStr(k))
		full = append(full, v)
		return true
	})
	return t.CallNames(f, full, names)
}

// bindDunders binds each operator to its method's name too: __add__ is add.
func bindDunders(t *thread, mod *object.Module) bool {
	var public []string
	mod.Dict.Each(func(k, _ value) bool {
		if name := object.AsStr(k).S; name[0] != '_' {
			public = append(public, name)
		}
		return true
	})
	slices.Sort(public)
	all := make([]value, len(public))
	for i, name := range public {
		all[i] = object.NewStr(name)
	}
	mod.Set(t.M, "__all__", object.NewList(all))
	for _, name := range []string{
		"lt", "le", "eq", "ne", "ge", "gt", "abs", "add", "and_", "call", "concat", "contains", "delitem", "floordiv",
		"getitem", "iadd", "iand", "iconcat", "ifloordiv", "ilshift", "imatmul", "imod", "imul", "index", "inv", "invert",
		"ior", "ipow", "irshift", "isub", "itruediv", "ixor", "lshift", "matmul", "mod", "mul", "neg", "not_", "or_", "pos",
		"pow", "rshift", "setitem", "sub", "truediv", "xor",
	} {
		dunder := name
		if dunder[len(dunder)-1] == '_' {
			dunder = dunder[:len(dunder)-1]
		}
		mod.Set(t.M, "__"+dunder+"__", mod.Dict.GetStr(t.M.Intern(name)))
	}
	return true
}
