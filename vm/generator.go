package vm

import (
	"unsafe"

	"github.com/aio-lang/aio/vm/code"
	"github.com/aio-lang/aio/vm/object"
)

// Generator is the object a generator function, coroutine function or async
// generator function returns; its shape says which.
type Generator struct {
	object.Header
	state uint8
	// closing: an async generator's aclose() or athrow() is under way.
	closing bool
	// hooked: the async generator was announced to the loop's hooks.
	hooked bool
	// awaited: a coroutine that has been awaited, sent to or closed, so that
	// no warning is due when it is dropped.
	awaited bool
	frame   *Frame // nil once finished
	// innermost is the frame to resume, when this frame is suspended in
	// frames it awaits; nil: frame itself.
	innermost *Frame
	proto     *Proto
	// running is the asend/athrow object in progress on an async generator.
	running unsafe.Pointer
	extra   *generatorExtra
}

// generatorExtra holds what most generators never have.
type generatorExtra struct {
	name, qualName object.Value // nil: the code's
	// origin is where the coroutine was made, with coroutine origin tracking.
	origin object.Value
	// frame is the frame object, once somebody has asked for it.
	frame *FrameObject
}

func (g *Generator) more() *generatorExtra {
	if g.extra == nil {
		g.extra = &generatorExtra{}
	}
	return g.extra
}

const (
	genCreated uint8 = iota
	genSuspended
	genRunning
	genFinished
)

// asGenerator returns the Generator v is, or nil.
func asGenerator(v object.Value) *Generator {
	if v.P != nil && v.Kind() == object.KindGenerator {
		return (*Generator)(v.P)
	}
	return nil
}

func (g *Generator) value() object.Value { return object.Value{P: unsafe.Pointer(g)} }

// noun is what error messages call it.
func (g *Generator) noun() string {
	switch g.Shape {
	case object.ShapeCoroutine:
		return "coroutine"
	case object.ShapeAsyncGenerator:
		return "async generator"
	}
	return "generator"
}

// newGenerator makes the handle for a call of a generator-like function.
func (t *Thread) newGenerator(fn *Function, args unsafe.Pointer, n int) *Generator {
	f := t.newFrame(fn, args, n)
	g := &Generator{Header: object.Header{Kind: object.KindGenerator}, frame: f, proto: fn.proto}
	switch fn.kind() {
	case code.Coroutine:
		g.Shape = object.ShapeCoroutine
	case code.AsyncGenerator:
		g.Shape = object.ShapeAsyncGenerator
	default:
		g.Shape = object.ShapeGenerator
	}
	if x := fn.extra; x != nil && (x.name.P != nil || x.qualName.P != nil) {
		g.extra = &generatorExtra{name: x.name, qualName: x.qualName}
	}
	f.gen = g
	if g.Shape == object.ShapeCoroutine {
		t.machine.watchCoroutine(t, g)
	}
	return g
}

// Outcome is how a resumption ended.
type Outcome uint8

const (
	// Yielded: the body is suspended again.
	Yielded Outcome = iota
	// Returned: the body has ended with a value.
	Returned
	// Raised: an exception is pending; the body has ended.
	Raised
)

// Resume goes on with g: with value sent as the result of the yield or await
// it is suspended in, or, if exc is not nil, with that exception raised there.
// It returns what was yielded or returned. The caller has checked that g is
// not running; a finished g returns None at once.
func (t *Thread) Resume(g *Generator, send, exc object.Value) (object.Value, Outcome) {
	f := g.frame
	if f == nil {
		if exc.P != nil {
			t.setPending(exc)
			return object.Value{}, Raised
		}
		return object.None, Returned
	}
	ok, saved := t.enterNested()
	if !ok {
		return object.Value{}, Raised
	}
	if f.awaiter != nil {
		t.detach(f)
	}
	if exc.P != nil && g.innermost != nil && t.isGeneratorExit(exc) {
		exc = t.closeInner(g, exc)
	}
	t.pushStub(driveFn)
	outcome := Yielded
	if t.resumeFrame(g, send, exc) {
		outcome = t.run()
	} else {
		outcome = Raised
		if t.unwind() {
			outcome = t.run()
		}
	}
	v := object.Value{}
	switch outcome {
	case Yielded:
		v = *(*object.Value)(t.base)
		g.suspendedIn(t.suspended)
	case Returned:
		v = t.returned
		t.returned = object.Value{}
	}
	t.leaveNested(saved)
	return v, outcome
}

