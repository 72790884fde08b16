package httpserver

import (
	"time"

	"github.com/aio-lang/aio/vm/loop"
	"github.com/aio-lang/aio/vm/object"
)

// core is what the connections of one server share.
type core struct {
	object.Opaque
	app       value
	loopValue value
	loop      *loop.Loop
	access    value // called with scope and status for each response; None
	failed    value // called with a text and an exception or None
	scheme    string
	rootPath  value
	state     *object.Dict // of the lifespan; each scope gets a copy
	fixed     string       // header lines of all responses
	date      bool
	dateLine  string
	dateAt    int64
	maxHead   int
	maxBody   int64 // 0: no limit
	maxFrame  int
	idle      time.Duration
	slow      time.Duration
	conns     map[*conn]struct{}
	closing   bool
	requests  int64
	active    int // applications that run
	sent      *loop.Future
	websocket bool
	// the methods that applications get, here because their own code makes
	// further ones
	receive, send, socketReceive, socketSend *def
}

var coreDecl = object.TypeDecl{
	Name: "_http_server.Core", Kind: object.KindOpaque,
	Doc: "What the connections of a server share: the application and the limits.",
	New: &def{
		Sig: "__new__(cls, app, loop, *, access=None, failed=None, scheme='http', root_path='', state=None, headers=(), date=True, max_head=65536, max_body=0, max_message=16777216, idle=5.0, slow=60.0, websocket=True)",
		Doc: "Create the core of a server.", Fn: newCore,
	},
	Methods: []def{
		coreDef("__call__(self, /)", "Return a protocol for a new connection.", func(t *thread, c *core, a []value) value {
			n := &conn{core: c, since: time.Now()}
			n.Data = n
			return object.InitOpaque(&n.Opaque, t.M.TypeFor(&connDecl))
		}),
		coreDef("sweep(self, /)", "Close connections that have been idle, or slow to send a head, for too long.", sweep),
		coreDef("shutdown(self, /)", "Close idle connections; let the others close after their response.", func(t *thread, c *core, a []value) value {
			c.closing = true
			for n := range c.conns {
				if !n.shutdown(t) {
					return value{}
				}
			}
			return object.None
		}),
	},
	GetSets: []object.GetSetDef{
		{Name: "connections", Doc: "How many connections are open.", Get: func(t *thread, v value) value { return object.Int(int64(len(coreOf(v).conns))) }},
		{Name: "requests", Doc: "How many requests have come.", Get: func(t *thread, v value) value { return object.Int(coreOf(v).requests) }},
		{Name: "active", Doc: "How many applications run.", Get: func(t *thread, v value) value { return object.Int(int64(coreOf(v).active)) }},
	},
}

func coreOf(v value) *core { return (*core)(v.P) }

func coreDef(sig, doc string, f func(t *thread, c *core, a []value) value) def {
	return def{Sig: sig, Doc: doc, Fn: func(t *thread, a []value) value { return f(t, coreOf(a[0]), a) }}
}

func newCore(t *thread, a []value) value {
	c := &core{app: a[1], loopValue: a[2], access: a[3], failed: a[4], rootPath: a[6], conns: map[*conn]struct{}{},
		receive: &receiveDef, send: &sendDef, socketReceive: &socketReceiveDef, socketSend: &socketSendDef}
	if c.loop = loop.StateOf(t).LoopFor(a[2]); c.loop == nil {
		return t.TypeErrorf("an event loop is required, not %s", t.TypeName(a[2]))
	}
	scheme, good := t.StrArg("Core", "'scheme'", a[5])
	if !good {
		return value{}
	}
	c.scheme = scheme.S
	c.state = object.AsDict(a[7])
	good = t.Each(a[8], func(pair value) bool {
		name, text, good := c.header(t, pair)
		c.fixed += name + ": " + text + "\r\n"
		return good
	})
	if !good || t.Exc.P != nil {
		return value{}
	}
	if c.date, good = t.Truth(a[9]); !good {
		return value{}
	}
	var sizes [3]int
	for i := range sizes {
		if sizes[i], good = t.SizeArg(a[10+i]); !good {
			return value{}
		}
	}
	c.maxHead, c.maxBody, c.maxFrame = sizes[0], int64(sizes[1]), sizes[2]
	for i, d := range []*time.Duration{&c.idle, &c.slow} {
		f, good := t.FloatArg(a[13+i])
		if !good {
			return value{}
		}
		*d = time.Duration(f * float64(time.Second))
	}
	if c.websocket, good = t.Truth(a[15]); !good {
		return value{}
	}
	c.sent = c.loop.NewFuture()
	c.sent.SetResult(t, object.None)
	c.Data = c
	return object.InitOpaque(&c.Opaque, object.AsType(a[0]))
}

// header is a name and a value of bytes, checked so that neither can end its
// line.
func (c *core) header(t *thread, pair value) (name, text string, good bool) {
	items, good := t.Collect(pair)
	if !good {
		return
	}
	if len(items) != 2 {
		t.ValueErrorf("a header is a pair of bytes")
		return "", "", false
	}
	if name, good = t.BytesLike(items[0]); !good {
		return
	}
	if text, good = t.BytesLike(items[1]); !good {
		return
	}
	if !isToken(name) {
		t.RuntimeErrorf("Invalid HTTP header name.")
		return "", "", false
	}
	for i := 0; i < len(text); i++ {
		if b := text[i]; b < ' ' && b != '\t' || b == 0x7f {
			t.RuntimeErrorf("Invalid HTTP header value.")
			return "", "", false
		}
	}
	return name, text, true
}

// always is the header lines that all responses begin with.
func (c *core) always() string {
	if !c.date {
		return c.fixed
	}
	if now := time.Now(); now.Unix() != c.dateAt {
		c.dateAt = now.Unix()
		c.dateLine = "date: " + now.UTC().Format("Mon, 02 Jan 2006 15:04:05") + " GMT\r\n" + c.fixed
	}
	return c.dateLine
}

func sweep(t *thread, c *core, a []value) value {
	now := time.Now()
	for n := range c.conns {
		limit := c.idle
		if len(n.buf) > 0 || n.bodyWaits() {
			limit = c.slow
		} else if n.busy() {
			continue
		}
		if limit > 0 && now.Sub(n.since) > limit && !n.close(t) {
			return value{}
		}
	}
	return object.None
}

// report tells the server's log of a failure.
func (c *core) report(t *thread, text string, exc value) bool {
	if c.failed.IsNone() {
		return true
	}
	if exc.P == nil {
		exc = object.None
	}
	return ok(t.Call(c.failed, object.NewStr(text), exc))
}
