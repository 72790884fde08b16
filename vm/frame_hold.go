package vm

import (
	"unsafe"

	"github.com/aio-lang/aio/vm/code"
	"github.com/aio-lang/aio/vm/object"
)

// How a frame object follows the activation it stands for.
//
// The registers of a plain function lie on the stack and are others' once it
// returns. So the frame of which an object was made is watched: its return
// record is exchanged for one that leads to watchFn, whose only instruction
// takes the registers along and then returns for the function. The object
// itself holds the record that was there. Frames that nobody asks for pay
// nothing.
//
//	record of the frame ──► watchFn, its R[0] in the FrameObject
//	                         └─ caller ──► the true caller
//
// The frame of a generator is on the heap; it is held, that is, never pooled.

// watchFn ends a watched frame. Its register is FrameObject.result.
var watchFn = stub(code.Instr{Op: code.Call, C: 0}, code.Instr{Op: code.Intrinsic, N: code.IntrinsicFrameEnd})

// FrameObject is a frame of the language.
type FrameObject struct {
	object.Header
	code    *code.Code
	globals *object.Dict
	fn      *Function // nil where only the place is known, not the variables
	// base is the place of the registers while a plain function runs; nil for
	// one that has ended and for a generator's.
	base   unsafe.Pointer
	thread *Thread
	gen    *Generator
	heap   *Frame         // of gen, which stays after its end
	regs   []object.Value // of a plain function that has ended; nil: not known
	pc     uint32         // where it was last seen
	line   int            // the same as a line
	result object.Value   // R[0] of watchFn
	caller record         // the return record that watching took away
	back   object.Value   // of a frame that has ended, or nil
	// extra are names that the proxy of the variables was given and that the
	// code does not have; nil: none.
	extra *object.Dict
	// trace is f_trace, nil for None. Like the flags it waits for a tracer.
	trace                      object.Value
	traceNoLines, traceOpcodes bool
	// returned: the function has returned, by which every variable was bound
	// that is not unbound for sure.
	returned bool
	// cleared: clear() has been called.
	cleared bool
}

func (f *FrameObject) value() object.Value { return object.FromHeader(&f.Header) }

// watcher returns the frame object whose frame has the record, or nil.
func (r *record) watcher() *FrameObject {
	if r.fn != watchFn {
		return nil
	}
	return (*FrameObject)(unsafe.Add(r.base, -int(unsafe.Offsetof(FrameObject{}.result))))
}

// returnsTo is the record with watching seen through.
func (r *record) returnsTo() *record {
	if w := r.watcher(); w != nil {
		return &w.caller
	}
	return r
}

func newFrameObject(fn *Function) *FrameObject {
	p := fn.proto
	return &FrameObject{Header: object.Header{Shape: object.ShapeFrame, Kind: object.KindFrame}, code: p.Code, globals: p.globals, fn: fn}
}

// frameAt is the frame object of a position of t; always the same one while
// the frame lives.
func (t *Thread) frameAt(at position) *FrameObject {
	p := at.fn.proto
	pc := uint32(max(p.site(at.ip), 0))
	var f *FrameObject
	if p.suspends {
		f = heldFrame(asGenerator(handleOf(frameOf(at.base))))
	} else {
		r := recordOf(at.base)
		if f = r.watcher(); f == nil {
			f = newFrameObject(at.fn)
			f.base, f.thread, f.caller = at.base, t, *r
			r.base, r.fn, r.off = unsafe.Pointer(&f.result), watchFn, uint32(code.InstrSize)
		}
	}
	f.pc, f.line = pc, p.Code.LineAt(pc)
	return f
}

// heldFrame is the frame object of a generator that has not ended.
func heldFrame(g *Generator) *FrameObject {
	x := g.more()
	if x.frame == nil {
		g.frame.flags |= flagHeld
		x.frame = newFrameObject(g.frame.fn)
		x.frame.gen, x.frame.heap = g, g.frame
	}
	return x.frame
}

// position is where the frame is now; ok is false when it has ended.
func (f *FrameObject) position(t *Thread) (at position, ok bool) {
	base := f.base
	if f.gen != nil {
		if f.gen.frame == nil {
			return at, false
		}
		base, f.thread = f.heap.registers(), t
	}
	if base == nil {
		return at, false
	}
	f.thread.eachFrame(func(p position) bool {
		at, ok = p, p.base == base
		return !ok
	})
	if !ok && f.gen != nil {
		return position{f.heap.fn, base, f.heap.ip}, true
	}
	return at, ok
}

