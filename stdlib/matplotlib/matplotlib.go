// Package matplotlib is package matplotlib as far as programs import it: its
// module pyplot has the names, and each says that it cannot draw.
package matplotlib

import (
	_ "embed"

	"github.com/aio-lang/aio/vm/object"
)

//go:embed pyplot.aio
var pyplotSource string

// Modules declares the package and its module.
func Modules() []*object.ModuleDecl {
	return []*object.ModuleDecl{
		{Name: "matplotlib", Doc: "Drawing, which is not there: module pyplot can be imported.", IsPackage: true,
			Source: "def use(backend, *, force=True):\n    \"\"\"Refuse: there is no drawing.\"\"\"\n    raise NotImplementedError('matplotlib.use()')\n"},
		{Name: "matplotlib.pyplot", Doc: "The names of matplotlib.pyplot.", Source: pyplotSource},
	}
}
