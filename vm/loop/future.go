package loop

import (
	"unsafe"

	"github.com/aio-lang/aio/vm/object"
)

// Future is asyncio.Future, and the first part of a Task. Its state and flags
// are in the header.
type Future struct {
	object.Header
	Ext  *object.Ext // attributes of the script's; must follow Header
	loop *Loop       // nil until __init__ has run
	// cb is the first done callback, more are the others: mostly there is
	// one at most.
	cb   callback
	more []callback
	// result is the value or the exception. Of a pending task: what its
	// sleep gives.
	result object.Value
	extra  *futureExtra
}

// futureExtra holds what most futures never have.
type futureExtra struct {
	cancelMsg    object.Value
	cancelledExc object.Value
	source       object.Value // where it was made, in debug mode
	coro         object.Value // a task's coroutine that is not the machine's own
	trace        int32        // length of the exception's Trace when it was set
	sleepTimer   bool         // the timer of a broken sleep is in the heap yet
}

// callback is a done callback. fn may be a *Task, which awaits the future, a
// *Gathering of it, or an object of type completer.
type callback struct {
	fn  object.Value
	ctx *Context
}

// Flags of a Future, in its header.
const (
	stateMask      uint16 = 3
	statePending   uint16 = 0
	stateFinished  uint16 = 1
	stateFailed    uint16 = 2 // finished, with an exception
	stateCancelled uint16 = 3

	// flagBlocking: somebody who awaits it has just yielded it.
	flagBlocking uint16 = 1 << 2
	// flagLogTraceback: its exception has not been retrieved.
	flagLogTraceback uint16 = 1 << 3
	flagTask         uint16 = 1 << 4
	flagMustCancel   uint16 = 1 << 5
	// flagNoDestroyLog: a pending task that is dropped is not reported.
	flagNoDestroyLog uint16 = 1 << 6
	// flagListed: the task is in its loop's list of tasks.
	flagListed uint16 = 1 << 7
	// flagGather: the future is a Gathering.
	flagGather uint16 = 1 << 9
	// flagWait: the future is a Wait.
	flagWait uint16 = 1 << 10
	// flagEager: the task is doing its first step inside its creation.
	flagEager uint16 = 1 << 8
)

// AsFuture returns the Future v is (or that begins the Task v is), or nil.
func AsFuture(v object.Value) *Future {
	if v.P != nil && v.Kind() == object.KindFuture {
		return (*Future)(v.P)
	}
	return nil
}

// Value is the future's object.
func (f *Future) Value() object.Value { return object.Value{P: unsafe.Pointer(f)} }

func (f *Future) state() uint16 { return f.Flags & stateMask }

// Done reports whether the future has a result, an exception or was cancelled.
func (f *Future) Done() bool { return f.Flags&stateMask != statePending }

// Cancelled reports whether the future was cancelled.
func (f *Future) Cancelled() bool { return f.Flags&stateMask == stateCancelled }

// Failed reports whether the future has an exception.
func (f *Future) Failed() bool { return f.Flags&stateMask == stateFailed }

// Loop is the loop the future belongs to.
func (f *Future) Loop() *Loop { return f.loop }

func (f *Future) setState(s uint16) { f.Flags = f.Flags&^stateMask | s }

func (f *Future) more_() *futureExtra {
	if f.extra == nil {
		f.extra = &futureExtra{}
	}
	return f.extra
}

// NewFuture makes a future of the loop.
func (l *Loop) NewFuture() *Future {
	f := &Future{loop: l}
	f.Shape, f.Kind = l.state.future.Shape0.ID, object.KindFuture
	return f
}

// SetResult ends the future, which must be pending, with a value. False means
// that an exception is pending: its loop would not take the callbacks.
func (f *Future) SetResult(t *object.Thread, v object.Value) bool {
	f.result = v
	f.setState(stateFinished)
	return f.schedule(t)
}

