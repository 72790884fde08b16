package vm

import (
	"path/filepath"
	"strings"

	"github.com/aio-lang/aio/vm/object"
)

// The finders that sys.meta_path begins with, and what a program puts there
// beside them (PEP 302, PEP 451).

var findSpecDoc = "Return how the module is found, None where it is not."

// finderDecl declares a finder of sys.meta_path. Its class is the finder; find
// returns a spec, None or nil.
func finderDecl(name, doc string, find func(t *Thread, name string, path object.Value) object.Value) object.TypeDecl {
	return object.TypeDecl{
		Name: name, Kind: object.KindOpaque, Flags: object.TypeHasDict, Doc: doc,
		Class: []object.Def{{Sig: "def find_spec(cls, fullname, path=None, target=None)", Doc: findSpecDoc, Fn: func(t *object.Thread, a []object.Value) object.Value {
			if !a[1].IsStr() {
				return t.TypeErrorf("module name must be str, not %s", t.TypeName(a[1]))
			}
			return find(thread(t), a[1].Text(), a[2])
		}}},
	}
}

// BuiltinImporterDecl declares the finder and loader of the standard library.
var BuiltinImporterDecl = withLoader(finderDecl("_frozen_importlib.BuiltinImporter", "Finds and loads the modules of the standard library.",
	func(t *Thread, name string, path object.Value) object.Value {
		d := t.machine.declaration(name)
		if d == nil {
			return object.None
		}
		locations := object.None
		if d.IsPackage {
			locations = object.NewList(nil)
		}
		return t.machine.builtinSpec(&t.Thread, name, locations)
	}))

// withLoader adds the methods of a loader of declared modules.
func withLoader(d object.TypeDecl) object.TypeDecl {
	d.Static = []object.Def{
		{Sig: "create_module(spec)", Doc: "Make the module.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			name := specAttr(t, a[0], "name")
			if name.P == nil {
				return name
			}
			m := thread(t).machine
			if !name.IsStr() || m.declaration(name.Text()) == nil {
				text, _ := t.Repr(name)
				return importErrorNamed(t, name, text+" is not a built-in module")
			}
			return m.Import(t, name.Text())
		}},
		{Sig: "exec_module(module)", Doc: "Do nothing: a module of the library runs when it is made.", Fn: noModule},
	}
	text := func(name string, result object.Value) object.Def {
		return object.Def{Sig: "def " + name + "(cls, fullname)", Doc: "What a loader tells of the module; nothing for one of the library.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			if !a[1].IsStr() || thread(t).machine.declaration(a[1].Text()) == nil {
				text, _ := t.Repr(a[1])
				return importErrorNamed(t, a[1], text+" is not a built-in module")
			}
			return result
		}}
	}
	d.Class = append(d.Class, text("get_code", object.None), text("get_source", object.None),
		object.Def{Sig: "def is_package(cls, fullname)", Doc: "Tell whether the module is a package.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			d := (*object.ModuleDecl)(nil)
			if a[1].IsStr() {
				d = thread(t).machine.declaration(a[1].Text())
			}
			return object.Bool(d != nil && d.IsPackage)
		}},
		object.Def{Sig: "def load_module(cls, fullname)", Doc: "Import the module.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			if !a[1].IsStr() {
				return t.TypeErrorf("module name must be str, not %s", t.TypeName(a[1]))
			}
			return t.Exec.Import(t, a[1].Text())
		}})
	return d
}

// FrozenImporterDecl declares the finder of frozen modules, which finds none:
// the standard library is BuiltinImporter's.
var FrozenImporterDecl = finderDecl("_frozen_importlib.FrozenImporter", "Finds no module: the standard library is BuiltinImporter's.",
	func(t *Thread, name string, path object.Value) object.Value { return object.None })

// PathFinderDecl declares the finder of the files on sys.path, or on the path
// of a package.
var PathFinderDecl = finderDecl("_frozen_importlib_external.PathFinder", "Finds modules in the folders of sys.path and of packages.",
	func(t *Thread, name string, path object.Value) object.Value {
		var dirs []string
		if path.IsNone() {
			dirs = t.machine.searchPath()
		} else if !t.Each(path, func(v object.Value) bool {
			if v.IsStr() {
				dirs = append(dirs, v.Text())
			}
			return true
		}) {
			return object.Value{}
		}
		return t.findOnPath(name, dirs)
	})

