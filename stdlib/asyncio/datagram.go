package asyncio

import (
	"github.com/aio-lang/aio/stdlib/socket"
	"github.com/aio-lang/aio/vm/loop"
	"github.com/aio-lang/aio/vm/object"
)

// The transport of datagrams: a transport whose buffer keeps the datagrams
// apart, and which may have an address that all of them go to.

// datagram waits until the system takes it.
type datagram struct {
	data object.Value // bytes
	to   object.Value
}

// datagramHeader is what each datagram counts beside its bytes.
const datagramHeader = 8

var datagramReadyDef = transportDef("_read_ready(self, /)", "Take a datagram.", func(t *object.Thread, x *transport, a []object.Value) object.Value {
	if x.lost > 0 {
		return object.None
	}
	got := call(t, x.sock, "recvfrom", object.Int(maxRead))
	if !ok(got) {
		return none(x.datagramFailed(t, "Fatal read error on datagram transport"))
	}
	pair := object.AsTuple(got)
	return none(ok(call(t, x.protocol, "datagram_received", pair.Items[0], pair.Items[1])))
})

// datagramFailed tells the protocol of an OSError; other exceptions end the
// transport.
func (x *transport) datagramFailed(t *object.Thread, message string) bool {
	if t.Catch(object.ShapeBlockingIOError) != nil || t.Catch(object.ShapeInterruptedError) != nil {
		return true
	}
	if exc := t.Catch(object.ShapeOSError); exc != nil {
		return ok(call(t, x.protocol, "error_received", exc.Value()))
	}
	return !loop.EndsProgram(t) && x.fatal(t, t.Clear(), message)
}

// send gives one datagram to the system.
func (x *transport) send(t *object.Thread, data, to object.Value) bool {
	if peer := x.extra.GetStr(t.M.Intern("peername")); peer.P != nil && !peer.IsNone() {
		return ok(call(t, x.sock, "send", data))
	}
	return ok(call(t, x.sock, "sendto", data, to))
}

func (x *transport) sendTo(t *object.Thread, data, to object.Value) object.Value {
	switch data.Kind() {
	case object.KindBytes, object.KindByteArray, object.KindMemoryView:
	default:
		return t.TypeErrorf("data argument must be a bytes-like object, not '%s'", t.M.TypeOf(data).Name)
	}
	if x.address.P != nil {
		if !to.IsNone() {
			same, good := t.CompareTruth(object.OpEq, to, x.address)
			if !good {
				return object.Value{}
			}
			if !same {
				if s, good := t.Str(x.address); good {
					t.ValueErrorf("Invalid address: must be None or %s", s)
				}
				return object.Value{}
			}
		}
		to = x.address
		if x.lost > 0 {
			if x.lost >= writesToWarn && !loop.StateOf(t).Log(t, "warning", "socket.send() raised exception.") {
				return object.Value{}
			}
			x.lost++
			return object.None
		}
	}
	if x.sock.P == nil {
		return object.None
	}
	if len(x.queue) == 0 {
		if x.send(t, data, to) {
			return object.None
		}
		full := t.Exc.P != nil && (t.Catch(object.ShapeBlockingIOError) != nil || t.Catch(object.ShapeInterruptedError) != nil)
		if !full {
			return none(x.datagramFailed(t, "Fatal write error on datagram transport"))
		}
		if !x.startWriting(t) {
			return object.Value{}
		}
	}
	s, good := t.BytesLike(data)
	if !good {
		return object.Value{}
	}
	x.queue = append(x.queue, datagram{object.NewBytes(string([]byte(s))), to})
	x.queued += len(s) + datagramHeader
	return none(x.pauseIfFull(t))
}

