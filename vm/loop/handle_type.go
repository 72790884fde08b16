package loop

import (
	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/object"
)

// The types asyncio.events.Handle and TimerHandle.

// handleInit fills in a handle that a script makes.
func (h *Handle) init(t *object.Thread, fn, args, loop, ctx object.Value) bool {
	items, ok := t.Collect(args)
	if !ok {
		return false
	}
	c, ok := contextArg(t, ctx)
	if !ok {
		return false
	}
	h.fn, h.args, h.ctx = fn, items, c
	h.loop = stateOf(t).LoopFor(loop)
	if h.loop.isDebug(t) {
		h.source = h.loop.state.captureStack(t)
	}
	return true
}

func newHandleObject(a []object.Value) *Handle {
	h := &Handle{fn: object.None}
	h.Shape, h.Kind, h.Data = object.AsType(a[0]).Shape0.ID, object.KindOpaque, h
	return h
}

func handleGetSet(name string, get func(t *object.Thread, h *Handle) object.Value) object.GetSetDef {
	return object.GetSetDef{Name: name, Get: func(t *object.Thread, v object.Value) object.Value { return get(t, AsHandle(v)) }}
}

var handleDecl = object.TypeDecl{
	Name: "asyncio.events.Handle", Kind: object.KindOpaque, Flags: object.TypeHasWeakref,
	Doc: "Object returned by callback registration methods.",
	New: &object.Def{Sig: "__new__(cls, callback, args, loop, context=None)", Doc: "Create a Handle.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		h := newHandleObject(a)
		if !h.init(t, a[1], a[2], a[3], a[4]) {
			return object.Value{}
		}
		return h.Value()
	}},
	Methods: []object.Def{
		{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: func(t *object.Thread, a []object.Value) object.Value {
			s, ok := AsHandle(a[0]).reprText(t)
			if !ok {
				return object.Value{}
			}
			return object.NewStr(s)
		}},
		{Sig: "cancel(self)", Doc: "Cancel the callback.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			AsHandle(a[0]).cancel(t)
			return object.None
		}},
		{Sig: "cancelled(self)", Doc: "Return True if the callback was cancelled.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return object.Bool(AsHandle(a[0]).cancelled)
		}},
		{Sig: "get_context(self)", Doc: "Return the context of the callback.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return AsHandle(a[0]).context().Object(t)
		}},
		{Sig: "_run(self)", Doc: "Call the callback in its context.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			if !AsHandle(a[0]).run(vm.Of(t)) {
				return object.Value{}
			}
			return object.None
		}},
	},
	GetSets: []object.GetSetDef{
		handleGetSet("_callback", func(t *object.Thread, h *Handle) object.Value { return h.fn }),
		handleGetSet("_args", func(t *object.Thread, h *Handle) object.Value {
			if h.cancelled {
				return object.None
			}
			return object.NewTuple(append([]object.Value(nil), h.args...))
		}),
		handleGetSet("_cancelled", func(t *object.Thread, h *Handle) object.Value { return object.Bool(h.cancelled) }),
		handleGetSet("_loop", func(t *object.Thread, h *Handle) object.Value { return h.loop.obj }),
		handleGetSet("_context", func(t *object.Thread, h *Handle) object.Value { return h.context().Object(t) }),
		handleGetSet("_source_traceback", func(t *object.Thread, h *Handle) object.Value {
			if h.source.P == nil {
				return object.None
			}
			return h.source
		}),
	},
}

// timerCompare compares two TimerHandles by their time.
func timerCompare(name string, cmp func(x, y *Handle) bool) object.Def {
	return object.Def{Sig: name + "(self, other, /)", Doc: "Compare the times.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		x, y := AsHandle(a[0]), AsHandle(a[1])
		if y == nil || !y.timer {
			return object.NotImplemented
		}
		return object.Bool(cmp(x, y))
	}}
}

func (h *Handle) equal(o *Handle) bool {
	if h.when != o.when || h.fn != o.fn || h.cancelled != o.cancelled || len(h.args) != len(o.args) {
		return false
	}
	for i := range h.args {
		if h.args[i] != o.args[i] {
			return false
		}
	}
	return true
}

var timerHandleDecl = object.TypeDecl{
	Name: "asyncio.events.TimerHandle", Kind: object.KindOpaque, Flags: object.TypeHasWeakref,
	Doc: "Object returned by timed callback registration methods.",
	New: &object.Def{Sig: "__new__(cls, when, callback, args, loop, context=None)", Doc: "Create a TimerHandle.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		h := newHandleObject(a)
		when, ok := seconds(t, a[1])
		if !ok || !h.init(t, a[2], a[3], a[4], a[5]) {
			return object.Value{}
		}
		h.timer, h.when = true, when
		return h.Value()
	}},
	Methods: []object.Def{
		{Sig: "when(self)", Doc: "Return the time of the callback, by the loop's clock.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return object.Float(AsHandle(a[0]).when)
		}},
		{Sig: "__hash__(self, /)", Doc: "Return hash(self).", Fn: func(t *object.Thread, a []object.Value) object.Value {
			h, ok := t.Hash(object.Float(AsHandle(a[0]).when))
			if !ok {
				return object.Value{}
			}
			return object.Int(int64(h))
		}},
		timerCompare("__lt__", func(x, y *Handle) bool { return x.when < y.when }),
		timerCompare("__le__", func(x, y *Handle) bool { return x.when < y.when || x.equal(y) }),
		timerCompare("__gt__", func(x, y *Handle) bool { return x.when > y.when }),
		timerCompare("__ge__", func(x, y *Handle) bool { return x.when > y.when || x.equal(y) }),
		timerCompare("__eq__", func(x, y *Handle) bool { return x.equal(y) }),
	},
	GetSets: []object.GetSetDef{
		handleGetSet("_when", func(t *object.Thread, h *Handle) object.Value { return object.Float(h.when) }),
		handleGetSet("_scheduled", func(t *object.Thread, h *Handle) object.Value { return object.Bool(h.scheduled) }),
	},
}