// importTypes are a machine's types of finders, loaders and specs.
type importTypes struct {
	spec, builtin, frozen, path, file, namespace *object.Type
}

func newImportTypes(h *object.Machine) importTypes {
	return importTypes{
		spec: h.TypeFor(&ModuleSpecDecl), builtin: h.TypeFor(&BuiltinImporterDecl), frozen: h.TypeFor(&FrozenImporterDecl),
		path: h.TypeFor(&PathFinderDecl), file: h.TypeFor(&SourceFileLoaderDecl), namespace: h.TypeFor(&NamespaceLoaderDecl),
	}
}

// MetaPath is sys.meta_path at the start.
func MetaPath(t *object.Thread) object.Value {
	own := &thread(t).machine.importing
	return object.NewList([]object.Value{own.builtin.Value(), own.frozen.Value(), own.path.Value()})
}

// findOnPath looks through folders for a module, sys.path_hooks first.
func (t *Thread) findOnPath(name string, dirs []string) object.Value {
	m := t.machine
	leaf := lastPart(name)
	if leaf == "" {
		return object.None
	}
	for _, d := range dirs {
		s := t.findByHooks(name, d)
		if s.P == nil || !s.IsNone() {
			return s
		}
		if file, dir := locate([]string{d}, leaf); file != "" {
			locations := object.None
			if dir != "" {
				locations = object.NewList([]object.Value{object.NewStr(dir)})
			}
			return m.fileSpec(&t.Thread, name, file, locations)
		}
	}
	if parts := namespaceParts(dirs, leaf); len(parts) > 0 {
		return m.namespaceSpec(&t.Thread, name, object.NewList(parts))
	}
	return object.None
}

// sysList is a list of module sys; nil where the program made it something
// else.
func (m *Machine) sysList(name string) *object.List {
	sys := m.H.Modules.GetStr(m.H.Intern("sys"))
	if sys.P == nil || sys.Kind() != object.KindModule {
		return nil
	}
	return object.AsList((*object.Module)(sys.P).Dict.GetStr(m.H.Intern(name)))
}

// findByHooks asks the finders that a program's sys.path_hooks make for a
// folder.
func (t *Thread) findByHooks(name, dir string) object.Value {
	hooks := t.machine.sysList("path_hooks")
	if hooks == nil {
		return object.None
	}
	for _, hook := range append([]object.Value(nil), hooks.Items...) {
		finder := t.Call(hook, object.NewStr(dir))
		if finder.P == nil {
			if t.Catch(object.ShapeImportError) != nil {
				continue
			}
			return finder
		}
		return t.CallMethod(finder, t.M.Intern("find_spec"), object.NewStr(name))
	}
	return object.None
}

// ownFinders reports whether sys.meta_path is as it was at the start, and no
// hook is set.
func (m *Machine) ownFinders() bool {
	hooks, finders := m.sysList("path_hooks"), m.sysList("meta_path")
	if finders == nil { // sys itself is being made
		return true
	}
	if hooks != nil && len(hooks.Items) > 0 || len(finders.Items) != 3 {
		return false
	}
	for i, ty := range [...]*object.Type{m.importing.builtin, m.importing.frozen, m.importing.path} {
		if object.AsType(finders.Items[i]) != ty {
			return false
		}
	}
	return true
}

// FindSpec asks the finders of sys.meta_path for a module; path is the
// package's __path__, None for a top-level module.
func (m *Machine) FindSpec(t *Thread, name string, path, target object.Value) object.Value {
	finders := m.sysList("meta_path")
	if finders == nil {
		return t.Raise(object.ShapeImportError, "sys.meta_path is None, Python is likely shutting down")
	}
	n := object.NewStr(name)
	for _, f := range append([]object.Value(nil), finders.Items...) {
		find := t.LookupAttr(f, t.M.Intern("find_spec"))
		if find.P == nil {
			if t.Exc.P != nil {
				return find
			}
			continue
		}
		s := t.Call(find, n, path, target)
		if s.P == nil || !s.IsNone() {
			return s
		}
	}
	return object.None
}

