// Package socket is module socket: the system's sockets. A blocking call lets
// go of the baton while it waits, and a signal's handler runs meanwhile.
package socket

import (
	_ "embed"
	"math"
	"syscall"
	"time"

	"golang.org/x/sys/unix"

	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/object"
)

//go:embed socket.aio
var source string

// Socket is a _socket.socket.
type Socket struct {
	object.Opaque
	fd                  int // -1 once closed
	family, kind, proto int
	timeout             float64 // seconds; negative: none
}

// SocketOf returns the Socket v is, or nil.
func SocketOf(t *object.Thread, v object.Value) *Socket {
	if v.P != nil && v.Kind() == object.KindOpaque && t.M.TypeOf(v).IsSubtypeOf(t.M.TypeFor(&decl)) {
		return (*Socket)(v.P)
	}
	return nil
}

// FD is the descriptor, -1 once closed.
func (s *Socket) FD() int { return s.fd }

func sock(v object.Value) *Socket { return (*Socket)(v.P) }

// fail raises OSError for an error of the system.
func fail(t *object.Thread, err error) object.Value {
	if e, ok := err.(syscall.Errno); ok {
		return t.OSError(e)
	}
	return t.Raise(object.ShapeOSError, "%v", err)
}

func done(t *object.Thread, err error) object.Value {
	if err != nil {
		return fail(t, err)
	}
	return object.None
}

// state is what the module keeps of a machine.
type state struct{ defaultTimeout float64 }

type stateKey struct{}

func stateOf(t *object.Thread) *state {
	return t.M.State(stateKey{}, func() any { return &state{defaultTimeout: -1} }).(*state)
}

// wait waits until the descriptor is ready for events, or the socket's timeout
// is over: then TimeoutError is pending. deadline is that of the whole call.
func (s *Socket) wait(t *object.Thread, events int16, deadline time.Time) bool {
	for {
		ready, ok := WaitFD(t, s.fd, events, deadline)
		switch {
		case !ok:
			return false
		case ready:
			return true
		case !deadline.IsZero() && !time.Now().Before(deadline):
			t.Raise(object.ShapeTimeoutError, "timed out")
			return false
		}
	}
}

// WaitFD waits for events of a descriptor until deadline, for ever if that is
// zero. It may return early with ready false; ok is false with an exception
// pending when a signal's handler raised.
func WaitFD(t *object.Thread, fd int, events int16, deadline time.Time) (ready, ok bool) {
	var bell [2]int
	if err := pipe(&bell); err != nil {
		fail(t, err)
		return false, false
	}
	defer unix.Close(bell[0])
	defer unix.Close(bell[1])
	ms := -1
	if !deadline.IsZero() {
		ms = max(0, int(math.Ceil(float64(time.Until(deadline))/1e6)))
	}
	ok = vm.Of(t).Block(func() { unix.Write(bell[1], []byte{0}) }, func() {
		fds := []unix.PollFd{{Fd: int32(fd), Events: events}, {Fd: int32(bell[0]), Events: unix.POLLIN}}
		if n, err := unix.Poll(fds, ms); n > 0 && err == nil {
			ready = fds[0].Revents != 0
		}
	})
	return ready, ok
}

// pipe makes a pipe that wakes a poll.
func pipe(p *[2]int) error {
	if err := unix.Pipe(p[:]); err != nil {
		return err
	}
	for _, fd := range p {
		unix.CloseOnExec(fd)
		unix.SetNonblock(fd, true)
	}
	return nil
}

func (s *Socket) deadline() time.Time {
	if s.timeout > 0 {
		return time.Now().Add(time.Duration(s.timeout * 1e9))
	}
	return time.Time{}
}

