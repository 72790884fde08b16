package object

import (
	"math"
	"math/big"
)

// Slice is a slice object.
type Slice struct {
	Header
	Start, Stop, Step Value
}

// NewSlice makes a slice; missing parts are None.
func NewSlice(start, stop, step Value) Value {
	return FromHeader(&(&Slice{Header{Shape: ShapeSlice, Kind: KindSlice}, start, stop, step}).Header)
}

var sliceDecl = TypeDecl{
	Shape: ShapeSlice, Name: "slice", Kind: KindSlice, Flags: TypeNoSubclass,
	Doc: "slice(stop)\nslice(start, stop[, step])\n\nCreate a slice object, the index of a[start:stop:step].",
	New: &Def{"__new__(cls, start, stop=<>, step=None, /)", "Create a slice object.", sliceNew},
	Methods: append(CompareDefs(sliceCompare), []Def{
		{"__repr__(self, /)", "Return repr(self).", sliceRepr},
		{"__hash__(self, /)", "Return hash(self).", sliceHash},
		{"indices(self, length, /)", "Return the (start, stop, stride) that the slice means for a sequence of that length.", sliceIndices},
		{"__reduce__(self, /)", "Return state information for pickling.", func(t *Thread, a []Value) Value {
			s := (*Slice)(a[0].P)
			return TupleOf(t.M.Type(ShapeSlice).Value(), TupleOf(s.Start, s.Stop, s.Step))
		}},
	}...),
	GetSets: []GetSetDef{
		{"start", "", func(t *Thread, v Value) Value { return (*Slice)(v.P).Start }, readOnlyMember},
		{"stop", "", func(t *Thread, v Value) Value { return (*Slice)(v.P).Stop }, readOnlyMember},
		{"step", "", func(t *Thread, v Value) Value { return (*Slice)(v.P).Step }, readOnlyMember},
	},
}

// readOnlyMember is the setter of an attribute that CPython implements as a
// read-only member, whose error has a text of its own.
func readOnlyMember(t *Thread, self, v Value) bool {
	t.Raise(ShapeAttributeError, "readonly attribute")
	return false
}

func sliceNew(t *Thread, a []Value) Value {
	if a[2].P == nil { // slice(stop)
		return NewSlice(None, a[1], None)
	}
	return NewSlice(a[1], a[2], a[3])
}

// sliceBound converts one part of a slice to an int, clamped to 64 bits as
// CPython clamps to Py_ssize_t; absent is what None stands for.
func (t *Thread) sliceBound(v Value, absent int) (int, bool) {
	if v.IsInt() {
		return int(int64(v.N)), true
	}
	if v.IsNone() {
		return absent, true
	}
	i, ok := t.sliceIndex(v)
	if !ok {
		return 0, false
	}
	if n, ok := Int64(i); ok {
		return int(n), true
	}
	if ToBig(i).Sign() < 0 {
		return math.MinInt64, true
	}
	return math.MaxInt64, true
}

// sliceIndex is Index with the error text of slices.
func (t *Thread) sliceIndex(v Value) (Value, bool) {
	if !IsIntLike(v) && t.M.Lookup(t.M.TypeOf(v), names.Index).P == nil {
		t.TypeErrorf("slice indices must be integers or None or have an __index__ method")
		return Value{}, false
	}
	i := t.Index(v)
	return i, i.P != nil
}

// SliceUnpack evaluates the parts of a slice. Defaults are those for any
// length: start 0 and stop MaxInt, or the reverse where step is negative.
// It may run the parts' __index__, so that a mutable sequence must look at its
// length only afterwards, with SliceAdjust.
func (t *Thread) SliceUnpack(s *Slice) (start, stop, step int, ok bool) {
	if step, ok = t.sliceBound(s.Step, 1); !ok {
		return
	}
	if step == 0 {
		t.ValueErrorf("slice step cannot be zero")
		return 0, 0, 0, false
	}
	first, last := 0, math.MaxInt64
	if step < 0 {
		step = max(step, -math.MaxInt64) // so that -step exists
		first, last = math.MaxInt64, math.MinInt64
	}
	if start, ok = t.sliceBound(s.Start, first); !ok {
		return
	}
	stop, ok = t.sliceBound(s.Stop, last)
	return
}

