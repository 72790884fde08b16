package asyncio

import (
	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/loop"
	"github.com/aio-lang/aio/vm/object"
)

// lock is what an asyncio.Lock is made of. It is fair: release wakes the first
// in line, and until that task has run the lock is free for nobody else.
type lock struct {
	bound
	held bool
	// owner is the task that took the lock, nil where no task did. It is
	// for reports alone: anybody may release.
	owner   *loop.Task
	waiters loop.Line
}

func asLock(v object.Value) *lock {
	l, _ := object.Payload[*lock](v)
	return l
}

// take takes the lock for the running task.
func (l *lock) take(t *object.Thread) {
	l.held = true
	if r := loop.Running(t); r != nil {
		l.owner = r.Current()
	}
}

// free reports whether the lock can be taken at once: those in line go first.
func (l *lock) free() bool {
	if l.held {
		return false
	}
	for w := l.waiters.First(); w != nil; w = w.Next() {
		if !w.Cancelled() {
			return false
		}
	}
	return true
}

// release frees the lock. False with an exception pending when it is not held.
func (l *lock) release(t *object.Thread) bool {
	if !l.held {
		t.RuntimeErrorf("Lock is not acquired.")
		return false
	}
	l.held, l.owner = false, nil
	return l.wakeFirst(t)
}

// wakeFirst wakes the head of the line, unless it is awake already and about
// to take the lock.
func (l *lock) wakeFirst(t *object.Thread) bool {
	w := l.waiters.First()
	if w == nil {
		return true
	}
	_, ok := w.Wake(t, object.True)
	return ok
}

// acquire is Lock.acquire.
func (l *lock) acquire(t *object.Thread) (object.Value, vm.Fast) {
	if l.free() {
		l.take(t)
		return object.True, vm.Ready
	}
	return parked(l.park(t, &l.waiters, l))
}

// Resume goes on with acquire.
func (l *lock) Resume(t *object.Thread, w *loop.Wait, exc object.Value) (object.Value, vm.Fast) {
	if !l.arrive(t, w, exc) {
		return failed()
	}
	return object.True, vm.Ready
}

// arrive ends a wait for the lock: it is the waiter's, unless exc is raised
// in it. False means that an exception is pending.
func (l *lock) arrive(t *object.Thread, w *loop.Wait, exc object.Value) bool {
	w.Leave()
	if exc.P == nil {
		l.take(t)
		return true
	}
	if !l.held && isCancelled(t, exc) && !l.wakeFirst(t) {
		return false
	}
	t.Exc = exc
	return false
}

func isCancelled(t *object.Thread, exc object.Value) bool {
	cancelled, _ := loop.StateOf(t).ErrorTypes()
	return t.M.TypeOf(exc).IsSubtypeOf(cancelled)
}

// enterLock is the short way of Lock.__aenter__ where acquire is Lock's own.
func enterLock(t *object.Thread, a []object.Value) (object.Value, vm.Fast) {
	l := asLock(a[0])
	if l == nil || !inherits(t, a[0], l.m.acquire, l.m.lockAcquire) {
		return object.Value{}, vm.Declined
	}
	if l.free() {
		l.take(t)
		return object.None, vm.Ready
	}
	return parked(l.park(t, &l.waiters, (*lockEntry)(l)))
}

// lockEntry is a lock that `async with` acquires: its value is None.
type lockEntry lock

// Resume goes on with __aenter__.
func (e *lockEntry) Resume(t *object.Thread, w *loop.Wait, exc object.Value) (object.Value, vm.Fast) {
	if !(*lock)(e).arrive(t, w, exc) {
		return failed()
	}
	return object.None, vm.Ready
}

var lockSteps = []loop.Step{
	{Sig: "_lock_acquire(lock, /)", Doc: "Take the lock.", Fn: func(t *object.Thread, a []object.Value) (object.Value, vm.Fast) {
		if l := asLock(a[0]); l != nil {
			return l.acquire(t)
		}
		return object.Value{}, vm.Declined
	}},
	{Sig: "_lock_enter(lock, /)", Doc: "Take the lock for an async with statement.", Fn: enterLock},
	{Sig: "_lock_exit(lock, exc_type, exc, tb, /)", Doc: "Release the lock at the end of an async with statement.", Fn: func(t *object.Thread, a []object.Value) (object.Value, vm.Fast) {
		l := asLock(a[0])
		if l == nil || !ownMethod(t, a[0], l.m.release, l.m.lock) {
			return object.Value{}, vm.Declined
		}
		if !l.release(t) {
			return failed()
		}
		return object.None, vm.Ready
	}},
}

// ownMethod reports whether an object without attributes of its own has the
// method of that name from a native type.
func ownMethod(t *object.Thread, v object.Value, name *object.Str, ty *object.Type) bool {
	if (*object.Opaque)(v.P).Ext != nil {
		return false
	}
	n := object.AsNative(t.M.Lookup(t.M.TypeOf(v), name))
	return n != nil && n.Owner == ty
}

var lockDecl = object.TypeDecl{
	Name: "asyncio.locks.Lock", Kind: object.KindOpaque,
	Doc: "What a Lock is made of.",
	New: &object.Def{Sig: "__new__(cls, /, *args, **kwargs)", Doc: "Create a lock.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		l := &lock{bound: newBound(t)}
		l.Data = l
		return object.InitOpaque(&l.Opaque, object.AsType(a[0]))
	}},
	Methods: []object.Def{
		{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: func(t *object.Thread, a []object.Value) object.Value {
			l := (*lock)(a[0].P)
			state := "unlocked"
			if l.held {
				state = "locked"
			}
			return describe(t, a[0], state, l.waiters.Len())
		}},
		{Sig: "def locked(self)", Doc: "Return True if the lock is held.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return object.Bool((*lock)(a[0].P).held)
		}},
		{Sig: "def release(self)", Doc: "Free the lock; the first task in line will take it.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return none((*lock)(a[0].P).release(t))
		}},
	},
	GetSets: []object.GetSetDef{
		loopGetSet,
		line("_waiters", func(v object.Value) *loop.Line { return &(*lock)(v.P).waiters }),
		{Name: "_locked", Get: func(t *object.Thread, v object.Value) object.Value { return object.Bool((*lock)(v.P).held) }},
	},
}
