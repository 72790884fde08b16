package asyncio

import (
	"fmt"

	"github.com/aio-lang/aio/stdlib/collections"
	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/loop"
	"github.com/aio-lang/aio/vm/object"
)

// queue is what an asyncio.Queue is made of. The items stand in items, which a
// script may see and which a subclass may replace by anything.
type queue struct {
	bound
	items    object.Value // _queue; nil: a subclass has none
	maxsize  object.Value
	getters  loop.Line
	putters  loop.Line
	joiners  loop.Line
	open     int // tasks that task_done has not been called for
	shutdown bool
	// kind holds while the class has this version.
	kind    *queueKind
	version uint32
	c       *queueClasses
	// fifo is items where the class keeps them as Queue does, else nil. It
	// holds for this version of the class too.
	fifo *collections.Deque
}

// queueKind is how a class keeps its items.
type queueKind struct {
	init, put, get object.Value // the methods by which a class is told to be of the kind
	order          order
}

type order uint8

const (
	custom order = iota // through the methods of the class
	fifo
	smallest
	lifo
)

// queueClasses are the kinds of a machine, and what natives need for them.
type queueClasses struct {
	kinds                   []*queueKind
	custom                  *queueKind
	core                    *object.Type
	heappush, heappop       *object.Native
	init, put, get, popleft *object.Str
	empty, full, qsize      *object.Str
	putNowait, getNowait    *object.Str
	queueEmpty, queueFull   uint32
	queueShutDown           uint32
}

type queueClassesKey struct{}

func queueClassesOf(t *object.Thread) *queueClasses {
	return t.M.State(queueClassesKey{}, func() any {
		m := t.M
		return &queueClasses{
			custom: &queueKind{},
			init:   m.Intern("_init"), put: m.Intern("_put"), get: m.Intern("_get"),
			empty: m.Intern("empty"), full: m.Intern("full"), qsize: m.Intern("qsize"),
			putNowait: m.Intern("put_nowait"), getNowait: m.Intern("get_nowait"),
		}
	}).(*queueClasses)
}

func asQueue(v object.Value) *queue {
	q, _ := object.Payload[*queue](v)
	return q
}

func (q *queue) value() object.Value { return object.FromHeader(&q.Header) }

// order is how the queue's class keeps its items.
func (q *queue) order(t *object.Thread) order {
	ty := t.M.TypeOf(q.value())
	if q.kind == nil || ty.Version != q.version || ty.Version == 0 {
		q.kind = q.c.classify(t, ty)
		q.version = ty.Version
		q.noteItems()
	}
	if q.kind.order == custom || q.Ext != nil {
		return custom
	}
	return q.kind.order
}

// noteItems is called when items or kind have changed.
func (q *queue) noteItems() {
	q.fifo = nil
	if q.kind != nil && q.kind.order == fifo {
		q.fifo = collections.AsDeque(q.items)
	}
}

// simple is the deque of a queue without surprises, else nil.
func (q *queue) simple(t *object.Thread) *collections.Deque {
	if q.Ext != nil || q.order(t) != fifo {
		return nil
	}
	return q.fifo
}

// classify finds the kind that a class is of.
func (c *queueClasses) classify(t *object.Thread, ty *object.Type) *queueKind {
	for _, name := range []*object.Str{c.empty, c.full, c.qsize, c.putNowait, c.getNowait} {
		n := object.AsNative(t.M.Lookup(ty, name))
		if n == nil || n.Owner != c.core {
			return c.custom
		}
	}
	for _, k := range c.kinds {
		if t.M.Lookup(ty, c.init) == k.init && t.M.Lookup(ty, c.put) == k.put && t.M.Lookup(ty, c.get) == k.get {
			return k
		}
	}
	return c.custom
}

// size is the number of items of a queue whose order is not custom.
func (q *queue) size(o order) int {
	if o == fifo {
		if d := collections.AsDeque(q.items); d != nil {
			return d.Len()
		}
	} else if l := object.AsList(q.items); l != nil {
		return len(l.Items)
	}
	return -1
}

// isEmpty is empty().
func (q *queue) isEmpty(t *object.Thread) (empty, ok bool) {
	if n := q.size(q.order(t)); n >= 0 && q.kind.order != custom && q.Ext == nil {
		return n == 0, true
	}
	return q.ask(t, q.c.empty)
}

func (q *queue) ask(t *object.Thread, name *object.Str) (yes, ok bool) {
	r := t.CallMethod(q.value(), name)
	if r.P == nil {
		return false, false
	}
	return t.Truth(r)
}

