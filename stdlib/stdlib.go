// Package stdlib lists the modules of the standard library.
package stdlib

import (
	"github.com/aio-lang/aio/stdlib/itertools"
	"github.com/aio-lang/aio/stdlib/math"
	"github.com/aio-lang/aio/vm/object"
)

// Modules declares all of them, by name.
func Modules() []*object.ModuleDecl {
	return []*object.ModuleDecl{
		itertools.Module(),
		math.Module(),
	}
}
