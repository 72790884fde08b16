package random

import (
	"crypto/rand"
	"encoding/binary"
	"math/big"

	"github.com/aio-lang/aio/vm/object"
)

// system takes its bits from the operating system.
type system struct{}

func (system) Float64() float64 {
	var b [8]byte
	rand.Read(b[1:])
	return float64(binary.BigEndian.Uint64(b[:])>>3) * (1.0 / (1 << 53))
}

func (system) Bits64(k int) uint64 {
	var b [8]byte
	rand.Read(b[:])
	return binary.BigEndian.Uint64(b[:]) >> (64 - k)
}

func (system) Bits(k int) *big.Int {
	x := bitsFrom(k, func(b []byte) { rand.Read(b) })
	return x.Rsh(x, uint((8-k%8)%8))
}

func (system) Bytes(b []byte) { rand.Read(b) }

var systemDecl = object.TypeDecl{
	Name: "random.SystemRandom", Kind: object.KindOpaque, Flags: object.TypeHasDict,
	Doc: "A generator of random numbers that the operating system supplies; it has no state and cannot be seeded.",
	Methods: []object.Def{
		{Sig: "def random(self)", Doc: "The next float in [0, 1).", Fn: func(t *thread, a []value) value { return object.Float(system{}.Float64()) }},
		{Sig: "def getrandbits(self, k)", Doc: "An int with k random bits.", Fn: func(t *thread, a []value) value { return getBits(t, system{}, a[1]) }},
		{Sig: "def randbytes(self, n)", Doc: "n random bytes.", Fn: systemBytes},
		{Sig: "def seed(self, *args, **kwds)", Doc: "Do nothing: there is no state.", Fn: func(t *thread, a []value) value { return object.None }},
		{Sig: "def getstate(self, *args, **kwds)", Doc: "Raise NotImplementedError: there is no state.", Fn: noState},
		{Sig: "def setstate(self, *args, **kwds)", Doc: "Raise NotImplementedError: there is no state.", Fn: noState},
	},
}

func noState(t *thread, a []value) value {
	return t.NotImplementedf("System entropy source does not have state.")
}

func systemBytes(t *thread, a []value) value {
	n, ok := t.IndexInt(a[1])
	switch {
	case !ok:
		return value{}
	case n < 0:
		return t.ValueErrorf("negative argument not allowed")
	case n > maxBytes:
		return t.Raise(object.ShapeMemoryError, "")
	}
	b := make([]byte, n)
	rand.Read(b)
	return object.NewBytes(string(b))
}
