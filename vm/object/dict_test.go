package object

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

func dictOfPairs(t *Thread, kv ...Value) Value {
	d := NewDict()
	for i := 0; i < len(kv); i += 2 {
		d.Set(t, kv[i], kv[i+1])
	}
	return d.Value()
}

// TestDictRandom runs random operations on a dict beside a plain list of
// pairs.
func TestDictRandom(tt *testing.T) {
	t := newNativeThread()
	r := rand.New(rand.NewPCG(7, 8))
	key := func(n int) Value {
		switch k := r.IntN(n); k % 4 {
		case 0:
			return NewStr(fmt.Sprint("key", k))
		case 1:
			return t.M.Intern(fmt.Sprint("key", k)).Value()
		case 2:
			return TupleOf(Int(int64(k)), NewStr("x"))
		default:
			return Int(int64(k) << (k % 60))
		}
	}
	for round := range 40 {
		d := NewDict()
		var ref [][2]Value
		find := func(k Value) int {
			for i := range ref {
				if eq, _ := t.Equal(ref[i][0], k); eq {
					return i
				}
			}
			return -1
		}
		size := 1 + r.IntN(120)
		for step := range 400 {
			k, v := key(size), Int(int64(step))
			i := find(k)
			switch op := r.IntN(20); {
			case op < 9:
				d.Set(t, k, v)
				if i >= 0 {
					ref[i][1] = v
				} else {
					ref = append(ref, [2]Value{k, v})
				}
			case op < 14:
				old, ok := d.Del(t, k)
				if !ok || (old.P != nil) != (i >= 0) {
					tt.Fatal("del")
				}
				if i >= 0 {
					ref = append(ref[:i:i], ref[i+1:]...)
				}
			case op < 16:
				got := d.Get(t, k)
				if (got.P != nil) != (i >= 0) || i >= 0 && got != ref[i][1] {
					tt.Fatal("get")
				}
			case op == 16 && len(ref) > 0:
				last := ref[len(ref)-1]
				p := dictPopItem(t, []Value{d.Value()})
				if eq, _ := t.Equal(tupleOf(p).Items[0], last[0]); !eq {
					tt.Fatal("popitem")
				}
				ref = ref[:len(ref)-1]
			case op == 17 && len(ref) > 0: // oldest
				k, _, _ := d.At(0)
				d.Del(t, k)
				ref = ref[1:]
			case op == 18:
				d = d.Clone()
			case op == 19 && round%4 == 0:
				d.Clear()
				ref = nil
			}
			if d.Len() != len(ref) {
				tt.Fatalf("%d items, want %d", d.Len(), len(ref))
			}
			n := 0
			d.Each(func(k, v Value) bool {
				if eq, _ := t.Equal(k, ref[n][0]); !eq || v != ref[n][1] {
					tt.Fatal("wrong item or order")
				}
				n++
				return true
			})
		}
	}
}

