package vm

import (
	"sync/atomic"
	"unsafe"

	"github.com/aio-lang/aio/vm/code"
	"github.com/aio-lang/aio/vm/object"
)

// Thread is one thread of execution: its stack of register windows and the
// position in the code. ip, base and fn are current only while the dispatch
// loop is not running or has stored them.
//
//	…│ caller's registers │ record │ R[0] R[1] … callee's registers │ …
//	                               ↑ base
type Thread struct {
	object.Thread // first, so that natives' *object.Thread is this Thread
	machine       *Machine

	ip   unsafe.Pointer // next instruction
	base unsafe.Pointer // R[0]
	fn   *Function

	// limit is the address that a window may not pass. An interrupt lowers
	// it to 0, so that the check calls make anyway notices.
	limit uintptr
	// intr is non-zero when somebody wants the thread's attention; checked
	// when code jumps back.
	intr uint32
	// maxDepth is the recursion limit.
	maxDepth uint32

	chunk *chunk
	// nest counts dispatch loops inside natives inside dispatch loops.
	nest int
	// quiet: the frame where unwinding begins adds no traceback entry.
	quiet bool
	// atExtend: the pending exception belongs to the span of the EXTEND
	// word before ip, not to its instruction's: a name was not found.
	atExtend bool
	// rawThrow are the arguments of the throw() under way, for an iterator
	// with a throw method of its own.
	rawThrow []object.Value
	// spareList is the list of passing, while no register has it.
	spareList *object.List
	// returned is what the last finished generator frame returned.
	returned object.Value
	// suspended is the frame in which the last suspension happened.
	suspended *Frame
	// pools of finished heap frames, by size class.
	pool [numFrameClasses]*Frame
	// Loop is the event loop that runs on the thread, Context the current
	// contextvars context; both are package loop's, nil for none.
	Loop, Context unsafe.Pointer
	// taskDriver is where the frames stand that the innermost task step
	// drives directly; see Frame.stack.
	taskDriver unsafe.Pointer
	// parked is set by Park for the Await instruction.
	parked object.Value
	// interrupts holds what raised intr.
	pending atomic.Pointer[func(*Thread) bool]
	// wake ends the wait of the native that has let go of the baton in Block.
	wake atomic.Pointer[func()]
	// ID is the thread's number, from 1; Local is package thread's.
	ID    uint64
	Local any
}

// chunk is a piece of a thread's stack. It never moves.
type chunk struct {
	regs  []object.Value
	limit uintptr
	prev  *chunk
	next  *chunk // kept for reuse
}

// record is the return record, in the two registers below a window. The hot
// path stores scalars; the pointers are written only when they differ, which
// saves GC write barriers.
type record struct {
	base  unsafe.Pointer // caller's R[0]
	off   uint32         // return address: offset from fn.entry
	depth uint32         // number of frames below this one
	fn    *Function      // caller
	_     uint64
}

const (
	regSize    = unsafe.Sizeof(object.Value{})
	recordSize = unsafe.Sizeof(record{})
	firstChunk = 8 << 10 // registers
	// slack is room above the limit for native call windows and stubs.
	slack = 64
	// maxNest bounds dispatch loops nested through natives, so that Go's
	// stack (1 GB) is never exhausted whatever the script's limit: a level
	// takes about 2 KB.
	maxNest = 100000
)

func recordOf(base unsafe.Pointer) *record {
	return (*record)(unsafe.Add(base, -int(recordSize)))
}

// NewThread makes a thread of execution of m.
func (m *Machine) NewThread() *Thread {
	t := &Thread{machine: m, maxDepth: uint32(m.RecursionLimit), ID: m.threads.Add(1)}
	t.Begin(m.H, m)
	t.addChunk(firstChunk)
	t.base = unsafe.Add(unsafe.Pointer(unsafe.SliceData(t.chunk.regs)), recordSize)
	t.fn = haltFn
	t.ip = unsafe.Add(haltFn.entry, code.InstrSize)
	return t
}

func (t *Thread) addChunk(size int) {
	c := &chunk{regs: make([]object.Value, size), prev: t.chunk}
	c.limit = uintptr(unsafe.Pointer(&c.regs[size-slack]))
	if t.chunk != nil {
		t.chunk.next = c
	}
	t.chunk = c
	t.setLimit()
}

func (t *Thread) setLimit() {
	atomic.StoreUintptr(&t.limit, t.chunk.limit)
	if atomic.LoadUint32(&t.intr) != 0 {
		atomic.StoreUintptr(&t.limit, 0)
	}
}

// thread returns the vm's view of a natives' thread.
func thread(t *object.Thread) *Thread { return (*Thread)(unsafe.Pointer(t)) }

// Of returns the machine's thread behind a natives' thread.
func Of(t *object.Thread) *Thread { return thread(t) }

// Machine returns the machine the thread belongs to.
func (t *Thread) Machine() *Machine { return t.machine }

// prev is the instruction before ip, the one being executed.
func (t *Thread) prev() *code.Instr {
	return (*code.Instr)(unsafe.Add(t.ip, -code.InstrSize))
}

