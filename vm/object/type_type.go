package object

import "strings"

// The class type: what every class can do and tell of itself.

var typeNewDef = Def{"__new__(metatype, /, *args, **kwargs)", "Create and return a new class.", typeNew}

var typeDecl = TypeDecl{
	Shape: ShapeType, Name: "type", Kind: KindType, Flags: TypeHasDict,
	Doc: "type(object) -> the object's type\ntype(name, bases, dict, **kwds) -> a new type",
	New: &typeNewDef,
	Methods: []Def{
		{"__repr__(self, /)", "Return repr(self).", typeRepr},
		{"__call__(self, /, *args, **kwargs)", "Call self as a function.", func(t *Thread, a []Value) Value {
			args, kwNames := withKwargs(t.M, append([]Value(nil), AsTuple(a[1]).Items...), AsDict(a[2]))
			return t.construct(AsType(a[0]), args, kwNames)
		}},
		{"__getattribute__(self, name, /)", "Return getattr(self, name).", objectGetAttribute},
		{"__setattr__(self, name, value, /)", "Implement setattr(self, name, value).", typeSetAttribute},
		{"__delattr__(self, name, /)", "Implement delattr(self, name).", func(t *Thread, a []Value) Value {
			return typeSetAttribute(t, []Value{a[0], a[1], {}})
		}},
		{"__init__(self, /, *args, **kwargs)", "Initialize self.  See help(type(self)) for accurate signature.", typeInit},
		{"__or__(self, value, /)", "Return self|value.", unionOr},
		{"__ror__(self, value, /)", "Return value|self.", unionROr},
		{"mro(self, /)", "Return a type's method resolution order.", func(t *Thread, a []Value) Value {
			mro, ok := t.linearize(AsType(a[0]))
			if !ok {
				return Value{}
			}
			return NewList(typeValues(mro))
		}},
		{"__subclasses__(self, /)", "Return a list of immediate subclasses.", func(t *Thread, a []Value) Value {
			return NewList(typeValues(AsType(a[0]).subclasses))
		}},
		{"__instancecheck__(self, instance, /)", "Check if an object is an instance.", func(t *Thread, a []Value) Value {
			return boolResult(t.realIsInstance(a[1], a[0]))
		}},
		{"__subclasscheck__(self, subclass, /)", "Check if a class is a subclass.", func(t *Thread, a []Value) Value {
			return boolResult(t.realIsSubclass(a[1], a[0]))
		}},
		{"__dir__(self, /)", "Names of the class's attributes and its bases'.", func(t *Thread, a []Value) Value {
			out := NewDict()
			if !t.addClassNames(out, a[0]) {
				return Value{}
			}
			return NewList(dictKeys(out))
		}},
		{"__sizeof__(self, /)", "Return memory consumption of the type object.", func(t *Thread, a []Value) Value {
			return t.sizeOf(a[0])
		}},
	},
	Class: []Def{
		{"__prepare__(cls, /, *args, **kwds)", "Create the namespace for the class statement.", func(t *Thread, a []Value) Value {
			return NewDict().Value()
		}},
	},
	Members: []GetSetDef{
		{Name: "__basicsize__", Get: func(t *Thread, v Value) Value { return Int(AsType(v).basicSize()) }},
		{Name: "__itemsize__", Get: func(t *Thread, v Value) Value { return Int(AsType(v).itemSize()) }},
		{Name: "__flags__", Get: func(t *Thread, v Value) Value { return Int(AsType(v).cpythonFlags(t.M)) }},
		{Name: "__weakrefoffset__", Get: func(t *Thread, v Value) Value { return Int(AsType(v).weakrefOffset()) }},
		{Name: "__base__", Get: func(t *Thread, v Value) Value {
			if b := AsType(v).Base; b != nil {
				return b.Value()
			}
			return None
		}},
		{Name: "__dictoffset__", Get: func(t *Thread, v Value) Value { return Int(AsType(v).dictOffset()) }},
	},
	GetSets: []GetSetDef{
		{Name: "__name__", Get: func(t *Thread, v Value) Value { return NewStr(AsType(v).Name) }, Set: setTypeName},
		{Name: "__qualname__", Get: func(t *Thread, v Value) Value { return NewStr(AsType(v).QualName) }, Set: setTypeQualName},
		{Name: "__bases__", Get: func(t *Thread, v Value) Value { return NewTuple(typeValues(AsType(v).Bases)) }, Set: setTypeBases},
		{Name: "__mro__", Get: func(t *Thread, v Value) Value { return NewTuple(typeValues(AsType(v).MRO)) }},
		{Name: "__module__", Get: func(t *Thread, v Value) Value { return t.moduleOf(AsType(v)) }, Set: setTypeDictAttr(names.Module)},
		{Name: "__abstractmethods__", Get: getAbstractMethods, Set: setAbstractMethods},
		{Name: "__dict__", Get: func(t *Thread, v Value) Value {
			ty := AsType(v)
			t.M.Own(ty, names.Doc) // fills the dict of a builtin type
			return NewMappingProxy(ty.Dict.Value())
		}},
		{Name: "__doc__", Get: typeDoc, Set: setTypeDictAttr(names.Doc)},
		{Name: "__text_signature__", Get: typeTextSignature},
		{Name: "__annotations__", Get: typeAnnotations, Set: setTypeAnnotations},
		{Name: "__type_params__", Get: func(t *Thread, v Value) Value {
			if p := AsType(v).Dict.GetStr(names.TypeParams); p.P != nil {
				return p
			}
			return EmptyTuple
		}, Set: setTypeDictAttr(names.TypeParams)},
	},
}

