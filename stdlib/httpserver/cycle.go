package httpserver

import (
	"strconv"

	"github.com/aio-lang/aio/vm/loop"
	"github.com/aio-lang/aio/vm/object"
)

// cycle is a request and its response.
type cycle struct {
	object.Opaque
	conn         *conn
	head         *head
	scope        value
	body         []byte // what the application has not received
	taken        int64  // of the body, from the connection
	read         bool   // all of the body has arrived
	given        bool   // and the application has all of it
	chunks       chunks
	waiter       *loop.Future // of a receive
	disconnected bool
	keepAlive    bool
	started      bool   // http.response.start came
	pending      []byte // the response's head until its first body
	complete     bool
	left         int64 // what the body of the response still needs; chunked
	status       int
	continued    bool
}

func cycleOf(v value) *cycle { return (*cycle)(v.P) }

func (c *cycle) value() value { return object.FromHeader(&c.Header) }

var cycleDecl = object.TypeDecl{
	Name: "_http_server.Cycle", Kind: object.KindOpaque, Flags: object.TypeNoNew, Doc: "A request and its response.",
}

var receiveDef = def{Sig: "receive(self, /)", Doc: "Return an awaitable of the next ASGI message.", Fn: func(t *thread, a []value) value {
	return cycleOf(a[0]).receive(t)
}}

var sendDef = def{Sig: "send(self, message, /)", Doc: "Take an ASGI message; return an awaitable.", Fn: func(t *thread, a []value) value {
	return cycleOf(a[0]).send(t, a[1])
}}

// feed takes the request's body from the connection's buffer.
func (c *cycle) feed(t *thread) bool {
	n := c.conn
	if c.read || len(n.buf) == 0 || len(c.body) > highWater {
		return true
	}
	if c.head.length == chunked {
		out, k, err := c.chunks.read(n.buf, c.body)
		c.taken += int64(len(out) - len(c.body))
		c.body, n.buf = out, n.buf[k:]
		if err != nil {
			n.bad, c.disconnected = true, true
			if !c.started && !n.plain(t, 400, "Invalid HTTP request received.") {
				return false
			}
			return n.core.report(t, "Invalid HTTP request received.", object.None) && c.wake(t) && n.close(t)
		}
		c.read = c.chunks.state == chunkDone
	} else {
		k := min(int64(len(n.buf)), c.head.length-c.taken)
		c.body, n.buf = append(c.body, n.buf[:k]...), n.buf[k:]
		c.taken += k
		c.read = c.taken == c.head.length
	}
	if limit := n.core.maxBody; limit > 0 && c.taken > limit {
		n.bad, c.disconnected = true, true
		if !c.started && !n.plain(t, 413, "Request body too large.") {
			return false
		}
		return c.wake(t) && n.close(t)
	}
	return c.wake(t)
}

// wake gives who waits in receive what there is now.
func (c *cycle) wake(t *thread) bool {
	f := c.waiter
	if f == nil || f.Done() {
		c.waiter = nil
		return true
	}
	m := c.message(t)
	if m.P == nil {
		return true
	}
	c.waiter = nil
	return f.SetResult(t, m)
}

// message is the next message for the application; nil where it must wait.
func (c *cycle) message(t *thread) value {
	d := object.NewDictSize(4)
	switch {
	case c.disconnected || c.complete:
		set(t, d, "type", object.NewStr("http.disconnect"))
	case c.given || !c.read && len(c.body) == 0:
		return value{}
	default:
		c.given = c.read
		set(t, d, "type", object.NewStr("http.request"))
		set(t, d, "body", object.NewBytesOf(c.body))
		set(t, d, "more_body", object.Bool(!c.read))
		c.body = nil
	}
	return d.Value()
}

func (c *cycle) receive(t *thread) value {
	f := c.conn.core.loop.NewFuture()
	if c.head.expect && !c.continued && !c.read && c.taken == 0 && !c.started {
		c.continued = true
		if !c.conn.write(t, []byte("HTTP/1.1 100 Continue\r\n\r\n")) {
			return value{}
		}
	}
	if m := c.message(t); m.P != nil {
		if !f.SetResult(t, m) {
			return value{}
		}
		if !c.read && !c.conn.advance(t) { // there is room again
			return value{}
		}
		return f.Value()
	}
	c.waiter = f
	return f.Value()
}

func (c *cycle) send(t *thread, message value) value {
	d := object.AsDict(message)
	if d == nil {
		return t.TypeErrorf("an ASGI message is a dict, not %s", t.TypeName(message))
	}
	kind := item(t, d, "type")
	if object.AsStr(kind) == nil {
		return t.KeyError(object.NewStr("type"))
	}
	name := kind.Text()
	switch {
	case c.disconnected:
		return c.conn.core.sent.Value()
	case !c.started:
		if name != "http.response.start" {
			return t.RuntimeErrorf("Expected ASGI message 'http.response.start', but got '%s'.", name)
		}
		if !c.start(t, d) {
			return value{}
		}
	case !c.complete:
		if name != "http.response.body" {
			return t.RuntimeErrorf("Expected ASGI message 'http.response.body', but got '%s'.", name)
		}
		if !c.sendBody(t, d) {
			return value{}
		}
	default:
		return t.RuntimeErrorf("Unexpected ASGI message '%s' sent, after response already completed.", name)
	}
	return c.conn.written(t)
}

func statusLine(b []byte, status int) []byte {
	b = append(b, "HTTP/1.1 "...)
	b = strconv.AppendInt(b, int64(status), 10)
	b = append(b, ' ')
	b = append(b, reason(status)...)
	return append(b, "\r\n"...)
}

