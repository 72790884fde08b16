package object

// exceptionRow is one builtin exception class.
type exceptionRow struct {
	shape uint32
	name  string
	base  uint32
	doc   string
}

// exceptionTable lists the builtin exceptions, a base before its subclasses.
var exceptionTable = []exceptionRow{
	{ShapeBaseException, "BaseException", ShapeObject, "Common base class of all exceptions."},
	{ShapeException, "Exception", ShapeBaseException, "Common base class of all exceptions that do not exit the program."},
	{ShapeTypeError, "TypeError", ShapeException, "Inappropriate argument type."},
	{ShapeValueError, "ValueError", ShapeException, "Inappropriate argument value (of correct type)."},
	{ShapeStopIteration, "StopIteration", ShapeException, "Signal the end from iterator.__next__()."},
	{ShapeStopAsyncIteration, "StopAsyncIteration", ShapeException, "Signal the end from iterator.__anext__()."},
	{ShapeGeneratorExit, "GeneratorExit", ShapeBaseException, "Request that a generator exit."},
	{ShapeKeyboardInterrupt, "KeyboardInterrupt", ShapeBaseException, "Program interrupted by user."},
	{ShapeSystemExit, "SystemExit", ShapeBaseException, "Request to exit from the interpreter."},
	{ShapeBaseExceptionGroup, "BaseExceptionGroup", ShapeBaseException, "A combination of multiple unrelated exceptions."},
	{ShapeExceptionGroup, "ExceptionGroup", ShapeBaseExceptionGroup, "A combination of exceptions that derive from Exception."},
	{ShapeArithmeticError, "ArithmeticError", ShapeException, "Base class of arithmetic errors."},
	{ShapeFloatingPointError, "FloatingPointError", ShapeArithmeticError, "Floating-point operation failed."},
	{ShapeOverflowError, "OverflowError", ShapeArithmeticError, "Result too large to be represented."},
	{ShapeZeroDivisionError, "ZeroDivisionError", ShapeArithmeticError, "Second argument to a division or modulo operation was zero."},
	{ShapeAssertionError, "AssertionError", ShapeException, "Assertion failed."},
	{ShapeAttributeError, "AttributeError", ShapeException, "Attribute not found."},
	{ShapeBufferError, "BufferError", ShapeException, "Buffer error."},
	{ShapeEOFError, "EOFError", ShapeException, "Read beyond end of file."},
	{ShapeImportError, "ImportError", ShapeException, "Import can't find module, or can't find name in module."},
	{ShapeModuleNotFoundError, "ModuleNotFoundError", ShapeImportError, "Module not found."},
	{ShapeLookupError, "LookupError", ShapeException, "Base class of lookup errors."},
	{ShapeIndexError, "IndexError", ShapeLookupError, "Sequence index out of range."},
	{ShapeKeyError, "KeyError", ShapeLookupError, "Mapping key not found."},
	{ShapeMemoryError, "MemoryError", ShapeException, "Out of memory."},
	{ShapeNameError, "NameError", ShapeException, "Name not found globally."},
	{ShapeUnboundLocalError, "UnboundLocalError", ShapeNameError, "Local name referenced but not bound to a value."},
	{ShapeOSError, "OSError", ShapeException, "Base class of I/O related errors."},
	{ShapeBlockingIOError, "BlockingIOError", ShapeOSError, "I/O operation would block."},
	{ShapeChildProcessError, "ChildProcessError", ShapeOSError, "Child process error."},
	{ShapeConnectionError, "ConnectionError", ShapeOSError, "Connection error."},
	{ShapeBrokenPipeError, "BrokenPipeError", ShapeConnectionError, "Broken pipe."},
	{ShapeConnectionAbortedError, "ConnectionAbortedError", ShapeConnectionError, "Connection aborted."},
	{ShapeConnectionRefusedError, "ConnectionRefusedError", ShapeConnectionError, "Connection refused."},
	{ShapeConnectionResetError, "ConnectionResetError", ShapeConnectionError, "Connection reset."},
	{ShapeFileExistsError, "FileExistsError", ShapeOSError, "File already exists."},
	{ShapeFileNotFoundError, "FileNotFoundError", ShapeOSError, "File not found."},
	{ShapeInterruptedError, "InterruptedError", ShapeOSError, "Interrupted by signal."},
	{ShapeIsADirectoryError, "IsADirectoryError", ShapeOSError, "Operation doesn't work on directories."},
	{ShapeNotADirectoryError, "NotADirectoryError", ShapeOSError, "Operation only works on directories."},
	{ShapePermissionError, "PermissionError", ShapeOSError, "Not enough permissions."},
	{ShapeProcessLookupError, "ProcessLookupError", ShapeOSError, "Process not found."},
	{ShapeTimeoutError, "TimeoutError", ShapeOSError, "Timeout expired."},
	{ShapeReferenceError, "ReferenceError", ShapeException, "Weak ref proxy used after referent went away."},
	{ShapeRuntimeError, "RuntimeError", ShapeException, "Unspecified run-time error."},
	{ShapeNotImplementedError, "NotImplementedError", ShapeRuntimeError, "Method or function hasn't been implemented yet."},
	{ShapeRecursionError, "RecursionError", ShapeRuntimeError, "Recursion limit exceeded."},
	{ShapePythonFinalizationError, "PythonFinalizationError", ShapeRuntimeError, "Operation blocked during finalization."},
	{ShapeSyntaxError, "SyntaxError", ShapeException, "Invalid syntax."},
	{ShapeIndentationError, "IndentationError", ShapeSyntaxError, "Improper indentation."},
	{ShapeTabError, "TabError", ShapeIndentationError, "Improper mixture of spaces and tabs."},
	{ShapeIncompleteInputError, "_IncompleteInputError", ShapeSyntaxError, "The source ends too early."},
	{ShapeSystemError, "SystemError", ShapeException, "Internal error of the interpreter."},
	{ShapeUnicodeError, "UnicodeError", ShapeValueError, "Unicode related error."},
	{ShapeUnicodeDecodeError, "UnicodeDecodeError", ShapeUnicodeError, "Unicode decoding error."},
	{ShapeUnicodeEncodeError, "UnicodeEncodeError", ShapeUnicodeError, "Unicode encoding error."},
	{ShapeUnicodeTranslateError, "UnicodeTranslateError", ShapeUnicodeError, "Unicode translation error."},
	{ShapeWarning, "Warning", ShapeException, "Base class of warning categories."},
	{ShapeBytesWarning, "BytesWarning", ShapeWarning, "Base class of warnings about bytes and buffers, mostly mixed up with str."},
	{ShapeDeprecationWarning, "DeprecationWarning", ShapeWarning, "Base class of warnings about deprecated features."},
	{ShapeEncodingWarning, "EncodingWarning", ShapeWarning, "Base class of warnings about encodings."},
	{ShapeFutureWarning, "FutureWarning", ShapeWarning, "Base class of warnings about constructs that will change semantically in the future."},
	{ShapeImportWarning, "ImportWarning", ShapeWarning, "Base class of warnings about probable mistakes in module imports."},
	{ShapePendingDeprecationWarning, "PendingDeprecationWarning", ShapeWarning, "Base class of warnings about features that will be deprecated in the future."},
	{ShapeResourceWarning, "ResourceWarning", ShapeWarning, "Base class of warnings about resource usage."},
	{ShapeRuntimeWarning, "RuntimeWarning", ShapeWarning, "Base class of warnings about dubious runtime behavior."},
	{ShapeSyntaxWarning, "SyntaxWarning", ShapeWarning, "Base class of warnings about dubious syntax."},
	{ShapeUnicodeWarning, "UnicodeWarning", ShapeWarning, "Base class of warnings about Unicode."},
	{ShapeUserWarning, "UserWarning", ShapeWarning, "Base class of warnings generated by user code."},
}

