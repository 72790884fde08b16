package object

import (
	"math"

	"github.com/aio-lang/aio/vm/ucd"
)

// Format returns format(v, spec) as a str.
func (t *Thread) Format(v, spec Value) Value {
	if !spec.IsStr() {
		return t.BadArgument("format", "2", "str", spec)
	}
	if spec.Text() == "" {
		switch v.Shape() {
		case ShapeStr:
			return v
		case ShapeInt:
			if v.IsInt() {
				return intStr(v.AsInt())
			}
		}
	}
	r, found := t.CallSpecial(v, names.Format, spec)
	switch {
	case !found:
		return t.TypeErrorf("Type %s doesn't define __format__", t.TypeName(v))
	case r.P != nil && !r.IsStr():
		return t.TypeErrorf("__format__ must return a str, not %s", t.TypeName(r))
	}
	return r
}

// strFormatSpec is str.__format__.
func strFormatSpec(t *Thread, a []Value) Value {
	spec, ok := t.StrArg("__format__", "", a[1])
	if !ok {
		return Value{}
	}
	s := (*Str)(a[0].P)
	if spec.S == "" {
		return s.plain()
	}
	f, ok := t.ParseFormatSpec(spec.S, a[0], 's', '<')
	if !ok {
		return Value{}
	}
	switch {
	case f.Type != 's':
		return t.UnknownFormatCode(f.Type, a[0])
	case f.Sign == ' ':
		return t.ValueErrorf("Space not allowed in string format specifier")
	case f.Sign != 0:
		return t.ValueErrorf("Sign not allowed in string format specifier")
	case f.NoNegZero:
		return t.ValueErrorf("Negative zero coercion (z) not allowed in string format specifier")
	case f.Alternate:
		return t.ValueErrorf("Alternate form (#) not allowed in string format specifier")
	case f.Align == '=' && f.AlignGiven:
		return t.ValueErrorf("'=' alignment not allowed in string format specifier")
	}
	if f.Precision >= 0 && f.Precision < s.n {
		s = (*Str)(s.Slice(0, f.Precision).P)
	} else if f.Width <= s.n {
		return a[0]
	}
	return f.Pad(t, s.S, s.n)
}

// A fieldArgs is what the replacement fields of a format string refer to.
type fieldArgs struct {
	positional []Value
	noArgs     bool  // format_map: no positional arguments at all
	named      Value // a mapping, or nil for an empty one
	// numbering: fields may be numbered by hand or by position, not both
	numbering numbering
	next      int
}

type numbering uint8

const (
	numberingUnknown numbering = iota
	numberingManual
	numberingAutomatic
)

func strFormat(t *Thread, a []Value) Value {
	args := fieldArgs{positional: AsTuple(a[1]).Items, named: a[2]}
	return t.formatFields(a[0], &args)
}

func strFormatMap(t *Thread, a []Value) Value {
	return t.formatFields(a[0], &fieldArgs{noArgs: true, named: a[1]})
}

func (t *Thread) formatFields(v Value, args *fieldArgs) Value {
	w := textBuilder{b: make([]byte, 0, len(v.Text())+32)}
	plain, ok := t.expandFields(&w, v.Text(), args, 2)
	if !ok {
		return Value{}
	}
	if plain {
		return v
	}
	return w.value()
}

// A FormatField is a piece of a format string: literal text, and the
// replacement field after it, if any.
type FormatField struct {
	Literal    string
	Present    bool
	Name, Spec string
	HasSpec    bool // a colon was there
	Conversion rune // 0: none
	Nested     bool // Spec contains fields itself
}

// A FormatParser takes a format string apart.
type FormatParser struct {
	text string
	pos  int
}

// NewFormatParser begins at the start of a format string.
func NewFormatParser(text string) *FormatParser { return &FormatParser{text: text} }

