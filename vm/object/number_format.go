package object

import (
	"math"
	"strings"

	"github.com/aio-lang/aio/vm/ucd"
)

// A FormatSpec is the parsed form of what follows the colon in a replacement
// field, the format mini-language that str, int, float and complex share
// (PEP 3101, 378, 515, 682):
//
//	[[fill]align][sign]["z"]["#"]["0"][width][grouping]["." precision][type]
type FormatSpec struct {
	Fill       rune
	Align      byte // '<', '>', '^' or '='
	AlignGiven bool // written, or implied by "0"
	Sign       byte // '+', '-', ' ', or 0 where none is written
	NoNegZero  bool // z: a result of minus zero loses its sign
	Alternate  bool // #
	Width      int  // -1: none
	Grouping   byte // ',', '_' or 0
	Precision  int  // -1: none
	Type       rune // the presentation type, or the default
	groupSize  int  // digits between two separators
}

// ParseFormatSpec parses spec for an object of v's type, whose presentation
// type and alignment are those given unless spec says otherwise. ok is false
// when ValueError is pending.
func (t *Thread) ParseFormatSpec(spec string, v Value, defaultType rune, defaultAlign byte) (f FormatSpec, ok bool) {
	f = FormatSpec{Fill: ' ', Align: defaultAlign, Width: -1, Precision: -1, Type: defaultType, groupSize: 3}
	p := specReader{rest: spec}
	fillGiven := false
	if r, n := DecodeRune(p.rest); n > 0 && n < len(p.rest) && isAlign(p.rest[n]) {
		f.Fill, f.Align = r, p.rest[n]
		f.AlignGiven, fillGiven = true, true
		p.rest = p.rest[n+1:]
	} else if p.rest != "" && isAlign(p.rest[0]) {
		f.Align, f.AlignGiven = p.rest[0], true
		p.rest = p.rest[1:]
	}
	f.Sign = p.oneOf("+- ")
	f.NoNegZero = p.oneOf("z") != 0
	f.Alternate = p.oneOf("#") != 0
	if !fillGiven && p.oneOf("0") != 0 {
		f.Fill = '0'
		if !f.AlignGiven && defaultAlign == '>' {
			f.Align, f.AlignGiven = '=', true
		}
	}
	tooLong := func() (FormatSpec, bool) {
		t.ValueErrorf("Too many decimal digits in format string")
		return f, false
	}
	if f.Width = p.number(); f.Width == numberTooLong {
		return tooLong()
	}
	f.Grouping = p.oneOf(",")
	if p.oneOf("_") != 0 {
		if f.Grouping != 0 {
			return f, t.formatError("Cannot specify both ',' and '_'.")
		}
		f.Grouping = '_'
		if p.oneOf(",") != 0 {
			return f, t.formatError("Cannot specify both ',' and '_'.")
		}
	}
	if p.oneOf(".") != 0 {
		switch f.Precision = p.number(); f.Precision {
		case numberTooLong:
			return tooLong()
		case numberAbsent:
			return f, t.formatError("Format specifier missing precision")
		}
	}
	if r, n := DecodeRune(p.rest); n > 0 {
		if n < len(p.rest) {
			t.ValueErrorf("Invalid format specifier '%s' for object of type '%s'", spec, t.TypeName(v))
			return f, false
		}
		f.Type = r
	}
	return f, f.checkGrouping(t)
}

func (t *Thread) formatError(text string) bool {
	t.ValueErrorf("%s", text)
	return false
}

// checkGrouping allows separators where PEP 378 and PEP 515 do.
func (f *FormatSpec) checkGrouping(t *Thread) bool {
	if f.Grouping == 0 {
		return true
	}
	switch f.Type {
	case 'd', 'e', 'f', 'g', 'E', 'G', '%', 'F', 0:
		return true
	case 'b', 'o', 'x', 'X':
		if f.Grouping == '_' {
			f.groupSize = 4
			return true
		}
	}
	if f.Type > 32 && f.Type < 128 {
		t.ValueErrorf("Cannot specify '%c' with '%c'.", f.Grouping, f.Type)
	} else {
		t.ValueErrorf("Cannot specify '%c' with '\\x%x'.", f.Grouping, f.Type)
	}
	return false
}

// UnknownFormatCode raises ValueError for a presentation type that v's type
// does not have, and returns nil.
func (t *Thread) UnknownFormatCode(code rune, v Value) Value {
	if code > 32 && code < 128 {
		return t.ValueErrorf("Unknown format code '%c' for object of type '%s'", code, t.TypeName(v))
	}
	return t.ValueErrorf("Unknown format code '\\x%x' for object of type '%s'", code, t.TypeName(v))
}

// specReader takes the parts of a format spec from the front.
type specReader struct{ rest string }

