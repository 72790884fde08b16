package vm

import (
	"errors"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/aio-lang/aio/vm/object"
)

// loader is what loads modules of one kind: a file's, or a namespace
// package's. name and path are plain attributes.
type loader struct{ object.Opaque }

// newLoader makes a loader for a module; path is a file name, or the folders
// of a namespace package.
func (m *Machine) newLoader(ty *object.Type, name, path object.Value) object.Value {
	return m.initLoader(ty, ty == m.importing.namespace, name, path)
}

func (m *Machine) initLoader(ty *object.Type, namespace bool, name, path object.Value) object.Value {
	v := object.InitOpaque(&new(loader).Opaque, ty)
	if namespace {
		m.H.SetOwnAttr(v, m.H.Intern("_path"), path)
		return v
	}
	m.H.SetOwnAttr(v, m.H.Intern("name"), name)
	m.H.SetOwnAttr(v, m.H.Intern("path"), path)
	return v
}

func loaderAttr(t *object.Thread, v object.Value, name string) object.Value {
	return t.GetAttr(v, t.M.Intern(name))
}

func importErrorNamed(t *object.Thread, name object.Value, msg string) object.Value {
	e := object.NewException(object.ShapeImportError, object.NewStr(msg))
	e.SetField(object.FieldMsg, object.NewStr(msg))
	e.SetField(object.FieldName, name)
	return t.RaiseException(e)
}

// noModule is create_module: the importer makes the module itself.
func noModule(t *object.Thread, a []object.Value) object.Value { return object.None }

const (
	createSig = "def create_module(self, spec)"
	createDoc = "Leave it to the importer to make the module."
)

// loadModule is load_module(name) of a loader: what an import of it does.
func loadModule(t *object.Thread, a []object.Value) object.Value {
	name := a[len(a)-1]
	if mod := t.M.Modules.Get(t, name); mod.P != nil || t.Exc.P != nil {
		return mod
	}
	if !name.IsStr() {
		return t.TypeErrorf("module name must be str, not %s", t.TypeName(name))
	}
	s := thread(t).specFromLoader(name, a[0], object.None, object.None)
	if s.P == nil {
		return s
	}
	return thread(t).loadSpec(name.Text(), s)
}

// SourceFileLoaderDecl declares importlib.machinery.SourceFileLoader. Its
// methods go through one another by name, so that a subclass may change one.
var SourceFileLoaderDecl = object.TypeDecl{
	Name: "_frozen_importlib_external.SourceFileLoader", Kind: object.KindOpaque, Flags: object.TypeHasDict,
	Doc: "Load modules from source files.",
	New: &object.Def{Sig: "__new__(cls, fullname, path)", Doc: "Load the module of that name from the file.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		return thread(t).machine.initLoader(object.AsType(a[0]), false, a[1], a[2])
	}},
	Methods: []object.Def{
		{Sig: createSig, Doc: createDoc, Fn: noModule},
		{Sig: "def exec_module(self, module)", Doc: "Run the module's code in its namespace.", Fn: loaderExec},
		{Sig: "def load_module(self, fullname=None)", Doc: "Import the module.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			name := a[1]
			if name.IsNone() {
				name = loaderAttr(t, a[0], "name")
			}
			if name.P == nil {
				return name
			}
			return loadModule(t, []object.Value{a[0], name})
		}},
		{Sig: "def get_filename(self, name=None)", Doc: "Return the file of the module.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			own := loaderAttr(t, a[0], "name")
			if own.P == nil {
				return own
			}
			if same, ok := t.Equal(orNone(a[1]), own); !ok {
				return object.Value{}
			} else if !same && !a[1].IsNone() {
				x, _ := t.Str(own)
				y, _ := t.Str(a[1])
				return importErrorNamed(t, a[1], "loader for "+x+" cannot handle "+y)
			}
			return loaderAttr(t, a[0], "path")
		}},
		{Sig: "def get_data(self, path)", Doc: "Return the bytes of a file.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			name := t.Fspath(a[1])
			if name.P == nil {
				return name
			}
			data, err := ReadFile(name.Text())
			if err != nil {
				if errno, ok := errors.AsType[syscall.Errno](err); ok {
					return t.OSError(errno, a[1])
				}
				return t.Raise(object.ShapeOSError, "%v", err)
			}
			return object.NewBytes(string(data))
		}},
		{Sig: "def get_source(self, fullname)", Doc: "Return the text of the module.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			path := t.CallMethod(a[0], t.M.Intern("get_filename"), a[1])
			if path.P == nil {
				return path
			}
			data := t.CallMethod(a[0], t.M.Intern("get_data"), path)
			if data.P == nil {
				if cause := t.Catch(object.ShapeOSError); cause != nil {
					importErrorNamed(t, a[1], "source not available through get_data()")
					e := object.AsException(t.Exc)
					e.Cause, e.Context, e.SuppressContext = cause.Value(), cause.Value(), true
				}
				return object.Value{}
			}
			util := t.Exec.Import(t, "importlib.util")
			if util.P == nil {
				return util
			}
			return t.CallMethod(util, t.M.Intern("decode_source"), data)
		}},
		{Sig: "def source_to_code(self, data, path, *, _optimize=-1)", Doc: "Compile the text of a module.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return t.CallNames(t.M.Builtins.GetStr(t.M.Intern("compile")), []object.Value{a[1], a[2], object.NewStr("exec"), object.True, a[3]},
				[]*object.Str{t.M.Intern("dont_inherit"), t.M.Intern("optimize")})
		}},
		{Sig: "def get_code(self, fullname)", Doc: "Return the code of the module.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			path := t.CallMethod(a[0], t.M.Intern("get_filename"), a[1])
			if path.P == nil {
				return path
			}
			data := t.CallMethod(a[0], t.M.Intern("get_data"), path)
			if data.P == nil {
				return data
			}
			return t.CallMethod(a[0], t.M.Intern("source_to_code"), data, path)
		}},
		{Sig: "def is_package(self, fullname)", Doc: "Tell whether the module is a package: an __init__ that is not imported by that name.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			path := t.CallMethod(a[0], t.M.Intern("get_filename"), a[1])
			if path.P == nil || !path.IsStr() || !a[1].IsStr() {
				return path
			}
			return object.Bool(moduleStem(path.Text()) == "__init__" && lastPart(a[1].Text()) != "__init__")
		}},
		{Sig: "__eq__(self, value, /)", Doc: "Return self==value.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			if t.M.TypeOf(a[0]) != t.M.TypeOf(a[1]) {
				return object.False
			}
			same, ok := t.EqualDicts(t.M.AttrDict(a[0]), t.M.AttrDict(a[1]))
			if !ok {
				return object.Value{}
			}
			return object.Bool(same)
		}},
		{Sig: "__hash__(self, /)", Doc: "Return hash(self).", Fn: func(t *object.Thread, a []object.Value) object.Value {
			h, ok := t.Hash(object.NewPair(loaderAttr(t, a[0], "name"), loaderAttr(t, a[0], "path")))
			if !ok {
				return object.Value{}
			}
			return object.Int(int64(h))
		}},
	},
	GetSets: []object.GetSetDef{object.DictGetSet},
}

