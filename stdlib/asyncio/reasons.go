package asyncio

import (
	"fmt"

	"github.com/aio-lang/aio/vm/loop"
	"github.com/aio-lang/aio/vm/object"
)

// What each wait of this package is for, for reports: see loop.Waiter.

func (b *bound) object() object.Value { return object.FromHeader(&b.Header) }

// Reason implements loop.Waiter.
func (l *lock) Reason(t *object.Thread) loop.Reason {
	r := loop.Reason{What: "lock", Object: l.object()}
	switch {
	case l.owner != nil:
		r.Tasks, r.Holds = []*loop.Task{l.owner}, true
	case l.held:
		r.State = "which is held"
	}
	return r
}

// Reason implements loop.Waiter.
func (e *lockEntry) Reason(t *object.Thread) loop.Reason { return (*lock)(e).Reason(t) }

// Reason implements loop.Waiter.
func (e *event) Reason(t *object.Thread) loop.Reason {
	return loop.Reason{What: "event", Object: e.object(), State: "which nobody has set"}
}

// Reason implements loop.Waiter.
func (x *conditionWait) Reason(t *object.Thread) loop.Reason {
	if x.notified {
		r := x.c.lock.Reason(t)
		r.What, r.Object = "the lock of condition", x.c.object()
		return r
	}
	return conditionSleep{x.c}.Reason(t)
}

// Reason implements loop.Waiter.
func (x conditionSleep) Reason(t *object.Thread) loop.Reason {
	return loop.Reason{What: "a notification of condition", Object: x.c.object(), State: "which nobody has notified"}
}

// Reason implements loop.Waiter.
func (s *semaphore) Reason(t *object.Thread) loop.Reason {
	r := loop.Reason{What: "semaphore", Object: s.object(), State: "whose permits are all taken"}
	if s.most.P != nil && s.most.IsInt() {
		r.State = fmt.Sprintf("whose permits, %d in all, are taken", s.most.AsInt())
	}
	return r
}

// Reason implements loop.Waiter.
func (e *semaphoreEntry) Reason(t *object.Thread) loop.Reason { return (*semaphore)(e).Reason(t) }

// items says how many items there are, where that can be known without running
// anything of the script's.
func (q *queue) sizeText() string {
	n := -1
	if q.kind != nil {
		n = q.size(q.kind.order)
	}
	switch {
	case n < 0:
		return ""
	case q.maxsize.IsInt() && q.maxsize.AsInt() > 0:
		return fmt.Sprintf(" (%d of %d)", n, q.maxsize.AsInt())
	case n == 1:
		return " (1 item)"
	}
	return fmt.Sprintf(" (%d items)", n)
}

// Reason implements loop.Waiter.
func (q *queue) Reason(t *object.Thread) loop.Reason {
	return loop.Reason{What: "an item of queue", Object: q.object(), State: "which is empty" + q.sizeText()}
}

// Reason implements loop.Waiter.
func (p *putting) Reason(t *object.Thread) loop.Reason {
	q := (*queue)(p)
	return loop.Reason{What: "room in queue", Object: q.object(), State: "which is full" + q.sizeText()}
}

// Reason implements loop.Waiter.
func (j joining) Reason(t *object.Thread) loop.Reason {
	state := fmt.Sprintf("with %d items that task_done() was not called for", j.q.open)
	if j.q.open == 1 {
		state = "with an item that task_done() was not called for"
	}
	return loop.Reason{What: "the end of the work of queue", Object: j.q.object(), State: state}
}

// Reason implements loop.Waiter.
func (g *group) Reason(t *object.Thread) loop.Reason {
	return loop.Reason{What: "the tasks of its TaskGroup", Tasks: pendingTasks(g.tasks)}
}

// Reason implements loop.Waiter.
func (x *waiting) Reason(t *object.Thread) loop.Reason {
	if tasks := pendingTasks(x.futures); len(tasks) > 0 {
		return loop.Reason{Tasks: tasks}
	}
	return loop.Reason{What: "futures that nobody has completed"}
}

// pendingTasks are those of the values that are unfinished tasks.
func pendingTasks(values []object.Value) []*loop.Task {
	var out []*loop.Task
	for _, v := range values {
		if k := loop.AsTask(v); k != nil && !k.Done() {
			out = append(out, k)
		}
	}
	return out
}
