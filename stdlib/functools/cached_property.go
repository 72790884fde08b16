package functools

import "github.com/aio-lang/aio/vm/object"

// cachedProperty computes an attribute on first access and stores it in the
// instance, where later accesses find it without coming here.
type cachedProperty struct {
	object.Opaque
	f, name, doc, module value // name None: not bound to a class yet
}

var cachedPropertyDecl = typeDecl{
	Name: "functools.cached_property", Kind: object.KindOpaque, Flags: object.TypeHasDict,
	Doc: "A property whose value is computed once per instance and then is an ordinary attribute.",
	New: &def{Sig: "__new__(cls, /, *args, **kwargs)", Doc: "Create a cached_property.", Fn: func(t *thread, a []value) value {
		c := &cachedProperty{f: object.None, name: object.None, doc: object.None, module: object.None}
		return object.InitOpaque(&c.Opaque, class(a))
	}},
	Methods: []def{
		{Sig: "__init__(self, func)", Doc: "Set the function that computes the value.", Fn: func(t *thread, a []value) value {
			c, n := (*cachedProperty)(a[0].P), object.Names()
			c.f, c.name = a[1], object.None
			if c.doc = t.GetAttr(a[1], n.Doc); c.doc.P == nil {
				return value{}
			}
			if c.module = t.GetAttr(a[1], n.Module); c.module.P == nil {
				return value{}
			}
			return object.None
		}},
		{Sig: "__set_name__(self, owner, name)", Doc: "Note under which name a class has the property.", Fn: func(t *thread, a []value) value {
			c := (*cachedProperty)(a[0].P)
			if c.name.IsNone() {
				c.name = a[2]
				return object.None
			}
			same, ok := t.Equal(c.name, a[2])
			if !ok {
				return value{}
			}
			if !same {
				old, _ := t.Repr(c.name)
				new, ok := t.Repr(a[2])
				if !ok {
					return value{}
				}
				return t.TypeErrorf("Cannot assign the same cached_property to two different names (%s and %s).", old, new)
			}
			return object.None
		}},
		{Sig: "__get__(self, instance, owner=None)", Doc: "Compute and store the value.", Fn: cachedPropertyGet},
	},
	Class: []def{classGetItem},
	GetSets: []getSet{
		object.DictGetSet,
		{Name: "func", Doc: "", Get: func(t *thread, v value) value { return (*cachedProperty)(v.P).f }, Set: func(t *thread, self, v value) bool {
			(*cachedProperty)(self.P).f = v
			return true
		}},
		{Name: "attrname", Doc: "", Get: func(t *thread, v value) value { return (*cachedProperty)(v.P).name }, Set: func(t *thread, self, v value) bool {
			(*cachedProperty)(self.P).name = v
			return true
		}},
		{Name: "__doc__", Doc: "", Get: func(t *thread, v value) value { return (*cachedProperty)(v.P).doc }, Set: func(t *thread, self, v value) bool {
			(*cachedProperty)(self.P).doc = v
			return true
		}},
		{Name: "__module__", Doc: "", Get: func(t *thread, v value) value { return (*cachedProperty)(v.P).module }, Set: func(t *thread, self, v value) bool {
			(*cachedProperty)(self.P).module = v
			return true
		}},
	},
}

func cachedPropertyGet(t *thread, a []value) value {
	c, instance := (*cachedProperty)(a[0].P), a[1]
	if instance.IsNone() {
		return a[0]
	}
	if !c.name.IsStr() {
		return t.TypeErrorf("Cannot use cached_property instance without calling __set_name__ on it.")
	}
	ty, name := t.M.TypeOf(instance), t.M.InternStr(object.AsStr(c.name))
	repr := func() string { s, _ := t.Repr(c.name); return s }
	if instance.Kind() == object.KindType {
		if v := c.compute(t, instance); v.P == nil {
			return v
		}
		return t.TypeErrorf("The '__dict__' attribute on '%s' instance does not support item assignment for caching %s property.", ty.Name, repr())
	}
	if ty.Flags&object.TypeHasDict == 0 {
		return t.TypeErrorf("No '__dict__' attribute on '%s' instance to cache %s property.", ty.Name, repr())
	}
	if v := t.M.OwnAttr(instance, name); v.P != nil {
		return v
	}
	v := c.compute(t, instance)
	if v.P == nil || !t.M.SetOwnAttr(instance, name, v) {
		return value{}
	}
	return v
}

func (c *cachedProperty) compute(t *thread, instance value) value { return t.Call(c.f, instance) }
