package object

import (
	"github.com/aio-lang/aio/vm/encodings"
)

// A Codec turns text into bytes and back. Those below are built in; others a
// script registers.
type Codec struct {
	Name string // as codecs.lookup shows it: "iso8859-1"
	// Encode writes e's text; false with an exception pending.
	Encode func(e *TextEncoder) bool
	// Decode reads d's bytes from d.Pos on; false with an exception pending.
	// Unless d.Final, it stops before a character that is not complete.
	Decode func(d *TextDecoder) bool
	// mark: text begins with a byte order mark; big: units are big-endian.
	mark, big bool
	// ascii: ASCII text and its bytes are the same.
	ascii bool
	// charmap is a one-byte encoding's table.
	charmap *charmap
}

// codecs is what a machine knows of codecs.
type codecs struct {
	found    map[string]*Codec // by the name it was asked for; builtin ones
	search   []Value           // functions that codecs.register was given
	cache    map[string]Value  // what they returned, by normalized name
	handlers map[string]Value  // codecs.register_error
}

type codecsKey struct{}

func (m *Machine) codecs() *codecs {
	return m.State(codecsKey{}, func() any {
		return &codecs{found: map[string]*Codec{}, cache: map[string]Value{}, handlers: map[string]Value{}}
	}).(*codecs)
}

// FindCodec returns the builtin codec of an encoding, by any of its names, or
// nil.
func (m *Machine) FindCodec(encoding string) *Codec {
	switch encoding {
	case "utf-8", "UTF-8", "utf8":
		return &utf8Codec
	case "ascii":
		return &asciiCodec
	case "latin-1":
		return &latin1Codec
	}
	known := m.codecs().found
	if c, ok := known[encoding]; ok {
		return c
	}
	name := encodings.Codec(encodings.Normalize(encoding))
	c := builtinCodec(name)
	if c == nil {
		if table := encodings.FindCharmap(name); table != nil {
			c = newCharmapCodec(table)
		}
	}
	known[encoding] = c
	return c
}

func builtinCodec(name string) *Codec {
	switch name {
	case "utf_8":
		return &utf8Codec
	case "utf_8_sig":
		return &utf8SigCodec
	case "ascii":
		return &asciiCodec
	case "latin_1":
		return &latin1Codec
	case "utf_16":
		return &utf16Codec
	case "utf_16_le":
		return &utf16LECodec
	case "utf_16_be":
		return &utf16BECodec
	case "utf_32":
		return &utf32Codec
	case "utf_32_le":
		return &utf32LECodec
	case "utf_32_be":
		return &utf32BECodec
	case "utf_7":
		return &utf7Codec
	case "unicode_escape":
		return &unicodeEscapeCodec
	case "raw_unicode_escape":
		return &rawUnicodeEscapeCodec
	case "punycode":
		return &punycodeCodec
	case "idna":
		return &idnaCodec
	case "undefined":
		return &undefinedCodec
	}
	return nil
}

// isOtherCodec reports whether a codec of CPython does not turn text into bytes;
// module codecs has them.
func isOtherCodec(name string) bool {
	switch name {
	case "base64_codec", "bz2_codec", "hex_codec", "quopri_codec", "rot_13", "uu_codec", "zlib_codec":
		return true
	}
	return false
}

// Encode returns the bytes of s in an encoding: str.encode.
func (t *Thread) Encode(s *Str, encoding, errors string) Value {
	if c := t.M.FindCodec(encoding); c != nil {
		b, ok := t.EncodeWith(c, s, errors)
		if !ok {
			if !isShortcut(encoding) {
				t.NoteCodec("encoding", encoding)
			}
			return Value{}
		}
		return NewBytes(b)
	}
	r := t.foreignCodec(s.Value(), encoding, errors, true)
	if r.P != nil && r.Kind() != KindBytes {
		return t.TypeErrorf("'%s' encoder returned '%s' instead of 'bytes'; use codecs.encode() to encode to arbitrary types",
			encoding, t.TypeName(r))
	}
	return r
}

