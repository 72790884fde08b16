package object

import "unsafe"

// Tuple is a tuple. Items is never changed once the tuple can be seen.
type Tuple struct {
	Header
	Items []Value
}

// Tuples of one to three items, by far the most, hold them inline: one
// allocation instead of two.
type (
	tuple1 struct {
		Tuple
		items [1]Value
	}
	tuple2 struct {
		Tuple
		items [2]Value
	}
	tuple3 struct {
		Tuple
		items [3]Value
	}
)

// EmptyTuple is the one ().
var EmptyTuple = makeTuple(nil)

func makeTuple(items []Value) Value {
	return FromHeader(&(&Tuple{Header{Shape: ShapeTuple, Kind: KindTuple}, items}).Header)
}

// NewTuple makes a tuple that owns items.
func NewTuple(items []Value) Value {
	if len(items) == 0 {
		return EmptyTuple
	}
	return makeTuple(items)
}

// NewPair makes the tuple (a, b).
func NewPair(a, b Value) Value {
	u := &tuple2{items: [2]Value{a, b}}
	u.Shape, u.Kind, u.Items = ShapeTuple, KindTuple, u.items[:]
	return FromHeader(&u.Header)
}

// NewTriple makes the tuple (a, b, c).
func NewTriple(a, b, c Value) Value {
	u := &tuple3{items: [3]Value{a, b, c}}
	u.Shape, u.Kind, u.Items = ShapeTuple, KindTuple, u.items[:]
	return FromHeader(&u.Header)
}

// MakeTuple makes a tuple of n items, to be filled in before anybody sees it.
func MakeTuple(n int) (Value, []Value) {
	switch n {
	case 0:
		return EmptyTuple, nil
	case 1:
		u := &tuple1{}
		u.Shape, u.Kind, u.Items = ShapeTuple, KindTuple, u.items[:]
		return FromHeader(&u.Header), u.Items
	case 2:
		u := &tuple2{}
		u.Shape, u.Kind, u.Items = ShapeTuple, KindTuple, u.items[:]
		return FromHeader(&u.Header), u.Items
	case 3:
		u := &tuple3{}
		u.Shape, u.Kind, u.Items = ShapeTuple, KindTuple, u.items[:]
		return FromHeader(&u.Header), u.Items
	}
	items := make([]Value, n)
	return makeTuple(items), items
}

// TupleOf makes a tuple of its arguments, which it copies.
func TupleOf(items ...Value) Value {
	v, own := MakeTuple(len(items))
	copy(own, items)
	return v
}

// AsTuple returns the tuple v is, subclasses included, or nil.
func AsTuple(v Value) *Tuple {
	if v.P != nil && v.Kind() == KindTuple {
		return (*Tuple)(v.P)
	}
	return nil
}

// Value returns u as a Value.
func (u *Tuple) Value() Value { return Value{P: unsafe.Pointer(u)} }

var tupleDecl = TypeDecl{
	Shape: ShapeTuple, Name: "tuple", Kind: KindTuple, Flags: TypeSequence,
	Doc:  "Built-in immutable sequence.\n\nWithout an argument the tuple is empty; else it takes the items of the iterable.\nA tuple as argument is returned itself.",
	New:  &Def{"__new__(cls, iterable=(), /, **kwargs)", "Create a tuple.", tupleNew},
	Call: &Def{"tuple(iterable=(), /)", "Make a tuple of the items of an iterable.", tupleCall},
	Methods: append(CompareDefs(tupleCompare), []Def{
		{"__repr__(self, /)", "Return repr(self).", tupleRepr},
		{"__hash__(self, /)", "Return hash(self).", func(t *Thread, a []Value) Value {
			h, ok := t.hashTuple(tupleOf(a[0]))
			if !ok {
				return Value{}
			}
			return Int(int64(h))
		}},
		{"__len__(self, /)", "Return len(self).", func(t *Thread, a []Value) Value { return Int(int64(len(tupleOf(a[0]).Items))) }},
		{"__getitem__(self, key, /)", "Return self[key].", func(t *Thread, a []Value) Value { return tupleGetItem(t, tupleOf(a[0]), a[1]) }},
		{"__contains__(self, key, /)", "Return bool(key in self).", func(t *Thread, a []Value) Value {
			i, ok := t.findItem(&tupleOf(a[0]).Items, a[1], 0, maxIndex)
			if !ok {
				return Value{}
			}
			return Bool(i >= 0)
		}},
		{"__iter__(self, /)", "Implement iter(self).", func(t *Thread, a []Value) Value { return newTupleIterator(tupleOf(a[0])) }},
		{"__add__(self, value, /)", "Return self+value.", tupleAdd},
		{"__mul__(self, value, /)", "Return self*value.", tupleMul},
		{"__rmul__(self, value, /)", "Return value*self.", tupleMul},
		{"index(self, value, start=0, stop=9223372036854775807, /)", "Return the first index of value.\n\nRaises ValueError if value is not present.", tupleIndex},
		{"count(self, value, /)", "Return the number of items equal to value.", func(t *Thread, a []Value) Value {
			return t.countItem(&tupleOf(a[0]).Items, a[1])
		}},
		{"__getnewargs__(self, /)", "Return the arguments of __new__ for pickling.", func(t *Thread, a []Value) Value {
			return TupleOf(plainTuple(a[0]))
		}},
	}...),
	Class: []Def{classGetItem},
}

