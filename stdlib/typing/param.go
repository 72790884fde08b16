package typing

import "github.com/aio-lang/aio/vm/object"

// lazy is a part of a type parameter that may still have to be computed: both
// nil means there is none.
type lazy struct{ v, compute value }

func (l *lazy) get(t *thread, none value) value {
	switch {
	case l.v.P != nil:
		return l.v
	case l.compute.P == nil:
		return none
	}
	v := t.Call(l.compute)
	if v.P != nil {
		l.v = v
	}
	return v
}

// param is a TypeVar, TypeVarTuple or ParamSpec.
type param struct {
	object.Opaque
	name                 value
	bound, limits, deflt lazy // limits: the constraints, a tuple
	co, contra, infer    bool
}

func paramOf(v value) *param { return (*param)(v.P) }

// newParam makes the parameter that a script's call of a class asks for;
// module is where it belongs.
func newParam(t *thread, class, name value, function string) (*param, value) {
	if !name.IsStr() {
		return nil, t.TypeErrorf("%s() argument 'name' must be str, not %s", function, t.TypeName(name))
	}
	p := &param{name: name}
	v := object.InitOpaque(&p.Opaque, object.AsType(class))
	t.M.SetOwnAttr(v, object.Names().Module, callerModule(t, 1))
	return p, v
}

// variance takes the arguments that say how subtypes relate.
func (p *param) variance(t *thread, co, contra, infer value) bool {
	var ok bool
	for _, part := range [...]struct {
		dst *bool
		v   value
	}{{&p.co, co}, {&p.contra, contra}, {&p.infer, infer}} {
		if *part.dst, ok = t.Truth(part.v); !ok {
			return false
		}
	}
	switch {
	case p.co && p.contra:
		t.ValueErrorf("Bivariant types are not supported.")
		return false
	case p.infer && (p.co || p.contra):
		t.ValueErrorf("Variance cannot be specified with infer_variance.")
		return false
	}
	return true
}

// checked is a type given by the user, None for none.
func checked(t *thread, v value, what string) value {
	if v.IsNone() {
		return v
	}
	return call(t, "_type_check", v, object.NewStr(what))
}

func paramRepr(t *thread, a []value) value {
	p := paramOf(a[0])
	sign := "~"
	switch {
	case p.infer:
		sign = ""
	case p.co:
		sign = "+"
	case p.contra:
		sign = "-"
	}
	return object.NewStr(sign + p.name.Text())
}

func flag(get func(*param) bool) func(*thread, value) value {
	return func(t *thread, v value) value { return object.Bool(get(paramOf(v))) }
}

var (
	nameMember     = getSet{Name: "__name__", Get: func(t *thread, v value) value { return paramOf(v).name }}
	varianceFields = []getSet{
		{Name: "__covariant__", Get: flag(func(p *param) bool { return p.co })},
		{Name: "__contravariant__", Get: flag(func(p *param) bool { return p.contra })},
		{Name: "__infer_variance__", Get: flag(func(p *param) bool { return p.infer })},
	}
	boundField   = getSet{Name: "__bound__", Get: func(t *thread, v value) value { return paramOf(v).bound.get(t, object.None) }}
	defaultField = getSet{Name: "__default__", Doc: "The default of this type parameter; NoDefault if there is none.", Get: func(t *thread, v value) value {
		return paramOf(v).deflt.get(t, noDefault(t))
	}}
	hasDefaultDef = def{Sig: "has_default(self)", Doc: "Tell whether the type parameter has a default.", Fn: func(t *thread, a []value) value {
		d := &paramOf(a[0]).deflt
		return object.Bool(d.compute.P != nil || d.v.P != nil && d.v != noDefault(t))
	}}
	reduceDef = def{Sig: "__reduce__(self, /)", Doc: "Pickle a type parameter by its name.", Fn: func(t *thread, a []value) value { return paramOf(a[0]).name }}
	orDef     = def{Sig: "__or__(self, value, /)", Doc: "Return self|value.", Fn: func(t *thread, a []value) value { return call(t, "_union_of", a[0], a[1]) }}
	rorDef    = def{Sig: "__ror__(self, value, /)", Doc: "Return value|self.", Fn: func(t *thread, a []value) value { return call(t, "_union_of", a[1], a[0]) }}
)

// noSubclass is the __mro_entries__ of what is no base class.
func noSubclass(kind string) def {
	return def{Sig: "__mro_entries__(self, bases, /)", Doc: "Refuse to be a base class.", Fn: func(t *thread, a []value) value {
		return t.TypeErrorf("Cannot subclass an instance of %s", kind)
	}}
}

// inLanguage is a method that a function of typing stands for.
func inLanguage(sig, doc, function string) def {
	return def{Sig: sig, Doc: doc, Fn: func(t *thread, a []value) value { return call(t, function, a...) }}
}

const paramFlags = object.TypeNoSubclass | object.TypeHasDict | object.TypeHasWeakref

