package object

// maxDimensions is how many dimensions a view may have.
const maxDimensions = 64

// memoryViewGetItem is view[key]: an item by an index or a tuple of as many
// indices as there are dimensions, or a view of a slice.
func memoryViewGetItem(t *Thread, a []Value) Value {
	m, k := (*MemoryView)(a[0].P), a[1]
	if !m.alive(t) {
		return Value{}
	}
	if len(m.shape) == 0 {
		if k.Shape() == ShapeEllipsis {
			return a[0]
		}
		if u := AsTuple(k); u != nil && len(u.Items) == 0 {
			if !m.knownFormat(t) {
				return Value{}
			}
			return m.item(m.start)
		}
		return t.TypeErrorf("invalid indexing of 0-dim memory")
	}
	switch {
	case t.hasIndex(k):
		i, ok := t.IndexInt(k)
		if !ok || !m.alive(t) || !m.knownFormat(t) {
			return Value{}
		}
		if len(m.shape) > 1 {
			return t.NotImplementedf("multi-dimensional sub-views are not implemented")
		}
		at, ok := m.offset(t, m.start, 0, i)
		if !ok {
			return Value{}
		}
		return m.item(at)
	case k.Shape() == ShapeSlice:
		return m.slice(t, (*Slice)(k.P))
	case AsTuple(k) != nil:
		at, ok := m.tupleOffset(t, AsTuple(k).Items)
		if !ok {
			return Value{}
		}
		return m.item(at)
	}
	return t.TypeErrorf("memoryview: invalid slice key")
}

// offset is where index i of a dimension leads from an offset.
func (m *MemoryView) offset(t *Thread, at, dim, i int) (int, bool) {
	n := m.shape[dim]
	if i < 0 {
		i += n
	}
	if i < 0 || i >= n {
		t.IndexErrorf("index out of bounds on dimension %d", dim+1)
		return 0, false
	}
	return at + i*m.strides[dim], true
}

// tupleOffset is the offset of the item that a tuple of indices names.
func (m *MemoryView) tupleOffset(t *Thread, key []Value) (int, bool) {
	slices := len(key) > 0
	for _, k := range key {
		switch {
		case t.hasIndex(k):
			slices = false
		case k.Shape() != ShapeSlice:
			t.TypeErrorf("memoryview: invalid slice key")
			return 0, false
		}
	}
	if slices {
		t.NotImplementedf("multi-dimensional slicing is not implemented")
		return 0, false
	}
	for _, k := range key {
		if !t.hasIndex(k) {
			t.TypeErrorf("memoryview: invalid slice key")
			return 0, false
		}
	}
	if len(key) < len(m.shape) {
		t.NotImplementedf("sub-views are not implemented")
		return 0, false
	}
	if len(key) > len(m.shape) {
		t.TypeErrorf("cannot index %d-dimension view with %d-element tuple", len(m.shape), len(key))
		return 0, false
	}
	at := m.start
	for dim, k := range key {
		i, ok := t.IndexInt(k)
		if !ok || !m.alive(t) {
			return 0, false
		}
		if at, ok = m.offset(t, at, dim, i); !ok {
			return 0, false
		}
	}
	return at, m.knownFormat(t)
}

// slice is a view of a slice of the first dimension.
func (m *MemoryView) slice(t *Thread, k *Slice) Value {
	start, _, step, n, ok := t.SliceIndices(k, m.shape[0])
	if !ok || !m.alive(t) {
		return Value{}
	}
	c := m.derive()
	c.shape = append([]int{n}, m.shape[1:]...)
	c.strides = append([]int{m.strides[0] * step}, m.strides[1:]...)
	if n > 0 {
		c.start += start * m.strides[0]
	}
	return c.value()
}

func memoryViewDelItem(t *Thread, a []Value) Value {
	m := (*MemoryView)(a[0].P)
	switch {
	case !m.alive(t):
		return Value{}
	case m.readOnly:
		return t.TypeErrorf("cannot modify read-only memory")
	}
	return t.TypeErrorf("cannot delete memory")
}

