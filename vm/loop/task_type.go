package loop

import (
	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/object"
)

// The type _asyncio.Task.

// taskInit is Task.__init__.
func taskInit(t *object.Thread, a []object.Value) object.Value {
	k := AsTask(a[0])
	l := loopArg(t, a[2])
	if l == nil {
		return object.Value{}
	}
	k.Unregister()
	k.reset()
	k.coro, k.name, k.number, k.waiter, k.cancels, k.sleep = nil, nil, 0, nil, 0, awake
	k.loop = l
	if initDebug(t, &k.Future).P == nil {
		return object.Value{}
	}
	if !checkCoroutine(t, a[1]) {
		k.Flags |= flagNoDestroyLog
		return object.Value{}
	}
	ctx, ok := contextArg(t, a[4])
	if !ok {
		return object.Value{}
	}
	source := object.Value{}
	if k.extra != nil {
		source = k.extra.source
	}
	k.init(t, l, a[1], ctx)
	if source.P != nil {
		k.extra.source = source
	}
	if !k.setName(t, a[3]) {
		return object.Value{}
	}
	eager, ok := t.Truth(a[5])
	if !ok {
		return object.Value{}
	}
	if eager {
		running, ok := l.isRunning(t)
		if !ok {
			return object.Value{}
		}
		if running {
			if !k.startEagerly(vm.Of(t)) {
				return object.Value{}
			}
			return object.None
		}
	}
	if !k.start(t) {
		return object.Value{}
	}
	return object.None
}

// isRunning is loop.is_running().
func (l *Loop) isRunning(t *object.Thread) (running, ok bool) {
	if !l.foreign {
		return l.thread != nil, true
	}
	r := t.CallMethod(l.obj, l.state.names.isRunning)
	if r.P == nil {
		return false, false
	}
	return t.Truth(r)
}

// startEagerly does the task's first step at once. False means that an
// exception is pending.
func (k *Task) startEagerly(t *vm.Thread) bool {
	l := k.loop
	outer := l.current
	saved := t.Context
	if k.ctx != nil && k.ctx.entered {
		_ = k.ctx.Run(&t.Thread, object.None, nil, nil) // raises
		return false
	}
	k.Register()
	k.Flags |= flagEager
	l.current = k
	t.Context = nil
	if k.ctx != nil {
		k.ctx.entered = true
		t.Context = k.contextPointer()
	}
	ok := k.advance(t, object.Value{})
	if k.ctx == nil {
		k.ctx = (*Context)(t.Context)
	}
	if k.ctx != nil {
		k.ctx.entered = false
	}
	t.Context = saved
	l.current = outer
	k.Flags &^= flagEager
	if k.Done() {
		k.coro = nil
		if k.extra != nil {
			k.extra.coro = object.Value{}
		}
	}
	return ok
}

func taskDef(sig, doc string, f func(t *object.Thread, k *Task, a []object.Value) object.Value) object.Def {
	return object.Def{Sig: sig, Doc: doc, Fn: func(t *object.Thread, a []object.Value) object.Value {
		k := AsTask(a[0])
		if k.loop == nil {
			return t.RuntimeErrorf("Task object is not initialized.")
		}
		return f(t, k, a)
	}}
}

