package vm

import (
	"fmt"

	"github.com/aio-lang/aio/vm/object"
)

// FrameObject returns the frame level calls up (0: the running function); nil
// when there are not so many.
func (t *Thread) FrameObject(level int) object.Value {
	var f *FrameObject
	n := 0
	t.eachFrame(func(at position) bool {
		if n == level {
			f = t.frameAt(at)
		}
		n++
		return f == nil
	})
	if f == nil {
		return object.Value{}
	}
	return f.value()
}

func (t *Thread) generatorFrame(g *Generator) object.Value {
	if g.frame == nil {
		return object.None
	}
	return heldFrame(g).value()
}

// Locals returns the local variables of the running function as a dict of its
// own (PEP 667: a snapshot in a function, the namespace itself elsewhere).
func (t *Thread) Locals() object.Value {
	var r object.Value
	t.eachFrame(func(at position) bool {
		r = t.variables(at)
		return false
	})
	return r
}

// variables is Locals of the frame at a position.
func (t *Thread) variables(at position) object.Value {
	f := &FrameObject{code: at.fn.proto.Code, globals: at.fn.proto.globals, fn: at.fn, base: at.base, thread: t}
	if at.fn.proto.suspends {
		f.base, f.heap = nil, frameOf(at.base)
	}
	if seen := t.seenFrame(at); seen != nil {
		f.extra = seen.extra
	}
	if ns := f.namespace(); ns.P != nil {
		return ns
	}
	return f.snapshot(&t.Thread).Value()
}

// seenFrame is the frame object of a position, nil where nobody asked for it.
func (t *Thread) seenFrame(at position) *FrameObject {
	if !at.fn.proto.suspends {
		return recordOf(at.base).watcher()
	}
	if g := frameOf(at.base).gen; g != nil && g.extra != nil {
		return g.extra.frame
	}
	return nil
}

// back is f_back.
func (f *FrameObject) calledBy(t *Thread) object.Value {
	if f.back.P != nil {
		return f.back
	}
	at, ok := f.position(t)
	if !ok || !f.running(t) {
		return object.None
	}
	r := object.None
	passed := false
	f.thread.eachFrame(func(p position) bool {
		if passed {
			r = t.frameAt(p).value()
			return false
		}
		passed = p.base == at.base
		return true
	})
	return r
}

// clear is frame.clear().
func (f *FrameObject) clear(t *Thread) object.Value {
	switch {
	case f.running(t):
		return t.RuntimeErrorf("cannot clear an executing frame")
	case f.gen != nil && f.gen.frame != nil && f.gen.state != genCreated:
		return t.RuntimeErrorf("cannot clear a suspended frame")
	case f.gen != nil && f.gen.frame != nil:
		if t.closeGenerator(f.gen).P == nil {
			return object.Value{}
		}
	}
	clear(f.registers())
	f.cleared = true
	return object.None
}

func frameAttr(name string, get func(t *Thread, f *FrameObject) object.Value) object.GetSetDef {
	return object.GetSetDef{Name: name, Get: func(t *object.Thread, v object.Value) object.Value {
		return get(thread(t), (*FrameObject)(v.P))
	}}
}

// frameFlag is a bool that a tracer would look at; inverted where it is True at
// first.
func frameFlag(name string, flag func(f *FrameObject) *bool, inverted bool) object.GetSetDef {
	return object.GetSetDef{Name: name, Get: func(t *object.Thread, v object.Value) object.Value {
		return object.Bool(*flag((*FrameObject)(v.P)) != inverted)
	}, Set: func(t *object.Thread, v, x object.Value) bool {
		if x != object.True && x != object.False {
			t.TypeErrorf("attribute value type must be bool")
			return false
		}
		*flag((*FrameObject)(v.P)) = (x == object.True) != inverted
		return true
	}}
}

var frameDecl = object.TypeDecl{
	Shape: object.ShapeFrame, Name: "frame", Kind: object.KindFrame, Flags: noNew,
	Methods: []object.Def{
		{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: func(t *object.Thread, a []object.Value) object.Value {
			f := (*FrameObject)(a[0].P)
			f.locate(thread(t))
			return object.NewStr(fmt.Sprintf("<frame at %s, file '%s', line %d, code %s>", object.Address(a[0]), f.code.Source.Name, f.line, f.code.Name))
		}},
		{Sig: "clear(self, /)", Doc: "Clear all references held by the frame.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return (*FrameObject)(a[0].P).clear(thread(t))
		}},
	},
	GetSets: []object.GetSetDef{
		frameFlag("f_trace_lines", func(f *FrameObject) *bool { return &f.traceNoLines }, true),
		frameFlag("f_trace_opcodes", func(f *FrameObject) *bool { return &f.traceOpcodes }, false),
		frameAttr("f_code", func(t *Thread, f *FrameObject) object.Value { return newCodeObject(f.code) }),
		{Name: "f_lineno", Get: func(t *object.Thread, v object.Value) object.Value {
			f := (*FrameObject)(v.P)
			f.locate(thread(t))
			return object.Int(int64(f.line))
		}, Set: func(t *object.Thread, v, x object.Value) bool {
			switch {
			case x.P == nil:
				t.Raise(object.ShapeAttributeError, "cannot delete attribute")
			case !object.IsIntLike(x):
				t.ValueErrorf("lineno must be an integer")
			default:
				t.ValueErrorf("f_lineno can only be set in a trace function")
			}
			return false
		}},
		frameAttr("f_lasti", func(t *Thread, f *FrameObject) object.Value { f.locate(t); return object.Int(int64(f.pc) * 2) }),
		frameAttr("f_globals", func(t *Thread, f *FrameObject) object.Value { return f.globals.Value() }),
		frameAttr("f_builtins", func(t *Thread, f *FrameObject) object.Value {
			return t.machine.builtinsOf(f.globals).Value()
		}),
		frameAttr("f_locals", func(t *Thread, f *FrameObject) object.Value { return f.locals(t) }),
		frameAttr("f_back", func(t *Thread, f *FrameObject) object.Value { return f.calledBy(t) }),
		{Name: "f_trace", Get: func(t *object.Thread, v object.Value) object.Value { return orNone((*FrameObject)(v.P).trace) },
			Set: func(t *object.Thread, v, x object.Value) bool {
				(*FrameObject)(v.P).trace = x // sys.settrace, which would call it, is refused
				return true
			}},
	},
}