// retry does op, which must not block, waiting for events in between as the
// socket's timeout says. False means that an exception is pending.
func (s *Socket) retry(t *object.Thread, events int16, op func() error) bool {
	if s.fd < 0 {
		fail(t, syscall.EBADF)
		return false
	}
	deadline := s.deadline()
	for {
		err := op()
		switch {
		case err == nil:
			return true
		case err == unix.EINTR:
			if !vm.Of(t).CheckInterrupt() {
				return false
			}
		case (err == unix.EAGAIN || err == unix.EWOULDBLOCK) && s.timeout != 0:
			if !s.wait(t, events, deadline) {
				return false
			}
		default:
			fail(t, err)
			return false
		}
	}
}

// setTimeout changes the timeout, and with it whether the descriptor blocks.
func (s *Socket) setTimeout(t *object.Thread, secs float64) object.Value {
	s.timeout = secs
	if s.fd < 0 {
		return fail(t, syscall.EBADF)
	}
	return done(t, unix.SetNonblock(s.fd, secs >= 0))
}

// timeoutArg is a timeout in seconds, negative for None.
func timeoutArg(t *object.Thread, v object.Value) (float64, bool) {
	if v.IsNone() {
		return -1, true
	}
	f, ok := t.AsFloat64(v)
	switch {
	case !ok:
		return 0, false
	case math.IsNaN(f):
		t.ValueErrorf("Invalid value NaN (not a number)")
		return 0, false
	case f < 0:
		t.ValueErrorf("Timeout value out of range")
		return 0, false
	case f > math.MaxInt64/1e9:
		t.OverflowErrorf("timestamp out of range for platform time_t")
		return 0, false
	}
	return f, true
}

func timeoutValue(f float64) object.Value {
	if f < 0 {
		return object.None
	}
	return object.Float(f)
}

// intArgs takes ints; -1 stands for what was not given.
func intArgs(t *object.Thread, vs ...object.Value) ([]int, bool) {
	out := make([]int, len(vs))
	for i, v := range vs {
		n, ok := t.IntArg(v)
		if !ok {
			return nil, false
		}
		out[i] = int(n)
	}
	return out, true
}

// init opens a socket, or takes over the descriptor fileno.
func socketInit(t *object.Thread, a []object.Value) object.Value {
	s := sock(a[0])
	n, ok := intArgs(t, a[1], a[2], a[3])
	if !ok {
		return object.Value{}
	}
	s.family, s.kind, s.proto = n[0], n[1], n[2]
	s.timeout = -1
	if a[4].IsNone() {
		if s.family == -1 {
			s.family = unix.AF_INET
		}
		if s.kind == -1 {
			s.kind = unix.SOCK_STREAM
		}
		if s.proto == -1 {
			s.proto = 0
		}
		fd, err := newSocket(s.family, s.kind, s.proto)
		if err != nil {
			return fail(t, err)
		}
		s.fd = fd
	} else {
		fd, ok := t.IntArg(a[4])
		if !ok {
			return object.Value{}
		}
		if fd < 0 {
			return t.ValueErrorf("negative file descriptor")
		}
		s.fd = int(fd)
		if s.family == -1 {
			sa, err := unix.Getsockname(s.fd)
			if err != nil {
				s.fd = -1
				return fail(t, err)
			}
			s.family = familyOf(sa)
		}
		if s.kind == -1 {
			k, err := unix.GetsockoptInt(s.fd, unix.SOL_SOCKET, unix.SO_TYPE)
			if err != nil {
				s.fd = -1
				return fail(t, err)
			}
			s.kind = k
		}
		if s.proto == -1 {
			s.proto = 0
		}
	}
	s.kind = plainKind(s.kind)
	if d := stateOf(t).defaultTimeout; d >= 0 {
		return s.setTimeout(t, d)
	}
	return object.None
}

// bytesResult is a bytes object of buf[:n].
func bytesResult(buf []byte, n int) object.Value { return object.NewBytes(string(buf[:n])) }

