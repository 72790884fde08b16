package httpserver

import (
	"crypto/sha1"
	"encoding/base64"
	"encoding/binary"
	"unicode/utf8"

	"github.com/aio-lang/aio/vm/loop"
	"github.com/aio-lang/aio/vm/object"
)

// socket is a WebSocket: a connection after its upgrade.
type socket struct {
	object.Opaque
	conn     *conn
	head     *head
	scope    value
	queue    []value // messages for the application
	waiter   *loop.Future
	accepted bool
	closed   bool // our side sent its close frame, or refused
	over     bool // the application knows of the end
	kind     byte // of the message whose frames come in
	parts    []byte
}

func socketOf(v value) *socket { return (*socket)(v.P) }

var socketDecl = object.TypeDecl{
	Name: "_http_server.Socket", Kind: object.KindOpaque, Flags: object.TypeNoNew, Doc: "A WebSocket.",
}

var socketReceiveDef = def{Sig: "receive(self, /)", Doc: "Return an awaitable of the next ASGI message.", Fn: func(t *thread, a []value) value {
	return socketOf(a[0]).receive(t)
}}

var socketSendDef = def{Sig: "send(self, message, /)", Doc: "Take an ASGI message; return an awaitable.", Fn: func(t *thread, a []value) value {
	return socketOf(a[0]).send(t, a[1])
}}

// upgrade begins a WebSocket: the application decides whether it is accepted.
func (n *conn) upgrade(t *thread, h *head) bool {
	key, err := base64.StdEncoding.DecodeString(h.get("sec-websocket-key"))
	switch {
	case h.get("sec-websocket-version") != "13":
		return n.refuse(t, 426, "Unsupported WebSocket version")
	case err != nil || len(key) != 16:
		return n.refuse(t, 400, "Invalid Sec-WebSocket-Key header")
	}
	s := &socket{conn: n, head: h}
	s.Data = s
	ty := t.M.TypeFor(&socketDecl)
	v := object.InitOpaque(&s.Opaque, ty)
	n.socket = s
	scheme := "ws"
	if n.core.scheme == "https" {
		scheme = "wss"
	}
	s.scope = n.scope(t, h, "websocket", scheme)
	if s.scope.P == nil {
		return false
	}
	var protocols []value
	for _, f := range h.fields {
		if f.name == "sec-websocket-protocol" {
			for _, p := range splitComma(f.value) {
				protocols = append(protocols, object.NewStr(p))
			}
		}
	}
	set(t, object.AsDict(s.scope), "subprotocols", object.NewList(protocols))
	s.queue = append(s.queue, s.message(t, "websocket.connect"))
	receive := object.NewBoundNative(n.core.socketReceive, ty, v).Value()
	send := object.NewBoundNative(n.core.socketSend, ty, v).Value()
	return n.core.start(t, s.scope, receive, send, s)
}

func splitComma(s string) []string {
	var list []string
	for at := 0; at <= len(s); {
		end := at
		for end < len(s) && s[end] != ',' {
			end++
		}
		from, to := at, end
		for from < to && s[from] == ' ' {
			from++
		}
		for to > from && s[to-1] == ' ' {
			to--
		}
		if from < to {
			list = append(list, s[from:to])
		}
		at = end + 1
	}
	return list
}

func (s *socket) message(t *thread, kind string) value {
	d := object.NewDictSize(4)
	set(t, d, "type", object.NewStr(kind))
	return d.Value()
}

func (s *socket) deliver(t *thread, m value) bool {
	if f := s.waiter; f != nil && !f.Done() {
		s.waiter = nil
		return f.SetResult(t, m)
	}
	s.queue = append(s.queue, m)
	return true
}

// disconnected tells the application of the end, once.
func (s *socket) disconnected(t *thread, code int, text string) bool {
	s.closed = true
	if s.over {
		return true
	}
	s.over = true
	m := s.message(t, "websocket.disconnect")
	set(t, object.AsDict(m), "code", object.Int(int64(code)))
	set(t, object.AsDict(m), "reason", object.NewStr(text))
	return s.deliver(t, m)
}

