package threading

import (
	"fmt"
	"math"
	"time"
	"unsafe"

	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/object"
)

// lock is a _thread.lock. The holder of the baton alone touches it; whoever
// waits tries again when it is woken.
type lock struct {
	object.Opaque
	locked  bool
	waiters Waiters
}

// timeoutMax is _thread.TIMEOUT_MAX, in seconds.
const timeoutMax = float64(math.MaxInt64 / int64(time.Second))

// wait waits for ch, until deadline unless that is zero.
func wait(t *object.Thread, ch <-chan struct{}, deadline time.Time) (woken, ok bool) {
	interrupted := make(chan struct{}, 1)
	wake := func() {
		select {
		case interrupted <- struct{}{}:
		default:
		}
	}
	var timeout <-chan time.Time
	if !deadline.IsZero() {
		timer := time.NewTimer(time.Until(deadline))
		defer timer.Stop()
		timeout = timer.C
	}
	for {
		over := false
		ok := vm.Of(t).Block(wake, func() {
			select {
			case <-ch:
				woken = true
			case <-timeout:
				over = true
			case <-interrupted:
			}
		})
		if !ok || woken || over {
			return woken, ok
		}
	}
}

// acquire takes the lock; it reports whether it did.
func (l *lock) acquire(t *object.Thread, blocking bool, deadline time.Time) (got, ok bool) {
	for l.locked {
		if !blocking {
			return false, true
		}
		if woken, ok := l.waiters.Wait(t, deadline); !woken || !ok {
			return false, ok
		}
	}
	l.locked = true
	return true, true
}

func (l *lock) release() {
	l.locked = false
	l.waiters.WakeOne()
}

// timeoutArg turns blocking and timeout into a deadline; zero: none.
func timeoutArg(t *object.Thread, blocking, timeout object.Value) (block bool, deadline time.Time, ok bool) {
	block, ok = t.Truth(blocking)
	if !ok {
		return
	}
	secs, ok := t.AsFloat64(timeout)
	switch {
	case !ok:
		return
	case !block && secs != -1:
		t.ValueErrorf("can't specify a timeout for a non-blocking call")
		return block, deadline, false
	case secs < 0 && secs != -1:
		t.ValueErrorf("timeout value must be a non-negative number")
		return block, deadline, false
	case secs > timeoutMax:
		t.OverflowErrorf("timestamp out of range for platform time_t")
		return block, deadline, false
	case block && secs == 0:
		return false, deadline, true
	case secs > 0:
		deadline = time.Now().Add(time.Duration(secs * 1e9))
	}
	return block, deadline, true
}

func lockOf(v object.Value) *lock { return (*lock)(v.P) }

func boolOr(b, ok bool) object.Value {
	if !ok {
		return object.Value{}
	}
	return object.Bool(b)
}

func lockAcquire(t *object.Thread, a []object.Value) object.Value {
	block, deadline, ok := timeoutArg(t, a[1], a[2])
	if !ok {
		return object.Value{}
	}
	return boolOr(lockOf(a[0]).acquire(t, block, deadline))
}

func lockRelease(t *object.Thread, a []object.Value) object.Value {
	l := lockOf(a[0])
	if !l.locked {
		return t.RuntimeErrorf("release unlocked lock")
	}
	l.release()
	return object.None
}

func lockLocked(t *object.Thread, a []object.Value) object.Value {
	return object.Bool(lockOf(a[0]).locked)
}

var lockDecl = object.TypeDecl{
	Name: "_thread.lock", Kind: object.KindOpaque, Flags: object.TypeNoSubclass,
	Doc: "A lock object is a synchronization primitive.",
	New: &object.Def{Sig: "__new__(cls)", Doc: "Create a lock.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		l := &lock{}
		return object.InitOpaque(&l.Opaque, object.AsType(a[0]))
	}},
	Methods: []object.Def{
		{Sig: "acquire(self, /, blocking=True, timeout=-1)", Doc: "Take the lock, waiting for it if it must; return whether it was taken.", Fn: lockAcquire},
		{Sig: "acquire_lock(self, /, blocking=True, timeout=-1)", Doc: "An obsolete synonym of acquire().", Fn: lockAcquire},
		{Sig: "release(self, /)", Doc: "Release the lock.", Fn: lockRelease},
		{Sig: "release_lock(self, /)", Doc: "An obsolete synonym of release().", Fn: lockRelease},
		{Sig: "locked(self, /)", Doc: "Return whether the lock is held.", Fn: lockLocked},
		{Sig: "locked_lock(self, /)", Doc: "An obsolete synonym of locked().", Fn: lockLocked},
		{Sig: "_at_fork_reinit(self, /)", Doc: "Make the lock free.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			lockOf(a[0]).locked = false
			return object.None
		}},
		{Sig: "__enter__(self, /)", Doc: "Take the lock.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return boolOr(lockOf(a[0]).acquire(t, true, time.Time{}))
		}},
		{Sig: "__exit__(self, type, value, traceback, /)", Doc: "Release the lock.", Fn: lockRelease},
		{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: func(t *object.Thread, a []object.Value) object.Value {
			state := "unlocked"
			if lockOf(a[0]).locked {
				state = "locked"
			}
			return object.NewStr(fmt.Sprintf("<%s _thread.lock object at %s>", state, object.Address(a[0])))
		}},
	},
}