// oneOf takes one of the characters, or returns 0.
func (p *specReader) oneOf(chars string) byte {
	if p.rest == "" || strings.IndexByte(chars, p.rest[0]) < 0 {
		return 0
	}
	c := p.rest[0]
	p.rest = p.rest[1:]
	return c
}

const (
	numberAbsent  = -1
	numberTooLong = -2
)

// number takes decimal digits, of any script.
func (p *specReader) number() int {
	n := numberAbsent
	for p.rest != "" {
		r, size := DecodeRune(p.rest)
		d := ucd.DecimalValue(r)
		if d < 0 {
			break
		}
		n = max(n, 0)
		if n > (math.MaxInt-d)/10 {
			return numberTooLong
		}
		n = n*10 + d
		p.rest = p.rest[size:]
	}
	return n
}

func isAlign(c byte) bool { return c == '<' || c == '>' || c == '^' || c == '=' }

// maxFormatted bounds the length of a formatted result, in code points:
// beyond it MemoryError is raised, as CPython does where memory ends.
const maxFormatted = 1 << 31

// Pad aligns text, n code points long, in the spec's width. '=' aligns as '>'.
func (f *FormatSpec) Pad(t *Thread, text string, n int) Value {
	if f.Width <= n {
		return NewStr(text)
	}
	if f.Width > maxFormatted {
		return t.MemoryError()
	}
	left, right := 0, f.Width-n
	switch f.Align {
	case '>', '=':
		left, right = right, 0
	case '^':
		left = right / 2
		right -= left
	}
	var fill [4]byte
	pad := string(AppendRune(fill[:0], f.Fill))
	var b strings.Builder
	b.Grow(len(text) + (left+right)*len(pad))
	for ; left > 0; left-- {
		b.WriteString(pad)
	}
	b.WriteString(text)
	for ; right > 0; right-- {
		b.WriteString(pad)
	}
	return NewStr(b.String())
}

// numberParts is a number's text taken apart for layout: sign, prefix (0x),
// digits that are grouped and padded with zeros, and the rest (the point, the
// fraction, the exponent, %; or inf, nan).
type numberParts struct {
	negative     bool
	prefix       string
	digits, rest string
}

// split takes a number's text, which may begin with '-', apart.
func splitNumber(text string) numberParts {
	var p numberParts
	if text != "" && text[0] == '-' {
		p.negative, text = true, text[1:]
	}
	i := 0
	for i < len(text) && '0' <= text[i] && text[i] <= '9' {
		i++
	}
	p.digits, p.rest = text[:i], text[i:]
	return p
}

// layout joins the parts with sign, separators and padding.
func (f *FormatSpec) layout(t *Thread, p numberParts) Value {
	if f.Width > maxFormatted {
		return t.MemoryError()
	}
	text := f.layoutText(p)
	if f.Align == '=' {
		return NewStr(text)
	}
	return f.Pad(t, text, codePoints(text))
}

// layoutText is layout without the padding of alignments other than '=', which
// pads between sign and digits.
func (f *FormatSpec) layoutText(p numberParts) string {
	head := signText(p.negative, f.Sign) + p.prefix
	minDigits := 0
	if f.Fill == '0' && f.Align == '=' {
		minDigits = f.Width - len(head) - codePoints(p.rest)
	}
	body := p.rest
	if p.digits != "" {
		body = f.group(p.digits, minDigits) + p.rest
	}
	if f.Align == '=' {
		if missing := f.Width - len(head) - codePoints(body); missing > 0 {
			var fill [4]byte
			body = strings.Repeat(string(AppendRune(fill[:0], f.Fill)), missing) + body
		}
	}
	return head + body
}

func signText(negative bool, sign byte) string {
	switch {
	case negative:
		return "-"
	case sign == '+':
		return "+"
	case sign == ' ':
		return " "
	}
	return ""
}

// group pads digits with zeros to at least width characters and puts the
// separators in. Zeros are separated like digits, and a separator never comes
// first, so the result may be one wider than asked: format(1234, '08,').
func (f *FormatSpec) group(digits string, width int) string {
	if f.Grouping == 0 {
		if n := width - len(digits); n > 0 {
			return strings.Repeat("0", n) + digits
		}
		return digits
	}
	size := f.groupSize
	// n digits make n + (n-1)/size characters
	n := len(digits)
	if w := width * size / (size + 1); w > n {
		n = w
	}
	for n+(n-1)/size < width {
		n++
	}
	b := make([]byte, 0, n+(n-1)/size)
	for i := n; i > 0; i-- {
		if i > len(digits) {
			b = append(b, '0')
		} else {
			b = append(b, digits[len(digits)-i])
		}
		if i > 1 && (i-1)%size == 0 {
			b = append(b, f.Grouping)
		}
	}
	return string(b)
}
