package object

import (
	"math"
	"strconv"
)

// FloatFlags modify FormatFloat.
type FloatFlags uint8

const (
	// FloatAlternate keeps the point and the zeros that g would drop.
	FloatAlternate FloatFlags = 1 << iota
	// FloatAddDot0 makes the result look like a float: 1.0, not 1.
	FloatAddDot0
	// FloatNoNegZero drops the sign of a result that is all zeros.
	FloatNoNegZero
)

// FloatRepr is repr(f): the fewest digits that read back as f.
func FloatRepr(f float64) string {
	var buf [32]byte
	return string(appendFloatRepr(buf[:0], f))
}

func appendFloatRepr(b []byte, f float64) []byte {
	switch a := math.Abs(f); {
	case a == math.Trunc(a) && a < 1e15: // the most frequent floats are whole
		if f == 0 && math.Signbit(f) {
			b = append(b, '-')
		}
		return append(strconv.AppendInt(b, int64(f), 10), '.', '0')
	case a >= 1e-4 && a < 1e16:
		n := len(b)
		b = strconv.AppendFloat(b, f, 'f', -1, 64)
		for _, c := range b[n:] {
			if c == '.' {
				return b
			}
		}
		return append(b, '.', '0')
	}
	return append(b, FormatFloat(f, 'r', 0, FloatAddDot0)...)
}

// FormatFloat formats f as C's printf does for e, f and g (E, F and G in
// upper case); code r gives the shortest digits that read back as f, and
// ignores precision.
func FormatFloat(f float64, code byte, precision int, flags FloatFlags) string {
	upper := code < 'a'
	code |= 0x20
	special := ""
	switch {
	case math.IsNaN(f):
		special = "nan"
	case math.IsInf(f, 0):
		special = "inf"
	}
	if special != "" {
		if upper {
			special = map[string]string{"nan": "NAN", "inf": "INF"}[special]
		}
		if f < 0 {
			return "-" + special
		}
		return special
	}
	if code == 'f' {
		return formatFixed(f, precision, flags)
	}
	if code == 'g' && precision == 0 {
		precision = 1
	}
	// significant digits, and the position of the point after the first of them
	var scratch [40]byte
	var sci []byte
	switch code {
	case 'e':
		sci = strconv.AppendFloat(scratch[:0], f, 'e', precision, 64)
	case 'g':
		sci = strconv.AppendFloat(scratch[:0], f, 'e', precision-1, 64)
	default:
		sci = strconv.AppendFloat(scratch[:0], f, 'e', -1, 64)
	}
	negative, digits, exp := splitScientific(sci)
	point := exp + 1
	useExp := code == 'e'
	want := 0 // digits to show at least
	switch code {
	case 'g':
		digits = trimZeros(digits)
		limit := precision
		if flags&FloatAddDot0 != 0 {
			limit--
		}
		useExp = point <= -4 || point > limit
		if flags&FloatAlternate != 0 {
			want = precision
		}
	case 'r':
		useExp = point <= -4 || point > 16
	}
	if flags&FloatNoNegZero != 0 && allZeros(digits) {
		negative = false
	}
	b := make([]byte, 0, len(digits)+24)
	if negative {
		b = append(b, '-')
	}
	shown := point
	if useExp {
		shown = 1
	}
	b = appendPoint(b, digits, shown, want, flags, useExp)
	if useExp {
		if upper {
			b = append(b, 'E')
		} else {
			b = append(b, 'e')
		}
		b = appendExponent(b, point-1)
	}
	return string(b)
}

// appendPoint writes digits with the point after the first n of them, filling
// up with zeros to at least want digits.
func appendPoint(b, digits []byte, n, want int, flags FloatFlags, useExp bool) []byte {
	zeros := func(k int) {
		for ; k > 0; k-- {
			b = append(b, '0')
		}
	}
	if n <= 0 {
		b = append(b, '0', '.')
		zeros(-n)
		b = append(b, digits...)
		zeros(want - len(digits))
		return b
	}
	whole := min(n, len(digits))
	b = append(b, digits[:whole]...)
	zeros(n - whole)
	fraction := digits[whole:]
	missing := max(want-max(len(digits), n), 0)
	if len(fraction) == 0 && missing == 0 {
		switch {
		case flags&FloatAddDot0 != 0 && !useExp:
			return append(b, '.', '0')
		case flags&FloatAlternate != 0:
			return append(b, '.')
		}
		return b
	}
	b = append(append(b, '.'), fraction...)
	zeros(missing)
	return b
}

// formatFixed is code f.
func formatFixed(f float64, precision int, flags FloatFlags) string {
	b := strconv.AppendFloat(make([]byte, 0, precision+24), f, 'f', precision, 64)
	if flags&FloatNoNegZero != 0 && b[0] == '-' && allZeros(b[1:]) {
		b = b[1:]
	}
	if precision == 0 {
		switch {
		case flags&FloatAddDot0 != 0:
			b = append(b, '.', '0')
		case flags&FloatAlternate != 0:
			b = append(b, '.')
		}
	}
	return string(b)
}

// splitScientific takes [-]d.ddde±dd apart; digits is cut out of text.
func splitScientific(text []byte) (negative bool, digits []byte, exp int) {
	if text[0] == '-' {
		negative, text = true, text[1:]
	}
	e := len(text) - 1
	for text[e] != 'e' {
		e--
	}
	for _, c := range text[e+2:] {
		exp = exp*10 + int(c-'0')
	}
	if text[e+1] == '-' {
		exp = -exp
	}
	digits = text[:1]
	if e > 1 {
		digits = append(digits, text[2:e]...)
	}
	return negative, digits, exp
}

// trimZeros drops trailing zeros but for the first digit.
func trimZeros(digits []byte) []byte {
	for len(digits) > 1 && digits[len(digits)-1] == '0' {
		digits = digits[:len(digits)-1]
	}
	return digits
}

// allZeros reports whether no digit but 0 stands in b.
func allZeros(b []byte) bool {
	for _, c := range b {
		if c != '0' && c != '.' {
			return false
		}
	}
	return true
}

// appendExponent writes a sign and at least two digits.
func appendExponent(b []byte, exp int) []byte {
	sign := byte('+')
	if exp < 0 {
		sign, exp = '-', -exp
	}
	b = append(b, sign)
	if exp < 10 {
		b = append(b, '0')
	}
	return strconv.AppendInt(b, int64(exp), 10)
}
