// Package gzip is the module gzip, written in the language over module zlib.
package gzip

import (
	_ "embed"

	"github.com/aio-lang/aio/vm/object"
)

//go:embed gzip.aio
var source string

// Module declares the module.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{Name: "gzip", Doc: "Files compressed with gzip.", Source: source}
}
