package object

// The class object: what every object can do.

var objectNewDef = Def{"__new__(cls, /, *args, **kwargs)", "Create and return a new object.  See help(type) for accurate signature.", func(t *Thread, a []Value) Value {
	return t.newObject(AsType(a[0]), len(AsTuple(a[1]).Items) > 0 || a[2].P != nil)
}}

var objectDecl = TypeDecl{
	Shape: ShapeObject, Name: "object", Kind: KindInstance,
	Doc: "The base class of all classes: it has no attributes and takes no arguments.",
	New: &objectNewDef,
	Methods: []Def{
		{"__repr__(self, /)", "Return repr(self).", objectRepr},
		{"__hash__(self, /)", "Return hash(self).", func(t *Thread, a []Value) Value { return Int(int64(identityHash(a[0]))) }},
		{"__str__(self, /)", "Return str(self).", func(t *Thread, a []Value) Value {
			r, _ := t.CallSpecial(a[0], names.Repr)
			return r
		}},
		{"__getattribute__(self, name, /)", "Return getattr(self, name).", objectGetAttribute},
		{"__setattr__(self, name, value, /)", "Implement setattr(self, name, value).", objectSetAttr},
		{"__delattr__(self, name, /)", "Implement delattr(self, name).", func(t *Thread, a []Value) Value {
			return objectSetAttr(t, []Value{a[0], a[1], {}})
		}},
		{"__lt__(self, value, /)", "Return self<value.", returnNotImplemented},
		{"__le__(self, value, /)", "Return self<=value.", returnNotImplemented},
		{"__eq__(self, value, /)", "Return self==value.", func(t *Thread, a []Value) Value {
			if a[0] == a[1] {
				return True
			}
			return NotImplemented
		}},
		{"__ne__(self, value, /)", "Return self!=value.", objectNe},
		{"__gt__(self, value, /)", "Return self>value.", returnNotImplemented},
		{"__ge__(self, value, /)", "Return self>=value.", returnNotImplemented},
		{"__init__(self, /, *args, **kwargs)", "Initialize self.  See help(type(self)) for accurate signature.", func(t *Thread, a []Value) Value {
			if (len(AsTuple(a[1]).Items) > 0 || a[2].P != nil) && !t.checkObjectInit(t.M.TypeOf(a[0])) {
				return Value{}
			}
			return None
		}},
		{"__reduce_ex__(self, protocol, /)", "Describe the object for pickle in that protocol.", objectReduceEx},
		{"__reduce__(self, /)", "Describe the object for pickle.", func(t *Thread, a []Value) Value { return t.reduce(a[0], 0) }},
		{"__getstate__(self, /)", "The object's state for pickle.", func(t *Thread, a []Value) Value { return t.defaultState(a[0], false) }},
		{"__format__(self, format_spec, /)", "Return str(self) if format_spec is empty; other specs are a TypeError.", objectFormat},
		{"__sizeof__(self, /)", "Size of object in memory, in bytes.", func(t *Thread, a []Value) Value {
			return t.sizeOf(a[0])
		}},
		{"__dir__(self, /)", "Names of the object's attributes and of its class's.", objectDir},
	},
	Class: []Def{
		{"__subclasshook__(cls, object, /)", "Hook of issubclass() for abstract base classes; NotImplemented leaves the decision to it.", func(t *Thread, a []Value) Value { return NotImplemented }},
		{"__init_subclass__(cls, /)", "Hook called when the class is subclassed; it does nothing.", func(t *Thread, a []Value) Value { return None }},
	},
	GetSets: []GetSetDef{
		{Name: "__class__", Doc: "the object's class", Get: func(t *Thread, v Value) Value {
			return t.M.TypeOf(v).Value()
		}, Set: setClass},
	},
}

func returnNotImplemented(t *Thread, a []Value) Value { return NotImplemented }

