package typing

import "github.com/aio-lang/aio/vm/object"

// typeAlias is what `type Name[params] = value` binds; the value is computed
// when somebody asks.
type typeAlias struct {
	name, module value
	params       value // a tuple, or nil
	value        lazy
}

// Unionable lets aliases take part in X | Y.
func (*typeAlias) Unionable() {}

func aliasOf(v value) *typeAlias {
	a, _ := object.Payload[*typeAlias](v)
	return a
}

func (a *typeAlias) typeParams() value {
	if a.params.P == nil {
		return object.EmptyTuple
	}
	return a.params
}

// syntaxAlias takes the name and (type parameters or None, function that
// computes the value).
func syntaxAlias(t *thread, a []value) value {
	if _, ok := t.StrArg("typealias", "'name'", a[0]); !ok {
		return value{}
	}
	pair := object.AsTuple(a[1])
	if pair == nil || len(pair.Items) != 2 {
		return t.TypeErrorf("typealias() needs the type parameters and what computes the value")
	}
	rest := pair.Items
	al := &typeAlias{name: a[0], module: callerModule(t, 1), value: lazy{compute: rest[1]}}
	if !rest[0].IsNone() {
		al.params = rest[0]
	}
	return object.NewOpaque(t.M.TypeFor(&typeAliasDecl), al)
}

var typeAliasDecl = typeDecl{
	Name: "typing.TypeAliasType", Called: "typealias", Kind: object.KindOpaque, Flags: object.TypeNoSubclass | object.TypeHasWeakref,
	Doc: "Type alias: what a type statement makes.",
	New: &def{Sig: "__new__(cls, name, value, *, type_params=<>)", Doc: "Create a type alias.", Fn: func(t *thread, a []value) value {
		if !a[1].IsStr() {
			return t.TypeErrorf("typealias() argument 'name' must be str, not %s", t.TypeName(a[1]))
		}
		al := &typeAlias{name: a[1], module: callerModule(t, 1), value: lazy{v: a[2]}}
		if a[3].P != nil {
			u := object.AsTuple(a[3])
			if u == nil {
				return t.TypeErrorf("type_params must be a tuple")
			}
			if len(u.Items) > 0 {
				al.params = a[3]
			}
		}
		return object.NewOpaque(object.AsType(a[0]), al)
	}},
	Methods: []def{
		{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: func(t *thread, a []value) value { return aliasOf(a[0]).name }},
		{Sig: "__reduce__(self, /)", Doc: "Pickle by name.", Fn: func(t *thread, a []value) value { return aliasOf(a[0]).name }},
		{Sig: "__getitem__(self, key, /)", Doc: "Return self[key].", Fn: func(t *thread, a []value) value {
			if aliasOf(a[0]).params.P == nil {
				return t.TypeErrorf("Only generic type aliases are subscriptable")
			}
			return object.NewGenericAlias(t, a[0], a[1])
		}},
		{Sig: "__or__(self, value, /)", Doc: "Return self|value.", Fn: func(t *thread, a []value) value { return t.UnionOf(a[0], a[1]) }},
		{Sig: "__ror__(self, value, /)", Doc: "Return value|self.", Fn: func(t *thread, a []value) value { return t.UnionOf(a[1], a[0]) }},
	},
	Members: []getSet{{Name: "__name__", Get: func(t *thread, v value) value { return aliasOf(v).name }}},
	GetSets: []getSet{
		{Name: "__parameters__", Get: func(t *thread, v value) value {
			return call(t, "_spliced_params", aliasOf(v).typeParams())
		}},
		{Name: "__type_params__", Get: func(t *thread, v value) value { return aliasOf(v).typeParams() }},
		{Name: "__value__", Get: func(t *thread, v value) value { return aliasOf(v).value.get(t, object.None) }},
		{Name: "__module__", Get: func(t *thread, v value) value { return aliasOf(v).module }},
	},
}

// genericDecl is the class Generic: what subclasses do with type parameters
// is in the language.
var genericDecl = typeDecl{
	Name: "typing.Generic", Kind: object.KindInstance, Flags: 0,
	Doc: "Abstract base class for generic types.\n\nclass Box[T]: ... derives from it, as does class Box(Generic[T]): ...",
	Class: []def{
		{Sig: "__class_getitem__(cls, params, /)", Doc: "Parameterize the generic class, or Generic itself.", Fn: func(t *thread, a []value) value {
			return call(t, "_generic_getitem", a[0], a[1])
		}},
		{Sig: "__init_subclass__(cls, **kwargs)", Doc: "Find the type parameters of a new class.", Fn: func(t *thread, a []value) value {
			next := t.MakeSuper(genericOf(object.AsType(a[0])), a[0])
			if next.P == nil {
				return next
			}
			f := t.GetAttr(next, object.Names().InitSubclass)
			if f.P == nil {
				return f
			}
			var args []value
			var names []*object.Str
			if kw := object.AsDict(a[1]); kw != nil {
				kw.Each(func(k, v value) bool {
					names, args = append(names, object.AsStr(k)), append(args, v)
					return true
				})
			}
			if t.CallNames(f, args, names).P == nil {
				return value{}
			}
			return call(t, "_generic_init_subclass", a[0])
		}},
	},
}

// genericOf finds the class Generic among the bases of one that has it.
func genericOf(ty *object.Type) value {
	for _, base := range ty.MRO {
		if base.Decl() != nil && base.Label() == "typing.Generic" {
			return base.Value()
		}
	}
	return ty.Value()
}
