package object

import "math/big"

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
