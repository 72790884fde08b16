package vm

import (
	"fmt"

	"github.com/aio-lang/aio/vm/code"
	"github.com/aio-lang/aio/vm/object"
)

const noNew = object.TypeNoSubclass | object.TypeNoNew

var generatorDecl = object.TypeDecl{
	Shape: object.ShapeGenerator, Name: "generator", Kind: object.KindGenerator, Flags: noNew,
	Methods: append(driveMethods(), object.Def{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: generatorRepr}),
	GetSets: stateGetSets("gi", "gi_yieldfrom"),
	Next:    generatorNext,
}

var coroutineDecl = object.TypeDecl{
	Shape: object.ShapeCoroutine, Name: "coroutine", Kind: object.KindGenerator, Flags: noNew,
	Methods: append(driveMethods(),
		object.Def{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: generatorRepr},
		object.Def{Sig: "__await__(self, /)", Doc: "Return an iterator to be used in await expression.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			w := &coroutineWrapper{object.Header{Shape: object.ShapeCoroutineWrapper, Kind: object.KindAwaiter}, asGenerator(a[0])}
			return object.FromHeader(&w.Header)
		}}),
	GetSets: append(stateGetSets("cr", "cr_await"), object.GetSetDef{Name: "cr_origin", Get: func(t *object.Thread, v object.Value) object.Value {
		if x := asGenerator(v).extra; x != nil {
			return orNone(x.origin)
		}
		return object.None
	}}),
}

// coroutineWrapper is what coroutine.__await__ returns.
type coroutineWrapper struct {
	object.Header
	gen *Generator
}

var coroutineWrapperDecl = object.TypeDecl{
	Shape: object.ShapeCoroutineWrapper, Name: "coroutine_wrapper", Kind: object.KindAwaiter, Flags: noNew,
	Methods: driveMethods(),
	Next:    generatorNext,
}

// driven is the generator that a native method's self stands for.
func driven(v object.Value) *Generator {
	if v.Shape() == object.ShapeCoroutineWrapper {
		return (*coroutineWrapper)(v.P).gen
	}
	return asGenerator(v)
}

// driveMethods are send, throw and close of generators and coroutines.
func driveMethods() []object.Def {
	return []object.Def{
		{Sig: "send(self, value, /)", Doc: "Resume with value as the result of the yield or await, and return what comes next or raise StopIteration.", Fn: func(ot *object.Thread, a []object.Value) object.Value {
			t, g := thread(ot), driven(a[0])
			if !t.checkResumable(g, a[1]) {
				return object.Value{}
			}
			return t.step(g, a[1], object.Value{})
		}},
		{Sig: "throw(self, type, value=<unset>, traceback=<unset>, /)", Doc: "Raise an exception where the body is suspended.", Fn: func(ot *object.Thread, a []object.Value) object.Value {
			t, g := thread(ot), driven(a[0])
			if !warnOfParts(ot, a) {
				return object.Value{}
			}
			exc := t.Thrown(a[1], a[2], a[3])
			if it := g.delegate(); it.P != nil && t.LookupAttr(it, object.Names().Throw).P != nil {
				if exc.P == nil { // what is no exception is the iterator's to judge
					exc = t.Clear()
				}
				t.rawThrow = append([]object.Value(nil), a[1:2]...)
				for _, v := range a[2:] {
					if v.P != nil {
						t.rawThrow = append(t.rawThrow, v)
					}
				}
			}
			if exc.P == nil {
				return exc
			}
			v, outcome := t.throwInto(g, exc)
			t.rawThrow = nil
			return t.stepResult(v, outcome)
		}},
		{Sig: "close(self, /)", Doc: "Raise GeneratorExit where the body is suspended.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return thread(t).closeGenerator(driven(a[0]))
		}},
	}
}

// delegate is the iterator, no generator itself, that g's innermost frame
// delegates to; nil when there is none.
func (g *Generator) delegate() object.Value {
	f := g.frame
	if g.innermost != nil {
		f = g.innermost
	}
	if f == nil || f.flags&(flagNative|flagParked) != 0 || asGenerator(f.inner) != nil {
		return object.Value{}
	}
	return f.inner
}

