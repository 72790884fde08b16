package math

import (
	"math"
	"math/big"

	"github.com/aio-lang/aio/vm/object"
)

// What floats are made of: parts, neighbours, classes.

var partFuncs = []def{
	{Sig: "frexp(x, /)", Doc: "The pair (m, e) with x == m * 2**e, where m is 0 or 0.5 <= abs(m) < 1.", Fn: frexp},
	{Sig: "ldexp(x, i, /)", Doc: "x * 2**i", Fn: ldexp},
	{Sig: "modf(x, /)", Doc: "The fractional and the integer part of x, both with its sign.", Fn: modf},
	{Sig: "nextafter(x, y, /, *, steps=None)", Doc: "The float that lies the given number of steps after x towards y.", Fn: nextafter},
	{Sig: "ulp(x, /)", Doc: "The value of the least significant bit of x.", Fn: realFuncAll(ulp)},
}

var floatFuncs = []def{
	{Sig: "degrees(x, /)", Doc: "Convert x from radians to degrees.", Fn: realFuncAll(func(x float64) float64 { return x * (180 / math.Pi) })},
	{Sig: "radians(x, /)", Doc: "Convert x from degrees to radians.", Fn: realFuncAll(func(x float64) float64 { return x * (math.Pi / 180) })},
	{Sig: "fma(x, y, z, /)", Doc: "(x * y) + z with a single rounding.", Fn: fma},
	{Sig: "isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)", Doc: `Whether a and b are close: within rel_tol, relative to the larger, or within abs_tol.`, Fn: isclose},
	{Sig: "isfinite(x, /)", Doc: "Whether x is neither infinite nor a NaN.", Fn: floatTest(finite)},
	{Sig: "isinf(x, /)", Doc: "Whether x is infinite.", Fn: floatTest(func(x float64) bool { return math.IsInf(x, 0) })},
	{Sig: "isnan(x, /)", Doc: "Whether x is a NaN.", Fn: floatTest(math.IsNaN)},
}

// realFuncAll makes a function of one float that is defined everywhere.
func realFuncAll(f func(float64) float64) object.NativeFn {
	return func(t *thread, a []value) value {
		x, ok := t.AsFloat64(a[0])
		if !ok {
			return value{}
		}
		return object.Float(f(x))
	}
}

func floatTest(f func(float64) bool) object.NativeFn {
	return func(t *thread, a []value) value {
		x, ok := t.AsFloat64(a[0])
		if !ok {
			return value{}
		}
		return object.Bool(f(x))
	}
}

func frexp(t *thread, a []value) value {
	x, ok := t.AsFloat64(a[0])
	if !ok {
		return value{}
	}
	m, e := x, 0
	if finite(x) {
		m, e = math.Frexp(x)
	}
	return object.TupleOf(object.Float(m), object.Int(int64(e)))
}

func ldexp(t *thread, a []value) value {
	x, ok := t.AsFloat64(a[0])
	if !ok {
		return value{}
	}
	if !object.IsIntLike(a[1]) {
		return t.TypeErrorf("Expected an int as second argument to ldexp.")
	}
	if x == 0 || !finite(x) {
		return object.Float(x)
	}
	const far = 1 << 20
	e, small := object.Int64(a[1])
	if !small {
		e = int64(object.ToBig(a[1]).Sign()) * far
	}
	r := math.Ldexp(x, int(min(max(e, -far), far)))
	if math.IsInf(r, 0) {
		return rangeError(t)
	}
	return object.Float(r)
}

func modf(t *thread, a []value) value {
	x, ok := t.AsFloat64(a[0])
	if !ok {
		return value{}
	}
	whole := math.Trunc(x)
	fraction := math.Copysign(x-whole, x)
	if math.IsInf(x, 0) {
		fraction = math.Copysign(0, x)
	}
	return object.TupleOf(object.Float(fraction), object.Float(whole))
}

func ulp(x float64) float64 {
	x = math.Abs(x)
	if !finite(x) {
		return x
	}
	if next := math.Nextafter(x, math.Inf(1)); !math.IsInf(next, 0) {
		return next - x
	}
	return x - math.Nextafter(x, 0)
}

func nextafter(t *thread, a []value) value {
	x, y, ok := floats(t, a)
	if !ok {
		return value{}
	}
	if a[2].IsNone() {
		return object.Float(nextAfter(x, y))
	}
	i := t.Index(a[2])
	if i.IsNil() {
		return i
	}
	n := object.ToBig(i)
	if n.Sign() < 0 {
		return t.ValueErrorf("steps must be a non-negative integer")
	}
	return object.Float(stepsAfter(x, y, n))
}

func nextAfter(x, y float64) float64 {
	if x == y {
		return y // of zeros the second
	}
	return math.Nextafter(x, y)
}

// stepsAfter goes n floats from x towards y, at most to y.
func stepsAfter(x, y float64, n *big.Int) float64 {
	switch {
	case n.Sign() == 0 || math.IsNaN(x):
		return x
	case math.IsNaN(y):
		return y
	}
	// floats of one sign are ordered as their bits
	from, to := ordinal(x), ordinal(y)
	distance := new(big.Int).Sub(big.NewInt(to), big.NewInt(from))
	if n.CmpAbs(distance) >= 0 {
		return y
	}
	steps := n.Int64() // smaller than the distance of two ordinals, 2**64
	if n.BitLen() > 63 {
		steps = int64(n.Uint64())
	}
	if distance.Sign() < 0 {
		steps = -steps
	}
	return fromOrdinal(from+steps, x)
}

// ordinal numbers the floats from -inf to inf; both zeros are 0.
func ordinal(x float64) int64 {
	bits := int64(math.Float64bits(math.Abs(x)))
	if x < 0 {
		return -bits
	}
	return bits
}

// fromOrdinal undoes ordinal; a zero has the sign of the float it was reached
// from.
func fromOrdinal(i int64, from float64) float64 {
	switch {
	case i == 0:
		return math.Copysign(0, from)
	case i < 0:
		return -math.Float64frombits(uint64(-i))
	}
	return math.Float64frombits(uint64(i))
}

func fma(t *thread, a []value) value {
	x, y, ok := floats(t, a)
	if !ok {
		return value{}
	}
	z, ok := t.AsFloat64(a[2])
	if !ok {
		return value{}
	}
	r := math.FMA(x, y, z)
	switch {
	case math.IsNaN(r) && !math.IsNaN(x) && !math.IsNaN(y) && !math.IsNaN(z):
		return t.ValueErrorf("invalid operation in fma")
	case math.IsInf(r, 0) && finite(x) && finite(y) && finite(z):
		return t.OverflowErrorf("overflow in fma")
	}
	return object.Float(r)
}

func isclose(t *thread, a []value) value {
	x, y, ok := floats(t, a)
	if !ok {
		return value{}
	}
	rel, abs, ok := floats(t, a[2:])
	switch {
	case !ok:
		return value{}
	case rel < 0 || abs < 0:
		return t.ValueErrorf("tolerances must be non-negative")
	case x == y:
		return object.True
	case math.IsInf(x, 0) || math.IsInf(y, 0):
		return object.False
	}
	diff := math.Abs(y - x)
	return object.Bool(diff <= math.Abs(rel*y) || diff <= math.Abs(rel*x) || diff <= abs)
}
