package object

import (
	"math"

	"github.com/aio-lang/aio/vm/libm"
)

// complexHas reports whether op is an operator of complex.
func complexHas(op BinaryOp) bool {
	switch op {
	case OpAdd, OpSub, OpMul, OpTrueDiv, OpPow:
		return true
	}
	return false
}

// complexBinary computes x op y; nil with nothing pending where op is none of
// complex's.
func (t *Thread) complexBinary(op BinaryOp, x, y complex128) Value {
	switch op {
	case OpAdd:
		return NewComplex(x + y)
	case OpSub:
		return NewComplex(x - y)
	case OpMul:
		return NewComplex(ComplexMul(x, y))
	case OpTrueDiv:
		if y == 0 {
			return t.zeroDivision("complex division by zero")
		}
		return NewComplex(ComplexQuo(x, y))
	case OpPow:
		return t.complexPow(x, y)
	}
	return Value{}
}

// ComplexMul is x*y by the schoolbook formula, without C99's recovery of
// infinities. The conversions keep the compiler from fusing the operations,
// which would round differently on some machines.
func ComplexMul(x, y complex128) complex128 {
	a, b, c, d := real(x), imag(x), real(y), imag(y)
	return complex(float64(a*c)-float64(b*d), float64(a*d)+float64(b*c))
}

// ComplexQuo is x/y by Smith's method, which scales by the larger part of y;
// y is not 0.
func ComplexQuo(x, y complex128) complex128 {
	a, b, c, d := real(x), imag(x), real(y), imag(y)
	switch ac, ad := math.Abs(c), math.Abs(d); {
	case ac >= ad:
		ratio := d / c
		denom := c + float64(d*ratio)
		return complex((a+float64(b*ratio))/denom, (b-float64(a*ratio))/denom)
	case ad >= ac:
		ratio := c / d
		denom := float64(c*ratio) + d
		return complex((float64(a*ratio)+b)/denom, (float64(b*ratio)-a)/denom)
	}
	return complex(math.NaN(), math.NaN())
}

// complexPow is x**y: by multiplication for whole exponents up to 100, else
// through polar form.
func (t *Thread) complexPow(x, y complex128) Value {
	var r complex128
	if n := real(y); imag(y) == 0 && n == math.Floor(n) && math.Abs(n) <= 100 {
		switch {
		case n > 0:
			r = complexPowInt(x, int(n))
		default:
			p := complexPowInt(x, int(-n))
			if p == 0 {
				return t.zeroDivision("0.0 to a negative or complex power")
			}
			r = ComplexQuo(1, p)
		}
	} else if x == 0 {
		if y != 0 && (imag(y) != 0 || real(y) < 0) {
			return t.zeroDivision("0.0 to a negative or complex power")
		}
	} else {
		r = complexPowPolar(x, y)
	}
	if math.IsInf(real(r), 0) || math.IsInf(imag(r), 0) {
		return t.OverflowErrorf("complex exponentiation")
	}
	return NewComplex(r)
}

// complexPowInt is x**n for n >= 0, by squaring.
func complexPowInt(x complex128, n int) complex128 {
	r := complex(1, 0)
	for mask := 1; mask <= n; mask <<= 1 {
		if n&mask != 0 {
			r = ComplexMul(r, x)
		}
		x = ComplexMul(x, x)
	}
	return r
}

func complexPowPolar(x, y complex128) complex128 {
	length := libm.Hypot(real(x), imag(x))
	size := libm.Pow(length, real(y))
	angle := libm.Atan2(imag(x), real(x))
	phase := angle * real(y)
	if imag(y) != 0 {
		size *= libm.Exp(-angle * imag(y))
		phase += float64(imag(y) * libm.Log(length))
	}
	return complex(size*libm.Cos(phase), size*libm.Sin(phase))
}

// complexAbs is abs(x); OverflowError where it is too large.
func (t *Thread) complexAbs(x complex128) Value {
	r := libm.Hypot(real(x), imag(x))
	if math.IsInf(r, 0) && !math.IsInf(real(x), 0) && !math.IsInf(imag(x), 0) {
		return t.OverflowErrorf("absolute value too large")
	}
	return Float(r)
}