func (t *Thread) isGeneratorExit(exc object.Value) bool {
	return t.M.TypeOf(exc).IsSubtypeOf(t.M.Type(object.ShapeGeneratorExit))
}

// closeInner closes the body that g's delegates to, before GeneratorExit is
// raised in g's own: what the inner one swallows the outer one still gets. It
// returns what is to be raised in g.
func (t *Thread) closeInner(g *Generator, exc object.Value) object.Value {
	innermost := g.innermost
	g.innermost = nil
	child := innermost
	for child.awaiter != g.frame {
		child = child.awaiter
	}
	child.awaiter = nil
	c := asGenerator(handleOf(child))
	c.suspendedIn(innermost)
	if t.closeGenerator(c).P == nil {
		return t.Clear()
	}
	return exc
}

// detach takes a suspended frame that is awaited by another out of its chain,
// because somebody drives it by hand: the awaiter delegates to the object
// instead.
func (t *Thread) detach(f *Frame) {
	out := f.awaiter
	f.awaiter = nil
	out.inner = f.gen.value()
	root := out
	for root.awaiter != nil {
		root = root.awaiter
	}
	if root.gen != nil {
		root.gen.innermost = out
	}
}

// resumeFrame makes g's innermost frame current, driven by the current frame,
// with send stored or exc pending. It returns false when an exception is
// pending there.
func (t *Thread) resumeFrame(g *Generator, send, exc object.Value) bool {
	f := g.frame
	inner := f
	if g.innermost != nil {
		inner = g.innermost
		g.innermost = nil
	}
	depth := t.depth() + 1
	stack := t.top()
	stack = unsafe.Add(stack, recordSize)
	r := recordOf(stack)
	if r.base != t.base {
		r.base = t.base
	}
	if r.fn != t.fn {
		r.fn = t.fn
	}
	r.off, r.depth = uint32(uintptr(t.ip)-uintptr(t.fn.entry)), depth-1
	f.depth = depth
	f.stack = stack
	inner.stack = stack
	g.state = genRunning
	t.ip, t.base, t.fn = inner.ip, inner.registers(), inner.fn
	if uintptr(stack)+slack/2*regSize > t.chunk.limit {
		t.Raise(object.ShapeRecursionError, "maximum recursion depth exceeded")
		return false
	}
	started := inner.flags&flagStarted != 0
	inner.flags |= flagStarted
	if exc.P != nil {
		if inner.inner.P != nil {
			return t.throwInner(inner, exc)
		}
		t.throwHere(exc)
		return false
	}
	if !started {
		return true
	}
	if inner.inner.P != nil {
		return t.sendInner(inner, send)
	}
	*inner.reg(t.prev().A) = send
	return true
}

// setPending makes exc, a normalized exception, pending.
func (t *Thread) setPending(exc object.Value) { t.Exc = exc }

// throwHere makes exc pending in the current frame as throw() does: what that
// frame is handling becomes its context.
func (t *Thread) throwHere(exc object.Value) {
	if (position{t.fn, t.base, t.ip}).handled().P != nil {
		t.SetContext(object.AsException(exc))
	}
	t.Exc = exc
}

// suspend leaves the current heap frame for its driver, yielding v.
func (t *Thread) suspend(v object.Value) {
	f := frameOf(t.base)
	f.ip = t.ip
	t.suspended = f
	t.pop(f.stack)
	in := t.prev()
	if t.fn != driveFn { // a for loop over a generator
		asGenerator(*t.reg(in.A)).suspendedIn(f)
	}
	*t.reg(in.B) = v
	t.ip = unsafe.Add(t.ip, int(int16(in.C)))
}

// suspendedIn records that g is suspended and f is the innermost frame of its
// chain, where it will go on.
func (g *Generator) suspendedIn(f *Frame) {
	g.state = genSuspended
	if f != g.frame {
		g.innermost = f
	}
}

// isRunning reports whether g's body is being executed. While g is awaited,
// its own state says nothing: that of the chain's root does.
func (g *Generator) isRunning() bool {
	f := g.frame
	if f == nil {
		return false
	}
	for f.awaiter != nil {
		f = f.awaiter
	}
	return f.gen.state == genRunning
}