// EncodeText is Encode for Go code: the bytes, and whether all went well.
func (t *Thread) EncodeText(s *Str, encoding, errors string) (string, bool) {
	r := t.Encode(s, encoding, errors)
	if r.P == nil {
		return "", false
	}
	return (*Bytes)(r.P).B, true
}

// Decode returns the text that bytes mean in an encoding: bytes.decode. b may
// become part of the result.
func (t *Thread) Decode(b, encoding, errors string) Value {
	if b == "" {
		return emptyStr.Value() // whatever the encoding, even one that does not exist
	}
	if c := t.M.FindCodec(encoding); c != nil {
		r := t.DecodeWith(c, b, errors)
		if r.P == nil && !isShortcut(encoding) {
			t.NoteCodec("decoding", encoding)
		}
		return r
	}
	r := t.foreignCodec(NewBytes(b), encoding, errors, false)
	if r.P != nil && !r.IsStr() {
		return t.TypeErrorf("'%s' decoder returned '%s' instead of 'str'; use codecs.decode() to decode to arbitrary types",
			encoding, t.TypeName(r))
	}
	return r
}

// EncodeWith encodes with a builtin codec.
func (t *Thread) EncodeWith(c *Codec, s *Str, errors string) (string, bool) {
	if s.IsASCII() && c.ascii {
		return s.S, true
	}
	e := TextEncoder{t: t, codec: c, Text: s, Errors: errors, Name: c.Name}
	if !c.Encode(&e) {
		return "", false
	}
	return bytesString(e.Out), true
}

// DecodeWith decodes with a builtin codec.
func (t *Thread) DecodeWith(c *Codec, b, errors string) Value {
	if c.ascii && isASCII(b) {
		return NewStrLen(b, len(b))
	}
	if c == &utf8Codec && validUTF8(b) {
		return NewStr(b)
	}
	d := TextDecoder{t: t, codec: c, In: b, Errors: errors, Name: c.Name, Final: true}
	if !c.Decode(&d) {
		return Value{}
	}
	return d.w.value()
}

// DecodePart decodes what it can of b, the next bytes of a stream, and returns
// how many it took; the rest is to be given again with what follows. final
// tells that nothing does. order is below zero for little-endian, above it for
// big-endian units, where the codec learned it from a byte order mark.
func (t *Thread) DecodePart(c *Codec, b, errors string, final bool) (text Value, taken, order int) {
	d := TextDecoder{t: t, codec: c, In: b, Errors: errors, Name: c.Name, Final: final}
	if !c.Decode(&d) {
		return Value{}, 0, 0
	}
	if c.mark && d.Pos > 0 {
		order = -1
		if d.Name[len(d.Name)-2:] == "be" {
			order = 1
		}
	}
	return d.w.value(), d.Pos, order
}

// LookupCodec asks the functions that codecs.register was given for an
// encoding: what one returned, a tuple of at least four; nil with nothing
// pending when none knows it.
func (t *Thread) LookupCodec(encoding string) Value {
	m := t.M.codecs()
	name := encodings.Normalize(encoding)
	if v, ok := m.cache[name]; ok {
		return v
	}
	for _, f := range m.search {
		r := t.Call(f, NewStr(name))
		if r.P == nil {
			return r
		}
		if r.IsNone() {
			continue
		}
		if u := AsTuple(r); u == nil || len(u.Items) != 4 {
			return t.TypeErrorf("codec search functions must return 4-tuples")
		}
		m.cache[name] = r
		return r
	}
	return Value{}
}

// RegisterCodec adds a search function; UnregisterCodec removes one.
func (t *Thread) RegisterCodec(search Value) bool {
	if !t.IsCallable(search) {
		t.TypeErrorf("argument must be callable")
		return false
	}
	m := t.M.codecs()
	m.search = append(m.search, search)
	return true
}

// UnregisterCodec removes a search function and forgets what was found.
func (t *Thread) UnregisterCodec(search Value) {
	m := t.M.codecs()
	for i, f := range m.search {
		if f == search {
			m.search = append(m.search[:i:i], m.search[i+1:]...)
			clear(m.cache)
			return
		}
	}
}

