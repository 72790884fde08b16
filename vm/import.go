package vm

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/aio-lang/aio/vm/code"
	"github.com/aio-lang/aio/vm/object"
)

// importName is the Import instruction: __import__(name, …, fromlist, level).
func (t *Thread) importName() bool {
	in := t.prev()
	p := t.fn.proto
	name := p.names[in.B].S
	fromlist := *t.constAt(in.C)
	imp := t.machine.builtinsOf(p.globals).GetStr(t.M.Intern("__import__"))
	if imp.P == nil {
		t.Raise(object.ShapeImportError, "__import__ not found")
		return false
	}
	var r object.Value
	if n := object.AsNative(imp); n != nil && n.Def.Name() == "__import__" {
		r = t.machine.ImportFor(t, name, p.globals, fromlist, int(in.N))
	} else {
		r = t.Call(imp, object.NewStr(name), p.globals.Value(), object.None, fromlist, object.Int(int64(in.N)))
	}
	if r.P == nil {
		return false
	}
	*t.reg(in.A) = r
	return true
}

// ImportFor is __import__: with a fromlist the named module and the listed
// submodules, else the top-level package.
func (m *Machine) ImportFor(t *Thread, name string, globals *object.Dict, fromlist object.Value, level int) object.Value {
	full := name
	if level > 0 {
		pkg, ok := t.packageOf(globals)
		if !ok {
			return object.Value{}
		}
		for i := 1; i < level; i++ {
			j := strings.LastIndexByte(pkg, '.')
			if j < 0 {
				return t.Raise(object.ShapeImportError, "attempted relative import beyond top-level package")
			}
			pkg = pkg[:j]
		}
		full = pkg
		if name != "" {
			full += "." + name
		}
	}
	if full == "" {
		return t.ValueErrorf("Empty module name")
	}
	mod := m.Import(&t.Thread, full)
	if mod.P == nil {
		return mod
	}
	truth, ok := t.Truth(fromlist)
	if !ok {
		return object.Value{}
	}
	if !truth {
		if level > 0 {
			return mod
		}
		top, _, _ := strings.Cut(full, ".")
		return m.H.Modules.GetStr(m.H.Intern(top))
	}
	if ok := t.importSubmodules(mod, full, fromlist); !ok {
		return object.Value{}
	}
	return mod
}

// importSubmodules imports the names of a fromlist that the package does not
// have yet, where it has submodules of that name.
func (t *Thread) importSubmodules(mod object.Value, full string, fromlist object.Value) bool {
	if t.LookupAttr(mod, object.Names().Path).P == nil {
		t.Clear()
		return true
	}
	ok := true
	return t.Each(fromlist, func(n object.Value) bool {
		if !n.IsStr() {
			t.TypeErrorf("Item in ``from list'' must be str, not %s", t.TypeName(n))
			return false
		}
		if n.Text() == "*" {
			if all := t.LookupAttr(mod, object.Names().All); all.P != nil {
				ok = t.importSubmodules(mod, full, all)
			}
			return ok
		}
		name := t.M.InternStr((*object.Str)(n.P))
		if t.LookupAttr(mod, name).P != nil {
			return true
		}
		if t.Exc.P != nil {
			ok = false
			return false
		}
		sub := full + "." + name.S
		if t.machine.Import(&t.Thread, sub).P == nil {
			e := object.AsException(t.Exc)
			if t.pendingIs(object.ShapeModuleNotFoundError) {
				if n := e.Field(object.FieldName); n.IsStr() && n.Text() == sub {
					t.Clear()
					return true
				}
			}
			ok = false
		}
		return ok
	}) && ok
}

// packageOf is the package that relative imports of a module refer to.
func (t *Thread) packageOf(globals *object.Dict) (string, bool) {
	nm := object.Names()
	if p := globals.GetStr(nm.Package); p.IsStr() {
		if p.Text() == "" {
			t.Raise(object.ShapeImportError, "attempted relative import with no known parent package")
			return "", false
		}
		return p.Text(), true
	}
	n := globals.GetStr(nm.Name)
	if !n.IsStr() {
		t.Raise(object.ShapeKeyError, "'__name__' not in globals")
		return "", false
	}
	name := n.Text()
	if globals.GetStr(nm.Path).P == nil {
		i := strings.LastIndexByte(name, '.')
		if i < 0 {
			t.Raise(object.ShapeImportError, "attempted relative import with no known parent package")
			return "", false
		}
		name = name[:i]
	}
	return name, true
}

