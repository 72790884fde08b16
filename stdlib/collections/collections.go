// Package collections is the collections module and its submodule abc. The
// types that programs lean on are in Go; the rest, in the language, is loaded
// when it is first asked for.
package collections

import (
	_ "embed"

	"github.com/aio-lang/aio/vm/object"
)

type (
	thread   = object.Thread
	value    = object.Value
	def      = object.Def
	typeDecl = object.TypeDecl
	getSet   = object.GetSetDef
)

//go:embed collections.aio
var source string

//go:embed abc.aio
var abcSource string

//go:embed counter.aio
var counterSource string

//go:embed chainmap.aio
var chainMapSource string

//go:embed user.aio
var userSource string

// ABC declares module _collections_abc, which collections.abc is.
func ABC() *object.ModuleDecl {
	return &object.ModuleDecl{
		Name: "_collections_abc", Doc: "Abstract Base Classes (ABCs) for collections, according to PEP 3119.",
		Funcs: []def{definesAllDef},
		Init: func(t *thread, mod *object.Module) bool {
			mod.Set(t.M, "_deque", t.M.TypeFor(&dequeDecl).Value())
			return true
		},
		Source: abcSource,
	}
}

// definesAllDef is what the subclass hooks of the abstract classes ask.
var definesAllDef = def{Sig: "_defines_all(cls, methods, /)", Doc: "Return True if a class of cls's MRO defines each method and none is None there, else NotImplemented.", Fn: func(t *thread, a []value) value {
	ty := object.AsType(a[0])
	if ty == nil {
		return t.TypeErrorf("issubclass() arg 1 must be a class")
	}
	for _, name := range object.AsTuple(a[1]).Items {
		if m := t.M.Lookup(ty, t.M.InternStr(object.AsStr(name))); m.P == nil || m.IsNone() {
			return object.NotImplemented
		}
	}
	return object.True
}}

// ABCAlias declares module collections.abc.
func ABCAlias() *object.ModuleDecl {
	return &object.ModuleDecl{Name: "collections.abc", Source: "import sys, _collections_abc\nsys.modules['collections.abc'] = _collections_abc\n"}
}

// Module declares collections.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{
		Name: "collections", IsPackage: true,
		Doc:    "Container datatypes beyond dict, list, set and tuple.",
		Funcs:  []def{callerModuleDef},
		Types:  []*typeDecl{&dequeDecl, &defaultDictDecl, &orderedDictDecl},
		Init:   bindHidden,
		Source: source,
	}
}

// CounterPart declares the part of collections with Counter.
func CounterPart() *object.ModuleDecl {
	return &object.ModuleDecl{Name: "collections._counter", Funcs: []def{countElementsDef}, Source: counterSource}
}

// ChainMapPart declares the part of collections with ChainMap.
func ChainMapPart() *object.ModuleDecl {
	return &object.ModuleDecl{Name: "collections._chainmap", Source: chainMapSource}
}

// UserPart declares the part of collections with UserDict, UserList and
// UserString.
func UserPart() *object.ModuleDecl {
	return &object.ModuleDecl{Name: "collections._user", Source: userSource}
}

// callerModuleDef names the module whose code called namedtuple: a class that
// it makes belongs there.
var callerModuleDef = def{Sig: "_caller_module()", Doc: "Return the name of the module that called the caller.", Fn: func(t *thread, a []value) value {
	if _, _, globals := t.Exec.Where(t, 2); globals != nil {
		if name := globals.GetStr(object.Names().Name); name.P != nil {
			return name
		}
	}
	return object.NewStr("__main__")
}}

// bindHidden binds the types whose names begin with an underscore.
func bindHidden(t *thread, mod *object.Module) bool {
	for _, d := range []*typeDecl{&tupleGetterDecl, &dequeIteratorDecl} {
		ty := t.M.TypeFor(d)
		mod.Set(t.M, ty.Name, ty.Value())
	}
	return true
}

// class returns the class that a constructor's first argument is.
func class(a []value) *object.Type { return object.AsType(a[0]) }

func noneIf(ok bool) value {
	if ok {
		return object.None
	}
	return value{}
}

func boolIf(b, ok bool) value {
	if !ok {
		return value{}
	}
	return object.Bool(b)
}

var classGetItem = def{Sig: "__class_getitem__(cls, item, /)", Doc: "Return the generic alias cls[item]; see PEP 585.", Fn: func(t *thread, a []value) value {
	return object.NewGenericAlias(t, a[0], a[1])
}}

// instanceDict is the __dict__ of an object where it has one, else None.
func instanceDict(t *thread, v value) value {
	if t.M.TypeOf(v).Flags&object.TypeHasDict == 0 {
		return object.None
	}
	if d := t.M.AttrDict(v); d != nil && d.Len() > 0 {
		return d.Value()
	}
	return object.None
}
