package contextlib

import "github.com/aio-lang/aio/vm/object"

// generator is a context manager made of a generator: what it yields is the
// value of the statement, and it goes on when the statement ends.
//
//	entered   next(gen)          ended: "generator didn't yield"
//	left      next(gen)          ended: done
//	failed    gen.throw(exc)     ended: suppressed; exc itself: not its affair
type generator struct {
	object.Opaque
	gen           value
	f, args, kwds value // to make another one; nil once it is entered
}

var generatorDecl = typeDecl{
	Name: "contextlib._GeneratorContextManagerBase", Kind: object.KindOpaque, Flags: object.TypeHasDict,
	Doc: "What context managers made of generators have in common.",
	New: &def{Sig: "__new__(cls, /, *args, **kwargs)", Doc: "Create a context manager.", Fn: func(t *thread, a []value) value {
		g := &generator{}
		return object.InitOpaque(&g.Opaque, object.AsType(a[0]))
	}},
	Methods: []def{
		{Sig: "def __init__(self, func, args, kwds)", Doc: "Call the generator function.", Fn: generatorInit},
		{Sig: "def _recreate_cm(self)", Doc: "Make another one of the same call, for each call of a decorated function.", Fn: func(t *thread, a []value) value {
			g := (*generator)(a[0].P)
			if g.f.P == nil {
				return t.Raise(object.ShapeAttributeError, "'%s' object has no attribute 'func'", t.TypeName(a[0]))
			}
			return t.Call(t.M.TypeOf(a[0]).Value(), g.f, g.args, g.kwds)
		}},
		{Sig: "_forget(self, /)", Doc: "Note that it has been entered, which it can be only once.", Fn: func(t *thread, a []value) value {
			if !(*generator)(a[0].P).begin(t, a[0]) {
				return value{}
			}
			return object.None
		}},
		{Sig: "_verdict(self, raised, exc, traceback, /)", Doc: "What __aexit__ returns after the generator raised, None where that is to be raised on.", Fn: func(t *thread, a []value) value {
			return verdict(t, a[1], a[2], a[3], object.ShapeStopAsyncIteration)
		}},
	},
	GetSets: []getSet{
		object.DictGetSet,
		generatorField("gen", func(g *generator) *value { return &g.gen }),
		generatorField("func", func(g *generator) *value { return &g.f }),
		generatorField("args", func(g *generator) *value { return &g.args }),
		generatorField("kwds", func(g *generator) *value { return &g.kwds }),
	},
}

// stepsDecl adds what enters and leaves with a with statement. It goes by the
// name of the class that scripts know, for the sake of messages.
var stepsDecl = typeDecl{
	Name: "contextlib._GeneratorContextManager", Kind: object.KindOpaque, Flags: object.TypeHasDict,
	Methods: []def{
		{Sig: "def __enter__(self)", Doc: "Run the generator up to its yield.", Fn: generatorEnter},
		{Sig: "def __exit__(self, typ, value, traceback)", Doc: "Let the generator go on, with the exception if there is one.", Fn: generatorExit},
	},
}

func generatorField(name string, of func(*generator) *value) getSet {
	return getSet{Name: name, Get: func(t *thread, v value) value {
		if p := of((*generator)(v.P)); p.P != nil {
			return *p
		}
		return t.Raise(object.ShapeAttributeError, "'%s' object has no attribute '%s'", t.TypeName(v), name)
	}, Set: func(t *thread, self, v value) bool {
		*of((*generator)(self.P)) = v
		return true
	}}
}

func generatorInit(t *thread, a []value) value {
	g := (*generator)(a[0].P)
	args, kwds := object.AsTuple(a[2]), object.AsDict(a[3])
	if args == nil || kwds == nil {
		return t.TypeErrorf("%s() wants a tuple and a dict of arguments", t.TypeName(a[0]))
	}
	var gen value
	if kwds.Len() == 0 {
		gen = t.CallWith(a[1], nil, args.Items, nil)
	} else {
		full := append([]value(nil), args.Items...)
		var names []*object.Str
		kwds.Each(func(k, v value) bool {
			names = append(names, object.AsStr(k))
			full = append(full, v)
			return true
		})
		gen = t.CallNames(a[1], full, names)
	}
	if gen.P == nil {
		return gen
	}
	g.gen, g.f, g.args, g.kwds = gen, a[1], a[2], a[3]
	doc := t.LookupAttr(a[1], object.Names().Doc)
	if doc.P == nil && t.Exc.P != nil {
		return doc
	}
	if doc.P != nil && !doc.IsNone() && !t.M.SetOwnAttr(a[0], object.Names().Doc, doc) {
		return value{}
	}
	return object.None
}

