// Package weakref is module weakref. References and proxies are written in Go
// on package weak; the dictionaries, WeakSet, WeakMethod and finalize are in
// the language. Callbacks run when the collector has found an object dead,
// not at the moment its last reference goes.
package weakref

import (
	_ "embed"

	"github.com/aio-lang/aio/vm/object"
)

//go:embed weakref.aio
var source string

// Module declares the module.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{
		Name: "weakref", Doc: "Weak references to objects.",
		Types: []*object.TypeDecl{&refDecl, &proxyDecl, &callableProxyDecl},
		Funcs: []object.Def{
			{Sig: "proxy(object, callback=None, /)", Doc: "Create a proxy object that weakly references 'object'.", Fn: newProxy},
			{Sig: "getweakrefcount(object, /)", Doc: "Return the number of weak references to 'object'.", Fn: func(t *object.Thread, a []object.Value) object.Value {
				return object.Int(int64(len(t.M.WeakRefs(a[0]))))
			}},
			{Sig: "getweakrefs(object, /)", Doc: "Return a list of all weak reference objects pointing to 'object'.", Fn: func(t *object.Thread, a []object.Value) object.Value {
				return object.NewList(t.M.WeakRefs(a[0]))
			}},
		},
		Init: func(t *object.Thread, mod *object.Module) bool {
			mod.Set(t.M, "ref", t.M.TypeFor(&refDecl).Value())
			return true
		},
		Source: source,
	}
}

func refOf(v object.Value) *object.WeakRef {
	r, _ := object.Payload[*object.WeakRef](v)
	return r
}

// orNil makes nil of None.
func orNil(v object.Value) object.Value {
	if v.P != nil && v.IsNone() {
		return object.Value{}
	}
	return v
}

var refDecl = object.TypeDecl{
	Name: "weakref.ReferenceType", Kind: object.KindOpaque,
	Doc: "A weak reference to an object: calling it gives the object, or None once it is gone.",
	New: &object.Def{Sig: "__new__(cls, /, *args, **kwargs)", Doc: "Create and return a new object.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		args := object.AsTuple(a[1]).Items
		if n := len(args); n < 1 || n > 2 && !object.AsType(a[0]).IsHeap() {
			bound, want, s := "at least", 1, ""
			if n > 2 {
				bound, want, s = "at most", 2, "s"
			}
			return t.TypeErrorf("__new__ expected %s %d argument%s, got %d", bound, want, s, n)
		}
		if a[2].P != nil && !object.AsType(a[0]).IsHeap() {
			return t.TypeErrorf("ref() takes no keyword arguments")
		}
		callback := object.Value{}
		if len(args) > 1 {
			callback = orNil(args[1])
		}
		return t.NewWeakRef(object.AsType(a[0]), args[0], callback, false)
	}},
	Methods: []object.Def{
		{Sig: "__init__(self, object, callback=None, /)", Doc: "Initialize self.", Fn: func(t *object.Thread, a []object.Value) object.Value { return object.None }},
		{Sig: "__call__(self, /)", Doc: "Call self as a function.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			if v := refOf(a[0]).Get(); v.P != nil {
				return v
			}
			return object.None
		}},
		{Sig: "__hash__(self, /)", Doc: "Return hash(self).", Fn: func(t *object.Thread, a []object.Value) object.Value {
			h, _ := refOf(a[0]).Hash(t)
			return h
		}},
		{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return describe(t, "weakref", a[0])
		}},
		{Sig: "__eq__(self, value, /)", Doc: "Return self==value.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return compare(t, object.OpEq, a)
		}},
		{Sig: "__ne__(self, value, /)", Doc: "Return self!=value.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return compare(t, object.OpNe, a)
		}},
	},
	Class: []object.Def{{Sig: "__class_getitem__(cls, object, /)", Doc: "See PEP 585.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		return object.NewGenericAlias(t, a[0], a[1])
	}}},
	Members: []object.GetSetDef{{Name: "__callback__", Get: func(t *object.Thread, v object.Value) object.Value {
		if c := refOf(v).Callback; c.P != nil {
			return c
		}
		return object.None
	}}},
}

// compare compares references by their objects while both live, else by
// identity.
func compare(t *object.Thread, op object.CompareOp, a []object.Value) object.Value {
	x, y := refOf(a[0]), refOf(a[1])
	if y == nil || y.Proxy {
		return object.NotImplemented
	}
	v, w := x.Get(), y.Get()
	if v.P == nil || w.P == nil {
		return object.Bool((x == y) == (op == object.OpEq))
	}
	return t.Compare(op, v, w)
}

// describe is the repr of a reference or proxy.
func describe(t *object.Thread, what string, self object.Value) object.Value {
	text := "<" + what + " at " + object.Address(self) + "; "
	v := refOf(self).Get()
	if v.P == nil {
		return object.NewStr(text + "dead>")
	}
	text += "to '" + t.TypeName(v) + "' at " + object.Address(v)
	if what == "weakref" {
		name := t.LookupAttr(v, object.Names().Name)
		if name.P == nil && t.Exc.P != nil {
			return name
		}
		if name.IsStr() {
			text += " (" + name.Text() + ")"
		}
	}
	return object.NewStr(text + ">")
}
