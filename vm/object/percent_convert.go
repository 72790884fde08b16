package object

import (
	"math"
	"strconv"
	"strings"
)

// The conversions of % formatting: what an argument becomes, and how it lies in
// the width.

// convert writes one argument.
func (p *percentFormat) convert(s *percentSpec, v Value) bool {
	t := p.t
	switch s.verb {
	case 's', 'r', 'a':
		return p.convertText(s, v)
	case 'b':
		if p.isBytes {
			return p.convertText(s, v)
		}
	case 'd', 'i', 'u', 'o', 'x', 'X':
		text, ok := p.intText(s, v)
		return ok && p.writeNumber(s, text)
	case 'e', 'E', 'f', 'F', 'g', 'G':
		text, ok := p.floatText(s, v)
		return ok && p.writeNumber(s, text)
	case 'c':
		text, ok := p.charText(v)
		return ok && p.pad(s, text, 1)
	}
	c := s.verb
	if !p.isBytes && (c < 31 || c > 126) {
		c = '?'
	}
	at := p.pos
	if !p.isBytes {
		at = codePoints(p.format[:p.pos])
	}
	if p.isBytes && c >= 0x80 { // CPython's message overflows on a signed char
		t.OverflowErrorf("character argument not in range(0x110000)")
		return false
	}
	t.ValueErrorf("unsupported format character '%c' (0x%x) at index %d", c, int(s.verb), at)
	return false
}

func (p *percentFormat) convertText(s *percentSpec, v Value) bool {
	t := p.t
	if p.isBytes {
		text, ok := p.bytesText(s, v)
		if !ok {
			return false
		}
		if s.prec >= 0 && len(text) > s.prec {
			text = text[:s.prec]
		}
		return p.pad(s, text, len(text))
	}
	var r Value
	switch s.verb {
	case 's':
		if v.IsInt() && s.width < 0 && s.prec < 0 {
			from := len(p.out.b)
			p.out.b = strconv.AppendInt(p.out.b, v.AsInt(), 10)
			p.out.n += len(p.out.b) - from
			return true
		}
		r = t.ToStr(v)
	case 'r':
		r = t.ToRepr(v)
	case 'a':
		text, ok := t.ASCII(v)
		if !ok {
			return false
		}
		r = NewStr(text)
	}
	if r.P == nil {
		return false
	}
	str := (*Str)(r.P)
	if s.prec >= 0 && str.n > s.prec {
		return p.pad(s, str.part(0, s.prec), s.prec)
	}
	return p.pad(s, str.S, str.n)
}

// bytesText is what %s, %b, %r and %a put into bytes.
func (p *percentFormat) bytesText(s *percentSpec, v Value) (string, bool) {
	t := p.t
	if s.verb == 'r' || s.verb == 'a' {
		return t.ASCII(v)
	}
	if v.Kind() == KindBytes {
		return (*Bytes)(v.P).B, true
	}
	if f := t.M.Lookup(t.M.TypeOf(v), names.Bytes); f.P != nil {
		r := t.bytesMethod(v)
		if r.P == nil {
			return "", false
		}
		return (*Bytes)(r.P).B, true
	}
	b, ok := t.allBytes(v)
	if !ok && t.Exc.P == nil {
		t.TypeErrorf("%%b requires a bytes-like object, or an object that implements __bytes__, not '%s'", t.TypeName(v))
	}
	return b, ok
}

// charText is the character %c shows, in the encoding of the result.
func (p *percentFormat) charText(v Value) (string, bool) {
	t := p.t
	limit, wrong := int64(0x110000), "%c requires int or char"
	if p.isBytes {
		limit, wrong = 256, "%c requires an integer in range(256) or a single byte"
		if text, ok := bytesLike(v); ok {
			if len(text) != 1 {
				t.TypeErrorf("%s", wrong)
				return "", false
			}
			return text, true
		}
	} else if s := AsStr(v); s != nil {
		if s.n != 1 {
			t.TypeErrorf("%s", wrong)
			return "", false
		}
		return s.S, true
	}
	if !t.hasIndex(v) {
		t.TypeErrorf("%s", wrong)
		return "", false
	}
	i := t.Index(v)
	if i.P == nil {
		return "", false
	}
	n, ok := Int64(i)
	if !ok || n < 0 || n >= limit {
		t.OverflowErrorf("%%c arg not in range(%s)", map[bool]string{true: "256", false: "0x110000"}[p.isBytes])
		return "", false
	}
	if p.isBytes {
		return string([]byte{byte(n)}), true
	}
	return string(AppendRune(nil, rune(n))), true
}

