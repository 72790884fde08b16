package code

import (
	"fmt"
	"math/big"
	"slices"
)

// Check says what is wrong with a code and the codes in it, nil if nothing is.
// The machine relies on what is checked here without looking: operands in
// range, jumps to instructions, windows inside the frame, registers that are
// set before they are read whatever way control takes.
func (c *Code) Check() error {
	k := &checker{Code: c}
	k.tables()
	if k.err == nil {
		k.instructions()
	}
	if k.err == nil {
		k.ranges()
	}
	if k.err == nil {
		k.flow()
	}
	if k.err != nil {
		return fmt.Errorf("code %s: %w", c.QualName, k.err)
	}
	for _, child := range c.Children {
		if err := child.Check(); err != nil {
			return err
		}
	}
	return nil
}

type checker struct {
	*Code
	err error
}

func (k *checker) fail(format string, args ...any) {
	if k.err == nil {
		k.err = fmt.Errorf(format, args...)
	}
}

func (k *checker) failAt(i int, format string, args ...any) {
	k.fail("%d %s: %s", i, Table[min(k.Instrs[i].Op, NumBase-1)].Name, fmt.Sprintf(format, args...))
}

// tables checks what is not instructions.
func (k *checker) tables() {
	c := k.Code
	switch {
	case c.Args < 0 || c.PosOnly < 0 || c.PosOnly > c.Args || c.KwOnly < 0 || c.Params() > len(c.Locals):
		k.fail("parameters do not fit")
	case len(c.Locals) > c.Registers || c.Registers > MaxRegister+1:
		k.fail("%d locals, %d registers", len(c.Locals), c.Registers)
	case len(c.Spans) != len(c.Instrs):
		k.fail("%d spans for %d instructions", len(c.Spans), len(c.Instrs))
	case len(c.Instrs) == 0 || c.Instrs[len(c.Instrs)-1].Op != Halt:
		k.fail("no Halt at the end")
	case c.Flags&HasDocstring != 0 && (len(c.Consts) == 0 || fmt.Sprintf("%T", c.Consts[0]) != "code.Str"):
		k.fail("no docstring")
	case len(c.Spilled) > 0 && int(c.Spill) >= len(c.Locals):
		k.fail("no register for spilled locals")
	case c.Caches > 1<<16:
		k.fail("%d caches", c.Caches)
	}
	for _, r := range c.Cells {
		if int(r) >= len(c.Locals) {
			k.fail("cell in register %d", r)
		}
	}
	for _, v := range c.Consts {
		k.constant(v)
	}
	for _, child := range c.Children {
		if len(child.Captures) != len(child.Free) {
			k.fail("%s captures %d of %d free variables", child.QualName, len(child.Captures), len(child.Free))
		}
		for _, capture := range child.Captures {
			if capture.FromFree && int(capture.Index) >= len(c.Free) || !capture.FromFree && int(capture.Index) >= c.Registers {
				k.fail("%s captures %v", child.QualName, capture)
			}
		}
	}
}

func (k *checker) constant(v Const) {
	switch v := v.(type) {
	case nil, bool, int64, float64, complex128, Str, Bytes, EllipsisConst, *big.Int:
	case Tuple:
		for _, item := range v {
			k.constant(item)
		}
	case FrozenSet:
		for _, item := range v {
			k.constant(item)
		}
	default:
		k.fail("constant of type %T", v)
	}
}

// instructions checks each by its row in Table.
func (k *checker) instructions() {
	for i := 0; i < len(k.Instrs); i++ {
		in := k.Instrs[i]
		if in.Op >= NumBase {
			k.fail("%d: opcode %d", i, in.Op)
			return
		}
		row := &Table[in.Op]
		if in.Op == Extend {
			k.failAt(i, "stands alone")
			return
		}
		if in.Op == Halt && i != len(k.Instrs)-1 {
			k.failAt(i, "before the end")
		}
		for j, v := range [...]uint16{in.A, in.B, in.C} {
			k.operand(i, row.Operands[j+1], v)
		}
		k.wide(i)
		if k.err == nil {
			k.registers(i)
		}
		if row.Extra {
			i++
			if i == len(k.Instrs) || k.Instrs[i].Op != Extend {
				k.failAt(i-1, "no EXTEND")
				return
			}
			k.extension(i - 1)
		}
		if k.err != nil {
			return
		}
	}
}

