package itertools

import "github.com/aio-lang/aio/vm/object"

// accumulate yields running totals.
type accumulate struct {
	object.Opaque
	src     object.Source
	f       value // None: addition
	total   value // nil before the first item
	initial value // yielded first; nil or None: none
}

var accumulateDecl = typeDecl{
	Name: "itertools.accumulate", Kind: object.KindOpaque,
	Doc: "Return an iterator over the accumulated sums, or results of func, of the items so far.",
	New: &def{Sig: "__new__(cls, iterable, func=None, *, initial=None)", Doc: "Create an accumulate.", Fn: func(t *thread, a []value) value {
		src, ok := object.NewSource(t, a[1])
		if !ok {
			return value{}
		}
		c := &accumulate{src: src, f: a[2], initial: a[3]}
		return object.InitOpaque(&c.Opaque, class(a))
	}},
	Next: func(t *thread, v value) value {
		c := (*accumulate)(v.P)
		if !c.initial.IsNone() {
			c.total, c.initial = c.initial, object.None
			return c.total
		}
		x := c.src.Next(t)
		if x.P == nil {
			return x
		}
		switch {
		case c.total.P == nil:
			c.total = x
			return x
		case c.f.IsNone():
			x = t.Binary(object.OpAdd, c.total, x)
		default:
			x = t.Call(c.f, c.total, x)
		}
		if x.P != nil {
			c.total = x
		}
		return x
	},
}

// batched yields tuples of n items.
type batched struct {
	object.Opaque
	src    object.Source
	n      int
	strict bool
}

var batchedDecl = typeDecl{
	Name: "itertools.batched", Kind: object.KindOpaque,
	Doc: "Return an iterator over tuples of n items of the iterable each; the last may be shorter.\n\nWith strict a shorter last batch raises a ValueError.",
	New: &def{Sig: "__new__(cls, iterable, n, *, strict=False)", Doc: "Create a batched.", Fn: func(t *thread, a []value) value {
		n, ok := t.IndexInt(a[2])
		if !ok {
			return value{}
		}
		strict, ok := t.Truth(a[3])
		if !ok {
			return value{}
		}
		if n < 1 {
			return t.ValueErrorf("n must be at least one")
		}
		src, ok := object.NewSource(t, a[1])
		if !ok {
			return value{}
		}
		b := &batched{src: src, n: n, strict: strict}
		return object.InitOpaque(&b.Opaque, class(a))
	}},
	Next: func(t *thread, v value) value {
		b := (*batched)(v.P)
		if b.src.IsNil() {
			return value{}
		}
		items := make([]value, 0, min(b.n, 1024))
		for len(items) < b.n {
			x := b.src.Next(t)
			if x.P == nil {
				break
			}
			items = append(items, x)
		}
		if len(items) < b.n {
			b.src = object.Source{}
			switch {
			case t.Exc.P != nil || len(items) == 0:
				return value{}
			case b.strict:
				return t.ValueErrorf("batched(): incomplete batch")
			}
		}
		return object.NewTuple(items)
	},
}

// pairwise yields each item with its successor. old is nil before the first.
type pairwise struct {
	object.Opaque
	src object.Source
	old value
}

var pairwiseDecl = typeDecl{
	Name: "itertools.pairwise", Kind: object.KindOpaque,
	Doc: "Return an iterator over overlapping pairs of successive items.",
	New: &def{Sig: "__new__(cls, iterable, /)", Doc: "Create a pairwise.", Fn: func(t *thread, a []value) value {
		src, ok := object.NewSource(t, a[1])
		if !ok {
			return value{}
		}
		p := &pairwise{src: src}
		return object.InitOpaque(&p.Opaque, class(a))
	}},
	Next: func(t *thread, v value) value {
		p := (*pairwise)(v.P)
		if p.src.IsNil() {
			return value{}
		}
		if p.old.P == nil {
			x := p.src.Next(t)
			if x.P == nil {
				p.src = object.Source{}
				return x
			}
			p.old = x
			if p.src.IsNil() { // ended by the iterator itself
				return value{}
			}
		}
		old := p.old
		x := p.src.Next(t)
		if x.P == nil {
			p.src, p.old = object.Source{}, value{}
			return x
		}
		p.old = x
		return object.NewPair(old, x)
	},
}
