// Package websockets is package websockets: its client.
package websockets

import (
	_ "embed"

	"github.com/aio-lang/aio/vm/object"
)

var (
	//go:embed __init__.aio
	initSource string
	//go:embed client.aio
	clientSource string
	//go:embed exceptions.aio
	exceptionSource string
)

// Modules declares the package and its modules.
func Modules() []*object.ModuleDecl {
	return []*object.ModuleDecl{
		{Name: "websockets", Doc: "WebSockets for tasks.", Source: initSource, IsPackage: true},
		{Name: "websockets.client", Doc: "Connecting.", Source: clientSource},
		{Name: "websockets.exceptions", Doc: "What may go wrong.", Source: exceptionSource},
	}
}
