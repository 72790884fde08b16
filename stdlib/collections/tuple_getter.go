package collections

import (
	"strconv"

	"github.com/aio-lang/aio/vm/object"
)

// tupleGetter is the attribute of a named tuple for one field.
type tupleGetter struct {
	object.Opaque
	index int
	doc   value
}

var tupleGetterDecl = typeDecl{
	Name: "collections._tuplegetter", Kind: object.KindOpaque, Flags: object.TypeNoSubclass,
	New: &def{Sig: "__new__(cls, index, doc, /)", Doc: "Create the attribute for the item at index.", Fn: func(t *thread, a []value) value {
		i, ok := t.IndexInt(a[1])
		if !ok {
			return value{}
		}
		g := &tupleGetter{index: i, doc: a[2]}
		return object.InitOpaque(&g.Opaque, class(a))
	}},
	Get: tupleGetterGet,
	Methods: []def{
		{Sig: "__get__(self, instance, owner=None, /)", Doc: "Return an attribute of instance, which is of type owner.", Fn: func(t *thread, a []value) value {
			if a[1].IsNone() {
				return a[0]
			}
			return tupleGetterGet(t, a[0], a[1])
		}},
		{Sig: "__set__(self, instance, value, /)", Doc: "Set an attribute of instance to value.", Fn: func(t *thread, a []value) value {
			return t.Raise(object.ShapeAttributeError, "can't set attribute")
		}},
		{Sig: "__delete__(self, instance, /)", Doc: "Delete an attribute of instance.", Fn: func(t *thread, a []value) value {
			return t.Raise(object.ShapeAttributeError, "can't delete attribute")
		}},
		{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: func(t *thread, a []value) value {
			g := (*tupleGetter)(a[0].P)
			b, ok := t.AppendRepr([]byte(t.M.TypeOf(a[0]).Name+"("+strconv.Itoa(g.index)+", "), g.doc)
			if !ok {
				return value{}
			}
			return object.NewStr(string(append(b, ')')))
		}},
		{Sig: "__reduce__(self, /)", Doc: "Return state information for pickling.", Fn: func(t *thread, a []value) value {
			g := (*tupleGetter)(a[0].P)
			return object.NewPair(t.M.TypeOf(a[0]).Value(), object.NewPair(object.Int(int64(g.index)), g.doc))
		}},
	},
	GetSets: []getSet{{Name: "__doc__", Doc: "", Get: func(t *thread, v value) value { return (*tupleGetter)(v.P).doc }, Set: func(t *thread, self, v value) bool {
		(*tupleGetter)(self.P).doc = v
		return true
	}}},
}

func tupleGetterGet(t *thread, d, self value) value {
	g := (*tupleGetter)(d.P)
	u := object.AsTuple(self)
	switch {
	case u == nil:
		return t.TypeErrorf("descriptor for index '%d' for tuple subclasses doesn't apply to '%s' object", g.index, t.TypeName(self))
	case g.index >= len(u.Items):
		return t.IndexErrorf("tuple index out of range")
	}
	return u.Items[g.index]
}

var countElementsDef = def{Sig: "_count_elements(mapping, iterable, /)", Doc: "Count the elements of an iterable in a mapping.", Fn: func(t *thread, a []value) value {
	one := object.Int(1)
	d := object.AsDict(a[0])
	if d == nil || !t.CountsAsDict(a[0]) {
		get := t.GetAttr(a[0], t.M.Intern("get"))
		if get.P == nil {
			return get
		}
		return noneIf(t.Each(a[1], func(k value) bool {
			old := t.Call(get, k, object.Int(0))
			if old.P == nil {
				return false
			}
			n := t.Binary(object.OpAdd, old, one)
			return n.P != nil && t.SetItem(a[0], k, n)
		}))
	}
	return noneIf(t.Each(a[1], func(k value) bool {
		h, ok := t.Hash(k)
		if !ok {
			return false
		}
		old := d.GetHashed(t, k, h)
		n := one
		switch {
		case old.P == nil && t.Exc.P != nil:
			return false
		case old.P != nil:
			if n = t.Binary(object.OpAdd, old, one); n.P == nil {
				return false
			}
		}
		return d.SetHashed(t, k, n, h)
	}))
}}
