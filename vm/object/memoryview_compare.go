package object

import "strings"

// Comparing views, and stepping through them.

// memoryViewUnordered is < and its kin: views compare for equality alone.
func memoryViewUnordered(t *Thread, a []Value) Value { return NotImplemented }

func memoryViewEq(t *Thread, a []Value) Value { return memoryViewEqual(t, a[0], a[1], true) }

func memoryViewNe(t *Thread, a []Value) Value { return memoryViewEqual(t, a[0], a[1], false) }

// memoryViewEqual compares shape and items, as values where the formats differ
// or hold floats.
func memoryViewEqual(t *Thread, x, y Value, want bool) Value {
	m := (*MemoryView)(x.P)
	if m.released {
		return Bool((x == y) == want)
	}
	o := AsMemoryView(y)
	if o == nil {
		if y.IsStr() || !t.IsBytesLike(y) {
			return NotImplemented
		}
		v := t.newMemoryView(y)
		if v.P == nil {
			t.Clear()
			return NotImplemented
		}
		o = (*MemoryView)(v.P)
		defer o.release(t)
	} else if o.released {
		return Bool(!want)
	}
	if len(m.shape) != len(o.shape) {
		return Bool(!want)
	}
	for i := range m.shape {
		if m.shape[i] != o.shape[i] {
			return Bool(!want)
		}
		if m.shape[i] == 0 {
			break
		}
	}
	equal, ok := m.equalItems(t, o)
	if !ok {
		return Value{}
	}
	return Bool(equal == want)
}

func (m *MemoryView) equalItems(t *Thread, o *MemoryView) (equal, ok bool) {
	c := m.code()
	if c == 0 || o.code() == 0 {
		return m.format == o.format && m.bytes() == o.bytes(), true
	}
	if c == o.code() && !strings.ContainsRune("efd?", rune(c)) {
		return m.bytes() == o.bytes(), true
	}
	a, b := m.bytes(), o.bytes()
	for len(a) > 0 {
		if eq, ok := t.Equal(unpackItem(c, a), unpackItem(o.code(), b)); !eq || !ok {
			return false, ok
		}
		a, b = a[m.itemSize:], b[o.itemSize:]
	}
	return true, true
}

var memoryIteratorDecl = TypeDecl{Shape: ShapeMemoryIterator, Name: "memory_iterator", Kind: KindOpaque,
	Flags: TypeNoSubclass | TypeNoNew, Next: memoryIteratorNext}

func memoryViewIter(t *Thread, a []Value) Value {
	m := (*MemoryView)(a[0].P)
	switch {
	case !m.alive(t):
		return Value{}
	case len(m.shape) == 0:
		return t.TypeErrorf("invalid indexing of 0-dim memory")
	case len(m.shape) > 1:
		return t.NotImplementedf("multi-dimensional sub-views are not implemented")
	case !m.knownFormat(t):
		return Value{}
	}
	it := &memoryIterator{view: m}
	return initIterator(&it.Opaque, ShapeMemoryIterator)
}

// memoryIterator steps through the items of a view; view is nil at the end.
type memoryIterator struct {
	Opaque
	view *MemoryView
	i    int
}

func memoryIteratorNext(t *Thread, v Value) Value {
	it := (*memoryIterator)(v.P)
	m := it.view
	if m == nil || !m.alive(t) {
		return Value{}
	}
	if it.i >= m.shape[0] {
		it.view = nil
		return Value{}
	}
	it.i++
	return m.item(m.start + (it.i-1)*m.strides[0])
}
