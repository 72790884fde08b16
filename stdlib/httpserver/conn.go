package httpserver

import (
	"time"

	"github.com/aio-lang/aio/vm/loop"
	"github.com/aio-lang/aio/vm/object"
)

// conn is a connection: the protocol of its transport.
type conn struct {
	object.Opaque
	core      *core
	transport value // nil: closed
	client    value
	server    value
	buf       []byte // what arrived and is not used yet
	cycle     *cycle // the request that is being answered; nil: none
	socket    *socket
	since     time.Time // of the last sign of life
	paused    bool      // reading
	full      bool      // writing: the transport asked for a pause
	drains    []*loop.Future
	lost      bool
	bad       bool // a malformed request came: nothing more is read
	draining  bool // inside advance
}

// highWater is how much of a body, or of requests sent ahead, waits here
// before reading is paused.
const highWater = 64 << 10

func connOf(v value) *conn { return (*conn)(v.P) }

func (n *conn) value() value { return object.FromHeader(&n.Header) }

func connDef(sig, doc string, f func(t *thread, n *conn, a []value) value) def {
	return def{Sig: sig, Doc: doc, Fn: func(t *thread, a []value) value { return f(t, connOf(a[0]), a) }}
}

var connDecl = object.TypeDecl{
	Name: "_http_server.Connection", Kind: object.KindOpaque, Flags: object.TypeNoNew | object.TypeHasWeakref,
	Doc: "The protocol of an HTTP server's connection.",
	Methods: []def{
		connDef("connection_made(self, transport, /)", "Begin.", func(t *thread, n *conn, a []value) value {
			n.transport = a[1]
			n.core.conns[n] = struct{}{}
			n.client, n.server = n.address(t, "peername"), n.address(t, "sockname")
			return none(ok(n.client) && ok(n.server))
		}),
		connDef("connection_lost(self, exc, /)", "End: who waits for the connection learns of it.", func(t *thread, n *conn, a []value) value {
			return none(n.connectionLost(t))
		}),
		connDef("data_received(self, data, /)", "Read requests.", func(t *thread, n *conn, a []value) value {
			s, good := t.BytesLike(a[1])
			if !good {
				return value{}
			}
			n.buf = append(n.buf, s...)
			n.since = time.Now()
			return none(n.advance(t))
		}),
		connDef("eof_received(self, /)", "The client sends no more; a response that is on its way goes out all the same.", func(t *thread, n *conn, a []value) value {
			if n.cycle != nil && n.cycle.read {
				n.cycle.keepAlive = false
				return object.True
			}
			return object.None
		}),
		connDef("pause_writing(self, /)", "The transport is full.", func(t *thread, n *conn, a []value) value {
			n.full = true
			return object.None
		}),
		connDef("resume_writing(self, /)", "The transport has room again.", func(t *thread, n *conn, a []value) value {
			return none(n.drained(t))
		}),
	},
}

// address is (host, port) of one end, or None for sockets without.
func (n *conn) address(t *thread, name string) value {
	v := call(t, n.transport, "get_extra_info", object.NewStr(name))
	if u := object.AsTuple(v); u != nil && len(u.Items) >= 2 {
		return object.NewPair(u.Items[0], u.Items[1])
	}
	if !ok(v) {
		return v
	}
	return object.None
}

// busy reports whether a request is being answered.
func (n *conn) busy() bool { return n.cycle != nil || n.socket != nil }

// bodyWaits reports whether an application waits for more of a body.
func (n *conn) bodyWaits() bool { return n.cycle != nil && !n.cycle.read && n.cycle.waiter != nil }

func (n *conn) close(t *thread) bool {
	if n.transport.P == nil {
		return true
	}
	return ok(call(t, n.transport, "close"))
}

func (n *conn) shutdown(t *thread) bool {
	switch {
	case n.socket != nil:
		return n.socket.goingAway(t)
	case n.cycle != nil:
		n.cycle.keepAlive = false
		return true
	}
	return n.close(t)
}

func (n *conn) connectionLost(t *thread) bool {
	n.lost, n.transport, n.buf = true, value{}, nil
	delete(n.core.conns, n)
	good := n.drained(t)
	if n.cycle != nil {
		n.cycle.disconnected = true
		good = n.cycle.wake(t) && good
	}
	if n.socket != nil {
		good = n.socket.disconnected(t, 1006, "") && good
	}
	return good
}

func (n *conn) drained(t *thread) bool {
	n.full = false
	waiting := n.drains
	n.drains = nil
	for _, f := range waiting {
		if !f.Done() && !f.SetResult(t, object.None) {
			return false
		}
	}
	return true
}

// written is what a send awaits: nothing, unless the transport is full.
func (n *conn) written(t *thread) value {
	if !n.full || n.lost {
		return n.core.sent.Value()
	}
	f := n.core.loop.NewFuture()
	n.drains = append(n.drains, f)
	return f.Value()
}

func (n *conn) write(t *thread, b []byte) bool {
	if n.transport.P == nil {
		return true
	}
	return ok(call(t, n.transport, "write", object.NewBytesOf(b)))
}