var taskDecl = object.TypeDecl{
	Name: "_asyncio.Task", Kind: object.KindFuture, Flags: object.TypeHasDict | object.TypeHasWeakref | object.TypeSolid,
	Doc: "A coroutine wrapped in a Future.",
	New: &object.Def{Sig: "__new__(cls, /, *args, **kwargs)", Doc: "Create a Task.", Fn: futureNew},
	Methods: []object.Def{
		{Sig: "__init__(self, coro, *, loop=None, name=None, context=None, eager_start=False)", Doc: "Schedule the coroutine.", Fn: taskInit},
		{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: func(t *object.Thread, a []object.Value) object.Value {
			if self(t, a[0]) == nil {
				return object.Value{}
			}
			return taskRepr(t, a)
		}},
		taskDef("get_name(self, /)", "Return the name of the task.", func(t *object.Thread, k *Task, a []object.Value) object.Value {
			if k.name != nil {
				return k.name.Value()
			}
			return object.NewStr(k.Name())
		}),
		taskDef("set_name(self, value, /)", "Set the name of the task.", func(t *object.Thread, k *Task, a []object.Value) object.Value {
			if a[1].Shape() != object.ShapeStr {
				s, ok := t.Str(a[1])
				if !ok {
					return object.Value{}
				}
				a[1] = object.NewStr(s)
			}
			k.name = object.AsStr(a[1])
			return object.None
		}),
		taskDef("get_coro(self, /)", "Return the coroutine.", func(t *object.Thread, k *Task, a []object.Value) object.Value {
			return k.coroutine()
		}),
		taskDef("get_context(self, /)", "Return the context the task runs in.", func(t *object.Thread, k *Task, a []object.Value) object.Value {
			return k.context(t).Object(t)
		}),
		taskDef("cancelling(self, /)", "Return the number of requests to cancel the task.", func(t *object.Thread, k *Task, a []object.Value) object.Value {
			return object.Int(int64(k.cancels))
		}),
		taskDef("uncancel(self, /)", "Take back one request to cancel the task, and return how many are left.", func(t *object.Thread, k *Task, a []object.Value) object.Value {
			return object.Int(int64(k.uncancel()))
		}),
		{Sig: "set_result(self, result, /)", Doc: "Not for tasks.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return t.RuntimeErrorf("Task does not support set_result operation")
		}},
		{Sig: "set_exception(self, exception, /)", Doc: "Not for tasks.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return t.RuntimeErrorf("Task does not support set_exception operation")
		}},
		{Sig: "get_stack(self, /, *, limit=None)", Doc: "Return the frames of the suspended coroutine, or of its exception.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return taskHelper(t, "_task_get_stack", a[0], a[1])
		}},
		{Sig: "print_stack(self, /, *, limit=None, file=None)", Doc: "Print the stack or traceback of the task.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return taskHelper(t, "_task_print_stack", a[0], a[1], a[2])
		}},
	},
	GetSets: []object.GetSetDef{
		{Name: "_log_destroy_pending", Get: func(t *object.Thread, v object.Value) object.Value {
			return object.Bool(AsTask(v).Flags&flagNoDestroyLog == 0)
		}, Set: func(t *object.Thread, v, x object.Value) bool {
			if x.P == nil {
				t.Raise(object.ShapeAttributeError, "cannot delete attribute")
				return false
			}
			b, ok := t.Truth(x)
			k := AsTask(v)
			k.Flags |= flagNoDestroyLog
			if b {
				k.Flags &^= flagNoDestroyLog
			}
			return ok
		}},
		{Name: "_must_cancel", Get: func(t *object.Thread, v object.Value) object.Value {
			return object.Bool(AsTask(v).Flags&flagMustCancel != 0)
		}},
		{Name: "_coro", Get: func(t *object.Thread, v object.Value) object.Value { return AsTask(v).coroutine() }},
		{Name: "_fut_waiter", Get: func(t *object.Thread, v object.Value) object.Value {
			k := AsTask(v)
			switch {
			case k.sleep != awake && k.sleep != sleepFuture:
				return k.sleepFutureOf(t).Value()
			case k.waiter != nil:
				return seen(object.Value{P: k.waiter})
			}
			return object.None
		}},
	},
	Await: awaitFuture,
}

// taskHelper calls a function of asyncio.base_tasks.
func taskHelper(t *object.Thread, name string, args ...object.Value) object.Value {
	mod := t.Exec.Import(t, "asyncio.base_tasks")
	if mod.P == nil {
		return mod
	}
	return t.CallMethod(mod, t.M.Intern(name), args...)
}