func memoryViewSetItem(t *Thread, a []Value) Value {
	m, k := (*MemoryView)(a[0].P), a[1]
	switch {
	case !m.alive(t) || !m.knownFormat(t):
		return Value{}
	case m.readOnly:
		return t.TypeErrorf("cannot modify read-only memory")
	}
	var at int
	var ok bool
	switch u := AsTuple(k); {
	case len(m.shape) == 0:
		if k.Shape() != ShapeEllipsis && (u == nil || len(u.Items) != 0) {
			return t.TypeErrorf("invalid indexing of 0-dim memory")
		}
		at = m.start
	case t.hasIndex(k):
		if len(m.shape) > 1 {
			return t.NotImplementedf("sub-views are not implemented")
		}
		i, ok := t.IndexInt(k)
		if !ok || !m.alive(t) {
			return Value{}
		}
		if at, ok = m.offset(t, m.start, 0, i); !ok {
			return Value{}
		}
	case k.Shape() == ShapeSlice && len(m.shape) == 1:
		return m.setSlice(t, (*Slice)(k.P), a[2])
	case u != nil:
		if at, ok = m.tupleOffset(t, u.Items); !ok {
			return Value{}
		}
	case k.Shape() == ShapeSlice:
		return t.NotImplementedf("memoryview slice assignments are currently restricted to ndim = 1")
	default:
		return t.TypeErrorf("memoryview: invalid slice key")
	}
	var item [8]byte
	if !t.packItem(m.code(), item[:m.itemSize], a[2], "memoryview: invalid value for format '"+m.format+"'",
		"memoryview: invalid type for format '"+m.format+"'") || !m.alive(t) {
		return Value{}
	}
	copy(m.data[at:], item[:m.itemSize])
	return None
}

func (m *MemoryView) setSlice(t *Thread, k *Slice, v Value) Value {
	if !t.IsBytesLike(v) {
		t.BytesLike(v)
		return Value{}
	}
	s := t.newMemoryView(v)
	if s.P == nil {
		return s
	}
	from := (*MemoryView)(s.P)
	defer from.release(t)
	d := m.slice(t, k)
	if d.P == nil {
		return d
	}
	to := (*MemoryView)(d.P)
	defer to.release(t)
	if len(from.shape) != 1 || from.shape[0] != to.shape[0] || from.code() != to.code() || from.code() == 0 {
		return t.ValueErrorf("memoryview assignment: lvalue and rvalue have different structures")
	}
	data := copyBytes(from.bytes()) // the two may overlap
	to.each(0, to.start, func(at int) {
		copy(to.data[at:], data[:to.itemSize])
		data = data[to.itemSize:]
	})
	return None
}

// memoryViewCast is view.cast(format, shape).
func memoryViewCast(t *Thread, a []Value) Value {
	m := (*MemoryView)(a[0].P)
	if !m.alive(t) {
		return Value{}
	}
	format, ok := t.StrArg("cast", "'format'", a[1])
	if !ok {
		return Value{}
	}
	var dims []Value
	if a[2].P != nil {
		switch {
		case AsList(a[2]) != nil:
			dims = AsList(a[2]).Items
		case AsTuple(a[2]) != nil:
			dims = AsTuple(a[2]).Items
		default:
			return t.TypeErrorf("shape must be a list or a tuple")
		}
		if len(dims) > maxDimensions {
			return t.ValueErrorf("memoryview: number of dimensions must not exceed %d", maxDimensions)
		}
		if len(m.shape) != 1 && len(dims) != 1 {
			return t.TypeErrorf("memoryview: cast must be 1D -> ND or ND -> 1D")
		}
	}
	if !m.contiguous() {
		return t.TypeErrorf("memoryview: casts are restricted to C-contiguous views")
	}
	if (a[2].P != nil || len(m.shape) != 1) && m.nbytes() == 0 {
		return t.TypeErrorf("memoryview: cannot cast view with zeros in shape or strides")
	}
	c := m.derive()
	c.format = format.S
	code := c.code()
	if code == 0 {
		return t.ValueErrorf("memoryview: destination format must be a native single character format prefixed with an optional '@'")
	}
	if !isByteFormat(code) && !isByteFormat(m.code()) {
		return t.TypeErrorf("memoryview: cannot cast between two non-byte formats")
	}
	c.itemSize = itemSize(code)
	n := m.nbytes()
	if n%c.itemSize != 0 {
		return t.TypeErrorf("memoryview: length is not a multiple of itemsize")
	}
	c.shape = []int{n / c.itemSize}
	if a[2].P != nil && !c.reshape(t, dims, n) {
		return Value{}
	}
	c.strides = packedStrides(c.shape, c.itemSize)
	return c.value()
}

// reshape gives the view, of n bytes, the dimensions.
func (m *MemoryView) reshape(t *Thread, dims []Value, n int) bool {
	shape := make([]int, len(dims))
	size := m.itemSize
	for i, d := range dims {
		if !IsIntLike(d) {
			t.TypeErrorf("memoryview.cast(): elements of shape must be integers")
			return false
		}
		k, ok := t.SizeArg(d)
		if !ok {
			return false
		}
		if k <= 0 {
			t.ValueErrorf("memoryview.cast(): elements of shape must be integers > 0")
			return false
		}
		if size > maxBytes/k {
			t.ValueErrorf("memoryview.cast(): product(shape) > SSIZE_MAX")
			return false
		}
		shape[i] = k
		size *= k
	}
	if size != n {
		t.TypeErrorf("memoryview: product(shape) * itemsize != buffer size")
		return false
	}
	m.shape = shape
	return true
}
