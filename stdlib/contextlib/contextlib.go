// Package contextlib is module contextlib: tools for the with statement. How a
// generator is stepped as a context manager and how an exit stack unwinds is
// in Go; the classes that scripts meet are in the language, over these.
package contextlib

import (
	_ "embed"

	"github.com/aio-lang/aio/vm/object"
)

type (
	thread   = object.Thread
	value    = object.Value
	def      = object.Def
	typeDecl = object.TypeDecl
	getSet   = object.GetSetDef
)

//go:embed contextlib.aio
var source string

// Module declares the module.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{
		Name: "contextlib", Doc: "Utilities for with-statement contexts.  See PEP 343.",
		Funcs: []def{
			{Sig: "_unwinding(exc, /)", Doc: "Begin to leave an exit stack, with the exception that ended the statement or None.", Fn: newUnwinding},
			{Sig: "_implements(cls, names, /)", Doc: "True where a class has all of the methods and none is None, else NotImplemented.", Fn: implements},
		},
		Init: func(t *thread, mod *object.Module) bool {
			base := t.M.TypeFor(&generatorDecl)
			mod.Set(t.M, "_GeneratorContextManagerBase", base.Value())
			mod.Set(t.M, "_Steps", t.M.TypeForBase(&stepsDecl, base).Value())
			return true
		},
		Source: source,
	}
}

// implements answers for the subclass hooks of the abstract classes.
func implements(t *thread, a []value) value {
	cls := object.AsType(a[0])
	for _, name := range object.AsTuple(a[1]).Items {
		if m := t.M.Lookup(cls, object.AsStr(name)); m.P == nil || m.IsNone() {
			return object.NotImplemented
		}
	}
	return object.True
}

// isA reports whether v is an instance of the core class.
func isA(t *thread, v value, shape uint32) bool {
	return t.M.TypeOf(v).IsSubtypeOf(t.M.Type(shape))
}
