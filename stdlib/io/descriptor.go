package io

import (
	"syscall"

	"golang.org/x/sys/unix"

	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/object"
)

// Reading and writing descriptors of the system. The baton is let go of
// meanwhile; a wait that may be long ends when the thread is interrupted, and
// goes on unless the interrupt raised (PEP 475).

// mayWait reports whether reading or writing fd can take as long as somebody
// else likes: a terminal, pipe or socket.
func mayWait(fd int) bool {
	var st unix.Stat_t
	if unix.Fstat(fd, &st) != nil {
		return false
	}
	switch st.Mode & unix.S_IFMT {
	case unix.S_IFREG, unix.S_IFDIR, unix.S_IFBLK:
		return false
	}
	return true
}

// waker is a pipe that ends a wait in poll.
type waker struct{ r, w int }

type wakerKey struct{ t *object.Thread }

// wakerOf returns the thread's waker, made on first use.
func wakerOf(t *object.Thread) *waker {
	return t.M.State(wakerKey{t}, func() any {
		var p [2]int
		if unix.Pipe(p[:]) != nil {
			return (*waker)(nil)
		}
		for _, fd := range p {
			unix.CloseOnExec(fd)
			unix.SetNonblock(fd, true)
		}
		return &waker{p[0], p[1]}
	}).(*waker)
}

func (w *waker) wake() { unix.Write(w.w, []byte{0}) }

// wait waits until fd is ready for the events; it returns for a wake-up too.
func (w *waker) wait(fd int, events int16) {
	fds := []unix.PollFd{{Fd: int32(fd), Events: events}, {Fd: int32(w.r), Events: unix.POLLIN}}
	if _, err := unix.Poll(fds, -1); err == nil && fds[1].Revents != 0 {
		var drain [64]byte
		unix.Read(w.r, drain[:])
	}
}

// ready reports whether fd is ready at once.
func ready(fd int, events int16) bool {
	fds := []unix.PollFd{{Fd: int32(fd), Events: events}}
	n, err := unix.Poll(fds, 0)
	return err == nil && n > 0
}

// blocks reports whether fd is in blocking mode.
func blocks(fd int) bool {
	flags, err := unix.FcntlInt(uintptr(fd), unix.F_GETFL, 0)
	return err != nil || flags&unix.O_NONBLOCK == 0
}

// transfer does one read or write of fd, waiting for it where waits says that
// it may have to. ok is false when an interrupt raised.
func transfer(t *object.Thread, fd int, waits bool, events int16, op func() (int, error)) (n int, errno syscall.Errno, ok bool) {
	for {
		var err error
		switch {
		case !waits:
			t.Exec.Blocking(t, func() { n, err = op() })
		case ready(fd, events), !blocks(fd):
			t.Exec.Blocking(t, func() { n, err = op() })
		default:
			w := wakerOf(t)
			if w == nil { // no descriptors left: wait without an ear for signals
				t.Exec.Blocking(t, func() { n, err = op() })
				break
			}
			if !vm.Of(t).Block(w.wake, func() { w.wait(fd, events) }) {
				return 0, 0, false
			}
			if !ready(fd, events) {
				continue
			}
			t.Exec.Blocking(t, func() { n, err = op() })
		}
		if err == nil {
			return n, 0, true
		}
		errno, _ = err.(syscall.Errno)
		if errno != syscall.EINTR {
			return 0, errno, true
		}
		if !vm.Of(t).CheckInterrupt() {
			return 0, 0, false
		}
	}
}

// ReadDescriptor reads into buf, which no script can see.
func ReadDescriptor(t *object.Thread, fd int, waits bool, buf []byte) (n int, errno syscall.Errno, ok bool) {
	return transfer(t, fd, waits, unix.POLLIN, func() (int, error) { return unix.Read(fd, buf) })
}

// WriteDescriptor writes some of buf.
func WriteDescriptor(t *object.Thread, fd int, waits bool, buf []byte) (n int, errno syscall.Errno, ok bool) {
	return transfer(t, fd, waits, unix.POLLOUT, func() (int, error) { return unix.Write(fd, buf) })
}

// MayWait reports whether fd is a terminal, pipe or socket, for which reading
// and writing may wait.
func MayWait(fd int) bool { return mayWait(fd) }
