package loop

import (
	"unsafe"

	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/object"
)

// The type that asyncio's event loop classes stand on: everything of a loop
// that concerns callbacks, timers, tasks and descriptors.

func loopDef(sig, doc string, f func(t *object.Thread, l *Loop, a []object.Value) object.Value) object.Def {
	return object.Def{Sig: sig, Doc: doc, Fn: func(t *object.Thread, a []object.Value) object.Value { return f(t, AsLoop(a[0]), a) }}
}

// none is None, or nil where an exception is pending.
func none(ok bool) object.Value {
	if !ok {
		return object.Value{}
	}
	return object.None
}

// given is v, or nil for None and for what was not given.
func given(v object.Value) object.Value {
	if v.P != nil && v.IsNone() {
		return object.Value{}
	}
	return v
}

// orNone is v, or None for nothing.
func orNone(v object.Value) object.Value {
	if v.P == nil {
		return object.None
	}
	return v
}

// checkCallback is what debug mode checks of a callback.
func (l *Loop) checkCallback(t *object.Thread, fn object.Value, method string) bool {
	if !l.debug {
		return true
	}
	if IsCoroutine(t, fn) || IsCoroutineFunction(t, fn) {
		t.TypeErrorf("coroutines cannot be used with %s()", method)
		return false
	}
	if t.Exc.P != nil {
		return false
	}
	if !t.IsCallable(fn) {
		if r, ok := t.Repr(fn); ok {
			t.TypeErrorf("a callable object was expected by %s(), got %s", method, r)
		}
		return false
	}
	return true
}

// checkThread is what debug mode checks of the calling thread.
func (l *Loop) checkThread(t *object.Thread) bool {
	if l.debug && l.thread != nil && l.thread != vm.Of(t) {
		t.RuntimeErrorf("Non-thread-safe operation invoked on an event loop other than the current one")
		return false
	}
	return true
}

// items copies *args: they outlive the call.
func items(v object.Value) []object.Value { return object.AsTuple(v).Items }

func loopCallSoon(t *object.Thread, l *Loop, a []object.Value) object.Value {
	if !l.checkClosed(t) || !l.checkThread(t) || !l.checkCallback(t, a[1], "call_soon") {
		return object.Value{}
	}
	ctx, ok := contextArg(t, a[3])
	if !ok {
		return object.Value{}
	}
	h := l.CallSoon(a[1], items(a[2]), ctx)
	h.debugSource(t)
	return h.Value()
}

// debugSource keeps where the handle is made, in debug mode.
func (h *Handle) debugSource(t *object.Thread) {
	if h.loop.debug {
		h.source = h.loop.state.captureStack(t)
	}
}

func (l *Loop) callAt(t *object.Thread, when float64, fn, args, context object.Value, method string) object.Value {
	if !l.checkClosed(t) || !l.checkThread(t) || !l.checkCallback(t, fn, method) {
		return object.Value{}
	}
	ctx, ok := contextArg(t, context)
	if !ok {
		return object.Value{}
	}
	h := l.CallAt(when, fn, items(args), ctx)
	h.debugSource(t)
	return h.Value()
}

// ownFuture is create_future of the native loop.
func (l *Loop) ownFuture(t *object.Thread) object.Value {
	f := l.NewFuture()
	if initDebug(t, f).P == nil {
		return object.Value{}
	}
	return f.Value()
}

// MakeFuture is loop.create_future(), which a subclass may override.
func (l *Loop) MakeFuture(t *object.Thread) object.Value {
	if name := t.M.Intern("create_future"); !l.usesOwn(t, name) {
		return t.CallMethod(l.obj, name)
	}
	return l.ownFuture(t)
}

