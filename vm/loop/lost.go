package loop

import (
	"cmp"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"
	"unsafe"
	"weak"

	"github.com/aio-lang/aio/vm/object"
	"github.com/aio-lang/aio/vm/report"
)

// lost finds failed futures that nobody holds anymore and whose exception
// nobody has seen. Go's collector tells of them through a finalizer; the loop
// asks for a collection when it would wait and there are failures it has not
// looked for yet.
type lost struct {
	// failed counts failures since the last collection was asked for.
	failed int
	// urgent: a task has failed that nobody waits for, so that CPython would
	// most likely report it at once.
	urgent  bool
	budget  collections
	pending atomic.Bool
	mu      sync.Mutex
	found   []failure
	// order numbers the failures: finalizers run in any order.
	order uint64
	// all are the failures that may have to be reported at the end.
	all  []weak.Pointer[Future]
	next int // compact when the list is this long
}

// watch has the future reported when it is dropped.
func (x *lost) watch(f *Future) {
	x.failed++
	if len(x.all) >= x.next {
		kept := x.all[:0]
		for _, p := range x.all {
			if f := p.Value(); f != nil && f.Flags&flagLogTraceback != 0 {
				kept = append(kept, p)
			}
		}
		x.all = kept
		x.next = max(64, 2*len(kept))
	}
	x.all = append(x.all, weak.Make(f))
	if hasDel(f) {
		return // its __del__ reports it
	}
	x.order++
	n := x.order
	if f.Flags&flagTask != 0 {
		k := (*Task)(unsafe.Pointer(f))
		runtime.SetFinalizer(k, func(k *Task) { x.note(&k.Future, n) })
		return
	}
	runtime.SetFinalizer(f, func(f *Future) { x.note(f, n) })
}

// failure is a future that nobody holds anymore.
type failure struct {
	*Future
	order uint64
}

// collections bounds what looking for urgent failures costs: the first few
// times it is done at once, then it may take a twentieth of the time.
type collections struct {
	n    int
	next time.Time
}

const freeCollections = 16

func (c *collections) allow() bool { return c.n < freeCollections || time.Now().After(c.next) }

func (c *collections) spent(start time.Time) {
	c.n++
	now := time.Now()
	c.next = now.Add(20 * now.Sub(start))
}

// lookForUrgent reports failures that nobody can ever look at, between two
// passes.
func (s *State) lookForUrgent(t *object.Thread) bool {
	s.lost.urgent = false
	if !s.lost.budget.allow() {
		return true
	}
	start := time.Now()
	ok := s.collectLost(t)
	s.lost.budget.spent(start)
	return ok
}

// hasDel reports whether the future is of a class of the script: these have a
// __del__, which the machine watches them for.
func hasDel(f *Future) bool {
	return f.loop.state.m.H.TypeOf(f.Value()).Flags&object.TypeHasDel != 0
}

// note runs on a goroutine of the runtime.
func (x *lost) note(f *Future, order uint64) {
	x.mu.Lock()
	x.found = append(x.found, failure{f, order})
	x.mu.Unlock()
	x.pending.Store(true)
}

// reportLost reports what has been found. False means that an exception is
// pending.
func (s *State) reportLost(t *object.Thread) bool {
	if !s.lost.pending.Swap(false) {
		return true
	}
	s.lost.mu.Lock()
	found := s.lost.found
	s.lost.found = nil
	s.lost.mu.Unlock()
	slices.SortFunc(found, func(a, b failure) int { return cmp.Compare(a.order, b.order) })
	for _, f := range found {
		if !f.report(t) {
			return false
		}
	}
	return true
}

// report tells of a future that nobody holds anymore what has to be told.
func (f *Future) report(t *object.Thread) bool {
	if !f.Done() && f.Flags&flagTask != 0 {
		return (*Task)(unsafe.Pointer(f)).reportDestroyed(t)
	}
	return f.reportNeverRetrieved(t)
}

