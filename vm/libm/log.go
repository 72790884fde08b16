package libm

import "math"

// logOrigin are the bits of the float where the reduced arguments of log
// begin, near sqrt(1/2); the table is made for it.
const logOrigin = 0x3fe6a00000000000

// logReduced is an argument x = 2**exp * z taken apart: f = z*invert - 1 lies
// within 2**-7, and log(x) = exp*log(2) + entry.log + log(1+f).
type logReduced struct {
	exp float64
	f   dd
	log *dd
}

// reduceLog takes a positive finite x apart.
func reduceLog(x float64) logReduced {
	bits := math.Float64bits(x)
	exp := 0
	if bits < 1<<52 { // subnormal
		bits = math.Float64bits(x * (1 << 54))
		exp = -54
	}
	rest := bits - logOrigin
	entry := &logTable[rest>>45&127]
	exp += int(int64(rest) >> 52)
	z := math.Float64frombits(bits - rest&(0xfff<<52))
	p, e := twoProduct(z, entry.invert)
	hi, lo := fastTwoSum(p-1, e)
	return logReduced{float64(exp), dd{hi, lo}, &entry.log}
}

// quick is the logarithm within 2**-75 of its size, and of 1 where it is
// larger.
func (r *logReduced) quick() dd {
	f, fl := r.f.hi, r.f.lo
	// log(1+f) = f - f**2/2 + f**3/3 - …, the first three terms in double
	// precision
	sq, sqErr := twoProduct(f, f)
	sqErr += 2 * f * fl
	third := sq * f
	cube := dd{sq, sqErr}.mulFloat(f)
	cube.lo += sq * fl
	cube = cube.mul(inverses[3])
	tail := third * f * (-1.0/4 + f*(1.0/5+f*(-1.0/6+f*(1.0/7+f*(-1.0/8+f*(1.0/9+f*(-1.0/10+f*(1.0/11))))))))
	hi, lo := fastTwoSum(f, -0.5*sq)
	hi, e := fastTwoSum(hi, cube.hi)
	lo += e
	lo += fl - 0.5*sqErr + cube.lo + tail
	// exp*log(2) + entry
	base, baseErr := twoSum(r.exp*ln2Parts[0], r.log.hi)
	baseErr += r.exp*ln2Parts[1] + r.log.lo
	base, baseErr = fastTwoSum(base, baseErr)
	hi, e = twoSum(base, hi)
	hi, lo = fastTwoSum(hi, e+(lo+baseErr))
	return dd{hi, lo}
}

// accurate is the logarithm within about 2**-100 of its size.
func (r *logReduced) accurate() dd {
	const terms = 17
	sum := inverses[terms]
	for n := terms - 1; n >= 1; n-- {
		sum = inverses[n].sub(r.f.mul(sum))
	}
	small := r.f.mul(sum)
	if r.exp == 0 && r.log.hi == 0 {
		return small
	}
	base := dd{r.exp * ln2Parts[0], 0}.add(dd{r.exp * ln2Parts[1], r.exp * ln2Parts[2]})
	return base.add(*r.log).add(small)
}

// Log is the natural logarithm, correctly rounded: NaN below 0, -inf at 0.
func Log(x float64) float64 {
	switch {
	case x == 1:
		return 0
	case x == 0:
		return math.Inf(-1)
	case !(x > 0):
		return math.NaN()
	case x > math.MaxFloat64:
		return x
	}
	r := reduceLog(x)
	q := r.quick()
	if y, ok := rounds(q.hi, q.lo, 0x1p-72); ok {
		return y
	}
	q = r.accurate()
	return q.hi + q.lo
}

// Log2 is the logarithm to base 2, correctly rounded.
func Log2(x float64) float64 {
	switch {
	case x == 0:
		return math.Inf(-1)
	case !(x > 0):
		return math.NaN()
	case x > math.MaxFloat64:
		return x
	}
	if m, e := math.Frexp(x); m == 0.5 {
		return float64(e - 1)
	}
	r := reduceLog(x)
	exp := r.exp
	r.exp = 0
	q := r.quick().mul(invLn2DD).addFloat(exp)
	if y, ok := rounds(q.hi, q.lo, 0x1p-70); ok {
		return y
	}
	q = r.accurate().mul(invLn2DD).addFloat(exp)
	return q.hi + q.lo
}
