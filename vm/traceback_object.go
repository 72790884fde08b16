package vm

import (
	"unsafe"

	"github.com/aio-lang/aio/vm/object"
)

// Traceback is a traceback object: one frame and the rest towards where the
// exception was raised.
type Traceback struct {
	object.Header
	point object.TracePoint
	frame object.Value
	line  int
	next  object.Value // Traceback or None
	outer *Traceback   // the entry of the caller, where they were made together
}

// AsTraceback returns the traceback v is, or nil.
func AsTraceback(v object.Value) *Traceback {
	if v.P != nil && v.Kind() == object.KindTraceback {
		return (*Traceback)(v.P)
	}
	return nil
}

// Point is the place the traceback entry stands for.
func (tb *Traceback) Point() object.TracePoint { return tb.point }

// Next is the entry of the callee, None at the end.
func (tb *Traceback) Next() object.Value { return tb.next }

// Traceback implements object.Executor: e.__traceback__ as objects. They are
// made once per state of the trace.
func (m *Machine) Traceback(t *object.Thread, e *object.Exception) object.Value {
	tb := orNone(e.Base)
	for i, p := range e.Trace {
		n := &Traceback{Header: object.Header{Shape: object.ShapeTraceback, Kind: object.KindTraceback}, point: p, line: p.Code.LineAt(p.IP), next: tb}
		if inner := AsTraceback(tb); inner != nil && i > 0 {
			inner.outer = n
		}
		tb = object.FromHeader(&n.Header)
	}
	e.Base, e.Trace = tb, nil
	return tb
}

// SetTraceback implements object.Executor.
func (m *Machine) SetTraceback(t *object.Thread, e *object.Exception, tb object.Value) bool {
	if !tb.IsNone() && tb.Kind() != object.KindTraceback {
		t.TypeErrorf("__traceback__ must be a traceback or None")
		return false
	}
	e.Base, e.Trace = tb, nil
	return true
}

// TracePoints returns an exception's whole traceback, innermost first.
func TracePoints(e *object.Exception) []object.TracePoint {
	var out []object.TracePoint
	for tb := AsTraceback(e.Base); tb != nil; tb = AsTraceback(tb.next) {
		out = append(out, tb.point)
	}
	for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
		out[i], out[j] = out[j], out[i]
	}
	return append(out, e.Trace...)
}

func (tb *Traceback) frameObject(t *Thread) object.Value {
	if tb.frame.P == nil {
		f := t.pointFrame(&tb.point)
		tb.frame = f.value()
		if f.back.P == nil && f.base == nil && f.gen == nil && tb.outer != nil {
			f.back = tb.outer.frameObject(t)
		}
	}
	return tb.frame
}

func tracebackAttr(name string, get func(t *object.Thread, tb *Traceback) object.Value) object.GetSetDef {
	return object.GetSetDef{Name: name, Get: func(t *object.Thread, v object.Value) object.Value { return get(t, AsTraceback(v)) }}
}

var tracebackDecl = object.TypeDecl{
	Shape: object.ShapeTraceback, Name: "traceback", Kind: object.KindTraceback, Flags: object.TypeNoSubclass,
	New: &object.Def{Sig: "__new__(cls, tb_next, tb_frame, tb_lasti, tb_lineno)", Doc: "Create a new traceback object.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		if a[2].Kind() != object.KindFrame {
			return t.TypeErrorf("traceback() argument 'tb_frame' must be frame, not %s", t.TypeName(a[2]))
		}
		if !a[1].IsNone() && AsTraceback(a[1]) == nil {
			return t.TypeErrorf("expected traceback object or None, got '%s'", t.TypeName(a[1]))
		}
		line, ok := t.IndexInt(a[4])
		if !ok {
			return object.Value{}
		}
		f := (*FrameObject)(a[2].P)
		tb := &Traceback{Header: object.Header{Shape: object.ShapeTraceback, Kind: object.KindTraceback}, frame: a[2], line: line, next: a[1],
			point: object.TracePoint{Code: f.code, IP: f.pc, Globals: f.globals, Frame: unsafe.Pointer(f)}}
		return object.FromHeader(&tb.Header)
	}},
	GetSets: []object.GetSetDef{
		tracebackAttr("tb_frame", func(t *object.Thread, tb *Traceback) object.Value { return tb.frameObject(thread(t)) }),
		tracebackAttr("tb_lineno", func(t *object.Thread, tb *Traceback) object.Value { return object.Int(int64(tb.line)) }),
		tracebackAttr("tb_lasti", func(t *object.Thread, tb *Traceback) object.Value { return object.Int(int64(tb.point.IP) * 2) }),
		{Name: "tb_next", Get: func(t *object.Thread, v object.Value) object.Value { return AsTraceback(v).next },
			Set: func(t *object.Thread, v, x object.Value) bool {
				if x.P == nil {
					t.TypeErrorf("can't delete tb_next attribute")
					return false
				}
				if !x.IsNone() && AsTraceback(x) == nil {
					t.TypeErrorf("expected traceback object, got '%s'", t.TypeName(x))
					return false
				}
				for tb := AsTraceback(x); tb != nil; tb = AsTraceback(tb.next) {
					if tb == AsTraceback(v) {
						t.ValueErrorf("traceback loop detected")
						return false
					}
				}
				AsTraceback(v).next = x
				return true
			}},
	},
}
