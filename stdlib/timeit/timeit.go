// Package timeit is module timeit, written in the language.
package timeit

import (
	_ "embed"

	"github.com/aio-lang/aio/vm/object"
)

//go:embed timeit.aio
var source string

// Module declares the module.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{Name: "timeit", Doc: "Measure how long small pieces of code take.", Source: source}
}
