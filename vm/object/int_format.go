package object

import "strings"

// FormatInt is int.__format__ for an int of any form.
func (t *Thread) FormatInt(v Value, spec string) Value {
	if spec == "" {
		return t.strValue(v)
	}
	f, ok := t.ParseFormatSpec(spec, v, 'd', '>')
	if !ok {
		return Value{}
	}
	switch f.Type {
	case 'b', 'c', 'd', 'o', 'x', 'X', 'n':
		return t.formatInt(&f, v)
	case 'e', 'E', 'f', 'F', 'g', 'G', '%':
		x, ok := t.intToFloat(v)
		if !ok {
			return Value{}
		}
		return t.formatFloat(&f, x)
	}
	return t.UnknownFormatCode(f.Type, v)
}

func (t *Thread) formatInt(f *FormatSpec, v Value) Value {
	switch {
	case f.Precision >= 0:
		return t.ValueErrorf("Precision not allowed in integer format specifier")
	case f.NoNegZero:
		return t.ValueErrorf("Negative zero coercion (z) not allowed in integer format specifier")
	}
	base, prefix := 10, ""
	switch f.Type {
	case 'c':
		return t.formatCodePoint(f, v)
	case 'b':
		base, prefix = 2, "0b"
	case 'o':
		base, prefix = 8, "0o"
	case 'x', 'X':
		base, prefix = 16, "0x"
	}
	var text string
	if base == 10 {
		var ok bool
		if text, ok = t.IntText(v); !ok {
			return Value{}
		}
	} else {
		text = IntTextBase(v, base)
	}
	p := splitSign(text)
	if f.Alternate {
		p.prefix = prefix
	}
	if f.Type == 'X' {
		p.digits, p.prefix = strings.ToUpper(p.digits), strings.ToUpper(p.prefix)
	}
	return f.layout(t, p)
}

// splitSign takes the sign off digits of any base.
func splitSign(text string) numberParts {
	if text[0] == '-' {
		return numberParts{negative: true, digits: text[1:]}
	}
	return numberParts{digits: text}
}

// formatCodePoint is presentation type c.
func (t *Thread) formatCodePoint(f *FormatSpec, v Value) Value {
	switch {
	case f.Sign != 0:
		return t.ValueErrorf("Sign not allowed with integer format specifier 'c'")
	case f.Alternate:
		return t.ValueErrorf("Alternate form (#) not allowed with integer format specifier 'c'")
	}
	i, ok := Int64(v)
	if !ok {
		return t.OverflowErrorf("Python int too large to convert to C long")
	}
	if i < 0 || i > 0x10ffff {
		return t.OverflowErrorf("%s", "%c arg not in range(0x110000)")
	}
	return f.layout(t, numberParts{rest: string(AppendRune(nil, rune(i)))})
}

// strValue is str(v) as a Value.
func (t *Thread) strValue(v Value) Value {
	s, ok := t.Str(v)
	if !ok {
		return Value{}
	}
	return NewStr(s)
}
