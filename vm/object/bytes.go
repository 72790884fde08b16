package object

import (
	"strings"
	"unsafe"
)

// Bytes is an immutable byte string.
type Bytes struct {
	Header
	hash uint64 // 0: not computed
	B    string
}

var bytesDecl = TypeDecl{
	Shape: ShapeBytes, Name: "bytes", Kind: KindBytes,
	Doc: "bytes(iterable_of_ints) -> bytes\nbytes(string, encoding[, errors]) -> bytes\nbytes(bytes_or_buffer) -> immutable copy\n" +
		"bytes(int) -> that many zero bytes\nbytes() -> empty bytes\n\nAn immutable sequence of bytes.",
	New:     &Def{"__new__(cls, source=<>, encoding=<>, errors=<>)", "Create and return a new bytes object.", bytesNew},
	Methods: bytesMethods[:],
	Shared:  sharedBytesMethods[:],
	Class:   []Def{{"fromhex(cls, string, /)", "Create bytes from pairs of hexadecimal digits, between which spaces may stand.", bytesFromHex}},
	Static:  []Def{{"maketrans(frm, to, /)", "Return a table for translate that maps each byte of frm to the one in to.", bytesMakeTrans}},
}

// bytesMethods is what bytes has and bytearray has not, or has otherwise.
var bytesMethods = [...]Def{
	{"__hash__(self, /)", "Return hash(self).", bytesHash},
	{"__getitem__(self, key, /)", "Return self[key].", bytesGetItemMethod},
	{"__iter__(self, /)", "Implement iter(self).", bytesIter},
	{"__getnewargs__(self, /)", "Return the arguments that make an equal object.", bytesGetNewArgs},
	{"__bytes__(self, /)", "Convert this value to exact type bytes.", bytesBytes},
	{"__sizeof__(self, /)", "Return the size of the object in memory, in bytes.", bytesSizeOf},
}

var emptyBytes = &Bytes{Header: Header{Shape: ShapeBytes, Kind: KindBytes}}

// NewBytes makes a bytes object.
func NewBytes(b string) Value {
	if b == "" {
		return Value{P: unsafe.Pointer(emptyBytes)}
	}
	return FromHeader(&(&Bytes{Header: Header{Shape: ShapeBytes, Kind: KindBytes}, B: b}).Header)
}

// NewBytesOf makes a bytes object of a buffer that nobody writes to any more.
func NewBytesOf(b []byte) Value { return NewBytes(bytesString(b)) }

// AsBytes returns the Bytes v is, or nil; subclasses included.
func AsBytes(v Value) *Bytes {
	if v.P != nil && v.Kind() == KindBytes {
		return (*Bytes)(v.P)
	}
	return nil
}

// bytesNew makes a bytes, or an instance of a subclass.
func bytesNew(t *Thread, a []Value) Value {
	v := t.makeBytes(a[1], a[2], a[3])
	ty := AsType(a[0])
	if v.P == nil || ty.Shape0.ID == ShapeBytes {
		return v
	}
	w := &bytesWide{}
	w.B = (*Bytes)(v.P).B
	return initWide(&w.Header, ty, KindBytes)
}

// makeBytes is bytes(source, encoding, errors).
func (t *Thread) makeBytes(source, encoding, errors Value) Value {
	if done, v := t.bytesOfText("bytes", source, encoding, errors); done {
		return v
	}
	if source.Shape() == ShapeBytes {
		return source
	}
	if t.M.Lookup(t.M.TypeOf(source), names.Bytes).P != nil {
		return t.bytesMethod(source)
	}
	b, ok := t.bytesOf("bytes", source)
	if !ok {
		return Value{}
	}
	return NewBytesOf(b)
}

// bytesOfText handles what bytes and bytearray take besides an object: no
// argument at all, and a str with its encoding. done is false for the rest.
func (t *Thread) bytesOfText(fn string, source, enc, errs Value) (done bool, v Value) {
	encoding, errors := "utf-8", "strict"
	var ok bool
	if enc.P != nil {
		if encoding, ok = t.TextArg(fn, "'encoding'", enc); !ok {
			return true, Value{}
		}
	}
	if errs.P != nil {
		if errors, ok = t.TextArg(fn, "'errors'", errs); !ok {
			return true, Value{}
		}
	}
	s := AsStr(source)
	switch {
	case s != nil && enc.P == nil:
		return true, t.TypeErrorf("string argument without an encoding")
	case s != nil:
		return true, t.Encode(s, encoding, errors)
	case enc.P != nil:
		return true, t.TypeErrorf("encoding without a string argument")
	case errs.P != nil:
		return true, t.TypeErrorf("errors without a string argument")
	case source.P == nil:
		return true, NewBytes("")
	}
	return false, v
}

