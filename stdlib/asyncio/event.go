package asyncio

import (
	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/loop"
	"github.com/aio-lang/aio/vm/object"
)

// event is what an asyncio.Event is made of: a flag, and those who wait for it.
type event struct {
	bound
	set     bool
	waiters loop.Line
}

func asEvent(v object.Value) *event {
	e, _ := object.Payload[*event](v)
	return e
}

// Resume goes on with wait: whoever was woken has seen the flag set, whatever
// it is now.
func (e *event) Resume(t *object.Thread, w *loop.Wait, exc object.Value) (object.Value, vm.Fast) {
	w.Leave()
	if exc.P != nil {
		return loop.RaiseAgain(t, exc)
	}
	return object.True, vm.Ready
}

// wakeAll wakes everybody in a line, who leave it when they run.
func wakeAll(t *object.Thread, q *loop.Line, v object.Value) bool {
	for w := q.First(); w != nil; w = w.Next() {
		if _, ok := w.Wake(t, v); !ok {
			return false
		}
	}
	return true
}

var eventSteps = []loop.Step{
	{Sig: "_event_wait(event, /)", Doc: "Wait until the event is set.", Fn: func(t *object.Thread, a []object.Value) (object.Value, vm.Fast) {
		e := asEvent(a[0])
		switch {
		case e == nil:
			return object.Value{}, vm.Declined
		case e.set:
			return object.True, vm.Ready
		}
		return parked(e.park(t, &e.waiters, e))
	}},
}

var eventDecl = object.TypeDecl{
	Name: "asyncio.locks.Event", Kind: object.KindOpaque,
	Doc: "What an Event is made of.",
	New: &object.Def{Sig: "__new__(cls, /, *args, **kwargs)", Doc: "Create an event.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		e := &event{bound: newBound(t)}
		e.Data = e
		return object.InitOpaque(&e.Opaque, object.AsType(a[0]))
	}},
	Methods: []object.Def{
		{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: func(t *object.Thread, a []object.Value) object.Value {
			e := (*event)(a[0].P)
			state := "unset"
			if e.set {
				state = "set"
			}
			return describe(t, a[0], state, e.waiters.Len())
		}},
		{Sig: "def is_set(self)", Doc: "Return True if the flag is set.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return object.Bool((*event)(a[0].P).set)
		}},
		{Sig: "def set(self)", Doc: "Set the flag and wake every task that waits for it.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			e := (*event)(a[0].P)
			if e.set {
				return object.None
			}
			e.set = true
			return none(wakeAll(t, &e.waiters, object.True))
		}},
		{Sig: "def clear(self)", Doc: "Reset the flag: whoever waits from now on blocks.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			(*event)(a[0].P).set = false
			return object.None
		}},
	},
	GetSets: []object.GetSetDef{
		loopGetSet,
		line("_waiters", func(v object.Value) *loop.Line { return &(*event)(v.P).waiters }),
		{Name: "_value", Get: func(t *object.Thread, v object.Value) object.Value { return object.Bool((*event)(v.P).set) }},
	},
}
