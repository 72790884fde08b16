package asyncio

import (
	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/loop"
	"github.com/aio-lang/aio/vm/object"
)

// semaphore is what an asyncio.Semaphore is made of. Permits go to those in
// line in their order: release hands one over by taking it for the first that
// still waits.
type semaphore struct {
	bound
	permits object.Value // an int, mostly
	// most is the number that a BoundedSemaphore never exceeds; nil for a
	// plain one.
	most    object.Value
	waiters loop.Line
}

func asSemaphore(v object.Value) *semaphore {
	s, _ := object.Payload[*semaphore](v)
	return s
}

// add changes the number of permits. The numbers of a script may be of any
// kind that counts.
func (s *semaphore) add(t *object.Thread, op object.BinaryOp) bool {
	if v := s.permits; v.IsInt() && v.AsInt() >= 0 && v.AsInt() < 1<<40 {
		if op == object.OpAdd {
			s.permits = object.Int(v.AsInt() + 1)
		} else {
			s.permits = object.Int(v.AsInt() - 1)
		}
		return true
	}
	v := t.Binary(op, s.permits, object.Int(1))
	if v.P != nil {
		s.permits = v
	}
	return v.P != nil
}

// locked reports whether acquire would have to wait.
func (s *semaphore) locked(t *object.Thread) (locked, ok bool) {
	if v := s.permits; v.IsInt() {
		locked = v.AsInt() == 0
	} else if locked, ok = t.Equal(v, object.Int(0)); !ok {
		return false, false
	}
	if locked {
		return true, true
	}
	for w := s.waiters.First(); w != nil; w = w.Next() {
		if !w.Cancelled() {
			return true, true
		}
	}
	return false, true
}

// handOver gives a permit to the first in line that waits yet; it reports
// whether there was one.
func (s *semaphore) handOver(t *object.Thread) (given, ok bool) {
	for w := s.waiters.First(); w != nil; w = w.Next() {
		if !w.Done() {
			if !s.add(t, object.OpSub) {
				return false, false
			}
			return w.Wake(t, object.True)
		}
	}
	return false, true
}

// release gives a permit back.
func (s *semaphore) release(t *object.Thread) bool {
	if s.most.P != nil {
		over, ok := t.CompareTruth(object.OpGe, s.permits, s.most)
		if over && ok {
			t.ValueErrorf("BoundedSemaphore released too many times")
		}
		if over || !ok {
			return false
		}
	}
	if !s.add(t, object.OpAdd) {
		return false
	}
	_, ok := s.handOver(t)
	return ok
}

// acquire takes a permit, or begins to wait for one on behalf of body.
func (s *semaphore) acquire(t *object.Thread, got object.Value, body loop.Waiter) (object.Value, vm.Fast) {
	locked, ok := s.locked(t)
	if !ok {
		return failed()
	}
	if locked {
		return parked(s.park(t, &s.waiters, body))
	}
	if !s.add(t, object.OpSub) {
		return failed()
	}
	return got, vm.Ready
}

// arrive ends a wait: the permit has been taken already for whoever was woken.
// False means that an exception is pending.
func (s *semaphore) arrive(t *object.Thread, w *loop.Wait, exc object.Value) bool {
	w.Leave()
	if exc.P != nil && w.Done() && !w.Cancelled() && isCancelled(t, exc) && !s.add(t, object.OpAdd) {
		return false
	}
	// there may be permits that a cancelled task ahead in line kept back
	for {
		some, ok := t.CompareTruth(object.OpGt, s.permits, object.Int(0))
		if ok && some {
			some, ok = s.handOver(t)
		}
		if !ok {
			return false
		}
		if !some {
			break
		}
	}
	t.Exc = exc
	return exc.P == nil
}

// Resume goes on with acquire.
func (s *semaphore) Resume(t *object.Thread, w *loop.Wait, exc object.Value) (object.Value, vm.Fast) {
	if !s.arrive(t, w, exc) {
		return failed()
	}
	return object.True, vm.Ready
}

// semaphoreEntry is a semaphore that `async with` acquires: its value is None.
type semaphoreEntry semaphore

