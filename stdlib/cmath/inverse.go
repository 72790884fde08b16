package cmath

import (
	"math"

	"github.com/aio-lang/aio/vm/libm"
)

// isLarge reports whether a part of z is too large to be squared.
func isLarge(z complex128) bool { return math.Abs(real(z)) > large || math.Abs(imag(z)) > large }

// logHypot is log(abs(2*z)) for large z.
func logHypot(z complex128) float64 {
	return libm.Log(libm.Hypot(real(z)/2, imag(z)/2)) + 2*math.Ln2
}

func acos(z complex128) (complex128, fault) {
	re, im := real(z), imag(z)
	switch {
	case special(z):
		return acosSpecial.at(z), none
	case isLarge(z):
		angle := libm.Atan2(math.Abs(im), re)
		if re < 0 {
			return complex(angle, -math.Copysign(logHypot(z), im)), none
		}
		return complex(angle, math.Copysign(logHypot(z), -im)), none
	}
	s1, _ := sqrt(complex(1-re, -im))
	s2, _ := sqrt(complex(1+re, im))
	return complex(2*libm.Atan2(real(s1), real(s2)), libm.Asinh(float64(real(s2)*imag(s1))-float64(imag(s2)*real(s1)))), none
}

func acosh(z complex128) (complex128, fault) {
	re, im := real(z), imag(z)
	switch {
	case special(z):
		return acoshSpecial.at(z), none
	case isLarge(z):
		return complex(logHypot(z), libm.Atan2(im, re)), none
	}
	s1, _ := sqrt(complex(re-1, im))
	s2, _ := sqrt(complex(re+1, im))
	return complex(libm.Asinh(float64(real(s1)*real(s2))+float64(imag(s1)*imag(s2))), 2*libm.Atan2(imag(s1), real(s2))), none
}

func asinh(z complex128) (complex128, fault) {
	re, im := real(z), imag(z)
	switch {
	case special(z):
		return asinhSpecial.at(z), none
	case isLarge(z):
		size := math.Copysign(logHypot(z), re)
		if im < 0 {
			size = -math.Copysign(logHypot(z), -re)
		}
		return complex(size, libm.Atan2(im, math.Abs(re))), none
	}
	s1, _ := sqrt(complex(1+im, -re))
	s2, _ := sqrt(complex(1-im, re))
	return complex(libm.Asinh(float64(real(s1)*imag(s2))-float64(real(s2)*imag(s1))),
		libm.Atan2(im, float64(real(s1)*real(s2))-float64(imag(s1)*imag(s2)))), none
}

func asin(z complex128) (complex128, fault) {
	r, bad := asinh(turn(z))
	return unturn(r), bad
}

func atan(z complex128) (complex128, fault) {
	r, bad := atanh(turn(z))
	return unturn(r), bad
}

func atanh(z complex128) (complex128, fault) {
	if special(z) {
		return atanhSpecial.at(z), none
	}
	re, im := real(z), imag(z)
	if re < 0 || re == 0 && math.Signbit(re) {
		r, bad := atanh(complex(-re, -im))
		return complex(-real(r), -imag(r)), bad
	}
	ay := math.Abs(im)
	switch {
	case re > sqrtLarge || ay > sqrtLarge:
		h := libm.Hypot(re/2, im/2)
		return complex(re/4/h/h, -math.Copysign(math.Pi/2, -im)), none
	case re == 1 && ay == 0:
		return complex(math.Inf(1), im), domain
	case re == 1 && ay < sqrtMin:
		return complex(-libm.Log(math.Sqrt(ay)/math.Sqrt(libm.Hypot(ay, 2))), math.Copysign(libm.Atan2(2, -ay)/2, im)), none
	}
	sq := float64(ay * ay)
	return complex(libm.Log1p(4*re/(float64((1-re)*(1-re))+sq))/4,
		-libm.Atan2(-2*im, float64((1-re)*(1+re))-sq)/2), none
}
