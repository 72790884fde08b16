// Package uuid is the module uuid: universally unique identifiers (RFC 4122).
package uuid

import (
	_ "embed"

	"github.com/aio-lang/aio/vm/object"
)

//go:embed uuid.aio
var source string

// Module declares the module.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{Name: "uuid", Doc: "Universally unique identifiers (RFC 4122).", Source: source}
}
