package regex

// code is what an instruction does.
type code uint8

const (
	cText    code = iota // the bytes of text
	cSet                 // one character of set
	cAt                  // the place at
	cSplit               // go on at x; if that fails at y
	cJump                // go on at x
	cAlt                 // the alternatives that can begin with the next byte
	cSave                // note the position in slot x; closing a group if x is odd
	cRun                 // min to max characters of set
	cReset               // begin to count in register x
	cRepeat              // count in register x: the body at y, or go on at z
	cBackref             // what group x has captured
	cCond                // go on here if group x has captured, else at y
	cLook                // what ends in an end before x matches here
	cAtomic              // run to the end before x, and forget the way back
	cEnd                 // of a look-around or atomic group
	cAccept
	cFail
)

// inst is one instruction. Where nothing else is said the next one follows.
type inst struct {
	code     code
	mode     mode
	at       place
	negated  bool
	fold     foldKind
	x, y, z  int32
	min, max int32
	set      *Set
	text     string
	alt      *choice
	// first holds the bytes that what a split or repeat tries first can begin
	// with, follow those of what comes after a run, split or repeat; nil when
	// not known or when either may match nothing
	first, follow *[256]bool
}

// choice tells which alternatives are worth trying at a byte.
type choice struct {
	lists  [][]int32   // the instructions they begin with
	byByte [257]uint16 // the last is the end of the text
}

type assembler struct {
	code    []inst
	regs    int
	isBytes bool
}

func assemble(p *parser, root *node, flags Flags) *Program {
	a := &assembler{isBytes: p.isBytes}
	a.node(root)
	a.emit(inst{code: cAccept})
	a.lookAhead()
	prog := &Program{Flags: flags, Groups: p.groups, Names: p.names, Order: p.order, code: a.code, regs: a.regs, bytes: p.isBytes}
	if f := root.firsts(p.isBytes); !f.empty {
		prog.first = &f.bytes
	}
	switch in := a.code[skipSaves(a.code, 0)]; {
	case in.code == cText:
		prog.prefix = in.text
	case in.code == cAt && in.at == atStart:
		prog.atStart = true
	}
	return prog
}

func skipSaves(code []inst, pc int) int {
	for code[pc].code == cSave {
		pc++
	}
	return pc
}

// lookAhead fills in what runs, splits and repeats are followed by.
func (a *assembler) lookAhead() {
	for i := range a.code {
		in := &a.code[i]
		next := i + 1
		switch in.code {
		case cRun:
		case cSplit:
			next = int(in.y)
		case cRepeat:
			next = int(in.z)
		default:
			continue
		}
		next = skipSaves(a.code, next)
		switch after := &a.code[next]; after.code {
		case cText:
			in.follow = new([256]bool)
			in.follow[after.text[0]] = true
		case cSet:
			in.follow = after.set.leads(a.isBytes)
		case cRun:
			if after.min > 0 {
				in.follow = after.set.leads(a.isBytes)
			}
		}
	}
}

func (a *assembler) emit(in inst) int {
	a.code = append(a.code, in)
	return len(a.code) - 1
}

func (a *assembler) here() int32 { return int32(len(a.code)) }

func (a *assembler) node(n *node) {
	switch n.op {
	case opEmpty:
	case opSet:
		a.emit(inst{code: cSet, set: n.set})
	case opText:
		a.text(n.text)
	case opAt:
		a.emit(inst{code: cAt, at: n.at})
	case opSeq:
		a.sequence(n.subs)
	case opAlt:
		a.alternatives(n)
	case opGroup:
		slot := int32(2 * n.group)
		a.emit(inst{code: cSave, x: slot})
		a.node(n.subs[0])
		a.emit(inst{code: cSave, x: slot + 1})
	case opRepeat:
		a.repeat(n)
	case opLook:
		at := a.emit(inst{code: cLook, negated: n.negated, min: -1})
		if n.behind {
			a.code[at].min = int32(n.min)
		}
		a.enclosed(at, n.subs[0])
	case opAtomic:
		a.enclosed(a.emit(inst{code: cAtomic}), n.subs[0])
	case opBackref:
		a.emit(inst{code: cBackref, x: int32(n.group), fold: n.fold})
	case opCond:
		at := a.emit(inst{code: cCond, x: int32(n.group)})
		a.node(n.subs[0])
		jump := a.emit(inst{code: cJump})
		a.code[at].y = a.here()
		a.node(n.subs[1])
		a.code[jump].x = a.here()
	case opFail:
		a.emit(inst{code: cFail})
	}
}

