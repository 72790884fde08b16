package loop

import (
	"unsafe"

	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/object"
)

// EachTask calls f with the loop's unfinished tasks, the oldest first.
func (l *Loop) EachTask(f func(k *Task)) {
	for k := l.firstTask; k != nil; k = k.next {
		f(k)
	}
}

// NumTasks is how many tasks have not finished.
func (l *Loop) NumTasks() int { return l.numTasks }

// Left is the newest loop that is still open, nil where there is none: what a
// program has left to whoever goes on after it.
func (s *State) Left() object.Value {
	if n := len(s.loops); n > 0 {
		return s.loops[n-1].obj
	}
	return object.Value{}
}

// Unseen reports whether the future has failed and nobody has asked for its
// exception.
func (f *Future) Unseen() bool { return f.Flags&flagLogTraceback != 0 }

// ReportUnseen tells the loop's exception handler of a failure that nobody has
// seen, as it would be told when the future is dropped. False means that an
// exception is pending.
func (f *Future) ReportUnseen(t *object.Thread) bool { return f.reportNeverRetrieved(t) }

// Failure is the exception of a failed future, nil of any other.
func (f *Future) Failure() object.Value {
	if !f.Failed() {
		return object.Value{}
	}
	return f.result
}

// Within runs f with c as the thread's context.
func (c *Context) Within(t *object.Thread, f func()) {
	vt := vm.Of(t)
	saved, entered := vt.Context, c.entered
	vt.Context, c.entered = unsafe.Pointer(c), true
	f()
	vt.Context, c.entered = saved, entered
}
