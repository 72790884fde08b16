// Package loop is the event loop: tasks, futures, timers, wake-ups from other
// goroutines, context variables.
//
// In: a vm.Machine, a Clock, coroutines to drive. Out: the native types that
// module asyncio gives to scripts (Future, Task, Handle, the loop), and what
// other natives need to complete futures from goroutines of their own. The
// order of everything is CPython's: one pass over what was ready at its start,
// callbacks first in first out.
//
//	         timers ─┐                       ┌─> Task.step ──> coroutine
//	descriptors ─────┼─> ready queue ─> pass ┼─> done callbacks of futures
//	other threads ───┘        ▲              └─> handles
//	                          └───────────────────────┘
package loop

import (
	"slices"
	"unsafe"

	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/object"
)

// Loop is an event loop. Only the thread that runs it touches it, or one that
// holds the baton; post and wake are for anybody.
type Loop struct {
	state *State
	obj   object.Value // the script's object
	// foreign: callbacks go through the object's call_soon method. It is of
	// another class, and known here because futures belong to it, or of a
	// subclass that has a call_soon of its own.
	foreign bool
	// customTime: a subclass has a time method of its own.
	customTime       bool
	closed, stopping bool
	debug            bool
	thread           *vm.Thread // that runs the loop; nil: none
	ready            readyQueue
	timers           timerHeap
	cancelledTimers  int
	// current is the task whose step is being done.
	current *Task
	// currentObject is the running task where it is of another class.
	currentObject       object.Value
	firstTask, lastTask *Task
	numTasks            int

	taskFactory      object.Value // nil: none
	exceptionHandler object.Value // nil: the default
	slowCallback     object.Value
	executor         object.Value // default executor; nil: not made yet
	executorShutdown bool
	currentHandle    object.Value

	asyncGens         asyncGens
	agensShutdown     bool
	savedHooks        vm.AsyncGenHooks
	poll              poller
	readers, writers  map[int]*Handle
	inbox             inbox
	deferredInterrupt bool
	// until is what run_until_complete waits for; nil: nothing.
	until object.Value
	// unlocking: there was a deadlock, and until has been cancelled.
	unlocking bool
	// steps counts what the loop has done, for the watchdog. waiting: it
	// waits for something to do. held is what the watchdog has found.
	steps   uint64
	waiting bool
	held    *held
	dog     watchdog
}

// Running is the loop that runs on the thread, or nil.
func Running(t *object.Thread) *Loop { return (*Loop)(vm.Of(t).Loop) }

// AsLoop returns the Loop behind an object, or nil.
func AsLoop(v object.Value) *Loop {
	l, _ := object.Payload[*Loop](v)
	return l
}

// Value is the loop's object.
func (l *Loop) Value() object.Value { return l.obj }

// Closed reports whether the loop was closed.
func (l *Loop) Closed() bool { return l.closed }

// Current is the task that is running, or nil.
func (l *Loop) Current() *Task { return l.current }

// newLoop makes a loop of the class ty.
func (s *State) newLoop(t *object.Thread, ty *object.Type) *Loop {
	l := &Loop{state: s, slowCallback: object.Float(0.1)}
	l.obj = object.NewOpaque(ty, l)
	l.inbox.init()
	s.loops = append(s.loops, l)
	if ty != s.loop {
		l.customTime = !s.isOwn(ty, t.M.Intern("time"))
		l.foreign = !s.isOwn(ty, s.names.callSoon)
	}
	return l
}

// isOwn reports whether a loop class has the native method of that name.
func (s *State) isOwn(ty *object.Type, name *object.Str) bool {
	n := object.AsNative(s.m.H.Lookup(ty, name))
	return n != nil && n.Owner == s.loop
}

// usesOwn reports whether the loop's class has the native method of that name.
func (l *Loop) usesOwn(t *object.Thread, name *object.Str) bool {
	return !l.foreign && l.state.isOwn(t.M.TypeOf(l.obj), name)
}

