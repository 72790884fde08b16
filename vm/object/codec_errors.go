package object

import (
	"fmt"

	"github.com/aio-lang/aio/grammar/uniname"
)

// TextEncoder is one encoding under way.
type TextEncoder struct {
	t      *Thread
	codec  *Codec
	Text   *Str
	Errors string // what to do with characters that have no encoding
	Name   string // the encoding, as exceptions name it
	Out    []byte
	unit   int // bytes of a code unit; 0 is 1
	// put appends a character; false when it has no encoding.
	put func(b []byte, r rune) ([]byte, bool)
	exc *Exception // the last error, for the next call of a handler
}

// run encodes the text with put. Where single is set errors are handled one
// character at a time, else a run of them at once.
func (e *TextEncoder) run(reason string, single bool) bool {
	s := e.Text.S
	if e.Out == nil {
		e.Out = make([]byte, 0, len(s)+8)
	}
	for off, i := 0, 0; off < len(s); i++ {
		r, n := DecodeRune(s[off:])
		out, ok := e.put(e.Out, r)
		if ok {
			e.Out = out
			off += n
			continue
		}
		end := i + 1
		for at := off + n; !single && at < len(s); end++ {
			r, n := DecodeRune(s[at:])
			if _, ok := e.put(e.Out, r); ok {
				break
			}
			at += n
		}
		if i, ok = e.handle(i, end, reason); !ok {
			return false
		}
		off = e.Text.Offset(i)
		i--
	}
	return true
}

// handle deals with characters start to end, which have no encoding: it
// returns where to go on.
func (e *TextEncoder) handle(start, end int, reason string) (next int, ok bool) {
	switch e.Errors {
	case "strict":
		e.fail(start, end, reason)
		return 0, false
	case "ignore":
		return end, true
	case "replace":
		for range end - start {
			if !e.emit("?", start, end, reason) {
				return 0, false
			}
		}
		return end, true
	case "backslashreplace", "xmlcharrefreplace", "namereplace":
		return end, e.emit(escapeRunes(e.Errors, e.Text.part(start, end)), start, end, reason)
	case "surrogateescape":
		for ; start < end && e.unit <= 1; start++ {
			r := e.Text.At(start)
			if r < 0xdc80 || r > 0xdcff {
				break
			}
			e.Out = append(e.Out, byte(r))
		}
		if start < end {
			e.fail(start, end, reason)
			return 0, false
		}
		return end, true
	case "surrogatepass":
		if surrogateUnits(e.Name) == nil {
			e.fail(start, end, reason)
			return 0, false
		}
		for i := start; i < end; i++ {
			r := e.Text.At(i)
			if !isSurrogate(r) {
				e.fail(start, end, reason)
				return 0, false
			}
			e.Out = surrogateUnits(e.Name)(e.Out, r)
		}
		return end, true
	}
	return e.call(start, end, reason)
}

// emit encodes a replacement; what cannot be encoded either is an error.
func (e *TextEncoder) emit(text string, start, end int, reason string) bool {
	for i := 0; i < len(text); {
		r, n := DecodeRune(text[i:])
		out, ok := e.put(e.Out, r)
		if !ok {
			e.fail(start, end, reason)
			return false
		}
		e.Out = out
		i += n
	}
	return true
}

func (e *TextEncoder) fail(start, end int, reason string) {
	e.t.RaiseException(e.exception(start, end, reason))
}

func (e *TextEncoder) exception(start, end int, reason string) *Exception {
	if e.exc == nil {
		e.exc = NewUnicodeError(ShapeUnicodeEncodeError, e.Name, e.Text.Value(), start, end, reason)
	} else {
		setUnicodeError(e.exc, start, end, reason)
	}
	return e.exc
}

// call asks a handler that the script registered.
func (e *TextEncoder) call(start, end int, reason string) (next int, ok bool) {
	t := e.t
	h := t.ErrorHandler(e.Errors)
	if h.P == nil {
		return 0, false
	}
	r := t.Call(h, e.exception(start, end, reason).Value())
	if r.P == nil {
		return 0, false
	}
	rep, next, ok := t.handlerResult(r, "encoding error handler must return (str/bytes, int) tuple", e.Text.n)
	if !ok {
		return 0, false
	}
	switch {
	case rep.IsStr():
		if !e.emit(rep.Text(), start, end, reason) {
			return 0, false
		}
	case rep.Kind() == KindBytes:
		b := (*Bytes)(rep.P).B
		if e.unit > 1 && len(b)%e.unit != 0 {
			e.fail(start, end, reason)
			return 0, false
		}
		e.Out = append(e.Out, b...)
	default:
		t.TypeErrorf("encoding error handler must return (str/bytes, int) tuple")
		return 0, false
	}
	return next, true
}

