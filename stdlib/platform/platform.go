// Package platform is module platform, written in the language.
package platform

import (
	_ "embed"

	"github.com/aio-lang/aio/vm/object"
)

//go:embed platform.aio
var source string

// Module declares the module.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{Name: "platform", Doc: "What the program runs on.", Source: source}
}
