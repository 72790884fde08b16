// Package pprint is module pprint, written in the language.
package pprint

import (
	_ "embed"

	"github.com/aio-lang/aio/vm/object"
)

//go:embed pprint.aio
var source string

// Module declares the module.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{Name: "pprint", Doc: "Show data on several lines, sorted and indented.", Source: source}
}
