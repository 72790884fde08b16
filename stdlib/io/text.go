package io

import (
	"strings"

	"github.com/aio-lang/aio/vm/object"
)

// text is the state of a TextIOWrapper.
type text struct {
	base
	buffer   object.Value // nil: detached, or not initialized
	below    *buffered    // of buffer, where nobody can have overridden anything
	detached bool
	ready    bool

	encoding, errors string
	newline          newlineMode
	lineBuffering    bool
	writeThrough     bool
	seekable         bool
	// telling is off while the script iterates.
	telling   bool
	chunkSize int

	decoder textDecoder
	encoder textEncoder

	// dec is decoded text; the script has had dec[:used].
	dec  string
	used int
	// snapshot is what dec was decoded from, and before the decoder's state
	// when it was; nil when dec tells nothing about the position.
	snapshot *snapshot

	out     *output // holds what is not given to buffer yet, where below writes to a plain file
	pending []byte  // holds it where not
}

// newlineMode is the argument newline=.
type newlineMode struct {
	given     bool   // not None
	text      string // as given
	universal bool   // any line end ends a line when reading
	translate bool   // and becomes \n
	write     string // what \n becomes when writing; "" is itself
}

func textOf(v object.Value) *text { x, _ := object.Payload[*text](v); return x }

// plainText is the state of v where it is exactly a TextIOWrapper.
func plainText(t *object.Thread, v object.Value) *text {
	if x := textOf(v); x != nil && !t.M.TypeOf(v).IsHeap() {
		return x
	}
	return nil
}

func parseNewline(t *object.Thread, fn string, v object.Value) (m newlineMode, ok bool) {
	if v.IsNone() {
		return newlineMode{universal: true, translate: true}, true
	}
	if !v.IsStr() {
		t.BadArgument(fn, "'newline'", "str or None", v)
		return m, false
	}
	switch s := v.Text(); s {
	case "", "\n", "\r", "\r\n":
		m = newlineMode{given: true, text: s, universal: s == ""}
		if s == "\r" || s == "\r\n" {
			m.write = s
		}
		return m, true
	}
	shown := v.Text()
	if fn == "StringIO" {
		shown, _ = t.Repr(v)
	}
	t.ValueErrorf("illegal newline value: %s", shown)
	return m, false
}

const textInitSig = "__init__(self, buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False)"

func textInit(t *object.Thread, a []object.Value) object.Value {
	x := textOf(a[0])
	x.ready, x.detached = false, false
	encoding, ok := encodingArg(t, "TextIOWrapper", a[2])
	if !ok {
		return object.Value{}
	}
	errors := "strict"
	if !a[3].IsNone() {
		if errors, ok = t.TextArg("TextIOWrapper", "'errors'", a[3]); !ok {
			return object.Value{}
		}
	}
	newline, ok := parseNewline(t, "TextIOWrapper", a[4])
	if !ok {
		return object.Value{}
	}
	line, ok := t.Truth(a[5])
	if !ok {
		return object.Value{}
	}
	through, ok := t.Truth(a[6])
	if !ok {
		return object.Value{}
	}
	return noneIf(x.init(t, a[1], encoding, errors, newline, line, through))
}

// encodingArg is an encoding argument; None and "locale" are the locale's,
// which is UTF-8.
func encodingArg(t *object.Thread, fn string, v object.Value) (string, bool) {
	if v.IsNone() {
		return "UTF-8", true
	}
	s, ok := t.TextArg(fn, "'encoding'", v)
	if s == "locale" {
		s = "UTF-8"
	}
	return s, ok
}

