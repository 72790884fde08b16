package object

import "github.com/aio-lang/aio/vm/encodings"

// Encodings with one byte for each character.

var (
	asciiCodec  = Codec{Name: "ascii", Encode: encodeASCII, Decode: decodeASCII, ascii: true}
	latin1Codec = Codec{Name: "iso8859-1", Encode: encodeLatin1, Decode: decodeLatin1, ascii: true}
	// undefinedCodec is for nobody to use: it fails for any text.
	undefinedCodec = Codec{Name: "undefined",
		Encode: func(e *TextEncoder) bool { return undefinedEncoding(e.t) },
		Decode: func(d *TextDecoder) bool { return undefinedEncoding(d.t) },
	}
)

func undefinedEncoding(t *Thread) bool {
	t.Raise(ShapeUnicodeError, "undefined encoding")
	return false
}

func encodeASCII(e *TextEncoder) bool {
	e.put = func(b []byte, r rune) ([]byte, bool) { return append(b, byte(r)), r < 0x80 }
	return e.run("ordinal not in range(128)", false)
}

func decodeASCII(d *TextDecoder) bool {
	for d.Pos < len(d.In) {
		n := asciiPrefix(d.In[d.Pos:])
		d.w.ascii(d.In[d.Pos : d.Pos+n])
		if d.Pos += n; d.Pos < len(d.In) && !d.handle(d.Pos, d.Pos+1, "ordinal not in range(128)") {
			return false
		}
	}
	return true
}

func encodeLatin1(e *TextEncoder) bool {
	e.Name = "latin-1"
	e.put = func(b []byte, r rune) ([]byte, bool) { return append(b, byte(r)), r < 0x100 }
	return e.run("ordinal not in range(256)", false)
}

func decodeLatin1(d *TextDecoder) bool {
	d.w.text(latin1Text(d.In[d.Pos:]))
	d.Pos = len(d.In)
	return true
}

// latin1Text is the text whose code points are the bytes.
func latin1Text(s string) string {
	if isASCII(s) {
		return s
	}
	b := make([]byte, 0, len(s)+len(s)/2)
	for i := 0; i < len(s); i++ {
		b = AppendRune(b, rune(s[i]))
	}
	return bytesString(b)
}

// charmap is a one-byte encoding's table in the form codecs use.
type charmap struct {
	decoding *[256]rune
	encoding map[rune]byte
}

func newCharmapCodec(m *encodings.Charmap) *Codec {
	return &Codec{Name: m.Name, Encode: encodeCharmap, Decode: decodeCharmap, ascii: m.ASCIICompatible(),
		charmap: &charmap{m.Decoding(), m.Encoding()}}
}

const unmapped = "character maps to <undefined>"

func encodeCharmap(e *TextEncoder) bool {
	e.Name = "charmap"
	table := e.codec.charmap.encoding
	e.put = func(b []byte, r rune) ([]byte, bool) {
		c, ok := table[r]
		return append(b, c), ok
	}
	return e.run(unmapped, false)
}

func decodeCharmap(d *TextDecoder) bool {
	d.Name = "charmap"
	table := d.codec.charmap.decoding
	for d.Pos < len(d.In) {
		r := table[d.In[d.Pos]]
		if r != encodings.Undefined {
			d.w.rune(r)
			d.Pos++
		} else if !d.handle(d.Pos, d.Pos+1, unmapped) {
			return false
		}
	}
	return true
}
