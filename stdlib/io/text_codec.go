package io

import (
	"strings"
	"unsafe"

	"github.com/aio-lang/aio/vm/object"
)

// bytesText shows a slice as a string; neither may change while it is used.
func bytesText(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// textEncoder encodes the text of a stream piece by piece.
type textEncoder struct {
	codec  *object.Codec
	errors string
	// foreign is the incremental encoder of a codec that a script registered.
	foreign object.Value
	// rest is what an encoding with a mark at its start goes on with.
	rest string
}

// continuation says how encodings with a byte order mark go on after it.
var continuation = map[string]string{"utf-8-sig": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}

func (e *textEncoder) init(t *object.Thread, encoding, errors string) bool {
	*e = textEncoder{codec: t.M.FindCodec(encoding), errors: errors}
	if e.codec == nil {
		e.foreign = incremental(t, encoding, errors, "encoder")
		return e.foreign.P != nil
	}
	e.rest = continuation[e.codec.Name]
	return true
}

// incremental makes a script's codec's incremental encoder or decoder.
func incremental(t *object.Thread, encoding, errors, what string) object.Value {
	info := t.LookupCodec(encoding)
	if info.P == nil {
		if t.Exc.P == nil {
			t.UnknownEncoding(encoding)
		}
		return object.Value{}
	}
	return t.CallMethod(info, t.M.Intern("incremental"+what), object.NewStr(errors))
}

func (e *textEncoder) hasStart() bool { return e.rest != "" }

// started tells that the mark is written.
func (e *textEncoder) started(t *object.Thread) {
	if e.rest != "" {
		e.codec, e.rest = t.M.FindCodec(e.rest), ""
	}
}

func (e *textEncoder) encode(t *object.Thread, s *object.Str) (string, bool) {
	if e.codec != nil {
		b, ok := t.EncodeWith(e.codec, s, e.errors)
		if ok && s.Len() > 0 {
			e.started(t)
		}
		return b, ok
	}
	r := t.CallMethod(e.foreign, t.M.Intern("encode"), s.Value())
	if r.P == nil {
		return "", false
	}
	if r.Kind() != object.KindBytes {
		t.TypeErrorf("encoder should return a bytes object, not '%s'", t.TypeName(r))
		return "", false
	}
	return (*object.Bytes)(r.P).B, true
}

// textDecoder decodes the bytes of a stream piece by piece, and then line ends.
type textDecoder struct {
	codec   *object.Codec
	start   *object.Codec // codec at the start of the stream
	errors  string
	foreign object.Value
	lines   newlineDecoder
	// rest are bytes of a character that is not complete.
	rest []byte
}

func (d *textDecoder) init(t *object.Thread, encoding, errors string, newline newlineMode) bool {
	*d = textDecoder{codec: t.M.FindCodec(encoding), errors: errors}
	d.start = d.codec
	d.lines = newlineDecoder{off: !newline.universal, translate: newline.translate}
	if d.codec == nil {
		d.foreign = incremental(t, encoding, errors, "decoder")
		return d.foreign.P != nil
	}
	return true
}

// reset forgets what is not complete, in the middle of the stream.
func (d *textDecoder) reset() {
	d.rest = nil
	d.lines.pendingCR = false
}

// rewind makes the decoder as it is at the start of the stream.
func (d *textDecoder) rewind(t *object.Thread) bool {
	d.reset()
	d.codec = d.start
	d.lines.seen = 0
	if d.foreign.P != nil {
		return t.CallMethod(d.foreign, t.M.Intern("reset")).P != nil
	}
	return true
}

// decode decodes p, which follows what was decoded before. final: nothing
// follows.
func (d *textDecoder) decode(t *object.Thread, p []byte, final bool) (string, bool) {
	s, ok := d.characters(t, p, final)
	if !ok {
		return "", false
	}
	return d.lines.decode(s, final), true
}

func (d *textDecoder) characters(t *object.Thread, p []byte, final bool) (string, bool) {
	if d.codec == nil {
		r := t.CallMethod(d.foreign, t.M.Intern("decode"), object.NewBytes(string(p)), object.Bool(final))
		if r.P == nil {
			return "", false
		}
		if !r.IsStr() {
			t.TypeErrorf("decoder should return a string result, not '%s'", t.TypeName(r))
			return "", false
		}
		return r.Text(), true
	}
	if len(d.rest) > 0 {
		p = append(d.rest, p...)
		d.rest = nil
	}
	if next := continuation[d.codec.Name]; next != "" && len(p) > 0 {
		return d.first(t, string(p), next, final)
	}
	in := string(p)
	v, taken, _ := t.DecodePart(d.codec, in, d.errors, final)
	if v.P == nil {
		return "", false
	}
	d.rest = []byte(in[taken:])
	return v.Text(), true
}

// first decodes the first bytes of an encoding with a byte order mark, which
// says how the rest is decoded.
func (d *textDecoder) first(t *object.Thread, in, next string, final bool) (string, bool) {
	mark := map[string]int{"utf-8-sig": 3, "utf-16": 2, "utf-32": 4}[d.codec.Name]
	if len(in) < mark && !final {
		d.rest = []byte(in)
		return "", true
	}
	head := in[:min(mark, len(in))]
	switch {
	case d.codec.Name == "utf-8-sig":
		in = strings.TrimPrefix(in, "\xef\xbb\xbf")
	case head == "\xff\xfe" || head == "\xff\xfe\x00\x00":
		in = in[mark:]
	case head == "\xfe\xff" || head == "\x00\x00\xfe\xff":
		in, next = in[mark:], next[:len(next)-2]+"be"
	}
	d.codec = t.M.FindCodec(next)
	v, taken, _ := t.DecodePart(d.codec, in, d.errors, final)
	if v.P == nil {
		return "", false
	}
	d.rest = []byte(in[taken:])
	return v.Text(), true
}

// newlineDecoder finds and translates line ends.
type newlineDecoder struct {
	off       bool // not universal: text passes as it is
	translate bool
	pendingCR bool // the text so far ends in a \r that may be half of \r\n
	seen      seenNewlines
}

type seenNewlines uint8

const (
	seenCR seenNewlines = 1 << iota
	seenLF
	seenCRLF
)

func (d *newlineDecoder) decode(s string, final bool) string {
	if d.off {
		return s
	}
	if d.pendingCR && (s != "" || final) {
		s = "\r" + s
		d.pendingCR = false
	}
	if !final && strings.HasSuffix(s, "\r") {
		s = s[:len(s)-1]
		d.pendingCR = true
	}
	if s == "" {
		return s
	}
	if strings.IndexByte(s, '\r') < 0 {
		if d.seen&seenLF == 0 && strings.IndexByte(s, '\n') >= 0 {
			d.seen |= seenLF
		}
		return s
	}
	crlf := strings.Count(s, "\r\n")
	if crlf > 0 {
		d.seen |= seenCRLF
	}
	if strings.Count(s, "\n") > crlf {
		d.seen |= seenLF
	}
	if strings.Count(s, "\r") > crlf {
		d.seen |= seenCR
	}
	if d.translate {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	}
	return s
}

// newlines is the attribute of that name: what line ends there were.
func (s seenNewlines) value() object.Value {
	var kinds []object.Value
	for i, text := range []string{"\r", "\n", "\r\n"} {
		if s&(1<<i) != 0 {
			kinds = append(kinds, object.NewStr(text))
		}
	}
	switch len(kinds) {
	case 0:
		return object.None
	case 1:
		return kinds[0]
	}
	return object.NewTuple(kinds)
}

// incrementalNewline is the state of an IncrementalNewlineDecoder.
type incrementalNewline struct {
	decoder object.Value
	lines   newlineDecoder
}

func newlineOf(v object.Value) *incrementalNewline {
	d, _ := object.Payload[*incrementalNewline](v)
	return d
}

var newlineDecoderDecl = object.TypeDecl{
	Name: "_io.IncrementalNewlineDecoder", Kind: object.KindOpaque,
	Doc: "Codec used when reading a file in universal newlines mode.",
	New: &object.Def{Sig: "__new__(cls, *args, **kwargs)", Doc: "Create and return a new object.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		return object.NewOpaque(object.AsType(a[0]), &incrementalNewline{decoder: object.None})
	}},
	Methods: []object.Def{
		{Sig: "__init__(self, decoder, translate, errors='strict')", Doc: "Initialize self.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			translate, ok := t.Truth(a[2])
			if !ok {
				return object.Value{}
			}
			*newlineOf(a[0]) = incrementalNewline{a[1], newlineDecoder{translate: translate}}
			return object.None
		}},
		{Sig: "decode(self, input, final=False)", Doc: "Decode input and translate its line ends.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			final, ok := t.Truth(a[2])
			if !ok {
				return object.Value{}
			}
			d, s := newlineOf(a[0]), a[1]
			if !d.decoder.IsNone() {
				if s = t.CallMethod(d.decoder, t.M.Intern("decode"), s, object.Bool(final)); s.P == nil {
					return s
				}
			}
			if !s.IsStr() {
				return t.TypeErrorf("decoder should return a string result, not '%s'", t.TypeName(s))
			}
			return object.NewStr(d.lines.decode(s.Text(), final))
		}},
		{Sig: "getstate(self, /)", Doc: "Return what setstate() takes.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			d := newlineOf(a[0])
			buf, flag := object.NewBytes(""), object.Int(0)
			if !d.decoder.IsNone() {
				state := t.CallMethod(d.decoder, t.M.Intern("getstate"))
				if state.P == nil {
					return state
				}
				u := object.AsTuple(state)
				if u == nil || len(u.Items) != 2 {
					return t.TypeErrorf("illegal decoder state")
				}
				buf, flag = u.Items[0], u.Items[1]
			}
			n, ok := t.SizeArg(flag)
			if !ok {
				return object.Value{}
			}
			n <<= 1
			if d.lines.pendingCR {
				n |= 1
			}
			return object.TupleOf(buf, object.Int(int64(n)))
		}},
		{Sig: "setstate(self, state, /)", Doc: "Go on from a state.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			u := object.AsTuple(a[1])
			if u == nil {
				return t.TypeErrorf("state argument must be a tuple")
			}
			if len(u.Items) != 2 {
				return t.TypeErrorf("setstate(): illegal state argument")
			}
			n, ok := t.SizeArg(u.Items[1])
			if !ok {
				return object.Value{}
			}
			d := newlineOf(a[0])
			d.lines.pendingCR = n&1 != 0
			if d.decoder.IsNone() {
				return object.None
			}
			return t.CallMethod(d.decoder, t.M.Intern("setstate"), object.TupleOf(u.Items[0], object.Int(int64(n>>1))))
		}},
		{Sig: "reset(self, /)", Doc: "Forget everything.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			d := newlineOf(a[0])
			d.lines.pendingCR, d.lines.seen = false, 0
			if d.decoder.IsNone() {
				return object.None
			}
			return t.CallMethod(d.decoder, t.M.Intern("reset"))
		}},
	},
	GetSets: []object.GetSetDef{
		{Name: "newlines", Get: func(t *object.Thread, v object.Value) object.Value { return newlineOf(v).lines.seen.value() }},
	},
}
