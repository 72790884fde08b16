package pool

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"context"
	"errors"
	"io"
	"net"
	"strings"
	"sync"
	"time"

	"github.com/aio-lang/aio/stdlib/http/wire"
)

// Timeouts bound the phases of an exchange; 0 is no bound.
type Timeouts struct{ Connect, Read, Write, Pool time.Duration }

// Request is what an exchange sends.
type Request struct {
	Dest
	Method, Target string
	Fields         []wire.Field
	Body           []byte
	// Stream: the body comes by Write; chunked where no length is announced.
	Stream bool
	Timeouts
}

// Exchange is one request and its response. Its methods are called one after
// the other; Abort may be called at any time, from anywhere.
type Exchange struct {
	pool    *Pool
	req     *Request
	ctx     context.Context
	cancel  context.CancelFunc
	chunked bool
	head    wire.Head
	body    *wire.Body
	decoded io.Reader // body without its encodings; made by the first who asks
	buf     []byte
	place   *place // what Reserve got, until it is used
	refused error

	mu      sync.Mutex
	conn    *Conn
	aborted bool
	ended   bool // the connection has gone back
}

// Begin prepares an exchange.
func (p *Pool) Begin(r *Request) *Exchange {
	x := &Exchange{pool: p, req: r}
	x.ctx, x.cancel = context.WithCancel(context.Background())
	x.chunked = r.Stream && wire.Has(r.Fields, "Transfer-Encoding", "chunked")
	return x
}

// Abort ends the exchange at once; what runs returns with an error.
func (x *Exchange) Abort() {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.aborted = true
	x.cancel()
	if x.conn != nil {
		x.conn.raw.SetDeadline(time.Unix(1, 0))
	}
}

// Close ends the exchange; a connection whose response has not been read to
// its end is not used again.
func (x *Exchange) Close() { x.end(false) }

func (x *Exchange) end(keep bool) {
	x.mu.Lock()
	c := x.conn
	ended := x.ended
	x.ended = true
	x.conn = nil
	keep = keep && !x.aborted
	x.mu.Unlock()
	x.cancel()
	if c != nil && !ended {
		x.pool.put(c, keep)
	}
}

// Reserve takes a place in the pool; it does not block. What goes wrong is said
// by the operation that follows.
func (x *Exchange) Reserve() {
	at, err := x.pool.reserve(x.req.Dest.key(), false)
	x.place, x.refused = &at, err
}

// connect takes a connection and sends what there is of the request.
func (x *Exchange) connect(fresh bool) error {
	if x.place == nil {
		at, err := x.pool.reserve(x.req.Dest.key(), fresh)
		x.place, x.refused = &at, err
	}
	at, err := *x.place, x.refused
	x.place = nil
	if err != nil {
		return err
	}
	c, err := x.pool.connect(x.ctx, at, &x.req.Dest, x.req.Pool, x.req.Connect)
	if err != nil {
		return err
	}
	x.mu.Lock()
	over := x.aborted || x.ended
	if !over {
		x.conn = c
	}
	x.mu.Unlock()
	if over {
		x.pool.put(c, false)
		return &Error{Cancelled, context.Canceled}
	}
	x.buf = wire.AppendRequest(x.buf[:0], x.req.Method, x.req.Target, x.req.Fields)
	if n := len(x.req.Body); n > 0 && n <= 16<<10 {
		x.buf = append(x.buf, x.req.Body...)
		return x.write(x.buf)
	}
	if err := x.write(x.buf); err != nil || len(x.req.Body) == 0 {
		return err
	}
	return x.write(x.req.Body)
}

// Open connects and sends the request, the body excepted if it is streamed.
func (x *Exchange) Open() error { return x.connect(false) }

// arm sets the deadline of the next operation.
func (x *Exchange) arm(d time.Duration, set func(time.Time) error) bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.aborted || x.conn == nil {
		return false
	}
	if d > 0 {
		set(time.Now().Add(d))
	} else {
		set(time.Time{})
	}
	return true
}

// failed sorts an error of the connection.
func (x *Exchange) failed(err error, failure, late Kind) error {
	var ne net.Error
	var w *wire.Error
	x.mu.Lock()
	aborted := x.aborted
	x.mu.Unlock()
	switch {
	case aborted:
		return &Error{Cancelled, context.Canceled}
	case errors.As(err, &w):
		return err
	case errors.As(err, &ne) && ne.Timeout():
		return &Error{late, err}
	}
	return &Error{failure, err}
}

