package collections

import "github.com/aio-lang/aio/vm/object"

// orderedViews declares odict_keys, odict_values and odict_items, by
// object.DictPart: the dict's views with iterators of their own.
var orderedViews = [3]typeDecl{
	object.DictKeys:   orderedViewDecl("odict_keys", object.ShapeDictKeys),
	object.DictValues: orderedViewDecl("odict_values", object.ShapeDictValues),
	object.DictItems:  orderedViewDecl("odict_items", object.ShapeDictItems),
}

func orderedViewDecl(name string, base uint32) typeDecl {
	iter := func(reverse bool) object.NativeFn {
		return func(t *thread, a []value) value {
			v := object.AsDictView(a[0])
			return newOrderedIterator(t, v.Dict, v.Part, reverse)
		}
	}
	return typeDecl{
		Name: name, Base: base, Kind: object.KindDictView, Flags: object.TypeNoSubclass | object.TypeNoNew,
		Methods: []def{
			{Sig: "__iter__(self, /)", Doc: "Implement iter(self).", Fn: iter(false)},
			{Sig: "__reversed__(self, /)", Doc: "Return a reverse iterator over the view.", Fn: iter(true)},
		},
	}
}

func orderedView(part object.DictPart) object.NativeFn {
	return func(t *thread, a []value) value {
		return object.NewDictView(orderedOf(a[0]), part, t.M.TypeFor(&orderedViews[part]))
	}
}

// orderedIterator iterates over an OrderedDict; any change of its keys or their
// order ends it with an error.
type orderedIterator struct {
	object.Opaque
	d       *object.Dict // nil: exhausted
	part    object.DictPart
	reverse bool
	pos     int // entry to look at next; backwards: the entry after it
	left    int
	changes uint32
}

func newOrderedIterator(t *thread, d *object.Dict, part object.DictPart, reverse bool) value {
	it := &orderedIterator{d: d, part: part, reverse: reverse, left: d.Len(), changes: d.Changes()}
	if reverse {
		it.pos = d.Ends()
	}
	return object.InitOpaque(&it.Opaque, t.M.TypeFor(&orderedIteratorDecl))
}

func (it *orderedIterator) step(t *thread) value {
	if it.d == nil {
		return value{}
	}
	if it.d.Changes() != it.changes {
		it.d = nil
		return t.RuntimeErrorf("OrderedDict mutated during iteration")
	}
	var k, v value
	if it.reverse {
		k, v, it.pos = it.d.Before(it.pos)
	} else {
		k, v, it.pos = it.d.At(it.pos)
	}
	if k.P == nil {
		it.d = nil
		return k
	}
	if it.left--; it.left == 0 {
		it.d = nil // what is added now is not noticed, as in CPython
	}
	switch it.part {
	case object.DictKeys:
		return k
	case object.DictValues:
		return v
	}
	return object.NewPair(k, v)
}

var orderedIteratorDecl = typeDecl{
	Name: "odict_iterator", Kind: object.KindOpaque, Flags: object.TypeNoSubclass | object.TypeNoNew,
	Next: func(t *thread, v value) value { return (*orderedIterator)(v.P).step(t) },
	Methods: []def{
		{Sig: "__reduce__(self, /)", Doc: "Return state information for pickling.", Fn: func(t *thread, a []value) value {
			rest := *(*orderedIterator)(a[0].P) // the iterator itself stays where it is
			var items []value
			for {
				x := rest.step(t)
				if x.P == nil {
					break
				}
				items = append(items, x)
			}
			if t.Exc.P != nil {
				return value{}
			}
			return object.NewPair(t.M.Builtins.GetStr(t.M.Intern("iter")), object.TupleOf(object.NewList(items)))
		}},
	},
}
