package object

import (
	"math"
	"math/big"
	"strconv"
)

// Range is range(Start, Stop, Step) with bounds of 64 bits; otherwise Big
// holds the three and the fields are unused.
type Range struct {
	Header
	Start, Stop, Step int64
	Big               *[3]*big.Int
}

// NewRange makes a range with 64-bit bounds; step must not be 0.
func NewRange(start, stop, step int64) Value {
	r := &Range{Header: Header{Shape: ShapeRange, Kind: KindRange}, Start: start, Stop: stop, Step: step}
	return FromHeader(&r.Header)
}

// newBigRange makes a range; the fast form where the bounds allow it and the
// length fits 64 bits.
func newBigRange(start, stop, step *big.Int) Value {
	if start.IsInt64() && stop.IsInt64() && step.IsInt64() {
		r := (*Range)(NewRange(start.Int64(), stop.Int64(), step.Int64()).P)
		if _, ok := r.length(); ok {
			return FromHeader(&r.Header)
		}
	}
	r := &Range{Header: Header{Shape: ShapeRange, Kind: KindRange}, Big: &[3]*big.Int{start, stop, step}}
	return FromHeader(&r.Header)
}

// length returns the number of items; ok is false where it exceeds 64 bits,
// which only Big ranges do.
func (r *Range) length() (n int64, ok bool) {
	if r.Big != nil {
		b := r.bigLength()
		return b.Int64(), b.IsInt64()
	}
	var u uint64
	switch {
	case r.Step > 0 && r.Start < r.Stop:
		u = (uint64(r.Stop)-uint64(r.Start)-1)/uint64(r.Step) + 1
	case r.Step < 0 && r.Start > r.Stop:
		u = (uint64(r.Start)-uint64(r.Stop)-1)/-uint64(r.Step) + 1
	}
	return int64(u), u <= math.MaxInt64
}

// parts returns start, stop and step as big ints not to be changed.
func (r *Range) parts() (start, stop, step *big.Int) {
	if r.Big != nil {
		return r.Big[0], r.Big[1], r.Big[2]
	}
	return big.NewInt(r.Start), big.NewInt(r.Stop), big.NewInt(r.Step)
}

func (r *Range) bigLength() *big.Int {
	start, stop, step := r.parts()
	d := new(big.Int).Sub(stop, start)
	if step.Sign() < 0 {
		d.Neg(d)
		step = new(big.Int).Neg(step)
	}
	if d.Sign() <= 0 {
		return new(big.Int)
	}
	d.Sub(d, big.NewInt(1))
	d.Quo(d, step)
	return d.Add(d, big.NewInt(1))
}

// bigItem returns start + i*step.
func (r *Range) bigItem(i *big.Int) Value {
	start, _, step := r.parts()
	v := new(big.Int).Mul(i, step)
	return BigInt(v.Add(v, start))
}

// items returns the items in a new slice; false for a big range, or with
// MemoryError pending.
func (r *Range) items(t *Thread) ([]Value, bool) {
	n, ok := r.length()
	if r.Big != nil || !ok || !t.Reserve(int(n), valueSize) {
		return nil, false
	}
	out := make([]Value, n)
	for i, x := 0, r.Start; i < len(out); i, x = i+1, x+r.Step {
		out[i] = Int(x)
	}
	return out, true
}

