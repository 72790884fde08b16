package random

import (
	"math"
	"math/big"

	"github.com/aio-lang/aio/vm/object"
)

// generator is the state of an instance of Random.
type generator struct {
	twister
	seeded bool
	// gaussNext is the second of the pair gauss makes at a time; nil: none.
	gaussNext value
}

// core is the instance's twister, seeded from the system at the latest when it
// is first used.
func (g *generator) core() *twister {
	if !g.seeded {
		g.seeded = true
		g.seedInt(system{}.Bits(twisterWords * 32))
	}
	return &g.twister
}

// generatorOf is the state behind self.
func generatorOf(self value) *generator {
	g, _ := object.Payload[*generator](self)
	return g
}

// source is where a method of Random gets its numbers: from the instance's
// engine, or from what a subclass of the script overrides, by the rules of
// Random.__init_subclass__.
type source struct {
	t    *thread
	self value
	// engine of a class without overrides, nil otherwise
	engine engine
	// how an overriding class makes ints below a bound
	below belowRule
}

type belowRule uint8

const (
	belowBits   belowRule = iota // from self.getrandbits
	belowFloats                  // from self.random alone
	belowOwn                     // by self._randbelow
)

// sourceOf opens the source of an instance. It is cheap for the classes of
// this module.
func sourceOf(t *thread, self value) source {
	ty := t.M.TypeOf(self)
	s := source{t: t, self: self}
	if !ty.IsHeap() {
		s.engine = nativeEngine(self, ty)
		return s
	}
	if nativeOwner(t, ty, "random") && nativeOwner(t, ty, "getrandbits") && nativeOwner(t, ty, "_randbelow") {
		owner := object.AsNative(t.M.Lookup(ty, t.M.Intern("random"))).Owner
		s.engine = nativeEngine(self, owner)
		return s
	}
	for _, c := range ty.MRO {
		switch {
		case !t.M.Own(c, t.M.Intern("_randbelow")).IsNil():
			if c.IsHeap() {
				s.below = belowOwn
			}
			return s
		case !t.M.Own(c, t.M.Intern("getrandbits")).IsNil():
			return s
		case !t.M.Own(c, t.M.Intern("random")).IsNil():
			s.below = belowFloats
			return s
		}
	}
	return s
}

// nativeOwner reports whether a method is the one of this module.
func nativeOwner(t *thread, ty *object.Type, name string) bool {
	n := object.AsNative(t.M.Lookup(ty, t.M.Intern(name)))
	return n != nil && n.Owner != nil && !n.Owner.IsHeap()
}

func nativeEngine(self value, ty *object.Type) engine {
	if ty.Name == "SystemRandom" {
		return system{}
	}
	return generatorOf(self).core()
}

// float is self.random().
func (s *source) float() (float64, bool) {
	if s.engine != nil {
		return s.engine.Float64(), true
	}
	r := s.t.CallMethod(s.self, s.t.M.Intern("random"))
	if r.IsNil() {
		return 0, false
	}
	return s.t.AsFloat64(r)
}

// under is self._randbelow(n), n > 0.
func (s *source) under(n int64) (int64, bool) {
	if s.engine != nil {
		return int64(below64(s.engine, uint64(n))), true
	}
	r := s.underBig(big.NewInt(n))
	if r.IsNil() {
		return 0, false
	}
	i, ok := object.Int64(r)
	if !ok {
		s.t.OverflowErrorf("Python int too large to convert to C ssize_t")
	}
	return i, ok
}

// underBig is under for ints of any size.
func (s *source) underBig(n *big.Int) value {
	t := s.t
	if s.engine != nil {
		return object.BigInt(belowBig(s.engine, n))
	}
	bound := object.BigInt(n)
	switch s.below {
	case belowOwn:
		return t.CallMethod(s.self, t.M.Intern("_randbelow"), bound)
	case belowFloats:
		return s.underFloats(n)
	}
	k := object.Int(int64(n.BitLen()))
	for {
		r := t.CallMethod(s.self, t.M.Intern("getrandbits"), k)
		if r.IsNil() {
			return r
		}
		big, ok := t.CompareTruth(object.OpGe, r, bound)
		if !ok {
			return value{}
		}
		if !big {
			return r
		}
	}
}

// underFloats makes an int below n of floats, each of which has 53 bits;
// those that would favour small results are passed over.
func (s *source) underFloats(n *big.Int) value {
	const most = 1 << 53
	if n.BitLen() > 53 {
		if !s.t.Warn(object.ShapeUserWarning, 1, "Underlying random() generator does not supply \nenough bits to choose from a population range this large.\nTo remove the range limitation, add a getrandbits() method.") {
			return value{}
		}
		r, ok := s.float()
		if !ok {
			return value{}
		}
		f, _ := n.Float64()
		return s.t.IntOf(object.Float(math.Floor(r * f)))
	}
	m := n.Int64()
	limit := float64(most-most%m) / most
	for {
		r, ok := s.float()
		if !ok {
			return value{}
		}
		if r < limit {
			return object.Int(int64(math.Floor(r*most)) % m)
		}
	}
}

var randomDecl = object.TypeDecl{
	Name: "random.Random", Kind: object.KindOpaque, Flags: object.TypeHasDict,
	Doc: `A generator of random numbers with a state of its own: a Mersenne Twister.

A subclass that overrides random() gets its other methods built on it, and on
getrandbits() where it has that too.`,
	New: &object.Def{Sig: "__new__(cls, *args, **kwargs)", Doc: "Create and return a new generator.", Fn: func(t *thread, a []value) value {
		return object.NewOpaque(object.AsType(a[0]), &generator{})
	}},
	Methods: joined(stateMethods, integerMethods, sequenceMethods, realMethods),
	GetSets: []object.GetSetDef{
		{Name: "gauss_next", Doc: "The second of the numbers that gauss makes by twos, or None.", Get: getGaussNext, Set: setGaussNext},
	},
	Attrs: []object.Attr{{Name: "VERSION", Value: object.Int(3)}},
}

func joined(parts ...[]object.Def) []object.Def {
	var all []object.Def
	for _, p := range parts {
		all = append(all, p...)
	}
	return all
}

func getGaussNext(t *thread, self value) value {
	if v := generatorOf(self).gaussNext; !v.IsNil() {
		return v
	}
	return object.None
}

func setGaussNext(t *thread, self, v value) bool {
	if v.IsNone() {
		v = value{}
	}
	generatorOf(self).gaussNext = v
	return true
}
