package object

import "slices"

// remove deletes the items in [i, j). Removing at the front moves the start
// of the slice instead of the items, which makes a list a fair queue: pop(0)
// is O(1) where CPython's is O(n), and append grows it anew now and then.
func (l *List) remove(i, j int) {
	n := len(l.Items)
	switch {
	case i == j:
		return
	case j == n:
		clear(l.Items[i:])
		l.Items = l.Items[:i]
	case i == 0:
		clear(l.Items[:j])
		l.Items = l.Items[j:]
	default:
		copy(l.Items[i:], l.Items[j:])
		clear(l.Items[n-(j-i):])
		l.Items = l.Items[:n-(j-i)]
	}
	l.shrink()
}

// shrink gives memory back after the list has lost most of its items.
func (l *List) shrink() {
	if c := cap(l.Items); c > 64 && len(l.Items) < c/4 {
		l.Items = append(make([]Value, 0, c/2), l.Items...)
	}
}

func listGetItem(t *Thread, l *List, k Value) Value {
	if k.Kind() == KindSlice {
		start, stop, step, ok := t.SliceUnpack((*Slice)(k.P))
		if !ok {
			return Value{}
		}
		start, _, n := SliceAdjust(len(l.Items), start, stop, step)
		return CopyList(l.Items, start, step, n)
	}
	i, ok := t.itemIndex(k, "list")
	if !ok {
		return Value{}
	}
	if i < 0 {
		i += len(l.Items)
	}
	if i < 0 || i >= len(l.Items) {
		return t.IndexErrorf("list index out of range")
	}
	return l.Items[i]
}

// listPlace returns the index in range that k stands for, for assignment.
func listPlace(t *Thread, l *List, k Value) (int, bool) {
	i, ok := t.itemIndex(k, "list")
	if !ok {
		return 0, false
	}
	if i < 0 {
		i += len(l.Items)
	}
	if i < 0 || i >= len(l.Items) {
		t.IndexErrorf("list assignment index out of range")
		return 0, false
	}
	return i, true
}

func listSetItem(t *Thread, l *List, k, v Value) bool {
	if k.Kind() == KindSlice {
		return listSetSlice(t, l, (*Slice)(k.P), v)
	}
	i, ok := listPlace(t, l, k)
	if ok {
		l.Items[i] = v
	}
	return ok
}

func listDelItem(t *Thread, l *List, k Value) bool {
	if k.Kind() == KindSlice {
		return listDelSlice(t, l, (*Slice)(k.P))
	}
	i, ok := listPlace(t, l, k)
	if ok {
		l.remove(i, i+1)
	}
	return ok
}

func listSetSlice(t *Thread, l *List, s *Slice, v Value) bool {
	start, stop, step, ok := t.SliceUnpack(s)
	if !ok {
		return false
	}
	items, ok := t.iterableItems(v, "must assign iterable to extended slice")
	if !ok {
		return false
	}
	if v == l.Value() {
		items = slices.Clone(items)
	}
	// collecting the items may have changed the list
	start, stop, n := SliceAdjust(len(l.Items), start, stop, step)
	if step == 1 {
		stop = max(start, stop)
		if stop-start == len(items) {
			copy(l.Items[start:], items)
		} else {
			l.Items = slices.Replace(l.Items, start, stop, items...)
			l.shrink()
		}
		return true
	}
	if len(items) != n {
		t.ValueErrorf("attempt to assign sequence of size %d to extended slice of size %d", len(items), n)
		return false
	}
	for i, x := range items {
		l.Items[start+i*step] = x
	}
	return true
}

func listDelSlice(t *Thread, l *List, s *Slice) bool {
	start, stop, step, ok := t.SliceUnpack(s)
	if !ok {
		return false
	}
	start, _, n := SliceAdjust(len(l.Items), start, stop, step)
	if n == 0 {
		return true
	}
	if step < 0 {
		start, step = start+(n-1)*step, -step
	}
	if step == 1 {
		l.remove(start, start+n)
		return true
	}
	w := start
	for r, next := start, start; r < len(l.Items); r++ {
		if r == next && n > 0 {
			n--
			next += step
			continue
		}
		l.Items[w] = l.Items[r]
		w++
	}
	clear(l.Items[w:])
	l.Items = l.Items[:w]
	l.shrink()
	return true
}
