package object

import "math/big"

// rangeIterator yields n ints from next by step.
type rangeIterator struct {
	Opaque
	next, step, n int64
}

// bigRangeIterator is the iterator of a range beyond 64 bits: at the item
// number i of r.
type bigRangeIterator struct {
	Opaque
	r    *Range
	i, n *big.Int
}

func newRangeIterator(t *Thread, r *Range) Value {
	n, ok := r.length()
	if r.Big == nil && ok {
		it := &rangeIterator{next: r.Start, step: r.Step, n: n}
		return initIterator(&it.Opaque, ShapeRangeIterator)
	}
	it := &bigRangeIterator{r: r, i: new(big.Int), n: r.bigLength()}
	return initIterator(&it.Opaque, t.M.TypeFor(&longRangeIteratorDecl).Shape0.ID)
}

func rangeReversed(t *Thread, a []Value) Value {
	r := rangeOf(a[0])
	n, ok := r.length()
	if r.Big == nil && ok && n > 0 {
		last := r.Start + (n-1)*r.Step
		if step := -r.Step; step != r.Step { // -(-1<<63) is itself
			it := &rangeIterator{next: last, step: step, n: n}
			return initIterator(&it.Opaque, ShapeRangeIterator)
		}
	}
	start, _, step := r.parts()
	length := r.bigLength()
	last := new(big.Int).Sub(length, big.NewInt(1))
	last.Mul(last, step).Add(last, start)
	back := new(big.Int).Neg(step)
	before := new(big.Int).Sub(start, step)
	return newRangeIterator(t, rangeOf(newBigRange(last, before, back)))
}

var rangeIteratorDecl = TypeDecl{
	Shape: ShapeRangeIterator, Name: "range_iterator", Kind: KindOpaque, Flags: iteratorFlags,
	Next: func(t *Thread, v Value) Value {
		it := (*rangeIterator)(v.P)
		if it.n <= 0 {
			return Value{}
		}
		it.n--
		i := it.next
		it.next += it.step
		return Int(i)
	},
	Methods: []Def{
		lengthHintDef(func(t *Thread, v Value) Value { return Int((*rangeIterator)(v.P).n) }),
		reduceDef(func(t *Thread, v Value) Value {
			it := (*rangeIterator)(v.P)
			stop := new(big.Int).Mul(big.NewInt(it.n), big.NewInt(it.step))
			stop.Add(stop, big.NewInt(it.next))
			return t.reduceCall("iter", TupleOf(newBigRange(big.NewInt(it.next), stop, big.NewInt(it.step))), None)
		}),
		{"__setstate__(self, state, /)", "Set state information for unpickling.", func(t *Thread, a []Value) Value {
			i, ok := t.indexOverflow(a[1])
			if !ok {
				return Value{}
			}
			it := (*rangeIterator)(a[0].P)
			skip := min(max(int64(i), 0), it.n)
			it.next += skip * it.step
			it.n -= skip
			return None
		}},
	},
}

var longRangeIteratorDecl = TypeDecl{
	Name: "longrange_iterator", Kind: KindOpaque, Flags: iteratorFlags,
	Next: func(t *Thread, v Value) Value {
		it := (*bigRangeIterator)(v.P)
		if it.i.Cmp(it.n) >= 0 {
			return Value{}
		}
		x := it.r.bigItem(it.i)
		it.i.Add(it.i, big.NewInt(1))
		return x
	},
	Methods: []Def{
		lengthHintDef(func(t *Thread, v Value) Value {
			it := (*bigRangeIterator)(v.P)
			return BigInt(new(big.Int).Sub(it.n, it.i))
		}),
		reduceDef(func(t *Thread, v Value) Value {
			it := (*bigRangeIterator)(v.P)
			_, _, step := it.r.parts()
			start, stop := ToBig(it.r.bigItem(it.i)), ToBig(it.r.bigItem(it.n))
			return t.reduceCall("iter", TupleOf(newBigRange(start, stop, step)), None)
		}),
		{"__setstate__(self, state, /)", "Set state information for unpickling.", func(t *Thread, a []Value) Value {
			i := t.Index(a[1])
			if i.P == nil {
				return i
			}
			it := (*bigRangeIterator)(a[0].P)
			b := new(big.Int).Set(ToBig(i))
			if b.Sign() < 0 {
				b.SetInt64(0)
			}
			if b.Cmp(it.n) > 0 {
				b.Set(it.n)
			}
			it.i = b
			return None
		}},
	},
}
