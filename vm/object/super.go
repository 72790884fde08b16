package object

// Super is super(Class, Self): attributes are looked up in ObjType's MRO after
// Class.
type Super struct {
	Header
	Class   *Type
	Self    Value // nil: unbound
	ObjType *Type
}

// NewSuper makes super(class, self) where self is known to be an instance or
// subclass; objType is the type whose MRO is searched.
func NewSuper(class *Type, self Value, objType *Type) Value {
	return FromHeader(&(&Super{Header{Shape: ShapeSuper, Kind: KindSuper}, class, self, objType}).Header)
}

// MakeSuper is super(class, self) with its checks. class nil (an unbound cell)
// and self nil are errors of the form without arguments.
func (t *Thread) MakeSuper(class, self Value) Value {
	if self.P == nil {
		return t.RuntimeErrorf("super(): arg[0] deleted")
	}
	if class.P == nil {
		return t.RuntimeErrorf("super(): empty __class__ cell")
	}
	ty := AsType(class)
	if ty == nil {
		return t.RuntimeErrorf("super(): __class__ is not a type (%s)", t.TypeName(class))
	}
	objType := t.superCheck(ty, self)
	if objType == nil {
		return Value{}
	}
	return NewSuper(ty, self, objType)
}

// superCheck finds the type whose MRO super(ty, obj) searches: obj itself
// where it is a subclass of ty, else its type or what __class__ says.
func (t *Thread) superCheck(ty *Type, obj Value) *Type {
	if o := AsType(obj); o != nil && (o == ty || o.IsSubtypeOf(ty)) {
		return o
	}
	vty := t.M.TypeOf(obj)
	if vty.IsSubtypeOf(ty) {
		return vty
	}
	c := t.LookupAttr(obj, names.Class)
	if c.P == nil && t.Exc.P != nil {
		return nil
	}
	if cty := AsType(c); cty != nil && cty != vty && cty.IsSubtypeOf(ty) {
		return cty
	}
	kind, name := "instance of", vty.Label()
	if o := AsType(obj); o != nil {
		kind, name = "type", o.Label()
	}
	t.TypeErrorf("super(type, obj): obj (%s %s) is not an instance or subtype of type (%s).", kind, name, ty.Label())
	return nil
}

func (t *Thread) superGetAttr(s *Super, name *Str) Value {
	if s.ObjType == nil || name == names.Class {
		return Value{}
	}
	v := t.M.LookupAfter(s.ObjType, s.Class, name)
	if v.P == nil {
		return v
	}
	self := s.Self
	if AsType(self) == s.ObjType { // super() in a class method
		self = Value{}
	}
	return t.bindDescriptor(v, self, s.ObjType)
}

// LookupAfter finds name in ty's MRO after class; nil when absent.
func (m *Machine) LookupAfter(ty, class *Type, name *Str) Value {
	for i, b := range ty.MRO {
		if b == class {
			for _, b := range ty.MRO[i+1:] {
				if v := m.Own(b, name); v.P != nil {
					return v
				}
			}
			break
		}
	}
	return Value{}
}

// newSuperOf allocates a super of ty, super itself or a subclass.
func newSuperOf(ty *Type) *Super {
	if ty.Shape0.ID == ShapeSuper {
		return &Super{Header: Header{Shape: ShapeSuper, Kind: KindSuper}}
	}
	w := &superWide{}
	initWide(&w.Header, ty, KindSuper)
	return &w.Super
}

var superNewDef = Def{"__new__(cls, /, *args, **kwargs)", "Create and return a new object.", func(t *Thread, a []Value) Value {
	return FromHeader(&newSuperOf(AsType(a[0])).Header)
}}

func superInit(t *Thread, a []Value) Value {
	s, args := (*Super)(a[0].P), AsTuple(a[1]).Items
	if a[2].P != nil {
		return t.TypeErrorf("super() takes no keyword arguments")
	}
	if len(args) > 2 {
		return t.TypeErrorf("super() expected at most 2 arguments, got %d", len(args))
	}
	if len(args) == 0 {
		class, self, ok := t.superFrame()
		if !ok {
			return Value{}
		}
		args = []Value{class, self}
	}
	ty := AsType(args[0])
	if ty == nil {
		return t.TypeErrorf("super() argument 1 must be a type, not %s", t.TypeName(args[0]))
	}
	s.Class, s.Self, s.ObjType = ty, Value{}, nil
	if len(args) == 2 && !args[1].IsNone() {
		objType := t.superCheck(ty, args[1])
		if objType == nil {
			return Value{}
		}
		s.Self, s.ObjType = args[1], objType
	}
	return None
}

// SuperFrame is what an executor offers whose frames tell the arguments of a
// bare super(): the class cell's content and the first argument.
type SuperFrame interface {
	SuperArgs(t *Thread) (class, self Value, ok bool)
}

// superFrame finds the arguments of super() called under another name, where
// the compiler could not supply them.
func (t *Thread) superFrame() (class, self Value, ok bool) {
	if f, is := t.Exec.(SuperFrame); is {
		return f.SuperArgs(t)
	}
	t.RuntimeErrorf("super(): no arguments")
	return Value{}, Value{}, false
}

func superGet(t *Thread, a []Value) Value {
	s, obj := (*Super)(a[0].P), a[1]
	if obj.P == nil || obj.IsNone() || s.ObjType != nil {
		return a[0]
	}
	if s.Shape != ShapeSuper {
		return t.Call(t.M.TypeOf(a[0]).Value(), s.Class.Value(), obj)
	}
	objType := t.superCheck(s.Class, obj)
	if objType == nil {
		return Value{}
	}
	return NewSuper(s.Class, obj, objType)
}

func typeOrNone(ty *Type) Value {
	if ty == nil {
		return None
	}
	return ty.Value()
}

var superDecl = TypeDecl{
	Shape: ShapeSuper, Name: "super", Kind: KindSuper,
	Doc: "super() -> same as super(__class__, <first argument>)\nsuper(type) -> unbound super object\nsuper(type, obj) -> bound super object; requires isinstance(obj, type)\nsuper(type, type2) -> bound super object; requires issubclass(type2, type)",
	New: &superNewDef,
	Methods: []Def{
		{"__init__(self, /, *args, **kwargs)", "Initialize self.  See help(type(self)) for accurate signature.", superInit},
		{"__repr__(self, /)", "Return repr(self).", func(t *Thread, a []Value) Value {
			s := (*Super)(a[0].P)
			class := "NULL"
			if s.Class != nil {
				class = s.Class.Name
			}
			if s.ObjType == nil {
				return NewStr("<super: <class '" + class + "'>, NULL>")
			}
			return NewStr("<super: <class '" + class + "'>, <" + s.ObjType.Name + " object>>")
		}},
		{"__getattribute__(self, name, /)", "Return getattr(self, name).", objectGetAttribute},
		{"__get__(self, instance, owner=None, /)", "Return an attribute of instance, which is of type owner.", superGet},
	},
	Members: []GetSetDef{
		{Name: "__thisclass__", Doc: "the class invoking super()", Get: func(t *Thread, v Value) Value { return typeOrNone((*Super)(v.P).Class) }},
		{Name: "__self__", Doc: "the instance invoking super(); may be None", Get: func(t *Thread, v Value) Value {
			if s := (*Super)(v.P); s.Self.P != nil {
				return s.Self
			}
			return None
		}},
		{Name: "__self_class__", Doc: "the type of the instance invoking super(); may be None", Get: func(t *Thread, v Value) Value { return typeOrNone((*Super)(v.P).ObjType) }},
	},
}
