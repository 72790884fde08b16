package asyncio

import (
	"fmt"

	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/loop"
	"github.com/aio-lang/aio/vm/object"
)

// The type behind asyncio.Queue, and the exceptions of queues.

var queueSteps = []loop.Step{
	{Sig: "_queue_put(queue, item, /)", Doc: "Put an item in, waiting for room if need be.", Fn: func(t *object.Thread, a []object.Value) (object.Value, vm.Fast) {
		if q := asQueue(a[0]); q != nil {
			return q.put(t, a[1])
		}
		return object.Value{}, vm.Declined
	}},
	{Sig: "_queue_get(queue, /)", Doc: "Take an item out, waiting for one if need be.", Fn: func(t *object.Thread, a []object.Value) (object.Value, vm.Fast) {
		if q := asQueue(a[0]); q != nil {
			return q.take(t)
		}
		return object.Value{}, vm.Declined
	}},
	{Sig: "_queue_join(queue, /)", Doc: "Wait until there is no open task.", Fn: func(t *object.Thread, a []object.Value) (object.Value, vm.Fast) {
		q := asQueue(a[0])
		switch {
		case q == nil:
			return object.Value{}, vm.Declined
		case q.open == 0:
			return object.None, vm.Ready
		}
		return parked(q.park(t, &q.joiners, joining{q}))
	}},
}

var (
	queueEmptyDecl    = queueError("QueueEmpty", "get_nowait() found nothing.")
	queueFullDecl     = queueError("QueueFull", "put_nowait() found no room.")
	queueShutDownDecl = queueError("QueueShutDown", "The queue has been shut down.")
)

func queueError(name, doc string) object.TypeDecl {
	return object.TypeDecl{Name: "asyncio.queues." + name, Base: object.ShapeException, Kind: object.KindException, Flags: object.TypeHasDict, Doc: doc}
}

// queueKinds tells natives of the three classes: _queue_kinds(queue, priority,
// lifo, heappush, heappop).
var queueKinds = object.Def{Sig: "_queue_kinds(queue, priority, lifo, heappush, heappop, /)", Doc: "Tell the native part of the classes of queues.", Fn: func(t *object.Thread, a []object.Value) object.Value {
	c := queueClassesOf(t)
	c.kinds = nil
	for i, o := range []order{fifo, smallest, lifo} {
		ty := object.AsType(a[i])
		c.kinds = append(c.kinds, &queueKind{init: t.M.Lookup(ty, c.init), put: t.M.Lookup(ty, c.put), get: t.M.Lookup(ty, c.get), order: o})
	}
	c.heappush, c.heappop = object.AsNative(a[3]), object.AsNative(a[4])
	return object.None
}}

func queueText(format string, args func(t *object.Thread, v object.Value) []any) object.NativeFn {
	return func(t *object.Thread, a []object.Value) object.Value {
		state, ok := (*queue)(a[0].P).state(t)
		if !ok {
			return object.Value{}
		}
		return object.NewStr(fmt.Sprintf(format, append(args(t, a[0]), state)...))
	}
}

