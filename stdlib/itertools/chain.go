package itertools

import "github.com/aio-lang/aio/vm/object"

// chain yields the items of one iterable after the other. Both sources are nil
// once it is exhausted.
type chain struct {
	object.Opaque
	iterables object.Source
	active    object.Source
}

var chainDecl = typeDecl{
	Name: "itertools.chain", Kind: object.KindOpaque,
	Doc: "Return an iterator over the items of the first iterable, then of the next, until all are exhausted.",
	New: &def{Sig: "__new__(cls, /, *iterables)", Doc: "Create a chain.", Fn: func(t *thread, a []value) value {
		return newChain(t, class(a), a[1])
	}},
	Class: []def{
		{Sig: "from_iterable(cls, iterable, /)", Doc: "Return a chain of the iterables that an iterable yields.", Fn: func(t *thread, a []value) value {
			return newChain(t, class(a), a[1])
		}},
		{Sig: "__class_getitem__(cls, item, /)", Doc: "Return the generic alias cls[item]; see PEP 585.", Fn: func(t *thread, a []value) value {
			return object.NewGenericAlias(t, a[0], a[1])
		}},
	},
	Next: func(t *thread, v value) value {
		c := (*chain)(v.P)
		for !c.iterables.IsNil() {
			if c.active.IsNil() {
				next := c.iterables.Next(t)
				if next.P != nil {
					var ok bool
					if c.active, ok = object.NewSource(t, next); ok {
						continue
					}
				}
				c.iterables = object.Source{}
				return value{}
			}
			x := c.active.Next(t)
			if x.P != nil || t.Exc.P != nil {
				return x
			}
			c.active = object.Source{}
		}
		return value{}
	},
}

func newChain(t *thread, cls *object.Type, iterables value) value {
	src, ok := object.NewSource(t, iterables)
	if !ok {
		return value{}
	}
	c := &chain{iterables: src}
	return object.InitOpaque(&c.Opaque, cls)
}

// zipLongest is zip that goes on with a fill value where an iterable has
// ended.
type zipLongest struct {
	object.Opaque
	srcs   []object.Source // nil: exhausted
	active int
	fill   value
}

var zipLongestDecl = typeDecl{
	Name: "itertools.zip_longest", Kind: object.KindOpaque,
	Doc: "Return an iterator over tuples with an item of each iterable, until the longest is exhausted.\n\nfillvalue stands for the items of those that have ended before.",
	New: &def{Sig: "__new__(cls, /, *iterables, fillvalue=None, **kwargs)", Doc: "Create a zip_longest.", Fn: func(t *thread, a []value) value {
		if a[3].P != nil {
			return t.TypeErrorf("zip_longest() got an unexpected keyword argument")
		}
		srcs, ok := object.Sources(t, object.AsTuple(a[1]).Items)
		if !ok {
			return value{}
		}
		z := &zipLongest{srcs: srcs, active: len(srcs), fill: a[2]}
		return object.InitOpaque(&z.Opaque, class(a))
	}},
	Next: func(t *thread, v value) value {
		z := (*zipLongest)(v.P)
		if z.active == 0 {
			return value{}
		}
		result, items := object.MakeTuple(len(z.srcs))
		for i := range z.srcs {
			s := &z.srcs[i]
			items[i] = z.fill
			if s.IsNil() {
				continue
			}
			x := s.Next(t)
			if x.P != nil {
				items[i] = x
				continue
			}
			z.active--
			if t.Exc.P != nil {
				z.active = 0
			}
			if z.active == 0 {
				return value{}
			}
			*s = object.Source{}
		}
		return result
	},
}
