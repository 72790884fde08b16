package object

import (
	"math"

	"github.com/aio-lang/aio/vm/libm"
)

// floatHas reports whether op is an operator of float.
func floatHas(op BinaryOp) bool {
	switch op {
	case OpAdd, OpSub, OpMul, OpTrueDiv, OpFloorDiv, OpMod, OpPow, OpDivMod:
		return true
	}
	return false
}

// floatBinary computes x op y; nil with nothing pending where op is none of
// float's.
func (t *Thread) floatBinary(op BinaryOp, x, y float64) Value {
	switch op {
	case OpAdd:
		return Float(x + y)
	case OpSub:
		return Float(x - y)
	case OpMul:
		return Float(x * y)
	case OpTrueDiv:
		if y == 0 {
			return t.zeroDivision("float division by zero")
		}
		return Float(x / y)
	case OpFloorDiv:
		if y == 0 {
			return t.zeroDivision("float floor division by zero")
		}
		q, _ := floatDivMod(x, y)
		return Float(q)
	case OpMod:
		if y == 0 {
			return t.zeroDivision("float modulo by zero")
		}
		return Float(floatMod(x, y))
	case OpDivMod:
		if y == 0 {
			return t.zeroDivision("float divmod()")
		}
		q, r := floatDivMod(x, y)
		return TupleOf(Float(q), Float(r))
	case OpPow:
		return t.floatPow(x, y)
	}
	return Value{}
}

// Fmod is C's fmod: the exact remainder of x/y with x's sign.
func Fmod(x, y float64) float64 {
	ax, ay := math.Abs(x), math.Abs(y)
	switch {
	case ax < ay: // finite x
		return x
	case ax < ay*(1<<52) && ay > 1e-290 && ax < math.MaxFloat64:
		// The quotient is off by one at most, and x - q*y is exact in one
		// fused step: 3 ns where math.Mod's long division takes 20 and more.
		r := math.FMA(-math.Trunc(ax/ay), ay, ax)
		if r < 0 {
			r += ay
		} else if r >= ay {
			r -= ay
		}
		return math.Copysign(r, x)
	}
	return math.Mod(x, y)
}

// floatMod is x % y, which has y's sign.
func floatMod(x, y float64) float64 {
	r := Fmod(x, y)
	if r == 0 {
		return math.Copysign(0, y)
	}
	if (r < 0) != (y < 0) {
		r += y
	}
	return r
}

// floatDivMod is divmod(x, y). The quotient is computed from the exact
// remainder, so that it is whole even where x/y rounds up.
func floatDivMod(x, y float64) (q, r float64) {
	r = Fmod(x, y)
	q = (x - r) / y
	if r == 0 {
		r = math.Copysign(0, y)
	} else if (r < 0) != (y < 0) {
		r += y
		q--
	}
	if q == 0 {
		return math.Copysign(0, x/y), r
	}
	whole := math.Floor(q)
	if q-whole > 0.5 {
		whole++
	}
	return whole, r
}

// floatPow is x**y: a complex where x is negative and y no whole number.
func (t *Thread) floatPow(x, y float64) Value {
	switch {
	case y == 0 || x == 1:
		return Float(1)
	case x == 0 && y < 0 && !math.IsInf(y, 0):
		return t.zeroDivision("0.0 cannot be raised to a negative power")
	case x < 0 && !math.IsInf(x, 0) && !math.IsInf(y, 0) && y != math.Floor(y) && !math.IsNaN(y):
		return t.complexPow(complex(x, 0), complex(y, 0))
	case y == 2:
		r := x * x
		if math.IsInf(r, 0) && !math.IsInf(x, 0) {
			return t.numericalOverflow()
		}
		return Float(r)
	}
	r := libm.Pow(x, y)
	if math.IsInf(r, 0) && !math.IsInf(x, 0) && !math.IsInf(y, 0) {
		return t.numericalOverflow()
	}
	return Float(r)
}

// numericalOverflow raises the OverflowError that carries C's ERANGE.
func (t *Thread) numericalOverflow() Value {
	return t.RaiseException(NewException(ShapeOverflowError, Int(34), NewStr("Numerical result out of range")))
}