func (s *Socket) recv(t *object.Thread, buf []byte, flags int) (n int, ok bool) {
	ok = s.retry(t, unix.POLLIN, func() (err error) {
		n, _, err = unix.Recvfrom(s.fd, buf, flags|unix.MSG_DONTWAIT)
		return err
	})
	return max(n, 0), ok
}

func (s *Socket) recvfrom(t *object.Thread, buf []byte, flags int) (n int, from unix.Sockaddr, ok bool) {
	ok = s.retry(t, unix.POLLIN, func() (err error) {
		n, from, err = unix.Recvfrom(s.fd, buf, flags|unix.MSG_DONTWAIT)
		return err
	})
	return max(n, 0), from, ok
}

func (s *Socket) send(t *object.Thread, data []byte, flags int) (n int, ok bool) {
	ok = s.retry(t, unix.POLLOUT, func() (err error) {
		n, err = unix.SendmsgN(s.fd, data, nil, nil, flags|unix.MSG_DONTWAIT|noSignal)
		return err
	})
	return n, ok
}

// bufferSize checks the size argument of recv.
func bufferSize(t *object.Thread, v object.Value, fn string) (int, bool) {
	n, ok := t.IndexInt(v)
	if ok && n < 0 {
		t.ValueErrorf("negative buffersize in %s", fn)
		return 0, false
	}
	return n, ok
}

// into is the writable memory of a recv_into call, cut to nbytes.
func into(t *object.Thread, fn string, v, nbytes object.Value) ([]byte, bool) {
	buf, ok := t.WritableBytes(fn, "argument 1", v)
	if !ok {
		return nil, false
	}
	n, ok := t.IndexInt(nbytes)
	switch {
	case !ok:
		return nil, false
	case n < 0:
		t.ValueErrorf("negative buffersize in %s", fn)
		return nil, false
	case n > len(buf):
		t.ValueErrorf("buffer too small for requested bytes")
		return nil, false
	case n > 0:
		buf = buf[:n]
	}
	return buf, true
}

func method(sig, doc string, f func(t *object.Thread, s *Socket, a []object.Value) object.Value) object.Def {
	return object.Def{Sig: sig, Doc: doc, Fn: func(t *object.Thread, a []object.Value) object.Value { return f(t, sock(a[0]), a) }}
}

// connect connects; a blocking socket waits for it.
func (s *Socket) connect(t *object.Thread, sa unix.Sockaddr) error {
	if s.fd < 0 {
		return syscall.EBADF
	}
	if s.timeout < 0 {
		unix.SetNonblock(s.fd, true)
		defer unix.SetNonblock(s.fd, false)
	}
	err := unix.Connect(s.fd, sa)
	if s.timeout == 0 || err != unix.EINPROGRESS && err != unix.EINTR {
		return err
	}
	if !s.wait(t, unix.POLLOUT, s.deadline()) {
		return errPending
	}
	n, err := unix.GetsockoptInt(s.fd, unix.SOL_SOCKET, unix.SO_ERROR)
	if err == nil && n != 0 {
		err = syscall.Errno(n)
	}
	return err
}

type pendingError struct{}

func (pendingError) Error() string { return "an exception is pending" }

// errPending stands for the exception that is pending.
var errPending error = pendingError{}

