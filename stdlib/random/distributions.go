package random

import (
	"math"

	"github.com/aio-lang/aio/vm/libm"
	"github.com/aio-lang/aio/vm/object"
)

// Distributions of real numbers. Parameters may be of any numeric type: what
// they take part in is computed by the language's operators where the result
// shows their type.

var realMethods = []object.Def{
	{Sig: "def uniform(self, a, b)", Doc: "A float between a and b.", Fn: uniform},
	{Sig: "def triangular(self, low=0.0, high=1.0, mode=None)", Doc: "Triangular distribution between low and high, with its peak at mode, by default in the middle.", Fn: triangular},
	{Sig: "def normalvariate(self, mu=0.0, sigma=1.0)", Doc: "Normal distribution with mean mu and standard deviation sigma.", Fn: normalVariate},
	{Sig: "def gauss(self, mu=0.0, sigma=1.0)", Doc: "Normal distribution, faster than normalvariate; the numbers are made by twos.", Fn: gauss},
	{Sig: "def lognormvariate(self, mu, sigma)", Doc: "Distribution whose logarithm is normal with mean mu and standard deviation sigma.", Fn: logNormVariate},
	{Sig: "def expovariate(self, lambd=1.0)", Doc: "Exponential distribution with mean 1/lambd.", Fn: expoVariate},
	{Sig: "def vonmisesvariate(self, mu, kappa)", Doc: "Von Mises distribution of angles, with mean mu and concentration kappa.", Fn: vonMisesVariate},
	{Sig: "def gammavariate(self, alpha, beta)", Doc: "Gamma distribution with shape alpha and scale beta.", Fn: gammaVariate},
	{Sig: "def betavariate(self, alpha, beta)", Doc: "Beta distribution, of numbers between 0 and 1.", Fn: betaVariate},
	{Sig: "def paretovariate(self, alpha)", Doc: "Pareto distribution with shape alpha.", Fn: paretoVariate},
	{Sig: "def weibullvariate(self, alpha, beta)", Doc: "Weibull distribution with scale alpha and shape beta.", Fn: weibullVariate},
	{Sig: "def binomialvariate(self, n=1, p=0.5)", Doc: "Number of successes in n trials that succeed with probability p.", Fn: binomialVariate},
}

// constants of the distributions, computed as the definitions say
var (
	normalConst = 4 * libm.Exp(-0.5) / math.Sqrt(2.0)
	log4        = libm.Log(4.0)
	gammaConst  = 1.0 + libm.Log(4.5)
)

const twoPi = 2 * math.Pi

// scaled is base + factor*by, with the types' own operators.
func scaled(t *thread, base, factor, by value) value {
	if factor = t.Binary(object.OpMul, factor, by); factor.IsNil() {
		return factor
	}
	return t.Binary(object.OpAdd, base, factor)
}

func uniform(t *thread, a []value) value {
	width := t.Binary(object.OpSub, a[2], a[1])
	if width.IsNil() {
		return width
	}
	s := sourceOf(t, a[0])
	r, ok := s.float()
	if !ok {
		return value{}
	}
	return scaled(t, a[1], width, object.Float(r))
}

func triangular(t *thread, a []value) value {
	low, high, mode := a[1], a[2], a[3]
	s := sourceOf(t, a[0])
	u, ok := s.float()
	if !ok {
		return value{}
	}
	c := object.Float(0.5)
	if !mode.IsNone() {
		above := t.Binary(object.OpSub, mode, low)
		if above.IsNil() {
			return above
		}
		width := t.Binary(object.OpSub, high, low)
		if width.IsNil() {
			return width
		}
		if c = t.Binary(object.OpTrueDiv, above, width); c.IsNil() {
			if t.Catch(object.ShapeZeroDivisionError) != nil {
				return low
			}
			return c
		}
	}
	past, ok := t.CompareTruth(object.OpGt, object.Float(u), c)
	if !ok {
		return value{}
	}
	if past {
		u = 1 - u
		if c = t.Binary(object.OpSub, object.Float(1), c); c.IsNil() {
			return c
		}
		low, high = high, low
	}
	width := t.Binary(object.OpSub, high, low)
	if width.IsNil() {
		return width
	}
	area := t.Binary(object.OpMul, object.Float(u), c)
	if area.IsNil() {
		return area
	}
	x, ok := t.AsFloat64(area)
	switch {
	case !ok:
		return value{}
	case x < 0:
		return domainError(t)
	}
	return scaled(t, low, width, object.Float(math.Sqrt(x)))
}

func domainError(t *thread) value { return t.ValueErrorf("math domain error") }

func normalVariate(t *thread, a []value) value {
	s := sourceOf(t, a[0])
	z, ok := s.normal()
	if !ok {
		return value{}
	}
	return scaled(t, a[1], object.Float(z), a[2])
}

// normal is normally distributed (Kinderman and Monahan, 1977).
func (s *source) normal() (z float64, ok bool) {
	for {
		u1, ok := s.float()
		if !ok {
			return 0, false
		}
		u2, ok := s.float()
		if !ok {
			return 0, false
		}
		u2 = 1 - u2
		z = normalConst * (u1 - 0.5) / u2
		if z*z/4 <= -libm.Log(u2) {
			return z, true
		}
	}
}

func gauss(t *thread, a []value) value {
	g := generatorOf(a[0])
	z := g.gaussNext
	g.gaussNext = value{}
	if z.IsNil() {
		s := sourceOf(t, a[0])
		angle, ok := s.float()
		if !ok {
			return value{}
		}
		r, ok := s.float()
		if !ok {
			return value{}
		}
		angle *= twoPi
		radius := math.Sqrt(-2 * libm.Log(1-r))
		z = object.Float(libm.Cos(angle) * radius)
		g.gaussNext = object.Float(libm.Sin(angle) * radius)
	}
	return scaled(t, a[1], z, a[2])
}