// SetException ends the future, which must be pending, with an exception that
// has been checked.
func (f *Future) SetException(t *object.Thread, exc object.Value) bool {
	f.result = exc
	f.setState(stateFailed)
	e := object.AsException(exc)
	if n := len(e.Trace); n > 0 {
		f.more_().trace = int32(n)
	}
	f.setLogTraceback(t)
	return f.schedule(t)
}

// restoreTrace takes the exception's traceback back to what it was when the
// future got it, so that raising it for each of several waiters does not pile
// their frames up.
func (f *Future) restoreTrace() {
	n := 0
	if f.extra != nil {
		n = int(f.extra.trace)
		f.extra.trace = 0
	}
	if e := object.AsException(f.result); n <= len(e.Trace) {
		e.Trace = e.Trace[:n:n]
	}
}

// setLogTraceback has the exception reported unless somebody asks for it.
func (f *Future) setLogTraceback(t *object.Thread) {
	f.Flags |= flagLogTraceback
	stateOf(t).lost.watch(f)
}

// retrieved notes that somebody has seen the exception.
func (f *Future) retrieved() { f.Flags &^= flagLogTraceback }

// cancelFuture is Future.cancel: of the future itself, not of what a task
// awaits. It reports whether the future was pending; ok is false when an
// exception is pending.
func (f *Future) cancelFuture(t *object.Thread, msg object.Value) (cancelled, ok bool) {
	f.retrieved()
	if f.Done() {
		return false, true
	}
	f.setState(stateCancelled)
	if msg.P != nil && !msg.IsNone() {
		f.more_().cancelMsg = msg
	} else if f.extra != nil {
		f.extra.cancelMsg = object.Value{}
	}
	f.result = object.Value{}
	return true, f.schedule(t)
}

// Cancel cancels the future as its cancel method does; a task is asked to.
func (f *Future) Cancel(t *object.Thread, msg object.Value) (cancelled, ok bool) {
	switch {
	case f.Flags&flagTask != 0:
		return (*Task)(unsafe.Pointer(f)).cancel(t, msg)
	case f.Flags&flagGather != 0:
		return asGathering(f).cancelChildren(t, msg)
	}
	return f.cancelFuture(t, msg)
}

// schedule has the done callbacks called soon.
func (f *Future) schedule(t *object.Thread) bool {
	cb := f.cb
	if cb.fn.P == nil {
		return true
	}
	f.cb = callback{}
	more := f.more
	f.more = nil
	if !f.callSoon(t, cb) {
		return false
	}
	for _, cb := range more {
		if !f.callSoon(t, cb) {
			return false
		}
	}
	return true
}

// callSoon schedules one callback of the done future.
func (f *Future) callSoon(t *object.Thread, cb callback) bool {
	l := f.loop
	if l.foreign {
		return l.foreignCallSoon(t, cb.object(t), f.Value(), cb.ctx)
	}
	if l.closed {
		t.RuntimeErrorf("Event loop is closed")
		return false
	}
	if cb.fn.Kind() == object.KindFuture {
		kind := entryWake
		if (*Future)(cb.fn.P).Flags&flagGather != 0 {
			kind = entryGather
		}
		l.ready.push(entry{kind: kind, p: cb.fn.P, q: unsafe.Pointer(f)})
		return true
	}
	l.ready.push(entry{kind: entryCallback, p: unsafe.Pointer(f), q: unsafe.Pointer(cb.ctx), v: cb.fn})
	return true
}

// object is the callback as a script sees it.
func (cb callback) object(t *object.Thread) object.Value {
	if f := AsFuture(cb.fn); f != nil {
		if f.Flags&flagGather != 0 {
			return object.NewBoundNative(f.loop.state.childDoneDef, nil, cb.fn).Value()
		}
		return (*Task)(unsafe.Pointer(f)).wakeupMethod(t)
	}
	return cb.fn
}

// AddCallback has fn called with the future when it is done, in ctx.
func (f *Future) AddCallback(t *object.Thread, fn object.Value, ctx *Context) bool {
	cb := callback{fn, ctx}
	switch {
	case f.Done():
		return f.callSoon(t, cb)
	case f.cb.fn.P == nil:
		f.cb = cb
	default:
		f.more = append(f.more, cb)
	}
	return true
}

