package object

import "unsafe"

// Set is a set or frozenset: CPython's own hash table, with the same probing
// and growth, because its order is the order in which sets print.
type Set struct {
	Header
	hash   uint64 // of a frozenset, once computed; else 0
	table  []setEntry
	fill   int // slots that are or were taken
	used   int // items
	finger int // where pop looks first
}

// setEntry is one slot. key nil and hash 0: free; key nil and hash removedHash:
// its item was removed, and searches go on past it.
type setEntry struct {
	hash uint64
	key  Value
}

const (
	removedHash    = ^uint64(0) // no object has the hash -1
	setLinear      = 9          // slots looked at after the first before jumping
	setMinimum     = 8
	setPerturb     = 5
	setLarge       = 50000 // from here on a set doubles instead of quadrupling
	setMaximumSize = 1 << 32
)

// newSet makes an empty set or frozenset, by shape.
func newSet(shape uint32) *Set { return &Set{Header: Header{Shape: shape, Kind: KindSet}} }

// NewSet makes an empty set.
func NewSet() *Set { return newSet(ShapeSet) }

// NewFrozenSet makes an empty frozenset, to be filled before others see it.
func NewFrozenSet() *Set { return newSet(ShapeFrozenSet) }

// NewFrozenSetOf makes the frozenset of constants, which hash and compare
// without calling back.
func NewFrozenSetOf(m *Machine, items []Value) Value {
	s, t := NewFrozenSet(), &Thread{M: m}
	for _, v := range items {
		s.Add(t, v)
	}
	return s.Value()
}

// AsSet returns the set or frozenset v is, subclasses included, or nil.
func AsSet(v Value) *Set {
	if v.P != nil && v.Kind() == KindSet {
		return (*Set)(v.P)
	}
	return nil
}

func setOf(v Value) *Set { return (*Set)(v.P) }

// Value returns s as a Value.
func (s *Set) Value() Value { return Value{P: unsafe.Pointer(s)} }

// Len is the number of items.
func (s *Set) Len() int { return s.used }

// mask is the size of the table less one; that of a small one before there is
// any.
func (s *Set) mask() int {
	if s.table == nil {
		return setMinimum - 1
	}
	return len(s.table) - 1
}

// next returns the first item in slot i or later and the slot after it; nil at
// the end.
func (s *Set) next(i int) (*setEntry, int) {
	for ; i < len(s.table); i++ {
		if s.table[i].key.P != nil {
			return &s.table[i], i + 1
		}
	}
	return nil, i
}

// Each calls f for each item in order until it returns false. f must not
// change the set.
func (s *Set) Each(f func(v Value) bool) {
	for i := range s.table {
		if v := s.table[i].key; v.P != nil && !f(v) {
			return
		}
	}
}

// At returns the first item in slot i or later and the slot to ask for next;
// nil at the end.
func (s *Set) At(i int) (v Value, next int) {
	e, next := s.next(i)
	if e == nil {
		return Value{}, next
	}
	return e.key, next
}

// find returns the slot of key or, where it is absent, the slot to put it in:
// the last one on the way whose item was removed, else the free one that ends
// the search. It is nil when a comparison has cleared the set. ok is false with
// an exception pending.
func (s *Set) find(t *Thread, key Value, h uint64, toAdd bool) (e *setEntry, ok bool) {
	simple := key.IsInt() || key.Shape() == ShapeStr
restart:
	table := s.table
	mask := uint64(len(table) - 1)
	i, perturb := h&mask, h
	var removed *setEntry
	for {
		probes := uint64(0)
		if i+setLinear <= mask {
			probes = setLinear
		}
		for j := i; j <= i+probes; j++ {
			e := &table[j]
			switch {
			case e.key.P == nil:
				if e.hash != 0 {
					removed = e
				} else if removed != nil {
					return removed, true
				} else {
					return e, true
				}
			case e.hash == h:
				if e.key == key {
					return e, true
				}
				start := e.key
				if simple && start.Kind() == key.Kind() && start.Shape() == key.Shape() {
					if key.IsInt() || start.Text() != key.Text() {
						continue
					}
					return e, true
				}
				eq, ok := t.Equal(start, key)
				switch {
				case !ok:
					return nil, false
				case eq && toAdd: // whatever else the comparison did
					return e, true
				case s.table == nil:
					return nil, true
				case len(s.table) != len(table) || &s.table[0] != &table[0] || e.key != start:
					goto restart
				case eq:
					return e, true
				}
			}
		}
		perturb >>= setPerturb
		i = (i*5 + 1 + perturb) & mask
	}
}

// addHashed adds key unless an equal one is there.
func (s *Set) addHashed(t *Thread, key Value, h uint64) bool {
	if s.table == nil {
		s.table = make([]setEntry, setMinimum)
	}
	e, ok := s.find(t, key, h, true)
	switch {
	case !ok:
		return false
	case e == nil: // cleared by a comparison
		return s.addHashed(t, key, h)
	case e.key.P != nil:
		return true
	}
	reused := e.hash != 0
	e.key, e.hash = key, h
	s.used++
	if reused {
		return true
	}
	s.fill++
	if s.fill*5 >= s.mask()*3 {
		return s.grow(t)
	}
	return true
}

