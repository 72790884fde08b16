package object

func classTypes() []*TypeDecl {
	return []*TypeDecl{&objectDecl, &typeDecl, &moduleDecl, &builtinFunctionDecl, &methodDescriptorDecl, &wrapperDescriptorDecl,
		&classMethodDescriptorDecl, &methodWrapperDecl, &getSetDecl, &memberDecl, &methodDecl, &propertyDecl, &classMethodDecl,
		&staticMethodDecl, &superDecl, &genericAliasDecl, &unionTypeDecl}
}

const descriptorFlags = TypeNoSubclass | TypeNoNew

var (
	objectDecl                = TypeDecl{Shape: ShapeObject, Name: "object", Kind: KindInstance}
	typeDecl                  = TypeDecl{Shape: ShapeType, Name: "type", Kind: KindType}
	moduleDecl                = TypeDecl{Shape: ShapeModule, Name: "module", Kind: KindModule, Flags: TypeHasDict}
	builtinFunctionDecl       = TypeDecl{Shape: ShapeBuiltinFunction, Name: "builtin_function_or_method", Kind: KindNative, Flags: descriptorFlags}
	methodDescriptorDecl      = TypeDecl{Shape: ShapeMethodDescriptor, Name: "method_descriptor", Kind: KindNative, Flags: descriptorFlags}
	wrapperDescriptorDecl     = TypeDecl{Shape: ShapeWrapperDescriptor, Name: "wrapper_descriptor", Kind: KindNative, Flags: descriptorFlags}
	classMethodDescriptorDecl = TypeDecl{Shape: ShapeClassMethodDesc, Name: "classmethod_descriptor", Kind: KindNative, Flags: descriptorFlags}
	methodWrapperDecl         = TypeDecl{Shape: ShapeMethodWrapper, Name: "method-wrapper", Kind: KindNative, Flags: descriptorFlags}
	getSetDecl                = TypeDecl{Shape: ShapeGetSetDescriptor, Name: "getset_descriptor", Kind: KindGetSet, Flags: descriptorFlags}
	memberDecl                = TypeDecl{Shape: ShapeMemberDescriptor, Name: "member_descriptor", Kind: KindMember, Flags: descriptorFlags}
	methodDecl                = TypeDecl{Shape: ShapeMethod, Name: "method", Kind: KindBoundMethod, Flags: TypeNoSubclass}
	propertyDecl              = TypeDecl{Shape: ShapeProperty, Name: "property", Kind: KindProperty}
	classMethodDecl           = TypeDecl{Shape: ShapeClassMethod, Name: "classmethod", Kind: KindClassMethod}
	staticMethodDecl          = TypeDecl{Shape: ShapeStaticMethod, Name: "staticmethod", Kind: KindStaticMethod}
	superDecl                 = TypeDecl{Shape: ShapeSuper, Name: "super", Kind: KindSuper}
	genericAliasDecl          = TypeDecl{Shape: ShapeGenericAlias, Name: "types.GenericAlias", Kind: KindOpaque}
	unionTypeDecl             = TypeDecl{Shape: ShapeUnionType, Name: "types.UnionType", Kind: KindOpaque, Flags: descriptorFlags}
)

// GenericAlias is the state of list[int]: Origin subscripted with Args.
type GenericAlias struct {
	Origin, Args Value
}

// NewGenericAlias makes origin[args] of types.GenericAlias.
func NewGenericAlias(t *Thread, origin, args Value) Value {
	return newIterator(ShapeGenericAlias, &GenericAlias{origin, args})
}
