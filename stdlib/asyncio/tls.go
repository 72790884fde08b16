package asyncio

import (
	"context"
	"errors"
	"io"
	"net"
	"sync"
	"syscall"
	"time"

	"github.com/aio-lang/aio/stdlib/socket"
	"github.com/aio-lang/aio/stdlib/ssl"
	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/loop"
	"github.com/aio-lang/aio/vm/object"
)

// tlsTransport is an encrypted connection. Two goroutines serve it: one shakes
// hands and reads, one writes. They touch no Value; what they have to say they
// post to the loop.
//
//	protocol ── write ──> queue ──> writer goroutine ──> tls.Conn ──> descriptor
//	protocol <── data_received <── loop <── reader goroutine <── tls.Conn
type tlsTransport struct {
	object.Opaque
	loop      *loop.Loop
	loopValue object.Value
	sock      object.Value // nil after the connection is lost
	conn      *ssl.Conn
	protocol  object.Value
	extra     *object.Dict
	server    object.Value
	waiter    object.Value // nil once woken
	announce  bool         // connection_made is due after the handshake
	high, low int

	closing, lost, paused, protoPaused, made bool
	pending                                  int // bytes that the writer has not sent
	more                                     chan struct{}
	moreDue                                  bool // the reader waits for resume_reading

	mu    sync.Mutex
	cond  *sync.Cond
	queue [][]byte
	ended bool // no more will be queued
}

const (
	handshakeTimeout = 60 * time.Second
	tlsReadSize      = 64 << 10
)

func tlsOf(v object.Value) *tlsTransport { return (*tlsTransport)(v.P) }

func (x *tlsTransport) value() object.Value { return object.FromHeader(&x.Header) }

// soon has f called in a pass of the loop; any goroutine may ask for it. What
// f raises goes to the exception handler.
func (x *tlsTransport) soon(f func(t *object.Thread) bool) {
	x.loop.Post(func(t *vm.Thread) bool {
		if !x.loop.Closed() {
			d := &object.Def{Sig: "_tls_event()", Fn: func(t *object.Thread, a []object.Value) object.Value { return none(f(t)) }}
			x.loop.CallSoon(object.NewFunction(d, nil).Value(), nil, nil)
		}
		return true
	})
}

// tlsInit is __init__(loop, sock, protocol, context, waiter, server_side,
// server_hostname, extra, server, handshake_timeout, call_connection_made).
func tlsInit(t *object.Thread, a []object.Value) object.Value {
	x := tlsOf(a[0])
	x.loopValue, x.loop = a[1], loop.StateOf(t).LoopFor(a[1])
	s := socket.SocketOf(t, a[2])
	c := ssl.ContextOf(t, a[4])
	switch {
	case s == nil:
		return t.TypeErrorf("a socket is required, not %s", t.TypeName(a[2]))
	case c == nil:
		return t.TypeErrorf("sslcontext is expected to be an instance of ssl.SSLContext, got %s", t.TypeName(a[4]))
	}
	x.sock, x.protocol = a[2], a[3]
	if !a[5].IsNone() {
		x.waiter = a[5]
	}
	serverSide, good := t.Truth(a[6])
	if !good {
		return object.Value{}
	}
	host := ""
	if a[7].IsStr() {
		host = a[7].Text()
	}
	x.extra = object.NewDict()
	if d := object.AsDict(a[8]); d != nil {
		d.Each(func(k, v object.Value) bool { return x.extra.Set(t, k, v) })
	}
	plain := &transport{sock: x.sock, extra: x.extra}
	if !plain.fillExtra(t) {
		return object.Value{}
	}
	x.extra.SetStr(t.M.Intern("sslcontext"), a[4])
	if !a[9].IsNone() {
		x.server = a[9]
		if !ok(call(t, x.server, "_attach", x.value())) {
			return object.Value{}
		}
	}
	timeout := handshakeTimeout
	if !a[10].IsNone() {
		secs, good := t.AsFloat64(a[10])
		if !good {
			return object.Value{}
		}
		if secs <= 0 {
			return t.ValueErrorf("ssl_handshake_timeout should be a positive number, got %v", secs)
		}
		timeout = time.Duration(secs * 1e9)
	}
	if x.announce, good = t.Truth(a[11]); !good {
		return object.Value{}
	}
	x.high, x.low = 512<<10, 128<<10
	k, err := ssl.NewConn(c, s.FD(), serverSide, host)
	if err != nil {
		return x.raise(t, err)
	}
	object.InitOpaque(&k.Opaque, t.M.Type(object.ShapeObject))
	x.conn = k
	x.cond = sync.NewCond(&x.mu)
	x.more = make(chan struct{}, 1)
	x.loop.Expect()
	go x.read(timeout)
	go x.send()
	return object.None
}