// exceptionDetails complete the declarations of the classes that are more than
// a name: they have fields, or a text of their own.
var exceptionDetails = map[uint32]func(d *TypeDecl){
	ShapeBaseException:         detailBaseException,
	ShapeStopIteration:         detailValue("value", FieldValue, "generator return value", false),
	ShapeSystemExit:            detailValue("code", FieldCode, "exception code", true),
	ShapeKeyError:              detailKeyError,
	ShapeNameError:             detailNameError,
	ShapeAttributeError:        detailAttributeError,
	ShapeImportError:           detailImportError,
	ShapeOSError:               detailOSError,
	ShapeSyntaxError:           detailSyntaxError,
	ShapeUnicodeDecodeError:    detailUnicodeError(ShapeUnicodeDecodeError),
	ShapeUnicodeEncodeError:    detailUnicodeError(ShapeUnicodeEncodeError),
	ShapeUnicodeTranslateError: detailUnicodeError(ShapeUnicodeTranslateError),
	ShapeBaseExceptionGroup:    detailBaseExceptionGroup,
}

func exceptionTypes() []*TypeDecl {
	out := make([]*TypeDecl, len(exceptionTable))
	for i, r := range exceptionTable {
		d := &TypeDecl{Shape: r.shape, Name: r.name, Base: r.base, Doc: r.doc, Kind: KindException, Flags: TypeHasDict}
		if detail := exceptionDetails[r.shape]; detail != nil {
			detail(d)
			if r.shape != ShapeKeyError {
				d.Flags |= TypeSolid
			}
		}
		if r.shape == ShapeExceptionGroup {
			d.Mixin = ShapeException
		}
		out[i] = d
	}
	return out
}
