package loop

import (
	"fmt"
	"strings"
	"unsafe"

	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/object"
)

// TaskTree describes the loop's unfinished tasks: a line for each with its
// state, where it is, what it waits for and, where ages are tracked, how old it
// is. Below a task stand those that it waits for. It runs nothing of the
// script's.
//
//	Task-2 main()  waiting for 2 tasks, prog.aio:12, 3.1 s old
//	├─ Task-3 fetch()  asleep for 0.4 s more, prog.aio:5, 3.1 s old
//	└─ Task-4 fetch()  waiting for a future, prog.aio:7, 3.1 s old
func (l *Loop) TaskTree(t *object.Thread) string {
	w := l.treeWriter(t)
	l.EachTask(func(k *Task) {
		if !w.hasParent[k] {
			w.write(k, "", "")
		}
	})
	l.EachTask(func(k *Task) { w.write(k, "", "") }) // those that wait in a circle
	return w.b.String()
}

// treeWriter makes one that knows which task waits for which.
func (l *Loop) treeWriter(t *object.Thread) *treeWriter {
	w := &treeWriter{l: l, t: t, children: make(map[*Task][]*Task), hasParent: make(map[*Task]bool)}
	l.EachTask(func(k *Task) {
		for _, c := range w.awaited(k) {
			w.adopt(k, c)
		}
	})
	l.EachTask(func(k *Task) {
		if p := w.parent(k); p != nil && !w.hasParent[k] {
			w.adopt(p, k)
		}
	})
	return w
}

func (w *treeWriter) thread() *vm.Thread { return vm.Of(w.t) }

type treeWriter struct {
	l         *Loop
	t         *object.Thread
	b         strings.Builder
	children  map[*Task][]*Task
	hasParent map[*Task]bool
	written   map[*Task]bool
}

func (w *treeWriter) adopt(parent, child *Task) {
	if parent == child || child.Done() || w.hasParent[child] {
		return
	}
	w.hasParent[child] = true
	w.children[parent] = append(w.children[parent], child)
}

// awaited are the tasks that k waits for, directly or through gather() or
// shield().
func (w *treeWriter) awaited(k *Task) []*Task {
	f := AsFuture(object.Value{P: k.waiter})
	switch {
	case f == nil:
		return nil
	case f.Flags&flagTask != 0:
		return []*Task{(*Task)(unsafe.Pointer(f))}
	case f.Flags&flagGather != 0:
		var out []*Task
		for _, c := range asGathering(f).children {
			if t := AsTask(c); t != nil {
				out = append(out, t)
			}
		}
		return out
	}
	return nil
}

// parent is the task that waits for k otherwise: through a TaskGroup, shield()
// or the like.
func (w *treeWriter) parent(k *Task) *Task {
	for _, cb := range append([]callback{k.cb}, k.more...) {
		if cb.fn.P == nil {
			continue
		}
		c, ok := w.l.state.asCompleter(cb.fn).(Awaited)
		if !ok {
			continue
		}
		on := c.AwaitedBy()
		if p := AsTask(on); p != nil || on.P == nil {
			return p
		}
		var found *Task
		w.l.EachTask(func(p *Task) {
			if p.waiter == on.P && found == nil {
				found = p
			}
		})
		if found != nil {
			return found
		}
	}
	return nil
}

// write writes k and below it its children; each task once.
func (w *treeWriter) write(k *Task, first, rest string) {
	if w.written[k] {
		return
	}
	if w.written == nil {
		w.written = make(map[*Task]bool)
	}
	w.written[k] = true
	w.b.WriteString(first + w.describe(k) + "\n")
	kids := w.children[k]
	for i, c := range kids {
		if i < len(kids)-1 {
			w.write(c, rest+"├─ ", rest+"│  ")
		} else {
			w.write(c, rest+"└─ ", rest+"   ")
		}
	}
}

func (w *treeWriter) describe(k *Task) string {
	name := k.Name()
	if g := k.coro; g != nil {
		name += " " + g.Name() + "()"
	}
	parts := []string{w.state(k)}
	if at := w.where(k); at != "" {
		parts = append(parts, at)
	}
	parts = append(parts, duration(w.l.state.ages.of(k.number, w.l.state.Clock.Now()))+" old")
	if k.cancels > 0 {
		parts = append(parts, "asked to cancel")
	}
	return name + "  " + strings.Join(parts, ", ")
}

// state is what the task is doing.
func (w *treeWriter) state(k *Task) string {
	switch {
	case w.l.current == k:
		return "running"
	case k.sleep == asleep:
		for i := range w.l.timers {
			if e := &w.l.timers[i]; e.task && e.p == unsafe.Pointer(k) && e.gen == k.sleepGen {
				return "asleep for " + duration(max(0, e.when-w.l.state.Clock.Now())) + " more"
			}
		}
		return "asleep"
	case k.waiter == nil:
		return "ready"
	}
	v := object.Value{P: k.waiter}
	f := AsFuture(v)
	if f == nil {
		return "waiting for a " + w.t.TypeName(v)
	}
	switch n := len(w.awaited(k)); {
	case f.Flags&flagTask != 0:
		return "waiting for " + (*Task)(unsafe.Pointer(f)).Name()
	case f.Flags&flagGather != 0:
		if n == 1 {
			return "waiting for 1 task"
		}
		return fmt.Sprintf("waiting for %d tasks", n)
	}
	switch n := len(w.children[k]); n {
	case 0:
		return "waiting for " + w.waitsFor(k)
	case 1:
		return "waiting for 1 task"
	default:
		return fmt.Sprintf("waiting for %d tasks", n)
	}
}

// where is the innermost line of the script's at which the task is suspended.
func (w *treeWriter) where(k *Task) string {
	g := k.coro
	if g == nil {
		return ""
	}
	at := g.Position(vm.Of(w.t))
	if at == "" {
		return ""
	}
	return "at " + at
}

// duration is a number of seconds for people.
func duration(s float64) string {
	switch {
	case s < 10:
		return fmt.Sprintf("%.1f s", s)
	case s < 120:
		return fmt.Sprintf("%.0f s", s)
	case s < 7200:
		return fmt.Sprintf("%.0f min", s/60)
	}
	return fmt.Sprintf("%.1f h", s/3600)
}
