// Package shlex is module shlex, written in the language.
package shlex

import (
	_ "embed"

	"github.com/aio-lang/aio/vm/object"
)

//go:embed shlex.aio
var source string

// Module declares the module.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{Name: "shlex", Doc: "Split text into words as a shell does.", Source: source}
}
