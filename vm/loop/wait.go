package loop

import (
	"math"
	"syscall"
	"time"
	"unsafe"

	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/object"
)

// poller watches descriptors, level-triggered.
type poller interface {
	// set says what to watch a descriptor for; nothing means not anymore.
	set(fd int, read, write bool) error
	// wait calls ready for what is ready, waiting up to ms milliseconds for
	// the first, or for ever if ms is negative. wake ends it early.
	wait(ms int) ([]event, error)
	// wake may be called from any goroutine.
	wake()
	close()
}

// event is a descriptor that is ready.
type event struct {
	fd          int
	read, write bool
}

// wait waits until something may be ready: timeout seconds, for ever if
// negative, not at all if 0. What has happened meanwhile is in the queue then.
func (l *Loop) wait(t *vm.Thread, timeout float64) bool {
	if timeout != 0 && !l.idle(&t.Thread, &timeout) {
		return false
	}
	if l.inbox.full.Load() {
		if !l.inbox.drain(t) {
			return false
		}
		timeout = 0
	}
	if l.ready.n > 0 {
		timeout = 0
	}
	if timeout < 0 && l.until.P != nil {
		if l.stuck(&t.Thread) {
			return true
		}
		if t.Exc.P != nil {
			return false
		}
	}
	clock := l.state.Clock
	if timeout != 0 {
		l.state.ages.note(l.state.nextTask, l.state.nextNamed, clock.Now())
	}
	if timeout != 0 && clock.Virtual() && l.inbox.expected.Load() == 0 && timeout > 0 {
		if l.pollNow(t) && l.ready.n == 0 {
			clock.Advance(l.timers[0].when)
		}
		return t.Exc.P == nil
	}
	if l.poll == nil {
		if timeout != 0 {
			l.waitBell(t, timeout)
		}
	} else if !l.waitPoll(t, timeout) {
		return false
	}
	if t.Exc.P != nil {
		return false
	}
	if l.inbox.full.Load() {
		return l.inbox.drain(t)
	}
	return true
}

// milliseconds rounds a timeout up, as select does with epoll.
func milliseconds(timeout float64) int {
	if timeout < 0 {
		return -1
	}
	return int(math.Ceil(timeout * 1e3))
}

// waitBell waits where there are no descriptors to watch.
func (l *Loop) waitBell(t *vm.Thread, timeout float64) {
	select {
	case <-l.inbox.bell:
		return
	default:
	}
	l.waiting = true
	defer l.endWait()
	t.Block(l.Wake, func() {
		if timeout < 0 {
			<-l.inbox.bell
			return
		}
		tm := time.NewTimer(time.Duration(milliseconds(timeout)) * time.Millisecond)
		defer tm.Stop()
		select {
		case <-tm.C:
		case <-l.inbox.bell:
		}
	})
}

func (l *Loop) endWait() {
	l.waiting = false
	l.dog.goOn()
}

// pollNow takes what descriptors are ready without waiting.
func (l *Loop) pollNow(t *vm.Thread) bool {
	return l.poll == nil || l.waitPoll(t, 0)
}

// waitPoll waits for descriptors and schedules their callbacks.
func (l *Loop) waitPoll(t *vm.Thread, timeout float64) bool {
	var events []event
	var err error
	if timeout == 0 {
		events, err = l.poll.wait(0)
	} else {
		p, ms := l.poll, milliseconds(timeout)
		l.waiting = true
		ok := t.Block(l.Wake, func() { events, err = p.wait(ms) })
		l.endWait()
		if !ok {
			return false
		}
	}
	if err != nil {
		return raiseErrno(&t.Thread, err)
	}
	for _, e := range events {
		if e.read {
			if h := l.readers[e.fd]; h != nil {
				l.addReady(h, e.fd, false)
			}
		}
		if e.write {
			if h := l.writers[e.fd]; h != nil {
				l.addReady(h, e.fd, true)
			}
		}
	}
	return true
}

func (l *Loop) addReady(h *Handle, fd int, write bool) {
	if h.cancelled {
		l.removeWatch(fd, write)
		return
	}
	l.ready.push(entry{kind: entryHandle, p: unsafe.Pointer(h)})
}

// watch has h run whenever fd is ready to read, or to write.
func (l *Loop) watch(t *object.Thread, fd int, write bool, h *Handle) bool {
	if l.poll == nil {
		p, err := newPoller()
		if err != nil {
			return raiseErrno(t, err)
		}
		l.poll = p
		l.inbox.setPoll(p)
		l.readers, l.writers = make(map[int]*Handle), make(map[int]*Handle)
	}
	table := l.readers
	if write {
		table = l.writers
	}
	old := table[fd]
	table[fd] = h
	if old != nil {
		old.cancel(t)
		return true
	}
	if err := l.poll.set(fd, l.readers[fd] != nil, l.writers[fd] != nil); err != nil {
		delete(table, fd)
		return raiseErrno(t, err)
	}
	return true
}

// removeWatch undoes watch; it reports whether there was one, and returns its
// handle.
func (l *Loop) removeWatch(fd int, write bool) *Handle {
	table := l.readers
	if write {
		table = l.writers
	}
	h := table[fd]
	if h == nil {
		return nil
	}
	delete(table, fd)
	if l.poll != nil {
		l.poll.set(fd, l.readers[fd] != nil, l.writers[fd] != nil) // a closed descriptor is gone already
	}
	return h
}

// raiseErrno raises OSError for an error of the system, and returns false.
func raiseErrno(t *object.Thread, err error) bool {
	if e, ok := err.(syscall.Errno); ok {
		t.OSError(e)
	} else {
		t.Raise(object.ShapeOSError, "%v", err)
	}
	return false
}
