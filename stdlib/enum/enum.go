// Package enum is module enum: enumerations (PEP 435), written in the language.
package enum

import (
	_ "embed"

	"github.com/aio-lang/aio/vm/object"
)

//go:embed enum.aio
var source string

// Module declares the module.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{Name: "enum", Doc: "Enumerations: classes whose instances are a fixed set of names.", Source: source}
}
