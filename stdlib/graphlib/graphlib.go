// Package graphlib is the graphlib module.
package graphlib

import (
	_ "embed"

	"github.com/aio-lang/aio/vm/object"
)

//go:embed graphlib.aio
var source string

// Module declares the module.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{Name: "graphlib", Doc: "Topological sorting of graphs.", Source: source}
}