// foreignCodec encodes or decodes with a codec that a script registered.
func (t *Thread) foreignCodec(v Value, encoding, errors string, encode bool) Value {
	direction, index := "decode", 1
	if encode {
		direction, index = "encode", 0
	}
	if isOtherCodec(encodings.Codec(encodings.Normalize(encoding))) {
		return t.Raise(ShapeLookupError, "'%s' is not a text encoding; use codecs.%s() to handle arbitrary codecs", encoding, direction)
	}
	info := t.LookupCodec(encoding)
	if info.P == nil {
		if t.Exc.P == nil {
			t.UnknownEncoding(encoding)
		}
		return Value{}
	}
	if text := t.LookupAttr(info, t.M.Intern("_is_text_encoding")); text.P != nil {
		if truth, ok := t.Truth(text); !ok {
			return Value{}
		} else if !truth {
			return t.Raise(ShapeLookupError, "'%s' is not a text encoding; use codecs.%s() to handle arbitrary codecs", encoding, direction)
		}
	} else if t.Exc.P != nil {
		return Value{}
	}
	return t.CallCodec(AsTuple(info).Items[index], v, encoding, errors, direction)
}

// isShortcut reports whether CPython encodes in an encoding without looking up
// its codec, when that name is given: failures get no note then.
func isShortcut(encoding string) bool {
	switch encodings.Normalize(encoding) {
	case "utf_8", "utf8", "utf_16", "utf16", "utf_32", "utf32", "ascii", "us_ascii", "latin1", "latin_1", "iso_8859_1", "iso8859_1":
		return true
	}
	return false
}

// NoteCodec adds to the pending exception the note that a codec failed;
// what is "encoding" or "decoding".
func (t *Thread) NoteCodec(what, encoding string) {
	AsException(t.Exc).addNote(t, what+" with '"+encoding+"' codec failed")
}

// CallCodec calls a codec's function and returns the first of the two values
// that it must return. direction is "encode" or "decode".
func (t *Thread) CallCodec(f, v Value, encoding, errors, direction string) Value {
	r := t.Call(f, v, NewStr(errors))
	if r.P == nil {
		t.NoteCodec(direction[:len(direction)-1]+"ing", encoding)
		return r
	}
	u := AsTuple(r)
	if u == nil || len(u.Items) != 2 {
		return t.TypeErrorf("%sr must return a tuple (object, integer)", direction)
	}
	return u.Items[0]
}

// UnknownEncoding raises LookupError, or NotImplementedError for an encoding
// that CPython has and aio has not, and returns nil.
func (t *Thread) UnknownEncoding(encoding string) Value {
	if name := encodings.Codec(encodings.Normalize(encoding)); encodings.IsMultiByte(name) {
		return t.NotImplementedf("encoding %s", name)
	}
	return t.Raise(ShapeLookupError, "unknown encoding: %s", encoding)
}

// EncodeBy encodes character by character with put, which appends what a
// character is in bytes: mapped is false where it has no encoding, ok where an
// exception is pending. name is the encoding in exceptions, reason what they
// say.
func (t *Thread) EncodeBy(s *Str, name, errors, reason string, put func(b []byte, r rune) (out []byte, mapped, ok bool)) (string, bool) {
	e := TextEncoder{t: t, Text: s, Errors: errors, Name: name}
	failed := false
	e.put = func(b []byte, r rune) ([]byte, bool) {
		if failed {
			return b, true
		}
		out, mapped, ok := put(b, r)
		failed = !ok
		return out, mapped || failed
	}
	ok := e.run(reason, false)
	return bytesString(e.Out), ok && !failed
}

// NoText is what the function of DecodeBy returns for a byte that means
// nothing.
const NoText = "\x00<undefined>"

// DecodeBy decodes byte by byte with get, whose second result is false where
// an exception is pending.
func (t *Thread) DecodeBy(b, name, errors, reason string, get func(c byte) (string, bool)) Value {
	d := TextDecoder{t: t, In: b, Errors: errors, Name: name, Final: true}
	for d.Pos < len(d.In) {
		s, ok := get(d.In[d.Pos])
		switch {
		case !ok:
			return Value{}
		case s != NoText:
			d.w.text(s)
			d.Pos++
		case !d.handle(d.Pos, d.Pos+1, reason):
			return Value{}
		}
	}
	return d.w.value()
}
