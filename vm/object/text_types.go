package object

func textTypes() []*TypeDecl {
	return []*TypeDecl{&strDecl, &bytesDecl, &byteArrayDecl, &memoryViewDecl}
}

var (
	strDecl        = TypeDecl{Shape: ShapeStr, Name: "str", Kind: KindStr}
	bytesDecl      = TypeDecl{Shape: ShapeBytes, Name: "bytes", Kind: KindBytes}
	byteArrayDecl  = TypeDecl{Shape: ShapeByteArray, Name: "bytearray", Kind: KindByteArray}
	memoryViewDecl = TypeDecl{Shape: ShapeMemoryView, Name: "memoryview", Kind: KindMemoryView, Flags: TypeNoSubclass}
)
