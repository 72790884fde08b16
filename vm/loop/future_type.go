package loop

import (
	"unsafe"

	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/object"
)

// The type _asyncio.Future.

// self returns the Future a method is called on, nil with RuntimeError pending
// when __init__ has not run.
func self(t *object.Thread, v object.Value) *Future {
	f := (*Future)(v.P)
	if f.loop == nil {
		notInitialized(t)
		return nil
	}
	return f
}

func futureNew(t *object.Thread, a []object.Value) object.Value {
	ty := object.AsType(a[0])
	if ty.IsSubtypeOf(stateOf(t).task) {
		k := &Task{}
		k.Shape, k.Kind, k.Flags = ty.Shape0.ID, object.KindFuture, flagTask
		return k.Value()
	}
	f := &Future{}
	f.Shape, f.Kind = ty.Shape0.ID, object.KindFuture
	return f.Value()
}

// futureInit is Future.__init__(*, loop=None).
func futureInit(t *object.Thread, a []object.Value) object.Value {
	f := (*Future)(a[0].P)
	l := loopArg(t, a[1])
	if l == nil {
		return object.Value{}
	}
	f.reset()
	f.loop = l
	return initDebug(t, f)
}

// reset takes the future back to its state before __init__.
func (f *Future) reset() {
	f.Flags &= object.FlagExt | object.FlagFinalized | flagTask
	f.cb, f.more, f.result, f.extra, f.loop = callback{}, nil, object.Value{}, nil, nil
}

// initDebug asks the loop for its debug flag, and if it is set keeps where the
// future is made.
func initDebug(t *object.Thread, f *Future) object.Value {
	l := f.loop
	if l.foreign {
		r := t.CallMethod(l.obj, l.state.names.getDebug)
		if r.P == nil {
			f.loop = nil
			return r
		}
		debug, ok := t.Truth(r)
		if !ok {
			return object.Value{}
		}
		if !debug {
			return object.None
		}
	} else if !l.debug {
		return object.None
	}
	f.more_().source = l.state.captureStack(t)
	return object.None
}

// loopArg is the loop an argument names; None the current event loop.
func loopArg(t *object.Thread, v object.Value) *Loop {
	s := stateOf(t)
	if v.P == nil || v.IsNone() {
		if l := Running(t); l != nil {
			return l
		}
		v = s.CurrentLoop(t)
		if v.P == nil {
			return nil
		}
	}
	return s.LoopFor(v)
}

// contextArg is the context= argument; None the current context's copy.
func contextArg(t *object.Thread, v object.Value) (*Context, bool) {
	if v.P == nil || v.IsNone() {
		return copyContext(t), true
	}
	c := ContextOf(v)
	if c == nil {
		t.TypeErrorf("a Context is required, not %s", t.TypeName(v))
	}
	return c, c != nil
}

