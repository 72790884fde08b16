package object

import "strings"

// GenericAlias is the state of list[int]: Origin subscripted with Args, a
// tuple. PEP 585.
type GenericAlias struct {
	Origin, Args Value
	// Starred: it is *tuple[int, str], to be spliced into arguments.
	Starred bool
	params  Value // __parameters__, once asked for
}

// NewGenericAlias makes origin[args] of types.GenericAlias.
func NewGenericAlias(t *Thread, origin, args Value) Value {
	return newIterator(ShapeGenericAlias, &GenericAlias{Origin: origin, Args: argTuple(args)})
}

// argTuple is what was written between brackets as a tuple.
func argTuple(v Value) Value {
	if v.Kind() == KindTuple {
		return v
	}
	return TupleOf(v)
}

func aliasOf(v Value) *GenericAlias {
	g, _ := Payload[*GenericAlias](v)
	return g
}

// items are the arguments.
func (g *GenericAlias) items() []Value { return AsTuple(g.Args).Items }

// typeText is how a type is written inside the brackets of an alias or union.
func (t *Thread) typeText(v Value) (string, bool) {
	if v == Ellipsis {
		return "...", true
	}
	for _, part := range [...]*Str{names.Origin, names.Args} {
		x := t.LookupAttr(v, part)
		if x.P == nil && t.Exc.P != nil {
			return "", false
		}
		if x.P == nil {
			break
		}
		if part == names.Args {
			return t.Repr(v)
		}
	}
	qual := t.LookupAttr(v, names.QualName)
	if qual.P == nil {
		if t.Exc.P != nil {
			return "", false
		}
		return t.Repr(v)
	}
	mod := t.LookupAttr(v, names.Module)
	if mod.P == nil || mod.IsNone() {
		if t.Exc.P != nil {
			return "", false
		}
		return t.Repr(v)
	}
	text, ok := t.Str(qual)
	if !ok || mod.IsStr() && mod.Text() == "builtins" {
		return text, ok
	}
	modText, ok := t.Str(mod)
	return modText + "." + text, ok
}

func aliasRepr(t *Thread, a []Value) Value {
	g := aliasOf(a[0])
	var b strings.Builder
	if g.Starred {
		b.WriteByte('*')
	}
	origin, ok := t.typeText(g.Origin)
	if !ok {
		return Value{}
	}
	b.WriteString(origin + "[")
	for i, v := range g.items() {
		if i > 0 {
			b.WriteString(", ")
		}
		var s string
		if l := AsList(v); l != nil { // a parameter list: [int, str]
			s, ok = t.typeTexts(l.Items)
			s = "[" + s + "]"
		} else {
			s, ok = t.typeText(v)
		}
		if !ok {
			return Value{}
		}
		b.WriteString(s)
	}
	if len(g.items()) == 0 {
		b.WriteString("()")
	}
	return NewStr(b.String() + "]")
}

func (t *Thread) typeTexts(items []Value) (string, bool) {
	out := make([]string, len(items))
	for i, v := range items {
		s, ok := t.typeText(v)
		if !ok {
			return "", false
		}
		out[i] = s
	}
	return strings.Join(out, ", "), true
}

func aliasEq(t *Thread, a []Value) Value {
	x, y := aliasOf(a[0]), aliasOf(a[1])
	if y == nil {
		return NotImplemented
	}
	if x.Starred != y.Starred {
		return False
	}
	if eq, ok := t.Equal(x.Origin, y.Origin); !eq || !ok {
		return boolResult(eq, ok)
	}
	return boolResult(t.Equal(x.Args, y.Args))
}

func aliasHash(t *Thread, a []Value) Value {
	g := aliasOf(a[0])
	h1, ok := t.Hash(g.Origin)
	if !ok {
		return Value{}
	}
	h2, ok := t.Hash(g.Args)
	if !ok {
		return Value{}
	}
	return Int(int64(h1 ^ h2))
}

func aliasCall(t *Thread, a []Value) Value {
	args, kwNames := withKwargs(t.M, append([]Value(nil), AsTuple(a[1]).Items...), AsDict(a[2]))
	obj := t.CallNames(aliasOf(a[0]).Origin, args, kwNames)
	if obj.P == nil {
		return obj
	}
	if !t.SetAttr(obj, names.OrigClass, a[0]) && t.Catch(ShapeAttributeError) == nil && t.Catch(ShapeTypeError) == nil {
		return Value{}
	}
	return obj
}

// aliasOwnAttrs are the attributes that belong to the alias itself; all others
// are those of the origin.
const aliasOwnAttrs = " __class__ __origin__ __args__ __unpacked__ __parameters__ __typing_unpacked_tuple_args__ __mro_entries__ __reduce_ex__ __reduce__ __bases__ __copy__ __deepcopy__ "

func aliasGetAttribute(t *Thread, a []Value) Value {
	name := t.AttrName(a[1])
	if name == nil {
		return Value{}
	}
	if strings.Contains(aliasOwnAttrs, " "+name.S+" ") {
		return objectGetAttribute(t, a)
	}
	return t.GetAttr(aliasOf(a[0]).Origin, name)
}

