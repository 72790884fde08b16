package asyncio

import (
	"github.com/aio-lang/aio/vm/loop"
	"github.com/aio-lang/aio/vm/object"
)

// shielding ties the future that shield returns to what it protects. It is the
// done callback of the latter.
type shielding struct {
	object.Opaque
	inner, outer object.Value
}

// QualName implements loop.Completer.
func (x *shielding) QualName() string { return "shield.<locals>._inner_done_callback" }

// Module implements loop.Completer.
func (x *shielding) Module() string { return "tasks.py" }

// FutureDone is called when the inner future is done.
func (x *shielding) FutureDone(t *object.Thread, f *loop.Future) bool {
	return x.ObjectDone(t, f.Value())
}

// ObjectDone is FutureDone for a future of any class.
func (x *shielding) ObjectDone(t *object.Thread, inner object.Value) bool {
	result, failed, cancelled, ok := loop.StateOf(t).Ended(t, inner) // seen, if it is an exception
	if !ok {
		return false
	}
	over, ok := loop.IsDone(t, x.outer)
	switch {
	case over || !ok:
		return ok
	case cancelled:
		_, ok = loop.CancelAny(t, x.outer, object.Value{})
		return ok
	}
	method := "set_result"
	if failed {
		method = "set_exception"
	}
	return t.CallMethod(x.outer, t.M.Intern(method), result).P != nil
}

// AwaitedBy implements loop.Awaited.
func (x *shielding) AwaitedBy() object.Value { return x.outer }

// unshielding is the done callback of the outer future: when it is cancelled,
// nobody waits for the inner one anymore.
type unshielding struct {
	object.Opaque
	of *shielding
}

// QualName implements loop.Completer.
func (x *unshielding) QualName() string { return "shield.<locals>._outer_done_callback" }

// Module implements loop.Completer.
func (x *unshielding) Module() string { return "tasks.py" }

// FutureDone is called when the outer future is done.
func (x *unshielding) FutureDone(t *object.Thread, f *loop.Future) bool {
	return x.ObjectDone(t, f.Value())
}

// ObjectDone is FutureDone for a future of any class.
func (x *unshielding) ObjectDone(t *object.Thread, outer object.Value) bool {
	done, ok := loop.IsDone(t, x.of.inner)
	if done || !ok {
		return ok
	}
	return loop.RemoveCallback(t, x.of.inner, object.FromHeader(&x.of.Header))
}

// shield is asyncio.shield.
var shield = object.Def{Sig: "def shield(arg)", Doc: "Protect an awaitable from being cancelled: cancelling what shield returns leaves it running.", Fn: func(t *object.Thread, a []object.Value) object.Value {
	s := loop.StateOf(t)
	inner := s.EnsureFuture(t, a[0], object.None)
	if inner.P == nil {
		return inner
	}
	if done, ok := loop.IsDone(t, inner); done || !ok {
		if !ok {
			return object.Value{}
		}
		return inner
	}
	l := loop.LoopOf(t, inner)
	if l.P == nil {
		return l
	}
	outer := newFuture(t, l)
	if outer.P == nil {
		return outer
	}
	in := &shielding{inner: inner, outer: outer}
	out := &unshielding{of: in}
	if !loop.AddDone(t, inner, s.NewCompleterIn(&in.Opaque, in)) || !loop.AddDone(t, outer, s.NewCompleterIn(&out.Opaque, out)) {
		return object.Value{}
	}
	return outer
}}
