package itertools

import (
	"math"

	"github.com/aio-lang/aio/vm/object"
)

// count yields n, n+step, … in int64 while it can, else by adding objects.
type count struct {
	object.Opaque
	n, step value
}

var countDecl = typeDecl{
	Name: "itertools.count", Kind: object.KindOpaque,
	Doc: "Return an iterator over start, start+step, start+2*step, … without end.",
	New: &def{Sig: "__new__(cls, start=0, step=1)", Doc: "Create a count.", Fn: func(t *thread, a []value) value {
		if !isNumber(t, a[1]) || !isNumber(t, a[2]) {
			return t.TypeErrorf("a number is required")
		}
		c := &count{n: a[1], step: a[2]}
		return object.InitOpaque(&c.Opaque, class(a))
	}},
	Methods: []def{
		{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: func(t *thread, a []value) value {
			c := (*count)(a[0].P)
			b, ok := t.AppendRepr([]byte(t.M.TypeOf(a[0]).Name+"("), c.n)
			if ok && c.step != object.Int(1) {
				b, ok = t.AppendRepr(append(b, ", "...), c.step)
			}
			if !ok {
				return value{}
			}
			return object.NewStr(string(append(b, ')')))
		}},
		{Sig: "__reduce__(self, /)", Doc: "Return state information for pickling.", Fn: func(t *thread, a []value) value {
			c := (*count)(a[0].P)
			args := []value{c.n}
			if c.step != object.Int(1) {
				args = append(args, c.step)
			}
			return object.NewPair(t.M.TypeOf(a[0]).Value(), object.TupleOf(args...))
		}},
	},
	Next: func(t *thread, v value) value {
		c := (*count)(v.P)
		n := c.n
		if n.IsInt() && c.step == object.Int(1) && n.AsInt() < math.MaxInt64 {
			c.n = object.Int(n.AsInt() + 1)
			return n
		}
		next := t.Binary(object.OpAdd, n, c.step)
		if next.P == nil {
			return next
		}
		c.n = next
		return n
	},
}

// isNumber reports whether v can be taken for a number: one of the builtin
// types or what converts to one.
func isNumber(t *thread, v value) bool {
	if object.IsIntLike(v) || v.IsFloat() || v.Kind() == object.KindComplex {
		return true
	}
	ty, n := t.M.TypeOf(v), object.Names()
	return t.M.Lookup(ty, n.Index).P != nil || t.M.Lookup(ty, n.Int).P != nil || t.M.Lookup(ty, n.Float).P != nil
}

// cycle yields the items of src while saving them, then the saved ones for
// ever.
type cycle struct {
	object.Opaque
	src   object.Source
	saved []value
	i     int
	done  bool // src is exhausted
}

var cycleDecl = typeDecl{
	Name: "itertools.cycle", Kind: object.KindOpaque,
	Doc: "Return an iterator over the iterable's items, again and again.",
	New: &def{Sig: "__new__(cls, iterable, /)", Doc: "Create a cycle.", Fn: func(t *thread, a []value) value {
		src, ok := object.NewSource(t, a[1])
		if !ok {
			return value{}
		}
		c := &cycle{src: src}
		return object.InitOpaque(&c.Opaque, class(a))
	}},
	Next: func(t *thread, v value) value {
		c := (*cycle)(v.P)
		if !c.done {
			x := c.src.Next(t)
			if x.P != nil {
				c.saved = append(c.saved, x)
				return x
			}
			if t.Exc.P != nil {
				return x
			}
			c.done = true
		}
		if len(c.saved) == 0 {
			return value{}
		}
		x := c.saved[c.i]
		if c.i++; c.i == len(c.saved) {
			c.i = 0
		}
		return x
	},
}

// repeat yields v, left times or without end.
type repeat struct {
	object.Opaque
	v       value
	left    int
	endless bool
}

var repeatDecl = typeDecl{
	Name: "itertools.repeat", Kind: object.KindOpaque,
	Doc: "Return an iterator over the same object, times times or without end.",
	New: &def{Sig: "__new__(cls, object, times=<>)", Doc: "Create a repeat.", Fn: func(t *thread, a []value) value {
		r := &repeat{v: a[1], endless: a[2].P == nil}
		if !r.endless {
			n, ok := t.IndexInt(a[2])
			if !ok {
				return value{}
			}
			r.left = max(n, 0)
		}
		return object.InitOpaque(&r.Opaque, class(a))
	}},
	Methods: []def{
		{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: func(t *thread, a []value) value {
			r := (*repeat)(a[0].P)
			b, ok := t.AppendRepr([]byte(t.M.TypeOf(a[0]).Name+"("), r.v)
			if ok && !r.endless {
				b, ok = t.AppendRepr(append(b, ", "...), object.Int(int64(r.left)))
			}
			if !ok {
				return value{}
			}
			return object.NewStr(string(append(b, ')')))
		}},
		{Sig: "__length_hint__(self, /)", Doc: "Return how many items are left.", Fn: func(t *thread, a []value) value {
			r := (*repeat)(a[0].P)
			if r.endless {
				return t.TypeErrorf("len() of unsized object")
			}
			return object.Int(int64(r.left))
		}},
		{Sig: "__reduce__(self, /)", Doc: "Return state information for pickling.", Fn: func(t *thread, a []value) value {
			r := (*repeat)(a[0].P)
			args := []value{r.v}
			if !r.endless {
				args = append(args, object.Int(int64(r.left)))
			}
			return object.NewPair(t.M.TypeOf(a[0]).Value(), object.TupleOf(args...))
		}},
	},
	Next: func(t *thread, v value) value {
		r := (*repeat)(v.P)
		if !r.endless {
			if r.left == 0 {
				return value{}
			}
			r.left--
		}
		return r.v
	},
}