func logNormVariate(t *thread, a []value) value {
	v := normalVariate(t, a)
	if v.IsNil() {
		return v
	}
	x, ok := t.AsFloat64(v)
	if !ok {
		return value{}
	}
	r := libm.Exp(x)
	if math.IsInf(r, 1) && !math.IsInf(x, 1) {
		return t.OverflowErrorf("math range error")
	}
	return object.Float(r)
}

func expoVariate(t *thread, a []value) value {
	s := sourceOf(t, a[0])
	r, ok := s.float()
	if !ok {
		return value{}
	}
	return t.Binary(object.OpTrueDiv, object.Float(-libm.Log(1-r)), a[1])
}

// vonMisesVariate follows Fisher, Statistical Analysis of Circular Data, 1993.
func vonMisesVariate(t *thread, a []value) value {
	kappa, ok := t.AsFloat64(a[2])
	if !ok {
		return value{}
	}
	s := sourceOf(t, a[0])
	if kappa <= 1e-6 {
		r, ok := s.float()
		if !ok {
			return value{}
		}
		return object.Float(twoPi * r)
	}
	half := 0.5 / kappa
	r := half + math.Sqrt(1+float64(half*half))
	var z float64
	for {
		u1, ok := s.float()
		if !ok {
			return value{}
		}
		z = libm.Cos(math.Pi * u1)
		d := z / (r + z)
		u2, ok := s.float()
		if !ok {
			return value{}
		}
		if u2 < 1-float64(d*d) || u2 <= (1-d)*libm.Exp(d) {
			break
		}
	}
	q := 1 / r
	f := (q + z) / (1 + float64(q*z))
	u3, ok := s.float()
	if !ok {
		return value{}
	}
	op := object.OpSub
	if u3 > 0.5 {
		op = object.OpAdd
	}
	theta := t.Binary(op, a[1], object.Float(libm.Acos(f)))
	if theta.IsNil() {
		return theta
	}
	return t.Binary(object.OpMod, theta, object.Float(twoPi))
}

func gammaVariate(t *thread, a []value) value {
	alpha, ok := t.AsFloat64(a[1])
	if !ok {
		return value{}
	}
	beta, ok := t.AsFloat64(a[2])
	if !ok {
		return value{}
	}
	if alpha <= 0 || beta <= 0 {
		return t.ValueErrorf("gammavariate: alpha and beta must be > 0.0")
	}
	s := sourceOf(t, a[0])
	x, ok := s.gamma(alpha)
	if !ok {
		return value{}
	}
	return object.Float(x * beta)
}

// gamma has a gamma distribution with scale 1.
func (s *source) gamma(alpha float64) (x float64, ok bool) {
	switch {
	case alpha > 1:
		return s.gammaCheng(alpha)
	case alpha == 1:
		r, ok := s.float()
		return -libm.Log(1 - r), ok
	}
	// algorithm GS (Kennedy and Gentle, Statistical Computing)
	b := (math.E + alpha) / math.E
	for {
		u, ok := s.float()
		if !ok {
			return 0, false
		}
		p := b * u
		if p <= 1 {
			x = libm.Pow(p, 1/alpha)
		} else {
			x = -libm.Log((b - p) / alpha)
		}
		u1, ok := s.float()
		if !ok {
			return 0, false
		}
		if p > 1 && u1 <= libm.Pow(x, alpha-1) || p <= 1 && u1 <= libm.Exp(-x) {
			return x, true
		}
	}
}

// gammaCheng is gamma for alpha > 1 (Cheng, 1977).
func (s *source) gammaCheng(alpha float64) (x float64, ok bool) {
	ainv := math.Sqrt(2*alpha - 1)
	b, c := alpha-log4, alpha+ainv
	for {
		u1, ok := s.float()
		if !ok {
			return 0, false
		}
		if !(1e-7 < u1 && u1 < 0.9999999) {
			continue
		}
		u2, ok := s.float()
		if !ok {
			return 0, false
		}
		u2 = 1 - u2
		v := libm.Log(u1/(1-u1)) / ainv
		x = alpha * libm.Exp(v)
		z := u1 * u1 * u2
		r := b + float64(c*v) - x
		if r+gammaConst-float64(4.5*z) >= 0 || r >= libm.Log(z) {
			return x, true
		}
	}
}

func betaVariate(t *thread, a []value) value {
	y := gammaVariate(t, []value{a[0], a[1], object.Float(1)})
	if y.IsNil() {
		return y
	}
	if y.AsFloat() == 0 {
		return object.Float(0)
	}
	z := gammaVariate(t, []value{a[0], a[2], object.Float(1)})
	if z.IsNil() {
		return z
	}
	return object.Float(y.AsFloat() / (y.AsFloat() + z.AsFloat()))
}

func paretoVariate(t *thread, a []value) value {
	s := sourceOf(t, a[0])
	r, ok := s.float()
	if !ok {
		return value{}
	}
	e := t.Binary(object.OpTrueDiv, object.Float(-1), a[1])
	if e.IsNil() {
		return e
	}
	return t.Binary(object.OpPow, object.Float(1-r), e)
}

func weibullVariate(t *thread, a []value) value {
	s := sourceOf(t, a[0])
	r, ok := s.float()
	if !ok {
		return value{}
	}
	e := t.Binary(object.OpTrueDiv, object.Float(1), a[2])
	if e.IsNil() {
		return e
	}
	x := t.Binary(object.OpPow, object.Float(-libm.Log(1-r)), e)
	if x.IsNil() {
		return x
	}
	return t.Binary(object.OpMul, a[1], x)
}
