package loop

import (
	"unsafe"

	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/object"
)

// sleepTag is what a task yields to its loop when it has put itself to sleep.
// No script ever sees it.
var sleepTag = object.Header{Shape: object.ShapeObject, Kind: object.KindNil}

var asleepMark = object.Value{P: unsafe.Pointer(&sleepTag)}

// wakeup goes on with the task after fut, which it awaits, is done.
func (k *Task) wakeup(t *vm.Thread, fut object.Value) bool {
	f := AsFuture(fut)
	if f == nil || t.M.TypeOf(fut).IsHeap() {
		r := t.CallMethod(fut, stateOf(&t.Thread).names.result)
		if r.P == nil {
			return k.step(t, t.Clear())
		}
		return k.step(t, object.Value{})
	}
	return k.wakeFrom(t, f)
}

// wakeFrom is wakeup from a future of this package.
func (k *Task) wakeFrom(t *vm.Thread, f *Future) bool {
	switch f.state() {
	case stateFailed:
		f.retrieved()
		f.restoreTrace()
		return k.step(t, f.result)
	case stateCancelled:
		return k.step(t, f.cancelledError(&t.Thread).Value())
	case statePending:
		f.Result(&t.Thread)
		return k.step(t, t.Clear())
	}
	if k.sleep == sleepFuture {
		k.result = f.result
	}
	return k.step(t, object.Value{})
}

// step resumes the coroutine, with exc raised in it unless it is nil. False
// means that an exception is pending that the loop has to deal with.
func (k *Task) step(t *vm.Thread, exc object.Value) bool {
	l := k.loop
	if l.current != nil {
		me, ok1 := t.Repr(k.Value())
		other, ok2 := t.Repr(l.current.Value())
		if ok1 && ok2 {
			t.RuntimeErrorf("Cannot enter into task %s while another task %s is being executed.", me, other)
		}
		return false
	}
	l.current = k
	saved := t.Context
	t.Context = unsafe.Pointer(k.ctx)
	entered := false
	if k.ctx != nil {
		entered = k.ctx.entered
		k.ctx.entered = true
	}
	ok := k.advance(t, exc)
	if k.ctx == nil {
		k.ctx = (*Context)(t.Context)
	}
	if k.ctx != nil {
		k.ctx.entered = entered
	}
	t.Context = saved
	l.current = nil
	return ok
}

// advance does the step proper.
func (k *Task) advance(t *vm.Thread, exc object.Value) bool {
	if k.Done() {
		return k.alreadyDone(t, exc)
	}
	send := object.None
	if k.sleep != awake {
		send = k.endSleep(&exc, t)
	}
	if k.Flags&flagMustCancel != 0 {
		k.Flags &^= flagMustCancel
		if exc.P == nil || !k.loop.state.isCancelled(&t.Thread, exc) {
			exc = k.cancelledError(&t.Thread).Value()
		}
	}
	k.waiter = nil
	var v object.Value
	var outcome vm.Outcome
	if k.coro != nil {
		v, outcome = t.Drive(k.coro, send, exc)
	} else {
		v, outcome = t.DriveObject(k.extra.coro, send, exc)
	}
	switch outcome {
	case vm.Yielded:
		if v.P == unsafe.Pointer(&sleepTag) {
			if k.Flags&flagMustCancel != 0 {
				k.Flags &^= flagMustCancel
				k.breakSleep(k.cancelMessage())
			}
			return true
		}
		if v.IsNone() {
			return k.scheduleStep(&t.Thread, object.Value{})
		}
		return k.awaits(t, v)
	case vm.Returned:
		return k.finish(t, v)
	}
	return k.fail(t)
}

func (k *Task) alreadyDone(t *vm.Thread, exc object.Value) bool {
	if exc.P == nil {
		exc = object.None
	}
	me, ok1 := t.Repr(k.Value())
	e, ok2 := t.Repr(exc)
	if ok1 && ok2 {
		stateOf(&t.Thread).raiseInvalidState(&t.Thread, "__step(): already done: %s %s", me, e)
	}
	return false
}

func (k *Task) cancelMessage() object.Value {
	if k.extra == nil {
		return object.Value{}
	}
	return k.extra.cancelMsg
}

// finish ends the task with its coroutine's result.
func (k *Task) finish(t *vm.Thread, v object.Value) bool {
	k.Unregister()
	if k.Flags&flagMustCancel != 0 {
		k.Flags &^= flagMustCancel
		_, ok := k.cancelFuture(&t.Thread, k.cancelMessage())
		return ok
	}
	return k.SetResult(&t.Thread, v)
}

