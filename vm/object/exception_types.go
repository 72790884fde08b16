package object

// exceptionRow is one builtin exception class.
type exceptionRow struct {
	shape uint32
	name  string
	base  uint32
}

// exceptionTable lists the builtin exceptions, a base before its subclasses.
var exceptionTable = []exceptionRow{
	{ShapeBaseException, "BaseException", ShapeObject},
	{ShapeException, "Exception", ShapeBaseException},
	{ShapeTypeError, "TypeError", ShapeException},
	{ShapeValueError, "ValueError", ShapeException},
	{ShapeStopIteration, "StopIteration", ShapeException},
	{ShapeStopAsyncIteration, "StopAsyncIteration", ShapeException},
	{ShapeGeneratorExit, "GeneratorExit", ShapeBaseException},
	{ShapeKeyboardInterrupt, "KeyboardInterrupt", ShapeBaseException},
	{ShapeSystemExit, "SystemExit", ShapeBaseException},
	{ShapeBaseExceptionGroup, "BaseExceptionGroup", ShapeBaseException},
	{ShapeExceptionGroup, "ExceptionGroup", ShapeBaseExceptionGroup},
	{ShapeArithmeticError, "ArithmeticError", ShapeException},
	{ShapeFloatingPointError, "FloatingPointError", ShapeArithmeticError},
	{ShapeOverflowError, "OverflowError", ShapeArithmeticError},
	{ShapeZeroDivisionError, "ZeroDivisionError", ShapeArithmeticError},
	{ShapeAssertionError, "AssertionError", ShapeException},
	{ShapeAttributeError, "AttributeError", ShapeException},
	{ShapeBufferError, "BufferError", ShapeException},
	{ShapeEOFError, "EOFError", ShapeException},
	{ShapeImportError, "ImportError", ShapeException},
	{ShapeModuleNotFoundError, "ModuleNotFoundError", ShapeImportError},
	{ShapeLookupError, "LookupError", ShapeException},
	{ShapeIndexError, "IndexError", ShapeLookupError},
	{ShapeKeyError, "KeyError", ShapeLookupError},
	{ShapeMemoryError, "MemoryError", ShapeException},
	{ShapeNameError, "NameError", ShapeException},
	{ShapeUnboundLocalError, "UnboundLocalError", ShapeNameError},
	{ShapeOSError, "OSError", ShapeException},
	{ShapeBlockingIOError, "BlockingIOError", ShapeOSError},
	{ShapeChildProcessError, "ChildProcessError", ShapeOSError},
	{ShapeConnectionError, "ConnectionError", ShapeOSError},
	{ShapeBrokenPipeError, "BrokenPipeError", ShapeConnectionError},
	{ShapeConnectionAbortedError, "ConnectionAbortedError", ShapeConnectionError},
	{ShapeConnectionRefusedError, "ConnectionRefusedError", ShapeConnectionError},
	{ShapeConnectionResetError, "ConnectionResetError", ShapeConnectionError},
	{ShapeFileExistsError, "FileExistsError", ShapeOSError},
	{ShapeFileNotFoundError, "FileNotFoundError", ShapeOSError},
	{ShapeInterruptedError, "InterruptedError", ShapeOSError},
	{ShapeIsADirectoryError, "IsADirectoryError", ShapeOSError},
	{ShapeNotADirectoryError, "NotADirectoryError", ShapeOSError},
	{ShapePermissionError, "PermissionError", ShapeOSError},
	{ShapeProcessLookupError, "ProcessLookupError", ShapeOSError},
	{ShapeTimeoutError, "TimeoutError", ShapeOSError},
	{ShapeReferenceError, "ReferenceError", ShapeException},
	{ShapeRuntimeError, "RuntimeError", ShapeException},
	{ShapeNotImplementedError, "NotImplementedError", ShapeRuntimeError},
	{ShapeRecursionError, "RecursionError", ShapeRuntimeError},
	{ShapePythonFinalizationError, "PythonFinalizationError", ShapeRuntimeError},
	{ShapeSyntaxError, "SyntaxError", ShapeException},
	{ShapeIndentationError, "IndentationError", ShapeSyntaxError},
	{ShapeTabError, "TabError", ShapeIndentationError},
	{ShapeIncompleteInputError, "_IncompleteInputError", ShapeSyntaxError},
	{ShapeSystemError, "SystemError", ShapeException},
	{ShapeUnicodeError, "UnicodeError", ShapeValueError},
	{ShapeUnicodeDecodeError, "UnicodeDecodeError", ShapeUnicodeError},
	{ShapeUnicodeEncodeError, "UnicodeEncodeError", ShapeUnicodeError},
	{ShapeUnicodeTranslateError, "UnicodeTranslateError", ShapeUnicodeError},
	{ShapeWarning, "Warning", ShapeException},
	{ShapeBytesWarning, "BytesWarning", ShapeWarning},
	{ShapeDeprecationWarning, "DeprecationWarning", ShapeWarning},
	{ShapeEncodingWarning, "EncodingWarning", ShapeWarning},
	{ShapeFutureWarning, "FutureWarning", ShapeWarning},
	{ShapeImportWarning, "ImportWarning", ShapeWarning},
	{ShapePendingDeprecationWarning, "PendingDeprecationWarning", ShapeWarning},
	{ShapeResourceWarning, "ResourceWarning", ShapeWarning},
	{ShapeRuntimeWarning, "RuntimeWarning", ShapeWarning},
	{ShapeSyntaxWarning, "SyntaxWarning", ShapeWarning},
	{ShapeUnicodeWarning, "UnicodeWarning", ShapeWarning},
	{ShapeUserWarning, "UserWarning", ShapeWarning},
}

func exceptionTypes() []*TypeDecl {
	out := make([]*TypeDecl, len(exceptionTable))
	for i, r := range exceptionTable {
		out[i] = &TypeDecl{Shape: r.shape, Name: r.name, Base: r.base, Kind: KindException, Flags: TypeHasDict}
	}
	return out
}
