package object

// classTypes lists the types that the class machinery itself consists of.
func classTypes() []*TypeDecl {
	return []*TypeDecl{&objectDecl, &typeDecl, &moduleDecl, &builtinFunctionDecl, &methodDescriptorDecl, &wrapperDescriptorDecl,
		&classMethodDescriptorDecl, &methodWrapperDecl, &getSetDecl, &memberDecl, &methodDecl, &propertyDecl, &classMethodDecl,
		&staticMethodDecl, &superDecl, &genericAliasDecl, &unionTypeDecl}
}

const descriptorFlags = TypeNoSubclass | TypeNoNew