func TestDictMethods(tt *testing.T) {
	t := newNativeThread()
	a, b, c := NewStr("a"), NewStr("b"), NewStr("c")
	pairs := func(v ...Value) Value { return NewList(v) }
	for _, x := range []struct {
		name   string
		args   []Value
		result string // of the call on {'a': 1, 'b': 2}
		after  string
	}{
		{"__getitem__", []Value{a}, "1", ""},
		{"__getitem__", []Value{c}, "KeyError: c", ""},
		{"__getitem__", []Value{intList()}, "TypeError: unhashable type: 'list'", ""},
		{"__setitem__", []Value{c, Int(3)}, "None", "{'a': 1, 'b': 2, 'c': 3}"},
		{"__delitem__", []Value{a}, "None", "{'b': 2}"},
		{"__delitem__", []Value{c}, "KeyError: c", ""},
		{"__contains__", []Value{a}, "True", ""},
		{"get", []Value{c}, "None", ""},
		{"get", []Value{c, Int(5)}, "5", ""},
		{"get", nil, "TypeError: get expected at least 1 argument, got 0", ""},
		{"setdefault", []Value{c}, "None", "{'a': 1, 'b': 2, 'c': None}"},
		{"setdefault", []Value{a, Int(9)}, "1", ""},
		{"pop", []Value{a}, "1", "{'b': 2}"},
		{"pop", []Value{c}, "KeyError: c", ""},
		{"pop", []Value{c, Int(4)}, "4", ""},
		{"pop", nil, "TypeError: pop expected at least 1 argument, got 0", ""},
		{"popitem", nil, "('b', 2)", "{'a': 1}"},
		{"clear", nil, "None", "{}"},
		{"copy", nil, "{'a': 1, 'b': 2}", ""},
		{"keys", nil, "dict_keys(['a', 'b'])", ""},
		{"values", nil, "dict_values([1, 2])", ""},
		{"items", nil, "dict_items([('a', 1), ('b', 2)])", ""},
		{"update", []Value{pairs(TupleOf(c, Int(3)))}, "None", "{'a': 1, 'b': 2, 'c': 3}"},
		{"update", []Value{pairs(TupleOf(c, Int(3), Int(4)))}, "ValueError: dictionary update sequence element #0 has length 3; 2 is required", ""},
		{"update", []Value{pairs(TupleOf(c, Int(3)), Int(4))}, "TypeError: cannot convert dictionary update sequence element #1 to a sequence", "{'a': 1, 'b': 2, 'c': 3}"},
		{"update", ints(1), "TypeError: 'int' object is not iterable", ""},
		{"update", ints(1, 2), "TypeError: update expected at most 1 argument, got 2", ""},
		{"__or__", []Value{dictOfPairs(t, b, Int(5), c, Int(6))}, "{'a': 1, 'b': 5, 'c': 6}", ""},
		{"__ror__", []Value{dictOfPairs(t, b, Int(5), c, Int(6))}, "{'b': 2, 'c': 6, 'a': 1}", ""},
		{"__or__", ints(1), "NotImplemented", ""},
		{"__eq__", []Value{dictOfPairs(t, b, Int(2), a, Int(1))}, "True", ""},
		{"__ne__", []Value{dictOfPairs(t, b, Int(2))}, "True", ""},
		{"__lt__", []Value{dictOfPairs(t)}, "NotImplemented", ""},
	} {
		d := dictOfPairs(t, a, Int(1), b, Int(2))
		if got := method(t, d, x.name, x.args...); got != x.result {
			tt.Errorf("%s%s: got %s, want %s", x.name, reprOf(t, NewTuple(x.args)), got, x.result)
		}
		want := x.after
		if want == "" {
			want = "{'a': 1, 'b': 2}"
		}
		if got := reprOf(t, d); got != want {
			tt.Errorf("after %s: %s, want %s", x.name, got, want)
		}
	}
	if got := method(t, NewDict().Value(), "popitem"); got != "KeyError: popitem(): dictionary is empty" {
		tt.Error(got)
	}
	d := dictOfPairs(t)
	dictOf(d).Set(t, a, d)
	if got := reprOf(t, d); got != "{'a': {...}}" {
		tt.Error(got)
	}
}

func TestDictViews(tt *testing.T) {
	t := newNativeThread()
	x := dictOfPairs(t, Int(1), Int(2), Int(3), Int(4))
	y := dictOfPairs(t, Int(3), Int(4), Int(1), intList(), Int(5), Int(6))
	view := func(d Value, shape uint32) Value { return newDictView(dictOf(d), shape) }
	keys, items := view(x, ShapeDictKeys), view(x, ShapeDictItems)
	for _, c := range []struct {
		v    Value
		name string
		arg  Value
		want string
	}{
		{keys, "__and__", intList(3, 9), "{3}"},
		{keys, "__rand__", intList(3, 9), "{3}"},
		{keys, "__or__", intList(3, 9), "{1, 3, 9}"},
		{keys, "__sub__", intList(3, 9), "{1}"},
		{keys, "__rsub__", intList(3, 9), "{9}"},
		{keys, "__xor__", intList(3, 9), "{1, 9}"},
		{keys, "__or__", Int(1), "TypeError: 'int' object is not iterable"},
		{keys, "__eq__", setOfInts(1, 3), "True"},
		{keys, "__eq__", intList(1, 3), "NotImplemented"},
		{keys, "__le__", view(y, ShapeDictKeys), "True"},
		{keys, "isdisjoint", intList(7), "True"},
		{items, "__contains__", TupleOf(Int(1), Int(2)), "True"},
		{items, "__contains__", TupleOf(Int(1)), "False"},
		{items, "__and__", NewList([]Value{TupleOf(Int(1), Int(2))}), "{(1, 2)}"},
		{items, "__xor__", view(y, ShapeDictItems), "TypeError: unhashable type: 'list'"},
	} {
		if got := method(t, c.v, c.name, c.arg); got != c.want {
			tt.Errorf("%s %s %s: got %s, want %s", reprOf(t, c.v), c.name, reprOf(t, c.arg), got, c.want)
		}
	}
	back, _ := t.Collect(t.CallMethod(items, names.Reversed))
	if got := reprOf(t, NewList(back)); got != "[(3, 4), (1, 2)]" {
		tt.Error(got)
	}
}

