package object

import "strings"

// MemoryView shows the memory of another object as items of one format, in
// one or several dimensions. Item i, j, … lies at start + i*strides[0] +
// j*strides[1] + ….
type MemoryView struct {
	Header
	Obj      Value // whose memory it is; its owner at the end of a chain of views
	data     []byte
	start    int
	format   string
	itemSize int
	shape    []int
	strides  []int
	readOnly bool
	released bool
	views    *Views      // of Obj; nil where it need not know
	lease    *viewsLease // shared by the views that derive from one buffer
}

// viewsLease counts the views that derive from a buffer whose owner wants to
// know when the last one is released.
type viewsLease struct {
	views   int
	release func(t *Thread)
}

var memoryViewDecl = TypeDecl{
	Shape: ShapeMemoryView, Name: "memoryview", Kind: KindMemoryView, Flags: TypeNoSubclass | TypeSequence,
	Doc:     "Create a view of the memory of the given object, without copying it.",
	New:     &Def{"__new__(cls, object)", "Create and return a new memoryview.", memoryViewNew},
	Methods: memoryViewMethods[:],
	Class:   []Def{{"_from_flags(cls, /, object, flags)", "Create a memoryview that was asked for with the given flags.", memoryViewFromFlags}},
	GetSets: memoryViewAttrs[:],
}

var memoryViewMethods = [...]Def{
	{"__repr__(self, /)", "Return repr(self).", memoryViewRepr},
	{"__hash__(self, /)", "Return hash(self).", memoryViewHash},
	{"__eq__(self, value, /)", "Return self==value.", memoryViewEq},
	{"__ne__(self, value, /)", "Return self!=value.", memoryViewNe},
	{"__lt__(self, value, /)", "Return self<value.", memoryViewUnordered},
	{"__le__(self, value, /)", "Return self<=value.", memoryViewUnordered},
	{"__gt__(self, value, /)", "Return self>value.", memoryViewUnordered},
	{"__ge__(self, value, /)", "Return self>=value.", memoryViewUnordered},
	{"__len__(self, /)", "Return len(self).", memoryViewLen},
	{"__getitem__(self, key, /)", "Return self[key].", memoryViewGetItem},
	{"__setitem__(self, key, value, /)", "Set self[key] to value.", memoryViewSetItem},
	{"__delitem__(self, key, /)", "Delete self[key].", memoryViewDelItem},
	{"__iter__(self, /)", "Implement iter(self).", memoryViewIter},
	{"__buffer__(self, flags, /)", "Return a memoryview of the object's memory.", memoryViewBuffer},
	{"__release_buffer__(self, buffer, /)", "Release a memoryview that __buffer__ returned.", bytesReleaseBuffer},
	{"__enter__(self, /)", "Return the view itself.", memoryViewEnter},
	{"__exit__(self, /, *exc_info)", "Release the memory.", memoryViewRelease},
	{"cast(self, /, format, shape=<>)", "Return a view of the same memory with another format or shape.", memoryViewCast},
	{"hex(self, /, sep=<>, bytes_per_sep=1)", "Return the bytes as hexadecimal digits, with sep between groups.", memoryViewHex},
	{"release(self, /)", "Release the memory that the view shows.", memoryViewRelease},
	{"tobytes(self, /, order='C')", "Return the bytes, in the order of C, of Fortran, or as they lie ('A').", memoryViewToBytes},
	{"tolist(self, /)", "Return the items as a list, of lists where there are several dimensions.", memoryViewToList},
	{"toreadonly(self, /)", "Return a view of the same memory that cannot be written through.", memoryViewToReadOnly},
}

var memoryViewAttrs = [...]GetSetDef{
	{"obj", "The object whose memory the view shows.", func(t *Thread, v Value) Value { return viewAttr(t, v, func(m *MemoryView) Value { return m.Obj }) }, nil},
	{"nbytes", "The size of the items in bytes.", func(t *Thread, v Value) Value {
		return viewAttr(t, v, func(m *MemoryView) Value { return Int(int64(m.nbytes())) })
	}, nil},
	{"readonly", "Whether the memory is read-only.", func(t *Thread, v Value) Value {
		return viewAttr(t, v, func(m *MemoryView) Value { return Bool(m.readOnly) })
	}, nil},
	{"itemsize", "The size of an item in bytes.", func(t *Thread, v Value) Value {
		return viewAttr(t, v, func(m *MemoryView) Value { return Int(int64(m.itemSize)) })
	}, nil},
	{"format", "The format of an item, as module struct writes it.", func(t *Thread, v Value) Value {
		return viewAttr(t, v, func(m *MemoryView) Value { return NewStr(m.format) })
	}, nil},
	{"ndim", "The number of dimensions.", func(t *Thread, v Value) Value {
		return viewAttr(t, v, func(m *MemoryView) Value { return Int(int64(len(m.shape))) })
	}, nil},
	{"shape", "The number of items in each dimension.", func(t *Thread, v Value) Value {
		return viewAttr(t, v, func(m *MemoryView) Value { return intTuple(m.shape) })
	}, nil},
	{"strides", "The distance between items in each dimension, in bytes.", func(t *Thread, v Value) Value {
		return viewAttr(t, v, func(m *MemoryView) Value { return intTuple(m.strides) })
	}, nil},
	{"suboffsets", "Always empty: memory is never indirect.", func(t *Thread, v Value) Value { return viewAttr(t, v, func(m *MemoryView) Value { return EmptyTuple }) }, nil},
	{"c_contiguous", "Whether the items lie in C order without gaps.", func(t *Thread, v Value) Value {
		return viewAttr(t, v, func(m *MemoryView) Value { return Bool(m.contiguous()) })
	}, nil},
	{"f_contiguous", "Whether the items lie in Fortran order without gaps.", func(t *Thread, v Value) Value {
		return viewAttr(t, v, func(m *MemoryView) Value { return Bool(m.fortranContiguous()) })
	}, nil},
	{"contiguous", "Whether the items lie without gaps.", func(t *Thread, v Value) Value {
		return viewAttr(t, v, func(m *MemoryView) Value { return Bool(m.contiguous() || m.fortranContiguous()) })
	}, nil},
}