// isFull is full().
func (q *queue) isFull(t *object.Thread) (full, ok bool) {
	o := q.order(t)
	if o == custom {
		return q.ask(t, q.c.full)
	}
	return q.reached(t, o)
}

// reached is full() of the queue's own.
func (q *queue) reached(t *object.Thread, o order) (full, ok bool) {
	limit := q.maxsize
	if limit.IsInt() && limit.AsInt() <= 0 {
		return false, true
	}
	if limit.IsInt() && o != custom {
		if n := q.size(o); n >= 0 {
			return int64(n) >= limit.AsInt(), true
		}
	}
	none, ok := t.CompareTruth(object.OpLe, limit, object.Int(0))
	if none || !ok {
		return false, ok
	}
	n := t.CallMethod(q.value(), q.c.qsize)
	if n.P == nil {
		return false, false
	}
	return t.CompareTruth(object.OpGe, n, limit)
}

// wakeNext wakes the first in line that waits yet.
func wakeNext(t *object.Thread, q *loop.Line) bool {
	for w := q.First(); w != nil; w = q.First() {
		w.Leave()
		if woken, ok := w.Wake(t, object.None); woken || !ok {
			return ok
		}
	}
	return true
}

// putNow is put_nowait of the queue's own.
func (q *queue) putNow(t *object.Thread, item object.Value) bool {
	c := q.c
	if q.shutdown {
		t.Raise(c.queueShutDown, "")
		return false
	}
	full, ok := q.isFull(t)
	if !ok {
		return false
	}
	if full {
		t.Raise(c.queueFull, "")
		return false
	}
	if !q.store(t, item) {
		return false
	}
	q.open++
	return wakeNext(t, &q.getters)
}

// store is _put.
func (q *queue) store(t *object.Thread, item object.Value) bool {
	switch q.order(t) {
	case fifo:
		if d := collections.AsDeque(q.items); d != nil {
			d.Append(item)
			return true
		}
	case lifo:
		if l := object.AsList(q.items); l != nil {
			l.Items = append(l.Items, item)
			return true
		}
	case smallest:
		if object.AsList(q.items) != nil {
			return q.c.heappush.Fn(t, []object.Value{q.items, item}).P != nil
		}
	}
	return t.CallMethod(q.value(), q.c.put, item).P != nil
}

// takeNow is get_nowait of the queue's own.
func (q *queue) takeNow(t *object.Thread) object.Value {
	empty, ok := q.isEmpty(t)
	if !ok {
		return object.Value{}
	}
	if empty {
		c := q.c
		if q.shutdown {
			return t.Raise(c.queueShutDown, "")
		}
		return t.Raise(c.queueEmpty, "")
	}
	item := q.fetch(t)
	if item.P == nil || !wakeNext(t, &q.putters) {
		return object.Value{}
	}
	return item
}

// fetch is _get.
func (q *queue) fetch(t *object.Thread) object.Value {
	o := q.order(t)
	if q.size(o) > 0 {
		switch o {
		case fifo:
			return collections.AsDeque(q.items).PopLeft()
		case lifo:
			l := object.AsList(q.items)
			last := len(l.Items) - 1
			v := l.Items[last]
			l.Items[last] = object.Value{}
			l.Items = l.Items[:last]
			return v
		case smallest:
			return q.c.heappop.Fn(t, []object.Value{q.items})
		}
	}
	return t.CallMethod(q.value(), q.c.get)
}

// put is Queue.put: item goes in once there is room.
func (q *queue) put(t *object.Thread, item object.Value) (object.Value, vm.Fast) {
	if d := q.simple(t); d != nil && !q.shutdown && q.maxsize.IsInt() {
		if limit := q.maxsize.AsInt(); limit > 0 && int64(d.Len()) >= limit {
			return q.awaitRoom(t, item)
		}
		d.Append(item)
		q.open++
		if q.getters.First() != nil && !wakeNext(t, &q.getters) {
			return failed()
		}
		return object.None, vm.Ready
	}
	full, ok := q.isFull(t)
	switch {
	case !ok:
		return failed()
	case full && q.shutdown:
		t.Raise(q.c.queueShutDown, "")
		return failed()
	case full:
		return q.awaitRoom(t, item)
	}
	if q.kind.order == custom {
		r := t.CallMethod(q.value(), q.c.putNowait, item)
		return r, outcome(r)
	}
	r := none(q.putNow(t, item))
	return r, outcome(r)
}

// outcome is how a native ended that gives r.
func outcome(r object.Value) vm.Fast {
	if r.P == nil {
		return vm.Failed
	}
	return vm.Ready
}

