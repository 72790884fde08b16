package object

import (
	"encoding/binary"
	"strings"
	"unicode/utf8"
)

var (
	utf8Codec    = Codec{Name: "utf-8", Encode: encodeUTF8, Decode: decodeUTF8, ascii: true}
	utf8SigCodec = Codec{Name: "utf-8-sig", Encode: encodeUTF8Sig, Decode: decodeUTF8Sig}
	utf16Codec   = Codec{Name: "utf-16", Encode: encodeUTF16, Decode: decodeUTF16, mark: true}
	utf16LECodec = Codec{Name: "utf-16-le", Encode: encodeUTF16, Decode: decodeUTF16}
	utf16BECodec = Codec{Name: "utf-16-be", Encode: encodeUTF16, Decode: decodeUTF16, big: true}
	utf32Codec   = Codec{Name: "utf-32", Encode: encodeUTF32, Decode: decodeUTF32, mark: true}
	utf32LECodec = Codec{Name: "utf-32-le", Encode: encodeUTF32, Decode: decodeUTF32}
	utf32BECodec = Codec{Name: "utf-32-be", Encode: encodeUTF32, Decode: decodeUTF32, big: true}
)

// validUTF8 reports whether s is UTF-8 without surrogates.
func validUTF8(s string) bool { return utf8.ValidString(s) }

// hasSurrogates reports whether WTF-8 text has surrogates.
func hasSurrogates(s string) bool {
	for {
		i := strings.IndexByte(s, 0xed)
		if i < 0 {
			return false
		}
		if s[i+1] >= 0xa0 {
			return true
		}
		s = s[i+3:]
	}
}

const noSurrogates = "surrogates not allowed"

func encodeUTF8(e *TextEncoder) bool {
	if e.Text.IsASCII() || !hasSurrogates(e.Text.S) {
		if e.Out == nil {
			e.Out = stringBytes(e.Text.S)
		} else {
			e.Out = append(e.Out, e.Text.S...)
		}
		return true
	}
	e.put = func(b []byte, r rune) ([]byte, bool) { return AppendRune(b, r), !isSurrogate(r) }
	return e.run(noSurrogates, false)
}

const byteOrderMark = "\ufeff"

func encodeUTF8Sig(e *TextEncoder) bool {
	e.Name = "utf-8"
	e.Out = append(make([]byte, 0, len(e.Text.S)+3), byteOrderMark...)
	return encodeUTF8(e)
}

func decodeUTF8Sig(d *TextDecoder) bool {
	d.Name = "utf-8"
	if rest := d.In[d.Pos:]; strings.HasPrefix(rest, byteOrderMark) {
		// positions in errors count from after the mark
		d.In = rest[len(byteOrderMark):]
		d.Pos = 0
		ok := decodeUTF8(d)
		d.Pos += len(byteOrderMark)
		return ok
	} else if !d.Final && strings.HasPrefix(byteOrderMark, rest) {
		return true
	}
	return decodeUTF8(d)
}

func decodeUTF8(d *TextDecoder) bool {
	for d.Pos < len(d.In) {
		rest := d.In[d.Pos:]
		n := validPrefix(rest)
		d.w.text(rest[:n])
		d.Pos += n
		if n == len(rest) {
			break
		}
		size, reason := invalidUTF8(rest[n:])
		if reason == unexpectedEnd && !d.Final {
			break
		}
		if !d.handle(d.Pos, d.Pos+size, reason) {
			return false
		}
	}
	return true
}