// objectRepr is <module.Class object at 0x…>.
func objectRepr(t *Thread, a []Value) Value {
	ty := t.M.TypeOf(a[0])
	name := ty.Label()
	if ty.IsHeap() {
		name = ty.Name
		if mod := t.moduleOf(ty); mod.P == nil {
			t.Clear()
		} else if mod.IsStr() && mod.Text() != "builtins" {
			name = mod.Text() + "." + ty.QualName
		}
	}
	return NewStr("<" + name + " object at " + address(a[0]) + ">")
}

func objectNe(t *Thread, a []Value) Value {
	f := t.M.Lookup(t.M.TypeOf(a[0]), names.Eq)
	r := t.callUnbound(f, a[0], a[1:2])
	if r.P == nil || r.IsNotImplemented() {
		return r
	}
	truth, ok := t.Truth(r)
	if !ok {
		return Value{}
	}
	return Bool(!truth)
}

// AttrName checks that v is a str that can name an attribute, and interns it.
func (t *Thread) AttrName(v Value) *Str {
	if !v.IsStr() {
		t.TypeErrorf("attribute name must be string, not '%s'", t.TypeName(v))
		return nil
	}
	return t.M.InternStr((*Str)(v.P))
}

func objectGetAttribute(t *Thread, a []Value) Value {
	name := t.AttrName(a[1])
	if name == nil {
		return Value{}
	}
	r := t.GenericGetAttr(a[0], name)
	if r.P == nil && t.Exc.P == nil {
		return t.noAttr(a[0], name)
	}
	return r
}

func objectSetAttr(t *Thread, a []Value) Value {
	name := t.AttrName(a[1])
	if name == nil {
		return Value{}
	}
	if a[0].Kind() == KindType {
		hook := "__setattr__"
		if a[2].P == nil {
			hook = "__delattr__"
		}
		return t.TypeErrorf("can't apply this %s to %s object", hook, t.TypeName(a[0]))
	}
	if !t.GenericSetAttr(a[0], name, a[2]) {
		return Value{}
	}
	return None
}

func objectFormat(t *Thread, a []Value) Value {
	if !a[1].IsStr() {
		return t.TypeErrorf("__format__() argument must be str, not %s", t.TypeName(a[1]))
	}
	if a[1].Text() != "" {
		return t.TypeErrorf("unsupported format string passed to %s.__format__", t.TypeName(a[0]))
	}
	r, _ := t.CallSpecial(a[0], names.Str)
	if r.P != nil && !r.IsStr() {
		return t.TypeErrorf("__str__ returned non-string (type %s)", t.TypeName(r))
	}
	return r
}

// setClass is assignment to __class__: both classes must lay out their
// instances in the same way.
func setClass(t *Thread, v, class Value) bool {
	if class.P == nil {
		t.TypeErrorf("can't delete __class__ attribute")
		return false
	}
	to := AsType(class)
	if to == nil {
		t.TypeErrorf("__class__ must be set to a class, not '%s' object", t.TypeName(class))
		return false
	}
	from := t.M.TypeOf(v)
	module := t.M.Type(ShapeModule)
	mutable := func(ty *Type) bool { return ty.IsHeap() && ty.Flags&TypeImmutable == 0 }
	if !(from.IsSubtypeOf(module) && to.IsSubtypeOf(module)) && !(mutable(from) && mutable(to)) {
		t.TypeErrorf("__class__ assignment only supported for mutable types or ModuleType subclasses")
		return false
	}
	if !sameLayout(from, to) {
		t.TypeErrorf("__class__ assignment: '%s' object layout differs from '%s'", to.Name, from.Name)
		return false
	}
	t.M.reshape(v, to)
	if t.M.OnOverride != nil && (t.M.Lookup(to, names.Get).P != nil || t.M.isDataDescriptor(v)) {
		t.M.OnOverride() // it may be the value of a class attribute, and has become a descriptor
	}
	return true
}

