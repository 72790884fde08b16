package loop

import (
	"unsafe"

	"github.com/aio-lang/aio/vm/object"
)

// entryKind says what an entry of the ready queue does.
type entryKind uint8

const (
	// entryStep: p is a *Task to go on with; v an exception to raise in it.
	entryStep entryKind = iota
	// entryWake: p is a *Task that awaits the future q, which is done.
	entryWake
	// entryGather: p is a *Gathering whose child q is done.
	entryGather
	// entryHandle: p is a *Handle to run.
	entryHandle
	// entryCallback: v is a done callback of the future p, to be called in
	// the context q.
	entryCallback
	// entryTimer: p is a *Task whose sleep of generation n is over.
	entryTimer
)

// entry is one thing to do in a pass of the loop.
type entry struct {
	kind entryKind
	n    uint32
	p, q unsafe.Pointer
	v    object.Value
}

// readyQueue is a first-in first-out ring.
type readyQueue struct {
	ring []entry // its length is a power of two
	head int
	n    int
}

func (q *readyQueue) push(e entry) {
	if q.n == len(q.ring) {
		q.grow()
	}
	q.ring[(q.head+q.n)&(len(q.ring)-1)] = e
	q.n++
}

func (q *readyQueue) grow() {
	ring := make([]entry, max(64, 2*len(q.ring)))
	for i := range q.n {
		ring[i] = q.ring[(q.head+i)&(len(q.ring)-1)]
	}
	q.ring, q.head = ring, 0
}

// pop takes the oldest entry; the queue must not be empty.
func (q *readyQueue) pop() entry {
	p := &q.ring[q.head]
	e := *p
	if p.p != nil {
		p.p = nil
	}
	if p.q != nil {
		p.q = nil
	}
	if p.v.P != nil {
		p.v.P = nil
	}
	q.head = (q.head + 1) & (len(q.ring) - 1)
	q.n--
	return e
}

// shrink gives memory back after a burst; called when the queue is empty.
func (q *readyQueue) shrink() {
	if len(q.ring) > 1<<14 {
		q.ring, q.head = nil, 0
	}
}

// clear forgets everything.
func (q *readyQueue) clear() { *q = readyQueue{} }

// readyHandles shows what is ready as the handles that CPython would have.
func (l *Loop) readyHandles(t *object.Thread) []object.Value {
	out := make([]object.Value, 0, l.ready.n)
	for i := range l.ready.n {
		e := l.ready.ring[(l.ready.head+i)&(len(l.ready.ring)-1)]
		if e.q != nil && (e.kind == entryWake || e.kind == entryGather) {
			seen((*Future)(e.q).Value())
		}
		out = append(out, l.entryHandle(t, e).Value())
	}
	return out
}

// scheduledHandles shows the timers likewise; those of sleeping tasks wake the
// task.
func (l *Loop) scheduledHandles(t *object.Thread) []object.Value {
	out := make([]object.Value, 0, len(l.timers))
	for _, e := range l.timers {
		if !e.task {
			out = append(out, (*Handle)(e.p).Value())
			continue
		}
		k := (*Task)(e.p)
		h := l.newHandle(k.wakeupMethod(t), nil, k.ctx)
		h.toTimer(l, e.when)
		out = append(out, h.Value())
	}
	return out
}
