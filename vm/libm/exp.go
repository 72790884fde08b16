package libm

import "math"

// expReduced is an argument x = step*log(2)/128 + r taken apart, |r| < 2**-8:
// exp(x) = 2**(step/128) * exp(r).
type expReduced struct {
	step int
	r    dd
}

// reduceExp takes x apart; it is within the range of results that are neither
// zero nor infinite.
func reduceExp(x dd) expReduced {
	step := math.RoundToEven(x.hi * invLn2Step)
	hi := x.hi - float64(step*ln2Step[0]) // exact, as is the next product
	hi, e := twoSum(hi, -float64(step*ln2Step[1]))
	hi, lo := twoSum(hi, e+(x.lo-float64(step*ln2Step[2])))
	return expReduced{int(step), dd{hi, lo}}
}

// quick is exp(r) * 2**(step%128/128) within 2**-68.
func (x *expReduced) quick() dd {
	r := x.r.hi
	sq := r * r
	// what follows 1 + r: below 2**-17, so that a float has bits enough
	tail := sq*(0.5+r*(1.0/6+r*(1.0/24+r*(1.0/120+r*(1.0/720+r*(1.0/5040)))))) + x.r.lo
	t := &expTable[x.step&127]
	p, e := twoProduct(t.hi, r)
	e += float64(t.hi*tail) + float64(t.lo*r) + t.lo
	hi, e2 := fastTwoSum(t.hi, p)
	hi, lo := fastTwoSum(hi, e2+e)
	return dd{hi, lo}
}

// accurate is exp(r) * 2**(step%128/128) within about 2**-100.
func (x *expReduced) accurate() dd {
	const terms = 13
	sum := inverseFactorials[terms]
	for n := terms - 1; n >= 0; n-- {
		sum = inverseFactorials[n].add(x.r.mul(sum))
	}
	return sum.mul(expTable[x.step&127])
}

// scaled is (hi + lo) * 2**exp, rounded once, subnormal results included; hi
// lies between 0.99 and 2.
func scaled(q dd, exp int) float64 {
	switch {
	case exp < 1023 && (exp >= -1021 || exp == -1022 && q.hi >= 1):
		return (q.hi + q.lo) * math.Float64frombits(uint64(exp+1023)<<52)
	case exp >= 1023:
		return math.Ldexp(q.hi+q.lo, exp)
	case exp < -1080:
		return 0
	}
	// round at the last bit of subnormals by adding a number that has no
	// bits below it
	magic := math.Ldexp(1, -1022-exp)
	s, e := fastTwoSum(magic, q.hi)
	rest := e + q.lo
	if rest == e && q.lo != 0 { // keep a tie from hiding the low part
		rest = math.Nextafter(e, math.Copysign(1, q.lo))
	}
	return math.Ldexp(s+rest-magic, exp)
}

// finish is the result by the quick way, whose relative error eps bounds; ok is
// false where that leaves two candidates.
func (x *expReduced) finish(eps float64) (y float64, ok bool) {
	q := x.quick()
	exp := x.step >> 7
	if exp < -1021 { // subnormal: the bits that decide are further up
		return 0, false
	}
	y, ok = rounds(q.hi, q.lo, eps)
	if !ok {
		return 0, false
	}
	return scaled(dd{y, 0}, exp), true
}

// Exp is e**x, correctly rounded.
func Exp(x float64) float64 {
	switch {
	case math.IsNaN(x) || x > math.MaxFloat64:
		return x
	case x > 709.79:
		return math.Inf(1)
	case x < -745.2:
		return 0
	case math.Abs(x) < 0x1p-60:
		return 1 + x
	}
	r := reduceExp(dd{x, 0})
	if y, ok := r.finish(0x1p-66); ok {
		return y
	}
	return scaled(r.accurate(), r.step>>7)
}

// Exp2 is 2**x, correctly rounded.
func Exp2(x float64) float64 {
	switch {
	case math.IsNaN(x) || x > math.MaxFloat64:
		return x
	case x >= 1024:
		return math.Inf(1)
	case x < -1075.1:
		return 0
	case math.Abs(x) < 0x1p-60:
		return 1 + x
	}
	step := math.RoundToEven(x * 128)
	rest := x - step/128 // exact
	r := expReduced{int(step), ln2DD.mulFloat(rest)}
	if rest == 0 && int(step)&127 == 0 {
		return math.Ldexp(1, int(step)>>7)
	}
	if y, ok := r.finish(0x1p-66); ok {
		return y
	}
	return scaled(r.accurate(), r.step>>7)
}
