// Package urllib is the package urllib: its module parse.
package urllib

import (
	_ "embed"

	"github.com/aio-lang/aio/vm/object"
)

//go:embed parse.aio
var parseSource string

// Module declares the package.
func Module() *object.ModuleDecl { return &object.ModuleDecl{Name: "urllib", IsPackage: true} }

// Parse declares urllib.parse.
func Parse() *object.ModuleDecl {
	return &object.ModuleDecl{Name: "urllib.parse", Doc: "Parse (absolute and relative) URLs.", Funcs: parseFuncs, Source: parseSource}
}
