// Package dataclasses is module dataclasses (PEP 557), written in the
// language.
package dataclasses

import (
	_ "embed"

	"github.com/aio-lang/aio/vm/object"
)

//go:embed dataclasses.aio
var source string

// Module declares the module.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{
		Name: "dataclasses", Doc: "Classes that mainly hold data: methods made of annotated fields.",
		Funcs: []object.Def{
			{Sig: "_repr_enter(obj, /)", Doc: "Begin the repr of an object; False while it is being computed already.", Fn: func(t *object.Thread, a []object.Value) object.Value {
				return object.Bool(t.ReprEnter(a[0]))
			}},
			{Sig: "_repr_leave()", Doc: "End what _repr_enter began.", Fn: func(t *object.Thread, a []object.Value) object.Value {
				t.ReprLeave()
				return object.None
			}},
		},
		Source: source,
	}
}
