package object

import (
	"slices"
	"strings"
)

// ByteArray is a mutable byte string. While memoryviews of it live, its size
// must not change.
type ByteArray struct {
	Header
	B     []byte
	views Views
}

var byteArrayDecl = TypeDecl{
	Shape: ShapeByteArray, Name: "bytearray", Kind: KindByteArray,
	Doc: "bytearray(iterable_of_ints) -> bytearray\nbytearray(string, encoding[, errors]) -> bytearray\n" +
		"bytearray(bytes_or_buffer) -> mutable copy\nbytearray(int) -> that many zero bytes\nbytearray() -> empty bytearray\n\n" +
		"A mutable sequence of bytes.",
	New:     &Def{"__new__(cls, /, *args, **kwargs)", "Create and return a new object.", byteArrayNew},
	Methods: byteArrayMethods[:],
	Shared:  sharedBytesMethods[:],
	Class:   []Def{{"fromhex(cls, string, /)", "Create a bytearray from pairs of hexadecimal digits, between which spaces may stand.", bytesFromHex}},
	Static:  []Def{{"maketrans(frm, to, /)", "Return a table for translate that maps each byte of frm to the one in to.", bytesMakeTrans}},
	Attrs:   []Attr{{"__hash__", None}},
}

// byteArrayMethods is what bytearray has and bytes has not, or has otherwise.
var byteArrayMethods = [...]Def{
	{"__init__(self, source=<>, encoding=<>, errors=<>)", "Initialize self.", byteArrayInit},
	{"__getitem__(self, key, /)", "Return self[key].", byteArrayGetItem},
	{"__setitem__(self, key, value, /)", "Set self[key] to value.", byteArraySetItem},
	{"__delitem__(self, key, /)", "Delete self[key].", byteArrayDelItem},
	{"__iter__(self, /)", "Implement iter(self).", bytesIter},
	{"__iadd__(self, value, /)", "Implement self+=value.", byteArrayIAdd},
	{"__imul__(self, value, /)", "Implement self*=value.", byteArrayIMul},
	{"__alloc__(self, /)", "Return the number of bytes that are allotted.", byteArrayAlloc},
	{"__reduce__(self, /)", "Return state information for pickling.", byteArrayReduce},
	{"__reduce_ex__(self, proto=0, /)", "Return state information for pickling.", byteArrayReduceEx},
	{"__sizeof__(self, /)", "Return the size of the object in memory, in bytes.", byteArraySizeOf},
	{"append(self, item, /)", "Append a byte.", byteArrayAppend},
	{"clear(self, /)", "Remove all bytes.", byteArrayClear},
	{"copy(self, /)", "Return a copy.", byteArrayCopy},
	{"extend(self, iterable_of_ints, /)", "Append the bytes of an iterable or buffer.", byteArrayExtend},
	{"insert(self, index, item, /)", "Insert a byte before the index.", byteArrayInsert},
	{"pop(self, index=-1, /)", "Remove the byte at the index and return it.", byteArrayPop},
	{"remove(self, value, /)", "Remove the first occurrence of a byte.", byteArrayRemove},
	{"reverse(self, /)", "Reverse the order of the bytes in place.", byteArrayReverse},
}

// NewByteArray makes a bytearray that owns b.
func NewByteArray(b []byte) Value {
	return FromHeader(&(&ByteArray{Header: Header{Shape: ShapeByteArray, Kind: KindByteArray}, B: b}).Header)
}

// AsByteArray returns the ByteArray v is, or nil; subclasses included.
func AsByteArray(v Value) *ByteArray {
	if v.P != nil && v.Kind() == KindByteArray {
		return (*ByteArray)(v.P)
	}
	return nil
}

func byteArrayNew(t *Thread, a []Value) Value {
	ty := AsType(a[0])
	if ty.Shape0.ID == ShapeByteArray {
		return NewByteArray(nil)
	}
	return initWide(&(&byteArrayWide{}).Header, ty, KindByteArray)
}

