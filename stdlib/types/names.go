package types

import "github.com/aio-lang/aio/vm/object"

// typeNames are the builtin types that module types gives a name.
var typeNames = []struct {
	name  string
	shape uint32
}{
	{"AsyncGeneratorType", object.ShapeAsyncGenerator},
	{"BuiltinFunctionType", object.ShapeBuiltinFunction},
	{"BuiltinMethodType", object.ShapeBuiltinFunction},
	{"CellType", object.ShapeCell},
	{"ClassMethodDescriptorType", object.ShapeClassMethodDesc},
	{"CodeType", object.ShapeCode},
	{"CoroutineType", object.ShapeCoroutine},
	{"EllipsisType", object.ShapeEllipsis},
	{"FrameType", object.ShapeFrame},
	{"FunctionType", object.ShapeFunction},
	{"GeneratorType", object.ShapeGenerator},
	{"GenericAlias", object.ShapeGenericAlias},
	{"GetSetDescriptorType", object.ShapeGetSetDescriptor},
	{"LambdaType", object.ShapeFunction},
	{"MappingProxyType", object.ShapeMappingProxy},
	{"MemberDescriptorType", object.ShapeMemberDescriptor},
	{"MethodDescriptorType", object.ShapeMethodDescriptor},
	{"MethodType", object.ShapeMethod},
	{"MethodWrapperType", object.ShapeMethodWrapper},
	{"ModuleType", object.ShapeModule},
	{"NoneType", object.ShapeNone},
	{"NotImplementedType", object.ShapeNotImplemented},
	{"TracebackType", object.ShapeTraceback},
	{"UnionType", object.ShapeUnionType},
	{"WrapperDescriptorType", object.ShapeWrapperDescriptor},
}

func bindNames(t *object.Thread, mod *object.Module) bool {
	for _, n := range typeNames {
		mod.Set(t.M, n.name, t.M.Type(n.shape).Value())
	}
	return true
}
