// Package socketserver is module socketserver.
package socketserver

import (
	_ "embed"

	"github.com/aio-lang/aio/vm/object"
)

//go:embed socketserver.aio
var source string

// Modules declares the module.
func Modules() []*object.ModuleDecl {
	return []*object.ModuleDecl{{Name: "socketserver", Doc: "Servers of sockets, a handler object for each request.", Source: source}}
}
