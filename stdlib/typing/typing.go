// Package typing is the typing module. Type parameters and aliases, which the
// language's own syntax makes (PEP 695), are in Go, as module _typing; the rest
// is in the language, and what few programs need is loaded when it is first
// asked for.
package typing

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

//go:embed typing.aio
var source string

//go:embed protocol.aio
var protocolSource string

//go:embed records.aio
var recordSource string

//go:embed hints.aio
var hintSource string

//go:embed files.aio
var fileSource string

// Modules declares typing, _typing, and the parts that are loaded when they
// are first asked for.
func Modules() []*object.ModuleDecl {
	return []*object.ModuleDecl{
		{
			Name: "typing", IsPackage: true, Doc: "Support for type hints: special forms, generic classes, protocols and their inspection.",
			Funcs:  append(protocolDefs[:len(protocolDefs):len(protocolDefs)], callerModuleDef),
			Source: source,
		},
		{Name: "typing._protocol", Source: protocolSource},
		{Name: "typing._records", Funcs: []def{callerModuleDef}, Source: recordSource},
		{Name: "typing._hints", Source: hintSource},
		{Name: "typing._files", Source: fileSource},
		natives(),
	}
}

// natives declares module _typing.
func natives() *object.ModuleDecl {
	return &object.ModuleDecl{
		Name: "_typing", Doc: "Primitives and accelerators for the typing module.",
		Types: []*typeDecl{&typeVarDecl, &typeVarTupleDecl, &paramSpecDecl, &paramSpecArgsDecl, &paramSpecKwargsDecl, &typeAliasDecl, &genericDecl},
		Funcs: []def{
			{Sig: "_idfunc(x, /)", Doc: "Return the argument.", Fn: func(t *thread, a []value) value { return a[0] }},
			{Sig: "_intrinsic_typevar(name, bound, /)", Doc: "Make the type variable of a type parameter; bound computes its bound.", Fn: syntaxTypeVar},
			{Sig: "_intrinsic_typevar_constraints(name, constraints, /)", Doc: "Make the type variable of a constrained type parameter.", Fn: syntaxConstrained},
			{Sig: "_intrinsic_typevartuple(name, /)", Doc: "Make what a type parameter *name is.", Fn: syntaxParam(&typeVarTupleDecl)},
			{Sig: "_intrinsic_paramspec(name, /)", Doc: "Make what a type parameter **name is.", Fn: syntaxParam(&paramSpecDecl)},
			{Sig: "_intrinsic_set_default(param, compute, /)", Doc: "Give a type parameter its default.", Fn: func(t *thread, a []value) value {
				switch t.M.TypeOf(a[0]) {
				case t.M.TypeFor(&typeVarDecl), t.M.TypeFor(&typeVarTupleDecl), t.M.TypeFor(&paramSpecDecl):
					paramOf(a[0]).deflt = lazy{compute: a[1]}
					return a[0]
				}
				return t.TypeErrorf("a type parameter is required, not '%s'", t.TypeName(a[0]))
			}},
			{Sig: "_intrinsic_typealias(name, rest, /)", Doc: "Make the type alias of a type statement.", Fn: syntaxAlias},
			{Sig: "_intrinsic_generic(params, /)", Doc: "Make the base class of a class with type parameters.", Fn: func(t *thread, a []value) value {
				return call(t, "_generic_of_syntax", a[0])
			}},
		},
		Init: func(t *thread, mod *object.Module) bool {
			mod.Set(t.M, "NoDefault", noDefault(t))
			return true
		},
	}
}

// call calls a function of the part of typing that is in the language.
func call(t *thread, name string, args ...value) value {
	mod := t.Exec.Import(t, "typing")
	if mod.P == nil {
		return mod
	}
	f := t.GetAttr(mod, t.M.Intern(name))
	if f.P == nil {
		return f
	}
	return t.Call(f, args...)
}

// callerModule names the module of the script's function that runs, level 1,
// or one of its callers.
func callerModule(t *thread, level int) value {
	if _, _, globals := t.Exec.Where(t, level); globals != nil {
		if name := globals.GetStr(object.Names().Name); name.P != nil {
			return name
		}
	}
	return object.None
}

var callerModuleDef = def{Sig: "_caller_module(depth=2)", Doc: "Return the name of the module that called the caller, or None.", Fn: func(t *thread, a []value) value {
	n, ok := t.SizeArg(a[0])
	if !ok {
		return value{}
	}
	return callerModule(t, n)
}}

// staticLookup is inspect.getattr_static as far as protocols need it: an
// attribute as it stands in the object or its class, or nil.
func staticLookup(t *thread, v value, name *object.Str) value {
	if ty := object.AsType(v); ty != nil {
		if found := t.M.Lookup(ty, name); found.P != nil {
			return found
		}
	} else if found := t.M.OwnAttr(v, name); found.P != nil {
		return found
	}
	return t.M.Lookup(t.M.TypeOf(v), name)
}

var protocolDefs = []def{
	{Sig: "_has_members(obj, names, data, /)", Doc: "Tell whether an object has the members of a protocol; data are those that are no methods.", Fn: func(t *thread, a []value) value {
		all := true
		ok := t.Each(a[1], func(name value) bool {
			s, ok := t.StrArg("_has_members", "2", name)
			if !ok {
				return false
			}
			found := staticLookup(t, a[0], t.M.InternStr(s))
			if found.P == nil {
				all = false
				return false
			}
			if found.IsNone() {
				isData, ok := t.Contains(a[2], name)
				all = isData
				return ok && isData
			}
			return true
		})
		if !ok && t.Exc.P != nil {
			return value{}
		}
		return object.Bool(all)
	}},
	{Sig: "_defined(cls, name, /)", Doc: "Tell whether a class defines a name; None where it says None.", Fn: func(t *thread, a []value) value {
		class := object.AsType(a[0])
		if class == nil {
			return t.TypeErrorf("a class is required, not '%s'", t.TypeName(a[0]))
		}
		name, ok := t.StrArg("_defined", "2", a[1])
		if !ok {
			return value{}
		}
		found := t.M.Lookup(class, t.M.InternStr(name))
		switch {
		case found.P == nil:
			return object.False
		case found.IsNone():
			return object.None
		}
		return object.True
	}},
}
