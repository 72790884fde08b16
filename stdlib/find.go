package stdlib

import (
	"slices"
	"strings"

	"github.com/aio-lang/aio/vm/object"
)

// module is one module and the function that declares it.
type module struct {
	name    string
	declare func() *object.ModuleDecl
}

// family is modules that one function declares: packages with all their
// modules, and modules in C's place.
type family struct {
	names   []string
	declare func() []*object.ModuleDecl
}

// has reports whether the module is one of the family, or in one of its
// packages.
func (f *family) has(module string) bool {
	top, _, _ := strings.Cut(module, ".")
	return slices.Contains(f.names, top)
}

// Find declares a module, and with it those that are declared by the same
// function; nil where there is no module of that name.
func Find(name string) []*object.ModuleDecl {
	for i := range modules {
		if modules[i].name == name {
			return []*object.ModuleDecl{modules[i].declare()}
		}
	}
	for _, list := range [...][]family{families, values, clients} {
		for i := range list {
			if f := &list[i]; f.has(name) {
				return f.declare()
			}
		}
	}
	return nil
}

// Modules declares all of them.
func Modules() []*object.ModuleDecl {
	var list []*object.ModuleDecl
	for i := range modules {
		list = append(list, modules[i].declare())
	}
	for _, f := range slices.Concat(families, values, clients) {
		list = append(list, f.declare()...)
	}
	return list
}

// Public are the names of the modules that programs import, unsorted.
func Public() []string {
	var names []string
	for _, d := range Modules() {
		if !strings.HasPrefix(d.Name, "_") && !strings.Contains(d.Name, "._") {
			names = append(names, d.Name)
		}
	}
	return names
}