// createTask is loop.create_task.
func (l *Loop) createTask(t *object.Thread, coro, name, context object.Value) object.Value {
	if !l.checkClosed(t) {
		return object.Value{}
	}
	if l.taskFactory.P == nil {
		var ctx *Context
		if given(context).P != nil {
			if ctx = ContextOf(context); ctx == nil {
				return t.TypeErrorf("a Context is required, not %s", t.TypeName(context))
			}
		}
		k := l.CreateTask(t, coro, name, ctx)
		if k == nil {
			return object.Value{}
		}
		return k.Value()
	}
	args := []object.Value{l.obj, coro}
	var kw []*object.Str
	if given(context).P != nil {
		args = append(args, context)
		kw = []*object.Str{l.state.names.context}
	}
	v := t.CallNames(l.taskFactory, args, kw)
	if v.P == nil {
		return v
	}
	if t.CallMethod(v, t.M.Intern("set_name"), orNone(name)).P == nil {
		return object.Value{}
	}
	return v
}

// runUntilComplete is loop.run_until_complete.
func (l *Loop) runUntilComplete(t *object.Thread, v object.Value) object.Value {
	if !l.checkClosed(t) || !l.checkRunning(t) {
		return object.Value{}
	}
	isNew := !IsFuture(t, v)
	if t.Exc.P != nil {
		return object.Value{}
	}
	fut := l.state.EnsureFuture(t, v, l.obj)
	if fut.P == nil {
		return fut
	}
	f := AsFuture(fut)
	if f == nil {
		return l.runUntilForeign(t, fut, isNew)
	}
	if isNew {
		f.Flags |= flagNoDestroyLog
	}
	cb := l.state.NewCompleter(untilComplete{})
	if !f.AddCallback(t, cb, copyContext(t)) {
		return object.Value{}
	}
	ok := l.runUntil(t, fut)
	f.removeCallback(cb)
	if !ok {
		if isNew && f.Done() && !f.Cancelled() {
			f.retrieved()
		}
		return object.Value{}
	}
	if !f.Done() {
		return t.RuntimeErrorf("Event loop stopped before Future completed.")
	}
	if l.unlocking && f.Cancelled() {
		l.state.raiseDeadlock(t)
		return object.Value{}
	}
	return f.Result(t)
}

// runUntil is runForeverOf for run_until_complete(fut).
func (l *Loop) runUntil(t *object.Thread, fut object.Value) bool {
	l.until, l.unlocking = fut, false
	ok := l.runForeverOf(t)
	l.until = object.Value{}
	return ok
}

// runForeverOf calls the loop's run_forever method.
func (l *Loop) runForeverOf(t *object.Thread) bool {
	name := t.M.Intern("run_forever")
	if l.usesOwn(t, name) {
		return l.RunForever(vm.Of(t))
	}
	return t.CallMethod(l.obj, name).P != nil
}

// runUntilForeign is runUntilComplete for a future of another class.
func (l *Loop) runUntilForeign(t *object.Thread, fut object.Value, isNew bool) object.Value {
	cb := object.NewBoundNative(&untilCompleteDef, nil, l.obj).Value()
	if t.CallMethod(fut, l.state.names.addDoneCallback, cb).P == nil {
		return object.Value{}
	}
	ok := l.runUntil(t, fut)
	exc := t.Clear()
	if t.CallMethod(fut, t.M.Intern("remove_done_callback"), cb).P == nil {
		return object.Value{}
	}
	if !ok {
		t.Exc = exc
		return object.Value{}
	}
	done := t.CallMethod(fut, t.M.Intern("done"))
	if done.P == nil {
		return done
	}
	if b, ok := t.Truth(done); !b {
		if ok {
			t.RuntimeErrorf("Event loop stopped before Future completed.")
		}
		return object.Value{}
	}
	return t.CallMethod(fut, l.state.names.result)
}

var untilCompleteDef = object.Def{Sig: "_run_until_complete_cb(loop, fut, /)", Doc: "Stop the loop.", Fn: func(t *object.Thread, a []object.Value) object.Value {
	AsLoop(a[0]).Stop()
	return object.None
}}

