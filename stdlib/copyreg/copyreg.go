// Package copyreg is module copyreg: how pickle and copy take objects apart.
package copyreg

import (
	_ "embed"

	"github.com/aio-lang/aio/vm/object"
)

//go:embed copyreg.aio
var source string

// Module declares the module.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{Name: "copyreg", Doc: "Helpers for pickle and copy: how objects are reduced.", Source: source}
}
