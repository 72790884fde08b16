// Package httpserver is the native core of HTTP/1.1 servers: a protocol for
// asyncio's transports that reads requests, calls an ASGI application for
// each, and writes what the application sends.
//
//	transport → conn → head, chunks → cycle → application(scope, receive, send)
//	                 → frames       → socket ↗
//
// In comes what transports receive, out go bytes and calls of the application.
// It knows nothing of routes, logs or signals: module uvicorn and the servers
// of other frameworks have those. Nothing of it is touched before one of them
// is imported.
package httpserver

import (
	"github.com/aio-lang/aio/vm/object"
)

type (
	thread = object.Thread
	value  = object.Value
	def    = object.Def
)

// Module declares _http_server.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{
		Name: "_http_server", Doc: "The native core of HTTP servers.",
		Funcs: []def{
			{Sig: "reason(status, /)", Doc: "Return the phrase of a status, or ''.", Fn: func(t *thread, a []value) value {
				n, ok := t.SizeArg(a[0])
				if !ok {
					return value{}
				}
				return object.NewStr(reason(n))
			}},
			{Sig: "unquote(path, /)", Doc: "Undo %XX; what is no UTF-8 then becomes U+FFFD.", Fn: func(t *thread, a []value) value {
				s, ok := t.StrArg("unquote", "", a[0])
				if !ok {
					return value{}
				}
				return t.Decode(unquote(s.S), "utf-8", "replace")
			}},
		},
		Types: []*object.TypeDecl{&coreDecl, &connDecl, &cycleDecl, &socketDecl},
	}
}

func ok(v value) bool { return v.P != nil }

func none(good bool) value {
	if !good {
		return value{}
	}
	return object.None
}

func call(t *thread, v value, name string, args ...value) value {
	return t.CallMethod(v, t.M.Intern(name), args...)
}

// item is d[name] of a message; nil with nothing pending where it is not there.
func item(t *thread, d *object.Dict, name string) value { return d.GetStr(t.M.Intern(name)) }

func set(t *thread, d *object.Dict, name string, v value) { d.SetStr(t.M.Intern(name), v) }
