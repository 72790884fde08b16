package object

import "slices"

// BaseException: construction, the attributes every exception has, notes.

var baseExceptionNewDef = Def{"__new__(cls, /, *args, **kwargs)", "Create and return a new object.  See help(type) for accurate signature.", func(t *Thread, a []Value) Value {
	return newExceptionOf(AsType(a[0]), a[1]).Value()
}}

// newExceptionOf allocates an exception of any exception class; args is a
// tuple.
func newExceptionOf(ty *Type, args Value) *Exception {
	e := &Exception{Header: Header{Shape: ty.Shape0.ID, Kind: KindException}}
	if len(AsTuple(args).Items) > 0 {
		e.Args = args
	}
	return e
}

func exceptionOf(v Value) *Exception { return (*Exception)(v.P) }

// ArgsTuple is e.args.
func (e *Exception) ArgsTuple() Value {
	if e.Args.P == nil {
		return EmptyTuple
	}
	return e.Args
}

// initArgs is BaseException.__init__: it takes positional arguments only.
func (t *Thread) initArgs(a []Value) bool {
	if a[2].P != nil {
		t.TypeErrorf("%s() takes no keyword arguments", t.TypeName(a[0]))
		return false
	}
	exceptionOf(a[0]).Args = a[1]
	return true
}

const exceptionInitSig = "__init__(self, /, *args, **kwargs)"
const exceptionInitDoc = "Initialize self.  See help(type(self)) for accurate signature."

func baseExceptionInit(t *Thread, a []Value) Value { return noneIf(t.initArgs(a)) }

// baseExceptionQuickInit is __init__ without the tuple of arguments: most often
// __new__ has been given the same.
func baseExceptionQuickInit(t *Thread, a []Value) Value {
	e := exceptionOf(a[0])
	if slices.Equal(a[1:], e.ArgValues()) {
		return None
	}
	e.Args = TupleOf(a[1:]...)
	return None
}

// makePlain makes an exception whose class constructs as BaseException does,
// without calling anything; nil where it does not.
func (m *Machine) makePlain(ty *Type, args []Value) *Exception {
	if !AsNative(m.Lookup(ty, names.New)).isOf(ShapeBaseException) || !AsNative(m.Lookup(ty, names.Init)).isOf(ShapeBaseException) {
		return nil
	}
	return NewExceptionOf(ty, args)
}

// NewExceptionOf makes an exception of a class whose __new__ is
// BaseException's, without calling __init__.
func NewExceptionOf(ty *Type, args []Value) *Exception {
	return makeException(ty.Shape0.ID, args)
}

func baseExceptionRepr(t *Thread, a []Value) Value {
	e := exceptionOf(a[0])
	name := t.M.TypeOf(a[0]).Name
	args := e.ArgValues()
	if len(args) == 1 {
		r, ok := t.Repr(args[0])
		if !ok {
			return Value{}
		}
		return NewStr(name + "(" + r + ")")
	}
	r, ok := t.Repr(e.ArgsTuple())
	if !ok {
		return Value{}
	}
	return NewStr(name + r)
}

func baseExceptionStr(t *Thread, a []Value) Value {
	e := exceptionOf(a[0])
	var s string
	ok := true
	switch args := e.ArgValues(); len(args) {
	case 0:
	case 1:
		s, ok = t.Str(args[0])
	default:
		s, ok = t.Str(e.Args)
	}
	if !ok {
		return Value{}
	}
	return NewStr(s)
}

// stateDict is the exception's own attributes as a new dict, nil for none.
func (t *Thread) stateDict(v Value) *Dict {
	d := NewDict()
	t.M.OwnAttrs(v, func(name *Str, val Value) { d.SetStr(name, val) })
	if d.Len() == 0 {
		return nil
	}
	return d
}

// reduceWith is the __reduce__ of an exception that is made of args.
func (t *Thread) reduceWith(v, args Value) Value {
	class := t.M.TypeOf(v).Value()
	if d := t.stateDict(v); d != nil {
		return TupleOf(class, args, d.Value())
	}
	return TupleOf(class, args)
}

func exceptionSetState(t *Thread, a []Value) Value {
	if a[1].IsNone() {
		return None
	}
	d := AsDict(a[1])
	if d == nil {
		return t.TypeErrorf("state is not a dictionary")
	}
	ok := true
	d.Each(func(k, v Value) bool {
		name := t.AttrName(k)
		ok = name != nil && t.SetAttr(a[0], name, v)
		return ok
	})
	return noneIf(ok)
}