func (s *socket) receive(t *thread) value {
	f := s.conn.core.loop.NewFuture()
	if len(s.queue) == 0 {
		s.waiter = f
		return f.Value()
	}
	m := s.queue[0]
	s.queue = s.queue[1:]
	if !f.SetResult(t, m) || !s.conn.advance(t) {
		return value{}
	}
	return f.Value()
}

// maxQueue is how many messages wait for the application before reading stops.
const maxQueue = 32

// advance reads frames.
func (s *socket) advance(t *thread) bool {
	n := s.conn
	for s.accepted && !s.over && len(s.queue) < maxQueue {
		f, k, err := parseFrame(n.buf, n.core.maxFrame)
		if err == errTooBig {
			return s.shut(t, 1009, "") && s.disconnected(t, 1009, "") && n.close(t)
		}
		if err != nil {
			return s.protocolError(t, 1002)
		}
		if k == 0 {
			break
		}
		n.buf = n.buf[k:]
		if !s.take(t, f) {
			return false
		}
	}
	return n.pause(t, len(n.buf) > highWater && (len(s.queue) >= maxQueue || !s.accepted))
}

func (s *socket) protocolError(t *thread, code int) bool {
	return s.shut(t, code, "") && s.disconnected(t, code, "") && s.conn.close(t)
}

// take deals with one frame.
func (s *socket) take(t *thread, f frame) bool {
	n := s.conn
	switch f.opcode {
	case opPing:
		return n.write(t, appendFrame(nil, opPong, string(f.data)))
	case opPong:
		return true
	case opClose:
		code, text := 1005, ""
		switch {
		case len(f.data) == 1:
			return s.protocolError(t, 1002)
		case len(f.data) >= 2:
			code, text = int(binary.BigEndian.Uint16(f.data)), string(f.data[2:])
			if !utf8.ValidString(text) || code < 1000 || code >= 5000 || code >= 1004 && code <= 1006 || code >= 1015 && code < 3000 {
				return s.protocolError(t, 1002)
			}
		}
		answer := code
		if code == 1005 {
			answer = 0
		}
		return s.shut(t, answer, "") && s.disconnected(t, code, text) && n.close(t)
	case opContinue:
		if s.kind == 0 {
			return s.protocolError(t, 1002)
		}
	default:
		if s.kind != 0 {
			return s.protocolError(t, 1002)
		}
		s.kind = f.opcode
	}
	if len(s.parts)+len(f.data) > n.core.maxFrame {
		return s.protocolError(t, 1009)
	}
	s.parts = append(s.parts, f.data...)
	if !f.final {
		return true
	}
	m := s.message(t, "websocket.receive")
	d := object.AsDict(m)
	if s.kind == opText {
		if !utf8.Valid(s.parts) {
			return s.protocolError(t, 1007)
		}
		set(t, d, "text", object.NewStr(string(s.parts)))
	} else {
		set(t, d, "bytes", object.NewBytesOf(s.parts))
	}
	s.kind, s.parts = 0, nil
	return s.deliver(t, m)
}

// shut sends the close frame, once; code 0: without one.
func (s *socket) shut(t *thread, code int, text string) bool {
	if s.closed {
		return true
	}
	s.closed = true
	payload := ""
	if code != 0 {
		payload = string([]byte{byte(code >> 8), byte(code)}) + text
	}
	return s.conn.write(t, appendFrame(nil, opClose, payload))
}

func (s *socket) goingAway(t *thread) bool {
	if !s.accepted {
		return s.conn.close(t)
	}
	return s.shut(t, 1012, "") && s.disconnected(t, 1012, "") && s.conn.close(t)
}

func (s *socket) send(t *thread, message value) value {
	d := object.AsDict(message)
	if d == nil || object.AsStr(item(t, d, "type")) == nil {
		return t.TypeErrorf("an ASGI message is a dict with a type, not %s", t.TypeName(message))
	}
	good := false
	switch name := item(t, d, "type").Text(); {
	case !s.accepted && !s.closed:
		switch name {
		case "websocket.accept":
			good = s.accept(t, d)
		case "websocket.close":
			s.closed, s.conn.bad = true, true
			good = s.access(t, 403) && s.disconnected(t, 1006, "") && s.conn.write(t, []byte("HTTP/1.1 403 Forbidden\r\n"+s.conn.core.always()+
				"content-length: 0\r\nconnection: close\r\n\r\n")) && s.conn.close(t)
		default:
			return t.RuntimeErrorf("Expected ASGI message 'websocket.accept' or 'websocket.close', but got '%s'.", name)
		}
	case !s.closed:
		switch name {
		case "websocket.send":
			good = s.sendData(t, d)
		case "websocket.close":
			good = s.sendClose(t, d)
		default:
			return t.RuntimeErrorf("Expected ASGI message 'websocket.send' or 'websocket.close', but got '%s'.", name)
		}
	default:
		return t.RuntimeErrorf("Unexpected ASGI message '%s', after sending 'websocket.close'.", name)
	}
	if !good {
		return value{}
	}
	return s.conn.written(t)
}

