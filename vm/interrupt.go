package vm

import (
	"sync"
	"sync/atomic"
	"unsafe"

	"github.com/aio-lang/aio/vm/object"
)

func addr(p unsafe.Pointer, off uintptr) unsafe.Pointer { return unsafe.Add(p, off) }

// Interrupt asks the thread to call f at the next back-edge or call; f returns
// false with an exception pending to stop the code there. Any goroutine may
// call it. Interrupts asked for meanwhile run in order.
func (t *Thread) Interrupt(f func(*Thread) bool) {
	for {
		old := t.pending.Load()
		next := f
		if old != nil {
			first := *old
			next = func(t *Thread) bool { return first(t) && f(t) }
		}
		if t.pending.CompareAndSwap(old, &next) {
			break
		}
	}
	atomic.StoreUint32(&t.intr, 1)
	atomic.StoreUintptr(&t.limit, 0)
}

// checkInterrupt runs what Interrupt asked for; false when an exception is
// pending.
func (t *Thread) checkInterrupt() bool {
	if atomic.LoadUint32(&t.intr) == 0 {
		return true
	}
	f := t.pending.Swap(nil)
	atomic.StoreUint32(&t.intr, 0)
	t.setLimit()
	if f == nil {
		return true
	}
	return (*f)(t)
}

// baton is the right to run bytecode and touch the heap: one goroutine at a
// time has it, CPython's global lock.
type baton struct {
	mu      sync.Mutex
	waiting atomic.Int32
}

// Acquire waits for the baton.
func (m *Machine) Acquire() {
	m.baton.waiting.Add(1)
	m.baton.mu.Lock()
	m.baton.waiting.Add(-1)
}

// Release lets go of the baton.
func (m *Machine) Release() { m.baton.mu.Unlock() }

// Waiting reports whether another goroutine waits for the baton.
func (m *Machine) Waiting() bool { return m.baton.waiting.Load() > 0 }

// Blocking implements object.Executor.
func (m *Machine) Blocking(t *object.Thread, f func()) {
	m.Release()
	defer m.Acquire()
	f()
}
