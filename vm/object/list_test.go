package object

import (
	"math/big"
	"testing"
)

func ints(v ...int64) []Value {
	out := make([]Value, len(v))
	for i, x := range v {
		out[i] = Int(x)
	}
	return out
}

func intList(v ...int64) Value { return NewList(ints(v...)) }

func reprOf(t *Thread, v Value) string {
	if v.P == nil {
		return excText(t)
	}
	s, ok := t.Repr(v)
	if !ok {
		return excText(t)
	}
	return s
}

func TestListMethods(tt *testing.T) {
	t := newNativeThread()
	huge := BigInt(new(big.Int).Lsh(big.NewInt(1), 90))
	slice := func(a, b, c any) Value {
		part := func(x any) Value {
			if x == nil {
				return None
			}
			return Int(int64(x.(int)))
		}
		return NewSlice(part(a), part(b), part(c))
	}
	for _, c := range []struct {
		name   string
		args   []Value
		result string // of the call on [1, 2, 3, 4]
		after  string // the list after it; "" for unchanged
	}{
		{"append", ints(5), "None", "[1, 2, 3, 4, 5]"},
		{"append", nil, "TypeError: list.append() takes exactly one argument (0 given)", ""},
		{"extend", []Value{TupleOf(Int(5), Int(6))}, "None", "[1, 2, 3, 4, 5, 6]"},
		{"extend", ints(5), "TypeError: 'int' object is not iterable", ""},
		{"insert", ints(0, 9), "None", "[9, 1, 2, 3, 4]"},
		{"insert", ints(-1, 9), "None", "[1, 2, 3, 9, 4]"},
		{"insert", ints(-99, 9), "None", "[9, 1, 2, 3, 4]"},
		{"insert", ints(99, 9), "None", "[1, 2, 3, 4, 9]"},
		{"insert", []Value{huge, Int(1)}, "OverflowError: Python int too large to convert to C ssize_t", ""},
		{"insert", ints(1), "TypeError: insert expected 2 arguments, got 1", ""},
		{"pop", nil, "4", "[1, 2, 3]"},
		{"pop", ints(0), "1", "[2, 3, 4]"},
		{"pop", ints(-3), "2", "[1, 3, 4]"},
		{"pop", ints(4), "IndexError: pop index out of range", ""},
		{"pop", []Value{NewStr("a")}, "TypeError: 'str' object cannot be interpreted as an integer", ""},
		{"pop", ints(1, 2), "TypeError: pop expected at most 1 argument, got 2", ""},
		{"remove", ints(3), "None", "[1, 2, 4]"},
		{"remove", ints(7), "ValueError: list.remove(x): x not in list", ""},
		{"clear", nil, "None", "[]"},
		{"copy", nil, "[1, 2, 3, 4]", ""},
		{"index", ints(3), "2", ""},
		{"index", ints(3, 3), "ValueError: 3 is not in list", ""},
		{"index", ints(3, -2), "2", ""},
		{"index", ints(3, 0, -2), "ValueError: 3 is not in list", ""},
		{"index", []Value{Int(3), None}, "TypeError: slice indices must be integers or have an __index__ method", ""},
		{"count", ints(3), "1", ""},
		{"reverse", nil, "None", "[4, 3, 2, 1]"},
		{"sort", nil, "None", ""},
		{"sort", ints(1), "TypeError: sort() takes no positional arguments", ""},
		{"__getitem__", ints(-1), "4", ""},
		{"__getitem__", ints(4), "IndexError: list index out of range", ""},
		{"__getitem__", []Value{huge}, "IndexError: cannot fit 'int' into an index-sized integer", ""},
		{"__getitem__", []Value{None}, "TypeError: list indices must be integers or slices, not NoneType", ""},
		{"__getitem__", []Value{slice(nil, nil, -2)}, "[4, 2]", ""},
		{"__getitem__", []Value{slice(1, 3, nil)}, "[2, 3]", ""},
		{"__setitem__", ints(-2, 9), "None", "[1, 2, 9, 4]"},
		{"__setitem__", ints(-5, 9), "IndexError: list assignment index out of range", ""},
		{"__setitem__", []Value{slice(1, 3, nil), intList()}, "None", "[1, 4]"},
		{"__setitem__", []Value{slice(1, 1, nil), intList(7, 8, 9)}, "None", "[1, 7, 8, 9, 2, 3, 4]"},
		{"__setitem__", []Value{slice(3, 1, nil), intList(7)}, "None", "[1, 2, 3, 7, 4]"},
		{"__setitem__", []Value{slice(nil, nil, 2), intList(7, 8)}, "None", "[7, 2, 8, 4]"},
		{"__setitem__", []Value{slice(nil, nil, -1), intList(5, 6, 7, 8)}, "None", "[8, 7, 6, 5]"},
		{"__setitem__", []Value{slice(nil, nil, 2), intList(7)}, "ValueError: attempt to assign sequence of size 1 to extended slice of size 2", ""},
		{"__setitem__", []Value{slice(nil, nil, 2), Int(7)}, "TypeError: must assign iterable to extended slice", ""},
		{"__setitem__", []Value{slice(nil, nil, nil), Int(7)}, "TypeError: must assign iterable to extended slice", ""},
		{"__delitem__", ints(0), "None", "[2, 3, 4]"},
		{"__delitem__", ints(4), "IndexError: list assignment index out of range", ""},
		{"__delitem__", []Value{slice(nil, nil, 2)}, "None", "[2, 4]"},
		{"__delitem__", []Value{slice(nil, nil, -3)}, "None", "[2, 3]"},
		{"__delitem__", []Value{slice(1, 3, nil)}, "None", "[1, 4]"},
		{"__delitem__", []Value{slice(3, 1, nil)}, "None", ""},
		{"__add__", []Value{intList(5)}, "[1, 2, 3, 4, 5]", ""},
		{"__add__", []Value{EmptyTuple}, "TypeError: can only concatenate list (not \"tuple\") to list", ""},
		{"__mul__", ints(2), "[1, 2, 3, 4, 1, 2, 3, 4]", ""},
		{"__mul__", ints(-2), "[]", ""},
		{"__mul__", ints(1 << 50), "MemoryError", ""},
		{"__mul__", []Value{huge}, "OverflowError: cannot fit 'int' into an index-sized integer", ""},
		{"__imul__", ints(0), "[]", "[]"},
		{"__iadd__", []Value{TupleOf(Int(5))}, "[1, 2, 3, 4, 5]", "[1, 2, 3, 4, 5]"},
		{"__contains__", ints(3), "True", ""},
		{"__contains__", ints(5), "False", ""},
		{"__lt__", []Value{intList(1, 3)}, "True", ""},
		{"__eq__", []Value{intList(1, 2, 3, 4)}, "True", ""},
		{"__ge__", []Value{intList(1, 2, 3)}, "True", ""},
		{"__eq__", []Value{EmptyTuple}, "NotImplemented", ""},
	} {
		l := intList(1, 2, 3, 4)
		if got := method(t, l, c.name, c.args...); got != c.result {
			tt.Errorf("%s%s: got %s, want %s", c.name, reprOf(t, NewTuple(c.args)), got, c.result)
		}
		want := c.after
		if want == "" {
			want = "[1, 2, 3, 4]"
		}
		if got := reprOf(t, l); got != want {
			tt.Errorf("after %s%s: %s, want %s", c.name, reprOf(t, NewTuple(c.args)), got, want)
		}
	}
}