// reg returns the register at a byte offset.
func (t *Thread) reg(off uint16) *object.Value {
	return (*object.Value)(unsafe.Add(t.base, uintptr(off)))
}

// register returns register number n.
func (t *Thread) register(n int) *object.Value {
	return (*object.Value)(unsafe.Add(t.base, uintptr(n)*regSize))
}

func (t *Thread) constAt(off uint16) *object.Value {
	return (*object.Value)(unsafe.Add(t.fn.consts, uintptr(off)))
}

// top is the first free place on the stack above the running frame.
func (t *Thread) top() unsafe.Pointer {
	if t.fn.proto.suspends {
		return frameOf(t.base).stack
	}
	return unsafe.Add(t.base, uintptr(t.fn.need))
}

// depth is the number of frames up to the running one.
func (t *Thread) depth() uint32 {
	if t.fn.proto.suspends {
		return frameOf(t.base).depth
	}
	return recordOf(t.base).depth
}

// stub functions: frames that are not the script's
var (
	haltFn = stub(code.Instr{Op: code.Call, C: 0}, code.Instr{Op: code.Halt})
	// driveFn runs a generator for a native: a yield writes R[0] and jumps
	// over the instruction that a return meets.
	driveFn = stub(code.Instr{Op: code.ForIter, B: 0, C: code.InstrSize}, code.Instr{Op: opFinished}, code.Instr{Op: opYielded})
	initFn  = stub(code.Instr{Op: code.Call, C: code.Scale}, code.Instr{Op: opInitDone})
	chunkFn = stub(code.Instr{Op: code.Call, C: 0}, code.Instr{Op: opChunkEnd})
	// operatorFn runs the method of an operator.
	operatorFn = stub(code.Instr{Op: code.Call, C: 0}, code.Instr{Op: opOperatorDone})
)

func stub(instrs ...code.Instr) *Function {
	instrs = append(instrs, code.Instr{Op: code.Halt})
	p := &Proto{Code: &code.Code{Name: "<native>"}, instrs: instrs, need: 4 * code.Scale}
	return newFunction(p, nil)
}

func (t *Thread) isStub() bool {
	return t.fn == haltFn || t.fn == driveFn || t.fn == initFn || t.fn == chunkFn || t.fn == operatorFn
}

// callNested calls a function of the script from a native and runs it to its
// end. win holds the bound arguments… it begins at top() plus a record.
func (t *Thread) enterNested() (ok bool, saved savedState) {
	if t.nest >= maxNest || t.depth() >= t.maxDepth {
		t.Raise(object.ShapeRecursionError, "maximum recursion depth exceeded")
		return false, saved
	}
	t.nest++
	saved = savedState{t.ip, t.base, t.fn, t.chunk}
	return true, saved
}

type savedState struct {
	ip, base unsafe.Pointer
	fn       *Function
	chunk    *chunk
}

func (t *Thread) leaveNested(s savedState) {
	t.nest--
	if t.chunk != s.chunk {
		t.chunk = s.chunk
		t.setLimit()
	}
	t.ip, t.base, t.fn = s.ip, s.base, s.fn
}

// pushStub pushes a frame of a stub function above the current top, with
// registers registers, and makes it current. It returns false when the stack
// cannot hold it (then a new chunk was begun first, so it can).
func (t *Thread) pushStub(f *Function) {
	top := t.top()
	depth := t.depth()
	if uintptr(top)+uintptr(f.need)+recordSize > t.chunk.limit {
		top = t.nextChunk(256)
	}
	nb := unsafe.Add(top, recordSize)
	r := recordOf(nb)
	r.base, r.off, r.depth, r.fn = t.base, uint32(uintptr(t.ip)-uintptr(t.fn.entry)), depth, t.fn
	t.base, t.fn = nb, f
	t.ip = unsafe.Add(f.entry, code.InstrSize)
}

// nextChunk begins a chunk with room for at least n registers, under a stub
// frame that ends it, and returns its first free place.
func (t *Thread) nextChunk(n int) unsafe.Pointer {
	depth := t.depth()
	if c := t.chunk.next; c != nil && len(c.regs) >= n+slack+8 {
		t.chunk = c
		t.setLimit()
	} else {
		t.addChunk(max(n+slack+8, min(2*len(t.chunk.regs), 1<<19)))
	}
	nb := unsafe.Add(unsafe.Pointer(unsafe.SliceData(t.chunk.regs)), recordSize)
	r := recordOf(nb)
	r.base, r.off, r.depth, r.fn = t.base, uint32(uintptr(t.ip)-uintptr(t.fn.entry)), depth, t.fn
	t.base, t.fn = nb, chunkFn
	t.ip = unsafe.Add(chunkFn.entry, code.InstrSize)
	return unsafe.Add(nb, uintptr(chunkFn.need))
}

// pop makes the caller of the frame at base current. base is the frame's, or
// for a heap frame its place on the stack.
func (t *Thread) pop(base unsafe.Pointer) {
	r := recordOf(base)
	if w := r.watcher(); w != nil {
		caller := w.caller
		w.locate(t)
		w.end(t)
		r = &caller
	}
	t.fn = r.fn
	t.ip = unsafe.Add(r.fn.entry, uintptr(r.off))
	t.base = r.base
}