// warnOfParts warns of a throw() that is given the parts of an exception.
func warnOfParts(t *object.Thread, a []object.Value) bool {
	return a[2].P == nil && a[3].P == nil ||
		t.Warn(object.ShapeDeprecationWarning, 1, "the (type, exc, tb) signature of throw() is deprecated, use the single-arg signature instead.")
}

// step resumes g for send(): the yielded value, or StopIteration pending.
func (t *Thread) step(g *Generator, send, exc object.Value) object.Value {
	v, outcome := t.Resume(g, send, exc)
	return t.stepResult(v, outcome)
}

func (t *Thread) stepResult(v object.Value, outcome Outcome) object.Value {
	switch outcome {
	case Yielded:
		return v
	case Returned:
		return t.StopIteration(v)
	}
	return object.Value{}
}

// generatorNext is Next of generators: nil with nothing pending at the end,
// unless a value was returned, which StopIteration has to carry.
func generatorNext(ot *object.Thread, it object.Value) object.Value {
	t, g := thread(ot), driven(it)
	if !t.checkResumable(g, object.None) {
		return object.Value{}
	}
	v, outcome := t.Resume(g, object.None, object.Value{})
	if outcome == Yielded {
		return v
	}
	if outcome == Returned && !v.IsNone() {
		return t.StopIteration(v)
	}
	return object.Value{}
}

// Thrown makes the exception of throw(type, value, traceback).
func (t *Thread) Thrown(typ, val, tb object.Value) object.Value {
	if tb.P != nil && !tb.IsNone() && tb.Kind() != object.KindTraceback {
		return t.TypeErrorf("throw() third argument must be a traceback object")
	}
	if ty := object.AsType(typ); ty != nil && ty.IsSubtypeOf(t.M.Type(object.ShapeBaseException)) {
		var args []object.Value
		switch {
		case val.P == nil || val.IsNone():
		case object.AsException(val) != nil && t.M.TypeOf(val).IsSubtypeOf(ty):
			typ = val
		case object.AsTuple(val) != nil:
			args = object.AsTuple(val).Items
		default:
			args = []object.Value{val}
		}
		if typ != val {
			e := t.MakeException(typ, args...)
			if e == nil {
				return object.Value{}
			}
			typ = e.Value()
		}
	} else if object.AsException(typ) == nil {
		return t.TypeErrorf("exceptions must be classes or instances deriving from BaseException, not %s", t.TypeName(typ))
	} else if val.P != nil && !val.IsNone() {
		return t.TypeErrorf("instance exception may not have a separate value")
	}
	if tb.P != nil && !tb.IsNone() && !t.Exec.SetTraceback(&t.Thread, object.AsException(typ), tb) {
		return object.Value{}
	}
	return typ
}

func generatorRepr(t *object.Thread, a []object.Value) object.Value {
	g := asGenerator(a[0])
	kind := "generator"
	switch g.Shape {
	case object.ShapeCoroutine:
		kind = "coroutine"
	case object.ShapeAsyncGenerator:
		kind = "async_generator"
	}
	return object.NewStr(fmt.Sprintf("<%s object %s at %s>", kind, g.qualifiedName(), object.Address(a[0])))
}

func (g *Generator) simpleName() string {
	if g.extra != nil && g.extra.name.IsStr() {
		return g.extra.name.Text()
	}
	return g.proto.Code.Name
}

func (g *Generator) qualifiedName() string {
	if g.extra != nil && g.extra.qualName.IsStr() {
		return g.extra.qualName.Text()
	}
	return g.proto.Code.QualName
}

// Name is the __qualname__ of the coroutine or generator.
func (g *Generator) Name() string { return g.qualifiedName() }

// AsGenerator returns the generator, coroutine or async generator v is.
func AsGenerator(v object.Value) *Generator { return asGenerator(v) }

