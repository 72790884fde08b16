package object

import (
	"path/filepath"
	"strings"
	"unsafe"
)

// Module is a module object. Dict is its namespace.
type Module struct {
	Header
	Ext  *Ext
	Dict *Dict
	// native: declared in Go, so that its repr says "(built-in)".
	native bool
}

// NewModule makes an empty module with its __name__ and the other attributes
// every module has.
func (m *Machine) NewModule(name string) *Module {
	mod := &Module{Header: Header{Shape: ShapeModule, Kind: KindModule}, Dict: NewNamespace()}
	mod.init(NewStr(name), None)
	return mod
}

func (mod *Module) init(name, doc Value) {
	mod.Dict.SetStr(names.Name, name)
	mod.Dict.SetStr(names.Doc, doc)
	mod.Dict.SetStr(names.Package, None)
	mod.Dict.SetStr(names.Loader, None)
	mod.Dict.SetStr(names.Spec, None)
}

// Value returns mod as a Value.
func (mod *Module) Value() Value { return Value{P: unsafe.Pointer(mod)} }

// Name is the module's __name__, or "?".
func (mod *Module) Name() string {
	if n := mod.Dict.GetStr(names.Name); n.IsStr() {
		return n.Text()
	}
	return "?"
}

// Set binds a name of the module.
func (mod *Module) Set(m *Machine, name string, v Value) { mod.Dict.SetStr(m.Intern(name), v) }

// Add declares functions in the module.
func (mod *Module) Add(m *Machine, defs []Def) {
	modName := m.Intern(mod.Name())
	for i := range defs {
		mod.Set(m, defs[i].Name(), NewFunction(&defs[i], modName).Value())
	}
}

// moduleGetAttr looks in the namespace, in the type, and asks the module's
// __getattr__ (PEP 562).
func (t *Thread) moduleGetAttr(mod *Module, name *Str) Value {
	// only names of this form are data descriptors of the type itself
	special := mod.Shape != ShapeModule || strings.HasPrefix(name.S, "__")
	if !special {
		if v := mod.Dict.GetStr(name); v.P != nil {
			return v
		}
	}
	ty := t.M.TypeOf(mod.Value())
	d := t.M.Lookup(ty, name)
	if d.P != nil && t.M.isDataDescriptor(d) {
		return t.bindDescriptor(d, mod.Value(), ty)
	}
	if v := mod.Dict.GetStr(name); v.P != nil {
		return v
	}
	if d.P != nil {
		return t.bindDescriptor(d, mod.Value(), ty)
	}
	if g := mod.Dict.GetStr(names.GetAttr); g.P != nil {
		return t.Call(g, name.Value())
	}
	return Value{}
}

// setAttr binds or, with v nil, removes a name in the namespace.
func (mod *Module) setAttr(t *Thread, name *Str, v Value) bool {
	if v.P == nil {
		if !mod.Dict.DelStr(name) {
			t.attrErrorf(mod.Value(), name, "'%s' object has no attribute '%s'", t.TypeName(mod.Value()), name.S)
			return false
		}
		return true
	}
	mod.Dict.SetStr(name, v)
	return true
}

// moduleNoAttr raises AttributeError, with what may be the reason: the module
// is still being imported, or a script hides a module of the library.
func (t *Thread) moduleNoAttr(mod *Module, name *Str) Value {
	self := mod.Value()
	if !mod.Dict.GetStr(names.Name).IsStr() {
		return t.attrErrorf(self, name, "module has no attribute '%s'", name.S)
	}
	modName := mod.Name()
	spec := mod.Dict.GetStr(names.Spec)
	if spec.P == nil || spec.IsNone() {
		return t.attrErrorf(self, name, "module '%s' has no attribute '%s'", modName, name.S)
	}
	initializing := t.truthOfAttr(spec, "_initializing")
	origin := t.specOrigin(spec)
	if t.hidesLibraryModule(modName, origin) {
		return t.attrErrorf(self, name, "module '%s' has no attribute '%s' (consider renaming '%s' since it has the same name as the standard library module named '%s' and the import system gives it precedence)",
			modName, name.S, origin, modName)
	}
	switch {
	case initializing && origin != "" && filepath.Dir(origin) == t.M.ScriptDir:
		return t.attrErrorf(self, name, "module '%s' has no attribute '%s' (consider renaming '%s' if it has the same name as a third-party module you intended to import)", modName, name.S, origin)
	case initializing && origin != "":
		return t.attrErrorf(self, name, "partially initialized module '%s' from '%s' has no attribute '%s' (most likely due to a circular import)", modName, origin, name.S)
	case initializing:
		return t.attrErrorf(self, name, "partially initialized module '%s' has no attribute '%s' (most likely due to a circular import)", modName, name.S)
	}
	if sub := t.LookupAttr(spec, t.M.Intern("_uninitialized_submodules")); sub.P != nil {
		if in, ok := t.Contains(sub, name.Value()); ok && in {
			return t.attrErrorf(self, name, "cannot access submodule '%s' of module '%s' (most likely due to a circular import)", name.S, modName)
		}
	}
	t.Clear()
	return t.attrErrorf(self, name, "module '%s' has no attribute '%s'", modName, name.S)
}

// truthOfAttr is bool(getattr(v, name, False)); errors count as false.
func (t *Thread) truthOfAttr(v Value, name string) bool {
	a := t.LookupAttr(v, t.M.Intern(name))
	if a.P == nil {
		t.Clear()
		return false
	}
	truth, ok := t.Truth(a)
	if !ok {
		t.Clear()
	}
	return truth
}

