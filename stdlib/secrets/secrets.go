// Package secrets is the module secrets: random numbers that nobody can guess.
package secrets

import (
	_ "embed"

	"github.com/aio-lang/aio/vm/object"
)

//go:embed secrets.aio
var source string

// Module declares the module.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{Name: "secrets", Doc: "Random numbers that nobody can guess, for passwords and tokens.", Source: source}
}
