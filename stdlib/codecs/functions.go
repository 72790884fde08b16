package codecs

import (
	"strings"

	"github.com/aio-lang/aio/vm/encodings"
	"github.com/aio-lang/aio/vm/object"
)

// named are the builtin codecs that have functions of their own; parts tells
// that a decoder can be given bytes in parts.
var named = [...]struct {
	name  string
	parts bool
}{
	{"ascii", false}, {"latin_1", false}, {"utf_7", true}, {"utf_8", true},
	{"utf_16", true}, {"utf_16_le", true}, {"utf_16_be", true},
	{"utf_32", true}, {"utf_32_le", true}, {"utf_32_be", true},
	{"unicode_escape", true}, {"raw_unicode_escape", true},
}

// codecFunctions declares utf_8_encode, utf_8_decode and so on.
func codecFunctions() []object.Def {
	var defs []object.Def
	for _, c := range named {
		name := c.name
		codec := func(t *object.Thread) *object.Codec { return t.M.FindCodec(name) }
		defs = append(defs, encoderDef(codec, name), decoderDef(codec, name, c.parts))
	}
	for _, name := range []string{"utf_16", "utf_32"} {
		codec := func(t *object.Thread) *object.Codec { return t.M.FindCodec(name) }
		defs = append(defs, object.Def{
			Sig: name + "_ex_decode(data, errors=None, byteorder=0, final=False, /)",
			Doc: "Decode, and return the byte order too: -1 for little-endian, 1 for big-endian, 0 for unknown.",
			Fn: func(t *object.Thread, a []object.Value) object.Value {
				order, ok := t.IntArg(a[2])
				if !ok {
					return object.Value{}
				}
				c := codec(t)
				if order < 0 {
					c = t.M.FindCodec(name + "_le")
				} else if order > 0 {
					c = t.M.FindCodec(name + "_be")
				}
				text, taken, learned, ok := part(t, c, a[0], a[1], a[3])
				if !ok {
					return object.Value{}
				}
				if learned != 0 {
					order = learned
				}
				return object.TupleOf(text, object.Int(int64(taken)), object.Int(int64(order)))
			},
		})
	}
	return defs
}

func encoderDef(codec func(t *object.Thread) *object.Codec, name string) object.Def {
	fn := name + "_encode"
	return object.Def{
		Sig: fn + "(str, errors=None, /)",
		Doc: "Encode a string; return the bytes and the number of characters.",
		Fn: func(t *object.Thread, a []object.Value) object.Value {
			s, ok := t.StrArg(fn, "1", a[0])
			if !ok {
				return object.Value{}
			}
			errors, ok := errorsArg(t, fn, a[1])
			if !ok {
				return object.Value{}
			}
			b, ok := t.EncodeWith(codec(t), s, errors)
			if !ok {
				return object.Value{}
			}
			return object.TupleOf(object.NewBytes(b), object.Int(int64(s.Len())))
		},
	}
}

func decoderDef(codec func(t *object.Thread) *object.Codec, name string, parts bool) object.Def {
	fn := name + "_decode"
	sig := fn + "(data, errors=None, /)"
	if parts {
		final := "False"
		if strings.HasSuffix(name, "escape") {
			final = "True"
		}
		sig = fn + "(data, errors=None, final=" + final + ", /)"
	}
	return object.Def{
		Sig: sig,
		Doc: "Decode bytes; return the string and the number of bytes that it took.",
		Fn: func(t *object.Thread, a []object.Value) object.Value {
			final := object.True
			if parts {
				final = a[2]
			}
			data := a[0]
			if s := object.AsStr(data); s != nil && strings.HasSuffix(name, "escape") {
				data = object.NewBytes(s.S)
			}
			text, taken, _, ok := part(t, codec(t), data, a[1], final)
			if !ok {
				return object.Value{}
			}
			return object.TupleOf(text, object.Int(int64(taken)))
		},
	}
}

// part decodes part of a stream.
func part(t *object.Thread, c *object.Codec, data, errs, final object.Value) (text object.Value, taken, order int, ok bool) {
	errors, ok := errorsArg(t, c.Name+"_decode", errs)
	if !ok {
		return text, 0, 0, false
	}
	last, ok := t.Truth(final)
	if !ok {
		return text, 0, 0, false
	}
	b, ok := t.BytesLike(data)
	if !ok {
		return text, 0, 0, false
	}
	text, taken, order = t.DecodePart(c, strings.Clone(b), errors, last)
	return text, taken, order, !text.IsNil()
}

// errorsArg takes the name of an error handler, or None.
func errorsArg(t *object.Thread, fn string, v object.Value) (string, bool) {
	if v.IsNone() {
		return "strict", true
	}
	return t.TextArg(fn, "2", v)
}