// specOrigin is the file a module was loaded from, "" when it has none.
func (t *Thread) specOrigin(spec Value) string {
	if !t.truthOfAttr(spec, "has_location") {
		return ""
	}
	o := t.LookupAttr(spec, t.M.Intern("origin"))
	if !o.IsStr() {
		t.Clear()
		return ""
	}
	return o.Text()
}

// hidesLibraryModule reports whether a module of the script's folder has the
// name of one of the library.
func (t *Thread) hidesLibraryModule(name, origin string) bool {
	if origin == "" || filepath.Dir(origin) != t.M.ScriptDir {
		return false
	}
	sys := t.M.Modules.GetStr(t.M.Intern("sys"))
	if sys.P == nil || sys.Kind() != KindModule {
		return false
	}
	known := (*Module)(sys.P).Dict.GetStr(t.M.Intern("stdlib_module_names"))
	if known.P == nil {
		return false
	}
	in, ok := t.Contains(known, NewStr(name))
	if !ok {
		t.Clear()
	}
	return in
}

// moduleRepr says where the module comes from, as its __spec__ tells, else its
// __file__ and __loader__.
func moduleRepr(t *Thread, a []Value) Value {
	mod := (*Module)(a[0].P)
	name := mod.Dict.GetStr(names.Name)
	if spec := mod.Dict.GetStr(names.Spec); spec.P != nil && !spec.IsNone() {
		return t.specRepr(spec)
	}
	text := "'?'"
	if name.P != nil {
		var ok bool
		if text, ok = t.Repr(name); !ok {
			return Value{}
		}
	}
	if file := mod.Dict.GetStr(names.File); file.P != nil {
		r, ok := t.Repr(file)
		if !ok {
			return Value{}
		}
		return NewStr("<module " + text + " from " + r + ">")
	}
	if mod.native {
		return NewStr("<module " + text + " (built-in)>")
	}
	if loader := mod.Dict.GetStr(names.Loader); loader.P != nil && !loader.IsNone() {
		r, ok := t.Repr(loader)
		if !ok {
			return Value{}
		}
		return NewStr("<module " + text + " (" + r + ")>")
	}
	return NewStr("<module " + text + ">")
}

func (t *Thread) specRepr(spec Value) Value {
	attr := func(name string) (Value, bool) {
		v := t.LookupAttr(spec, t.M.Intern(name))
		return orNone(v), v.P != nil || t.Exc.P == nil
	}
	name, ok1 := attr("name")
	origin, ok2 := attr("origin")
	loader, ok3 := attr("loader")
	if !ok1 || !ok2 || !ok3 {
		return Value{}
	}
	text := "'?'"
	if !name.IsNone() {
		var ok bool
		if text, ok = t.Repr(name); !ok {
			return Value{}
		}
	}
	if origin.IsNone() {
		if loader.IsNone() {
			return NewStr("<module " + text + ">")
		}
		r, ok := t.Repr(loader)
		if !ok {
			return Value{}
		}
		return NewStr("<module " + text + " (" + r + ")>")
	}
	if t.truthOfAttr(spec, "has_location") {
		r, ok := t.Repr(origin)
		if !ok {
			return Value{}
		}
		return NewStr("<module " + text + " from " + r + ">")
	}
	s, ok := t.Str(origin)
	if !ok {
		return Value{}
	}
	return NewStr("<module " + text + " (" + s + ")>")
}

func moduleDir(t *Thread, a []Value) Value {
	d := t.GetAttr(a[0], names.Dict)
	if d.P == nil {
		return d
	}
	dict := AsDict(d)
	if dict == nil {
		return t.TypeErrorf("<module>.__dict__ is not a dictionary")
	}
	if f := dict.GetStr(names.Dir); f.P != nil {
		return t.Call(f)
	}
	return NewList(dictKeys(dict))
}

var moduleNewDef = Def{"__new__(cls, /, *args, **kwargs)", "Create and return a new object.", func(t *Thread, a []Value) Value {
	return (&Module{Header: Header{Shape: AsType(a[0]).Shape0.ID, Kind: KindModule}, Dict: NewNamespace()}).Value()
}}

var moduleDecl = TypeDecl{
	Shape: ShapeModule, Name: "module", Kind: KindModule, Flags: TypeHasDict,
	Doc: "Create a module object. The name must be a string; the optional doc argument can have any type.",
	New: &moduleNewDef,
	Methods: []Def{
		{"__init__(self, name, doc=None)", "Initialize self.  See help(type(self)) for accurate signature.", func(t *Thread, a []Value) Value {
			if !a[1].IsStr() {
				return t.TypeErrorf("module() argument 'name' must be str, not %s", t.TypeName(a[1]))
			}
			(*Module)(a[0].P).init(a[1], a[2])
			return None
		}},
		{"__repr__(self, /)", "Return repr(self).", moduleRepr},
		{"__getattribute__(self, name, /)", "Return getattr(self, name).", objectGetAttribute},
		{"__dir__(self, /)", "Names in the module's namespace, or what its __dir__ function returns.", moduleDir},
	},
	Members: []GetSetDef{
		{Name: "__dict__", Get: func(t *Thread, v Value) Value { return (*Module)(v.P).Dict.Value() }},
	},
	GetSets: []GetSetDef{
		{Name: "__annotations__", Get: func(t *Thread, v Value) Value {
			d := (*Module)(v.P).Dict
			a := d.GetStr(names.Annotations)
			if a.P == nil {
				a = NewDict().Value()
				d.SetStr(names.Annotations, a)
			}
			return a
		}, Set: func(t *Thread, v, a Value) bool {
			d := (*Module)(v.P).Dict
			if a.P != nil {
				d.SetStr(names.Annotations, a)
			} else if !d.DelStr(names.Annotations) {
				t.attrErrorf(v, names.Annotations, "__annotations__")
				return false
			}
			return true
		}},
	},
}