// Import implements object.Executor: the module of that absolute name,
// imported if need be.
func (m *Machine) Import(ot *object.Thread, name string) object.Value {
	t := thread(ot)
	key := m.H.Intern(name)
	if mod := m.H.Modules.GetStr(key); mod.P != nil {
		if mod.IsNone() {
			return t.moduleNotFound("import of "+name+" halted; None in sys.modules", name)
		}
		return mod
	}
	parent, leaf := "", name
	var parentMod object.Value
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		parent, leaf = name[:i], name[i+1:]
		parentMod = m.Import(ot, parent)
		if parentMod.P == nil {
			return parentMod
		}
		if mod := m.H.Modules.GetStr(key); mod.P != nil {
			return mod
		}
	}
	mod := m.find(t, name, leaf, parentMod, parent)
	if mod.P != nil && parentMod.P != nil {
		if !t.SetAttr(parentMod, m.H.Intern(leaf), mod) {
			return object.Value{}
		}
	}
	return mod
}

// find loads a module that is not in sys.modules: of the standard library, or
// from a file.
func (m *Machine) find(t *Thread, name, leaf string, parentMod object.Value, parent string) object.Value {
	own := m.ownFinders()
	if own {
		if d := m.declaration(name); d != nil {
			return m.importBuiltin(t, d)
		}
	}
	var dirs []string
	path := object.None
	if parentMod.P != nil {
		path = t.LookupAttr(parentMod, object.Names().Path)
		if path.P == nil {
			if t.Exc.P != nil {
				return path
			}
			return t.moduleNotFound("No module named '"+name+"'; '"+parent+"' is not a package", name)
		}
	}
	if !own {
		s := m.FindSpec(t, name, path, object.None)
		switch {
		case s.P == nil:
			return s
		case s.IsNone():
			return t.moduleNotFound("No module named '"+name+"'", name)
		}
		return t.loadSpec(name, s)
	}
	if parentMod.P != nil {
		t.Each(path, func(v object.Value) bool {
			if v.IsStr() {
				dirs = append(dirs, v.Text())
			}
			return true
		})
	} else {
		dirs = m.searchPath()
	}
	if file, dir := locate(dirs, leaf); file != "" {
		return m.importFile(t, name, file, dir)
	}
	if parts := namespaceParts(dirs, leaf); len(parts) > 0 { // PEP 420
		return m.namespacePackage(t, name, parts)
	}
	return t.moduleNotFound("No module named '"+name+"'", name)
}

// locate looks for the source of a module in folders. dir is the package's
// folder, "" for a plain module; file is "" when there is none.
func locate(dirs []string, leaf string) (file, dir string) {
	for _, d := range dirs {
		base := filepath.Join(d, leaf)
		for _, ext := range []string{".aio", ".py"} {
			if file := filepath.Join(base, "__init__"+ext); isFile(file) {
				return file, base
			}
		}
		for _, ext := range []string{".aio", ".py"} {
			if file := base + ext; isFile(file) {
				return file, ""
			}
		}
	}
	return "", ""
}

// ModuleFile is what stands for the file name of a standard module.
func ModuleFile(name string) string { return "<aio:" + name + ">" }

// ModuleSource is the source of a module that has not been run.
type ModuleSource struct {
	File, Text string
	Package    bool
}

// FindSource finds the source of a module by absolute dotted name and imports
// the packages it is in. ok is false when there is none, with an exception
// pending where importing a package raised something else.
func (m *Machine) FindSource(t *Thread, name string) (src ModuleSource, ok bool) {
	if d := m.declaration(name); d != nil && d.Source != "" {
		return ModuleSource{ModuleFile(d.Name), d.Source, d.IsPackage}, true
	}
	dirs, leaf := m.searchPath(), name
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		parent := m.Import(&t.Thread, name[:i])
		if parent.P == nil {
			t.Catch(object.ShapeModuleNotFoundError)
			return src, false
		}
		leaf, dirs = name[i+1:], nil
		path := t.LookupAttr(parent, object.Names().Path)
		if path.P == nil {
			return src, false
		}
		t.Each(path, func(v object.Value) bool {
			if v.IsStr() {
				dirs = append(dirs, v.Text())
			}
			return true
		})
	}
	file, dir := locate(dirs, leaf)
	if file == "" {
		return src, false
	}
	text, err := ReadFile(file)
	return ModuleSource{file, string(text), dir != ""}, err == nil
}

func isFile(name string) bool {
	st, err := os.Stat(name)
	return err == nil && st.Mode().IsRegular()
}

func isDir(name string) bool {
	st, err := os.Stat(name)
	return err == nil && st.IsDir()
}

