package asyncio

import (
	"github.com/aio-lang/aio/vm/loop"
	"github.com/aio-lang/aio/vm/object"
)

// chain completes a future of a loop as a concurrent.futures.Future does, and
// cancels that one when the loop's is cancelled. It is the done callback of
// the loop's future; its half outer is that of the other.
type chain struct {
	object.Opaque
	loop   *loop.Loop
	source object.Value // concurrent.futures.Future
	dest   object.Value
	outer  chainSource
	handle loop.Handle
}

// chainSource is the done callback of a chain's source, which calls it in a
// thread of its own.
type chainSource struct {
	object.Opaque
	of *chain
}

// newChain ties dest to source.
func newChain(t *object.Thread, l *loop.Loop, source, dest object.Value) bool {
	c := &chain{loop: l, source: source, dest: dest}
	c.outer.of = c
	s := loop.StateOf(t)
	return loop.AddDone(t, dest, s.NewCompleterIn(&c.Opaque, c)) &&
		t.CallMethod(source, t.M.Intern("add_done_callback"), s.NewCompleterIn(&c.outer.Opaque, &c.outer)).P != nil
}

// QualName implements loop.Completer.
func (c *chain) QualName() string { return "_chain_future.<locals>._call_check_cancel" }

// Module implements loop.Completer.
func (c *chain) Module() string { return "futures.py" }

// FutureDone is called when the loop's future is done.
func (c *chain) FutureDone(t *object.Thread, f *loop.Future) bool {
	return !f.Cancelled() || t.CallMethod(c.source, t.M.Intern("cancel")).P != nil
}

// QualName implements loop.Completer.
func (c *chainSource) QualName() string { return "_chain_future.<locals>._call_set_state" }

// Module implements loop.Completer.
func (c *chainSource) Module() string { return "futures.py" }

// FutureDone implements loop.Completer; the source is no future of a loop.
func (c *chainSource) FutureDone(t *object.Thread, f *loop.Future) bool {
	return c.ObjectDone(t, f.Value())
}

// ObjectDone has the loop take over what the source ended in.
func (c *chainSource) ObjectDone(t *object.Thread, source object.Value) bool {
	l := c.of.loop
	if !l.Closed() {
		l.RingSoon(t, &c.of.handle, c.of)
	}
	return true
}

// Ring takes over what the source ended in.
func (c *chain) Ring(t *object.Thread) bool {
	dest := loop.AsFuture(c.dest)
	if dest.Cancelled() {
		return true
	}
	if dest.Done() { // somebody else has completed it
		t.Raise(object.ShapeAssertionError, "")
		return false
	}
	s := loop.StateOf(t)
	cancelled := t.CallMethod(c.source, t.M.Intern("cancelled"))
	if cancelled.P == nil {
		return false
	}
	if cancelled == object.True {
		_, ok := dest.Cancel(t, object.Value{})
		return ok
	}
	exc := t.CallMethod(c.source, t.M.Intern("exception"))
	switch {
	case exc.P == nil:
		return false
	case exc.IsNone():
		result := t.CallMethod(c.source, t.M.Intern("result"))
		return result.P != nil && s.Complete(t, dest, result, object.Value{})
	}
	if exc = convert(t, exc); exc.P == nil {
		return false
	}
	return s.Complete(t, dest, object.Value{}, exc)
}

// convert is the exception of asyncio that one of concurrent.futures stands
// for.
func convert(t *object.Thread, exc object.Value) object.Value {
	mod := t.Exec.Import(t, "asyncio.futures")
	if mod.P == nil {
		return mod
	}
	return t.CallMethod(mod, t.M.Intern("_convert_future_exc"), exc)
}

// setState is Ring as a native.
var setState = object.Def{Sig: "_set_state(chain, /)", Doc: "Complete the future of a loop.", Fn: func(t *object.Thread, a []object.Value) object.Value {
	return none((*chain)(a[0].P).Ring(t))
}}

// Callback is Ring as an object.
func (c *chain) Callback(t *object.Thread) object.Value {
	return object.NewBoundNative(&setState, nil, object.FromHeader(&c.Header)).Value()
}

// adopt is _chain_future of a concurrent future and one of a loop of ours; False
// for any other.
var adopt = object.Def{Sig: "_adopt(future, dest, /)", Doc: "Complete dest, a future of a loop, as a concurrent.futures.Future does; return False where that takes more.", Fn: func(t *object.Thread, a []object.Value) object.Value {
	f := loop.AsFuture(a[1])
	if f == nil || t.M.TypeOf(a[1]).IsHeap() || loop.AsFuture(a[0]) != nil || f.Loop() == nil || !f.Loop().Plain(t) {
		return object.False
	}
	if !newChain(t, f.Loop(), a[0], a[1]) {
		return object.Value{}
	}
	return object.True
}}