func (k *checker) operand(i int, kind byte, v uint16) {
	scaled := func(limit int) {
		if v%Scale != 0 || int(v)/Scale >= limit {
			k.failAt(i, "operand %d out of %d", v/Scale, limit)
		}
	}
	plain := func(limit int) {
		if int(v) >= limit {
			k.failAt(i, "operand %d out of %d", v, limit)
		}
	}
	switch kind {
	case 'r':
		scaled(k.Registers)
	case 'k':
		scaled(len(k.Consts))
	case 's':
		plain(len(k.Names))
	case 'g':
		plain(len(k.Links))
	case 'f':
		plain(len(k.Free))
	case 'c':
		plain(len(k.Children))
	case 'j':
		k.jump(i, i+1+int(int16(v))/InstrSize, int(int16(v))%InstrSize == 0)
	case '-':
		if v != 0 {
			k.failAt(i, "unused operand %d", v)
		}
	}
}

func (k *checker) jump(i, to int, whole bool) {
	if !whole || to < 0 || to >= len(k.Instrs) || k.Instrs[to].Op == Extend || k.Instrs[to].Op == Halt {
		k.failAt(i, "jumps to %d", to)
		return
	}
	if to > i {
		return
	}
	switch op := k.Instrs[i].Op; {
	case op == Jump || op == JumpW || op == JTrue || op == ForIter || op >= JTLt && op <= JTGe || op >= JTLtI && op <= JTGeI:
	default:
		k.failAt(i, "jumps backwards")
	}
}

// wide checks 32-bit operands.
func (k *checker) wide(i int) {
	in := k.Instrs[i]
	n := int(in.B) | int(in.C)<<16
	limit := 0
	switch in.Op {
	case LoadKW:
		limit = len(k.Consts)
	case LoadLocalW, StoreLocalW:
		limit = len(k.Spilled)
	case MakeCells:
		limit = len(k.Spilled) + 1
	case GetGlobalW, SetGlobalW, DelGlobal:
		limit = len(k.Links)
	case GetName, SetName, DelName:
		limit = len(k.Names)
	case JumpW:
		d := int(int32(uint32(n)))
		k.jump(i, i+1+d/InstrSize, d%InstrSize == 0)
		return
	default:
		return
	}
	if n >= limit {
		k.failAt(i, "operand %d out of %d", n, limit)
	}
}

// registers checks that ranges of registers and windows fit the frame.
func (k *checker) registers(i int) {
	e := k.effects(i)
	for _, s := range append(e.reads[:], e.writes, e.kills) {
		if s.n < 0 || s.first+s.n > k.Registers {
			k.failAt(i, "registers %d to %d of %d", s.first, s.first+s.n, k.Registers)
		}
	}
	in := k.Instrs[i]
	a := int(in.A) / Scale
	args := int(in.N)
	switch in.Op {
	case Call, CallKw, CallGlobal:
	case CallMethod, CallMethodKw, CallLoaded, CallLoadedKw:
		args++
	case CallEx, CallSuper:
		args = 2
	default:
		return
	}
	if a < len(k.Locals)+RecordRegisters || a+args >= k.Registers {
		k.failAt(i, "window %d to %d of %d", a, a+args, k.Registers)
	}
}

// extension checks the EXTEND after instruction i.
func (k *checker) extension(i int) {
	x := k.Instrs[i+1]
	names := false
	switch k.Instrs[i].Op {
	case GetAttr, SetAttr, CallGlobal, CallMethod, LoadMethod:
		if int(x.A) >= k.Caches {
			k.failAt(i, "cache %d of %d", x.A, k.Caches)
		}
	case CallMethodKw:
		names = true
		if int(x.A) >= k.Caches {
			k.failAt(i, "cache %d of %d", x.A, k.Caches)
		}
	case CallKw, CallLoadedKw, MatchClass:
		names = true
	}
	if !names {
		return
	}
	if int(x.B) >= len(k.Consts) {
		k.failAt(i, "constant %d of %d", x.B, len(k.Consts))
		return
	}
	if _, ok := k.Consts[x.B].(Tuple); !ok {
		k.failAt(i, "constant %d is no tuple", x.B)
	}
}

// ranges checks the tables of handlers and handled exceptions.
func (k *checker) ranges() {
	last := uint32(0)
	n := uint32(len(k.Instrs))
	for _, h := range k.Try {
		if h.Start < last || h.Start >= h.End || h.End > n || h.Target >= n || int(h.Reg) >= k.Registers || k.Instrs[h.Target].Op == Extend {
			k.fail("handler %+v", h)
		}
		last = h.End
	}
	last = 0
	for _, h := range k.Active {
		if h.Start < last || h.Start >= h.End || h.End > n || int(h.Reg) >= k.Registers {
			k.fail("handling %+v", h)
		}
		last = h.End
	}
}