// searchPath is sys.path as it is now.
func (m *Machine) searchPath() []string {
	if sys := m.H.Modules.GetStr(m.H.Intern("sys")); sys.P != nil && sys.Kind() == object.KindModule {
		if l := object.AsList((*object.Module)(sys.P).Dict.GetStr(m.H.Intern("path"))); l != nil {
			var out []string
			for _, v := range l.Items {
				if v.IsStr() {
					s := v.Text()
					if s == "" {
						s = "."
					}
					out = append(out, s)
				}
			}
			return out
		}
	}
	return m.Path
}

func (t *Thread) moduleNotFound(msg, name string) object.Value {
	e := object.NewException(object.ShapeModuleNotFoundError, object.NewStr(msg))
	e.SetField(object.FieldMsg, object.NewStr(msg))
	e.SetField(object.FieldName, object.NewStr(name))
	return t.RaiseException(e)
}

// importBuiltin makes a module of the standard library.
func (m *Machine) importBuiltin(t *Thread, d *object.ModuleDecl) object.Value {
	mod := m.H.NewModule(d.Name)
	key := m.H.Intern(d.Name)
	m.H.Modules.SetStr(key, mod.Value())
	if d.Name == "builtins" {
		mod.Dict = m.H.Builtins
		mod.Dict.SetStr(object.Names().Name, object.NewStr(d.Name))
	}
	pkg := d.Name
	if !d.IsPackage {
		pkg = ""
		if i := strings.LastIndexByte(d.Name, '.'); i >= 0 {
			pkg = d.Name[:i]
		}
	} else {
		mod.Dict.SetStr(object.Names().Path, object.NewList(nil))
	}
	mod.Dict.SetStr(object.Names().Package, object.NewStr(pkg))
	loaderClass := m.importing.builtin.Value()
	s := m.builtinSpec(&t.Thread, d.Name, orNone(mod.Dict.GetStr(object.Names().Path)))
	setSpec(&t.Thread, mod, s, loaderClass)
	m.setInitializing(s, true)
	if !t.Populate(mod, d) || !m.runSource(t, mod, d) {
		m.H.Modules.DelStr(key)
		return object.Value{}
	}
	m.setInitializing(s, false)
	if v := m.H.Modules.GetStr(key); v.P != nil {
		return v // the module may have replaced itself
	}
	return mod.Value()
}

// runSource runs the part of a standard module that is written in the language.
func (m *Machine) runSource(t *Thread, mod *object.Module, d *object.ModuleDecl) bool {
	if d.Source == "" {
		return true
	}
	file := ModuleFile(d.Name)
	var c *code.Code
	if m.Compiled != nil {
		c = m.Compiled(d.Name, code.NewSource(file, d.Source))
	}
	if c == nil {
		c = m.Compile(&t.Thread, file, d.Source, CompileOptions{FromText: true})
	}
	return c != nil && t.RunModule(c, mod).P != nil
}

// importFile makes a module from a source file. dir is the package's folder,
// "" for a plain module.
func (m *Machine) importFile(t *Thread, name, file, dir string) object.Value {
	text, err := ReadFile(file)
	if err != nil {
		return t.Raise(object.ShapeImportError, "cannot read %s: %v", file, err)
	}
	nm := object.Names()
	mod := m.H.NewModule(name)
	mod.Dict.SetStr(nm.File, object.NewStr(file))
	pkg := name
	if dir != "" {
		mod.Dict.SetStr(nm.Path, object.NewList([]object.Value{object.NewStr(dir)}))
	} else if i := strings.LastIndexByte(name, '.'); i >= 0 {
		pkg = name[:i]
	} else {
		pkg = ""
	}
	mod.Dict.SetStr(nm.Package, object.NewStr(pkg))
	s := m.fileSpec(&t.Thread, name, file, orNone(mod.Dict.GetStr(nm.Path)))
	setSpec(&t.Thread, mod, s, specAttr(&t.Thread, s, "loader"))
	key := m.H.Intern(name)
	m.H.Modules.SetStr(key, mod.Value())
	m.setInitializing(s, true)
	c := m.Compile(&t.Thread, file, string(text), CompileOptions{})
	if c == nil || t.RunModule(c, mod).P == nil {
		m.H.Modules.DelStr(key)
		return object.Value{}
	}
	m.setInitializing(s, false)
	if v := m.H.Modules.GetStr(key); v.P != nil {
		return v
	}
	return mod.Value()
}

// namespaceParts are the folders of a package without __init__.
func namespaceParts(dirs []string, leaf string) []object.Value {
	var parts []object.Value
	for _, d := range dirs {
		if base := filepath.Join(d, leaf); isDir(base) {
			parts = append(parts, object.NewStr(base))
		}
	}
	return parts
}

