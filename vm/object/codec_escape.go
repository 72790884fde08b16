package object

import (
	"strings"

	"github.com/aio-lang/aio/grammar/uniname"
)

var (
	unicodeEscapeCodec    = Codec{Name: "unicode_escape", Encode: encodeUnicodeEscape, Decode: decodeUnicodeEscape}
	rawUnicodeEscapeCodec = Codec{Name: "raw_unicode_escape", Encode: encodeRawUnicodeEscape, Decode: decodeRawUnicodeEscape}
)

func encodeUnicodeEscape(e *TextEncoder) bool {
	e.put = func(b []byte, r rune) ([]byte, bool) {
		switch r {
		case '\n':
			return append(b, `\n`...), true
		case '\r':
			return append(b, `\r`...), true
		case '\t':
			return append(b, `\t`...), true
		case '\\':
			return append(b, `\\`...), true
		}
		if r >= ' ' && r < 0x7f {
			return append(b, byte(r)), true
		}
		return appendEscape(b, r), true
	}
	return e.run("", false)
}

func encodeRawUnicodeEscape(e *TextEncoder) bool {
	e.put = func(b []byte, r rune) ([]byte, bool) {
		if r < 0x100 {
			return append(b, byte(r)), true
		}
		return appendEscape(b, r), true
	}
	return e.run("", false)
}

// decodeUnicodeEscape reads what a string literal has between its quotes;
// other bytes are Latin-1.
func decodeUnicodeEscape(d *TextDecoder) bool {
	d.Name = "unicodeescape"
	invalid := -1
	for d.Pos < len(d.In) {
		c := d.In[d.Pos]
		if c != '\\' {
			d.w.rune(rune(c))
			d.Pos++
			continue
		}
		esc := escape{in: d.In, at: d.Pos + 1}
		r, ok := esc.read(true)
		switch {
		case ok && r >= 0:
			d.w.rune(r)
			d.Pos = esc.at
		case ok:
			d.Pos = esc.at // a line continued
		case esc.unknown:
			if invalid < 0 {
				invalid = int(d.In[esc.at])
			}
			d.w.rune('\\')
			d.w.rune(rune(d.In[esc.at]))
			d.Pos = esc.at + 1
		case esc.cut && !d.Final:
			return true
		default:
			if !d.handle(d.Pos, esc.at, esc.reason) {
				return false
			}
		}
	}
	if invalid >= 0 {
		return d.t.Warn(ShapeDeprecationWarning, 1, "invalid escape sequence '\\%c'", invalid)
	}
	return true
}

// decodeRawUnicodeEscape knows \u and \U alone.
func decodeRawUnicodeEscape(d *TextDecoder) bool {
	d.Name = "rawunicodeescape"
	for d.Pos < len(d.In) {
		c := d.In[d.Pos]
		if c != '\\' || d.Pos+1 == len(d.In) && d.Final {
			d.w.rune(rune(c))
			d.Pos++
			continue
		}
		if d.Pos+1 == len(d.In) {
			return true
		}
		if next := d.In[d.Pos+1]; next != 'u' && next != 'U' {
			d.w.rune('\\')
			d.w.rune(rune(next))
			d.Pos += 2
			continue
		}
		esc := escape{in: d.In, at: d.Pos + 1}
		r, ok := esc.read(false)
		switch {
		case ok:
			d.w.rune(r)
			d.Pos = esc.at
		case esc.cut && !d.Final:
			return true
		default:
			if !d.handle(d.Pos, esc.at, esc.reason) {
				return false
			}
		}
	}
	return true
}

// escape is an escape sequence being read; at is after the backslash, and at
// the end after what was read.
type escape struct {
	in      string
	at      int
	cut     bool // the input ends within it
	unknown bool // at is a character that no escape begins with
	reason  string
}

// read returns the character; -1 for none (a line continued). ok is false
// for a malformed sequence.
func (e *escape) read(all bool) (r rune, ok bool) {
	if e.at == len(e.in) {
		e.cut, e.reason = true, `\ at end of string`
		return 0, false
	}
	c := e.in[e.at]
	switch c {
	case 'x':
		return e.hex(2, `truncated \xXX escape`, all)
	case 'u':
		return e.hex(4, `truncated \uXXXX escape`, all)
	case 'U':
		return e.hex(8, `truncated \UXXXXXXXX escape`, all)
	case 'N':
		return e.name()
	}
	if c >= '0' && c <= '7' {
		for end := min(e.at+3, len(e.in)); e.at < end && e.in[e.at] >= '0' && e.in[e.at] <= '7'; e.at++ {
			r = r<<3 | rune(e.in[e.at]-'0')
		}
		return r, true
	}
	if c == '\n' {
		e.at++
		return -1, true
	}
	const names, values = `\'"bftnrva`, "\\'\"\b\f\t\n\r\v\a"
	if i := strings.IndexByte(names, c); i >= 0 {
		e.at++
		return rune(values[i]), true
	}
	e.unknown = true
	return 0, false
}

func (e *escape) hex(digits int, truncated string, all bool) (r rune, ok bool) {
	e.at++
	e.reason = truncated
	var u uint32
	for ; digits > 0; digits-- {
		if e.at == len(e.in) {
			e.cut = true
			return 0, false
		}
		v := HexValue(e.in[e.at])
		if v < 0 {
			return 0, false
		}
		u = u<<4 | uint32(v)
		e.at++
	}
	if u > 0x10ffff {
		e.reason = "illegal Unicode character"
		if !all {
			e.reason = `\Uxxxxxxxx out of range`
		}
		return 0, false
	}
	return rune(u), true
}

// name reads \N{…}.
func (e *escape) name() (r rune, ok bool) {
	e.at++
	e.reason = `malformed \N character escape`
	if e.at == len(e.in) {
		e.cut = true
		return 0, false
	}
	if e.in[e.at] != '{' {
		return 0, false
	}
	e.at++
	start := e.at
	for e.at < len(e.in) && e.in[e.at] != '}' {
		e.at++
	}
	if e.at == len(e.in) {
		e.cut = true
		return 0, false
	}
	if e.at == start {
		return 0, false
	}
	name := e.in[start:e.at]
	e.at++
	if r, ok = uniname.Lookup(name); !ok {
		e.reason = "unknown Unicode character name"
	}
	return r, ok
}
