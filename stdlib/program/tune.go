package program

import (
	"math"
	"os"
	"runtime"
	"runtime/debug"
)

const (
	// heapFloor is how far the heap grows before Go's collector runs at all,
	// and at least how far between two collections.
	// Programs that make many short-lived objects collect seldom: object
	// creation 195 → 65–100 ns in the prototype.
	heapFloor = 64 << 20
	// minHeap is the collector's own floor at GOGC=100.
	minHeap = 4 << 20
	// maxStack is beyond what the machine's own bounds on nesting let Go's
	// stack grow to; past it Go ends the process.
	maxStack = 4 << 30
)

// tune sets up Go's runtime. Who sets GOGC has their way.
func tune() {
	debug.SetMaxStack(maxStack)
	if os.Getenv("GOGC") == "" {
		percent := heapFloor / minHeap * 100
		debug.SetGCPercent(percent)
		watchHeap(&heapWatch{percent: percent})
	}
}

// heapWatch adjusts GOGC after each collection so that the next one comes when
// heapFloor has been allocated, or as much as lives where that is more: with the
// floor for the whole heap, building nested dicts took 5 % longer. GOGC cannot
// say so, and a memory limit would collect without end at a live heap near it.
type heapWatch struct{ percent int }

// watchHeap has w.adjust called after the next collection: a finalizer is the
// runtime's only notice of one.
func watchHeap(w *heapWatch) {
	runtime.SetFinalizer(new([16]byte), func(*[16]byte) {
		w.adjust()
		watchHeap(w)
	})
}

func (w *heapWatch) adjust() {
	// the goal tells what the collection found alive; package runtime/metrics,
	// which says so itself, costs each start 0.1 ms
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	live := float64(stats.NextGC) / (1 + float64(w.percent)/100)
	percent := heapFloor / math.Max(live, 1) * 100
	percent = math.Min(math.Max(percent, 100), heapFloor/minHeap*100)
	// setting it stops the world for a moment: not for small change
	if math.Abs(percent-float64(w.percent)) > 0.1*float64(w.percent) {
		w.percent = int(percent)
		debug.SetGCPercent(w.percent)
	}
}