// intText is an int's digits with sign and prefix, at least prec digits.
func (p *percentFormat) intText(s *percentSpec, v Value) (string, bool) {
	t := p.t
	i := v
	if !IsIntLike(v) {
		if i = p.toInt(s, v); i.P == nil {
			return "", false
		}
	}
	i = PlainInt(i)
	if s.prec > math.MaxInt32-3 {
		t.OverflowErrorf("precision too large")
		return "", false
	}
	base, prefix := 10, ""
	switch s.verb {
	case 'o':
		base, prefix = 8, "0o"
	case 'x':
		base, prefix = 16, "0x"
	case 'X':
		base, prefix = 16, "0X"
	}
	var text string
	switch {
	case i.IsInt():
		text = strconv.FormatInt(i.AsInt(), base)
	case base == 10:
		var ok bool
		if text, ok = t.Str(i); !ok {
			return "", false
		}
	default:
		text = ToBig(i).Text(base)
	}
	if s.verb == 'X' {
		text = strings.ToUpper(text)
	}
	if !s.alt {
		prefix = ""
	}
	if zeros := s.prec - len(strings.TrimPrefix(text, "-")); prefix != "" || zeros > 0 {
		sign := ""
		if text[0] == '-' {
			sign, text = "-", text[1:]
		}
		text = sign + prefix + strings.Repeat("0", max(zeros, 0)) + text
	}
	return text, true
}

// toInt converts what is no int as %d and %x do; nil with an exception
// pending.
func (p *percentFormat) toInt(s *percentSpec, v Value) Value {
	t := p.t
	ty := t.M.TypeOf(v)
	has := func(name *Str) bool { return t.M.Lookup(ty, name).P != nil }
	hex := s.verb == 'o' || s.verb == 'x' || s.verb == 'X'
	var i Value
	switch {
	case has(names.Index):
		i = t.Index(v)
	case !hex && has(names.Int):
		i = t.Call(t.M.Type(ShapeInt).Value(), v)
	}
	if i.P != nil || t.Exc.P != nil && t.Catch(ShapeTypeError) == nil {
		return i
	}
	verb, want := s.verb, "a real number"
	if hex {
		want = "an integer"
	} else if p.isBytes && verb == 'i' {
		verb = 'd'
	}
	return t.TypeErrorf("%%%c format: %s is required, not %s", verb, want, t.TypeName(v))
}

// FloatArg converts to float64 what has __float__ or __index__.
func (t *Thread) FloatArg(v Value) (float64, bool) {
	if f, ok := Float64(v); ok {
		return f, true
	}
	ty := t.M.TypeOf(v)
	if t.M.Lookup(ty, names.Float).P == nil && t.M.Lookup(ty, names.Index).P == nil {
		t.TypeErrorf("must be real number, not %s", ty.Name)
		return 0, false
	}
	if v.IsInt() {
		return float64(v.AsInt()), true
	}
	r := t.Call(t.M.Type(ShapeFloat).Value(), v)
	if r.P == nil {
		return 0, false
	}
	f, _ := Float64(r)
	return f, true
}

func (p *percentFormat) floatText(s *percentSpec, v Value) (string, bool) {
	t := p.t
	x, ok := t.FloatArg(v)
	if !ok {
		if p.isBytes {
			t.Clear()
			t.TypeErrorf("float argument required, not %s", t.TypeName(v))
		}
		return "", false
	}
	prec := s.prec
	if prec < 0 {
		prec = 6
	}
	if s.verb == 'f' && !s.alt && prec <= 100 && !math.IsInf(x, 0) && !math.IsNaN(x) {
		var buf [400]byte
		return string(strconv.AppendFloat(buf[:0], x, 'f', prec, 64)), true
	}
	alt := ""
	if s.alt {
		alt = "#"
	}
	r := t.Format(Float(x), NewStr(alt+"."+strconv.Itoa(prec)+string(s.verb)))
	if r.P == nil {
		return "", false
	}
	return r.Text(), true
}

// pad writes text, n code points long, in the width; it never takes a sign.
func (p *percentFormat) pad(s *percentSpec, text string, n int) bool {
	fill := s.width - n
	if fill > maxBytes-len(p.out.b) {
		p.t.MemoryError()
		return false
	}
	if fill > 0 && !s.left {
		p.fill(' ', fill)
	}
	p.out.b = append(p.out.b, text...)
	p.out.n += n
	if fill > 0 && s.left {
		p.fill(' ', fill)
	}
	return true
}

func (p *percentFormat) fill(c byte, n int) {
	for range n {
		p.out.b = append(p.out.b, c)
	}
	p.out.n += max(n, 0)
}

// writeNumber writes an ASCII number with its sign, in the width; zeros go
// between sign or prefix and digits.
func (p *percentFormat) writeNumber(s *percentSpec, text string) bool {
	sign := ""
	switch {
	case text[0] == '-':
		sign, text = "-", text[1:]
	case s.sign:
		sign = "+"
	case s.blank:
		sign = " "
	}
	fill := s.width - len(sign) - len(text)
	if fill <= 0 {
		p.out.ascii(sign)
		p.out.ascii(text)
		return true
	}
	if fill > maxBytes-len(p.out.b) {
		p.t.MemoryError()
		return false
	}
	switch {
	case s.left:
		p.out.ascii(sign)
		p.out.ascii(text)
		p.fill(' ', fill)
	case s.zero:
		p.out.ascii(sign)
		if s.alt && (s.verb == 'o' || s.verb == 'x' || s.verb == 'X') {
			p.out.ascii(text[:2])
			text = text[2:]
		}
		p.fill('0', fill)
		p.out.ascii(text)
	default:
		p.fill(' ', fill)
		p.out.ascii(sign)
		p.out.ascii(text)
	}
	return true
}