// untilComplete is the callback that ends run_until_complete.
type untilComplete struct{}

func (untilComplete) QualName() string { return "_run_until_complete_cb" }

func (untilComplete) Module() string { return "asyncio.base_events" }

func (untilComplete) FutureDone(t *object.Thread, f *Future) bool {
	if f.Failed() {
		ty := t.M.TypeOf(f.result)
		if ty.IsSubtypeOf(t.M.Type(object.ShapeSystemExit)) || ty.IsSubtypeOf(t.M.Type(object.ShapeKeyboardInterrupt)) {
			return true // the loop has ended already
		}
	}
	f.loop.stop(t)
	return true
}

// stop calls the loop's stop method.
func (l *Loop) stop(t *object.Thread) {
	if !l.foreign {
		l.Stop()
	} else if t.CallMethod(l.obj, object.Names().Stop).P == nil {
		t.Clear()
	}
}

// fdArg is a descriptor: an int, or an object with fileno().
func fdArg(t *object.Thread, v object.Value) (int, bool) {
	if object.IsIntLike(v) {
		return t.IndexInt(v)
	}
	r, ok := t.Repr(v)
	if !ok {
		return 0, false
	}
	fn := t.LookupAttr(v, t.M.Intern("fileno"))
	if fn.P != nil {
		if n := t.Call(fn); n.P != nil && object.IsIntLike(n) {
			return t.IndexInt(n)
		}
		if t.Exc.P != nil && t.Catch(object.ShapeAttributeError) == nil && t.Catch(object.ShapeTypeError) == nil && t.Catch(object.ShapeValueError) == nil {
			return 0, false
		}
	} else if t.Exc.P != nil {
		return 0, false
	}
	t.ValueErrorf("Invalid file object: %s", r)
	return 0, false
}

func (l *Loop) addWatch(t *object.Thread, a []object.Value, write bool) object.Value {
	if !l.checkClosed(t) {
		return object.Value{}
	}
	fd, ok := fdArg(t, a[1])
	if !ok {
		return object.Value{}
	}
	h := l.newHandle(a[2], items(a[3]), copyContext(t))
	h.debugSource(t)
	if !l.watch(t, fd, write, h) {
		return object.Value{}
	}
	return h.Value()
}

func (l *Loop) dropWatch(t *object.Thread, v object.Value, write bool) object.Value {
	fd, ok := fdArg(t, v)
	if !ok {
		return object.Value{}
	}
	if l.closed {
		return object.False
	}
	h := l.removeWatch(fd, write)
	if h == nil {
		return object.False
	}
	h.cancel(t)
	return object.True
}

// valueGetSet is an attribute kept in a field of the loop; nil reads as None.
func valueGetSet(name string, field func(l *Loop) *object.Value) object.GetSetDef {
	return object.GetSetDef{Name: name, Get: func(t *object.Thread, v object.Value) object.Value {
		return orNone(*field(AsLoop(v)))
	}, Set: func(t *object.Thread, v, x object.Value) bool {
		*field(AsLoop(v)) = given(x)
		return true
	}}
}

// flagGetSet is an attribute kept in a bool of the loop.
func flagGetSet(name string, field func(l *Loop) *bool) object.GetSetDef {
	return object.GetSetDef{Name: name, Get: func(t *object.Thread, v object.Value) object.Value {
		return object.Bool(*field(AsLoop(v)))
	}, Set: func(t *object.Thread, v, x object.Value) bool {
		if x.P == nil {
			t.Raise(object.ShapeAttributeError, "cannot delete attribute")
			return false
		}
		b, ok := t.Truth(x)
		*field(AsLoop(v)) = b
		return ok
	}}
}

