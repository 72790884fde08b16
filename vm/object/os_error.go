package object

import "syscall"

// OSError chooses its subclass by errno, keeps file names out of args, and has
// a text of its own (PEP 3151).

// errnoClasses says which subclass stands for an error number.
var errnoClasses = map[syscall.Errno]uint32{
	syscall.EAGAIN: ShapeBlockingIOError, syscall.EALREADY: ShapeBlockingIOError, syscall.EINPROGRESS: ShapeBlockingIOError,
	syscall.EPIPE: ShapeBrokenPipeError, syscall.ESHUTDOWN: ShapeBrokenPipeError,
	syscall.ECHILD:       ShapeChildProcessError,
	syscall.ECONNABORTED: ShapeConnectionAbortedError, syscall.ECONNREFUSED: ShapeConnectionRefusedError,
	syscall.ECONNRESET: ShapeConnectionResetError, syscall.EEXIST: ShapeFileExistsError, syscall.ENOENT: ShapeFileNotFoundError,
	syscall.EISDIR: ShapeIsADirectoryError, syscall.ENOTDIR: ShapeNotADirectoryError, syscall.EINTR: ShapeInterruptedError,
	syscall.EACCES: ShapePermissionError, syscall.EPERM: ShapePermissionError, syscall.ESRCH: ShapeProcessLookupError,
	syscall.ETIMEDOUT: ShapeTimeoutError,
}

// OSError raises the OSError for an error number of the system, about the
// file names given (str or bytes; none, one or two).
func (t *Thread) OSError(errno syscall.Errno, filenames ...Value) Value {
	shape, ok := errnoClasses[errno]
	if !ok {
		shape = ShapeOSError
	}
	e := NewException(shape, Int(int64(errno)), NewStr(Strerror(errno)))
	e.SetField(FieldErrno, e.ArgValues()[0])
	e.SetField(FieldStrerror, e.ArgValues()[1])
	for i, f := range filenames {
		if f.P != nil && !f.IsNone() {
			e.SetField([...]Field{FieldFilename, FieldFilename2}[i], f)
		}
	}
	return t.RaiseException(e)
}

// oserrorDefersToInit reports whether arguments are looked at by __init__ and
// not by __new__: a subclass that overrides the former alone may change them.
func (m *Machine) oserrorDefersToInit(ty *Type) bool {
	return !AsNative(m.Lookup(ty, names.Init)).isOf(ShapeOSError) && AsNative(m.Lookup(ty, names.New)).isOf(ShapeOSError)
}

// fillOSError stores the parts of args in e.
func (t *Thread) fillOSError(e *Exception, args Value) bool {
	items := AsTuple(args).Items
	e.Args = args
	if n := len(items); n < 2 || n > 5 {
		return true
	}
	e.SetField(FieldErrno, items[0])
	e.SetField(FieldStrerror, items[1])
	if len(items) == 2 || items[2].IsNone() {
		return true
	}
	if t.M.TypeOf(e.Value()).Shape0.ID == ShapeBlockingIOError && (IsIntLike(items[2]) || t.M.Lookup(t.M.TypeOf(items[2]), names.Index).P != nil) {
		n := t.Index(items[2])
		if n.P == nil {
			return false
		}
		e.SetField(FieldCharactersWritten, n)
		return true
	}
	e.SetField(FieldFilename, items[2])
	if len(items) == 5 && !items[4].IsNone() {
		e.SetField(FieldFilename2, items[4])
	}
	e.Args = NewTuple(items[:2:2])
	return true
}

