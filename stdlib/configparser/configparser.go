// Package configparser is module configparser, written in the language.
package configparser

import (
	_ "embed"

	"github.com/aio-lang/aio/vm/object"
)

//go:embed configparser.aio
var source string

// Module declares the module.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{Name: "configparser", Doc: "Read and write configuration files with sections.", Source: source}
}
