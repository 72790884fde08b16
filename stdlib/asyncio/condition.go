package asyncio

import (
	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/loop"
	"github.com/aio-lang/aio/vm/object"
)

// condition is what an asyncio.Condition is made of: those who wait for a
// notification, beside a lock.
type condition struct {
	bound
	lockObj object.Value
	// lock is lockObj where its methods are Lock's own, nil where the
	// language has to call them.
	lock    *lock
	waiters loop.Line
}

func asCondition(v object.Value) *condition {
	c, _ := object.Payload[*condition](v)
	return c
}

// plain reports whether natives may take and free the lock.
func (c *condition) plain(t *object.Thread) bool {
	return c.lock != nil && c.Ext == nil && inherits(t, c.lockObj, c.m.acquire, c.m.lockAcquire) && ownMethod(t, c.lockObj, c.m.release, c.m.lock)
}

// held reports whether the lock is held.
func (c *condition) held(t *object.Thread) (held, ok bool) {
	if c.lock != nil {
		return c.lock.held, true
	}
	r := t.CallMethod(c.lockObj, c.m.locked)
	if r.P == nil {
		return false, false
	}
	return t.Truth(r)
}

// notify wakes up to n of those who wait.
func (c *condition) notify(t *object.Thread, n int) bool {
	for w := c.waiters.First(); w != nil && n > 0; w = w.Next() {
		woken, ok := w.Wake(t, object.False)
		if !ok {
			return false
		}
		if woken {
			n--
		}
	}
	return true
}

// sleep gives up the lock and begins to wait for a notification.
func (c *condition) sleep(t *object.Thread, body loop.Waiter) *loop.Wait {
	held, ok := c.held(t)
	if !ok {
		return nil
	}
	if !held {
		t.RuntimeErrorf("cannot wait on un-acquired lock")
		return nil
	}
	l := c.enter(t)
	if l == nil {
		return nil
	}
	w := l.Park(t, body)
	if c.lock != nil {
		ok = c.lock.release(t)
	} else {
		ok = t.CallMethod(c.lockObj, c.m.release).P != nil
	}
	if !ok {
		return nil
	}
	c.waiters.Push(w)
	return w
}

// conditionWait is a Condition.wait() in progress.
type conditionWait struct {
	c *condition
	// notified: the wait for the notification is over, that for the lock
	// under way.
	notified bool
	// exc is what has to be raised once the lock is held again.
	exc object.Value
}

// Resume goes on with wait: the lock must be held again however the wait ended.
func (x *conditionWait) Resume(t *object.Thread, w *loop.Wait, exc object.Value) (object.Value, vm.Fast) {
	l := x.c.lock
	if !x.notified {
		w.Leave()
		x.notified, x.exc = true, exc
	} else if l.arrive(t, w, exc) {
		return x.end(t)
	} else {
		raised := t.Clear()
		if !isCancelled(t, raised) {
			return x.fail(t, raised)
		}
		// a cancellation is kept until the lock is there
		if e := object.AsException(raised); x.exc.P != nil && e.Context.P == nil && x.exc != raised {
			e.Context = x.exc
		}
		x.exc = raised
	}
	if l.free() {
		l.take(t)
		return x.end(t)
	}
	next := l.park(t, &l.waiters, x)
	if next == nil {
		return x.fail(t, t.Clear())
	}
	return parked(next)
}

func (x *conditionWait) end(t *object.Thread) (object.Value, vm.Fast) {
	if x.exc.P == nil {
		return object.True, vm.Ready
	}
	return x.fail(t, x.exc)
}

// fail ends the wait with an exception. It may have swallowed a notification,
// which another one gets.
func (x *conditionWait) fail(t *object.Thread, exc object.Value) (object.Value, vm.Fast) {
	if !x.c.notify(t, 1) {
		return failed()
	}
	return loop.RaiseAgain(t, exc)
}

// conditionSleep is the first half of a wait, for the language: its value is
// what was raised in it, or None.
type conditionSleep struct{ c *condition }

// Resume ends the sleep.
func (x conditionSleep) Resume(t *object.Thread, w *loop.Wait, exc object.Value) (object.Value, vm.Fast) {
	w.Leave()
	if exc.P == nil {
		exc = object.None
	}
	return exc, vm.Ready
}

