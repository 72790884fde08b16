package vm

import (
	"github.com/aio-lang/aio/vm/code"
	"github.com/aio-lang/aio/vm/object"
)

// Suggestions for misspelled names look at the variables of the frame that
// raised, which is gone by the time they are asked for.

// keepLocals notes the variables of the frame that the pending exception is
// about to leave, if it raised it and a suggestion may need them.
func (t *Thread) keepLocals(e *object.Exception, at position) {
	c := at.fn.proto.Code
	if c.Flags&code.ModuleBody != 0 {
		return
	}
	switch t.M.TypeOf(e.Value()).Shape0.ID {
	case object.ShapeNameError, object.ShapeUnboundLocalError:
		e.Trace[0].Locals = object.AsDict(frameAt(at).locals(t))
	case object.ShapeAttributeError:
		if c.Args > 0 && c.Locals[0] == "self" {
			e.Trace[0].Locals = object.AsDict(frameAt(at).locals(t))
		}
	}
}

// VariablesAt returns the local variables at a place of a traceback: those
// that were kept, else those of a frame of the same code that still runs; nil
// where they are gone.
func (t *Thread) VariablesAt(p object.TracePoint) *object.Dict {
	if p.Locals != nil {
		return p.Locals
	}
	var d *object.Dict
	t.eachFrame(func(at position) bool {
		if at.fn.proto.Code != p.Code {
			return true
		}
		d = object.AsDict(frameAt(at).locals(t))
		return false
	})
	return d
}

// PointOf is the place in code that a frame or traceback object stands for.
func PointOf(v object.Value) (p object.TracePoint, ok bool) {
	if tb := AsTraceback(v); tb != nil {
		return tb.point, true
	}
	if v.P != nil && v.Kind() == object.KindFrame {
		f := (*FrameObject)(v.P)
		return object.TracePoint{Code: f.code, IP: f.pc, Globals: f.globals}, true
	}
	return p, false
}