var methods = []object.Def{
	{Sig: "__init__(self, family=-1, type=-1, proto=-1, fileno=None)", Doc: "Open a socket.", Fn: socketInit},
	method("_accept(self, /)", "Wait for a connection: return its descriptor and the address of the other side.", func(t *object.Thread, s *Socket, a []object.Value) object.Value {
		if s.fd < 0 {
			return fail(t, syscall.EBADF)
		}
		var fd int
		var from unix.Sockaddr
		deadline := s.deadline()
		if s.timeout != 0 && !s.wait(t, unix.POLLIN, deadline) {
			return object.Value{}
		}
		if !s.retry(t, unix.POLLIN, func() (err error) {
			fd, from, err = accept(s.fd)
			return err
		}) {
			return object.Value{}
		}
		return object.TupleOf(object.Int(int64(fd)), addressValue(from))
	}),
	method("bind(self, address, /)", "Bind the socket to a local address.", func(t *object.Thread, s *Socket, a []object.Value) object.Value {
		sa, ok := s.addressArg(t, "bind", a[1])
		if !ok {
			return object.Value{}
		}
		return done(t, unix.Bind(s.fd, sa))
	}),
	method("listen(self, backlog=128, /)", "Let the socket accept connections.", func(t *object.Thread, s *Socket, a []object.Value) object.Value {
		n, ok := t.IntArg(a[1])
		if !ok {
			return object.Value{}
		}
		return done(t, unix.Listen(s.fd, max(int(n), 0)))
	}),
	method("connect(self, address, /)", "Connect to an address.", func(t *object.Thread, s *Socket, a []object.Value) object.Value {
		sa, ok := s.addressArg(t, "connect", a[1])
		if !ok {
			return object.Value{}
		}
		if err := s.connect(t, sa); err == errPending {
			return object.Value{}
		} else {
			return done(t, err)
		}
	}),
	method("connect_ex(self, address, /)", "Like connect(), but return an error number.", func(t *object.Thread, s *Socket, a []object.Value) object.Value {
		sa, ok := s.addressArg(t, "connect_ex", a[1])
		if !ok {
			return object.Value{}
		}
		err := s.connect(t, sa)
		if err == errPending {
			if t.Catch(object.ShapeTimeoutError) != nil {
				return object.Int(int64(unix.EWOULDBLOCK))
			}
			return object.Value{}
		}
		e, _ := err.(syscall.Errno)
		return object.Int(int64(e))
	}),
	method("close(self, /)", "Close the socket.", func(t *object.Thread, s *Socket, a []object.Value) object.Value {
		fd := s.fd
		s.fd = -1
		if fd >= 0 {
			if err := unix.Close(fd); err != nil && err != unix.ECONNRESET {
				return fail(t, err)
			}
		}
		return object.None
	}),
	method("detach(self, /)", "Give up the descriptor and return it.", func(t *object.Thread, s *Socket, a []object.Value) object.Value {
		fd := s.fd
		s.fd = -1
		return object.Int(int64(fd))
	}),
	method("fileno(self, /)", "Return the descriptor.", func(t *object.Thread, s *Socket, a []object.Value) object.Value {
		return object.Int(int64(s.fd))
	}),
	method("getpeername(self, /)", "Return the address of the other side.", func(t *object.Thread, s *Socket, a []object.Value) object.Value {
		sa, err := unix.Getpeername(s.fd)
		if err != nil {
			return fail(t, err)
		}
		return addressValue(sa)
	}),
	method("getsockname(self, /)", "Return the own address.", func(t *object.Thread, s *Socket, a []object.Value) object.Value {
		sa, err := unix.Getsockname(s.fd)
		if err != nil {
			return fail(t, err)
		}
		return addressValue(sa)
	}),
	method("getsockopt(self, level, option, buffersize=0, /)", "Return a socket option.", func(t *object.Thread, s *Socket, a []object.Value) object.Value {
		n, ok := intArgs(t, a[1], a[2], a[3])
		if !ok {
			return object.Value{}
		}
		if n[2] == 0 {
			v, err := unix.GetsockoptInt(s.fd, n[0], n[1])
			if err != nil {
				return fail(t, err)
			}
			return object.Int(int64(v))
		}
		if n[2] < 0 || n[2] > 1024 {
			return t.Raise(object.ShapeOSError, "getsockopt buflen out of range")
		}
		v, err := unix.GetsockoptString(s.fd, n[0], n[1])
		if err != nil {
			return fail(t, err)
		}
		return object.NewBytes(v[:min(len(v), n[2])])
	}),
	method("setsockopt(self, level, option, value, optlen=<>, /)", "Set a socket option.", func(t *object.Thread, s *Socket, a []object.Value) object.Value {
		n, ok := intArgs(t, a[1], a[2])
		if !ok {
			return object.Value{}
		}
		if object.IsIntLike(a[3]) {
			v, ok := t.IntArg(a[3])
			if !ok {
				return object.Value{}
			}
			return done(t, unix.SetsockoptInt(s.fd, n[0], n[1], int(v)))
		}
		b, ok := t.BytesLike(a[3])
		if !ok {
			return object.Value{}
		}
		return done(t, unix.SetsockoptString(s.fd, n[0], n[1], b))
	}),
	method("setblocking(self, flag, /)", "Make calls wait, or fail at once where they would have to.", func(t *object.Thread, s *Socket, a []object.Value) object.Value {
		b, ok := t.Truth(a[1])
		if !ok {
			return object.Value{}
		}
		if b {
			return s.setTimeout(t, -1)
		}
		return s.setTimeout(t, 0)
	}),
	method("getblocking(self, /)", "Return whether calls wait.", func(t *object.Thread, s *Socket, a []object.Value) object.Value {
		return object.Bool(s.timeout != 0)
	}),
	method("settimeout(self, timeout, /)", "Set how long calls wait, in seconds; None for ever.", func(t *object.Thread, s *Socket, a []object.Value) object.Value {
		f, ok := timeoutArg(t, a[1])
		if !ok {
			return object.Value{}
		}
		return s.setTimeout(t, f)
	}),
	method("gettimeout(self, /)", "Return how long calls wait.", func(t *object.Thread, s *Socket, a []object.Value) object.Value {
		return timeoutValue(s.timeout)
	}),
	method("recv(self, buffersize, flags=0, /)", "Receive up to buffersize bytes.", func(t *object.Thread, s *Socket, a []object.Value) object.Value {
		size, ok := bufferSize(t, a[1], "recv")
		if !ok {
			return object.Value{}
		}
		flags, ok := t.IntArg(a[2])
		if !ok {
			return object.Value{}
		}
		buf := make([]byte, size)
		n, ok := s.recv(t, buf, int(flags))
		if !ok {
			return object.Value{}
		}
		return bytesResult(buf, n)
	}),
	method("recv_into(self, buffer, nbytes=0, flags=0)", "Receive into a buffer; return the number of bytes.", func(t *object.Thread, s *Socket, a []object.Value) object.Value {
		buf, ok := into(t, "recv_into", a[1], a[2])
		if !ok {
			return object.Value{}
		}
		flags, ok := t.IntArg(a[3])
		if !ok {
			return object.Value{}
		}
		n, ok := s.recv(t, buf, int(flags))
		if !ok {
			return object.Value{}
		}
		return object.Int(int64(n))
	}),
	method("recvfrom(self, buffersize, flags=0, /)", "Receive up to buffersize bytes; return them and the sender's address.", func(t *object.Thread, s *Socket, a []object.Value) object.Value {
		size, ok := bufferSize(t, a[1], "recvfrom")
		if !ok {
			return object.Value{}
		}
		flags, ok := t.IntArg(a[2])
		if !ok {
			return object.Value{}
		}
		buf := make([]byte, size)
		n, from, ok := s.recvfrom(t, buf, int(flags))
		if !ok {
			return object.Value{}
		}
		return object.TupleOf(bytesResult(buf, n), addressValue(from))
	}),
	method("recvfrom_into(self, buffer, nbytes=0, flags=0)", "Receive into a buffer; return the number of bytes and the sender's address.", func(t *object.Thread, s *Socket, a []object.Value) object.Value {
		buf, ok := into(t, "recvfrom_into", a[1], a[2])
		if !ok {
			return object.Value{}
		}
		flags, ok := t.IntArg(a[3])
		if !ok {
			return object.Value{}
		}
		n, from, ok := s.recvfrom(t, buf, int(flags))
		if !ok {
			return object.Value{}
		}
		return object.TupleOf(object.Int(int64(n)), addressValue(from))
	}),
	method("send(self, data, flags=0, /)", "Send bytes; return how many were sent.", func(t *object.Thread, s *Socket, a []object.Value) object.Value {
		b, ok := t.BytesLike(a[1])
		if !ok {
			return object.Value{}
		}
		flags, ok := t.IntArg(a[2])
		if !ok {
			return object.Value{}
		}
		n, ok := s.send(t, []byte(b), int(flags))
		if !ok {
			return object.Value{}
		}
		return object.Int(int64(n))
	}),
	method("sendall(self, data, flags=0, /)", "Send all of the bytes.", func(t *object.Thread, s *Socket, a []object.Value) object.Value {
		b, ok := t.BytesLike(a[1])
		if !ok {
			return object.Value{}
		}
		flags, ok := t.IntArg(a[2])
		if !ok {
			return object.Value{}
		}
		data := []byte(b)
		for len(data) > 0 {
			n, ok := s.send(t, data, int(flags))
			if !ok {
				return object.Value{}
			}
			data = data[n:]
		}
		return object.None
	}),
	{Sig: "sendto(self, data, *args)", Doc: "Send bytes to an address: sendto(data, [flags,] address).", Fn: sendto},
	method("shutdown(self, how, /)", "Shut down reading, writing or both.", func(t *object.Thread, s *Socket, a []object.Value) object.Value {
		how, ok := t.IntArg(a[1])
		if !ok {
			return object.Value{}
		}
		return done(t, unix.Shutdown(s.fd, int(how)))
	}),
}

