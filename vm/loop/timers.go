package loop

import "unsafe"

// timer is an entry of the timer heap: a *Handle, or a *Task asleep.
type timer struct {
	when float64 // loop time, seconds
	p    unsafe.Pointer
	// gen: of a task's sleep. The timer is void once the task's own count
	// has moved on.
	gen  uint32
	task bool
}

// cancelled reports whether the timer need not fire.
func (e *timer) cancelled() bool {
	if e.task {
		return (*Task)(e.p).sleepGen != e.gen
	}
	return (*Handle)(e.p).cancelled
}

// unschedule tells the handle that it is not in the heap anymore.
func (e *timer) unschedule() {
	if !e.task {
		(*Handle)(e.p).scheduled = false
	}
}

// timerHeap is a binary heap that moves its items exactly as heapq does, so
// that timers of one time fire in CPython's order.
type timerHeap []timer

func (h *timerHeap) push(e timer) {
	*h = append(*h, e)
	h.siftDown(0, len(*h)-1)
}

// pop takes the earliest timer; the heap must not be empty.
func (h *timerHeap) pop() timer {
	s := *h
	n := len(s) - 1
	last := s[n]
	s[n] = timer{}
	s = s[:n]
	*h = s
	if n == 0 {
		if cap(s) > 1<<14 {
			*h = nil
		}
		return last
	}
	first := s[0]
	s[0] = last
	h.siftUp(0)
	return first
}

// siftDown moves the item at pos towards the root until its parent is not
// later.
func (h *timerHeap) siftDown(start, pos int) {
	s := *h
	e := s[pos]
	for pos > start {
		parent := (pos - 1) >> 1
		if !(e.when < s[parent].when) {
			break
		}
		s[pos] = s[parent]
		pos = parent
	}
	s[pos] = e
}

// siftUp moves the item at pos to a leaf, each time under the earlier child
// (the right one of two equal), and from there to its place.
func (h *timerHeap) siftUp(pos int) {
	s := *h
	end, start := len(s), pos
	e := s[pos]
	child := 2*pos + 1
	for child < end {
		if right := child + 1; right < end && !(s[child].when < s[right].when) {
			child = right
		}
		s[pos] = s[child]
		pos = child
		child = 2*pos + 1
	}
	s[pos] = e
	h.siftDown(start, pos)
}

// heapify restores the order of the whole heap.
func (h *timerHeap) heapify() {
	for i := len(*h)/2 - 1; i >= 0; i-- {
		h.siftUp(i)
	}
}

// asyncio prunes the heap when it has more than minPruned timers and more than
// half of them are cancelled.
const minPruned = 100

// prune removes cancelled timers as asyncio does at the start of a pass: all
// of them where there are too many, else those at the front. cancelled counts
// the cancelled ones in the heap.
func (h *timerHeap) prune(cancelled *int) {
	if n := len(*h); n > minPruned && 2*(*cancelled) > n {
		kept := (*h)[:0]
		for i := range *h {
			if e := &(*h)[i]; e.cancelled() {
				e.unschedule()
			} else {
				kept = append(kept, *e)
			}
		}
		clear((*h)[len(kept):])
		*h = kept
		h.heapify()
		*cancelled = 0
		return
	}
	for len(*h) > 0 && (*h)[0].cancelled() {
		*cancelled--
		e := h.pop()
		e.unschedule()
	}
}
