package http

import (
	"crypto/tls"
	"strconv"
	"time"

	"github.com/aio-lang/aio/stdlib/http/pool"
	"github.com/aio-lang/aio/stdlib/http/wire"
	"github.com/aio-lang/aio/stdlib/ssl"
	"github.com/aio-lang/aio/vm/object"
)

// connections is a _http.Pool.
type connections struct {
	object.Opaque
	*pool.Pool
}

func poolOf(v object.Value) *connections { return (*connections)(v.P) }

// span reads seconds, None for no bound.
func span(t *object.Thread, v object.Value) (time.Duration, bool) {
	if v.IsNone() {
		return 0, true
	}
	secs, ok := t.AsFloat64(v)
	switch {
	case !ok:
		return 0, false
	case secs <= 0: // over before it begins
		return time.Nanosecond, true
	case secs > 1e9:
		return 0, true
	}
	return time.Duration(secs * 1e9), true
}

func poolNew(t *object.Thread, a []object.Value) object.Value {
	var n [3]int
	for i := range n {
		var ok bool
		if n[i], ok = t.IndexInt(a[i+1]); !ok {
			return object.Value{}
		}
	}
	expiry, ok := span(t, a[4])
	if !ok {
		return object.Value{}
	}
	c := &connections{Pool: pool.New(pool.Config{MaxConns: n[0], MaxIdle: n[1], PerHost: n[2], Expiry: expiry})}
	return object.InitOpaque(&c.Opaque, object.AsType(a[0]))
}

// text reads an optional str: "" for None.
func text(t *object.Thread, v object.Value) (string, bool) {
	if v.IsNone() {
		return "", true
	}
	if !v.IsStr() {
		t.TypeErrorf("a str is required, not %s", t.TypeName(v))
		return "", false
	}
	return v.Text(), true
}

// poolExchange is exchange(method, target, fields, body, stream, host, port,
// context, server_hostname, timeouts, proxy, unix, local).
func poolExchange(t *object.Thread, a []object.Value) object.Value {
	r := &pool.Request{}
	var ok bool
	if r.Method, ok = text(t, a[1]); !ok {
		return object.Value{}
	}
	if r.Target, ok = text(t, a[2]); !ok {
		return object.Value{}
	}
	if r.Fields, ok = fields(t, a[3]); !ok {
		return object.Value{}
	}
	if what := wire.CheckRequest(r.Method, r.Target, r.Fields); what != "" {
		return t.ValueErrorf("illegal %s in the request", what)
	}
	if !a[4].IsNone() {
		s, ok := t.BytesLike(a[4])
		if !ok {
			return object.Value{}
		}
		r.Body = []byte(s)
	}
	if r.Stream, ok = t.Truth(a[5]); !ok {
		return object.Value{}
	}
	host, ok := text(t, a[6])
	if !ok {
		return object.Value{}
	}
	port, ok := t.IndexInt(a[7])
	if !ok {
		return object.Value{}
	}
	r.Host, r.Port = trimHost(host), strconv.Itoa(port)
	name, ok := text(t, a[9])
	if !ok {
		return object.Value{}
	}
	if !a[8].IsNone() {
		c := ssl.ContextOf(t, a[8])
		if c == nil {
			return t.TypeErrorf("an SSLContext is required, not %s", t.TypeName(a[8]))
		}
		r.TLS = func() *tls.Config { return c.Config(false, name) }
		r.TLSKey = c
	}
	if times := object.AsTuple(a[10]); times != nil && len(times.Items) == 4 {
		for i, d := range []*time.Duration{&r.Connect, &r.Timeouts.Read, &r.Timeouts.Write, &r.Timeouts.Pool} {
			if *d, ok = span(t, times.Items[i]); !ok {
				return object.Value{}
			}
		}
	}
	if p := object.AsTuple(a[11]); p != nil && len(p.Items) == 3 {
		if r.ProxyHost, ok = text(t, p.Items[0]); !ok {
			return object.Value{}
		}
		r.ProxyHost = trimHost(r.ProxyHost)
		n, ok := t.IndexInt(p.Items[1])
		if !ok {
			return object.Value{}
		}
		r.ProxyPort = strconv.Itoa(n)
		if !p.Items[2].IsNone() {
			s, ok := t.BytesLike(p.Items[2])
			if !ok {
				return object.Value{}
			}
			r.Tunnel = []byte(s)
		}
	}
	if r.Unix, ok = text(t, a[12]); !ok {
		return object.Value{}
	}
	if r.Local, ok = text(t, a[13]); !ok {
		return object.Value{}
	}
	x := &exchange{Exchange: poolOf(a[0]).Begin(r), host: name}
	return object.InitOpaque(&x.Opaque, t.M.TypeFor(&exchangeDecl))
}

var poolDecl = object.TypeDecl{
	Name: "_http.Pool", Kind: object.KindOpaque, Flags: object.TypeHasWeakref,
	Doc: "Connections that are kept and shared; 0 is no limit, -1 idle ones are none.",
	New: &object.Def{Sig: "__new__(cls, max_connections=0, max_idle=0, per_host=0, expiry=None, /)", Doc: "Create a pool.", Fn: poolNew},
	Methods: []object.Def{
		{Sig: "exchange(self, method, target, fields, body, stream, host, port, context, server_hostname, timeouts, proxy, unix, local, /)", Doc: "Prepare a request.", Fn: poolExchange},
		{Sig: "close(self, /)", Doc: "Close the connections.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			poolOf(a[0]).Close()
			return object.None
		}},
		{Sig: "counts(self, /)", Doc: "Return the numbers of connections open and idle.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			open, idle := poolOf(a[0]).Counts()
			return object.NewPair(object.Int(int64(open)), object.Int(int64(idle)))
		}},
	},
}
