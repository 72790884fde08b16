// Package locale is module locale, written in the language.
package locale

import (
	_ "embed"

	"github.com/aio-lang/aio/vm/object"
)

//go:embed locale.aio
var source string

// Module declares the module.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{Name: "locale", Doc: "The C locale and its conventions.", Source: source}
}
