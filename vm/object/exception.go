package object

import (
	"fmt"
	"unsafe"

	"github.com/aio-lang/aio/vm/code"
)

// Exception is an instance of BaseException or of a class derived from it.
type Exception struct {
	Header
	Ext  *Ext
	Args Value // a tuple; nil is ()
	// Cause and Context are exceptions, None or nil (never set).
	Cause, Context  Value
	SuppressContext bool
	// Trace lists where the exception has passed, innermost first: the
	// order in which unwinding meets the frames. __traceback__ is made from
	// it on demand.
	Trace []TracePoint
	// Base is a traceback object that was assigned (with_traceback); Trace
	// goes on above it. nil: none.
	Base Value
	// first is where Trace begins to grow: most exceptions are caught after
	// a frame or two.
	first [2]TracePoint
	// fields are the attributes of particular classes (errno, value, …).
	fields []field
}

// TracePoint is one frame of a traceback.
type TracePoint struct {
	Code  *code.Code
	IP    uint32 // index of the instruction
	Depth uint32 // number of frames below
	// Frame is the machine's object of the frame, where somebody has asked
	// for it; nil otherwise.
	Frame unsafe.Pointer
	// Globals is the namespace of the frame's function.
	Globals *Dict
	// Kept is what the machine kept of a frame that the exception left, its
	// variables; nil for one that it did not leave.
	Kept unsafe.Pointer
}

// Pass records that the exception leaves a frame.
func (e *Exception) Pass(p TracePoint) {
	if e.Trace == nil {
		e.Trace = e.first[:0]
	}
	e.Trace = append(e.Trace, p)
}

// Field names an attribute that only some exception classes have.
type Field uint8

const (
	FieldValue    Field = iota // StopIteration.value, BaseExceptionGroup.exceptions
	FieldCode                  // SystemExit.code
	FieldName                  // NameError, AttributeError, ImportError .name
	FieldObj                   // AttributeError.obj
	FieldPath                  // ImportError.path
	FieldNameFrom              // ImportError.name_from
	FieldMsg                   // ImportError.msg, SyntaxError.msg
	FieldErrno
	FieldStrerror
	FieldFilename
	FieldFilename2
	FieldCharactersWritten
	FieldLineno
	FieldOffset
	FieldText
	FieldEndLineno
	FieldEndOffset
	FieldPrintFileAndLine
	FieldEncoding
	FieldObject
	FieldStart
	FieldEnd
	FieldReason
	FieldMessage    // BaseExceptionGroup.message
	FieldExceptions // BaseExceptionGroup.exceptions
)

type field struct {
	name Field
	val  Value
}

// Field returns a class-specific attribute, nil when it was never set.
func (e *Exception) Field(f Field) Value {
	for i := range e.fields {
		if e.fields[i].name == f {
			return e.fields[i].val
		}
	}
	return Value{}
}

// SetField sets a class-specific attribute.
func (e *Exception) SetField(f Field, v Value) {
	for i := range e.fields {
		if e.fields[i].name == f {
			e.fields[i].val = v
			return
		}
	}
	e.fields = append(e.fields, field{f, v})
}

// AsException returns the exception v is, or nil.
func AsException(v Value) *Exception {
	if v.P != nil && v.Kind() == KindException {
		return (*Exception)(v.P)
	}
	return nil
}

// Value returns e as a Value.
func (e *Exception) Value() Value { return Value{P: unsafe.Pointer(e)} }

// ArgValues returns the elements of e.args.
func (e *Exception) ArgValues() []Value {
	if u := AsTuple(e.Args); u != nil {
		return u.Items
	}
	return nil
}

// NewException makes an exception of a core class without calling anything;
// its args are exactly those given. Classes whose __init__ computes attributes
// (OSError, SyntaxError, …) are made with MakeException instead.
func NewException(shape uint32, args ...Value) *Exception {
	return makeException(shape, args)
}

// exceptionWith is an exception with its args in the same allocation, which is
// 20 ns cheaper than two.
type exceptionWith[T any] struct {
	Exception
	args  Tuple
	items T
}

