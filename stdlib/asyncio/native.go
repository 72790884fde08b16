package asyncio

import (
	"os"

	"github.com/aio-lang/aio/stdlib/signal"
	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/code"
	"github.com/aio-lang/aio/vm/loop"
	"github.com/aio-lang/aio/vm/object"
)

// native declares module _asyncio.
func native() *object.ModuleDecl {
	return &object.ModuleDecl{
		Name: "_asyncio", Doc: "The native part of asyncio.",
		Funcs: append(stepDefs(), []object.Def{
			short, bindMethods, queueKinds, makeTimeout, shield, adopt,
			{Sig: "get_running_loop()", Doc: "Return the running event loop; raise RuntimeError if there is none.", Fn: func(t *object.Thread, a []object.Value) object.Value {
				if l := loop.Running(t); l != nil {
					return l.Value()
				}
				return t.RuntimeErrorf("no running event loop")
			}},
			{Sig: "_get_running_loop()", Doc: "Return the running event loop or None.", Fn: func(t *object.Thread, a []object.Value) object.Value {
				if l := loop.Running(t); l != nil {
					return l.Value()
				}
				return object.None
			}},
			{Sig: "_set_running_loop(loop, /)", Doc: "Set the running event loop.", Fn: func(t *object.Thread, a []object.Value) object.Value {
				loop.SetRunning(t, a[0])
				return object.None
			}},
			{Sig: "get_event_loop()", Doc: "Return the running event loop, or that of the policy.", Fn: func(t *object.Thread, a []object.Value) object.Value {
				return loop.StateOf(t).CurrentLoop(t)
			}},
			{Sig: "current_task(loop=None)", Doc: "Return the running task, or None.", Fn: currentTask},
			{Sig: "all_tasks(loop=None)", Doc: "Return a set of the loop's tasks that are not done.", Fn: allTasks},
			{Sig: "_ordered_tasks(loop)", Doc: "Return a list of the loop's tasks that are not done, oldest first.", Fn: func(t *object.Thread, a []object.Value) object.Value {
				return object.NewList(loop.StateOf(t).LoopFor(a[0]).Tasks())
			}},
			{Sig: "create_task(coro, *, name=None, context=None)", Doc: "Schedule a coroutine on the running loop and return its task.", Fn: func(t *object.Thread, a []object.Value) object.Value {
				l := loop.Running(t)
				if l == nil {
					return t.RuntimeErrorf("no running event loop")
				}
				return l.NewTaskFor(t, a[0], a[1], a[2])
			}},
			{Sig: "ensure_future(coro_or_future, *, loop=None)", Doc: "Wrap a coroutine or awaitable in a task; return a future as it is.", Fn: func(t *object.Thread, a []object.Value) object.Value {
				return loop.StateOf(t).EnsureFuture(t, a[0], a[1])
			}},
			{Sig: "gather(*coros_or_futures, return_exceptions=False)", Doc: "Return a future of the results of all the arguments.", Fn: func(t *object.Thread, a []object.Value) object.Value {
				re, ok := t.Truth(a[1])
				if !ok {
					return object.Value{}
				}
				return loop.StateOf(t).Gather(t, object.AsTuple(a[0]).Items, re)
			}},
			{Sig: "isfuture(obj)", Doc: "Return True for a Future.", Fn: func(t *object.Thread, a []object.Value) object.Value {
				if loop.IsFuture(t, a[0]) {
					return object.True
				}
				if t.Exc.P != nil {
					return object.Value{}
				}
				return object.False
			}},
			{Sig: "iscoroutine(obj)", Doc: "Return True if obj is a coroutine object.", Fn: func(t *object.Thread, a []object.Value) object.Value {
				return object.Bool(loop.IsCoroutine(t, a[0]))
			}},
			{Sig: "_register_task(task)", Doc: "Make the task known to all_tasks.", Fn: taskList(func(k *loop.Task) { k.Register() })},
			{Sig: "_unregister_task(task)", Doc: "Undo _register_task.", Fn: taskList(func(k *loop.Task) { k.Unregister() })},
			{Sig: "_register_eager_task(task)", Doc: "Make the task known to all_tasks.", Fn: taskList(func(k *loop.Task) { k.Register() })},
			{Sig: "_unregister_eager_task(task)", Doc: "Undo _register_eager_task.", Fn: taskList(func(k *loop.Task) { k.Unregister() })},
			{Sig: "_enter_task(loop, task)", Doc: "Make task the current one of the loop.", Fn: enterTask},
			{Sig: "_leave_task(loop, task)", Doc: "Undo _enter_task.", Fn: leaveTask},
			{Sig: "_swap_current_task(loop, task)", Doc: "Make task, or None, the current one; return the one before.", Fn: swapTask},
			loop.SetUnlessCancelled,
			{Sig: "_is_coroutine_function(func, /)", Doc: "Return True for a function made by async def.", Fn: func(t *object.Thread, a []object.Value) object.Value {
				return object.Bool(loop.IsCoroutineFunction(t, a[0]))
			}},
			{Sig: "_on_main_thread()", Doc: "Return whether this is the program's main thread.", Fn: func(t *object.Thread, a []object.Value) object.Value {
				return object.Bool(signal.OnMainThread(t))
			}},
			watchChildDef,
			{Sig: "_check_tls_words(ssl, server_hostname, ssl_handshake_timeout, ssl_shutdown_timeout)", Doc: "Refuse what makes sense with ssl only.", Fn: func(t *object.Thread, a []object.Value) object.Value {
				if encrypted, good := t.Truth(a[0]); !good || encrypted {
					return none(good)
				}
				for i, name := range []string{"server_hostname", "ssl_handshake_timeout", "ssl_shutdown_timeout"} {
					if !a[i+1].IsNone() {
						return t.ValueErrorf("%s is only meaningful with ssl", name)
					}
				}
				return object.None
			}},
			{Sig: "_is_debug_mode()", Doc: "Return whether new loops begin in debug mode.", Fn: func(t *object.Thread, a []object.Value) object.Value {
				return object.Bool(os.Getenv("PYTHONASYNCIODEBUG") != "")
			}},
			{Sig: "_is_legacy_coroutine(obj, /)", Doc: "Return True for a generator of a function of @asyncio.coroutine.", Fn: func(t *object.Thread, a []object.Value) object.Value {
				g := vm.AsGenerator(a[0])
				return object.Bool(g != nil && g.IsLegacyCoroutine())
			}},
			{Sig: "_make_legacy_coroutine(func, /)", Doc: "Let tasks drive the generators of a function.", Fn: func(t *object.Thread, a []object.Value) object.Value {
				return object.Bool(vm.MakeLegacyCoroutine(t, a[0]))
			}},
			{Sig: "_is_generator_function(func, /)", Doc: "Return True for a generator function.", Fn: func(t *object.Thread, a []object.Value) object.Value {
				c := vm.FunctionCode(a[0])
				return object.Bool(c != nil && c.Flags&code.Generator != 0)
			}},
			{Sig: "_format_coroutine(coro, /)", Doc: "Describe a coroutine and where it is.", Fn: func(t *object.Thread, a []object.Value) object.Value {
				return text(loop.CoroutineText(t, a[0]))
			}},
			{Sig: "_format_callback_source(func, args, *, debug=False)", Doc: "Describe a callback and where it is defined.", Fn: func(t *object.Thread, a []object.Value) object.Value {
				args, ok := t.Collect(a[1])
				if !ok {
					return object.Value{}
				}
				debug, ok := t.Truth(a[2])
				if !ok {
					return object.Value{}
				}
				return text(loop.CallbackSource(t, a[0], args, debug))
			}},
			{Sig: "_get_function_source(func, /)", Doc: "Return file and line of a function's definition, or None.", Fn: func(t *object.Thread, a []object.Value) object.Value {
				file, line := loop.FunctionSource(t, a[0])
				if file == "" {
					return object.None
				}
				return object.TupleOf(object.NewStr(file), object.Int(int64(line)))
			}},
			{Sig: "_short_ways(readline, readexactly, read, drain, /)", Doc: "Give the methods of streams their short ways.", Fn: func(t *object.Thread, a []object.Value) object.Value {
				good := true
				for i, way := range [...]vm.FastAwait{lineNow, exactNow, pieceNow, drainNow} {
					good = vm.SetFastAwait(a[i], way) && good
				}
				return object.Bool(good)
			}},
			{Sig: "_fast_sleep(func, /)", Doc: "Give asyncio.sleep its short way.", Fn: func(t *object.Thread, a []object.Value) object.Value {
				return object.Bool(vm.SetFastAwait(a[0], loop.SleepNow))
			}},
		}...),
		Init: func(t *object.Thread, mod *object.Module) bool {
			s := loop.StateOf(t)
			handle, timer := s.HandleTypes()
			cancelled, invalid := s.ErrorTypes()
			for _, ty := range []*object.Type{s.FutureType(), s.TaskType(), handle, timer, s.LoopType(), s.GatheringType(), cancelled, invalid} {
				mod.Set(t.M, ty.Name, ty.Value())
			}
			makeTypes(t, mod)
			makeSyncTypes(t, mod)
			return true
		},
	}
}

