// Package getpass is module getpass, written in the language.
package getpass

import (
	_ "embed"

	"github.com/aio-lang/aio/vm/object"
)

//go:embed getpass.aio
var source string

// Module declares the module.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{Name: "getpass", Doc: "Ask for a password, and tell who the user is.", Source: source}
}
