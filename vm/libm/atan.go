package libm

import "math"

// atanQuotient is atan(y/x) for y, x >= 0, not both 0, as a number within the
// error of its way: 2**-66 of its size the quick, about 2**-100 the accurate.
func atanQuotient(y, x dd, accurate bool) dd {
	inverse := y.hi > x.hi
	if inverse {
		x, y = y, x
	}
	// atan(q) = atan(c) + atan((q-c) / (1+q*c)) with c = i/128
	i := int(y.hi/x.hi*128 + 0.5)
	c := float64(i) / 128
	t := y.sub(x.mulFloat(c)).quo(x.add(y.mulFloat(c)))
	var small dd
	if accurate {
		sq := t.mul(t)
		sum := inverses[19]
		for n := 17; n >= 1; n -= 2 {
			sum = inverses[n].sub(sq.mul(sum))
		}
		small = sum.mul(t)
	} else {
		sq := t.hi * t.hi
		rest := t.hi*sq*(-1.0/3+sq*(1.0/5+sq*(-1.0/7+sq*(1.0/9)))) + t.lo
		hi, lo := fastTwoSum(t.hi, rest)
		small = dd{hi, lo}
	}
	r := small
	if i > 0 {
		r = atanTable[i].add(small)
	}
	if inverse {
		r = halfPiDD.sub(r)
	}
	return r
}

// arc rounds an arc function: f computes it either way.
func arc(f func(accurate bool) dd) float64 {
	q := f(false)
	if y, ok := rounds(q.hi, q.lo, 0x1p-64); ok {
		return y
	}
	q = f(true)
	return q.hi + q.lo
}

// Atan is the arc tangent in radians, correctly rounded.
func Atan(x float64) float64 {
	ax := math.Abs(x)
	switch {
	case math.IsNaN(x):
		return x
	case ax < 0x1p-27:
		return x
	case ax > 0x1p60:
		return math.Copysign(math.Pi/2, x)
	}
	return math.Copysign(arc(func(accurate bool) dd { return atanQuotient(dd{ax, 0}, dd{1, 0}, accurate) }), x)
}

// Atan2 is the angle of the point (x, y) in radians, correctly rounded but for
// subnormal results.
func Atan2(y, x float64) float64 {
	switch {
	case math.IsNaN(x) || math.IsNaN(y):
		return math.NaN()
	case x == 0 || y == 0 || math.IsInf(x, 0) || math.IsInf(y, 0):
		return math.Atan2(y, x) // multiples of pi/4
	}
	ax, ay := math.Abs(x), math.Abs(y)
	_, ex := math.Frexp(ax)
	_, ey := math.Frexp(ay)
	switch {
	case ey-ex > 64:
		return math.Copysign(math.Pi/2, y)
	case ex-ey > 64 && x < 0:
		return math.Copysign(math.Pi, y)
	case ex-ey > 900: // the quotient's low part would vanish
		return y / ax
	}
	// scaled to about 1, which keeps errors of products from underflowing
	ax, ay = math.Ldexp(ax, -ex), math.Ldexp(ay, -ex)
	return math.Copysign(arc(func(accurate bool) dd {
		r := atanQuotient(dd{ay, 0}, dd{ax, 0}, accurate)
		if x < 0 {
			return piDD.sub(r)
		}
		return r
	}), y)
}

// cosineOf is sqrt(1 - x**2) for |x| <= 1.
func cosineOf(x float64) dd {
	a := dd{}.addFloat(1).addFloat(-x)
	b := dd{}.addFloat(1).addFloat(x)
	return a.mul(b).sqrt()
}

// Asin is the arc sine in radians, correctly rounded; NaN beyond 1.
func Asin(x float64) float64 {
	ax := math.Abs(x)
	switch {
	case !(ax <= 1):
		return math.NaN()
	case ax < 0x1p-27:
		return x
	}
	c := cosineOf(ax)
	return math.Copysign(arc(func(accurate bool) dd { return atanQuotient(dd{ax, 0}, c, accurate) }), x)
}

// Acos is the arc cosine in radians, correctly rounded; NaN beyond 1.
func Acos(x float64) float64 {
	ax := math.Abs(x)
	switch {
	case !(ax <= 1):
		return math.NaN()
	case x == 1:
		return 0
	case ax < 0x1p-60:
		return math.Pi/2 - x
	}
	c := cosineOf(ax)
	return arc(func(accurate bool) dd {
		r := atanQuotient(c, dd{ax, 0}, accurate)
		if x < 0 {
			return piDD.sub(r)
		}
		return r
	})
}
