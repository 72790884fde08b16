// Package mimetypes is module mimetypes.
package mimetypes

import (
	_ "embed"

	"github.com/aio-lang/aio/vm/object"
)

//go:embed mimetypes.aio
var source string

// Modules declares the module.
func Modules() []*object.ModuleDecl {
	return []*object.ModuleDecl{{Name: "mimetypes", Doc: "Types of files by their names.", Source: source}}
}
