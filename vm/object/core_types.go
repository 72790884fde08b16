package object

// Shape ids of the builtin types: one row per type, in the order in which a
// machine makes them (a base before what derives from it). coreTypes lists
// their declarations; a test compares the two.
const (
	ShapeNil uint32 = iota
	ShapeObject
	ShapeType
	ShapeInt
	ShapeBool
	ShapeFloat
	ShapeComplex
	ShapeNone
	ShapeNotImplemented
	ShapeEllipsis
	ShapeStr
	ShapeBytes
	ShapeByteArray
	ShapeMemoryView
	ShapeList
	ShapeTuple
	ShapeDict
	ShapeSet
	ShapeFrozenSet
	ShapeRange
	ShapeSlice
	ShapeModule
	ShapeFunction
	ShapeBuiltinFunction   // builtin_function_or_method
	ShapeMethodDescriptor  // method_descriptor
	ShapeWrapperDescriptor // slot wrapper: wrapper_descriptor
	ShapeClassMethodDesc   // classmethod_descriptor
	ShapeMethodWrapper     // method-wrapper
	ShapeGetSetDescriptor  // getset_descriptor
	ShapeMemberDescriptor  // member_descriptor
	ShapeMethod            // bound method of a script's function
	ShapeProperty
	ShapeClassMethod
	ShapeStaticMethod
	ShapeSuper
	ShapeCell
	ShapeMappingProxy
	ShapeDictKeys
	ShapeDictValues
	ShapeDictItems
	ShapeGenerator
	ShapeCoroutine
	ShapeAsyncGenerator
	ShapeCode
	ShapeFrame
	ShapeTraceback
	ShapeCoroutineWrapper
	ShapeAsyncGenASend
	ShapeAsyncGenAThrow
	// native iterators
	ShapeListIterator
	ShapeListReverseIterator
	ShapeTupleIterator
	ShapeStrIterator
	ShapeStrASCIIIterator
	ShapeBytesIterator
	ShapeByteArrayIterator
	ShapeRangeIterator
	ShapeDictKeyIterator
	ShapeDictValueIterator
	ShapeDictItemIterator
	ShapeDictReverseKeyIterator
	ShapeDictReverseValueIterator
	ShapeDictReverseItemIterator
	ShapeSetIterator
	ShapeSequenceIterator // iter(obj with __getitem__)
	ShapeCallableIterator // iter(callable, sentinel)
	ShapeMemoryIterator
	ShapeEnumerate
	ShapeZip
	ShapeMap
	ShapeFilter
	ShapeReversed
	ShapeGenericAlias // types.GenericAlias: list[int]
	ShapeUnionType    // types.UnionType: int | str

	// exceptions: the rows are in exception_types.go, in this order
	ShapeBaseException
	ShapeException
	ShapeTypeError
	ShapeValueError
	ShapeStopIteration
	ShapeStopAsyncIteration
	ShapeGeneratorExit
	ShapeKeyboardInterrupt
	ShapeSystemExit
	ShapeBaseExceptionGroup
	ShapeExceptionGroup
	ShapeArithmeticError
	ShapeFloatingPointError
	ShapeOverflowError
	ShapeZeroDivisionError
	ShapeAssertionError
	ShapeAttributeError
	ShapeBufferError
	ShapeEOFError
	ShapeImportError
	ShapeModuleNotFoundError
	ShapeLookupError
	ShapeIndexError
	ShapeKeyError
	ShapeMemoryError
	ShapeNameError
	ShapeUnboundLocalError
	ShapeOSError
	ShapeBlockingIOError
	ShapeChildProcessError
	ShapeConnectionError
	ShapeBrokenPipeError
	ShapeConnectionAbortedError
	ShapeConnectionRefusedError
	ShapeConnectionResetError
	ShapeFileExistsError
	ShapeFileNotFoundError
	ShapeInterruptedError
	ShapeIsADirectoryError
	ShapeNotADirectoryError
	ShapePermissionError
	ShapeProcessLookupError
	ShapeTimeoutError
	ShapeReferenceError
	ShapeRuntimeError
	ShapeNotImplementedError
	ShapeRecursionError
	ShapePythonFinalizationError
	ShapeSyntaxError
	ShapeIndentationError
	ShapeTabError
	ShapeIncompleteInputError
	ShapeSystemError
	ShapeUnicodeError
	ShapeUnicodeDecodeError
	ShapeUnicodeEncodeError
	ShapeUnicodeTranslateError
	ShapeWarning
	ShapeBytesWarning
	ShapeDeprecationWarning
	ShapeEncodingWarning
	ShapeFutureWarning
	ShapeImportWarning
	ShapePendingDeprecationWarning
	ShapeResourceWarning
	ShapeRuntimeWarning
	ShapeSyntaxWarning
	ShapeUnicodeWarning
	ShapeUserWarning
	NumCoreShapes
)

// coreTypes lists the declarations of the builtin types that this package
// implements, by area. Package vm adds those of functions, generators, code
// and frames.
func coreTypes() []*TypeDecl {
	var all []*TypeDecl
	for _, area := range [][]*TypeDecl{
		classTypes(), numberTypes(), textTypes(), containerTypes(), iteratorTypes(), exceptionTypes(),
	} {
		all = append(all, area...)
	}
	return all
}
