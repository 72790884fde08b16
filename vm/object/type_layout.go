package object

// What CPython tells of the memory layout of its types: programs read
// __basicsize__ and __flags__, and sys.getsizeof is built on them.

// basicSizes are CPython 3.13's sizes of the core types on 64 bits, where they
// differ from that of a bare object; the second number is the item size.
var basicSizes = map[uint32][2]int64{
	ShapeType: {928, 40}, ShapeInt: {24, 4}, ShapeBool: {24, 4}, ShapeFloat: {24, 0}, ShapeComplex: {32, 0},
	ShapeStr: {64, 0}, ShapeBytes: {33, 1}, ShapeByteArray: {56, 0}, ShapeMemoryView: {144, 8}, ShapeList: {40, 0},
	ShapeTuple: {24, 8}, ShapeDict: {48, 0}, ShapeSet: {200, 0}, ShapeFrozenSet: {200, 0}, ShapeRange: {48, 0},
	ShapeSlice: {40, 0}, ShapeModule: {56, 0}, ShapeFunction: {144, 0}, ShapeBuiltinFunction: {56, 0},
	ShapeMethodDescriptor: {56, 0}, ShapeWrapperDescriptor: {56, 0}, ShapeClassMethodDesc: {56, 0},
	ShapeMethodWrapper: {32, 0}, ShapeGetSetDescriptor: {48, 0}, ShapeMemberDescriptor: {48, 0}, ShapeMethod: {48, 0},
	ShapeProperty: {64, 0}, ShapeClassMethod: {32, 0}, ShapeStaticMethod: {32, 0}, ShapeSuper: {40, 0},
	ShapeCell: {24, 0}, ShapeMappingProxy: {24, 0}, ShapeDictKeys: {24, 0}, ShapeDictValues: {24, 0},
	ShapeDictItems: {24, 0}, ShapeGenericAlias: {64, 0}, ShapeUnionType: {32, 0},
	ShapeBaseException: {72, 0}, ShapeStopIteration: {80, 0}, ShapeSystemExit: {80, 0}, ShapeImportError: {104, 0},
	ShapeOSError: {112, 0}, ShapeSyntaxError: {136, 0}, ShapeUnicodeError: {72, 0}, ShapeUnicodeDecodeError: {112, 0},
	ShapeUnicodeEncodeError: {112, 0}, ShapeUnicodeTranslateError: {112, 0}, ShapeAttributeError: {88, 0},
	ShapeNameError: {80, 0}, ShapeBaseExceptionGroup: {88, 0}, ShapeExceptionGroup: {88, 0},
}

const objectSize, pointerSize = 16, 8

func (ty *Type) basicSize() int64 {
	if ty.IsHeap() {
		return ty.Base.basicSize() + int64(ty.FixedSlots-ty.Base.FixedSlots)*pointerSize
	}
	for c := ty; c != nil; c = c.Base {
		if s, ok := basicSizes[c.Shape0.ID]; ok {
			return s[0]
		}
	}
	return objectSize
}

func (ty *Type) itemSize() int64 {
	for c := ty; c != nil; c = c.Base {
		if s, ok := basicSizes[c.Shape0.ID]; ok {
			return s[1]
		}
	}
	return 0
}

// Where CPython keeps an instance's dict: -1 stands for before the object.
func (ty *Type) dictOffset() int64 {
	switch {
	case ty.Flags&TypeHasDict == 0:
		return 0
	case ty.Layout == KindType:
		return 264
	case ty.Layout == KindException, ty.Layout == KindModule:
		return objectSize
	}
	return -1
}

func (ty *Type) weakrefOffset() int64 {
	switch {
	case ty.Layout == KindType:
		return 368
	case ty.Flags&TypeHasWeakref == 0:
		return 0
	case ty.Layout == KindInstance || ty.IsHeap():
		return -32
	}
	return ty.basicSize() - pointerSize
}

// Bits of __flags__ that say something of a type here as well.
const (
	flagManagedDict = 1 << 4
	flagSequence    = 1 << 5
	flagMapping     = 1 << 6
	flagNoNew       = 1 << 7
	flagImmutable   = 1 << 8
	flagHeap        = 1 << 9
	flagBase        = 1 << 10
	flagReady       = 1 << 12
	flagGC          = 1 << 14
	flagAbstract    = 1 << 20
	flagManagedWeak = 1 << 3
	flagInline      = 1 << 2
)

// subclassFlags mark what derives from the types that CPython tests for most.
var subclassFlags = map[Kind]int64{
	KindIntSub: 1 << 24, KindBool: 1 << 24, KindList: 1 << 25, KindTuple: 1 << 26, KindBytes: 1 << 27,
	KindStr: 1 << 28, KindDict: 1 << 29, KindException: 1 << 30, KindType: 1 << 31,
}

func (ty *Type) cpythonFlags(m *Machine) int64 {
	f := int64(flagReady) | subclassFlags[ty.Layout]
	add := func(cond bool, bit int64) {
		if cond {
			f |= bit
		}
	}
	add(ty.Flags&TypeNoSubclass == 0, flagBase)
	add(ty.Flags&TypeNoNew != 0 && !ty.IsHeap(), flagNoNew)
	add(ty.Flags&TypeSequence != 0, flagSequence)
	add(ty.Flags&TypeMapping != 0, flagMapping)
	add(ty.Flags&TypeAbstract != 0, flagAbstract)
	if ty.IsHeap() {
		f |= flagHeap | flagGC
		managed := ty.Flags&TypeHasDict != 0 && !ty.isVarSized() && ty.Layout != KindException
		add(managed, flagManagedDict)
		add(managed && ty.Layout == KindInstance, flagInline)
		add(ty.Flags&TypeHasWeakref != 0, flagManagedWeak)
		return f
	}
	switch ty.Layout {
	case KindInstance, KindIntSub, KindBool, KindFloatSub, KindComplex, KindStr, KindBytes, KindByteArray, KindNone, KindEllipsis, KindNotImplemented, KindRange:
	default:
		f |= flagGC
	}
	return f | flagImmutable
}

// sizeOf is object.__sizeof__: what CPython would take for the object's
// fixed part and items.
func (t *Thread) sizeOf(v Value) Value {
	ty := t.M.TypeOf(v)
	n := ty.basicSize()
	if item := ty.itemSize(); item > 0 {
		if l, found := t.CallSpecial(v, names.Len); found {
			if l.P == nil {
				return l
			}
			if c, ok := Int64(l); ok {
				n += c * item
			}
		}
	}
	return Int(n)
}
