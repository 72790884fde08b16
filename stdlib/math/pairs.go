package math

import (
	"math"
	"math/big"

	"github.com/aio-lang/aio/vm/libm"
	"github.com/aio-lang/aio/vm/object"
)

// Functions of two floats, and logarithms.

// floats converts the arguments in order; ok is false with an exception
// pending.
func floats(t *thread, a []value) (x, y float64, ok bool) {
	if x, ok = t.AsFloat64(a[0]); ok {
		y, ok = t.AsFloat64(a[1])
	}
	return x, y, ok
}

// pairFunc makes a function of two floats that has no poles and cannot
// overflow.
func pairFunc(f func(x, y float64) float64) object.NativeFn {
	return func(t *thread, a []value) value {
		x, y, ok := floats(t, a)
		if !ok {
			return value{}
		}
		return object.Float(f(x, y))
	}
}

var pairFuncs = []def{
	{Sig: "atan2(y, x, /)", Doc: "Arc tangent of y/x in radians, in the quadrant of the point (x, y).", Fn: pairFunc(libm.Atan2)},
	{Sig: "copysign(x, y, /)", Doc: "The magnitude of x with the sign of y.", Fn: pairFunc(math.Copysign)},
	{Sig: "fmod(x, y, /)", Doc: "Remainder of x/y with the sign of x, as C's fmod.", Fn: fmod},
	{Sig: "log(x, base=<e>, /)", Doc: "Logarithm of x to the given base, by default e.", Fn: log},
	{Sig: "log10(x, /)", Doc: "Logarithm of x to base 10.", Fn: func(t *thread, a []value) value { return logarithm(t, a[0], libm.Log10) }},
	{Sig: "log2(x, /)", Doc: "Logarithm of x to base 2.", Fn: func(t *thread, a []value) value { return logarithm(t, a[0], libm.Log2) }},
	{Sig: "pow(x, y, /)", Doc: "x raised to the power y, as a float.", Fn: pow},
	{Sig: "remainder(x, y, /)", Doc: "Difference between x and the closest multiple of y; of two the even one.", Fn: remainder},
}

func fmod(t *thread, a []value) value {
	x, y, ok := floats(t, a)
	switch {
	case !ok:
		return value{}
	case math.IsInf(y, 0) && finite(x):
		return object.Float(x)
	case !math.IsNaN(x) && !math.IsNaN(y) && (math.IsInf(x, 0) || y == 0):
		return domainError(t)
	}
	return object.Float(object.Fmod(x, y))
}

func remainder(t *thread, a []value) value {
	x, y, ok := floats(t, a)
	switch {
	case !ok:
		return value{}
	case !math.IsNaN(x) && !math.IsNaN(y) && (math.IsInf(x, 0) || y == 0):
		return domainError(t)
	}
	return object.Float(math.Remainder(x, y))
}

func pow(t *thread, a []value) value {
	x, y, ok := floats(t, a)
	if !ok {
		return value{}
	}
	r := libm.Pow(x, y)
	if finite(x) && finite(y) {
		switch {
		case math.IsNaN(r), math.IsInf(r, 0) && x == 0:
			return domainError(t)
		case math.IsInf(r, 0):
			return rangeError(t)
		}
	}
	return object.Float(r)
}

// log is the quotient of two natural logarithms where a base is given.
func log(t *thread, a []value) value {
	num := logarithm(t, a[0], libm.Log)
	if num.IsNil() || a[1].IsNil() {
		return num
	}
	den := logarithm(t, a[1], libm.Log)
	if den.IsNil() {
		return den
	}
	return t.Binary(object.OpTrueDiv, num, den)
}

// logarithm is f of a positive number; an int may be too large for a float.
func logarithm(t *thread, v value, f func(float64) float64) value {
	if object.IsIntLike(v) {
		if _, small := object.Int64(v); !small {
			return logBig(t, object.ToBig(v), f)
		}
	}
	x, ok := t.AsFloat64(v)
	switch {
	case !ok:
		return value{}
	case x <= 0:
		return domainError(t)
	}
	return object.Float(f(x))
}

// logBig is f(m) + e*f(2) for an int m * 2**e too large for a float.
func logBig(t *thread, i *big.Int, f func(float64) float64) value {
	if i.Sign() <= 0 {
		return domainError(t)
	}
	x, _ := i.Float64()
	if !math.IsInf(x, 0) {
		return object.Float(f(x))
	}
	m, e := frexpBig(i)
	return object.Float(f(m) + float64(f(2)*float64(e)))
}

// frexpBig is the fraction in [0.5, 1) and the exponent of a positive int,
// rounded half to even.
func frexpBig(i *big.Int) (m float64, e int) {
	e = i.BitLen()
	// 64 bits with a sticky one are more than enough to round correctly
	top := new(big.Int).Rsh(i, uint(e-64))
	if i.TrailingZeroBits() < uint(e-64) {
		top.SetBit(top, 0, 1)
	}
	m, _ = top.Float64()
	m /= 1 << 63
	m /= 2
	if m == 1 {
		return 0.5, e + 1
	}
	return m, e
}