// raise raises the exception for an error of the connection.
func (x *tlsTransport) raise(t *object.Thread, err error) object.Value {
	var ne net.Error
	if no, is := ssl.RootErrno(err); is {
		return t.OSError(no)
	}
	if errors.As(err, &ne) && ne.Timeout() {
		return t.Raise(object.ShapeConnectionAbortedError, "SSL handshake is taking longer than 60.0 seconds: aborting the connection")
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return t.OSError(syscall.ECONNRESET)
	}
	host := ""
	if x.conn != nil {
		host = x.conn.Hostname()
	}
	return ssl.RaiseError(t, err, host)
}

// read is the reader goroutine.
func (x *tlsTransport) read(timeout time.Duration) {
	ctx, cancel := context.WithTimeout(context.Background(), timeout)
	err := x.conn.HandshakeContext(ctx)
	cancel()
	x.soon(func(t *object.Thread) bool { return x.shaken(t, err) })
	if err != nil {
		return
	}
	buf := make([]byte, tlsReadSize)
	for {
		n, err := x.conn.Read(buf)
		if n > 0 {
			data := string(buf[:n])
			x.soon(func(t *object.Thread) bool { return x.received(t, data) })
			<-x.more // one piece at a time, and none while reading is paused
		}
		if err != nil {
			x.soon(func(t *object.Thread) bool { return x.readEnded(t, err) })
			return
		}
	}
}

// send is the writer goroutine.
func (x *tlsTransport) send() {
	for {
		x.mu.Lock()
		for len(x.queue) == 0 && !x.ended {
			x.cond.Wait()
		}
		if len(x.queue) == 0 {
			x.mu.Unlock()
			x.conn.CloseWrite()
			x.soon(func(t *object.Thread) bool { return x.connectionLost(t, object.None) })
			return
		}
		data := x.queue[0]
		x.queue = x.queue[1:]
		x.mu.Unlock()
		_, err := x.conn.Write(data)
		n := len(data)
		x.soon(func(t *object.Thread) bool { return x.sent(t, n, err) })
		if err != nil {
			return
		}
	}
}

// shaken goes on after the handshake.
func (x *tlsTransport) shaken(t *object.Thread, err error) bool {
	waiter := x.waiter
	x.waiter = object.Value{}
	if x.lost {
		return true
	}
	if err != nil {
		x.raise(t, err)
		exc := t.Clear()
		if waiter.P != nil && !doneFuture(t, waiter) {
			if !ok(call(t, waiter, "set_exception", exc)) {
				return false
			}
		}
		return x.drop(t, exc, false)
	}
	info := object.AsTuple(x.conn.Info(t)).Items
	set := func(k string, v object.Value) { x.extra.SetStr(t.M.Intern(k), v) }
	set("cipher", info[1])
	set("compression", object.None)
	set("peercert", info[3])
	shown := loopSSLObject(t, info)
	if !ok(shown) {
		return false
	}
	set("ssl_object", shown)
	x.made = true
	if x.announce && !ok(call(t, x.protocol, "connection_made", x.value())) {
		return x.failed(t, "SSL: protocol.connection_made() call failed")
	}
	if waiter.P != nil && !doneFuture(t, waiter) {
		return ok(call(t, waiter, "set_result", object.None))
	}
	return true
}

// loopSSLObject is what get_extra_info('ssl_object') gives.
func loopSSLObject(t *object.Thread, info []object.Value) object.Value {
	mod := t.Exec.Import(t, "asyncio.sslproto")
	if !ok(mod) {
		return mod
	}
	return call(t, mod, "_SSLInfo", info...)
}

func (x *tlsTransport) received(t *object.Thread, data string) bool {
	if x.paused {
		x.moreDue = true
	} else {
		x.more <- struct{}{}
	}
	if x.lost || x.closing {
		return true
	}
	if ok(call(t, x.protocol, "data_received", object.NewBytes(data))) {
		return true
	}
	return x.failed(t, "Fatal error: protocol.data_received() call failed.")
}

// readEnded is called once, when nothing more will be read.
func (x *tlsTransport) readEnded(t *object.Thread, err error) bool {
	if x.lost {
		return true
	}
	if !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) && !x.closing {
		x.raise(t, err)
		return x.fatal(t, t.Clear(), "Fatal error on SSL transport")
	}
	if !x.closing {
		keep := call(t, x.protocol, "eof_received")
		if !ok(keep) {
			return x.failed(t, "Fatal error: protocol.eof_received() call failed.")
		}
		if open, good := t.Truth(keep); !good {
			return false
		} else if open && !loop.StateOf(t).Log(t, "warning", "returning true from eof_received() has no effect when using ssl") {
			return false
		}
	}
	return x.close(t)
}

