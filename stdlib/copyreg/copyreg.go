// Package copyreg is module copyreg: how pickle and copy take objects apart.
package copyreg

import (
	"github.com/aio-lang/aio/vm/object"
)

type (
	thread = object.Thread
	value  = object.Value
	def    = object.Def
)

// Module declares the module.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{
		Name: "copyreg", Doc: "Helpers for pickle and copy: how objects are reduced.",
		Funcs: []def{
			{Sig: "def pickle(ob_type, pickle_function, constructor_ob=None)", Doc: "Declare how instances of a class are reduced.", Fn: declare},
			{Sig: "def constructor(object)", Doc: "Declare a callable as fit to make objects again.", Fn: constructor},
			{Sig: "def add_extension(module, name, code)", Doc: "Let a number stand for an object of a module in pickles.", Fn: addExtension},
			{Sig: "def remove_extension(module, name, code)", Doc: "Undo add_extension().", Fn: removeExtension},
			{Sig: "def clear_extension_cache()", Doc: "Forget which objects extension codes were found to stand for.", Fn: func(t *thread, a []value) value {
				stateOf(t).cache.Clear()
				return object.None
			}},
			{Sig: "def pickle_complex(c)", Doc: "Reduce a complex number.", Fn: reduceComplex},
			{Sig: "def pickle_union(obj)", Doc: "Reduce a union of types.", Fn: reduceUnion},
			{Sig: "def _reconstructor(cls, base, state)", Doc: "Make an object that protocol 0 or 1 has reduced.", Fn: reconstructor},
			{Sig: "def _reduce_ex(self, proto)", Doc: "Reduce an object for protocol 0 or 1.", Fn: reduceEx},
			{Sig: "def __newobj__(cls, *args)", Doc: "Return cls.__new__(cls, *args).", Fn: func(t *thread, a []value) value {
				return makeNew(t, a[0], object.AsTuple(a[1]).Items, nil)
			}},
			{Sig: "def __newobj_ex__(cls, args, kwargs)", Doc: "Return cls.__new__(cls, *args, **kwargs).", Fn: func(t *thread, a []value) value {
				args, ok := t.Collect(a[1])
				if !ok {
					return value{}
				}
				names := object.NewDict()
				if !names.Update(t, a[2]) {
					return value{}
				}
				return makeNew(t, a[0], args, names)
			}},
			{Sig: "def _slotnames(cls)", Doc: "Return the names of a class's slots and of those of its bases.", Fn: slotNames},
		},
		Init: func(t *thread, mod *object.Module) bool {
			m, s := t.M, stateOf(t)
			set := func(name string, d *object.Dict) { mod.Set(m, name, d.Value()) }
			set("dispatch_table", s.table)
			set("_extension_registry", s.codes)
			set("_inverted_registry", s.names)
			set("_extension_cache", s.cache)
			var public []value
			for _, name := range []string{"pickle", "constructor", "add_extension", "remove_extension", "clear_extension_cache"} {
				public = append(public, object.NewStr(name))
			}
			mod.Set(m, "__all__", object.NewList(public))
			reducer := func(shape uint32, name string) bool {
				return s.table.Set(t, m.Type(shape).Value(), mod.Dict.GetStr(m.Intern(name)))
			}
			return reducer(object.ShapeComplex, "pickle_complex") && reducer(object.ShapeUnionType, "pickle_union")
		},
	}
}

// state is a machine's registry. The dicts are the ones the module shows.
type state struct {
	table *object.Dict // class → function that reduces its instances
	codes *object.Dict // (module, name) → extension code
	names *object.Dict // extension code → (module, name)
	cache *object.Dict // extension code → the object
}

type stateKey struct{}

func stateOf(t *thread) *state {
	return t.M.State(stateKey{}, func() any {
		return &state{object.NewDict(), object.NewDict(), object.NewDict(), object.NewDict()}
	}).(*state)
}

func declare(t *thread, a []value) value {
	if !t.IsCallable(a[1]) {
		return t.TypeErrorf("reduction functions must be callable")
	}
	if !stateOf(t).table.Set(t, a[0], a[1]) {
		return value{}
	}
	if a[2].IsNone() {
		return a[2]
	}
	return constructor(t, a[2:])
}

func constructor(t *thread, a []value) value {
	if !t.IsCallable(a[0]) {
		return t.TypeErrorf("constructors must be callable")
	}
	return object.None
}

func reduceComplex(t *thread, a []value) value {
	n := t.M
	re, im := t.GetAttr(a[0], n.Intern("real")), value{}
	if re.P != nil {
		im = t.GetAttr(a[0], n.Intern("imag"))
	}
	if im.P == nil {
		return im
	}
	return object.TupleOf(n.Type(object.ShapeComplex).Value(), object.TupleOf(re, im))
}

// reduceUnion says that a union is its members joined by |.
func reduceUnion(t *thread, a []value) value {
	find := func(module, name string) value {
		mod := t.Exec.Import(t, module)
		if mod.P == nil {
			return mod
		}
		return t.GetAttr(mod, t.M.Intern(name))
	}
	members := t.GetAttr(a[0], t.M.Intern("__args__"))
	if members.P == nil {
		return members
	}
	join, or := find("functools", "reduce"), value{}
	if join.P != nil {
		or = find("operator", "or_")
	}
	if or.P == nil {
		return or
	}
	return object.TupleOf(join, object.TupleOf(or, members))
}

// makeNew calls class.__new__(class, *args, **names); names may be nil.
func makeNew(t *thread, class value, args []value, names *object.Dict) value {
	f := t.GetAttr(class, object.Names().New)
	if f.P == nil {
		return f
	}
	all := append([]value{class}, args...)
	var keys []*object.Str
	if names != nil {
		names.Each(func(k, v value) bool {
			key := t.AttrName(k)
			if key == nil {
				return false
			}
			keys, all = append(keys, key), append(all, v)
			return true
		})
	}
	if t.Exc.P != nil {
		return value{}
	}
	return t.CallNames(f, all, keys)
}
