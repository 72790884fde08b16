package asyncio

import (
	"github.com/aio-lang/aio/vm/loop"
	"github.com/aio-lang/aio/vm/object"
)

// flowControl is asyncio.streams.FlowControlMixin: a protocol that lets
// writers wait while its transport has asked for a pause.
type flowControl struct {
	object.Opaque
	loopValue object.Value
	paused    bool
	lost      bool
	drains    []*loop.Future // of those who wait for the end of the pause
	stream    *streamProtocol
}

// streamProtocol is asyncio.StreamReaderProtocol: it feeds a StreamReader, and
// gives the connections of a server to a callback.
type streamProtocol struct {
	flowControl
	reader    object.Value // nil: none
	connected object.Value // the server's callback; nil: a client's connection
	task      object.Value // that runs the callback, where it is a coroutine
	transport object.Value
	tls       bool
	closed    object.Value // the future that wait_closed() awaits
	feed      known        // reader.feed_data
}

func flowOf(v object.Value) *flowControl { return (*flowControl)(v.P) }

// asFlow is the flow control of a protocol, or nil for protocols without.
func asFlow(v object.Value) *flowControl {
	f, _ := object.Payload[*flowControl](v)
	return f
}

// orNone is v, or None for nil.
func orNone(v object.Value) object.Value {
	if v.P == nil {
		return object.None
	}
	return v
}

// known remembers for one object whether a method of its class is the native
// one: then its work can be done without a call. It asks again when the class
// has changed.
type known struct {
	version uint32
	native  bool
}

func (k *known) is(t *object.Thread, v object.Value, name string, decl *object.TypeDecl) bool {
	ty := t.M.TypeOf(v)
	if ty.Version == 0 || ty.Version != k.version {
		n := object.AsNative(t.M.Lookup(ty, t.M.Intern(name)))
		k.native = n != nil && n.Owner == t.M.TypeFor(decl)
		k.version = ty.Version
	}
	return k.native
}

// newFuture is create_future() of any loop.
func newFuture(t *object.Thread, l object.Value) object.Value {
	if own := loop.AsLoop(l); own != nil {
		return own.MakeFuture(t)
	}
	return call(t, l, "create_future")
}

// resolve sets the result of a future of any class, unless it is done.
func resolve(t *object.Thread, fut, v object.Value) bool {
	if doneFuture(t, fut) {
		return true
	}
	if f := loop.AsFuture(fut); f != nil {
		return f.SetResult(t, v)
	}
	return ok(call(t, fut, "set_result", v))
}

// reject sets the exception of a future of any class, unless it is done.
func reject(t *object.Thread, fut, exc object.Value) bool {
	return doneFuture(t, fut) || ok(call(t, fut, "set_exception", exc))
}

// doneFuture is fut.done(); an error counts as done.
func doneFuture(t *object.Thread, fut object.Value) bool {
	if f := loop.AsFuture(fut); f != nil {
		return f.Done()
	}
	done, good := t.Truth(call(t, fut, "done"))
	if !good {
		t.Clear()
	}
	return done || !good
}

func (f *flowControl) resume(t *object.Thread) bool {
	f.paused = false
	for _, w := range f.drains {
		if !w.Done() && !w.SetResult(t, object.None) {
			return false
		}
	}
	f.drains = nil
	return true
}

func (f *flowControl) connectionLost(t *object.Thread, exc object.Value) bool {
	f.lost = true
	if !f.paused {
		return true
	}
	waiting := f.drains
	f.drains = nil
	for _, w := range waiting {
		switch {
		case w.Done():
		case exc.IsNone():
			if !w.SetResult(t, object.None) {
				return false
			}
		case !reject(t, w.Value(), exc):
			return false
		}
	}
	return true
}

// drain is the future that ends the pause, or None where there is none.
func (f *flowControl) drain(t *object.Thread) object.Value {
	if f.lost {
		return t.Raise(object.ShapeConnectionResetError, "Connection lost")
	}
	if !f.paused {
		return object.None
	}
	w := loop.AsFuture(newFuture(t, f.loopValue))
	if w == nil {
		if t.Exc.P == nil {
			t.TypeErrorf("the loop's create_future() did not return a Future")
		}
		return object.Value{}
	}
	kept := f.drains[:0]
	for _, x := range f.drains { // who was cancelled waits no more
		if !x.Done() {
			kept = append(kept, x)
		}
	}
	f.drains = append(kept, w)
	return w.Value()
}

func flowDef(sig, doc string, fn func(t *object.Thread, f *flowControl, a []object.Value) object.Value) object.Def {
	return object.Def{Sig: sig, Doc: doc, Fn: func(t *object.Thread, a []object.Value) object.Value { return fn(t, flowOf(a[0]), a) }}
}

// initFlow is what both classes do in __init__ with their loop argument.
func initFlow(t *object.Thread, f *flowControl, l object.Value) bool {
	if f.loopValue = l; l.IsNone() {
		f.loopValue = loop.StateOf(t).CurrentLoop(t)
	}
	return ok(f.loopValue)
}