func boolResult(b, ok bool) Value {
	if !ok {
		return Value{}
	}
	return Bool(b)
}

func typeValues(types []*Type) []Value {
	out := make([]Value, len(types))
	for i, ty := range types {
		out[i] = ty.Value()
	}
	return out
}

func typeInit(t *Thread, a []Value) Value {
	n := len(AsTuple(a[1]).Items)
	if a[2].P != nil && n == 1 {
		return t.TypeErrorf("type.__init__() takes no keyword arguments")
	}
	if n != 1 && n != 3 {
		return t.TypeErrorf("type.__init__() takes 1 or 3 arguments")
	}
	return None
}

// typeRepr is <class 'module.QualName'>.
func typeRepr(t *Thread, a []Value) Value {
	return NewStr("<class '" + AsType(a[0]).QualifiedName(t.M) + "'>")
}

// QualifiedName is the type's __qualname__ with its __module__ in front, unless
// that is builtins.
func (ty *Type) QualifiedName(m *Machine) string {
	if mod := m.ModuleOf(ty); mod.IsStr() && mod.Text() != "builtins" {
		return mod.Text() + "." + ty.QualName
	}
	return ty.QualName
}

func typeSetAttribute(t *Thread, a []Value) Value {
	name := t.AttrName(a[1])
	if name == nil || !t.typeSetAttr(AsType(a[0]), name, a[2]) {
		return Value{}
	}
	return None
}

// moduleOf is ty.__module__; nil with AttributeError pending where a class
// lost it.
func (t *Thread) moduleOf(ty *Type) Value {
	mod := t.M.ModuleOf(ty)
	if mod.P == nil {
		return t.Raise(ShapeAttributeError, "__module__")
	}
	return mod
}

// ModuleOf is ty.__module__; nil where a class lost it.
func (m *Machine) ModuleOf(ty *Type) Value {
	if ty.IsHeap() {
		return m.Own(ty, names.Module)
	}
	if i := strings.LastIndexByte(ty.decl.Name, '.'); i >= 0 {
		return NewStr(ty.decl.Name[:i])
	}
	return NewStr("builtins")
}