var typeVarDecl = typeDecl{
	Name: "typing.TypeVar", Called: "typevar", Kind: object.KindOpaque, Flags: paramFlags,
	Doc: "Type variable: a type that is not known yet, as T in `def first[T](items: list[T]) -> T`.",
	New: &def{Sig: "__new__(cls, name, *constraints, bound=None, default=<>, covariant=False, contravariant=False, infer_variance=False)", Doc: "Create a type variable.", Fn: typeVarNew},
	Methods: []def{
		{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: paramRepr},
		orDef, rorDef, reduceDef, hasDefaultDef, noSubclass("TypeVar"),
		inLanguage("__typing_subst__(self, arg, /)", "Check what takes the variable's place.", "_subst_typevar"),
		inLanguage("__typing_prepare_subst__(self, alias, args, /)", "Fill in the default.", "_prepare_typevar"),
	},
	Members: append([]getSet{nameMember}, varianceFields...),
	GetSets: []getSet{boundField, defaultField, {Name: "__constraints__", Get: func(t *thread, v value) value { return paramOf(v).limits.get(t, object.EmptyTuple) }}},
}

func typeVarNew(t *thread, a []value) value {
	p, v := newParam(t, a[0], a[1], "typevar")
	if p == nil || !p.variance(t, a[5], a[6], a[7]) {
		return value{}
	}
	bound := checked(t, a[3], "Bound must be a type.")
	if bound.P == nil {
		return bound
	}
	p.bound.v = bound
	if limits := object.AsTuple(a[2]); len(limits.Items) > 0 {
		switch {
		case len(limits.Items) == 1:
			return t.TypeErrorf("A single constraint is not allowed")
		case !bound.IsNone():
			return t.TypeErrorf("Constraints cannot be combined with bound=...")
		}
		p.limits.v = a[2]
	}
	p.deflt.v = a[4]
	return v
}

var typeVarTupleDecl = typeDecl{
	Name: "typing.TypeVarTuple", Called: "typevartuple", Kind: object.KindOpaque, Flags: paramFlags,
	Doc: "Type variable tuple: any number of types that are not known yet, as Ts in `def f[*Ts](*args: *Ts)`.",
	New: &def{Sig: "__new__(cls, name, *, default=<>)", Doc: "Create a type variable tuple.", Fn: func(t *thread, a []value) value {
		p, v := newParam(t, a[0], a[1], "typevartuple")
		if p == nil {
			return value{}
		}
		p.deflt.v = a[2]
		return v
	}},
	Methods: []def{
		{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: func(t *thread, a []value) value { return paramOf(a[0]).name }},
		{Sig: "__iter__(self, /)", Doc: "Implement iter(self): *Ts is Unpack[Ts].", Fn: func(t *thread, a []value) value {
			u := call(t, "_unpacked", a[0])
			if u.P == nil {
				return u
			}
			return t.Iter(object.TupleOf(u))
		}},
		{Sig: "__typing_subst__(self, arg, /)", Doc: "Refuse: a type variable tuple is always unpacked.", Fn: func(t *thread, a []value) value {
			return t.TypeErrorf("Substitution of bare TypeVarTuple is not supported")
		}},
		inLanguage("__typing_prepare_subst__(self, alias, args, /)", "Gather the types that it stands for.", "_prepare_typevartuple"),
		reduceDef, hasDefaultDef, noSubclass("TypeVarTuple"),
	},
	Members: []getSet{nameMember},
	GetSets: []getSet{defaultField},
}

var paramSpecDecl = typeDecl{
	Name: "typing.ParamSpec", Called: "paramspec", Kind: object.KindOpaque, Flags: paramFlags,
	Doc: "Parameter specification variable: the parameters of a callable that are not known yet.",
	New: &def{Sig: "__new__(cls, name, *, bound=None, default=<>, covariant=False, contravariant=False, infer_variance=False)", Doc: "Create a parameter specification.", Fn: func(t *thread, a []value) value {
		p, v := newParam(t, a[0], a[1], "paramspec")
		if p == nil || !p.variance(t, a[4], a[5], a[6]) {
			return value{}
		}
		if p.bound.v = checked(t, a[2], "Bound must be a type."); p.bound.v.P == nil {
			return value{}
		}
		p.deflt.v = a[3]
		return v
	}},
	Methods: []def{
		{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: paramRepr},
		orDef, rorDef, reduceDef, hasDefaultDef, noSubclass("ParamSpec"),
		inLanguage("__typing_subst__(self, arg, /)", "Check what takes the parameters' place.", "_subst_paramspec"),
		inLanguage("__typing_prepare_subst__(self, alias, args, /)", "Gather the parameters.", "_prepare_paramspec"),
	},
	Members: append([]getSet{nameMember, boundField}, varianceFields...),
	GetSets: []getSet{
		defaultField,
		{Name: "args", Doc: "Represents positional arguments.", Get: func(t *thread, v value) value { return newPart(t.M.TypeFor(&paramSpecArgsDecl), v) }},
		{Name: "kwargs", Doc: "Represents keyword arguments.", Get: func(t *thread, v value) value { return newPart(t.M.TypeFor(&paramSpecKwargsDecl), v) }},
	},
}

