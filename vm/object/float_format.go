package object

import (
	"math"
	"strconv"
)

// FormatFloatSpec is float.__format__.
func (t *Thread) FormatFloatSpec(v Value, spec string) Value {
	if spec == "" {
		return t.strValue(v)
	}
	f, ok := t.ParseFormatSpec(spec, v, 0, '>')
	if !ok {
		return Value{}
	}
	switch f.Type {
	case 0, 'e', 'E', 'f', 'F', 'g', 'G', 'n', '%':
		x, _ := Float64(v)
		return t.formatFloat(&f, x)
	}
	return t.UnknownFormatCode(f.Type, v)
}

// formatFloat lays x out by a spec whose type is one of float's.
func (t *Thread) formatFloat(f *FormatSpec, x float64) Value {
	if !t.checkPrecision(f) {
		return Value{}
	}
	suffix := ""
	if f.Type == '%' {
		x, suffix = x*100, "%"
	}
	if f.isPlain() && f.Type == 'f' && suffix == "" && f.Precision <= 32 && math.Abs(x) < 1e15 {
		var buf [64]byte
		precision := f.Precision
		if precision < 0 {
			precision = 6
		}
		text := strconv.AppendFloat(buf[:0], x, 'f', precision, 64)
		return f.padLeft(text)
	}
	p := splitNumber(f.floatText(x))
	p.rest += suffix
	return f.layout(t, p)
}

// isPlain reports whether the spec has nothing but a width, a precision and a
// type, which takes half the time of laying out a number in general.
func (f *FormatSpec) isPlain() bool {
	return f.Fill == ' ' && f.Align == '>' && f.Width <= 32 && f.Grouping == 0 && (f.Sign == 0 || f.Sign == '-') && !f.Alternate && !f.NoNegZero
}

// padLeft makes a str of an ASCII text in the width of a plain spec.
func (f *FormatSpec) padLeft(text []byte) Value {
	if missing := f.Width - len(text); missing > 0 {
		var buf [32]byte
		n := copy(buf[:], "                                "[:missing])
		return copyText(buf[:n+copy(buf[n:], text)], f.Width)
	}
	return copyText(text, len(text))
}

// maxPrecision is the largest number of digits that is asked of a conversion:
// more raises MemoryError.
const maxPrecision = 1 << 28

func (t *Thread) checkPrecision(f *FormatSpec) bool {
	switch {
	case f.Precision > math.MaxInt32-128:
		t.ValueErrorf("precision too big")
	case f.Precision > maxPrecision:
		t.MemoryError()
	default:
		return true
	}
	return false
}

// floatText is x in the spec's type and precision, without width, sign option
// and separators. Without a type it is repr's form, or with a precision g's,
// but with a digit after the point.
func (f *FormatSpec) floatText(x float64) string {
	var flags FloatFlags
	if f.Alternate {
		flags |= FloatAlternate
	}
	if f.NoNegZero {
		flags |= FloatNoNegZero
	}
	code, precision := byte(f.Type), f.Precision
	switch f.Type {
	case 0:
		flags |= FloatAddDot0
		if code = 'r'; precision >= 0 {
			code = 'g'
		}
	case 'n':
		code = 'g'
	case 'r': // of complex: repr's form without .0
	case '%':
		code = 'f'
	}
	if precision < 0 {
		precision = 6
	}
	return FormatFloat(x, code, precision, flags)
}
