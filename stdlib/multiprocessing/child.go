package multiprocessing

import (
	"os"
	"syscall"
	"time"

	"github.com/aio-lang/aio/stdlib/threading"
	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/object"
)

// child is a process that was started: a goroutine waits for its end.
type child struct {
	object.Opaque
	pid    int
	code   int           // exit status, negative for a signal; valid once done is closed
	done   chan struct{} // closed at the process's end
	killed bool          // the goroutine has fetched the status: the pid may be another's
}

func childOf(v value) *child { return (*child)(v.P) }

// start runs this program again with other arguments. fds become the child's
// descriptors from 3 on; its standard input is empty.
func start(t *thread, a []value) value {
	args, ok := texts(t, a[0])
	if !ok {
		return value{}
	}
	numbers, ok := t.Collect(a[1])
	if !ok {
		return value{}
	}
	self, err := os.Executable()
	if err != nil {
		return t.RuntimeErrorf("the program cannot find itself: %v", err)
	}
	null, err := os.Open(os.DevNull)
	if err != nil {
		return osError(t, err)
	}
	defer null.Close()
	files := []uintptr{null.Fd(), 1, 2}
	for _, n := range numbers {
		fd, ok := t.IntArg(n)
		if !ok {
			return value{}
		}
		files = append(files, uintptr(fd))
	}
	pid, err := syscall.ForkExec(self, append([]string{self}, args...), &syscall.ProcAttr{Env: os.Environ(), Files: files})
	if err != nil {
		return osError(t, err)
	}
	c := &child{pid: pid, done: make(chan struct{})}
	go c.await()
	return object.InitOpaque(&c.Opaque, t.M.TypeFor(&childDecl))
}

func (c *child) await() {
	var status syscall.WaitStatus
	for {
		_, err := syscall.Wait4(c.pid, &status, 0, nil)
		if err == syscall.EINTR {
			continue
		}
		if err != nil { // somebody else has fetched the status
			c.code = 255
		} else if status.Signaled() {
			c.code = -int(status.Signal())
		} else {
			c.code = status.ExitStatus()
		}
		close(c.done)
		return
	}
}

// over reports whether the process has ended.
func (c *child) over() bool {
	select {
	case <-c.done:
		return true
	default:
		return false
	}
}

var childDecl = object.TypeDecl{
	Name: "_multiprocessing.Child", Kind: object.KindOpaque, Flags: object.TypeNoNew | object.TypeNoSubclass,
	Methods: []def{
		{Sig: "wait(self, timeout=None, /)", Doc: "Wait for the process's end; return its exit status, None where that takes too long.", Fn: func(t *thread, a []value) value {
			c := childOf(a[0])
			deadline, ok := threading.Deadline(t, a[1])
			if !ok || !waitFor(t, c.done, deadline) {
				return value{}
			}
			if !c.over() {
				return object.None
			}
			return object.Int(int64(c.code))
		}},
		{Sig: "kill(self, signal, /)", Doc: "Send the process a signal, unless it has ended.", Fn: func(t *thread, a []value) value {
			sig, ok := t.IntArg(a[1])
			if !ok {
				return value{}
			}
			if c := childOf(a[0]); !c.over() {
				if err := syscall.Kill(c.pid, syscall.Signal(sig)); err != nil && err != syscall.ESRCH {
					return osError(t, err)
				}
			}
			return object.None
		}},
	},
	GetSets: []object.GetSetDef{{Name: "pid", Get: func(t *thread, v value) value { return object.Int(int64(childOf(v).pid)) }}},
}

// waitFor waits until done is closed or the deadline, if any, has come. False
// means that an exception is pending.
func waitFor(t *thread, done <-chan struct{}, deadline time.Time) bool {
	interrupted := make(chan struct{}, 1)
	wake := func() {
		select {
		case interrupted <- struct{}{}:
		default:
		}
	}
	var timeout <-chan time.Time
	if !deadline.IsZero() {
		timer := time.NewTimer(time.Until(deadline))
		defer timer.Stop()
		timeout = timer.C
	}
	for over := false; !over; {
		ok := vm.Of(t).Block(wake, func() {
			select {
			case <-done:
				over = true
			case <-timeout:
				over = true
			case <-interrupted:
			}
		})
		if !ok {
			return false
		}
	}
	return true
}

func texts(t *thread, v value) ([]string, bool) {
	items, ok := t.Collect(v)
	if !ok {
		return nil, false
	}
	var out []string
	for _, item := range items {
		s, ok := t.TextArg("start", "1", item)
		if !ok {
			return nil, false
		}
		out = append(out, s)
	}
	return out, true
}

// osError raises the OSError of an error of package os or syscall.
func osError(t *thread, err error) value {
	for {
		if errno, ok := err.(syscall.Errno); ok {
			return t.OSError(errno)
		}
		u, ok := err.(interface{ Unwrap() error })
		if !ok {
			return t.Raise(object.ShapeOSError, "%v", err)
		}
		err = u.Unwrap()
	}
}
