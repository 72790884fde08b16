package object

import (
	"math"
	"strconv"
	"strings"
)

// ParseFloat reads the text of a float as float() does, but for surrounding
// space: digits with a point and an exponent, inf, infinity or nan in any
// case. Underscores are not taken. What is too large is infinite.
func ParseFloat(s string) (f float64, ok bool) {
	f, n := scanFloat(s)
	return f, n > 0 && n == len(s)
}

// scanFloat reads the float that s begins with and returns its length in
// bytes, 0 for none.
func scanFloat(s string) (f float64, n int) {
	i := 0
	if i < len(s) && (s[i] == '+' || s[i] == '-') {
		i++
	}
	negative := i > 0 && s[0] == '-'
	if word := specialFloat(s[i:]); word != "" {
		f = math.Inf(1)
		if word == "nan" {
			f = NaN()
		}
		if negative {
			f = math.Copysign(f, -1)
		}
		return f, i + len(word)
	}
	from := i
	i = skipDigits(s, i)
	digits := i - from
	if i < len(s) && s[i] == '.' {
		from = i + 1
		i = skipDigits(s, from)
		digits += i - from
	}
	if digits == 0 {
		return 0, 0
	}
	if i < len(s) && s[i]|0x20 == 'e' {
		j := i + 1
		if j < len(s) && (s[j] == '+' || s[j] == '-') {
			j++
		}
		if k := skipDigits(s, j); k > j {
			i = k
		}
	}
	text := s[:i]
	if len(text) > longFloat {
		text = shortenFloat(text)
	}
	f, _ = strconv.ParseFloat(text, 64) // the only error left is of range, with an infinite f
	return f, i
}

// longFloat is the length from which a float's text is shortened: package
// strconv takes exponents of few digits only, and looks at so many digits.
const longFloat = 400

// shortenFloat writes a decimal float with its significant digits alone and an
// exponent in bounds. 799 digits decide the result, if one more tells whether
// there are others; package strconv misplaces the point of longer ones.
func shortenFloat(s string) string {
	sign := ""
	if s[0] == '+' || s[0] == '-' {
		sign, s = s[:1], s[1:]
	}
	mantissa, exp := s, int64(0)
	if e := strings.IndexAny(s, "eE"); e >= 0 {
		mantissa = s[:e]
		digits := strings.TrimLeft(strings.TrimLeft(s[e+1:], "+-"), "0")
		exp = 1 << 40
		if len(digits) < 12 {
			exp, _ = strconv.ParseInt("0"+digits, 10, 64)
		}
		if s[e+1] == '-' {
			exp = -exp
		}
	}
	whole, fraction, _ := strings.Cut(mantissa, ".")
	exp -= int64(len(fraction))
	digits := strings.TrimLeft(whole+fraction, "0")
	if kept := strings.TrimRight(digits, "0"); len(kept) < len(digits) {
		exp += int64(len(digits) - len(kept))
		digits = kept
	}
	if digits == "" {
		return sign + "0"
	}
	if n := len(digits) - 799; n > 1 {
		digits, exp = digits[:799]+"1", exp+int64(n)-1
	}
	// the value is below 10**(exp+len) and not below a tenth of it
	if top := exp + int64(len(digits)); top > 400 || top < -400 {
		exp = max(min(top, 400), -400) - int64(len(digits))
	}
	return sign + digits + "e" + strconv.FormatInt(exp, 10)
}

func skipDigits(s string, i int) int {
	for i < len(s) && '0' <= s[i] && s[i] <= '9' {
		i++
	}
	return i
}

// specialFloat is the word for infinity or nan that s begins with, in lower
// case.
func specialFloat(s string) string {
	if s == "" || s[0] < 'A' {
		return ""
	}
	for _, w := range []string{"infinity", "inf", "nan"} {
		if len(s) >= len(w) && strings.EqualFold(s[:len(w)], w) {
			return w
		}
	}
	return ""
}

// dropUnderscores removes underscores, each of which must stand between two
// digits (PEP 515).
func dropUnderscores(s string) (string, bool) {
	if strings.IndexByte(s, '_') < 0 {
		return s, true
	}
	b := make([]byte, 0, len(s))
	digit := func(i int) bool { return i >= 0 && i < len(s) && '0' <= s[i] && s[i] <= '9' }
	for i := 0; i < len(s); i++ {
		if s[i] != '_' {
			b = append(b, s[i])
		} else if !digit(i-1) || !digit(i+1) {
			return "", false
		}
	}
	return string(b), true
}

// floatFromText is float(s); shown is what the error message quotes.
func (t *Thread) floatFromText(s string, shown Value) (f float64, ok bool) {
	text := trimSpace(asciiDigits(s))
	if text, ok = dropUnderscores(text); ok {
		if f, ok = ParseFloat(text); ok {
			if f != f {
				f = t.M.newNaN(f)
			}
			return f, true
		}
	}
	quoted, ok := t.Repr(shown)
	if ok {
		t.ValueErrorf("could not convert string to float: %s", quoted)
	}
	return 0, false
}