// begin forgets how another one would be made; false with AttributeError
// pending where that has been done before.
func (g *generator) begin(t *thread, self value) bool {
	if g.args.P == nil {
		t.Raise(object.ShapeAttributeError, "'%s' object has no attribute 'args'", t.TypeName(self))
		return false
	}
	g.f, g.args, g.kwds = value{}, value{}, value{}
	return true
}

func generatorEnter(t *thread, a []value) value {
	g := (*generator)(a[0].P)
	if !g.begin(t, a[0]) {
		return value{}
	}
	r, stop := g.next(t)
	if stop != nil {
		t.RuntimeErrorf("generator didn't yield")
		e := object.AsException(t.Exc)
		e.Context, e.SuppressContext = stop.Value(), true
	}
	return r
}

// next is what the generator yields; stop, with nothing pending, where it ends.
func (g *generator) next(t *thread) (v value, stop *object.Exception) {
	if v = t.Next(g.gen); v.P != nil {
		return v, nil
	}
	if t.Exc.P == nil { // as natives tell of the end
		return v, object.NewException(object.ShapeStopIteration)
	}
	return v, t.Catch(object.ShapeStopIteration)
}

func generatorExit(t *thread, a []value) value {
	g, typ, exc := (*generator)(a[0].P), a[1], a[2]
	if typ.IsNone() {
		r, stop := g.next(t)
		switch {
		case r.P != nil:
			return g.unfinished(t, "generator didn't stop")
		case stop == nil:
			return r
		}
		return object.False
	}
	if exc.IsNone() {
		if exc = t.Call(typ); exc.P == nil {
			return exc
		}
	}
	tb := a[3]
	if r := t.CallMethod(g.gen, object.Names().Throw, exc); r.P != nil {
		return g.unfinished(t, "generator didn't stop after throw()")
	}
	raised := t.Exc
	t.Clear()
	v := verdict(t, raised, exc, tb, object.ShapeStopIteration)
	if v.P != nil && v.IsNone() {
		t.Exc = raised
		return value{}
	}
	return v
}

// verdict says what leaving returns after exc was thrown into the generator
// (None: nothing was) and it raised: True where it ended and exc with it,
// False where exc goes its way, None where what it raised is raised on. stop
// is the class that ends it.
func verdict(t *thread, raised, exc, traceback value, stop uint32) value {
	if isA(t, raised, stop) {
		return object.Bool(raised.P != exc.P && !exc.IsNone())
	}
	same := raised.P == exc.P
	if !same && isA(t, raised, object.ShapeRuntimeError) && object.AsException(exc) != nil {
		// a generator turns what would end it into RuntimeError
		ends := isA(t, exc, object.ShapeStopIteration) || isA(t, exc, stop)
		same = ends && object.AsException(raised).Cause.P == exc.P
	}
	if !same {
		return object.None
	}
	if e := object.AsException(exc); e != nil && !t.Exec.SetTraceback(t, e, traceback) {
		return value{}
	}
	return object.False
}

// unfinished raises RuntimeError for a generator that has yielded once more,
// and closes it.
func (g *generator) unfinished(t *thread, message string) value {
	t.RuntimeErrorf("%s", message)
	failure := t.Clear()
	if r := t.CallMethod(g.gen, object.Names().Close); r.P != nil {
		t.Exc = failure
		return value{}
	}
	// closing failed: that is raised, on top of the first failure
	if e := object.AsException(t.Exc); e.Value().P != failure.P {
		last := e
		for n := 0; object.AsException(last.Context) != nil && n < 1000; n++ {
			last = object.AsException(last.Context)
		}
		last.Context = failure
	}
	return value{}
}