// locate brings pc and line up to date.
func (f *FrameObject) locate(t *Thread) {
	if at, ok := f.position(t); ok {
		f.pc = uint32(max(at.fn.proto.site(at.ip), 0))
		f.line = f.code.LineAt(f.pc)
		if f.gen != nil && f.gen.state == genCreated {
			f.line = f.code.FirstLine()
		}
	}
}

// running reports whether the frame is on the chain of calls.
func (f *FrameObject) running(t *Thread) bool {
	if f.gen == nil || f.gen.frame == nil {
		return f.base != nil
	}
	on := false
	t.eachFrame(func(p position) bool {
		on = p.base == f.heap.registers()
		return !on
	})
	return on
}

// registers are those of the variables; nil where they are not known.
func (f *FrameObject) registers() []object.Value {
	switch {
	case f.heap != nil:
		return unsafe.Slice((*object.Value)(f.heap.registers()), keptRegisters(f.code))
	case f.base != nil:
		return unsafe.Slice((*object.Value)(f.base), keptRegisters(f.code))
	}
	return f.regs
}

// keptRegisters is how many registers hold the variables of code.
func keptRegisters(c *code.Code) int {
	n := len(c.Locals)
	if len(c.Spilled) > 0 {
		n = max(n, int(c.Spill)+1)
	}
	return n
}

// end takes what a plain function's frame leaves, as it returns or is
// unwound.
func (f *FrameObject) end(t *Thread) {
	f.regs = append(make([]object.Value, 0, keptRegisters(f.code)), f.registers()...)
	f.base = nil
	// the caller is the frame's f_back for ever
	t.eachFrameFrom(position{f.caller.fn, f.caller.base, unsafe.Add(f.caller.fn.entry, uintptr(f.caller.off))}, func(at position) bool {
		f.back = t.frameAt(at).value()
		return false
	})
	f.thread, f.caller = nil, record{}
}

// frameEnded is the instruction of watchFn.
//
//go:noinline
func (t *Thread) frameEnded() bool {
	w := (*record)(unsafe.Pointer(&record{base: t.base, fn: watchFn})).watcher()
	v, r := w.result, w.caller
	w.result = object.Value{}
	t.base, t.fn = r.base, r.fn
	t.ip = unsafe.Add(r.fn.entry, uintptr(r.off))
	w.end(t)
	w.returned = true
	*t.reg(t.prev().C) = v
	return true
}

// What a frame that an exception leaves is remembered by: a register with the
// function, and the variables.

// keepFrame notes the variables of the frame that an exception is about to
// leave.
func keepFrame(tp *object.TracePoint, at position) {
	c := at.fn.proto.Code
	n := keptRegisters(c)
	kept := make([]object.Value, n+1)
	kept[0] = at.fn.value()
	copy(kept[1:], unsafe.Slice((*object.Value)(at.base), n))
	tp.Kept = unsafe.Pointer(&kept[0])
}

// pointFrame is the frame object of a place of a traceback: the one that was
// made while it ran, that of a frame which still runs, or one made of what was
// kept.
func (t *Thread) pointFrame(p *object.TracePoint) *FrameObject {
	if p.Frame != nil {
		return (*FrameObject)(p.Frame)
	}
	var f *FrameObject
	if p.Kept != nil {
		n := keptRegisters(p.Code)
		kept := unsafe.Slice((*object.Value)(p.Kept), n+1)
		f = newFrameObject(asFunction(kept[0]))
		f.regs = kept[1:]
	} else {
		t.eachFrame(func(at position) bool {
			if at.fn.proto.Code == p.Code && at.fn.proto.globals == p.Globals && at.depth() == p.Depth {
				f = t.frameAt(at)
				return false
			}
			return true
		})
	}
	if f == nil {
		f = &FrameObject{Header: object.Header{Shape: object.ShapeFrame, Kind: object.KindFrame}, code: p.Code, globals: p.Globals}
	}
	f.pc, f.line = p.IP, p.Code.LineAt(p.IP)
	p.Frame = unsafe.Pointer(f)
	return f
}

// depth is the number of frames below the one at the position.
func (fr position) depth() uint32 {
	if fr.fn.proto.suspends {
		return frameOf(fr.base).depth
	}
	return recordOf(fr.base).depth
}
