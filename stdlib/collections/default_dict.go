package collections

import "github.com/aio-lang/aio/vm/object"

// defaultDict is a dict that makes values for missing keys.
type defaultDict struct {
	object.WideDict
	factory value // None: none
}

func defaultOf(v value) *defaultDict { return (*defaultDict)(v.P) }

var defaultDictDecl = typeDecl{
	Name: "collections.defaultdict", Base: object.ShapeDict, Kind: object.KindDict, Flags: object.TypeMapping | object.TypeSolid,
	Doc: "defaultdict(default_factory=None, /, [...]) --> dict with default factory\n\nThe default factory is called without arguments to produce a new value when a key is not present.\nAll remaining arguments are treated the same as if they were passed to the dict constructor.",
	New: &def{Sig: "__new__(cls, /, *args, **kwargs)", Doc: "Create an empty defaultdict.", Fn: func(t *thread, a []value) value {
		d := &defaultDict{factory: object.None}
		return object.InitDict(&d.WideDict, class(a))
	}},
	Methods: []def{
		{Sig: "__init__(self, /, *args, **kwargs)", Doc: "Set the factory and fill the dict.", Fn: defaultDictInit},
		{Sig: "__missing__(self, key, /)", Doc: "Called by __getitem__ for a missing key: binds and returns default_factory().\n\nRaises KeyError if the factory is None.", Fn: func(t *thread, a []value) value {
			d := defaultOf(a[0])
			if d.factory.IsNone() {
				return t.KeyError(a[1])
			}
			v := t.Call(d.factory)
			if v.P == nil || !t.SetItem(a[0], a[1], v) {
				return value{}
			}
			return v
		}},
		{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: defaultDictRepr},
		{Sig: "__or__(self, value, /)", Doc: "Return self|value.", Fn: func(t *thread, a []value) value { return defaultDictOr(t, a[0], a[0], a[1]) }},
		{Sig: "__ror__(self, value, /)", Doc: "Return value|self.", Fn: func(t *thread, a []value) value { return defaultDictOr(t, a[0], a[1], a[0]) }},
		{Sig: "copy(self, /)", Doc: "Return a shallow copy.", Fn: defaultDictCopy},
		{Sig: "__copy__(self, /)", Doc: "Return a shallow copy.", Fn: defaultDictCopy},
		{Sig: "__reduce__(self, /)", Doc: "Return state information for pickling.", Fn: func(t *thread, a []value) value {
			args := object.EmptyTuple
			if f := defaultOf(a[0]).factory; !f.IsNone() {
				args = object.TupleOf(f)
			}
			items := t.CallMethod(a[0], object.Names().Items)
			if items.P == nil {
				return items
			}
			it := t.Iter(items)
			if it.P == nil {
				return it
			}
			return object.TupleOf(t.M.TypeOf(a[0]).Value(), args, object.None, object.None, it)
		}},
	},
	Class: []def{classGetItem},
	GetSets: []getSet{{Name: "default_factory", Doc: "Factory for default value called by __missing__().", Get: func(t *thread, v value) value {
		return defaultOf(v).factory
	}, Set: func(t *thread, self, v value) bool {
		if v.P == nil {
			v = object.None
		}
		defaultOf(self).factory = v
		return true
	}}},
}

func defaultDictInit(t *thread, a []value) value {
	d, args := defaultOf(a[0]), object.AsTuple(a[1]).Items
	factory := object.None
	if len(args) > 0 {
		factory, args = args[0], args[1:]
		if !factory.IsNone() && !t.IsCallable(factory) {
			return t.TypeErrorf("first argument must be callable or None")
		}
	}
	d.factory = factory
	if len(args) > 1 {
		return t.TypeErrorf("dict expected at most 1 argument, got %d", len(args))
	}
	return noneIf((len(args) == 0 || d.Update(t, args[0])) && (a[2].P == nil || d.Update(t, a[2])))
}

func defaultDictRepr(t *thread, a []value) value {
	d := defaultOf(a[0])
	name := t.M.TypeOf(a[0]).Name + "("
	plain := t.M.Lookup(t.M.Type(object.ShapeDict), object.Names().Repr)
	inner := object.AsNative(plain).Call(t, a[:1], nil)
	if inner.P == nil {
		return inner
	}
	factory := "..."
	if f := d.factory; f.IsNone() {
		factory = "None"
	} else if t.ReprEnter(f) {
		s, ok := t.Repr(f)
		t.ReprLeave()
		if !ok {
			return value{}
		}
		factory = s
	}
	return object.NewStr(name + factory + ", " + inner.Text() + ")")
}

// defaultDictCopy calls the class with the factory and the dict.
func defaultDictCopy(t *thread, a []value) value {
	return t.Call(t.M.TypeOf(a[0]).Value(), defaultOf(a[0]).factory, a[0])
}

// defaultDictOr joins two dicts, of which self is the defaultdict, into one of
// its kind.
func defaultDictOr(t *thread, self, left, right value) value {
	if object.AsDict(left) == nil || object.AsDict(right) == nil {
		return object.NotImplemented
	}
	r := t.Call(t.M.TypeOf(self).Value(), defaultOf(self).factory, left)
	if r.P == nil {
		return r
	}
	d := object.AsDict(r)
	if d == nil {
		return t.InPlace(object.OpOr, r, right)
	}
	if !d.Update(t, right) {
		return value{}
	}
	return r
}
