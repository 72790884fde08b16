package threading

import (
	"fmt"

	"github.com/aio-lang/aio/vm/object"
)

// flags of the natives of module threading, which scripts subclass.
const primitive = object.TypeSolid | object.TypeHasDict | object.TypeHasWeakref

// event is a threading.Event.
type event struct {
	object.Opaque
	set     bool
	waiting Waiters
}

func eventOf(v object.Value) *event { return (*event)(v.P) }

// shown is the repr of a primitive: its class, its address and how it is.
func shown(t *object.Thread, v object.Value, state string) object.Value {
	ty := t.M.TypeOf(v)
	return object.NewStr(fmt.Sprintf("<%s at %s: %s>", ty.QualifiedName(t.M), object.Address(v), state))
}

func isSet(t *object.Thread, a []object.Value) object.Value { return object.Bool(eventOf(a[0]).set) }

var eventDecl = object.TypeDecl{
	Name: "threading.Event", Kind: object.KindOpaque, Flags: primitive,
	Doc: "A flag that threads can wait for.",
	New: &object.Def{Sig: "__new__(cls, *args, **kwargs)", Doc: "Make an event.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		e := &event{}
		return object.InitOpaque(&e.Opaque, object.AsType(a[0]))
	}},
	Methods: []object.Def{
		{Sig: "def __init__(self)", Doc: "Make the flag false.", Fn: func(t *object.Thread, a []object.Value) object.Value { return object.None }},
		{Sig: "def is_set(self)", Doc: "Return whether the flag is set.", Fn: isSet},
		{Sig: "def isSet(self)", Doc: "A deprecated synonym of is_set().", Fn: func(t *object.Thread, a []object.Value) object.Value {
			if !t.Warn(object.ShapeDeprecationWarning, 1, "isSet() is deprecated, use is_set() instead") {
				return object.Value{}
			}
			return isSet(t, a)
		}},
		{Sig: "def set(self)", Doc: "Set the flag, and wake all threads that wait for it.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			e := eventOf(a[0])
			e.set = true
			e.waiting.WakeAll()
			return object.None
		}},
		{Sig: "def clear(self)", Doc: "Reset the flag.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			eventOf(a[0]).set = false
			return object.None
		}},
		{Sig: "def wait(self, timeout=None)", Doc: "Wait for the flag, at most timeout seconds; return whether it came.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			e := eventOf(a[0])
			if e.set {
				return object.True
			}
			deadline, ok := Deadline(t, a[1])
			if !ok {
				return object.Value{}
			}
			return boolOr(e.waiting.Wait(t, deadline))
		}},
		{Sig: "def _at_fork_reinit(self)", Doc: "Forget who waits.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			eventOf(a[0]).waiting = Waiters{}
			return object.None
		}},
		{Sig: "def __repr__(self)", Doc: "Return repr(self).", Fn: func(t *object.Thread, a []object.Value) object.Value {
			if eventOf(a[0]).set {
				return shown(t, a[0], "set")
			}
			return shown(t, a[0], "unset")
		}},
	},
}
