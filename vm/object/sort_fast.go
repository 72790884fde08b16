package object

import (
	"cmp"
	"encoding/binary"
	"math"
	"slices"
)

// sortEntry stands for one item while it is sorted without calling any
// comparison: key orders as the item's key does, or begins to; idx is the
// item's place before.
type sortEntry struct {
	key uint64
	idx int
}

// sortFast sorts keys, or vals by keys where vals is not nil. done is false,
// and nothing has happened, when the keys need their comparison methods. ok is
// false with an exception pending.
func (t *Thread) sortFast(keys, vals []Value) (done, ok bool) {
	var buf [32]sortEntry
	entries := buf[:0]
	if vals == nil && isSortedInts(keys) {
		return true, true
	}
	if len(keys) > len(buf) {
		entries = make([]sortEntry, 0, len(keys))
	}
	for i := range keys {
		entries = append(entries, sortEntry{idx: i})
	}
	s := fastSort{t: t}
	switch {
	case s.numbers(entries, func(i int) Value { return keys[i] }):
	case allOfShape(keys, ShapeStr):
		s.strs(entries, func(i int) string { return (*Str)(keys[i].P).S }, 0)
	case allOfShape(keys, ShapeTuple):
		if !s.firstIsSimple(keys) {
			return false, true
		}
		ok = s.tuples(entries, keys, 0)
		if !ok {
			return true, false
		}
	default:
		return false, true
	}
	target := vals
	if target == nil {
		target = keys
	}
	var room [len(buf)]Value
	sorted := room[:]
	if len(target) > len(room) {
		sorted = make([]Value, len(target))
	}
	for i := range entries {
		sorted[i] = target[entries[i].idx]
	}
	copy(target, sorted)
	return true, true
}

func isSortedInts(v []Value) bool {
	for i := range v {
		if !v[i].IsInt() || i > 0 && int64(v[i].N) < int64(v[i-1].N) {
			return false
		}
	}
	return true
}

func allOfShape(v []Value, shape uint32) bool {
	for i := range v {
		if v[i].Shape() != shape {
			return false
		}
	}
	return true
}

type fastSort struct{ t *Thread }

// numbers sorts entries whose keys at(idx) are all ints of 64 bits, bools or
// floats that have an order among each other; else it does nothing.
func (s *fastSort) numbers(entries []sortEntry, at func(int) Value) bool {
	ints, floats, exact := false, false, true
	for i := range entries {
		v := at(entries[i].idx)
		switch {
		case v.IsInt():
			ints = true
			n := int64(v.N)
			exact = exact && -1<<53 <= n && n <= 1<<53
		case v.IsFloat():
			floats = true
			if f := v.AsFloat(); f != f {
				return false
			}
		case v.IsBool():
			ints = true
		default:
			return false
		}
	}
	if ints && floats && !exact {
		return false // comparing an int with a float is exact, converting is not
	}
	for i := range entries {
		e := &entries[i]
		v := at(e.idx)
		if floats {
			f := float64(int64(v.N))
			if v.IsFloat() {
				f = v.AsFloat()
			}
			e.key = orderedFloat(f)
		} else {
			e.key = v.N ^ 1<<63
		}
	}
	sortEntries(entries)
	return true
}

// orderedFloat maps floats to integers in the same order; both zeros are equal.
func orderedFloat(f float64) uint64 {
	if f == 0 {
		f = 0
	}
	b := math.Float64bits(f)
	if b>>63 != 0 {
		return ^b
	}
	return b | 1<<63
}

// strs sorts entries by the text of their keys, which agree before byte from:
// eight bytes at a time, and where these are equal by what follows.
func (s *fastSort) strs(entries []sortEntry, at func(int) string, from int) {
	short := false
	for i := range entries {
		e := &entries[i]
		rest := at(e.idx)[from:]
		if len(rest) >= 8 {
			e.key = binary.BigEndian.Uint64([]byte(rest[:8]))
			continue
		}
		short = true
		var b [8]byte
		copy(b[:], rest)
		e.key = binary.BigEndian.Uint64(b[:])
	}
	sortEntries(entries)
	eachTie(entries, func(tie []sortEntry) bool {
		first := at(tie[0].idx)
		common, equal, nul := len(first), true, false
		for _, e := range tie[1:] {
			x := at(e.idx)
			if x != first {
				equal = false
				common = commonPrefix(first[:common], x)
				nul = nul || short && min(len(first), len(x)) < from+8
			}
		}
		switch {
		case equal:
		case nul: // NULs look like the padding of a shorter one
			slices.SortStableFunc(tie, func(a, b sortEntry) int { return cmp.Compare(at(a.idx), at(b.idx)) })
		default:
			s.strs(tie, at, common)
		}
		return true
	})
}

