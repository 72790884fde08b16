// Package base64 is module base64: binary data as text, after RFC 4648, and in
// base 85. The natives here are what goes over every byte; what the module
// offers is written in base64.aio.
package base64

import (
	_ "embed"
	"strings"

	"github.com/aio-lang/aio/vm/object"
)

//go:embed base64.aio
var source string

// Module declares the module.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{
		Name: "base64",
		Doc:  "Base16, Base32, Base64 (RFC 4648), Base85 and Ascii85 data encodings.",
		Funcs: []object.Def{
			{Sig: "_encode32(data, alphabet, /)", Doc: "Encode in base 32.", Fn: encode32},
			{Sig: "_decode32(data, alphabet, /)", Doc: "Decode base 32 without padding; None for what is not in the alphabet.", Fn: decode32},
			{Sig: "_encode85(data, alphabet, pad, foldnuls, foldspaces, /)", Doc: "Encode in base 85.", Fn: encode85},
			{Sig: "_decode85(data, alphabet, /)", Doc: "Decode groups of base 85: the bytes, or the offset and the kind of what is wrong.", Fn: decode85},
			{Sig: "_decode_a85(data, foldspaces, ignored, /)", Doc: "Decode Ascii85: the bytes, or what is wrong.", Fn: decodeA85},
		},
		Source: source,
	}
}

// texts takes bytes-like arguments.
func texts(t *object.Thread, args ...object.Value) ([]string, bool) {
	out := make([]string, len(args))
	for i, a := range args {
		s, ok := t.BytesLike(a)
		if !ok {
			return nil, false
		}
		out[i] = s
	}
	return out, true
}

func encode32(t *object.Thread, a []object.Value) object.Value {
	s, ok := texts(t, a[0], a[1])
	if !ok {
		return object.Value{}
	}
	data, alphabet := s[0], s[1]
	b := make([]byte, 0, (len(data)+4)/5*8)
	for i := 0; i < len(data); i += 5 {
		group := data[i:min(i+5, len(data))]
		var bits uint64
		for j := range 5 {
			bits <<= 8
			if j < len(group) {
				bits |= uint64(group[j])
			}
		}
		for j := range 8 {
			if j*5 < len(group)*8 {
				b = append(b, alphabet[bits>>(35-5*j)&31])
			} else {
				b = append(b, '=')
			}
		}
	}
	return object.NewBytesOf(b)
}

// decode32 decodes what is left of base 32 after its padding is cut off.
func decode32(t *object.Thread, a []object.Value) object.Value {
	s, ok := texts(t, a[0], a[1])
	if !ok {
		return object.Value{}
	}
	data, alphabet := s[0], s[1]
	b := make([]byte, 0, len(data)*5/8)
	var bits, n uint
	for i := 0; i < len(data); i++ {
		v := strings.IndexByte(alphabet, data[i])
		if v < 0 {
			return object.None
		}
		bits = bits<<5 | uint(v)
		if n += 5; n >= 8 {
			n -= 8
			b = append(b, byte(bits>>n))
			bits &= 1<<n - 1
		}
	}
	return object.NewBytesOf(b)
}

const fourSpaces = 0x20202020

func encode85(t *object.Thread, a []object.Value) object.Value {
	s, ok := texts(t, a[0], a[1])
	if !ok {
		return object.Value{}
	}
	var flags [3]bool
	for i := range flags {
		if flags[i], ok = t.Truth(a[i+2]); !ok {
			return object.Value{}
		}
	}
	data, alphabet, pad, nuls, spaces := s[0], s[1], flags[0], flags[1], flags[2]
	b := make([]byte, 0, (len(data)+3)/4*5)
	for i := 0; i < len(data); i += 4 {
		group := data[i:min(i+4, len(data))]
		var word uint32
		for j := range 4 {
			word <<= 8
			if j < len(group) {
				word |= uint32(group[j])
			}
		}
		whole := len(group) == 4 || pad
		switch {
		case word == 0 && nuls && whole:
			b = append(b, 'z')
			continue
		case word == fourSpaces && spaces && whole:
			b = append(b, 'y')
			continue
		}
		var digits [5]byte
		for j := 4; j >= 0; j-- {
			digits[j] = alphabet[word%85]
			word /= 85
		}
		n := 5
		if !whole {
			n = len(group) + 1
		}
		b = append(b, digits[:n]...)
	}
	return object.NewBytesOf(b)
}

// word85 joins five digits; ok is false when they exceed 32 bits.
func word85(digits []byte) (word uint32, ok bool) {
	var acc uint64
	for _, d := range digits {
		acc = acc*85 + uint64(d)
	}
	return uint32(acc), acc>>32 == 0
}

func appendWord(b []byte, w uint32) []byte {
	return append(b, byte(w>>24), byte(w>>16), byte(w>>8), byte(w))
}

// decode85 returns (offset, True) for a byte that is no digit and
// (offset, False) for a group that is too large.
func decode85(t *object.Thread, a []object.Value) object.Value {
	s, ok := texts(t, a[0], a[1])
	if !ok {
		return object.Value{}
	}
	data, alphabet := s[0], s[1]
	b := make([]byte, 0, (len(data)+4)/5*4)
	var group [5]byte
	for i := 0; i < len(data); i += 5 {
		for j := range group {
			group[j] = 84
			if i+j < len(data) {
				v := strings.IndexByte(alphabet, data[i+j])
				if v < 0 {
					return object.TupleOf(object.Int(int64(i+j)), object.True)
				}
				group[j] = byte(v)
			}
		}
		w, ok := word85(group[:])
		if !ok {
			return object.TupleOf(object.Int(int64(i)), object.False)
		}
		b = appendWord(b, w)
	}
	return object.NewBytesOf(b[:len(b)-(5-len(data)%5)%5])
}

func decodeA85(t *object.Thread, a []object.Value) object.Value {
	s, ok := texts(t, a[0])
	if !ok {
		return object.Value{}
	}
	spaces, ok := t.Truth(a[1])
	if !ok {
		return object.Value{}
	}
	data := strings.Clone(s[0]) + "uuuu"
	b := make([]byte, 0, len(data)/5*4)
	var group []byte
	for i := 0; i < len(data); i++ {
		c := data[i]
		switch {
		case '!' <= c && c <= 'u':
			if group = append(group, c-'!'); len(group) == 5 {
				w, ok := word85(group)
				if !ok {
					return object.NewStr("Ascii85 overflow")
				}
				b = appendWord(b, w)
				group = group[:0]
			}
		case c == 'z' || c == 'y' && spaces:
			if len(group) > 0 {
				return object.NewStr(string(c) + " inside Ascii85 5-tuple")
			}
			w := uint32(0)
			if c == 'y' {
				w = fourSpaces
			}
			b = appendWord(b, w)
		default:
			in, ok := t.Contains(a[2], object.Int(int64(c)))
			if !ok {
				return object.Value{}
			}
			if !in {
				return object.NewStr("Non-Ascii85 digit found: " + string(rune(c)))
			}
		}
	}
	return object.NewBytesOf(b[:len(b)-(4-len(group))])
}
