// Package urllib is the package urllib: its modules parse, request and error.
package urllib

import (
	_ "embed"

	"github.com/aio-lang/aio/vm/object"
)

//go:embed error.aio
var errorSource string

//go:embed request.aio
var requestSource string

//go:embed parse.aio
var parseSource string

// Module declares the package.
func Module() *object.ModuleDecl { return &object.ModuleDecl{Name: "urllib", IsPackage: true} }

// Parse declares urllib.parse.
func Parse() *object.ModuleDecl {
	return &object.ModuleDecl{Name: "urllib.parse", Doc: "Parse (absolute and relative) URLs.", Funcs: parseFuncs, Source: parseSource}
}

// Error declares urllib.error.
func Error() *object.ModuleDecl {
	return &object.ModuleDecl{Name: "urllib.error", Doc: "What urllib.request raises.", Source: errorSource}
}

// Request declares urllib.request.
func Request() *object.ModuleDecl {
	return &object.ModuleDecl{Name: "urllib.request", Doc: "Opening URLs.", Source: requestSource}
}
