package vm

import (
	"unsafe"

	"github.com/aio-lang/aio/vm/code"
	"github.com/aio-lang/aio/vm/object"
)

// Async generators (PEP 525). An `async for` links the generator's frame to
// the consumer's, like a call: `yield` then returns a value to the consumer,
// while an await inside suspends the whole chain.

// yield is the Yield instruction, all but a generator's plain case.
//
//go:noinline
func (t *Thread) yield() bool {
	in := t.prev()
	v := *t.reg(in.B)
	if t.fn.proto.Code.Flags&code.AsyncGenerator == 0 {
		t.suspend(v)
		return true
	}
	f := frameOf(t.base)
	f.ip = t.ip
	g := f.gen
	g.state = genSuspended
	g.running = nil
	if aw := f.awaiter; aw != nil {
		f.awaiter = nil
		aw.stack = f.stack
		t.ip, t.base, t.fn = aw.ip, aw.registers(), aw.fn
		*t.reg(t.prev().A) = v
		return true
	}
	// driven by hand, through asend().send(): ends that step with v
	t.pop(f.stack)
	t.returned = v
	return true
}

// finishAsyncGen ends the body of an async generator: whoever asked for the
// next item gets StopAsyncIteration.
func (t *Thread) finishAsyncGen(f *Frame) bool {
	aw, stack := f.awaiter, f.stack
	f.gen.running = nil
	t.release(f)
	if aw != nil {
		aw.stack = stack
		t.ip, t.base, t.fn = aw.ip, aw.registers(), aw.fn
		if in := t.prev(); in.Op == code.ANext {
			t.ip = unsafe.Add(t.ip, int(int16(in.C)))
			return true
		}
	} else {
		t.pop(stack)
	}
	t.Raise(object.ShapeStopAsyncIteration, "")
	return false
}

// getAIter is the GetAIter instruction.
//
//go:noinline
func (t *Thread) getAIter() bool {
	in := t.prev()
	v := *t.reg(in.B)
	if v.Shape() == object.ShapeAsyncGenerator {
		*t.reg(in.A) = v
		return true
	}
	it, found := t.CallSpecial(v, object.Names().AIter)
	if !found {
		t.TypeErrorf("'async for' requires an object with __aiter__ method, got %s", t.TypeName(v))
		return false
	}
	if it.P == nil {
		return false
	}
	if t.M.Lookup(t.M.TypeOf(it), object.Names().ANext).P == nil {
		t.TypeErrorf("'async for' received an object from __aiter__ that does not implement __anext__: %s", t.TypeName(it))
		return false
	}
	*t.reg(in.A) = it
	return true
}

// aNext is the ANext instruction: R[A] = await anext(R[B]), or jump at the end.
//
//go:noinline
func (t *Thread) aNext() bool {
	in := t.prev()
	v := *t.reg(in.B)
	if v.Shape() == object.ShapeAsyncGenerator {
		return t.enterAsyncGen((*Generator)(v.P), object.None, object.Value{})
	}
	aw, found := t.CallSpecial(v, object.Names().ANext)
	if !found {
		t.TypeErrorf("'async for' requires an iterator with __anext__ method, got %s", t.TypeName(v))
		return false
	}
	if aw.P == nil {
		return t.stopAsync(in)
	}
	if g := asGenerator(aw); g != nil && g.Shape == object.ShapeCoroutine {
		return t.enterAwaited(g)
	}
	if a := asAwaiter(aw); a != nil {
		return t.awaitAwaiter(a)
	}
	ty := t.M.TypeOf(aw)
	if ty.Await != nil {
		return t.awaitNative(ty, aw)
	}
	it, found := t.CallSpecial(aw, object.Names().Await)
	if !found {
		t.TypeErrorf("'async for' received an invalid object from __anext__: %s", t.TypeName(aw))
		return false
	}
	if it.P == nil {
		return false
	}
	return t.delegate(it)
}

// stopAsync turns a StopAsyncIteration raised by __anext__ itself into the end
// of the loop.
func (t *Thread) stopAsync(in *code.Instr) bool {
	if t.Catch(object.ShapeStopAsyncIteration) == nil {
		return false
	}
	t.ip = unsafe.Add(t.ip, int(int16(in.C)))
	return true
}

// enterAsyncGen goes on in g, as awaited by the current frame: with send as
// the result of its yield, or with exc raised there.
func (t *Thread) enterAsyncGen(g *Generator, send, exc object.Value) bool {
	me := frameOf(t.base)
	if !t.machine.announceAsyncGen(t, g) {
		return false
	}
	if g.frame == nil {
		in := t.prev()
		if exc.P != nil {
			t.setPending(exc)
			return false
		}
		if in.Op == code.ANext {
			t.ip = unsafe.Add(t.ip, int(int16(in.C)))
			return true
		}
		t.Raise(object.ShapeStopAsyncIteration, "")
		return false
	}
	f := g.frame
	if f.awaiter != nil || g.state == genRunning {
		t.RuntimeErrorf("anext(): asynchronous generator is already running")
		return false
	}
	if me.depth+1 > t.maxDepth {
		t.Raise(object.ShapeRecursionError, "maximum recursion depth exceeded")
		return false
	}
	me.ip = t.ip
	f.awaiter, f.depth, f.stack = me, me.depth+1, me.stack
	g.state = genRunning
	t.ip, t.base, t.fn = f.ip, f.registers(), f.fn
	started := f.flags&flagStarted != 0
	f.flags |= flagStarted
	if exc.P != nil {
		t.setPending(exc)
		return false
	}
	if started {
		*f.reg(t.prev().A) = send
	} else if !send.IsNone() {
		t.TypeErrorf("can't send non-None value to a just-started async generator")
		return false
	}
	return true
}
