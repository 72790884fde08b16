package loop

import (
	"unsafe"

	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/object"
)

// Alarm is a native that has the loop call it at a time.
type Alarm interface {
	// Ring is called when the time has come. False means that an exception
	// is pending, for the loop's exception handler.
	Ring(t *object.Thread) bool
	// Callback is Ring as a callable, for loops that are not ours and for
	// reports.
	Callback(t *object.Thread) object.Value
}

// SetAlarm has the alarm ring at a loop time as call_at does; soon: as
// call_soon does where the time is past. h, if not nil, is a new Handle to be
// used; what the alarm is cancelled by is returned, nil with an exception
// pending when the loop would not take it.
func (l *Loop) SetAlarm(t *object.Thread, when object.Value, soon bool, h *Handle, a Alarm) object.Value {
	n := &l.state.names
	if l.debug || l.customTime || !l.usesOwn(t, n.callAt) {
		return l.setAlarmObject(t, when, soon, a)
	}
	at, ok := seconds(t, when)
	if !ok {
		return object.Value{}
	}
	if !l.checkClosed(t) {
		return object.Value{}
	}
	if h == nil {
		h = &Handle{}
	}
	h.loop, h.alarm, h.Kind, h.Data = l, a, object.KindOpaque, h
	h.Shape = l.state.handle.Shape0.ID
	if soon && at <= l.state.Clock.Now() {
		l.ready.push(entry{kind: entryHandle, p: unsafe.Pointer(h)})
		return h.Value()
	}
	h.toTimer(l, at)
	h.scheduled = true
	l.timers.push(timer{when: at, p: unsafe.Pointer(h)})
	return h.Value()
}

// setAlarmObject is SetAlarm through the loop's methods.
func (l *Loop) setAlarmObject(t *object.Thread, when object.Value, soon bool, a Alarm) object.Value {
	if soon {
		now := t.CallMethod(l.obj, t.M.Intern("time"))
		if now.P == nil {
			return now
		}
		past, ok := t.CompareTruth(object.OpLe, when, now)
		switch {
		case !ok:
			return object.Value{}
		case past:
			return t.CallMethod(l.obj, l.state.names.callSoon, a.Callback(t))
		}
	}
	return t.CallMethod(l.obj, l.state.names.callAt, when, a.Callback(t))
}

// CancelAlarm cancels what SetAlarm returned.
func CancelAlarm(t *object.Thread, v object.Value) bool {
	if h := AsHandle(v); h != nil {
		h.cancel(t)
		return true
	}
	return t.CallMethod(v, stateOf(t).names.cancel).P != nil
}

// Time is the loop's time(), as a Value.
func (l *Loop) Time(t *object.Thread) object.Value {
	if !l.foreign && !l.customTime {
		return object.Float(l.state.Clock.Now())
	}
	return t.CallMethod(l.obj, t.M.Intern("time"))
}

// Requests of cancellation, of tasks of any class.

// Cancelling is task.cancelling().
func Cancelling(t *object.Thread, task object.Value) (n int, ok bool) {
	if k := plainTask(t, task); k != nil {
		return int(k.cancels), true
	}
	return count(t, task, "cancelling")
}

// Uncancel is task.uncancel().
func Uncancel(t *object.Thread, task object.Value) (left int, ok bool) {
	if k := plainTask(t, task); k != nil {
		return int(k.uncancel()), true
	}
	return count(t, task, "uncancel")
}

func plainTask(t *object.Thread, v object.Value) *Task {
	if k := AsTask(v); k != nil && !t.M.TypeOf(v).IsHeap() {
		return k
	}
	return nil
}

func count(t *object.Thread, task object.Value, method string) (int, bool) {
	r := t.CallMethod(task, t.M.Intern(method))
	if r.P == nil {
		return 0, false
	}
	return t.IntArg(r)
}

// RemoveCallback removes a done callback of a future of any class.
func RemoveCallback(t *object.Thread, fut, fn object.Value) bool {
	if f := stateOf(t).PlainFuture(t, fut); f != nil {
		f.removeCallback(fn)
		return true
	}
	return t.CallMethod(fut, t.M.Intern("remove_done_callback"), fn).P != nil
}

// AddDone adds a done callback to a future of any class.
func AddDone(t *object.Thread, fut, fn object.Value) bool {
	s := stateOf(t)
	if f := s.PlainFuture(t, fut); f != nil {
		return f.AddCallback(t, fn, copyContext(t))
	}
	return t.CallMethod(fut, s.names.addDoneCallback, fn).P != nil
}

// IsDone is fut.done() of a future of any class.
func IsDone(t *object.Thread, fut object.Value) (done, ok bool) {
	if f := stateOf(t).PlainFuture(t, fut); f != nil {
		return f.Done(), true
	}
	r := t.CallMethod(fut, t.M.Intern("done"))
	if r.P == nil {
		return false, false
	}
	return t.Truth(r)
}

// NewCompleterIn makes the object of a completer that begins with an Opaque.
func (s *State) NewCompleterIn(o *object.Opaque, c Completer) object.Value {
	o.Data = c
	return object.InitOpaque(o, s.completer)
}

// LoopOf is the loop of a future of any class, nil with an exception pending
// when it has none.
func LoopOf(t *object.Thread, fut object.Value) object.Value { return futureLoop(t, fut) }

// Plain reports whether natives may schedule on the loop in place of its
// methods.
func (l *Loop) Plain(t *object.Thread) bool {
	return !l.debug && l.usesOwn(t, l.state.names.callSoonThreadsafe)
}

// RingSoon has the alarm ring in the loop's next pass, from any thread that holds
// the baton. h is a new Handle.
func (l *Loop) RingSoon(t *object.Thread, h *Handle, a Alarm) {
	h.loop, h.alarm, h.Kind, h.Data = l, a, object.KindOpaque, h
	h.Shape = l.state.handle.Shape0.ID
	l.ready.push(entry{kind: entryHandle, p: unsafe.Pointer(h)})
	if l.thread != vm.Of(t) {
		l.Wake()
	}
}

// Complete sets the result of a pending future, or the exception if there is
// one.
func (s *State) Complete(t *object.Thread, f *Future, result, exc object.Value) bool {
	switch {
	case f.Done():
		s.raiseInvalidState(t, "invalid state")
		return false
	case exc.P == nil:
		return f.SetResult(t, result)
	}
	if exc = checkException(t, exc); exc.P == nil {
		return false
	}
	return f.SetException(t, exc)
}