// init makes x a text stream over buffer.
func (x *text) init(t *object.Thread, buffer object.Value, encoding, errors string, newline newlineMode, line, through bool) bool {
	*x = text{buffer: buffer, below: plainBuffered(t, buffer), encoding: encoding, errors: errors, newline: newline,
		lineBuffering: line, writeThrough: through, chunkSize: bufferSize}
	if x.below != nil {
		x.out = x.below.out
	}
	if !x.decoder.init(t, encoding, errors, newline) || !x.encoder.init(t, encoding, errors) {
		return false
	}
	if x.below == nil {
		for _, method := range []string{"readable", "writable"} {
			if t.CallMethod(buffer, t.M.Intern(method)).P == nil {
				return false
			}
		}
	}
	r := t.CallMethod(buffer, t.M.Intern("seekable"))
	if r.P == nil {
		return false
	}
	seekable, ok := t.Truth(r)
	if !ok {
		return false
	}
	x.seekable, x.telling = seekable, seekable
	if seekable && x.encoder.hasStart() {
		// in the middle of a file no byte order mark is written
		writable := t.CallMethod(buffer, t.M.Intern("writable"))
		if writable.P == nil {
			return false
		}
		if writable.IsTrue() {
			pos, ok := x.tellBuffer(t)
			if !ok {
				return false
			}
			if pos != 0 {
				x.encoder.started(t)
			}
		}
	}
	x.ready = true
	return true
}

// alive raises ValueError for a stream without a buffer.
func (x *text) alive(t *object.Thread) bool {
	switch {
	case x.ready:
		return true
	case x.detached:
		t.ValueErrorf("underlying buffer has been detached")
	default:
		t.ValueErrorf("I/O operation on uninitialized object")
	}
	return false
}

// open is alive, and raises for a closed stream.
func (x *text) open(t *object.Thread) bool {
	if !x.alive(t) {
		return false
	}
	closed, ok := x.isClosed(t)
	if ok && closed {
		t.ValueErrorf("I/O operation on closed file.")
		return false
	}
	return ok
}

func (x *text) isClosed(t *object.Thread) (closed, ok bool) {
	if x.below != nil && x.below.file != nil {
		return x.below.file.fd < 0, true
	}
	return isClosed(t, x.buffer)
}

// held is the place of the bytes that are not given to buffer yet.
func (x *text) held() *[]byte {
	if x.out != nil {
		return &x.out.text
	}
	return &x.pending
}

// flushText gives buffer what is held.
func (x *text) flushText(t *object.Thread) bool {
	held := x.held()
	if len(*held) == 0 {
		return true
	}
	p := *held
	*held = nil
	if x.out != nil {
		if !x.below.beforeWrite(t) {
			return false
		}
		// the buffer copies, so the space is free again unless somebody
		// wrote meanwhile
		ok := x.out.write(t, bytesText(p))
		if *held == nil {
			*held = p[:0]
		}
		return ok
	}
	return t.CallMethod(x.buffer, object.Names().Write, object.NewBytes(string(p))).P != nil
}

// flush gives everything to the system.
func (x *text) flush(t *object.Thread) bool {
	if !x.flushText(t) {
		return false
	}
	if x.below != nil && x.below.writable {
		return x.below.flush(t)
	}
	return t.CallMethod(x.buffer, object.Names().Flush).P != nil
}

// write takes s to be written.
func (x *text) write(t *object.Thread, s *object.Str) bool {
	line := (x.lineBuffering || x.newline.write != "") && strings.IndexByte(s.S, '\n') >= 0
	flush := x.lineBuffering && (line || strings.IndexByte(s.S, '\r') >= 0)
	if line && x.newline.write != "" {
		s = object.AsStr(object.NewStr(strings.ReplaceAll(s.S, "\n", x.newline.write)))
	}
	b, ok := x.encoder.encode(t, s)
	if !ok {
		return false
	}
	held := x.held()
	if len(*held)+len(b) > x.chunkSize && len(*held) > 0 {
		if !x.flushText(t) {
			return false
		}
	}
	*held = append(*held, b...)
	if x.out != nil {
		x.out.note(t)
	}
	if len(*held) >= x.chunkSize || flush || x.writeThrough {
		if !x.flushText(t) {
			return false
		}
	}
	if flush && !x.flush(t) {
		return false
	}
	if x.snapshot != nil || x.dec != "" {
		x.forgetDecoded()
		x.decoder.reset()
	}
	return true
}

func (x *text) forgetDecoded() { x.dec, x.used, x.snapshot = "", 0, nil }