// reshape gives v, whose layout fits, the class to.
func (m *Machine) reshape(v Value, to *Type) {
	old := m.ShapeOf(v)
	if v.Kind() == KindType {
		v.Head().Shape = to.Shape0.ID
		return
	}
	s := to.Shape0
	if old.IsDict {
		s = m.DictShape(to)
	} else {
		for _, n := range old.Names[old.Type.FixedSlots:] {
			if s = m.Extend(s, n); s.IsDict {
				m.toDictMode(v)
				break
			}
		}
	}
	v.Head().Shape = s.ID
}

// objectDir lists the names of v's own attributes, its class's and its bases'.
func objectDir(t *Thread, a []Value) Value {
	out := NewDict()
	if extOf(a[0]) != nil && t.M.ShapeOf(a[0]).Type.Flags&TypeHasDict != 0 {
		t.M.OwnAttrs(a[0], func(name *Str, _ Value) { out.SetStr(name, None) })
	} else if d := AsDict(t.LookupAttr(a[0], names.Dict)); d != nil {
		if !t.addKeys(out, d) {
			return Value{}
		}
	} else if t.Exc.P != nil {
		return Value{}
	}
	class := t.LookupAttr(a[0], names.Class)
	if class.P == nil && t.Exc.P != nil {
		return Value{}
	}
	if class.P != nil && !t.addClassNames(out, class) {
		return Value{}
	}
	return NewList(dictKeys(out))
}

// addClassNames adds the attributes of a class and its bases to out.
func (t *Thread) addClassNames(out *Dict, class Value) bool {
	if ty := AsType(class); ty != nil {
		for i := len(ty.MRO) - 1; i >= 0; i-- {
			t.M.Own(ty.MRO[i], names.Doc)
			if !t.addKeys(out, ty.MRO[i].Dict) {
				return false
			}
		}
		return true
	}
	if d := AsDict(t.LookupAttr(class, names.Dict)); d != nil && !t.addKeys(out, d) {
		return false
	}
	if t.Exc.P != nil {
		return false
	}
	bases := t.LookupAttr(class, names.Bases)
	if bases.P == nil {
		return t.Exc.P == nil
	}
	items, ok := t.Collect(bases)
	if !ok {
		return false
	}
	for _, b := range items {
		if !t.addClassNames(out, b) {
			return false
		}
	}
	return true
}

func (t *Thread) addKeys(out, from *Dict) bool {
	ok := true
	from.Each(func(k, _ Value) bool {
		ok = out.Set(t, k, None)
		return ok
	})
	return ok
}

func dictKeys(d *Dict) []Value {
	out := make([]Value, 0, d.Len())
	d.Each(func(k, _ Value) bool {
		out = append(out, k)
		return true
	})
	return out
}

// DictGetSet is the __dict__ attribute of objects that have one.
var DictGetSet = GetSetDef{
	Name: "__dict__", Doc: "dictionary for instance variables",
	Get: func(t *Thread, v Value) Value {
		d := t.M.AttrDict(v)
		if d == nil {
			return t.attrErrorf(v, names.Dict, "This object has no __dict__")
		}
		return d.Value()
	},
	Set: func(t *Thread, v, d Value) bool {
		if d.P == nil {
			if t.M.TypeOf(v).Flags&TypeHeap == 0 {
				t.TypeErrorf("cannot delete __dict__")
				return false
			}
			d = NewDict().Value()
		}
		if d.Kind() != KindDict {
			t.TypeErrorf("__dict__ must be set to a dictionary, not a '%s'", t.TypeName(d))
			return false
		}
		if t.M.AttrDict(v) == nil {
			t.attrErrorf(v, names.Dict, "This object has no __dict__")
			return false
		}
		t.M.SetAttrDict(v, AsDict(d))
		return true
	},
}

// instanceWeakrefDef is the descriptor that a class gets whose instances can be
// weakly referenced.
var instanceWeakrefDef = GetSetDef{
	Name: "__weakref__", Doc: "list of weak references to the object",
	Get: func(t *Thread, v Value) Value { return t.M.firstWeakRef(v) },
}