// ModuleFromSpec makes the module that a spec describes, without running it.
func (t *Thread) ModuleFromSpec(s object.Value) object.Value {
	get := func(name string) object.Value { return specAttr(&t.Thread, s, name) }
	load := get("loader")
	if load.P == nil {
		return load
	}
	mod := object.None
	if create := t.LookupAttr(load, t.M.Intern("create_module")); create.P != nil {
		if mod = t.Call(create, s); mod.P == nil {
			return mod
		}
	} else if t.Exc.P != nil {
		return create
	} else if t.LookupAttr(load, t.M.Intern("exec_module")).P != nil {
		return t.Raise(object.ShapeImportError, "loaders that define exec_module() must also define create_module()")
	} else if t.Exc.P != nil {
		return object.Value{}
	}
	name := get("name")
	if name.P == nil {
		return name
	}
	if mod.IsNone() {
		if !name.IsStr() {
			return t.TypeErrorf("module() argument 'name' must be str, not %s", t.TypeName(name))
		}
		mod = t.M.NewModule(name.Text()).Value()
	}
	if !t.describeModule(mod, s, load) {
		return object.Value{}
	}
	return mod
}

// DescribeModule gives a module that is loaded again what its spec tells now.
func (t *Thread) DescribeModule(mod, s object.Value) bool {
	load := specAttr(&t.Thread, s, "loader")
	return load.P != nil && t.describeModule(mod, s, load)
}

// describeModule sets the attributes of a module that its spec tells.
func (t *Thread) describeModule(mod, s, load object.Value) bool {
	nm := object.Names()
	set := func(name *object.Str, v object.Value) bool {
		if v.P == nil {
			return false
		}
		if t.SetAttr(mod, name, v) {
			return true
		}
		return t.Catch(object.ShapeAttributeError) != nil // a module may be anything
	}
	locations := specAttr(&t.Thread, s, "submodule_search_locations")
	if locations.P == nil {
		return false
	}
	if load.IsNone() && !locations.IsNone() {
		name := specAttr(&t.Thread, s, "name")
		if name.P == nil {
			return false
		}
		load = t.machine.newLoader(t.machine.importing.namespace, name, locations)
	}
	if !set(nm.Name, specAttr(&t.Thread, s, "name")) || !set(nm.Loader, load) || !set(nm.Package, specAttr(&t.Thread, s, "parent")) || !set(nm.Spec, s) {
		return false
	}
	if !locations.IsNone() && !set(nm.Path, locations) {
		return false
	}
	located := specAttr(&t.Thread, s, "has_location")
	if located.P == nil {
		return false
	}
	if yes, ok := t.Truth(located); !ok || !yes {
		return ok
	}
	return set(nm.File, specAttr(&t.Thread, s, "origin"))
}

// loadSpec imports the module that a finder found.
func (t *Thread) loadSpec(name string, s object.Value) object.Value {
	load := specAttr(&t.Thread, s, "loader")
	if load.P == nil {
		return load
	}
	if ty := object.AsType(load); ty != nil && ty == t.machine.importing.builtin {
		if d := t.machine.declaration(name); d != nil {
			return t.machine.importBuiltin(t, d)
		}
	}
	locations := specAttr(&t.Thread, s, "submodule_search_locations")
	if locations.P == nil {
		return locations
	}
	if load.IsNone() && locations.IsNone() {
		return importErrorNamed(&t.Thread, object.NewStr(name), "missing loader")
	}
	mod := t.ModuleFromSpec(s)
	if mod.P == nil {
		return mod
	}
	key := t.M.Intern(name)
	t.machine.setInitializing(s, true)
	t.M.Modules.SetStr(key, mod)
	if !load.IsNone() && t.CallMethod(load, t.M.Intern("exec_module"), mod).P == nil {
		t.M.Modules.DelStr(key)
		t.machine.setInitializing(s, false)
		return object.Value{}
	}
	t.machine.setInitializing(s, false)
	if v := t.M.Modules.GetStr(key); v.P != nil {
		return v
	}
	return t.Raise(object.ShapeKeyError, "%s", name)
}