// LoopFor is the Loop that stands for any loop object.
func (s *State) LoopFor(v object.Value) *Loop {
	if l := AsLoop(v); l != nil {
		return l
	}
	if l := s.foreign[v]; l != nil {
		return l
	}
	l := &Loop{state: s, obj: v, foreign: true}
	if s.foreign == nil {
		s.foreign = make(map[object.Value]*Loop)
	}
	s.foreign[v] = l
	return l
}

// foreignCallSoon is loop.call_soon(fn, arg, context=ctx) of a foreign loop.
func (l *Loop) foreignCallSoon(t *object.Thread, fn, arg object.Value, ctx *Context) bool {
	f := t.GetAttr(l.obj, l.state.names.callSoon)
	if f.P == nil {
		return false
	}
	if ctx == nil {
		ctx = &Context{}
	}
	return t.CallNames(f, []object.Value{fn, arg, ctx.Object(t)}, []*object.Str{l.state.names.context}).P != nil
}

// isDebug is get_debug().
func (l *Loop) isDebug(t *object.Thread) bool {
	if !l.foreign {
		return l.debug
	}
	r := t.CallMethod(l.obj, l.state.names.getDebug)
	if r.P == nil {
		t.Clear()
		return false
	}
	b, ok := t.Truth(r)
	if !ok {
		t.Clear()
	}
	return b
}

// now is the loop's time.
func (l *Loop) now(t *object.Thread) (float64, bool) {
	if !l.customTime {
		return l.state.Clock.Now(), true
	}
	r := t.CallMethod(l.obj, t.M.Intern("time"))
	if r.P == nil {
		return 0, false
	}
	return seconds(t, r)
}

// seconds is v as a number of seconds.
func seconds(t *object.Thread, v object.Value) (float64, bool) {
	switch {
	case v.IsFloat():
		return v.AsFloat(), true
	case v.IsInt(), v.IsBool():
		return float64(v.AsInt()), true
	}
	return t.AsFloat64(v)
}

func (l *Loop) checkClosed(t *object.Thread) bool {
	if l.closed {
		t.RuntimeErrorf("Event loop is closed")
		return false
	}
	return true
}

// CallSoon schedules fn(*args) for the next pass.
func (l *Loop) CallSoon(fn object.Value, args []object.Value, ctx *Context) *Handle {
	h := l.newHandle(fn, args, ctx)
	l.ready.push(entry{kind: entryHandle, p: unsafe.Pointer(h)})
	return h
}

// CallAt schedules fn(*args) for a loop time.
func (l *Loop) CallAt(when float64, fn object.Value, args []object.Value, ctx *Context) *Handle {
	h := l.newHandle(fn, args, ctx)
	h.toTimer(l, when)
	h.scheduled = true
	l.timers.push(timer{when: when, p: unsafe.Pointer(h)})
	return h
}

// Stop ends run_forever after the pass.
func (l *Loop) Stop() { l.stopping = true }

// enter makes the loop the running one of the thread.
func (l *Loop) enter(t *vm.Thread) bool {
	if !l.checkClosed(&t.Thread) || !l.checkRunning(&t.Thread) {
		return false
	}
	l.thread = t
	t.Loop = unsafe.Pointer(l)
	m := t.Machine()
	l.savedHooks = m.AsyncGenHooks
	m.AsyncGenHooks = l.asyncGenHooks()
	return true
}

func (l *Loop) checkRunning(t *object.Thread) bool {
	if l.thread != nil {
		t.RuntimeErrorf("This event loop is already running")
		return false
	}
	if vm.Of(t).Loop != nil {
		t.RuntimeErrorf("Cannot run the event loop while another loop is running")
		return false
	}
	return true
}

func (l *Loop) leave(t *vm.Thread) {
	l.stopWatch()
	l.stopping = false
	l.thread = nil
	t.Loop = nil
	t.Machine().AsyncGenHooks = l.savedHooks
}

// RunForever runs the loop until Stop. False means that an exception is
// pending.
func (l *Loop) RunForever(t *vm.Thread) bool {
	if !l.enter(t) {
		return false
	}
	l.startWatch(t)
	ok := true
	for {
		if ok = l.runOnce(t); !ok || l.stopping {
			break
		}
	}
	l.leave(t)
	return ok
}