var oserrorNewDef = Def{"__new__(cls, /, *args, **kwargs)", "Create and return a new object.  See help(type) for accurate signature.", func(t *Thread, a []Value) Value {
	ty := AsType(a[0])
	if t.M.oserrorDefersToInit(ty) {
		return newExceptionOf(ty, EmptyTuple).Value()
	}
	if a[2].P != nil {
		return t.TypeErrorf("%s() takes no keyword arguments", ty.Label())
	}
	if items := AsTuple(a[1]).Items; ty.Shape0.ID == ShapeOSError && len(items) >= 2 && len(items) <= 5 {
		if n, ok := Int64(items[0]); ok {
			if shape, ok := errnoClasses[syscall.Errno(n)]; ok && n > 0 {
				ty = t.M.Type(shape)
			}
		}
	}
	e := newExceptionOf(ty, EmptyTuple)
	if !t.fillOSError(e, a[1]) {
		return Value{}
	}
	return e.Value()
}}

func oserrorInit(t *Thread, a []Value) Value {
	ty := t.M.TypeOf(a[0])
	if !t.M.oserrorDefersToInit(ty) {
		return None
	}
	if a[2].P != nil {
		return t.TypeErrorf("%s() takes no keyword arguments", ty.Label())
	}
	return noneIf(t.fillOSError(exceptionOf(a[0]), a[1]))
}

func oserrorStr(t *Thread, a []Value) Value {
	e := exceptionOf(a[0])
	errno, strerror := e.Field(FieldErrno), e.Field(FieldStrerror)
	file, file2 := e.Field(FieldFilename), e.Field(FieldFilename2)
	if file.P == nil && (errno.P == nil || strerror.P == nil) {
		return baseExceptionStr(t, a)
	}
	text, ok := t.Str(orNone(errno))
	if !ok {
		return Value{}
	}
	msg, ok := t.Str(orNone(strerror))
	if !ok {
		return Value{}
	}
	text = "[Errno " + text + "] " + msg
	for i, f := range [...]Value{file, file2} {
		if f.P == nil {
			break
		}
		r, ok := t.Repr(f)
		if !ok {
			return Value{}
		}
		text += [...]string{": ", " -> "}[i] + r
	}
	return NewStr(text)
}

func oserrorReduce(t *Thread, a []Value) Value {
	e := exceptionOf(a[0])
	args := e.ArgsTuple()
	if items := AsTuple(args).Items; len(items) == 2 && e.Field(FieldFilename).P != nil {
		full := append([]Value(nil), items...)
		full = append(full, e.Field(FieldFilename))
		if f := e.Field(FieldFilename2); f.P != nil {
			full = append(full, None, f)
		}
		args = NewTuple(full)
	}
	return t.reduceWith(a[0], args)
}

func detailOSError(d *TypeDecl) {
	d.New = &oserrorNewDef
	d.Methods = []Def{
		{exceptionInitSig, exceptionInitDoc, oserrorInit},
		{"__str__(self, /)", "Return str(self).", oserrorStr},
		{"__reduce__(self, /)", "Describe the exception for pickle.", oserrorReduce},
	}
	d.Members = []GetSetDef{
		fieldMember("errno", FieldErrno, "POSIX exception code"), fieldMember("strerror", FieldStrerror, "exception strerror"),
		fieldMember("filename", FieldFilename, "exception filename"), fieldMember("filename2", FieldFilename2, "second exception filename"),
	}
	d.GetSets = []GetSetDef{{Name: "characters_written",
		Get: func(t *Thread, v Value) Value {
			if n := exceptionOf(v).Field(FieldCharactersWritten); n.P != nil {
				return n
			}
			return t.attrErrorf(v, t.M.Intern("characters_written"), "characters_written")
		},
		Set: func(t *Thread, v, x Value) bool {
			e := exceptionOf(v)
			if x.P == nil {
				if e.Field(FieldCharactersWritten).P == nil {
					t.attrErrorf(v, t.M.Intern("characters_written"), "characters_written")
					return false
				}
				e.SetField(FieldCharactersWritten, Value{})
				return true
			}
			n := t.Index(x)
			if n.P == nil {
				return false
			}
			e.SetField(FieldCharactersWritten, n)
			return true
		}}}
}
