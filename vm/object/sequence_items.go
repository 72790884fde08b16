package object

import (
	"math"
	"slices"
	"unsafe"
)

// What lists and tuples have in common: operations on their items. Functions
// that may run the script's code take a pointer to the items, because a list's
// can be replaced meanwhile.

const (
	valueSize = int(unsafe.Sizeof(Value{}))
	maxIndex  = math.MaxInt64
)

// maxAllocation bounds what one operation may ask for, in bytes; beyond it
// lies MemoryError rather than the end of the process.
const maxAllocation = 8 << 30

// Reserve reports whether n items of size bytes may be allocated at once;
// otherwise MemoryError is pending.
func (t *Thread) Reserve(n, size int) bool {
	if n > maxAllocation/size {
		t.Raise(ShapeMemoryError, "")
		return false
	}
	return true
}

// classGetItem makes a builtin container generic: list[int].
var classGetItem = Def{"__class_getitem__(cls, item, /)", "Return the generic alias cls[item]; see PEP 585.", func(t *Thread, a []Value) Value {
	return NewGenericAlias(t, a[0], a[1])
}}

// CompareDefs makes the six comparison methods of a type.
func CompareDefs(f func(CompareOp) NativeFn) []Def {
	return []Def{
		{"__lt__(self, value, /)", "Return self<value.", f(OpLt)},
		{"__le__(self, value, /)", "Return self<=value.", f(OpLe)},
		{"__eq__(self, value, /)", "Return self==value.", f(OpEq)},
		{"__ne__(self, value, /)", "Return self!=value.", f(OpNe)},
		{"__gt__(self, value, /)", "Return self>value.", f(OpGt)},
		{"__ge__(self, value, /)", "Return self>=value.", f(OpGe)},
	}
}

// compareItems compares lexicographically: the first pair that differs
// decides, else the lengths.
func (t *Thread) compareItems(op CompareOp, x, y *[]Value) Value {
	if len(*x) != len(*y) && (op == OpEq || op == OpNe) {
		return Bool(op == OpNe)
	}
	for i := 0; i < len(*x) && i < len(*y); i++ {
		a, b := (*x)[i], (*y)[i]
		if a == b {
			continue
		}
		eq, ok := t.Equal(a, b)
		if !ok {
			return Value{}
		}
		if eq {
			continue
		}
		switch {
		case i >= len(*x) || i >= len(*y): // shortened by the comparison
			return Bool(ordered(op, int64(len(*x)), int64(len(*y))))
		case op == OpEq:
			return False
		case op == OpNe:
			return True
		}
		return t.Compare(op, (*x)[i], (*y)[i])
	}
	return Bool(ordered(op, int64(len(*x)), int64(len(*y))))
}

// findItem returns the index of the first item in [start, stop) that is v or
// equals it, or -1.
func (t *Thread) findItem(items *[]Value, v Value, start, stop int) (int, bool) {
	quick := v.IsInt()
	for i := start; i < stop && i < len(*items); i++ {
		x := (*items)[i]
		if x == v {
			return i, true
		}
		if quick && x.P == v.P {
			continue
		}
		if eq, ok := t.Equal(x, v); !ok {
			return -1, false
		} else if eq {
			return i, true
		}
	}
	return -1, true
}

func (t *Thread) countItem(items *[]Value, v Value) Value {
	n := int64(0)
	for i := 0; ; i++ {
		j, ok := t.findItem(items, v, i, maxIndex)
		if !ok {
			return Value{}
		}
		if j < 0 {
			return Int(n)
		}
		n++
		i = j
	}
}

// SearchBounds evaluates the start and stop arguments of index methods, of
// which negative ones count from the end.
func (t *Thread) SearchBounds(start, stop Value, n int) (i, j int, ok bool) {
	bound := func(v Value) (int, bool) {
		if !IsIntLike(v) && t.M.Lookup(t.M.TypeOf(v), names.Index).P == nil {
			t.TypeErrorf("slice indices must be integers or have an __index__ method")
			return 0, false
		}
		i, ok := t.sliceBound(v, 0)
		if i < 0 {
			i = max(i+n, 0)
		}
		return i, ok
	}
	if i, ok = bound(start); ok {
		j, ok = bound(stop)
	}
	return
}

// itemIndex returns k as the index of an item of a sequence type.
func (t *Thread) itemIndex(k Value, typeName string) (int, bool) {
	if k.IsInt() {
		return int(int64(k.N)), true
	}
	if !IsIntLike(k) && t.M.Lookup(t.M.TypeOf(k), names.Index).P == nil {
		t.TypeErrorf("%s indices must be integers or slices, not %s", typeName, t.TypeName(k))
		return 0, false
	}
	return t.IndexInt(k)
}

// indexOverflow is IndexInt where CPython converts the argument with
// PyLong_AsSsize_t, which has another error.
func (t *Thread) indexOverflow(v Value) (int, bool) {
	if v.IsInt() {
		return int(int64(v.N)), true
	}
	i := t.Index(v)
	if i.P == nil {
		return 0, false
	}
	n, ok := Int64(i)
	if !ok {
		t.OverflowErrorf("Python int too large to convert to C ssize_t")
	}
	return int(n), ok
}

// selectItems copies n items from start by step.
func selectItems(items []Value, start, step, n int) []Value {
	if n == 0 {
		return nil
	}
	if step == 1 {
		return slices.Clone(items[start : start+n])
	}
	out := make([]Value, n)
	for i := range out {
		out[i] = items[start+i*step]
	}
	return out
}

func concatItems(x, y []Value) []Value {
	out := make([]Value, len(x)+len(y))
	copy(out[copy(out, x):], y)
	return out
}

// repeatItems repeats items count times.
func (t *Thread) repeatItems(items []Value, count Value) (out []Value, ok bool) {
	n, ok := t.repeatCount(count)
	if !ok || n <= 0 || len(items) == 0 {
		return nil, ok
	}
	if n > maxAllocation/len(items) || !t.Reserve(n*len(items), valueSize) {
		if t.Exc.P == nil {
			t.Raise(ShapeMemoryError, "")
		}
		return nil, false
	}
	out = make([]Value, len(items)*n)
	if len(items) == 1 {
		v := items[0]
		for i := range out {
			out[i] = v
		}
		return out, true
	}
	for done := copy(out, items); done < len(out); {
		done += copy(out[done:], out[:done])
	}
	return out, true
}

// quickItems returns the items of exact lists and tuples, which no code of the
// script stands behind. They are not the caller's to change or keep.
func (t *Thread) quickItems(v Value) ([]Value, bool) {
	switch v.Shape() {
	case ShapeList:
		return (*List)(v.P).Items, true
	case ShapeTuple:
		return (*Tuple)(v.P).Items, true
	}
	return nil, false
}
