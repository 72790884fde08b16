// Package colorsys is the colorsys module.
package colorsys

import (
	_ "embed"

	"github.com/aio-lang/aio/vm/object"
)

//go:embed colorsys.aio
var source string

// Module declares the module.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{Name: "colorsys", Doc: "Conversions between RGB, YIQ, HLS and HSV colours.", Source: source}
}
