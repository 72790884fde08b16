// Package pool is the client's side of HTTP: connections that are kept and
// shared, and exchanges of one request and one response over them. It knows no
// Values: whoever calls it has let go of the baton or is a goroutine.
//
//	Pool ── Exchange.Open ──> conn ── Answer ──> head ── Read … ──> back to the Pool
package pool

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"net"
	"sync"
	"syscall"
	"time"
)

// Kind says at what an exchange failed.
type Kind string

const (
	Connect        Kind = "connect"
	ConnectTimeout Kind = "connect_timeout"
	DNS            Kind = "dns"
	TLS            Kind = "tls"
	Proxy          Kind = "proxy"
	PoolTimeout    Kind = "pool_timeout"
	ReadTimeout    Kind = "read_timeout"
	WriteTimeout   Kind = "write_timeout"
	ReadFailed     Kind = "read"
	WriteFailed    Kind = "write"
	Decode         Kind = "decode"
	Closed         Kind = "closed"
	Cancelled      Kind = "cancelled"
)

// Error is a failure that is not the message's.
type Error struct {
	Kind Kind
	Err  error
}

func (e *Error) Error() string { return string(e.Kind) + ": " + e.Err.Error() }
func (e *Error) Unwrap() error { return e.Err }

// Config is what a pool's connections have in common. Zero means no limit, and
// no timeout.
type Config struct {
	MaxConns, MaxIdle int
	PerHost           int
	Expiry            time.Duration // how long an idle connection is kept; 0: for ever
}

// Dest is where a connection leads. Its key decides who may share it.
type Dest struct {
	Host, Port string
	Unix       string // path of a socket in place of host and port
	Local      string // address to connect from; "" for any
	// TLS makes the configuration of a connection; nil for plain ones. TLSKey
	// tells configurations apart.
	TLS    func() *tls.Config
	TLSKey any
	// ProxyHost, where set, is asked to connect with CONNECT where Tunnel is
	// not nil (the request's head); else it is sent the requests.
	ProxyHost, ProxyPort string
	Tunnel               []byte
}

type key struct {
	host, port, unix, local, proxyHost, proxyPort, tunnel string
	tls                                                   any
}

func (d *Dest) key() key {
	return key{d.Host, d.Port, d.Unix, d.Local, d.ProxyHost, d.ProxyPort, string(d.Tunnel), d.TLSKey}
}

// Conn is one connection.
type Conn struct {
	net.Conn
	R    *bufio.Reader
	raw  net.Conn
	key  key
	idle time.Time
	used int // exchanges that it served
}

// Pool is the connections of one client.
type Pool struct {
	cfg    Config
	mu     sync.Mutex
	idle   []*Conn // the longest idle first
	open   int
	hosts  map[key]int
	queue  []*waiter
	closed bool
}

// waiter is an exchange that waits for its turn to connect.
type waiter struct {
	key  key
	turn chan *Conn // gets a kept connection, or nil: make one
}

// New makes a pool.
func New(cfg Config) *Pool { return &Pool{cfg: cfg, hosts: make(map[key]int)} }

var errClosed = errors.New("the client has been closed")

// mayOpen reports whether one more connection is within the limits.
func (p *Pool) mayOpen(k key) bool {
	return (p.cfg.MaxConns == 0 || p.open < p.cfg.MaxConns) && (p.cfg.PerHost == 0 || p.hosts[k] < p.cfg.PerHost)
}

// takeIdle takes a kept connection that is alive. The lock is held.
func (p *Pool) takeIdle(k key) *Conn {
	for i := len(p.idle) - 1; i >= 0; i-- {
		c := p.idle[i]
		if c.key != k {
			continue
		}
		p.idle = append(p.idle[:i], p.idle[i+1:]...)
		if (p.cfg.Expiry == 0 || time.Since(c.idle) < p.cfg.Expiry) && c.alive() {
			return c
		}
		p.forget(c)
	}
	return nil
}

// forget closes a connection and has the next one made. The lock is held.
func (p *Pool) forget(c *Conn) {
	go c.Close()
	p.gone(c.key)
}

func (p *Pool) gone(k key) {
	p.open--
	if p.hosts[k]--; p.hosts[k] == 0 {
		delete(p.hosts, k)
	}
	p.wakeNext()
}

// wakeNext gives turns to those who wait. The lock is held.
func (p *Pool) wakeNext() {
	for i := 0; i < len(p.queue); i++ {
		w := p.queue[i]
		if !p.mayOpen(w.key) {
			if p.cfg.PerHost == 0 {
				return
			}
			continue
		}
		p.queue = append(p.queue[:i], p.queue[i+1:]...)
		i--
		p.count(w.key)
		w.turn <- nil
	}
}