func (s *Set) grow(t *Thread) bool {
	if s.used > setLarge {
		return s.resize(t, s.used*2)
	}
	return s.resize(t, s.used*4)
}

// resize rebuilds the table with more than n slots.
func (s *Set) resize(t *Thread, n int) bool {
	size := setMinimum
	for size <= n {
		size <<= 1
	}
	if size > setMaximumSize || !t.Reserve(size, int(unsafe.Sizeof(setEntry{}))) {
		if t.Exc.P == nil {
			t.Raise(ShapeMemoryError, "")
		}
		return false
	}
	old := s.table
	s.table = make([]setEntry, size)
	for i := range old {
		if old[i].key.P != nil {
			s.insertClean(old[i].key, old[i].hash)
		}
	}
	s.fill = s.used
	return true
}

// insertClean enters a key known to be absent into a table without removed
// slots that has room; the caller counts.
func (s *Set) insertClean(key Value, h uint64) {
	table := s.table
	mask := uint64(len(table) - 1)
	i, perturb := h&mask, h
	if e := &table[i]; e.key.P == nil { // as a rule
		e.key, e.hash = key, h
		return
	}
	for {
		probes := uint64(0)
		if i+setLinear <= mask {
			probes = setLinear
		}
		for j := i; j <= i+probes; j++ {
			if e := &table[j]; e.key.P == nil {
				e.key, e.hash = key, h
				return
			}
		}
		perturb >>= setPerturb
		i = (i*5 + 1 + perturb) & mask
	}
}

// hasHashed reports whether key is in the set.
func (s *Set) hasHashed(t *Thread, key Value, h uint64) (in, ok bool) {
	if s.used == 0 {
		return false, true
	}
	e, ok := s.find(t, key, h, false)
	return e != nil && e.key.P != nil, ok
}

// discardHashed removes key where it is.
func (s *Set) discardHashed(t *Thread, key Value, h uint64) (found, ok bool) {
	if s.used == 0 {
		return false, true
	}
	e, ok := s.find(t, key, h, false)
	if e == nil || e.key.P == nil {
		return false, ok
	}
	s.remove(e)
	return true, true
}

func (s *Set) remove(e *setEntry) {
	e.key, e.hash = Value{}, removedHash
	s.used--
}

// Add adds v; false with an exception pending where it cannot be hashed or
// compared.
func (s *Set) Add(t *Thread, v Value) bool {
	h, ok := t.Hash(v)
	return ok && s.addHashed(t, v, h)
}

// Has reports whether v is in the set. A set, which cannot be hashed, is
// looked for as the frozenset with its items.
func (s *Set) Has(t *Thread, v Value) (in, ok bool) {
	h, ok := t.hashInSet(&v)
	if !ok {
		return false, false
	}
	return s.hasHashed(t, v, h)
}

// Discard removes v where it is.
func (s *Set) Discard(t *Thread, v Value) (found, ok bool) {
	h, ok := t.hashInSet(&v)
	if !ok {
		return false, false
	}
	return s.discardHashed(t, v, h)
}

// hashInSet hashes *v for a search; a set is replaced by a frozenset.
func (t *Thread) hashInSet(v *Value) (uint64, bool) {
	h, ok := t.Hash(*v)
	if ok || v.Kind() != KindSet || t.Catch(ShapeTypeError) == nil {
		return h, ok
	}
	f := setOf(*v).copyAs(t, ShapeFrozenSet)
	if f == nil {
		return 0, false
	}
	*v = f.Value()
	return t.Hash(*v)
}

// Clear removes all items.
func (s *Set) Clear() { s.table, s.fill, s.used = nil, 0, 0 }

// copyAs returns a set or frozenset with the same items; nil with an exception
// pending.
func (s *Set) copyAs(t *Thread, shape uint32) *Set {
	c := newSet(shape)
	if !c.merge(t, s) {
		return nil
	}
	return c
}

// merge adds the items of another set.
func (s *Set) merge(t *Thread, o *Set) bool {
	if s == o || o.used == 0 {
		return true
	}
	if (s.fill+o.used)*5 >= s.mask()*3 && !s.resize(t, (s.used+o.used)*2) {
		return false
	}
	if s.table == nil {
		s.table = make([]setEntry, setMinimum)
	}
	if s.fill == 0 {
		s.fill, s.used = o.used, o.used
		if len(s.table) == len(o.table) && o.fill == o.used {
			copy(s.table, o.table)
			return true
		}
		for i := range o.table {
			if e := &o.table[i]; e.key.P != nil {
				s.insertClean(e.key, e.hash)
			}
		}
		return true
	}
	for i := 0; i < len(o.table); i++ {
		if e := o.table[i]; e.key.P != nil && !s.addHashed(t, e.key, e.hash) {
			return false
		}
	}
	return true
}

// Update adds the items of an iterable.
func (s *Set) Update(t *Thread, v Value) bool {
	if o := AsSet(v); o != nil {
		return s.merge(t, o)
	}
	if v.Shape() == ShapeDict {
		if n := dictOf(v).Len(); (s.fill+n)*5 >= s.mask()*3 && !s.resize(t, (s.used+n)*2) {
			return false
		}
	}
	return t.eachHashed(v, func(x Value, h uint64) bool { return s.addHashed(t, x, h) })
}
