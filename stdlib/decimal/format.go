package decimal

import (
	"strings"

	"math/big"
)

// layout is a parsed format specification.
type layout struct {
	fill              string
	align, sign       byte
	zero, group, noNZ bool
	width, precision  int // precision -1: none
	kind              byte
}

func parseLayout(spec string) (layout, bool) {
	l := layout{fill: " ", sign: '-', precision: -1}
	r := []rune(spec)
	isAlign := func(c rune) bool { return strings.ContainsRune("<>=^", c) }
	switch {
	case len(r) > 1 && isAlign(r[1]):
		l.fill, l.align, r = string(r[0]), byte(r[1]), r[2:]
	case len(r) > 0 && isAlign(r[0]):
		l.align, r = byte(r[0]), r[1:]
	}
	take := func(set string) byte {
		if len(r) > 0 && strings.ContainsRune(set, r[0]) {
			c := byte(r[0])
			r = r[1:]
			return c
		}
		return 0
	}
	if c := take("+- "); c != 0 {
		l.sign = c
	}
	l.noNZ = take("z") != 0
	if take("0") != 0 {
		l.zero = true
		if l.align == 0 {
			l.fill, l.align = "0", '='
		}
	}
	number := func() (int, bool) {
		n, any := 0, false
		for len(r) > 0 && r[0] >= '0' && r[0] <= '9' {
			if n = n*10 + int(r[0]-'0'); n > 1<<30 {
				return 0, false
			}
			r, any = r[1:], true
		}
		return n, any
	}
	if len(r) > 0 && r[0] >= '0' && r[0] <= '9' {
		n, ok := number()
		if !ok {
			return l, false
		}
		l.width = n
	}
	l.group = take(",") != 0
	if take(".") != 0 {
		n, ok := number()
		if !ok {
			return l, false
		}
		l.precision = n
	}
	l.kind = take("eEfFgGn%")
	if l.align == 0 {
		l.align = '>'
	}
	return l, len(r) == 0 && !(l.kind == 'n' && l.group)
}

// format writes d by the specification; r is how digits are rounded.
func (d num) format(l layout, r rounding, capitals bool) string {
	var body string
	if d.kind != finite {
		if l.zero {
			l.fill, l.align = " ", '>'
		}
		s := d
		s.neg = false
		body = s.text(false, true)
		if l.kind == '%' {
			body += "%"
		}
	} else {
		body = d.digitsAs(l, r, capitals)
		if l.noNZ && d.neg && strings.Trim(strings.TrimRight(strings.SplitN(strings.ToLower(body), "e", 2)[0], "%"), "0.") == "" {
			d.neg = false
		}
	}
	sign := ""
	switch {
	case d.neg:
		sign = "-"
	case l.sign != '-':
		sign = string(l.sign)
	}
	if l.group && d.kind == finite {
		end := strings.IndexAny(body, ".eE%")
		if end < 0 {
			end = len(body)
		}
		whole := body[:end]
		if l.fill == "0" && l.align == '=' {
			for len(sign)+len(grouped(whole))+len(body)-end < l.width {
				whole = "0" + whole
			}
			for len(grouped(whole)) > 0 && len(sign)+len(grouped(whole))+len(body)-end > l.width && whole[0] == '0' && len(whole) > end {
				if len(sign)+len(grouped(whole[1:]))+len(body)-end < l.width {
					break
				}
				whole = whole[1:]
			}
		}
		body = grouped(whole) + body[end:]
	}
	pad := l.width - len([]rune(sign+body))
	if pad <= 0 {
		return sign + body
	}
	fill := func(n int) string { return strings.Repeat(l.fill, n) }
	switch l.align {
	case '<':
		return sign + body + fill(pad)
	case '=':
		return sign + fill(pad) + body
	case '^':
		return fill(pad/2) + sign + body + fill(pad-pad/2)
	}
	return fill(pad) + sign + body
}

func grouped(s string) string {
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// digitsAs is a finite number without its sign.
func (d num) digitsAs(l layout, r rounding, capitals bool) string {
	kind := l.kind
	upper := kind == 'E' || kind == 'G' || kind == 0 && capitals || kind == 'F'
	switch kind {
	case 'F':
		kind = 'f'
	case 'E':
		kind = 'e'
	case 'G', 'n', 0:
		kind = 'g'
	}
	neg := d.neg
	d.neg = false
	if kind == '%' {
		d.e += 2
	}
	cut := func(e int64) {
		if d.e < e || l.precision >= 0 && kind != 'g' {
			c, _ := num{neg: neg, c: d.c, e: d.e}.rescale(e, r)
			c.neg = false
			d = c
		}
	}
	if l.precision >= 0 {
		p := int64(l.precision)
		switch kind {
		case 'e':
			if !d.isZero() {
				cut(d.adjusted() - p)
				if digits(d.c) > p+1 {
					cut(d.adjusted() - p)
				}
			}
		case 'f', '%':
			cut(-p)
		case 'g':
			if !d.isZero() && digits(d.c) > max(p, 1) {
				cut(d.adjusted() - max(p, 1) + 1)
				if digits(d.c) > max(p, 1) {
					cut(d.adjusted() - max(p, 1) + 1)
				}
			}
		}
	} else if kind == 'f' && d.e > 0 || kind == '%' && d.e > 0 {
		d, _ = d.rescale(0, r)
	}
	s := d.c.String()
	left := d.e + int64(len(s))
	point := left
	switch kind {
	case 'e':
		point = 1
		if d.isZero() && l.precision >= 0 {
			point = 1 - int64(l.precision)
			s = "0" + strings.Repeat("0", l.precision)
			left = d.e + 1 + int64(l.precision)
			point = 1
		}
	case 'g':
		if !(d.e <= 0 && left > -6) {
			point = 1
		}
	}
	var text string
	switch {
	case point <= 0:
		text = "0." + strings.Repeat("0", int(-point)) + s
	case point >= int64(len(s)):
		text = s + strings.Repeat("0", int(point)-len(s))
	default:
		text = s[:point] + "." + s[point:]
	}
	if kind == 'e' || kind == 'g' && left != point {
		exp := left - point
		e := "e"
		if upper {
			e = "E"
		}
		sign := "+"
		if exp < 0 {
			sign = "-"
			exp = -exp
		}
		text += e + sign + big.NewInt(exp).String()
	}
	if kind == '%' {
		text += "%"
	}
	return text
}
