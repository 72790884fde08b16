package random

import (
	"math/big"

	"github.com/aio-lang/aio/vm/object"
)

var integerMethods = []object.Def{
	{Sig: "def randrange(self, start, stop=None, step=1)", Doc: "An int chosen from range(start, stop, step).", Fn: randRange},
	{Sig: "def randint(self, a, b)", Doc: "An int in [a, b], both ends included.", Fn: randInt},
	{Sig: "def randbytes(self, n)", Doc: "n random bytes.", Fn: randBytes},
	{Sig: "def _randbelow(self, n)", Doc: "An int in [0, n), for n > 0.", Fn: randBelow},
}

func randBelow(t *thread, a []value) value {
	n := t.Index(a[1])
	if n.IsNil() {
		return n
	}
	s := sourceOf(t, a[0])
	if s.below == belowOwn {
		s.below = belowBits // called by what overrides it
	}
	return s.chosen(big.NewInt(0), object.ToBig(n), nil)
}

// chosen is from + step*randbelow(n); a nil step is 1.
func (s *source) chosen(from, n, step *big.Int) value {
	if s.engine != nil && n.IsInt64() && from.IsInt64() && step == nil {
		f := from.Int64()
		if r := f + int64(below64(s.engine, n.Uint64())); r >= f {
			return object.Int(r)
		}
	}
	r := s.underBig(n)
	if r.IsNil() {
		return r
	}
	if step != nil {
		if r = s.t.Binary(object.OpMul, object.BigInt(step), r); r.IsNil() {
			return r
		}
	}
	return s.t.Binary(object.OpAdd, object.BigInt(from), r)
}

func randInt(t *thread, a []value) value {
	stop := t.Binary(object.OpAdd, a[2], object.Int(1))
	if stop.IsNil() {
		return stop
	}
	if a[1].IsInt() && stop.IsInt() {
		s := sourceOf(t, a[0])
		from, to := a[1].AsInt(), stop.AsInt()
		if width := to - from; s.engine != nil && from < to && width > 0 {
			return object.Int(from + int64(below64(s.engine, uint64(width))))
		}
	}
	return randRange(t, []value{a[0], a[1], stop, object.Int(1)})
}

func randRange(t *thread, a []value) value {
	start := t.Index(a[1])
	if start.IsNil() {
		return start
	}
	s := sourceOf(t, a[0])
	from := object.ToBig(start)
	if a[2].IsNone() {
		switch {
		case a[3] != object.Int(1):
			return t.TypeErrorf("Missing a non-None stop argument")
		case from.Sign() <= 0:
			return t.ValueErrorf("empty range for randrange()")
		}
		return s.chosen(new(big.Int), from, nil)
	}
	stop := t.Index(a[2])
	if stop.IsNil() {
		return stop
	}
	step := t.Index(a[3])
	if step.IsNil() {
		return step
	}
	n := new(big.Int).Sub(object.ToBig(stop), from)
	by := object.ToBig(step)
	if step == object.Int(1) {
		if n.Sign() <= 0 {
			return emptyRange(t, a[1:3])
		}
		return s.chosen(from, n, nil)
	}
	switch by.Sign() {
	case 0:
		return t.ValueErrorf("zero step for randrange()")
	case 1:
		n.Add(n, by).Sub(n, big.NewInt(1))
	default:
		n.Add(n, by).Add(n, big.NewInt(1))
	}
	if n.Sign() == by.Sign() {
		n.Quo(n, by) // both have the same sign, so this is the floor
	} else {
		n.SetInt64(0)
	}
	if n.Sign() <= 0 {
		return emptyRange(t, a[1:])
	}
	return s.chosen(from, n, by)
}

func emptyRange(t *thread, bounds []value) value {
	text := ""
	for _, v := range bounds {
		s, ok := t.Str(v)
		if !ok {
			return value{}
		}
		if text != "" {
			text += ", "
		}
		text += s
	}
	return t.ValueErrorf("empty range in randrange(%s)", text)
}

// maxBytes bounds what is made at a time.
const maxBytes = 1<<31 - 1

func randBytes(t *thread, a []value) value {
	if s := sourceOf(t, a[0]); s.engine != nil {
		i := t.Index(a[1])
		if i.IsNil() {
			return i
		}
		n, ok := object.Int64(i)
		switch {
		case !ok || n > maxBytes/8:
			return t.OverflowErrorf("Python int too large to convert to C int")
		case n < 0:
			return t.ValueErrorf("number of bits must be non-negative")
		}
		b := make([]byte, n)
		s.engine.Bytes(b)
		return object.NewBytes(string(b))
	}
	k := t.Binary(object.OpMul, a[1], object.Int(8))
	if k.IsNil() {
		return k
	}
	r := t.CallMethod(a[0], t.M.Intern("getrandbits"), k)
	if r.IsNil() {
		return r
	}
	return t.CallMethod(r, t.M.Intern("to_bytes"), a[1], object.NewStr("little"))
}
