package functools

import "github.com/aio-lang/aio/vm/object"

// partial is a callable with some of its arguments.
type partial struct {
	object.Opaque
	f    value
	args []value
	kw   *object.Dict
}

var partialDecl = typeDecl{
	Name: "functools.partial", Kind: object.KindOpaque, Flags: object.TypeHasDict,
	Texts: map[string]string{"": "(func, /, *args, **keywords)"},
	Doc:   "Create a new function with partial application of the given arguments and keywords.",
	New:   &def{Sig: "__new__(cls, /, *args, **kwargs)", Doc: "Create a partial.", Fn: partialNew},
	Methods: []def{
		{Sig: "__call__(self, /, *args, **kwargs)", Doc: "Call self as a function.", Fn: callApplied(partialApply)},
		{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: partialRepr},
		{Sig: "__get__(self, instance, owner=None, /)", Doc: "Return an attribute of instance, which is of type owner.", Fn: partialGet},
		{Sig: "__reduce__(self, /)", Doc: "Return state information for pickling.", Fn: func(t *thread, a []value) value {
			p := (*partial)(a[0].P)
			state := object.NewTuple([]value{p.f, object.TupleOf(p.args...), p.kw.Value(), ownDict(t, a[0])})
			return object.NewTriple(t.M.TypeOf(a[0]).Value(), object.TupleOf(p.f), state)
		}},
		{Sig: "__setstate__(self, state, /)", Doc: "Set state information for unpickling.", Fn: partialSetState},
	},
	Apply: partialApply,
	Class: []def{classGetItem},
	GetSets: []getSet{
		object.DictGetSet,
		{Name: "func", Doc: "function object to use in future partial calls", Get: func(t *thread, v value) value { return (*partial)(v.P).f }, Set: readOnly},
		{Name: "args", Doc: "tuple of arguments to future partial calls", Get: func(t *thread, v value) value { return object.TupleOf((*partial)(v.P).args...) }, Set: readOnly},
		{Name: "keywords", Doc: "dictionary of keyword arguments to future partial calls", Get: func(t *thread, v value) value { return (*partial)(v.P).kw.Value() }, Set: readOnly},
	},
}

// ownDict is the object's __dict__ where it has attributes of its own, else
// None.
func ownDict(t *thread, v value) value {
	if !hasOwnAttrs(t, v) {
		return object.None
	}
	return t.M.AttrDict(v).Value()
}

func hasOwnAttrs(t *thread, v value) bool {
	found := false
	t.M.OwnAttrs(v, func(*object.Str, value) { found = true })
	return found
}

func partialNew(t *thread, a []value) value {
	args := object.AsTuple(a[1]).Items
	if len(args) == 0 {
		return t.TypeErrorf("type 'partial' takes at least one argument")
	}
	p := &partial{f: args[0], args: args[1:], kw: object.NewDict()}
	// a partial of a partial calls the function itself
	if inner := asPartial(t, p.f); inner != nil && !hasOwnAttrs(t, p.f) {
		p.f = inner.f
		p.args = append(inner.args[:len(inner.args):len(inner.args)], p.args...)
		p.kw = inner.kw.Clone()
	}
	if !t.IsCallable(p.f) {
		return t.TypeErrorf("the first argument must be callable")
	}
	if a[2].P != nil && !p.kw.Update(t, a[2]) {
		return value{}
	}
	return object.InitOpaque(&p.Opaque, class(a))
}

// asPartial returns the partial that v is and that is called as one, or nil.
func asPartial(t *thread, v value) *partial {
	if v.Kind() != object.KindOpaque {
		return nil
	}
	call := object.AsNative(t.M.Lookup(t.M.TypeOf(v), t.M.Intern("__call__")))
	if call != nil && call.Owner != nil && call.Owner.Label() == "functools.partial" {
		return (*partial)(v.P)
	}
	return nil
}

func partialApply(t *thread, self value, args []value, names []*object.Str) value {
	p := (*partial)(self.P)
	if p.kw.Len() == 0 {
		return t.CallWith(p.f, p.args, args, names)
	}
	kw := p.kw
	npos := len(args) - len(names)
	if len(names) > 0 {
		kw = kw.Clone()
		for i, name := range names {
			kw.SetStr(name, args[npos+i])
		}
	}
	full := append(make([]value, 0, npos+kw.Len()), args[:npos]...)
	all := make([]*object.Str, 0, kw.Len())
	ok := true
	kw.Each(func(k, v value) bool {
		if ok = k.IsStr(); ok {
			all = append(all, object.AsStr(k))
			full = append(full, v)
		}
		return ok
	})
	if !ok {
		return t.TypeErrorf("keywords must be strings")
	}
	return t.CallWith(p.f, p.args, full, all)
}

func partialRepr(t *thread, a []value) value {
	p := (*partial)(a[0].P)
	if !t.ReprEnter(a[0]) {
		return object.NewStr("...")
	}
	defer t.ReprLeave()
	ty := t.M.TypeOf(a[0])
	mod := t.GetAttr(ty.Value(), object.Names().Module)
	if mod.P == nil {
		return mod
	}
	b, ok := t.AppendRepr([]byte(mod.Text()+"."+ty.QualName+"("), p.f)
	for i := 0; ok && i < len(p.args); i++ {
		b, ok = t.AppendRepr(append(b, ", "...), p.args[i])
	}
	p.kw.Each(func(k, v value) bool {
		if ok {
			name, isStr := k, k.IsStr()
			b = append(b, ", "...)
			if isStr {
				b = append(b, name.Text()...)
			} else if b, ok = t.AppendRepr(b, name); !ok {
				return false
			}
			b, ok = t.AppendRepr(append(b, '='), v)
		}
		return ok
	})
	if !ok {
		return value{}
	}
	return object.NewStr(string(append(b, ')')))
}

// partialGet warns that partial will bind to instances in a future version.
func partialGet(t *thread, a []value) value {
	if a[1].IsNone() {
		return a[0]
	}
	ok := t.Warn(object.ShapeFutureWarning, 1, "functools.partial will be a method descriptor in future Python versions; "+
		"wrap it in staticmethod() if you want to preserve the old behavior")
	if !ok {
		return value{}
	}
	return a[0]
}

func partialSetState(t *thread, a []value) value {
	p, state := (*partial)(a[0].P), object.AsTuple(a[1])
	if state == nil || len(state.Items) != 4 {
		return t.TypeErrorf("invalid partial state")
	}
	f, args, kw, dict := state.Items[0], object.AsTuple(state.Items[1]), state.Items[2], state.Items[3]
	if !t.IsCallable(f) || args == nil || !kw.IsNone() && object.AsDict(kw) == nil {
		return t.TypeErrorf("invalid partial state")
	}
	p.f, p.args, p.kw = f, args.Items, object.NewDict()
	if d := object.AsDict(kw); d != nil {
		p.kw = d.Clone()
	}
	if d := object.AsDict(dict); d != nil {
		t.M.SetAttrDict(a[0], d)
	}
	return object.None
}
