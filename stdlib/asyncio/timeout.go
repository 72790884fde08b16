package asyncio

import (
	"fmt"
	"math"

	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/loop"
	"github.com/aio-lang/aio/vm/object"
)

// timeLimit is what an asyncio.Timeout is made of.
type timeLimit struct {
	object.Opaque
	when  object.Value // loop time; None for never
	state limitState
	task  object.Value // whose block it limits
	// cancels is how many requests to cancel the task there were before.
	cancels int
	// alarm is what cancels the coming alarm; nil where none is set. The
	// first one is own.
	alarm   object.Value
	own     loop.Handle
	ownUsed bool
}

type limitState uint8

const (
	limitCreated limitState = iota
	limitActive
	limitExpiring // the task has been cancelled, its block has not ended yet
	limitExpired
	limitFinished
)

func (s limitState) String() string {
	return [...]string{"created", "active", "expiring", "expired", "finished"}[s]
}

func asLimit(v object.Value) *timeLimit {
	x, _ := object.Payload[*timeLimit](v)
	return x
}

func newLimit(cls *object.Type, when object.Value) *timeLimit {
	x := &timeLimit{when: when}
	x.Data = x
	object.InitOpaque(&x.Opaque, cls)
	return x
}

func (x *timeLimit) value() object.Value { return object.FromHeader(&x.Header) }

// enter begins the block.
func (x *timeLimit) enter(t *object.Thread) (object.Value, vm.Fast) {
	if x.state != limitCreated {
		t.RuntimeErrorf("Timeout has already been entered")
		return failed()
	}
	l := loop.Running(t)
	if l == nil {
		t.RuntimeErrorf("no running event loop")
		return failed()
	}
	task := l.CurrentValue()
	if task.IsNone() {
		t.RuntimeErrorf("Timeout should be used inside a task")
		return failed()
	}
	cancels, ok := loop.Cancelling(t, task)
	if !ok {
		return failed()
	}
	x.state, x.task, x.cancels = limitActive, task, cancels
	if !x.set(t, x.when) {
		return failed()
	}
	return x.value(), vm.Ready
}

// disarm cancels the coming alarm.
func (x *timeLimit) disarm(t *object.Thread) bool {
	a := x.alarm
	x.alarm = object.Value{}
	return a.P == nil || loop.CancelAlarm(t, a)
}

// set sets the alarm for a loop time.
func (x *timeLimit) set(t *object.Thread, when object.Value) bool {
	x.when = when
	if !x.disarm(t) {
		return false
	}
	if when.IsNone() {
		return true
	}
	l := loop.Running(t)
	if l == nil {
		t.RuntimeErrorf("no running event loop")
		return false
	}
	var h *loop.Handle
	if !x.ownUsed {
		x.ownUsed, h = true, &x.own
	}
	x.alarm = l.SetAlarm(t, when, true, h, x)
	return x.alarm.P != nil
}

// Ring cancels the task: the time is over.
func (x *timeLimit) Ring(t *object.Thread) bool {
	if _, ok := loop.CancelAny(t, x.task, object.Value{}); !ok {
		return false
	}
	x.state, x.alarm = limitExpiring, object.Value{}
	return true
}

// onTimeout is Ring as a native.
var onTimeout = object.Def{Sig: "_on_timeout(self, /)", Doc: "Cancel the task.", Fn: func(t *object.Thread, a []object.Value) object.Value {
	return none((*timeLimit)(a[0].P).Ring(t))
}}

// Callback is Ring as an object.
func (x *timeLimit) Callback(t *object.Thread) object.Value {
	return object.NewBoundNative(&onTimeout, t.M.TypeOf(x.value()), x.value()).Value()
}

// exit ends the block, which raised exc unless that is None.
func (x *timeLimit) exit(t *object.Thread, kind, exc object.Value) (object.Value, vm.Fast) {
	if !x.disarm(t) {
		return failed()
	}
	switch x.state {
	case limitActive:
		x.state = limitFinished
	case limitExpiring:
		x.state = limitExpired
		left, ok := loop.Uncancel(t, x.task)
		if !ok {
			return failed()
		}
		if left > x.cancels || kind.IsNone() {
			break // somebody else cancelled the task too, or the block coped
		}
		if ty := object.AsType(kind); ty != nil && ty.IsSubtypeOf(cancelledType(t)) {
			e := object.NewException(object.ShapeTimeoutError)
			e.Cause, e.SuppressContext = exc, true
			t.RaiseException(e)
			return failed()
		}
		if e := object.AsException(exc); e != nil {
			insertTimeout(t, e)
			if t.M.TypeOf(exc).IsSubtypeOf(t.M.Type(object.ShapeExceptionGroup)) {
				members, ok := t.Collect(t.GetAttr(exc, t.M.Intern("exceptions")))
				if !ok {
					return failed()
				}
				for _, m := range members {
					insertTimeout(t, object.AsException(m))
				}
			}
		}
	}
	return object.None, vm.Ready
}

