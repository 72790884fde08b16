package futures

import (
	"github.com/aio-lang/aio/stdlib/threading"
	"github.com/aio-lang/aio/vm/loop"
	"github.com/aio-lang/aio/vm/object"
	"github.com/aio-lang/aio/vm/report"
)

// state is how far a future is.
type state uint8

const (
	pending state = iota
	running
	// cancelled: nobody who could run the call has noticed yet.
	cancelled
	// notified: cancelled, and whoever waits was told.
	notified
	finished
)

// stateNames are the values of Future._state; reprs have them in lower case.
var stateNames = [...]string{"PENDING", "RUNNING", "CANCELLED", "CANCELLED_AND_NOTIFIED", "FINISHED"}

var shownStates = [...]string{"pending", "running", "cancelled", "cancelled", "finished"}

// future is a concurrent.futures.Future.
type future struct {
	object.Opaque
	state     state
	result    value // None until it is finished
	exception value // None for none
	callbacks []value
	// collectors are told when the call is over.
	collectors []*collector
	// waiting are the threads in result() and exception().
	waiting threading.Waiters
}

func futureOf(v value) *future { return (*future)(v.P) }

// asFuture returns the future v is, or nil.
func asFuture(t *thread, v value) *future {
	if v.P != nil && v.Kind() == object.KindOpaque && t.M.TypeOf(v).IsSubtypeOf(futureType(t)) {
		return futureOf(v)
	}
	return nil
}

func (f *future) value() value { return object.FromHeader(&f.Header) }

func (f *future) init() { f.result, f.exception = object.None, object.None }

func newFuture(t *thread) *future {
	f := &future{}
	f.init()
	object.InitOpaque(&f.Opaque, futureType(t))
	return f
}

func (f *future) done() bool { return f.state >= cancelled }

// over reports whether the call is over and everybody was told.
func (f *future) over() bool { return f.state >= notified }

// cancel is Future.cancel.
func (f *future) cancel(t *thread) value {
	switch f.state {
	case running, finished:
		return object.False
	case pending:
		f.state = cancelled
		f.waiting.WakeAll()
		if !f.callBack(t) {
			return value{}
		}
	}
	return object.True
}

// begin is set_running_or_notify_cancel: it reports whether the call is to be
// made; ok is false with an exception pending.
func (f *future) begin(t *thread) (run, ok bool) {
	switch f.state {
	case pending:
		f.state = running
		return true, true
	case cancelled:
		f.state = notified
		f.tell()
		return false, true
	}
	logCritical(t, f)
	t.RuntimeErrorf("Future in unexpected state")
	return false, false
}

// finish ends the call; false with an exception pending.
func (f *future) finish(t *thread, result, exception value) bool {
	if f.done() {
		shown, ok := t.Repr(f.value())
		if ok {
			raise(t, invalidStateError(t), stateNames[f.state]+": "+shown)
		}
		return false
	}
	f.result, f.exception, f.state = result, exception, finished
	f.tell()
	f.waiting.WakeAll()
	return f.callBack(t)
}

func (f *future) tell() {
	for _, c := range f.collectors {
		c.add(f)
	}
}

// callBack calls the callbacks. What they raise is reported, unless it ends
// the thread.
func (f *future) callBack(t *thread) bool {
	for i := 0; i < len(f.callbacks); i++ {
		if !f.callOne(t, f.callbacks[i]) {
			return false
		}
	}
	return true
}

func (f *future) callOne(t *thread, fn value) bool {
	if t.Call(fn, f.value()).P != nil {
		return true
	}
	e := t.Catch(object.ShapeException)
	if e == nil {
		return false
	}
	shown, ok := t.Repr(f.value())
	if ok {
		logError(t, "exception calling callback for "+shown, e)
	}
	t.Clear()
	return true
}

// logError logs a text with an exception as logging does that was not
// configured: to standard error.
func logError(t *thread, text string, e *object.Exception) {
	if log, known := logger(t); known {
		n := t.M
		t.CallNames(t.GetAttr(log, n.Intern("error")), []value{object.NewStr("%s"), object.NewStr(text), e.Value()}, []*object.Str{n.Intern("exc_info")})
		return
	}
	loop.StateOf(t).WriteError(t, text+"\n"+report.Capture(t, e).String())
}

// logCritical logs that a future was begun twice.
func logCritical(t *thread, f *future) {
	id, ok := t.Repr(object.ID(f.value()))
	if !ok {
		return
	}
	text := "Future " + id + " in unexpected state: " + stateNames[f.state]
	if log, known := logger(t); known {
		t.CallMethod(log, t.M.Intern("critical"), object.NewStr("%s"), object.NewStr(text))
	} else {
		loop.StateOf(t).WriteError(t, text+"\n")
	}
	t.Clear()
}

// logger is the logger of the package; known is false where there is no module
// logging.
func logger(t *thread) (log value, known bool) {
	mod := t.Exec.Import(t, "logging")
	if mod.P == nil {
		t.Clear()
		return mod, false
	}
	log = t.CallMethod(mod, t.M.Intern("getLogger"), object.NewStr("concurrent.futures"))
	return log, log.P != nil
}

// await waits until the call is over: nil without an exception pending then.
func (f *future) await(t *thread, timeout value) bool {
	if !f.done() {
		deadline, ok := threading.Deadline(t, timeout)
		if !ok {
			return false
		}
		if _, ok = f.waiting.Wait(t, deadline); !ok {
			return false
		}
	}
	switch {
	case f.state == finished:
		return true
	case f.done():
		raise(t, cancelledError(t), "")
	default:
		t.Raise(object.ShapeTimeoutError, "")
	}
	return false
}
