package compile

// bits is a set of registers. Most functions have fewer than 64 locals.
type bits struct {
	low  uint64
	high []uint64
}

func newBits(n int) bits {
	if n <= 64 {
		return bits{}
	}
	return bits{high: make([]uint64, (n-1)/64)}
}

func (b *bits) has(r reg) bool {
	if r < 64 {
		return b.low>>r&1 != 0
	}
	i := int(r/64) - 1
	return i < len(b.high) && b.high[i]>>(r%64)&1 != 0
}

func (b *bits) add(r reg) {
	if r < 64 {
		b.low |= 1 << r
		return
	}
	b.high[r/64-1] |= 1 << (r % 64)
}

func (b *bits) remove(r reg) {
	if r < 64 {
		b.low &^= 1 << r
		return
	}
	b.high[r/64-1] &^= 1 << (r % 64)
}

func (b bits) copy() bits {
	if b.high != nil {
		b.high = append([]uint64(nil), b.high...)
	}
	return b
}

func (b *bits) intersect(o bits) {
	b.low &= o.low
	for i := range b.high {
		b.high[i] &= o.high[i]
	}
}

// without returns b less o.
func (b bits) without(o bits) bits {
	b = b.copy()
	b.low &^= o.low
	for i := range b.high {
		b.high[i] &^= o.high[i]
	}
	return b
}

// bind notes that local r is bound from here on; unbind that it is not.
func (u *unit) bind(r reg)   { u.state.add(r) }
func (u *unit) unbind(r reg) { u.state.remove(r) }

// anytime is the state at a place that is reached again from below, or from
// somewhere in the statements that follow: variables only get bound there, but
// for those that some statement unbinds.
func (u *unit) anytime() bits { return u.state.without(u.deleted) }