func tupleOf(v Value) *Tuple { return (*Tuple)(v.P) }

// plainTuple returns v, a tuple of any type, as exactly a tuple.
func plainTuple(v Value) Value {
	if v.Shape() == ShapeTuple {
		return v
	}
	return NewTuple(tupleOf(v).Items)
}

func tupleCall(t *Thread, a []Value) Value {
	if a[0].Shape() == ShapeTuple {
		return a[0]
	}
	if a[0].Shape() == ShapeList {
		return TupleOf((*List)(a[0].P).Items...)
	}
	items, ok := t.Collect(a[0])
	if !ok {
		return Value{}
	}
	return NewTuple(items)
}

// tupleNew is tuple.__new__. Keywords are for the __init__ of a subclass, if it
// has one.
func tupleNew(t *Thread, a []Value) Value {
	ty := (*Type)(a[0].P)
	if a[2].P != nil && !definesInit(t, ty) {
		return t.TypeErrorf("tuple() takes no keyword arguments")
	}
	v := tupleCall(t, a[1:2])
	if v.P == nil || ty.Shape0.ID == ShapeTuple {
		return v
	}
	w := &tupleWide{}
	w.Items = tupleOf(v).Items
	return initWide(&w.Header, ty, KindTuple)
}

// definesInit reports whether ty has an __init__ other than object's.
func definesInit(t *Thread, ty *Type) bool {
	return t.M.Lookup(ty, names.Init) != t.M.Own(t.M.Type(ShapeObject), names.Init)
}

func tupleGetItem(t *Thread, u *Tuple, k Value) Value {
	if k.Kind() == KindSlice {
		start, _, step, n, ok := t.SliceIndices((*Slice)(k.P), len(u.Items))
		switch {
		case !ok:
			return Value{}
		case n == len(u.Items) && step == 1:
			return plainTuple(u.Value())
		case step == 1:
			return NewTuple(u.Items[start : start+n : start+n])
		}
		return NewTuple(selectItems(u.Items, start, step, n))
	}
	i, ok := t.itemIndex(k, "tuple")
	if !ok {
		return Value{}
	}
	if i < 0 {
		i += len(u.Items)
	}
	if i < 0 || i >= len(u.Items) {
		return t.IndexErrorf("tuple index out of range")
	}
	return u.Items[i]
}

func tupleCompare(op CompareOp) NativeFn {
	return func(t *Thread, a []Value) Value {
		if a[1].Kind() != KindTuple {
			return NotImplemented
		}
		return t.compareItems(op, &tupleOf(a[0]).Items, &tupleOf(a[1]).Items)
	}
}

func (t *Thread) hashTuple(u *Tuple) (uint64, bool) {
	if !t.Enter("") {
		return 0, false
	}
	h := newTupleHash()
	for _, v := range u.Items {
		x, ok := t.Hash(v)
		if !ok {
			t.Leave()
			return 0, false
		}
		h.add(x)
	}
	t.Leave()
	return h.sum(), true
}

func tupleRepr(t *Thread, a []Value) Value {
	u := tupleOf(a[0])
	if len(u.Items) == 0 {
		return NewStr("()")
	}
	if !t.ReprEnter(a[0]) {
		return NewStr("(...)")
	}
	b, ok := t.appendItems([]byte{'('}, &u.Items)
	t.ReprLeave()
	if !ok {
		return Value{}
	}
	if len(u.Items) == 1 {
		b = append(b, ',')
	}
	return NewStr(string(append(b, ')')))
}

func tupleAdd(t *Thread, a []Value) Value {
	x, y := tupleOf(a[0]), AsTuple(a[1])
	switch {
	case y == nil:
		return t.TypeErrorf("can only concatenate tuple (not \"%s\") to tuple", t.TypeName(a[1]))
	case len(x.Items) == 0 && y.Shape == ShapeTuple:
		return a[1]
	case len(y.Items) == 0 && x.Shape == ShapeTuple:
		return a[0]
	case !t.Reserve(len(x.Items)+len(y.Items), valueSize):
		return Value{}
	}
	return NewTuple(concatItems(x.Items, y.Items))
}

func tupleMul(t *Thread, a []Value) Value {
	if a[1].IsInt() && int64(a[1].N) == 1 && a[0].Shape() == ShapeTuple {
		return a[0]
	}
	items, ok := t.repeatItems(tupleOf(a[0]).Items, a[1])
	if !ok {
		return Value{}
	}
	return NewTuple(items)
}

func tupleIndex(t *Thread, a []Value) Value {
	items := &tupleOf(a[0]).Items
	start, stop, ok := t.SearchBounds(a[2], a[3], len(*items))
	if !ok {
		return Value{}
	}
	i, ok := t.findItem(items, a[1], start, stop)
	switch {
	case !ok:
		return Value{}
	case i < 0:
		return t.ValueErrorf("tuple.index(x): x not in tuple")
	}
	return Int(int64(i))
}