// viewAttr computes an attribute of a view that is not released.
func viewAttr(t *Thread, v Value, f func(m *MemoryView) Value) Value {
	m := (*MemoryView)(v.P)
	if !m.alive(t) {
		return Value{}
	}
	return f(m)
}

func intTuple(ns []int) Value {
	out := make([]Value, len(ns))
	for i, n := range ns {
		out[i] = Int(int64(n))
	}
	return NewTuple(out)
}

// AsMemoryView returns the MemoryView v is, or nil.
func AsMemoryView(v Value) *MemoryView {
	if v.P != nil && v.Kind() == KindMemoryView {
		return (*MemoryView)(v.P)
	}
	return nil
}

func memoryViewNew(t *Thread, a []Value) Value { return t.newMemoryView(a[1]) }

func memoryViewFromFlags(t *Thread, a []Value) Value {
	if _, ok := t.IntArg(a[2]); !ok {
		return Value{}
	}
	return t.newMemoryView(a[1])
}

// NewMemoryView makes a view of the memory of an object that lends it.
func (t *Thread) NewMemoryView(v Value) Value { return t.newMemoryView(v) }

func (t *Thread) newMemoryView(v Value) Value {
	if m := AsMemoryView(v); m != nil {
		if !m.alive(t) {
			return Value{}
		}
		return m.derive().value()
	}
	b, ok := t.tryBuffer(v)
	if !ok {
		if t.Exc.P == nil {
			t.TypeErrorf("memoryview: a bytes-like object is required, not '%s'", t.TypeName(v))
		}
		return Value{}
	}
	m := &MemoryView{Header: Header{Shape: ShapeMemoryView, Kind: KindMemoryView}, Obj: v, data: b.Data, readOnly: b.ReadOnly,
		format: b.Format, itemSize: b.ItemSize, shape: b.Shape, views: b.Views}
	if b.Owner.P != nil {
		m.Obj = b.Owner
	}
	if m.format == "" {
		m.format = "B"
	}
	m.itemSize = max(m.itemSize, 1)
	if m.shape == nil {
		m.shape = []int{len(b.Data) / m.itemSize}
	}
	m.strides = packedStrides(m.shape, m.itemSize)
	if b.Release != nil {
		m.lease = &viewsLease{release: b.Release}
	}
	return m.value()
}

// packedStrides are the strides of items in C order without gaps.
func packedStrides(shape []int, itemSize int) []int {
	strides := make([]int, len(shape))
	n := itemSize
	for i := len(shape) - 1; i >= 0; i-- {
		strides[i] = n
		n *= shape[i]
	}
	return strides
}

// value signs the new view on and returns it.
func (m *MemoryView) value() Value {
	if m.views != nil {
		m.views.add(m)
	}
	if m.lease != nil {
		m.lease.views++
	}
	return FromHeader(&m.Header)
}

// derive copies the view; shape and strides are shared until replaced.
func (m *MemoryView) derive() *MemoryView {
	c := *m
	return &c
}

// alive raises ValueError for a view that was released.
func (m *MemoryView) alive(t *Thread) bool {
	if m.released {
		t.ValueErrorf("operation forbidden on released memoryview object")
	}
	return !m.released
}

func (m *MemoryView) release(t *Thread) {
	if m.released {
		return
	}
	m.released = true
	m.data = nil
	if l := m.lease; l != nil {
		if l.views--; l.views == 0 {
			l.release(t)
		}
	}
}

func (m *MemoryView) nbytes() int {
	n := m.itemSize
	for _, k := range m.shape {
		n *= k
	}
	return n
}

// contiguous reports whether the items lie in C order without gaps.
func (m *MemoryView) contiguous() bool {
	n := m.itemSize
	for i := len(m.shape) - 1; i >= 0; i-- {
		if m.shape[i] > 1 && m.strides[i] != n {
			return m.nbytes() == 0
		}
		n *= m.shape[i]
	}
	return true
}

