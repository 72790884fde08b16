package object

import (
	"math"
	"math/big"
)

// hashModulus is 2**61-1, the prime that numeric hashes are residues of
// (sys.hash_info.modulus).
const hashModulus = 1<<61 - 1

// hashInt64 is hash() of an int of 64 bits.
func hashInt64(i int64) uint64 {
	var h int64
	if i >= 0 {
		h = int64(uint64(i) % hashModulus)
	} else {
		h = -int64(uint64(-i) % hashModulus)
	}
	if h == -1 {
		h = -2
	}
	return uint64(h)
}

// hashBig is hash() of an int of any size.
func hashBig(i *big.Int) uint64 {
	var r big.Int
	r.Rem(i, big.NewInt(hashModulus))
	h := r.Int64()
	if h == -1 {
		h = -2
	}
	return uint64(h)
}

// hashFloat is hash() of a float: that of the equal int or fraction modulo
// hashModulus. A NaN's derives from its bits, as its identity does.
func hashFloat(f float64) uint64 {
	if i := int64(f); float64(i) == f && i > -1<<60 && i < 1<<60 {
		if i == -1 {
			i = -2
		}
		return uint64(i)
	}
	switch {
	case math.IsNaN(f):
		bits := math.Float64bits(f)
		return (bits>>32 | bits<<32) >> 4
	case math.IsInf(f, 0):
		return uint64(int64(math.Copysign(314159, f)))
	}
	fraction, exp := math.Frexp(math.Abs(f))
	// f is m * 2**exp, and 2**61 is 1 modulo 2**61-1: a rotation of 61 bits
	m := uint64(fraction * (1 << 53))
	exp = (exp - 53) % 61
	if exp < 0 {
		exp += 61
	}
	h := int64(m<<exp&hashModulus | m>>(61-exp))
	if f < 0 {
		h = -h
	}
	if h == -1 {
		h = -2
	}
	return uint64(h)
}

// hashComplex is hash() of a complex.
func hashComplex(c complex128) uint64 {
	h := hashFloat(real(c)) + 1000003*hashFloat(imag(c))
	if h == ^uint64(0) {
		h = ^uint64(1)
	}
	return h
}
