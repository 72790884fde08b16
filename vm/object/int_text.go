package object

import (
	"math/big"
	"math/bits"
	"strconv"
	"strings"

	"github.com/aio-lang/aio/vm/ucd"
)

// IntText is an int of any form in decimal. ok is false with ValueError
// pending where it has more digits than sys.get_int_max_str_digits() allows.
func (t *Thread) IntText(v Value) (s string, ok bool) {
	if i, ok := Int64(v); ok {
		return strconv.FormatInt(i, 10), true
	}
	x := ToBig(v)
	limit := t.M.IntMaxStrDigits
	// 3.33 bits a digit: do not convert what is too long beyond doubt
	if limit > 0 && x.BitLen()/10*3 > limit+10 {
		return "", t.digitLimit(0)
	}
	if len(x.Bits()) <= shortText && bits.UintSize == 64 {
		s = wordsText(x)
	} else {
		s = x.Text(10)
	}
	if limit > 0 && len(strings.TrimPrefix(s, "-")) > limit {
		return "", t.digitLimit(0)
	}
	return s, true
}

// IntTextBase is an int of any form in base 2, 8 or 16, lower case, with '-'
// where it is negative and no prefix. These bases have no limit.
func IntTextBase(v Value, base int) string {
	if i, ok := Int64(v); ok {
		return strconv.FormatInt(i, base)
	}
	return ToBig(v).Text(base)
}

// digitLimit raises the ValueError for conversions between int and text that
// are longer than the limit (they were a way to stall a server); digits is the
// length of the text where it is known, else 0.
func (t *Thread) digitLimit(digits int) bool {
	length := ""
	if digits > 0 {
		length = ": value has " + strconv.Itoa(digits) + " digits"
	}
	t.ValueErrorf("Exceeds the limit (%d digits) for integer string conversion%s; use sys.set_int_max_str_digits() to increase the limit",
		t.M.IntMaxStrDigits, length)
	return false
}

// IntFromString is int(s, base), with underscores, surrounding whitespace,
// digits of any script, and the prefixes that base allows; base is 0 or 2 to
// 36. shown is what the error message quotes.
func (t *Thread) IntFromString(s string, base int, shown Value) Value {
	if base == 10 && len(s) < 19 {
		if i, ok := parseShortInt(s); ok {
			return Int(i)
		}
	}
	digits, negative, radix, ok := scanInt(asciiDigits(s), base)
	if !ok {
		return t.invalidIntLiteral(base, shown)
	}
	if limit := t.M.IntMaxStrDigits; limit > 0 && len(digits) > limit && radix&(radix-1) != 0 {
		t.digitLimit(len(digits))
		return Value{}
	}
	if len(digits) <= 12 { // 36**12 < 2**63
		u, _ := strconv.ParseInt(digits, radix, 64)
		if negative {
			u = -u
		}
		return Int(u)
	}
	r := newBig()
	parseDigits(&r.n, digits, radix)
	if negative {
		r.n.Neg(&r.n)
	}
	return r.result()
}

// parseDigits sets z to the number that valid digits stand for. big.Int reads
// digits in quadratic time, so long texts are halved: 10**6 digits take 0.1 s
// instead of 3.
func parseDigits(z *big.Int, digits string, radix int) {
	const short = 1000
	if len(digits) <= short {
		z.SetString(digits, radix)
		return
	}
	// powers[k] is radix**(short << k)
	powers := []*big.Int{new(big.Int).Exp(big.NewInt(int64(radix)), big.NewInt(short), nil)}
	for short<<len(powers) < len(digits) {
		p := powers[len(powers)-1]
		powers = append(powers, new(big.Int).Mul(p, p))
	}
	var parse func(z *big.Int, digits string, k int)
	parse = func(z *big.Int, digits string, k int) {
		for k >= 0 && len(digits) <= short<<k {
			k--
		}
		if k < 0 {
			z.SetString(digits, radix)
			return
		}
		cut := len(digits) - short<<k
		var low big.Int
		parse(z, digits[:cut], k)
		parse(&low, digits[cut:], k-1)
		z.Mul(z, powers[k]).Add(z, &low)
	}
	parse(z, digits, len(powers)-1)
}