var rangeDecl = TypeDecl{
	Shape: ShapeRange, Name: "range", Kind: KindRange, Flags: TypeNoSubclass | TypeSequence,
	Doc: "range(stop) -> range object\nrange(start, stop[, step]) -> range object\n\nThe integers from start (inclusive, 0 by default) to stop (exclusive) by step.",
	New: &Def{"__new__(cls, start, stop=<>, step=<>, /)", "Create a range.", rangeNew},
	Methods: append(CompareDefs(rangeCompare), []Def{
		{"__repr__(self, /)", "Return repr(self).", rangeRepr},
		{"__hash__(self, /)", "Return hash(self).", rangeHash},
		{"__bool__(self, /)", "True if self else False", func(t *Thread, a []Value) Value {
			n, ok := rangeOf(a[0]).length()
			return Bool(n != 0 || !ok)
		}},
		{"__len__(self, /)", "Return len(self).", func(t *Thread, a []Value) Value {
			n, ok := rangeOf(a[0]).length()
			if !ok {
				return t.OverflowErrorf("Python int too large to convert to C ssize_t")
			}
			return Int(n)
		}},
		{"__getitem__(self, key, /)", "Return self[key].", rangeGetItem},
		{"__contains__(self, key, /)", "Return bool(key in self).", func(t *Thread, a []Value) Value {
			if !isPlainInt(a[1]) {
				return rangeSearch(t, a[0], a[1], func(int64, bool) {})
			}
			_, in := rangeOf(a[0]).position(a[1])
			return Bool(in)
		}},
		{"__iter__(self, /)", "Implement iter(self).", func(t *Thread, a []Value) Value { return newRangeIterator(t, rangeOf(a[0])) }},
		{"__reversed__(self, /)", "Return a reverse iterator.", rangeReversed},
		{"count(self, value, /)", "Return how often value occurs.", rangeCount},
		{"index(self, value, /)", "Return the index of value.\n\nRaises ValueError if value is not present.", rangeIndex},
		{"__reduce__(self, /)", "Return state information for pickling.", func(t *Thread, a []Value) Value {
			start, stop, step := rangeOf(a[0]).parts()
			return TupleOf(t.M.Type(ShapeRange).Value(), TupleOf(BigInt(start), BigInt(stop), BigInt(step)))
		}},
	}...),
	GetSets: []GetSetDef{
		{"start", "", func(t *Thread, v Value) Value { i, _, _ := rangeOf(v).parts(); return BigInt(i) }, readOnlyMember},
		{"stop", "", func(t *Thread, v Value) Value { _, i, _ := rangeOf(v).parts(); return BigInt(i) }, readOnlyMember},
		{"step", "", func(t *Thread, v Value) Value { _, _, i := rangeOf(v).parts(); return BigInt(i) }, readOnlyMember},
	},
}

func rangeOf(v Value) *Range { return (*Range)(v.P) }

// isPlainInt reports whether v is exactly an int or a bool: then finding it in
// a range is arithmetic, where other types are compared with each item.
func isPlainInt(v Value) bool { return v.Shape() == ShapeInt || v.IsBool() }

func rangeNew(t *Thread, a []Value) Value {
	one := Int(1)
	start, stop, step := a[1], a[2], a[3]
	switch {
	case stop.P == nil:
		start, stop, step = Int(0), start, one
	case step.P == nil:
		step = one
	}
	if start.IsInt() && stop.IsInt() && step.IsInt() && step.N != 0 {
		r := NewRange(int64(start.N), int64(stop.N), int64(step.N))
		if _, ok := rangeOf(r).length(); ok {
			return r
		}
	}
	if start = t.Index(start); start.P == nil {
		return start
	}
	if stop = t.Index(stop); stop.P == nil {
		return stop
	}
	if step = t.Index(step); step.P == nil {
		return step
	}
	b := ToBig(step)
	if b.Sign() == 0 {
		return t.ValueErrorf("range() arg 3 must not be zero")
	}
	return newBigRange(ToBig(start), ToBig(stop), b)
}

func rangeRepr(t *Thread, a []Value) Value {
	r := rangeOf(a[0])
	if r.Big == nil {
		s := "range(" + strconv.FormatInt(r.Start, 10) + ", " + strconv.FormatInt(r.Stop, 10)
		if r.Step != 1 {
			s += ", " + strconv.FormatInt(r.Step, 10)
		}
		return NewStr(s + ")")
	}
	b := []byte("range(")
	for i, p := range r.Big {
		if i == 2 && p.IsInt64() && p.Int64() == 1 {
			break
		}
		if i > 0 {
			b = append(b, ", "...)
		}
		var ok bool
		if b, ok = t.AppendRepr(b, BigInt(p)); !ok {
			return Value{}
		}
	}
	return NewStr(string(append(b, ')')))
}

// identity is what ranges compare and hash by: the length, the start where
// there is one item, the step where there are more; None for the rest.
func (r *Range) identity() (n, start, step Value) {
	s, _, d := r.parts()
	length := r.bigLength()
	n, start, step = BigInt(length), None, None
	if length.Sign() > 0 {
		start = BigInt(s)
		if length.Cmp(big.NewInt(1)) > 0 {
			step = BigInt(d)
		}
	}
	return
}

func rangeHash(t *Thread, a []Value) Value {
	n, start, step := rangeOf(a[0]).identity()
	h, ok := t.Hash(NewTriple(n, start, step))
	if !ok {
		return Value{}
	}
	return Int(int64(h))
}