func byteArrayInit(t *Thread, a []Value) Value {
	b := (*ByteArray)(a[0].P)
	if len(b.B) != 0 && !b.resize(t, 0, len(b.B), nil) {
		return Value{}
	}
	done, v := t.bytesOfText("bytearray", a[1], a[2], a[3])
	switch {
	case done && v.P == nil:
		return v
	case done:
		b.B = copyBytes((*Bytes)(v.P).B)
		return None
	}
	data, ok := t.bytesOf("bytearray", a[1])
	if !ok {
		return Value{}
	}
	b.B = data
	return None
}

// resize replaces bytes i to j by others; it raises BufferError where that
// changes the size while there are views. with must not alias b.
func (b *ByteArray) resize(t *Thread, i, j int, with []byte) bool {
	if len(with) == j-i {
		copy(b.B[i:j], with)
		return true
	}
	if !b.views.Resizable(t) {
		return false
	}
	if len(with) > maxBytes-(len(b.B)-(j-i)) {
		t.MemoryError()
		return false
	}
	switch {
	case j == len(b.B):
		b.B = append(b.B[:i], with...)
	case i == 0 && len(with) == 0:
		b.B = b.B[j:] // a queue drops its front at no cost
	default:
		b.B = slices.Replace(b.B, i, j, with...)
	}
	return true
}

func byteArrayGetItem(t *Thread, a []Value) Value {
	b, k := (*ByteArray)(a[0].P), a[1]
	if k.Shape() == ShapeSlice {
		start, stop, step, ok := t.SliceUnpack((*Slice)(k.P))
		if !ok {
			return Value{}
		}
		start, _, n := SliceAdjust(len(b.B), start, stop, step)
		return NewByteArray(stride(bytesString(b.B), start, step, n))
	}
	i, ok := b.index(t, k)
	if !ok {
		return Value{}
	}
	return Int(int64(b.B[i]))
}

// index takes the index of a byte.
func (b *ByteArray) index(t *Thread, k Value) (int, bool) {
	i, ok := t.byteIndex(k, "bytearray")
	if !ok {
		return 0, false
	}
	return b.inRange(t, i)
}

// inRange counts a negative index from the end; IndexError for one outside.
func (b *ByteArray) inRange(t *Thread, i int) (int, bool) {
	if i < 0 {
		i += len(b.B)
	}
	if uint(i) >= uint(len(b.B)) {
		t.IndexErrorf("bytearray index out of range")
		return 0, false
	}
	return i, true
}

func byteArraySetItem(t *Thread, a []Value) Value {
	b, k := (*ByteArray)(a[0].P), a[1]
	if k.Shape() == ShapeSlice {
		return b.setSlice(t, (*Slice)(k.P), a[2])
	}
	i, ok := t.byteIndex(k, "bytearray")
	if !ok {
		return Value{}
	}
	c, ok := t.byteArg(a[2], "byte") // whose __index__ may change the size
	if !ok {
		return Value{}
	}
	if i, ok = b.inRange(t, i); !ok {
		return Value{}
	}
	b.B[i] = c
	return None
}

func (b *ByteArray) setSlice(t *Thread, k *Slice, v Value) Value {
	start, stop, step, ok := t.SliceUnpack(k)
	if !ok {
		return Value{}
	}
	var data []byte
	switch {
	case v.Kind() == KindBytes:
		data = stringBytes((*Bytes)(v.P).B)
	case v.Kind() == KindByteArray:
		data = slices.Clone((*ByteArray)(v.P).B)
	case v.IsStr() || t.isNumber(v):
		return t.TypeErrorf("can assign only bytes, buffers, or iterables of ints in range(0, 256)")
	default:
		if data, ok = t.bytesOf("bytearray", v); !ok {
			return Value{}
		}
	}
	start, stop, n := SliceAdjust(len(b.B), start, stop, step)
	switch {
	case step == 1:
		ok = b.resize(t, start, max(start, stop), data)
	case len(data) == 0:
		ok = b.deleteStride(t, start, step, n)
	case len(data) != n:
		return t.ValueErrorf("attempt to assign bytes of size %d to extended slice of size %d", len(data), n)
	default:
		for _, c := range data {
			b.B[start] = c
			start += step
		}
	}
	if !ok {
		return Value{}
	}
	return None
}

