package libm

import (
	"math"
	"math/bits"
)

// Pow is x**y, correctly rounded, with C's special cases.
func Pow(x, y float64) float64 {
	switch {
	case y == 0 || x == 1:
		return 1
	case y == 1:
		return x
	case math.IsNaN(x) || math.IsNaN(y):
		return math.NaN()
	case x == 0 || math.IsInf(x, 0) || math.IsInf(y, 0):
		return powSpecial(x, y)
	}
	sign := 1.0
	if x < 0 {
		if y != math.Floor(y) {
			return math.NaN()
		}
		if isOdd(y) {
			sign = -1
		}
		x = -x
	}
	switch y {
	case 2:
		return float64(x*x) * sign
	case -1:
		return 1 / x * sign
	case 0.5:
		return math.Sqrt(x)
	}
	return sign * powPositive(x, y)
}

// isOdd reports whether y is an odd integer.
func isOdd(y float64) bool {
	return math.Abs(y) < 1<<53 && int64(y)&1 != 0 && y == math.Floor(y)
}

// powSpecial is Pow where x is 0 or infinite, or y is infinite.
func powSpecial(x, y float64) float64 {
	if math.IsInf(y, 0) {
		ax := math.Abs(x)
		switch {
		case ax == 1:
			return 1
		case (ax > 1) == (y > 0):
			return math.Inf(1)
		}
		return 0
	}
	r := math.Inf(1)
	if (x == 0) == (y > 0) {
		r = 0
	}
	if isOdd(y) {
		return math.Copysign(r, x)
	}
	return r
}

// powPositive is x**y for positive finite x other than 1.
func powPositive(x, y float64) float64 {
	if x == 1 {
		return 1
	}
	if r, ok := powExact(x, y); ok {
		return r
	}
	l := reduceLog(x)
	q := l.quick().mulFloat(y)
	switch {
	case q.hi > 709.79:
		return math.Inf(1)
	case q.hi < -745.2:
		return 0
	case math.Abs(q.hi) < 0x1p-60:
		return 1 + q.hi
	}
	r := reduceExp(q)
	if v, ok := r.finish(0x1p-62); ok {
		return v
	}
	r = reduceExp(l.accurate().mulFloat(y))
	return scaled(r.accurate(), r.step>>7)
}

// powExact computes small whole powers, of x or of a root of x that is exact, in
// integers where they have at most 64 bits: then the result may lie halfway
// between two floats, which no approximation can see.
func powExact(x, y float64) (float64, bool) {
	if y < 1 || y > 64 || y*32 != math.Trunc(y*32) {
		return 0, false
	}
	for y != math.Trunc(y) {
		r := math.Sqrt(x)
		if math.FMA(r, r, -x) != 0 {
			return 0, false
		}
		x, y = r, 2*y
	}
	fraction, exp := math.Frexp(x)
	m := uint64(fraction * (1 << 53))
	zeros := bits.TrailingZeros64(m)
	m >>= zeros
	exp += zeros - 53
	if n := bits.Len64(m); n > 1 && n*int(y) > 64 {
		return 0, false
	}
	p := uint64(1)
	for range int(y) {
		p *= m
	}
	return roundScaled(p, exp*int(y)), true
}

// roundScaled is m * 2**exp, rounded once.
func roundScaled(m uint64, exp int) float64 {
	n := bits.Len64(m)
	keep := 53
	if n+exp < -1021 {
		keep += n + exp + 1021
	}
	if keep < 0 {
		return 0
	}
	if drop := n - keep; drop > 0 {
		half := uint64(1) << (drop - 1)
		rest := m & (half<<1 - 1)
		m >>= drop
		if rest > half || rest == half && m&1 != 0 {
			m++
		}
		exp += drop
	}
	return math.Ldexp(float64(m), exp)
}
