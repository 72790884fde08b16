package object

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"sort"
	"strings"
	"testing"
)

// lcg is the generator that the comparison counts below were made with.
func lcg(seed uint64) func() int {
	return func() int {
		seed = seed*6364136223846793005 + 1442695040888963407
		return int(seed >> 33)
	}
}

func sortInput(n, mod int, kind string) []int {
	g := lcg(uint64(n*31 + mod))
	v := make([]int, n)
	for i := range v {
		switch kind {
		case "r":
			v[i] = g() % mod
		case "up", "swap":
			v[i] = i
		case "down":
			v[i] = n - i
		case "downeq":
			v[i] = (n - i) / mod
		case "saw":
			v[i] = i * mod % (n / 3)
		case "equal":
			v[i] = 1
		case "runs":
			v[i] = i % mod
		}
	}
	if kind == "swap" {
		for range mod {
			i := g() % n
			j := g() % n
			v[i], v[j] = v[j], v[i]
		}
	}
	return v
}

// TestTimsortComparisons checks that the very comparisons of CPython 3.13's
// sort are made, in its order: their number and a digest of which items were
// compared come from there.
func TestTimsortComparisons(tt *testing.T) {
	for _, c := range []struct {
		n, mod int
		kind   string
		count  int
		digest uint64
	}{
		{2, 10, "r", 1, 0xb063bd4c87b4b7df},
		{10, 5, "r", 23, 0xf280d0acf9d025e5},
		{63, 100, "r", 300, 0x7b22d7b2ecc2795b},
		{64, 100, "r", 303, 0x6a2ae67cc1efa6a8},
		{65, 3, "r", 276, 0x402db4f3e5d2e0c5},
		{200, 1000, "r", 1271, 0x1618c91de12b4b2e},
		{1000, 1000000000, "r", 8636, 0x3af541f9d04befcb},
		{1000, 4, "r", 5620, 0x1de7052f81fbd3af},
		{3000, 50, "r", 27400, 0x8d42e0989af0542a},
		{500, 0, "up", 499, 0xd9f855c8ce444508},
		{500, 0, "down", 499, 0xd9f855c8ce444508},
		{500, 3, "downeq", 831, 0xeb3c701d249c09ea},
		{2000, 7, "saw", 10969, 0x941cfa120a3f2978},
		{3000, 10, "swap", 4180, 0x359d17dd4ee7db33},
		{777, 1, "equal", 776, 0x7438562608610e7d},
		{4096, 1500, "runs", 10408, 0x1be60119caad0345},
	} {
		in := sortInput(c.n, c.mod, c.kind)
		keys, vals := make([]Value, c.n), make([]Value, c.n)
		for i := range keys {
			keys[i], vals[i] = Int(int64(i)), Int(int64(-i))
		}
		count, digest := 0, uint64(14695981039346656037)
		s := timsort{keys: keys, vals: vals, less: func(a, b Value) (bool, bool) {
			i, j := int(a.N), int(b.N)
			count++
			digest = (digest ^ uint64(i*65536+j)) * 1099511628211
			return in[i] < in[j], true
		}}
		if !s.sort() {
			tt.Fatal("sort failed")
		}
		if count != c.count || digest != c.digest {
			tt.Errorf("%d %s: %d comparisons (%#x), want %d (%#x)", c.n, c.kind, count, digest, c.count, c.digest)
		}
		for i := range keys {
			if vals[i].AsInt() != -keys[i].AsInt() {
				tt.Fatalf("%d %s: values do not follow keys", c.n, c.kind)
			}
			if i > 0 {
				a, b := keys[i-1].N, keys[i].N
				if in[a] > in[b] || in[a] == in[b] && a > b {
					tt.Fatalf("%d %s: not a stable order at %d", c.n, c.kind, i)
				}
			}
		}
	}
}

// TestTimsortFailure checks that a failing comparison loses no item.
func TestTimsortFailure(tt *testing.T) {
	in := sortInput(300, 1000, "r")
	for limit := 0; limit < 1800; limit += 7 {
		keys := make([]Value, len(in))
		for i := range keys {
			keys[i] = Int(int64(i))
		}
		n := 0
		s := timsort{keys: keys, less: func(a, b Value) (bool, bool) {
			n++
			return in[a.N] < in[b.N], n <= limit
		}}
		s.sort()
		seen := make([]bool, len(in))
		for _, k := range keys {
			if seen[k.N] {
				tt.Fatalf("item %d twice after %d comparisons", k.N, limit)
			}
			seen[k.N] = true
		}
	}
}

