// Package types is module types: names for the builtin types that have none,
// and help for making classes at run time.
package types

import (
	_ "embed"

	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/object"
)

//go:embed types.aio
var source string

// Module declares the module.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{
		Name: "types", Doc: "Names of builtin types that are not builtins, and utilities for the dynamic creation of new ones.",
		Types: []*object.TypeDecl{namespaceDecl()},
		Funcs: []object.Def{{
			Sig: "_make_iterable_coroutine(func, /)",
			Doc: "Let the generators of a function be awaited; False where that makes no sense.",
			Fn: func(t *object.Thread, a []object.Value) object.Value {
				return object.Bool(vm.MakeIterableCoroutine(t, a[0]))
			},
		}},
		Init:   bindNames,
		Source: source,
	}
}