// Code is the code of the body.
func (g *Generator) Code() *code.Code { return g.proto.Code }

// Done reports whether the body has ended.
func (g *Generator) Done() bool { return g.frame == nil }

// IsRunning reports whether the body is being executed.
func (g *Generator) IsRunning() bool { return g.isRunning() }

// Line is the line at which the body is suspended, or running on t; 0 when it
// has ended, that of its definition before it begins.
func (g *Generator) Line(t *Thread) int {
	f := g.frame
	if f == nil {
		return 0
	}
	if g.isRunning() {
		line := 0
		t.eachFrame(func(at position) bool {
			if at.base == f.registers() {
				line = at.fn.proto.Code.LineAt(uint32(max(at.fn.proto.site(at.ip), 0)))
			}
			return line == 0
		})
		if line > 0 {
			return line
		}
	}
	if f.flags&flagStarted == 0 {
		return g.proto.Code.FirstLine()
	}
	return g.proto.Code.LineAt(uint32(max(g.proto.site(f.ip), 0)))
}

// stateGetSets are the attributes that show a generator's state, under the
// prefix of its kind.
func stateGetSets(prefix, await string) []object.GetSetDef {
	setName := func(set func(*Generator, object.Value), what string) func(t *object.Thread, v, x object.Value) bool {
		return func(t *object.Thread, v, x object.Value) bool {
			if x.P == nil || !x.IsStr() {
				t.TypeErrorf("%s must be set to a string object", what)
				return false
			}
			set(asGenerator(v), x)
			return true
		}
	}
	return []object.GetSetDef{
		{Name: "__name__", Get: func(t *object.Thread, v object.Value) object.Value {
			return object.NewStr(asGenerator(v).simpleName())
		}, Set: setName(func(g *Generator, x object.Value) { g.more().name = x }, "__name__")},
		{Name: "__qualname__", Get: func(t *object.Thread, v object.Value) object.Value {
			return object.NewStr(asGenerator(v).qualifiedName())
		}, Set: setName(func(g *Generator, x object.Value) { g.more().qualName = x }, "__qualname__")},
		{Name: prefix + "_running", Get: func(t *object.Thread, v object.Value) object.Value {
			return object.Bool(asGenerator(v).isRunning())
		}},
		{Name: prefix + "_suspended", Get: func(t *object.Thread, v object.Value) object.Value {
			g := asGenerator(v)
			return object.Bool(g.frame != nil && g.frame.flags&flagStarted != 0 && !g.isRunning())
		}},
		{Name: prefix + "_code", Get: func(t *object.Thread, v object.Value) object.Value {
			return newCodeObject(asGenerator(v).proto.Code)
		}},
		{Name: prefix + "_frame", Get: func(t *object.Thread, v object.Value) object.Value {
			return thread(t).generatorFrame(asGenerator(v))
		}},
		{Name: await, Get: func(t *object.Thread, v object.Value) object.Value {
			w := asGenerator(v).awaiting()
			if seen := thread(t).machine.Seen; seen != nil {
				seen(w)
			}
			return w
		}},
	}
}

// awaiting is what the suspended body delegates to: a coroutine, generator or
// iterator, or None.
func (g *Generator) awaiting() object.Value {
	f := g.frame
	if f == nil {
		return object.None
	}
	if f.inner.P != nil {
		return f.inner
	}
	// a frame it awaits: found from the innermost one outwards
	root := f
	for root.awaiter != nil {
		root = root.awaiter
	}
	at := g.innermost
	if root.gen != nil {
		at = root.gen.innermost
	}
	for at != nil && at.awaiter != f {
		at = at.awaiter
	}
	if at == nil {
		return object.None
	}
	return handleOf(at)
}

// handleOf returns the object of a frame, made where a private await had none.
func handleOf(f *Frame) object.Value {
	if f.gen == nil {
		g := &Generator{Header: object.Header{Kind: object.KindGenerator, Shape: object.ShapeCoroutine}, frame: f, proto: f.fn.proto, awaited: true, state: genSuspended}
		f.gen = g
	}
	return f.gen.value()
}

