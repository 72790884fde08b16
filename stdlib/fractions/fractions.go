// Package fractions is the fractions module: exact rational numbers.
package fractions

import (
	_ "embed"

	"github.com/aio-lang/aio/vm/object"
)

//go:embed fractions.aio
var source string

// Module declares the module.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{Name: "fractions", Doc: "Fraction, infinite-precision, rational numbers.", Source: source}
}
