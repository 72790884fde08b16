package libm

import "math"

// The functions here go by the formulas of Sun's fdlibm, as the C libraries
// and Go's math do: within an ulp or two, not always the nearest float.

// Expm1 is e**x - 1, accurate near 0.
func Expm1(x float64) float64 { return math.Expm1(x) }

// Log1p is log(1 + x), accurate near 0.
func Log1p(x float64) float64 { return math.Log1p(x) }

// Sinh is the hyperbolic sine.
func Sinh(x float64) float64 {
	half := math.Copysign(0.5, x)
	ax := math.Abs(x)
	switch {
	case math.IsNaN(x) || math.IsInf(x, 0):
		return x
	case ax < 22:
		if ax < 1.0/(1<<28) {
			return x
		}
		t := Expm1(ax)
		if ax < 1 {
			return half * (2*t - t*t/(t+1))
		}
		return half * (t + t/(t+1))
	case ax < logMaxFloat:
		return half * Exp(ax)
	}
	w := Exp(0.5 * ax)
	return half * w * w
}

// logMaxFloat is where e**x would overflow.
const logMaxFloat = 709.782712893384

// Cosh is the hyperbolic cosine.
func Cosh(x float64) float64 {
	ax := math.Abs(x)
	switch {
	case math.IsNaN(x) || math.IsInf(x, 0):
		return x * x
	case ax < 0.5*math.Ln2:
		t := Expm1(ax)
		w := 1 + t
		if ax < 1.0/(1<<55) {
			return w
		}
		return 1 + t*t/(w+w)
	case ax < 22:
		t := Exp(ax)
		return 0.5*t + 0.5/t
	case ax < logMaxFloat:
		return 0.5 * Exp(ax)
	}
	w := Exp(0.5 * ax)
	return 0.5 * w * w
}

// Tanh is the hyperbolic tangent.
func Tanh(x float64) float64 {
	ax := math.Abs(x)
	var z float64
	switch {
	case math.IsNaN(x):
		return x
	case ax >= 22:
		z = 1
	case ax < 1.0/(1<<55):
		return x * (1 + x)
	case ax >= 1:
		z = 1 - 2/(Expm1(2*ax)+2)
	default:
		t := Expm1(-2 * ax)
		z = -t / (t + 2)
	}
	return math.Copysign(z, x)
}

// Asinh is the inverse hyperbolic sine.
func Asinh(x float64) float64 {
	ax := math.Abs(x)
	var w float64
	switch {
	case math.IsNaN(x) || math.IsInf(x, 0) || ax < 1.0/(1<<28):
		return x
	case ax > 1<<28:
		w = Log(ax) + math.Ln2
	case ax > 2:
		w = Log(2*ax + 1/(math.Sqrt(float64(x*x)+1)+ax))
	default:
		sq := float64(x * x)
		w = Log1p(ax + sq/(1+math.Sqrt(1+sq)))
	}
	return math.Copysign(w, x)
}

// Acosh is the inverse hyperbolic cosine; NaN below 1.
func Acosh(x float64) float64 {
	switch {
	case !(x >= 1):
		return math.NaN()
	case x >= 1<<28:
		return Log(x) + math.Ln2
	case x > 2:
		return Log(2*x - 1/(x+math.Sqrt(float64(x*x)-1)))
	}
	t := x - 1
	return Log1p(t + math.Sqrt(2*t+float64(t*t)))
}

// Atanh is the inverse hyperbolic tangent; NaN beyond 1, infinite at 1.
func Atanh(x float64) float64 {
	ax := math.Abs(x)
	var t float64
	switch {
	case !(ax <= 1):
		return math.NaN()
	case ax == 1:
		return math.Copysign(math.Inf(1), x)
	case ax < 1.0/(1<<28):
		return x
	case ax < 0.5:
		t = ax + ax
		t = 0.5 * Log1p(t+t*ax/(1-ax))
	default:
		t = 0.5 * Log1p((ax+ax)/(1-ax))
	}
	return math.Copysign(t, x)
}

// Log10 is the logarithm to base 10; of powers of 10 it is exact.
func Log10(x float64) float64 {
	if !(x > 0) || x > math.MaxFloat64 {
		return Log(x)
	}
	m, e := math.Frexp(x)
	if e > 0 { // of numbers from 1 up the mantissa is so, too
		m, e = 2*m, e-1
	}
	exp := float64(e)
	return float64(exp*log10Parts[1]) + float64(invLn10*Log(m)) + float64(exp*log10Parts[0])
}

// Cbrt is the cube root, the nearest float (glibc before 2.41 is off by up to
// 3 ulp, even for cubes of whole numbers).
func Cbrt(x float64) float64 {
	if x == 0 || math.IsNaN(x) || math.IsInf(x, 0) {
		return x
	}
	m, e := math.Frexp(x)
	third := e / 3
	m = math.Ldexp(m, e-3*third) // 1/8 < |m| < 8
	r := math.Cbrt(m)
	sq := dd{r, 0}.mulFloat(r)
	rest := dd{m, 0}.sub(sq.mulFloat(r))
	return math.Ldexp(r+rest.hi/(3*sq.hi), third)
}

// Erf is the error function.
func Erf(x float64) float64 { return math.Erf(x) }

// Erfc is 1 - Erf(x), accurate for large x.
func Erfc(x float64) float64 { return math.Erfc(x) }
