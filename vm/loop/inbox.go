package loop

import (
	"sync"
	"sync/atomic"

	"github.com/aio-lang/aio/vm"
)

// inbox takes what other goroutines have for the loop, and wakes it.
type inbox struct {
	full atomic.Bool
	mu   sync.Mutex
	list []func(t *vm.Thread) bool
	// bell rings for a loop that waits without a poller.
	bell chan struct{}
	// poll, where set, is woken instead.
	poll poller
	// expected counts what goroutines have promised to post.
	expected atomic.Int64
}

func (b *inbox) init() { b.bell = make(chan struct{}, 1) }

// Post has f called on the loop's thread at the start of its next pass. Any
// goroutine may call it. f returns false with an exception pending to end the
// loop.
func (l *Loop) Post(f func(t *vm.Thread) bool) {
	b := &l.inbox
	b.mu.Lock()
	b.list = append(b.list, f)
	b.mu.Unlock()
	b.full.Store(true)
	l.Wake()
}

// Expect notes that a goroutine is going to Post, so that the loop waits for
// it rather than calls a deadlock or moves a virtual clock; Arrived undoes it.
func (l *Loop) Expect() { l.inbox.expected.Add(1) }

// Arrived takes back one Expect.
func (l *Loop) Arrived() { l.inbox.expected.Add(-1) }

// Wake ends the loop's wait. Any goroutine may call it.
func (l *Loop) Wake() {
	b := &l.inbox
	b.mu.Lock()
	p := b.poll
	if p != nil {
		p.wake() // under the lock: closing the loop waits for it
	}
	b.mu.Unlock()
	if p != nil {
		return
	}
	select {
	case b.bell <- struct{}{}:
	default:
	}
}

// setPoll says how the loop is to be woken from now on.
func (b *inbox) setPoll(p poller) {
	b.mu.Lock()
	b.poll = p
	b.mu.Unlock()
}

// closePoll closes the poller: who still posts to the loop must not ring a
// descriptor that may be another file's by then.
func (b *inbox) closePoll(p poller) {
	b.mu.Lock()
	b.poll = nil
	p.close()
	b.mu.Unlock()
}

// drain runs what has been posted.
func (b *inbox) drain(t *vm.Thread) bool {
	b.mu.Lock()
	list := b.list
	b.list = nil
	b.full.Store(false)
	b.mu.Unlock()
	for _, f := range list {
		if !f(t) {
			return false
		}
	}
	return true
}
