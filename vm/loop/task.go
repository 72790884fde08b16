package loop

import (
	"strconv"
	"unsafe"

	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/object"
)

// Task is asyncio.Task: a coroutine that the loop drives, and the future of
// its result.
type Task struct {
	Future
	coro *vm.Generator // nil: extra.coro, or forgotten after an eager end
	ctx  *Context      // nil: empty, not made yet
	name *object.Str   // nil: Task-number, or None before that is known
	// waiter is the future that the task awaits, of any class; nil while it
	// is ready, running, asleep or done.
	waiter unsafe.Pointer
	number uint32
	// sleepGen counts the sleeps: a timer of the heap is the task's only
	// while it has this number.
	sleepGen uint32
	// cancels is cancelling(): the requests that nobody has taken back.
	cancels int32
	sleep   sleepState
	made    vm.Site
	// prev and next link the loop's list of unfinished tasks.
	prev, next *Task
}

// sleepState is where a task is that sleeps without a future. In CPython's
// terms the future is pending in the first two states and done in the others.
type sleepState uint8

const (
	awake       sleepState = iota
	asleep                 // the timer is in the heap
	sleepFired             // the timer has been taken from the heap and will run in this pass
	sleepDone              // the task will be woken in the next pass
	sleepBroken            // cancelled; the task will be woken in the next pass
)

// AsTask returns the Task v is, or nil.
func AsTask(v object.Value) *Task {
	if f := AsFuture(v); f != nil && f.Flags&flagTask != 0 {
		return (*Task)(unsafe.Pointer(f))
	}
	return nil
}

// newTask allocates a task of the loop for a coroutine that has been checked.
func (l *Loop) newTask(t *object.Thread, coro object.Value, ctx *Context) *Task {
	k := &Task{}
	k.Shape, k.Kind = l.state.task.Shape0.ID, object.KindFuture
	k.Flags = flagTask
	k.init(t, l, coro, ctx)
	return k
}

func (k *Task) init(t *object.Thread, l *Loop, coro object.Value, ctx *Context) {
	k.loop, k.ctx, k.made = l, ctx, vm.Of(t).Here()
	if g := vm.AsGenerator(coro); g != nil {
		k.coro = g
	} else {
		k.more_().coro = coro
	}
}

// setName gives the task its name; nil or None the next number.
func (k *Task) setName(t *object.Thread, name object.Value) bool {
	if name.P == nil || name.IsNone() {
		s := k.loop.state
		s.nextTask++
		k.number = s.nextTask
		return true
	}
	if k.number == 0 { // its age goes by the number
		k.loop.state.nextNamed++
		k.number = k.loop.state.nextNamed | namedTask
	}
	if name.Shape() != object.ShapeStr {
		text, ok := t.Str(name)
		if !ok {
			return false
		}
		name = object.NewStr(text)
	}
	k.name = (*object.Str)(name.P)
	return true
}

// Name is the task's name.
func (k *Task) Name() string {
	if k.name != nil {
		return k.name.S
	}
	return "Task-" + strconv.Itoa(int(k.number))
}

// coroutine is the coroutine as an object, None after an eager end.
func (k *Task) coroutine() object.Value {
	switch {
	case k.coro != nil:
		return k.coro.Value()
	case k.extra != nil && k.extra.coro.P != nil:
		return k.extra.coro
	}
	return object.None
}

// Start registers the task and schedules its first step.
func (k *Task) start(t *object.Thread) bool {
	k.Register()
	return k.scheduleStep(t, object.Value{})
}

func (k *Task) scheduleStep(t *object.Thread, exc object.Value) bool {
	l := k.loop
	if l.foreign {
		if exc.P == nil {
			exc = object.None
		}
		return l.foreignCallSoon(t, k.stepMethod(), exc, k.context(t))
	}
	if l.closed {
		t.RuntimeErrorf("Event loop is closed")
		return false
	}
	l.ready.push(entry{kind: entryStep, p: unsafe.Pointer(k), v: exc})
	return true
}

// CreateTask makes a task as loop.create_task does where there is no factory.
// context nil: a copy of the current one. nil with an exception pending when
// coro is no coroutine.
func (l *Loop) CreateTask(t *object.Thread, coro, name object.Value, ctx *Context) *Task {
	if !checkCoroutine(t, coro) {
		return nil
	}
	if ctx == nil {
		ctx = copyContext(t)
	}
	k := l.newTask(t, coro, ctx)
	if l.debug {
		k.more_().source = l.state.captureStack(t)
	}
	if !k.setName(t, name) || !k.start(t) {
		return nil
	}
	return k
}

// checkCoroutine raises TypeError unless v is something that a task can drive.
func checkCoroutine(t *object.Thread, v object.Value) bool {
	if IsCoroutine(t, v) {
		return true
	}
	if t.Exc.P == nil {
		if r, ok := t.Repr(v); ok {
			t.TypeErrorf("a coroutine was expected, got %s", r)
		}
	}
	return false
}