func TestListAliasing(tt *testing.T) {
	t := newNativeThread()
	whole := NewSlice(None, None, None)
	l := intList(1, 2, 3)
	take(tt, t, noneIf(t.SetItem(l, NewSlice(Int(1), Int(2), None), l)))
	if got := reprOf(t, l); got != "[1, 1, 2, 3, 3]" {
		tt.Errorf("l[1:2] = l: %s", got)
	}
	take(tt, t, noneIf(t.SetItem(l, NewSlice(None, None, Int(-1)), l)))
	if got := reprOf(t, l); got != "[3, 3, 2, 1, 1]" {
		tt.Errorf("l[::-1] = l: %s", got)
	}
	take(tt, t, noneIf(AsList(l).Extend(t, l)))
	if got := reprOf(t, l); got != "[3, 3, 2, 1, 1, 3, 3, 2, 1, 1]" {
		tt.Errorf("l.extend(l): %s", got)
	}
	c := take(tt, t, t.GetItem(l, whole))
	AsList(c).Items[0] = None
	if AsList(l).Items[0].IsNone() {
		tt.Error("a slice shares its items")
	}
}

func TestRecursiveRepr(tt *testing.T) {
	t := newNativeThread()
	l := AsList(intList(1))
	l.Append(l.Value())
	l.Append(TupleOf(l.Value()))
	if got := reprOf(t, l.Value()); got != "[1, [...], ([...],)]" {
		tt.Error(got)
	}
}

