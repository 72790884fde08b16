package zlib

import (
	_ "embed"

	"github.com/aio-lang/aio/vm/object"
)

//go:embed unpacking.aio
var unpacking string

// Unpacking declares what modules gzip and bz2 have in common.
func Unpacking() *object.ModuleDecl {
	return &object.ModuleDecl{Name: "_unpacking", Doc: "Reading compressed files.", Source: unpacking}
}