// changeable guards the setters of a class's special attributes.
func (t *Thread) changeable(ty *Type, name string, v Value) bool {
	if !ty.IsHeap() || ty.Flags&TypeImmutable != 0 {
		t.TypeErrorf("cannot set '%s' attribute of immutable type '%s'", name, ty.Label())
		return false
	}
	if v.P == nil {
		t.TypeErrorf("cannot delete '%s' attribute of immutable type '%s'", name, ty.Label())
		return false
	}
	return true
}

func setTypeName(t *Thread, v, name Value) bool {
	ty := AsType(v)
	if !t.changeable(ty, "__name__", name) {
		return false
	}
	if !name.IsStr() {
		t.TypeErrorf("can only assign string to %s.__name__, not '%s'", ty.Name, t.TypeName(name))
		return false
	}
	for _, c := range []byte(name.Text()) {
		if c == 0 {
			t.ValueErrorf("type name must not contain null characters")
			return false
		}
	}
	ty.Name = name.Text()
	return true
}

func setTypeQualName(t *Thread, v, name Value) bool {
	ty := AsType(v)
	if !t.changeable(ty, "__qualname__", name) {
		return false
	}
	if !name.IsStr() {
		t.TypeErrorf("can only assign string to %s.__qualname__, not '%s'", ty.Name, t.TypeName(name))
		return false
	}
	ty.QualName = name.Text()
	return true
}

// setTypeDictAttr is the setter of an attribute that is kept in the class's
// dict under its own name.
func setTypeDictAttr(name *Str) func(t *Thread, v, val Value) bool {
	return func(t *Thread, v, val Value) bool {
		ty := AsType(v)
		if !t.changeable(ty, name.S, val) {
			return false
		}
		ty.Dict.SetStr(name, val)
		if name == names.Module {
			ty.Dict.DelStr(names.FirstLineNo) // a line of another file
		}
		t.M.Modified(ty)
		return true
	}
}

func typeDoc(t *Thread, v Value) Value {
	ty := AsType(v)
	doc := t.M.Own(ty, names.Doc)
	if doc.P == nil {
		return None
	}
	return t.bindDescriptor(doc, Value{}, ty)
}

// method returns the declaration of a method, nil for none.
func (d *TypeDecl) method(name string) *Def {
	for i := range d.Methods {
		if d.Methods[i].Name() == name {
			return &d.Methods[i]
		}
	}
	return nil
}

func typeTextSignature(t *Thread, v Value) Value {
	ty := AsType(v)
	if ty.IsHeap() || ty.decl == nil {
		return None
	}
	if text := ty.decl.Texts[""]; text != "" {
		return NewStr(text)
	}
	if ty.Shape0.ID == ShapeObject {
		return NewStr("()")
	}
	var text string
	switch takes := ty.decl.New; {
	case ty.decl.Call != nil:
		text = parseSignature(ty.decl.Call.Sig).text("", false)
	case takes != nil && strings.HasSuffix(takes.Sig, "*args, **kwargs)") && ty.decl.method("__init__") != nil:
		text = parseSignature(ty.decl.method("__init__").Sig).text("", true)
	case takes != nil && ty.Shape0.ID != ShapeType && ty.Layout != KindException:
		text = parseSignature(takes.Sig).text("", true)
	}
	// some say nothing: the native looks at its arguments itself
	if text == "" || text == "(*args, **kwargs)" || strings.Contains(text, "<unrep") {
		return None
	}
	return NewStr(text)
}

func typeAnnotations(t *Thread, v Value) Value {
	ty := AsType(v)
	if !ty.IsHeap() {
		return t.attrErrorf(v, names.Annotations, "type object '%s' has no attribute '__annotations__'", ty.Name)
	}
	a := ty.Dict.GetStr(names.Annotations)
	if a.P == nil {
		a = NewDict().Value()
		ty.Dict.SetStr(names.Annotations, a)
		t.M.Modified(ty)
		return a
	}
	return t.bindDescriptor(a, Value{}, ty)
}

