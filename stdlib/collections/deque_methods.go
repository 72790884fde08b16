package collections

import (
	"math"
	"strconv"
	"unsafe"

	"github.com/aio-lang/aio/vm/object"
)

var dequeDecl = typeDecl{
	Name: "collections.deque", Kind: object.KindOpaque, Flags: object.TypeSequence | object.TypeSolid,
	Doc: "A list-like sequence optimized for accesses near its ends.",
	New: &def{Sig: "__new__(cls, /, *args, **kwargs)", Doc: "Create an empty deque.", Fn: func(t *thread, a []value) value {
		_, v := newDeque(class(a), -1)
		return v
	}},
	Methods: append(object.CompareDefs(dequeCompare), []def{
		{Sig: "__init__(self, /, iterable=(), maxlen=None)", Doc: "Fill the deque from an iterable.", Fn: dequeInit},
		{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: dequeRepr},
		{Sig: "__len__(self, /)", Doc: "Return len(self).", Fn: func(t *thread, a []value) value { return object.Int(int64(dequeOf(a[0]).n)) }},
		{Sig: "__getitem__(self, key, /)", Doc: "Return self[key].", Fn: func(t *thread, a []value) value {
			i, ok := dequeOf(a[0]).place(t, a[1])
			if !ok {
				return value{}
			}
			return *dequeOf(a[0]).at(i)
		}},
		{Sig: "__setitem__(self, key, value, /)", Doc: "Set self[key] to value.", Fn: func(t *thread, a []value) value {
			i, ok := dequeOf(a[0]).place(t, a[1])
			if ok {
				*dequeOf(a[0]).at(i) = a[2]
			}
			return noneIf(ok)
		}},
		{Sig: "__delitem__(self, key, /)", Doc: "Delete self[key].", Fn: func(t *thread, a []value) value {
			i, ok := dequeOf(a[0]).place(t, a[1])
			if ok {
				dequeOf(a[0]).remove(i)
			}
			return noneIf(ok)
		}},
		{Sig: "__contains__(self, key, /)", Doc: "Return bool(key in self).", Fn: func(t *thread, a []value) value {
			i, ok := dequeOf(a[0]).find(t, a[1], 0, math.MaxInt, object.ShapeRuntimeError)
			return boolIf(i >= 0, ok)
		}},
		{Sig: "__iter__(self, /)", Doc: "Implement iter(self).", Fn: func(t *thread, a []value) value {
			return newDequeIterator(t, dequeOf(a[0]), &dequeIteratorDecl)
		}},
		{Sig: "__reversed__(self, /)", Doc: "Return a reverse iterator over the deque.", Fn: func(t *thread, a []value) value {
			return newDequeIterator(t, dequeOf(a[0]), &dequeReverseIteratorDecl)
		}},
		{Sig: "__add__(self, value, /)", Doc: "Return self+value.", Fn: dequeAdd},
		{Sig: "__iadd__(self, value, /)", Doc: "Implement self+=value.", Fn: func(t *thread, a []value) value {
			if !dequeOf(a[0]).extend(t, a[1], (*Deque).Append) {
				return value{}
			}
			return a[0]
		}},
		{Sig: "__mul__(self, value, /)", Doc: "Return self*value.", Fn: dequeMul},
		{Sig: "__rmul__(self, value, /)", Doc: "Return value*self.", Fn: dequeMul},
		{Sig: "__imul__(self, value, /)", Doc: "Implement self*=value.", Fn: func(t *thread, a []value) value {
			if ok, isIndex := dequeOf(a[0]).repeat(t, a[1]); !isIndex {
				return object.NotImplemented
			} else if !ok {
				return value{}
			}
			return a[0]
		}},
		{Sig: "append(self, item, /)", Doc: "Add an element to the right side of the deque.", Fn: func(t *thread, a []value) value {
			dequeOf(a[0]).Append(a[1])
			return object.None
		}},
		{Sig: "appendleft(self, item, /)", Doc: "Add an element to the left side of the deque.", Fn: func(t *thread, a []value) value {
			dequeOf(a[0]).AppendLeft(a[1])
			return object.None
		}},
		{Sig: "extend(self, iterable, /)", Doc: "Add the elements of the iterable to the right side of the deque.", Fn: func(t *thread, a []value) value {
			return noneIf(dequeOf(a[0]).extend(t, a[1], (*Deque).Append))
		}},
		{Sig: "extendleft(self, iterable, /)", Doc: "Add the elements of the iterable to the left side of the deque, one after the other.", Fn: func(t *thread, a []value) value {
			return noneIf(dequeOf(a[0]).extend(t, a[1], (*Deque).AppendLeft))
		}},
		{Sig: "pop(self, /)", Doc: "Remove and return the rightmost element.", Fn: func(t *thread, a []value) value {
			d := dequeOf(a[0])
			if d.n == 0 {
				return t.IndexErrorf("pop from an empty deque")
			}
			return d.Pop()
		}},
		{Sig: "popleft(self, /)", Doc: "Remove and return the leftmost element.", Fn: func(t *thread, a []value) value {
			d := dequeOf(a[0])
			if d.n == 0 {
				return t.IndexErrorf("pop from an empty deque")
			}
			return d.PopLeft()
		}},
		{Sig: "insert(self, index, value, /)", Doc: "Insert value before index.", Fn: dequeInsert},
		{Sig: "remove(self, value, /)", Doc: "Remove the first element equal to value.", Fn: dequeRemove},
		{Sig: "index(self, value, start=0, stop=9223372036854775807, /)", Doc: "Return the first index of value.\n\nRaises ValueError if value is not present.", Fn: dequeIndex},
		{Sig: "count(self, value, /)", Doc: "Return the number of elements equal to value.", Fn: func(t *thread, a []value) value {
			d, n := dequeOf(a[0]), int64(0)
			for i := 0; ; i++ {
				j, ok := d.find(t, a[1], i, math.MaxInt, object.ShapeRuntimeError)
				if !ok {
					return value{}
				}
				if j < 0 {
					return object.Int(n)
				}
				n, i = n+1, j
			}
		}},
		{Sig: "rotate(self, n=1, /)", Doc: "Rotate the deque n steps to the right.  If n is negative, rotates left.", Fn: func(t *thread, a []value) value {
			n, ok := t.IndexInt(a[1])
			if ok {
				dequeOf(a[0]).rotate(n)
			}
			return noneIf(ok)
		}},
		{Sig: "reverse(self, /)", Doc: "Reverse the deque in place.", Fn: func(t *thread, a []value) value {
			d := dequeOf(a[0])
			for i, j := 0, d.n-1; i < j; i, j = i+1, j-1 {
				x, y := d.at(i), d.at(j)
				*x, *y = *y, *x
			}
			return object.None
		}},
		{Sig: "clear(self, /)", Doc: "Remove all elements from the deque.", Fn: func(t *thread, a []value) value {
			dequeOf(a[0]).clear()
			return object.None
		}},
		{Sig: "copy(self, /)", Doc: "Return a shallow copy of the deque.", Fn: dequeCopy},
		{Sig: "__copy__(self, /)", Doc: "Return a shallow copy of the deque.", Fn: dequeCopy},
		{Sig: "__reduce__(self, /)", Doc: "Return state information for pickling.", Fn: func(t *thread, a []value) value {
			d := dequeOf(a[0])
			it := t.Iter(a[0])
			if it.P == nil {
				return it
			}
			args := object.EmptyTuple
			if d.maxlen >= 0 {
				args = object.TupleOf(object.EmptyTuple, object.Int(int64(d.maxlen)))
			}
			return object.TupleOf(t.M.TypeOf(a[0]).Value(), args, instanceDict(t, a[0]), it)
		}},
		{Sig: "__sizeof__(self, /)", Doc: "Return the size of the deque in memory, in bytes.", Fn: func(t *thread, a []value) value {
			return object.Int(int64(unsafe.Sizeof(Deque{}) + uintptr(len(dequeOf(a[0]).buf))*unsafe.Sizeof(value{})))
		}},
	}...),
	Class: []def{classGetItem},
	GetSets: []getSet{{Name: "maxlen", Doc: "maximum size of a deque or None if unbounded", Get: func(t *thread, v value) value {
		if n := dequeOf(v).maxlen; n >= 0 {
			return object.Int(int64(n))
		}
		return object.None
	}}},
	Attrs: []object.Attr{{Name: "__hash__", Value: object.None}},
}

