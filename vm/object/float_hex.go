package object

import (
	"math"
	"strconv"
)

// floatHex is float.hex: [-]0x1.hhhhhhhhhhhhhp±d.
func floatHex(t *Thread, a []Value) Value {
	f, _ := Float64(a[0])
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return NewStr(FloatRepr(f))
	}
	bits := math.Float64bits(f)
	exp := int(bits>>52&0x7ff) - 1023
	digits := strconv.FormatUint(bits&(1<<52-1)|1<<52, 16) // 1 and 13 digits of the fraction
	lead := "1"
	if exp == -1023 { // zero and subnormals
		lead, exp = "0", -1022
		if f == 0 {
			digits, exp = "10", 0
			if math.Signbit(f) {
				return NewStr("-0x0.0p+0")
			}
		}
	}
	sign := ""
	if f < 0 {
		sign = "-"
	}
	plus := "+"
	if exp < 0 {
		plus = ""
	}
	return NewStr(sign + "0x" + lead + "." + digits[1:] + "p" + plus + strconv.Itoa(exp))
}

// floatFromHex is float.fromhex.
func floatFromHex(t *Thread, a []Value) Value {
	if !a[1].IsStr() {
		return t.TypeErrorf("bad argument type for built-in operation")
	}
	f, err := parseHexFloat(trimSpace(a[1].Text()))
	switch err {
	case hexSyntax:
		return t.ValueErrorf("invalid hexadecimal floating-point string")
	case hexRange:
		return t.OverflowErrorf("hexadecimal value too large to represent as a float")
	}
	if a[0] != t.M.Type(ShapeFloat).Value() {
		return t.Call(a[0], Float(f))
	}
	return Float(f)
}

type hexError uint8

const (
	hexOK hexError = iota
	hexSyntax
	hexRange
)

// parseHexFloat reads
//
//	[sign] ["0x"] digits ["." digits] ["p" [sign] decimal]  |  inf  |  nan
func parseHexFloat(s string) (float64, hexError) {
	if f, n := scanFloat(s); n == len(s) && n > 0 && (math.IsNaN(f) || math.IsInf(f, 0)) && s[n-1] > '9' {
		return f, hexOK
	}
	negative := false
	if s != "" && (s[0] == '+' || s[0] == '-') {
		negative, s = s[0] == '-', s[1:]
	}
	if len(s) > 1 && s[0] == '0' && s[1]|0x20 == 'x' {
		s = s[2:]
	}
	// m is the first 16 significant digits, its lowest bit sticky
	var m uint64
	digits, exp, taken, inFraction := 0, 0, 0, false
	i := 0
	for ; i < len(s); i++ {
		if s[i] == '.' && !inFraction {
			inFraction = true
			continue
		}
		d := digitValue(s[i])
		if d > 15 {
			break
		}
		digits++
		if inFraction {
			exp -= 4
		}
		if taken > 0 || d != 0 {
			if taken++; taken > 16 {
				exp += 4
				if d != 0 {
					m |= 1
				}
				continue
			}
			m = m<<4 | uint64(d)
		}
	}
	if digits == 0 {
		return 0, hexSyntax
	}
	if s = s[i:]; s != "" && s[0]|0x20 == 'p' {
		e := s[1:]
		n := skipDigits(e, min(len(e), boolInt(e != "" && (e[0] == '+' || e[0] == '-'))))
		x, err := strconv.Atoi(e[:n])
		if err != nil && n > 0 && e[n-1] >= '0' { // too many digits for an int
			x, err = math.MaxInt/2, nil
			if e[0] == '-' {
				x = -x
			}
		}
		if err != nil {
			return 0, hexSyntax
		}
		exp = exp + min(max(x, -math.MaxInt/4), math.MaxInt/4)
		s = e[n:]
	}
	if s != "" {
		return 0, hexSyntax
	}
	f := 0.0
	if m != 0 {
		f = roundScaled(m, min(max(exp, -1<<20), 1<<20))
	}
	if math.IsInf(f, 0) {
		return 0, hexRange
	}
	if negative {
		f = -f
	}
	return f, hexOK
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}