// Next returns the next piece. more is false at the end; message is the
// ValueError's where the text is malformed.
func (p *FormatParser) Next() (f FormatField, more bool, message string) {
	if p.pos >= len(p.text) {
		return f, false, ""
	}
	start := p.pos
	for p.pos < len(p.text) && p.text[p.pos] != '{' && p.text[p.pos] != '}' {
		p.pos++
	}
	if p.pos == len(p.text) {
		f.Literal = p.text[start:]
		return f, true, ""
	}
	c := p.text[p.pos]
	p.pos++
	doubled := p.pos < len(p.text) && p.text[p.pos] == c
	switch {
	case c == '}' && !doubled:
		return f, false, "Single '}' encountered in format string"
	case p.pos == len(p.text):
		return f, false, "Single '{' encountered in format string"
	case doubled:
		f.Literal = p.text[start:p.pos]
		p.pos++
		return f, true, ""
	}
	f.Literal = p.text[start : p.pos-1]
	f.Present = true
	message = p.field(&f)
	return f, message == "", message
}

// field reads a replacement field after its opening brace.
func (p *FormatParser) field(f *FormatField) (message string) {
	start := p.pos
	var c byte
name:
	for p.pos < len(p.text) {
		c = p.text[p.pos]
		p.pos++
		switch c {
		case '{':
			return "unexpected '{' in field name"
		case '[':
			for p.pos < len(p.text) && p.text[p.pos] != ']' {
				p.pos++
			}
		case '}', ':', '!':
			break name
		}
	}
	if c != '}' && c != ':' && c != '!' {
		return "expected '}' before end of string"
	}
	f.Name = p.text[start : p.pos-1]
	if c == '}' {
		return ""
	}
	if c == '!' {
		if p.pos >= len(p.text) {
			return "end of string while looking for conversion specifier"
		}
		var n int
		f.Conversion, n = DecodeRune(p.text[p.pos:])
		p.pos += n
		if p.pos < len(p.text) {
			c = p.text[p.pos]
			p.pos++
			if c == '}' {
				return ""
			}
			if c != ':' {
				return "expected ':' after conversion specifier"
			}
		}
	}
	f.HasSpec = true
	start = p.pos
	for depth := 1; p.pos < len(p.text); {
		c = p.text[p.pos]
		p.pos++
		switch c {
		case '{':
			f.Nested = true
			depth++
		case '}':
			if depth--; depth == 0 {
				f.Spec = p.text[start : p.pos-1]
				return ""
			}
		}
	}
	return "unmatched '{' in format spec"
}

// expandFields writes a format string with its fields replaced. plain tells
// that it had no braces at all.
func (t *Thread) expandFields(w *textBuilder, text string, args *fieldArgs, depth int) (plain, ok bool) {
	if depth == 0 {
		t.ValueErrorf("Max string recursion exceeded")
		return false, false
	}
	p := FormatParser{text: text}
	plain = true
	for {
		f, more, message := p.Next()
		switch {
		case message != "":
			t.ValueErrorf("%s", message)
			return false, false
		case !more:
			return plain && w.n > 0, true
		}
		w.text(f.Literal)
		if len(f.Literal) != len(text) {
			plain = false
		}
		if f.Present && !t.expandField(w, &f, args, depth) {
			return false, false
		}
		if len(w.b) > maxBytes {
			t.MemoryError()
			return false, false
		}
	}
}

func (t *Thread) expandField(w *textBuilder, f *FormatField, args *fieldArgs, depth int) bool {
	v := t.fieldValue(f.Name, args)
	if v.P == nil {
		return false
	}
	if f.Conversion != 0 {
		if v = t.convertField(v, f.Conversion); v.P == nil {
			return false
		}
	}
	spec := emptyStr.Value()
	switch {
	case f.Nested:
		var sw textBuilder
		if _, ok := t.expandFields(&sw, f.Spec, args, depth-1); !ok {
			return false
		}
		spec = sw.value()
	case f.Spec != "":
		spec = NewStr(f.Spec)
	}
	r := t.Format(v, spec)
	if r.P == nil {
		return false
	}
	w.str((*Str)(r.P))
	return true
}

func (t *Thread) convertField(v Value, c rune) Value {
	switch c {
	case 's':
		return t.ToStr(v)
	case 'r':
		return t.ToRepr(v)
	case 'a':
		s, ok := t.ASCII(v)
		if !ok {
			return Value{}
		}
		return NewStr(s)
	}
	if c > 32 && c < 127 {
		return t.ValueErrorf("Unknown conversion specifier %c", c)
	}
	return t.ValueErrorf("Unknown conversion specifier \\x%x", c)
}

