package asyncio

import (
	"fmt"
	"syscall"

	"golang.org/x/sys/unix"

	"github.com/aio-lang/aio/stdlib/socket"
	"github.com/aio-lang/aio/vm/loop"
	"github.com/aio-lang/aio/vm/object"
)

// transport is a connected stream socket that the loop watches: asyncio's
// _SelectorSocketTransport. What arrives goes to the protocol, a write is tried
// at once, and what the system does not take waits in the buffer.
type transport struct {
	object.Opaque
	loop         *loop.Loop
	loopValue    object.Value
	sock         object.Value // nil after the connection is lost
	fd           int
	protocol     object.Value // nil after the connection is lost
	buffered     bool         // the protocol has get_buffer
	connected    bool         // the protocol has been told of the connection
	extra        *object.Dict
	server       object.Value // nil: none
	buf          []byte       // what has not been sent
	high, low    int
	lost         int // counts close, abort, and writes after them
	eof          bool
	closing      bool
	paused       bool // reading is paused
	protoPaused  bool // the protocol was told to pause writing
	writing      bool // the loop watches for writability
	emptyWaiter  *loop.Future
	readyMethod  object.Value
	writerMethod object.Value
	// reads: a pipe's reading end; peerWatch: the writing end of a pipe that
	// tells when nobody reads it any more.
	reads, peerWatch bool
	// address, queue, queued: of datagrams; nil, or where all of them go, and
	// what has not been sent with its size.
	address object.Value
	queue   []datagram
	queued  int
	takes   known // protocol.data_received
}

// size is how much waits to be sent.
func (x *transport) size() int { return len(x.buf) + x.queued }

const (
	// maxRead is how much is read at once.
	maxRead = 256 << 10
	// writesToWarn is after how many writes on a lost connection one warns.
	writesToWarn     = 5
	defaultHighWater = 64 << 10
)

func transportOf(v object.Value) *transport { return (*transport)(v.P) }

// asTransport is the transport v is, or nil for anything else.
func asTransport(v object.Value) *transport {
	x, _ := object.Payload[*transport](v)
	return x
}

func (x *transport) value() object.Value { return object.FromHeader(&x.Header) }

// call calls a method of an object by name.
func call(t *object.Thread, v object.Value, name string, args ...object.Value) object.Value {
	return t.CallMethod(v, t.M.Intern(name), args...)
}

func ok(v object.Value) bool { return v.P != nil }

// none is None, or nil with an exception pending.
func none(ok bool) object.Value {
	if !ok {
		return object.Value{}
	}
	return object.None
}

// bound is a native method of the transport as an object.
func (x *transport) bound(t *object.Thread, d *object.Def) object.Value {
	return object.NewBoundNative(d, t.M.TypeOf(x.value()), x.value()).Value()
}

func transportDef(sig, doc string, f func(t *object.Thread, x *transport, a []object.Value) object.Value) object.Def {
	return object.Def{Sig: sig, Doc: doc, Fn: func(t *object.Thread, a []object.Value) object.Value { return f(t, transportOf(a[0]), a) }}
}

// transportInit is __init__(loop, sock, protocol, waiter=None, extra=None, server=None).
func transportInit(t *object.Thread, a []object.Value) object.Value {
	x := transportOf(a[0])
	x.loopValue, x.loop = a[1], loop.StateOf(t).LoopFor(a[1])
	x.sock = a[2]
	s := socket.SocketOf(t, a[2])
	if s == nil {
		return t.TypeErrorf("a socket is required, not %s", t.TypeName(a[2]))
	}
	x.fd = s.FD()
	x.extra = object.NewDict()
	if d := object.AsDict(a[5]); d != nil {
		d.Each(func(k, v object.Value) bool { return x.extra.Set(t, k, v) })
	}
	if !x.fillExtra(t) {
		return object.Value{}
	}
	if !a[6].IsNone() {
		x.server = a[6]
		if !ok(call(t, x.server, "_attach", x.value())) {
			return object.Value{}
		}
	}
	x.high, x.low = defaultHighWater, defaultHighWater/4
	if !x.setProtocol(t, a[3]) {
		return object.Value{}
	}
	transports := t.GetAttr(x.loopValue, t.M.Intern("_transports"))
	if !ok(transports) || !t.SetItem(transports, object.Int(int64(x.fd)), x.value()) {
		return object.Value{}
	}
	if f := t.M.Intern("family"); true {
		if fam, _ := t.IntArg(t.GetAttr(x.sock, f)); fam == unix.AF_INET || fam == unix.AF_INET6 {
			unix.SetsockoptInt(x.fd, unix.IPPROTO_TCP, unix.TCP_NODELAY, 1)
		}
		t.Clear()
	}
	x.readyMethod, x.writerMethod = x.bound(t, &readReadyDef), x.bound(t, &writeReadyDef)
	return none(x.begin(t, &startReadingDef, a[4]))
}