// Resume goes on with __aenter__.
func (e *semaphoreEntry) Resume(t *object.Thread, w *loop.Wait, exc object.Value) (object.Value, vm.Fast) {
	if !(*semaphore)(e).arrive(t, w, exc) {
		return failed()
	}
	return object.None, vm.Ready
}

var semaphoreSteps = []loop.Step{
	{Sig: "_semaphore_acquire(semaphore, /)", Doc: "Take a permit.", Fn: func(t *object.Thread, a []object.Value) (object.Value, vm.Fast) {
		if s := asSemaphore(a[0]); s != nil {
			return s.acquire(t, object.True, s)
		}
		return object.Value{}, vm.Declined
	}},
	{Sig: "_semaphore_enter(semaphore, /)", Doc: "Take a permit for an async with statement.", Fn: func(t *object.Thread, a []object.Value) (object.Value, vm.Fast) {
		s := asSemaphore(a[0])
		if s == nil || !inherits(t, a[0], s.m.acquire, s.m.semAcquire) {
			return object.Value{}, vm.Declined
		}
		return s.acquire(t, object.None, (*semaphoreEntry)(s))
	}},
	{Sig: "_semaphore_exit(semaphore, exc_type, exc, tb, /)", Doc: "Give a permit back at the end of an async with statement.", Fn: func(t *object.Thread, a []object.Value) (object.Value, vm.Fast) {
		s := asSemaphore(a[0])
		if s == nil || !ownMethod(t, a[0], s.m.release, s.m.semaphore) {
			return object.Value{}, vm.Declined
		}
		if !s.release(t) {
			return failed()
		}
		return object.None, vm.Ready
	}},
}

var semaphoreDecl = object.TypeDecl{
	Name: "asyncio.locks.Semaphore", Kind: object.KindOpaque,
	Doc: "What a Semaphore is made of.",
	New: &object.Def{Sig: "__new__(cls, /, *args, **kwargs)", Doc: "Create a semaphore.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		s := &semaphore{bound: newBound(t), permits: object.Int(1)}
		s.Data = s
		return object.InitOpaque(&s.Opaque, object.AsType(a[0]))
	}},
	Methods: []object.Def{
		{Sig: "_begin(self, value, /)", Doc: "Begin with value permits.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			negative, ok := t.CompareTruth(object.OpLt, a[1], object.Int(0))
			if negative && ok {
				return t.ValueErrorf("Semaphore initial value must be >= 0")
			}
			(*semaphore)(a[0].P).permits = a[1]
			return none(ok)
		}},
		{Sig: "_bind(self, value, /)", Doc: "Let release refuse to go beyond value permits.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			(*semaphore)(a[0].P).most = a[1]
			return object.None
		}},
		{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: func(t *object.Thread, a []object.Value) object.Value {
			s := (*semaphore)(a[0].P)
			locked, ok := s.locked(t)
			if !ok {
				return object.Value{}
			}
			state := "locked"
			if !locked {
				text, ok := t.Str(s.permits)
				if !ok {
					return object.Value{}
				}
				state = "unlocked, value:" + text
			}
			return describe(t, a[0], state, s.waiters.Len())
		}},
		{Sig: "def locked(self)", Doc: "Return True if acquire() would have to wait.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			locked, ok := (*semaphore)(a[0].P).locked(t)
			if !ok {
				return object.Value{}
			}
			return object.Bool(locked)
		}},
		{Sig: "def release(self)", Doc: "Give a permit back; a waiting task gets it.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return none((*semaphore)(a[0].P).release(t))
		}},
	},
	GetSets: []object.GetSetDef{
		loopGetSet,
		line("_waiters", func(v object.Value) *loop.Line { return &(*semaphore)(v.P).waiters }),
		{Name: "_value", Get: func(t *object.Thread, v object.Value) object.Value { return (*semaphore)(v.P).permits },
			Set: func(t *object.Thread, v, x object.Value) bool {
				if x.P == nil {
					t.TypeErrorf("_value cannot be deleted")
					return false
				}
				(*semaphore)(v.P).permits = x
				return true
			}},
		{Name: "_bound_value", Get: func(t *object.Thread, v object.Value) object.Value {
			if most := (*semaphore)(v.P).most; most.P != nil {
				return most
			}
			return object.None
		}},
	},
}