// deleteStride removes n bytes from start by step.
func (b *ByteArray) deleteStride(t *Thread, start, step, n int) bool {
	if n == 0 {
		return true
	}
	if !b.views.Resizable(t) {
		return false
	}
	if step < 0 {
		start, step = start+(n-1)*step, -step
	}
	out := start
	for i, next := start, start; i < len(b.B); i++ {
		if i == next && n > 0 {
			next += step
			n--
			continue
		}
		b.B[out] = b.B[i]
		out++
	}
	b.B = b.B[:out]
	return true
}

func byteArrayDelItem(t *Thread, a []Value) Value {
	b, k := (*ByteArray)(a[0].P), a[1]
	var ok bool
	if k.Shape() == ShapeSlice {
		var start, stop, step int
		if start, stop, step, ok = t.SliceUnpack((*Slice)(k.P)); !ok {
			return Value{}
		}
		start, stop, n := SliceAdjust(len(b.B), start, stop, step)
		if step == 1 {
			ok = b.resize(t, start, max(start, stop), nil)
		} else {
			ok = b.deleteStride(t, start, step, n)
		}
	} else {
		var i int
		if i, ok = b.index(t, k); ok {
			ok = b.resize(t, i, i+1, nil)
		}
	}
	if !ok {
		return Value{}
	}
	return None
}

func byteArrayIAdd(t *Thread, a []Value) Value {
	b := (*ByteArray)(a[0].P)
	s, ok := t.oneBytes(a[1])
	if !ok {
		if t.Exc.P != nil {
			return Value{}
		}
		return t.TypeErrorf("can't concat %s to %s", t.TypeName(a[1]), t.TypeName(a[0]))
	}
	if a[0] == a[1] && s != "" { // the operand holds a view of itself
		return t.Raise(ShapeBufferError, "Existing exports of data: object cannot be re-sized")
	}
	if !b.resize(t, len(b.B), len(b.B), stringBytes(s)) {
		return Value{}
	}
	return a[0]
}

func byteArrayIMul(t *Thread, a []Value) Value {
	b := (*ByteArray)(a[0].P)
	n, ok := t.repeatCount(a[1])
	if !ok {
		return Value{}
	}
	n = max(n, 0)
	if n == 1 || len(b.B) == 0 {
		return a[0]
	}
	if !t.checkSize(len(b.B), n) || !b.views.Resizable(t) {
		return Value{}
	}
	b.B = repeatBytes(bytesString(b.B), n)
	return a[0]
}

// byteArrayAlloc counts the terminating null that CPython allots, and none of
// the room for growth.
func byteArrayAlloc(t *Thread, a []Value) Value {
	n := len((*ByteArray)(a[0].P).B)
	if n > 0 {
		n++
	}
	return Int(int64(n))
}

func byteArraySizeOf(t *Thread, a []Value) Value {
	n := byteArrayAlloc(t, a)
	return Int(56 + n.AsInt())
}

func byteArrayReduce(t *Thread, a []Value) Value {
	return t.byteArrayState(a[0], TupleOf(NewStr(latin1Text(bytesText(a[0]))), NewStr("latin-1")))
}

func byteArrayReduceEx(t *Thread, a []Value) Value {
	proto, ok := t.IntArg(a[1])
	if !ok {
		return Value{}
	}
	if proto < 3 {
		return byteArrayReduce(t, a)
	}
	if len((*ByteArray)(a[0].P).B) == 0 {
		return t.byteArrayState(a[0], EmptyTuple)
	}
	return t.byteArrayState(a[0], TupleOf(NewBytes(strings.Clone(bytesText(a[0])))))
}

