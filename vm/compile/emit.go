package compile

import (
	"github.com/aio-lang/aio/ast"
	"github.com/aio-lang/aio/vm/code"
)

// ins is an instruction before layout. Registers and constants are numbers, a
// jump has its label. opLabel marks the place of label to.
type ins struct {
	op      code.Op
	n       uint8
	a, b, c int32
	to      label
	span    code.Span
	handler int32 // index into unit.handlers, 0: none
	active  int32 // index into unit.actives, 0: none
}

const opLabel = code.NumBase

type label int32

const noLabel label = -1

type labelInfo struct {
	in      bits // what is bound at every jump to it
	reached bool
	back    bool  // lies before the jumps to it
	pos     int32 // in the instructions, for assemble
}

// handlerInfo: where exceptions of the instructions tagged with it go.
type handlerInfo struct {
	target label
	reg    reg
	used   bool
}

func (u *unit) emit(op code.Op, n uint8, a, b, c int32, at ast.Span) {
	if u.dead {
		return
	}
	if len(u.ins)+len(u.cold) > maxInstrs {
		if !u.tooBig {
			u.tooBig = true
			u.failOnce(u.top.node.Range(), "too many instructions in '"+u.code.Name+"'")
		}
		return
	}
	u.ins = append(u.ins, ins{op, n, a, b, c, noLabel, code.Span(at), u.handler, u.active})
	if u.handler != 0 {
		u.handlers[u.handler].used = true
	}
}

// emitWide emits an instruction with a 32-bit number in B and C.
func (u *unit) emitWide(op code.Op, a reg, n int, at ast.Span) {
	u.emit(op, 0, a, int32(n&0xffff), int32(n>>16), at)
}

// extend emits the EXTEND of the instruction before.
func (u *unit) extend(cache, k int32, at ast.Span) {
	u.emit(code.Extend, 0, cache, k, 0, at)
}

func (u *unit) newLabel() label {
	u.labels = append(u.labels, labelInfo{})
	return label(len(u.labels) - 1)
}

// loopLabel is a label that jumps from below go to.
func (u *unit) loopLabel() label {
	l := u.newLabel()
	u.labels[l].back = true
	return l
}

// place puts l here.
func (u *unit) place(l label) {
	info := &u.labels[l]
	if u.dead {
		if !info.reached && !info.back {
			return
		}
		if info.reached {
			u.dead = false
			u.state = info.in.copy()
		}
	} else if info.reached {
		u.state.intersect(info.in)
	}
	if u.dead {
		return
	}
	u.ins = append(u.ins, ins{op: opLabel, to: l})
}

// note records that l is jumped to from here.
func (u *unit) note(l label) {
	if u.dead {
		return
	}
	info := &u.labels[l]
	if !info.reached {
		info.reached = true
		info.in = u.state.copy()
	} else {
		info.in.intersect(u.state)
	}
}

func (u *unit) jump(l label, at ast.Span) {
	u.branch(code.Jump, 0, 0, l, at)
	u.dead = true
}

// branch emits a jump, conditional or not. Backwards only some may go.
func (u *unit) branch(op code.Op, a, b int32, l label, at ast.Span) {
	if u.dead {
		return
	}
	if u.labels[l].back && !letsIn(op) {
		skip := u.newLabel()
		u.branch(opposite[op], a, b, skip, at)
		u.branch(code.Jump, 0, 0, l, at)
		u.place(skip)
		return
	}
	u.emit(op, 0, a, b, 0, at)
	u.ins[len(u.ins)-1].to = l
	u.note(l)
}

// letsIn: the instruction may jump backwards, and lets interrupts in then.
func letsIn(op code.Op) bool {
	return op == code.Jump || op == code.JumpW || op == code.JTrue || op == code.ForIter ||
		op >= code.JTLt && op <= code.JTGe || op >= code.JTLtI && op <= code.JTGeI
}

// opposite gives the jump on the contrary condition.
var opposite = func() (t [256]code.Op) {
	pair := func(a, b code.Op) { t[a], t[b] = b, a }
	for i := code.Op(0); i < 6; i++ {
		pair(code.JFLt+i, code.JTLt+i)
		pair(code.JFLtI+i, code.JTLtI+i)
	}
	pair(code.JIs, code.JIsNot)
	pair(code.JIn, code.JNotIn)
	pair(code.JNone, code.JNotNone)
	pair(code.JTrue, code.JFalse)
	return
}()

// handle makes a handler: exceptions of what is emitted inside guard go to it.
func (u *unit) newHandler(r reg) int32 {
	u.handlers = append(u.handlers, handlerInfo{target: u.newLabel(), reg: r})
	return int32(len(u.handlers) - 1)
}

func (u *unit) newActive(r reg) int32 {
	u.actives = append(u.actives, r)
	return int32(len(u.actives) - 1)
}

// catch emits the code of handler h, out of line: body runs with the exception
// in the handler's register and, if handled says so, as the one being handled.
// state is what is bound when it is reached. If nothing is guarded by h, body
// still runs, for its errors, but emits nothing.
func (u *unit) catch(h int32, state bits, handled bool, body func()) {
	hot, dead, bound, active := u.ins, u.dead, u.state, u.active
	u.ins, u.dead, u.state = nil, !u.handlers[h].used, state.copy()
	if !u.dead {
		u.ins = append(u.ins, ins{op: opLabel, to: u.handlers[h].target})
	}
	if handled {
		u.active = u.newActive(u.handlers[h].reg)
	}
	body()
	if !u.dead {
		panic("compile: a handler's code falls through")
	}
	u.cold = append(u.cold, u.ins...)
	u.ins, u.dead, u.state, u.active = hot, dead, bound, active
}
