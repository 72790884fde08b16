// Package getopt is module getopt, written in the language.
package getopt

import (
	_ "embed"

	"github.com/aio-lang/aio/vm/object"
)

//go:embed getopt.aio
var source string

// Module declares the module.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{Name: "getopt", Doc: "Parse options as C's getopt does.", Source: source}
}
