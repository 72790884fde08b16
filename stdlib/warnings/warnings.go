// Package warnings is module warnings: natives that find out what a warning is
// about and what the filters make of it, and the rest in the language. Natives
// of other packages warn through Thread.Warn, which calls it.
package warnings

import (
	_ "embed"

	"github.com/aio-lang/aio/vm/object"
)

//go:embed warnings.aio
var source string

// Module declares the module.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{
		Name: "warnings", Doc: "Issue, filter and show warnings.",
		Funcs: []object.Def{
			{Sig: "warn(message, category=None, stacklevel=1, source=None, *, skip_file_prefixes=())", Doc: "Issue a warning about the caller, or whoever stands stacklevel - 1 above it.", Fn: warn},
			{Sig: "warn_explicit(message, category, filename, lineno, module=None, registry=None, module_globals=None, source=None)", Doc: "Issue a warning about a given place.", Fn: warnExplicit},
		},
		Source: source,
	}
}
