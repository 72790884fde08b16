package vm

import (
	"fmt"
	"unsafe"

	"github.com/aio-lang/aio/vm/code"
	"github.com/aio-lang/aio/vm/object"
)

// CodeObject is a code object of the language.
type CodeObject struct {
	object.Header
	Code *code.Code
}

func newCodeObject(c *code.Code) object.Value {
	loadCode(c)
	return object.FromHeader(&(&CodeObject{object.Header{Shape: object.ShapeCode, Kind: object.KindCode}, c}).Header)
}

// NewCodeObject makes the code object of c.
func NewCodeObject(c *code.Code) object.Value { return newCodeObject(c) }

// AsCode returns the code behind a code object, or nil.
func AsCode(v object.Value) *code.Code { return asCode(v) }

func asCode(v object.Value) *code.Code {
	if v.P != nil && v.Kind() == object.KindCode {
		return (*CodeObject)(v.P).Code
	}
	return nil
}

func strTuple(names []string) object.Value {
	items := make([]object.Value, len(names))
	for i, n := range names {
		items[i] = object.NewStr(n)
	}
	return object.NewTuple(items)
}

// CPython's co_flags bits
const (
	coOptimized         = 0x1
	coNewLocals         = 0x2
	coVarArgs           = 0x4
	coVarKeywords       = 0x8
	coNested            = 0x10
	coGenerator         = 0x20
	coCoroutine         = 0x80
	coIterableCoroutine = 0x100
	coAsyncGenerator    = 0x200
	coFutureAnnotations = 0x1000000
	coHasDocstring      = 0x4000000
	coMethod            = 0x8000000
)

func codeFlags(c *code.Code) int64 {
	var f int64
	for _, p := range []struct {
		ours code.Flags
		bit  int64
	}{
		{code.Optimized, coOptimized | coNewLocals}, {code.VarArgs, coVarArgs}, {code.VarKeywords, coVarKeywords}, {code.Nested, coNested},
		{code.Generator, coGenerator}, {code.Coroutine, coCoroutine}, {code.IterableCoroutine, coIterableCoroutine},
		{code.AsyncGenerator, coAsyncGenerator}, {code.FutureAnnotations, coFutureAnnotations}, {code.HasDocstring, coHasDocstring}, {code.Method, coMethod},
	} {
		if c.Flags&p.ours != 0 {
			f |= p.bit
		}
	}
	return f
}

func codeAttr(name string, get func(t *object.Thread, c *code.Code) object.Value) object.GetSetDef {
	return object.GetSetDef{Name: name, Get: func(t *object.Thread, v object.Value) object.Value { return get(t, asCode(v)) }}
}

var codeDecl = object.TypeDecl{
	Shape: object.ShapeCode, Name: "code", Kind: object.KindCode, Flags: noNew,
	Methods: []object.Def{
		{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: func(t *object.Thread, a []object.Value) object.Value {
			c := asCode(a[0])
			return object.NewStr(fmt.Sprintf("<code object %s at %s, file \"%s\", line %d>", c.Name, object.Address(a[0]), c.Source.Name, c.FirstLine()))
		}},
		{Sig: "__eq__(self, value, /)", Doc: "Return self==value.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			if asCode(a[1]) == nil {
				return object.NotImplemented
			}
			return object.Bool(asCode(a[0]) == asCode(a[1]))
		}},
		{Sig: "__hash__(self, /)", Doc: "Return hash(self).", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return object.Int(int64(uintptr(unsafe.Pointer(asCode(a[0]))) >> 4))
		}},
	},
	GetSets: []object.GetSetDef{
		codeAttr("co_name", func(t *object.Thread, c *code.Code) object.Value { return object.NewStr(c.Name) }),
		codeAttr("co_qualname", func(t *object.Thread, c *code.Code) object.Value { return object.NewStr(c.QualName) }),
		codeAttr("co_filename", func(t *object.Thread, c *code.Code) object.Value { return object.NewStr(c.Source.Name) }),
		codeAttr("co_firstlineno", func(t *object.Thread, c *code.Code) object.Value { return object.Int(int64(c.FirstLine())) }),
		codeAttr("co_argcount", func(t *object.Thread, c *code.Code) object.Value { return object.Int(int64(c.Args)) }),
		codeAttr("co_posonlyargcount", func(t *object.Thread, c *code.Code) object.Value { return object.Int(int64(c.PosOnly)) }),
		codeAttr("co_kwonlyargcount", func(t *object.Thread, c *code.Code) object.Value { return object.Int(int64(c.KwOnly)) }),
		codeAttr("co_nlocals", func(t *object.Thread, c *code.Code) object.Value { return object.Int(int64(len(c.Locals))) }),
		codeAttr("co_flags", func(t *object.Thread, c *code.Code) object.Value { return object.Int(codeFlags(c)) }),
		codeAttr("co_varnames", func(t *object.Thread, c *code.Code) object.Value {
			if c.Flags&code.Optimized == 0 {
				return object.EmptyTuple
			}
			return strTuple(append(append([]string(nil), c.Locals...), c.Spilled...))
		}),
		codeAttr("co_freevars", func(t *object.Thread, c *code.Code) object.Value { return strTuple(c.Free) }),
		codeAttr("co_cellvars", func(t *object.Thread, c *code.Code) object.Value {
			var names []string
			for _, i := range c.Cells {
				names = append(names, c.Locals[i])
			}
			return strTuple(names)
		}),
		codeAttr("co_names", func(t *object.Thread, c *code.Code) object.Value {
			return strTuple(append(append([]string(nil), c.Links...), c.Names...))
		}),
		codeAttr("co_consts", func(t *object.Thread, c *code.Code) object.Value {
			m := thread(t).machine
			var items []object.Value
			for _, k := range c.Consts {
				items = append(items, m.constant(k))
			}
			for _, ch := range c.Children {
				items = append(items, newCodeObject(ch))
			}
			return object.NewTuple(items)
		}),
		codeAttr("co_code", func(t *object.Thread, c *code.Code) object.Value {
			return t.NotImplementedf("co_code: aio's bytecode is not CPython's")
		}),
	},
}

