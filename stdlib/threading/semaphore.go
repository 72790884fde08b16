package threading

import (
	"fmt"

	"github.com/aio-lang/aio/vm/object"
)

// semaphore is a threading.Semaphore.
type semaphore struct {
	object.Opaque
	value   int
	limit   int // of a BoundedSemaphore; -1 for none
	waiting Waiters
}

func semaphoreOf(v object.Value) *semaphore { return (*semaphore)(v.P) }

var semaphoreDecl = object.TypeDecl{
	Name: "threading.Semaphore", Kind: object.KindOpaque, Flags: primitive,
	Doc: "A counter that acquire() takes one from, waiting while it is zero, and release() adds to.",
	New: &object.Def{Sig: "__new__(cls, *args, **kwargs)", Doc: "Make a semaphore.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		s := &semaphore{limit: -1}
		return object.InitOpaque(&s.Opaque, object.AsType(a[0]))
	}},
	Methods: []object.Def{
		{Sig: "def __init__(self, value=1)", Doc: "Set the counter.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return boolToNone(semaphoreOf(a[0]).init(t, a[1]))
		}},
		{Sig: "def acquire(self, blocking=True, timeout=None)", Doc: "Take one; return False where that would have to wait too long.", Fn: acquireSemaphore},
		{Sig: "def __enter__(self, blocking=True, timeout=None)", Doc: "Take one.", Fn: acquireSemaphore},
		{Sig: "def release(self, n=1)", Doc: "Add n.", Fn: releaseSemaphore},
		{Sig: "def __exit__(self, t, v, tb)", Doc: "Add one.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return t.CallMethod(a[0], t.M.Intern("release"))
		}},
		{Sig: "def __repr__(self)", Doc: "Return repr(self).", Fn: func(t *object.Thread, a []object.Value) object.Value {
			s := semaphoreOf(a[0])
			if s.limit >= 0 {
				return shown(t, a[0], fmt.Sprintf("value=%d/%d", s.value, s.limit))
			}
			return shown(t, a[0], fmt.Sprintf("value=%d", s.value))
		}},
	},
	GetSets: []object.GetSetDef{{Name: "_value", Get: func(t *object.Thread, v object.Value) object.Value {
		return object.Int(int64(semaphoreOf(v).value))
	}}},
}

// boundedDecl is a subclass: what differs is that there is a limit.
var boundedDecl = object.TypeDecl{
	Name: "threading.BoundedSemaphore", Kind: object.KindOpaque, Flags: primitive,
	Doc: "A semaphore that cannot be released more often than it was acquired.",
	New: semaphoreDecl.New,
	Methods: []object.Def{{Sig: "def __init__(self, value=1)", Doc: "Set the counter, and its limit.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		s := semaphoreOf(a[0])
		if !s.init(t, a[1]) {
			return object.Value{}
		}
		s.limit = s.value
		return object.None
	}}},
	GetSets: []object.GetSetDef{{Name: "_initial_value", Get: func(t *object.Thread, v object.Value) object.Value {
		return object.Int(int64(semaphoreOf(v).limit))
	}}},
}

func boolToNone(ok bool) object.Value {
	if !ok {
		return object.Value{}
	}
	return object.None
}

func (s *semaphore) init(t *object.Thread, v object.Value) bool {
	n, ok := t.SizeArg(v)
	if ok && n < 0 {
		t.ValueErrorf("semaphore initial value must be >= 0")
		return false
	}
	s.value = n
	return ok
}

func acquireSemaphore(t *object.Thread, a []object.Value) object.Value {
	s := semaphoreOf(a[0])
	block, ok := t.Truth(a[1])
	switch {
	case !ok:
		return object.Value{}
	case !block && !a[2].IsNone():
		return t.ValueErrorf("can't specify timeout for non-blocking acquire")
	}
	deadline, ok := Deadline(t, a[2])
	if !ok {
		return object.Value{}
	}
	for s.value == 0 {
		if !block {
			return object.False
		}
		if woken, ok := s.waiting.Wait(t, deadline); !woken || !ok {
			return boolOr(false, ok)
		}
	}
	s.value--
	return object.True
}

func releaseSemaphore(t *object.Thread, a []object.Value) object.Value {
	s := semaphoreOf(a[0])
	n, ok := t.SizeArg(a[1])
	switch {
	case !ok:
		return object.Value{}
	case n < 1:
		return t.ValueErrorf("n must be one or more")
	case s.limit >= 0 && s.value+n > s.limit:
		return t.ValueErrorf("Semaphore released too many times")
	}
	s.value += n
	for ; n > 0 && s.waiting.WakeOne(); n-- {
	}
	return object.None
}
