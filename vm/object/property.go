package object

// Property is a property object; nil functions are absent.
type Property struct {
	Header
	Get, Set, Del, Doc Value
	Name               Value // given, or set by __set_name__; nil: asks the getter
	docFromGet         bool
}

func (p *Property) get(t *Thread, self Value) Value {
	if p.Get.P == nil {
		return t.propertyError(p, self, "getter")
	}
	return t.Call(p.Get, self)
}

func (p *Property) set(t *Thread, self, v Value) bool {
	if v.P == nil {
		if p.Del.P == nil {
			t.propertyError(p, self, "deleter")
			return false
		}
		return t.Call(p.Del, self).P != nil
	}
	if p.Set.P == nil {
		t.propertyError(p, self, "setter")
		return false
	}
	return t.Call(p.Set, self, v).P != nil
}

func (t *Thread) propertyError(p *Property, self Value, what string) Value {
	name := p.name(t)
	if name.P == nil && t.Exc.P != nil {
		return Value{}
	}
	if name.P == nil {
		return t.Raise(ShapeAttributeError, "property of '%s' object has no %s", t.M.TypeOf(self).QualName, what)
	}
	r, ok := t.Repr(name)
	if !ok {
		return Value{}
	}
	return t.Raise(ShapeAttributeError, "property %s of '%s' object has no %s", r, t.M.TypeOf(self).QualName, what)
}

// name is the property's name, its getter's where it has none; nil where
// there is neither.
func (p *Property) name(t *Thread) Value {
	if p.Name.P != nil {
		return p.Name
	}
	if p.Get.P == nil {
		return Value{}
	}
	return t.LookupAttr(p.Get, names.Name)
}

func newPropertyOf(ty *Type) *Property {
	if ty.Shape0.ID == ShapeProperty {
		return &Property{Header: Header{Shape: ShapeProperty, Kind: KindProperty}}
	}
	w := &propertyWide{}
	initWide(&w.Header, ty, KindProperty)
	return &w.Property
}

var propertyNewDef = Def{"__new__(cls, /, *args, **kwargs)", "Create and return a new object.", func(t *Thread, a []Value) Value {
	return FromHeader(&newPropertyOf(AsType(a[0])).Header)
}}

// given makes nil of None.
func given(v Value) Value {
	if v.P != nil && v.IsNone() {
		return Value{}
	}
	return v
}

// orNone makes None of nil.
func orNone(v Value) Value {
	if v.P == nil {
		return None
	}
	return v
}

func propertyInit(t *Thread, a []Value) Value {
	p := (*Property)(a[0].P)
	p.Get, p.Set, p.Del, p.Doc, p.Name = given(a[1]), given(a[2]), given(a[3]), given(a[4]), Value{}
	p.docFromGet = false
	doc := p.Doc
	if doc.P == nil && p.Get.P != nil {
		if doc = t.LookupAttr(p.Get, names.Doc); doc.P == nil && t.Exc.P != nil {
			return Value{}
		}
		if doc = given(doc); doc.P != nil {
			p.docFromGet = true
		}
	}
	if p.Shape == ShapeProperty {
		p.Doc = doc
		return None
	}
	// a subclass has a __doc__ of its class that would hide the field: the
	// text goes to the instance, where that has attributes
	if doc.P == nil {
		doc = None
	}
	if !t.SetAttr(a[0], names.Doc, doc) {
		if t.Catch(ShapeAttributeError) == nil {
			return Value{}
		}
	}
	return None
}

// propertyCopy is getter(), setter() and deleter(): a property of the same
// class with one function changed.
func propertyCopy(t *Thread, self, get, set, del Value) Value {
	p := (*Property)(self.P)
	pick := func(v, old Value) Value {
		if v.P == nil || v.IsNone() {
			return orNone(old)
		}
		return v
	}
	get = pick(get, p.Get)
	doc := orNone(p.Doc)
	if p.docFromGet && !get.IsNone() {
		doc = None
	}
	n := t.Call(t.M.TypeOf(self).Value(), get, pick(set, p.Set), pick(del, p.Del), doc)
	if n.P != nil && n.Kind() == KindProperty {
		(*Property)(n.P).Name = p.Name
	}
	return n
}

