package decimal

import (
	"math/big"
	"strings"
	"unicode"
)

type kind uint8

const (
	finite kind = iota
	infinite
	quiet     // NaN
	signaling // sNaN
)

// num is a decimal number: (-1)**neg * c * 10**e. The coefficient is never
// changed once it is set; of a NaN it is the payload, nil for none.
type num struct {
	neg  bool
	kind kind
	c    *big.Int
	e    int64
}

var (
	zero = big.NewInt(0)
	one  = big.NewInt(1)
	ten  = big.NewInt(10)
	five = big.NewInt(5)
)

func integer(n int64) num {
	c := big.NewInt(n)
	return num{neg: n < 0, c: c.Abs(c)}
}

func ofBig(n *big.Int) num { return num{neg: n.Sign() < 0, c: new(big.Int).Abs(n)} }

func (d *num) isNaN() bool  { return d.kind >= quiet }
func (d *num) isZero() bool { return d.kind == finite && d.c.Sign() == 0 }

// smallPowers are the powers of ten that fit in a word.
var smallPowers = [...]int64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18}

// pow10 is 10**n, as a number that the caller may change.
func pow10(n int64) *big.Int {
	if uint64(n) < uint64(len(smallPowers)) {
		return big.NewInt(smallPowers[n])
	}
	return new(big.Int).Exp(ten, big.NewInt(n), nil)
}

// digits is the number of decimal digits of c, 1 for zero.
func digits(c *big.Int) int64 {
	bits := c.BitLen()
	if bits == 0 {
		return 1
	}
	if bits <= 63 {
		n, v := int64(1), c.Uint64()
		for v >= 10 {
			v /= 10
			n++
		}
		return n
	}
	n := int64(float64(bits-1)*0.30102999566398119) + 1
	if c.CmpAbs(pow10(n)) >= 0 {
		n++
	}
	return n
}

// adjusted is the exponent of the first digit.
func (d *num) adjusted() int64 { return d.e + digits(d.c) - 1 }

// integral reports whether a finite number has no fraction.
func (d *num) integral() bool {
	if d.e >= 0 || d.c.Sign() == 0 {
		return true
	}
	if -d.e >= digits(d.c) {
		return false
	}
	return new(big.Int).Rem(d.c, pow10(-d.e)).Sign() == 0
}

// trunc is a finite number as an int, rounded towards zero.
func (d *num) trunc() *big.Int {
	var n *big.Int
	switch {
	case d.e >= 0:
		n = new(big.Int).Mul(d.c, pow10(d.e))
	case -d.e > digits(d.c):
		n = new(big.Int)
	default:
		n = new(big.Int).Quo(d.c, pow10(-d.e))
	}
	if d.neg {
		n.Neg(n)
	}
	return n
}

// parse reads a number; underscores may stand between digits.
func parse(text string) (num, bool) {
	s := strings.ReplaceAll(strings.TrimFunc(text, unicode.IsSpace), "_", "")
	s = strings.Map(asciiDigit, s)
	d := num{}
	if s != "" && (s[0] == '+' || s[0] == '-') {
		d.neg = s[0] == '-'
		s = s[1:]
	}
	low := strings.ToLower(s)
	switch {
	case low == "inf" || low == "infinity":
		d.kind, d.c = infinite, zero
		return d, true
	case strings.HasPrefix(low, "nan") || strings.HasPrefix(low, "snan"):
		d.kind = quiet
		if low[0] == 's' {
			d.kind, low = signaling, low[1:]
		}
		payload := strings.TrimLeft(low[3:], "0")
		if payload == "" && strings.Trim(low[3:], "0") == "" {
			return d, true
		}
		var ok bool
		d.c, ok = digitsOf(payload)
		return d, ok
	}
	mantissa := s
	var exp int64
	if i := strings.IndexAny(s, "eE"); i >= 0 {
		mantissa = s[:i]
		x := s[i+1:]
		neg := false
		if x != "" && (x[0] == '+' || x[0] == '-') {
			neg = x[0] == '-'
			x = x[1:]
		}
		n, ok := digitsOf(x)
		if !ok {
			return num{}, false
		}
		exp = maxExp * 4
		if n.IsInt64() && n.Int64() < exp {
			exp = n.Int64()
		}
		if neg {
			exp = -exp
		}
	}
	whole, frac, _ := strings.Cut(mantissa, ".")
	c, ok := digitsOf(whole + frac)
	if !ok {
		return num{}, false
	}
	d.c, d.e = c, exp-int64(len(frac))
	return d, true
}

func asciiDigit(r rune) rune {
	if r < 128 || !unicode.IsDigit(r) {
		return r
	}
	for _, t := range unicode.Nd.R16 {
		if rune(t.Lo) <= r && r <= rune(t.Hi) {
			return '0' + (r-rune(t.Lo))%10
		}
	}
	for _, t := range unicode.Nd.R32 {
		if rune(t.Lo) <= r && r <= rune(t.Hi) {
			return '0' + (r-rune(t.Lo))%10
		}
	}
	return r
}

func digitsOf(s string) (*big.Int, bool) {
	if s == "" || strings.Trim(s, "0123456789") != "" {
		return nil, false
	}
	return new(big.Int).SetString(s, 10)
}

// text is the number in scientific notation or, with eng, in engineering
// notation: exponents are multiples of three.
func (d *num) text(eng, capitals bool) string {
	sign := ""
	if d.neg {
		sign = "-"
	}
	switch d.kind {
	case infinite:
		return sign + "Infinity"
	case quiet, signaling:
		s := sign + "NaN"
		if d.kind == signaling {
			s = sign + "sNaN"
		}
		if d.c != nil {
			s += d.c.String()
		}
		return s
	}
	s := d.c.String()
	left := d.e + int64(len(s)) // digits before the point
	point := left
	switch {
	case d.e <= 0 && left > -6:
	case !eng:
		point = 1
	case s == "0":
		point = mod(left+1, 3) - 1
	default:
		point = mod(left-1, 3) + 1
	}
	var whole, frac string
	switch {
	case point <= 0:
		whole, frac = "0", "."+strings.Repeat("0", int(-point))+s
	case point >= int64(len(s)):
		whole = s + strings.Repeat("0", int(point)-len(s))
	default:
		whole, frac = s[:point], "."+s[point:]
	}
	exp := ""
	if left != point {
		exp = "e"
		if capitals {
			exp = "E"
		}
		n := left - point
		if n >= 0 {
			exp += "+"
		}
		exp += big.NewInt(n).String()
	}
	return sign + whole + frac + exp
}

func mod(a, b int64) int64 { return (a%b + b) % b }
