// Package numbers is module numbers: the tower of abstract number classes
// (PEP 3141).
package numbers

import (
	_ "embed"

	"github.com/aio-lang/aio/vm/object"
)

//go:embed numbers.aio
var source string

// Module declares the module.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{Name: "numbers", Doc: "Abstract base classes for numbers, according to PEP 3141.", Source: source}
}