func setTypeAnnotations(t *Thread, v, a Value) bool {
	ty := AsType(v)
	if !ty.IsHeap() || ty.Flags&TypeImmutable != 0 {
		t.TypeErrorf("cannot set '__annotations__' attribute of immutable type '%s'", ty.Label())
		return false
	}
	if a.P != nil {
		ty.Dict.SetStr(names.Annotations, a)
	} else if !ty.Dict.DelStr(names.Annotations) {
		t.attrErrorf(v, names.Annotations, "__annotations__")
		return false
	}
	t.M.Modified(ty)
	return true
}

func getAbstractMethods(t *Thread, v Value) Value {
	ty := AsType(v)
	if ty.Shape0.ID != ShapeType {
		if m := ty.Dict.GetStr(names.AbstractMethods); m.P != nil {
			return m
		}
	}
	return t.attrErrorf(v, names.AbstractMethods, "__abstractmethods__")
}

func setAbstractMethods(t *Thread, v, methods Value) bool {
	ty := AsType(v)
	abstract := false
	if methods.P != nil {
		truth, ok := t.Truth(methods)
		if !ok {
			return false
		}
		abstract = truth
		ty.Dict.SetStr(names.AbstractMethods, methods)
	} else if !ty.Dict.DelStr(names.AbstractMethods) {
		t.attrErrorf(v, names.AbstractMethods, "__abstractmethods__")
		return false
	}
	ty.Flags &^= TypeAbstract
	if abstract {
		ty.Flags |= TypeAbstract
	}
	t.M.Modified(ty)
	return true
}

// setTypeBases is assignment to __bases__: the orders of the class and of
// everything below it are computed again, or nothing changes.
func setTypeBases(t *Thread, v, bases Value) bool {
	ty := AsType(v)
	if !t.changeable(ty, "__bases__", bases) {
		return false
	}
	u := AsTuple(bases)
	if u == nil {
		t.TypeErrorf("can only assign tuple to %s.__bases__, not %s", ty.Name, t.TypeName(bases))
		return false
	}
	if len(u.Items) == 0 {
		t.TypeErrorf("can only assign non-empty tuple to %s.__bases__, not ()", ty.Name)
		return false
	}
	newBases := make([]*Type, len(u.Items))
	for i, b := range u.Items {
		if newBases[i] = AsType(b); newBases[i] == nil {
			t.TypeErrorf("%s.__bases__ must be tuple of classes, not '%s'", ty.Name, t.TypeName(b))
			return false
		}
		if newBases[i].IsSubtypeOf(ty) {
			t.TypeErrorf("a __bases__ item causes an inheritance cycle")
			return false
		}
	}
	base := t.bestBase(newBases)
	if base == nil {
		return false
	}
	if !sameLayout(base, ty.Base) {
		if sameNativeLayout := base.nativeSolidBase() == ty.Base.nativeSolidBase() && base.FixedSlots == ty.Base.FixedSlots; sameNativeLayout {
			t.TypeErrorf("__bases__ assignment: '%s' deallocator differs from '%s'", base.Label(), ty.Base.Label())
		} else {
			t.TypeErrorf("__bases__ assignment: '%s' object layout differs from '%s'", base.Label(), ty.Base.Label())
		}
		return false
	}
	oldBases, oldBase := ty.Bases, ty.Base
	ty.Bases, ty.Base = newBases, base
	type saved struct {
		ty  *Type
		mro []*Type
	}
	var undo []saved
	var update func(c *Type) bool
	update = func(c *Type) bool {
		undo = append(undo, saved{c, c.MRO})
		if !t.computeMRO(c) {
			return false
		}
		for _, s := range c.subclasses {
			if !update(s) {
				return false
			}
		}
		return true
	}
	if !update(ty) {
		for _, s := range undo {
			s.ty.MRO = s.mro
		}
		ty.Bases, ty.Base = oldBases, oldBase
		return false
	}
	for _, b := range oldBases {
		b.RemoveSubclass(ty)
	}
	for _, b := range newBases {
		b.AddSubclass(ty)
	}
	t.M.Modified(ty)
	if t.M.OnOverride != nil {
		t.M.OnOverride()
	}
	return true
}