// loaderExec is exec_module of a loader that has get_code.
func loaderExec(t *object.Thread, a []object.Value) object.Value {
	name := t.GetAttr(a[1], object.Names().Name)
	if name.P == nil {
		return name
	}
	c := t.CallMethod(a[0], t.M.Intern("get_code"), name)
	if c.P == nil {
		return c
	}
	if c.IsNone() {
		text, ok := t.Repr(name)
		if !ok {
			return object.Value{}
		}
		return t.Raise(object.ShapeImportError, "cannot load module %s when get_code() returns None", text)
	}
	dict := t.GetAttr(a[1], object.Names().Dict)
	if dict.P == nil {
		return dict
	}
	return t.Call(t.M.Builtins.GetStr(t.M.Intern("exec")), c, dict)
}

// NamespaceLoaderDecl declares importlib.machinery.NamespaceLoader.
var NamespaceLoaderDecl = object.TypeDecl{
	Name: "_frozen_importlib_external.NamespaceLoader", Kind: object.KindOpaque, Flags: object.TypeHasDict,
	Doc: "The loader of packages without __init__, which have no code.",
	New: &object.Def{Sig: "__new__(cls, name, path, path_finder)", Doc: "Stand for the folders of a package.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		return thread(t).machine.initLoader(object.AsType(a[0]), true, a[1], a[2])
	}},
	Methods: []object.Def{
		{Sig: createSig, Doc: createDoc, Fn: noModule},
		{Sig: "def exec_module(self, module)", Doc: "Do nothing: there is no code.", Fn: noModule},
		{Sig: "def load_module(self, fullname)", Doc: "Import the package.", Fn: loadModule},
		{Sig: "def get_source(self, fullname)", Doc: "Return the empty text.", Fn: func(t *object.Thread, a []object.Value) object.Value { return object.NewStr("") }},
		{Sig: "def get_code(self, fullname)", Doc: "Return code that does nothing.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return t.Call(t.M.Builtins.GetStr(t.M.Intern("compile")), object.NewStr(""), object.NewStr("<string>"), object.NewStr("exec"))
		}},
		{Sig: "def is_package(self, fullname)", Doc: "Return True.", Fn: func(t *object.Thread, a []object.Value) object.Value { return object.True }},
	},
	GetSets: []object.GetSetDef{object.DictGetSet},
}

// moduleStem is a file's name without folders and ending.
func moduleStem(file string) string {
	base := filepath.Base(file)
	if i := strings.IndexByte(base, '.'); i >= 0 {
		base = base[:i]
	}
	return base
}

func lastPart(name string) string { return name[strings.LastIndexByte(name, '.')+1:] }