func (x *Exchange) current() *Conn {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.conn
}

func (x *Exchange) write(p []byte) error {
	c := x.current()
	if c == nil || !x.arm(x.req.Write, c.SetWriteDeadline) {
		return &Error{Cancelled, context.Canceled}
	}
	if _, err := c.Write(p); err != nil {
		return x.failed(err, WriteFailed, WriteTimeout)
	}
	return nil
}

// Write sends a piece of a streamed body.
func (x *Exchange) Write(p []byte) error {
	if len(p) == 0 {
		return nil
	}
	if x.chunked {
		x.buf = wire.AppendChunk(x.buf[:0], p)
		p = x.buf
	}
	return x.write(p)
}

// Answer ends the request and reads the head of the response. What has failed
// on a connection that had served before is tried on a new one, unless the
// server may have seen the body of a stream.
func (x *Exchange) Answer() (*wire.Head, error) {
	var err error
	if x.chunked {
		err = x.write([]byte("0\r\n\r\n"))
	}
	// a server that refuses a body early has answered all the same
	head, rerr := x.readHead()
	if rerr == nil {
		return head, nil
	}
	if err == nil {
		err = rerr
	}
	return nil, err
}

func (x *Exchange) readHead() (*wire.Head, error) {
	c := x.current()
	if c == nil || !x.arm(x.req.Read, c.SetReadDeadline) {
		return nil, &Error{Cancelled, context.Canceled}
	}
	h, err := wire.ReadHead(c.R)
	if err == nil {
		x.head = h
		x.body, err = wire.NewBody(c.R, &x.head, x.req.Method)
	}
	if err != nil {
		return nil, x.failed(err, ReadFailed, ReadTimeout)
	}
	if x.body.Done() && h.Status != 101 {
		x.finish()
	}
	return &x.head, nil
}

// Do is Open and Answer, and tries once more where a kept connection turns out
// to have been closed.
func (x *Exchange) Do() (*wire.Head, error) {
	err := x.Open()
	var h *wire.Head
	if err == nil {
		h, err = x.Answer()
	}
	if err == nil || !x.stale(err) {
		return h, err
	}
	x.mu.Lock()
	c := x.conn
	x.conn = nil
	x.mu.Unlock()
	x.pool.put(c, false)
	if err := x.connect(true); err != nil {
		return nil, err
	}
	return x.Answer()
}

// stale reports whether the error is that of a connection closed while idle.
func (x *Exchange) stale(err error) bool {
	c := x.current()
	if c == nil || c.used == 0 || x.req.Stream {
		return false
	}
	var w *wire.Error
	var e *Error
	return errors.As(err, &w) && w.Kind == wire.Disconnected || errors.As(err, &e) && (e.Kind == ReadFailed || e.Kind == WriteFailed)
}

// finish gives the connection back after the body.
func (x *Exchange) finish() { x.end(x.head.KeepAlive() && !x.body.UntilClose()) }

// timedBody reads the body with the read timeout.
type timedBody struct{ x *Exchange }

func (b timedBody) Read(p []byte) (int, error) {
	x := b.x
	if x.body == nil || x.body.Done() {
		return 0, io.EOF
	}
	c := x.current()
	if c == nil || !x.arm(x.req.Read, c.SetReadDeadline) {
		return 0, &Error{Cancelled, context.Canceled}
	}
	n, err := x.body.Read(p)
	switch {
	case x.body.Done():
		x.finish()
	case err != nil && err != io.EOF:
		err = x.failed(err, ReadFailed, ReadTimeout)
	}
	return n, err
}

// Read reads up to len(p) bytes of the body, as sent or decoded; io.EOF at the
// end.
func (x *Exchange) Read(p []byte, decode bool) (int, error) {
	if !decode {
		return timedBody{x}.Read(p)
	}
	if x.decoded == nil {
		x.decoded = x.decoder()
	}
	n, err := x.decoded.Read(p)
	if err == nil || err == io.EOF {
		return n, err
	}
	var w *wire.Error
	var e *Error
	if errors.As(err, &w) || errors.As(err, &e) {
		return n, err
	}
	return n, &Error{Decode, errors.New(inflateText(err))}
}