func (t *Thread) invalidIntLiteral(base int, shown Value) Value {
	text, ok := t.Repr(shown)
	if !ok {
		return Value{}
	}
	return t.ValueErrorf("invalid literal for int() with base %d: %s", base, clipText(text, 200))
}

// clipText is at most the first n code points of s.
func clipText(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for i := 0; i < len(s); n-- {
		if n == 0 {
			return s[:i]
		}
		_, size := DecodeRune(s[i:])
		i += size
	}
	return s
}

// parseShortInt reads plain decimal digits with an optional '-'.
func parseShortInt(s string) (i int64, ok bool) {
	d := s
	if d != "" && d[0] == '-' {
		d = d[1:]
	}
	if d == "" {
		return 0, false
	}
	for _, c := range []byte(d) {
		if c < '0' || c > '9' {
			return 0, false
		}
		i = i*10 + int64(c-'0')
	}
	if len(d) < len(s) {
		i = -i
	}
	return i, true
}

// asciiDigits replaces decimal digits of other scripts by ASCII ones, other
// space beyond ASCII by ' ', and anything else beyond ASCII by '?', which no
// number contains.
func asciiDigits(s string) string {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return asciiDigitsSlow(s)
		}
	}
	return s
}

func asciiDigitsSlow(s string) string {
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); {
		r, n := DecodeRune(s[i:])
		i += n
		switch d := ucd.DecimalValue(r); {
		case r < 0x7f:
			b = append(b, byte(r))
		case ucd.Is(r, ucd.Space):
			b = append(b, ' ')
		case d >= 0:
			b = append(b, '0'+byte(d))
		default:
			b = append(b, '?')
		}
	}
	return string(b)
}

// trimSpace cuts ASCII space off both ends.
func trimSpace(s string) string {
	for s != "" && isSpace(s[0]) {
		s = s[1:]
	}
	for s != "" && isSpace(s[len(s)-1]) {
		s = s[:len(s)-1]
	}
	return s
}

func isSpace(c byte) bool { return c == ' ' || '\t' <= c && c <= '\r' }

// scanInt checks the literal of an int and returns its digits without sign,
// prefix and underscores, and the base they are written in.
func scanInt(s string, base int) (digits string, negative bool, radix int, ok bool) {
	s = trimSpace(s)
	if s != "" && (s[0] == '+' || s[0] == '-') {
		negative, s = s[0] == '-', s[1:]
	}
	radix = base
	prefix := 0
	if len(s) > 1 && s[0] == '0' {
		switch s[1] | 0x20 {
		case 'x':
			prefix = 16
		case 'o':
			prefix = 8
		case 'b':
			prefix = 2
		}
	}
	if radix == 0 {
		if radix = prefix; prefix == 0 {
			radix = 10
		}
	}
	if prefix != 0 && prefix == radix {
		if s = s[2:]; s != "" && s[0] == '_' { // 0x_ff
			s = s[1:]
		}
	}
	if s == "" || s[0] == '_' || s[len(s)-1] == '_' || strings.Contains(s, "__") {
		return "", false, 0, false
	}
	digits = strings.ReplaceAll(s, "_", "")
	nonzero := false
	for i := 0; i < len(digits); i++ {
		d := digitValue(digits[i])
		if d >= radix {
			return "", false, 0, false
		}
		nonzero = nonzero || d != 0
	}
	if base == 0 && prefix == 0 && digits[0] == '0' && nonzero {
		return "", false, 0, false // 010 is no literal
	}
	return digits, negative, radix, true
}

// digitValue is the value of a digit of a base up to 36; 99 for none.
func digitValue(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c && c <= 'z':
		return int(c-'a') + 10
	case 'A' <= c && c <= 'Z':
		return int(c-'A') + 10
	}
	return 99
}

// intFromText is int(v, base) for a str or a bytes-like object; found is false
// when v is neither.
func (t *Thread) intFromText(v Value, base int) (r Value, found bool) {
	if v.IsStr() {
		return t.IntFromString(v.Text(), base, v), true
	}
	b, ok := t.oneBytes(v)
	if !ok {
		return Value{}, t.Exc.P != nil
	}
	for i := 0; i < len(b); i++ {
		if b[i] >= 0x80 {
			return t.invalidIntLiteral(base, NewBytes(b)), true
		}
	}
	return t.IntFromString(b, base, NewBytes(b)), true
}
