package loop

import (
	"unsafe"

	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/object"
)

// Wait is a future that a native has a coroutine wait for, together with how
// the native goes on. To a script it is a plain Future.
//
//	native (Lock.acquire, Queue.get, …)
//	   │ Park              ▲ Resume
//	   ▼                   │
//	frame suspended ─> task awaits the future ─> done ─> frame resumed
type Wait struct {
	Future
	body Waiter
	// Item is the native's.
	Item object.Value
	// line is the queue the wait stands in, nil while it stands in none.
	line       *Line
	prev, next *Wait
	// own: no script can have the future, so that it may be used again
	// once resumed says that the native has gone on.
	own, resumed bool
}

// maxSpare bounds the list of waits to be used again.
const maxSpare = 1024

// Waiter is a native in the middle of an await.
type Waiter interface {
	// Resume goes on after w, which is done unless exc says what was raised
	// in the await instead: a cancellation mostly. exc is to be raised again
	// by RaiseAgain. It answers Ready, Failed or, to wait once more, Parked.
	Resume(t *object.Thread, w *Wait, exc object.Value) (object.Value, vm.Fast)
	// Reason is what is waited for. It runs nothing of the script's.
	Reason(t *object.Thread) Reason
}

// Park begins a wait for something of the loop l. The native keeps the Wait to
// end it with Wake, and answers Parked with its Value.
func (l *Loop) Park(t *object.Thread, body Waiter) *Wait {
	s := l.state
	w := s.spare
	if w != nil {
		s.spare, w.next = w.next, nil
		s.numSpare--
		w.body = body
	} else {
		w = &Wait{body: body}
	}
	w.own = !l.foreign && vm.Of(t).DirectlyDriven()
	w.loop = l
	w.Shape, w.Kind, w.Flags = l.state.future.Shape0.ID, object.KindFuture, flagBlocking|flagWait
	if l.debug || l.foreign {
		if initDebug(t, &w.Future).P == nil {
			t.Clear()
		}
		w.loop = l
	}
	return w
}

// seen notes that a script gets to see the future behind v, if it is a wait's.
func seen(v object.Value) object.Value {
	if f := AsFuture(v); f != nil && f.Flags&flagWait != 0 {
		(*Wait)(v.P).own = false
	}
	return v
}

// spare keeps the wait for another time, if nobody can know of it any more:
// its task has been woken and has gone on.
func (w *Wait) spare() {
	s := w.loop.state
	if !w.own || !w.resumed || w.line != nil || w.cb.fn.P != nil || w.Ext != nil || s.numSpare >= maxSpare {
		return
	}
	*w = Wait{next: s.spare}
	s.spare = w
	s.numSpare++
}

// Wake ends the wait with a value unless it has ended already; it reports
// whether it did. A loop that is closed takes no more wake-ups: the exception
// is pending then and ok false.
func (w *Wait) Wake(t *object.Thread, v object.Value) (woken, ok bool) {
	if w.Done() {
		return false, true
	}
	return true, w.SetResult(t, v)
}

// RaiseAgain makes exc pending, for the answer of a native that has none.
func RaiseAgain(t *object.Thread, exc object.Value) (object.Value, vm.Fast) {
	t.Exc = exc
	return object.Value{}, vm.Failed
}

// unpark is vm.Machine.Unpark.
func unpark(t *object.Thread, v, exc object.Value) (object.Value, vm.Fast) {
	w := (*Wait)(v.P)
	if exc.P == nil {
		switch w.state() {
		case stateFinished:
		case statePending:
			t.RuntimeErrorf("await wasn't used with future")
			exc = t.Clear()
		default:
			w.Result(t)
			exc = t.Clear()
		}
	}
	w.resumed = w.Done()
	return w.body.Resume(t, w, exc)
}

// Line is a first-in first-out queue of waits.
type Line struct {
	first, last *Wait
	n           int
}

// Len is the number of waits, those included that have ended and whose tasks
// have not gone on yet.
func (q *Line) Len() int { return q.n }

// First is the oldest wait, nil when there is none.
func (q *Line) First() *Wait { return q.first }

// Next is the wait behind w in its line, or nil.
func (w *Wait) Next() *Wait { return w.next }

// Push puts a wait at the end.
func (q *Line) Push(w *Wait) {
	w.line, w.prev = q, q.last
	if q.last != nil {
		q.last.next = w
	} else {
		q.first = w
	}
	q.last = w
	q.n++
}

// Leave takes the wait out of its line, if it stands in one.
func (w *Wait) Leave() {
	q := w.line
	if q == nil {
		return
	}
	if w.prev != nil {
		w.prev.next = w.next
	} else {
		q.first = w.next
	}
	if w.next != nil {
		w.next.prev = w.prev
	} else {
		q.last = w.prev
	}
	w.line, w.prev, w.next = nil, nil, nil
	q.n--
}

// Futures are the waits as a script sees them.
func (q *Line) Futures() []object.Value {
	out := make([]object.Value, 0, q.n)
	for w := q.first; w != nil; w = w.next {
		out = append(out, seen(w.Value()))
	}
	return out
}

// Native is an awaitable that runs a FastAwait when it is awaited: what the
// body of a coroutine function of a module awaits where the short way was not
// taken, because its coroutine is an object.
type Native struct {
	object.Opaque
	fn   vm.FastAwait
	args []object.Value
}

var nativeAwaitDecl = object.TypeDecl{
	Name: "asyncio.native", Kind: object.KindOpaque, Flags: object.TypeNoNew | object.TypeNoSubclass,
	Doc: "The native part of a coroutine.",
	Await: func(t *object.Thread, v object.Value) object.Value {
		n := (*Native)(v.P)
		r, how := n.fn(t, n.args)
		switch how {
		case vm.Ready:
			return r
		case vm.Parked:
			vm.Of(t).Park(r)
		case vm.Declined:
			t.TypeErrorf("an object of asyncio is required, not %s", t.TypeName(n.args[0]))
		}
		return object.Value{}
	},
}

// Step is a native coroutine function: the short way of a coroutine function
// of the same parameters.
type Step struct {
	Sig, Doc string
	Fn       vm.FastAwait
}

// Def declares the function that makes the awaitable of a step.
func (s Step) Def() object.Def {
	return object.Def{Sig: s.Sig, Doc: s.Doc, Fn: func(t *object.Thread, a []object.Value) object.Value {
		n := &Native{fn: s.Fn, args: append([]object.Value(nil), a...)}
		return object.InitOpaque(&n.Opaque, stateOf(t).native)
	}}
}

// TaskOf is the task that awaits the wait, nil where none does or it is of
// another class.
func (w *Wait) TaskOf() *Task {
	if f := AsFuture(w.cb.fn); f != nil && f.Flags&flagTask != 0 {
		return (*Task)(unsafe.Pointer(f))
	}
	return nil
}
