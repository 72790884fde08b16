package object

// newIterator makes a native iterator of a core iterator type.
func newIterator(shape uint32, state any) Value {
	return FromHeader(&(&Opaque{Header: Header{Shape: shape, Kind: KindOpaque}, Data: state}).Header)
}

func iteratorTypes() []*TypeDecl {
	return []*TypeDecl{&listIteratorDecl, &listReverseIteratorDecl, &tupleIteratorDecl, &rangeIteratorDecl, &sequenceIteratorDecl,
		&dictKeyIteratorDecl, &dictValueIteratorDecl, &dictItemIteratorDecl, &dictReverseKeyIteratorDecl, &dictReverseValueIteratorDecl,
		&dictReverseItemIteratorDecl, &setIteratorDecl, &enumerateDecl, &zipDecl, &mapDecl, &filterDecl, &reversedDecl, &callableIteratorDecl}
}
