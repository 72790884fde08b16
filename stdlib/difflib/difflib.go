// Package difflib is module difflib, written in the language.
package difflib

import (
	_ "embed"

	"github.com/aio-lang/aio/vm/object"
)

//go:embed difflib.aio
var source string

// Module declares the module.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{Name: "difflib", Doc: "Compare sequences, and show how they differ.", Source: source}
}