// set returns after checking an assertion of the pause.
func (f *flowControl) expectPaused(t *object.Thread, want bool) bool {
	if f.paused == want {
		return true
	}
	t.Raise(object.ShapeAssertionError, "")
	return false
}

var flowControlDecl = object.TypeDecl{
	Name: "asyncio.streams.FlowControlMixin", Kind: object.KindOpaque, Flags: object.TypeHasDict | object.TypeHasWeakref,
	Doc: "A protocol that lets writers wait while its transport is full.",
	New: &object.Def{Sig: "__new__(cls, /, *args, **kwargs)", Doc: "Create a protocol.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		f := &flowControl{loopValue: object.None}
		f.Data = f
		return object.InitOpaque(&f.Opaque, object.AsType(a[0]))
	}},
	Methods: []object.Def{
		flowDef("__init__(self, loop=None)", "Make a protocol for transports of the loop.", func(t *object.Thread, f *flowControl, a []object.Value) object.Value {
			return none(initFlow(t, f, a[1]))
		}),
		flowDef("pause_writing(self)", "The transport is full.", func(t *object.Thread, f *flowControl, a []object.Value) object.Value {
			if !f.expectPaused(t, false) {
				return object.Value{}
			}
			f.paused = true
			return object.None
		}),
		flowDef("resume_writing(self)", "The transport has room again.", func(t *object.Thread, f *flowControl, a []object.Value) object.Value {
			return none(f.expectPaused(t, true) && f.resume(t))
		}),
		flowDef("connection_lost(self, exc)", "The connection is gone: nobody waits any more.", func(t *object.Thread, f *flowControl, a []object.Value) object.Value {
			return none(f.connectionLost(t, a[1]))
		}),
		flowDef("_drain_helper(self)", "Return what to await before more is written.", func(t *object.Thread, f *flowControl, a []object.Value) object.Value {
			w := f.drain(t)
			if w.P == nil || !w.IsNone() {
				return w
			}
			if w = newFuture(t, f.loopValue); ok(w) && !resolve(t, w, object.None) {
				return object.Value{}
			}
			return w
		}),
		missing("_get_close_waiter(self, stream)", "Return the future of the connection's end."),
	},
	GetSets: []object.GetSetDef{
		{Name: "_loop", Get: func(t *object.Thread, v object.Value) object.Value { return flowOf(v).loopValue }},
		{Name: "_paused", Get: func(t *object.Thread, v object.Value) object.Value { return object.Bool(flowOf(v).paused) }},
		{Name: "_connection_lost", Get: func(t *object.Thread, v object.Value) object.Value { return object.Bool(flowOf(v).lost) }},
	},
}

func protocolOf(v object.Value) *streamProtocol { return (*streamProtocol)(v.P) }

func protocolDef(sig, doc string, fn func(t *object.Thread, p *streamProtocol, a []object.Value) object.Value) object.Def {
	return object.Def{Sig: sig, Doc: doc, Fn: func(t *object.Thread, a []object.Value) object.Value { return fn(t, protocolOf(a[0]), a) }}
}

func (p *streamProtocol) init(t *object.Thread, reader, connected, l object.Value) bool {
	if !initFlow(t, &p.flowControl, l) {
		return false
	}
	if !reader.IsNone() {
		p.reader = reader
	}
	if !connected.IsNone() {
		p.connected = connected
	}
	p.closed = newFuture(t, p.loopValue)
	return ok(p.closed)
}

// setTransport notes the transport and whether it is encrypted.
func (p *streamProtocol) setTransport(t *object.Thread, transport object.Value) bool {
	p.transport = transport
	context := call(t, transport, "get_extra_info", object.NewStr("sslcontext"))
	p.tls = ok(context) && !context.IsNone()
	return ok(context)
}

func (p *streamProtocol) connectionMade(t *object.Thread, transport object.Value) bool {
	p.transport = transport
	if p.reader.P != nil && !ok(call(t, p.reader, "set_transport", transport)) {
		return false
	}
	if !p.setTransport(t, transport) {
		return false
	}
	if p.connected.P == nil {
		return true
	}
	mod := t.Exec.Import(t, "asyncio.streams")
	if !ok(mod) {
		return false
	}
	writer := call(t, mod, "StreamWriter", transport, p.value(), orNone(p.reader), p.loopValue)
	if !ok(writer) {
		return false
	}
	made := t.Call(p.connected, orNone(p.reader), writer)
	if !ok(made) {
		return false
	}
	if !loop.IsCoroutine(t, made) {
		return t.Exc.P == nil
	}
	if p.task = call(t, p.loopValue, "create_task", made); !ok(p.task) {
		return false
	}
	return ok(call(t, p.task, "add_done_callback", loop.StateOf(t).NewCompleter(served{p, transport})))
}

func (p *streamProtocol) value() object.Value { return object.FromHeader(&p.Header) }

// served ends a server's connection when the task of its callback fails.
type served struct {
	p         *streamProtocol
	transport object.Value
}

func (served) QualName() string { return "StreamReaderProtocol.connection_made.<locals>.callback" }

func (served) Module() string { return "asyncio.streams" }

