package object

import "unsafe"

var (
	strIteratorDecl = TypeDecl{Shape: ShapeStrIterator, Name: "str_iterator", Kind: KindOpaque, Flags: iteratorFlags,
		Methods: strIteratorMethods, Next: strIteratorNext}
	strASCIIIteratorDecl = TypeDecl{Shape: ShapeStrASCIIIterator, Name: "str_ascii_iterator", Kind: KindOpaque, Flags: iteratorFlags,
		Methods: strIteratorMethods, Next: strASCIIIteratorNext}
)

// strIterator steps through the code points of a str; s is nil at the end.
type strIterator struct {
	Opaque
	s      *Str
	offset int // in bytes
	i      int
}

var strIteratorMethods = []Def{
	lengthHintDef(func(t *Thread, v Value) Value {
		it := (*strIterator)(v.P)
		if it.s == nil {
			return Int(0)
		}
		return Int(int64(it.s.n - it.i))
	}),
	reduceDef(func(t *Thread, v Value) Value {
		it := (*strIterator)(v.P)
		if it.s == nil {
			return t.reduceCall("iter", TupleOf(emptyStr.Value()))
		}
		return t.reduceCall("iter", TupleOf(it.s.Value()), Int(int64(it.i)))
	}),
	setStateDef(func(t *Thread, v Value, i int) {
		if it := (*strIterator)(v.P); it.s != nil {
			it.i = min(max(i, 0), it.s.n)
			it.offset = it.s.Offset(it.i)
		}
	}),
}

func strIter(t *Thread, a []Value) Value {
	it := &strIterator{s: (*Str)(a[0].P)}
	if it.s.IsASCII() {
		return initIterator(&it.Opaque, ShapeStrASCIIIterator)
	}
	return initIterator(&it.Opaque, ShapeStrIterator)
}

func strASCIIIteratorNext(t *Thread, v Value) Value {
	it := (*strIterator)(v.P)
	if it.s == nil {
		return Value{}
	}
	if it.offset >= len(it.s.S) {
		it.s = nil
		return Value{}
	}
	c := it.s.S[it.offset]
	it.offset++
	it.i++
	return Value{P: unsafe.Pointer(&OneChar[c])}
}

func strIteratorNext(t *Thread, v Value) Value {
	it := (*strIterator)(v.P)
	if it.s == nil {
		return Value{}
	}
	if it.offset >= len(it.s.S) {
		it.s = nil
		return Value{}
	}
	r, n := DecodeRune(it.s.S[it.offset:])
	it.offset += n
	it.i++
	return NewChar(r)
}
