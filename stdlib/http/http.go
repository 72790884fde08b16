// Package http is the package http and what the clients of HTTP have in common:
// module _http, natives over a pool of connections. Nothing of it runs before
// one of the modules is imported.
//
//	requests  httpx  aiohttp          in the language, a folder each
//	      └─────┼──────┘
//	          _http                   futures, or calls that let go of the baton
//	          pool                    connections, exchanges: goroutines, no Values
//	          wire                    HTTP/1.1 as bytes
package http

import (
	_ "embed"
	"strings"
	"time"

	"github.com/aio-lang/aio/vm/object"
)

//go:embed __init__.aio
var packageSource string

//go:embed client.aio
var clientSource string

//go:embed cookies.aio
var cookieSource string

//go:embed message.aio
var messageSource string

//go:embed server.aio
var serverSource string

//go:embed cookiejar.aio
var cookieJarSource string

// Modules declares the package http and _http.
func Modules() []*object.ModuleDecl {
	return []*object.ModuleDecl{
		{Name: "_http", Doc: "Requests over kept connections.", Types: []*object.TypeDecl{&failureDecl, &poolDecl}, Funcs: []object.Def{parseDate}},
		{Name: "http", IsPackage: true, Doc: "Status codes and methods of HTTP.", Source: packageSource},
		{Name: "http.cookiejar", Doc: "Cookies that a client keeps.", Source: cookieJarSource},
		{Name: "http.client", Doc: "HTTP/1.1 over a socket.", Source: clientSource},
		{Name: "http.cookies", Doc: "Cookies as headers have them.", Source: cookieSource},
		{Name: "http._message", Doc: "The header of a message.", Source: messageSource},
		{Name: "http.server", Doc: "Servers of HTTP.", Source: serverSource},
	}
}

// dateLayouts are the dates of headers, and those that old servers send; the
// weekday is cut off before.
var dateLayouts = [...]string{"02 Jan 2006 15:04:05", "02-Jan-2006 15:04:05", "02-Jan-06 15:04:05", "Jan _2 15:04:05 2006", "2 Jan 2006 15:04:05"}

var parseDate = object.Def{Sig: "parse_date(text, /)", Doc: "Return the seconds since the epoch of a date of a header, or None.", Fn: func(t *object.Thread, a []object.Value) object.Value {
	s, ok := text(t, a[0])
	if !ok {
		return object.Value{}
	}
	s = strings.TrimSpace(s)
	if _, rest, cut := strings.Cut(s, ","); cut {
		s = strings.TrimSpace(rest)
	} else if _, rest, cut := strings.Cut(s, " "); cut && s[0] > '9' {
		s = strings.TrimSpace(rest)
	}
	s = strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(s, " GMT"), " UTC"), " +0000")
	for _, layout := range dateLayouts {
		if when, err := time.Parse(layout, s); err == nil {
			return object.Int(when.Unix())
		}
	}
	return object.None
}}
