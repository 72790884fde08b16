package object

import "unsafe"

// Set is a set or frozenset.
type Set struct {
	Header
	hash uint64 // of a frozenset, once computed
}

// DictView is d.keys(), d.values() or d.items(); its shape says which.
type DictView struct {
	Header
	Dict *Dict
}

// MappingProxy is a read-only view of a mapping.
type MappingProxy struct {
	Header
	Mapping Value
}

// NewMappingProxy makes a read-only view of a mapping.
func NewMappingProxy(mapping Value) Value {
	return FromHeader(&(&MappingProxy{Header{Shape: ShapeMappingProxy, Kind: KindMappingProxy}, mapping}).Header)
}

func containerTypes() []*TypeDecl {
	return []*TypeDecl{&listDecl, &tupleDecl, &dictDecl, &setDecl, &frozenSetDecl, &rangeDecl, &sliceDecl, &cellDecl,
		&mappingProxyDecl, &dictKeysDecl, &dictValuesDecl, &dictItemsDecl}
}

var (
	dictDecl         = TypeDecl{Shape: ShapeDict, Name: "dict", Kind: KindDict, Flags: TypeMapping}
	setDecl          = TypeDecl{Shape: ShapeSet, Name: "set", Kind: KindSet}
	frozenSetDecl    = TypeDecl{Shape: ShapeFrozenSet, Name: "frozenset", Kind: KindSet}
	mappingProxyDecl = TypeDecl{Shape: ShapeMappingProxy, Name: "mappingproxy", Kind: KindMappingProxy, Flags: TypeNoSubclass | TypeMapping}
	dictKeysDecl     = TypeDecl{Shape: ShapeDictKeys, Name: "dict_keys", Kind: KindDictView, Flags: TypeNoSubclass | TypeNoNew}
	dictValuesDecl   = TypeDecl{Shape: ShapeDictValues, Name: "dict_values", Kind: KindDictView, Flags: TypeNoSubclass | TypeNoNew}
	dictItemsDecl    = TypeDecl{Shape: ShapeDictItems, Name: "dict_items", Kind: KindDictView, Flags: TypeNoSubclass | TypeNoNew}
)

func dictGetItem(t *Thread, d *Dict, k Value) Value {
	v := d.Get(t, k)
	if v.P == nil && t.Exc.P == nil {
		return t.KeyError(k)
	}
	return v
}

var _ unsafe.Pointer