// fillExtra puts socket, sockname and peername into the extra info.
func (x *transport) fillExtra(t *object.Thread) bool {
	x.extra.SetStr(t.M.Intern("socket"), newAsked(t, x.sock))
	for _, e := range []struct{ name, get string }{{"sockname", "getsockname"}, {"peername", "getpeername"}} {
		if x.extra.GetStr(t.M.Intern(e.name)).P != nil {
			continue
		}
		v := call(t, x.sock, e.get)
		if !ok(v) {
			if t.Catch(object.ShapeOSError) == nil {
				return false
			}
			v = object.None
		}
		x.extra.SetStr(t.M.Intern(e.name), v)
	}
	return true
}

// setProtocol changes who gets the data.
func (x *transport) setProtocol(t *object.Thread, p object.Value) bool {
	is, good := t.IsInstance(p, t.M.TypeFor(&bufferedProtocolDecl).Value())
	x.protocol, x.buffered, x.connected, x.takes = p, is, true, known{}
	return good
}

var startReadingDef = transportDef("_add_reader(self, /)", "Begin to read.", func(t *object.Thread, x *transport, a []object.Value) object.Value {
	return none(x.startReading(t))
})

// startReading has the loop watch the socket, unless reading is paused.
func (x *transport) startReading(t *object.Thread) bool {
	if x.closing || x.paused {
		return true
	}
	return ok(call(t, x.loopValue, "_add_reader", object.Int(int64(x.fd)), x.readyMethod))
}

func (x *transport) stopReading(t *object.Thread) bool {
	return ok(call(t, x.loopValue, "_remove_reader", object.Int(int64(x.fd))))
}

func (x *transport) startWriting(t *object.Thread) bool {
	x.writing = true
	return ok(call(t, x.loopValue, "_add_writer", object.Int(int64(x.fd)), x.writerMethod))
}

func (x *transport) stopWriting(t *object.Thread) bool {
	x.writing = false
	return ok(call(t, x.loopValue, "_remove_writer", object.Int(int64(x.fd))))
}

var readReadyDef = transportDef("_read_ready(self, /)", "Take what has arrived.", func(t *object.Thread, x *transport, a []object.Value) object.Value {
	if x.lost > 0 {
		return object.None
	}
	if x.buffered {
		return none(x.readBuffered(t))
	}
	s := loop.StateOf(t)
	buf := scratch(s)
	n, err := readNow(x.fd, buf)
	switch {
	case err == unix.EAGAIN || err == unix.EINTR:
		return object.None
	case err != nil:
		return none(x.fatalErrno(t, err, "Fatal read error on socket transport"))
	case n <= 0:
		return none(x.gotEOF(t))
	}
	if x.deliver(t, buf[:n]) {
		return object.None
	}
	return none(x.protocolFailed(t, "Fatal error: protocol.data_received() call failed."))
})

// deliver gives data to the protocol.
func (x *transport) deliver(t *object.Thread, data []byte) bool {
	if f := asFlow(x.protocol); f != nil && f.stream != nil && x.takes.is(t, x.protocol, "data_received", &streamProtocolDecl) {
		return f.stream.received(t, data)
	}
	return ok(call(t, x.protocol, "data_received", object.NewBytes(string(data))))
}

// scratch is the machine's buffer for reads.
func scratch(s *loop.State) []byte {
	if s.ReadBuffer == nil {
		s.ReadBuffer = make([]byte, maxRead)
	}
	return s.ReadBuffer
}

