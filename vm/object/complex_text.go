package object

import (
	"math"
	"strings"
)

// ComplexRepr is repr(c): the real part is left out where it is 0 (not -0),
// else both stand in parentheses.
func ComplexRepr(c complex128) string {
	re, im := real(c), imag(c)
	if re == 0 && !math.Signbit(re) {
		return FormatFloat(im, 'r', 0, 0) + "j"
	}
	imText := FormatFloat(im, 'r', 0, 0)
	if imText[0] != '-' {
		imText = "+" + imText
	}
	return "(" + FormatFloat(re, 'r', 0, 0) + imText + "j)"
}

// complexFromText is complex(s) for a str.
func (t *Thread) complexFromText(s string, shown Value) (c complex128, ok bool) {
	text, ok := dropUnderscores(asciiDigits(s))
	if !ok {
		if quoted, ok := t.Repr(shown); ok {
			t.ValueErrorf("could not convert string to complex: %s", quoted)
		}
		return 0, false
	}
	if c, ok = parseComplex(text); !ok {
		t.ValueErrorf("complex() arg is a malformed string")
	}
	return c, ok
}

// parseComplex reads, with space around it and around one pair of parentheses,
//
//	float  |  [float] sign [float] "j"  |  float "j"
func parseComplex(s string) (complex128, bool) {
	s = trimSpace(s)
	if s != "" && s[0] == '(' {
		if s[len(s)-1] != ')' {
			return 0, false
		}
		s = trimSpace(s[1 : len(s)-1])
	}
	if s == "" {
		return 0, false
	}
	f, n := scanFloat(s)
	if n == 0 {
		f, n = bareSign(s)
		im, ok := cutJ(s[n:], f)
		return complex(0, im), ok
	}
	switch s = s[n:]; {
	case s == "":
		return complex(f, 0), true
	case s[0] == 'j' || s[0] == 'J':
		return complex(0, f), len(s) == 1
	case s[0] != '+' && s[0] != '-':
		return 0, false
	}
	im, n := scanFloat(s)
	if n == 0 {
		im, n = bareSign(s)
	}
	im, ok := cutJ(s[n:], im)
	return complex(f, im), ok
}

// bareSign is the 1 that a sign, or nothing, before j stands for.
func bareSign(s string) (f float64, n int) {
	switch {
	case s[0] == '-':
		return -1, 1
	case s[0] == '+':
		return 1, 1
	}
	return 1, 0
}

func cutJ(s string, im float64) (float64, bool) { return im, s == "j" || s == "J" }

// FormatComplexSpec is complex.__format__.
func (t *Thread) FormatComplexSpec(v Value, spec string) Value {
	if spec == "" {
		return t.strValue(v)
	}
	f, ok := t.ParseFormatSpec(spec, v, 0, '>')
	if !ok {
		return Value{}
	}
	switch f.Type {
	case 0, 'e', 'E', 'f', 'F', 'g', 'G', 'n':
		return t.formatComplex(&f, (*Complex)(v.P).C)
	}
	return t.UnknownFormatCode(f.Type, v)
}

func (t *Thread) formatComplex(f *FormatSpec, c complex128) Value {
	if !t.checkPrecision(f) {
		return Value{}
	}
	if f.Fill == '0' {
		return t.ValueErrorf("Zero padding is not allowed in complex format specifier")
	}
	if f.Align == '=' {
		return t.ValueErrorf("'=' alignment flag is not allowed in complex format specifier")
	}
	// The parts are formatted without padding; without a type, in repr's form.
	part := *f
	part.Width, part.Align, part.Fill = -1, '<', ' '
	text := func(x float64) string {
		p := part
		if p.Type == 0 {
			if p.Type = 'g'; p.Precision < 0 {
				p.Type = 'r'
			}
		}
		return p.floatText(x)
	}
	re, im := real(c), imag(c)
	bare := f.Type == 0 && re == 0 && !math.Signbit(re)
	var b strings.Builder
	if f.Type == 0 && !bare {
		b.WriteByte('(')
	}
	if !bare {
		b.WriteString(part.layoutText(splitNumber(text(re))))
		part.Sign = '+'
	}
	b.WriteString(part.layoutText(splitNumber(text(im))))
	b.WriteByte('j')
	if f.Type == 0 && !bare {
		b.WriteByte(')')
	}
	return f.Pad(t, b.String(), b.Len())
}
