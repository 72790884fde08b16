package subprocess

import (
	"math"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sys/unix"

	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/object"
)

// exchange sends a child its input and collects its output at the same time,
// in as many calls as the script's time limits make of it.
type exchange struct {
	object.Opaque
	input  string // what was not sent yet
	fds    [3]int // of stdin, stdout, stderr; -1 where there is none or it has ended
	output [3][]byte
}

const (
	// pipeChunk is what a pipe that is ready to write takes without blocking.
	pipeChunk = 512
	readChunk = 32 << 10
)

func exchangeOf(v object.Value) *exchange { return (*exchange)(v.P) }

var exchangeDecl = object.TypeDecl{
	Name: "_aio_subprocess.Exchange", Kind: object.KindOpaque, Flags: object.TypeNoSubclass,
	Doc: "The data that goes to and comes from a child.",
	New: &object.Def{Sig: "__new__(cls, input, fds)", Doc: "Make an exchange over descriptors, -1 for none.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		x := &exchange{}
		s, good := t.BytesLike(a[1])
		if !good {
			return object.Value{}
		}
		x.input = strings.Clone(s)
		fds, good := t.Collect(a[2])
		if !good {
			return object.Value{}
		}
		for i := range x.fds {
			if x.fds[i], good = t.IntArg(fds[i]); !good {
				return object.Value{}
			}
		}
		return object.InitOpaque(&x.Opaque, object.AsType(a[0]))
	}},
	Methods: []object.Def{
		{Sig: "run(self, timeout)", Doc: "Go on until a stream has ended, and return its number; None after timeout seconds.", Fn: exchangeRun},
		{Sig: "output(self, fd)", Doc: "Return what has come from the child's descriptor fd.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			n, good := t.IntArg(a[1])
			if !good {
				return object.Value{}
			}
			return object.NewBytes(string(exchangeOf(a[0]).output[n]))
		}},
	},
}

func exchangeRun(t *object.Thread, a []object.Value) object.Value {
	x := exchangeOf(a[0])
	var deadline time.Time
	if !a[1].IsNone() {
		secs, good := t.AsFloat64(a[1])
		if !good {
			return object.Value{}
		}
		deadline = time.Now().Add(time.Duration(min(max(secs, 0), 1e9) * 1e9))
	}
	var bell [2]int
	if err := unix.Pipe(bell[:]); err != nil {
		return t.OSError(err.(syscall.Errno))
	}
	defer unix.Close(bell[0])
	defer unix.Close(bell[1])
	unix.CloseOnExec(bell[0])
	unix.CloseOnExec(bell[1])
	unix.SetNonblock(bell[1], true)
	for {
		ended, err := -1, error(nil)
		if !vm.Of(t).Block(func() { unix.Write(bell[1], []byte{0}) }, func() { ended, err = x.pass(bell[0], deadline) }) {
			return object.Value{}
		}
		switch {
		case err != nil:
			return t.OSError(err.(syscall.Errno))
		case ended >= 0:
			x.fds[ended] = -1
			return object.Int(int64(ended))
		case !deadline.IsZero() && !time.Now().Before(deadline):
			return object.None
		}
		unix.SetNonblock(bell[0], true)
		unix.Read(bell[0], make([]byte, 64))
	}
}

// pass moves data until a stream ends, of which it returns the number, until
// the deadline or the bell. It touches no Value.
func (x *exchange) pass(bell int, deadline time.Time) (int, error) {
	buf := make([]byte, readChunk)
	for {
		polled := []unix.PollFd{{Fd: int32(bell), Events: unix.POLLIN}}
		for i, fd := range x.fds {
			if fd < 0 {
				continue
			}
			events := int16(unix.POLLIN)
			if i == 0 {
				if x.input == "" {
					return 0, nil
				}
				events = unix.POLLOUT
			}
			polled = append(polled, unix.PollFd{Fd: int32(fd), Events: events})
		}
		ms := -1
		if !deadline.IsZero() {
			ms = max(0, int(math.Ceil(float64(time.Until(deadline))/1e6)))
		}
		n, err := unix.Poll(polled, ms)
		switch {
		case err == unix.EINTR:
			continue
		case err != nil:
			return -1, err
		case n == 0, polled[0].Revents != 0:
			return -1, nil
		}
		for _, p := range polled[1:] {
			if p.Revents == 0 {
				continue
			}
			if ended, err := x.move(int(p.Fd), buf); ended >= 0 || err != nil {
				return ended, err
			}
		}
	}
}

// move moves some data over a descriptor that is ready.
func (x *exchange) move(fd int, buf []byte) (int, error) {
	if fd == x.fds[0] {
		n, err := unix.Write(fd, object.ReadOnly(x.input[:min(len(x.input), pipeChunk)]))
		switch {
		case err == unix.EPIPE: // the child reads no more
			return 0, nil
		case err != nil && err != unix.EAGAIN && err != unix.EINTR:
			return -1, err
		}
		x.input = x.input[max(n, 0):]
		return -1, nil
	}
	i := 1
	if fd == x.fds[2] {
		i = 2
	}
	n, err := unix.Read(fd, buf)
	switch {
	case err == unix.EAGAIN || err == unix.EINTR:
		return -1, nil
	case err != nil:
		return -1, err
	case n == 0:
		return i, nil
	}
	x.output[i] = append(x.output[i], buf[:n]...)
	return -1, nil
}
