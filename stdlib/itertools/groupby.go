package itertools

import "github.com/aio-lang/aio/vm/object"

// groupBy yields pairs of a key and an iterator over the stretch of items
// with that key. The groups share src: advancing one of them moves the others.
type groupBy struct {
	object.Opaque
	src     object.Source
	keyFunc value
	target  value // key of the group yielded last; nil before
	key     value // of the item read last; nil when it was yielded
	value   value
	current *grouper
}

// grouper is the iterator over one group.
type grouper struct {
	object.Opaque
	parent *groupBy
	target value
}

var groupByDecl = typeDecl{
	Name: "itertools.groupby", Kind: object.KindOpaque,
	Doc: "Return an iterator over consecutive keys and groups of the iterable.\n\nkey computes an item's key; by default the item is its own.",
	New: &def{Sig: "__new__(cls, iterable, key=None)", Doc: "Create a groupby.", Fn: func(t *thread, a []value) value {
		src, ok := object.NewSource(t, a[1])
		if !ok {
			return value{}
		}
		g := &groupBy{src: src, keyFunc: a[2]}
		return object.InitOpaque(&g.Opaque, class(a))
	}},
	Next: func(t *thread, v value) value {
		g := (*groupBy)(v.P)
		g.current = nil
		for {
			if g.key.P != nil {
				if g.target.P == nil {
					break
				}
				same, ok := t.Equal(g.target, g.key)
				if !ok {
					return value{}
				}
				if !same {
					break
				}
			}
			if !g.step(t) {
				return value{}
			}
		}
		g.target = g.key
		g.current = &grouper{parent: g, target: g.target}
		return object.NewPair(g.key, object.InitOpaque(&g.current.Opaque, typeOf(t, &grouperDecl)))
	},
}

// step reads the next item; false at the end or with an exception pending.
func (g *groupBy) step(t *thread) bool {
	x := g.src.Next(t)
	if x.P == nil {
		return false
	}
	key := x
	if !g.keyFunc.IsNone() {
		if key = t.Call(g.keyFunc, x); key.P == nil {
			return false
		}
	}
	g.value, g.key = x, key
	return true
}

var grouperDecl = typeDecl{
	Name: "itertools._grouper", Kind: object.KindOpaque, Flags: object.TypeNoSubclass | object.TypeNoNew,
	Next: func(t *thread, v value) value {
		gr := (*grouper)(v.P)
		g := gr.parent
		if g.current != gr {
			return value{}
		}
		if g.value.P == nil && !g.step(t) {
			return value{}
		}
		same, ok := t.Equal(gr.target, g.key)
		if !ok || !same {
			return value{}
		}
		x := g.value
		g.value, g.key = value{}, value{}
		return x
	},
}