func TestDeepComparison(tt *testing.T) {
	t := newNativeThread()
	a, b := AsList(intList()), AsList(intList())
	a.Append(a.Value())
	b.Append(b.Value())
	if r := t.Compare(OpEq, a.Value(), b.Value()); r.P != nil {
		tt.Fatal("comparison of recursive lists returned")
	}
	if got := excText(t); got != "RecursionError: maximum recursion depth exceeded in comparison" {
		tt.Error(got)
	}
}

// TestListQueue checks that a list used as a queue keeps no removed item and
// does not grow without bound.
func TestListQueue(tt *testing.T) {
	l := AsList(intList())
	for i := range int64(100000) {
		l.Append(Int(i))
		if i >= 100 {
			if v := l.Items[0]; v != Int(i-100) {
				tt.Fatalf("item %v", v)
			}
			l.remove(0, 1)
		}
	}
	if cap(l.Items) > 2000 {
		tt.Errorf("capacity %d for %d items", cap(l.Items), len(l.Items))
	}
}

func TestTupleMethods(tt *testing.T) {
	t := newNativeThread()
	u := TupleOf(ints(1, 2, 3, 2)...)
	for _, c := range []struct {
		name string
		args []Value
		want string
	}{
		{"index", ints(2), "1"},
		{"index", ints(2, 2), "3"},
		{"index", ints(9), "ValueError: tuple.index(x): x not in tuple"},
		{"count", ints(2), "2"},
		{"__getitem__", ints(-1), "2"},
		{"__getitem__", ints(4), "IndexError: tuple index out of range"},
		{"__getitem__", []Value{NewStr("a")}, "TypeError: tuple indices must be integers or slices, not str"},
		{"__getitem__", []Value{NewSlice(Int(1), None, None)}, "(2, 3, 2)"},
		{"__getitem__", []Value{NewSlice(None, None, Int(-3))}, "(2, 1)"},
		{"__add__", []Value{TupleOf(Int(9))}, "(1, 2, 3, 2, 9)"},
		{"__mul__", ints(0), "()"},
		{"__lt__", []Value{TupleOf(ints(1, 2, 4)...)}, "True"},
		{"__getnewargs__", nil, "((1, 2, 3, 2),)"},
	} {
		if got := method(t, u, c.name, c.args...); got != c.want {
			tt.Errorf("%s%s: got %s, want %s", c.name, reprOf(t, NewTuple(c.args)), got, c.want)
		}
	}
	// CPython's values
	for _, c := range []struct {
		v    Value
		want int64
	}{
		{EmptyTuple, 5740354900026072187},
		{TupleOf(Int(1)), -6644214454873602895},
		{TupleOf(Int(1), Int(2), Int(3)), 529344067295497451},
		{TupleOf(Int(-1), TupleOf(Int(0), Int(1<<40))), 2447310826837217384},
	} {
		if h, ok := t.Hash(c.v); !ok || int64(h) != c.want {
			tt.Errorf("hash(%s) = %d, want %d", reprOf(t, c.v), int64(h), c.want)
		}
	}
}

