package itertools

import "github.com/aio-lang/aio/vm/object"

// teeSource is an iterator shared by the iterators that tee made of it.
type teeSource struct {
	src     object.Source
	running bool
}

// teeNode is one item read from the source. What all iterators have passed is
// garbage.
type teeNode struct {
	value value
	next  *teeNode // nil: not read yet
}

// teeIterator stands before the item after node.
type teeIterator struct {
	object.Opaque
	source *teeSource
	node   *teeNode
}

var teeDecl = typeDecl{
	Name: "itertools._tee", Kind: object.KindOpaque, Flags: object.TypeNoSubclass,
	Doc: "Iterator that others over the same items can be made of.",
	New: &def{Sig: "__new__(cls, iterable, /)", Doc: "Create a tee iterator.", Fn: func(t *thread, a []value) value {
		return newTee(t, class(a), a[1])
	}},
	Methods: []def{
		{Sig: "__copy__(self, /)", Doc: "Return an independent iterator over the items that are left.", Fn: func(t *thread, a []value) value {
			return (*teeIterator)(a[0].P).copy(t.M.TypeOf(a[0]))
		}},
	},
	Next: func(t *thread, v value) value {
		it := (*teeIterator)(v.P)
		if it.node.next == nil {
			s := it.source
			if s.running {
				return t.RuntimeErrorf("cannot re-enter the tee iterator")
			}
			s.running = true
			x := s.src.Next(t)
			s.running = false
			if x.P == nil {
				return x
			}
			it.node.next = &teeNode{value: x}
		}
		it.node = it.node.next
		return it.node.value
	},
}

func newTee(t *thread, ty *object.Type, iterable value) value {
	it := t.Iter(iterable)
	if it.P == nil {
		return it
	}
	if t.M.TypeOf(it) == ty {
		return (*teeIterator)(it.P).copy(ty)
	}
	v := &teeIterator{source: &teeSource{src: object.SourceOf(t, it)}, node: &teeNode{}}
	return object.InitOpaque(&v.Opaque, ty)
}

func (it *teeIterator) copy(ty *object.Type) value {
	c := &teeIterator{source: it.source, node: it.node}
	return object.InitOpaque(&c.Opaque, ty)
}

func tee(t *thread, a []value) value {
	n, ok := t.IndexInt(a[1])
	if !ok {
		return value{}
	}
	if n < 0 {
		return t.ValueErrorf("n must be >= 0")
	}
	if n == 0 {
		return object.EmptyTuple
	}
	it := t.Iter(a[0])
	if it.P == nil {
		return it
	}
	// an iterator that can be copied needs no buffer of ours
	clone := t.LookupAttr(it, object.Names().Copy)
	if clone.P == nil {
		if t.Exc.P != nil {
			return value{}
		}
		if it = newTee(t, typeOf(t, &teeDecl), it); it.P == nil {
			return it
		}
		clone = t.GetAttr(it, object.Names().Copy)
	}
	if !t.Reserve(n, 16) {
		return value{}
	}
	items := make([]value, n)
	items[0] = it
	for i := 1; i < n; i++ {
		if items[i] = t.Call(clone); items[i].P == nil {
			return value{}
		}
	}
	return object.NewTuple(items)
}
