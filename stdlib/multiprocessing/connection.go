package multiprocessing

import (
	"encoding/binary"
	"errors"
	goio "io"
	"math"
	"os"
	"syscall"
	"time"

	"golang.org/x/sys/unix"

	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/object"
)

// connection is one end of a pipe between processes. A message is its length,
// four bytes with the highest first, and its bytes.
type connection struct {
	object.Opaque
	file               *os.File // nil when closed
	readable, writable bool
}

func connectionOf(v value) *connection { return (*connection)(v.P) }

// newFile makes the file of a descriptor, which Go's poller watches: a read
// that waits can be interrupted by a deadline.
func newFile(fd int) *os.File {
	unix.SetNonblock(fd, true)
	unix.CloseOnExec(fd)
	return os.NewFile(uintptr(fd), "<pipe>")
}

func newConnection(t *thread, fd int, readable, writable bool) value {
	c := &connection{file: newFile(fd), readable: readable, writable: writable}
	return object.InitOpaque(&c.Opaque, t.M.TypeFor(&connectionDecl))
}

// pipe makes the two ends of a connection.
func pipe(t *thread, a []value) value {
	duplex, ok := t.Truth(a[0])
	if !ok {
		return value{}
	}
	var fds [2]int
	var err error
	syscall.ForkLock.RLock()
	if duplex {
		fds, err = unix.Socketpair(unix.AF_UNIX, unix.SOCK_STREAM, 0)
	} else {
		err = unix.Pipe(fds[:])
	}
	if err == nil {
		unix.CloseOnExec(fds[0])
		unix.CloseOnExec(fds[1])
	}
	syscall.ForkLock.RUnlock()
	if err != nil {
		return osError(t, err)
	}
	return object.TupleOf(newConnection(t, fds[0], true, duplex), newConnection(t, fds[1], duplex, true))
}

// blocking runs a read or write of the file without the baton. An interrupt
// ends it by way of a deadline, and it goes on.
func blocking(t *thread, file *os.File, deadline time.Time, f func() error) (err error, ok bool) {
	past := time.Unix(1, 0)
	for {
		file.SetDeadline(deadline)
		err = nil
		ok = vm.Of(t).Block(func() { file.SetDeadline(past) }, func() { err = f() })
		if !ok {
			return nil, false
		}
		if !errors.Is(err, os.ErrDeadlineExceeded) || !deadline.IsZero() && !time.Now().Before(deadline) {
			return err, true
		}
	}
}

// check raises OSError for a connection that is closed or of the wrong
// direction.
func (c *connection) check(t *thread, wanted bool, other string) bool {
	switch {
	case c.file == nil:
		t.Raise(object.ShapeOSError, "handle is closed")
	case !wanted:
		t.Raise(object.ShapeOSError, "connection is %s", other)
	default:
		return true
	}
	return false
}

// send writes a message; false with an exception pending.
func (c *connection) send(t *thread, message []byte) bool {
	head := make([]byte, 4, 12)
	if len(message) <= math.MaxInt32 {
		binary.BigEndian.PutUint32(head, uint32(len(message)))
	} else {
		binary.BigEndian.PutUint32(head, math.MaxUint32)
		head = binary.BigEndian.AppendUint64(head, uint64(len(message)))
	}
	all := append(head, message...)
	file := c.file
	err, ok := blocking(t, file, time.Time{}, func() error {
		n, err := file.Write(all)
		all = all[n:]
		return err
	})
	if ok && err != nil {
		osError(t, err)
	}
	return ok && err == nil
}

// receive reads a message.
func (c *connection) receive(t *thread, limit int) ([]byte, bool) {
	head, ok := c.read(t, 4)
	if !ok {
		return nil, false
	}
	size := int(int32(binary.BigEndian.Uint32(head)))
	if size == -1 {
		if head, ok = c.read(t, 8); !ok {
			return nil, false
		}
		size = int(binary.BigEndian.Uint64(head))
	}
	if size < 0 || limit >= 0 && size > limit {
		if limit >= 0 {
			c.close()
		}
		t.Raise(object.ShapeOSError, "bad message length")
		return nil, false
	}
	return c.read(t, size)
}

// read reads exactly n bytes: EOFError where nothing more comes.
func (c *connection) read(t *thread, n int) ([]byte, bool) {
	if !t.Reserve(n, 1) {
		return nil, false
	}
	buf := make([]byte, n)
	at := 0
	file := c.file
	if file == nil {
		t.Raise(object.ShapeOSError, "handle is closed")
		return nil, false
	}
	err, ok := blocking(t, file, time.Time{}, func() error {
		k, err := goio.ReadFull(file, buf[at:])
		at += k
		return err
	})
	switch {
	case !ok:
	case err == nil:
		return buf, true
	case errors.Is(err, goio.EOF):
		t.Raise(object.ShapeEOFError, "")
	case errors.Is(err, goio.ErrUnexpectedEOF):
		t.Raise(object.ShapeOSError, "got end of file during message")
	default:
		osError(t, err)
	}
	return nil, false
}

// poll reports whether there is something to read, after waiting for it until
// the deadline; zero: for ever.
func (c *connection) poll(t *thread, deadline time.Time) (ready, ok bool) {
	raw, err := c.file.SyscallConn()
	if err != nil {
		osError(t, err)
		return false, false
	}
	raw.Control(func(fd uintptr) { ready = readableNow(fd) })
	if ready || !deadline.IsZero() && !time.Now().Before(deadline) {
		return ready, true
	}
	err, ok = blocking(t, c.file, deadline, func() error {
		return raw.Read(func(fd uintptr) bool {
			ready = readableNow(fd)
			return ready
		})
	})
	if ok && err != nil && !errors.Is(err, os.ErrDeadlineExceeded) {
		osError(t, err)
		return false, false
	}
	return ready, ok
}

// readableNow reports whether a read would not wait.
func readableNow(fd uintptr) bool {
	n, _ := unix.Poll([]unix.PollFd{{Fd: int32(fd), Events: unix.POLLIN}}, 0)
	return n > 0
}

func (c *connection) close() {
	if c.file != nil {
		c.file.Close()
		c.file = nil
	}
}