// fail ends the task with the pending exception.
func (k *Task) fail(t *vm.Thread) bool {
	k.Unregister()
	exc := t.Clear()
	if k.loop.state.isCancelled(&t.Thread, exc) {
		k.more_().cancelledExc = exc
		_, ok := k.cancelFuture(&t.Thread, object.Value{})
		return ok
	}
	alone := k.cb.fn.P == nil
	if !k.SetException(&t.Thread, exc) {
		return false
	}
	if alone {
		k.loop.state.lost.urgent = true
		if k.loop.state.OnFailure != nil {
			k.loop.state.OnFailure(&t.Thread, k)
		}
	}
	ty := t.M.TypeOf(exc)
	if ty.IsSubtypeOf(t.M.Type(object.ShapeKeyboardInterrupt)) || ty.IsSubtypeOf(t.M.Type(object.ShapeSystemExit)) {
		t.Exc = exc
		return false
	}
	return true
}

// awaits has the task wait for what its coroutine yielded.
func (k *Task) awaits(t *vm.Thread, v object.Value) bool {
	f := AsFuture(v)
	switch {
	case f == nil || t.M.TypeOf(v).IsHeap():
		return k.awaitsObject(t, v)
	case f == &k.Future:
		return k.stepError(t, "Task cannot await on itself: %s", v)
	case f.loop != k.loop:
		return k.stepError(t, "Task %s got Future %s attached to a different loop", k.Value(), v)
	case f.Flags&flagBlocking == 0:
		return k.stepError(t, "yield was used instead of yield from in task %s with %s", k.Value(), v)
	}
	f.Flags &^= flagBlocking
	k.waiter = unsafe.Pointer(f)
	if !f.AddCallback(&t.Thread, k.Value(), k.ctx) {
		return false
	}
	if k.Flags&flagMustCancel != 0 {
		c, ok := f.Cancel(&t.Thread, k.cancelMessage())
		if c {
			k.Flags &^= flagMustCancel
		}
		return ok
	}
	return true
}

// stepError has RuntimeError raised in the coroutine, in the next pass.
func (k *Task) stepError(t *vm.Thread, format string, vals ...object.Value) bool {
	args := make([]any, len(vals))
	for i, v := range vals {
		r, ok := t.Repr(v)
		if !ok {
			return false
		}
		args[i] = r
	}
	t.RuntimeErrorf(format, args...)
	return k.scheduleStep(&t.Thread, t.Clear())
}

// awaitsObject is awaits for what is not exactly a Future or Task.
func (k *Task) awaitsObject(t *vm.Thread, v object.Value) bool {
	n := &k.loop.state.names
	blocking := t.LookupAttr(v, n.blocking)
	if blocking.P == nil {
		if t.Exc.P != nil {
			return false
		}
		blocking = object.None
	}
	if blocking.IsNone() {
		if v.Shape() == object.ShapeGenerator {
			return k.stepError(t, "yield was used instead of yield from for generator in task %s with %s", k.Value(), v)
		}
		return k.stepError(t, "Task got bad yield: %s", v)
	}
	if v == k.Value() {
		return k.stepError(t, "Task cannot await on itself: %s", v)
	}
	loop := futureLoop(&t.Thread, v)
	if loop.P == nil {
		return false
	}
	if loop != k.loop.Value() {
		return k.stepError(t, "Task %s got Future %s attached to a different loop", k.Value(), v)
	}
	truth, ok := t.Truth(blocking)
	if !ok {
		return false
	}
	if !truth {
		return k.stepError(t, "yield was used instead of yield from in task %s with %s", k.Value(), v)
	}
	if !t.SetAttr(v, n.blocking, object.False) {
		return false
	}
	add := t.GetAttr(v, n.addDoneCallback)
	if add.P == nil {
		return false
	}
	ctx := k.context(&t.Thread).Object(&t.Thread)
	if t.CallNames(add, []object.Value{k.wakeupMethod(&t.Thread), ctx}, []*object.Str{n.context}).P == nil {
		return false
	}
	k.waiter = v.P
	if k.Flags&flagMustCancel != 0 {
		c, ok := k.cancelWaiter(&t.Thread, k.cancelMessage())
		if c {
			k.Flags &^= flagMustCancel
		}
		return ok
	}
	return true
}

// futureLoop is the loop of a future of any class, nil with an exception
// pending when it has none.
func futureLoop(t *object.Thread, v object.Value) object.Value {
	n := &stateOf(t).names
	if f := t.LookupAttr(v, n.getLoop); f.P != nil {
		return t.Call(f)
	} else if t.Exc.P != nil {
		return object.Value{}
	}
	return t.GetAttr(v, n.loopAttr)
}