var futureDecl = object.TypeDecl{
	Name: "_asyncio.Future", Kind: object.KindFuture, Flags: object.TypeHasDict | object.TypeHasWeakref | object.TypeSolid,
	Doc: "The result of something that is not done yet, for one thread only.",
	New: &object.Def{Sig: "__new__(cls, /, *args, **kwargs)", Doc: "Create a Future.", Fn: futureNew},
	Methods: []object.Def{
		{Sig: "__init__(self, /, *, loop=None)", Doc: "Make the future belong to a loop.", Fn: futureInit},
		{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: futureRepr},
		{Sig: "__await__(self, /)", Doc: "Return an iterator to be used in await expression.", Fn: futureIter},
		{Sig: "__iter__(self, /)", Doc: "Implement iter(self).", Fn: futureIter},
		{Sig: "__del__(self, /)", Doc: "Called when the instance is about to be destroyed.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			if f := AsFuture(a[0]); f.loop != nil && !f.report(t) {
				return object.Value{}
			}
			return object.None
		}},
		{Sig: "result(self, /)", Doc: "Return the result: raise the exception, CancelledError or InvalidStateError where there is none.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			f := (*Future)(a[0].P)
			if f.loop == nil {
				return stateOf(t).raiseInvalidState(t, "Future object is not initialized.")
			}
			return f.Result(t)
		}},
		{Sig: "exception(self, /)", Doc: "Return the exception that was set, or None.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			f := (*Future)(a[0].P)
			if f.loop == nil {
				return stateOf(t).raiseInvalidState(t, "Future object is not initialized.")
			}
			return f.Exception(t)
		}},
		{Sig: "set_result(self, result, /)", Doc: "Mark the future done with a result.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			f := self(t, a[0])
			if f == nil {
				return object.Value{}
			}
			if f.Done() {
				return stateOf(t).raiseInvalidState(t, "invalid state")
			}
			if !f.SetResult(t, a[1]) {
				return object.Value{}
			}
			return object.None
		}},
		{Sig: "set_exception(self, exception, /)", Doc: "Mark the future done with an exception.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			f := self(t, a[0])
			if f == nil {
				return object.Value{}
			}
			if f.Done() {
				return stateOf(t).raiseInvalidState(t, "invalid state")
			}
			exc := checkException(t, a[1])
			if exc.P == nil || !f.SetException(t, exc) {
				return object.Value{}
			}
			return object.None
		}},
		{Sig: "add_done_callback(self, fn, /, *, context=<>)", Doc: "Have fn called with the future when it is done.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			f := (*Future)(a[0].P)
			if f.loop == nil {
				return t.RuntimeErrorf("uninitialized Future object")
			}
			ctx, ok := contextArg(t, a[2])
			if !ok || !f.AddCallback(t, a[1], ctx) {
				return object.Value{}
			}
			return object.None
		}},
		{Sig: "remove_done_callback(self, fn, /)", Doc: "Remove all instances of a callback and return their number.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			f := self(t, a[0])
			if f == nil {
				return object.Value{}
			}
			fn := a[1]
			n, ok := f.removeWhere(func(cb callback) (bool, bool) {
				if AsFuture(cb.fn) != nil {
					return t.Equal(cb.object(t), fn)
				}
				return t.Equal(cb.fn, fn)
			})
			if !ok {
				return object.Value{}
			}
			return object.Int(int64(n))
		}},
		{Sig: "cancel(self, /, msg=None)", Doc: "Cancel the future and have its callbacks called.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			f := self(t, a[0])
			if f == nil {
				return object.Value{}
			}
			c, ok := f.Cancel(t, a[1])
			if !ok {
				return object.Value{}
			}
			return object.Bool(c)
		}},
		{Sig: "cancelled(self, /)", Doc: "Return True if the future was cancelled.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return object.Bool((*Future)(a[0].P).Cancelled())
		}},
		{Sig: "done(self, /)", Doc: "Return True if the future is done.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return object.Bool((*Future)(a[0].P).Done())
		}},
		{Sig: "get_loop(self, /)", Doc: "Return the event loop the future belongs to.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			f := self(t, a[0])
			if f == nil {
				return object.Value{}
			}
			return f.loop.obj
		}},
		{Sig: "_make_cancelled_error(self, /)", Doc: "Create the CancelledError to raise if the future is cancelled.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return (*Future)(a[0].P).cancelledError(t).Value()
		}},
	},
	Class: []object.Def{
		{Sig: "__class_getitem__(cls, item, /)", Doc: "Return Future[item].", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return object.NewGenericAlias(t, a[0], a[1])
		}},
	},
	GetSets: []object.GetSetDef{
		{Name: "_state", Get: func(t *object.Thread, v object.Value) object.Value {
			f := self(t, v)
			if f == nil {
				return object.Value{}
			}
			return object.NewStr([]string{"PENDING", "FINISHED", "FINISHED", "CANCELLED"}[f.state()])
		}},
		{Name: "_asyncio_future_blocking", Get: func(t *object.Thread, v object.Value) object.Value {
			f := self(t, v)
			if f == nil {
				return object.Value{}
			}
			return object.Bool(f.Flags&flagBlocking != 0)
		}, Set: func(t *object.Thread, v, x object.Value) bool {
			f := self(t, v)
			if f == nil {
				return false
			}
			if x.P == nil {
				t.Raise(object.ShapeAttributeError, "cannot delete attribute")
				return false
			}
			b, ok := t.Truth(x)
			if !ok {
				return false
			}
			f.Flags &^= flagBlocking
			if b {
				f.Flags |= flagBlocking
			}
			return true
		}},
		{Name: "_loop", Get: func(t *object.Thread, v object.Value) object.Value {
			if f := (*Future)(v.P); f.loop != nil {
				return f.loop.obj
			}
			return object.None
		}},
		{Name: "_callbacks", Get: futureCallbacks},
		{Name: "_result", Get: func(t *object.Thread, v object.Value) object.Value {
			if f := (*Future)(v.P); f.state() == stateFinished {
				return f.result
			}
			return object.None
		}},
		{Name: "_exception", Get: func(t *object.Thread, v object.Value) object.Value {
			if f := (*Future)(v.P); f.state() == stateFailed {
				f.retrieved()
				return f.result
			}
			return object.None
		}},
		{Name: "_log_traceback", Get: func(t *object.Thread, v object.Value) object.Value {
			return object.Bool((*Future)(v.P).Flags&flagLogTraceback != 0)
		}, Set: func(t *object.Thread, v, x object.Value) bool {
			if x.P == nil {
				t.Raise(object.ShapeAttributeError, "cannot delete attribute")
				return false
			}
			b, ok := t.Truth(x)
			if ok && b {
				t.ValueErrorf("_log_traceback can only be set to False")
			}
			if !ok || b {
				return false
			}
			(*Future)(v.P).retrieved()
			return true
		}},
		{Name: "_source_traceback", Get: func(t *object.Thread, v object.Value) object.Value {
			if f := (*Future)(v.P); f.extra != nil && f.extra.source.P != nil {
				return f.extra.source
			}
			return object.None
		}},
		{Name: "_cancel_message", Get: func(t *object.Thread, v object.Value) object.Value {
			if f := (*Future)(v.P); f.extra != nil && f.extra.cancelMsg.P != nil {
				return f.extra.cancelMsg
			}
			return object.None
		}, Set: func(t *object.Thread, v, x object.Value) bool {
			if x.P == nil {
				t.Raise(object.ShapeAttributeError, "cannot delete attribute")
				return false
			}
			if x.IsNone() {
				x = object.Value{}
			}
			(*Future)(v.P).more_().cancelMsg = x
			return true
		}},
	},
	Await: awaitFuture,
}