func (p *Pool) count(k key) {
	p.open++
	p.hosts[k]++
}

// place is what an exchange has got of the pool when it asked: a kept
// connection, the right to make one (neither), or a turn to come.
type place struct {
	conn *Conn
	wait *waiter
}

// reserve takes a place; it does not block, so that places go to those who ask
// first. fresh: no kept connection.
func (p *Pool) reserve(k key, fresh bool) (place, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return place{}, &Error{Closed, errClosed}
	}
	if !fresh {
		if c := p.takeIdle(k); c != nil {
			return place{conn: c}, nil
		}
	}
	for !p.mayOpen(k) && len(p.idle) > 0 && p.cfg.MaxConns > 0 && p.open >= p.cfg.MaxConns {
		c := p.idle[0] // make room: the place of one that nobody uses
		p.idle = p.idle[1:]
		p.forget(c)
	}
	if p.mayOpen(k) {
		p.count(k)
		return place{}, nil
	}
	w := &waiter{k, make(chan *Conn, 1)}
	p.queue = append(p.queue, w)
	return place{wait: w}, nil
}

// connect gives the connection of a place. ctx ends the wait and the making;
// wait bounds the wait alone.
func (p *Pool) connect(ctx context.Context, at place, d *Dest, wait, connect time.Duration) (*Conn, error) {
	k := d.key()
	if at.conn != nil {
		return at.conn, nil
	}
	if at.wait != nil {
		if c, err := p.await(ctx, at.wait, wait); c != nil || err != nil {
			return c, err
		}
	}
	c, err := dial(ctx, d, connect)
	if err != nil {
		p.release(k)
		return nil, err
	}
	c.key = k
	return c, nil
}

// await waits for a turn.
func (p *Pool) await(ctx context.Context, w *waiter, wait time.Duration) (*Conn, error) {
	var late <-chan time.Time
	if wait > 0 {
		timer := time.NewTimer(wait)
		defer timer.Stop()
		late = timer.C
	}
	var err error
	select {
	case c := <-w.turn:
		return c, nil
	case <-late:
		err = &Error{PoolTimeout, context.DeadlineExceeded}
	case <-ctx.Done():
		err = &Error{Cancelled, ctx.Err()}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	for i, other := range p.queue {
		if other == w {
			p.queue = append(p.queue[:i], p.queue[i+1:]...)
			return nil, err
		}
	}
	if c := <-w.turn; c != nil { // it came all the same: let the next have it
		p.keep(c)
	} else {
		p.gone(w.key)
	}
	return nil, err
}

// put takes a connection back; keep: it may serve again.
func (p *Pool) put(c *Conn, keep bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !keep || p.closed {
		p.forget(c)
		return
	}
	c.used++
	c.SetDeadline(time.Time{})
	p.keep(c)
}

// keep hands a connection to who waits for one, or lays it by. The lock is
// held.
func (p *Pool) keep(c *Conn) {
	for i, w := range p.queue {
		if w.key == c.key {
			p.queue = append(p.queue[:i], p.queue[i+1:]...)
			w.turn <- c
			return
		}
	}
	if p.cfg.MaxIdle >= 0 && (p.cfg.MaxIdle == 0 || len(p.idle) < p.cfg.MaxIdle) && len(p.queue) == 0 {
		c.idle = time.Now()
		p.idle = append(p.idle, c)
		return
	}
	p.forget(c)
}

// release gives back the place of a connection that has left the pool.
func (p *Pool) release(k key) {
	p.mu.Lock()
	p.gone(k)
	p.mu.Unlock()
}

// Counts are the numbers of connections open and idle.
func (p *Pool) Counts() (open, idle int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.open, len(p.idle)
}

// Close closes what is idle; connections in use close when they come back.
func (p *Pool) Close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.closed = true
	for _, c := range p.idle {
		p.forget(c)
	}
	p.idle = nil
}

// alive reports whether an idle connection is still open and silent.
func (c *Conn) alive() bool {
	if c.R.Buffered() > 0 {
		return false
	}
	s, ok := c.raw.(syscall.Conn)
	if !ok {
		return true
	}
	rc, err := s.SyscallConn()
	if err != nil {
		return false
	}
	var n int
	var peek error
	err = rc.Control(func(fd uintptr) {
		var b [1]byte
		n, _, peek = syscall.Recvfrom(int(fd), b[:], syscall.MSG_PEEK|syscall.MSG_DONTWAIT)
	})
	return err == nil && n <= 0 && (peek == syscall.EAGAIN || peek == syscall.EWOULDBLOCK)
}
