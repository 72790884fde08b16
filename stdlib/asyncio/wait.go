package asyncio

import (
	"slices"

	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/loop"
	"github.com/aio-lang/aio/vm/object"
)

// waiting is an asyncio.wait in progress, and the done callback of what it
// waits for.
type waiting struct {
	object.Opaque
	futures []object.Value // each once
	left    int
	until   string // return_when
	wait    *loop.Wait
	timer   object.Value // what cancels the timeout; nil: none set
}

// QualName implements loop.Completer.
func (x *waiting) QualName() string { return "_wait.<locals>._on_completion" }

// Module implements loop.Completer.
func (x *waiting) Module() string { return "tasks.py" }

func (x *waiting) value() object.Value { return object.FromHeader(&x.Header) }

// FutureDone is called with each future when it is done.
func (x *waiting) FutureDone(t *object.Thread, f *loop.Future) bool {
	return x.ObjectDone(t, f.Value())
}

// ObjectDone is FutureDone for a future of any class.
func (x *waiting) ObjectDone(t *object.Thread, fut object.Value) bool {
	if x.wait == nil { // over: the callback was on its way
		return true
	}
	x.left--
	enough := x.left <= 0 || x.until == firstCompleted
	if !enough && x.until == firstException {
		_, failed, _, ok := loop.StateOf(t).Ended(t, fut)
		if !ok {
			return false
		}
		enough = failed
	}
	if !enough {
		return true
	}
	if !x.disarm(t) {
		return false
	}
	_, ok := x.wait.Wake(t, object.None)
	return ok
}

func (x *waiting) disarm(t *object.Thread) bool {
	a := x.timer
	x.timer = object.Value{}
	return a.P == nil || loop.CancelAlarm(t, a)
}

// Ring ends the wait: the time is over.
func (x *waiting) Ring(t *object.Thread) bool {
	x.timer = object.Value{}
	if x.wait == nil {
		return true
	}
	_, ok := x.wait.Wake(t, object.None)
	return ok
}

// releaseWaiter is Ring as a native.
var releaseWaiter = object.Def{Sig: "_release_waiter(waiter, /)", Doc: "End a wait.", Fn: func(t *object.Thread, a []object.Value) object.Value {
	return none((*waiting)(a[0].P).Ring(t))
}}

// Callback is Ring as an object.
func (x *waiting) Callback(t *object.Thread) object.Value {
	return object.NewBoundNative(&releaseWaiter, nil, x.value()).Value()
}

const (
	firstCompleted = "FIRST_COMPLETED"
	firstException = "FIRST_EXCEPTION"
	allCompleted   = "ALL_COMPLETED"
)

// waitFor is asyncio.wait(fs, timeout, return_when).
func waitFor(t *object.Thread, fs, timeout, until object.Value) (object.Value, vm.Fast) {
	single := loop.IsFuture(t, fs)
	if t.Exc.P != nil {
		return failed()
	}
	if single || loop.IsCoroutine(t, fs) {
		t.TypeErrorf("expect a list of futures, not %s", t.M.TypeOf(fs).Name)
		return failed()
	}
	some, ok := t.Truth(fs)
	if !ok {
		return failed()
	}
	if !some {
		t.ValueErrorf("Set of Tasks/Futures is empty.")
		return failed()
	}
	mode := ""
	if until.IsStr() {
		mode = until.Text()
	}
	if mode != firstCompleted && mode != firstException && mode != allCompleted {
		if text, ok := t.Str(until); ok {
			t.ValueErrorf("Invalid return_when value: %s", text)
		}
		return failed()
	}
	given, ok := t.Collect(fs)
	if !ok {
		return failed()
	}
	if !warnOfCoroutines(t, given) {
		return failed()
	}
	x := &waiting{until: mode}
	set := object.NewSet()
	coroutine := false
	for _, f := range given {
		if takesAsTask(t, f) {
			if f = loop.StateOf(t).EnsureFuture(t, f, object.None); f.P == nil {
				return failed()
			}
		}
		n := set.Len()
		if !set.Add(t, f) {
			return failed()
		}
		if set.Len() > n {
			x.futures = append(x.futures, f)
			coroutine = coroutine || loop.IsCoroutine(t, f)
		}
	}
	if coroutine {
		t.TypeErrorf("Passing coroutines is forbidden, use tasks explicitly.")
		return failed()
	}
	return x.begin(t, timeout)
}

