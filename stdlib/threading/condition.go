package threading

import (
	"fmt"
	"time"

	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/object"
)

// condition is a threading.Condition: a lock, and the threads that wait for
// what it guards to change.
type condition struct {
	object.Opaque
	lock    object.Value
	waiting Waiters
}

func conditionOf(v object.Value) *condition { return (*condition)(v.P) }

// plain returns the lock where it is one of ours, else both are nil.
func (c *condition) plain(t *object.Thread) (*lock, *rlock) {
	switch ty := t.M.TypeOf(c.lock); {
	case ty == t.M.TypeFor(&lockDecl):
		return lockOf(c.lock), nil
	case ty.IsSubtypeOf(t.M.TypeFor(&rlockDecl)):
		return nil, rlockOf(c.lock)
	}
	return nil, nil
}

// owned reports whether the calling thread holds the lock, as far as that kind
// of lock can tell.
func (c *condition) owned(t *object.Thread) (owned, ok bool) {
	l, r := c.plain(t)
	switch {
	case l != nil:
		return l.locked, true
	case r != nil:
		return r.count > 0 && r.owner == vm.Of(t).ID, true
	}
	if f := t.LookupAttr(c.lock, t.M.Intern("_is_owned")); f.P != nil {
		return truth(t, t.Call(f))
	} else if t.Exc.P != nil {
		return false, false
	}
	free, ok := truth(t, t.CallMethod(c.lock, t.M.Intern("acquire"), object.False))
	if free {
		ok = t.CallMethod(c.lock, t.M.Intern("release")).P != nil
	}
	return !free, ok
}

func truth(t *object.Thread, v object.Value) (bool, bool) {
	if v.P == nil {
		return false, false
	}
	return t.Truth(v)
}

// release lets go of the lock altogether; again takes it as it was.
func (c *condition) release(t *object.Thread) (again func() bool, ok bool) {
	l, r := c.plain(t)
	switch {
	case l != nil:
		l.release()
		return func() bool { return retake(t, l) }, true
	case r != nil:
		count, owner := r.count, r.owner
		r.count, r.owner = 0, 0
		r.lock.release()
		return func() bool {
			if !retake(t, &r.lock) {
				return false
			}
			r.count, r.owner = count, owner
			return true
		}, true
	}
	if f := t.LookupAttr(c.lock, t.M.Intern("_release_save")); f.P != nil {
		saved := t.Call(f)
		return func() bool { return t.CallMethod(c.lock, t.M.Intern("_acquire_restore"), saved).P != nil }, saved.P != nil
	} else if t.Exc.P != nil {
		return nil, false
	}
	return func() bool { return t.CallMethod(c.lock, t.M.Intern("acquire")).P != nil }, t.CallMethod(c.lock, t.M.Intern("release")).P != nil
}

// retake takes a lock, whatever interrupts it; the last interrupt's exception
// is pending then.
func retake(t *object.Thread, l *lock) bool {
	var pending object.Value
	for {
		got, _ := l.acquire(t, true, time.Time{})
		if got {
			t.Exc = pending
			return pending.P == nil
		}
		pending = t.Clear()
	}
}

func conditionWait(t *object.Thread, a []object.Value) object.Value {
	c := conditionOf(a[0])
	owned, ok := c.owned(t)
	if !ok {
		return object.Value{}
	}
	if !owned {
		return t.RuntimeErrorf("cannot wait on un-acquired lock")
	}
	deadline, ok := Deadline(t, a[1])
	if !ok {
		return object.Value{}
	}
	again, ok := c.release(t)
	if !ok {
		return object.Value{}
	}
	woken, ok := c.waiting.Wait(t, deadline)
	interrupt := t.Clear()
	if !again() {
		return object.Value{}
	}
	if !ok {
		t.Exc = interrupt
		return object.Value{}
	}
	return object.Bool(woken)
}

// waitFor is Condition.wait_for.
func waitFor(t *object.Thread, a []object.Value) object.Value {
	self, predicate, timeout := a[0], a[1], a[2]
	var end time.Time
	for {
		r := t.Call(predicate)
		met, ok := truth(t, r)
		if !ok || met {
			return r
		}
		if !timeout.IsNone() {
			if end.IsZero() {
				if end, ok = Deadline(t, timeout); !ok {
					return object.Value{}
				}
			} else {
				left := time.Until(end)
				if left <= 0 {
					return r
				}
				timeout = object.Float(left.Seconds())
			}
		}
		if t.CallMethod(self, t.M.Intern("wait"), timeout).P == nil {
			return object.Value{}
		}
	}
}