// readBuffered reads into the memory that a BufferedProtocol gives.
func (x *transport) readBuffered(t *object.Thread) bool {
	v := call(t, x.protocol, "get_buffer", object.Int(-1))
	if !ok(v) {
		return x.protocolFailed(t, "Fatal error: protocol.get_buffer() call failed.")
	}
	b, good := t.WritableBytes("recv_into", "argument 1", v)
	if good && len(b) == 0 {
		t.RuntimeErrorf("get_buffer() returned an empty buffer")
		good = false
	}
	if !good {
		return x.protocolFailed(t, "Fatal error: protocol.get_buffer() call failed.")
	}
	n, err := readNow(x.fd, b)
	switch {
	case err == unix.EAGAIN || err == unix.EINTR:
		return true
	case err != nil:
		return x.fatalErrno(t, err, "Fatal read error on socket transport")
	case n <= 0:
		return x.gotEOF(t)
	}
	if ok(call(t, x.protocol, "buffer_updated", object.Int(int64(n)))) {
		return true
	}
	return x.protocolFailed(t, "Fatal error: protocol.buffer_updated() call failed.")
}

// gotEOF tells the protocol that nothing more will come; unless it wants to go
// on writing the transport is closed.
func (x *transport) gotEOF(t *object.Thread) bool {
	keep := call(t, x.protocol, "eof_received")
	if !ok(keep) {
		return x.protocolFailed(t, "Fatal error: protocol.eof_received() call failed.")
	}
	open, good := t.Truth(keep)
	if !good {
		return false
	}
	if open {
		return x.stopReading(t)
	}
	return x.close(t)
}

// protocolFailed deals with what a method of the protocol raised.
func (x *transport) protocolFailed(t *object.Thread, message string) bool {
	if loop.EndsProgram(t) {
		return false
	}
	return x.fatal(t, t.Clear(), message)
}

func (x *transport) fatalErrno(t *object.Thread, err error, message string) bool {
	t.OSError(err.(syscall.Errno))
	return x.fatal(t, t.Clear(), message)
}

// fatal closes the transport because of exc, which is reported unless it is
// an OSError: those are the other side's doing.
func (x *transport) fatal(t *object.Thread, exc object.Value, message string) bool {
	if !t.M.TypeOf(exc).IsSubtypeOf(t.M.Type(object.ShapeOSError)) {
		if !x.report(t, exc, message) {
			return false
		}
	}
	return x.forceClose(t, exc)
}

func (x *transport) report(t *object.Thread, exc object.Value, message string) bool {
	d := object.NewDict()
	set := func(k string, v object.Value) { d.SetStr(t.M.Intern(k), v) }
	set("message", object.NewStr(message))
	set("exception", exc)
	set("transport", x.value())
	set("protocol", x.protocolValue())
	return ok(call(t, x.loopValue, "call_exception_handler", d.Value()))
}

func (x *transport) protocolValue() object.Value {
	if x.protocol.P == nil {
		return object.None
	}
	return x.protocol
}

// lostSoon has connection_lost called in the next pass.
func (x *transport) lostSoon(t *object.Thread, exc object.Value) bool {
	return ok(call(t, x.loopValue, "call_soon", x.bound(t, &connectionLostDef), exc))
}

func (x *transport) close(t *object.Thread) bool {
	if x.closing {
		return true
	}
	x.closing = true
	if !x.stopReading(t) {
		return false
	}
	if x.size() == 0 {
		x.lost++
		return x.stopWriting(t) && x.lostSoon(t, object.None)
	}
	return true
}

func (x *transport) forceClose(t *object.Thread, exc object.Value) bool {
	if x.lost > 0 {
		return true
	}
	if x.size() > 0 {
		x.buf, x.queue, x.queued = nil, nil, 0
		if !x.stopWriting(t) {
			return false
		}
	}
	if !x.closing {
		x.closing = true
		if !x.stopReading(t) {
			return false
		}
	}
	x.lost++
	return x.lostSoon(t, exc)
}