// FrameObject is a frame of the language as it was when somebody asked for it.
type FrameObject struct {
	object.Header
	code    *code.Code
	globals *object.Dict
	line    int
	pc      uint32
	regs    []object.Value // copy of the locals; nil where they are gone
	fn      *Function
	ns      object.Value // namespace of a module or class body
	back    object.Value // FrameObject or None
	gen     object.Value
}

func (f *FrameObject) value() object.Value { return object.FromHeader(&f.Header) }

// frameAt makes the frame object of a position, without its back link.
func frameAt(at position) *FrameObject {
	p := at.fn.proto
	pc := uint32(max(p.site(at.ip), 0))
	f := &FrameObject{
		Header: object.Header{Shape: object.ShapeFrame, Kind: object.KindFrame}, code: p.Code, globals: p.globals,
		line: p.Code.LineAt(pc), pc: pc, fn: at.fn, back: object.None,
	}
	f.regs = append(f.regs, unsafe.Slice((*object.Value)(at.base), len(p.Code.Locals))...)
	if p.Code.Flags&code.Optimized == 0 {
		f.ns = at.fn.namespace()
	}
	return f
}

// FrameObject returns the frame level calls up (0: the running function), with
// the frames that called it behind it; nil when there are not so many.
func (t *Thread) FrameObject(level int) object.Value {
	var first, last *FrameObject
	n := 0
	t.eachFrame(func(at position) bool {
		if n >= level {
			f := frameAt(at)
			if last != nil {
				last.back = f.value()
			} else {
				first = f
			}
			last = f
		}
		n++
		return true
	})
	if first == nil {
		return object.Value{}
	}
	return first.value()
}

func (t *Thread) generatorFrame(g *Generator) object.Value {
	if g.frame == nil {
		return object.None
	}
	f := frameAt(position{g.frame.fn, g.frame.registers(), g.frame.ip})
	if g.state == genCreated {
		f.line = g.proto.Code.FirstLine()
	}
	f.gen = g.value()
	return f.value()
}

// Locals returns the local variables of the running function as a dict of its
// own (PEP 667: a snapshot in a function, the namespace itself elsewhere).
func (t *Thread) Locals() object.Value {
	var r object.Value
	t.eachFrame(func(at position) bool {
		r = frameAt(at).locals(t)
		return false
	})
	return r
}