func (t *Thread) byteArrayState(v, args Value) Value {
	state := None
	if r, found := t.CallSpecial(v, names.GetState); found {
		if r.P == nil {
			return r
		}
		state = r
	}
	return TupleOf(t.M.TypeOf(v).Value(), args, state)
}

func byteArrayAppend(t *Thread, a []Value) Value {
	c, ok := t.byteArg(a[1], "byte")
	if !ok {
		return Value{}
	}
	b := (*ByteArray)(a[0].P)
	if len(b.views.views) != 0 && !b.views.Resizable(t) {
		return Value{}
	}
	if len(b.B) >= maxBytes {
		return t.MemoryError()
	}
	b.B = append(b.B, c)
	return None
}

func byteArrayClear(t *Thread, a []Value) Value {
	b := (*ByteArray)(a[0].P)
	if !b.resize(t, 0, len(b.B), nil) {
		return Value{}
	}
	b.B = nil
	return None
}

func byteArrayCopy(t *Thread, a []Value) Value {
	return NewByteArray(slices.Clone((*ByteArray)(a[0].P).B))
}

func byteArrayExtend(t *Thread, a []Value) Value {
	b := (*ByteArray)(a[0].P)
	var data []byte
	if s, ok := t.tryBytes(a[1]); ok {
		data = stringBytes(s)
		if a[0] == a[1] {
			data = slices.Clone(data)
		}
	} else if t.Catch(ShapeBufferError) != nil {
		return t.TypeErrorf("can't set bytearray slice from %s", t.TypeName(a[1]))
	} else if t.Exc.P != nil {
		return Value{}
	} else if a[1].IsStr() {
		return t.TypeErrorf("expected iterable of integers; got: 'str'")
	} else {
		it := t.Iter(a[1])
		if it.P == nil {
			if t.Catch(ShapeTypeError) != nil {
				t.TypeErrorf("can't extend bytearray with %s", t.TypeName(a[1]))
			}
			return it
		}
		if _, _, ok := t.LengthHint(a[1]); !ok {
			return Value{}
		}
		if data, ok = t.bytesOfItems("bytearray", it); !ok {
			return Value{}
		}
	}
	if !b.resize(t, len(b.B), len(b.B), data) {
		return Value{}
	}
	return None
}

func byteArrayInsert(t *Thread, a []Value) Value {
	b := (*ByteArray)(a[0].P)
	i, ok := t.SizeArg(a[1])
	if !ok {
		return Value{}
	}
	c, ok := t.byteArg(a[2], "byte")
	if !ok {
		return Value{}
	}
	if i < 0 {
		i = max(i+len(b.B), 0)
	}
	i = min(i, len(b.B))
	if !b.resize(t, i, i, []byte{c}) {
		return Value{}
	}
	return None
}

func byteArrayPop(t *Thread, a []Value) Value {
	b := (*ByteArray)(a[0].P)
	i, ok := t.SizeArg(a[1])
	if !ok {
		return Value{}
	}
	if len(b.B) == 0 {
		return t.IndexErrorf("pop from empty bytearray")
	}
	if i < 0 {
		i += len(b.B)
	}
	if uint(i) >= uint(len(b.B)) {
		return t.IndexErrorf("pop index out of range")
	}
	c := b.B[i]
	if !b.resize(t, i, i+1, nil) {
		return Value{}
	}
	return Int(int64(c))
}

func byteArrayRemove(t *Thread, a []Value) Value {
	c, ok := t.byteArg(a[1], "byte")
	if !ok {
		return Value{}
	}
	b := (*ByteArray)(a[0].P)
	i := strings.IndexByte(bytesString(b.B), c)
	if i < 0 {
		return t.ValueErrorf("value not found in bytearray")
	}
	if !b.resize(t, i, i+1, nil) {
		return Value{}
	}
	return None
}

func byteArrayReverse(t *Thread, a []Value) Value {
	slices.Reverse((*ByteArray)(a[0].P).B)
	return None
}
