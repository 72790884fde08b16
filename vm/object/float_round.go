package object

import (
	"math"
	"strconv"
)

// floatRound is float.__round__: without ndigits the nearest int, half to
// even; with it a float, rounded by its exact decimal value.
func floatRound(t *Thread, a []Value) Value {
	x, _ := Float64(a[0])
	if a[1].IsNone() {
		return t.intFromFloat(math.RoundToEven(x))
	}
	i := t.Index(a[1])
	if i.P == nil {
		return i
	}
	n, ok := Int64(i)
	if !ok {
		n = int64(intSign(i)) * math.MaxInt32
	}
	switch {
	case math.IsNaN(x) || math.IsInf(x, 0) || n > 323:
		return Float(x)
	case n < -308:
		return Float(0 * x)
	}
	r, ok := roundDecimal(x, int(n))
	if !ok {
		return t.OverflowErrorf("rounded value too large to represent")
	}
	return Float(r)
}

// roundDecimal rounds a finite x to n digits after the point, or to 10**-n.
// ok is false when the result is too large for a float.
func roundDecimal(x float64, n int) (r float64, ok bool) {
	var buf [448]byte
	if n >= 0 {
		r, _ = strconv.ParseFloat(string(strconv.AppendFloat(buf[:0], x, 'f', n, 64)), 64)
		return r, true
	}
	// 400 digits are all that x has, as it matters only from 1 up
	text := strconv.AppendFloat(buf[:0], math.Abs(x), 'e', 400, 64)
	_, digits, exp := splitScientific(text)
	keep := exp + 1 + n
	switch {
	case keep < 0 || x == 0:
		return math.Copysign(0, x), true
	case keep == 0: // 0 or one unit; the tie goes to 0
		if digits[0] < '5' || digits[0] == '5' && allZeros(digits[1:]) {
			return math.Copysign(0, x), true
		}
		text = strconv.AppendInt([]byte("1e"), int64(exp)+1, 10)
	default:
		text = strconv.AppendFloat(buf[:0], math.Abs(x), 'e', keep-1, 64)
	}
	r, err := strconv.ParseFloat(string(text), 64)
	return math.Copysign(r, x), err == nil
}
