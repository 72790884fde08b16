package ssl

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"os"
	"time"

	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/object"
)

// Conn is a TLS connection over a copy of a socket's descriptor.
type Conn struct {
	object.Opaque
	*tls.Conn
	raw      net.Conn
	hostname string
}

// NewConn begins a connection on a connected stream socket; the descriptor is
// copied.
func NewConn(c *Context, fd int, server bool, hostname string) (*Conn, error) {
	dup, err := dupFD(fd)
	if err != nil {
		return nil, err
	}
	f := os.NewFile(uintptr(dup), "socket")
	raw, err := net.FileConn(f)
	f.Close()
	if err != nil {
		return nil, err
	}
	cfg := c.Config(server, hostname)
	k := &Conn{raw: raw, hostname: hostname}
	if server {
		k.Conn = tls.Server(raw, cfg)
	} else {
		k.Conn = tls.Client(raw, cfg)
	}
	return k, nil
}

// Hostname is the name that the server was expected to have.
func (k *Conn) Hostname() string { return k.hostname }

// Abort closes the connection without a word to the other side.
func (k *Conn) Abort() { k.raw.Close() }

func conn(v object.Value) *Conn { return (*Conn)(v.P) }

// blocking does f without the baton, until deadline; an interrupt ends it.
func (k *Conn) blocking(t *object.Thread, timeout object.Value, f func() error) (err error, ok bool) {
	if !timeout.IsNone() {
		secs, good := t.AsFloat64(timeout)
		if !good {
			return nil, false
		}
		k.raw.SetDeadline(time.Now().Add(time.Duration(secs * 1e9)))
		defer k.raw.SetDeadline(time.Time{})
	}
	ok = vm.Of(t).Block(func() { k.raw.SetDeadline(time.Now()) }, func() { err = f() })
	return err, ok
}

// fail raises the exception for an error of a blocking call.
func (k *Conn) fail(t *object.Thread, err error) object.Value {
	var ne net.Error
	if errors.As(err, &ne) && ne.Timeout() {
		return t.Raise(object.ShapeTimeoutError, "The read operation timed out")
	}
	if no, ok := rootErrno(err); ok {
		return t.OSError(no)
	}
	return RaiseError(t, err, k.hostname)
}

var connDecl = object.TypeDecl{
	Name: "_ssl._Connection", Kind: object.KindOpaque, Flags: object.TypeNoSubclass,
	New: &object.Def{Sig: "__new__(cls, context, fd, server_side, hostname, /)", Doc: "Begin a connection.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		c := ContextOf(t, a[1])
		if c == nil {
			return t.TypeErrorf("an SSLContext is required, not %s", t.TypeName(a[1]))
		}
		fd, ok := t.IndexInt(a[2])
		if !ok {
			return object.Value{}
		}
		server, ok := t.Truth(a[3])
		if !ok {
			return object.Value{}
		}
		host := ""
		if a[4].IsStr() {
			host = a[4].Text()
		}
		k, err := NewConn(c, fd, server, host)
		if err != nil {
			if no, ok := rootErrno(err); ok {
				return t.OSError(no)
			}
			return t.Raise(object.ShapeOSError, "%v", err)
		}
		return object.InitOpaque(&k.Opaque, object.AsType(a[0]))
	}},
	Methods: []object.Def{
		{Sig: "do_handshake(self, timeout, /)", Doc: "Shake hands.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			k := conn(a[0])
			err, ok := k.blocking(t, a[1], func() error { return k.HandshakeContext(context.Background()) })
			switch {
			case !ok:
				return object.Value{}
			case err != nil:
				return k.fail(t, err)
			}
			return object.None
		}},
		{Sig: "read(self, n, timeout, /)", Doc: "Receive up to n bytes; none at the end.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			k := conn(a[0])
			n, ok := t.IndexInt(a[1])
			if !ok {
				return object.Value{}
			}
			buf, got := make([]byte, n), 0
			err, ok := k.blocking(t, a[2], func() (err error) {
				got, err = k.Read(buf)
				return err
			})
			switch {
			case !ok:
				return object.Value{}
			case err != nil && got == 0 && !errors.Is(err, io.EOF):
				return k.fail(t, err)
			}
			return object.NewBytes(string(buf[:got]))
		}},
		{Sig: "write(self, data, timeout, /)", Doc: "Send all of data.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			k := conn(a[0])
			s, ok := t.BytesLike(a[1])
			if !ok {
				return object.Value{}
			}
			data := []byte(s)
			err, ok := k.blocking(t, a[2], func() error {
				_, err := k.Write(data)
				return err
			})
			switch {
			case !ok:
				return object.Value{}
			case err != nil:
				return k.fail(t, err)
			}
			return object.Int(int64(len(data)))
		}},
		{Sig: "close(self, /)", Doc: "Close the connection.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			k := conn(a[0])
			t.Exec.Blocking(t, func() { k.Close() })
			return object.None
		}},
		{Sig: "info(self, /)", Doc: "Return protocol version, cipher, ALPN protocol and the peer's certificate as dict and DER.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return conn(a[0]).Info(t)
		}},
	},
}

// Info is (version, cipher, alpn, certificate, der), with None for what is not
// known.
func (k *Conn) Info(t *object.Thread) object.Value {
	s := k.ConnectionState()
	if !s.HandshakeComplete {
		return object.TupleOf(object.None, object.None, object.None, object.None, object.None)
	}
	alpn, cert, der := object.None, object.None, object.None
	if s.NegotiatedProtocol != "" {
		alpn = object.NewStr(s.NegotiatedProtocol)
	}
	if len(s.PeerCertificates) > 0 {
		cert, der = CertValue(t, s.PeerCertificates[0]), object.NewBytes(string(s.PeerCertificates[0].Raw))
	}
	return object.TupleOf(object.NewStr(VersionName(s.Version)), CipherValue(s), alpn, cert, der)
}
