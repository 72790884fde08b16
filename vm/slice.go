package vm

import (
	"math"
	"unsafe"

	"github.com/aio-lang/aio/vm/code"
	"github.com/aio-lang/aio/vm/object"
)

// getSlice is GetSlice. Lists, tuples and strs are cut without a slice object;
// everything else is given one.
//
//go:noinline
func (t *Thread) getSlice() bool {
	in := t.prev()
	o, bounds := *t.reg(in.B), (*[3]object.Value)(unsafe.Pointer(t.reg(in.C)))
	step := object.None
	if in.N&1 != 0 {
		step = bounds[2]
	}
	if in.N&code.SliceDies != 0 {
		if l := t.passing(o, bounds[0], bounds[1], step); l != nil {
			*t.reg(in.A) = l.Value()
			return true
		}
	}
	r := cut(o, bounds[0], bounds[1], step)
	if r.P == nil {
		if r = t.GetItem(o, object.NewSlice(bounds[0], bounds[1], step)); r.P == nil {
			return false
		}
	}
	*t.reg(in.A) = r
	return true
}

// passing is o[lo:hi:step] where only an assignment to a slice wants it: a list
// that is used again and again, so that a[:k] = a[k::-1] allots nothing (fannkuch
// -33 %). nil where o is no list, or the list not short.
func (t *Thread) passing(o, lo, hi, step object.Value) *object.List {
	by := 1
	if !step.IsNone() {
		by = int(int64(step.N))
	}
	if shapeOf(&o) != object.ShapeList || by != 1 && by != -1 || !step.IsNone() && !step.IsInt() {
		return nil
	}
	start, stop, ok := cutBounds(lo, hi, by)
	if !ok {
		return nil
	}
	items := (*object.List)(o.P).Items
	from, _, n := object.SliceAdjust(len(items), start, stop, by)
	if n > maxPassing {
		return nil
	}
	l := t.spareList
	if l == nil {
		v, _ := object.MakeList(maxPassing)
		l = object.AsList(v)
		l.Flags |= object.FlagPassing
	}
	t.spareList = nil
	l.Items = l.Items[:n]
	if by == 1 {
		copy(l.Items, items[from:from+n])
		return l
	}
	for i := range l.Items {
		l.Items[i] = items[from-i]
	}
	return l
}

// maxPassing is the length of the list that passing uses again.
const maxPassing = 32

// passed takes back the list that passing made, if v is it. Where the
// assignment is not done here, others may keep the list.
func (t *Thread) passed(v object.Value, done bool) {
	if shapeOf(&v) != object.ShapeList || v.Head().Flags&object.FlagPassing == 0 {
		return
	}
	l := (*object.List)(v.P)
	if !done {
		l.Flags &^= object.FlagPassing
		return
	}
	clear(l.Items)
	t.spareList = l
}

// cut returns o[lo:hi:step], or nil where that is not quickly done.
func cut(o, lo, hi, step object.Value) object.Value {
	by := 1
	if !step.IsNone() {
		if by = int(int64(step.N)); !step.IsInt() || by == 0 || by == math.MinInt {
			return object.Value{}
		}
	}
	start, stop, ok := cutBounds(lo, hi, by)
	if !ok {
		return object.Value{}
	}
	switch shapeOf(&o) {
	case object.ShapeList:
		items := (*object.List)(o.P).Items
		from, _, n := object.SliceAdjust(len(items), start, stop, by)
		return object.CopyList(items, from, by, n)
	case object.ShapeTuple:
		items := (*object.Tuple)(o.P).Items
		from, _, n := object.SliceAdjust(len(items), start, stop, by)
		if n == len(items) && by == 1 {
			return o
		}
		r, to := object.MakeTuple(n)
		for i := range to {
			to[i] = items[from+i*by]
		}
		return r
	case object.ShapeStr:
		s := (*object.Str)(o.P)
		from, _, n := object.SliceAdjust(s.Len(), start, stop, by)
		if by == 1 && n > 0 && n < s.Len() {
			return s.Slice(from, from+n)
		}
	}
	return object.Value{}
}

// cutBounds are the bounds of a slice whose parts are None or inline ints.
func cutBounds(lo, hi object.Value, step int) (start, stop int, ok bool) {
	start, stop = 0, math.MaxInt
	if step < 0 {
		start, stop = math.MaxInt, math.MinInt
	}
	if !lo.IsNone() {
		if start = int(int64(lo.N)); !lo.IsInt() {
			return 0, 0, false
		}
	}
	if !hi.IsNone() {
		if stop = int(int64(hi.N)); !hi.IsInt() {
			return 0, 0, false
		}
	}
	return start, stop, true
}

// setSlice is SetSlice. Replacing items of a list by as many takes no slice
// object.
//
//go:noinline
func (t *Thread) setSlice() bool {
	in := t.prev()
	o, v, bounds := *t.reg(in.A), *t.reg(in.C), (*[3]object.Value)(unsafe.Pointer(t.reg(in.B)))
	if shapeOf(&o) == object.ShapeList && shapeOf(&v) == object.ShapeList && bounds[2].IsNone() && o != v {
		to, items := (*object.List)(o.P).Items, (*object.List)(v.P).Items
		if start, stop, ok := cutBounds(bounds[0], bounds[1], 1); ok {
			if from, _, n := object.SliceAdjust(len(to), start, stop, 1); n == len(items) {
				copy(to[from:], items)
				t.passed(v, true)
				return true
			}
		}
	}
	t.passed(v, false)
	return t.SetItem(o, object.NewSlice(bounds[0], bounds[1], bounds[2]), v)
}