func appendLength(b []byte, n int) []byte {
	b = append(b, "content-length: "...)
	b = strconv.AppendInt(b, int64(n), 10)
	return append(b, "\r\n"...)
}

// bodiless reports whether the response has no body whatever its headers say.
func (c *cycle) bodiless() bool {
	return c.head.method == "HEAD" || c.status == 204 || c.status == 304 || c.status < 200
}

// start composes the head of the response.
func (c *cycle) start(t *thread, d *object.Dict) bool {
	v := item(t, d, "status")
	if v.P == nil {
		t.KeyError(object.NewStr("status"))
		return false
	}
	status, good := t.SizeArg(v)
	if !good {
		return false
	}
	if status < 100 || status > 999 {
		t.ValueErrorf("the status of a response has three digits, not %d", status)
		return false
	}
	b := statusLine(make([]byte, 0, 512), status)
	b = append(b, c.conn.core.always()...)
	c.status, c.left = status, chunked
	if headers := item(t, d, "headers"); headers.P != nil {
		good := t.Each(headers, func(pair value) bool {
			name, text, good := c.conn.core.header(t, pair)
			if !good {
				return false
			}
			switch len(name) {
			case len("content-length"):
				if equalLower(name, "content-length") {
					n, valid := contentLength(text)
					if !valid {
						t.RuntimeErrorf("bad Content-Length")
						return false
					}
					c.left = n
				}
			case len("connection"):
				if equalLower(name, "connection") && equalLower(text, "close") {
					c.keepAlive = false
					return true
				}
			case len("transfer-encoding"):
				if equalLower(name, "transfer-encoding") { // the framing is the server's
					return true
				}
			}
			b = append(append(append(append(b, name...), ": "...), text...), "\r\n"...)
			return true
		})
		if !good || t.Exc.P != nil {
			return false
		}
	}
	if c.left == chunked && !c.bodiless() {
		if c.head.minor == 1 {
			b = append(b, "transfer-encoding: chunked\r\n"...)
		} else {
			c.keepAlive = false
		}
	}
	if !c.keepAlive {
		b = append(b, "connection: close\r\n"...)
	} else if c.head.minor == 0 {
		b = append(b, "connection: keep-alive\r\n"...)
	}
	c.started, c.pending = true, append(b, "\r\n"...)
	if access := c.conn.core.access; !access.IsNone() {
		return ok(t.Call(access, c.scope, object.Int(int64(status))))
	}
	return true
}

func equalLower(s, lower string) bool {
	if len(s) != len(lower) {
		return false
	}
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c != lower[i] {
			return false
		}
	}
	return true
}

// sendBody writes a piece of the body, and ends the response after the last.
func (c *cycle) sendBody(t *thread, d *object.Dict) bool {
	data, more := "", false
	var good bool
	if v := item(t, d, "body"); v.P != nil {
		if data, good = t.BytesLike(v); !good {
			return false
		}
	}
	if v := item(t, d, "more_body"); v.P != nil {
		if more, good = t.Truth(v); !good {
			return false
		}
	}
	out := c.pending
	c.pending = nil
	switch {
	case c.bodiless():
	case c.left != chunked:
		if int64(len(data)) > c.left {
			c.pending = out
			t.RuntimeErrorf("Response content longer than Content-Length")
			return false
		}
		c.left -= int64(len(data))
		out = append(out, data...)
		if !more && c.left > 0 {
			t.RuntimeErrorf("Response content shorter than Content-Length")
			return false
		}
	case c.head.minor == 0:
		out = append(out, data...)
	default:
		if data != "" {
			out = strconv.AppendInt(out, int64(len(data)), 16)
			out = append(append(append(out, "\r\n"...), data...), "\r\n"...)
		}
		if !more {
			out = append(out, "0\r\n\r\n"...)
		}
	}
	if len(out) > 0 && !c.conn.write(t, out) {
		return false
	}
	if more {
		return true
	}
	return c.finish(t)
}

// finish ends the response; the next request may begin.
func (c *cycle) finish(t *thread) bool {
	c.complete = true
	n := c.conn
	if !c.wake(t) {
		return false
	}
	if n.cycle == c {
		n.cycle = nil
	}
	if !c.keepAlive || !c.read || n.core.closing {
		n.bad = true
		return n.close(t)
	}
	return n.advance(t)
}

func (*cycle) QualName() string { return "RequestResponseCycle.run_asgi" }

func (*cycle) Module() string { return "uvicorn" }

// FutureDone is called when the application has ended.
func (c *cycle) FutureDone(t *thread, f *loop.Future) bool {
	n := c.conn
	n.core.active--
	switch {
	case f.Cancelled():
		return n.close(t)
	case f.Failed():
		if !n.core.report(t, "Exception in ASGI application\n", f.Exception(t)) {
			return false
		}
		if !c.started {
			return c.fail(t)
		}
		if !c.complete {
			n.bad = true
			return n.close(t)
		}
		return true
	case c.disconnected || c.complete:
		return true
	case !c.started:
		return n.core.report(t, "ASGI callable returned without starting response.", object.None) && c.fail(t)
	}
	n.bad = true
	return n.core.report(t, "ASGI callable returned without completing response.", object.None) && n.close(t)
}

// fail answers with 500.
func (c *cycle) fail(t *thread) bool {
	if c.disconnected {
		return true
	}
	c.started, c.complete, c.status = true, true, 500
	if access := c.conn.core.access; !access.IsNone() && !ok(t.Call(access, c.scope, object.Int(500))) {
		return false
	}
	c.conn.bad = true
	return c.conn.plain(t, 500, "Internal Server Error") && c.conn.close(t)
}
