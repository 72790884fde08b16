package object

import (
	"fmt"
	"slices"
	"testing"
)

// TestSetOrder runs random operations on two sets and compares a digest of
// what iterating over them yields, and pop and hash return, with CPython's for
// the same program.
func TestSetOrder(tt *testing.T) {
	t := newNativeThread()
	for _, c := range []struct {
		seed, mod, n int
		want         uint64
	}{
		{1, 20, 200, 0x711a87556b6d71d1},
		{2, 1000, 3000, 0x24caa54d91d365b8},
		{3, 2147483648, 5000, 0xc3194f8e1e83a426},
		{4, 50, 2000, 0x4a1ee7c1eef39ac5},
		{5, 1048576, 20000, 0x8ce97a6f4b56b3aa},
	} {
		g := lcg(uint64(c.seed))
		h := uint64(14695981039346656037)
		mix := func(v Value) { h = (h ^ uint64(v.AsInt())) * 1099511628211 }
		a, b := NewSet().Value(), NewSet().Value()
		call := func(s Value, name string, args ...Value) Value {
			return take(tt, t, t.CallMethod(s, t.M.Intern(name), args...))
		}
		for step := range c.n {
			op, v := g()%100, int64(g()%c.mod)
			switch {
			case op < 50:
				call(a, "add", Int(v))
			case op < 60:
				call(a, "discard", Int(v))
			case op < 75:
				call(b, "add", Int(v*8))
			case op < 78:
				if setOf(a).Len() > 0 {
					mix(call(a, "pop"))
				}
			case op == 80:
				a = call(a, "__ior__", b)
			case op == 81:
				a = call(a, "__iand__", call(b, "__or__", call(NewSet().Value(), "union", intList(v))))
			case op == 82:
				a = call(a, "__isub__", b)
			case op == 83:
				a = call(a, "__ixor__", b)
			case op == 84:
				a = call(a, "__or__", b)
			case op == 85:
				a = call(a, "__and__", b)
			case op == 86:
				a = call(a, "__sub__", b)
			case op == 87:
				a = call(a, "__xor__", b)
			case op == 88:
				a = call(a, "copy")
			case op == 89:
				a = setCall(t, []Value{take(tt, t, t.Sorted(a, None, false))})
			case op == 90:
				d := dictFromKeys(t, []Value{t.M.Type(ShapeDict).Value(), a, None})
				b = setCall(t, []Value{d})
			case op == 91:
				call(a, "update", NewRange(0, v%17, 1))
			case op == 92:
				if v%7 == 0 {
					call(a, "intersection_update", NewRange(0, v%64, 1))
				}
			case op == 93:
				b = call(a, "difference", intList(v, v+1))
			case op == 94:
				f := take(tt, t, frozenSetCall(t, []Value{a}))
				hash, _ := t.Hash(f)
				mix(Int(int64(hash)))
			case op == 95 && v%11 == 0:
				call(b, "clear")
			}
			if op >= 97 || step%50 == 0 {
				for _, s := range []Value{a, b} {
					setOf(s).Each(func(v Value) bool { mix(v); return true })
				}
			}
		}
		if h != c.want {
			tt.Errorf("seed %d: digest %#x, want %#x", c.seed, h, c.want)
		}
	}
}

func setOfInts(v ...int64) Value {
	t := newNativeThread()
	return setCall(t, []Value{intList(v...)})
}

