package vm

import (
	"strings"

	"github.com/aio-lang/aio/vm/object"
)

// spec is a ModuleSpec: how a module was found. What it tells are plain
// attributes of the object.
type spec struct{ object.Opaque }

// ModuleSpecDecl declares importlib.machinery.ModuleSpec.
var ModuleSpecDecl = object.TypeDecl{
	Name: "_frozen_importlib.ModuleSpec", Kind: object.KindOpaque, Flags: object.TypeHasDict,
	Doc: "Where a module comes from and who loads it.",
	New: &object.Def{Sig: "__new__(cls, name, loader, *, origin=None, loader_state=None, is_package=None)", Doc: "Describe a module.",
		Fn: func(t *object.Thread, a []object.Value) object.Value {
			pkg, ok := t.Truth(a[5])
			if !ok {
				return object.Value{}
			}
			locations := object.None
			if pkg {
				locations = object.NewList(nil)
			}
			return newSpec(t, object.AsType(a[0]), specFields{name: a[1], loader: a[2], origin: a[3], state: a[4], locations: locations})
		}},
	Methods: []object.Def{
		{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: specText},
		{Sig: "__eq__(self, value, /)", Doc: "Return self==value.", Fn: specEqual},
	},
	Attrs: []object.Attr{{Name: "__hash__", Value: object.None}},
	GetSets: []object.GetSetDef{
		{Name: "parent", Doc: "The package that relative imports of the module start from.", Get: func(t *object.Thread, v object.Value) object.Value {
			name, locations := specAttr(t, v, "name"), specAttr(t, v, "submodule_search_locations")
			if name.P == nil || locations.P == nil || !name.IsStr() {
				return name
			}
			if !locations.IsNone() {
				return name
			}
			return object.NewStr(parentName(name.Text()))
		}},
		{Name: "has_location", Doc: "Whether origin is a place to load from.", Get: func(t *object.Thread, v object.Value) object.Value {
			return specAttr(t, v, "_set_fileattr")
		}, Set: func(t *object.Thread, v, x object.Value) bool {
			if x.P == nil {
				return t.SetAttr(v, t.M.Intern("_set_fileattr"), object.Value{})
			}
			truth, ok := t.Truth(x)
			return ok && t.SetAttr(v, t.M.Intern("_set_fileattr"), object.Bool(truth))
		}},
		{Name: "cached", Doc: "The file of compiled code; None, as there is none.", Get: func(t *object.Thread, v object.Value) object.Value {
			return specAttr(t, v, "_cached")
		}, Set: func(t *object.Thread, v, x object.Value) bool {
			return t.SetAttr(v, t.M.Intern("_cached"), orNone(x))
		}},
		object.DictGetSet,
	},
}

// specFields are the attributes of a new spec; None, not nil, for what is not
// known.
type specFields struct {
	name, loader, origin, state, locations object.Value
	located                                bool // origin is a file
}

func newSpec(t *object.Thread, ty *object.Type, f specFields) object.Value {
	v := object.InitOpaque(&new(spec).Opaque, ty)
	for _, a := range [...]struct {
		name  string
		value object.Value
	}{{"name", f.name}, {"loader", f.loader}, {"origin", f.origin}, {"loader_state", f.state}, {"submodule_search_locations", f.locations},
		{"_uninitialized_submodules", object.NewList(nil)}, {"_set_fileattr", object.Bool(f.located)}, {"_cached", object.None}} {
		t.M.SetOwnAttr(v, t.M.Intern(a.name), a.value)
	}
	return v
}

func specAttr(t *object.Thread, v object.Value, name string) object.Value {
	return t.GetAttr(v, t.M.Intern(name))
}

// parentName is the package part of a dotted name.
func parentName(name string) string {
	i := strings.LastIndexByte(name, '.')
	return name[:max(i, 0)]
}

func specText(t *object.Thread, a []object.Value) object.Value {
	b, ok := []byte("ModuleSpec("), true
	for i, name := range []string{"name", "loader", "origin", "submodule_search_locations"} {
		v := specAttr(t, a[0], name)
		if v.P == nil {
			return v
		}
		if i > 1 && v.IsNone() {
			continue
		}
		if i > 0 {
			b = append(b, ", "...)
		}
		if b, ok = t.AppendRepr(append(append(b, name...), '='), v); !ok {
			return object.Value{}
		}
	}
	return object.NewStr(string(append(b, ')')))
}

func specEqual(t *object.Thread, a []object.Value) object.Value {
	for _, name := range []string{"name", "loader", "origin", "submodule_search_locations", "cached", "has_location"} {
		x, y := specAttr(t, a[0], name), t.LookupAttr(a[1], t.M.Intern(name))
		if x.P == nil {
			return x
		}
		if y.P == nil {
			if t.Exc.P != nil {
				return y
			}
			return object.NotImplemented
		}
		if same, ok := t.Equal(x, y); !ok || !same {
			if !ok {
				return object.Value{}
			}
			return object.False
		}
	}
	return object.True
}

// setSpec gives a module what its spec says.
func setSpec(t *object.Thread, mod *object.Module, s object.Value, loader object.Value) {
	nm := object.Names()
	mod.Dict.SetStr(nm.Loader, loader)
	mod.Dict.SetStr(nm.Spec, s)
}

// builtinSpec is the spec of a module of the standard library.
func (m *Machine) builtinSpec(t *object.Thread, name string, locations object.Value) object.Value {
	return newSpec(t, m.importing.spec, specFields{name: object.NewStr(name), loader: m.importing.builtin.Value(),
		origin: object.NewStr("built-in"), state: object.None, locations: locations})
}

// fileSpec is the spec of a source file; locations is None for a plain module.
func (m *Machine) fileSpec(t *object.Thread, name, file string, locations object.Value) object.Value {
	n, f := object.NewStr(name), object.NewStr(object.FileNameStr(file))
	return newSpec(t, m.importing.spec, specFields{name: n, loader: m.newLoader(m.importing.file, n, f),
		origin: f, state: object.None, locations: locations, located: true})
}

// namespaceSpec is the spec of a package without __init__.
func (m *Machine) namespaceSpec(t *object.Thread, name string, locations object.Value) object.Value {
	n := object.NewStr(name)
	return newSpec(t, m.importing.spec, specFields{name: n, loader: m.newLoader(m.importing.namespace, n, locations),
		origin: object.None, state: object.None, locations: locations})
}

// setInitializing sets or ends the mark of a spec that the module's body runs.
func (m *Machine) setInitializing(s object.Value, on bool) {
	if s.P != nil && s.Kind() == object.KindOpaque {
		m.H.SetOwnAttr(s, m.H.Intern("_initializing"), object.Bool(on))
	}
}