func cancelledType(t *object.Thread) *object.Type {
	cancelled, _ := loop.StateOf(t).ErrorTypes()
	return cancelled
}

// insertTimeout puts a TimeoutError over the CancelledError from which e comes,
// however far: it was ours.
func insertTimeout(t *object.Thread, e *object.Exception) {
	for e != nil && e.Context.P != nil && !e.Context.IsNone() {
		if isCancelled(t, e.Context) {
			over := object.NewException(object.ShapeTimeoutError)
			over.Context, over.Cause, over.SuppressContext = e.Context, e.Context, true
			e.Context = over.Value()
			return
		}
		e = object.AsException(e.Context)
	}
}

var timeoutSteps = []loop.Step{
	{Sig: "_timeout_enter(timeout, /)", Doc: "Begin the block that a Timeout limits.", Fn: func(t *object.Thread, a []object.Value) (object.Value, vm.Fast) {
		if x := asLimit(a[0]); x != nil {
			return x.enter(t)
		}
		return object.Value{}, vm.Declined
	}},
	{Sig: "_timeout_exit(timeout, exc_type, exc, tb, /)", Doc: "End the block that a Timeout limits.", Fn: func(t *object.Thread, a []object.Value) (object.Value, vm.Fast) {
		if x := asLimit(a[0]); x != nil {
			return x.exit(t, a[1], a[2])
		}
		return object.Value{}, vm.Declined
	}},
}

// makeTimeout is asyncio.timeout for the class of its first argument.
var makeTimeout = object.Def{Sig: "_timeout(cls, delay, /)", Doc: "Make a Timeout that ends delay seconds from now; None for never.", Fn: func(t *object.Thread, a []object.Value) object.Value {
	l := loop.Running(t)
	if l == nil {
		return t.RuntimeErrorf("no running event loop")
	}
	when := a[1]
	if !when.IsNone() {
		now := l.Time(t)
		if now.P == nil {
			return now
		}
		if when = t.Binary(object.OpAdd, now, a[1]); when.P == nil {
			return when
		}
	}
	return newLimit(object.AsType(a[0]), when).value()
}}

var limitDecl = object.TypeDecl{
	Name: "asyncio.timeouts.Timeout", Kind: object.KindOpaque,
	Doc: "What a Timeout is made of.",
	New: &object.Def{Sig: "__new__(cls, /, *args, **kwargs)", Doc: "Create a time limit.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		return newLimit(object.AsType(a[0]), object.None).value()
	}},
	Methods: []object.Def{
		{Sig: "_begin(self, when, /)", Doc: "Limit a block to a time of the loop's clock; None for none.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			(*timeLimit)(a[0].P).when = a[1]
			return object.None
		}},
		{Sig: "def when(self)", Doc: "Return the loop's time at which the block is cancelled, None for never.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return (*timeLimit)(a[0].P).when
		}},
		{Sig: "def expired(self)", Doc: "Return True once the time is over.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			s := (*timeLimit)(a[0].P).state
			return object.Bool(s == limitExpiring || s == limitExpired)
		}},
		{Sig: "def reschedule(self, when)", Doc: "Move the limit to another time of the loop's clock, None for never.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			x := (*timeLimit)(a[0].P)
			switch x.state {
			case limitActive:
				return none(x.set(t, a[1]))
			case limitCreated:
				return t.RuntimeErrorf("Timeout has not been entered")
			}
			return t.RuntimeErrorf("Cannot change state of %s Timeout", x.state)
		}},
		{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: func(t *object.Thread, a []object.Value) object.Value {
			x := (*timeLimit)(a[0].P)
			if x.state != limitActive {
				return object.NewStr(fmt.Sprintf("<Timeout [%s]>", x.state))
			}
			when := x.when
			if when.IsFloat() {
				when = object.Float(math.Round(when.AsFloat()*1e3) / 1e3)
			}
			text, ok := t.Repr(when)
			if !ok {
				return object.Value{}
			}
			return object.NewStr(fmt.Sprintf("<Timeout [active] when=%s>", text))
		}},
	},
}