var connectionLostDef = transportDef("_call_connection_lost(self, exc, /)", "The connection is gone.", func(t *object.Thread, x *transport, a []object.Value) object.Value {
	good := true
	if x.connected {
		good = ok(call(t, x.protocol, "connection_lost", a[1]))
	}
	exc := t.Clear()
	good = ok(call(t, x.sock, "close")) && good
	x.sock, x.protocol = object.Value{}, object.Value{}
	if x.server.P != nil {
		server := x.server
		x.server = object.Value{}
		good = ok(call(t, server, "_detach", x.value())) && good
	}
	if w := x.emptyWaiter; w != nil && !w.Done() {
		e := object.NewException(object.ShapeConnectionError, object.NewStr("Connection is closed by peer"))
		good = w.SetException(t, e.Value()) && good
	}
	if exc.P != nil {
		t.Exc = exc
		return object.Value{}
	}
	return none(good)
})

// write sends data, or as much as the system takes and keeps the rest.
func (x *transport) write(t *object.Thread, v object.Value) object.Value {
	switch v.Kind() {
	case object.KindBytes, object.KindByteArray, object.KindMemoryView:
	default:
		return t.TypeErrorf("data argument must be a bytes-like object, not '%s'", t.M.TypeOf(v).Name)
	}
	switch {
	case x.eof:
		return t.RuntimeErrorf("Cannot call write() after write_eof()")
	case x.emptyWaiter != nil:
		return t.RuntimeErrorf("unable to write; sendfile is in progress")
	}
	s, good := t.BytesLike(v)
	if !good {
		return object.Value{}
	}
	return none(x.writeBytes(t, s))
}

func (x *transport) writeBytes(t *object.Thread, s string) bool {
	if s == "" {
		return true
	}
	if x.lost > 0 {
		if x.lost >= writesToWarn {
			if !loop.StateOf(t).Log(t, "warning", "socket.send() raised exception.") {
				return false
			}
		}
		x.lost++
		return true
	}
	if len(x.buf) == 0 {
		n, err := writeNow(x.fd, object.ReadOnly(s))
		if err != nil && err != unix.EAGAIN && err != unix.EINTR {
			return x.fatalErrno(t, err, "Fatal write error on socket transport")
		}
		if s = s[max(n, 0):]; s == "" {
			return true
		}
		if !x.startWriting(t) {
			return false
		}
	}
	x.buf = append(x.buf, s...)
	return x.pauseIfFull(t)
}

var writeReadyDef = transportDef("_write_ready(self, /)", "Send more of the buffer.", func(t *object.Thread, x *transport, a []object.Value) object.Value {
	if x.lost > 0 {
		return object.None
	}
	n, err := writeNow(x.fd, x.buf)
	if err == unix.EAGAIN || err == unix.EINTR {
		return object.None
	}
	if err != nil {
		x.buf = nil
		good := x.stopWriting(t) && x.fatalErrno(t, err, "Fatal write error on socket transport")
		if w := x.emptyWaiter; good && w != nil && !w.Done() {
			t.OSError(err.(syscall.Errno))
			good = w.SetException(t, t.Clear())
		}
		return none(good)
	}
	x.buf = x.buf[n:]
	if !x.resumeIfEmpty(t) {
		return object.Value{}
	}
	if len(x.buf) > 0 {
		return object.None
	}
	x.buf = nil
	if !x.stopWriting(t) {
		return object.Value{}
	}
	if w := x.emptyWaiter; w != nil && !w.Done() && !w.SetResult(t, object.None) {
		return object.Value{}
	}
	switch {
	case x.closing:
		return connectionLostDef.Fn(t, []object.Value{x.value(), object.None})
	case x.eof:
		unix.Shutdown(x.fd, unix.SHUT_WR)
	}
	return object.None
})

// pauseIfFull tells the protocol to stop writing when the buffer is over the
// high-water mark; resumeIfEmpty takes that back below the low one.
func (x *transport) pauseIfFull(t *object.Thread) bool {
	if x.size() <= x.high || x.protoPaused {
		return true
	}
	x.protoPaused = true
	if ok(call(t, x.protocol, "pause_writing")) {
		return true
	}
	return !loop.EndsProgram(t) && x.report(t, t.Clear(), "protocol.pause_writing() failed")
}

func (x *transport) resumeIfEmpty(t *object.Thread) bool {
	if !x.protoPaused || x.size() > x.low {
		return true
	}
	x.protoPaused = false
	if ok(call(t, x.protocol, "resume_writing")) {
		return true
	}
	return !loop.EndsProgram(t) && x.report(t, t.Clear(), "protocol.resume_writing() failed")
}