func dequeInit(t *thread, a []value) value {
	d := dequeOf(a[0])
	maxlen := -1
	if !a[2].IsNone() {
		if !object.IsIntLike(a[2]) {
			return t.TypeErrorf("an integer is required")
		}
		n, ok := object.Int64(a[2])
		switch {
		case !ok:
			return t.OverflowErrorf("Python int too large to convert to C ssize_t")
		case n < 0:
			return t.ValueErrorf("maxlen must be non-negative")
		}
		maxlen = int(n)
	}
	d.clear()
	d.maxlen = maxlen
	return noneIf(a[1] == object.EmptyTuple || d.extend(t, a[1], (*Deque).Append))
}

// place returns the index in range that k stands for.
func (d *Deque) place(t *thread, k value) (int, bool) {
	if !object.IsIntLike(k) && t.M.Lookup(t.M.TypeOf(k), object.Names().Index).P == nil {
		t.TypeErrorf("sequence index must be integer, not '%s'", t.TypeName(k))
		return 0, false
	}
	i, ok := t.IndexInt(k)
	if !ok {
		return 0, false
	}
	if i < 0 {
		i += d.n
	}
	if i < 0 || i >= d.n {
		t.IndexErrorf("deque index out of range")
		return 0, false
	}
	return i, true
}

func dequeCompare(op object.CompareOp) object.NativeFn {
	return func(t *thread, a []value) value {
		x, y := dequeOf(a[0]), AsDeque(a[1])
		if y == nil {
			return object.NotImplemented
		}
		if x.n != y.n && (op == object.OpEq || op == object.OpNe) {
			return object.Bool(op == object.OpNe)
		}
		p, q := object.NewList(x.items()), object.NewList(y.items())
		return t.Compare(op, p, q)
	}
}

