// Package tempfile is module tempfile: files and directories for a while.
package tempfile

import (
	_ "embed"

	"github.com/aio-lang/aio/vm/object"
)

//go:embed tempfile.aio
var source string

// Module declares the module.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{Name: "tempfile", Doc: "Make files and directories for a while, under names that nobody has yet.", Source: source}
}
