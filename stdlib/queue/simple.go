package queue

import (
	"time"

	"github.com/aio-lang/aio/stdlib/threading"
	"github.com/aio-lang/aio/vm/object"
)

// simpleQueue is a SimpleQueue.
type simpleQueue struct {
	object.Opaque
	items   []value // the oldest first
	waiting threading.Waiters
}

func simpleOf(v value) *simpleQueue { return (*simpleQueue)(v.P) }

func (q *simpleQueue) put(v value) {
	q.items = append(q.items, v)
	q.waiting.WakeOne()
}

// get takes the oldest item; nil with or without an exception pending.
func (q *simpleQueue) get(t *thread, block bool, deadline time.Time) value {
	for len(q.items) == 0 {
		if !block {
			return value{}
		}
		if woken, ok := q.waiting.Wait(t, deadline); !woken || !ok {
			return value{}
		}
	}
	v := q.items[0]
	q.items[0] = value{}
	if q.items = q.items[1:]; len(q.items) == 0 {
		q.items = nil
	}
	return v
}

func getOrEmpty(t *thread, q *simpleQueue, block bool, deadline time.Time) value {
	v := q.get(t, block, deadline)
	if v.P == nil && t.Exc.P == nil {
		return t.RaiseException(object.NewExceptionOf(t.M.TypeFor(&emptyDecl), nil))
	}
	return v
}

// timeoutArg turns block and timeout into when to give up.
func timeoutArg(t *thread, block, timeout value) (wait bool, deadline time.Time, ok bool) {
	if wait, ok = t.Truth(block); !ok || !wait || timeout.IsNone() {
		return
	}
	secs, ok := t.AsFloat64(timeout)
	if !ok {
		if t.Catch(object.ShapeTypeError) != nil {
			t.TypeErrorf("'%s' object cannot be interpreted as an integer", t.TypeName(timeout))
		}
		return wait, deadline, false
	}
	if secs < 0 {
		t.ValueErrorf("'timeout' must be a non-negative number")
		return wait, deadline, false
	}
	deadline, ok = threading.Deadline(t, timeout)
	return wait, deadline, ok
}

var simpleDecl = object.TypeDecl{
	Name: "_queue.SimpleQueue", Kind: object.KindOpaque, Flags: object.TypeSolid | object.TypeHasWeakref,
	Doc: "A queue without a limit: what was put in first comes out first.",
	New: &def{Sig: "__new__(cls, *args, **kwargs)", Doc: "Create an empty queue.", Fn: func(t *thread, a []value) value {
		q, ty := &simpleQueue{}, object.AsType(a[0])
		own := t.M.Lookup(ty, object.Names().Init) != t.M.Lookup(t.M.Type(object.ShapeObject), object.Names().Init)
		if !own && (len(object.AsTuple(a[1]).Items) > 0 || a[2].P != nil) {
			what := "positional"
			if a[2].P != nil {
				what = "keyword"
			}
			return t.TypeErrorf("SimpleQueue() takes no %s arguments", what)
		}
		return object.InitOpaque(&q.Opaque, ty)
	}},
	Methods: []def{
		{Sig: "put(self, /, item, block=True, timeout=None)", Doc: "Put an item in; it never waits, whatever block and timeout are.", Fn: func(t *thread, a []value) value {
			simpleOf(a[0]).put(a[1])
			return object.None
		}},
		{Sig: "put_nowait(self, /, item)", Doc: "Put an item in.", Fn: func(t *thread, a []value) value {
			simpleOf(a[0]).put(a[1])
			return object.None
		}},
		{Sig: "get(self, /, block=True, timeout=None)", Doc: "Take an item out; Empty when there is none, at once with block false, else after timeout seconds.", Fn: func(t *thread, a []value) value {
			block, deadline, ok := timeoutArg(t, a[1], a[2])
			if !ok {
				return value{}
			}
			return getOrEmpty(t, simpleOf(a[0]), block, deadline)
		}},
		{Sig: "get_nowait(self, /)", Doc: "Take an item out; Empty when there is none.", Fn: func(t *thread, a []value) value {
			return getOrEmpty(t, simpleOf(a[0]), false, time.Time{})
		}},
		{Sig: "empty(self, /)", Doc: "Return whether there is no item now.", Fn: func(t *thread, a []value) value {
			return object.Bool(len(simpleOf(a[0]).items) == 0)
		}},
		{Sig: "qsize(self, /)", Doc: "Return how many items there are now.", Fn: func(t *thread, a []value) value {
			return object.Int(int64(len(simpleOf(a[0]).items)))
		}},
	},
	Class: []def{{Sig: "__class_getitem__(cls, item, /)", Doc: "Return the generic alias cls[item].", Fn: func(t *thread, a []value) value {
		return object.NewGenericAlias(t, a[0], a[1])
	}}},
}
