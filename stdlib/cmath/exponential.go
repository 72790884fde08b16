package cmath

import (
	"math"

	"github.com/aio-lang/aio/vm/libm"
)

// Where intermediate results would overflow, arguments are scaled down.
const (
	large     = math.MaxFloat64 / 4
	minNormal = 0x1p-1022
)

var (
	sqrtLarge = math.Sqrt(large)
	logLarge  = libm.Log(large)
	sqrtMin   = math.Sqrt(minNormal)
)

// infinite reports whether a finite z's result overflowed.
func infinite(r complex128) fault {
	if math.IsInf(real(r), 0) || math.IsInf(imag(r), 0) {
		return excess
	}
	return none
}

// turn is i*z, unturn undoes it: trigonometric functions are hyperbolic ones of
// i*z.
func turn(z complex128) complex128   { return complex(-imag(z), real(z)) }
func unturn(z complex128) complex128 { return complex(imag(z), -real(z)) }

// infiniteTurn reports whether z is infinite along the real axis at an angle
// that gives its function's infinities their signs.
func infiniteTurn(z complex128) bool {
	return math.IsInf(real(z), 0) && finite(imag(z)) && imag(z) != 0
}

func exp(z complex128) (complex128, fault) {
	re, im := real(z), imag(z)
	switch {
	case infiniteTurn(z):
		size := math.Inf(1)
		if re < 0 {
			size = 0
		}
		return complex(math.Copysign(size, libm.Cos(im)), math.Copysign(size, libm.Sin(im))), none
	case special(z):
		bad := none
		if math.IsInf(im, 0) && (finite(re) || math.IsInf(re, 1)) {
			bad = domain
		}
		return expSpecial.at(z), bad
	}
	scale := 1.0
	if re > logLarge {
		re, scale = re-1, math.E
	}
	l := libm.Exp(re)
	r := complex(l*libm.Cos(im)*scale, l*libm.Sin(im)*scale)
	return r, infinite(r)
}

// hyperbolic is cosh or sinh of z: the parts are cos(im)*a(re) and
// sin(im)*b(re).
func hyperbolic(z complex128, a, b func(float64) float64) (complex128, fault) {
	re, im := real(z), imag(z)
	scale := 1.0
	if math.Abs(re) > logLarge {
		re, scale = re-math.Copysign(1, re), math.E
	}
	r := complex(libm.Cos(im)*a(re)*scale, libm.Sin(im)*b(re)*scale)
	return r, infinite(r)
}

func cosh(z complex128) (complex128, fault) {
	re, im := real(z), imag(z)
	switch {
	case infiniteTurn(z):
		return complex(math.Copysign(math.Inf(1), libm.Cos(im)), math.Copysign(re, re*libm.Sin(im))), none
	case special(z):
		bad := none
		if math.IsInf(im, 0) && !math.IsNaN(re) {
			bad = domain
		}
		return coshSpecial.at(z), bad
	}
	return hyperbolic(z, libm.Cosh, libm.Sinh)
}

func sinh(z complex128) (complex128, fault) {
	re, im := real(z), imag(z)
	switch {
	case infiniteTurn(z):
		return complex(math.Copysign(re, re*libm.Cos(im)), math.Copysign(math.Inf(1), libm.Sin(im))), none
	case special(z):
		bad := none
		if math.IsInf(im, 0) && !math.IsNaN(re) {
			bad = domain
		}
		return sinhSpecial.at(z), bad
	}
	return hyperbolic(z, libm.Sinh, libm.Cosh)
}

func cos(z complex128) (complex128, fault) { return cosh(turn(z)) }

func sin(z complex128) (complex128, fault) {
	r, bad := sinh(turn(z))
	return unturn(r), bad
}

func tan(z complex128) (complex128, fault) {
	r, bad := tanh(turn(z))
	return unturn(r), bad
}

func tanh(z complex128) (complex128, fault) {
	re, im := real(z), imag(z)
	switch {
	case infiniteTurn(z):
		return complex(math.Copysign(1, re), math.Copysign(0, 2*libm.Sin(im)*libm.Cos(im))), none
	case special(z):
		bad := none
		if math.IsInf(im, 0) && finite(re) {
			bad = domain
		}
		return tanhSpecial.at(z), bad
	case math.Abs(re) > logLarge:
		return complex(math.Copysign(1, re), 4*libm.Sin(im)*libm.Cos(im)*libm.Exp(-2*math.Abs(re))), none
	}
	th, tn, sech := libm.Tanh(re), libm.Tan(im), 1/libm.Cosh(re)
	both := th * tn
	den := 1 + float64(both*both)
	return complex(th*(1+float64(tn*tn))/den, ((tn/den)*sech)*sech), none
}

func log(z complex128) (complex128, fault) {
	if special(z) {
		return logSpecial.at(z), none
	}
	ax, ay := math.Abs(real(z)), math.Abs(imag(z))
	im := libm.Atan2(imag(z), real(z))
	var re float64
	switch {
	case ax > large || ay > large:
		re = libm.Log(libm.Hypot(ax/2, ay/2)) + math.Ln2
	case ax < minNormal && ay < minNormal:
		if ax == 0 && ay == 0 {
			return complex(math.Inf(-1), im), domain
		}
		const digits = 53
		re = libm.Log(libm.Hypot(math.Ldexp(ax, digits), math.Ldexp(ay, digits))) - digits*math.Ln2
	default:
		h := libm.Hypot(ax, ay)
		if 0.71 <= h && h <= 1.73 { // near 1 the logarithm is small
			most, least := max(ax, ay), min(ax, ay)
			re = libm.Log1p(float64((most-1)*(most+1))+float64(least*least)) / 2
		} else {
			re = libm.Log(h)
		}
	}
	return complex(re, im), none
}

func log10(z complex128) (complex128, fault) {
	r, bad := log(z)
	return complex(real(r)/math.Ln10, imag(r)/math.Ln10), bad
}

func sqrt(z complex128) (complex128, fault) {
	re, im := real(z), imag(z)
	switch {
	case special(z):
		return sqrtSpecial.at(z), none
	case re == 0 && im == 0:
		return complex(0, im), none
	}
	ax, ay := math.Abs(re), math.Abs(im)
	var s float64
	if ax < minNormal && ay < minNormal {
		const up, down = 53, -27
		ax = math.Ldexp(ax, up)
		s = math.Ldexp(math.Sqrt(ax+libm.Hypot(ax, math.Ldexp(ay, up))), down)
	} else {
		ax /= 8
		s = 2 * math.Sqrt(ax+libm.Hypot(ax, ay/8))
	}
	d := ay / (2 * s)
	if re >= 0 {
		return complex(s, math.Copysign(d, im)), none
	}
	return complex(d, math.Copysign(s, im)), none
}