// fieldIndex is the number that a part of a field name is, or -1; ok is false
// where it has too many digits.
func fieldIndex(s string) (n int, ok bool) {
	if s == "" {
		return -1, true
	}
	for i := 0; i < len(s); {
		r, size := DecodeRune(s[i:])
		d := ucd.DecimalValue(r)
		if d < 0 {
			return -1, true
		}
		if n > (math.MaxInt-d)/10 {
			return 0, false
		}
		n = n*10 + d
		i += size
	}
	return n, true
}

// firstPart cuts a field name before the first dot or bracket.
func firstPart(name string) (first, rest string) {
	for i := 0; i < len(name); i++ {
		if name[i] == '.' || name[i] == '[' {
			return name[:i], name[i:]
		}
	}
	return name, ""
}

const tooManyDigits = "Too many decimal digits in format string"

// fieldValue looks a field name up: 0.name[key] and the like.
func (t *Thread) fieldValue(name string, args *fieldArgs) Value {
	first, rest := firstPart(name)
	index, ok := fieldIndex(first)
	if !ok {
		return t.ValueErrorf(tooManyDigits)
	}
	if first == "" || index >= 0 {
		if !t.checkNumbering(args, first == "") {
			return Value{}
		}
		if first == "" {
			index = args.next
			args.next++
		}
	}
	v := t.fieldArg(first, index, args)
	for v.P != nil && rest != "" {
		var part FieldPart
		var message string
		if part, rest, message = NextFieldPart(rest); message != "" {
			return t.ValueErrorf("%s", message)
		}
		switch {
		case part.IsAttr:
			v = t.GetAttr(v, t.M.Intern(part.Name))
		case part.Index >= 0:
			v = t.GetItem(v, Int(int64(part.Index)))
		default:
			v = t.GetItem(v, NewStr(part.Name))
		}
	}
	return v
}

func (t *Thread) checkNumbering(args *fieldArgs, automatic bool) bool {
	want := numberingManual
	if automatic {
		want = numberingAutomatic
	}
	switch args.numbering {
	case numberingUnknown:
		args.numbering = want
	case want:
	case numberingManual:
		t.ValueErrorf("cannot switch from manual field specification to automatic field numbering")
		return false
	default:
		t.ValueErrorf("cannot switch from automatic field numbering to manual field specification")
		return false
	}
	return true
}

func (t *Thread) fieldArg(name string, index int, args *fieldArgs) Value {
	if index < 0 {
		key := NewStr(name)
		if args.named.P == nil {
			return t.KeyError(key)
		}
		return t.GetItem(args.named, key)
	}
	if args.noArgs {
		return t.ValueErrorf("Format string contains positional fields")
	}
	if index >= len(args.positional) {
		return t.IndexErrorf("Replacement index %d out of range for positional args tuple", index)
	}
	return args.positional[index]
}

// A FieldPart is one step of a field name after the first: .Name or [Name].
type FieldPart struct {
	IsAttr bool
	Name   string
	Index  int // of [digits]; else -1
}

// NextFieldPart reads a step from the front of what is left of a field name,
// which is not empty.
func NextFieldPart(s string) (part FieldPart, rest, message string) {
	part.Index = -1
	switch s[0] {
	case '.':
		part.IsAttr = true
		part.Name, rest = firstPart(s[1:])
	case '[':
		i := 1
		for i < len(s) && s[i] != ']' {
			i++
		}
		if i == len(s) {
			return part, "", "Missing ']' in format string"
		}
		part.Name, rest = s[1:i], s[i+1:]
		var ok bool
		if part.Index, ok = fieldIndex(part.Name); !ok {
			return part, "", tooManyDigits
		}
	default:
		return part, "", "Only '.' or '[' may follow ']' in format field specifier"
	}
	if part.Name == "" {
		return part, "", "Empty attribute in format string"
	}
	return part, rest, ""
}

// SplitFieldName cuts a field name into its first part, a number (index >= 0)
// or a name, and the rest, as string.Formatter needs it.
func SplitFieldName(name string) (first string, index int, rest, message string) {
	first, rest = firstPart(name)
	index, ok := fieldIndex(first)
	if !ok {
		message = tooManyDigits
	}
	return first, index, rest, message
}