var asyncGenDecl = object.TypeDecl{
	Shape: object.ShapeAsyncGenerator, Name: "async_generator", Kind: object.KindGenerator, Flags: noNew,
	Methods: []object.Def{
		{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: generatorRepr},
		{Sig: "__aiter__(self, /)", Doc: "Return an awaitable, that resolves in asynchronous iterator.", Fn: func(t *object.Thread, a []object.Value) object.Value { return a[0] }},
		{Sig: "__anext__(self, /)", Doc: "Return a value or raise StopAsyncIteration.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return hookedStep(t, a[0], stepSend, object.None)
		}},
		{Sig: "asend(self, value, /)", Doc: "Send value into the generator: an awaitable for what comes next.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return hookedStep(t, a[0], stepSend, a[1])
		}},
		{Sig: "athrow(self, type, value=<unset>, traceback=<unset>, /)", Doc: "Raise an exception in the generator: an awaitable for what comes next.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			exc := thread(t).Thrown(a[1], a[2], a[3])
			if exc.P == nil {
				return exc
			}
			return hookedStep(t, a[0], stepThrow, exc)
		}},
		{Sig: "aclose(self, /)", Doc: "Raise GeneratorExit inside the generator: an awaitable.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return hookedStep(t, a[0], stepClose, object.Value{})
		}},
	},
	GetSets: stateGetSets("ag", "ag_await"),
}

func hookedStep(t *object.Thread, gen object.Value, kind stepKind, arg object.Value) object.Value {
	g := asGenerator(gen)
	if !thread(t).machine.announceAsyncGen(thread(t), g) {
		return object.Value{}
	}
	return newStep(g, kind, arg)
}

var asendDecl = stepDecl(object.ShapeAsyncGenASend, "async_generator_asend")
var athrowDecl = stepDecl(object.ShapeAsyncGenAThrow, "async_generator_athrow")

func stepDecl(shape uint32, name string) object.TypeDecl {
	return object.TypeDecl{
		Shape: shape, Name: name, Kind: object.KindAwaiter, Flags: noNew,
		Methods: []object.Def{
			{Sig: "__await__(self, /)", Doc: "Return an iterator to be used in await expression.", Fn: func(t *object.Thread, a []object.Value) object.Value { return a[0] }},
			{Sig: "send(self, value, /)", Doc: "Drive the step.", Fn: func(t *object.Thread, a []object.Value) object.Value {
				return asAwaiter(a[0]).send(thread(t), a[1], object.Value{})
			}},
			{Sig: "throw(self, type, value=<unset>, traceback=<unset>, /)", Doc: "Raise an exception in the step.", Fn: func(ot *object.Thread, a []object.Value) object.Value {
				t := thread(ot)
				if !warnOfParts(ot, a) {
					return object.Value{}
				}
				exc := t.Thrown(a[1], a[2], a[3])
				if exc.P == nil {
					return exc
				}
				return asAwaiter(a[0]).send(t, object.Value{}, exc)
			}},
			{Sig: "close(self, /)", Doc: "Raise GeneratorExit in the step.", Fn: func(ot *object.Thread, a []object.Value) object.Value {
				t, s := thread(ot), asAwaiter(a[0])
				if s.state == stepDone {
					return object.None
				}
				r := s.send(t, object.Value{}, object.NewException(object.ShapeGeneratorExit).Value())
				if r.P != nil {
					return t.RuntimeErrorf("coroutine ignored GeneratorExit")
				}
				if t.pendingIs(object.ShapeStopIteration) || t.pendingIs(object.ShapeStopAsyncIteration) || t.pendingIs(object.ShapeGeneratorExit) {
					t.Clear()
					return object.None
				}
				return object.Value{}
			}},
		},
		Next: func(t *object.Thread, it object.Value) object.Value {
			return asAwaiter(it).send(thread(t), object.None, object.Value{})
		},
	}
}
