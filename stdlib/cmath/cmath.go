// Package cmath is the module cmath: functions of complex numbers.
//
// In: arguments as the machine passes them. Out: a module declaration. The
// functions follow Kahan (Branch cuts for complex elementary functions, 1987)
// in the arrangement of CPython, so that digits, signs of zeros and errors are
// the same; infinities and NaNs go by tables, as C99's annex G has them.
package cmath

import (
	"math"

	"github.com/aio-lang/aio/vm/libm"
	"github.com/aio-lang/aio/vm/object"
)

type (
	thread = object.Thread
	value  = object.Value
)

// Module declares the module.
func Module() *object.ModuleDecl {
	inf, nan := math.Inf(1), object.NaN()
	return &object.ModuleDecl{
		Name:  "cmath",
		Doc:   "Mathematical functions of complex numbers.",
		Funcs: funcs,
		Attrs: []object.Attr{
			{Name: "pi", Value: object.Float(math.Pi)},
			{Name: "e", Value: object.Float(math.E)},
			{Name: "tau", Value: object.Float(2 * math.Pi)},
			{Name: "inf", Value: object.Float(inf)},
			{Name: "infj", Value: object.NewComplex(complex(0, inf))},
			{Name: "nan", Value: object.Float(nan)},
			{Name: "nanj", Value: object.NewComplex(complex(0, nan))},
		},
	}
}

// fault says what a function found wrong with its argument.
type fault uint8

const (
	none   fault = iota
	domain       // ValueError
	excess       // the result is too large: OverflowError
)

// raise makes a result, or the exception for a fault.
func raise(t *thread, f fault, v value) value {
	switch f {
	case domain:
		return t.ValueErrorf("math domain error")
	case excess:
		return t.OverflowErrorf("math range error")
	}
	return v
}

// function makes a native of a function of one complex.
func function(f func(z complex128) (complex128, fault)) object.NativeFn {
	return func(t *thread, a []value) value {
		z, ok := t.AsComplex(a[0])
		if !ok {
			return value{}
		}
		r, bad := f(z)
		return raise(t, bad, object.NewComplex(r))
	}
}

// test makes a native of a question about both parts.
func test(f func(re, im float64) bool) object.NativeFn {
	return func(t *thread, a []value) value {
		z, ok := t.AsComplex(a[0])
		if !ok {
			return value{}
		}
		return object.Bool(f(real(z), imag(z)))
	}
}

var funcs = []object.Def{
	{Sig: "acos(z, /)", Doc: "Arc cosine of z.", Fn: function(acos)},
	{Sig: "acosh(z, /)", Doc: "Inverse hyperbolic cosine of z.", Fn: function(acosh)},
	{Sig: "asin(z, /)", Doc: "Arc sine of z.", Fn: function(asin)},
	{Sig: "asinh(z, /)", Doc: "Inverse hyperbolic sine of z.", Fn: function(asinh)},
	{Sig: "atan(z, /)", Doc: "Arc tangent of z.", Fn: function(atan)},
	{Sig: "atanh(z, /)", Doc: "Inverse hyperbolic tangent of z.", Fn: function(atanh)},
	{Sig: "cos(z, /)", Doc: "Cosine of z.", Fn: function(cos)},
	{Sig: "cosh(z, /)", Doc: "Hyperbolic cosine of z.", Fn: function(cosh)},
	{Sig: "exp(z, /)", Doc: "e raised to the power z.", Fn: function(exp)},
	{Sig: "isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)", Doc: "Whether a and b are close: within rel_tol, relative to the larger, or within abs_tol.", Fn: isClose},
	{Sig: "isfinite(z, /)", Doc: "Whether both parts are finite.", Fn: test(func(re, im float64) bool { return finite(re) && finite(im) })},
	{Sig: "isinf(z, /)", Doc: "Whether a part is infinite.", Fn: test(func(re, im float64) bool { return math.IsInf(re, 0) || math.IsInf(im, 0) })},
	{Sig: "isnan(z, /)", Doc: "Whether a part is a NaN.", Fn: test(func(re, im float64) bool { return math.IsNaN(re) || math.IsNaN(im) })},
	{Sig: "log(z, base=<e>, /)", Doc: "Logarithm of z to the given base, by default e.", Fn: logBase},
	{Sig: "log10(z, /)", Doc: "Logarithm of z to base 10.", Fn: function(log10)},
	{Sig: "phase(z, /)", Doc: "The angle of z.", Fn: phase},
	{Sig: "polar(z, /)", Doc: "The absolute value and the angle of z.", Fn: polar},
	{Sig: "rect(r, phi, /)", Doc: "The complex with absolute value r and angle phi.", Fn: rect},
	{Sig: "sin(z, /)", Doc: "Sine of z.", Fn: function(sin)},
	{Sig: "sinh(z, /)", Doc: "Hyperbolic sine of z.", Fn: function(sinh)},
	{Sig: "sqrt(z, /)", Doc: "Square root of z.", Fn: function(sqrt)},
	{Sig: "tan(z, /)", Doc: "Tangent of z.", Fn: function(tan)},
	{Sig: "tanh(z, /)", Doc: "Hyperbolic tangent of z.", Fn: function(tanh)},
}

