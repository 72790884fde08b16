package collections

import "github.com/aio-lang/aio/vm/object"

// dequeIterator iterates over a deque from either end.
type dequeIterator struct {
	object.Opaque
	d     *Deque
	i     int // items already yielded
	left  int
	state uint64
}

func newDequeIterator(t *thread, d *Deque, decl *typeDecl) value {
	it := &dequeIterator{d: d, left: d.n, state: d.state}
	return object.InitOpaque(&it.Opaque, t.M.TypeFor(decl))
}

func dequeIteratorDeclOf(name string, at func(it *dequeIterator) int) typeDecl {
	return typeDecl{
		Name: "collections." + name, Kind: object.KindOpaque, Flags: object.TypeNoSubclass,
		New: &def{Sig: "__new__(cls, deque, index=0, /)", Doc: "Create an iterator that has yielded index items.", Fn: func(t *thread, a []value) value {
			d := AsDeque(a[1])
			if d == nil {
				return t.TypeErrorf("argument 1 must be collections.deque, not %s", t.TypeName(a[1]))
			}
			i, ok := t.IndexInt(a[2])
			if !ok {
				return value{}
			}
			i = min(max(i, 0), d.n)
			it := &dequeIterator{d: d, i: i, left: d.n - i, state: d.state}
			return object.InitOpaque(&it.Opaque, class(a))
		}},
		Methods: []def{
			{Sig: "__length_hint__(self, /)", Doc: "Return how many items are left.", Fn: func(t *thread, a []value) value {
				return object.Int(int64((*dequeIterator)(a[0].P).left))
			}},
			{Sig: "__reduce__(self, /)", Doc: "Return state information for pickling.", Fn: func(t *thread, a []value) value {
				it := (*dequeIterator)(a[0].P)
				return object.NewPair(t.M.TypeOf(a[0]).Value(), object.NewPair(object.FromHeader(&it.d.Header), object.Int(int64(it.d.n-it.left))))
			}},
		},
		Next: func(t *thread, v value) value {
			it := (*dequeIterator)(v.P)
			if it.state != it.d.state {
				it.left = 0
				return t.RuntimeErrorf("deque mutated during iteration")
			}
			if it.left == 0 {
				return value{}
			}
			x := *it.d.at(at(it))
			it.i++
			it.left--
			return x
		},
	}
}

var (
	dequeIteratorDecl        = dequeIteratorDeclOf("_deque_iterator", func(it *dequeIterator) int { return it.i })
	dequeReverseIteratorDecl = dequeIteratorDeclOf("_deque_reverse_iterator", func(it *dequeIterator) int { return it.d.n - 1 - it.i })
)
