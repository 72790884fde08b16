package compile

import (
	"sort"

	"github.com/aio-lang/aio/vm/code"
)

// assemble lays the instructions out: cold ones last, labels resolved, jumps as
// long as they must be, tables made, operands scaled.
func (u *unit) assemble() {
	all := append(u.ins, u.cold...)
	all = append(all, ins{op: code.Halt, to: noLabel})
	u.ins = all
	if len(u.code.Consts) > code.MaxRegister+1 {
		u.renumber(all)
	}
	u.thread(all)
	pos := u.measure(all)

	co := u.code
	n := pos[len(all)]
	co.Instrs = make([]code.Instr, 0, n)
	co.Spans = make([]code.Span, 0, n)
	handler, active := int32(0), int32(0)
	for i := range all {
		in := &all[i]
		if pos[i+1] == pos[i] {
			continue
		}
		at := uint32(len(co.Instrs))
		if in.handler != handler {
			handler = u.switchHandler(handler, in.handler, at)
		}
		if in.active != active {
			active = u.switchActive(active, in.active, at)
		}
		if in.to != noLabel {
			u.layJump(in, pos, i)
		} else {
			co.Instrs = append(co.Instrs, scale(in))
		}
		for len(co.Spans) < len(co.Instrs) {
			co.Spans = append(co.Spans, in.span)
		}
	}
	// the Halt at the end is in no range, so all are closed
	for i := range co.Try {
		h := &co.Try[i]
		h.Target = uint32(pos[u.labels[label(h.Target)].pos])
	}
	u.reserve(u.high + 1) // the register after the last window
	co.Registers = int(u.high)
}

func (u *unit) switchHandler(from, to int32, at uint32) int32 {
	try := u.code.Try
	if from != 0 {
		try[len(try)-1].End = at
	}
	if to != 0 {
		h := u.handlers[to]
		try = append(try, code.Handler{Start: at, Target: uint32(h.target), Reg: uint16(h.reg)})
	}
	u.code.Try = try
	return to
}

func (u *unit) switchActive(from, to int32, at uint32) int32 {
	act := u.code.Active
	if from != 0 {
		act[len(act)-1].End = at
	}
	if to != 0 {
		act = append(act, code.Handling{Start: at, Reg: uint16(u.actives[to])})
	}
	u.code.Active = act
	return to
}

// thread finds the labels and leads jumps to jumps to where those go.
func (u *unit) thread(all []ins) {
	for i := range all {
		if all[i].op == opLabel {
			u.labels[all[i].to].pos = int32(i)
		}
	}
	for i := range all {
		in := &all[i]
		if in.to == noLabel || in.op == opLabel {
			continue
		}
		for hops := 0; hops < 8; hops++ {
			at := u.skipLabels(all, int(u.labels[in.to].pos))
			next := &all[at]
			if next.op != code.Jump || next.to == in.to || at == i {
				break
			}
			if int(u.labels[next.to].pos) <= i && !letsIn(in.op) {
				break
			}
			in.to = next.to
		}
	}
}

func (u *unit) skipLabels(all []ins, i int) int {
	for all[i].op == opLabel {
		i++
	}
	return i
}

// measure returns the position of each instruction, counted in words; one that
// takes none is left out. It decides which jumps are long by starting with
// all short: a long jump never gets short again.
func (u *unit) measure(all []ins) []int32 {
	pos := make([]int32, len(all)+1)
	n := int32(0)
	for i := range all {
		pos[i] = n
		if !u.vanishes(all, i) {
			n++
		}
	}
	pos[len(all)] = n
	if n < maxJump {
		return pos
	}
	for changed := true; changed; {
		changed = false
		shift := int32(0)
		for i := range all {
			in := &all[i]
			width := pos[i+1] - pos[i]
			pos[i] += shift
			if in.to == noLabel || in.op == opLabel || width != 1 || in.n == longJump {
				continue
			}
			// targets behind have moved already, those ahead not yet
			to := pos[u.labels[in.to].pos]
			if int(u.labels[in.to].pos) > i {
				to += shift
			}
			if d := to - pos[i] - 1; d < -maxJump || d >= maxJump {
				changed = true
				in.n = longJump
				if in.op != code.Jump {
					shift += 2
				}
			}
		}
		pos[len(all)] += shift
	}
	return pos
}

