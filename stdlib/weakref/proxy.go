package weakref

import "github.com/aio-lang/aio/vm/object"

// A proxy does everything its object does, by passing each operation on.

func newProxy(t *object.Thread, a []object.Value) object.Value {
	decl := &proxyDecl
	if t.IsCallable(a[0]) {
		decl = &callableProxyDecl
	}
	return t.NewWeakRef(t.M.TypeFor(decl), a[0], orNil(a[1]), true)
}

// target is the proxy's object; nil with ReferenceError pending once it is
// gone. Other values are returned as they are.
func target(t *object.Thread, v object.Value) object.Value {
	r := refOf(v)
	if r == nil || !r.Proxy {
		return v
	}
	if o := r.Get(); o.P != nil {
		return o
	}
	return t.Raise(object.ShapeReferenceError, "weakly-referenced object no longer exists")
}

// targets replaces the proxies among args; false with ReferenceError pending.
func targets(t *object.Thread, args []object.Value) ([]object.Value, bool) {
	out := make([]object.Value, len(args))
	for i, v := range args {
		if v.P == nil {
			continue
		}
		if out[i] = target(t, v); out[i].P == nil {
			return nil, false
		}
	}
	return out, true
}

// pass makes a method that calls f with the objects behind the arguments.
func pass(sig string, f func(t *object.Thread, a []object.Value) object.Value) object.Def {
	return object.Def{Sig: sig, Doc: "Pass the operation on to the object.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		args, ok := targets(t, a)
		if !ok {
			return object.Value{}
		}
		return f(t, args)
	}}
}

func done(ok bool) object.Value {
	if !ok {
		return object.Value{}
	}
	return object.None
}

func text(s string, ok bool) object.Value {
	if !ok {
		return object.Value{}
	}
	return object.NewStr(s)
}

func proxyMethods() []object.Def {
	defs := []object.Def{
		{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return describe(t, "weakproxy", a[0])
		}},
		pass("__str__(self, /)", func(t *object.Thread, a []object.Value) object.Value { return text(t.Str(a[0])) }),
		pass("__bytes__(self, /)", func(t *object.Thread, a []object.Value) object.Value { return t.CallMethod(a[0], object.Names().Bytes) }),
		pass("__reversed__(self, /)", func(t *object.Thread, a []object.Value) object.Value {
			return t.CallMethod(a[0], object.Names().Reversed)
		}),
		attribute("__getattribute__(self, name, /)", func(t *object.Thread, v object.Value, name *object.Str, _ object.Value) object.Value {
			return t.GetAttr(v, name)
		}),
		attribute("__setattr__(self, name, value, /)", func(t *object.Thread, v object.Value, name *object.Str, x object.Value) object.Value {
			return done(t.SetAttr(v, name, x))
		}),
		attribute("__delattr__(self, name, /)", func(t *object.Thread, v object.Value, name *object.Str, _ object.Value) object.Value {
			return done(t.SetAttr(v, name, object.Value{}))
		}),
		pass("__bool__(self, /)", func(t *object.Thread, a []object.Value) object.Value {
			b, ok := t.Truth(a[0])
			if !ok {
				return object.Value{}
			}
			return object.Bool(b)
		}),
		pass("__len__(self, /)", func(t *object.Thread, a []object.Value) object.Value {
			n, ok := t.Len(a[0])
			if !ok {
				return object.Value{}
			}
			return object.Int(int64(n))
		}),
		pass("__getitem__(self, key, /)", func(t *object.Thread, a []object.Value) object.Value { return t.GetItem(a[0], a[1]) }),
		pass("__setitem__(self, key, value, /)", func(t *object.Thread, a []object.Value) object.Value {
			return done(t.SetItem(a[0], a[1], a[2]))
		}),
		pass("__delitem__(self, key, /)", func(t *object.Thread, a []object.Value) object.Value { return done(t.DelItem(a[0], a[1])) }),
		pass("__contains__(self, key, /)", func(t *object.Thread, a []object.Value) object.Value {
			in, ok := t.Contains(a[0], a[1])
			if !ok {
				return object.Value{}
			}
			return object.Bool(in)
		}),
		pass("__iter__(self, /)", func(t *object.Thread, a []object.Value) object.Value { return t.Iter(a[0]) }),
		pass("__next__(self, /)", func(t *object.Thread, a []object.Value) object.Value {
			ty := t.M.TypeOf(a[0])
			if ty.Next == nil && t.M.Lookup(ty, object.Names().Next).P == nil {
				return t.TypeErrorf("Weakref proxy referenced a non-iterator '%s' object", t.TypeName(a[0]))
			}
			v := t.Next(a[0])
			if v.P == nil && t.Exc.P == nil {
				return t.Raise(object.ShapeStopIteration, "")
			}
			return v
		}),
		pass("__pow__(self, value, mod=None, /)", func(t *object.Thread, a []object.Value) object.Value {
			if a[2].IsNone() {
				return t.Binary(object.OpPow, a[0], a[1])
			}
			return t.CallMethod(a[0], object.Names().Pow, a[1], a[2])
		}),
	}
	nm := object.Names()
	for _, c := range []struct {
		name string
		op   object.CompareOp
	}{{"lt", object.OpLt}, {"le", object.OpLe}, {"eq", object.OpEq}, {"ne", object.OpNe}, {"gt", object.OpGt}, {"ge", object.OpGe}} {
		defs = append(defs, pass("__"+c.name+"__(self, value, /)", func(t *object.Thread, a []object.Value) object.Value {
			return t.Compare(c.op, a[0], a[1])
		}))
	}
	for _, u := range []*object.Str{nm.Neg, nm.Pos, nm.Invert} {
		defs = append(defs, pass(u.S+"(self, /)", func(t *object.Thread, a []object.Value) object.Value { return t.Unary(u, a[0]) }))
	}
	for _, u := range []*object.Str{nm.Abs, nm.Int, nm.Float, nm.Index} {
		defs = append(defs, pass(u.S+"(self, /)", func(t *object.Thread, a []object.Value) object.Value { return t.CallMethod(a[0], u) }))
	}
	for _, b := range []struct {
		name string
		op   object.BinaryOp
	}{
		{"add", object.OpAdd}, {"sub", object.OpSub}, {"mul", object.OpMul}, {"matmul", object.OpMatMul}, {"truediv", object.OpTrueDiv},
		{"floordiv", object.OpFloorDiv}, {"mod", object.OpMod}, {"divmod", object.OpDivMod}, {"pow", object.OpPow},
		{"lshift", object.OpLShift}, {"rshift", object.OpRShift}, {"and", object.OpAnd}, {"or", object.OpOr}, {"xor", object.OpXor},
	} {
		if b.op != object.OpPow {
			defs = append(defs, pass("__"+b.name+"__(self, value, /)", func(t *object.Thread, a []object.Value) object.Value { return t.Binary(b.op, a[0], a[1]) }))
		}
		defs = append(defs, pass("__r"+b.name+"__(self, value, /)", func(t *object.Thread, a []object.Value) object.Value { return t.Binary(b.op, a[1], a[0]) }))
		if b.op != object.OpDivMod {
			defs = append(defs, pass("__i"+b.name+"__(self, value, /)", func(t *object.Thread, a []object.Value) object.Value { return t.InPlace(b.op, a[0], a[1]) }))
		}
	}
	return defs
}

