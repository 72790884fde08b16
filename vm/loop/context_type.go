package loop

import (
	"github.com/aio-lang/aio/vm/object"
)

// The type _contextvars.Context; the rest of contextvars is in its module.

func varArg(t *object.Thread, v object.Value) *ContextVar {
	x, _ := object.Payload[*ContextVar](v)
	if x == nil {
		if r, ok := t.Repr(v); ok {
			t.TypeErrorf("a ContextVar key was expected, got %s", r)
		}
	}
	return x
}

func contextDef(sig, doc string, f func(t *object.Thread, c *Context, a []object.Value) object.Value) object.Def {
	return object.Def{Sig: sig, Doc: doc, Fn: func(t *object.Thread, a []object.Value) object.Value { return f(t, ContextOf(a[0]), a) }}
}

// collect lists what f makes of each binding.
func (c *Context) collect(f func(v *ContextVar, val object.Value) object.Value) []object.Value {
	out := make([]object.Value, 0, c.Len())
	c.Each(func(v *ContextVar, val object.Value) bool {
		out = append(out, f(v, val))
		return true
	})
	return out
}

func (c *Context) keys() []object.Value {
	return c.collect(func(v *ContextVar, _ object.Value) object.Value { return v.Value() })
}

var contextDecl = object.TypeDecl{
	Name: "_contextvars.Context", Kind: object.KindOpaque, Flags: object.TypeNoSubclass | object.TypeHasWeakref | object.TypeMapping,
	Doc: "Bindings of context variables.",
	New: &object.Def{Sig: "__new__(cls, /, *args, **kwargs)", Doc: "Create an empty context.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		if len(object.AsTuple(a[1]).Items) > 0 || a[2].P != nil {
			return t.TypeErrorf("Context() does not accept any arguments")
		}
		return (&Context{}).Object(t)
	}},
	Methods: []object.Def{
		{Sig: "run(self, /, *args, **kwargs)", Doc: "Call a function in the context.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			args := object.AsTuple(a[1]).Items
			if len(args) == 0 {
				return t.TypeErrorf("run() missing 1 required positional argument")
			}
			all := append([]object.Value(nil), args[1:]...)
			var names []*object.Str
			if d := object.AsDict(a[2]); d != nil {
				d.Each(func(k, v object.Value) bool {
					names = append(names, t.M.InternStr(object.AsStr(k)))
					all = append(all, v)
					return true
				})
			}
			return ContextOf(a[0]).Run(t, args[0], all, names)
		}},
		contextDef("copy(self, /)", "Return a shallow copy of the context.", func(t *object.Thread, c *Context, a []object.Value) object.Value {
			return c.Copy().Object(t)
		}),
		contextDef("get(self, key, default=None, /)", "Return the value of a variable, or the default.", func(t *object.Thread, c *Context, a []object.Value) object.Value {
			v := varArg(t, a[1])
			if v == nil {
				return object.Value{}
			}
			if r := c.Get(v); r.P != nil {
				return r
			}
			return a[2]
		}),
		contextDef("keys(self, /)", "Return the variables.", func(t *object.Thread, c *Context, a []object.Value) object.Value {
			return t.Iter(object.NewList(c.keys()))
		}),
		contextDef("values(self, /)", "Return the values.", func(t *object.Thread, c *Context, a []object.Value) object.Value {
			return t.Iter(object.NewList(c.collect(func(_ *ContextVar, val object.Value) object.Value { return val })))
		}),
		contextDef("items(self, /)", "Return pairs of variable and value.", func(t *object.Thread, c *Context, a []object.Value) object.Value {
			return t.Iter(object.NewList(c.collect(func(v *ContextVar, val object.Value) object.Value { return object.TupleOf(v.Value(), val) })))
		}),
		contextDef("__iter__(self, /)", "Implement iter(self).", func(t *object.Thread, c *Context, a []object.Value) object.Value {
			return t.Iter(object.NewList(c.keys()))
		}),
		contextDef("__len__(self, /)", "Return len(self).", func(t *object.Thread, c *Context, a []object.Value) object.Value {
			return object.Int(int64(c.Len()))
		}),
		contextDef("__contains__(self, key, /)", "Return bool(key in self).", func(t *object.Thread, c *Context, a []object.Value) object.Value {
			v := varArg(t, a[1])
			if v == nil {
				return object.Value{}
			}
			return object.Bool(c.Get(v).P != nil)
		}),
		contextDef("__getitem__(self, key, /)", "Return self[key].", func(t *object.Thread, c *Context, a []object.Value) object.Value {
			v := varArg(t, a[1])
			if v == nil {
				return object.Value{}
			}
			if r := c.Get(v); r.P != nil {
				return r
			}
			return t.KeyError(a[1])
		}),
		contextDef("__eq__(self, value, /)", "Return self==value.", func(t *object.Thread, c *Context, a []object.Value) object.Value {
			o := ContextOf(a[1])
			if o == nil {
				return object.NotImplemented
			}
			return c.equal(t, o, false)
		}),
		contextDef("__ne__(self, value, /)", "Return self!=value.", func(t *object.Thread, c *Context, a []object.Value) object.Value {
			o := ContextOf(a[1])
			if o == nil {
				return object.NotImplemented
			}
			return c.equal(t, o, true)
		}),
	},
	Attrs: []object.Attr{{Name: "__hash__", Value: object.None}},
}

func (c *Context) equal(t *object.Thread, o *Context, negate bool) object.Value {
	if c.Len() != o.Len() {
		return object.Bool(negate)
	}
	same, ok := true, true
	c.Each(func(v *ContextVar, val object.Value) bool {
		x := o.Get(v)
		if x.P == nil {
			same = false
		} else {
			same, ok = t.Equal(val, x)
		}
		return same && ok
	})
	if !ok {
		return object.Value{}
	}
	return object.Bool(same != negate)
}