// notify wakes up to n threads.
func (c *condition) notify(t *object.Thread, n int) object.Value {
	owned, ok := c.owned(t)
	switch {
	case !ok:
		return object.Value{}
	case !owned:
		return t.RuntimeErrorf("cannot notify on un-acquired lock")
	}
	for ; n > 0 && c.waiting.WakeOne(); n-- {
	}
	return object.None
}

func notifyAll(t *object.Thread, a []object.Value) object.Value {
	c := conditionOf(a[0])
	return c.notify(t, c.waiting.Len())
}

// ofLock is an attribute of the lock, shown as one of the condition.
func ofLock(name string) object.GetSetDef {
	return object.GetSetDef{Name: name, Get: func(t *object.Thread, v object.Value) object.Value {
		return t.GetAttr(conditionOf(v).lock, t.M.Intern(name))
	}}
}

var conditionDecl = object.TypeDecl{
	Name: "threading.Condition", Kind: object.KindOpaque, Flags: primitive,
	Doc: "A lock to hold while something is looked at, and a way to wait for it to change.",
	New: &object.Def{Sig: "__new__(cls, *args, **kwargs)", Doc: "Make a condition.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		c := &condition{lock: object.None}
		return object.InitOpaque(&c.Opaque, object.AsType(a[0]))
	}},
	Methods: []object.Def{
		{Sig: "def __init__(self, lock=None)", Doc: "Take a lock, or make an RLock.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			lock := a[1]
			if lock.IsNone() {
				r := &rlock{}
				lock = object.InitOpaque(&r.Opaque, t.M.TypeFor(&rlockDecl))
			}
			conditionOf(a[0]).lock = lock
			return object.None
		}},
		{Sig: "def wait(self, timeout=None)", Doc: "Let go of the lock until notified, at most timeout seconds, then take it again; return whether it was notified.", Fn: conditionWait},
		{Sig: "def wait_for(self, predicate, timeout=None)", Doc: "Wait until predicate() is true; return its last value.", Fn: waitFor},
		{Sig: "def notify(self, n=1)", Doc: "Wake up to n threads that wait.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			n, ok := t.SizeArg(a[1])
			if !ok {
				return object.Value{}
			}
			return conditionOf(a[0]).notify(t, n)
		}},
		{Sig: "def notify_all(self)", Doc: "Wake all threads that wait.", Fn: notifyAll},
		{Sig: "def notifyAll(self)", Doc: "A deprecated synonym of notify_all().", Fn: func(t *object.Thread, a []object.Value) object.Value {
			if !t.Warn(object.ShapeDeprecationWarning, 1, "notifyAll() is deprecated, use notify_all() instead") {
				return object.Value{}
			}
			return notifyAll(t, a)
		}},
		{Sig: "def _is_owned(self)", Doc: "Return whether the calling thread holds the lock.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return boolOr(conditionOf(a[0]).owned(t))
		}},
		{Sig: "def __enter__(self)", Doc: "Take the lock.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return t.CallMethod(conditionOf(a[0]).lock, t.M.Intern("__enter__"))
		}},
		{Sig: "def __exit__(self, *args)", Doc: "Release the lock.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return t.CallMethod(conditionOf(a[0]).lock, t.M.Intern("__exit__"), object.AsTuple(a[1]).Items...)
		}},
		{Sig: "def __repr__(self)", Doc: "Return repr(self).", Fn: func(t *object.Thread, a []object.Value) object.Value {
			c := conditionOf(a[0])
			s, ok := t.Str(c.lock)
			if !ok {
				return object.Value{}
			}
			return object.NewStr(fmt.Sprintf("<Condition(%s, %d)>", s, c.waiting.Len()))
		}},
	},
	GetSets: []object.GetSetDef{ofLock("acquire"), ofLock("release"), {Name: "_lock", Get: func(t *object.Thread, v object.Value) object.Value {
		return conditionOf(v).lock
	}}},
}
