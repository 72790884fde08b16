package loop

import (
	"slices"
	"testing"
	"time"
	"unsafe"

	"github.com/aio-lang/aio/vm/object"
)

func heapOf(whens []float64, handles []Handle) timerHeap {
	var h timerHeap
	for i, w := range whens {
		handles[i].signal = int32(i)
		h.push(timer{when: w, p: unsafe.Pointer(&handles[i])})
	}
	return h
}

func popAll(h *timerHeap) []int32 {
	var order []int32
	for len(*h) > 0 {
		e := h.pop()
		order = append(order, (*Handle)(e.p).signal)
	}
	return order
}

// The orders are what CPython's heapq gives for items that compare by time.
func TestTimerOrder(t *testing.T) {
	for _, c := range []struct {
		whens []float64
		want  []int32
	}{
		{[]float64{1, 1, 1, 1, 1, 1, 1, 1}, []int32{0, 2, 6, 5, 7, 4, 1, 3}},
		{[]float64{1, 1, 1, 1, 1, 1, 1, 1, 2}, []int32{0, 2, 6, 5, 7, 1, 3, 4, 8}},
		{[]float64{3, 2, 1, 2, 3, 1}, []int32{2, 5, 1, 3, 0, 4}},
		{[]float64{5, 1, 5, 1, 5, 1, 5, 1, 5}, []int32{1, 5, 3, 7, 6, 2, 8, 4, 0}},
	} {
		h := heapOf(c.whens, make([]Handle, len(c.whens)))
		if got := popAll(&h); !slices.Equal(got, c.want) {
			t.Errorf("timers %v fire in the order %v, want %v", c.whens, got, c.want)
		}
	}
}

func TestTimersSorted(t *testing.T) {
	seed := uint32(7)
	whens := make([]float64, 3000)
	for i := range whens {
		seed = seed*1664525 + 1013904223
		whens[i] = float64(seed >> 24)
	}
	h := heapOf(whens, make([]Handle, len(whens)))
	last := -1.0
	for len(h) > 0 {
		if e := h.pop(); e.when < last {
			t.Fatalf("%v fires after %v", e.when, last)
		} else {
			last = e.when
		}
	}
}

func TestPrune(t *testing.T) {
	for _, c := range []struct{ n, cancelled, left int }{
		{100, 99, 100}, // few enough to stay
		{101, 50, 101}, // not more than half
		{101, 51, 50},
		{101, 101, 0},
	} {
		handles := make([]Handle, c.n)
		h := heapOf(make([]float64, c.n), handles)
		for i := range c.n {
			handles[i].scheduled = true
		}
		for i := range c.cancelled { // from the back, so that none is at the front
			handles[c.n-1-i].cancelled = true
		}
		count := c.cancelled
		h.prune(&count)
		if len(h) != c.left {
			t.Errorf("%d of %d timers cancelled: %d left, want %d", c.cancelled, c.n, len(h), c.left)
		}
		for _, e := range h {
			if c.left != c.n && (*Handle)(e.p).cancelled {
				t.Error("a cancelled timer is left")
			}
		}
		if c.left != c.n && (count != 0 || handles[c.n-1].scheduled) {
			t.Errorf("count %d, scheduled %v after pruning", count, handles[c.n-1].scheduled)
		}
	}
}

func TestPruneFront(t *testing.T) {
	handles := make([]Handle, 3)
	h := heapOf([]float64{1, 2, 3}, handles)
	handles[0].cancelled, handles[2].cancelled = true, true
	count := 2
	h.prune(&count)
	if len(h) != 2 || count != 1 || (*Handle)(h[0].p).signal != 1 {
		t.Errorf("%d timers, %d cancelled, first %d", len(h), count, (*Handle)(h[0].p).signal)
	}
}

func TestReadyQueue(t *testing.T) {
	var q readyQueue
	next, want := uint32(0), uint32(0)
	for round := range 50 { // grows while it wraps around
		for range round * 3 {
			q.push(entry{n: next})
			next++
		}
		for range round * 2 {
			if e := q.pop(); e.n != want {
				t.Fatalf("got %d, want %d", e.n, want)
			}
			want++
		}
	}
	for q.n > 0 {
		if e := q.pop(); e.n != want {
			t.Fatalf("got %d, want %d", e.n, want)
		}
		want++
	}
	if want != next {
		t.Errorf("%d of %d entries came out", want, next)
	}
}

func TestVirtualClock(t *testing.T) {
	c := NewVirtualClock(time.Unix(1_700_000_000, 0))
	a, b := c.Now(), c.Now()
	if !(a < b) || b-a > 1e-6 {
		t.Errorf("two readings: %v, %v", a, b)
	}
	c.Advance(a + 10)
	if d := c.Now() - a; d < 10 || d > 10.001 {
		t.Errorf("advanced by %v, want 10", d)
	}
	now := c.Now()
	c.Advance(a)
	if c.Now() < now {
		t.Error("the clock went back")
	}
	if d := c.Wall().Sub(time.Unix(1_700_000_000, 0)); d < 10*time.Second || d > 11*time.Second {
		t.Errorf("the time of day advanced by %v", d)
	}
}

func TestContextBindings(t *testing.T) {
	x, y := &ContextVar{}, &ContextVar{}
	a := &Context{}
	a.Set(x, intValue(1))
	b := a.Copy()
	a.Set(x, intValue(2))
	b.Set(y, intValue(3))
	a.Set(y, intValue(4))
	if a.Get(x) != intValue(2) || b.Get(x) != intValue(1) || a.Get(y) != intValue(4) || b.Get(y) != intValue(3) {
		t.Errorf("copies share bindings: %v %v", a.vars, b.vars)
	}
	c := b.Copy()
	b.Delete(x)
	if b.Get(x).P != nil || c.Get(x) != intValue(1) || b.Len() != 1 || c.Len() != 2 {
		t.Errorf("delete: %v %v", b.vars, c.vars)
	}
}

func intValue(i int64) object.Value { return object.Int(i) }