func (x *tlsTransport) sent(t *object.Thread, n int, err error) bool {
	x.pending -= n
	if x.lost {
		return true
	}
	if err != nil {
		x.raise(t, err)
		return x.fatal(t, t.Clear(), "Fatal write error on SSL transport")
	}
	if x.protoPaused && x.pending <= x.low {
		x.protoPaused = false
		if !ok(call(t, x.protocol, "resume_writing")) {
			return x.failed(t, "protocol.resume_writing() failed")
		}
	}
	return true
}

func (x *tlsTransport) failed(t *object.Thread, message string) bool {
	if loop.EndsProgram(t) {
		return false
	}
	return x.fatal(t, t.Clear(), message)
}

func (x *tlsTransport) fatal(t *object.Thread, exc object.Value, message string) bool {
	if !t.M.TypeOf(exc).IsSubtypeOf(t.M.Type(object.ShapeOSError)) {
		d := object.NewDict()
		set := func(k string, v object.Value) { d.SetStr(t.M.Intern(k), v) }
		set("message", object.NewStr(message))
		set("exception", exc)
		set("transport", x.value())
		set("protocol", x.protocol)
		if !ok(call(t, x.loopValue, "call_exception_handler", d.Value())) {
			return false
		}
	}
	return x.drop(t, exc, x.made)
}

// close ends the connection when what is queued has been sent.
func (x *tlsTransport) close(t *object.Thread) bool {
	if x.closing {
		return true
	}
	x.closing = true
	x.endQueue(false)
	return true
}

// endQueue says that no more will be written; drop forgets what waits.
func (x *tlsTransport) endQueue(drop bool) {
	x.mu.Lock()
	x.ended = true
	if drop {
		x.queue = nil
	}
	x.mu.Unlock()
	x.cond.Signal()
	if x.moreDue {
		x.moreDue = false
		x.more <- struct{}{}
	}
}

// drop ends the connection at once. tell: the protocol learns of it.
func (x *tlsTransport) drop(t *object.Thread, exc object.Value, tell bool) bool {
	if x.lost {
		return true
	}
	x.closing = true
	x.made = tell
	x.conn.Abort()
	x.endQueue(true)
	return x.connectionLost(t, exc)
}

func (x *tlsTransport) connectionLost(t *object.Thread, exc object.Value) bool {
	if x.lost {
		return true
	}
	x.lost, x.closing = true, true
	x.loop.Arrived()
	k := x.conn
	go k.Close()
	good := true
	if x.made {
		good = ok(call(t, x.protocol, "connection_lost", exc))
	}
	failure := t.Clear()
	good = ok(call(t, x.sock, "close")) && good
	x.sock = object.Value{}
	if x.server.P != nil {
		server := x.server
		x.server = object.Value{}
		good = ok(call(t, server, "_detach", x.value())) && good
	}
	if failure.P != nil {
		t.Exc = failure
		return false
	}
	return good
}

func (x *tlsTransport) write(t *object.Thread, v object.Value) object.Value {
	switch v.Kind() {
	case object.KindBytes, object.KindByteArray, object.KindMemoryView:
	default:
		return t.TypeErrorf("data: expecting a bytes-like instance, got %s", t.M.TypeOf(v).Name)
	}
	s, good := t.BytesLike(v)
	if !good {
		return object.Value{}
	}
	if s == "" || x.closing {
		return object.None
	}
	x.mu.Lock()
	x.queue = append(x.queue, []byte(s))
	x.mu.Unlock()
	x.cond.Signal()
	x.pending += len(s)
	if x.pending > x.high && !x.protoPaused {
		x.protoPaused = true
		if !ok(call(t, x.protocol, "pause_writing")) {
			return none(x.failed(t, "protocol.pause_writing() failed"))
		}
	}
	return object.None
}

func tlsDef(sig, doc string, f func(t *object.Thread, x *tlsTransport, a []object.Value) object.Value) object.Def {
	return object.Def{Sig: sig, Doc: doc, Fn: func(t *object.Thread, a []object.Value) object.Value { return f(t, tlsOf(a[0]), a) }}
}

