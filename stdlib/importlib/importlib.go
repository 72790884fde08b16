// Package importlib is the importlib package: imports by name, how modules are
// found, and what loads them. The machine's own importer is in package vm;
// these modules give its parts their names.
package importlib

import (
	_ "embed"

	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/object"
)

type (
	thread = object.Thread
	value  = object.Value
	def    = object.Def
)

var (
	//go:embed importlib.aio
	source string
	//go:embed util.aio
	utilSource string
	//go:embed abc.aio
	abcSource string
	//go:embed resources.aio
	resourcesSource string
)

// Modules declares the package and its modules.
func Modules() []*object.ModuleDecl {
	return []*object.ModuleDecl{
		{
			Name: "importlib", Doc: "The import system, as functions.", IsPackage: true, Source: source,
			Funcs: []def{
				{Sig: "_find_spec(name, path, target)", Doc: "Ask the finders of sys.meta_path.", Fn: findSpec},
				{Sig: "_set_from_spec(module, spec)", Doc: "Give a module the attributes its spec tells.", Fn: func(t *thread, a []value) value {
					if !vm.Of(t).DescribeModule(a[0], a[1]) {
						return value{}
					}
					return object.None
				}},
			},
			Init: func(t *thread, mod *object.Module) bool {
				mod.Set(t.M, "__import__", t.M.Builtins.GetStr(t.M.Intern("__import__")))
				return true
			},
		},
		{
			Name: "importlib.util", Doc: "Tools for those who find and load modules themselves.", Source: utilSource,
			Funcs: []def{
				{Sig: "def module_from_spec(spec)", Doc: "Make the module that a spec describes; it has not run yet.", Fn: func(t *thread, a []value) value {
					return vm.Of(t).ModuleFromSpec(a[0])
				}},
				{Sig: "def spec_from_loader(name, loader, *, origin=None, is_package=None)", Doc: "Return a spec for what a loader loads.", Fn: func(t *thread, a []value) value {
					return vm.SpecFromLoader(t, a[0], a[1], a[2], a[3])
				}},
				{Sig: "def spec_from_file_location(name, location=None, *, loader=None, submodule_search_locations=<unset>)", Doc: "Return a spec for the file at location, None where nothing loads such a file.", Fn: func(t *thread, a []value) value {
					return vm.SpecFromFile(t, a[0], a[1], a[2], a[3])
				}},
			},
		},
		{
			Name: "importlib.machinery", Doc: "The finders, loaders and specs of the import system.",
			Funcs: []def{{Sig: "def all_suffixes()", Doc: "Return the endings of files that are modules.", Fn: func(t *thread, a []value) value {
				return suffixes()
			}}},
			Init: initMachinery,
		},
		{Name: "importlib.abc", Doc: "Abstract base classes of finders and loaders.", Source: abcSource},
		{Name: "importlib.resources", Doc: "Files that come with a package.", Source: resourcesSource},
	}
}

func findSpec(t *thread, a []value) value {
	if !a[0].IsStr() {
		return t.TypeErrorf("module name must be str, not %s", t.TypeName(a[0]))
	}
	th := vm.Of(t)
	return th.Machine().FindSpec(th, a[0].Text(), a[1], a[2])
}

// suffixes are the endings of source files. There are no others: code is not
// kept in files, and there are no extension modules.
func suffixes() value {
	return object.NewList([]value{object.NewStr(".aio"), object.NewStr(".py")})
}

func initMachinery(t *thread, mod *object.Module) bool {
	for name, d := range map[string]*object.TypeDecl{
		"ModuleSpec": &vm.ModuleSpecDecl, "BuiltinImporter": &vm.BuiltinImporterDecl, "FrozenImporter": &vm.FrozenImporterDecl,
		"PathFinder": &vm.PathFinderDecl, "SourceFileLoader": &vm.SourceFileLoaderDecl, "NamespaceLoader": &vm.NamespaceLoaderDecl,
	} {
		mod.Set(t.M, name, t.M.TypeFor(d).Value())
	}
	mod.Set(t.M, "SOURCE_SUFFIXES", suffixes())
	for _, name := range []string{"BYTECODE_SUFFIXES", "EXTENSION_SUFFIXES", "DEBUG_BYTECODE_SUFFIXES", "OPTIMIZED_BYTECODE_SUFFIXES"} {
		mod.Set(t.M, name, object.NewList(nil))
	}
	return true
}
