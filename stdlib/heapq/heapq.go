// Package heapq is the heapq module: priority queues in lists.
package heapq

import (
	_ "embed"

	"github.com/aio-lang/aio/vm/object"
)

type (
	thread = object.Thread
	value  = object.Value
	def    = object.Def
	list   = object.List
)

//go:embed heapq.aio
var source string

// Module declares the module.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{
		Name: "heapq",
		Doc:  "Heap queues (priority queues).\n\nA heap is a list in which heap[k] <= heap[2*k+1] and heap[k] <= heap[2*k+2] for all k:\nits first item is its smallest.",
		Funcs: []def{
			{Sig: "heappush(heap, item, /)", Doc: "Push item onto heap.", Fn: push},
			{Sig: "heappop(heap, /)", Doc: "Pop the smallest item off the heap.", Fn: pop(minFirst)},
			{Sig: "heapify(heap, /)", Doc: "Turn a list into a heap, in place and in linear time.", Fn: heapify(minFirst)},
			{Sig: "heapreplace(heap, item, /)", Doc: "Pop the smallest item and push the new one: faster than heappop() and heappush().", Fn: replace(minFirst)},
			{Sig: "heappushpop(heap, item, /)", Doc: "Push item and pop the smallest item: faster than heappush() and heappop().", Fn: pushPop},
			{Sig: "_heappop_max(heap, /)", Doc: "heappop() for a heap with its largest item first.", Fn: pop(maxFirst)},
			{Sig: "_heapify_max(heap, /)", Doc: "heapify() with the largest item first.", Fn: heapify(maxFirst)},
			{Sig: "_heapreplace_max(heap, item, /)", Doc: "heapreplace() for a heap with its largest item first.", Fn: replace(maxFirst)},
			{Sig: "nlargest(n, iterable, key=None)", Doc: "Return a list of the n largest items, as sorted(iterable, key=key, reverse=True)[:n].", Fn: best(maxFirst, true)},
			{Sig: "nsmallest(n, iterable, key=None)", Doc: "Return a list of the n smallest items, as sorted(iterable, key=key)[:n].", Fn: best(minFirst, false)},
		},
		Source: source,
	}
}

// order tells which item comes first.
type order func(t *thread, a, b value) (first, ok bool)

func minFirst(t *thread, a, b value) (bool, bool) {
	if a.IsInt() && b.IsInt() {
		return a.AsInt() < b.AsInt(), true
	}
	return t.CompareTruth(object.OpLt, a, b)
}

func maxFirst(t *thread, a, b value) (bool, bool) { return minFirst(t, b, a) }

// heapArg returns the list that argument 0 of a function must be; n is how
// many arguments the function takes.
func heapArg(t *thread, a []value, name string) *list {
	l := object.AsList(a[0])
	if l == nil {
		which := "argument 1"
		if len(a) == 1 {
			which = "argument"
		}
		t.TypeErrorf("%s() %s must be list, not %s", name, which, t.TypeName(a[0]))
	}
	return l
}

// changed raises where a comparison changed the heap's size.
func changed(t *thread, l *list, n int) bool {
	if len(l.Items) == n {
		return false
	}
	t.RuntimeErrorf("list changed size during iteration")
	return true
}

// siftDown moves the item at pos towards the root at start until its parent
// comes before it.
func siftDown(t *thread, l *list, start, pos int, before order) bool {
	n := len(l.Items)
	for pos > start {
		parent := (pos - 1) >> 1
		first, ok := before(t, l.Items[pos], l.Items[parent])
		if !ok || changed(t, l, n) {
			return false
		}
		if !first {
			return true
		}
		l.Items[pos], l.Items[parent] = l.Items[parent], l.Items[pos]
		pos = parent
	}
	return true
}

// siftUp moves the item at pos to a leaf, the better child up each time, and
// from there to its place: fewer comparisons than stopping on the way down.
func siftUp(t *thread, l *list, pos int, before order) bool {
	n, start := len(l.Items), pos
	for limit := n >> 1; pos < limit; {
		child := 2*pos + 1
		if child+1 < n {
			first, ok := before(t, l.Items[child], l.Items[child+1])
			if !ok || changed(t, l, n) {
				return false
			}
			if !first {
				child++
			}
		}
		l.Items[child], l.Items[pos] = l.Items[pos], l.Items[child]
		pos = child
	}
	return siftDown(t, l, start, pos, before)
}

func push(t *thread, a []value) value {
	l := heapArg(t, a, "heappush")
	if l == nil {
		return value{}
	}
	l.Append(a[1])
	if !siftDown(t, l, 0, len(l.Items)-1, minFirst) {
		return value{}
	}
	return object.None
}

func pop(before order) object.NativeFn {
	return func(t *thread, a []value) value {
		l := heapArg(t, a, "heappop")
		if l == nil {
			return value{}
		}
		n := len(l.Items) - 1
		if n < 0 {
			return t.IndexErrorf("index out of range")
		}
		last := l.Items[n]
		l.Items[n] = value{}
		l.Items = l.Items[:n]
		if n == 0 {
			return last
		}
		first := l.Items[0]
		l.Items[0] = last
		if !siftUp(t, l, 0, before) {
			return value{}
		}
		return first
	}
}

func replace(before order) object.NativeFn {
	return func(t *thread, a []value) value {
		l := heapArg(t, a, "heapreplace")
		if l == nil {
			return value{}
		}
		if len(l.Items) == 0 {
			return t.IndexErrorf("index out of range")
		}
		first := l.Items[0]
		l.Items[0] = a[1]
		if !siftUp(t, l, 0, before) {
			return value{}
		}
		return first
	}
}

func pushPop(t *thread, a []value) value {
	l := heapArg(t, a, "heappushpop")
	if l == nil {
		return value{}
	}
	if len(l.Items) == 0 {
		return a[1]
	}
	smaller, ok := minFirst(t, l.Items[0], a[1])
	switch {
	case !ok:
		return value{}
	case !smaller:
		return a[1]
	case len(l.Items) == 0:
		return t.IndexErrorf("index out of range")
	}
	first := l.Items[0]
	l.Items[0] = a[1]
	if !siftUp(t, l, 0, minFirst) {
		return value{}
	}
	return first
}

func heapify(before order) object.NativeFn {
	return func(t *thread, a []value) value {
		l := heapArg(t, a, "heapify")
		if l == nil {
			return value{}
		}
		for i := len(l.Items)/2 - 1; i >= 0; i-- {
			if !siftUp(t, l, i, before) {
				return value{}
			}
		}
		return object.None
	}
}