// namespacePackage makes a package without __init__ over all folders of that
// name.
func (m *Machine) namespacePackage(t *Thread, name string, parts []object.Value) object.Value {
	mod := m.H.NewModule(name)
	path := object.NewList(parts)
	mod.Dict.SetStr(object.Names().Path, path)
	mod.Dict.SetStr(object.Names().Package, object.NewStr(name))
	s := m.namespaceSpec(&t.Thread, name, path)
	setSpec(&t.Thread, mod, s, specAttr(&t.Thread, s, "loader"))
	m.H.Modules.SetStr(m.H.Intern(name), mod.Value())
	return mod.Value()
}

// importFrom is the ImportFrom instruction.
func (t *Thread) importFrom() bool {
	in := t.prev()
	mod := *t.reg(in.B)
	name := t.fn.proto.names[in.C]
	v := t.LookupAttr(mod, name)
	if v.P == nil {
		if t.Exc.P != nil && t.Catch(object.ShapeAttributeError) == nil {
			return false
		}
		if v = t.importedSubmodule(mod, name); v.P == nil {
			t.cannotImport(mod, name)
			return false
		}
	}
	*t.reg(in.A) = v
	return true
}

// importedSubmodule finds package.name in sys.modules: a circular import may
// have put it there before the package got the attribute.
func (t *Thread) importedSubmodule(mod object.Value, name *object.Str) object.Value {
	n := t.LookupAttr(mod, object.Names().Name)
	if !n.IsStr() {
		t.Clear()
		return object.Value{}
	}
	return t.M.Modules.GetStr(t.M.Intern(n.Text() + "." + name.S))
}

func (t *Thread) cannotImport(mod object.Value, name *object.Str) {
	modName, file := "<unknown module name>", object.None
	if n := t.LookupAttr(mod, object.Names().Name); n.IsStr() {
		modName = n.Text()
	}
	t.Clear()
	if f := t.LookupAttr(mod, object.Names().File); f.IsStr() {
		file = f
	}
	t.Clear()
	msg := "cannot import name '" + name.S + "' from '" + modName + "' (unknown location)"
	if file.IsStr() {
		msg = "cannot import name '" + name.S + "' from '" + modName + "' (" + file.Text() + ")"
		if t.initializing(mod) {
			msg = "cannot import name '" + name.S + "' from partially initialized module '" + modName + "' (most likely due to a circular import) (" + file.Text() + ")"
		}
	}
	e := object.NewException(object.ShapeImportError, object.NewStr(msg))
	e.SetField(object.FieldMsg, object.NewStr(msg))
	e.SetField(object.FieldName, object.NewStr(modName))
	e.SetField(object.FieldPath, file)
	e.SetField(object.FieldNameFrom, name.Value())
	t.RaiseException(e)
}

// initializing reports whether the body of a module has not ended yet.
func (t *Thread) initializing(mod object.Value) bool {
	s := t.LookupAttr(mod, object.Names().Spec)
	on := object.Value{}
	if s.P != nil {
		on = t.LookupAttr(s, t.M.Intern("_initializing"))
	}
	if on.P == nil {
		t.Clear()
		return false
	}
	yes, _ := t.Truth(on)
	t.Clear()
	return yes
}

// importStar is the ImportStar instruction.
func (t *Thread) importStar() bool {
	in := t.prev()
	mod := *t.reg(in.A)
	ns := t.namespace()
	put := func(name *object.Str, v object.Value) bool {
		if ns.Shape() == object.ShapeDict {
			(*object.Dict)(ns.P).SetStr(name, v)
			return true
		}
		return t.SetItem(ns, name.Value(), v)
	}
	all := t.LookupAttr(mod, object.Names().All)
	if all.P == nil {
		if t.Exc.P != nil {
			return false
		}
		d := t.M.AttrDict(mod)
		if ty := object.AsType(mod); ty != nil {
			d = ty.Dict
		}
		if d == nil {
			t.Raise(object.ShapeImportError, "from-import-* object has no __dict__ and no __all__")
			return false
		}
		ok := true
		d.Each(func(k, v object.Value) bool {
			if k.IsStr() && !strings.HasPrefix(k.Text(), "_") {
				ok = put(t.M.InternStr((*object.Str)(k.P)), v)
			}
			return ok
		})
		return ok
	}
	ok := true
	return t.Each(all, func(n object.Value) bool {
		if !n.IsStr() {
			name, _ := t.Str(t.LookupAttr(mod, object.Names().Name))
			t.TypeErrorf("Item in %s.__all__ must be str, not %s", name, t.TypeName(n))
			return false
		}
		name := t.M.InternStr((*object.Str)(n.P))
		v := t.GetAttr(mod, name)
		ok = v.P != nil && put(name, v)
		return ok
	}) && ok
}
