// Package shutil is module shutil: whole files and trees of them.
package shutil

import (
	_ "embed"

	"github.com/aio-lang/aio/vm/object"
)

//go:embed shutil.aio
var source string

// Module declares the module.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{Name: "shutil", Doc: "Copy, move and remove files and trees of directories.", Source: source}
}
