// Package functools is the functools module: functions that act on or return
// other functions. What runs on every call is in Go, the rest in the language.
package functools

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

//go:embed functools.aio
var source string

// Module declares the module.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{
		Name: "functools",
		Doc:  "Tools for working with functions and callable objects.",
		Funcs: []def{
			{Sig: "reduce(function, iterable, initial=<>, /)", Doc: "Apply a function of two arguments cumulatively to the items of an iterable, from left to right,\nso as to reduce it to a single value.\n\nreduce(f, [1, 2, 3]) is f(f(1, 2), 3). initial, if given, comes before the items and is the result\nfor an empty iterable.", Fn: reduce},
			{Sig: "cmp_to_key(mycmp)", Doc: "Convert a comparison function into a key function.\n\nmycmp(x, y) returns a negative number for x before y, zero for equals, a positive one for x after y.", Fn: cmpToKey},
		},
		Types: []*typeDecl{&partialDecl, &lruDecl, &cachedPropertyDecl},
		Init: func(t *thread, mod *object.Module) bool {
			mod.Set(t.M, "_lru_cache_wrapper", t.M.TypeFor(&lruDecl).Value())
			return true
		},
		Source: source,
	}
}

// class returns the class that a constructor's first argument is.
func class(a []value) *object.Type { return object.AsType(a[0]) }

// callApplied makes a __call__(self, *args, **kwargs) of a type's Apply.
func callApplied(apply func(*thread, value, []value, []*object.Str) value) object.NativeFn {
	return func(t *thread, a []value) value {
		args := object.AsTuple(a[1]).Items
		kw := object.AsDict(a[2])
		if kw == nil || kw.Len() == 0 {
			return apply(t, a[0], args, nil)
		}
		full := append([]value(nil), args...)
		var names []*object.Str
		kw.Each(func(k, v value) bool {
			names = append(names, object.AsStr(k))
			full = append(full, v)
			return true
		})
		return apply(t, a[0], full, names)
	}
}

// readOnly is the setter of an attribute that cannot be set.
func readOnly(t *thread, self, v value) bool {
	t.Raise(object.ShapeAttributeError, "readonly attribute")
	return false
}

var classGetItem = def{Sig: "__class_getitem__(cls, item, /)", Doc: "Return the generic alias cls[item]; see PEP 585.", Fn: func(t *thread, a []value) value {
	return object.NewGenericAlias(t, a[0], a[1])
}}

func reduce(t *thread, a []value) value {
	src, ok := object.NewSource(t, a[1])
	if !ok {
		if t.Catch(object.ShapeTypeError) != nil {
			return t.TypeErrorf("reduce() arg 2 must support iteration")
		}
		return value{}
	}
	result := a[2]
	for {
		x := src.Next(t)
		switch {
		case x.P == nil && t.Exc.P != nil:
			return x
		case x.P == nil && result.P == nil:
			return t.TypeErrorf("reduce() of empty iterable with no initial value")
		case x.P == nil:
			return result
		case result.P == nil:
			result = x
		default:
			if result = t.Call(a[0], result, x); result.P == nil {
				return result
			}
		}
	}
}

// keyWrapper is what cmp_to_key returns, and what calling that returns: the
// comparison function with an object.
type keyWrapper struct {
	object.Opaque
	cmp, obj value // obj nil: the key function itself
}

var keyWrapperDecl = typeDecl{
	Name: "functools.KeyWrapper", Kind: object.KindOpaque, Flags: object.TypeNoSubclass | object.TypeNoNew,
	Methods: append([]def{
		{Sig: "__call__(self, /, obj)", Doc: "Call self as a function.", Fn: func(t *thread, a []value) value {
			k := &keyWrapper{cmp: (*keyWrapper)(a[0].P).cmp, obj: a[1]}
			return object.InitOpaque(&k.Opaque, t.M.TypeOf(a[0]))
		}},
	}, object.CompareDefs(keyCompare)...),
	GetSets: []getSet{{Name: "obj", Doc: "Value wrapped by a key function.", Get: func(t *thread, v value) value {
		if obj := (*keyWrapper)(v.P).obj; obj.P != nil {
			return obj
		}
		return object.None
	}, Set: func(t *thread, self, v value) bool {
		(*keyWrapper)(self.P).obj = v
		return true
	}}},
	Attrs: []object.Attr{{Name: "__hash__", Value: object.None}},
}

func cmpToKey(t *thread, a []value) value {
	k := &keyWrapper{cmp: a[0]}
	return object.InitOpaque(&k.Opaque, t.M.TypeFor(&keyWrapperDecl))
}

func keyCompare(op object.CompareOp) object.NativeFn {
	return func(t *thread, a []value) value {
		x := (*keyWrapper)(a[0].P)
		if t.M.TypeOf(a[1]) != t.M.TypeOf(a[0]) {
			return t.TypeErrorf("other argument must be K instance")
		}
		y := (*keyWrapper)(a[1].P)
		if x.obj.P == nil || y.obj.P == nil {
			return t.Raise(object.ShapeAttributeError, "object")
		}
		r := t.Call(x.cmp, x.obj, y.obj)
		if r.P == nil {
			return r
		}
		return t.Compare(op, r, object.Int(0))
	}
}
