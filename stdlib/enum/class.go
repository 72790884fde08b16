package enum

import "github.com/aio-lang/aio/vm/object"

// dict is the dict that an enumeration keeps under a name.
func (n *words) dict(t *thread, cls value, name *object.Str) *object.Dict {
	return object.AsDict(t.M.Lookup(object.AsType(cls), name))
}

// withValue is the member that has a value; nil with nothing pending where
// there is none, or the value has no hash.
func (n *words) withValue(t *thread, cls, v value) value {
	d := n.dict(t, cls, n.values)
	if d == nil {
		return value{}
	}
	h, ok := t.Hash(v)
	if !ok {
		t.Catch(object.ShapeTypeError)
		return value{}
	}
	return d.GetHashed(t, v, h)
}

// classMethods are what enumerations do as classes: methods of the metaclass.
func classMethods(n *words) method {
	members := func(t *thread, cls value, backwards bool) value {
		names, byName := object.AsList(t.M.Lookup(object.AsType(cls), n.memberNames)), n.dict(t, cls, n.memberMap)
		if names == nil || byName == nil {
			return t.TypeErrorf("'%s' object is not iterable", t.TypeName(cls))
		}
		out := make([]value, len(names.Items))
		for i, name := range names.Items {
			at := i
			if backwards {
				at = len(out) - 1 - i
			}
			if out[at] = byName.Get(t, name); out[at].P == nil {
				return t.KeyError(name)
			}
		}
		return t.Iter(object.NewList(out))
	}
	return method{object.ShapeObject, []row{
		{"_class_call", def{
			Sig: "def __call__(cls, value=<required>, names=<not given>, *values, module=None, qualname=None, type=None, start=1, boundary=None)",
			Doc: "The member that has a value, or, of a class without members, a new enumeration.",
			Fn: func(t *thread, a []value) value {
				if a[1].P == nil {
					return t.TypeErrorf("EnumType.__call__() missing 1 required positional argument: 'value'")
				}
				full := append([]value(nil), a...) // all by position
				if full[2].P == nil {
					full[2] = object.NotImplemented
				}
				f := t.GetAttr(t.M.TypeOf(a[0]).Value(), n.called)
				if f.P == nil {
					return f
				}
				return t.Call(f, full...)
			},
		}, func(t *thread, a []value) value {
			if len(a) != 2 {
				return value{}
			}
			return n.withValue(t, a[0], a[1])
		}},
		{"_class_getitem", def{Sig: "def __getitem__(cls, name)", Doc: "The member of that name.", Fn: func(t *thread, a []value) value {
			d := n.dict(t, a[0], n.memberMap)
			if d == nil {
				return t.KeyError(a[1])
			}
			v := d.Get(t, a[1])
			if v.P == nil && t.Exc.P == nil {
				return t.KeyError(a[1])
			}
			return v
		}}, nil},
		{"_class_iter", def{Sig: "def __iter__(cls)", Doc: "The members in order of definition, without aliases.", Fn: func(t *thread, a []value) value {
			return members(t, a[0], false)
		}}, nil},
		{"_class_reversed", def{Sig: "def __reversed__(cls)", Doc: "The members in reverse order of definition, without aliases.", Fn: func(t *thread, a []value) value {
			return members(t, a[0], true)
		}}, nil},
		{"_class_len", def{Sig: "def __len__(cls)", Doc: "The number of members, without aliases.", Fn: func(t *thread, a []value) value {
			names := t.GetAttr(a[0], n.memberNames)
			if names.P == nil {
				return names
			}
			k, ok := t.Len(names)
			if !ok {
				return value{}
			}
			return object.Int(int64(k))
		}}, nil},
		{"_class_contains", def{Sig: "def __contains__(cls, value)", Doc: "Whether value is a member or the value of one.", Fn: func(t *thread, a []value) value {
			if t.M.TypeOf(a[1]).IsSubtypeOf(object.AsType(a[0])) {
				return object.True
			}
			found := n.withValue(t, a[0], a[1])
			if found.P != nil || t.Exc.P != nil {
				return boolIf(found)
			}
			in, ok := t.Contains(t.M.Lookup(object.AsType(a[0]), n.unhashable), a[1])
			if !ok {
				return value{}
			}
			return object.Bool(in)
		}}, nil},
	}}
}

// boolIf is True, or nil where v is.
func boolIf(v value) value {
	if v.P == nil {
		return v
	}
	return object.True
}
