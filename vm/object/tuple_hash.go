package object

import "math/bits"

// tupleHash is CPython's hash of a tuple: xxHash's rounds over the hashes of
// the items, without its final avalanche.
type tupleHash struct {
	acc uint64
	n   uint64
}

const (
	xxPrime1 = 11400714785074694791
	xxPrime2 = 14029467366897019727
	xxPrime5 = 2870177450012600261
)

func newTupleHash() tupleHash { return tupleHash{acc: xxPrime5} }

func (h *tupleHash) add(lane uint64) {
	h.acc = bits.RotateLeft64(h.acc+lane*xxPrime2, 31) * xxPrime1
	h.n++
}

// sum mixes in the length, as tuples do.
func (h *tupleHash) sum() uint64 {
	h.acc += h.n ^ (xxPrime5 ^ 3527539)
	return h.notMinusOne()
}

func (h *tupleHash) notMinusOne() uint64 {
	if h.acc == ^uint64(0) {
		return 1546275796
	}
	return h.acc
}