func tlsMethods() []object.Def {
	return []object.Def{
		{Sig: "__init__(self, loop, sock, protocol, context, waiter=None, server_side=False, server_hostname=None, extra=None, server=None, handshake_timeout=None, call_connection_made=True)", Doc: "Begin an encrypted connection.", Fn: tlsInit},
		tlsDef("write(self, data)", "Write bytes.", func(t *object.Thread, x *tlsTransport, a []object.Value) object.Value {
			return x.write(t, a[1])
		}),
		tlsDef("writelines(self, list_of_data)", "Write the bytes of a list.", func(t *object.Thread, x *tlsTransport, a []object.Value) object.Value {
			var all []byte
			if !t.Each(a[1], func(v object.Value) bool {
				s, good := t.BytesLike(v)
				all = append(all, s...)
				return good
			}) {
				return object.Value{}
			}
			return x.write(t, object.NewBytes(string(all)))
		}),
		tlsDef("write_eof(self)", "Not for TLS.", func(t *object.Thread, x *tlsTransport, a []object.Value) object.Value {
			return t.Raise(object.ShapeNotImplementedError, "")
		}),
		tlsDef("can_write_eof(self)", "Return False: TLS cannot be half closed.", func(t *object.Thread, x *tlsTransport, a []object.Value) object.Value {
			return object.False
		}),
		tlsDef("close(self)", "Close the transport when the buffer has been sent.", func(t *object.Thread, x *tlsTransport, a []object.Value) object.Value {
			return none(x.close(t))
		}),
		tlsDef("abort(self)", "Close the transport at once.", func(t *object.Thread, x *tlsTransport, a []object.Value) object.Value {
			if x.lost {
				return object.None
			}
			x.closing = true
			x.conn.Abort()
			x.endQueue(true)
			x.soon(func(t *object.Thread) bool { return x.connectionLost(t, object.None) })
			return object.None
		}),
		tlsDef("is_closing(self)", "Return True if the transport is closing or closed.", func(t *object.Thread, x *tlsTransport, a []object.Value) object.Value {
			return object.Bool(x.closing)
		}),
		tlsDef("is_reading(self)", "Return True unless reading is paused.", func(t *object.Thread, x *tlsTransport, a []object.Value) object.Value {
			return object.Bool(!x.paused)
		}),
		tlsDef("pause_reading(self)", "Stop reading.", func(t *object.Thread, x *tlsTransport, a []object.Value) object.Value {
			x.paused = true
			return object.None
		}),
		tlsDef("resume_reading(self)", "Read again.", func(t *object.Thread, x *tlsTransport, a []object.Value) object.Value {
			x.paused = false
			if x.moreDue {
				x.moreDue = false
				x.more <- struct{}{}
			}
			return object.None
		}),
		tlsDef("set_write_buffer_limits(self, high=None, low=None)", "Say at what sizes of the buffer the protocol pauses and resumes writing.", func(t *object.Thread, x *tlsTransport, a []object.Value) object.Value {
			plain := &transport{}
			if !plain.setLimits(t, a[1], a[2]) {
				return object.Value{}
			}
			x.high, x.low = plain.high, plain.low
			return object.None
		}),
		tlsDef("get_write_buffer_limits(self)", "Return the sizes (low, high).", func(t *object.Thread, x *tlsTransport, a []object.Value) object.Value {
			return object.TupleOf(object.Int(int64(x.low)), object.Int(int64(x.high)))
		}),
		tlsDef("get_write_buffer_size(self)", "Return the size of the buffer.", func(t *object.Thread, x *tlsTransport, a []object.Value) object.Value {
			return object.Int(int64(x.pending))
		}),
		tlsDef("get_extra_info(self, name, default=None)", "Return a fact about the transport.", func(t *object.Thread, x *tlsTransport, a []object.Value) object.Value {
			if v := x.extra.Get(t, a[1]); v.P != nil || t.Exc.P != nil {
				return v
			}
			return a[2]
		}),
		tlsDef("set_protocol(self, protocol)", "Change the protocol.", func(t *object.Thread, x *tlsTransport, a []object.Value) object.Value {
			x.protocol = a[1]
			return object.None
		}),
		tlsDef("get_protocol(self)", "Return the protocol.", func(t *object.Thread, x *tlsTransport, a []object.Value) object.Value {
			return x.protocol
		}),
	}
}

var tlsDecl = object.TypeDecl{
	Name: "asyncio.sslproto._SSLProtocolTransport", Kind: object.KindOpaque, Flags: object.TypeHasDict | object.TypeHasWeakref,
	Doc: "An encrypted connection.",
	New: &object.Def{Sig: "__new__(cls, /, *args, **kwargs)", Doc: "Create a transport.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		x := &tlsTransport{}
		return object.InitOpaque(&x.Opaque, object.AsType(a[0]))
	}},
	Methods: tlsMethods(),
	GetSets: []object.GetSetDef{
		{Name: "_start_tls_compatible", Get: func(t *object.Thread, v object.Value) object.Value { return object.True }},
	},
}