func (s served) FutureDone(t *object.Thread, f *loop.Future) bool {
	if f.Failed() {
		d := object.NewDict()
		d.SetStr(t.M.Intern("message"), object.NewStr("Unhandled exception in client_connected_cb"))
		d.SetStr(t.M.Intern("exception"), f.Exception(t))
		d.SetStr(t.M.Intern("transport"), s.transport)
		if !ok(call(t, s.p.loopValue, "call_exception_handler", d.Value())) {
			return false
		}
	} else if !f.Cancelled() {
		return true
	}
	return ok(call(t, s.transport, "close"))
}

// received gives data to the reader.
func (p *streamProtocol) received(t *object.Thread, data []byte) bool {
	if b := asBuffer(p.reader); b != nil && p.feed.is(t, p.reader, "feed_data", &streamBufferDecl) {
		return b.feed(t, data)
	}
	if p.reader.P == nil {
		return true
	}
	return ok(call(t, p.reader, "feed_data", object.NewBytes(string(data))))
}

// streamLost is connection_lost: the reader learns of it, then those who wait
// for the end, then the writers.
func (p *streamProtocol) streamLost(t *object.Thread, exc object.Value) bool {
	lost := !exc.IsNone()
	if p.reader.P != nil {
		if lost && !ok(call(t, p.reader, "set_exception", exc)) || !lost && !ok(call(t, p.reader, "feed_eof")) {
			return false
		}
	}
	switch {
	case p.closed.P == nil:
	case !lost:
		if !resolve(t, p.closed, object.None) {
			return false
		}
	case !doneFuture(t, p.closed):
		// nobody need ask for it: the exception counts as seen
		if !reject(t, p.closed, exc) || !ok(call(t, p.closed, "exception")) {
			return false
		}
	}
	good := p.flowControl.connectionLost(t, exc)
	p.reader, p.task, p.transport = object.Value{}, object.Value{}, object.Value{}
	return good
}

var streamProtocolDecl = object.TypeDecl{
	Name: "asyncio.streams.StreamReaderProtocol", Kind: object.KindOpaque, Flags: object.TypeHasDict | object.TypeHasWeakref,
	Doc: "A protocol that feeds a StreamReader, and gives a server's connections to a callback.",
	New: &object.Def{Sig: "__new__(cls, /, *args, **kwargs)", Doc: "Create a protocol.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		p := &streamProtocol{}
		p.loopValue, p.Data, p.stream = object.None, &p.flowControl, p
		return object.InitOpaque(&p.Opaque, object.AsType(a[0]))
	}},
	Methods: []object.Def{
		protocolDef("__init__(self, stream_reader, client_connected_cb=None, loop=None)", "Make a protocol for stream_reader.", func(t *object.Thread, p *streamProtocol, a []object.Value) object.Value {
			return none(p.init(t, a[1], a[2], a[3]))
		}),
		protocolDef("connection_made(self, transport)", "The connection stands.", func(t *object.Thread, p *streamProtocol, a []object.Value) object.Value {
			return none(p.connectionMade(t, a[1]))
		}),
		protocolDef("connection_lost(self, exc)", "The connection is gone.", func(t *object.Thread, p *streamProtocol, a []object.Value) object.Value {
			return none(p.streamLost(t, a[1]))
		}),
		protocolDef("data_received(self, data)", "Feed the reader.", func(t *object.Thread, p *streamProtocol, a []object.Value) object.Value {
			if p.reader.P == nil {
				return object.None
			}
			return none(ok(call(t, p.reader, "feed_data", a[1])))
		}),
		protocolDef("eof_received(self)", "Tell the reader; the transport stays open unless it is encrypted.", func(t *object.Thread, p *streamProtocol, a []object.Value) object.Value {
			if p.reader.P != nil && !ok(call(t, p.reader, "feed_eof")) {
				return object.Value{}
			}
			return object.Bool(!p.tls)
		}),
		protocolDef("_get_close_waiter(self, stream)", "Return the future of the connection's end.", func(t *object.Thread, p *streamProtocol, a []object.Value) object.Value {
			return orNone(p.closed)
		}),
		protocolDef("_replace_transport(self, transport)", "Go on with another transport.", func(t *object.Thread, p *streamProtocol, a []object.Value) object.Value {
			return none(p.setTransport(t, a[1]))
		}),
	},
	GetSets: []object.GetSetDef{
		{Name: "_stream_reader", Get: func(t *object.Thread, v object.Value) object.Value { return orNone(protocolOf(v).reader) }},
		{Name: "_client_connected_cb", Get: func(t *object.Thread, v object.Value) object.Value { return orNone(protocolOf(v).connected) }},
		{Name: "_task", Get: func(t *object.Thread, v object.Value) object.Value { return orNone(protocolOf(v).task) }},
		{Name: "_transport", Get: func(t *object.Thread, v object.Value) object.Value { return orNone(protocolOf(v).transport) }},
		{Name: "_over_ssl", Get: func(t *object.Thread, v object.Value) object.Value { return object.Bool(protocolOf(v).tls) }},
		{Name: "_closed", Get: func(t *object.Thread, v object.Value) object.Value { return orNone(protocolOf(v).closed) }},
	},
}
