package heapq

import (
	"slices"

	"github.com/aio-lang/aio/vm/object"
)

// candidate is an item that is among the n best so far. seq, its place in the
// iterable, decides between equal keys: the earlier one is better.
type candidate struct {
	key, item value
	seq       int
}

// candidates is a heap with the worst candidate first.
type candidates struct {
	t      *thread
	before order // whether a key is better than another
	heap   []candidate
}

// worse reports whether candidate a is worse than b.
func (c *candidates) worse(a, b *candidate) (bool, bool) {
	if first, ok := c.before(c.t, b.key, a.key); first || !ok {
		return first, ok
	}
	first, ok := c.before(c.t, a.key, b.key)
	return !first && a.seq > b.seq, ok
}

// sift restores the order below position i.
func (c *candidates) sift(i int) bool {
	h := c.heap
	for {
		child := 2*i + 1
		if child >= len(h) {
			return true
		}
		if child+1 < len(h) {
			w, ok := c.worse(&h[child+1], &h[child])
			if !ok {
				return false
			}
			if w {
				child++
			}
		}
		w, ok := c.worse(&h[child], &h[i])
		if !ok || !w {
			return ok
		}
		h[i], h[child] = h[child], h[i]
		i = child
	}
}

// best is nlargest and nsmallest: it keeps the n best items of the iterable
// and sorts these.
func best(before order, descending bool) object.NativeFn {
	return func(t *thread, a []value) value {
		n, ok := 0, false
		if object.IsIntLike(a[0]) || t.M.Lookup(t.M.TypeOf(a[0]), object.Names().Index).P != nil {
			if n, ok = t.IndexInt(a[0]); !ok {
				return value{}
			}
		} else { // raises what comparing it with a size would
			t.Compare(object.OpGe, a[0], object.Int(0))
			if t.Exc.P != nil {
				return value{}
			}
			return t.TypeErrorf("'%s' object cannot be interpreted as an integer", t.TypeName(a[0]))
		}
		src, ok := object.NewSource(t, a[1])
		if !ok {
			return value{}
		}
		c := &candidates{t: t, before: before}
		for seq := 0; n > 0; seq++ {
			x := src.Next(t)
			if x.P == nil {
				if t.Exc.P != nil {
					return value{}
				}
				break
			}
			key := x
			if !a[2].IsNone() {
				if key = t.Call(a[2], x); key.P == nil {
					return value{}
				}
			}
			if len(c.heap) < n {
				c.heap = append(c.heap, candidate{key, x, seq})
				if len(c.heap) == n {
					for i := n/2 - 1; i >= 0; i-- {
						if !c.sift(i) {
							return value{}
						}
					}
				}
				continue
			}
			better, ok := before(t, key, c.heap[0].key)
			if better {
				c.heap[0] = candidate{key, x, seq}
				ok = c.sift(0)
			}
			if !ok {
				return value{}
			}
		}
		return c.sorted(descending)
	}
}

// sorted returns the candidates' items, the best first. They are put in the
// order of the iterable, so that a stable sort by key decides ties.
func (c *candidates) sorted(descending bool) value {
	slices.SortFunc(c.heap, func(a, b candidate) int { return a.seq - b.seq })
	keys, items := make([]value, len(c.heap)), make([]value, len(c.heap))
	for i, x := range c.heap {
		keys[i], items[i] = x.key, x.item
	}
	if !c.t.SortByKeys(keys, items, descending) {
		return value{}
	}
	return object.NewList(items)
}
