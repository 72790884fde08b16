package vm

import (
	"sync/atomic"
	"time"
	"unsafe"

	"github.com/aio-lang/aio/vm/code"
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
	if wake := t.wake.Load(); wake != nil {
		(*wake)()
	}
}

// CheckInterrupt runs what Interrupt asked for; false when an exception is
// pending. Natives that loop without end call it.
func (t *Thread) CheckInterrupt() bool { return t.checkInterrupt() }

// Block lets go of the baton while f runs, which may take long and must not
// touch any Value. When somebody interrupts the thread, wake is called, from
// another goroutine and perhaps more than once, to make f return early. False
// means that an interrupt has left an exception pending.
//
// On true f may have been woken for nothing: look whether it is done.
func (t *Thread) Block(wake, f func()) bool {
	t.wake.Store(&wake)
	if t.checkInterrupt() {
		t.machine.Blocking(&t.Thread, f)
		t.wake.Store(nil)
		return t.checkInterrupt()
	}
	t.wake.Store(nil)
	return false
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

// interruptedAtTarget is checkInterrupt after a jump, whose target is at ip. An
// exception comes from the target, not from the instruction before it, which
// may be outside the loop and its try.
func (t *Thread) interruptedAtTarget() bool {
	if t.checkInterrupt() {
		return true
	}
	t.ip = unsafe.Add(t.ip, code.InstrSize)
	return false
}

// baton is the right to run bytecode and touch the heap: one goroutine at a
// time has it, CPython's global lock. Having it is having put the token into
// the channel; whoever waits to do so gets it in turn.
type baton struct {
	token chan struct{}
	// holder is the thread that runs, nil while that is not known.
	holder  atomic.Pointer[Thread]
	waiting atomic.Int32
	// interval is how long a thread may keep the baton from others, in ns.
	interval atomic.Int64
}

// defaultSwitchInterval is sys.getswitchinterval() at the start.
const defaultSwitchInterval = 5 * time.Millisecond

func (b *baton) init() {
	b.token = make(chan struct{}, 1)
	b.interval.Store(int64(defaultSwitchInterval))
}

// SwitchInterval is how long a thread may keep others from running.
func (m *Machine) SwitchInterval() time.Duration { return time.Duration(m.baton.interval.Load()) }

// SetSwitchInterval changes it.
func (m *Machine) SetSwitchInterval(d time.Duration) { m.baton.interval.Store(int64(d)) }

// Acquire waits for the baton. The goroutine has no thread yet.
func (m *Machine) Acquire() { m.acquire(nil) }

// AcquireFor waits for the baton to run t.
func (m *Machine) AcquireFor(t *Thread) { m.acquire(t) }

func (m *Machine) acquire(t *Thread) {
	b := &m.baton
	select {
	case b.token <- struct{}{}:
	default:
		b.waiting.Add(1)
		m.insist()
		b.waiting.Add(-1)
	}
	b.holder.Store(t)
}

// insist waits for the baton, and asks the holder for it once in a while.
func (m *Machine) insist() {
	b := &m.baton
	timer := time.NewTimer(m.SwitchInterval())
	defer timer.Stop()
	for {
		select {
		case b.token <- struct{}{}:
			return
		case <-timer.C:
			if h := b.holder.Load(); h != nil {
				h.Interrupt((*Thread).yieldBaton)
			}
			timer.Reset(m.SwitchInterval())
		}
	}
}

// yieldBaton lets whoever waits run first.
func (t *Thread) yieldBaton() bool {
	if t.machine.Waiting() {
		t.machine.Release()
		t.machine.acquire(t)
	}
	return true
}

// Release lets go of the baton.
func (m *Machine) Release() {
	m.baton.holder.Store(nil)
	<-m.baton.token
}

// Waiting reports whether another goroutine waits for the baton.
func (m *Machine) Waiting() bool { return m.baton.waiting.Load() > 0 }

// Blocking implements object.Executor.
func (m *Machine) Blocking(t *object.Thread, f func()) {
	m.Release()
	defer m.acquire(thread(t))
	f()
}
