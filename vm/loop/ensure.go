package loop

import (
	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/code"
	"github.com/aio-lang/aio/vm/object"
)

// IsFuture is asyncio.isfuture: a Future, or an object that its class marks as
// one. An exception may be pending after false.
func IsFuture(t *object.Thread, v object.Value) bool {
	if v.Kind() == object.KindFuture {
		return true
	}
	switch v.Kind() {
	case object.KindInstance, object.KindOpaque:
	default:
		return false
	}
	// hasattr(type(obj), …) and obj.… is not None
	if t.M.Lookup(t.M.TypeOf(v), stateOf(t).names.blocking).P == nil {
		return false
	}
	b := t.LookupAttr(v, stateOf(t).names.blocking)
	return b.P != nil && !b.IsNone()
}

// IsCoroutineFunction is asyncio.iscoroutinefunction without its marks.
func IsCoroutineFunction(t *object.Thread, v object.Value) bool {
	for v.Kind() == object.KindBoundMethod {
		v = (*object.BoundMethod)(v.P).Func
	}
	c := vm.FunctionCode(v)
	return c != nil && c.Flags&code.Coroutine != 0
}

// EnsureFuture is asyncio.ensure_future; loop nil or None is the current one.
func (s *State) EnsureFuture(t *object.Thread, v, loop object.Value) object.Value {
	if IsFuture(t, v) {
		if loop = given(loop); loop.P != nil {
			own := futureLoop(t, v)
			if own.P == nil {
				return own
			}
			if own != loop {
				return t.ValueErrorf("The future belongs to a different loop than the one specified as the loop argument")
			}
		}
		return v
	}
	if t.Exc.P != nil {
		return object.Value{}
	}
	wrapped := false
	if !IsCoroutine(t, v) {
		if t.Exc.P != nil {
			return object.Value{}
		}
		if t.M.Lookup(t.M.TypeOf(v), object.Names().Await).P == nil {
			return t.TypeErrorf("An asyncio.Future, a coroutine or an awaitable is required")
		}
		if v = s.wrapAwaitable(t, v); v.P == nil {
			return v
		}
		wrapped = true
	}
	if loop = given(loop); loop.P == nil {
		if l := Running(t); l != nil {
			loop = l.obj
		} else if loop = s.CurrentLoop(t); loop.P == nil {
			return loop
		}
	}
	if l := AsLoop(loop); l != nil && l.usesOwn(t, s.names.createTask) {
		r := l.createTask(t, v, object.Value{}, object.Value{})
		if r.P == nil && wrapped {
			closeCoroutine(t, v)
		}
		return r
	}
	r := t.CallMethod(loop, s.names.createTask, v)
	if r.P == nil && wrapped {
		closeCoroutine(t, v)
	}
	return r
}

// closeCoroutine closes a coroutine that will not be run, keeping what is
// pending.
func closeCoroutine(t *object.Thread, v object.Value) {
	exc := t.Clear()
	t.CallMethod(v, object.Names().Close)
	t.Exc = exc
}

// wrapAwaitable makes a coroutine that awaits v.
func (s *State) wrapAwaitable(t *object.Thread, v object.Value) object.Value {
	mod := t.Exec.Import(t, "asyncio.tasks")
	if mod.P == nil {
		return mod
	}
	return t.CallMethod(mod, t.M.Intern("_wrap_awaitable"), v)
}

// CurrentLoop is what asyncio.get_event_loop returns: the running loop, or the
// policy's.
func (s *State) CurrentLoop(t *object.Thread) object.Value {
	if l := Running(t); l != nil {
		return l.obj
	}
	mod := t.Exec.Import(t, "asyncio.events")
	if mod.P == nil {
		return mod
	}
	policy := t.CallMethod(mod, t.M.Intern("get_event_loop_policy"))
	if policy.P == nil {
		return policy
	}
	return t.CallMethod(policy, t.M.Intern("get_event_loop"))
}