// TestTimsortInconsistent checks that nonsense comparisons end in a permutation.
func TestTimsortInconsistent(tt *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		n := r.IntN(400)
		keys := make([]Value, n)
		for i := range keys {
			keys[i] = Int(int64(i))
		}
		s := timsort{keys: keys, less: func(a, b Value) (bool, bool) { return r.IntN(3) == 0, true }}
		s.sort()
		slices.SortFunc(keys, func(a, b Value) int { return int(a.N) - int(b.N) })
		for i, k := range keys {
			if int(k.N) != i {
				tt.Fatal("items lost")
			}
		}
	}
}

// TestSortFast compares the orders found without comparisons with those that
// comparisons give.
func TestSortFast(tt *testing.T) {
	t := newNativeThread()
	r := rand.New(rand.NewPCG(3, 4))
	word := func() string {
		parts := []string{"", "a", "b", "prefix_", "longer prefix ", "\x00", "é", "\U0001f600", "zz"}
		var b strings.Builder
		for range r.IntN(5) {
			b.WriteString(parts[r.IntN(len(parts))])
		}
		return b.String()
	}
	number := func(v Value) float64 {
		if v.IsFloat() {
			return v.AsFloat()
		}
		return float64(v.AsInt())
	}
	kinds := map[string]func() Value{
		"ints":    func() Value { return Int(int64(r.IntN(100) - 50)) },
		"bigints": func() Value { return Int(int64(r.Uint64())) },
		"floats":  func() Value { return Float(float64(r.IntN(20)-10) / 4 * float64(r.IntN(3)-1)) },
		"mixed": func() Value {
			switch r.IntN(3) {
			case 0:
				return Int(int64(r.IntN(10)))
			case 1:
				return Bool(r.IntN(2) == 0)
			}
			return Float(float64(r.IntN(20)) / 2)
		},
		"strs":   func() Value { return NewStr(word()) },
		"tuples": func() Value { return TupleOf(Int(int64(r.IntN(4))), NewStr(word()), Float(float64(r.IntN(3)))) },
		"ragged": func() Value {
			return []Value{TupleOf(Int(1)), TupleOf(Int(1), Int(int64(r.IntN(3)))), TupleOf(Int(int64(r.IntN(3))), Int(2), Int(3))}[r.IntN(3)]
		},
	}
	for name, make_ := range kinds {
		for _, n := range []int{0, 1, 2, 5, 24, 33, 100, 300, 1000} {
			for _, keyed := range []bool{false, true} {
				keys := make([]Value, n)
				for i := range keys {
					keys[i] = make_()
				}
				order := make([]int, n)
				for i := range order {
					order[i] = i
				}
				sort.SliceStable(order, func(i, j int) bool {
					a, b := keys[order[i]], keys[order[j]]
					if name == "mixed" {
						return number(a) < number(b)
					}
					lt, ok := t.CompareTruth(OpLt, a, b)
					if !ok {
						tt.Fatal(excText(t))
					}
					return lt
				})
				got := slices.Clone(keys)
				var vals []Value
				if keyed {
					for i := range got {
						vals = append(vals, Int(int64(i)))
					}
				}
				done, ok := t.sortFast(got, vals)
				if !ok || !done && n > 0 {
					tt.Fatalf("%s: not sorted without comparisons", name)
				}
				for i := range order {
					if keyed && int(vals[i].N) != order[i] || !keyed && got[i] != keys[order[i]] {
						a, _ := t.Repr(NewList(keys))
						tt.Fatalf("%s (%d, keyed %v): wrong item at %d of %s", name, n, keyed, i, a)
					}
				}
			}
		}
	}
}

func BenchmarkSort(b *testing.B) {
	t := newNativeThread()
	r := rand.New(rand.NewPCG(5, 6))
	const n = 100000
	word := func(i int) Value { return NewStr(fmt.Sprintf("word%d", i)) }
	for _, c := range []struct {
		name string
		item func(i int) Value
	}{
		{"ints", func(int) Value { return Int(int64(r.IntN(1000000))) }},
		{"ints64", func(int) Value { return Int(int64(r.Uint64())) }},
		{"floats", func(int) Value { return Float(r.Float64()) }},
		{"strs", func(int) Value { return word(r.IntN(n)) }},
		{"sorted", func(i int) Value { return Int(int64(i)) }},
		{"tuples", func(int) Value { return TupleOf(Int(int64(r.IntN(1000))), word(r.IntN(n))) }},
		{"lists", func(int) Value { return NewList([]Value{Int(int64(r.IntN(1000000)))}) }},
	} {
		items := make([]Value, n)
		for i := range items {
			items[i] = c.item(i)
		}
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				if !t.sortItems(slices.Clone(items), None, false) {
					b.Fatal(excText(t))
				}
			}
		})
	}
}