// attribute makes an attribute hook, whose name argument is no proxy.
func attribute(sig string, f func(t *object.Thread, v object.Value, name *object.Str, x object.Value) object.Value) object.Def {
	return object.Def{Sig: sig, Doc: "Pass the operation on to the object.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		v := target(t, a[0])
		name := t.AttrName(a[1])
		if v.P == nil || name == nil {
			return object.Value{}
		}
		x := object.Value{}
		if len(a) > 2 {
			x = a[2]
		}
		return f(t, v, name, x)
	}}
}

const proxyDoc = "A weak reference that can be used in the place of its object."

var proxyDecl = object.TypeDecl{
	Name: "weakref.ProxyType", Kind: object.KindOpaque, Flags: object.TypeNoSubclass | object.TypeNoNew, Doc: proxyDoc,
	Methods: proxyMethods(), Attrs: []object.Attr{{Name: "__hash__", Value: object.None}},
}

var callableProxyDecl = object.TypeDecl{
	Name: "weakref.CallableProxyType", Kind: object.KindOpaque, Flags: object.TypeNoSubclass | object.TypeNoNew, Doc: proxyDoc,
	Methods: append(proxyMethods(), object.Def{Sig: "__call__(self, /, *args, **kwargs)", Doc: "Call the object.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		v := target(t, a[0])
		if v.P == nil {
			return v
		}
		args := append([]object.Value(nil), object.AsTuple(a[1]).Items...)
		var kwNames []*object.Str
		if kw := object.AsDict(a[2]); kw != nil {
			kw.Each(func(k, x object.Value) bool {
				kwNames = append(kwNames, t.M.InternStr(object.AsStr(k)))
				args = append(args, x)
				return true
			})
		}
		return t.CallNames(v, args, kwNames)
	}}),
	Attrs: []object.Attr{{Name: "__hash__", Value: object.None}},
}
