package code

// Which locals are bound at an instruction, for those who look at a frame from
// outside. The code itself needs no such answer: what it may read unbound it
// checks.

// FirstStores is the first instruction that writes each local; len(c.Instrs)
// for one that is never written. Parameters are bound from the start: -1.
func (c *Code) FirstStores() []int {
	first := make([]int, len(c.Locals))
	for r := range first {
		first[r] = len(c.Instrs)
		if r < c.Params() {
			first[r] = -1
		}
	}
	for i := 0; i < len(c.Instrs); i++ {
		w := c.effects(i).writes
		if in := c.Instrs[i]; in.Op == Move {
			w = one(int(in.A) / Scale)
		}
		for r := w.first; r < w.first+w.n && r < len(first); r++ {
			first[r] = min(first[r], i)
		}
		if Table[c.Instrs[i].Op].Extra {
			i++
		}
	}
	return first
}

// Unsettled is a range [lo, hi) of locals outside of which one thing decides
// whether a local is bound: whether its first store comes before. Inside are
// those that a jump, a handler, a loop or an early return may leave either way.
func (c *Code) Unsettled() (lo, hi int) {
	lo, hi = len(c.Locals), 0
	if c.Params() == len(c.Locals) {
		return lo, hi
	}
	first := c.FirstStores()
	note := func(skips func(store int) bool) {
		for r := c.Params(); r < len(first); r++ {
			if skips(first[r]) {
				lo, hi = min(lo, r), max(hi, r+1)
			}
		}
	}
	for i := 0; i < len(c.Instrs); i++ {
		in := &c.Instrs[i]
		to := -1
		switch {
		case in.Op == JumpW:
			to = i + 1 + int(int32(uint32(in.B)|uint32(in.C)<<16))/InstrSize
		case Table[in.Op].Operands[3] == 'j':
			to = i + 1 + int(int16(in.C))/InstrSize
		case in.Op == Return || in.Op == ReturnGen:
			note(func(s int) bool { return s > i && s < len(c.Instrs) })
		}
		if to > i {
			note(func(s int) bool { return i <= s && s < to })
		} else if to >= 0 {
			note(func(s int) bool { return to <= s && s <= i })
		}
		if Table[in.Op].Extra {
			i++
		}
	}
	for _, h := range c.Try {
		note(func(s int) bool { return int(h.Start) <= s && s < int(h.Target) })
	}
	return lo, hi
}