// setLimits is set_write_buffer_limits(high, low).
func (x *transport) setLimits(t *object.Thread, high, low object.Value) bool {
	h, l := -1, -1
	var good bool
	if !high.IsNone() {
		if h, good = t.IndexInt(high); !good {
			return false
		}
	}
	if !low.IsNone() {
		if l, good = t.IndexInt(low); !good {
			return false
		}
	}
	if high.IsNone() {
		h = defaultHighWater
		if !low.IsNone() {
			h = 4 * l
		}
	}
	if low.IsNone() {
		l = h >> 2
	}
	if !(h >= l && l >= 0) {
		t.ValueErrorf("high (%d) must be >= low (%d) must be >= 0", h, l)
		return false
	}
	x.high, x.low = h, l
	return true
}

func transportRepr(t *object.Thread, x *transport, a []object.Value) object.Value {
	s := "<" + t.M.TypeOf(a[0]).Name
	switch {
	case x.sock.P == nil:
		s += " closed"
	case x.closing:
		s += " closing"
	}
	s += fmt.Sprintf(" fd=%d", x.fd)
	if x.sock.P != nil && !x.loop.Closed() {
		read, write := "idle", "idle"
		if !x.closing && !x.paused {
			read = "polling"
		}
		if x.writing {
			write = "polling"
		}
		s += fmt.Sprintf(" read=%s write=<%s, bufsize=%d>", read, write, x.size())
	}
	return object.NewStr(s + ">")
}

// socketCommon are the methods of all sockets' transports.
var socketCommon = []object.Def{
	transportDef("__repr__(self, /)", "Return repr(self).", transportRepr),
	transportDef("close(self)", "Close the transport when the buffer has been sent.", func(t *object.Thread, x *transport, a []object.Value) object.Value {
		return none(x.close(t))
	}),
	transportDef("abort(self)", "Close the transport at once.", func(t *object.Thread, x *transport, a []object.Value) object.Value {
		return none(x.forceClose(t, object.None))
	}),
	transportDef("_force_close(self, exc)", "Close the transport at once because of an exception.", func(t *object.Thread, x *transport, a []object.Value) object.Value {
		return none(x.forceClose(t, a[1]))
	}),
	transportDef("is_closing(self)", "Return True if the transport is closing or closed.", func(t *object.Thread, x *transport, a []object.Value) object.Value {
		return object.Bool(x.closing)
	}),
	transportDef("set_write_buffer_limits(self, high=None, low=None)", "Say at what sizes of the buffer the protocol pauses and resumes writing.", func(t *object.Thread, x *transport, a []object.Value) object.Value {
		return none(x.setLimits(t, a[1], a[2]) && x.pauseIfFull(t))
	}),
	transportDef("get_write_buffer_limits(self)", "Return the sizes (low, high).", func(t *object.Thread, x *transport, a []object.Value) object.Value {
		return object.TupleOf(object.Int(int64(x.low)), object.Int(int64(x.high)))
	}),
	transportDef("get_write_buffer_size(self)", "Return the size of the buffer.", func(t *object.Thread, x *transport, a []object.Value) object.Value {
		return object.Int(int64(x.size()))
	}),
	transportDef("get_extra_info(self, name, default=None)", "Return a fact about the transport.", func(t *object.Thread, x *transport, a []object.Value) object.Value {
		if v := x.extra.Get(t, a[1]); v.P != nil || t.Exc.P != nil {
			return v
		}
		return a[2]
	}),
	transportDef("get_protocol(self)", "Return the protocol.", func(t *object.Thread, x *transport, a []object.Value) object.Value {
		return x.protocolValue()
	}),
}