// await is the Await instruction: R[A] = await R[B].
//
//go:noinline
func (t *Thread) await() bool {
	in := t.prev()
	v := *t.reg(in.B)
	if g := asGenerator(v); g != nil {
		if g.Shape == object.ShapeCoroutine || g.Shape == object.ShapeGenerator && g.proto.Code.Flags&code.IterableCoroutine != 0 {
			return t.enterAwaited(g)
		}
	}
	ty := t.M.TypeOf(v)
	if ty.Await != nil {
		return t.awaitNative(ty, v)
	}
	it := t.awaitIterator(v, in.N)
	if it.P == nil {
		return false
	}
	return t.delegate(it)
}

// awaitNative awaits a native awaitable: its result now, or suspension until
// the driver sends something.
func (t *Thread) awaitNative(ty *object.Type, v object.Value) bool {
	r := ty.Await(&t.Thread, v)
	if r.P != nil {
		*t.reg(t.prev().A) = r
		return true
	}
	if t.Exc.P != nil {
		t.throwHere(t.Exc)
		return false
	}
	f := frameOf(t.base)
	if w := t.parked; w.P != nil {
		t.parked = object.Value{}
		t.park(f, w)
		return true
	}
	f.inner = v
	f.flags |= flagNative
	t.suspend(v)
	return true
}

// enterAwaited makes the current frame await g's.
func (t *Thread) enterAwaited(g *Generator) bool {
	f := g.frame
	if f == nil {
		t.RuntimeErrorf("cannot reuse already awaited coroutine")
		return false
	}
	if g.isRunning() || f.awaiter != nil {
		if f.awaiter == nil {
			t.ValueErrorf("%s already executing", g.noun())
		} else {
			t.RuntimeErrorf("coroutine is being awaited already")
		}
		return false
	}
	if g.Shape == object.ShapeCoroutine && f.flags&flagStarted != 0 && g.state == genSuspended {
		t.RuntimeErrorf("coroutine is being awaited already") // by itself, where it stopped
		return false
	}
	g.awaited = true
	return t.link(f, g)
}

// link makes f (of g, or private when g is nil) the callee of the current heap
// frame and goes on in it, or in the frame in which it is suspended.
func (t *Thread) link(f *Frame, g *Generator) bool {
	me := frameOf(t.base)
	if me.depth+1 > t.maxDepth {
		t.Raise(object.ShapeRecursionError, "maximum recursion depth exceeded")
		return false
	}
	me.ip = t.ip
	f.awaiter, f.depth, f.stack = me, me.depth+1, me.stack
	inner := f
	if g != nil {
		g.state = genRunning
		if g.innermost != nil {
			inner = g.innermost
			g.innermost = nil
			inner.stack = me.stack
		}
	}
	t.ip, t.base, t.fn = inner.ip, inner.registers(), inner.fn
	if inner.flags&flagStarted == 0 {
		inner.flags |= flagStarted
		return true
	}
	if inner.inner.P != nil {
		return t.sendInner(inner, object.None)
	}
	*inner.reg(t.prev().A) = object.None
	return true
}

// returnGen is the ReturnGen instruction.
//
//go:noinline
func (t *Thread) returnGen() bool {
	f := frameOf(t.base)
	v := *t.reg(t.prev().A)
	if f.fn.kind() == code.AsyncGenerator {
		return t.finishAsyncGen(f)
	}
	if aw := f.awaiter; aw != nil {
		aw.stack = f.stack
		t.release(f)
		t.ip, t.base, t.fn = aw.ip, aw.registers(), aw.fn
		*t.reg(t.prev().A) = v
		return true
	}
	stack := f.stack
	t.release(f)
	t.pop(stack)
	t.returned = v
	return true
}

// delegate makes the current frame delegate to the iterator it: each value is
// passed on to the driver, its return value is the result.
func (t *Thread) delegate(it object.Value) bool {
	if g := asGenerator(it); g != nil && g.Shape != object.ShapeAsyncGenerator {
		if g.frame == nil {
			*t.reg(t.prev().A) = object.None
			return true
		}
		if g.isRunning() || g.frame.awaiter != nil {
			t.ValueErrorf("%s already executing", g.noun())
			return false
		}
		g.awaited = true
		return t.link(g.frame, g)
	}
	f := frameOf(t.base)
	f.inner = it
	return t.sendInner(f, object.None)
}