// maxJump is how many words a short jump reaches, a little less than it could.
const maxJump = 1<<15/code.InstrSize - 8

// longJump in a jump's N says that it is laid out long. No jump uses N.
const longJump = 1

func (u *unit) vanishes(all []ins, i int) bool {
	in := &all[i]
	switch in.op {
	case opLabel:
		return true
	case code.Jump:
		to := int(u.labels[in.to].pos)
		return to > i && u.skipLabels(all, i+1) > to
	case code.Move:
		return in.a == in.b
	}
	return false
}

func (u *unit) layJump(in *ins, pos []int32, i int) {
	co := u.code
	here := int32(len(co.Instrs))
	to := pos[u.labels[in.to].pos]
	if in.n != longJump {
		w := scale(in)
		w.C = uint16(int16((to - here - 1) * code.InstrSize))
		co.Instrs = append(co.Instrs, w)
		return
	}
	if in.op != code.Jump {
		w := scale(in)
		w.N = 0
		w.C = code.InstrSize
		co.Instrs = append(co.Instrs, w, code.Instr{Op: code.Jump, C: code.InstrSize})
		here += 2
	}
	d := uint32((to - here - 1) * code.InstrSize)
	co.Instrs = append(co.Instrs, code.Instr{Op: code.JumpW, B: uint16(d), C: uint16(d >> 16)})
}

// scale makes the instruction word: registers and constants become offsets.
func scale(in *ins) code.Instr {
	kinds := code.Table[in.op].Operands
	return code.Instr{Op: in.op, N: in.n, A: operand(kinds[1], in.a), B: operand(kinds[2], in.b), C: operand(kinds[3], in.c)}
}

func operand(kind byte, v int32) uint16 {
	if kind == 'r' || kind == 'k' {
		return uint16(v * code.Scale)
	}
	return uint16(v)
}

// renumber gives low numbers to the constants that instructions reach through a
// 16-bit offset. Only code with thousands of constants comes here.
func (u *unit) renumber(all []ins) {
	consts := u.code.Consts
	short := make([]bool, len(consts))
	forConsts(all, func(kind byte, k *int32) {
		if kind == 'k' {
			short[*k] = true
		}
	})
	order := make([]int, len(consts))
	for i := range order {
		order[i] = i
	}
	first := 0
	if u.code.Flags&code.HasDocstring != 0 {
		first = 1
	}
	sort.SliceStable(order[first:], func(i, j int) bool { return short[order[first+i]] && !short[order[first+j]] })
	number := make([]int32, len(consts))
	sorted := make([]code.Const, len(consts))
	for to, from := range order {
		number[from] = int32(to)
		sorted[to] = consts[from]
		if short[from] && to > code.MaxRegister && !u.tooBig {
			u.tooBig = true
			u.failOnce(u.top.node.Range(), "too many constants in '"+u.code.Name+"'")
		}
	}
	forConsts(all, func(kind byte, k *int32) { *k = number[*k] })
	u.code.Consts = sorted
}

// forConsts calls f with each constant operand of the instructions: kind k for
// one that is scaled, w for the number of a LOADKW, e for one in an EXTEND.
func forConsts(all []ins, f func(kind byte, k *int32)) {
	for i := range all {
		in := &all[i]
		switch in.op {
		case opLabel:
		case code.LoadKW, code.LoadK:
			// LOADK becomes LOADKW and back as its number needs
			k := in.b
			if in.op == code.LoadKW {
				k |= in.c << 16
			}
			f('w', &k)
			if k <= code.MaxRegister {
				in.op, in.b, in.c = code.LoadK, k, 0
			} else {
				in.op, in.b, in.c = code.LoadKW, k&0xffff, k>>16
			}
		case code.CallKw, code.CallMethodKw, code.CallLoadedKw, code.MatchClass:
			f('e', &all[i+1].b)
		default:
			for j, kind := range []byte(code.Table[in.op].Operands[1:]) {
				if kind == 'k' {
					f('k', [...]*int32{&in.a, &in.b, &in.c}[j])
				}
			}
		}
	}
}