var queueDecl = object.TypeDecl{
	Name: "asyncio.queues.Queue", Kind: object.KindOpaque,
	Doc: "What a Queue is made of.",
	New: &object.Def{Sig: "__new__(cls, /, *args, **kwargs)", Doc: "Create a queue.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		q := &queue{bound: newBound(t), maxsize: object.Int(0), c: queueClassesOf(t)}
		q.Data = q
		return object.InitOpaque(&q.Opaque, object.AsType(a[0]))
	}},
	Methods: []object.Def{
		{Sig: "_begin(self, maxsize, /)", Doc: "Begin empty.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			q := (*queue)(a[0].P)
			q.maxsize, q.open, q.shutdown = a[1], 0, false
			return t.CallMethod(a[0], q.c.init, a[1])
		}},
		{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: queueText("<%s at %#x %s>", func(t *object.Thread, v object.Value) []any {
			return []any{t.M.TypeOf(v).Name, uintptr(v.P)}
		})},
		{Sig: "__str__(self, /)", Doc: "Return str(self).", Fn: queueText("<%s %s>", func(t *object.Thread, v object.Value) []any {
			return []any{t.M.TypeOf(v).Name}
		})},
		{Sig: "_format(self)", Doc: "Describe the state.", Fn: queueText("%s", func(t *object.Thread, v object.Value) []any { return nil })},
		{Sig: "def qsize(self)", Doc: "Return the number of items.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			q := (*queue)(a[0].P)
			if n := q.size(q.order(t)); n >= 0 && q.order(t) != custom {
				return object.Int(int64(n))
			}
			if q.items.P == nil {
				return noItems(t, a[0])
			}
			n, ok := t.Len(q.items)
			if !ok {
				return object.Value{}
			}
			return object.Int(int64(n))
		}},
		{Sig: "def empty(self)", Doc: "Return True if there is no item.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			q := (*queue)(a[0].P)
			if q.items.P == nil {
				return noItems(t, a[0])
			}
			some, ok := t.Truth(q.items)
			if !ok {
				return object.Value{}
			}
			return object.Bool(!some)
		}},
		{Sig: "def full(self)", Doc: "Return True if there are maxsize items.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			q := (*queue)(a[0].P)
			full, ok := q.reached(t, q.order(t))
			if !ok {
				return object.Value{}
			}
			return object.Bool(full)
		}},
		{Sig: "def put_nowait(self, item)", Doc: "Put an item in; QueueFull when there is no room.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return none((*queue)(a[0].P).putNow(t, a[1]))
		}},
		{Sig: "def get_nowait(self)", Doc: "Take an item out; QueueEmpty when there is none.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return (*queue)(a[0].P).takeNow(t)
		}},
		{Sig: "def task_done(self)", Doc: "Say that the work on an item that get() gave is over.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			q := (*queue)(a[0].P)
			if q.open <= 0 {
				return t.ValueErrorf("task_done() called too many times")
			}
			q.open--
			return none(q.open > 0 || wakeAll(t, &q.joiners, object.True))
		}},
		{Sig: "def shutdown(self, immediate=False)", Doc: "Close the queue: put() raises QueueShutDown, and get() too once the queue is empty; with immediate the items are thrown away.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			immediate, ok := t.Truth(a[1])
			return none(ok && (*queue)(a[0].P).close(t, immediate))
		}},
	},
	GetSets: []object.GetSetDef{
		loopGetSet,
		line("_getters", func(v object.Value) *loop.Line { return &(*queue)(v.P).getters }),
		line("_putters", func(v object.Value) *loop.Line { return &(*queue)(v.P).putters }),
		{Name: "maxsize", Doc: "The number of items the queue takes.", Get: func(t *object.Thread, v object.Value) object.Value { return (*queue)(v.P).maxsize }},
		{Name: "_maxsize", Get: func(t *object.Thread, v object.Value) object.Value { return (*queue)(v.P).maxsize },
			Set: func(t *object.Thread, v, x object.Value) bool {
				return assign(t, &(*queue)(v.P).maxsize, "_maxsize", x)
			}},
		{Name: "_unfinished_tasks", Get: func(t *object.Thread, v object.Value) object.Value {
			return object.Int(int64((*queue)(v.P).open))
		}, Set: func(t *object.Thread, v, x object.Value) bool {
			n, ok := t.IntArg(x)
			if ok {
				(*queue)(v.P).open = n
			}
			return ok
		}},
		{Name: "_is_shutdown", Get: func(t *object.Thread, v object.Value) object.Value { return object.Bool((*queue)(v.P).shutdown) }},
		{Name: "_queue", Get: func(t *object.Thread, v object.Value) object.Value {
			if q := (*queue)(v.P); q.items.P != nil {
				return q.items
			}
			return noItems(t, v)
		}, Set: func(t *object.Thread, v, x object.Value) bool {
			q := (*queue)(v.P)
			ok := assign(t, &q.items, "_queue", x)
			q.noteItems()
			return ok
		}},
	},
}

// assign sets an attribute that cannot be deleted.
func assign(t *object.Thread, to *object.Value, name string, v object.Value) bool {
	if v.P == nil {
		t.TypeErrorf("%s cannot be deleted", name)
		return false
	}
	*to = v
	return true
}

func noItems(t *object.Thread, v object.Value) object.Value {
	return t.Raise(object.ShapeAttributeError, "'%s' object has no attribute '_queue'", t.TypeName(v))
}