// encoder and decoder make the functions of a codec that CodecInfo holds. They
// decode all at once.
func encoder(c *object.Codec, name string) *object.Native {
	def := encoderDef(func(*object.Thread) *object.Codec { return c }, functionName(name))
	def.Sig = strings.Replace(def.Sig, "errors=None, /", "errors='strict', /", 1)
	return object.NewFunction(&def, nil)
}

func decoder(c *object.Codec, name string) *object.Native {
	def := decoderDef(func(*object.Thread) *object.Codec { return c }, functionName(name), false)
	def.Sig = strings.Replace(def.Sig, "errors=None, /", "errors='strict', /", 1)
	return object.NewFunction(&def, nil)
}

// functionName is what CPython calls the functions of a codec by: those of
// one-byte encodings are all called charmap.
func functionName(codec string) string {
	if encodings.FindCharmap(codec) != nil {
		return "charmap"
	}
	return codec
}

func readbufferEncode(t *object.Thread, a []object.Value) object.Value {
	var b string
	if s := object.AsStr(a[0]); s != nil {
		var ok bool
		if b, ok = t.EncodeText(s, "utf-8", "strict"); !ok {
			return object.Value{}
		}
	} else {
		var ok bool
		if b, ok = t.BytesLike(a[0]); !ok {
			return object.Value{}
		}
		b = strings.Clone(b)
	}
	return object.TupleOf(object.NewBytes(b), object.Int(int64(len(b))))
}

func escapeEncode(t *object.Thread, a []object.Value) object.Value {
	b := object.AsBytes(a[0])
	if b == nil {
		return t.BadArgument("escape_encode", "1", "bytes", a[0])
	}
	out := make([]byte, 0, len(b.B))
	for i := 0; i < len(b.B); i++ {
		switch c := b.B[i]; {
		case c == '\\' || c == '\'':
			out = append(out, '\\', c)
		case c == '\t':
			out = append(out, `\t`...)
		case c == '\n':
			out = append(out, `\n`...)
		case c == '\r':
			out = append(out, `\r`...)
		case c < ' ' || c >= 0x7f:
			out = append(append(out, `\x`...), object.HexDigits(b.B[i:i+1], 0, 0)...)
		default:
			out = append(out, c)
		}
	}
	return object.TupleOf(object.NewBytesOf(out), object.Int(int64(len(b.B))))
}

func escapeDecode(t *object.Thread, a []object.Value) object.Value {
	errors, ok := errorsArg(t, "escape_decode", a[1])
	if !ok {
		return object.Value{}
	}
	var s string
	if text := object.AsStr(a[0]); text != nil {
		s = text.S
	} else if s, ok = t.BytesLike(a[0]); !ok {
		return object.Value{}
	}
	const names, values = `\'"bftnrva`, "\\'\"\b\f\t\n\r\v\a"
	out := make([]byte, 0, len(s))
	warned := -1
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' {
			out = append(out, s[i])
			continue
		}
		if i++; i == len(s) {
			return t.ValueErrorf("Trailing \\ in string")
		}
		c := s[i]
		switch at := strings.IndexByte(names, c); {
		case c == '\n':
		case at >= 0:
			out = append(out, values[at])
		case '0' <= c && c <= '7':
			v := 0
			end := min(i+3, len(s))
			for ; i < end && '0' <= s[i] && s[i] <= '7'; i++ {
				v = v<<3 | int(s[i]-'0')
			}
			i--
			out = append(out, byte(v))
		case c == 'x' && i+2 < len(s) && object.HexValue(s[i+1]) >= 0 && object.HexValue(s[i+2]) >= 0:
			out = append(out, byte(object.HexValue(s[i+1])<<4|object.HexValue(s[i+2])))
			i += 2
		case c == 'x':
			switch errors {
			case "strict":
				return t.ValueErrorf("invalid \\x escape at position %d", i-1)
			case "replace":
				out = append(out, '?')
			case "ignore":
			default:
				return t.ValueErrorf("decoding error; unknown error handling code: %s", errors)
			}
			if i+1 < len(s) && object.HexValue(s[i+1]) >= 0 {
				i++
			}
		default:
			if warned < 0 {
				warned = int(c)
			}
			out = append(out, '\\', c)
		}
	}
	if warned >= 0 && !t.Warn(object.ShapeDeprecationWarning, 1, "invalid escape sequence '\\%c'", warned) {
		return object.Value{}
	}
	return object.TupleOf(object.NewBytesOf(out), object.Int(int64(len(s))))
}
