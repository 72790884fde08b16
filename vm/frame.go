package vm

import (
	"unsafe"

	"github.com/aio-lang/aio/vm/object"
)

// Frame is the suspendable frame of a generator, coroutine or async
// generator; its registers follow it in memory. It lives until the body ends
// and then returns to a pool, so only its Generator, its awaiter and the
// thread may point to it, unless flagHeld is set.
//
//	driver (next(), send(), a for loop, a task)
//	   │ record at stack
//	   ▼
//	root frame ◄─awaiter─ frame ◄─awaiter─ … ◄─ innermost frame (running)
//
// All frames of a chain share the driver: a suspension goes straight from the
// innermost frame to the driver, and a resumption straight back.
type Frame struct {
	ip    unsafe.Pointer // where it goes on
	stack unsafe.Pointer // where its calls put windows; the driver's record is below
	// awaiter is the frame that awaits this one, or the next free frame in
	// the pool.
	awaiter *Frame
	fn      *Function
	gen     *Generator // the handle; nil where only an await expression has it
	// inner is what a suspended frame delegates to, when that is not a
	// frame: an iterator, or a native awaitable. nil otherwise.
	inner object.Value
	depth uint32
	flags uint16
	class uint16
}

const frameSize = unsafe.Sizeof(Frame{})

// Flags of a Frame.
const (
	flagStarted  uint16 = 1 << iota
	flagHeld            // somebody holds the frame's address: never pool it
	flagNative          // inner is a native awaitable, not an iterator
	flagFinished        // the body has ended
	flagParked          // inner is what a native waits for; see FastAwait
)

// frame size classes, in registers: with the Frame itself they are the sizes
// that Go allots
var frameClasses = [...]int{4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 32, 40, 52, 68, 96, 128, 256, 512, 1024, 2048, 4096, 65536}

const numFrameClasses = 25

func frameOf(base unsafe.Pointer) *Frame { return (*Frame)(unsafe.Add(base, -int(frameSize))) }

// registers is the address of the frame's R[0].
func (f *Frame) registers() unsafe.Pointer { return unsafe.Add(unsafe.Pointer(f), frameSize) }

func (f *Frame) reg(off uint16) *object.Value {
	return (*object.Value)(unsafe.Add(f.registers(), uintptr(off)))
}

type frameWith[T any] struct {
	Frame
	regs T
}

func allocFrame(class int) *Frame {
	type V = object.Value
	var p unsafe.Pointer
	switch class {
	case 0:
		p = unsafe.Pointer(new(frameWith[[4]V]))
	case 1:
		p = unsafe.Pointer(new(frameWith[[6]V]))
	case 2:
		p = unsafe.Pointer(new(frameWith[[8]V]))
	case 3:
		p = unsafe.Pointer(new(frameWith[[10]V]))
	case 4:
		p = unsafe.Pointer(new(frameWith[[12]V]))
	case 5:
		p = unsafe.Pointer(new(frameWith[[14]V]))
	case 6:
		p = unsafe.Pointer(new(frameWith[[16]V]))
	case 7:
		p = unsafe.Pointer(new(frameWith[[18]V]))
	case 8:
		p = unsafe.Pointer(new(frameWith[[20]V]))
	case 9:
		p = unsafe.Pointer(new(frameWith[[22]V]))
	case 10:
		p = unsafe.Pointer(new(frameWith[[24]V]))
	case 11:
		p = unsafe.Pointer(new(frameWith[[26]V]))
	case 12:
		p = unsafe.Pointer(new(frameWith[[28]V]))
	case 13:
		p = unsafe.Pointer(new(frameWith[[32]V]))
	case 14:
		p = unsafe.Pointer(new(frameWith[[40]V]))
	case 15:
		p = unsafe.Pointer(new(frameWith[[52]V]))
	case 16:
		p = unsafe.Pointer(new(frameWith[[68]V]))
	case 17:
		p = unsafe.Pointer(new(frameWith[[96]V]))
	case 18:
		p = unsafe.Pointer(new(frameWith[[128]V]))
	case 19:
		p = unsafe.Pointer(new(frameWith[[256]V]))
	case 20:
		p = unsafe.Pointer(new(frameWith[[512]V]))
	case 21:
		p = unsafe.Pointer(new(frameWith[[1024]V]))
	case 22:
		p = unsafe.Pointer(new(frameWith[[2048]V]))
	case 23:
		p = unsafe.Pointer(new(frameWith[[4096]V]))
	default:
		p = unsafe.Pointer(new(frameWith[[65536]V]))
	}
	f := (*Frame)(p)
	f.class = uint16(class)
	return f
}

// newFrame makes a frame for a call of fn whose n parameters stand at args.
func (t *Thread) newFrame(fn *Function, args unsafe.Pointer, n int) *Frame {
	if fn.entry == nil {
		fn.load(t.machine)
	}
	need := int(fn.need) / int(regSize)
	class := 0
	for frameClasses[class] < need {
		class++
	}
	f := t.pool[class]
	if f != nil {
		t.pool[class] = f.awaiter
		f.awaiter = nil
	} else {
		f = allocFrame(class)
	}
	f.ip, f.fn = fn.entry, fn
	src := unsafe.Slice((*object.Value)(args), n)
	copy(unsafe.Slice((*object.Value)(f.registers()), n), src)
	return f
}

// release ends a frame whose body is over: its handle learns of it, and the
// frame goes back to the pool.
func (t *Thread) release(f *Frame) {
	f.flags |= flagFinished
	if g := f.gen; g != nil {
		g.frame = nil
		g.innermost = nil
		g.state = genFinished
	}
	if f.flags&flagHeld != 0 {
		f.awaiter, f.stack = nil, nil
		return
	}
	n := int(f.fn.need) / int(regSize)
	clear(unsafe.Slice((*object.Value)(f.registers()), n))
	f.gen, f.fn, f.stack, f.ip, f.flags, f.inner = nil, nil, nil, nil, 0, object.Value{}
	f.awaiter = t.pool[f.class]
	t.pool[f.class] = f
}