// SpecFromLoader is importlib.util.spec_from_loader.
func SpecFromLoader(t *object.Thread, name, loader, origin, isPackage object.Value) object.Value {
	return thread(t).specFromLoader(name, loader, origin, isPackage)
}

func (t *Thread) specFromLoader(name, load, origin, isPackage object.Value) object.Value {
	if origin.IsNone() {
		origin = t.LookupAttr(load, t.M.Intern("_ORIGIN"))
		if origin.P == nil {
			if t.Exc.P != nil {
				return origin
			}
			origin = object.None
			if ty := object.AsType(load); ty != nil && ty == t.machine.importing.builtin {
				origin = object.NewStr("built-in")
			}
		}
	}
	if find := t.LookupAttr(load, t.M.Intern("get_filename")); find.P != nil {
		locations := object.Value{}
		if !isPackage.IsNone() {
			locations = object.None
			if yes, ok := t.Truth(isPackage); !ok {
				return object.Value{}
			} else if yes {
				locations = object.NewList(nil)
			}
		}
		return t.specFromFile(name, object.None, load, locations)
	} else if t.Exc.P != nil {
		return find
	}
	if isPackage.IsNone() {
		isPackage = t.askPackage(name, load)
		if isPackage.P == nil {
			return isPackage
		}
	}
	yes, ok := t.Truth(isPackage)
	if !ok {
		return object.Value{}
	}
	locations := object.None
	if yes {
		locations = object.NewList(nil)
	}
	return newSpec(&t.Thread, t.machine.importing.spec, specFields{name: name, loader: load, origin: origin, state: object.None, locations: locations})
}

// askPackage is load.is_package(name), False where the loader cannot tell.
func (t *Thread) askPackage(name, load object.Value) object.Value {
	ask := t.LookupAttr(load, t.M.Intern("is_package"))
	if ask.P == nil {
		if t.Exc.P != nil {
			return ask
		}
		return object.False
	}
	r := t.Call(ask, name)
	if r.P == nil && t.Catch(object.ShapeImportError) != nil {
		return object.False
	}
	return r
}

// SpecFromFile is importlib.util.spec_from_file_location; locations is nil
// when they are not given.
func SpecFromFile(t *object.Thread, name, file, loader, locations object.Value) object.Value {
	return thread(t).specFromFile(name, file, loader, locations)
}

func (t *Thread) specFromFile(name, file, load, locations object.Value) object.Value {
	if file.IsNone() {
		file = object.NewStr("<unknown>")
		if find := t.LookupAttr(load, t.M.Intern("get_filename")); find.P != nil {
			r := t.Call(find, name)
			if r.P != nil {
				file = r
			} else if t.Catch(object.ShapeImportError) == nil {
				return r
			}
		} else if t.Exc.P != nil {
			return find
		}
	} else {
		f := t.Fspath(file)
		if f.P == nil {
			return f
		}
		if !f.IsStr() {
			return t.TypeErrorf("expected str, not %s", t.TypeName(f))
		}
		file = f
		if abs, err := filepath.Abs(f.Text()); err == nil && !filepath.IsAbs(f.Text()) {
			file = object.NewStr(abs)
		}
	}
	if load.IsNone() {
		if !strings.HasSuffix(file.Text(), ".py") && !strings.HasSuffix(file.Text(), ".aio") {
			return object.None
		}
		load = t.machine.newLoader(t.machine.importing.file, name, file)
	}
	if locations.P == nil {
		locations = object.None
		pkg := t.askPackage(name, load)
		if pkg.P == nil {
			return pkg
		}
		if yes, ok := t.Truth(pkg); !ok {
			return object.Value{}
		} else if yes {
			locations = object.NewList(nil)
		}
	}
	if l := object.AsList(locations); l != nil && len(l.Items) == 0 && file.IsStr() {
		l.Items = append(l.Items, object.NewStr(filepath.Dir(file.Text())))
	}
	return newSpec(&t.Thread, t.machine.importing.spec, specFields{name: name, loader: load, origin: file, state: object.None, locations: locations, located: true})
}