// SliceAdjust clips unpacked slice bounds to a length and returns them with the
// number of items selected.
func SliceAdjust(length, start, stop, step int) (from, to, n int) {
	clip := func(i int) int {
		switch {
		case i < 0:
			if i += length; i < 0 {
				if step < 0 {
					return -1
				}
				return 0
			}
		case i >= length:
			if step < 0 {
				return length - 1
			}
			return length
		}
		return i
	}
	start, stop = clip(start), clip(stop)
	switch {
	case step < 0 && stop < start:
		n = (start-stop-1)/-step + 1
	case step > 0 && start < stop:
		n = (stop-start-1)/step + 1
	}
	return start, stop, n
}

// SliceIndices returns the indices a slice selects from an immutable sequence:
// n items from start by step. ok is false when an exception is pending.
func (t *Thread) SliceIndices(s *Slice, length int) (start, stop, step, n int, ok bool) {
	start, stop, step, ok = t.SliceUnpack(s)
	if !ok {
		return
	}
	start, stop, n = SliceAdjust(length, start, stop, step)
	return start, stop, step, n, true
}

// sliceIndices is slice.indices, whose length and results may be of any size.
func sliceIndices(t *Thread, a []Value) Value {
	s := (*Slice)(a[0].P)
	li := t.Index(a[1])
	if li.P == nil {
		return li
	}
	if n, ok := Int64(li); ok && n >= 0 && n < math.MaxInt64 && isSmallBound(s.Start) && isSmallBound(s.Stop) && isSmallBound(s.Step) {
		start, stop, step, _, ok := t.SliceIndices(s, int(n))
		if !ok {
			return Value{}
		}
		return TupleOf(Int(int64(start)), Int(int64(stop)), Int(int64(step)))
	}
	length := ToBig(li)
	if length.Sign() < 0 {
		return t.ValueErrorf("length should not be negative")
	}
	step := big.NewInt(1)
	if !s.Step.IsNone() {
		i, ok := t.sliceIndex(s.Step)
		if !ok {
			return i
		}
		if step = ToBig(i); step.Sign() == 0 {
			return t.ValueErrorf("slice step cannot be zero")
		}
	}
	lower, upper := new(big.Int), length
	if step.Sign() < 0 {
		lower = big.NewInt(-1)
		upper = new(big.Int).Add(length, lower)
	}
	bound := func(v Value, absent *big.Int) *big.Int {
		if v.IsNone() {
			return absent
		}
		i, ok := t.sliceIndex(v)
		if !ok {
			return nil
		}
		b := ToBig(i)
		if b.Sign() < 0 {
			if b = new(big.Int).Add(b, length); b.Cmp(lower) < 0 {
				return lower
			}
		} else if b.Cmp(upper) > 0 {
			return upper
		}
		return b
	}
	first, last := lower, upper
	if step.Sign() < 0 {
		first, last = upper, lower
	}
	start := bound(s.Start, first)
	if start == nil {
		return Value{}
	}
	stop := bound(s.Stop, last)
	if stop == nil {
		return Value{}
	}
	return TupleOf(BigInt(start), BigInt(stop), BigInt(step))
}

func isSmallBound(v Value) bool { return v.IsNone() || v.IsInt() && int64(v.N) != math.MinInt64 }

func sliceRepr(t *Thread, a []Value) Value {
	s := (*Slice)(a[0].P)
	out := "slice("
	for i, v := range [...]Value{s.Start, s.Stop, s.Step} {
		r, ok := t.Repr(v)
		if !ok {
			return Value{}
		}
		if i > 0 {
			out += ", "
		}
		out += r
	}
	return NewStr(out + ")")
}

// sliceHash is a tuple's hash without the mixing-in of the length.
func sliceHash(t *Thread, a []Value) Value {
	s := (*Slice)(a[0].P)
	h := newTupleHash()
	for _, v := range [...]Value{s.Start, s.Stop, s.Step} {
		x, ok := t.Hash(v)
		if !ok {
			return Value{}
		}
		h.add(x)
	}
	return Int(int64(h.notMinusOne()))
}

// sliceCompare compares slices as tuples of their parts.
func sliceCompare(op CompareOp) NativeFn {
	return func(t *Thread, a []Value) Value {
		if a[1].Shape() != ShapeSlice {
			return NotImplemented
		}
		x, y := (*Slice)(a[0].P), (*Slice)(a[1].P)
		if x == y {
			return Bool(op == OpEq || op == OpLe || op == OpGe)
		}
		return t.compareItems(op, &[]Value{x.Start, x.Stop, x.Step}, &[]Value{y.Start, y.Stop, y.Step})
	}
}