func exceptionAddNote(t *Thread, a []Value) Value {
	if !a[1].IsStr() {
		return t.TypeErrorf("note must be a str, not '%s'", t.TypeName(a[1]))
	}
	notes := t.LookupAttr(a[0], names.Notes)
	if notes.P == nil {
		if t.Exc.P != nil {
			return notes
		}
		return noneIf(t.SetAttr(a[0], names.Notes, NewList([]Value{a[1]})))
	}
	l := AsList(notes)
	if l == nil {
		return t.TypeErrorf("Cannot add note: __notes__ is not a list")
	}
	l.Items = append(l.Items, a[1])
	return None
}

// addNote is e.add_note(note) for an exception that is pending; failing to add
// it is not worth another exception.
func (e *Exception) addNote(t *Thread, note string) {
	saved := t.Clear()
	exceptionAddNote(t, []Value{e.Value(), NewStr(note)})
	t.Exc = saved
}

// linkedException declares __cause__ or __context__.
func linkedException(name, what string, field func(e *Exception) *Value) GetSetDef {
	return GetSetDef{Name: name, Get: func(t *Thread, v Value) Value { return orNone(*field(exceptionOf(v))) },
		Set: func(t *Thread, v, x Value) bool {
			if x.P == nil {
				t.TypeErrorf("%s may not be deleted", name)
				return false
			}
			if !x.IsNone() && AsException(x) == nil {
				t.TypeErrorf("exception %s must be None or derive from BaseException", what)
				return false
			}
			*field(exceptionOf(v)) = given(x)
			if what == "cause" {
				exceptionOf(v).SuppressContext = true
			}
			return true
		}}
}

// fieldMember declares an attribute kept in a Field; unset it is None.
func fieldMember(name string, f Field, doc string) GetSetDef {
	return GetSetDef{Name: name, Doc: doc, Get: func(t *Thread, v Value) Value { return orNone(exceptionOf(v).Field(f)) },
		Set: func(t *Thread, v, x Value) bool {
			exceptionOf(v).SetField(f, x)
			return true
		}}
}

// detailBaseException completes the declaration of BaseException.
func detailBaseException(d *TypeDecl) {
	d.Quick = map[string]NativeFn{"__init__": baseExceptionQuickInit}
	d.New = &baseExceptionNewDef
	d.Methods = []Def{
		{"__repr__(self, /)", "Return repr(self).", baseExceptionRepr},
		{"__str__(self, /)", "Return str(self).", baseExceptionStr},
		{exceptionInitSig, exceptionInitDoc, baseExceptionInit},
		{"__reduce__(self, /)", "Describe the exception for pickle.", func(t *Thread, a []Value) Value {
			return t.reduceWith(a[0], exceptionOf(a[0]).ArgsTuple())
		}},
		{"__setstate__(self, object, /)", "Restore attributes from a dict.", exceptionSetState},
		{"with_traceback(self, object, /)", "Set self.__traceback__ to object and return self.", func(t *Thread, a []Value) Value {
			if !t.Exec.SetTraceback(t, exceptionOf(a[0]), a[1]) {
				return Value{}
			}
			return a[0]
		}},
		{"add_note(self, object, /)", "Add a note to the exception, to be shown below its message.", exceptionAddNote},
	}
	d.Members = []GetSetDef{{Name: "__suppress_context__",
		Get: func(t *Thread, v Value) Value { return Bool(exceptionOf(v).SuppressContext) },
		Set: func(t *Thread, v, x Value) bool {
			switch {
			case x.P == nil:
				t.TypeErrorf("can't delete numeric/char attribute")
				return false
			case !x.IsBool():
				t.TypeErrorf("attribute value type must be bool")
				return false
			}
			exceptionOf(v).SuppressContext = x.IsTrue()
			return true
		}}}
	d.GetSets = []GetSetDef{
		DictGetSet,
		{Name: "args", Get: func(t *Thread, v Value) Value { return exceptionOf(v).ArgsTuple() },
			Set: func(t *Thread, v, x Value) bool {
				if x.P == nil {
					t.TypeErrorf("args may not be deleted")
					return false
				}
				items, ok := t.Collect(x)
				if ok {
					exceptionOf(v).Args = NewTuple(items)
				}
				return ok
			}},
		{Name: "__traceback__", Get: func(t *Thread, v Value) Value { return t.Exec.Traceback(t, exceptionOf(v)) },
			Set: func(t *Thread, v, x Value) bool {
				if x.P == nil {
					t.TypeErrorf("__traceback__ may not be deleted")
					return false
				}
				return t.Exec.SetTraceback(t, exceptionOf(v), x)
			}},
		linkedException("__context__", "context", func(e *Exception) *Value { return &e.Context }),
		linkedException("__cause__", "cause", func(e *Exception) *Value { return &e.Cause }),
	}
}
