package asyncio

import (
	"fmt"
	"syscall"

	"golang.org/x/sys/unix"

	"github.com/aio-lang/aio/vm/loop"
	"github.com/aio-lang/aio/vm/object"
)

// The transports of pipes. They are transports whose sock is a file object,
// and which go in one direction only.

const (
	onlyPipes     = "Pipe transport is for pipes/sockets only."
	onlyWritables = "Pipe transport is only for pipes, sockets and character devices"
)

// pipeInit is __init__(loop, pipe, protocol, waiter=None, extra=None) of both.
func pipeInit(t *object.Thread, a []object.Value, refusal string, start func(x *transport) *object.Def) object.Value {
	x := transportOf(a[0])
	x.loopValue, x.loop, x.sock = a[1], loop.StateOf(t).LoopFor(a[1]), a[2]
	fd := call(t, a[2], "fileno")
	if !ok(fd) {
		return fd
	}
	n, good := t.IntArg(fd)
	if !good {
		return object.Value{}
	}
	x.fd = n
	var st unix.Stat_t
	if err := unix.Fstat(x.fd, &st); err != nil {
		return t.OSError(err.(syscall.Errno))
	}
	switch st.Mode & unix.S_IFMT {
	case unix.S_IFIFO, unix.S_IFSOCK, unix.S_IFCHR:
	default:
		return t.ValueErrorf("%s", refusal)
	}
	x.peerWatch = st.Mode&unix.S_IFMT != unix.S_IFCHR
	if err := unix.SetNonblock(x.fd, true); err != nil {
		return t.OSError(err.(syscall.Errno))
	}
	x.extra = object.NewDict()
	if d := object.AsDict(a[5]); d != nil {
		d.Each(func(k, v object.Value) bool { return x.extra.Set(t, k, v) })
	}
	x.extra.SetStr(t.M.Intern("pipe"), a[2])
	x.high, x.low = defaultHighWater, defaultHighWater/4
	x.protocol, x.connected = a[3], true
	return none(x.begin(t, start(x), a[4]))
}

// pipeClose ends the transport: connection_lost is called in the next pass.
func (x *transport) pipeClose(t *object.Thread, exc object.Value) bool {
	x.closing = true
	if len(x.buf) > 0 {
		x.buf = nil
		if !x.stopWriting(t) {
			return false
		}
	}
	return x.stopReading(t) && x.lostSoon(t, exc)
}

// pipeFatal is fatal for pipes.
func (x *transport) pipeFatal(t *object.Thread, err error, message string) bool {
	t.OSError(err.(syscall.Errno))
	return x.pipeClose(t, t.Clear())
}

var pipeReadyDef = transportDef("_read_ready(self, /)", "Take what has arrived.", func(t *object.Thread, x *transport, a []object.Value) object.Value {
	buf := scratch(loop.StateOf(t))
	n, err := unix.Read(x.fd, buf)
	switch {
	case err == unix.EAGAIN || err == unix.EINTR:
		return object.None
	case err != nil:
		return none(x.pipeFatal(t, err, "Fatal read error on pipe transport"))
	case n > 0:
		return none(x.deliver(t, buf[:n]))
	}
	x.closing = true
	eof := t.GetAttr(x.protocol, t.M.Intern("eof_received"))
	return none(ok(eof) && x.stopReading(t) && ok(call(t, x.loopValue, "call_soon", eof)) && x.lostSoon(t, object.None))
})

var peerGoneDef = transportDef("_read_ready(self, /)", "The other side has closed the pipe.", func(t *object.Thread, x *transport, a []object.Value) object.Value {
	if x.closing && len(x.buf) == 0 {
		return none(x.stopReading(t))
	}
	exc := object.None
	if len(x.buf) > 0 {
		exc = object.NewException(object.ShapeBrokenPipeError).Value()
	}
	return none(x.pipeClose(t, exc))
})