// bytesMethod returns v.__bytes__(), which must be a bytes.
func (t *Thread) bytesMethod(v Value) Value {
	r, _ := t.CallSpecial(v, names.Bytes)
	if r.P != nil && r.Kind() != KindBytes {
		return t.TypeErrorf("__bytes__ returned non-bytes (type %s)", t.TypeName(r))
	}
	return r
}

// bytesOf makes bytes of an int (that many zeros), a bytes-like object or an
// iterable of ints. fn is "bytes" or "bytearray".
func (t *Thread) bytesOf(fn string, v Value) ([]byte, bool) {
	if t.hasIndex(v) {
		i := t.Index(v)
		if i.P == nil {
			if t.Catch(ShapeTypeError) == nil {
				return nil, false
			}
		} else {
			return t.zeroBytes(v, i)
		}
	}
	if s, ok := t.allBytes(v); ok || t.Exc.P != nil {
		return copyBytes(s), ok
	}
	return t.bytesOfItems(fn, v)
}

func (t *Thread) zeroBytes(v, i Value) ([]byte, bool) {
	n, ok := Int64(i)
	switch {
	case !ok:
		t.OverflowErrorf("cannot fit '%s' into an index-sized integer", t.TypeName(v))
		return nil, false
	case n < 0:
		t.ValueErrorf("negative count")
		return nil, false
	case n > maxBytes:
		t.MemoryError()
		return nil, false
	}
	return make([]byte, n), true
}

// bytesOfItems collects an iterable of ints.
func (t *Thread) bytesOfItems(fn string, v Value) ([]byte, bool) {
	if v.IsStr() {
		t.TypeErrorf("cannot convert '%s' object to %s", t.TypeName(v), fn)
		return nil, false
	}
	what := "bytes"
	if fn == "bytearray" {
		what = "byte"
	}
	it := v
	if s := v.Shape(); s != ShapeList && s != ShapeTuple {
		if it = t.Iter(v); it.P == nil {
			if t.Catch(ShapeTypeError) != nil {
				t.TypeErrorf("cannot convert '%s' object to %s", t.TypeName(v), fn)
			}
			return nil, false
		}
	}
	var b []byte
	failed := false
	ok := t.Each(it, func(x Value) bool {
		c, ok := t.byteArg(x, what)
		if ok {
			b = append(b, c)
		}
		failed = !ok
		return ok
	})
	return b, ok && !failed
}

// byteArg takes an int from 0 to 255.
func (t *Thread) byteArg(v Value, what string) (byte, bool) {
	if v.IsInt() && v.N < 256 {
		return byte(v.N), true
	}
	i := t.Index(v)
	if i.P == nil {
		return 0, false
	}
	n, ok := Int64(i)
	if !ok || n < 0 || n > 255 {
		t.ValueErrorf("%s must be in range(0, 256)", what)
		return 0, false
	}
	return byte(n), true
}

// Hash returns the hash of the bytes, computed once.
func (b *Bytes) Hash(m *Machine) uint64 {
	if b.hash == 0 {
		b.hash = HashBytes(m, b.B)
	}
	return b.hash
}

func bytesHash(t *Thread, a []Value) Value { return Int(int64((*Bytes)(a[0].P).Hash(t.M))) }

func bytesBytes(t *Thread, a []Value) Value { return plainBytes((*Bytes)(a[0].P)) }

// plainBytes returns b as exactly a bytes.
func plainBytes(b *Bytes) Value {
	if b.Shape == ShapeBytes {
		return FromHeader(&b.Header)
	}
	return NewBytes(b.B)
}

func bytesGetNewArgs(t *Thread, a []Value) Value { return TupleOf(NewBytes((*Bytes)(a[0].P).B)) }

func bytesSizeOf(t *Thread, a []Value) Value { return Int(int64(33 + len((*Bytes)(a[0].P).B))) }