func TestSetMethods(tt *testing.T) {
	t := newNativeThread()
	for _, c := range []struct {
		name   string
		args   []Value
		result string // of the call on {1, 2, 3}
		after  string
	}{
		{"add", ints(9), "None", "{1, 2, 3, 9}"},
		{"add", []Value{intList()}, "TypeError: unhashable type: 'list'", ""},
		{"remove", ints(2), "None", "{1, 3}"},
		{"remove", ints(7), "KeyError: 7", ""},
		{"remove", []Value{setOfInts(7)}, "KeyError: {7}", ""},
		{"discard", ints(7), "None", ""},
		{"discard", []Value{intList()}, "TypeError: unhashable type: 'list'", ""},
		{"pop", nil, "1", "{2, 3}"},
		{"clear", nil, "None", "set()"},
		{"copy", nil, "{1, 2, 3}", ""},
		{"update", []Value{intList(5), TupleOf(Int(4))}, "None", "{1, 2, 3, 4, 5}"},
		{"update", ints(5), "TypeError: 'int' object is not iterable", ""},
		{"union", nil, "{1, 2, 3}", ""},
		{"intersection", []Value{intList(3, 1), intList(3)}, "{3}", ""},
		{"intersection_update", []Value{intList(3, 1)}, "None", "{1, 3}"},
		{"difference", []Value{intList(3), intList(1)}, "{2}", ""},
		{"difference_update", []Value{intList(3), intList(1)}, "None", "{2}"},
		{"symmetric_difference", []Value{intList(3, 4)}, "{1, 2, 4}", ""},
		{"symmetric_difference_update", []Value{intList(3, 4)}, "None", "{1, 2, 4}"},
		{"isdisjoint", []Value{intList(4)}, "True", ""},
		{"isdisjoint", ints(4), "TypeError: 'int' object is not iterable", ""},
		{"issubset", []Value{intList(1, 2, 3, 4)}, "True", ""},
		{"issuperset", []Value{intList(1, 9)}, "False", ""},
		{"__or__", []Value{intList(1)}, "NotImplemented", ""},
		{"__lt__", []Value{setOfInts(1, 2, 3)}, "False", ""},
		{"__lt__", []Value{setOfInts(1, 2, 3, 4)}, "True", ""},
		{"__ge__", []Value{setOfInts(1, 2)}, "True", ""},
		{"__eq__", []Value{setOfInts(3, 2, 1)}, "True", ""},
		{"__eq__", []Value{Int(1)}, "NotImplemented", ""},
		{"__contains__", []Value{setOfInts(1)}, "False", ""},
		{"__contains__", []Value{intList()}, "TypeError: unhashable type: 'list'", ""},
	} {
		s := setOfInts(1, 2, 3)
		if got := method(t, s, c.name, c.args...); got != c.result {
			tt.Errorf("%s%s: got %s, want %s", c.name, reprOf(t, NewTuple(c.args)), got, c.result)
		}
		want := c.after
		if want == "" {
			want = "{1, 2, 3}"
		}
		if got := reprOf(t, s); got != want {
			tt.Errorf("after %s: %s, want %s", c.name, got, want)
		}
	}
	empty := NewSet().Value()
	if got := method(t, empty, "pop"); got != "KeyError: pop from an empty set" {
		tt.Error(got)
	}
	if got := reprOf(t, NewFrozenSet().Value()); got != "frozenset()" {
		tt.Error(got)
	}
	if in, ok := setOf(NewFrozenSetOf(t.M, []Value{NewFrozenSetOf(t.M, ints(1))})).Has(t, setOfInts(1)); !ok || !in {
		tt.Error("{1} not found as frozenset({1})")
	}
}

func TestSetIteration(tt *testing.T) {
	t := newNativeThread()
	s := setOfInts(1, 2, 3)
	it := take(tt, t, t.Iter(s))
	take(tt, t, t.Next(it))
	setOf(s).Add(t, Int(4))
	for range 2 {
		if v := t.Next(it); v.P != nil || excText(t) != "RuntimeError: Set changed size during iteration" {
			tt.Error("change not noticed")
		}
	}
}

func BenchmarkSet(b *testing.B) {
	t := newNativeThread()
	words := make([]Value, 10000)
	for i := range words {
		words[i] = NewStr(fmt.Sprintf("word%d", i*7919%10000))
	}
	numbers := slices.Clone(words)
	for i := range numbers {
		numbers[i] = Int(int64(i * 7919))
	}
	for _, c := range []struct {
		name  string
		items []Value
	}{{"str", words}, {"int", numbers}} {
		b.Run("add/"+c.name, func(b *testing.B) {
			for b.Loop() {
				s := NewSet()
				for _, v := range c.items {
					s.Add(t, v)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/10000, "ns/item")
		})
		s := NewSet()
		for _, v := range c.items {
			s.Add(t, v)
		}
		b.Run("has/"+c.name, func(b *testing.B) {
			for b.Loop() {
				for _, v := range c.items {
					s.Has(t, v)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/10000, "ns/item")
		})
	}
}