// maxWait bounds a wait for descriptors: a day.
const maxWait = 24 * 3600

// runOnce is one pass: it waits until something is ready, moves what is due
// into the queue, and runs what was in the queue then.
func (l *Loop) runOnce(t *vm.Thread) bool {
	if l.state.lost.urgent && !l.state.lookForUrgent(&t.Thread) {
		return false
	}
	l.timers.prune(&l.cancelledTimers)
	timeout := -1.0
	if l.ready.n > 0 || l.stopping {
		timeout = 0
	} else if len(l.timers) > 0 {
		now, ok := l.now(&t.Thread)
		if !ok {
			return false
		}
		timeout = min(max(0, l.timers[0].when-now), maxWait)
	}
	if l.steps++; l.held != nil && !l.reportHeld(&t.Thread) {
		return false
	}
	if !l.wait(t, timeout) {
		return false
	}
	if len(l.timers) > 0 {
		now, ok := l.now(&t.Thread)
		if !ok {
			return false
		}
		end := now + l.state.Clock.Resolution()
		for len(l.timers) > 0 && l.timers[0].when < end {
			l.fire(l.timers.pop())
		}
	}
	for n := l.ready.n; n > 0; n-- {
		if l.steps++; l.held != nil && !l.reportHeld(&t.Thread) {
			return false
		}
		e := l.ready.pop()
		if l.debug {
			if !l.timed(t, e) {
				return false
			}
		} else if !l.do(t, e) {
			return false
		}
	}
	if l.ready.n == 0 {
		l.ready.shrink()
	}
	return true
}

// fire puts a due timer's work into the queue.
func (l *Loop) fire(e timer) {
	if !e.task {
		h := (*Handle)(e.p)
		h.scheduled = false
		l.ready.push(entry{kind: entryHandle, p: e.p})
		return
	}
	k := (*Task)(e.p)
	if k.sleepGen == e.gen {
		switch k.sleep {
		case asleep:
			k.sleep = sleepFired
		case sleepBroken:
			k.extra.sleepTimer = false
		}
	}
	l.ready.push(entry{kind: entryTimer, p: e.p, n: e.gen})
}

// do runs one entry of the queue. False means that an exception is pending
// that ends the loop.
func (l *Loop) do(t *vm.Thread, e entry) bool {
	switch e.kind {
	case entryWake:
		k := (*Task)(e.p)
		if e.q != nil {
			f := (*Future)(e.q)
			if k.wakeFrom(t, f) {
				if f.Flags&flagWait != 0 {
					(*Wait)(e.q).spare()
				}
				return true
			}
		} else if k.step(t, object.Value{}) {
			return true
		}
		return l.reportEntry(t, e)
	case entryStep:
		if (*Task)(e.p).step(t, e.v) {
			return true
		}
		return l.reportEntry(t, e)
	case entryTimer:
		(*Task)(e.p).sleepOver(e.n)
		return true
	case entryGather:
		if (*Gathering)(e.p).childDone(&t.Thread, (*Future)(e.q).Value()) {
			return true
		}
		return l.reportEntry(t, e)
	case entryCallback:
		return l.runCallback(t, e)
	}
	h := (*Handle)(e.p)
	if h.cancelled {
		return true
	}
	return h.run(t)
}

// runCallback calls a done callback of a future.
func (l *Loop) runCallback(t *vm.Thread, e entry) bool {
	f := (*Future)(e.p)
	saved := t.Context
	ctx := (*Context)(e.q)
	var r object.Value
	if c := l.state.asCompleter(e.v); c != nil {
		if c.FutureDone(&t.Thread, f) {
			return true
		}
	} else {
		if ctx != nil && ctx.entered {
			r = ctx.Run(&t.Thread, e.v, []object.Value{f.Value()}, nil) // raises
		} else {
			if ctx != nil {
				ctx.entered = true
			}
			t.Context = e.q
			r = t.Call(e.v, f.Value())
			t.Context = saved
			if ctx != nil {
				ctx.entered = false
			}
		}
		if r.P != nil {
			return true
		}
	}
	return l.reportEntry(t, e)
}