// yieldFrom is the YieldFrom instruction.
//
//go:noinline
func (t *Thread) yieldFrom() bool {
	in := t.prev()
	v := *t.reg(in.B)
	if g := asGenerator(v); g != nil {
		if g.Shape == object.ShapeCoroutine {
			if t.fn.proto.Code.Flags&code.IterableCoroutine == 0 {
				t.TypeErrorf("cannot 'yield from' a coroutine object in a non-coroutine generator")
				return false
			}
			return t.enterAwaited(g)
		}
		if g.Shape == object.ShapeGenerator {
			return t.delegate(v)
		}
	}
	it := t.Iter(v)
	if it.P == nil {
		return false
	}
	return t.delegate(it)
}

// sendInner sends v to what the suspended frame f (current) delegates to, and
// suspends again or goes on after the instruction.
func (t *Thread) sendInner(f *Frame, v object.Value) bool {
	inner := f.inner
	if f.flags&flagParked != 0 {
		return t.unpark(f, object.Value{})
	}
	if f.flags&flagNative != 0 {
		f.flags &^= flagNative
		f.inner = object.Value{}
		ty := t.M.TypeOf(inner)
		r := ty.Await(&t.Thread, inner)
		if r.P != nil {
			*f.reg(t.prev().A) = r
			return true
		}
		if t.Exc.P == nil {
			t.RuntimeErrorf("await wasn't used with future")
		}
		return false
	}
	r, outcome := t.sendTo(inner, v)
	return t.innerResult(f, r, outcome)
}

// innerResult goes on after what f delegates to was sent or thrown something.
func (t *Thread) innerResult(f *Frame, r object.Value, outcome Outcome) bool {
	switch outcome {
	case Yielded:
		t.suspend(r)
		return true
	case Returned:
		f.inner = object.Value{}
		*f.reg(t.prev().A) = r
		return true
	}
	f.inner = object.Value{}
	if t.Exc.P != nil { // it passes from one body to the other as by throw()
		t.throwHere(t.Exc)
	}
	return false
}

// sendTo does it.send(v), or next(it) when v is None, and tells how it ended.
func (t *Thread) sendTo(it, v object.Value) (object.Value, Outcome) {
	if g := asGenerator(it); g != nil && g.Shape != object.ShapeAsyncGenerator {
		if !t.checkResumable(g, v) {
			return object.Value{}, Raised
		}
		return t.Resume(g, v, object.Value{})
	}
	var r object.Value
	if v.IsNone() {
		ty := t.M.TypeOf(it)
		if ty.Next != nil && !ty.IsHeap() {
			r = ty.Next(&t.Thread, it)
			if r.P == nil && t.Exc.P == nil {
				return object.None, Returned
			}
		} else {
			var found bool
			if r, found = t.CallSpecial(it, object.Names().Next); !found {
				t.TypeErrorf("'%s' object is not an iterator", ty.Name)
			}
		}
	} else {
		r = t.CallMethod(it, object.Names().Send, v)
	}
	return t.stopped(r)
}

// stopped turns a StopIteration into the value it carries.
func (t *Thread) stopped(r object.Value) (object.Value, Outcome) {
	if r.P != nil {
		return r, Yielded
	}
	if e := t.Catch(object.ShapeStopIteration); e != nil {
		v := e.Field(object.FieldValue)
		if v.P == nil {
			v = object.None
		}
		return v, Returned
	}
	return object.Value{}, Raised
}

// throwInner raises exc in what f (current) delegates to.
func (t *Thread) throwInner(f *Frame, exc object.Value) bool {
	inner := f.inner
	if f.flags&flagParked != 0 {
		return t.unpark(f, exc)
	}
	if f.flags&flagNative != 0 {
		f.flags &^= flagNative
		f.inner = object.Value{}
		t.throwHere(exc)
		return false
	}
	raw := t.rawThrow
	t.rawThrow = nil
	if t.isGeneratorExit(exc) {
		if !t.closeIterator(inner) {
			f.inner = object.Value{}
			return false
		}
		f.inner = object.Value{}
		t.setPending(exc)
		return false
	}
	if g := asGenerator(inner); g != nil {
		r, outcome := t.throwInto(g, exc)
		return t.innerResult(f, r, outcome)
	}
	m := t.LookupAttr(inner, object.Names().Throw)
	if m.P == nil {
		f.inner = object.Value{}
		if t.Exc.P == nil {
			t.setPending(exc)
		}
		return false
	}
	if raw == nil {
		raw = []object.Value{exc}
	}
	r, outcome := t.stopped(t.Call(m, raw...))
	return t.innerResult(f, r, outcome)
}

