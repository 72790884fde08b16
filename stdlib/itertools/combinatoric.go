package itertools

import (
	"math"

	"github.com/aio-lang/aio/vm/object"
)

// product yields the tuples with one item of each pool, the last varying
// fastest. indices is nil before the first.
type product struct {
	object.Opaque
	pools   [][]value
	indices []int
	last    []value // the tuple before
	stopped bool
}

var productDecl = typeDecl{
	Name: "itertools.product", Kind: object.KindOpaque,
	Doc: "Return an iterator over the cartesian product of the iterables, each taken repeat times.",
	New: &def{Sig: "__new__(cls, /, *iterables, repeat=1)", Doc: "Create a product.", Fn: func(t *thread, a []value) value {
		n, ok := t.IndexInt(a[2])
		if !ok {
			return value{}
		}
		if n < 0 {
			return t.ValueErrorf("repeat argument cannot be negative")
		}
		iterables := object.AsTuple(a[1]).Items
		if n > 0 && len(iterables) > math.MaxInt32/n {
			return t.OverflowErrorf("repeat argument too large")
		}
		p := &product{}
		var pools [][]value
		if n > 0 {
			for _, v := range iterables {
				items, ok := t.Collect(v)
				if !ok {
					return value{}
				}
				p.stopped = p.stopped || len(items) == 0
				pools = append(pools, items)
			}
		}
		for range n {
			p.pools = append(p.pools, pools...)
		}
		return object.InitOpaque(&p.Opaque, class(a))
	}},
	Next: func(t *thread, v value) value {
		p := (*product)(v.P)
		if p.stopped {
			return value{}
		}
		result, items := object.MakeTuple(len(p.pools))
		if p.indices == nil {
			p.indices = make([]int, len(p.pools))
			for i, pool := range p.pools {
				items[i] = pool[0]
			}
			p.last = items
			return result
		}
		i := len(p.pools) - 1
		for ; i >= 0; i-- {
			if p.indices[i]++; p.indices[i] < len(p.pools[i]) {
				break
			}
			p.indices[i] = 0
		}
		if i < 0 {
			p.stopped = true
			return value{}
		}
		copy(items, p.last[:i])
		for ; i < len(items); i++ {
			items[i] = p.pools[i][p.indices[i]]
		}
		p.last = items
		return result
	},
}

// selection is the state of combinations, combinations_with_replacement and
// permutations: the indices in pool of the tuple yielded last.
type selection struct {
	object.Opaque
	pool    []value
	indices []int // permutations: of the whole pool, the first r count
	cycles  []int // permutations only
	r       int
	begun   bool
	stopped bool
}

// selectionDecl declares one of the three. advance moves to the next tuple
// and reports whether there is one.
func selectionDecl(name, doc string, start, advance func(s *selection) bool) typeDecl {
	return typeDecl{
		Name: "itertools." + name, Kind: object.KindOpaque, Doc: doc,
		New: &def{Sig: "__new__(cls, iterable, r)", Doc: "Create a " + name + ".", Fn: func(t *thread, a []value) value {
			items, ok := t.Collect(a[1])
			if !ok {
				return value{}
			}
			r, ok := t.IndexInt(a[2])
			if !ok {
				return value{}
			}
			return newSelection(t, class(a), items, r, start)
		}},
		Next: func(t *thread, v value) value { return (*selection)(v.P).next(advance) },
	}
}

func newSelection(t *thread, cls *object.Type, pool []value, r int, start func(*selection) bool) value {
	if r < 0 {
		return t.ValueErrorf("r must be non-negative")
	}
	s := &selection{pool: pool, r: r}
	s.stopped = !start(s)
	return object.InitOpaque(&s.Opaque, cls)
}

func (s *selection) next(advance func(*selection) bool) value {
	if !s.stopped && s.begun {
		s.stopped = !advance(s)
	}
	if s.stopped {
		return value{}
	}
	s.begun = true
	result, items := object.MakeTuple(s.r)
	for i := range items {
		items[i] = s.pool[s.indices[i]]
	}
	return result
}

var (
	combinationsDecl = selectionDecl("combinations",
		"Return an iterator over the subsequences of r of the iterable's items.",
		func(s *selection) bool {
			if s.r > len(s.pool) {
				return false
			}
			s.indices = ascending(s.r)
			return true
		},
		func(s *selection) bool {
			i := s.r - 1
			for i >= 0 && s.indices[i] == i+len(s.pool)-s.r {
				i--
			}
			if i < 0 {
				return false
			}
			s.indices[i]++
			for i++; i < s.r; i++ {
				s.indices[i] = s.indices[i-1] + 1
			}
			return true
		})
	replacementDecl = selectionDecl("combinations_with_replacement",
		"Return an iterator over the subsequences of r of the iterable's items, in which each may occur again.",
		func(s *selection) bool {
			if len(s.pool) == 0 && s.r > 0 {
				return false
			}
			s.indices = make([]int, s.r)
			return true
		},
		func(s *selection) bool {
			i := s.r - 1
			for i >= 0 && s.indices[i] == len(s.pool)-1 {
				i--
			}
			if i < 0 {
				return false
			}
			for n := s.indices[i] + 1; i < s.r; i++ {
				s.indices[i] = n
			}
			return true
		})
	permutationsDecl = typeDecl{
		Name: "itertools.permutations", Kind: object.KindOpaque,
		Doc: "Return an iterator over the arrangements of r of the iterable's items, of all by default.",
		New: &def{Sig: "__new__(cls, iterable, r=None)", Doc: "Create a permutations.", Fn: func(t *thread, a []value) value {
			items, ok := t.Collect(a[1])
			if !ok {
				return value{}
			}
			r := len(items)
			if !a[2].IsNone() {
				if !object.IsIntLike(a[2]) {
					return t.TypeErrorf("Expected int as r")
				}
				if r, ok = t.IndexInt(a[2]); !ok {
					return value{}
				}
			}
			return newSelection(t, class(a), items, r, func(s *selection) bool {
				n := len(s.pool)
				if s.r > n {
					return false
				}
				s.indices, s.cycles = ascending(n), make([]int, s.r)
				for i := range s.cycles {
					s.cycles[i] = n - i
				}
				return true
			})
		}},
		Next: func(t *thread, v value) value {
			return (*selection)(v.P).next(func(s *selection) bool {
				n := len(s.pool)
				for i := s.r - 1; i >= 0; i-- {
					if s.cycles[i]--; s.cycles[i] > 0 {
						j := n - s.cycles[i]
						s.indices[i], s.indices[j] = s.indices[j], s.indices[i]
						return true
					}
					first := s.indices[i] // to the end
					copy(s.indices[i:], s.indices[i+1:])
					s.indices[n-1] = first
					s.cycles[i] = n - i
				}
				return false
			})
		},
	}
)

func ascending(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}