func dequeRepr(t *thread, a []value) value {
	d := dequeOf(a[0])
	if !t.ReprEnter(a[0]) {
		return object.NewStr("[...]")
	}
	defer t.ReprLeave()
	s, ok := t.Repr(object.NewList(d.items()))
	if !ok {
		return value{}
	}
	s = t.M.TypeOf(a[0]).Name + "(" + s
	if d.maxlen >= 0 {
		s += ", maxlen=" + strconv.Itoa(d.maxlen)
	}
	return object.NewStr(s + ")")
}

func dequeCopy(t *thread, a []value) value {
	d, ty := dequeOf(a[0]), t.M.TypeOf(a[0])
	if !ty.IsHeap() {
		c, v := newDeque(ty, d.maxlen)
		c.buf, c.n = d.items(), d.n
		c.resize(ceilPower(d.n))
		return v
	}
	if d.maxlen >= 0 {
		return t.Call(ty.Value(), a[0], object.Int(int64(d.maxlen)))
	}
	return t.Call(ty.Value(), a[0])
}

func ceilPower(n int) int {
	size := 8
	for size < n {
		size *= 2
	}
	return size
}

func dequeAdd(t *thread, a []value) value {
	if AsDeque(a[1]) == nil {
		return t.TypeErrorf("can only concatenate deque (not \"%s\") to deque", t.TypeName(a[1]))
	}
	v := dequeCopy(t, a[:1])
	if v.P == nil || !dequeOf(v).extend(t, a[1], (*Deque).Append) {
		return value{}
	}
	return v
}

// repeat repeats the items in place. isIndex is false, with nothing pending,
// where count is no index.
func (d *Deque) repeat(t *thread, count value) (ok, isIndex bool) {
	if !object.IsIntLike(count) && t.M.Lookup(t.M.TypeOf(count), object.Names().Index).P == nil {
		return false, false
	}
	i := t.Index(count)
	if i.P == nil {
		return false, true
	}
	k, fits := object.Int64(i)
	if !fits {
		t.OverflowErrorf("cannot fit '%s' into an index-sized integer", t.TypeName(count))
		return false, true
	}
	items := d.items()
	switch {
	case k <= 0:
		d.clear()
		return true, true
	case len(items) == 0:
		return true, true
	case d.maxlen >= 0: // no more repetitions than can be seen
		k = min(k, int64(d.maxlen/len(items)+2))
	case k > math.MaxInt64/int64(len(items)) || !t.Reserve(int(k)*len(items), 16):
		if t.Exc.P == nil {
			t.Raise(object.ShapeMemoryError, "")
		}
		return false, true
	}
	for ; k > 1; k-- {
		for _, v := range items {
			d.Append(v)
		}
	}
	return true, true
}

func dequeMul(t *thread, a []value) value {
	if !object.IsIntLike(a[1]) && t.M.Lookup(t.M.TypeOf(a[1]), object.Names().Index).P == nil {
		return t.TypeErrorf("can't multiply sequence by non-int of type '%s'", t.TypeName(a[1]))
	}
	v := dequeCopy(t, a[:1])
	if v.P == nil {
		return v
	}
	if ok, _ := dequeOf(v).repeat(t, a[1]); !ok {
		return value{}
	}
	return v
}

func dequeInsert(t *thread, a []value) value {
	d := dequeOf(a[0])
	i, ok := t.IndexInt(a[1])
	if !ok {
		return value{}
	}
	if d.n == d.maxlen {
		return t.IndexErrorf("deque already at its maximum size")
	}
	if i < 0 {
		i = max(i+d.n, 0)
	}
	if i >= d.n {
		d.Append(a[2])
		return object.None
	}
	if i < d.n/2 {
		d.AppendLeft(a[2])
		for j := 0; j < i; j++ {
			*d.at(j) = *d.at(j + 1)
		}
	} else {
		d.Append(a[2])
		for j := d.n - 1; j > i; j-- {
			*d.at(j) = *d.at(j - 1)
		}
	}
	*d.at(i) = a[2]
	return object.None
}

func dequeRemove(t *thread, a []value) value {
	d := dequeOf(a[0])
	i, ok := d.find(t, a[1], 0, math.MaxInt, object.ShapeIndexError)
	switch {
	case !ok:
		return value{}
	case i < 0:
		r, ok := t.Repr(a[1])
		if !ok {
			return value{}
		}
		return t.ValueErrorf("%s is not in deque", r)
	}
	d.remove(i)
	return object.None
}

func dequeIndex(t *thread, a []value) value {
	d := dequeOf(a[0])
	start, stop, ok := t.SearchBounds(a[2], a[3], d.n)
	if !ok {
		return value{}
	}
	i, ok := d.find(t, a[1], start, stop, object.ShapeRuntimeError)
	if !ok {
		return value{}
	}
	if i < 0 {
		r, ok := t.Repr(a[1])
		if !ok {
			return value{}
		}
		return t.ValueErrorf("%s is not in deque", r)
	}
	return object.Int(int64(i))
}