var conditionSteps = []loop.Step{
	{Sig: "_condition_wait(condition, /)", Doc: "Wait for a notification, where the lock is a plain one.", Fn: func(t *object.Thread, a []object.Value) (object.Value, vm.Fast) {
		c := asCondition(a[0])
		if c == nil || !c.plain(t) {
			return object.Value{}, vm.Declined
		}
		return parked(c.sleep(t, &conditionWait{c: c}))
	}},
	{Sig: "_condition_sleep(condition, /)", Doc: "Give up the lock and wait for a notification; return what was raised meanwhile, or None.", Fn: func(t *object.Thread, a []object.Value) (object.Value, vm.Fast) {
		c := asCondition(a[0])
		if c == nil {
			return object.Value{}, vm.Declined
		}
		return parked(c.sleep(t, conditionSleep{c}))
	}},
	{Sig: "_condition_enter(condition, /)", Doc: "Take the condition's lock, where it is a plain one.", Fn: func(t *object.Thread, a []object.Value) (object.Value, vm.Fast) {
		c := asCondition(a[0])
		if c == nil || !c.plain(t) {
			return object.Value{}, vm.Declined
		}
		return enterLock(t, []object.Value{c.lockObj})
	}},
	{Sig: "_condition_exit(condition, exc_type, exc, tb, /)", Doc: "Free the condition's lock, where it is a plain one.", Fn: func(t *object.Thread, a []object.Value) (object.Value, vm.Fast) {
		c := asCondition(a[0])
		if c == nil || !c.plain(t) {
			return object.Value{}, vm.Declined
		}
		if !c.lock.release(t) {
			return failed()
		}
		return object.None, vm.Ready
	}},
}

// lockMethod is an attribute of a condition that is its lock's.
func lockMethod(name string) object.GetSetDef {
	return object.GetSetDef{Name: name, Get: func(t *object.Thread, v object.Value) object.Value {
		return t.GetAttr((*condition)(v.P).lockObj, t.M.Intern(name))
	}}
}

var conditionDecl = object.TypeDecl{
	Name: "asyncio.locks.Condition", Kind: object.KindOpaque,
	Doc: "What a Condition is made of.",
	New: &object.Def{Sig: "__new__(cls, /, *args, **kwargs)", Doc: "Create a condition.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		c := &condition{bound: newBound(t), lockObj: object.None}
		c.Data = c
		return object.InitOpaque(&c.Opaque, object.AsType(a[0]))
	}},
	Methods: []object.Def{
		{Sig: "_use(self, lock, /)", Doc: "Take a lock as the condition's.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			c := (*condition)(a[0].P)
			c.lockObj, c.lock = a[1], asLock(a[1])
			// a lock that lacks a method is refused at once
			for _, name := range []*object.Str{c.m.locked, c.m.acquire, c.m.release} {
				if t.GetAttr(a[1], name).P == nil {
					return object.Value{}
				}
			}
			return object.None
		}},
		{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: func(t *object.Thread, a []object.Value) object.Value {
			c := (*condition)(a[0].P)
			held, ok := c.held(t)
			if !ok {
				return object.Value{}
			}
			state := "unlocked"
			if held {
				state = "locked"
			}
			return describe(t, a[0], state, c.waiters.Len())
		}},
		{Sig: "def notify(self, n=1)", Doc: "Wake up to n of the tasks that wait; they go on once they hold the lock.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			c := (*condition)(a[0].P)
			held, ok := c.held(t)
			if !ok {
				return object.Value{}
			}
			if !held {
				return t.RuntimeErrorf("cannot notify on un-acquired lock")
			}
			n, ok := t.IntArg(a[1])
			return none(ok && c.notify(t, n))
		}},
		{Sig: "_pass_on(self)", Doc: "Wake another task in place of the one that fails.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return none((*condition)(a[0].P).notify(t, 1))
		}},
	},
	GetSets: []object.GetSetDef{
		loopGetSet,
		line("_waiters", func(v object.Value) *loop.Line { return &(*condition)(v.P).waiters }),
		lockMethod("locked"), lockMethod("acquire"), lockMethod("release"),
		{Name: "_lock", Get: func(t *object.Thread, v object.Value) object.Value { return (*condition)(v.P).lockObj }},
	},
}
