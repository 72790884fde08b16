// Package reprlib is the reprlib module: representations that are cut short.
package reprlib

import (
	_ "embed"
	"reflect"

	"github.com/aio-lang/aio/vm/object"
)

//go:embed reprlib.aio
var source string

// Module declares the module.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{
		Name: "reprlib",
		Doc:  "repr() with limits on most sizes.",
		Funcs: []object.Def{
			{Sig: "_thread_key()", Doc: "Return what tells the running thread from others.", Fn: func(t *object.Thread, a []object.Value) object.Value {
				return object.Int(int64(reflect.ValueOf(t).Pointer()))
			}},
		},
		Source: source,
	}
}