var pipeWritableDef = transportDef("_write_ready(self, /)", "Send more of the buffer.", func(t *object.Thread, x *transport, a []object.Value) object.Value {
	n, err := unix.Write(x.fd, x.buf)
	switch {
	case err == unix.EAGAIN || err == unix.EINTR:
		return object.None
	case err != nil:
		x.lost++
		return none(x.pipeFatal(t, err, "Fatal write error on pipe transport"))
	}
	if x.buf = x.buf[n:]; len(x.buf) > 0 {
		return none(x.resumeIfEmpty(t))
	}
	x.buf = nil
	if !x.stopWriting(t) || !x.resumeIfEmpty(t) {
		return object.Value{}
	}
	if !x.closing {
		return object.None
	}
	if !x.stopReading(t) {
		return object.Value{}
	}
	return connectionLostDef.Fn(t, []object.Value{x.value(), object.None})
})

// pipeWrite is write(data) of a writing pipe.
func (x *transport) pipeWrite(t *object.Thread, v object.Value) object.Value {
	switch v.Kind() {
	case object.KindBytes, object.KindByteArray, object.KindMemoryView:
	default:
		return t.Raise(object.ShapeAssertionError, "<class '%s'>", t.M.TypeOf(v).Name)
	}
	s, good := t.BytesLike(v)
	if !good {
		return object.Value{}
	}
	if s == "" {
		return object.None
	}
	if x.lost > 0 || x.closing {
		if x.lost >= writesToWarn && !loop.StateOf(t).Log(t, "warning", "pipe closed by peer or os.write(pipe, data) raised exception.") {
			return object.Value{}
		}
		x.lost++
		return object.None
	}
	if len(x.buf) == 0 {
		n, err := unix.Write(x.fd, object.ReadOnly(s))
		if err != nil && err != unix.EAGAIN && err != unix.EINTR {
			x.lost++
			return none(x.pipeFatal(t, err, "Fatal write error on pipe transport"))
		}
		if s = s[max(n, 0):]; s == "" {
			return object.None
		}
		if !x.startWriting(t) {
			return object.Value{}
		}
	}
	x.buf = append(x.buf, s...)
	return none(x.pauseIfFull(t))
}

// endPipe is write_eof(), and close() of a writing pipe.
func (x *transport) endPipe(t *object.Thread) bool {
	if x.closing || x.sock.P == nil {
		return true
	}
	x.closing = true
	if len(x.buf) > 0 {
		return true
	}
	return x.stopReading(t) && x.lostSoon(t, object.None)
}

func pipeRepr(t *object.Thread, x *transport, a []object.Value) object.Value {
	s := "<" + t.M.TypeOf(a[0]).Name
	switch {
	case x.sock.P == nil:
		s += " closed"
	case x.closing:
		s += " closing"
	}
	s += fmt.Sprintf(" fd=%d", x.fd)
	switch {
	case x.sock.P == nil:
		s += " closed"
	case x.loop.Closed():
		s += " open"
	case x.reads:
		s += map[bool]string{true: " polling", false: " idle"}[!x.closing && !x.paused]
	default:
		s += map[bool]string{true: " polling", false: " idle"}[x.writing] + fmt.Sprintf(" bufsize=%d", len(x.buf))
	}
	return object.NewStr(s + ">")
}

// pipeCommon are the methods of both directions.
var pipeCommon = []object.Def{
	transportDef("__repr__(self, /)", "Return repr(self).", pipeRepr),
	transportDef("is_closing(self)", "Return True if the transport is closing or closed.", func(t *object.Thread, x *transport, a []object.Value) object.Value {
		return object.Bool(x.closing)
	}),
	transportDef("get_extra_info(self, name, default=None)", "Return a fact about the transport.", func(t *object.Thread, x *transport, a []object.Value) object.Value {
		if v := x.extra.Get(t, a[1]); v.P != nil || t.Exc.P != nil {
			return v
		}
		return a[2]
	}),
	transportDef("set_protocol(self, protocol)", "Change the protocol.", func(t *object.Thread, x *transport, a []object.Value) object.Value {
		x.protocol = a[1]
		return object.None
	}),
	transportDef("get_protocol(self)", "Return the protocol.", func(t *object.Thread, x *transport, a []object.Value) object.Value {
		return x.protocolValue()
	}),
}

