package types

import (
	"strings"

	"github.com/aio-lang/aio/vm/object"
)

// namespaceDecl declares SimpleNamespace: an object of which nothing is known
// but its attributes.
func namespaceDecl() *object.TypeDecl {
	return &object.TypeDecl{
		Name: "types.SimpleNamespace", Kind: object.KindOpaque, Flags: object.TypeHasDict,
		Doc: "A simple attribute-based namespace.",
		New: &object.Def{Sig: "__new__(cls, /, *args, **kwargs)", Doc: "Create and return a new object.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return object.NewOpaque(object.AsType(a[0]), namespace{})
		}},
		Methods: []object.Def{
			{Sig: "__init__(self, /, *args, **kwargs)", Doc: "Initialize self.", Fn: namespaceInit},
			{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: namespaceRepr},
			{Sig: "__eq__(self, value, /)", Doc: "Return self==value.", Fn: namespaceEq},
			{Sig: "__ne__(self, value, /)", Doc: "Return self!=value.", Fn: func(t *object.Thread, a []object.Value) object.Value {
				r := namespaceEq(t, a)
				if r.P == nil || r.IsNotImplemented() {
					return r
				}
				return object.Bool(!r.IsTrue())
			}},
			{Sig: "__reduce__(self, /)", Doc: "Return state information for pickling.", Fn: func(t *object.Thread, a []object.Value) object.Value {
				return object.TupleOf(t.M.TypeOf(a[0]).Value(), object.EmptyTuple, attributes(t, a[0]).Value())
			}},
			{Sig: "__replace__(self, /, *args, **kwargs)", Doc: "Return a copy of the namespace object with new values for the specified attributes.", Fn: namespaceReplace},
		},
		GetSets: []object.GetSetDef{object.DictGetSet},
		Attrs:   []object.Attr{{Name: "__hash__", Value: object.None}},
	}
}

// namespace is the state of a SimpleNamespace: nothing.
type namespace struct{}

func isNamespace(v object.Value) bool {
	_, ok := object.Payload[namespace](v)
	return ok
}

// attributes are the object's attributes in a dict of its own.
func attributes(t *object.Thread, v object.Value) *object.Dict {
	d := object.NewDict()
	t.M.OwnAttrs(v, func(name *object.Str, x object.Value) { d.SetStr(name, x) })
	return d
}

func namespaceInit(t *object.Thread, a []object.Value) object.Value {
	args := object.AsTuple(a[1]).Items
	if len(args) > 1 {
		return t.TypeErrorf("%s expected at most 1 positional argument, got %d", t.TypeName(a[0]), len(args))
	}
	set := func(d *object.Dict) bool {
		ok := true
		d.Each(func(k, v object.Value) bool {
			if !k.IsStr() {
				t.TypeErrorf("keywords must be strings")
				ok = false
				return false
			}
			ok = t.GenericSetAttr(a[0], t.M.InternStr(object.AsStr(k)), v)
			return ok
		})
		return ok
	}
	if len(args) == 1 {
		d := object.AsDict(args[0])
		if d == nil {
			v := t.Call(t.M.Type(object.ShapeDict).Value(), args[0])
			if v.P == nil {
				return v
			}
			d = object.AsDict(v)
		}
		if !set(d) {
			return object.Value{}
		}
	}
	if kw := object.AsDict(a[2]); kw != nil && !set(kw) {
		return object.Value{}
	}
	return object.None
}

func namespaceRepr(t *object.Thread, a []object.Value) object.Value {
	name := "namespace"
	if ty := t.M.TypeOf(a[0]); ty.IsHeap() {
		name = ty.Name
	}
	if !t.ReprEnter(a[0]) {
		return object.NewStr(name + "(...)")
	}
	defer t.ReprLeave()
	var parts []string
	ok := true
	attributes(t, a[0]).Each(func(k, v object.Value) bool {
		if k.IsStr() && k.Text() != "" {
			var s string
			s, ok = t.Repr(v)
			parts = append(parts, k.Text()+"="+s)
		}
		return ok
	})
	if !ok {
		return object.Value{}
	}
	return object.NewStr(name + "(" + strings.Join(parts, ", ") + ")")
}

func namespaceEq(t *object.Thread, a []object.Value) object.Value {
	if !isNamespace(a[1]) {
		return object.NotImplemented
	}
	return t.Compare(object.OpEq, attributes(t, a[0]).Value(), attributes(t, a[1]).Value())
}

func namespaceReplace(t *object.Thread, a []object.Value) object.Value {
	if n := len(object.AsTuple(a[1]).Items); n > 0 {
		return t.TypeErrorf("__replace__() takes no positional arguments (%d given)", n)
	}
	r := t.Call(t.M.TypeOf(a[0]).Value())
	if r.P == nil {
		return r
	}
	ok := true
	set := func(k, v object.Value) bool {
		ok = ok && t.SetAttr(r, t.M.InternStr(object.AsStr(k)), v)
		return ok
	}
	attributes(t, a[0]).Each(set)
	if kw := object.AsDict(a[2]); kw != nil {
		kw.Each(set)
	}
	if !ok {
		return object.Value{}
	}
	return r
}
