package object

import "math"

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
	p := splitNumber(f.floatText(x))
	p.rest += suffix
	return f.layout(t, p)
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