func bytesGetItemMethod(t *Thread, a []Value) Value {
	b, k := (*Bytes)(a[0].P), a[1]
	if k.Shape() == ShapeSlice {
		start, _, step, n, ok := t.SliceIndices((*Slice)(k.P), len(b.B))
		switch {
		case !ok:
			return Value{}
		case n == len(b.B) && step == 1:
			return plainBytes(b)
		case step == 1:
			return b.piece(b.B[start : start+n])
		}
		return NewBytesOf(stride(b.B, start, step, n))
	}
	i, ok := t.byteIndex(k, "byte")
	if !ok {
		return Value{}
	}
	if i < 0 {
		i += len(b.B)
	}
	if uint(i) >= uint(len(b.B)) {
		return t.IndexErrorf("index out of range")
	}
	return Int(int64(b.B[i]))
}

// byteIndex takes an index of bytes or bytearray.
func (t *Thread) byteIndex(k Value, what string) (int, bool) {
	if k.IsInt() {
		return int(int64(k.N)), true
	}
	if !t.hasIndex(k) {
		t.TypeErrorf("%s indices must be integers or slices, not %s", what, t.TypeName(k))
		return 0, false
	}
	return t.IndexInt(k)
}

// stride copies n bytes from start by step.
func stride(s string, start, step, n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = s[start]
		start += step
	}
	return b
}

// piece makes a bytes of a part of b; a small one does not keep b alive.
func (b *Bytes) piece(part string) Value {
	if len(part) < len(b.B)/4 {
		part = strings.Clone(part)
	}
	return NewBytes(part)
}

func bytesMakeTrans(t *Thread, a []Value) Value {
	from, ok := t.BytesLike(a[0])
	if !ok {
		return Value{}
	}
	to, ok := t.BytesLike(a[1])
	if !ok {
		return Value{}
	}
	if len(from) != len(to) {
		return t.ValueErrorf("maketrans arguments must have same length")
	}
	table := make([]byte, 256)
	for i := range table {
		table[i] = byte(i)
	}
	for i := 0; i < len(from); i++ {
		table[from[i]] = to[i]
	}
	return NewBytesOf(table)
}

var (
	bytesIteratorDecl = TypeDecl{Shape: ShapeBytesIterator, Name: "bytes_iterator", Kind: KindOpaque, Flags: iteratorFlags,
		Methods: bytesIteratorMethods, Next: bytesIteratorNext}
	byteArrayIteratorDecl = TypeDecl{Shape: ShapeByteArrayIterator, Name: "bytearray_iterator", Kind: KindOpaque, Flags: iteratorFlags,
		Methods: bytesIteratorMethods, Next: bytesIteratorNext}
)

// bytesIterator steps through a bytes or bytearray; seq is nil at the end.
type bytesIterator struct {
	Opaque
	seq Value
	i   int
}

var bytesIteratorMethods = []Def{
	lengthHintDef(func(t *Thread, v Value) Value {
		it := (*bytesIterator)(v.P)
		if it.seq.P == nil {
			return Int(0)
		}
		return Int(int64(max(len(bytesText(it.seq))-it.i, 0)))
	}),
	reduceDef(func(t *Thread, v Value) Value {
		it := (*bytesIterator)(v.P)
		if it.seq.P == nil {
			return t.reduceCall("iter", TupleOf(EmptyTuple))
		}
		return t.reduceCall("iter", TupleOf(it.seq), Int(int64(it.i)))
	}),
	setStateDef(func(t *Thread, v Value, i int) {
		if it := (*bytesIterator)(v.P); it.seq.P != nil {
			it.i = min(max(i, 0), len(bytesText(it.seq)))
		}
	}),
}

func bytesIter(t *Thread, a []Value) Value {
	it := &bytesIterator{seq: a[0]}
	if a[0].Kind() == KindByteArray {
		return initIterator(&it.Opaque, ShapeByteArrayIterator)
	}
	return initIterator(&it.Opaque, ShapeBytesIterator)
}

func bytesIteratorNext(t *Thread, v Value) Value {
	it := (*bytesIterator)(v.P)
	if it.seq.P == nil {
		return Value{}
	}
	s := bytesText(it.seq)
	if it.i >= len(s) {
		it.seq = Value{}
		return Value{}
	}
	it.i++
	return Int(int64(s[it.i-1]))
}
