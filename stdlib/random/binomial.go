package random

import (
	"math"

	"github.com/aio-lang/aio/vm/libm"
	"github.com/aio-lang/aio/vm/object"
)

func binomialVariate(t *thread, a []value) value {
	if !object.IsIntLike(a[1]) {
		return t.TypeErrorf("'%s' object cannot be interpreted as an integer", t.TypeName(a[1]))
	}
	n, small := object.Int64(a[1])
	switch {
	case object.ToBig(a[1]).Sign() < 0:
		return t.ValueErrorf("n must be non-negative")
	case !small:
		return t.OverflowErrorf("Python int too large to convert to C ssize_t")
	}
	p, ok := t.AsFloat64(a[2])
	if !ok {
		return value{}
	}
	s := sourceOf(t, a[0])
	k, ok := s.binomial(n, p)
	if !ok {
		return value{}
	}
	return object.Int(k)
}

// binomial counts the successes of n trials; ok is false when an exception is
// pending.
func (s *source) binomial(n int64, p float64) (k int64, ok bool) {
	switch {
	case p == 0:
		return 0, true
	case p == 1:
		return n, true
	case !(0 < p && p < 1):
		s.t.ValueErrorf("p must be in the range 0.0 <= p <= 1.0")
		return 0, false
	case n == 1:
		r, ok := s.float()
		if r < p {
			return 1, ok
		}
		return 0, ok
	case p > 0.5:
		k, ok = s.binomial(n, 1-p)
		return n - k, ok
	case float64(n)*p < 10:
		return s.binomialGeometric(n, p)
	}
	return s.binomialRejection(n, p)
}

// binomialGeometric adds up the waiting times between successes (Devroye).
func (s *source) binomialGeometric(n int64, p float64) (k int64, ok bool) {
	c := libm.Log2(1 - p)
	if c == 0 {
		return 0, true
	}
	for y := int64(0); ; k++ {
		r, ok := s.float()
		switch {
		case !ok:
			return 0, false
		case r <= 0:
			domainError(s.t)
			return 0, false
		}
		wait := math.Floor(libm.Log2(r) / c)
		if wait >= float64(n) {
			return k, true
		}
		if y += int64(wait) + 1; y > n {
			return k, true
		}
	}
}

// binomialRejection is Hörmann's algorithm BTRS, for n*p >= 10 and p <= 0.5.
func (s *source) binomialRejection(n int64, p float64) (k int64, ok bool) {
	fn := float64(n)
	spq := math.Sqrt(fn * p * (1 - p))
	b := 1.15 + float64(2.53*spq)
	a := -0.0873 + float64(0.0248*b) + float64(0.01*p)
	c := float64(fn*p) + 0.5
	vr := 0.92 - 4.2/b
	alpha := (2.83 + 5.1/b) * spq
	lpq := libm.Log(p / (1 - p))
	mode := math.Floor((fn + 1) * p)
	h := libm.Lgamma(mode+1) + libm.Lgamma(fn-mode+1)
	for {
		u, ok := s.float()
		if !ok {
			return 0, false
		}
		u -= 0.5
		us := 0.5 - math.Abs(u)
		x := math.Floor(float64((2*a/us+b)*u) + c)
		if !(0 <= x && x <= fn) {
			continue
		}
		v, ok := s.float()
		if !ok {
			return 0, false
		}
		if us >= 0.07 && v <= vr {
			return int64(x), true
		}
		v *= alpha / (a/float64(us*us) + b)
		if libm.Log(v) <= h-libm.Lgamma(x+1)-libm.Lgamma(fn-x+1)+float64((x-mode)*lpq) {
			return int64(x), true
		}
	}
}