// makeException makes an exception of args, which are copied.
func makeException(shape uint32, args []Value) *Exception {
	var e *Exception
	switch len(args) {
	case 0:
		e = &Exception{}
	case 1:
		w := &exceptionWith[[1]Value]{}
		w.items[0] = args[0]
		w.args = Tuple{Header{Shape: ShapeTuple, Kind: KindTuple}, w.items[:]}
		e, w.Args = &w.Exception, FromHeader(&w.args.Header)
	default:
		e = &Exception{Args: TupleOf(args...)}
	}
	e.Header = Header{Shape: shape, Kind: KindException}
	return e
}

// Raise makes an exception of a core class with a formatted message ("" for no
// argument) pending, with the exception being handled as its context, and
// returns nil.
func (t *Thread) Raise(shape uint32, format string, args ...any) Value {
	if format == "" {
		return t.RaiseException(NewException(shape))
	}
	msg := format
	if len(args) > 0 {
		msg = fmt.Sprintf(format, args...)
	}
	return t.RaiseException(NewException(shape, NewStr(msg)))
}

// RaiseException makes e pending, sets its context, and returns nil.
func (t *Thread) RaiseException(e *Exception) Value {
	t.SetContext(e)
	t.Exc = e.Value()
	return Value{}
}

// SetContext sets e.__context__ to the exception being handled, breaking the
// cycle that would arise where e is already in its chain.
func (t *Thread) SetContext(e *Exception) {
	h := t.Exec.Handled(t)
	if h.P == nil || h.P == unsafe.Pointer(e) {
		return
	}
	// A script may have made the chain a cycle: slow, at half the pace, is met
	// there again.
	for o, slow, odd := AsException(h), AsException(h), false; o != nil; odd = !odd {
		c := AsException(o.Context)
		if c == e {
			o.Context = Value{}
			break
		}
		if odd {
			slow = AsException(slow.Context)
		}
		if o = c; o == slow {
			break
		}
	}
	e.Context = h
}

// pendingIs reports whether the pending exception is an instance of the core
// class.
func (t *Thread) pendingIs(shape uint32) bool {
	return t.Exc.P != nil && t.M.TypeOf(t.Exc).IsSubtypeOf(t.M.Type(shape))
}

// Catch clears the pending exception if it is an instance of the core class,
// and returns it; nil otherwise.
func (t *Thread) Catch(shape uint32) *Exception {
	if !t.pendingIs(shape) {
		return nil
	}
	return AsException(t.Clear())
}

// TypeErrorf and its kin raise the named class with a formatted message and
// return nil, for `return t.TypeErrorf(…)`.
func (t *Thread) TypeErrorf(format string, args ...any) Value {
	return t.Raise(ShapeTypeError, format, args...)
}

func (t *Thread) ValueErrorf(format string, args ...any) Value {
	return t.Raise(ShapeValueError, format, args...)
}

func (t *Thread) IndexErrorf(format string, args ...any) Value {
	return t.Raise(ShapeIndexError, format, args...)
}

func (t *Thread) OverflowErrorf(format string, args ...any) Value {
	return t.Raise(ShapeOverflowError, format, args...)
}

func (t *Thread) RuntimeErrorf(format string, args ...any) Value {
	return t.Raise(ShapeRuntimeError, format, args...)
}

// NotImplementedf raises NotImplementedError for something aio does not have.
func (t *Thread) NotImplementedf(format string, args ...any) Value {
	return t.Raise(ShapeNotImplementedError, format, args...)
}

// KeyError raises KeyError(key).
func (t *Thread) KeyError(key Value) Value {
	return t.RaiseException(NewException(ShapeKeyError, key))
}

// StopIteration raises StopIteration(v), without arguments where v is None.
func (t *Thread) StopIteration(v Value) Value {
	e := NewException(ShapeStopIteration)
	if !v.IsNone() {
		e.Args = TupleOf(v)
	}
	e.SetField(FieldValue, v)
	return t.RaiseException(e)
}

// TypeName is the name of v's type, for messages.
func (t *Thread) TypeName(v Value) string { return t.M.TypeOf(v).Label() }
