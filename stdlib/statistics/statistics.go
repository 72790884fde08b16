// Package statistics is the statistics module: means, spreads and the normal
// distribution, computed exactly and rounded once.
package statistics

import (
	_ "embed"

	"github.com/aio-lang/aio/vm/object"
)

//go:embed statistics.aio
var source string

// Module declares the module.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{Name: "statistics", Doc: "Basic statistics: averages, measures of spread, relations between inputs.", Source: source}
}