func (s *socket) access(t *thread, status int) bool {
	if access := s.conn.core.access; !access.IsNone() {
		return ok(t.Call(access, s.scope, object.Int(int64(status))))
	}
	return true
}

// acceptKey is what proves that the server speaks WebSocket.
func acceptKey(key string) string {
	sum := sha1.Sum([]byte(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"))
	return base64.StdEncoding.EncodeToString(sum[:])
}

func (s *socket) accept(t *thread, d *object.Dict) bool {
	b := statusLine(nil, 101)
	b = append(b, "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "+acceptKey(s.head.get("sec-websocket-key"))+"\r\n"...)
	b = append(b, s.conn.core.always()...)
	if v := item(t, d, "subprotocol"); v.P != nil && !v.IsNone() {
		name, good := t.StrArg("accept", "'subprotocol'", v)
		if !good || !isToken(name.S) {
			if good {
				t.ValueErrorf("invalid subprotocol")
			}
			return false
		}
		b = append(b, "Sec-WebSocket-Protocol: "+name.S+"\r\n"...)
	}
	if v := item(t, d, "headers"); v.P != nil {
		good := t.Each(v, func(pair value) bool {
			name, text, good := s.conn.core.header(t, pair)
			b = append(b, name+": "+text+"\r\n"...)
			return good
		})
		if !good || t.Exc.P != nil {
			return false
		}
	}
	s.accepted = true
	return s.access(t, 101) && s.conn.write(t, append(b, "\r\n"...)) && s.conn.advance(t)
}

func (s *socket) sendData(t *thread, d *object.Dict) bool {
	if v := item(t, d, "bytes"); v.P != nil && !v.IsNone() {
		b, good := t.BytesLike(v)
		return good && s.conn.write(t, appendFrame(nil, opBinary, b))
	}
	v := item(t, d, "text")
	if v.P == nil {
		t.KeyError(object.NewStr("text"))
		return false
	}
	text, good := t.StrArg("send", "'text'", v)
	if !good {
		return false
	}
	b, good := t.EncodeText(text, "utf-8", "strict")
	return good && s.conn.write(t, appendFrame(nil, opText, b))
}

func (s *socket) sendClose(t *thread, d *object.Dict) bool {
	code, text := 1000, ""
	if v := item(t, d, "code"); v.P != nil {
		n, good := t.SizeArg(v)
		if !good {
			return false
		}
		code = n
	}
	if v := item(t, d, "reason"); v.P != nil && v.IsStr() {
		text = v.Text()
	}
	return s.shut(t, code, text) && s.disconnected(t, code, text) && s.conn.close(t)
}

func (*socket) QualName() string { return "WebSocketProtocol.run_asgi" }

func (*socket) Module() string { return "uvicorn" }

// FutureDone is called when the application has ended.
func (s *socket) FutureDone(t *thread, f *loop.Future) bool {
	n := s.conn
	n.core.active--
	good := true
	failed := f.Failed() && !f.Cancelled()
	if failed {
		good = n.core.report(t, "Exception in ASGI application\n", f.Exception(t))
	} else if !f.Cancelled() && !s.accepted && !s.closed {
		good = n.core.report(t, "ASGI callable returned without sending handshake.", object.None)
	}
	switch {
	case !good:
		return false
	case s.closed:
		return true
	case !s.accepted:
		s.closed, n.bad = true, true
		return n.plain(t, 500, "Internal Server Error") && n.close(t)
	case !failed:
		good = s.shut(t, 1000, "")
	}
	return good && n.close(t)
}
