package object

import "strings"

// UTF-7 (RFC 2152): ASCII, with other characters as UTF-16 in base64 between
// plus and minus.
var utf7Codec = Codec{Name: "utf-7", Encode: encodeUTF7, Decode: decodeUTF7}

const base64Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

// directUTF7 reports whether r may stand for itself.
func directUTF7(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || r >= ' ' && r < 0x7f && r != '+' && r != '\\' && r != '~'
}

func encodeUTF7(e *TextEncoder) bool {
	b := make([]byte, 0, len(e.Text.S)+8)
	inShift := false
	var bits uint64
	n := uint(0) // bits that are left
	unit := func(u rune) {
		bits = bits<<16 | uint64(u)
		for n += 16; n >= 6; n -= 6 {
			b = append(b, base64Digits[bits>>(n-6)&63])
		}
		bits &= 1<<n - 1
	}
	flush := func() {
		if n > 0 {
			b = append(b, base64Digits[bits<<(6-n)&63])
		}
		bits, n = 0, 0
	}
	for i := 0; i < len(e.Text.S); {
		r, size := DecodeRune(e.Text.S[i:])
		i += size
		if directUTF7(r) {
			if inShift {
				flush()
				inShift = false
				if r == '-' || strings.IndexByte(base64Digits, byte(r)) >= 0 {
					b = append(b, '-')
				}
			}
			b = append(b, byte(r))
			continue
		}
		if !inShift {
			if r == '+' {
				b = append(b, "+-"...)
				continue
			}
			b = append(b, '+')
			inShift = true
		}
		if r >= 0x10000 {
			unit(0xd800 + (r-0x10000)>>10)
			r = 0xdc00 + (r-0x10000)&0x3ff
		}
		unit(r)
	}
	flush()
	if inShift {
		b = append(b, '-')
	}
	e.Out = b
	return true
}

// utf7State is where a decoder is in a base64 section.
type utf7State struct {
	inShift   bool
	start     int // offset of the plus
	bits      uint64
	n         uint
	surrogate rune // a high one that waits for its low one, or 0
}

func decodeUTF7(d *TextDecoder) bool {
	d.Name = "utf7"
	var s utf7State
	var before textBuilder // the text before the section
	fail := func(start int, reason string) bool {
		s.inShift = false
		return d.handle(start, d.Pos, reason)
	}
	for {
		for d.Pos < len(d.In) {
			c := d.In[d.Pos]
			switch {
			case s.inShift:
				if reason := d.utf7Section(&s, c); reason != "" && !fail(s.start, reason) {
					return false
				}
			case c == '+':
				start := d.Pos
				d.Pos++
				switch next := d.In[min(d.Pos, len(d.In)-1)]; {
				case d.Pos < len(d.In) && next == '-':
					d.Pos++
					d.w.rune('+')
				case d.Pos < len(d.In) && strings.IndexByte(base64Digits, next) < 0:
					d.Pos++
					if !fail(start, "ill-formed sequence") {
						return false
					}
				default:
					s = utf7State{inShift: true, start: start}
					before = d.w
				}
			case c < 0x80:
				d.w.rune(rune(c))
				d.Pos++
			default:
				d.Pos++
				if !fail(d.Pos-1, "unexpected special character") {
					return false
				}
			}
		}
		if !s.inShift {
			return true
		}
		if !d.Final {
			d.w, d.Pos = before, s.start
			return true
		}
		s.inShift = false
		if s.surrogate == 0 && s.n < 6 && (s.n == 0 || s.bits == 0) {
			return true
		}
		if !d.handle(s.start, len(d.In), "unterminated shift sequence") {
			return false
		}
	}
}

// utf7Section reads one byte of a base64 section, or what ends it; it returns
// what is wrong.
func (d *TextDecoder) utf7Section(s *utf7State, c byte) (reason string) {
	if v := strings.IndexByte(base64Digits, c); v >= 0 {
		d.Pos++
		s.bits = s.bits<<6 | uint64(v)
		if s.n += 6; s.n < 16 {
			return ""
		}
		s.n -= 16
		u := rune(s.bits >> s.n)
		s.bits &= 1<<s.n - 1
		if s.surrogate != 0 {
			high := s.surrogate
			s.surrogate = 0
			if u >= 0xdc00 && u < 0xe000 {
				d.w.rune(0x10000 + (high-0xd800)<<10 + u - 0xdc00)
				return ""
			}
			d.w.rune(high)
		}
		if u >= 0xd800 && u < 0xdc00 {
			s.surrogate = u
		} else {
			d.w.rune(u)
		}
		return ""
	}
	s.inShift = false
	switch {
	case s.n >= 6:
		d.Pos++
		return "partial character in shift sequence"
	case s.n > 0 && s.bits != 0:
		d.Pos++
		return "non-zero padding bits in shift sequence"
	}
	if s.surrogate != 0 && c < 0x80 {
		d.w.rune(s.surrogate)
	}
	s.surrogate = 0
	if c == '-' {
		d.Pos++
	}
	return ""
}
