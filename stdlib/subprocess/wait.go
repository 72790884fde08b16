package subprocess

import (
	"sync"
	"time"

	"golang.org/x/sys/unix"

	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/object"
)

// Child is a process that was started here. Once somebody waits for it, a
// goroutine does so for everybody.
type Child struct {
	pid  int
	once sync.Once
	// Done is closed when the child has ended and Code holds.
	Done chan struct{}
	// Code is what Popen.returncode says: the exit status, or minus the signal.
	Code int
}

// children are the machine's processes that may not have been waited for.
type children struct {
	mu   sync.Mutex
	list map[int]*Child
}

type childrenKey struct{}

func childrenOf(m *object.Machine) *children {
	return m.State(childrenKey{}, func() any { return &children{list: map[int]*Child{}} }).(*children)
}

func (c *children) add(pid int) {
	c.mu.Lock()
	c.list[pid] = &Child{pid: pid, Done: make(chan struct{})}
	c.mu.Unlock()
}

// ChildOf is the child with that process id; one that was started elsewhere
// can be waited for as well.
func ChildOf(m *object.Machine, pid int) *Child {
	c := childrenOf(m)
	c.mu.Lock()
	defer c.mu.Unlock()
	k := c.list[pid]
	if k == nil {
		k = &Child{pid: pid, Done: make(chan struct{})}
		c.list[pid] = k
	}
	return k
}

// Watch begins to wait for the child, unless that has begun.
func (k *Child) Watch() {
	k.once.Do(func() {
		if k.reap(unix.WNOHANG) {
			return
		}
		go k.reap(0)
	})
}

// reap takes the child's status; false when it has not ended.
func (k *Child) reap(options int) bool {
	var ws unix.WaitStatus
	for {
		pid, err := unix.Wait4(k.pid, &ws, options, nil)
		if err == unix.EINTR {
			continue
		}
		if err == nil && pid == 0 {
			return false
		}
		switch {
		case err != nil: // somebody else has waited for it: nothing is known
			k.Code = 0
		case ws.Signaled():
			k.Code = -int(ws.Signal())
		default:
			k.Code = ws.ExitStatus()
		}
		close(k.Done)
		return true
	}
}

// ended reports whether the child has ended.
func (k *Child) ended() bool {
	k.Watch()
	select {
	case <-k.Done:
		return true
	default:
		return false
	}
}

func wait(t *object.Thread, a []object.Value) object.Value {
	pid, good := t.IntArg(a[0])
	if !good {
		return object.Value{}
	}
	k := ChildOf(t.M, pid)
	var deadline time.Time
	if !a[1].IsNone() {
		secs, good := t.AsFloat64(a[1])
		if !good {
			return object.Value{}
		}
		deadline = time.Now().Add(time.Duration(min(secs, 1e9) * 1e9))
	}
	woken := make(chan struct{}, 1)
	wake := func() {
		select {
		case woken <- struct{}{}:
		default:
		}
	}
	for !k.ended() {
		if !deadline.IsZero() && !time.Now().Before(deadline) {
			return object.None
		}
		if !vm.Of(t).Block(wake, func() { k.sleep(woken, deadline) }) {
			return object.Value{}
		}
	}
	return object.Int(int64(k.Code))
}

// sleep returns when the child has ended, at the deadline, or when woken.
func (k *Child) sleep(woken chan struct{}, deadline time.Time) {
	var late <-chan time.Time
	if !deadline.IsZero() {
		timer := time.NewTimer(time.Until(deadline))
		defer timer.Stop()
		late = timer.C
	}
	select {
	case <-k.Done:
	case <-late:
	case <-woken:
	}
}