var loopDecl = object.TypeDecl{
	Name: "asyncio.base_events._LoopCore", Kind: object.KindOpaque, Flags: object.TypeHasDict | object.TypeHasWeakref,
	Doc: "The part of an event loop that is not written in the language.",
	New: &object.Def{Sig: "__new__(cls, /, *args, **kwargs)", Doc: "Create a loop.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		return stateOf(t).newLoop(t, object.AsType(a[0])).obj
	}},
	Methods: []object.Def{
		loopDef("run_forever(self)", "Run until stop() is called.", func(t *object.Thread, l *Loop, a []object.Value) object.Value {
			return none(l.RunForever(vm.Of(t)))
		}),
		loopDef("run_until_complete(self, future)", "Run until the future is done; return its result, or raise its exception.", func(t *object.Thread, l *Loop, a []object.Value) object.Value {
			return l.runUntilComplete(t, a[1])
		}),
		loopDef("_run_once(self)", "Do one pass.", func(t *object.Thread, l *Loop, a []object.Value) object.Value {
			return none(l.runOnce(vm.Of(t)))
		}),
		loopDef("stop(self)", "Stop after the current pass.", func(t *object.Thread, l *Loop, a []object.Value) object.Value {
			l.Stop()
			return object.None
		}),
		loopDef("_close_core(self)", "Close the loop.", func(t *object.Thread, l *Loop, a []object.Value) object.Value {
			return none(l.Close(t))
		}),
		loopDef("is_running(self)", "Return True if the loop is running.", func(t *object.Thread, l *Loop, a []object.Value) object.Value {
			return object.Bool(l.thread != nil)
		}),
		loopDef("is_closed(self)", "Return True if the loop was closed.", func(t *object.Thread, l *Loop, a []object.Value) object.Value {
			return object.Bool(l.closed)
		}),
		loopDef("time(self)", "Return the loop's time in seconds.", func(t *object.Thread, l *Loop, a []object.Value) object.Value {
			return object.Float(l.state.Clock.Now())
		}),
		loopDef("call_soon(self, callback, *args, context=None)", "Have callback(*args) called in the next pass.", loopCallSoon),
		loopDef("call_soon_threadsafe(self, callback, *args, context=None)", "Like call_soon, from another thread.", func(t *object.Thread, l *Loop, a []object.Value) object.Value {
			if !l.checkClosed(t) || !l.checkCallback(t, a[1], "call_soon_threadsafe") {
				return object.Value{}
			}
			ctx, ok := contextArg(t, a[3])
			if !ok {
				return object.Value{}
			}
			h := l.CallSoon(a[1], items(a[2]), ctx)
			h.debugSource(t)
			if l.thread != vm.Of(t) {
				l.Wake()
			}
			return h.Value()
		}),
		loopDef("call_later(self, delay, callback, *args, context=None)", "Have callback(*args) called after delay seconds.", func(t *object.Thread, l *Loop, a []object.Value) object.Value {
			if a[1].IsNone() {
				return t.TypeErrorf("delay must not be None")
			}
			now, ok := l.now(t)
			if !ok {
				return object.Value{}
			}
			delay, ok := timeArg(t, object.Float(now), a[1])
			if !ok {
				return object.Value{}
			}
			return l.callAt(t, now+delay, a[2], a[3], a[4], "call_at") // as CPython says
		}),
		loopDef("call_at(self, when, callback, *args, context=None)", "Have callback(*args) called at a loop time.", func(t *object.Thread, l *Loop, a []object.Value) object.Value {
			if a[1].IsNone() {
				return t.TypeErrorf("when cannot be None")
			}
			when, ok := seconds(t, a[1])
			if !ok {
				return object.Value{}
			}
			return l.callAt(t, when, a[2], a[3], a[4], "call_at")
		}),
		loopDef("create_future(self)", "Create a Future of the loop.", func(t *object.Thread, l *Loop, a []object.Value) object.Value {
			return l.ownFuture(t)
		}),
		loopDef("create_task(self, coro, *, name=None, context=None)", "Schedule a coroutine and return its task.", func(t *object.Thread, l *Loop, a []object.Value) object.Value {
			return l.createTask(t, a[1], a[2], a[3])
		}),
		loopDef("set_task_factory(self, factory)", "Set what create_task uses to make tasks; None for the default.", func(t *object.Thread, l *Loop, a []object.Value) object.Value {
			if given(a[1]).P != nil && !t.IsCallable(a[1]) {
				return t.TypeErrorf("task factory must be a callable or None")
			}
			l.taskFactory = given(a[1])
			return object.None
		}),
		loopDef("get_task_factory(self)", "Return the task factory, or None.", func(t *object.Thread, l *Loop, a []object.Value) object.Value {
			return orNone(l.taskFactory)
		}),
		loopDef("get_debug(self)", "Return the debug flag.", func(t *object.Thread, l *Loop, a []object.Value) object.Value {
			return object.Bool(l.debug)
		}),
		loopDef("_set_debug(self, enabled)", "Set the debug flag.", func(t *object.Thread, l *Loop, a []object.Value) object.Value {
			b, ok := t.Truth(a[1])
			l.debug = b
			return none(ok)
		}),
		loopDef("get_exception_handler(self)", "Return the exception handler, or None.", func(t *object.Thread, l *Loop, a []object.Value) object.Value {
			return orNone(l.exceptionHandler)
		}),
		loopDef("set_exception_handler(self, handler)", "Set the handler of exceptions that nobody catches; None for the default.", func(t *object.Thread, l *Loop, a []object.Value) object.Value {
			if given(a[1]).P != nil && !t.IsCallable(a[1]) {
				r, ok := t.Repr(a[1])
				if !ok {
					return object.Value{}
				}
				return t.TypeErrorf("A callable object or None is expected, got %s", r)
			}
			l.exceptionHandler = given(a[1])
			return object.None
		}),
		loopDef("default_exception_handler(self, context)", "Log what context tells.", func(t *object.Thread, l *Loop, a []object.Value) object.Value {
			d := object.AsDict(a[1])
			if d == nil {
				return t.TypeErrorf("context must be a dict, not %s", t.TypeName(a[1]))
			}
			return none(l.logContext(t, d))
		}),
		loopDef("call_exception_handler(self, context)", "Give context to the exception handler.", func(t *object.Thread, l *Loop, a []object.Value) object.Value {
			d := object.AsDict(a[1])
			if d == nil {
				return t.TypeErrorf("context must be a dict, not %s", t.TypeName(a[1]))
			}
			return none(l.handleException(t, d))
		}),
		loopDef("_check_closed(self)", "Raise RuntimeError if the loop is closed.", func(t *object.Thread, l *Loop, a []object.Value) object.Value {
			return none(l.checkClosed(t))
		}),
		loopDef("_check_running(self)", "Raise RuntimeError if a loop is running.", func(t *object.Thread, l *Loop, a []object.Value) object.Value {
			return none(l.checkRunning(t))
		}),
		loopDef("_check_callback(self, callback, method)", "Raise TypeError unless callback can be called.", func(t *object.Thread, l *Loop, a []object.Value) object.Value {
			saved := l.debug
			l.debug = true
			name, ok := t.Str(a[2])
			ok = ok && l.checkCallback(t, a[1], name)
			l.debug = saved
			return none(ok)
		}),
		loopDef("_add_reader(self, fd, callback, *args)", "Have callback(*args) called whenever fd is ready to read.", func(t *object.Thread, l *Loop, a []object.Value) object.Value {
			return l.addWatch(t, a, false)
		}),
		loopDef("_add_writer(self, fd, callback, *args)", "Have callback(*args) called whenever fd is ready to write.", func(t *object.Thread, l *Loop, a []object.Value) object.Value {
			return l.addWatch(t, a, true)
		}),
		loopDef("_remove_reader(self, fd)", "Undo _add_reader.", func(t *object.Thread, l *Loop, a []object.Value) object.Value {
			return l.dropWatch(t, a[1], false)
		}),
		loopDef("_remove_writer(self, fd)", "Undo _add_writer.", func(t *object.Thread, l *Loop, a []object.Value) object.Value {
			return l.dropWatch(t, a[1], true)
		}),
		loopDef("_take_asyncgens(self)", "Return the async generators that have not ended, and forget them.", func(t *object.Thread, l *Loop, a []object.Value) object.Value {
			l.agensShutdown = true
			var vs []object.Value
			for _, g := range l.asyncGens.take() {
				vs = append(vs, g.Value())
			}
			return object.NewList(vs)
		}),
		loopDef("_tasks(self)", "Return the tasks that are not done, in the order of their creation.", func(t *object.Thread, l *Loop, a []object.Value) object.Value {
			return object.NewList(l.Tasks())
		}),
		loopDef("_write_to_self(self)", "Wake the loop.", func(t *object.Thread, l *Loop, a []object.Value) object.Value {
			l.Wake()
			return object.None
		}),
		loopDef("_expect(self, delta)", "Count work that other threads do for the loop.", func(t *object.Thread, l *Loop, a []object.Value) object.Value {
			n, ok := t.IndexInt(a[1])
			l.inbox.expected.Add(int64(n))
			return none(ok)
		}),
	},
	GetSets: []object.GetSetDef{
		valueGetSet("slow_callback_duration", func(l *Loop) *object.Value { return &l.slowCallback }),
		valueGetSet("_default_executor", func(l *Loop) *object.Value { return &l.executor }),
		valueGetSet("_exception_handler", func(l *Loop) *object.Value { return &l.exceptionHandler }),
		valueGetSet("_task_factory", func(l *Loop) *object.Value { return &l.taskFactory }),
		flagGetSet("_executor_shutdown_called", func(l *Loop) *bool { return &l.executorShutdown }),
		flagGetSet("_asyncgens_shutdown_called", func(l *Loop) *bool { return &l.agensShutdown }),
		flagGetSet("_stopping", func(l *Loop) *bool { return &l.stopping }),
		flagGetSet("_debug", func(l *Loop) *bool { return &l.debug }),
		{Name: "_ready", Get: func(t *object.Thread, v object.Value) object.Value {
			return object.NewList(AsLoop(v).readyHandles(t))
		}},
		{Name: "_scheduled", Get: func(t *object.Thread, v object.Value) object.Value {
			return object.NewList(AsLoop(v).scheduledHandles(t))
		}},
		{Name: "_closed", Get: func(t *object.Thread, v object.Value) object.Value { return object.Bool(AsLoop(v).closed) }},
		{Name: "_clock_resolution", Get: func(t *object.Thread, v object.Value) object.Value {
			return object.Float(AsLoop(v).state.Clock.Resolution())
		}},
		{Name: "_timer_cancelled_count", Get: func(t *object.Thread, v object.Value) object.Value {
			return object.Int(int64(AsLoop(v).cancelledTimers))
		}},
	},
}

// timeArg is a number of seconds that is added to now; a wrong type is the
// addition's error.
func timeArg(t *object.Thread, now, v object.Value) (float64, bool) {
	if v.IsFloat() || v.IsInt() {
		return seconds(t, v)
	}
	sum := t.Binary(object.OpAdd, now, v)
	if sum.P == nil {
		return 0, false
	}
	when, ok := seconds(t, sum)
	return when - now.AsFloat(), ok
}

// Tasks are the loop's tasks that are not done, oldest first.
func (l *Loop) Tasks() []object.Value {
	vs := make([]object.Value, 0, l.numTasks)
	for k := l.firstTask; k != nil; k = k.next {
		if !k.Done() {
			vs = append(vs, k.Value())
		}
	}
	return vs
}

func (k *Task) contextPointer() unsafe.Pointer { return unsafe.Pointer(k.ctx) }
