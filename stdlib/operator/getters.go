package operator

import (
	"strings"

	"github.com/aio-lang/aio/vm/object"
)

// itemGetter is the state of operator.itemgetter.
type itemGetter struct {
	object.Opaque
	items []value
}

var itemGetterDecl = typeDecl{
	Name: "operator.itemgetter", Kind: object.KindOpaque,
	Texts: map[string]string{"": "(item, /, *items)", "__call__": "($self, obj, /)"},
	Doc:   "Return a callable object that fetches the given item(s) from its operand.\nAfter f = itemgetter(2), the call f(r) returns r[2].\nAfter g = itemgetter(2, 5), the call g(r) returns (r[2], r[5]).",
	New: &def{Sig: "__new__(cls, item=<>, /, *items)", Doc: "Create an itemgetter.", Fn: func(t *thread, a []value) value {
		if a[1].P == nil {
			return t.TypeErrorf("itemgetter expected 1 argument, got 0")
		}
		g := &itemGetter{items: append([]value{a[1]}, object.AsTuple(a[2]).Items...)}
		return object.InitOpaque(&g.Opaque, object.AsType(a[0]))
	}},
	Apply: itemGetterApply,
	Methods: []def{
		{Sig: "__call__(self, /, *args, **kwargs)", Doc: "Call self as a function.", Fn: callApplied(itemGetterApply)},
		{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: func(t *thread, a []value) value {
			return getterRepr(t, a[0], (*itemGetter)(a[0].P).items, nil)
		}},
		{Sig: "__reduce__(self, /)", Doc: "Return state information for pickling.", Fn: func(t *thread, a []value) value {
			return object.NewPair(t.M.TypeOf(a[0]).Value(), object.TupleOf((*itemGetter)(a[0].P).items...))
		}},
	},
}

func itemGetterApply(t *thread, self value, args []value, names []*object.Str) value {
	v := operand(t, args, names, "itemgetter")
	if v.P == nil {
		return v
	}
	items := (*itemGetter)(self.P).items
	if len(items) == 1 {
		return t.GetItem(v, items[0])
	}
	return fetch(t, len(items), func(i int) value { return t.GetItem(v, items[i]) })
}

// callApplied makes a __call__(self, *args, **kwargs) of a type's Apply, which
// takes one argument and no keywords.
func callApplied(apply func(*thread, value, []value, []*object.Str) value) object.NativeFn {
	return func(t *thread, a []value) value {
		var names []*object.Str
		args := object.AsTuple(a[1]).Items
		if kw := object.AsDict(a[2]); kw != nil {
			args = append([]value(nil), args...)
			kw.Each(func(k, v value) bool {
				names, args = append(names, object.AsStr(k)), append(args, v)
				return true
			})
		}
		return apply(t, a[0], args, names)
	}
}

// operand returns the one argument of a getter's call.
func operand(t *thread, args []value, names []*object.Str, name string) value {
	if len(names) > 0 {
		return t.TypeErrorf("%s() takes no keyword arguments", name)
	}
	if len(args) != 1 {
		return t.TypeErrorf("%s expected 1 argument, got %d", name, len(args))
	}
	return args[0]
}

// fetch makes a tuple of n results.
func fetch(t *thread, n int, get func(i int) value) value {
	result, items := object.MakeTuple(n)
	for i := range items {
		if items[i] = get(i); items[i].P == nil {
			return value{}
		}
	}
	return result
}

// getterRepr is the repr of a call of self's type with those arguments.
func getterRepr(t *thread, self value, args []value, kwargs *object.Dict) value {
	name := t.M.TypeOf(self).Label()
	if !t.ReprEnter(self) {
		return object.NewStr(name + "(...)")
	}
	defer t.ReprLeave()
	b := []byte(name + "(")
	ok := true
	for i, v := range args {
		if i > 0 {
			b = append(b, ", "...)
		}
		if b, ok = t.AppendRepr(b, v); !ok {
			return value{}
		}
	}
	if kwargs != nil {
		kwargs.Each(func(k, v value) bool {
			b = append(append(append(b, ", "...), k.Text()...), '=')
			b, ok = t.AppendRepr(b, v)
			return ok
		})
	}
	if !ok {
		return value{}
	}
	return object.NewStr(string(append(b, ')')))
}

// attrGetter is the state of operator.attrgetter: the names as given, and cut
// at their dots.
type attrGetter struct {
	object.Opaque
	names []value
	paths [][]*object.Str
}

