package object

import "math"

// Every NaN that a script reads from text is an object of its own on CPython,
// and two of them are neither identical nor, so, equal items of containers.
// Here a float's identity is its bits: such a NaN gets a payload that no other
// has. Arithmetic keeps the payload; nothing else shows it, see PlainNaN.

const (
	ownNaN     = 0x7ff9 << 48 // a quiet NaN; the low 48 bits are its number
	ownNaNMask = 0x7fff << 48
)

// NaN is the quiet NaN that C has: Go's own has another bit set, which shows
// when it is packed into bytes.
func NaN() float64 { return math.Float64frombits(0x7ff8 << 48) }

// newNaN makes a NaN that is identical to no other; it has the sign of f.
func (m *Machine) newNaN(f float64) float64 {
	m.nans++
	return math.Copysign(math.Float64frombits(ownNaN|m.nans&(1<<48-1)), f)
}

// PlainNaN is f as its bytes show it to the world: a NaN without the number
// that makes it an object of its own.
func PlainNaN(f float64) float64 {
	if f != f && math.Float64bits(f)&ownNaNMask == ownNaN {
		return math.Copysign(NaN(), f)
	}
	return f
}