// pause stops reading while too much waits, and starts it again.
func (n *conn) pause(t *thread, on bool) bool {
	if on == n.paused || n.transport.P == nil {
		return true
	}
	n.paused = on
	name := "resume_reading"
	if on {
		name = "pause_reading"
	}
	return ok(call(t, n.transport, name))
}

// advance uses what has arrived. One request is answered at a time: what was
// sent ahead waits.
func (n *conn) advance(t *thread) bool {
	if n.draining {
		return true
	}
	n.draining = true
	defer func() { n.draining = false }()
	for !n.bad && !n.lost {
		switch {
		case n.socket != nil:
			return n.socket.advance(t)
		case n.cycle != nil:
			if !n.cycle.feed(t) {
				return false
			}
			if n.cycle != nil {
				return n.pause(t, len(n.buf) > highWater)
			}
			continue
		case len(n.buf) == 0:
			n.buf = nil
			return n.pause(t, false)
		}
		// lines that are empty before a request are skipped
		for len(n.buf) > 0 && (n.buf[0] == '\r' || n.buf[0] == '\n') {
			n.buf = n.buf[1:]
		}
		h, k, err := parseHead(n.buf, n.core.maxHead)
		switch {
		case err != nil:
			return n.refuse(t, 400, "Invalid HTTP request received.")
		case h == nil:
			return n.pause(t, false)
		}
		n.buf = n.buf[k:]
		if n.core.maxBody > 0 && h.length > n.core.maxBody {
			return n.refuse(t, 413, "Request body too large.")
		}
		if !n.begin(t, h) {
			return false
		}
	}
	return true
}

// refuse answers a request that is no request, and closes.
func (n *conn) refuse(t *thread, status int, text string) bool {
	n.bad = true
	if !n.core.report(t, text, object.None) {
		return false
	}
	return n.plain(t, status, text) && n.close(t)
}

// plain writes a whole response of text that ends the connection.
func (n *conn) plain(t *thread, status int, text string) bool {
	b := statusLine(nil, status)
	b = append(b, n.core.always()...)
	b = append(b, "content-type: text/plain; charset=utf-8\r\n"...)
	b = appendLength(b, len(text))
	b = append(b, "connection: close\r\n\r\n"...)
	return n.write(t, append(b, text...))
}

// begin calls the application for a request.
func (n *conn) begin(t *thread, h *head) bool {
	n.core.requests++
	if h.upgrade == "websocket" && h.method == "GET" && n.core.websocket {
		return n.upgrade(t, h)
	}
	c := &cycle{conn: n, head: h, keepAlive: h.keepAlive && !n.core.closing, read: h.length == 0}
	c.Data = c
	object.InitOpaque(&c.Opaque, t.M.TypeFor(&cycleDecl))
	n.cycle = c
	c.scope = n.scope(t, h, "http", n.core.scheme)
	if c.scope.P == nil {
		return false
	}
	v := c.value()
	ty := t.M.TypeFor(&cycleDecl)
	receive := object.NewBoundNative(n.core.receive, ty, v).Value()
	send := object.NewBoundNative(n.core.send, ty, v).Value()
	return n.core.start(t, c.scope, receive, send, c)
}

// start runs the application as a task; c learns of its end.
func (c *core) start(t *thread, scope, receive, send value, end loop.Completer) bool {
	coro := t.Call(c.app, scope, receive, send)
	var task *loop.Task
	if ok(coro) {
		task = c.loop.CreateTask(t, coro, object.None, nil)
	}
	if task == nil {
		if loop.EndsProgram(t) {
			return false
		}
		f := c.loop.NewFuture()
		if !f.SetException(t, t.Clear()) {
			return false
		}
		c.active++
		return end.FutureDone(t, f)
	}
	c.active++
	return task.AddCallback(t, loop.StateOf(t).NewCompleter(end), nil)
}

// scope is the scope of ASGI for a request.
func (n *conn) scope(t *thread, h *head, kind, scheme string) value {
	d := object.NewDictSize(16)
	version := "1.1"
	if h.minor == 0 {
		version = "1.0"
	}
	asgi := object.NewDictSize(2)
	set(t, asgi, "version", object.NewStr("3.0"))
	set(t, asgi, "spec_version", object.NewStr("2.3"))
	set(t, d, "type", object.NewStr(kind))
	set(t, d, "asgi", asgi.Value())
	set(t, d, "http_version", object.NewStr(version))
	set(t, d, "server", n.server)
	set(t, d, "client", n.client)
	set(t, d, "scheme", object.NewStr(scheme))
	if kind == "http" {
		set(t, d, "method", t.M.Intern(h.method).Value())
	}
	set(t, d, "root_path", n.core.rootPath)
	path := t.Decode(unquote(h.path), "utf-8", "replace")
	if path.P == nil {
		return path
	}
	set(t, d, "path", path)
	set(t, d, "raw_path", object.NewBytes(h.path))
	set(t, d, "query_string", object.NewBytes(h.query))
	list, items := object.MakeList(len(h.fields))
	for i, f := range h.fields {
		items[i] = object.NewPair(object.NewBytes(f.name), object.NewBytes(f.value))
	}
	set(t, d, "headers", list)
	if n.core.state != nil {
		set(t, d, "state", n.core.state.Clone().Value())
	}
	return d.Value()
}