// abandonTasks is called when a loop is closed: tasks that are still pending
// will never end, and are reported when nobody holds them.
func (l *Loop) abandonTasks(t *object.Thread) bool {
	x := &l.state.lost
	for k := l.firstTask; k != nil; {
		next := k.next
		k.Unregister()
		if k.Flags&flagNoDestroyLog == 0 {
			x.all = append(x.all, weak.Make(&k.Future))
			if !hasDel(&k.Future) {
				x.order++
				n := x.order
				runtime.SetFinalizer(k, func(k *Task) { x.note(&k.Future, n) })
			}
			x.failed++
		}
		k = next
	}
	return l.state.collectLost(t)
}

// Finish reports what is left at the end of the program: tasks that never
// ended, and failures that nobody has seen.
func (s *State) Finish(t *object.Thread) bool {
	for _, l := range s.loops {
		for k := l.firstTask; k != nil; k = l.firstTask {
			k.Unregister()
			if !k.reportDestroyed(t) {
				return false
			}
		}
	}
	s.loops = nil
	all := s.lost.all
	s.lost.all = nil
	for _, p := range all {
		if f := p.Value(); f != nil && !f.report(t) {
			return false
		}
	}
	return s.reportLost(t)
}

// reportNeverRetrieved tells the exception handler of a failure that nobody
// has seen, once.
func (f *Future) reportNeverRetrieved(t *object.Thread) bool {
	if f.Flags&flagLogTraceback == 0 {
		return true
	}
	f.retrieved()
	d := object.NewDict()
	set := func(k string, v object.Value) { d.SetStr(t.M.Intern(k), v) }
	set("message", object.NewStr(t.M.TypeOf(f.Value()).Name+" exception was never retrieved"))
	set("exception", f.result)
	set("future", f.Value())
	if f.extra != nil && f.extra.source.P != nil {
		set("source_traceback", f.extra.source)
	}
	return f.loop.callExceptionHandler(t, d) && f.afterLoss(t)
}

// afterLoss adds to the report of a lost failure what is known beyond it.
func (f *Future) afterLoss(t *object.Thread) bool {
	s := f.loop.state
	if f.loop.exceptionHandler.P != nil {
		return true // the script sees to it
	}
	if s.Strict {
		s.Failed = true
	}
	if f.Flags&flagTask == 0 {
		return true
	}
	return (*Task)(unsafe.Pointer(f)).reportOrigin(t)
}

// reportOrigin writes where the task was made.
func (k *Task) reportOrigin(t *object.Thread) bool {
	s := k.loop.state
	p, ok := s.m.Point(k.made)
	if !ok || !s.Reports {
		return true
	}
	at := report.FrameAt(&p)
	return s.WriteError(t, Prefixed(k.Name()+" was created here:\n"+at.String()))
}

// reportDestroyed tells the exception handler of a task that was dropped while
// pending.
func (k *Task) reportDestroyed(t *object.Thread) bool {
	if k.Done() || k.Flags&flagNoDestroyLog != 0 || k.loop == nil {
		return true
	}
	k.Flags |= flagNoDestroyLog
	d := object.NewDict()
	set := func(k string, v object.Value) { d.SetStr(t.M.Intern(k), v) }
	set("task", k.Value())
	set("message", object.NewStr("Task was destroyed but it is pending!"))
	if k.extra != nil && k.extra.source.P != nil {
		set("source_traceback", k.extra.source)
	}
	return k.loop.callExceptionHandler(t, d) && k.afterLoss(t)
}

// collectLost has dropped failures found and reported. It costs a collection.
func (s *State) collectLost(t *object.Thread) bool {
	if s.lost.failed > 0 {
		s.lost.failed = 0
		t.CollectGarbage()
	}
	return s.reportLost(t)
}

// idle does what waits for a quiet moment: the loop is about to wait. It may
// make things ready, and then sets *timeout to 0.
func (l *Loop) idle(t *object.Thread, timeout *float64) bool {
	if l.state.lost.failed > 0 {
		if !l.state.collectLost(t) {
			return false
		}
	} else if t.M.Finalizers.Due() {
		t.RunFinalizers()
	}
	if l.ready.n > 0 {
		*timeout = 0
	}
	return true
}