// regSet is a set of registers that are bound.
type regSet []uint64

func (s regSet) has(r int) bool { return s[r/64]>>(r%64)&1 != 0 }

func (s regSet) set(x span, bound bool) {
	for r := x.first; r < x.first+x.n; r++ {
		if bound {
			s[r/64] |= 1 << (r % 64)
		} else {
			s[r/64] &^= 1 << (r % 64)
		}
	}
}

// meet intersects s with o and says whether that changed it.
func (s regSet) meet(o regSet) bool {
	changed := false
	for i := range s {
		if m := s[i] & o[i]; m != s[i] {
			s[i], changed = m, true
		}
	}
	return changed
}

// flow follows every path and checks that no register is read that a path has
// left unbound.
func (k *checker) flow() {
	words := (k.Registers + 63) / 64
	in := make([]regSet, len(k.Instrs))
	var work []int
	reach := func(i int, s regSet) {
		if in[i] == nil {
			in[i] = slices.Clone(s)
			work = append(work, i)
		} else if in[i].meet(s) {
			work = append(work, i)
		}
	}
	start := make(regSet, words)
	start.set(span{0, k.Params()}, true)
	reach(0, start)
	for len(work) > 0 && k.err == nil {
		i := work[len(work)-1]
		work = work[:len(work)-1]
		before := in[i]
		k.step(i, before, reach)
	}
}

// step checks one instruction and passes what is bound after it on.
func (k *checker) step(i int, before regSet, reach func(int, regSet)) {
	ins := k.Instrs[i]
	e := k.effects(i)
	for _, s := range e.reads {
		for r := s.first; r < s.first+s.n; r++ {
			if !before.has(r) {
				k.failAt(i, "reads register %d, which may be unset", r)
				return
			}
		}
	}
	if ins.Op == MakeFunction {
		for _, capture := range k.Children[ins.B].Captures {
			if !capture.FromFree && !before.has(int(capture.Index)) {
				k.failAt(i, "captures register %d, which may be unset", capture.Index)
			}
		}
	}
	if j, ok := find(k.Active, i, func(h Handling) (uint32, uint32) { return h.Start, h.End }); ok {
		if r := int(k.Active[j].Reg); !before.has(r) {
			k.failAt(i, "handles register %d, which may be unset", r)
		}
	}
	after := slices.Clone(before)
	if e.clobbers >= 0 {
		after.set(span{e.clobbers, k.Registers - e.clobbers}, false)
	}
	if j, ok := find(k.Try, i, func(h Handler) (uint32, uint32) { return h.Start, h.End }); ok {
		raised := slices.Clone(after)
		raised.set(one(int(k.Try[j].Reg)), true)
		reach(int(k.Try[j].Target), raised)
	}
	unwritten := after
	if ins.Op == ForIter || ins.Op == ANext {
		unwritten = slices.Clone(after)
	}
	after.set(e.kills, false)
	after.set(e.writes, true)
	if ins.Op == Move {
		after.set(one(int(ins.A)/Scale), before.has(int(ins.B)/Scale))
		if r := int(ins.B) / Scale; r >= len(k.Locals) && !before.has(r) {
			k.failAt(i, "moves register %d, which may be unset", r)
		}
	}
	next := i + 1
	if Table[ins.Op].Extra {
		next++
	}
	to := -1
	switch {
	case ins.Op == JumpW:
		to = i + 1 + int(int32(uint32(ins.B)|uint32(ins.C)<<16))/InstrSize
		next = -1
	case Table[ins.Op].Operands[3] == 'j':
		to = i + 1 + int(int16(ins.C))/InstrSize
	}
	switch ins.Op {
	case Jump, Return, ReturnGen, Raise, RaiseFrom, RaiseBare, Reraise:
		next = -1
	case Halt:
		k.failAt(i, "is reached")
		return
	}
	if next >= 0 {
		s := after
		if ins.Op == ForIter {
			s = unwritten
		}
		reach(next, s)
	}
	if to >= 0 {
		s := after
		if ins.Op == ANext {
			s = unwritten
		}
		reach(to, s)
	}
}

// find looks up the range that holds instruction i in a sorted table.
func find[T any](table []T, i int, bounds func(T) (start, end uint32)) (int, bool) {
	j, _ := slices.BinarySearchFunc(table, uint32(i), func(row T, i uint32) int {
		if _, end := bounds(row); end <= i {
			return -1
		}
		return 1
	})
	if j == len(table) {
		return 0, false
	}
	start, _ := bounds(table[j])
	return j, start <= uint32(i)
}
