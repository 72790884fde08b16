package object

// baseShape is the shape of what set operations on s return: set or frozenset,
// whatever subclass s is of.
func (s *Set) baseShape(t *Thread) uint32 {
	if s.Shape == ShapeSet || s.Shape == ShapeFrozenSet {
		return s.Shape
	}
	if t.M.ShapeByID(s.Shape).Type.IsSubtypeOf(t.M.Type(ShapeFrozenSet)) {
		return ShapeFrozenSet
	}
	return ShapeSet
}

// Each operation returns nil, or false, with an exception pending.

func (s *Set) copy(t *Thread) *Set { return s.copyAs(t, s.baseShape(t)) }

// intersection looks for the items of the smaller operand in the larger, where
// both are sets; else for those of v in s.
func (s *Set) intersection(t *Thread, v Value) *Set {
	if s.Value() == v {
		return s.copy(t)
	}
	r := newSet(s.baseShape(t))
	o := AsSet(v)
	if o == nil {
		ok := t.eachHashed(v, func(x Value, h uint64) bool {
			in, ok := s.hasHashed(t, x, h)
			return ok && (!in || r.addHashed(t, x, h))
		})
		if !ok {
			return nil
		}
		return r
	}
	if o.used > s.used {
		s, o = o, s
	}
	for i := 0; i < len(o.table); i++ {
		e := o.table[i]
		if e.key.P == nil {
			continue
		}
		in, ok := s.hasHashed(t, e.key, e.hash)
		if !ok || in && !r.addHashed(t, e.key, e.hash) {
			return nil
		}
	}
	return r
}

// difference returns the items of s that are not in v.
func (s *Set) difference(t *Thread, v Value) *Set {
	var size int
	o, d := AsSet(v), (*Dict)(nil)
	switch {
	case o != nil:
		size = o.used
	case v.Shape() == ShapeDict:
		d = dictOf(v)
		size = d.Len()
	}
	if o == nil && d == nil || s.used>>2 > size {
		r := s.copy(t)
		if r == nil || !r.differenceUpdate(t, v) {
			return nil
		}
		return r
	}
	r := newSet(s.baseShape(t))
	for i := 0; i < len(s.table); i++ {
		e := s.table[i]
		if e.key.P == nil {
			continue
		}
		var in, ok bool
		if o != nil {
			in, ok = o.hasHashed(t, e.key, e.hash)
		} else {
			in = d.GetHashed(t, e.key, e.hash).P != nil
			ok = t.Exc.P == nil
		}
		if !ok || !in && !r.addHashed(t, e.key, e.hash) {
			return nil
		}
	}
	return r
}

// differenceUpdate removes the items of v.
func (s *Set) differenceUpdate(t *Thread, v Value) bool {
	if s.Value() == v {
		s.Clear()
		return true
	}
	if o := AsSet(v); o != nil {
		if o.used>>3 > s.used { // few of a large set can matter
			if o = o.intersection(t, s.Value()); o == nil {
				return false
			}
		}
		for i := 0; i < len(o.table); i++ {
			if e := o.table[i]; e.key.P != nil {
				if _, ok := s.discardHashed(t, e.key, e.hash); !ok {
					return false
				}
			}
		}
	} else if !t.Each(v, func(x Value) bool { _, ok := s.Discard(t, x); return ok }) {
		return false
	}
	if s.fill-s.used > s.mask()/4 {
		return s.grow(t)
	}
	return true
}

// symmetricUpdate removes the items of v that are in s and adds the others.
func (s *Set) symmetricUpdate(t *Thread, v Value) bool {
	if s.Value() == v {
		s.Clear()
		return true
	}
	if v.Shape() != ShapeDict {
		o := AsSet(v)
		if o == nil {
			o = newSet(ShapeSet)
			if !o.Update(t, v) {
				return false
			}
		}
		for i := 0; i < len(o.table); i++ {
			if e := o.table[i]; e.key.P != nil && !s.toggle(t, e.key, e.hash) {
				return false
			}
		}
		return true
	}
	return t.eachHashed(v, func(x Value, h uint64) bool { return s.toggle(t, x, h) })
}

func (s *Set) toggle(t *Thread, key Value, h uint64) bool {
	found, ok := s.discardHashed(t, key, h)
	return ok && (found || s.addHashed(t, key, h))
}

// isSubset reports whether all items are in v, an iterable.
func (s *Set) isSubset(t *Thread, v Value) (sub, ok bool) {
	o := AsSet(v)
	if o == nil {
		both := s.intersection(t, v)
		if both == nil {
			return false, false
		}
		return both.used == s.used, true
	}
	if s.used > o.used {
		return false, true
	}
	for i := 0; i < len(s.table); i++ {
		if e := s.table[i]; e.key.P != nil {
			if in, ok := o.hasHashed(t, e.key, e.hash); !ok || !in {
				return false, ok
			}
		}
	}
	return true, true
}

func (s *Set) isSuperset(t *Thread, v Value) (super, ok bool) {
	if o := AsSet(v); o != nil {
		return o.isSubset(t, s.Value())
	}
	super = true
	ok = t.Each(v, func(x Value) bool {
		in, ok := s.Has(t, x)
		super = in
		return ok && in
	})
	return super && ok, ok
}

func (s *Set) isDisjoint(t *Thread, v Value) (disjoint, ok bool) {
	if s.Value() == v {
		return s.used == 0, true
	}
	disjoint = true
	o := AsSet(v)
	if o == nil {
		ok = t.Each(v, func(x Value) bool {
			h, ok := t.Hash(x)
			if !ok {
				return false
			}
			in, ok := s.hasHashed(t, x, h)
			disjoint = !in
			return ok && !in
		})
		return disjoint, ok
	}
	if o.used > s.used {
		s, o = o, s
	}
	for i := 0; i < len(o.table); i++ {
		if e := o.table[i]; e.key.P != nil {
			if in, ok := s.hasHashed(t, e.key, e.hash); !ok || in {
				return false, ok
			}
		}
	}
	return true, true
}

// frozenHash is CPython's hash of a frozenset, independent of order.
func (s *Set) frozenHash() uint64 {
	if s.hash != 0 {
		return s.hash
	}
	shuffle := func(h uint64) uint64 { return (h ^ 89869747 ^ h<<16) * 3644798167 }
	h := uint64(0)
	for i := range s.table {
		if e := &s.table[i]; e.key.P != nil {
			h ^= shuffle(e.hash)
		}
	}
	h ^= uint64(s.used+1) * 1927868237
	h ^= h>>11 ^ h>>25
	h = h*69069 + 907133923
	if h == ^uint64(0) {
		h = 590923713
	}
	s.hash = h
	return h
}
