package threading

import (
	"time"

	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/object"
)

// Waiters are the threads that wait for something to change, the oldest first.
// The holder of the baton alone touches them; whoever waits does so on a
// channel of its own, and looks again when it is woken.
type Waiters struct{ list []*waiter }

// waiter is one waiting thread. A token in ch makes it look whether it was
// woken or interrupted.
type waiter struct {
	ch    chan struct{}
	woken bool
}

func (w *waiter) ring() {
	select {
	case w.ch <- struct{}{}:
	default:
	}
}

// Len is how many threads wait.
func (w *Waiters) Len() int { return len(w.list) }

// WakeOne wakes the thread that has waited longest; false where none does.
func (w *Waiters) WakeOne() bool {
	if len(w.list) == 0 {
		return false
	}
	first := w.list[0]
	w.list[0] = nil
	w.list = w.list[1:]
	first.woken = true
	first.ring()
	return true
}

// WakeAll wakes all threads that wait.
func (w *Waiters) WakeAll() {
	for w.WakeOne() {
	}
}

// Wait waits to be woken, until deadline unless that is zero. woken is false
// when the time is over, ok with an exception pending from an interrupt.
func (w *Waiters) Wait(t *object.Thread, deadline time.Time) (woken, ok bool) {
	th := vm.Of(t)
	me, _ := th.Local.(*waiter)
	th.Local = nil // in use: a handler that runs meanwhile takes another
	if me == nil {
		me = &waiter{ch: make(chan struct{}, 1)}
	}
	me.woken = false
	w.list = append(w.list, me)
	ok = me.sleep(th, deadline)
	if !me.woken {
		for i, other := range w.list {
			if other == me {
				w.list = append(w.list[:i], w.list[i+1:]...)
				break
			}
		}
	} else if !ok { // woken in the very moment of giving up: somebody else has to be
		w.WakeOne()
	}
	select {
	case <-me.ch:
	default:
	}
	woken = me.woken
	th.Local = me
	return woken, ok
}

// sleep waits until woken is set; false with an exception pending.
func (w *waiter) sleep(th *vm.Thread, deadline time.Time) bool {
	var timeout <-chan time.Time
	if !deadline.IsZero() {
		timer := time.NewTimer(time.Until(deadline))
		defer timer.Stop()
		timeout = timer.C
	}
	for {
		over := false
		ok := th.Block(w.ring, func() {
			if timeout == nil {
				<-w.ch
				return
			}
			select {
			case <-w.ch:
			case <-timeout:
				over = true
			}
		})
		if !ok || w.woken || over {
			return ok
		}
	}
}

// Deadline is when a timeout in seconds is over; ok is false with an exception
// pending for one that is no number. None is never: the zero time.
func Deadline(t *object.Thread, timeout object.Value) (deadline time.Time, ok bool) {
	if timeout.IsNone() {
		return deadline, true
	}
	secs, ok := t.AsFloat64(timeout)
	if !ok {
		t.Clear()
		if object.IsIntLike(timeout) {
			t.OverflowErrorf("timestamp out of range for platform time_t")
		} else {
			t.TypeErrorf("'>' not supported between instances of '%s' and 'int'", t.TypeName(timeout))
		}
		return deadline, false
	}
	switch {
	case secs != secs:
		t.ValueErrorf("Invalid value NaN (not a number)")
		return deadline, false
	case secs > timeoutMax:
		t.OverflowErrorf("timestamp out of range for platform time_t")
		return deadline, false
	}
	return time.Now().Add(time.Duration(max(secs, 0) * 1e9)), true
}
