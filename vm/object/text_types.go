package object

// textTypes lists the types of text and bytes.
func textTypes() []*TypeDecl {
	return []*TypeDecl{&strDecl, &bytesDecl, &byteArrayDecl, &memoryViewDecl, &strIteratorDecl, &strASCIIIteratorDecl,
		&bytesIteratorDecl, &byteArrayIteratorDecl, &memoryIteratorDecl}
}