// takesAsTask reports whether wait makes a task of one of its futures: of the
// generators of @asyncio.coroutine, and of all coroutines as long ago.
func takesAsTask(t *object.Thread, v object.Value) bool {
	if g := vm.AsGenerator(v); g != nil && g.IsLegacyCoroutine() {
		return true
	}
	return vm.Of(t).Machine().LegacyWait && loop.IsCoroutine(t, v)
}

// warnOfCoroutines warns where wait takes coroutines of a program of long ago.
func warnOfCoroutines(t *object.Thread, given []object.Value) bool {
	if !vm.Of(t).Machine().LegacyWait || !slices.ContainsFunc(given, func(v object.Value) bool { return loop.IsCoroutine(t, v) }) {
		return true
	}
	return t.Warn(object.ShapeDeprecationWarning, 1, "The explicit passing of coroutine objects to asyncio.wait() is deprecated since Python 3.8, and scheduled for removal in Python 3.11.")
}

// begin waits for the futures.
func (x *waiting) begin(t *object.Thread, timeout object.Value) (object.Value, vm.Fast) {
	l := loop.Running(t)
	if l == nil {
		t.RuntimeErrorf("no running event loop")
		return failed()
	}
	x.left = len(x.futures)
	x.wait = l.Park(t, x)
	cb := loop.StateOf(t).NewCompleterIn(&x.Opaque, x)
	if !timeout.IsNone() {
		if x.timer = later(t, l, timeout, x); x.timer.P == nil {
			return failed()
		}
	}
	for _, f := range x.futures {
		if !loop.AddDone(t, f, cb) {
			return failed()
		}
	}
	return parked(x.wait)
}

// later sets an alarm for delay seconds from now.
func later(t *object.Thread, l *loop.Loop, delay object.Value, a loop.Alarm) object.Value {
	now := l.Time(t)
	if now.P == nil {
		return now
	}
	when := t.Binary(object.OpAdd, now, delay)
	if when.P == nil {
		return when
	}
	return l.SetAlarm(t, when, false, nil, a)
}

// Resume goes on with the wait.
func (x *waiting) Resume(t *object.Thread, w *loop.Wait, exc object.Value) (object.Value, vm.Fast) {
	return x.end(t, exc)
}

// end takes the callbacks back and sorts the futures.
func (x *waiting) end(t *object.Thread, exc object.Value) (object.Value, vm.Fast) {
	x.wait = nil
	if !x.disarm(t) {
		return failed()
	}
	done, pending := object.NewSet(), object.NewSet()
	for _, f := range x.futures {
		if !loop.RemoveCallback(t, f, x.value()) {
			return failed()
		}
		is, ok := loop.IsDone(t, f)
		if !ok {
			return failed()
		}
		to := pending
		if is {
			to = done
		}
		if !to.Add(t, f) {
			return failed()
		}
	}
	if exc.P != nil {
		return loop.RaiseAgain(t, exc)
	}
	return object.TupleOf(done.Value(), pending.Value()), vm.Ready
}

var waitSteps = []loop.Step{
	{Sig: "_wait(fs, timeout, return_when, /)", Doc: "Wait for futures.", Fn: func(t *object.Thread, a []object.Value) (object.Value, vm.Fast) {
		return waitFor(t, a[0], a[1], a[2])
	}},
	{Sig: "_cancel_and_wait(fut, /)", Doc: "Cancel a future and wait until it is done.", Fn: func(t *object.Thread, a []object.Value) (object.Value, vm.Fast) {
		return cancelAndWait(t, a[0])
	}},
}

// cancelAndWait cancels a future and waits until it is done. Whoever cancels
// the waiter meanwhile is heard.
func cancelAndWait(t *object.Thread, fut object.Value) (object.Value, vm.Fast) {
	x := &waiting{until: allCompleted, futures: []object.Value{fut}}
	v, how := x.begin(t, object.None)
	if how != vm.Parked {
		return v, how
	}
	if _, ok := loop.CancelAny(t, fut, object.Value{}); !ok {
		return x.end(t, t.Clear())
	}
	return v, how
}