// loopArg is the loop that an argument names, None the running one.
func loopArg(t *object.Thread, v object.Value) *loop.Loop {
	if !v.IsNone() {
		return loop.StateOf(t).LoopFor(v)
	}
	l := loop.Running(t)
	if l == nil {
		t.RuntimeErrorf("no running event loop")
	}
	return l
}

func currentTask(t *object.Thread, a []object.Value) object.Value {
	l := loopArg(t, a[0])
	if l == nil {
		return object.Value{}
	}
	return l.CurrentValue()
}

func allTasks(t *object.Thread, a []object.Value) object.Value {
	l := loopArg(t, a[0])
	if l == nil {
		return object.Value{}
	}
	set := object.NewSet()
	for _, k := range l.Tasks() {
		if !set.Add(t, k) {
			return object.Value{}
		}
	}
	return set.Value()
}

func taskList(f func(k *loop.Task)) object.NativeFn {
	return func(t *object.Thread, a []object.Value) object.Value {
		if k := loop.AsTask(a[0]); k != nil && k.Loop() != nil {
			f(k)
		}
		return object.None
	}
}

func enterTask(t *object.Thread, a []object.Value) object.Value {
	l := loop.StateOf(t).LoopFor(a[0])
	if cur := l.CurrentValue(); !cur.IsNone() {
		me, ok1 := t.Repr(a[1])
		other, ok2 := t.Repr(cur)
		if !ok1 || !ok2 {
			return object.Value{}
		}
		return t.RuntimeErrorf("Cannot enter into task %s while another task %s is being executed.", me, other)
	}
	l.SetCurrent(a[1])
	return object.None
}

func leaveTask(t *object.Thread, a []object.Value) object.Value {
	l := loop.StateOf(t).LoopFor(a[0])
	if cur := l.CurrentValue(); cur != a[1] {
		me, ok1 := t.Repr(a[1])
		other, ok2 := t.Repr(cur)
		if !ok1 || !ok2 {
			return object.Value{}
		}
		return t.RuntimeErrorf("Leaving task %s does not match the current task %s.", me, other)
	}
	l.SetCurrent(object.None)
	return object.None
}

func swapTask(t *object.Thread, a []object.Value) object.Value {
	l := loop.StateOf(t).LoopFor(a[0])
	cur := l.CurrentValue()
	l.SetCurrent(a[1])
	return cur
}

func text(s string, ok bool) object.Value {
	if !ok {
		return object.Value{}
	}
	return object.NewStr(s)
}
