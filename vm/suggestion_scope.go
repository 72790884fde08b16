package vm

import (
	"github.com/aio-lang/aio/vm/object"
)

// Suggestions for misspelled names look at the variables of the frame that
// raised, which is gone by the time they are asked for.

// VariablesAt returns the local variables at a place of a traceback; nil where
// they are gone.
func (t *Thread) VariablesAt(p object.TracePoint) *object.Dict {
	f := t.pointFrame(&p)
	if ns := f.namespace(); ns.P != nil {
		return object.AsDict(ns)
	}
	if !f.known() {
		return nil
	}
	return f.snapshot(&t.Thread)
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
