package libm

import "math"

// angle is |r| <= pi/4 as sign * (i/128 + d), where the sine and cosine of
// i/128 are in the table.
type angle struct {
	i    int
	sign float64
	d    dd
}

func splitAngle(r dd) angle {
	a := angle{sign: 1}
	if r.hi < 0 {
		a.sign, r = -1, r.neg()
	}
	a.i = int(r.hi*128 + 0.5)
	hi := r.hi - float64(a.i)/128 // exact
	hi, lo := twoSum(hi, r.lo)
	a.d = dd{hi, lo}
	return a
}

// quick is sine and cosine within 2**-67 of their size; |d| <= 2**-8.
func (a *angle) quick() (sin, cos dd) {
	d, dl := a.d.hi, a.d.lo
	sq := d * d
	// sin(d) = d + sinRest, cos(d) = 1 + cosRest
	sinRest := d*sq*(-1.0/6+sq*(1.0/120+sq*(-1.0/5040))) + dl
	cosRest := sq*(-0.5+sq*(1.0/24+sq*(-1.0/720))) - d*dl
	if a.i == 0 {
		hi, lo := fastTwoSum(d, sinRest)
		sin = dd{hi * a.sign, lo * a.sign}
		hi, lo = fastTwoSum(1, cosRest)
		return sin, dd{hi, lo}
	}
	t := &sinTable[a.i]
	p, e := twoProduct(t.cos.hi, d)
	e += t.sin.lo + float64(t.cos.lo*d) + (t.cos.hi*sinRest + t.sin.hi*cosRest)
	hi, e2 := fastTwoSum(t.sin.hi, p)
	hi, lo := fastTwoSum(hi, e2+e)
	sin = dd{hi * a.sign, lo * a.sign}
	p, e = twoProduct(-t.sin.hi, d)
	e += t.cos.lo - float64(t.sin.lo*d) + (t.cos.hi*cosRest - t.sin.hi*sinRest)
	hi, e2 = fastTwoSum(t.cos.hi, p)
	hi, lo = fastTwoSum(hi, e2+e)
	return sin, dd{hi, lo}
}

// accurate is sine and cosine within about 2**-100 of their size.
func (a *angle) accurate() (sin, cos dd) {
	sq := a.d.mul(a.d)
	s, c := inverseFactorials[15], inverseFactorials[14]
	for n := 13; n >= 1; n -= 2 {
		s = inverseFactorials[n].sub(sq.mul(s))
		c = inverseFactorials[n-1].sub(sq.mul(c))
	}
	s = s.mul(a.d)
	if a.i > 0 {
		t := &sinTable[a.i]
		s, c = t.sin.mul(c).add(t.cos.mul(s)), t.cos.mul(c).sub(t.sin.mul(s))
	}
	return s.scale(a.sign), c
}

// turned is the sine and cosine of an angle that is the given number of
// quadrants further.
func turned(sin, cos dd, quadrants int) (s, c dd) {
	switch quadrants & 3 {
	case 1:
		return cos, sin.neg()
	case 2:
		return sin.neg(), cos.neg()
	case 3:
		return cos.neg(), sin
	}
	return sin, cos
}

// trigonometric is f of sine and cosine of x; eps bounds f's error the quick
// way.
func trigonometric(x, eps float64, f func(sin, cos dd) dd) float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return math.NaN()
	}
	quadrant, r := reduceAngle(x)
	a := splitAngle(r)
	sin, cos := a.quick()
	q := f(turned(sin, cos, quadrant))
	if y, ok := rounds(q.hi, q.lo, eps); ok {
		return y
	}
	sin, cos = a.accurate()
	q = f(turned(sin, cos, quadrant))
	return q.hi + q.lo
}

// Sin is the sine of x radians, correctly rounded.
func Sin(x float64) float64 {
	if math.Abs(x) < 0x1p-27 { // x - x**3/6 is within half an ulp of x
		return x
	}
	return trigonometric(x, 0x1p-65, func(sin, cos dd) dd { return sin })
}

// Cos is the cosine of x radians, correctly rounded.
func Cos(x float64) float64 {
	if math.Abs(x) < 0x1p-27 {
		return 1 - x*x/2
	}
	return trigonometric(x, 0x1p-65, func(sin, cos dd) dd { return cos })
}

// Tan is the tangent of x radians, correctly rounded.
func Tan(x float64) float64 {
	if math.Abs(x) < 0x1p-27 {
		return x
	}
	return trigonometric(x, 0x1p-63, dd.quo)
}
