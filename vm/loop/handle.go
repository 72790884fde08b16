package loop

import (
	"unsafe"

	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/object"
)

// Handle is asyncio.Handle: a callback that the loop will call, once. With a
// time it is an asyncio.TimerHandle.
type Handle struct {
	object.Opaque // first; Data is the Handle itself
	loop          *Loop
	fn            object.Value
	args          []object.Value
	ctx           *Context
	when          float64
	source        object.Value // where it was made, in debug mode; nil otherwise
	cancelled     bool
	scheduled     bool // it is in the timer heap
	timer         bool
	signal        int32
	alarm         Alarm  // called in place of fn; mostly nil
	text          string // repr of a cancelled one, in debug mode
}

func (l *Loop) newHandle(fn object.Value, args []object.Value, ctx *Context) *Handle {
	h := &Handle{loop: l, fn: fn, args: args, ctx: ctx}
	h.Shape, h.Kind, h.Data = l.state.handle.Shape0.ID, object.KindOpaque, h
	return h
}

func (h *Handle) toTimer(l *Loop, when float64) {
	h.Shape, h.when, h.timer = l.state.timerHandle.Shape0.ID, when, true
}

// Value is the handle's object.
func (h *Handle) Value() object.Value { return object.Value{P: unsafe.Pointer(h)} }

// AsHandle returns the Handle v is, or nil.
func AsHandle(v object.Value) *Handle {
	h, _ := object.Payload[*Handle](v)
	return h
}

// cancel is Handle.cancel.
func (h *Handle) cancel(t *object.Thread) {
	if h.cancelled {
		return
	}
	if h.timer && h.scheduled {
		h.loop.cancelledTimers++
	}
	if h.loop != nil && h.loop.isDebug(t) {
		if s, ok := t.Repr(h.Value()); ok {
			h.text = s
		}
		t.Clear()
	}
	h.cancelled = true
	h.fn, h.args = object.None, nil
}

// run calls the callback in its context. False means that an exception is
// pending that ends the loop: SystemExit or KeyboardInterrupt.
func (h *Handle) run(t *vm.Thread) bool {
	if h.alarm != nil {
		if h.alarm.Ring(&t.Thread) {
			return true
		}
		h.fn = h.alarm.Callback(&t.Thread)
		return h.loop.reportCallback(t, h)
	}
	if h.ctx != nil {
		if h.ctx.Run(&t.Thread, h.fn, h.args, nil).P != nil {
			return true
		}
	} else {
		saved := t.Context
		t.Context = nil
		r := t.CallNames(h.fn, h.args, nil)
		if h.ctx = (*Context)(t.Context); h.ctx != nil {
			h.ctx.entered = false
		}
		t.Context = saved
		if r.P != nil {
			return true
		}
	}
	return h.loop.reportCallback(t, h)
}

// context is the handle's context, made if need be.
func (h *Handle) context() *Context {
	if h.ctx == nil {
		h.ctx = &Context{}
	}
	return h.ctx
}

// reportCallback tells the exception handler of what a callback raised. False
// means that the exception is for the loop's caller.
func (l *Loop) reportCallback(t *vm.Thread, h *Handle) bool {
	ty := t.M.TypeOf(t.Exc)
	if ty.IsSubtypeOf(t.M.Type(object.ShapeSystemExit)) || ty.IsSubtypeOf(t.M.Type(object.ShapeKeyboardInterrupt)) {
		return false
	}
	exc := t.Clear()
	d := object.NewDict()
	set := func(k string, v object.Value) { d.SetStr(t.M.Intern(k), v) }
	text, ok := l.callbackText(&t.Thread, h.fn, h.args)
	if !ok {
		return false
	}
	set("message", object.NewStr("Exception in callback "+text))
	set("exception", exc)
	set("handle", h.Value())
	if h.source.P != nil {
		set("source_traceback", h.source)
	}
	return l.callExceptionHandler(&t.Thread, d)
}
