package object

func containerTypes() []*TypeDecl {
	return []*TypeDecl{&listDecl, &tupleDecl, &dictDecl, &setDecl, &frozenSetDecl, &rangeDecl, &sliceDecl, &cellDecl,
		&mappingProxyDecl, &dictKeysDecl, &dictValuesDecl, &dictItemsDecl}
}