var newTransportDef = object.Def{Sig: "__new__(cls, /, *args, **kwargs)", Doc: "Create a transport.", Fn: func(t *object.Thread, a []object.Value) object.Value {
	x := &transport{}
	x.Data = x
	return object.InitOpaque(&x.Opaque, object.AsType(a[0]))
}}

var readPipeDecl = object.TypeDecl{
	Name: "asyncio.unix_events._UnixReadPipeTransport", Kind: object.KindOpaque, Flags: object.TypeHasDict | object.TypeHasWeakref,
	Doc: "The reading end of a pipe.", New: &newTransportDef, Shared: pipeCommon,
	Methods: []object.Def{
		{Sig: "__init__(self, loop, pipe, protocol, waiter=None, extra=None)", Doc: "Begin to read.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return pipeInit(t, a, onlyPipes, func(x *transport) *object.Def {
				x.reads, x.readyMethod = true, x.bound(t, &pipeReadyDef)
				return &startReadingDef
			})
		}},
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
		transportDef("close(self)", "Close the pipe.", func(t *object.Thread, x *transport, a []object.Value) object.Value {
			return none(x.closing || x.pipeClose(t, object.None))
		}),
	},
}

var writePipeDecl = object.TypeDecl{
	Name: "asyncio.unix_events._UnixWritePipeTransport", Kind: object.KindOpaque, Flags: object.TypeHasDict | object.TypeHasWeakref,
	Doc: "The writing end of a pipe.", New: &newTransportDef, Shared: pipeCommon,
	Methods: []object.Def{
		{Sig: "__init__(self, loop, pipe, protocol, waiter=None, extra=None)", Doc: "Begin to write.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return pipeInit(t, a, onlyWritables, func(x *transport) *object.Def {
				x.readyMethod, x.writerMethod = x.bound(t, &peerGoneDef), x.bound(t, &pipeWritableDef)
				if !x.peerWatch {
					return nil
				}
				return &startReadingDef
			})
		}},
		transportDef("write(self, data)", "Write bytes; what cannot be sent at once is buffered.", func(t *object.Thread, x *transport, a []object.Value) object.Value {
			return x.pipeWrite(t, a[1])
		}),
		transportDef("can_write_eof(self)", "Return True: there is write_eof().", func(t *object.Thread, x *transport, a []object.Value) object.Value {
			return object.True
		}),
		transportDef("write_eof(self)", "Close the pipe when the buffer has been sent.", func(t *object.Thread, x *transport, a []object.Value) object.Value {
			return none(x.endPipe(t))
		}),
		transportDef("close(self)", "Close the pipe when the buffer has been sent.", func(t *object.Thread, x *transport, a []object.Value) object.Value {
			return none(x.endPipe(t))
		}),
		transportDef("abort(self)", "Close the pipe at once.", func(t *object.Thread, x *transport, a []object.Value) object.Value {
			return none(x.sock.P == nil || x.pipeClose(t, object.None))
		}),
		transportDef("set_write_buffer_limits(self, high=None, low=None)", "Say at what sizes of the buffer the protocol pauses and resumes writing.", func(t *object.Thread, x *transport, a []object.Value) object.Value {
			return none(x.setLimits(t, a[1], a[2]) && x.pauseIfFull(t))
		}),
		transportDef("get_write_buffer_limits(self)", "Return the sizes (low, high).", func(t *object.Thread, x *transport, a []object.Value) object.Value {
			return object.TupleOf(object.Int(int64(x.low)), object.Int(int64(x.high)))
		}),
		transportDef("get_write_buffer_size(self)", "Return the size of the buffer.", func(t *object.Thread, x *transport, a []object.Value) object.Value {
			return object.Int(int64(len(x.buf)))
		}),
	},
}