// futureCallbacks is Future._callbacks: a list of (function, context), or None.
func futureCallbacks(t *object.Thread, v object.Value) object.Value {
	f := self(t, v)
	if f == nil {
		return object.Value{}
	}
	if f.cb.fn.P == nil {
		return object.None
	}
	pair := func(cb callback) object.Value {
		ctx := cb.ctx
		if ctx == nil {
			ctx = &Context{}
		}
		return object.TupleOf(cb.object(t), ctx.Object(t))
	}
	items := []object.Value{pair(f.cb)}
	for _, cb := range f.more {
		items = append(items, pair(cb))
	}
	return object.NewList(items)
}

// futureIterator is what Future.__await__ returns: it yields the future once,
// and ends with its result.
type futureIterator struct {
	object.Opaque
	f *Future // nil once it has ended
}

func futureIter(t *object.Thread, a []object.Value) object.Value {
	f := self(t, a[0])
	if f == nil {
		return object.Value{}
	}
	it := &futureIterator{f: f}
	it.Shape, it.Kind = t.M.TypeFor(&futureIterDecl).Shape0.ID, object.KindOpaque
	return object.Value{P: unsafe.Pointer(it)}
}

// next is the iterator's step; done with StopIteration pending, or nil.
func (it *futureIterator) next(t *object.Thread) object.Value {
	f := it.f
	if f == nil {
		return object.Value{}
	}
	if !f.Done() {
		if f.Flags&flagBlocking == 0 {
			f.Flags |= flagBlocking
			return f.Value()
		}
		it.f = nil
		return t.RuntimeErrorf("await wasn't used with future")
	}
	it.f = nil
	r := f.Result(t)
	if r.P == nil {
		return r
	}
	return t.StopIteration(r)
}

func iterOf(v object.Value) *futureIterator { return (*futureIterator)(v.P) }

var futureIterDecl = object.TypeDecl{
	Name: "_asyncio.FutureIter", Kind: object.KindOpaque, Flags: object.TypeNoNew | object.TypeNoSubclass,
	Methods: []object.Def{
		{Sig: "send(self, value, /)", Doc: "Go on; the value is ignored.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			it := iterOf(a[0])
			if it.f == nil {
				return t.Raise(object.ShapeStopIteration, "")
			}
			return it.next(t)
		}},
		{Sig: "throw(self, type, val=<>, tb=<>, /)", Doc: "Raise an exception.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			exc := vm.Of(t).Thrown(a[1], a[2], a[3])
			if exc.P == nil {
				return exc
			}
			iterOf(a[0]).f = nil
			t.Exc = exc
			return object.Value{}
		}},
		{Sig: "close(self, /)", Doc: "End the iteration.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			iterOf(a[0]).f = nil
			return object.None
		}},
	},
	Next: func(t *object.Thread, v object.Value) object.Value { return iterOf(v).next(t) },
}
