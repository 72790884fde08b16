package loop

import (
	"fmt"
	"path/filepath"
	"strings"
	"time"
	"unsafe"

	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/code"
	"github.com/aio-lang/aio/vm/object"
	"github.com/aio-lang/aio/vm/report"
)

// A callback or a step of a task that takes long holds up everybody else. The
// loop itself takes no time: it counts what it does, and a watchdog looks once
// in a while whether the count has changed. The watchdog takes the baton to
// look, so that it may see where the thread is; while the loop waits it sleeps.
//
//	loop     ──step──step──time.sleep(2)────────────────────────step──▶
//	watchdog     ╵       ╵   since     ╵ held: where?   ╵       └─ report
//	             └ every watchTick ────┘

const (
	// watchTick is how often the watchdog looks.
	watchTick = 25 * time.Millisecond
	// heldLimit is how long a callback may take.
	heldLimit = 100 * time.Millisecond
)

// watchdog is a loop's. Who holds the baton uses it.
type watchdog struct {
	timer *time.Timer
	// asleep: the timer does not run, for the loop waits.
	asleep bool
	// base is how many frames there were when the loop began to run.
	base int
	// seen is the count at the last look, since when it was first seen.
	seen  uint64
	since time.Time
	// same counts the looks that have found nothing new: on a machine that
	// is busy with others, time alone says little.
	same int
}

// held is something that has held the loop for too long.
type held struct {
	task    *Task // that does it; nil: a callback
	since   time.Time
	what    string // "time.sleep(2)"
	place   string // "line 14 of prog.py"
	instead string
	fn      *code.Code
	site    uint32
}

// startWatch begins to watch the loop, which begins to run.
func (l *Loop) startWatch(t *vm.Thread) {
	if !l.state.Reports {
		return
	}
	d := &l.dog
	d.base, d.asleep, l.held = len(t.Stack(nil)), false, nil
	d.seen, d.since, d.same = l.steps, time.Now(), 0
	if d.timer == nil {
		d.timer = time.AfterFunc(watchTick, func() { l.look(t.Machine()) })
	} else {
		d.timer.Reset(watchTick)
	}
}

func (l *Loop) stopWatch() {
	if l.dog.timer != nil {
		l.dog.timer.Stop()
	}
}

// goOn is called when a wait of the loop is over.
func (d *watchdog) goOn() {
	if d.asleep {
		d.asleep = false
		d.timer.Reset(watchTick)
	}
}

// look is a look of the watchdog.
func (l *Loop) look(m *vm.Machine) {
	m.Acquire()
	defer m.Release()
	d := &l.dog
	switch {
	case l.thread == nil:
		return
	case l.waiting:
		d.asleep = true
		return
	case l.steps != d.seen:
		d.seen, d.since, d.same = l.steps, time.Now(), 0
	default:
		d.same++
		if l.held == nil && d.same >= 3 && time.Since(d.since) >= heldLimit-watchTick && l.tasksReady(l.current) > 0 {
			l.held = l.whatHolds(d)
		}
	}
	d.timer.Reset(watchTick)
}

// whatHolds finds out what the thread of the loop is at.
func (l *Loop) whatHolds(d *watchdog) *held {
	h := &held{since: d.since.Add(-watchTick / 2), task: l.current}
	stack := l.thread.Stack(nil)
	if len(stack) <= d.base {
		return h
	}
	stack = stack[:len(stack)-d.base]
	at := -1
	for i, p := range stack {
		if vm.OfLibrary(p.Code) {
			if at >= 0 {
				break
			}
			continue
		}
		at = i
		if p.Code.Flags&(code.Coroutine|code.AsyncGenerator) != 0 {
			break
		}
	}
	if at < 0 {
		return h
	}
	h.fn, h.site = stack[at].Code, stack[at].PC
	f := report.FrameAt(&object.TracePoint{Code: h.fn, IP: h.site})
	if isCall(h.fn.Instrs[h.site].Op) {
		h.what = callText(&f)
	}
	if h.what == "" {
		h.what = h.fn.QualName + "()"
	}
	h.place = fmt.Sprintf("line %d of %s", f.Line, filepath.Base(f.File))
	h.instead = "asyncio.to_thread"
	inner := report.FrameAt(&object.TracePoint{Code: stack[0].Code, IP: stack[0].PC})
	switch text := callText(&inner); {
	case strings.HasPrefix(text, "time.sleep("), strings.HasPrefix(text, "sleep("):
		h.instead = "asyncio.sleep or asyncio.to_thread"
	case strings.HasPrefix(h.what, "subprocess."):
		h.instead = "asyncio.create_subprocess_exec or asyncio.to_thread"
	}
	return h
}

func isCall(op code.Op) bool {
	switch op {
	case code.Call, code.CallGlobal, code.CallLoaded, code.CallKw, code.CallMethod, code.CallMethodKw, code.CallEx:
		return true
	}
	return false
}

// callText is the text of the call that a frame is making, "" where it makes
// none that is short.
func callText(f *report.Frame) string {
	if len(f.Text) != 1 || f.Col < 0 || f.EndCol > len(f.Text[0]) || f.Col >= f.EndCol {
		return ""
	}
	text := f.Text[0][f.Col:f.EndCol]
	if len(text) > 60 || !strings.HasSuffix(text, ")") || !strings.Contains(text, "(") || text[0] == '(' {
		return ""
	}
	return text
}

// reportHeld tells, once for a place, what has held the loop until now, if
// anybody had to wait for it.
func (l *Loop) reportHeld(t *object.Thread) bool {
	h := l.held
	l.held = nil
	if h.fn == nil {
		return true
	}
	n := l.tasksReady(h.task)
	key := heldPlace{h.fn, h.site}
	if n == 0 || l.state.heldAt[key] {
		return true
	}
	if l.state.heldAt == nil {
		l.state.heldAt = make(map[heldPlace]bool)
	}
	l.state.heldAt[key] = true
	tasks := fmt.Sprintf("%d tasks", n)
	if n == 1 {
		tasks = "1 task"
	}
	return l.state.WriteError(t, Prefixed(fmt.Sprintf("%s at %s held %s for %.1f s; use %s", h.what, h.place, tasks, time.Since(h.since).Seconds(), h.instead)))
}

type heldPlace struct {
	code *code.Code
	site uint32
}

// tasksReady counts the tasks but one that could go on now.
func (l *Loop) tasksReady(but *Task) int {
	tasks := map[unsafe.Pointer]bool{}
	q := &l.ready
	for i := range q.n {
		switch e := q.ring[(q.head+i)&(len(q.ring)-1)]; e.kind {
		case entryStep, entryWake, entryTimer:
			tasks[e.p] = true
		}
	}
	now := l.state.Clock.Now()
	for i := range l.timers {
		if e := &l.timers[i]; e.task && e.when <= now {
			if k := (*Task)(e.p); k.sleep == asleep && k.sleepGen == e.gen {
				tasks[e.p] = true
			}
		}
	}
	delete(tasks, unsafe.Pointer(but))
	return len(tasks)
}