func TestDictIteration(tt *testing.T) {
	t := newNativeThread()
	d := dictOf(dictOfPairs(t, Int(1), Int(1), Int(2), Int(2)))
	it := take(tt, t, t.Iter(d.Value()))
	take(tt, t, t.Next(it))
	d.Set(t, Int(3), None)
	for range 2 {
		if v := t.Next(it); v.P != nil || excText(t) != "RuntimeError: dictionary changed size during iteration" {
			tt.Error("growth not noticed")
		}
	}
	// as many keys, but others
	d = dictOf(dictOfPairs(t, Int(1), Int(1), Int(2), Int(2)))
	it = take(tt, t, t.Iter(d.Value()))
	for range 2 {
		k := take(tt, t, t.Next(it))
		d.Del(t, k)
		d.Set(t, Int(k.AsInt()+10), None)
	}
	if v := t.Next(it); v.P != nil || excText(t) != "RuntimeError: dictionary keys changed during iteration" {
		tt.Error("exchange not noticed")
	}
}

func TestNamespaceOrder(tt *testing.T) {
	t := newNativeThread()
	d := NewNamespace()
	name := func(s string) *Str { return t.M.Intern(s) }
	for _, s := range []string{"x", "y", "z"} {
		d.Cell(t.M, name(s)) // linked before it is bound
	}
	y := d.Cell(t.M, name("y"))
	d.SetStr(name("y"), Int(1))
	d.SetStr(name("x"), Int(2))
	if y != d.Cell(t.M, name("y")) || y.V != Int(1) {
		tt.Error("the cell has moved")
	}
	if got := reprOf(t, d.Value()); got != "{'y': 1, 'x': 2}" {
		tt.Error(got)
	}
	d.DelStr(name("y"))
	d.SetStr(name("z"), Int(3))
	d.SetStr(name("y"), Int(4))
	if got := reprOf(t, d.Value()); got != "{'x': 2, 'z': 3, 'y': 4}" || y.V != Int(4) {
		tt.Error(got)
	}
	c := dictOf(dictOfPairs(t, NewStr("a"), Int(1), Int(7), Int(2)))
	AsNamespace(c).Cell(t.M, name("a")).V = Int(9)
	if got := reprOf(t, c.Value()); got != "{'a': 9, 7: 2}" {
		tt.Error(got)
	}
}

// TestDictQueue checks that removing the oldest item stays cheap.
func TestDictQueue(tt *testing.T) {
	t := newNativeThread()
	d := NewDict()
	const n = 100000
	for i := range int64(n) {
		d.Set(t, Int(i), None)
	}
	for i := range int64(2 * n) {
		k, _, _ := d.At(0)
		if k != Int(i) {
			tt.Fatalf("oldest is %v, want %d", k, i)
		}
		d.Del(t, k)
		d.Set(t, Int(n+i), None)
	}
	if cap(d.entries) > 4*n {
		tt.Errorf("%d entries for %d items", cap(d.entries), n)
	}
}

func BenchmarkDict(b *testing.B) {
	t := newNativeThread()
	const n = 10000
	perItem := func(b *testing.B) {
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/item")
	}
	strs, others, nums := make([]Value, n), make([]Value, n), make([]Value, n)
	for i := range strs {
		strs[i] = NewStr(fmt.Sprintf("word%d", i*7919%n))
		others[i] = NewStr(strs[i].Text())
		nums[i] = Int(int64(i * 7919))
		(*Str)(others[i].P).hashed()
	}
	for _, c := range []struct {
		name       string
		keys, same []Value
	}{{"str", strs, strs}, {"equal-str", strs, others}, {"int", nums, nums}} {
		b.Run("set/"+c.name, func(b *testing.B) {
			for b.Loop() {
				d := NewDict()
				for _, k := range c.keys {
					d.Set(t, k, k)
				}
			}
			perItem(b)
		})
		d := NewDict()
		for _, k := range c.keys {
			d.Set(t, k, k)
		}
		b.Run("get/"+c.name, func(b *testing.B) {
			for b.Loop() {
				for _, k := range c.same {
					if d.Get(t, k).P == nil {
						b.Fatal("lost")
					}
				}
			}
			perItem(b)
		})
	}
	b.Run("small", func(b *testing.B) {
		for b.Loop() {
			d := NewDict()
			for _, k := range strs[:4] {
				d.Set(t, k, k)
			}
		}
	})
}