// part is P.args or P.kwargs.
type part struct {
	object.Opaque
	origin value
}

func newPart(ty *object.Type, origin value) value {
	p := &part{origin: origin}
	return object.InitOpaque(&p.Opaque, ty)
}

func partDecl(name, suffix, doc string) typeDecl {
	return typeDecl{
		Name: "typing." + name, Kind: object.KindOpaque, Flags: object.TypeNoSubclass | object.TypeHasWeakref, Doc: doc,
		New: &def{Sig: "__new__(cls, origin)", Doc: "Create the part of a ParamSpec.", Fn: func(t *thread, a []value) value {
			return newPart(object.AsType(a[0]), a[1])
		}},
		Methods: []def{
			{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: func(t *thread, a []value) value {
				o := (*part)(a[0].P).origin
				if t.M.TypeOf(o).Label() == "typing.ParamSpec" {
					return object.NewStr(paramOf(o).name.Text() + suffix)
				}
				r, ok := t.Repr(o)
				if !ok {
					return value{}
				}
				return object.NewStr(r + suffix)
			}},
			{Sig: "__eq__(self, value, /)", Doc: "Return self==value.", Fn: partEq},
			{Sig: "__ne__(self, value, /)", Doc: "Return self!=value.", Fn: func(t *thread, a []value) value {
				r := partEq(t, a)
				if r.IsBool() {
					return object.Bool(!r.IsTrue())
				}
				return r
			}},
			noSubclass(name),
		},
		Members: []getSet{{Name: "__origin__", Get: func(t *thread, v value) value { return (*part)(v.P).origin }}},
		Attrs:   []object.Attr{{Name: "__hash__", Value: object.None}},
	}
}

func partEq(t *thread, a []value) value {
	if t.M.TypeOf(a[0]) != t.M.TypeOf(a[1]) {
		return object.NotImplemented
	}
	eq, ok := t.Equal((*part)(a[0].P).origin, (*part)(a[1].P).origin)
	if !ok {
		return value{}
	}
	return object.Bool(eq)
}

var (
	paramSpecArgsDecl   = partDecl("ParamSpecArgs", ".args", "The positional parameters of a ParamSpec: P.args.")
	paramSpecKwargsDecl = partDecl("ParamSpecKwargs", ".kwargs", "The keyword parameters of a ParamSpec: P.kwargs.")
)

// syntaxTypeVar makes T of [T] and [T: bound]; a function computes the bound.
func syntaxTypeVar(t *thread, a []value) value {
	if _, ok := t.StrArg("typevar", "'name'", a[0]); !ok {
		return value{}
	}
	p := &param{name: a[0], infer: true}
	if !a[1].IsNone() {
		p.bound.compute = a[1]
	}
	return object.InitOpaque(&p.Opaque, t.M.TypeFor(&typeVarDecl))
}

func syntaxConstrained(t *thread, a []value) value {
	if _, ok := t.StrArg("typevar", "'name'", a[0]); !ok {
		return value{}
	}
	p := &param{name: a[0], infer: true, limits: lazy{compute: a[1]}}
	return object.InitOpaque(&p.Opaque, t.M.TypeFor(&typeVarDecl))
}

func syntaxParam(decl *typeDecl) object.NativeFn {
	return func(t *thread, a []value) value {
		if _, ok := t.StrArg("typevar", "'name'", a[0]); !ok {
			return value{}
		}
		p := &param{name: a[0], infer: true}
		return object.InitOpaque(&p.Opaque, t.M.TypeFor(decl))
	}
}

type noDefaultKey struct{}

// noDefaultDecl is the type of NoDefault.
var noDefaultDecl = typeDecl{
	Name: "NoDefaultType", Kind: object.KindOpaque, Flags: object.TypeNoSubclass, Doc: "The type of the NoDefault singleton.",
	New: &def{Sig: "__new__(cls)", Doc: "Return NoDefault.", Fn: func(t *thread, a []value) value {
		return t.M.State(noDefaultKey{}, func() any { return object.NewOpaque(object.AsType(a[0]), nil) }).(value)
	}},
	Methods: []def{
		{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: func(t *thread, a []value) value { return object.NewStr("typing.NoDefault") }},
		{Sig: "__reduce__(self, /)", Doc: "Pickle by name.", Fn: func(t *thread, a []value) value { return object.NewStr("NoDefault") }},
	},
}

func noDefault(t *thread) value {
	return t.M.State(noDefaultKey{}, func() any { return object.NewOpaque(t.M.TypeFor(&noDefaultDecl), nil) }).(value)
}