func commonPrefix(a, b string) int {
	n := min(len(a), len(b))
	for i := range n {
		if a[i] != b[i] {
			return i
		}
	}
	return n
}

// firstIsSimple reports whether the tuples have first items that tuples can
// sort by.
func (s *fastSort) firstIsSimple(keys []Value) bool {
	for i := range keys {
		items := (*Tuple)(keys[i].P).Items
		if len(items) == 0 {
			return false
		}
		if v := items[0]; !v.IsInt() && !v.IsFloat() && !v.IsBool() && v.Shape() != ShapeStr {
			return false
		}
	}
	return true
}

// tuples sorts entries whose keys are tuples that are equal before the item
// at level: by that item where it can, the ties by the next one; else by
// comparing whole tuples.
func (s *fastSort) tuples(entries []sortEntry, keys []Value, level int) bool {
	simple, isStr := true, true
	for i := range entries {
		items := (*Tuple)(keys[entries[i].idx].P).Items
		if len(items) <= level {
			simple = false
			break
		}
		isStr = isStr && items[level].Shape() == ShapeStr
	}
	item := func(i int) Value { return (*Tuple)(keys[i].P).Items[level] }
	same := func(a, b int) bool { return item(a).Text() == item(b).Text() }
	switch {
	case simple && isStr:
		s.strs(entries, func(i int) string { return (*Str)(item(i).P).S }, 0)
	case simple && s.numbers(entries, item):
		same = nil // equal keys are equal items
	default:
		return s.general(entries, keys)
	}
	ok := true
	eachTie(entries, func(tie []sortEntry) bool {
		for lo := 0; lo < len(tie) && ok; {
			hi := lo + 1
			for hi < len(tie) && (same == nil || same(tie[lo].idx, tie[hi].idx)) {
				hi++
			}
			if hi-lo > 1 {
				ok = s.tuples(tie[lo:hi], keys, level+1)
			}
			lo = hi
		}
		return ok
	})
	return ok
}

// general sorts entries by comparing their keys.
func (s *fastSort) general(entries []sortEntry, keys []Value) bool {
	k, order := make([]Value, len(entries)), make([]Value, len(entries))
	for i := range entries {
		k[i], order[i] = keys[entries[i].idx], Int(int64(entries[i].idx))
	}
	ts := timsort{keys: k, vals: order, less: func(a, b Value) (bool, bool) { return s.t.CompareTruth(OpLt, a, b) }}
	ok := ts.sort()
	for i := range entries {
		entries[i].idx = int(order[i].AsInt())
	}
	return ok
}

// eachTie calls f for each stretch of at least two entries with equal keys.
func eachTie(entries []sortEntry, f func(tie []sortEntry) bool) {
	for lo := 0; lo < len(entries); {
		hi := lo + 1
		for hi < len(entries) && entries[hi].key == entries[lo].key {
			hi++
		}
		if hi-lo > 1 && !f(entries[lo:hi]) {
			return
		}
		lo = hi
	}
}

// sortEntries sorts by key, stably: nothing to do for sorted input, insertion
// for little, then a radix sort that skips the bytes all keys share.
func sortEntries(e []sortEntry) {
	n := len(e)
	i := 1
	for i < n && e[i-1].key <= e[i].key {
		i++
	}
	if i >= n {
		return
	}
	if n <= 24 {
		for i := 1; i < n; i++ {
			x, j := e[i], i
			for j > 0 && e[j-1].key > x.key {
				e[j] = e[j-1]
				j--
			}
			e[j] = x
		}
		return
	}
	if n <= 256 {
		slices.SortStableFunc(e, func(a, b sortEntry) int { return cmp.Compare(a.key, b.key) })
		return
	}
	radixSort(e)
}

func radixSort(e []sortEntry) {
	var or, and uint64 = 0, math.MaxUint64
	for i := range e {
		or |= e[i].key
		and &= e[i].key
	}
	varies := or &^ and // bits in which keys differ
	src, dst := e, make([]sortEntry, len(e))
	for shift := 0; shift < 64; shift += 8 {
		if byte(varies>>shift) == 0 {
			continue
		}
		var place [256]int
		for i := range src {
			place[byte(src[i].key>>shift)]++
		}
		sum := 0
		for i := range place {
			place[i], sum = sum, sum+place[i]
		}
		for i := range src {
			p := &place[byte(src[i].key>>shift)]
			dst[*p] = src[i]
			*p++
		}
		src, dst = dst, src
	}
	if &src[0] != &e[0] {
		copy(e, src)
	}
}
