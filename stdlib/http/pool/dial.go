package pool

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"time"

	"github.com/aio-lang/aio/stdlib/http/wire"
)

const bufferSize = 8 << 10

// dial makes a connection: the socket, the proxy's tunnel, TLS.
func dial(ctx context.Context, d *Dest, timeout time.Duration) (*Conn, error) {
	if timeout > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, timeout)
		defer cancel()
	}
	nd := net.Dialer{KeepAlive: -1}
	if d.Local != "" {
		nd.LocalAddr = &net.TCPAddr{IP: net.ParseIP(d.Local)}
	}
	network, host, port := "tcp", d.Host, d.Port
	if d.ProxyHost != "" {
		host, port = d.ProxyHost, d.ProxyPort
	}
	address := net.JoinHostPort(host, port)
	if d.Unix != "" {
		network, address = "unix", d.Unix
	}
	raw, err := nd.DialContext(ctx, network, address)
	if err != nil {
		return nil, connectError(ctx, err)
	}
	c := &Conn{Conn: raw, raw: raw, R: bufio.NewReaderSize(raw, bufferSize)}
	stop := context.AfterFunc(ctx, func() { raw.SetDeadline(time.Unix(1, 0)) })
	defer stop()
	if d.Tunnel != nil {
		if err := c.tunnel(d); err != nil {
			raw.Close()
			if ctx.Err() != nil {
				return nil, connectError(ctx, err)
			}
			return nil, err
		}
	}
	if d.TLS != nil {
		t := tls.Client(raw, d.TLS())
		if err := t.HandshakeContext(ctx); err != nil {
			raw.Close()
			if ctx.Err() != nil {
				return nil, connectError(ctx, err)
			}
			return nil, &Error{TLS, err}
		}
		c.Conn = t
		c.R.Reset(t)
	}
	if !stop() { // it came too late to say so by itself
		raw.Close()
		return nil, connectError(ctx, ctx.Err())
	}
	return c, nil
}

// connectError says why there is no connection.
func connectError(ctx context.Context, err error) error {
	var dns *net.DNSError
	var ne net.Error
	switch {
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return &Error{ConnectTimeout, err}
	case ctx.Err() != nil:
		return &Error{Cancelled, ctx.Err()}
	case errors.As(err, &dns):
		return &Error{DNS, err}
	case errors.As(err, &ne) && ne.Timeout():
		return &Error{ConnectTimeout, err}
	}
	return &Error{Connect, err}
}

// tunnel asks the proxy to connect.
func (c *Conn) tunnel(d *Dest) error {
	if _, err := c.Write(d.Tunnel); err != nil {
		return &Error{Proxy, err}
	}
	h, err := wire.ReadHead(c.R)
	if err != nil {
		return &Error{Proxy, err}
	}
	if h.Status/100 != 2 {
		return &Error{Proxy, fmt.Errorf("%d %s", h.Status, h.Reason)}
	}
	return nil
}
