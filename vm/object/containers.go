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

func containerTypes() []*TypeDecl {
	return []*TypeDecl{&listDecl, &tupleDecl, &dictDecl, &setDecl, &frozenSetDecl, &rangeDecl, &sliceDecl, &cellDecl,
		&mappingProxyDecl, &dictKeysDecl, &dictValuesDecl, &dictItemsDecl}
}

var (
	listDecl         = TypeDecl{Shape: ShapeList, Name: "list", Kind: KindList, Flags: TypeSequence}
	tupleDecl        = TypeDecl{Shape: ShapeTuple, Name: "tuple", Kind: KindTuple, Flags: TypeSequence}
	dictDecl         = TypeDecl{Shape: ShapeDict, Name: "dict", Kind: KindDict, Flags: TypeMapping}
	setDecl          = TypeDecl{Shape: ShapeSet, Name: "set", Kind: KindSet}
	frozenSetDecl    = TypeDecl{Shape: ShapeFrozenSet, Name: "frozenset", Kind: KindSet}
	rangeDecl        = TypeDecl{Shape: ShapeRange, Name: "range", Kind: KindRange, Flags: TypeNoSubclass | TypeSequence}
	cellDecl         = TypeDecl{Shape: ShapeCell, Name: "cell", Kind: KindCell, Flags: TypeNoSubclass}
	mappingProxyDecl = TypeDecl{Shape: ShapeMappingProxy, Name: "mappingproxy", Kind: KindMappingProxy, Flags: TypeNoSubclass | TypeMapping}
	dictKeysDecl     = TypeDecl{Shape: ShapeDictKeys, Name: "dict_keys", Kind: KindDictView, Flags: TypeNoSubclass | TypeNoNew}
	dictValuesDecl   = TypeDecl{Shape: ShapeDictValues, Name: "dict_values", Kind: KindDictView, Flags: TypeNoSubclass | TypeNoNew}
	dictItemsDecl    = TypeDecl{Shape: ShapeDictItems, Name: "dict_items", Kind: KindDictView, Flags: TypeNoSubclass | TypeNoNew}
)

func listGetItem(t *Thread, l *List, k Value) Value {
	if k.IsInt() {
		i := int(int64(k.N))
		if i < 0 {
			i += len(l.Items)
		}
		if i < 0 || i >= len(l.Items) {
			return t.IndexErrorf("list index out of range")
		}
		return l.Items[i]
	}
	return t.TypeErrorf("list indices must be integers or slices, not %s", t.TypeName(k))
}

func listSetItem(t *Thread, l *List, k, v Value) bool {
	if k.IsInt() {
		i := int(int64(k.N))
		if i < 0 {
			i += len(l.Items)
		}
		if i < 0 || i >= len(l.Items) {
			t.IndexErrorf("list assignment index out of range")
			return false
		}
		l.Items[i] = v
		return true
	}
	t.TypeErrorf("list indices must be integers or slices, not %s", t.TypeName(k))
	return false
}

func tupleGetItem(t *Thread, u *Tuple, k Value) Value {
	if k.IsInt() {
		i := int(int64(k.N))
		if i < 0 {
			i += len(u.Items)
		}
		if i < 0 || i >= len(u.Items) {
			return t.IndexErrorf("tuple index out of range")
		}
		return u.Items[i]
	}
	return t.TypeErrorf("tuple indices must be integers or slices, not %s", t.TypeName(k))
}

func dictGetItem(t *Thread, d *Dict, k Value) Value {
	v := d.Get(t, k)
	if v.P == nil && t.Exc.P == nil {
		return t.KeyError(k)
	}
	return v
}

var _ unsafe.Pointer
