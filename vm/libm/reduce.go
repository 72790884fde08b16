package libm

import (
	"math"
	"math/bits"
)

// reduceAngle is a finite x as quadrant*pi/2 + r, |r| <= pi/4 (or just above),
// with an error of at most 2**-98 of r; the quadrant counts modulo 4.
func reduceAngle(x float64) (quadrant int, r dd) {
	ax := math.Abs(x)
	switch {
	case ax <= math.Pi/4:
		return 0, dd{x, 0}
	case ax < 1<<20:
		n := math.RoundToEven(x * twoOverPi)
		// the first three products are exact
		s, e1 := twoSum(x-float64(n*halfPiParts[0]), -float64(n*halfPiParts[1]))
		s, e2 := twoSum(s, -float64(n*halfPiParts[2]))
		p, pErr := twoProduct(n, halfPiParts[3])
		rest := dd{e1, 0}.addFloat(e2).sub(dd{p, pErr})
		return int(int64(n) & 3), dd{s, 0}.add(rest)
	}
	quadrant, r = reduceLarge(ax)
	if x < 0 {
		return -quadrant & 3, r.neg()
	}
	return quadrant, r
}

// reduceLarge multiplies x by as many bits of 2/pi as matter (Payne and
// Hanek). x is m * 2**exp; bits of 2/pi that make multiples of 4 quadrants are
// left out, and 192 bits of the fraction kept.
func reduceLarge(x float64) (quadrant int, r dd) {
	b := math.Float64bits(x)
	m := b&(1<<52-1) | 1<<52
	exp := int(b>>52) - 1075
	// bit i of the fraction 2/pi weighs 2**-i: the first exp-2 make multiples
	// of 4
	from := max(exp-2, 0)
	at := func(i int) uint64 { // 64 bits of 2/pi from bit from+64*i on
		p := from + 64*i
		w, s := p/64, uint(p%64)
		v := twoOverPiBits[w] << s
		if s > 0 {
			v |= twoOverPiBits[w+1] >> (64 - s)
		}
		return v
	}
	// product of m and 256 bits, as a number with the point after shift bits
	var p [5]uint64
	for i := 3; i >= 0; i-- {
		hi, lo := bits.Mul64(m, at(i))
		var c uint64
		p[i+1], c = bits.Add64(p[i+1], lo, 0)
		p[i], _ = bits.Add64(p[i], hi, c)
	}
	// p counts units of 2**(exp-from-256): shift the bits of weight 2 and 1,
	// the quadrant, to the top
	shift := uint(62 + exp - from)
	w := [4]uint64{}
	for i := range w {
		k, s := i+int(shift/64), shift%64
		if k < 5 {
			w[i] = p[k] << s
		}
		if k+1 < 5 && s > 0 {
			w[i] |= p[k+1] >> (64 - s)
		}
	}
	quadrant = int(w[0] >> 62)
	// the fraction, rounded to the nearest quadrant
	f := [3]uint64{w[0]<<2 | w[1]>>62, w[1]<<2 | w[2]>>62, w[2]<<2 | w[3]>>62}
	negative := f[0]>>63 != 0
	if negative {
		quadrant++
		c := uint64(1)
		for i := 2; i >= 0; i-- {
			f[i], c = bits.Add64(^f[i], 0, c)
		}
	}
	fraction := fixed(f)
	if negative {
		fraction = fraction.neg()
	}
	return quadrant & 3, fraction.mul(halfPiDD)
}

// fixed is a 192-bit binary fraction as a number.
func fixed(f [3]uint64) dd {
	scale := 1.0 / (1 << 63) / 2
	sum := dd{}
	for i := 2; i >= 0; i-- {
		hi, lo := float64(f[i]>>32)*(1<<32), float64(f[i]&(1<<32-1))
		w := math.Ldexp(1, -64*i) * scale
		sum = sum.addFloat(lo * w).addFloat(hi * w)
	}
	return sum
}
