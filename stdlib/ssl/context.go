// Package ssl is module ssl, on Go's crypto/tls. Connections of asyncio and
// blocking ones are served by goroutines.
package ssl

import (
	"crypto/tls"
	"crypto/x509"
	_ "embed"
	"encoding/pem"
	"errors"
	"os"
	"path/filepath"

	"github.com/aio-lang/aio/vm/object"
)

//go:embed ssl.aio
var source string

// Context is a _ssl._Context: what connections are made with.
type Context struct {
	object.Opaque
	certs []tls.Certificate
	// roots are the authorities that certificates are checked against; nil
	// while none were loaded.
	roots     *x509.CertPool
	loaded    []*x509.Certificate // what load_verify_locations added
	system    bool                // the system's authorities as well
	alpn      []string
	checkHost bool
	verify    int // CERT_NONE, CERT_OPTIONAL, CERT_REQUIRED
	min, max  uint16
}

const (
	certNone = iota
	certOptional
	certRequired
)

// ContextOf returns the Context v is, or nil.
func ContextOf(t *object.Thread, v object.Value) *Context {
	if v.P != nil && v.Kind() == object.KindOpaque && t.M.TypeOf(v).IsSubtypeOf(t.M.TypeFor(&contextDecl)) {
		return (*Context)(v.P)
	}
	return nil
}

// Config is the configuration of one connection.
func (c *Context) Config(server bool, hostname string) *tls.Config {
	cfg := &tls.Config{Certificates: c.certs, NextProtos: c.alpn, MinVersion: c.min, MaxVersion: c.max, ServerName: hostname}
	if server {
		cfg.ClientCAs = c.roots
		cfg.ClientAuth = [...]tls.ClientAuthType{tls.NoClientCert, tls.VerifyClientCertIfGiven, tls.RequireAndVerifyClientCert}[c.verify]
		return cfg
	}
	// checked by hand, since the host name is checked by choice
	cfg.InsecureSkipVerify = true
	if c.verify != certNone {
		cfg.VerifyConnection = func(s tls.ConnectionState) error { return c.check(s, hostname) }
	}
	return cfg
}

// check verifies what a server has presented.
func (c *Context) check(s tls.ConnectionState, hostname string) error {
	roots := c.roots
	if c.system {
		pool, err := x509.SystemCertPool()
		if err != nil {
			return err
		}
		for _, cert := range c.loaded {
			pool.AddCert(cert)
		}
		roots = pool
	}
	if roots == nil {
		roots = x509.NewCertPool()
	}
	opts := x509.VerifyOptions{Roots: roots, Intermediates: x509.NewCertPool()}
	for _, cert := range s.PeerCertificates[1:] {
		opts.Intermediates.AddCert(cert)
	}
	if _, err := s.PeerCertificates[0].Verify(opts); err != nil {
		return &verifyError{err, s.PeerCertificates[0]}
	}
	if c.checkHost {
		if err := s.PeerCertificates[0].VerifyHostname(hostname); err != nil {
			return &verifyError{err, s.PeerCertificates[0]}
		}
	}
	return nil
}

// verifyError is a certificate that did not pass.
type verifyError struct {
	err  error
	cert *x509.Certificate
}

func (e *verifyError) Error() string { return e.err.Error() }

// describe is OpenSSL's number and words for the failure.
func (e *verifyError) describe(hostname string) (code int, text string) {
	var host x509.HostnameError
	var invalid x509.CertificateInvalidError
	switch {
	case errors.As(e.err, &host):
		return 62, "Hostname mismatch, certificate is not valid for '" + hostname + "'."
	case errors.As(e.err, &invalid) && invalid.Reason == x509.Expired:
		return 10, "certificate has expired"
	case string(e.cert.RawIssuer) == string(e.cert.RawSubject):
		return 18, "self-signed certificate"
	}
	return 20, "unable to get local issuer certificate"
}

// RaiseError raises the ssl exception for an error of a connection.
func RaiseError(t *object.Thread, err error, hostname string) object.Value {
	mod := t.Exec.Import(t, "ssl")
	if mod.P == nil {
		return mod
	}
	var v *verifyError
	if errors.As(err, &v) {
		code, text := v.describe(hostname)
		return raiseNamed(t, mod, "_verify_error", object.Int(int64(code)), object.NewStr(text))
	}
	return raiseNamed(t, mod, "_ssl_error", object.NewStr(err.Error()))
}

// raiseNamed raises what a function of the module makes.
func raiseNamed(t *object.Thread, mod object.Value, name string, args ...object.Value) object.Value {
	exc := object.AsException(t.CallMethod(mod, t.M.Intern(name), args...))
	if exc == nil {
		return object.Value{}
	}
	return t.RaiseException(exc)
}

func asContext(v object.Value) *Context { return (*Context)(v.P) }

func contextDef(sig, doc string, f func(t *object.Thread, c *Context, a []object.Value) object.Value) object.Def {
	return object.Def{Sig: sig, Doc: doc, Fn: func(t *object.Thread, a []object.Value) object.Value { return f(t, asContext(a[0]), a) }}
}

// fileArg reads the file that an argument names.
func fileArg(t *object.Thread, v object.Value) ([]byte, bool) {
	name, ok := t.Str(v)
	if !ok {
		return nil, false
	}
	b, err := os.ReadFile(name)
	if err != nil {
		var pe *os.PathError
		if errors.As(err, &pe) {
			if no, ok := errnoOf(pe.Err); ok {
				t.OSError(no)
				return nil, false
			}
		}
		t.Raise(object.ShapeOSError, "%v", err)
		return nil, false
	}
	return b, true
}