// transportMethods are the methods of stream sockets.
func transportMethods() []object.Def {
	return []object.Def{
		{Sig: "__init__(self, loop, sock, protocol, waiter=None, extra=None, server=None)", Doc: "Begin to serve a connected socket.", Fn: transportInit},
		transportDef("write(self, data)", "Write bytes; what cannot be sent at once is buffered.", func(t *object.Thread, x *transport, a []object.Value) object.Value {
			return x.write(t, a[1])
		}),
		transportDef("writelines(self, list_of_data)", "Write the bytes of a list.", func(t *object.Thread, x *transport, a []object.Value) object.Value {
			switch {
			case x.eof:
				return t.RuntimeErrorf("Cannot call writelines() after write_eof()")
			case x.emptyWaiter != nil:
				return t.RuntimeErrorf("unable to writelines; sendfile is in progress")
			}
			var all []byte
			if !t.Each(a[1], func(v object.Value) bool {
				s, good := t.BytesLike(v)
				all = append(all, s...)
				return good
			}) {
				return object.Value{}
			}
			return none(x.writeBytes(t, string(all)))
		}),
		transportDef("write_eof(self)", "Close the writing half when the buffer is empty.", func(t *object.Thread, x *transport, a []object.Value) object.Value {
			if x.closing || x.eof {
				return object.None
			}
			x.eof = true
			if len(x.buf) == 0 {
				if err := unix.Shutdown(x.fd, unix.SHUT_WR); err != nil {
					return t.OSError(err.(syscall.Errno))
				}
			}
			return object.None
		}),
		transportDef("can_write_eof(self)", "Return True: there is write_eof().", func(t *object.Thread, x *transport, a []object.Value) object.Value {
			return object.True
		}),
		transportDef("is_reading(self)", "Return True unless reading is paused.", func(t *object.Thread, x *transport, a []object.Value) object.Value {
			return object.Bool(!x.closing && !x.paused)
		}),
		transportDef("pause_reading(self)", "Stop reading.", func(t *object.Thread, x *transport, a []object.Value) object.Value {
			if x.closing || x.paused {
				return object.None
			}
			x.paused = true
			return none(x.stopReading(t))
		}),
		transportDef("resume_reading(self)", "Read again.", func(t *object.Thread, x *transport, a []object.Value) object.Value {
			if x.closing || !x.paused {
				return object.None
			}
			x.paused = false
			return none(x.startReading(t))
		}),
		transportDef("set_protocol(self, protocol)", "Change the protocol.", func(t *object.Thread, x *transport, a []object.Value) object.Value {
			return none(x.setProtocol(t, a[1]))
		}),
		transportDef("_make_empty_waiter(self)", "Return a future that is done when the buffer is empty.", func(t *object.Thread, x *transport, a []object.Value) object.Value {
			if x.emptyWaiter != nil {
				return t.RuntimeErrorf("Empty waiter is already set")
			}
			x.emptyWaiter = x.loop.NewFuture()
			if len(x.buf) == 0 && !x.emptyWaiter.SetResult(t, object.None) {
				return object.Value{}
			}
			return x.emptyWaiter.Value()
		}),
		transportDef("_reset_empty_waiter(self)", "Forget the future of _make_empty_waiter.", func(t *object.Thread, x *transport, a []object.Value) object.Value {
			x.emptyWaiter = nil
			return object.None
		}),
	}
}

var transportDecl = object.TypeDecl{
	Name: "asyncio.selector_events._SelectorSocketTransport", Kind: object.KindOpaque, Flags: object.TypeHasDict | object.TypeHasWeakref,
	Doc:     "A connected stream socket that the loop watches.",
	New:     &newTransportDef,
	Methods: transportMethods(), Shared: socketCommon,
	GetSets: []object.GetSetDef{
		{Name: "_sock", Get: func(t *object.Thread, v object.Value) object.Value {
			if x := transportOf(v); x.sock.P != nil {
				return x.sock
			}
			return object.None
		}},
		{Name: "_server", Get: func(t *object.Thread, v object.Value) object.Value { return orNone(transportOf(v).server) }},
		{Name: "_sock_fd", Get: func(t *object.Thread, v object.Value) object.Value { return object.Int(int64(transportOf(v).fd)) }},
		{Name: "_loop", Get: func(t *object.Thread, v object.Value) object.Value { return transportOf(v).loopValue }},
		{Name: "_conn_lost", Get: func(t *object.Thread, v object.Value) object.Value { return object.Int(int64(transportOf(v).lost)) }},
		{Name: "_start_tls_compatible", Get: func(t *object.Thread, v object.Value) object.Value { return object.True }},
	},
}
