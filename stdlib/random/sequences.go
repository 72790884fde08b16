package random

import (
	"math"
	"sort"

	"github.com/aio-lang/aio/vm/libm"
	"github.com/aio-lang/aio/vm/object"
)

var sequenceMethods = []object.Def{
	{Sig: "def choice(self, seq)", Doc: "A random item of a sequence that is not empty.", Fn: choice},
	{Sig: "def shuffle(self, x)", Doc: "Shuffle a list in place.", Fn: shuffle},
	{Sig: "def sample(self, population, k, *, counts=None)", Doc: "A list of k items of a sequence, none chosen twice; counts says how often each may come.", Fn: sample},
	{Sig: "def choices(self, population, weights=None, *, cum_weights=None, k=1)", Doc: "A list of k items of a sequence, chosen independently, with equal or the given weights.", Fn: choices},
}

func choice(t *thread, a []value) value {
	n, ok := t.Len(a[1])
	switch {
	case !ok:
		return value{}
	case n == 0:
		return t.IndexErrorf("Cannot choose from an empty sequence")
	}
	s := sourceOf(t, a[0])
	i, ok := s.under(int64(n))
	if !ok {
		return value{}
	}
	return t.GetItem(a[1], object.Int(i))
}

func shuffle(t *thread, a []value) value {
	x := a[1]
	n, ok := t.Len(x)
	if !ok {
		return value{}
	}
	s := sourceOf(t, a[0])
	if l := object.AsList(x); l != nil && x.Shape() == object.ShapeList && s.engine != nil {
		for i := n - 1; i > 0; i-- {
			j := below64(s.engine, uint64(i+1))
			l.Items[i], l.Items[j] = l.Items[j], l.Items[i]
		}
		return object.None
	}
	for i := n - 1; i > 0; i-- {
		j, ok := s.under(int64(i + 1))
		if !ok {
			return value{}
		}
		vi, vj := object.Int(int64(i)), object.Int(j)
		y := t.GetItem(x, vj)
		if y.IsNil() {
			return y
		}
		z := t.GetItem(x, vi)
		if z.IsNil() || !t.SetItem(x, vi, y) || !t.SetItem(x, vj, z) {
			return value{}
		}
	}
	return object.None
}

func sample(t *thread, a []value) value {
	population := a[1]
	if !isSequence(t, population) {
		return t.TypeErrorf("Population must be a sequence.  For dicts or sets, use sorted(d).")
	}
	n, ok := t.Len(population)
	if !ok {
		return value{}
	}
	s := sourceOf(t, a[0])
	if !a[3].IsNone() {
		return s.sampleCounts(population, n, a[2], a[3])
	}
	k, ok := sampleSize(t, a[2], int64(n))
	if !ok {
		return value{}
	}
	picked, ok := s.indices(int64(n), k)
	if !ok {
		return value{}
	}
	items := make([]value, len(picked))
	for i, j := range picked {
		if items[i] = t.GetItem(population, object.Int(j)); items[i].IsNil() {
			return value{}
		}
	}
	return object.NewList(items)
}

// isSequence is isinstance(v, collections.abc.Sequence).
func isSequence(t *thread, v value) bool {
	switch v.Kind() {
	case object.KindStr, object.KindBytes, object.KindByteArray, object.KindMemoryView:
		return true
	}
	return t.M.TypeOf(v).Flags&object.TypeSequence != 0
}

// sampleSize checks 0 <= k <= n.
func sampleSize(t *thread, k value, n int64) (int64, bool) {
	for _, c := range [][2]value{{object.Int(0), k}, {k, object.Int(n)}} {
		holds, ok := t.CompareTruth(object.OpLe, c[0], c[1])
		if !ok {
			return 0, false
		}
		if !holds {
			t.ValueErrorf("Sample larger than population or is negative")
			return 0, false
		}
	}
	i, ok := object.Int64(k)
	if !ok {
		t.TypeErrorf("can't multiply sequence by non-int of type '%s'", t.TypeName(k))
	}
	return i, ok
}

// indices chooses k different indices below n: for a large share of a pool,
// moving what is left into the gap; else by trying again what was had.
func (s *source) indices(n, k int64) ([]int64, bool) {
	picked := make([]int64, k)
	pool := int64(21)
	if k > 5 {
		power := math.Ceil(libm.Log(float64(k*3)) / libm.Log(4))
		pool += int64(1) << (2 * int(power))
	}
	if n <= pool {
		left := make([]int64, n)
		for i := range left {
			left[i] = int64(i)
		}
		for i := range picked {
			j, ok := s.under(n - int64(i))
			if !ok {
				return nil, false
			}
			picked[i] = left[j]
			left[j] = left[n-int64(i)-1]
		}
		return picked, true
	}
	had := make(map[int64]bool, k)
	for i := range picked {
		for {
			j, ok := s.under(n)
			if !ok {
				return nil, false
			}
			if !had[j] {
				had[j] = true
				picked[i] = j
				break
			}
		}
	}
	return picked, true
}