func (m *MemoryView) fortranContiguous() bool {
	n := m.itemSize
	for i := range m.shape {
		if m.shape[i] > 1 && m.strides[i] != n {
			return m.nbytes() == 0
		}
		n *= m.shape[i]
	}
	return true
}

// bytes returns the items' bytes in C order, sharing the memory where they lie
// so.
func (m *MemoryView) bytes() string {
	if m.contiguous() {
		return bytesString(m.data[m.start : m.start+m.nbytes()])
	}
	b := make([]byte, 0, m.nbytes())
	m.each(0, m.start, func(at int) { b = append(b, m.data[at:at+m.itemSize]...) })
	return bytesString(b)
}

// each calls f with the offset of every item, in C order.
func (m *MemoryView) each(dim, at int, f func(at int)) {
	if dim == len(m.shape) {
		f(at)
		return
	}
	for range m.shape[dim] {
		m.each(dim+1, at, f)
		at += m.strides[dim]
	}
}

func memoryViewRepr(t *Thread, a []Value) Value {
	state := ""
	if (*MemoryView)(a[0].P).released {
		state = "released "
	}
	return NewStr("<" + state + "memory at " + Address(a[0]) + ">")
}

func memoryViewHash(t *Thread, a []Value) Value {
	m := (*MemoryView)(a[0].P)
	switch {
	case !m.alive(t):
		return Value{}
	case !m.readOnly:
		return t.ValueErrorf("cannot hash writable memoryview object")
	}
	switch m.code() {
	case 'B', 'b', 'c':
	default:
		return t.ValueErrorf("memoryview: hashing is restricted to formats 'B', 'b' or 'c'")
	}
	if h, ok := t.Hash(m.Obj); !ok || h == 0 { // the owner must be hashable
		if !ok {
			return Value{}
		}
	}
	return Int(int64(HashBytes(t.M, m.bytes())))
}

func memoryViewLen(t *Thread, a []Value) Value {
	m := (*MemoryView)(a[0].P)
	switch {
	case !m.alive(t):
		return Value{}
	case len(m.shape) == 0:
		return t.TypeErrorf("0-dim memory has no length")
	}
	return Int(int64(m.shape[0]))
}

func memoryViewEnter(t *Thread, a []Value) Value {
	if !(*MemoryView)(a[0].P).alive(t) {
		return Value{}
	}
	return a[0]
}

func memoryViewRelease(t *Thread, a []Value) Value {
	(*MemoryView)(a[0].P).release(t)
	if t.Exc.P != nil {
		return Value{}
	}
	return None
}

func memoryViewBuffer(t *Thread, a []Value) Value {
	if _, ok := t.IntArg(a[1]); !ok {
		return Value{}
	}
	return t.newMemoryView(a[0])
}

func memoryViewToReadOnly(t *Thread, a []Value) Value {
	m := (*MemoryView)(a[0].P)
	if !m.alive(t) {
		return Value{}
	}
	c := m.derive()
	c.readOnly = true
	return c.value()
}

func memoryViewHex(t *Thread, a []Value) Value {
	m := (*MemoryView)(a[0].P)
	if !m.alive(t) {
		return Value{}
	}
	sep, group, ok := t.HexArgs(a[1], a[2])
	if !ok || !m.alive(t) {
		return Value{}
	}
	b := HexDigits(m.bytes(), sep, group)
	return NewStrBytes(b, len(b))
}

func memoryViewToBytes(t *Thread, a []Value) Value {
	m := (*MemoryView)(a[0].P)
	if !m.alive(t) {
		return Value{}
	}
	order := "C"
	if !a[1].IsNone() {
		var ok bool
		if order, ok = t.TextArg("tobytes", "'order'", a[1]); !ok {
			return Value{}
		}
	}
	switch {
	case order == "C" || order == "A" && !m.fortranContiguous():
	case order == "F" || order == "A":
		r := m.derive() // the dimensions the other way round
		r.shape, r.strides = reversedInts(m.shape), reversedInts(m.strides)
		m = r
	default:
		return t.ValueErrorf("order must be 'C', 'F' or 'A'")
	}
	return NewBytes(strings.Clone(m.bytes()))
}

func reversedInts(ns []int) []int {
	out := make([]int, len(ns))
	for i, n := range ns {
		out[len(ns)-1-i] = n
	}
	return out
}

func memoryViewToList(t *Thread, a []Value) Value {
	m := (*MemoryView)(a[0].P)
	if !m.alive(t) || !m.knownFormat(t) {
		return Value{}
	}
	return m.list(0, m.start)
}

func (m *MemoryView) list(dim, at int) Value {
	if dim == len(m.shape) {
		return m.item(at)
	}
	out := make([]Value, m.shape[dim])
	for i := range out {
		out[i] = m.list(dim+1, at)
		at += m.strides[dim]
	}
	return NewList(out)
}