// handlerResult takes apart what an error handler returned: a replacement and
// a position in an object of that length, negative ones counting from its end.
func (t *Thread) handlerResult(r Value, wrong string, length int) (rep Value, next int, ok bool) {
	u := AsTuple(r)
	if u == nil || len(u.Items) != 2 {
		t.TypeErrorf("%s", wrong)
		return rep, 0, false
	}
	if next, ok = t.SizeArg(u.Items[1]); !ok {
		return rep, 0, false
	}
	at := next
	if at < 0 {
		at += length
	}
	if at < 0 || at > length {
		t.IndexErrorf("position %d from error handler out of bounds", at)
		return rep, 0, false
	}
	return u.Items[0], at, true
}

// TextDecoder is one decoding under way.
type TextDecoder struct {
	t      *Thread
	codec  *Codec
	In     string
	Pos    int // what lies before is decoded
	Errors string
	Name   string
	Final  bool
	w      textBuilder
	exc    *Exception
}

// handle deals with bytes start to end, which mean nothing: it sets Pos to
// where to go on.
func (d *TextDecoder) handle(start, end int, reason string) bool {
	switch d.Errors {
	case "ignore":
		d.Pos = end
		return true
	case "replace":
		d.w.rune('\ufffd')
		d.Pos = end
		return true
	case "backslashreplace":
		for ; start < end; start++ {
			d.w.ascii(string(appendEscape(nil, rune(d.In[start]))))
		}
		d.Pos = end
		return true
	case "surrogateescape":
		// at most four bytes, as far as they are not ASCII
		at := start
		for at < end && at < start+4 && d.In[at] >= 0x80 {
			d.w.rune(0xdc00 + rune(d.In[at]))
			at++
		}
		if at > start {
			d.Pos = at
			if d.Name != "utf-8" && d.Name != "ascii" {
				d.remember(start, end, reason)
			}
			return true
		}
	case "surrogatepass":
		if r, n := surrogateAt(d.Name, d.In[start:]); n > 0 {
			d.w.rune(r)
			d.Pos = start + n
			d.remember(start, end, reason)
			return true
		}
	case "strict":
	default:
		return d.call(start, end, reason)
	}
	d.t.RaiseException(d.exception(start, end, reason))
	return false
}

// remember makes the exception of the first error, whose args those of later
// ones keep, where CPython calls the handler with it.
func (d *TextDecoder) remember(start, end int, reason string) {
	if d.exc == nil {
		d.exception(start, end, reason)
	}
}

func (d *TextDecoder) exception(start, end int, reason string) *Exception {
	if d.exc == nil {
		d.exc = NewUnicodeError(ShapeUnicodeDecodeError, d.Name, NewBytes(d.In), start, end, reason)
	} else {
		setUnicodeError(d.exc, start, end, reason)
	}
	return d.exc
}

// call asks a handler that the script registered. It may exchange the bytes
// that are being decoded.
func (d *TextDecoder) call(start, end int, reason string) bool {
	t := d.t
	h := t.ErrorHandler(d.Errors)
	if h.P == nil {
		return false
	}
	exc := d.exception(start, end, reason)
	r := t.Call(h, exc.Value())
	if r.P == nil {
		return false
	}
	const wrong = "decoding error handler must return (str, int) tuple"
	if u := AsTuple(r); u == nil || len(u.Items) != 2 || !u.Items[0].IsStr() {
		t.TypeErrorf("%s", wrong)
		return false
	}
	in := AsBytes(exc.Field(FieldObject))
	if in == nil {
		t.TypeErrorf("exception attribute object must be bytes")
		return false
	}
	d.In = in.B
	rep, next, ok := t.handlerResult(r, wrong, len(d.In))
	if !ok {
		return false
	}
	d.w.str((*Str)(rep.P))
	d.Pos = next
	return true
}

// setUnicodeError moves an exception to another error in the same object.
func setUnicodeError(e *Exception, start, end int, reason string) {
	e.SetField(FieldStart, Int(int64(start)))
	e.SetField(FieldEnd, Int(int64(end)))
	e.SetField(FieldReason, NewStr(reason))
}

// escapeRunes writes characters in the way of an error handler.
func escapeRunes(handler, text string) string {
	var b []byte
	for i := 0; i < len(text); {
		r, n := DecodeRune(text[i:])
		i += n
		if handler == "xmlcharrefreplace" {
			b = fmt.Appendf(b, "&#%d;", r)
			continue
		}
		if handler == "namereplace" {
			if name := uniname.Name(r); name != "" {
				b = append(append(append(b, `\N{`...), name...), '}')
				continue
			}
		}
		b = appendEscape(b, r)
	}
	return string(b)
}

func isSurrogate(r rune) bool { return r >= 0xd800 && r < 0xe000 }