func (a *assembler) text(text []rune) {
	a.emit(inst{code: cText, text: encode(text, a.isBytes)})
}

// sequence joins characters that follow each other.
func (a *assembler) sequence(subs []*node) {
	var run []rune
	flush := func() {
		if run != nil {
			a.text(run)
			run = nil
		}
	}
	for _, s := range subs {
		if s.op == opText {
			run = append(run, s.text...)
			continue
		}
		flush()
		a.node(s)
	}
	flush()
}

// enclosed adds what a look-around or atomic group at pc at consists of.
func (a *assembler) enclosed(at int, n *node) {
	a.node(n)
	a.emit(inst{code: cEnd})
	a.code[at].x = a.here()
}

func (a *assembler) alternatives(n *node) {
	if s := n.oneCharacter(); s != nil {
		a.emit(inst{code: cSet, set: s})
		return
	}
	alt := a.emit(inst{code: cAlt})
	starts := make([]int32, len(n.subs))
	jumps := make([]int, len(n.subs))
	for i, s := range n.subs {
		starts[i] = a.here()
		a.node(s)
		jumps[i] = a.emit(inst{code: cJump})
	}
	for _, j := range jumps {
		a.code[j].x = a.here()
	}
	a.code[alt].alt = newChoice(n.subs, starts, a.isBytes)
}

func newChoice(subs []*node, starts []int32, isBytes bool) *choice {
	c := &choice{}
	known := map[string]uint16{}
	all := make([]*firsts, len(subs))
	for i, s := range subs {
		all[i] = s.firsts(isBytes)
	}
	for b := range c.byByte {
		var list []int32
		key := make([]byte, len(subs))
		for i, f := range all {
			if f.empty || b < 256 && f.bytes[b] {
				list = append(list, starts[i])
				key[i] = 1
			}
		}
		at, ok := known[string(key)]
		if !ok {
			at = uint16(len(c.lists))
			known[string(key)] = at
			c.lists = append(c.lists, list)
		}
		c.byByte[b] = at
	}
	return c
}

// oneCharacter returns the set of characters that n matches exactly one of,
// or nil for anything else.
func (n *node) oneCharacter() *Set {
	switch n.op {
	case opSet:
		return n.set
	case opText:
		if len(n.text) == 1 {
			return newSet([][2]rune{{n.text[0], n.text[0]}}, nil, false, noFold)
		}
	case opSeq:
		if len(n.subs) == 1 {
			return n.subs[0].oneCharacter()
		}
	case opAlt:
		var ranges [][2]rune
		var classes []class
		for _, sub := range n.subs {
			s := sub.oneCharacter()
			if s == nil || s.negated || s.fold != noFold {
				return nil
			}
			ranges, classes = append(ranges, s.ranges...), append(classes, s.classes...)
		}
		return newSet(ranges, classes, false, noFold)
	}
	return nil
}

func (a *assembler) repeat(n *node) {
	body := n.subs[0]
	lo, hi := int32(n.min), int32(n.max)
	if hi == 0 {
		return
	}
	if s := body.oneCharacter(); s != nil {
		a.emit(inst{code: cRun, set: s, min: lo, max: hi, mode: n.mode})
		return
	}
	if n.mode == possessive {
		at := a.emit(inst{code: cAtomic})
		plain := *n
		plain.mode = greedy
		a.enclosed(at, &plain)
		return
	}
	f := body.firsts(a.isBytes)
	first := &f.bytes
	if f.empty {
		first = nil
	}
	switch {
	case lo == 1 && hi == 1:
		a.node(body)
	case hi == 1, lo == 0 && hi == noMax && !f.empty:
		at := a.split(n.mode, first)
		a.node(body)
		if hi != 1 {
			a.emit(inst{code: cJump, x: int32(at)})
		}
		a.code[at].y = a.here()
	default: // counted, or with a body that may match nothing
		reg := int32(3 * a.regs)
		a.regs++
		a.emit(inst{code: cReset, x: reg})
		at := a.emit(inst{code: cRepeat, x: reg, min: lo, max: hi, mode: n.mode, first: first})
		a.code[at].y = a.here()
		a.node(body)
		a.emit(inst{code: cJump, x: int32(at)})
		a.code[at].z = a.here()
	}
}

// split begins something optional that follows at once; its y is filled in by
// the caller.
func (a *assembler) split(m mode, first *[256]bool) int {
	at := a.emit(inst{code: cSplit, mode: m, first: first})
	a.code[at].x = a.here()
	return at
}