func newLock(t *object.Thread) object.Value {
	l := &lock{}
	return object.InitOpaque(&l.Opaque, t.M.TypeFor(&lockDecl))
}

// rlock is a _thread.RLock: its owner may take it again.
type rlock struct {
	lock
	owner uint64
	count int
}

func rlockOf(v object.Value) *rlock { return (*rlock)(unsafe.Pointer(v.P)) }

func (l *rlock) acquire(t *object.Thread, blocking bool, deadline time.Time) (got, ok bool) {
	me := vm.Of(t).ID
	if l.owner == me && l.count > 0 {
		l.count++
		return true, true
	}
	got, ok = l.lock.acquire(t, blocking, deadline)
	if got {
		l.owner, l.count = me, 1
	}
	return got, ok
}

func (l *rlock) release(t *object.Thread) object.Value {
	if l.count == 0 || l.owner != vm.Of(t).ID {
		return t.RuntimeErrorf("cannot release un-acquired lock")
	}
	if l.count--; l.count == 0 {
		l.owner = 0
		l.lock.release()
	}
	return object.None
}

var rlockDecl = object.TypeDecl{
	Name: "_thread.RLock", Kind: object.KindOpaque,
	Doc: "A lock that its owner may take again.",
	New: &object.Def{Sig: "__new__(cls, /, *args, **kwargs)", Doc: "Create a lock.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		l := &rlock{}
		return object.InitOpaque(&l.Opaque, object.AsType(a[0]))
	}},
	Methods: []object.Def{
		{Sig: "acquire(self, /, blocking=True, timeout=-1)", Doc: "Take the lock, waiting for it if it must; return whether it was taken.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			block, deadline, ok := timeoutArg(t, a[1], a[2])
			if !ok {
				return object.Value{}
			}
			return boolOr(rlockOf(a[0]).acquire(t, block, deadline))
		}},
		{Sig: "release(self, /)", Doc: "Release the lock.", Fn: func(t *object.Thread, a []object.Value) object.Value { return rlockOf(a[0]).release(t) }},
		{Sig: "__enter__(self, /)", Doc: "Take the lock.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return boolOr(rlockOf(a[0]).acquire(t, true, time.Time{}))
		}},
		{Sig: "__exit__(self, type, value, traceback, /)", Doc: "Release the lock.", Fn: func(t *object.Thread, a []object.Value) object.Value { return rlockOf(a[0]).release(t) }},
		{Sig: "_is_owned(self, /)", Doc: "Return whether the calling thread holds the lock.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			l := rlockOf(a[0])
			return object.Bool(l.count > 0 && l.owner == vm.Of(t).ID)
		}},
		{Sig: "_recursion_count(self, /)", Doc: "Return how often the calling thread holds the lock.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			l := rlockOf(a[0])
			if l.owner != vm.Of(t).ID {
				return object.Int(0)
			}
			return object.Int(int64(l.count))
		}},
		{Sig: "_release_save(self, /)", Doc: "Release the lock altogether; for Condition.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			l := rlockOf(a[0])
			if l.count == 0 {
				return t.RuntimeErrorf("cannot release un-acquired lock")
			}
			saved := object.TupleOf(object.Int(int64(l.count)), object.Int(int64(l.owner)))
			l.count, l.owner = 0, 0
			l.lock.release()
			return saved
		}},
		{Sig: "_acquire_restore(self, state, /)", Doc: "Undo _release_save.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			l, u := rlockOf(a[0]), object.AsTuple(a[1])
			if u == nil || len(u.Items) != 2 {
				return t.TypeErrorf("_acquire_restore() takes what _release_save() returned")
			}
			if got, ok := l.lock.acquire(t, true, time.Time{}); !got || !ok {
				return object.Value{}
			}
			l.count, l.owner = int(u.Items[0].AsInt()), uint64(u.Items[1].AsInt())
			return object.None
		}},
		{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: func(t *object.Thread, a []object.Value) object.Value {
			l, state := rlockOf(a[0]), "unlocked"
			owner := uint64(0)
			if l.count > 0 {
				state, owner = "locked", ident(l.owner)
			}
			return object.NewStr(fmt.Sprintf("<%s %s object owner=%d count=%d at %s>", state, t.M.TypeOf(a[0]).QualifiedName(t.M), owner, l.count, object.Address(a[0])))
		}},
	},
}
