package builtins

import (
	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/object"
)

// Builtins about an object's attributes, class and identity.

var attributeFuncs = []object.Def{
	{Sig: "callable(obj, /)", Doc: "Return whether the object is callable (i.e., some kind of function).", Fn: func(t *object.Thread, a []object.Value) object.Value {
		return object.Bool(t.IsCallable(a[0]))
	}},
	{Sig: "delattr(obj, name, /)", Doc: "Deletes the named attribute from the given object.", Fn: delattr},
	{Sig: "dir(object=<...>, /)", Doc: "Return the sorted names in the current scope, or the attributes of an object.", Fn: dir},
	{Sig: "getattr(object, name, default=<...>, /)", Doc: "Get a named attribute from an object; without it, the default or AttributeError.", Fn: getattr},
	{Sig: "hasattr(obj, name, /)", Doc: "Return whether the object has an attribute with the given name.", Fn: hasattr},
	{Sig: "hash(obj, /)", Doc: "Return the hash value for the given object.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		h, ok := t.Hash(a[0])
		if !ok {
			return object.Value{}
		}
		return object.Int(int64(h))
	}},
	{Sig: "id(obj, /)", Doc: "Return the identity of an object: unique among simultaneously existing objects.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		return object.ID(a[0])
	}},
	{Sig: "isinstance(obj, class_or_tuple, /)", Doc: "Return whether an object is an instance of a class or of a subclass thereof.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		return truthOf(t.IsInstance(a[0], a[1]))
	}},
	{Sig: "issubclass(cls, class_or_tuple, /)", Doc: "Return whether 'cls' is derived from another class or is the same class.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		return truthOf(t.IsSubclass(a[0], a[1]))
	}},
	{Sig: "setattr(obj, name, value, /)", Doc: "Sets the named attribute on the given object to the specified value.", Fn: setattr},
	{Sig: "vars(object=<...>, /)", Doc: "Without argument as locals(), else the object's __dict__.", Fn: vars},
}

// truthOf is a bool, or nil when an exception is pending.
func truthOf(is, ok bool) object.Value {
	if !ok {
		return object.Value{}
	}
	return object.Bool(is)
}

// noneIf is None, or nil when an exception is pending.
func noneIf(ok bool) object.Value {
	if !ok {
		return object.Value{}
	}
	return object.None
}

func getattr(t *object.Thread, a []object.Value) object.Value {
	name := t.AttrName(a[1])
	if name == nil {
		return object.Value{}
	}
	if a[2].P == nil {
		return t.GetAttr(a[0], name)
	}
	v := t.LookupAttr(a[0], name)
	if v.P == nil && (t.Exc.P == nil || t.Catch(object.ShapeAttributeError) != nil) {
		return a[2]
	}
	return v
}

func hasattr(t *object.Thread, a []object.Value) object.Value {
	name := t.AttrName(a[1])
	if name == nil {
		return object.Value{}
	}
	if t.LookupAttr(a[0], name).P != nil {
		return object.True
	}
	return truthOf(false, t.Exc.P == nil || t.Catch(object.ShapeAttributeError) != nil)
}

func setattr(t *object.Thread, a []object.Value) object.Value {
	name := t.AttrName(a[1])
	return noneIf(name != nil && t.SetAttr(a[0], name, a[2]))
}

func delattr(t *object.Thread, a []object.Value) object.Value {
	name := t.AttrName(a[1])
	return noneIf(name != nil && t.SetAttr(a[0], name, object.Value{}))
}

// dir is sorted: __dir__ need not be.
func dir(t *object.Thread, a []object.Value) object.Value {
	var names object.Value
	if a[0].P == nil {
		locals := vm.Of(t).Locals()
		if locals.P == nil {
			return locals
		}
		names = t.CallMethod(locals, object.Names().Keys)
	} else {
		r, found := t.CallSpecial(a[0], object.Names().Dir)
		if !found {
			return t.TypeErrorf("object does not provide __dir__")
		}
		names = r
	}
	if names.P == nil {
		return names
	}
	return t.Sorted(names, object.None, false)
}

func vars(t *object.Thread, a []object.Value) object.Value {
	if a[0].P == nil {
		return vm.Of(t).Locals()
	}
	d := t.LookupAttr(a[0], object.Names().Dict)
	if d.P == nil && (t.Exc.P == nil || t.Catch(object.ShapeAttributeError) != nil) {
		return t.TypeErrorf("vars() argument must have __dict__ attribute")
	}
	return d
}