func rangeCompare(op CompareOp) NativeFn {
	return func(t *Thread, a []Value) Value {
		if a[1].Kind() != KindRange || op != OpEq && op != OpNe {
			return NotImplemented
		}
		n1, start1, step1 := rangeOf(a[0]).identity()
		n2, start2, step2 := rangeOf(a[1]).identity()
		return t.compareItems(op, &[]Value{n1, start1, step1}, &[]Value{n2, start2, step2})
	}
}

func rangeGetItem(t *Thread, a []Value) Value {
	r, k := rangeOf(a[0]), a[1]
	if k.Kind() == KindSlice {
		return r.slice(t, k)
	}
	if k.IsInt() && r.Big == nil {
		n, _ := r.length()
		i := int64(k.N)
		if i < 0 {
			i += n
		}
		if i < 0 || i >= n {
			return t.IndexErrorf("range object index out of range")
		}
		return Int(r.Start + i*r.Step)
	}
	if !IsIntLike(k) && t.M.Lookup(t.M.TypeOf(k), names.Index).P == nil {
		return t.TypeErrorf("range indices must be integers or slices, not %s", t.TypeName(k))
	}
	k = t.Index(k)
	if k.P == nil {
		return k
	}
	i, n := ToBig(k), r.bigLength()
	if i.Sign() < 0 {
		i = new(big.Int).Add(i, n)
	}
	if i.Sign() < 0 || i.Cmp(n) >= 0 {
		return t.IndexErrorf("range object index out of range")
	}
	return r.bigItem(i)
}

func (r *Range) slice(t *Thread, s Value) Value {
	n := r.bigLength()
	ix := sliceIndices(t, []Value{s, BigInt(n)})
	if ix.P == nil {
		return ix
	}
	parts := tupleOf(ix).Items
	_, _, step := r.parts()
	start := r.bigItem(ToBig(parts[0]))
	stop := r.bigItem(ToBig(parts[1]))
	return newBigRange(ToBig(start), ToBig(stop), new(big.Int).Mul(step, ToBig(parts[2])))
}

// position returns where an int is in the range.
func (r *Range) position(v Value) (Value, bool) {
	if x, ok := Int64(v); ok && r.Big == nil {
		if r.Step > 0 && (x < r.Start || x >= r.Stop) || r.Step < 0 && (x > r.Start || x <= r.Stop) {
			return Value{}, false
		}
		d, step := uint64(x)-uint64(r.Start), uint64(r.Step)
		if r.Step < 0 {
			d, step = -d, -step
		}
		return Int(int64(d / step)), d%step == 0
	}
	start, _, step := r.parts()
	d := new(big.Int).Sub(ToBig(v), start)
	q, m := d.QuoRem(d, step, new(big.Int))
	if m.Sign() != 0 || q.Sign() < 0 || q.Cmp(r.bigLength()) >= 0 {
		return Value{}, false
	}
	return BigInt(q), true
}

// rangeSearch looks for v by comparing it with each item; found is called
// for each place where it is, until it has been called once for `in`. The
// result is a bool.
func rangeSearch(t *Thread, r, v Value, found func(i int64, more bool)) Value {
	i, in := int64(0), False
	ok := t.Each(r, func(x Value) bool {
		eq, ok := t.Equal(x, v)
		if eq {
			in = True
			found(i, true)
		}
		i++
		return ok && !eq
	})
	if !ok {
		return Value{}
	}
	return in
}

func rangeIndex(t *Thread, a []Value) Value {
	var i Value
	in := false
	if isPlainInt(a[1]) {
		i, in = rangeOf(a[0]).position(a[1])
	} else {
		r := rangeSearch(t, a[0], a[1], func(at int64, _ bool) { i = Int(at) })
		if r.P == nil {
			return r
		}
		if in = r.IsTrue(); !in {
			return t.ValueErrorf("sequence.index(x): x not in sequence")
		}
	}
	if in {
		return i
	}
	r, ok := t.Repr(a[1])
	if !ok {
		return Value{}
	}
	return t.ValueErrorf("%s is not in range", r)
}

func rangeCount(t *Thread, a []Value) Value {
	if isPlainInt(a[1]) {
		if _, in := rangeOf(a[0]).position(a[1]); in {
			return Int(1)
		}
		return Int(0)
	}
	n := int64(0)
	ok := t.Each(a[0], func(x Value) bool {
		eq, ok := t.Equal(x, a[1])
		if eq {
			n++
		}
		return ok
	})
	if !ok {
		return Value{}
	}
	return Int(n)
}