// IsCoroutine is asyncio.iscoroutine, and true as well for the generators of
// @asyncio.coroutine, which it had when there was such a thing.
func IsCoroutine(t *object.Thread, v object.Value) bool {
	switch v.Shape() {
	case object.ShapeCoroutine:
		return true
	case object.ShapeGenerator:
		return vm.AsGenerator(v).IsLegacyCoroutine() || vm.Of(t).Machine().LegacyCoroutines
	}
	switch v.Kind() {
	case object.KindInstance, object.KindOpaque, object.KindAwaiter:
	default:
		return false
	}
	// collections.abc.Coroutine goes by the methods
	ty := t.M.TypeOf(v)
	n := object.Names()
	for _, name := range []*object.Str{n.Await, n.Send, n.Throw, n.Close} {
		if f := t.M.Lookup(ty, name); f.P == nil || f.IsNone() {
			return false
		}
	}
	return true
}

// Register puts the task into its loop's list.
func (k *Task) Register() {
	if k.Flags&flagListed != 0 {
		return
	}
	k.Flags |= flagListed
	l := k.loop
	k.prev = l.lastTask
	if k.prev != nil {
		k.prev.next = k
	} else {
		l.firstTask = k
	}
	l.lastTask = k
	l.numTasks++
}

// Unregister takes the task from the list.
func (k *Task) Unregister() {
	if k.Flags&flagListed == 0 {
		return
	}
	k.Flags &^= flagListed
	l := k.loop
	if k.prev != nil {
		k.prev.next = k.next
	} else {
		l.firstTask = k.next
	}
	if k.next != nil {
		k.next.prev = k.prev
	} else {
		l.lastTask = k.prev
	}
	k.prev, k.next = nil, nil
	l.numTasks--
}

// context is the task's context, made if need be.
func (k *Task) context(t *object.Thread) *Context {
	running := k.loop.current == k && k.loop.thread == vm.Of(t)
	if running {
		if c := (*Context)(vm.Of(t).Context); c != nil && k.ctx == nil {
			k.ctx = c
		}
	}
	if k.ctx == nil {
		k.ctx = &Context{entered: running}
		if running {
			vm.Of(t).Context = unsafe.Pointer(k.ctx)
		}
	}
	return k.ctx
}

// cancel is Task.cancel.
func (k *Task) cancel(t *object.Thread, msg object.Value) (cancelled, ok bool) {
	k.retrieved()
	if k.Done() {
		return false, true
	}
	k.cancels++
	switch k.sleep {
	case asleep, sleepFired:
		k.breakSleep(msg)
		return true, true
	}
	if k.waiter != nil {
		c, ok := k.cancelWaiter(t, msg)
		if c || !ok {
			return c, ok
		}
	}
	k.Flags |= flagMustCancel
	if msg.P != nil && !msg.IsNone() {
		k.more_().cancelMsg = msg
	} else if k.extra != nil {
		k.extra.cancelMsg = object.Value{}
	}
	return true, true
}

// cancelWaiter cancels what the task awaits; false when that is done already.
func (k *Task) cancelWaiter(t *object.Thread, msg object.Value) (cancelled, ok bool) {
	return CancelAny(t, object.Value{P: k.waiter}, msg)
}

// uncancel takes back one request to cancel and returns how many are left.
func (k *Task) uncancel() int32 {
	if k.cancels > 0 {
		k.cancels--
		if k.cancels == 0 {
			k.Flags &^= flagMustCancel
		}
	}
	return k.cancels
}

// The methods as objects, for loops that are not ours and for _callbacks.

// taskMethods are declared once a machine: a variable would refer to itself.
func (s *State) taskMethods() {
	s.wakeupDef = &object.Def{Sig: "task_wakeup(self, fut, /)", Doc: "Go on with the task: what it awaits is done.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		return none(AsTask(a[0]).wakeup(vm.Of(t), a[1]))
	}}
	s.childDoneDef = &object.Def{Sig: "_done_callback(outer, fut, /)", Doc: "Take note that a child is done.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		return none(asGathering(AsFuture(a[0])).childDone(t, a[1]))
	}}
	s.stepDef = &object.Def{Sig: "task_step(self, exc, /)", Doc: "Go on with the task.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		return none(AsTask(a[0]).step(vm.Of(t), given(a[1])))
	}}
}

func (k *Task) wakeupMethod(t *object.Thread) object.Value {
	s := k.loop.state
	return object.NewBoundNative(s.wakeupDef, s.task, k.Value()).Value()
}

// stepMethod is a callable of one argument, an exception or None, that does the
// task's next step.
func (k *Task) stepMethod() object.Value {
	s := k.loop.state
	return object.NewBoundNative(s.stepDef, s.task, k.Value()).Value()
}