func (f *FrameObject) locals(t *Thread) object.Value {
	if f.ns.P != nil {
		return f.ns
	}
	if f.fn == nil {
		return t.NotImplementedf("f_locals of a frame that has ended")
	}
	d := object.NewDict()
	put := func(name string, v object.Value) {
		if v.P != nil && v.Kind() == object.KindCell && v.Shape() == object.ShapeCell {
			v = (*object.Cell)(v.P).V
		}
		if v.P != nil && name != "" && name[0] != '.' {
			d.SetStr(t.M.Intern(name), v)
		}
	}
	for i, name := range f.code.Locals {
		put(name, f.regs[i])
	}
	if len(f.code.Spilled) > 0 && int(f.code.Spill) < len(f.regs) {
		if u := object.AsTuple(f.regs[f.code.Spill]); u != nil {
			for i, name := range f.code.Spilled {
				put(name, u.Items[i])
			}
		}
	}
	for i, name := range f.code.Free {
		put(name, f.fn.cells[i].V)
	}
	return d.Value()
}

func frameAttr(name string, get func(t *Thread, f *FrameObject) object.Value) object.GetSetDef {
	return object.GetSetDef{Name: name, Get: func(t *object.Thread, v object.Value) object.Value {
		return get(thread(t), (*FrameObject)(v.P))
	}}
}

var frameDecl = object.TypeDecl{
	Shape: object.ShapeFrame, Name: "frame", Kind: object.KindFrame, Flags: noNew,
	Methods: []object.Def{
		{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: func(t *object.Thread, a []object.Value) object.Value {
			f := (*FrameObject)(a[0].P)
			return object.NewStr(fmt.Sprintf("<frame at %s, file '%s', line %d, code %s>", object.Address(a[0]), f.code.Source.Name, f.line, f.code.Name))
		}},
		{Sig: "clear(self, /)", Doc: "Clear all references held by the frame.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			clear((*FrameObject)(a[0].P).regs)
			return object.None
		}},
	},
	GetSets: []object.GetSetDef{
		frameAttr("f_code", func(t *Thread, f *FrameObject) object.Value { return newCodeObject(f.code) }),
		frameAttr("f_lineno", func(t *Thread, f *FrameObject) object.Value { return object.Int(int64(f.line)) }),
		frameAttr("f_lasti", func(t *Thread, f *FrameObject) object.Value { return object.Int(int64(f.pc) * 2) }),
		frameAttr("f_globals", func(t *Thread, f *FrameObject) object.Value { return f.globals.Value() }),
		frameAttr("f_builtins", func(t *Thread, f *FrameObject) object.Value {
			return t.machine.builtinsOf(f.globals).Value()
		}),
		frameAttr("f_locals", func(t *Thread, f *FrameObject) object.Value { return f.locals(t) }),
		frameAttr("f_back", func(t *Thread, f *FrameObject) object.Value { return f.back }),
		frameAttr("f_trace", func(t *Thread, f *FrameObject) object.Value { return object.None }),
	},
}

// Traceback is a traceback object: one frame and the rest towards where the
// exception was raised.
type Traceback struct {
	object.Header
	point object.TracePoint
	frame object.Value
	line  int
	next  object.Value // Traceback or None
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
	for _, p := range e.Trace {
		n := &Traceback{Header: object.Header{Shape: object.ShapeTraceback, Kind: object.KindTraceback}, point: p, line: p.Code.LineAt(p.IP), next: tb}
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

func (tb *Traceback) frameObject() object.Value {
	if tb.frame.P == nil {
		f := &FrameObject{
			Header: object.Header{Shape: object.ShapeFrame, Kind: object.KindFrame}, code: tb.point.Code, globals: tb.point.Globals,
			line: tb.line, pc: tb.point.IP, back: object.None,
		}
		tb.frame = f.value()
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
			point: object.TracePoint{Code: f.code, IP: f.pc, Globals: f.globals}}
		return object.FromHeader(&tb.Header)
	}},
	GetSets: []object.GetSetDef{
		tracebackAttr("tb_frame", func(t *object.Thread, tb *Traceback) object.Value { return tb.frameObject() }),
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

// Where implements object.Executor.
func (m *Machine) Where(ot *object.Thread, level int) (file string, line int, globals *object.Dict) {
	n := 0
	thread(ot).eachFrame(func(at position) bool {
		n++
		if n < level {
			return true
		}
		p := at.fn.proto
		file, line, globals = p.Code.Source.Name, p.Code.LineAt(uint32(max(p.site(at.ip), 0))), p.globals
		return false
	})
	return
}

// Globals implements object.Executor.
func (m *Machine) Globals(ot *object.Thread) *object.Dict {
	_, _, g := m.Where(ot, 1)
	return g
}
