package object

import (
	"math"
	"strings"
)

// percentFormat is the state of one `format % args`, for str and bytes alike:
// the syntax is ASCII, so that both are read byte by byte.
type percentFormat struct {
	t       *Thread
	format  string
	isBytes bool
	pos     int
	out     textBuilder

	args    Value   // what stands right of %, or the value of the last key
	items   []Value // the elements of a tuple of arguments
	isTuple bool
	next    int  // arguments taken
	mapping bool // args can be asked for keys
	keyed   bool // args is the value of a key
}

// percentSpec is one conversion: %(key)#0- +width.precision type.
type percentSpec struct {
	left, sign, blank, alt, zero bool
	width, prec                  int // -1: none
	verb                         rune
}

// percent formats str or bytes text; ok is false when an exception is pending.
func (t *Thread) percent(format string, args Value, isBytes bool) (w textBuilder, ok bool) {
	p := percentFormat{t: t, format: format, isBytes: isBytes, args: args}
	if u := AsTuple(args); u != nil {
		p.items, p.isTuple = u.Items, true
	} else if !args.IsStr() || isBytes {
		p.mapping = t.M.Lookup(t.M.TypeOf(args), names.GetItem).P != nil
	}
	p.out.b = make([]byte, 0, len(format)+32)
	for p.pos < len(format) {
		i := strings.IndexByte(format[p.pos:], '%')
		if i < 0 {
			p.literal(format[p.pos:])
			break
		}
		p.literal(format[p.pos : p.pos+i])
		p.pos += i + 1
		if p.pos < len(format) && format[p.pos] == '%' {
			p.out.ascii("%")
			p.pos++
			continue
		}
		if !p.conversion() {
			return p.out, false
		}
	}
	if !p.mapping && p.remaining() {
		what := "string"
		if isBytes {
			what = "bytes"
		}
		t.TypeErrorf("not all arguments converted during %s formatting", what)
		return p.out, false
	}
	return p.out, true
}

func (p *percentFormat) literal(s string) {
	if p.isBytes {
		p.out.ascii(s)
	} else {
		p.out.text(s)
	}
}

func (p *percentFormat) remaining() bool {
	if p.isTuple {
		return p.next < len(p.items)
	}
	return p.next == 0
}

// arg takes the next argument; nil with TypeError pending where there is none.
func (p *percentFormat) arg() Value {
	if !p.remaining() {
		return p.t.TypeErrorf("not enough arguments for format string")
	}
	p.next++
	if p.isTuple {
		return p.items[p.next-1]
	}
	return p.args
}

// conversion reads what follows a percent sign and writes its value.
func (p *percentFormat) conversion() bool {
	s := percentSpec{width: -1, prec: -1}
	if p.peek() == '(' && !p.key() {
		return false
	}
	p.flags(&s)
	if !p.size(&s) {
		return false
	}
	if c := p.peek(); c == 'h' || c == 'l' || c == 'L' {
		p.pos++
	}
	if p.pos >= len(p.format) {
		p.t.ValueErrorf("incomplete format")
		return false
	}
	n := 1
	s.verb = rune(p.format[p.pos])
	if !p.isBytes {
		s.verb, n = DecodeRune(p.format[p.pos:])
	}
	v := p.arg()
	if v.P == nil {
		return false
	}
	ok := p.convert(&s, v)
	p.pos += n
	return ok
}

// peek is the next byte, 0 at the end.
func (p *percentFormat) peek() byte {
	if p.pos < len(p.format) {
		return p.format[p.pos]
	}
	return 0
}

// key reads (key) and makes its value the only argument.
func (p *percentFormat) key() bool {
	if !p.mapping && !p.keyed {
		p.t.TypeErrorf("format requires a mapping")
		return false
	}
	start, depth := p.pos+1, 1
	for p.pos = start; depth > 0 && p.pos < len(p.format); p.pos++ {
		switch p.format[p.pos] {
		case '(':
			depth++
		case ')':
			depth--
		}
	}
	if depth > 0 {
		p.t.ValueErrorf("incomplete format key")
		return false
	}
	text := p.format[start : p.pos-1]
	key := NewStr
	if p.isBytes {
		key = NewBytes
	}
	if !p.keyed {
		p.items = []Value{p.args}
		p.keyed = true
	}
	v := p.t.GetItem(p.items[0], key(text))
	if v.P == nil {
		return false
	}
	p.args, p.isTuple, p.next = v, false, 0
	return true
}

func (p *percentFormat) flags(s *percentSpec) {
	for ; ; p.pos++ {
		switch p.peek() {
		case '-':
			s.left = true
		case '+':
			s.sign = true
		case ' ':
			s.blank = true
		case '#':
			s.alt = true
		case '0':
			s.zero = true
		default:
			return
		}
	}
}

// size reads width and precision.
func (p *percentFormat) size(s *percentSpec) bool {
	if p.peek() == '*' {
		n, ok := p.star(p.t.SizeArg)
		if !ok {
			return false
		}
		if n < 0 {
			s.left = true
			n = -n
		}
		s.width = n
	} else if isDigit(p.peek()) {
		n, ok := p.number(math.MaxInt64)
		if !ok {
			p.t.ValueErrorf("width too big")
			return false
		}
		s.width = n
	}
	if p.peek() != '.' {
		return true
	}
	p.pos++
	s.prec = 0
	if p.peek() == '*' {
		n, ok := p.star(p.t.IntArg)
		if !ok {
			return false
		}
		s.prec = max(n, 0)
	} else if isDigit(p.peek()) {
		n, ok := p.number(math.MaxInt32)
		if !ok {
			word := "precision"
			if p.isBytes {
				word = "prec"
			}
			p.t.ValueErrorf("%s too big", word)
			return false
		}
		s.prec = n
	}
	return true
}

func isDigit(c byte) bool { return c-'0' < 10 }

// star takes a width or precision from the arguments.
func (p *percentFormat) star(convert func(Value) (int, bool)) (int, bool) {
	v := p.arg()
	if v.P == nil {
		return 0, false
	}
	if !IsIntLike(v) {
		p.t.TypeErrorf("* wants int")
		return 0, false
	}
	n, ok := convert(v)
	if ok {
		p.pos++
	}
	return n, ok
}

func (p *percentFormat) number(limit int) (int, bool) {
	n := 0
	for ; isDigit(p.peek()); p.pos++ {
		d := int(p.peek() - '0')
		if n > (limit-d)/10 {
			return 0, false
		}
		n = n*10 + d
	}
	return n, true
}

func strMod(t *Thread, a []Value) Value {
	s := (*Str)(a[0].P)
	w, ok := t.percent(s.S, a[1], false)
	if !ok {
		return Value{}
	}
	if len(w.b) == len(s.S) && string(w.b) == s.S && strings.IndexByte(s.S, '%') < 0 {
		return a[0]
	}
	return w.value()
}

func strRMod(t *Thread, a []Value) Value {
	if !a[1].IsStr() {
		return NotImplemented
	}
	return strMod(t, []Value{a[1], a[0]})
}
