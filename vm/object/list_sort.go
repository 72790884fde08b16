package object

import "slices"

// listSort is list.sort.
func listSort(t *Thread, a []Value) Value {
	reverse, ok := t.Truth(a[2])
	if !ok {
		return Value{}
	}
	return noneIf(t.SortList(listOf(a[0]), a[1], reverse))
}

// SortList sorts l in place and stably. key is None or a callable. While it
// runs the list is empty, as in CPython; where somebody changed it meanwhile,
// ValueError is pending at the end. Whatever is raised, the list keeps all its
// items.
func (t *Thread) SortList(l *List, key Value, reverse bool) bool {
	items := l.Items
	l.Items = nil
	ok := t.sortItems(items, key, reverse)
	touched := l.Items != nil
	l.Items = items
	if ok && touched {
		t.ValueErrorf("list modified during sort")
		return false
	}
	return ok
}

// Sorted returns the items of an iterable in a new sorted list.
func (t *Thread) Sorted(v, key Value, reverse bool) Value {
	items, ok := t.Collect(v)
	if !ok || !t.sortItems(items, key, reverse) {
		return Value{}
	}
	return NewList(items)
}

// sortItems sorts items by key (None: by themselves).
func (t *Thread) sortItems(items []Value, key Value, reverse bool) bool {
	keys, vals := items, []Value(nil)
	if !key.IsNone() {
		keys, vals = make([]Value, len(items)), items
		for i, v := range items {
			if keys[i] = t.Call(key, v); keys[i].P == nil {
				return false
			}
		}
	}
	return t.SortByKeys(keys, vals, reverse)
}

// SortByKeys sorts vals, or keys themselves where vals is nil, by keys, stably.
//
// Keys that are all numbers, all str, or all tuples that begin with such are
// ordered by sortFast without a call to a comparison; it orders as the
// comparisons would. Everything else goes through timsort, whose sequence of
// comparisons is CPython's. Both slices are left as some permutation where an exception is raised.
func (t *Thread) SortByKeys(keys, vals []Value, reverse bool) bool {
	if len(keys) < 2 {
		return true
	}
	// a reversed stable sort is a stable sort of the reversed list, reversed
	if reverse {
		slices.Reverse(keys)
		slices.Reverse(vals)
	}
	done, ok := t.sortFast(keys, vals)
	if !done {
		s := timsort{keys: keys, vals: vals, less: func(a, b Value) (bool, bool) { return t.CompareTruth(OpLt, a, b) }}
		ok = s.sort()
	}
	if reverse {
		slices.Reverse(keys)
		slices.Reverse(vals)
	}
	return ok
}
