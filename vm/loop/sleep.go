package loop

import (
	"math"
	"unsafe"

	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/object"
)

// A task that awaits asyncio.sleep(delay) directly needs no future: its timer
// names the task itself. The steps and their order are those of CPython, where
// the timer sets the result of a future in one pass, and the future's callback
// wakes the task in the next.

// sleepFuture: somebody asked what the task waits for, so there is a future
// after all.
const sleepFuture sleepState = 10

// SleepNow is the short way of `await asyncio.sleep(delay, result)`; see
// vm.FastAwait.
func SleepNow(t *object.Thread, a []object.Value) (object.Value, vm.Fast) {
	vt := vm.Of(t)
	l := (*Loop)(vt.Loop)
	if l == nil || l.current == nil || !vt.DirectlyDriven() || l.foreign || l.customTime || l.debug || l.closed {
		return object.Value{}, vm.Declined
	}
	var delay float64
	switch {
	case a[0].IsInt():
		delay = float64(a[0].AsInt())
	case a[0].IsFloat():
		delay = a[0].AsFloat()
		if math.IsNaN(delay) {
			return object.Value{}, vm.Declined
		}
	default:
		return object.Value{}, vm.Declined
	}
	if delay <= 0 {
		if !a[1].IsNone() {
			return object.Value{}, vm.Declined
		}
		return object.None, vm.Suspended
	}
	k := l.current
	k.result = a[1]
	k.sleep = asleep
	l.timers.push(timer{when: l.state.Clock.Now() + delay, p: unsafe.Pointer(k), gen: k.sleepGen, task: true})
	return asleepMark, vm.Suspended
}

// sleepOver runs when the task's timer has fired: the task goes on in the next
// pass.
func (k *Task) sleepOver(gen uint32) {
	if k.sleepGen != gen {
		return
	}
	switch k.sleep {
	case asleep, sleepFired:
		k.sleep = sleepDone
		k.loop.ready.push(entry{kind: entryWake, p: unsafe.Pointer(k)})
	}
}

// breakSleep cancels the sleep: the task is woken with CancelledError.
func (k *Task) breakSleep(msg object.Value) {
	if k.sleep == asleep {
		k.more_().sleepTimer = true
	}
	k.sleep = sleepBroken
	if msg.P != nil && !msg.IsNone() {
		k.result = msg
	} else {
		k.result = object.Value{}
	}
	k.loop.ready.push(entry{kind: entryWake, p: unsafe.Pointer(k)})
}

// endSleep is the task's waking: the value that sleep() returns, or an
// exception in *exc.
func (k *Task) endSleep(exc *object.Value, t *vm.Thread) object.Value {
	v := k.result
	k.result = object.Value{}
	state := k.sleep
	k.sleep = awake
	if state == sleepFuture {
		if v.P == nil {
			v = object.None
		}
		return v
	}
	k.sleepGen++
	switch state {
	case sleepBroken:
		if exc.P == nil {
			e := k.loop.state.NewCancelledError(v)
			t.SetContext(e)
			*exc = e.Value()
		}
		if k.extra != nil && k.extra.sleepTimer {
			k.extra.sleepTimer = false
			k.loop.cancelledTimers++
		}
		return object.None
	case asleep, sleepFired: // woken by other means: the timer is void
		if state == asleep {
			k.loop.cancelledTimers++
		}
		return object.None
	}
	return v
}

// sleepFutureOf makes the future that a task asleep waits for in CPython, for
// somebody who asks for it.
func (k *Task) sleepFutureOf(t *object.Thread) *Future {
	f := k.loop.NewFuture()
	switch k.sleep {
	case asleep:
		h := k.loop.newHandle(object.NewBoundNative(&SetUnlessCancelled, nil, f.Value()).Value(), []object.Value{k.result}, nil)
		for i := range k.loop.timers {
			if e := &k.loop.timers[i]; e.task && e.p == unsafe.Pointer(k) && e.gen == k.sleepGen {
				h.toTimer(k.loop, e.when)
				h.scheduled = true
				e.p, e.task = unsafe.Pointer(h), false
			}
		}
		k.sleepGen++
		k.result = object.Value{}
		k.sleep = sleepFuture
		k.waiter = unsafe.Pointer(f)
		f.cb = callback{k.Value(), k.ctx}
	case sleepFired:
		f.cb = callback{k.Value(), k.ctx}
	case sleepDone:
		f.result = k.result
		f.setState(stateFinished)
	case sleepBroken:
		f.setState(stateCancelled)
	}
	return f
}

// SetUnlessCancelled declares futures._set_result_unless_cancelled.
var SetUnlessCancelled = object.Def{Sig: "_set_result_unless_cancelled(fut, result, /)", Doc: "Set the result unless the future was cancelled.", Fn: func(t *object.Thread, a []object.Value) object.Value {
	if f := AsFuture(a[0]); f != nil && !t.M.TypeOf(a[0]).IsHeap() {
		if !f.Cancelled() {
			if f.Done() {
				return stateOf(t).raiseInvalidState(t, "invalid state")
			}
			if !f.SetResult(t, a[1]) {
				return object.Value{}
			}
		}
		return object.None
	}
	c := t.CallMethod(a[0], t.M.Intern("cancelled"))
	if c.P == nil {
		return c
	}
	if truth, ok := t.Truth(c); truth || !ok {
		if !ok {
			return object.Value{}
		}
		return object.None
	}
	if t.CallMethod(a[0], t.M.Intern("set_result"), a[1]).P == nil {
		return object.Value{}
	}
	return object.None
}}
