package object

import (
	"math"
	"math/big"
	"math/bits"
)

// roundScaled is m * 2**e as the nearest float, ties to even; infinity where
// it is too large. The lowest bit of m may stand for all that was cut off
// below it, provided m has at least 55 bits.
func roundScaled(m uint64, e int) float64 {
	if m == 0 {
		return 0
	}
	keep := 53
	if top := bits.Len64(m) + e; top < -1021 { // below 2**-1022: subnormal
		keep -= -1021 - top
	}
	if drop := bits.Len64(m) - keep; drop > 0 {
		if keep < 0 {
			return 0
		}
		half := uint64(1) << (drop - 1)
		rest := m & (half<<1 - 1)
		m >>= drop
		if rest > half || rest == half && m&1 != 0 {
			m++
		}
		e += drop
	}
	return math.Ldexp(float64(m), e)
}

// topBits is the leading 64 bits of |x| and their exponent; the lowest bit is
// set where anything below it was not zero.
func topBits(x *big.Int) (m uint64, e int) {
	n := x.BitLen()
	if n <= 64 {
		return new(big.Int).Abs(x).Uint64(), 0
	}
	words := x.Bits()
	const w = bits.UintSize
	at := func(i int) uint64 { // 64 bits from bit i
		k, s := i/w, uint(i%w)
		v := uint64(words[k]) >> s
		for have := w - s; have < 64 && k+1 < len(words); have += w {
			k++
			v |= uint64(words[k]) << have
		}
		return v
	}
	e = n - 64
	m = at(e)
	if x.TrailingZeroBits() < uint(e) {
		m |= 1
	}
	return m, e
}

// bigFloat64 is the float nearest to x, infinity where x is too large.
func bigFloat64(x *big.Int) float64 {
	m, e := topBits(x)
	f := roundScaled(m, e)
	if x.Sign() < 0 {
		return -f
	}
	return f
}

// bigToFloat is float(x); ok is false with OverflowError pending.
func (t *Thread) bigToFloat(x *big.Int) (f float64, ok bool) {
	if f = bigFloat64(x); math.IsInf(f, 0) {
		t.OverflowErrorf("int too large to convert to float")
		return 0, false
	}
	return f, true
}

// intToFloat is float(v) for an int of any form.
func (t *Thread) intToFloat(v Value) (f float64, ok bool) {
	if i, ok := Int64(v); ok {
		return float64(i), true
	}
	return t.bigToFloat(ToBig(v))
}

// quotientFloat is x/y, correctly rounded; infinity where it is too large.
func quotientFloat(x, y *big.Int) float64 {
	negative := (x.Sign() < 0) != (y.Sign() < 0)
	var f float64
	if x.Sign() != 0 {
		// a quotient of 63 or 64 bits, the last of them sticky
		shift := x.BitLen() - y.BitLen() - 63
		a, b := new(big.Int).Abs(x), new(big.Int).Abs(y)
		if shift > 0 {
			b.Lsh(b, uint(shift))
		} else {
			a.Lsh(a, uint(-shift))
		}
		r := new(big.Int)
		a.QuoRem(a, b, r)
		m := a.Uint64()
		if r.Sign() != 0 {
			m |= 1
		}
		f = roundScaled(m, shift)
	}
	if negative {
		return -f
	}
	return f
}

// floatToInt is the int nearest to f towards zero; f is finite.
func floatToInt(f float64) Value {
	if math.Abs(f) < 1<<63 {
		return Int(int64(f))
	}
	return BigInt(floatToBig(f))
}

// floatToBig is floatToInt as a big.Int of its own.
func floatToBig(f float64) *big.Int {
	fraction, exp := math.Frexp(f)
	r := big.NewInt(int64(fraction * (1 << 53)))
	if exp -= 53; exp > 0 {
		return r.Lsh(r, uint(exp))
	}
	return r.Quo(r, new(big.Int).Lsh(bigOne, uint(-exp)))
}

// intFromFloat is int(f).
func (t *Thread) intFromFloat(f float64) Value {
	switch {
	case math.IsNaN(f):
		return t.ValueErrorf("cannot convert float NaN to integer")
	case math.IsInf(f, 0):
		return t.OverflowErrorf("cannot convert float infinity to integer")
	}
	return floatToInt(f)
}

// compareFloatInt orders f and an int of any form exactly: -1, 0 or 1. f is not
// a NaN.
func compareFloatInt(f float64, v Value) int {
	i, small := Int64(v)
	if small {
		switch {
		case f >= 1<<63:
			return 1
		case f < -1<<63:
			return -1
		}
		whole := int64(f)
		switch {
		case whole < i:
			return -1
		case whole > i:
			return 1
		}
		switch rest := f - math.Trunc(f); {
		case rest < 0:
			return -1
		case rest > 0:
			return 1
		}
		return 0
	}
	x := ToBig(v)
	switch {
	case math.Abs(f) < 1<<63:
		return -x.Sign()
	case math.IsInf(f, 0):
		return int(math.Copysign(1, f))
	case (x.Sign() < 0) != (f < 0):
		return -x.Sign()
	}
	return floatToBig(f).Cmp(x)
}