// addRoots adds the certificates of PEM or DER data; it reports their number.
func (c *Context) addRoots(data []byte) int {
	if c.roots == nil {
		c.roots = x509.NewCertPool()
	}
	n := 0
	add := func(der []byte) {
		if cert, err := x509.ParseCertificate(der); err == nil {
			c.roots.AddCert(cert)
			c.loaded = append(c.loaded, cert)
			n++
		}
	}
	if p, _ := pem.Decode(data); p == nil {
		add(data)
		return n
	}
	for {
		var p *pem.Block
		if p, data = pem.Decode(data); p == nil {
			return n
		}
		if p.Type == "CERTIFICATE" || p.Type == "TRUSTED CERTIFICATE" {
			add(p.Bytes)
		}
	}
}

func loadChain(t *object.Thread, c *Context, a []object.Value) object.Value {
	if !a[3].IsNone() {
		return t.NotImplementedf("load_cert_chain(): encrypted keys (password)")
	}
	cert, ok := fileArg(t, a[1])
	if !ok {
		return object.Value{}
	}
	key := cert
	if !a[2].IsNone() {
		if key, ok = fileArg(t, a[2]); !ok {
			return object.Value{}
		}
	}
	pair, err := tls.X509KeyPair(cert, key)
	if err != nil {
		return RaiseError(t, err, "")
	}
	c.certs = append(c.certs, pair)
	return object.None
}

func loadLocations(t *object.Thread, c *Context, a []object.Value) object.Value {
	if a[1].IsNone() && a[2].IsNone() && a[3].IsNone() {
		return t.TypeErrorf("cafile, capath and cadata cannot be all omitted")
	}
	if !a[1].IsNone() {
		b, ok := fileArg(t, a[1])
		if !ok {
			return object.Value{}
		}
		if c.addRoots(b) == 0 {
			return RaiseError(t, errors.New("[X509] no certificate or crl found (_ssl.c:4253)"), "")
		}
	}
	if !a[2].IsNone() {
		dir, ok := t.Str(a[2])
		if !ok {
			return object.Value{}
		}
		files, _ := filepath.Glob(filepath.Join(dir, "*"))
		for _, f := range files {
			if b, err := os.ReadFile(f); err == nil {
				c.addRoots(b)
			}
		}
	}
	if !a[3].IsNone() {
		var data []byte
		if a[3].IsStr() {
			data = []byte(a[3].Text())
		} else {
			s, ok := t.BytesLike(a[3])
			if !ok {
				return object.Value{}
			}
			data = []byte(s)
		}
		if c.addRoots(data) == 0 {
			return RaiseError(t, errors.New("no start line: cadata does not contain a certificate"), "")
		}
	}
	return object.None
}

// intGetSet is an int kept in the context.
func intGetSet(name string, get func(c *Context) int64, set func(c *Context, n int64)) object.GetSetDef {
	return object.GetSetDef{Name: name, Get: func(t *object.Thread, v object.Value) object.Value {
		return object.Int(get(asContext(v)))
	}, Set: func(t *object.Thread, v, x object.Value) bool {
		if x.P == nil {
			t.Raise(object.ShapeAttributeError, "cannot delete attribute")
			return false
		}
		n, ok := t.IndexInt(x)
		if ok {
			set(asContext(v), int64(n))
		}
		return ok
	}}
}

var contextDecl = object.TypeDecl{
	Name: "_ssl._SSLContext", Kind: object.KindOpaque, Flags: object.TypeHasWeakref,
	Doc: "Settings of TLS connections.",
	New: &object.Def{Sig: "__new__(cls, /, *args, **kwargs)", Doc: "Create a context.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		c := &Context{min: tls.VersionTLS12}
		return object.InitOpaque(&c.Opaque, object.AsType(a[0]))
	}},
	Methods: []object.Def{
		contextDef("load_cert_chain(self, certfile, keyfile=None, password=None)", "Load a certificate and its private key from PEM files.", loadChain),
		contextDef("load_verify_locations(self, cafile=None, capath=None, cadata=None)", "Load certificates of authorities.", loadLocations),
		contextDef("set_default_verify_paths(self)", "Trust the system's authorities.", func(t *object.Thread, c *Context, a []object.Value) object.Value {
			c.system = true
			return object.None
		}),
		contextDef("_set_alpn(self, protocols, /)", "Set the protocols to offer.", func(t *object.Thread, c *Context, a []object.Value) object.Value {
			c.alpn = nil
			ok := t.Each(a[1], func(v object.Value) bool {
				s, ok := t.Str(v)
				c.alpn = append(c.alpn, s)
				return ok
			})
			if !ok {
				return object.Value{}
			}
			return object.None
		}),
		contextDef("_count(self)", "Return the number of authorities loaded.", func(t *object.Thread, c *Context, a []object.Value) object.Value {
			return object.Int(int64(len(c.loaded)))
		}),
	},
	GetSets: []object.GetSetDef{
		intGetSet("_verify_mode", func(c *Context) int64 { return int64(c.verify) }, func(c *Context, n int64) { c.verify = int(n) }),
		intGetSet("_check_hostname", func(c *Context) int64 {
			if c.checkHost {
				return 1
			}
			return 0
		}, func(c *Context, n int64) { c.checkHost = n != 0 }),
		intGetSet("_minimum", func(c *Context) int64 { return int64(c.min) }, func(c *Context, n int64) { c.min = uint16(n) }),
		intGetSet("_maximum", func(c *Context) int64 { return int64(c.max) }, func(c *Context, n int64) { c.max = uint16(n) }),
	},
}
