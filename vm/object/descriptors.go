package object

// Property is a property object; nil functions are absent.
type Property struct {
	Header
	Get, Set, Del, Doc Value
	Name               Value // set by __set_name__, for messages
	docFromGet         bool
}

// ClassMethod and StaticMethod wrap a callable.
type ClassMethod struct {
	Header
	Func Value
}

type StaticMethod struct {
	Header
	Func Value
}

// NewStaticMethod wraps f.
func NewStaticMethod(f Value) Value {
	return FromHeader(&(&StaticMethod{Header{Shape: ShapeStaticMethod, Kind: KindStaticMethod}, f}).Header)
}

// NewClassMethod wraps f.
func NewClassMethod(f Value) Value {
	return FromHeader(&(&ClassMethod{Header{Shape: ShapeClassMethod, Kind: KindClassMethod}, f}).Header)
}

func (p *Property) get(t *Thread, self Value) Value {
	if p.Get.P == nil || p.Get.IsNone() {
		return t.propertyError(p, self, "getter")
	}
	return t.Call(p.Get, self)
}

func (p *Property) set(t *Thread, self, v Value) bool {
	if v.P == nil {
		if p.Del.P == nil || p.Del.IsNone() {
			t.propertyError(p, self, "deleter")
			return false
		}
		return t.Call(p.Del, self).P != nil
	}
	if p.Set.P == nil || p.Set.IsNone() {
		t.propertyError(p, self, "setter")
		return false
	}
	return t.Call(p.Set, self, v).P != nil
}

func (t *Thread) propertyError(p *Property, self Value, what string) Value {
	if p.Name.IsStr() {
		return t.Raise(ShapeAttributeError, "property '%s' of '%s' object has no %s", p.Name.Text(), t.M.TypeOf(self).QualName, what)
	}
	return t.Raise(ShapeAttributeError, "property of '%s' object has no %s", t.M.TypeOf(self).QualName, what)
}

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
	mro := ty.MRO
	for i, b := range mro {
		if b == class {
			for _, b := range mro[i+1:] {
				if v := m.Own(b, name); v.P != nil {
					return v
				}
			}
			break
		}
	}
	return Value{}
}
