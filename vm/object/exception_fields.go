package object

// The exception classes whose constructor keeps something of its arguments:
// StopIteration, SystemExit, NameError, AttributeError, ImportError, KeyError.

// detailValue is StopIteration (value) and SystemExit (code): the first
// argument, or all of them for a SystemExit with several.
func detailValue(name string, f Field, doc string, several bool) func(d *TypeDecl) {
	return func(d *TypeDecl) {
		d.Methods = []Def{{exceptionInitSig, exceptionInitDoc, func(t *Thread, a []Value) Value {
			if !t.initArgs(a) {
				return Value{}
			}
			v := None
			if args := AsTuple(a[1]).Items; len(args) == 1 || len(args) > 1 && !several {
				v = args[0]
			} else if len(args) > 1 {
				v = a[1]
			}
			exceptionOf(a[0]).SetField(f, v)
			return None
		}}}
		d.Members = []GetSetDef{fieldMember(name, f, doc)}
	}
}

func detailKeyError(d *TypeDecl) {
	d.Methods = []Def{{"__str__(self, /)", "Return str(self).", func(t *Thread, a []Value) Value {
		if args := exceptionOf(a[0]).ArgValues(); len(args) == 1 { // repr, so that '' shows
			r, ok := t.Repr(args[0])
			if !ok {
				return Value{}
			}
			return NewStr(r)
		}
		return baseExceptionStr(t, a)
	}}}
}

// keywordField is a keyword argument that a constructor stores.
type keywordField struct {
	name  string
	field Field
}

// initKeywords is the __init__ of classes that store keyword arguments; those
// not given become None when asked for.
func initKeywords(class string, fields ...keywordField) NativeFn {
	return func(t *Thread, a []Value) Value {
		e := exceptionOf(a[0])
		e.Args = a[1]
		given := map[string]Value{}
		if kw := AsDict(a[2]); kw != nil {
			unknown := ""
			kw.Each(func(k, v Value) bool {
				for _, f := range fields {
					if k.Text() == f.name {
						given[f.name] = v
						return true
					}
				}
				unknown = k.Text()
				return false
			})
			if unknown != "" {
				return t.TypeErrorf("%s() got an unexpected keyword argument '%s'", class, unknown)
			}
		}
		for _, f := range fields {
			e.SetField(f.field, given[f.name])
		}
		return None
	}
}

func detailNameError(d *TypeDecl) {
	d.Methods = []Def{{exceptionInitSig, exceptionInitDoc, initKeywords("NameError", keywordField{"name", FieldName})}}
	d.Members = []GetSetDef{fieldMember("name", FieldName, "name")}
}

func detailAttributeError(d *TypeDecl) {
	d.Methods = []Def{
		{exceptionInitSig, exceptionInitDoc, initKeywords("AttributeError", keywordField{"name", FieldName}, keywordField{"obj", FieldObj})},
		{"__getstate__(self, /)", "The exception's attributes, without obj.", func(t *Thread, a []Value) Value {
			return t.attributeErrorState(exceptionOf(a[0]))
		}},
		{"__reduce__(self, /)", "Describe the exception for pickle.", func(t *Thread, a []Value) Value {
			e := exceptionOf(a[0])
			state := t.attributeErrorState(e)
			if state.P == nil {
				return state
			}
			return TupleOf(t.M.TypeOf(a[0]).Value(), e.ArgsTuple(), state)
		}},
	}
	d.Members = []GetSetDef{fieldMember("name", FieldName, "attribute name"), fieldMember("obj", FieldObj, "object")}
}

func (t *Thread) attributeErrorState(e *Exception) Value {
	name := e.Field(FieldName)
	d := t.stateDict(e.Value())
	if name.P == nil && len(e.ArgValues()) == 0 {
		if d == nil {
			return None
		}
		return d.Value()
	}
	if d == nil {
		d = NewDict()
	}
	if name.P != nil {
		d.SetStr(t.M.Intern("name"), name)
	}
	d.SetStr(t.M.Intern("args"), e.ArgsTuple())
	return d.Value()
}

func detailImportError(d *TypeDecl) {
	init := initKeywords("ImportError", keywordField{"name", FieldName}, keywordField{"path", FieldPath}, keywordField{"name_from", FieldNameFrom})
	d.Methods = []Def{
		{exceptionInitSig, exceptionInitDoc, func(t *Thread, a []Value) Value {
			if init(t, a).P == nil {
				return Value{}
			}
			e := exceptionOf(a[0])
			e.SetField(FieldMsg, Value{})
			if args := e.ArgValues(); len(args) == 1 {
				e.SetField(FieldMsg, args[0])
			}
			return None
		}},
		{"__str__(self, /)", "Return str(self).", func(t *Thread, a []Value) Value {
			if msg := exceptionOf(a[0]).Field(FieldMsg); msg.P != nil && msg.Shape() == ShapeStr {
				return msg
			}
			return baseExceptionStr(t, a)
		}},
		{"__reduce__(self, /)", "Describe the exception for pickle.", func(t *Thread, a []Value) Value {
			e := exceptionOf(a[0])
			state := t.stateDict(a[0])
			for _, f := range [...]keywordField{{"name", FieldName}, {"path", FieldPath}, {"name_from", FieldNameFrom}} {
				if v := e.Field(f.field); v.P != nil {
					if state == nil {
						state = NewDict()
					}
					state.SetStr(t.M.Intern(f.name), v)
				}
			}
			class := t.M.TypeOf(a[0]).Value()
			if state == nil {
				return TupleOf(class, e.ArgsTuple())
			}
			return TupleOf(class, e.ArgsTuple(), state.Value())
		}},
	}
	d.Members = []GetSetDef{
		fieldMember("msg", FieldMsg, "exception message"), fieldMember("name", FieldName, "module name"),
		fieldMember("path", FieldPath, "module path"), fieldMember("name_from", FieldNameFrom, "name imported from module"),
	}
}