var attrGetterDecl = typeDecl{
	Name: "operator.attrgetter", Kind: object.KindOpaque,
	Texts: map[string]string{"": "(attr, /, *attrs)", "__call__": "($self, obj, /)"},
	Doc:   "Return a callable object that fetches the given attribute(s) from its operand.\nAfter f = attrgetter('name'), the call f(r) returns r.name.\nAfter g = attrgetter('name', 'date'), the call g(r) returns (r.name, r.date).\nAfter h = attrgetter('name.first'), the call h(r) returns r.name.first.",
	New: &def{Sig: "__new__(cls, attr=<>, /, *attrs)", Doc: "Create an attrgetter.", Fn: func(t *thread, a []value) value {
		if a[1].P == nil {
			return t.TypeErrorf("attrgetter expected 1 argument, got 0")
		}
		g := &attrGetter{names: append([]value{a[1]}, object.AsTuple(a[2]).Items...)}
		for _, name := range g.names {
			if !name.IsStr() {
				return t.TypeErrorf("attribute name must be a string")
			}
			var path []*object.Str
			for part := range strings.SplitSeq(name.Text(), ".") {
				path = append(path, t.M.Intern(part))
			}
			g.paths = append(g.paths, path)
		}
		return object.InitOpaque(&g.Opaque, object.AsType(a[0]))
	}},
	Apply: attrGetterApply,
	Methods: []def{
		{Sig: "__call__(self, /, *args, **kwargs)", Doc: "Call self as a function.", Fn: callApplied(attrGetterApply)},
		{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: func(t *thread, a []value) value {
			return getterRepr(t, a[0], (*attrGetter)(a[0].P).names, nil)
		}},
		{Sig: "__reduce__(self, /)", Doc: "Return state information for pickling.", Fn: func(t *thread, a []value) value {
			return object.NewPair(t.M.TypeOf(a[0]).Value(), object.TupleOf((*attrGetter)(a[0].P).names...))
		}},
	},
}

func attrGetterApply(t *thread, self value, args []value, names []*object.Str) value {
	v := operand(t, args, names, "attrgetter")
	if v.P == nil {
		return v
	}
	get := func(path []*object.Str) value {
		x := v
		for _, name := range path {
			if x = t.GetAttr(x, name); x.P == nil {
				return x
			}
		}
		return x
	}
	g := (*attrGetter)(self.P)
	if len(g.paths) == 1 {
		return get(g.paths[0])
	}
	return fetch(t, len(g.paths), func(i int) value { return get(g.paths[i]) })
}

// methodCaller is the state of operator.methodcaller.
type methodCaller struct {
	object.Opaque
	name   *object.Str
	args   []value
	kwargs *object.Dict // nil: none
}

var methodCallerDecl = typeDecl{
	Name: "operator.methodcaller", Kind: object.KindOpaque,
	Texts: map[string]string{"": "(name, /, *args, **kwargs)", "__call__": "($self, obj, /)"},
	Doc:   "Return a callable object that calls the given method on its operand.\nAfter f = methodcaller('name'), the call f(r) returns r.name().\nAfter g = methodcaller('name', 'date', foo=1), the call g(r) returns\nr.name('date', foo=1).",
	New: &def{Sig: "__new__(cls, /, *args, **kwargs)", Doc: "Create a methodcaller.", Fn: func(t *thread, a []value) value {
		args := object.AsTuple(a[1]).Items
		if len(args) == 0 {
			return t.TypeErrorf("methodcaller needs at least one argument, the method name")
		}
		if !args[0].IsStr() {
			return t.TypeErrorf("method name must be a string")
		}
		m := &methodCaller{name: t.M.Intern(args[0].Text()), args: args[1:], kwargs: object.AsDict(a[2])}
		return object.InitOpaque(&m.Opaque, object.AsType(a[0]))
	}},
	Apply: methodCallerApply,
	Methods: []def{
		{Sig: "__call__(self, /, *args, **kwargs)", Doc: "Call self as a function.", Fn: callApplied(methodCallerApply)},
		{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: func(t *thread, a []value) value {
			m := (*methodCaller)(a[0].P)
			return getterRepr(t, a[0], append([]value{m.name.Value()}, m.args...), m.kwargs)
		}},
		{Sig: "__reduce__(self, /)", Doc: "Return state information for pickling.", Fn: methodCallerReduce},
	},
}

func methodCallerApply(t *thread, self value, args []value, names []*object.Str) value {
	v := operand(t, args, names, "methodcaller")
	if v.P == nil {
		return v
	}
	m := (*methodCaller)(self.P)
	f := t.GetAttr(v, m.name)
	if f.P == nil {
		return f
	}
	return callWith(t, f, m.args, m.kwargs)
}

// methodCallerReduce makes (methodcaller, args), with keyword arguments by way
// of functools.partial.
func methodCallerReduce(t *thread, a []value) value {
	m, cls := (*methodCaller)(a[0].P), t.M.TypeOf(a[0]).Value()
	if m.kwargs == nil || m.kwargs.Len() == 0 {
		return object.NewPair(cls, object.TupleOf(append([]value{m.name.Value()}, m.args...)...))
	}
	functools := t.Exec.Import(t, "functools")
	if functools.P == nil {
		return functools
	}
	partial := t.GetAttr(functools, t.M.Intern("partial"))
	if partial.P == nil {
		return partial
	}
	bound := callWith(t, partial, []value{cls, m.name.Value()}, m.kwargs)
	if bound.P == nil {
		return bound
	}
	return object.NewPair(bound, object.TupleOf(m.args...))
}
