package object

import "unsafe"

// Module is a module object. Dict is its namespace.
type Module struct {
	Header
	Ext  *Ext
	Dict *Dict
}

// NewModule makes an empty module with its __name__ and the other attributes
// every module has.
func (m *Machine) NewModule(name string) *Module {
	mod := &Module{Header: Header{Shape: ShapeModule, Kind: KindModule}, Dict: NewNamespace()}
	mod.Dict.SetStr(names.Name, NewStr(name))
	mod.Dict.SetStr(names.Doc, None)
	mod.Dict.SetStr(names.Package, None)
	mod.Dict.SetStr(names.Loader, None)
	mod.Dict.SetStr(names.Spec, None)
	return mod
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

func (t *Thread) moduleGetAttr(mod *Module, name *Str) Value {
	if v := mod.Dict.GetStr(name); v.P != nil {
		return v
	}
	ty := t.M.TypeOf(mod.Value())
	if d := t.M.Lookup(ty, name); d.P != nil {
		return t.bindDescriptor(d, mod.Value(), ty)
	}
	if g := mod.Dict.GetStr(names.GetAttr); g.P != nil {
		return t.Call(g, name.Value())
	}
	return Value{}
}

func (mod *Module) setAttr(t *Thread, name *Str, v Value) bool {
	if v.P == nil {
		if !mod.Dict.DelStr(name) {
			t.moduleNoAttr(mod, name)
			return false
		}
		return true
	}
	mod.Dict.SetStr(name, v)
	return true
}

func (t *Thread) moduleNoAttr(mod *Module, name *Str) Value {
	if mod.Dict.GetStr(names.Name).IsStr() {
		return t.attrErrorf(mod.Value(), name, "module '%s' has no attribute '%s'", mod.Name(), name.S)
	}
	return t.attrErrorf(mod.Value(), name, "module has no attribute '%s'", name.S)
}
