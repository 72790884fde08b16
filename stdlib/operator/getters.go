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
	Doc: "Return a callable object that fetches the given item(s) from its operand.\nAfter f = itemgetter(2), the call f(r) returns r[2].\nAfter g = itemgetter(2, 5), the call g(r) returns (r[2], r[5]).",
	New: &def{Sig: "__new__(cls, item=<>, /, *items)", Doc: "Create an itemgetter.", Fn: func(t *thread, a []value) value {
		if a[1].P == nil {
			return t.TypeErrorf("itemgetter expected 1 argument, got 0")
		}
		g := &itemGetter{items: append([]value{a[1]}, object.AsTuple(a[2]).Items...)}
		return object.InitOpaque(&g.Opaque, object.AsType(a[0]))
	}},
	Methods: []def{
		{Sig: "__call__(self, /, *args, **kwargs)", Doc: "Call self as a function.", Fn: func(t *thread, a []value) value {
			v := operand(t, a, "itemgetter")
			if v.P == nil {
				return v
			}
			return fetch(t, (*itemGetter)(a[0].P).items, func(item value) value { return t.GetItem(v, item) })
		}},
		{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: func(t *thread, a []value) value {
			return getterRepr(t, a[0], (*itemGetter)(a[0].P).items, nil)
		}},
		{Sig: "__reduce__(self, /)", Doc: "Return state information for pickling.", Fn: func(t *thread, a []value) value {
			return object.NewPair(t.M.TypeOf(a[0]).Value(), object.TupleOf((*itemGetter)(a[0].P).items...))
		}},
	},
}

// operand returns the one argument of a getter's call.
func operand(t *thread, a []value, name string) value {
	if a[2].P != nil {
		return t.TypeErrorf("%s() takes no keyword arguments", name)
	}
	args := object.AsTuple(a[1]).Items
	if len(args) != 1 {
		return t.TypeErrorf("%s expected 1 argument, got %d", name, len(args))
	}
	return args[0]
}

// fetch gets what each key names: itself for one key, else a tuple.
func fetch(t *thread, keys []value, get func(key value) value) value {
	if len(keys) == 1 {
		return get(keys[0])
	}
	result, items := object.MakeTuple(len(keys))
	for i, k := range keys {
		if items[i] = get(k); items[i].P == nil {
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
	Doc: "Return a callable object that fetches the given attribute(s) from its operand.\nAfter f = attrgetter('name'), the call f(r) returns r.name.\nAfter g = attrgetter('name', 'date'), the call g(r) returns (r.name, r.date).\nAfter h = attrgetter('name.first'), the call h(r) returns r.name.first.",
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
	Methods: []def{
		{Sig: "__call__(self, /, *args, **kwargs)", Doc: "Call self as a function.", Fn: func(t *thread, a []value) value {
			v := operand(t, a, "attrgetter")
			if v.P == nil {
				return v
			}
			g, i := (*attrGetter)(a[0].P), -1
			return fetch(t, g.names, func(value) value {
				i++
				x := v
				for _, name := range g.paths[i] {
					if x = t.GetAttr(x, name); x.P == nil {
						return x
					}
				}
				return x
			})
		}},
		{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: func(t *thread, a []value) value {
			return getterRepr(t, a[0], (*attrGetter)(a[0].P).names, nil)
		}},
		{Sig: "__reduce__(self, /)", Doc: "Return state information for pickling.", Fn: func(t *thread, a []value) value {
			return object.NewPair(t.M.TypeOf(a[0]).Value(), object.TupleOf((*attrGetter)(a[0].P).names...))
		}},
	},
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
	Doc: "Return a callable object that calls the given method on its operand.\nAfter f = methodcaller('name'), the call f(r) returns r.name().\nAfter g = methodcaller('name', 'date', foo=1), the call g(r) returns\nr.name('date', foo=1).",
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
	Methods: []def{
		{Sig: "__call__(self, /, *args, **kwargs)", Doc: "Call self as a function.", Fn: func(t *thread, a []value) value {
			v := operand(t, a, "methodcaller")
			if v.P == nil {
				return v
			}
			m := (*methodCaller)(a[0].P)
			f := t.GetAttr(v, m.name)
			if f.P == nil {
				return f
			}
			return callWith(t, f, m.args, m.kwargs)
		}},
		{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: func(t *thread, a []value) value {
			m := (*methodCaller)(a[0].P)
			return getterRepr(t, a[0], append([]value{m.name.Value()}, m.args...), m.kwargs)
		}},
		{Sig: "__reduce__(self, /)", Doc: "Return state information for pickling.", Fn: methodCallerReduce},
	},
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