func TestRangeMethods(tt *testing.T) {
	t := newNativeThread()
	class := t.M.Type(ShapeRange).Value()
	big1 := new(big.Int).Lsh(big.NewInt(1), 70)
	for _, c := range []struct {
		args []Value
		name string
		more []Value
		want string
	}{
		{ints(5), "__repr__", nil, "'range(0, 5)'"},
		{ints(1, 10, 3), "__len__", nil, "3"},
		{ints(10, 0, -3), "__len__", nil, "4"},
		{ints(0, 10, 3), "__getitem__", ints(-1), "9"},
		{ints(0, 10, 3), "__getitem__", ints(4), "IndexError: range object index out of range"},
		{ints(0, 10), "__getitem__", []Value{NewSlice(None, None, Int(-2))}, "range(9, -1, -2)"},
		{ints(0, 10), "__getitem__", []Value{None}, "TypeError: range indices must be integers or slices, not NoneType"},
		{ints(0, 10, 3), "__contains__", ints(9), "True"},
		{ints(0, 10, 3), "__contains__", ints(8), "False"},
		{ints(10, 0, -3), "index", ints(4), "2"},
		{ints(10, 0, -3), "index", ints(5), "ValueError: 5 is not in range"},
		{ints(10, 0, -3), "count", ints(4), "1"},
		{ints(-1<<63, 1<<63-1, 1<<62), "__len__", nil, "4"},
		{ints(-1<<63, 1<<63-1), "__len__", nil, "OverflowError: Python int too large to convert to C ssize_t"},
		{[]Value{BigInt(big1)}, "__getitem__", []Value{Int(-1)}, "1180591620717411303423"},
		{[]Value{BigInt(big1)}, "__contains__", ints(77), "True"},
		{ints(0, 3, 2), "__eq__", []Value{NewRange(0, 4, 2)}, "True"},
		{ints(0), "__eq__", []Value{NewRange(3, 2, 1)}, "True"},
		{ints(0, 3, 2), "__hash__", nil, "2960342552702214402"},
	} {
		r := take(tt, t, t.Call(class, c.args...))
		if got := method(t, r, c.name, c.more...); got != c.want {
			tt.Errorf("range%s.%s%s: got %s, want %s", reprOf(t, NewTuple(c.args)), c.name, reprOf(t, NewTuple(c.more)), got, c.want)
		}
	}
	for _, c := range []struct {
		args []Value
		want string
	}{
		{nil, "TypeError: range expected at least 1 argument, got 0"},
		{ints(1, 2, 3, 4), "TypeError: range expected at most 3 arguments, got 4"},
		{ints(1, 2, 0), "ValueError: range() arg 3 must not be zero"},
		{[]Value{Float(1)}, "TypeError: 'float' object cannot be interpreted as an integer"},
	} {
		if got := reprOf(t, t.Call(class, c.args...)); got != c.want {
			tt.Errorf("range%s: got %s, want %s", reprOf(t, NewTuple(c.args)), got, c.want)
		}
	}
	for _, c := range []struct {
		r    Value
		want string
	}{
		{NewRange(0, 5, 2), "[4, 2, 0]"},
		{NewRange(5, 0, -2), "[1, 3, 5]"},
		{NewRange(3, 3, 1), "[]"},
		{newBigRange(big1, new(big.Int).Add(big1, big.NewInt(3)), big.NewInt(2)), "[1180591620717411303426, 1180591620717411303424]"},
	} {
		items, ok := t.Collect(t.CallMethod(c.r, t.M.Intern("__reversed__")))
		if got := reprOf(t, NewList(items)); !ok || got != c.want {
			tt.Errorf("reversed(%s): got %s, want %s", reprOf(t, c.r), got, c.want)
		}
	}
}