// inflateText is what zlib says of broken data.
func inflateText(err error) string {
	text := "invalid block type"
	switch {
	case errors.Is(err, gzip.ErrHeader), errors.Is(err, zlib.ErrHeader):
		text = "incorrect header check"
	case errors.Is(err, gzip.ErrChecksum), errors.Is(err, zlib.ErrChecksum):
		text = "incorrect data check"
	}
	return "Error -3 while decompressing data: " + text
}

// ReadAll reads the rest of the body.
func (x *Exchange) ReadAll(decode bool) ([]byte, error) {
	if x.body == nil {
		return nil, &Error{Cancelled, context.Canceled}
	}
	size := 512
	if n := x.body.Length(); n > 0 && n < 1<<20 {
		size = int(n) + 1
	}
	out := make([]byte, 0, size)
	for {
		if len(out) == cap(out) {
			out = append(out, 0)[:len(out)]
		}
		n, err := x.Read(out[len(out):cap(out)], decode)
		out = out[:len(out)+n]
		if err == io.EOF {
			return out, nil
		}
		if err != nil {
			return out, err
		}
	}
}

// decoder takes off the encodings of the body, the last one first.
func (x *Exchange) decoder() io.Reader {
	var r io.Reader = timedBody{x}
	var list []string
	for _, f := range x.head.Fields {
		if strings.EqualFold(f.Name, "Content-Encoding") {
			list = append(list, strings.Split(f.Value, ",")...)
		}
	}
	for i := len(list) - 1; i >= 0; i-- {
		switch strings.ToLower(strings.TrimSpace(list[i])) {
		case "gzip", "x-gzip":
			r = &lazy{r: r, open: openGzip}
		case "deflate":
			r = &lazy{r: r, open: openDeflate}
		}
	}
	return r
}

// lazy opens a decoder when the first byte is there: an empty body is fine.
type lazy struct {
	r    io.Reader
	open func(io.Reader) (io.Reader, error)
	d    io.Reader
}

func (l *lazy) Read(p []byte) (int, error) {
	if l.d == nil {
		var first [1]byte
		if n, err := io.ReadFull(l.r, first[:]); n == 0 {
			return 0, err
		}
		d, err := l.open(io.MultiReader(bytes.NewReader(first[:]), l.r))
		if err == io.ErrUnexpectedEOF {
			return 0, io.EOF
		}
		if err != nil {
			return 0, err
		}
		l.d = d
	}
	n, err := l.d.Read(p)
	if err == io.ErrUnexpectedEOF { // cut off: what there is counts
		err = io.EOF
	}
	if n > 0 && err == io.EOF {
		err = nil
	}
	if err == io.EOF { // what follows the compressed data is read too: the connection is to be kept
		io.Copy(io.Discard, l.r)
	}
	return n, err
}

// openGzip looks at the first bytes itself: what is short and wrong is wrong.
func openGzip(r io.Reader) (io.Reader, error) {
	var head [2]byte
	n, err := io.ReadFull(r, head[:])
	if err != nil && err != io.ErrUnexpectedEOF {
		return nil, err
	}
	if head[0] != 0x1f || n == 2 && head[1] != 0x8b {
		return nil, gzip.ErrHeader
	}
	return gzip.NewReader(io.MultiReader(bytes.NewReader(head[:n]), r))
}

// openDeflate takes zlib's format, or what some servers send in its place, the
// bare one.
func openDeflate(r io.Reader) (io.Reader, error) {
	var head [2]byte
	n, err := io.ReadFull(r, head[:])
	if err != nil && err != io.ErrUnexpectedEOF {
		return nil, err
	}
	r = io.MultiReader(bytes.NewReader(head[:n]), r)
	if n == 2 && head[0]&0x0f == 8 && (int(head[0])<<8|int(head[1]))%31 == 0 {
		return zlib.NewReader(r)
	}
	return flate.NewReader(r), nil
}

// Upgraded takes the connection out of the exchange after a 101: it is the
// caller's. gone is to be called when it is closed.
func (x *Exchange) Upgraded() (c *Conn, gone func()) {
	x.mu.Lock()
	defer x.mu.Unlock()
	c = x.conn
	if c == nil {
		return nil, nil
	}
	x.conn, x.ended = nil, true
	c.SetDeadline(time.Time{})
	k := c.key
	return c, sync.OnceFunc(func() { x.pool.release(k) })
}

// Local and Remote are the addresses of the connection, nil without one.
func (x *Exchange) Addrs() (local, remote net.Addr) {
	if c := x.current(); c != nil {
		return c.LocalAddr(), c.RemoteAddr()
	}
	return nil, nil
}
