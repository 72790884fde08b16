package io

import (
	"sync"

	"github.com/aio-lang/aio/vm/object"
)

// guard is the lock of a buffer, held over waits for which the baton is let go
// of. owner is the thread that has it.
type guard struct {
	lock  sync.Mutex
	owner *object.Thread
}

// enter takes the lock; false with RuntimeError pending where the thread has
// it already, which only a signal handler brings about.
func (g *guard) enter(t *object.Thread, class string) bool {
	if g.owner == t {
		t.RuntimeErrorf("reentrant call inside <_io.%s>", class)
		return false
	}
	if !g.lock.TryLock() {
		t.Exec.Blocking(t, g.lock.Lock)
	}
	g.owner = t
	return true
}

func (g *guard) leave() {
	g.owner = nil
	g.lock.Unlock()
}
