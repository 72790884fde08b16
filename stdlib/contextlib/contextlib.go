// Package contextlib is module contextlib: tools for the with statement.
package contextlib

import (
	_ "embed"

	"github.com/aio-lang/aio/vm/object"
)

//go:embed contextlib.aio
var source string

// Module declares the module.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{Name: "contextlib", Doc: "Utilities for with-statement contexts.  See PEP 343.", Source: source}
}