var datagramWritableDef = transportDef("_sendto_ready(self, /)", "Send more of the buffer.", func(t *object.Thread, x *transport, a []object.Value) object.Value {
	for len(x.queue) > 0 {
		d := x.queue[0]
		if !x.send(t, d.data, d.to) {
			if t.Catch(object.ShapeBlockingIOError) != nil || t.Catch(object.ShapeInterruptedError) != nil {
				break
			}
			x.shift(t, d)
			return none(x.datagramFailed(t, "Fatal write error on datagram transport"))
		}
		x.shift(t, d)
	}
	if !x.resumeIfEmpty(t) {
		return object.Value{}
	}
	if len(x.queue) > 0 {
		return object.None
	}
	if !x.stopWriting(t) {
		return object.Value{}
	}
	if x.closing {
		return connectionLostDef.Fn(t, []object.Value{x.value(), object.None})
	}
	return object.None
})

// shift takes the first datagram off the queue.
func (x *transport) shift(t *object.Thread, d datagram) {
	if len(x.queue) > 0 {
		x.queue = x.queue[1:]
		x.queued -= len(object.AsBytes(d.data).B) + datagramHeader
	}
}

// datagramInit is __init__(loop, sock, protocol, address=None, waiter=None, extra=None).
func datagramInit(t *object.Thread, a []object.Value) object.Value {
	x := transportOf(a[0])
	x.loopValue, x.loop, x.sock = a[1], loop.StateOf(t).LoopFor(a[1]), a[2]
	s := socket.SocketOf(t, a[2])
	if s == nil {
		return t.TypeErrorf("a socket is required, not %s", t.TypeName(a[2]))
	}
	x.fd = s.FD()
	x.extra = object.NewDict()
	if d := object.AsDict(a[6]); d != nil {
		d.Each(func(k, v object.Value) bool { return x.extra.Set(t, k, v) })
	}
	if !x.fillExtra(t) {
		return object.Value{}
	}
	if !a[4].IsNone() {
		x.address = a[4]
	}
	x.high, x.low = defaultHighWater, defaultHighWater/4
	x.protocol, x.connected = a[3], true
	transports := t.GetAttr(x.loopValue, t.M.Intern("_transports"))
	if !ok(transports) || !t.SetItem(transports, object.Int(int64(x.fd)), x.value()) {
		return object.Value{}
	}
	x.readyMethod, x.writerMethod = x.bound(t, &datagramReadyDef), x.bound(t, &datagramWritableDef)
	return none(x.begin(t, &startReadingDef, a[5]))
}

// begin tells the protocol of the connection in the next pass, then calls
// start, nil for nothing, and sets the waiter, None for none.
func (x *transport) begin(t *object.Thread, start *object.Def, waiter object.Value) bool {
	soon := t.GetAttr(x.loopValue, t.M.Intern("call_soon"))
	made := t.GetAttr(x.protocol, t.M.Intern("connection_made"))
	if !ok(soon) || !ok(made) || !ok(t.Call(soon, made, x.value())) || start != nil && !ok(t.Call(soon, x.bound(t, start))) {
		return false
	}
	return waiter.IsNone() || ok(t.Call(soon, object.NewFunction(&loop.SetUnlessCancelled, nil).Value(), waiter, object.None))
}

var datagramDecl = object.TypeDecl{
	Name: "asyncio.selector_events._SelectorDatagramTransport", Kind: object.KindOpaque, Flags: object.TypeHasDict | object.TypeHasWeakref,
	Doc: "A datagram socket that the loop watches.", New: &newTransportDef, Shared: socketCommon,
	Methods: []object.Def{
		{Sig: "__init__(self, loop, sock, protocol, address=None, waiter=None, extra=None)", Doc: "Begin to serve a datagram socket.", Fn: datagramInit},
		transportDef("sendto(self, data, addr=None)", "Send a datagram, now or when the system takes it.", func(t *object.Thread, x *transport, a []object.Value) object.Value {
			return x.sendTo(t, a[1], a[2])
		}),
		transportDef("set_protocol(self, protocol)", "Change the protocol.", func(t *object.Thread, x *transport, a []object.Value) object.Value {
			x.protocol = a[1]
			return object.None
		}),
	},
	GetSets: []object.GetSetDef{
		{Name: "_sock", Get: func(t *object.Thread, v object.Value) object.Value { return orNone(transportOf(v).sock) }},
		{Name: "_sock_fd", Get: func(t *object.Thread, v object.Value) object.Value { return object.Int(int64(transportOf(v).fd)) }},
	},
}
