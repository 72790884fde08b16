// Package starlette is package starlette: requests, responses, routes and
// middleware of ASGI applications, and a client to test them, in the language.
package starlette

import (
	"embed"

	"github.com/aio-lang/aio/vm/object"
)

//go:embed *.aio
var files embed.FS

func source(file string) string {
	b, err := files.ReadFile(file + ".aio")
	if err != nil {
		panic(err)
	}
	return string(b)
}

// Modules declares the package and its modules.
func Modules() []*object.ModuleDecl {
	list := []*object.ModuleDecl{
		{Name: "starlette", Doc: "A toolkit for ASGI applications.", Source: "__version__ = '0.45.3'\n", IsPackage: true},
		{Name: "starlette.middleware", Doc: "Applications around applications.", Source: source("middleware"), IsPackage: true},
	}
	for _, m := range []struct{ name, file, doc string }{
		{"applications", "applications", "Applications."},
		{"background", "background", "What runs after the response."},
		{"concurrency", "concurrency", "Blocking functions beside the loop."},
		{"datastructures", "datastructures", "URLs, headers, query parameters, cookies, forms."},
		{"exceptions", "exceptions", "The exceptions that become responses."},
		{"formparsers", "formparsers", "Bodies of forms."},
		{"middleware.base", "middleware_base", "Middleware as a function."},
		{"middleware.cors", "middleware_cors", "Which other origins a browser may let in."},
		{"middleware._more", "middleware_more", "Hosts, https, sessions."},
		{"requests", "requests", "Requests."},
		{"responses", "responses", "Responses."},
		{"routing", "routing", "From paths to what answers."},
		{"staticfiles", "staticfiles", "Files of a folder."},
		{"status", "status", "Statuses by name."},
		{"templating", "templating", "Templates."},
		{"testclient", "testclient", "A client without a network."},
		{"websockets", "websockets", "WebSockets of applications."},
	} {
		list = append(list, &object.ModuleDecl{Name: "starlette." + m.name, Doc: m.doc, Source: source(m.file)})
	}
	for _, m := range [][2]string{{"gzip", "GZipMiddleware"}, {"httpsredirect", "HTTPSRedirectMiddleware"}, {"sessions", "SessionMiddleware"},
		{"trustedhost", "TrustedHostMiddleware"}} {
		list = append(list, &object.ModuleDecl{Name: "starlette.middleware." + m[0], Doc: m[1] + ".", Source: "from ._more import " + m[1] + "\n"})
	}
	return append(list, &object.ModuleDecl{Name: "starlette.types", Doc: "Names of types.",
		Source: "from typing import Any, Awaitable, Callable, MutableMapping\n\nScope = MutableMapping[str, Any]\nMessage = MutableMapping[str, Any]\n" +
			"Receive = Callable[[], Awaitable[Message]]\nSend = Callable[[Message], Awaitable[None]]\nASGIApp = Callable[[Scope, Receive, Send], Awaitable[None]]\n"})
}