// validPrefix is the length of the longest prefix that is valid UTF-8.
func validPrefix(s string) int {
	i := 0
	for i < len(s) {
		if s[i] < utf8.RuneSelf {
			i += asciiPrefix(s[i:])
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && n <= 1 {
			return i
		}
		i += n
	}
	return i
}

const unexpectedEnd = "unexpected end of data"

// invalidUTF8 describes the invalid sequence that s begins with: how many of
// its bytes could begin a character, at least one, and what is wrong.
func invalidUTF8(s string) (size int, reason string) {
	c := s[0]
	if c < 0xc2 || c > 0xf4 {
		return 1, "invalid start byte"
	}
	want := 2
	low, high := byte(0x80), byte(0xbf) // of the second byte
	switch {
	case c >= 0xf0:
		want = 4
		if c == 0xf0 {
			low = 0x90
		} else if c == 0xf4 {
			high = 0x8f
		}
	case c >= 0xe0:
		want = 3
		if c == 0xe0 {
			low = 0xa0
		} else if c == 0xed {
			high = 0x9f
		}
	}
	for i := 1; i < want; i++ {
		if i == len(s) {
			return i, unexpectedEnd
		}
		if s[i] < low || s[i] > high {
			return i, "invalid continuation byte"
		}
		low, high = 0x80, 0xbf
	}
	return want, "invalid continuation byte"
}

func unit16(s string, big bool) uint16 {
	if big {
		return binary.BigEndian.Uint16(stringBytes(s))
	}
	return binary.LittleEndian.Uint16(stringBytes(s))
}

func unit32(s string, big bool) uint32 {
	if big {
		return binary.BigEndian.Uint32(stringBytes(s))
	}
	return binary.LittleEndian.Uint32(stringBytes(s))
}

func encodeUTF16(e *TextEncoder) bool {
	e.unit = 2
	put := func(b []byte, u uint16) []byte { return binary.LittleEndian.AppendUint16(b, u) }
	if e.codec.big {
		put = func(b []byte, u uint16) []byte { return binary.BigEndian.AppendUint16(b, u) }
	}
	e.Out = make([]byte, 0, e.Text.n*2+2)
	if e.codec.mark {
		e.Out = put(e.Out, 0xfeff)
	}
	e.put = func(b []byte, r rune) ([]byte, bool) {
		if r >= 0x10000 {
			r -= 0x10000
			return put(put(b, uint16(0xd800+r>>10)), uint16(0xdc00+r&0x3ff)), true
		}
		return put(b, uint16(r)), !isSurrogate(r)
	}
	return e.run(noSurrogates, true)
}

// byteOrder skips a byte order mark of units of that many bytes where the codec
// looks for one, and returns the order; ok is false when more is needed.
func (d *TextDecoder) byteOrder(little, big string) (bigEndian, ok bool) {
	rest := d.In[d.Pos:]
	if len(rest) < len(little) && !d.Final {
		return false, false
	}
	switch {
	case strings.HasPrefix(rest, little):
		d.Pos += len(little)
	case strings.HasPrefix(rest, big):
		d.Pos += len(big)
		return true, true
	}
	return false, true
}

func decodeUTF16(d *TextDecoder) bool {
	bigEndian := d.codec.big
	if d.codec.mark {
		var ok bool
		if bigEndian, ok = d.byteOrder("\xff\xfe", "\xfe\xff"); !ok {
			return true
		}
		d.Name = "utf-16-le"
		if bigEndian {
			d.Name = "utf-16-be"
		}
	}
	for d.Pos < len(d.In) {
		rest := d.In[d.Pos:]
		if len(rest) < 2 {
			if !d.Final {
				return true
			}
			if !d.handle(d.Pos, len(d.In), "truncated data") {
				return false
			}
			continue
		}
		u := rune(unit16(rest, bigEndian))
		reason, size := "", 2
		switch {
		case !isSurrogate(u):
			d.w.rune(u)
			d.Pos += 2
			continue
		case u >= 0xdc00:
			reason = "illegal encoding"
		case len(rest) < 4:
			if !d.Final {
				return true
			}
			reason, size = unexpectedEnd, len(rest)
		default:
			if v := rune(unit16(rest[2:], bigEndian)); v >= 0xdc00 && v < 0xe000 {
				d.w.rune(0x10000 + (u-0xd800)<<10 + v - 0xdc00)
				d.Pos += 4
				continue
			}
			reason = "illegal UTF-16 surrogate"
		}
		if !d.handle(d.Pos, d.Pos+size, reason) {
			return false
		}
	}
	return true
}

func encodeUTF32(e *TextEncoder) bool {
	e.unit = 4
	put := func(b []byte, u uint32) []byte { return binary.LittleEndian.AppendUint32(b, u) }
	if e.codec.big {
		put = func(b []byte, u uint32) []byte { return binary.BigEndian.AppendUint32(b, u) }
	}
	e.Out = make([]byte, 0, e.Text.n*4+4)
	if e.codec.mark {
		e.Out = put(e.Out, 0xfeff)
	}
	e.put = func(b []byte, r rune) ([]byte, bool) { return put(b, uint32(r)), !isSurrogate(r) }
	return e.run(noSurrogates, true)
}

func decodeUTF32(d *TextDecoder) bool {
	bigEndian := d.codec.big
	if d.codec.mark {
		var ok bool
		if bigEndian, ok = d.byteOrder("\xff\xfe\x00\x00", "\x00\x00\xfe\xff"); !ok {
			return true
		}
		d.Name = "utf-32-le"
		if bigEndian {
			d.Name = "utf-32-be"
		}
	}
	for d.Pos < len(d.In) {
		rest := d.In[d.Pos:]
		if len(rest) < 4 {
			if !d.Final {
				return true
			}
			if !d.handle(d.Pos, len(d.In), "truncated data") {
				return false
			}
			continue
		}
		u := unit32(rest, bigEndian)
		reason := ""
		switch {
		case u > 0x10ffff:
			reason = "code point not in range(0x110000)"
		case isSurrogate(rune(u)):
			reason = "code point in surrogate code point range(0xd800, 0xe000)"
		default:
			d.w.rune(rune(u))
			d.Pos += 4
			continue
		}
		if !d.handle(d.Pos, d.Pos+4, reason) {
			return false
		}
	}
	return true
}
