package vm

import (
	"unsafe"

	"github.com/aio-lang/aio/vm/code"
	"github.com/aio-lang/aio/vm/object"
)

// Driving coroutines from the event loop.

// Drive resumes a task's coroutine: with send, or with exc raised in it unless
// that is nil. It raises what send() and throw() raise for a coroutine that
// cannot go on.
func (t *Thread) Drive(g *Generator, send, exc object.Value) (object.Value, Outcome) {
	if g.frame == nil || g.frame.awaiter != nil || g.state == genRunning {
		if exc.P != nil {
			return t.throwInto(g, exc)
		}
		if !t.checkResumable(g, send) {
			return object.Value{}, Raised
		}
		return t.Resume(g, send, exc)
	}
	g.awaited = true
	ok, saved := t.enterNested()
	if !ok {
		return object.Value{}, Raised
	}
	driver := t.taskDriver
	t.pushStub(driveFn)
	t.taskDriver = unsafe.Add(t.top(), recordSize)
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
	t.taskDriver = driver
	return v, outcome
}

// DriveObject is Drive for a coroutine of any other class, through its send
// and throw methods.
func (t *Thread) DriveObject(coro, send, exc object.Value) (object.Value, Outcome) {
	if exc.P == nil {
		return t.stopped(t.CallMethod(coro, object.Names().Send, send))
	}
	return t.stopped(t.CallMethod(coro, object.Names().Throw, exc))
}

// Fast is what a FastAwait function made of a call.
type Fast uint8

const (
	// Declined: nothing was done; the coroutine function is called as ever.
	Declined Fast = iota
	// Ready: the value is the result of the await.
	Ready
	// Suspended: the value goes to the task's driver, and what that sends
	// is the result of the await.
	Suspended
	// Failed: an exception is pending.
	Failed
	// Parked: the value, a future, goes to the driver. When the frame is
	// resumed, Machine.Unpark says how the await goes on.
	Parked
)

// FastAwait does the work of a coroutine function without making its frame,
// where a frame awaits a call of it. args are the bound parameters. It may
// answer Suspended only where DirectlyDriven says so.
type FastAwait func(t *object.Thread, args []object.Value) (object.Value, Fast)

// SetFastAwait gives the coroutine function fn a short way. What fn does must
// not be told apart from it.
func SetFastAwait(fn object.Value, fast FastAwait) bool {
	f := asFunction(fn)
	if f == nil || f.kind() != code.Coroutine {
		return false
	}
	f.more().fastAwait = fast
	return true
}

// DirectlyDriven reports whether a suspension of the running frame, that of a
// coroutine, goes straight to the driver of a task.
func (t *Thread) DirectlyDriven() bool {
	return frameOf(t.base).stack == t.taskDriver
}

// tryFastAwait tries the short way of a fused `await fn(…)`, whose Await
// instruction is next. done: the call is over one way or the other, and ok is
// false when an exception is pending.
func (t *Thread) tryFastAwait(fn *Function, win unsafe.Pointer, n int) (done, ok bool) {
	v, how := fn.extra.fastAwait(&t.Thread, unsafe.Slice((*object.Value)(win), n))
	switch how {
	case Ready:
		t.ip = unsafe.Add(t.ip, code.InstrSize)
		*t.reg(t.prev().A) = v
		return true, true
	case Suspended:
		t.ip = unsafe.Add(t.ip, code.InstrSize)
		t.suspend(v)
		return true, true
	case Parked:
		t.ip = unsafe.Add(t.ip, code.InstrSize)
		t.park(frameOf(t.base), v)
		return true, true
	case Failed:
		t.ip = unsafe.Add(t.ip, code.InstrSize)
		return true, false
	}
	return false, true
}

// Park is how the Await of a type says that its await goes on as a Parked one,
// with w: it returns nil next.
func (t *Thread) Park(w object.Value) { t.parked = w }

// park suspends f, the current frame, in a native that waits for w.
func (t *Thread) park(f *Frame, w object.Value) {
	f.inner = w
	f.flags |= flagParked
	t.suspend(w)
}

// unpark goes on with the native in which f (current) is suspended, with exc
// raised there unless it is nil.
func (t *Thread) unpark(f *Frame, exc object.Value) bool {
	w := f.inner
	f.flags &^= flagParked
	f.inner = object.Value{}
	v, how := t.machine.Unpark(&t.Thread, w, exc)
	switch how {
	case Ready:
		*f.reg(t.prev().A) = v
		return true
	case Parked:
		t.park(f, v)
		return true
	}
	if exc.P != nil && t.Exc == exc {
		t.throwHere(exc)
	}
	return false
}

// Value is the generator's object.
func (g *Generator) Value() object.Value { return g.value() }

// IsIterableCoroutine reports whether g is a generator that may be awaited
// (types.coroutine).
func (g *Generator) IsIterableCoroutine() bool {
	return g.proto.Code.Flags&code.IterableCoroutine != 0
}

// IsLegacyCoroutine reports whether g was made by a function of
// @asyncio.coroutine.
func (g *Generator) IsLegacyCoroutine() bool { return g.proto.legacy }

// MakeLegacyCoroutine makes a generator function one of @asyncio.coroutine:
// its generators may be awaited, and tasks drive them.
func MakeLegacyCoroutine(t *object.Thread, v object.Value) bool {
	if !MakeIterableCoroutine(t, v) {
		return false
	}
	asFunction(v).proto.legacy = true
	return true
}

// Created reports whether the body has not begun yet.
func (g *Generator) Created() bool { return g.state == genCreated && g.frame != nil }

// FunctionCode is the code of a function of the script, nil for anything else.
func FunctionCode(v object.Value) *code.Code {
	if f := asFunction(v); f != nil {
		loadCode(f.proto.Code)
		return f.proto.Code
	}
	return nil
}