func aliasDir(t *Thread, a []Value) Value {
	r, found := t.CallSpecial(aliasOf(a[0]).Origin, names.Dir)
	if !found || r.P == nil {
		return r
	}
	items, ok := t.Collect(r)
	if !ok {
		return Value{}
	}
	seen := NewDict()
	for _, v := range items {
		if !seen.Set(t, v, None) {
			return Value{}
		}
	}
	for _, s := range strings.Fields(aliasOwnAttrs) {
		switch s {
		case "__copy__", "__deepcopy__":
			continue
		}
		seen.SetStr(t.M.Intern(s), None)
	}
	return NewList(dictKeys(seen))
}

// typeParameters collects the type variables in args, each once, in order of
// appearance.
func (t *Thread) typeParameters(args []Value) Value {
	var out []Value
	add := func(v Value) bool {
		for _, x := range out {
			if eq, ok := t.Equal(x, v); eq || !ok {
				return ok
			}
		}
		out = append(out, v)
		return true
	}
	for _, v := range args {
		if v.Kind() == KindType {
			continue
		}
		subst := t.LookupAttr(v, names.SubstArgs)
		if subst.P == nil && t.Exc.P != nil {
			return Value{}
		}
		if subst.P != nil {
			if !add(v) {
				return Value{}
			}
			continue
		}
		params := t.LookupAttr(v, names.Parameters)
		if params.P == nil && t.Exc.P != nil {
			return Value{}
		}
		if u := AsTuple(params); u != nil {
			for _, p := range u.Items {
				if !add(p) {
					return Value{}
				}
			}
		}
	}
	return NewTuple(out)
}

func (g *GenericAlias) parameters(t *Thread) Value {
	if g.params.P == nil {
		g.params = t.typeParameters(g.items())
	}
	return g.params
}

func aliasGetItem(t *Thread, a []Value) Value {
	g := aliasOf(a[0])
	params := g.parameters(t)
	if params.P == nil {
		return params
	}
	args, ok := t.substitute(a[0], g.items(), AsTuple(params).Items, a[1])
	if !ok {
		return Value{}
	}
	r := NewGenericAlias(t, g.Origin, NewTuple(args))
	aliasOf(r).Starred = g.Starred
	return r
}

// substitute replaces the type variables params in args by item, which is what
// stands between the brackets of self[item].
func (t *Thread) substitute(self Value, args, params []Value, item Value) ([]Value, bool) {
	if len(params) == 0 {
		if r, ok := t.Repr(self); ok {
			t.TypeErrorf("%s is not a generic class", r)
		}
		return nil, false
	}
	given, ok := t.spliceUnpacked(AsTuple(argTuple(item)).Items)
	if !ok {
		return nil, false
	}
	for _, p := range params {
		prepare := t.LookupAttr(p, names.PrepareSubst)
		if prepare.P == nil && t.Exc.P != nil {
			return nil, false
		}
		if prepare.P == nil || prepare.IsNone() {
			continue
		}
		r := t.Call(prepare, self, NewTuple(given))
		if r.P == nil {
			return nil, false
		}
		given = AsTuple(argTuple(r)).Items
	}
	if len(given) != len(params) {
		word := "many"
		if len(given) < len(params) {
			word = "few"
		}
		if r, ok := t.Repr(self); ok {
			t.TypeErrorf("Too %s arguments for %s; actual %d, expected %d", word, r, len(given), len(params))
		}
		return nil, false
	}
	var out []Value
	for _, arg := range args {
		if arg.Kind() == KindType {
			out = append(out, arg)
			continue
		}
		unpack := false
		if u := t.LookupAttr(arg, t.M.Intern("__typing_is_unpacked_typevartuple__")); u.P != nil {
			if unpack, ok = t.Truth(u); !ok {
				return nil, false
			}
		} else if t.Exc.P != nil {
			return nil, false
		}
		r := t.substituteOne(arg, params, given)
		if r.P == nil {
			return nil, false
		}
		if u := AsTuple(r); unpack && u != nil {
			out = append(out, u.Items...)
		} else {
			out = append(out, r)
		}
	}
	return out, true
}

// substituteOne is arg with the type variables params replaced by given.
func (t *Thread) substituteOne(arg Value, params, given []Value) Value {
	subst := t.LookupAttr(arg, names.SubstArgs)
	if subst.P == nil && t.Exc.P != nil {
		return Value{}
	}
	if subst.P != nil {
		for i, p := range params {
			if p == arg {
				return t.Call(subst, given[i])
			}
		}
		return arg
	}
	inner := t.LookupAttr(arg, names.Parameters)
	if inner.P == nil && t.Exc.P != nil {
		return Value{}
	}
	u := AsTuple(inner)
	if u == nil || len(u.Items) == 0 {
		return arg
	}
	var sub []Value
	for _, p := range u.Items {
		found := false
		for i, q := range params {
			if p != q {
				continue
			}
			found = true
			// a TypeVarTuple, which can be iterated over, stands for several
			if v := AsTuple(given[i]); v != nil && t.M.Lookup(t.M.TypeOf(p), names.Iter).P != nil {
				sub = append(sub, v.Items...)
			} else {
				sub = append(sub, given[i])
			}
			break
		}
		if !found {
			sub = append(sub, p)
		}
	}
	return t.GetItem(arg, NewTuple(sub))
}