func propertyMember(name, doc string, field func(p *Property) Value) GetSetDef {
	return GetSetDef{Name: name, Doc: doc, Get: func(t *Thread, v Value) Value { return orNone(field((*Property)(v.P))) }}
}

var propertyDecl = TypeDecl{
	Shape: ShapeProperty, Name: "property", Kind: KindProperty,
	New: &propertyNewDef,
	Doc: "Property attribute: fget reads it, fset assigns it, fdel deletes it, doc is its docstring.",
	Methods: []Def{
		{"__init__(self, fget=None, fset=None, fdel=None, doc=None)", "Initialize self.  See help(type(self)) for accurate signature.", propertyInit},
		{"__get__(self, instance, owner=None, /)", "Return an attribute of instance, which is of type owner.", func(t *Thread, a []Value) Value {
			if a[1].IsNone() {
				return a[0]
			}
			return (*Property)(a[0].P).get(t, a[1])
		}},
		{"__set__(self, instance, value, /)", "Set an attribute of instance to value.", func(t *Thread, a []Value) Value {
			return noneIf((*Property)(a[0].P).set(t, a[1], a[2]))
		}},
		{"__delete__(self, instance, /)", "Delete an attribute of instance.", func(t *Thread, a []Value) Value {
			return noneIf((*Property)(a[0].P).set(t, a[1], Value{}))
		}},
		{"getter(self, object, /)", "Copy of the property with a different getter.", func(t *Thread, a []Value) Value {
			return propertyCopy(t, a[0], a[1], Value{}, Value{})
		}},
		{"setter(self, object, /)", "Copy of the property with a different setter.", func(t *Thread, a []Value) Value {
			return propertyCopy(t, a[0], Value{}, a[1], Value{})
		}},
		{"deleter(self, object, /)", "Copy of the property with a different deleter.", func(t *Thread, a []Value) Value {
			return propertyCopy(t, a[0], Value{}, Value{}, a[1])
		}},
		{"__set_name__(self, /, *args)", "Tell the property its name.", func(t *Thread, a []Value) Value {
			args := AsTuple(a[1]).Items
			if len(args) != 2 {
				return t.TypeErrorf("__set_name__() takes 2 positional arguments but %d were given", len(args))
			}
			(*Property)(a[0].P).Name = args[1]
			return None
		}},
	},
	Members: []GetSetDef{
		propertyMember("fget", "", func(p *Property) Value { return p.Get }),
		propertyMember("fset", "", func(p *Property) Value { return p.Set }),
		propertyMember("fdel", "", func(p *Property) Value { return p.Del }),
		{Name: "__doc__", Get: func(t *Thread, v Value) Value { return orNone((*Property)(v.P).Doc) }, Set: func(t *Thread, v, doc Value) bool {
			(*Property)(v.P).Doc = doc
			return true
		}},
	},
	GetSets: []GetSetDef{
		{Name: "__name__", Get: func(t *Thread, v Value) Value {
			if n := (*Property)(v.P).name(t); n.P != nil || t.Exc.P != nil {
				return n
			}
			return t.noAttr(v, names.Name)
		}, Set: func(t *Thread, v, name Value) bool {
			(*Property)(v.P).Name = name
			return true
		}},
		{Name: "__isabstractmethod__", Get: func(t *Thread, v Value) Value {
			p := (*Property)(v.P)
			for _, f := range [...]Value{p.Get, p.Set, p.Del} {
				if f.P == nil {
					continue
				}
				if abstract, ok := t.isAbstractMethod(f); abstract || !ok {
					return boolResult(abstract, ok)
				}
			}
			return False
		}},
	},
}

// isAbstractMethod reports whether v is marked by abc.abstractmethod.
func (t *Thread) isAbstractMethod(v Value) (abstract, ok bool) {
	a := t.LookupAttr(v, names.IsAbstractMethod)
	if a.P == nil {
		return false, t.Exc.P == nil
	}
	return t.Truth(a)
}