// sampleCounts is sample of a population whose items stand for several.
func (s *source) sampleCounts(population value, n int, k, counts value) value {
	t := s.t
	sums, ok := accumulate(t, counts)
	switch {
	case !ok:
		return value{}
	case len(sums) != n:
		return t.ValueErrorf("The number of counts does not match the population")
	case n == 0:
		return t.IndexErrorf("pop from empty list")
	}
	total, sums := sums[n-1], sums[:n-1]
	if !object.IsIntLike(total) {
		return t.TypeErrorf("Counts must be integers")
	}
	if object.ToBig(total).Sign() <= 0 {
		return t.ValueErrorf("Total of counts must be greater than zero")
	}
	m, small := object.Int64(total)
	if !small {
		return t.OverflowErrorf("Python int too large to convert to C ssize_t")
	}
	size, ok := sampleSize(t, k, m)
	if !ok {
		return value{}
	}
	picked, ok := s.indices(m, size)
	if !ok {
		return value{}
	}
	items := make([]value, len(picked))
	for i, j := range picked {
		at, ok := bisect(t, sums, object.Int(j))
		if !ok {
			return value{}
		}
		if items[i] = t.GetItem(population, object.Int(int64(at))); items[i].IsNil() {
			return value{}
		}
	}
	return object.NewList(items)
}

// accumulate lists the running sums of an iterable.
func accumulate(t *thread, v value) ([]value, bool) {
	var sums []value
	ok := t.Each(v, func(x value) bool {
		if n := len(sums); n > 0 {
			if x = t.Binary(object.OpAdd, sums[n-1], x); x.IsNil() {
				return false
			}
		}
		sums = append(sums, x)
		return true
	})
	return sums, ok
}

// bisect is the number of leading items that are not greater than x.
func bisect(t *thread, sorted []value, x value) (int, bool) {
	ok := true
	i := sort.Search(len(sorted), func(i int) bool {
		if !ok {
			return true
		}
		var less bool
		less, ok = t.CompareTruth(object.OpLt, x, sorted[i])
		return less
	})
	return i, ok
}

func choices(t *thread, a []value) value {
	population, weights, cumulative, k := a[1], a[2], a[3], a[4]
	n, ok := t.Len(population)
	if !ok {
		return value{}
	}
	var sums []value
	total := float64(n)
	switch {
	case !cumulative.IsNone() && !weights.IsNone():
		return t.TypeErrorf("Cannot specify both weights and cumulative weights")
	case !cumulative.IsNone():
		if _, ok := t.Len(cumulative); !ok {
			return value{}
		}
		if sums, ok = t.Collect(cumulative); !ok {
			return value{}
		}
	case !weights.IsNone():
		if object.IsIntLike(weights) {
			s, _ := t.Repr(weights)
			return t.TypeErrorf("The number of choices must be a keyword argument: k=%s", s)
		}
		if sums, ok = accumulate(t, weights); !ok {
			return value{}
		}
	}
	weighted := !cumulative.IsNone() || !weights.IsNone()
	if weighted {
		if total, ok = totalWeight(t, sums, n); !ok {
			return value{}
		}
	}
	count, ok := t.IndexInt(k)
	if !ok {
		return value{}
	}
	s := sourceOf(t, a[0])
	items := make([]value, 0, max(0, min(count, 1<<20)))
	floats := floatSums(sums)
	for ; count > 0; count-- {
		r, ok := s.float()
		if !ok {
			return value{}
		}
		r *= total
		i := int(r)
		if weighted {
			if floats != nil {
				i = sort.Search(n-1, func(i int) bool { return r < floats[i] })
			} else if i, ok = bisect(t, sums[:n-1], object.Float(r)); !ok {
				return value{}
			}
		}
		v := t.GetItem(population, object.Int(int64(i)))
		if v.IsNil() {
			return v
		}
		items = append(items, v)
	}
	return object.NewList(items)
}

// floatSums is sums as floats, where no comparison can tell the difference;
// else nil.
func floatSums(sums []value) []float64 {
	if len(sums) == 0 {
		return nil
	}
	floats := make([]float64, len(sums))
	for i, v := range sums {
		switch {
		case v.IsFloat():
			floats[i] = v.AsFloat()
		case v.IsInt() && v.AsInt() < 1<<53 && v.AsInt() > -1<<53:
			floats[i] = float64(v.AsInt())
		default:
			return nil
		}
	}
	return floats
}

// totalWeight checks cumulative weights and returns the last.
func totalWeight(t *thread, sums []value, n int) (float64, bool) {
	if len(sums) != n {
		t.ValueErrorf("The number of weights does not match the population")
		return 0, false
	}
	if n == 0 {
		t.IndexErrorf("list index out of range")
		return 0, false
	}
	v := t.Binary(object.OpAdd, sums[n-1], object.Float(0))
	if v.IsNil() {
		return 0, false
	}
	total, ok := t.AsFloat64(v)
	switch {
	case !ok:
		return 0, false
	case total <= 0:
		t.ValueErrorf("Total of weights must be greater than zero")
		return 0, false
	case math.IsNaN(total) || math.IsInf(total, 0):
		t.ValueErrorf("Total of weights must be finite")
		return 0, false
	}
	return total, true
}
