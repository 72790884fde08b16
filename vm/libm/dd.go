package libm

import "math"

// dd is a number in twice the precision of a float: the unevaluated sum
// hi + lo, where hi is the sum rounded. Conversions like float64(a*b) keep the
// compiler from fusing a product into the next sum, which would spoil the
// error terms.
type dd struct{ hi, lo float64 }

// twoSum is a+b and the error of that sum.
func twoSum(a, b float64) (sum, err float64) {
	sum = a + b
	z := sum - a
	return sum, (a - (sum - z)) + (b - z)
}

// fastTwoSum is twoSum for |a| >= |b|, or a == 0.
func fastTwoSum(a, b float64) (sum, err float64) {
	sum = a + b
	return sum, b - (sum - a)
}

// twoProduct is a*b and the error of that product.
func twoProduct(a, b float64) (product, err float64) {
	product = float64(a * b)
	return product, math.FMA(a, b, -product)
}

func (a dd) add(b dd) dd {
	s, e := twoSum(a.hi, b.hi)
	t, f := twoSum(a.lo, b.lo)
	s, e = fastTwoSum(s, e+t)
	s, e = fastTwoSum(s, e+f)
	return dd{s, e}
}

func (a dd) addFloat(b float64) dd {
	s, e := twoSum(a.hi, b)
	s, e = fastTwoSum(s, e+a.lo)
	return dd{s, e}
}

func (a dd) neg() dd { return dd{-a.hi, -a.lo} }

func (a dd) sub(b dd) dd { return a.add(b.neg()) }

func (a dd) mul(b dd) dd {
	p, e := twoProduct(a.hi, b.hi)
	e += float64(a.hi*b.lo) + float64(a.lo*b.hi)
	p, e = fastTwoSum(p, e)
	return dd{p, e}
}

func (a dd) mulFloat(b float64) dd {
	p, e := twoProduct(a.hi, b)
	e += float64(a.lo * b)
	p, e = fastTwoSum(p, e)
	return dd{p, e}
}

// scale multiplies by a power of two.
func (a dd) scale(f float64) dd { return dd{a.hi * f, a.lo * f} }

// quo is a/b, by two steps of long division.
func (a dd) quo(b dd) dd {
	q := a.hi / b.hi
	r := a.sub(b.mulFloat(q))
	q2 := r.hi / b.hi
	r = r.sub(b.mulFloat(q2))
	q, e := fastTwoSum(q, q2)
	return dd{q, e}.addFloat(r.hi / b.hi)
}

// sqrt is the square root of a number that is not negative.
func (a dd) sqrt() dd {
	if a.hi == 0 {
		return dd{}
	}
	r := math.Sqrt(a.hi)
	p, e := twoProduct(r, r)
	rest := a.sub(dd{p, e})
	r, e = fastTwoSum(r, rest.hi/(2*r))
	// once more, for the last bits
	x := dd{r, e}
	rest = a.sub(x.mul(x))
	return x.addFloat(rest.hi / (2 * r))
}

// rounds reports whether hi + lo, known within a relative error of eps, rounds
// to one float only, and returns that float (Ziv's test).
func rounds(hi, lo, eps float64) (float64, bool) {
	e := math.Abs(hi) * eps
	up := hi + (lo + e)
	return up, up == hi+(lo-e)
}
