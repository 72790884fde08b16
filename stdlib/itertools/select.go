package itertools

import (
	"math"

	"github.com/aio-lang/aio/vm/object"
)

// predicated is the state of the iterators that a function steers.
type predicated struct {
	object.Opaque
	f    value
	src  object.Source
	flag bool // dropwhile: begun; takewhile: ended
}

// predicatedDecl declares one of them.
func predicatedDecl(name, params, doc string, next func(t *thread, p *predicated) value) typeDecl {
	return typeDecl{
		Name: "itertools." + name, Kind: object.KindOpaque, Doc: doc,
		New: &def{Sig: "__new__(cls, " + params + ", /)", Doc: "Create a " + name + ".", Fn: func(t *thread, a []value) value {
			src, ok := object.NewSource(t, a[2])
			if !ok {
				return value{}
			}
			p := &predicated{f: a[1], src: src}
			return object.InitOpaque(&p.Opaque, class(a))
		}},
		Next: func(t *thread, v value) value { return next(t, (*predicated)(v.P)) },
	}
}

// test returns the next item and whether the function holds for it.
func (p *predicated) test(t *thread) (x value, holds bool) {
	x = p.src.Next(t)
	if x.P == nil {
		return
	}
	r := t.Call(p.f, x)
	if r.P == nil {
		return r, false
	}
	holds, ok := t.Truth(r)
	if !ok {
		return value{}, false
	}
	return x, holds
}

var (
	dropWhileDecl = predicatedDecl("dropwhile", "predicate, iterable",
		"Return an iterator over the iterable's items from the first one on for which predicate is false.",
		func(t *thread, p *predicated) value {
			for !p.flag {
				x, holds := p.test(t)
				if x.P == nil || !holds {
					p.flag = x.P != nil
					return x
				}
			}
			return p.src.Next(t)
		})
	takeWhileDecl = predicatedDecl("takewhile", "predicate, iterable",
		"Return an iterator over the iterable's items up to the first one for which predicate is false.",
		func(t *thread, p *predicated) value {
			if p.flag {
				return value{}
			}
			x, holds := p.test(t)
			if x.P != nil && !holds {
				p.flag = true
				return value{}
			}
			return x
		})
	filterFalseDecl = predicatedDecl("filterfalse", "function, iterable",
		"Return an iterator over the items for which function is false; if it is None, over those that are false.",
		func(t *thread, p *predicated) value {
			for {
				var x value
				var holds bool
				if p.f.IsNone() || p.f == t.M.Type(object.ShapeBool).Value() {
					if x = p.src.Next(t); x.P != nil {
						var ok bool
						if holds, ok = t.Truth(x); !ok {
							return value{}
						}
					}
				} else {
					x, holds = p.test(t)
				}
				if x.P == nil || !holds {
					return x
				}
			}
		})
	starMapDecl = predicatedDecl("starmap", "function, iterable",
		"Return an iterator over function(*args) for each args that the iterable yields.",
		func(t *thread, p *predicated) value {
			x := p.src.Next(t)
			if x.P == nil {
				return x
			}
			if u := object.AsTuple(x); u != nil {
				return t.Call(p.f, u.Items...)
			}
			args, ok := t.Collect(x)
			if !ok {
				return value{}
			}
			return t.Call(p.f, args...)
		})
)

// compress yields the data whose selector is true.
type compress struct {
	object.Opaque
	data, selectors object.Source
}

var compressDecl = typeDecl{
	Name: "itertools.compress", Kind: object.KindOpaque,
	Doc: "Return an iterator over the data elements whose selector is true.",
	New: &def{Sig: "__new__(cls, data, selectors)", Doc: "Create a compress.", Fn: func(t *thread, a []value) value {
		data, ok := object.NewSource(t, a[1])
		if !ok {
			return value{}
		}
		selectors, ok := object.NewSource(t, a[2])
		if !ok {
			return value{}
		}
		c := &compress{data: data, selectors: selectors}
		return object.InitOpaque(&c.Opaque, class(a))
	}},
	Next: func(t *thread, v value) value {
		c := (*compress)(v.P)
		for {
			x := c.data.Next(t)
			if x.P == nil {
				return x
			}
			s := c.selectors.Next(t)
			if s.P == nil {
				return s
			}
			switch take, ok := t.Truth(s); {
			case !ok:
				return value{}
			case take:
				return x
			}
		}
	},
}

// islice yields the items number next, next+step, … before stop. seen counts
// the items taken from src.
type islice struct {
	object.Opaque
	src        object.Source
	seen, next int
	stop       int // -1: none
	step       int
}

var isliceDecl = typeDecl{
	Name: "itertools.islice", Kind: object.KindOpaque,
	Doc: "islice(iterable, stop) --> islice object\nislice(iterable, start, stop[, step]) --> islice object\n\nReturn an iterator over what slicing the iterable's items would select.",
	New: &def{Sig: "__new__(cls, iterable, start, stop=<>, step=None, /)", Doc: "Create an islice.", Fn: isliceNew},
	Next: func(t *thread, v value) value {
		s := (*islice)(v.P)
		if s.src.IsNil() {
			return value{}
		}
		var x value
		for s.seen < s.next {
			if x = s.src.Next(t); x.P == nil {
				s.src = object.Source{}
				return x
			}
			s.seen++
		}
		if s.stop != -1 && s.seen >= s.stop {
			s.src = object.Source{}
			return value{}
		}
		if x = s.src.Next(t); x.P == nil {
			s.src = object.Source{}
			return x
		}
		s.seen++
		before := s.next
		s.next += s.step
		if s.next < before || s.stop != -1 && s.next > s.stop {
			s.next = s.stop
		}
		return x
	},
}

func isliceNew(t *thread, a []value) value {
	s := &islice{stop: -1, step: 1}
	// bound converts one bound: an int from least on
	bound := func(v value, least int, to *int) bool {
		if v.IsNone() {
			return true
		}
		n, ok := t.IndexInt(v)
		if !ok {
			t.Clear()
		}
		*to = n
		return ok && n >= least && n <= math.MaxInt64
	}
	const range_ = " must be None or an integer: 0 <= x <= sys.maxsize."
	start, stop := object.None, a[2]
	if a[3].P != nil {
		start, stop = a[2], a[3]
	}
	if !bound(stop, 0, &s.stop) {
		return t.ValueErrorf("Stop argument for islice()%s", range_)
	}
	if !bound(start, 0, &s.next) {
		return t.ValueErrorf("Indices for islice()%s", range_)
	}
	if !bound(a[4], 1, &s.step) {
		return t.ValueErrorf("Step for islice() must be a positive integer or None.")
	}
	var ok bool
	if s.src, ok = object.NewSource(t, a[1]); !ok {
		return value{}
	}
	return object.InitOpaque(&s.Opaque, class(a))
}
