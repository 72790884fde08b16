// Package unittest is the unittest package: test cases, suites, the loader and
// the runner. It is in the language.
package unittest

import (
	_ "embed"

	"github.com/aio-lang/aio/vm/object"
)

//go:embed unittest.aio
var source string

//go:embed main.aio
var mainSource string

//go:embed diff.aio
var diffSource string

//go:embed mock.aio
var mockSource string

//go:embed running.aio
var runningSource string

// Modules declares unittest and its parts; `-m unittest` runs the part
// __main__.
func Modules() []*object.ModuleDecl {
	return []*object.ModuleDecl{
		{Name: "unittest", IsPackage: true, Doc: "Unit testing framework: test cases, suites, loaders and runners.", Source: source},
		{Name: "unittest.mock", Doc: "Mock objects, and patching.", Source: mockSource},
		{Name: "unittest._diff", Source: diffSource},
		{Name: "unittest._running", Source: runningSource},
		{Name: "unittest.__main__", Source: mainSource},
	}
}