// awaitRoom begins to wait for room for an item.
func (q *queue) awaitRoom(t *object.Thread, item object.Value) (object.Value, vm.Fast) {
	w := q.park(t, &q.putters, (*putting)(q))
	if w != nil {
		w.Item = item
	}
	return parked(w)
}

// putting is a queue that a put waits for.
type putting queue

// Resume goes on with the put.
func (p *putting) Resume(t *object.Thread, w *loop.Wait, exc object.Value) (object.Value, vm.Fast) {
	q := (*queue)(p)
	if exc.P == nil {
		return q.put(t, w.Item)
	}
	if !abandon(t, w) {
		return failed()
	}
	full, ok := q.isFull(t)
	if ok && !full && !w.Cancelled() {
		ok = wakeNext(t, &q.putters)
	}
	if !ok {
		return failed()
	}
	return loop.RaiseAgain(t, exc)
}

// abandon takes a wait that has failed out of its line.
func abandon(t *object.Thread, w *loop.Wait) bool {
	_, ok := w.Cancel(t, object.Value{})
	w.Leave()
	return ok
}

// take is Queue.get.
func (q *queue) take(t *object.Thread) (object.Value, vm.Fast) {
	if d := q.simple(t); d != nil && d.Len() > 0 {
		item := d.PopLeft()
		if q.putters.First() != nil && !wakeNext(t, &q.putters) {
			return failed()
		}
		return item, vm.Ready
	}
	empty, ok := q.isEmpty(t)
	switch {
	case !ok:
		return failed()
	case empty && q.shutdown:
		t.Raise(q.c.queueShutDown, "")
		return failed()
	case empty:
		return parked(q.park(t, &q.getters, q))
	}
	var r object.Value
	if q.kind.order == custom {
		r = t.CallMethod(q.value(), q.c.getNowait)
	} else {
		r = q.takeNow(t)
	}
	return r, outcome(r)
}

// Resume goes on with a get that waited for an item.
func (q *queue) Resume(t *object.Thread, w *loop.Wait, exc object.Value) (object.Value, vm.Fast) {
	if exc.P == nil {
		return q.take(t)
	}
	if !abandon(t, w) {
		return failed()
	}
	empty, ok := q.isEmpty(t)
	if ok && !empty && !w.Cancelled() {
		ok = wakeNext(t, &q.getters)
	}
	if !ok {
		return failed()
	}
	return loop.RaiseAgain(t, exc)
}

// joining is a join in progress.
type joining struct{ q *queue }

// Resume ends the join: whoever was woken has seen the work done.
func (joining) Resume(t *object.Thread, w *loop.Wait, exc object.Value) (object.Value, vm.Fast) {
	w.Leave()
	if exc.P != nil {
		return loop.RaiseAgain(t, exc)
	}
	return object.None, vm.Ready
}

// close is Queue.shutdown.
func (q *queue) close(t *object.Thread, immediate bool) bool {
	q.shutdown = true
	for immediate {
		empty, ok := q.isEmpty(t)
		if !ok {
			return false
		}
		if empty {
			if q.open == 0 && !wakeAll(t, &q.joiners, object.True) {
				return false
			}
			break
		}
		if q.fetch(t).P == nil {
			return false
		}
		if q.open > 0 {
			q.open--
		}
	}
	for _, line := range []*loop.Line{&q.getters, &q.putters} {
		for w := line.First(); w != nil; w = line.First() {
			w.Leave()
			if _, ok := w.Wake(t, object.None); !ok {
				return false
			}
		}
	}
	return true
}

// state is what the queue's reprs show of it.
func (q *queue) state(t *object.Thread) (string, bool) {
	limit, ok := t.Repr(q.maxsize)
	if !ok {
		return "", false
	}
	text := "maxsize=" + limit
	if q.items.P != nil {
		some, ok := t.Truth(q.items)
		if !ok {
			return "", false
		}
		if some {
			items, ok := t.Collect(q.items)
			if !ok {
				return "", false
			}
			list, ok := t.Repr(object.NewList(items))
			if !ok {
				return "", false
			}
			text += " _queue=" + list
		}
	}
	if n := q.getters.Len(); n > 0 {
		text += fmt.Sprintf(" _getters[%d]", n)
	}
	if n := q.putters.Len(); n > 0 {
		text += fmt.Sprintf(" _putters[%d]", n)
	}
	if q.open > 0 {
		text += fmt.Sprintf(" tasks=%d", q.open)
	}
	if q.shutdown {
		text += " shutdown"
	}
	return text, true
}
