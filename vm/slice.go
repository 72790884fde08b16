package vm

import (
	"math"
	"unsafe"

	"github.com/aio-lang/aio/vm/object"
)

// getSlice is GETSLICE. Lists, tuples and strs are cut without a slice object;
// everything else is given one.
//
//go:noinline
func (t *Thread) getSlice() bool {
	in := t.prev()
	o, lo := t.reg(in.B), t.reg(in.C)
	hi := (*object.Value)(unsafe.Add(unsafe.Pointer(lo), regSize))
	r := cut(*o, *lo, *hi)
	if r.P == nil {
		if r = t.GetItem(*o, object.NewSlice(*lo, *hi, object.None)); r.P == nil {
			return false
		}
	}
	*t.reg(in.A) = r
	return true
}

// cut returns o[lo:hi], or nil where that is not quickly done.
func cut(o, lo, hi object.Value) object.Value {
	start, ok1 := cutBound(lo, 0)
	stop, ok2 := cutBound(hi, math.MaxInt)
	if !ok1 || !ok2 {
		return object.Value{}
	}
	switch shapeOf(&o) {
	case object.ShapeList:
		items := (*object.List)(o.P).Items
		from, _, n := object.SliceAdjust(len(items), start, stop, 1)
		return object.NewList(append(make([]object.Value, 0, n), items[from:from+n]...))
	case object.ShapeTuple:
		items := (*object.Tuple)(o.P).Items
		from, _, n := object.SliceAdjust(len(items), start, stop, 1)
		if n == len(items) {
			return o
		}
		return object.NewTuple(append(make([]object.Value, 0, n), items[from:from+n]...))
	case object.ShapeStr:
		s := (*object.Str)(o.P)
		from, _, n := object.SliceAdjust(s.Len(), start, stop, 1)
		if n > 0 && n < s.Len() {
			return s.Slice(from, from+n)
		}
	}
	return object.Value{}
}

func cutBound(v object.Value, absent int) (int, bool) {
	if v.P == unsafe.Pointer(&object.NoneTag) {
		return absent, true
	}
	return int(int64(v.N)), isInt(&v)
}