func phase(t *thread, a []value) value {
	z, ok := t.AsComplex(a[0])
	if !ok {
		return value{}
	}
	angle := libm.Atan2(imag(z), real(z))
	if angle == 0 && imag(z) != 0 && finite(real(z)) { // C says ERANGE where the angle vanishes
		return raise(t, excess, value{})
	}
	return object.Float(angle)
}

func polar(t *thread, a []value) value {
	z, ok := t.AsComplex(a[0])
	if !ok {
		return value{}
	}
	r := libm.Hypot(real(z), imag(z))
	bad := none
	if math.IsInf(r, 0) && finite(real(z)) && finite(imag(z)) {
		bad = excess
	}
	return raise(t, bad, object.TupleOf(object.Float(r), object.Float(libm.Atan2(imag(z), real(z)))))
}

func rect(t *thread, a []value) value {
	r, ok := t.AsFloat64(a[0])
	if !ok {
		return value{}
	}
	phi, ok := t.AsFloat64(a[1])
	if !ok {
		return value{}
	}
	z, bad := fromPolar(r, phi)
	return raise(t, bad, object.NewComplex(z))
}

func fromPolar(r, phi float64) (complex128, fault) {
	switch {
	case math.IsInf(r, 0) && finite(phi) && phi != 0:
		return complex(math.Copysign(r, r*libm.Cos(phi)), math.Copysign(r, r*libm.Sin(phi))), none
	case !finite(r) || !finite(phi):
		bad := none
		if math.IsInf(phi, 0) && r != 0 && !math.IsNaN(r) {
			bad = domain
		}
		return rectSpecial.at(complex(r, phi)), bad
	case phi == 0:
		return complex(r, r*phi), none
	}
	return complex(r*libm.Cos(phi), r*libm.Sin(phi)), none
}

// logBase divides two logarithms; of their faults, as in CPython, only the
// last counts.
func logBase(t *thread, a []value) value {
	z, ok := t.AsComplex(a[0])
	if !ok {
		return value{}
	}
	r, bad := log(z)
	if !a[1].IsNil() {
		b, ok := t.AsComplex(a[1])
		if !ok {
			return value{}
		}
		var den complex128
		if den, bad = log(b); den == 0 {
			r, bad = 0, domain
		} else {
			r = object.ComplexQuo(r, den)
		}
	}
	return raise(t, bad, object.NewComplex(r))
}

func isClose(t *thread, a []value) value {
	x, ok := t.AsComplex(a[0])
	if !ok {
		return value{}
	}
	y, ok := t.AsComplex(a[1])
	if !ok {
		return value{}
	}
	rel, ok := t.AsFloat64(a[2])
	if !ok {
		return value{}
	}
	abs, ok := t.AsFloat64(a[3])
	switch {
	case !ok:
		return value{}
	case rel < 0 || abs < 0:
		return t.ValueErrorf("tolerances must be non-negative")
	case x == y:
		return object.True
	}
	for _, z := range []complex128{x, y} {
		if math.IsInf(real(z), 0) || math.IsInf(imag(z), 0) {
			return object.False
		}
	}
	size := func(z complex128) float64 { return libm.Hypot(real(z), imag(z)) }
	diff := size(x - y)
	return object.Bool(diff <= rel*size(y) || diff <= rel*size(x) || diff <= abs)
}
