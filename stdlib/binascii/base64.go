package binascii

import (
	"encoding/base64"

	"github.com/aio-lang/aio/vm/object"
)

const base64Pad = '='

// base64Value is the value of a base64 digit, or -1.
func base64Value(c byte) int {
	switch {
	case 'A' <= c && c <= 'Z':
		return int(c - 'A')
	case 'a' <= c && c <= 'z':
		return int(c-'a') + 26
	case '0' <= c && c <= '9':
		return int(c-'0') + 52
	case c == '+':
		return 62
	case c == '/':
		return 63
	}
	return -1
}

func b2aBase64(t *object.Thread, a []object.Value) object.Value {
	s, ok := t.BytesLike(a[0])
	if !ok {
		return object.Value{}
	}
	newline, ok := t.Truth(a[1])
	if !ok {
		return object.Value{}
	}
	n := base64.StdEncoding.EncodedLen(len(s))
	b := make([]byte, n, n+1)
	base64.StdEncoding.Encode(b, object.ReadOnly(s))
	if newline {
		b = append(b, '\n')
	}
	return object.NewBytesOf(b)
}

func a2bBase64(t *object.Thread, a []object.Value) object.Value {
	strict, ok := t.Truth(a[1])
	if !ok {
		return object.Value{}
	}
	s, ok := asciiArg(t, a[0])
	if !ok {
		return object.Value{}
	}
	b := make([]byte, base64.StdEncoding.DecodedLen(len(s)))
	if !strict {
		if n, err := base64.StdEncoding.Decode(b, object.ReadOnly(s)); err == nil {
			return object.NewBytesOf(b[:n])
		}
	}
	return decodeBase64(t, s, b[:0], strict)
}

// decodeBase64 decodes what is not clean base64, as CPython does: padding ends
// the data where it fills a group of four, else it is skipped like anything
// that is no digit, unless strict.
func decodeBase64(t *object.Thread, s string, b []byte, strict bool) object.Value {
	if strict && s != "" && s[0] == base64Pad {
		return fail(t, "Leading padding not allowed")
	}
	inGroup, pads, padding := 0, 0, false
	var left byte
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == base64Pad {
			padding = true
			if strict && inGroup == 0 {
				return fail(t, "Excess padding not allowed")
			}
			if inGroup >= 2 {
				if pads++; inGroup+pads >= 4 {
					if strict && i+1 < len(s) {
						return fail(t, "Excess data after padding")
					}
					return object.NewBytesOf(b)
				}
			}
			continue
		}
		d := base64Value(c)
		if d < 0 {
			if strict {
				return fail(t, "Only base64 data is allowed")
			}
			continue
		}
		if strict && padding {
			return fail(t, "Discontinuous padding not allowed")
		}
		pads = 0
		v := byte(d)
		switch inGroup {
		case 0:
			left = v
		case 1:
			b = append(b, left<<2|v>>4)
			left = v & 0x0f
		case 2:
			b = append(b, left<<4|v>>2)
			left = v & 0x03
		case 3:
			b = append(b, left<<6|v)
		}
		inGroup = (inGroup + 1) % 4
	}
	switch inGroup {
	case 0:
		return object.NewBytesOf(b)
	case 1:
		return fail(t, "Invalid base64-encoded string: number of data characters (%d) cannot be 1 more than a multiple of 4", len(b)/3*4+1)
	}
	return fail(t, "Incorrect padding")
}