// reportEntry is reportCallback for an entry that is no handle.
func (l *Loop) reportEntry(t *vm.Thread, e entry) bool {
	exc := t.Clear()
	h := l.entryHandle(&t.Thread, e)
	t.Exc = exc
	return l.reportCallback(t, h)
}

// entryHandle makes the handle that CPython would have for the entry.
func (l *Loop) entryHandle(t *object.Thread, e entry) *Handle {
	switch e.kind {
	case entryHandle:
		return (*Handle)(e.p)
	case entryCallback:
		return l.newHandle(e.v, []object.Value{(*Future)(e.p).Value()}, (*Context)(e.q))
	case entryWake:
		k := (*Task)(e.p)
		if e.q == nil {
			return l.newHandle(k.wakeupMethod(t), []object.Value{k.sleepFutureOf(t).Value()}, k.ctx)
		}
		return l.newHandle(k.wakeupMethod(t), []object.Value{(*Future)(e.q).Value()}, k.ctx)
	case entryTimer:
		k := (*Task)(e.p)
		return l.newHandle(k.wakeupMethod(t), nil, k.ctx)
	case entryGather:
		g := (*Gathering)(e.p)
		return l.newHandle(object.NewBoundNative(l.state.childDoneDef, nil, g.Value()).Value(), []object.Value{(*Future)(e.q).Value()}, nil)
	}
	k := (*Task)(e.p)
	return l.newHandle(k.stepMethod(), nil, k.ctx)
}

// Close ends the loop for good. False with an exception pending while it runs.
func (l *Loop) Close(t *object.Thread) bool {
	if l.thread != nil {
		t.RuntimeErrorf("Cannot close a running event loop")
		return false
	}
	if l.closed {
		return true
	}
	l.closed = true
	l.ready.clear()
	l.timers = nil
	l.cancelledTimers = 0
	l.readers, l.writers = nil, nil
	if l.poll != nil {
		l.inbox.closePoll(l.poll)
		l.poll = nil
	}
	l.state.loops = slices.DeleteFunc(l.state.loops, func(x *Loop) bool { return x == l })
	if !l.abandonTasks(t) {
		return false
	}
	l.executorShutdown = true
	if x := l.executor; x.P != nil {
		l.executor = object.Value{}
		f := t.GetAttr(x, l.state.names.shutdown)
		if f.P == nil || t.CallNames(f, []object.Value{object.False}, []*object.Str{l.state.names.wait}).P == nil {
			return false
		}
	}
	return true
}

// SetRunning makes v, a loop of any class or None, the running loop of the
// thread.
func SetRunning(t *object.Thread, v object.Value) {
	if v.IsNone() {
		vm.Of(t).Loop = nil
		return
	}
	vm.Of(t).Loop = unsafe.Pointer(stateOf(t).LoopFor(v))
}

// CurrentValue is the running task, of any class, or None.
func (l *Loop) CurrentValue() object.Value {
	switch {
	case l.current != nil:
		return l.current.Value()
	case l.currentObject.P != nil:
		return l.currentObject
	}
	return object.None
}

// SetCurrent says which task runs; None for none.
func (l *Loop) SetCurrent(v object.Value) {
	l.current, l.currentObject = AsTask(v), object.Value{}
	if l.current == nil && !v.IsNone() {
		l.currentObject = v
	}
}

// NewTaskFor is create_task(coro, name=name, context=context) of a loop of any
// class.
func (l *Loop) NewTaskFor(t *object.Thread, coro, name, context object.Value) object.Value {
	if l.usesOwn(t, l.state.names.createTask) {
		return l.createTask(t, coro, name, context)
	}
	f := t.GetAttr(l.obj, l.state.names.createTask)
	if f.P == nil {
		return f
	}
	args, names := []object.Value{coro, orNone(name)}, []*object.Str{l.state.names.nameArg}
	if given(context).P != nil {
		args, names = append(args, context), append(names, l.state.names.context)
	}
	return t.CallNames(f, args, names)
}