// throwInto is g.throw(exc) with a normalized exception.
func (t *Thread) throwInto(g *Generator, exc object.Value) (object.Value, Outcome) {
	if g.isRunning() {
		t.ValueErrorf("%s already executing", g.noun())
		return object.Value{}, Raised
	}
	g.awaited = true
	if g.frame == nil {
		t.setPending(exc)
		if g.Shape == object.ShapeCoroutine {
			t.Exc = object.Value{}
			t.RuntimeErrorf("cannot reuse already awaited coroutine")
		}
		return object.Value{}, Raised
	}
	return t.Resume(g, object.Value{}, exc)
}

// checkResumable raises unless g may be sent v now.
func (t *Thread) checkResumable(g *Generator, v object.Value) bool {
	switch {
	case g.isRunning():
		t.ValueErrorf("%s already executing", g.noun())
	case g.frame == nil && g.Shape == object.ShapeCoroutine:
		t.RuntimeErrorf("cannot reuse already awaited coroutine")
	case g.state == genCreated && !v.IsNone():
		t.TypeErrorf("can't send non-None value to a just-started %s", g.noun())
	default:
		g.awaited = true
		return true
	}
	return false
}

// closeIterator calls close() on what a generator delegates to, if it has it.
func (t *Thread) closeIterator(it object.Value) bool {
	if g := asGenerator(it); g != nil && g.Shape != object.ShapeAsyncGenerator {
		return t.closeGenerator(g).P != nil
	}
	m := t.LookupAttr(it, object.Names().Close)
	if m.P == nil {
		return t.Exc.P == nil
	}
	return t.Call(m).P != nil
}

// closeGenerator is g.close(): GeneratorExit is raised where it is suspended.
func (t *Thread) closeGenerator(g *Generator) object.Value {
	if g.isRunning() {
		return t.ValueErrorf("%s already executing", g.noun())
	}
	g.awaited = true
	if g.frame == nil {
		return object.None
	}
	if g.state == genCreated {
		t.release(g.frame)
		return object.None
	}
	exit := object.NewException(object.ShapeGeneratorExit)
	r, outcome := t.Resume(g, object.Value{}, exit.Value())
	switch outcome {
	case Yielded:
		return t.RuntimeErrorf("%s ignored GeneratorExit", g.noun())
	case Returned:
		return r
	}
	if t.Catch(object.ShapeGeneratorExit) != nil || t.Catch(object.ShapeStopIteration) != nil {
		return object.None
	}
	if g.Shape == object.ShapeAsyncGenerator && t.Catch(object.ShapeStopAsyncIteration) != nil {
		return object.None
	}
	return object.Value{}
}

// awaitIterator returns the iterator that awaiting v drives.
func (t *Thread) awaitIterator(v object.Value, from uint8) object.Value {
	it, found := t.CallSpecial(v, object.Names().Await)
	if !found {
		switch from {
		case 1:
			return t.TypeErrorf("'async with' received an object from __aenter__ that does not implement __await__: %s", t.TypeName(v))
		case 2:
			return t.TypeErrorf("'async with' received an object from __aexit__ that does not implement __await__: %s", t.TypeName(v))
		}
		return t.TypeErrorf("object %s can't be used in 'await' expression", t.TypeName(v))
	}
	if it.P == nil {
		return it
	}
	if g := asGenerator(it); g != nil {
		if g.Shape == object.ShapeCoroutine || g.proto.Code.Flags&code.IterableCoroutine != 0 {
			return t.TypeErrorf("__await__() returned a coroutine")
		}
		return it
	}
	ty := t.M.TypeOf(it)
	if ty.Next == nil && t.M.Lookup(ty, object.Names().Next).P == nil {
		return t.TypeErrorf("__await__() returned non-iterator of type '%s'", ty.Name)
	}
	return it
}