// sendto is socket.sendto.
func sendto(t *object.Thread, a []object.Value) object.Value {
	s, args := sock(a[0]), object.AsTuple(a[2]).Items
	b, ok := t.BytesLike(a[1])
	if !ok {
		return object.Value{}
	}
	flags := 0
	switch len(args) {
	case 1:
	case 2:
		f, ok := t.IntArg(args[0])
		if !ok {
			return object.Value{}
		}
		flags = int(f)
	default:
		return t.TypeErrorf("sendto() takes 2 or 3 arguments (%d given)", len(args)+1)
	}
	return s.sendTo(t, []byte(b), flags, args[len(args)-1])
}

func (s *Socket) sendTo(t *object.Thread, data []byte, flags int, address object.Value) object.Value {
	sa, ok := s.addressArg(t, "sendto", address)
	if !ok {
		return object.Value{}
	}
	n := len(data)
	if !s.retry(t, unix.POLLOUT, func() (err error) {
		n, err = unix.SendmsgN(s.fd, data, nil, sa, flags|unix.MSG_DONTWAIT|noSignal)
		return err
	}) {
		return object.Value{}
	}
	return object.Int(int64(n))
}

var decl = object.TypeDecl{
	Name: "_socket.socket", Kind: object.KindOpaque, Flags: object.TypeHasWeakref,
	Doc: "A socket of the system.",
	New: &object.Def{Sig: "__new__(cls, /, *args, **kwargs)", Doc: "Create a socket.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		s := &Socket{fd: -1, timeout: -1}
		return object.InitOpaque(&s.Opaque, object.AsType(a[0]))
	}},
	Methods: append(methods, messageMethods...),
	GetSets: []object.GetSetDef{
		{Name: "family", Get: func(t *object.Thread, v object.Value) object.Value { return object.Int(int64(sock(v).family)) }},
		{Name: "type", Get: func(t *object.Thread, v object.Value) object.Value { return object.Int(int64(sock(v).kind)) }},
		{Name: "proto", Get: func(t *object.Thread, v object.Value) object.Value { return object.Int(int64(sock(v).proto)) }},
		{Name: "timeout", Get: func(t *object.Thread, v object.Value) object.Value { return timeoutValue(sock(v).timeout) }},
	},
}
