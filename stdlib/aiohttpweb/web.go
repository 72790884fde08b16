// Package aiohttpweb is module aiohttp.web: the server side of aiohttp, on the
// native core of package httpserver.
package aiohttpweb

import (
	_ "embed"

	"github.com/aio-lang/aio/vm/object"
)

//go:embed web.aio
var source string

// Module declares aiohttp.web.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{Name: "aiohttp.web", Doc: "The server side of aiohttp.", Source: source}
}
