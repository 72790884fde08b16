package vm

import (
	"unsafe"

	"github.com/aio-lang/aio/vm/code"
	"github.com/aio-lang/aio/vm/object"
)

// clearDead forgets what lies in registers that nobody will read: above the
// arguments of the call that the innermost frame is making, where earlier
// calls left their windows, and on the free part of the stack. Without it an
// object that a program has let go of may live on until its register is used
// again.
func (t *Thread) clearDead() {
	if win, end := t.window(); end != nil {
		clearRegisters(unsafe.Add(win, -int(recordSize)), win) // a native needs no record
		clearRegisters(end, unsafe.Add(t.base, uintptr(t.fn.need)))
	}
	top := t.top()
	if c := t.chunk; uintptr(top) >= uintptr(unsafe.Pointer(&c.regs[0])) && uintptr(top) <= uintptr(unsafe.Pointer(&c.regs[len(c.regs)-1])) {
		clearRegisters(top, unsafe.Pointer(&c.regs[len(c.regs)-1]))
	}
	for c := t.chunk.next; c != nil; c = c.next {
		clear(c.regs)
	}
	t.returned = object.Value{}
}

// window is where the arguments begin and end of the call that the innermost
// frame is making; nil when it executes something else.
func (t *Thread) window() (win, end unsafe.Pointer) {
	if t.isStub() {
		return nil, nil
	}
	p := t.fn.proto
	site := p.site(t.ip)
	if site < 0 {
		return nil, nil
	}
	in := p.Code.Instrs[site]
	n := int(in.N)
	switch in.Op {
	case code.Call, code.CallGlobal, code.CallKw:
	case code.CallMethod, code.CallMethodKw:
		n++
	case code.CallEx:
		n = 2
	default:
		return nil, nil
	}
	win = unsafe.Add(t.base, uintptr(in.A))
	return win, unsafe.Add(win, uintptr(n)*regSize)
}

func clearRegisters(from, to unsafe.Pointer) {
	if uintptr(from) < uintptr(to) {
		clear(unsafe.Slice((*object.Value)(from), (uintptr(to)-uintptr(from))/regSize))
	}
}