// removeWhere removes the callbacks for which drop says so, and counts them.
func (f *Future) removeWhere(drop func(callback) (drop, ok bool)) (n int, ok bool) {
	if f.cb.fn.P == nil {
		return 0, true
	}
	all := append([]callback{f.cb}, f.more...)
	kept := all[:0]
	for i, cb := range all {
		d, ok := drop(cb)
		if !ok {
			return 0, false
		}
		if !d {
			kept = append(kept, all[i])
		}
	}
	n = len(all) - len(kept)
	if n == 0 {
		return 0, true
	}
	// a comparison may have changed the callbacks; what CPython makes of
	// that is undefined enough
	f.cb, f.more = callback{}, nil
	if len(kept) > 0 {
		f.cb = kept[0]
		f.more = append([]callback(nil), kept[1:]...)
	}
	return n, true
}

// removeCallback removes exactly the callbacks that are the object fn.
func (f *Future) removeCallback(fn object.Value) {
	f.removeWhere(func(cb callback) (bool, bool) { return cb.fn == fn, true })
}

// Result is what result() returns: the value, or nil with the exception
// pending.
func (f *Future) Result(t *object.Thread) object.Value {
	switch f.state() {
	case stateFinished:
		return f.result
	case stateFailed:
		f.retrieved()
		f.restoreTrace()
		t.Exc = f.result
		return object.Value{}
	case stateCancelled:
		t.Exc = f.cancelledError(t).Value()
		return object.Value{}
	}
	return stateOf(t).raiseInvalidState(t, "Result is not set.")
}

// Exception is what exception() returns: None, the exception, or nil with one
// pending.
func (f *Future) Exception(t *object.Thread) object.Value {
	switch f.state() {
	case stateFinished:
		return object.None
	case stateFailed:
		f.retrieved()
		return f.result
	case stateCancelled:
		t.Exc = f.cancelledError(t).Value()
		return object.Value{}
	}
	return stateOf(t).raiseInvalidState(t, "Exception is not set.")
}

// cancelledError is the CancelledError to raise where the cancelled future is
// asked for its result: the one that ended the task, once, else a new one.
func (f *Future) cancelledError(t *object.Thread) *object.Exception {
	var msg object.Value
	if x := f.extra; x != nil {
		if e := object.AsException(x.cancelledExc); e != nil {
			x.cancelledExc = object.Value{}
			return e
		}
		msg = x.cancelMsg
	}
	e := stateOf(t).NewCancelledError(msg)
	t.SetContext(e)
	return e
}

// checkException turns the argument of set_exception into an exception, nil
// with TypeError pending where it is none.
func checkException(t *object.Thread, v object.Value) object.Value {
	if ty := object.AsType(v); ty != nil && ty.IsSubtypeOf(t.M.Type(object.ShapeBaseException)) {
		if v = t.Call(v); v.P == nil {
			return v
		}
	}
	if object.AsException(v) == nil {
		return t.TypeErrorf("invalid exception object")
	}
	if t.M.TypeOf(v) == t.M.Type(object.ShapeStopIteration) {
		e := object.NewException(object.ShapeRuntimeError, object.NewStr("StopIteration interacts badly with generators and cannot be raised into a Future"))
		e.Cause, e.Context, e.SuppressContext = v, v, true
		return e.Value()
	}
	return v
}

// awaitFuture is TypeDecl.Await of futures.
func awaitFuture(t *object.Thread, v object.Value) object.Value {
	f := (*Future)(v.P)
	if f.Done() {
		return f.Result(t)
	}
	if f.loop == nil {
		return notInitialized(t)
	}
	f.Flags |= flagBlocking
	return object.Value{}
}

func notInitialized(t *object.Thread) object.Value {
	return t.RuntimeErrorf("Future object is not initialized.")
}
