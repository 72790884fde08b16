// Package math is the module math: functions of C's mathematics library, and
// those of integers.
//
// In: arguments as the machine passes them. Out: a module declaration. What
// computes lies in package libm; this package converts, checks and raises.
package math

import (
	"math"

	"github.com/aio-lang/aio/vm/libm"
	"github.com/aio-lang/aio/vm/object"
)

type (
	thread = object.Thread
	value  = object.Value
	def    = object.Def
)

// Module declares the module.
func Module() *object.ModuleDecl {
	var funcs []object.Def
	for _, part := range [][]def{realFuncs, pairFuncs, partFuncs, floatFuncs, roundFuncs, intFuncs, sumFuncs} {
		funcs = append(funcs, part...)
	}
	return &object.ModuleDecl{
		Name:  "math",
		Doc:   "Mathematical functions of floats, as C defines them, and of integers.",
		Funcs: funcs,
		Attrs: []object.Attr{
			{Name: "pi", Value: object.Float(math.Pi)},
			{Name: "e", Value: object.Float(math.E)},
			{Name: "tau", Value: object.Float(2 * math.Pi)},
			{Name: "inf", Value: object.Float(math.Inf(1))},
			{Name: "nan", Value: object.Float(object.NaN())},
		},
	}
}

func domainError(t *thread) value { return t.ValueErrorf("math domain error") }
func rangeError(t *thread) value  { return t.OverflowErrorf("math range error") }

// finite reports whether x is neither infinite nor NaN.
func finite(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }

// overflow says what an infinite result of finite arguments means.
type overflow bool

const (
	pole   overflow = false // the function has a pole there: ValueError
	excess overflow = true  // the result is too large: OverflowError
)

// realFunc makes a function of one float. A NaN that was not given is a domain
// error.
func realFunc(f func(float64) float64, infinite overflow) object.NativeFn {
	return func(t *thread, a []value) value {
		x, ok := t.AsFloat64(a[0])
		if !ok {
			return value{}
		}
		r := f(x)
		switch {
		case math.IsNaN(r) && !math.IsNaN(x):
			return domainError(t)
		case math.IsInf(r, 0) && finite(x):
			if infinite == excess {
				return rangeError(t)
			}
			return domainError(t)
		}
		return object.Float(r)
	}
}

var realFuncs = []def{
	{Sig: "acos(x, /)", Doc: "Arc cosine of x, in radians.", Fn: realFunc(libm.Acos, pole)},
	{Sig: "acosh(x, /)", Doc: "Inverse hyperbolic cosine of x.", Fn: realFunc(libm.Acosh, pole)},
	{Sig: "asin(x, /)", Doc: "Arc sine of x, in radians.", Fn: realFunc(libm.Asin, pole)},
	{Sig: "asinh(x, /)", Doc: "Inverse hyperbolic sine of x.", Fn: realFunc(libm.Asinh, pole)},
	{Sig: "atan(x, /)", Doc: "Arc tangent of x, in radians.", Fn: realFunc(libm.Atan, pole)},
	{Sig: "atanh(x, /)", Doc: "Inverse hyperbolic tangent of x.", Fn: realFunc(libm.Atanh, pole)},
	{Sig: "cbrt(x, /)", Doc: "Cube root of x.", Fn: realFunc(libm.Cbrt, pole)},
	{Sig: "cos(x, /)", Doc: "Cosine of x radians.", Fn: realFunc(libm.Cos, pole)},
	{Sig: "cosh(x, /)", Doc: "Hyperbolic cosine of x.", Fn: realFunc(libm.Cosh, excess)},
	{Sig: "erf(x, /)", Doc: "Error function at x.", Fn: realFunc(libm.Erf, pole)},
	{Sig: "erfc(x, /)", Doc: "Complementary error function at x.", Fn: realFunc(libm.Erfc, pole)},
	{Sig: "exp(x, /)", Doc: "e raised to the power x.", Fn: realFunc(libm.Exp, excess)},
	{Sig: "exp2(x, /)", Doc: "2 raised to the power x.", Fn: realFunc(libm.Exp2, excess)},
	{Sig: "expm1(x, /)", Doc: "exp(x)-1, without loss of accuracy for small x.", Fn: realFunc(libm.Expm1, excess)},
	{Sig: "fabs(x, /)", Doc: "Absolute value of the float x.", Fn: realFunc(math.Abs, pole)},
	{Sig: "gamma(x, /)", Doc: "Gamma function at x.", Fn: gamma},
	{Sig: "lgamma(x, /)", Doc: "Natural logarithm of the absolute value of the gamma function at x.", Fn: lgamma},
	{Sig: "log1p(x, /)", Doc: "Natural logarithm of 1+x, without loss of accuracy for small x.", Fn: realFunc(libm.Log1p, pole)},
	{Sig: "sin(x, /)", Doc: "Sine of x radians.", Fn: realFunc(libm.Sin, pole)},
	{Sig: "sinh(x, /)", Doc: "Hyperbolic sine of x.", Fn: realFunc(libm.Sinh, excess)},
	{Sig: "sqrt(x, /)", Doc: "Square root of x.", Fn: realFunc(math.Sqrt, pole)},
	{Sig: "tan(x, /)", Doc: "Tangent of x radians.", Fn: realFunc(libm.Tan, pole)},
	{Sig: "tanh(x, /)", Doc: "Hyperbolic tangent of x.", Fn: realFunc(libm.Tanh, pole)},
}

// gamma has poles at 0, -1, -2, … and no limit at -inf.
func gamma(t *thread, a []value) value {
	x, ok := t.AsFloat64(a[0])
	if !ok {
		return value{}
	}
	if math.IsInf(x, -1) || x <= 0 && x == math.Floor(x) {
		return domainError(t)
	}
	r := libm.Gamma(x)
	if math.IsInf(r, 0) && finite(x) {
		return rangeError(t)
	}
	return object.Float(r)
}

func lgamma(t *thread, a []value) value {
	x, ok := t.AsFloat64(a[0])
	if !ok {
		return value{}
	}
	if finite(x) && x <= 0 && x == math.Floor(x) {
		return domainError(t)
	}
	r := libm.Lgamma(x)
	if math.IsInf(r, 0) && finite(x) {
		return rangeError(t)
	}
	return object.Float(r)
}
