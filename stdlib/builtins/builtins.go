// Package builtins is module builtins: the functions, types, exceptions and
// constants that every program has without importing them.
package builtins

import (
	"slices"

	"github.com/aio-lang/aio/stdlib/io"
	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/object"
)

// Module declares builtins.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{
		Name: "builtins",
		Doc:  "Built-in functions, types, exceptions, and other objects.",
		Funcs: slices.Concat(attributeFuncs, numberFuncs, iterationFuncs, textFuncs, codeFuncs, []object.Def{
			vm.BuildClassDef,
		}),
		Attrs: []object.Attr{
			{Name: "None", Value: object.None},
			{Name: "Ellipsis", Value: object.Ellipsis},
			{Name: "NotImplemented", Value: object.NotImplemented},
			{Name: "False", Value: object.False},
			{Name: "True", Value: object.True},
			{Name: "__debug__", Value: object.True},
		},
		Init: bindTypes,
	}
}

// typeShapes are the types that have a name in the module, apart from the
// exceptions.
var typeShapes = []uint32{
	object.ShapeBool, object.ShapeMemoryView, object.ShapeByteArray, object.ShapeBytes, object.ShapeClassMethod,
	object.ShapeComplex, object.ShapeDict, object.ShapeEnumerate, object.ShapeFilter, object.ShapeFloat,
	object.ShapeFrozenSet, object.ShapeProperty, object.ShapeInt, object.ShapeList, object.ShapeMap, object.ShapeObject,
	object.ShapeRange, object.ShapeReversed, object.ShapeSet, object.ShapeSlice, object.ShapeStaticMethod, object.ShapeStr,
	object.ShapeSuper, object.ShapeTuple, object.ShapeType, object.ShapeZip,
}

func bindTypes(t *object.Thread, mod *object.Module) bool {
	bind := func(shape uint32) {
		ty := t.M.Type(shape)
		mod.Set(t.M, ty.Name, ty.Value())
	}
	for _, shape := range typeShapes {
		bind(shape)
	}
	for shape := object.ShapeBaseException; shape < object.NumCoreShapes; shape++ {
		bind(shape)
	}
	for _, alias := range []string{"EnvironmentError", "IOError"} {
		mod.Set(t.M, alias, t.M.Type(object.ShapeOSError).Value())
	}
	mod.Set(t.M, "open", io.OpenFunction(t.M))
	object.AsNative(mod.Dict.GetStr(t.M.Intern("max"))).Quick = quickExtreme(object.OpGt)
	object.AsNative(mod.Dict.GetStr(t.M.Intern("min"))).Quick = quickExtreme(object.OpLt)
	return bindSite(t, mod)
}
