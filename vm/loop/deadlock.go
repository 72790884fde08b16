package loop

import (
	"fmt"
	"strings"

	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/object"
	"github.com/aio-lang/aio/vm/report"
)

// A deadlock is a run_until_complete that waits for ever: nothing is ready, no
// timer is set, no descriptor watched, no goroutine is to post anything, and
// nobody else is there who could (see Outside). CPython hangs then. Here it is
// reported, what is waited for is cancelled as Ctrl-C does, and when that has
// had its way the program ends by SystemExit(1).

// Outside reports whether something that the loop cannot see may wake it yet:
// a thread, a signal handler. The baton is held.
type Outside func(t *object.Thread) bool

// AddOutside has a deadlock called only where f is false.
func (s *State) AddOutside(f Outside) { s.outside = append(s.outside, f) }

// stuck is called before a wait without end. It reports whether the loop has
// something to do after all; false with an exception pending ends the loop.
func (l *Loop) stuck(t *object.Thread) (again bool) {
	if !l.deadlocked(t) {
		return false
	}
	// what is garbage may have a finalizer that wakes somebody
	t.CollectGarbage()
	if !l.state.reportLost(t) || !vm.Of(t).CheckInterrupt() {
		return false
	}
	if l.ready.n > 0 || !l.deadlocked(t) {
		return true
	}
	s := l.state
	if s.Reports && !s.WriteError(t, l.deadlockReport(t)) {
		return false
	}
	s.Failed = true
	if l.unlocking { // the cancellation has been swallowed
		s.raiseDeadlock(t)
		return false
	}
	l.unlocking = true
	_, ok := CancelAny(t, l.until, object.Value{})
	return ok
}

func (s *State) raiseDeadlock(t *object.Thread) {
	if e := t.Call(t.M.Type(object.ShapeSystemExit).Value(), object.Int(1)); e.P != nil {
		t.RaiseException(object.AsException(e))
	}
}

// deadlocked reports whether nothing can wake the loop.
func (l *Loop) deadlocked(t *object.Thread) bool {
	if l.until.P == nil || l.foreign || l.customTime || l.ready.n > 0 || len(l.timers) > 0 || len(l.readers) > 0 || len(l.writers) > 0 ||
		l.inbox.full.Load() || l.inbox.expected.Load() > 0 {
		return false
	}
	for _, f := range l.state.outside {
		if f(t) {
			return false
		}
	}
	return true
}

// deadlockReport describes each task that waits, and the circle if there is
// one.
func (l *Loop) deadlockReport(t *object.Thread) string {
	w := l.treeWriter(t)
	var tasks []*Task
	l.EachTask(func(k *Task) { tasks = append(tasks, k) })
	var b strings.Builder
	if l.state.Failed {
		b.WriteString("still a deadlock\n")
	} else {
		what := fmt.Sprintf("%d tasks wait", len(tasks))
		if len(tasks) == 1 {
			what = "1 task waits"
		}
		b.WriteString("deadlock: " + what + ", and nothing is left that could end it\n" +
			"(no timer, no I/O, no thread, no child process, no signal handler)\n")
	}
	const most = 20
	for i, k := range tasks {
		if i == most {
			fmt.Fprintf(&b, "… and %d more\n", len(tasks)-most)
			break
		}
		b.WriteString(w.blocked(k))
	}
	if circle := w.circle(tasks); circle != nil {
		b.WriteString("circle: ")
		for _, k := range circle {
			b.WriteString(k.Name() + " → ")
		}
		b.WriteString(circle[0].Name() + "\n")
	}
	if l.unlocking {
		b.WriteString("cancelling has not helped: the program ends\n")
	} else if k := AsTask(l.until); k != nil {
		b.WriteString(k.Name() + " is cancelled, as by Ctrl-C\n")
	}
	return Prefixed(b.String())
}

// Prefixed marks the lines of a report as ours.
func Prefixed(text string) string {
	lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRight("aio: "+l, " ")
	}
	return strings.Join(lines, "\n") + "\n"
}

// blocked describes a task that waits: for what, and the lines at which it and
// what it awaits stand.
func (w *treeWriter) blocked(k *Task) string {
	var b strings.Builder
	if k.waiter != nil {
		fmt.Fprintf(&b, "%s waits for %s\n", k.Name(), w.waitsFor(k))
	} else {
		fmt.Fprintf(&b, "%s is %s\n", k.Name(), w.state(k))
	}
	if k.coro == nil {
		return b.String()
	}
	places := k.coro.Awaits()
	for i := range places {
		p := &places[i]
		if vm.OfLibrary(p.Code) {
			continue
		}
		f := report.FrameAt(p)
		text := ""
		if len(f.Text) > 0 {
			text = ": " + strings.TrimSpace(f.Text[0])
		}
		fmt.Fprintf(&b, "    %s:%d, in %s%s\n", f.File, f.Line, p.Code.QualName, text)
	}
	return b.String()
}

// circle finds tasks each of which waits for the next, and the last for the
// first.
func (w *treeWriter) circle(tasks []*Task) []*Task {
	const unseen, open, closed = 0, 1, 2
	state := map[*Task]int{}
	var path, found []*Task
	var visit func(k *Task) bool
	visit = func(k *Task) bool {
		state[k] = open
		path = append(path, k)
		if k.waiter != nil && len(path) < 10000 {
			for _, next := range w.reason(k).Tasks {
				switch {
				case next.Done() || state[next] == closed:
				case state[next] == open:
					for i, p := range path {
						if p == next {
							found = append(found, path[i:]...)
						}
					}
					return true
				case visit(next):
					return true
				}
			}
		}
		state[k] = closed
		path = path[:len(path)-1]
		return false
	}
	for _, k := range tasks {
		if state[k] == unseen && visit(k) {
			return found
		}
	}
	return nil
}