// spliceUnpacked puts the arguments of *tuple[…] in its place.
func (t *Thread) spliceUnpacked(items []Value) ([]Value, bool) {
	out := make([]Value, 0, len(items))
	for _, v := range items {
		if v.Kind() != KindType {
			u := t.LookupAttr(v, names.UnpackedTuple)
			if u.P == nil && t.Exc.P != nil {
				return nil, false
			}
			if tu := AsTuple(u); tu != nil {
				if n := len(tu.Items); n == 0 || tu.Items[n-1] != Ellipsis {
					out = append(out, tu.Items...)
					continue
				}
			}
		}
		out = append(out, v)
	}
	return out, true
}

var genericAliasNewDef = Def{"__new__(cls, /, *args, **kwargs)", "Create and return a new object.", func(t *Thread, a []Value) Value {
	args := AsTuple(a[1]).Items
	if a[2].P != nil {
		return t.TypeErrorf("GenericAlias() takes no keyword arguments")
	}
	if len(args) != 2 {
		return t.TypeErrorf("GenericAlias expected 2 arguments, got %d", len(args))
	}
	v := NewGenericAlias(t, args[0], args[1])
	v.Head().Shape = AsType(a[0]).Shape0.ID
	return v
}}

var genericAliasDecl = TypeDecl{
	Shape: ShapeGenericAlias, Name: "types.GenericAlias", Kind: KindOpaque,
	Doc: "Represent a PEP 585 generic type, such as list[int]: __origin__ is list, __args__ is (int,).",
	New: &genericAliasNewDef,
	Methods: []Def{
		{"__repr__(self, /)", "Return repr(self).", aliasRepr},
		{"__hash__(self, /)", "Return hash(self).", aliasHash},
		{"__call__(self, /, *args, **kwargs)", "Call self as a function.", aliasCall},
		{"__getattribute__(self, name, /)", "Return getattr(self, name).", aliasGetAttribute},
		{"__eq__(self, value, /)", "Return self==value.", aliasEq},
		{"__ne__(self, value, /)", "Return self!=value.", negate(aliasEq)},
		{"__iter__(self, /)", "Implement iter(self).", func(t *Thread, a []Value) Value {
			g := *aliasOf(a[0])
			g.Starred = true
			return t.Iter(TupleOf(newIterator(ShapeGenericAlias, &g)))
		}},
		{"__or__(self, value, /)", "Return self|value.", unionOr},
		{"__ror__(self, value, /)", "Return value|self.", unionROr},
		{"__getitem__(self, key, /)", "Return self[key].", aliasGetItem},
		{"__mro_entries__(self, bases, /)", "The class that stands for the alias among bases.", func(t *Thread, a []Value) Value {
			return TupleOf(aliasOf(a[0]).Origin)
		}},
		{"__instancecheck__(self, instance, /)", "Refuse isinstance().", func(t *Thread, a []Value) Value {
			return t.TypeErrorf("isinstance() argument 2 cannot be a parameterized generic")
		}},
		{"__subclasscheck__(self, cls, /)", "Refuse issubclass().", func(t *Thread, a []Value) Value {
			return t.TypeErrorf("issubclass() argument 2 cannot be a parameterized generic")
		}},
		{"__reduce__(self, /)", "Describe the alias for pickle.", func(t *Thread, a []Value) Value {
			g := aliasOf(a[0])
			if g.Starred {
				plain := *g
				plain.Starred = false
				it := t.Iter(newIterator(ShapeGenericAlias, &plain))
				return TupleOf(t.M.Builtins.GetStr(t.M.Intern("next")), TupleOf(it))
			}
			return TupleOf(t.M.Type(ShapeGenericAlias).Value(), TupleOf(g.Origin, g.Args))
		}},
		{"__dir__(self, /)", "Names of the alias's and its origin's attributes.", aliasDir},
	},
	Members: []GetSetDef{
		{Name: "__origin__", Get: func(t *Thread, v Value) Value { return aliasOf(v).Origin }},
		{Name: "__args__", Get: func(t *Thread, v Value) Value { return aliasOf(v).Args }},
		{Name: "__unpacked__", Get: func(t *Thread, v Value) Value { return Bool(aliasOf(v).Starred) }},
	},
	GetSets: []GetSetDef{
		{Name: "__parameters__", Doc: "Type variables in the GenericAlias.", Get: func(t *Thread, v Value) Value { return aliasOf(v).parameters(t) }},
		{Name: "__typing_unpacked_tuple_args__", Get: func(t *Thread, v Value) Value {
			if g := aliasOf(v); g.Starred && AsType(g.Origin) == t.M.Type(ShapeTuple) {
				return g.Args
			}
			return None
		}},
	},
}
