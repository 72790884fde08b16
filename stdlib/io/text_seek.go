package io

import (
	"unicode/utf8"

	"github.com/aio-lang/aio/vm/object"
)

// Positions in text streams. What tell() returns is the position in the bytes
// of where the script is, found by decoding the last chunk again.

// tellBuffer is buffer.tell().
func (x *text) tellBuffer(t *object.Thread) (int, bool) {
	if x.below != nil {
		return x.below.tell(t)
	}
	r := t.CallMethod(x.buffer, t.M.Intern("tell"))
	if r.P == nil {
		return 0, false
	}
	return offsetArg(t, r)
}

func (x *text) tell(t *object.Thread) (int, bool) {
	if !x.seekable {
		unsupported(t, "underlying stream is not seekable")
		return 0, false
	}
	if !x.telling {
		t.Raise(object.ShapeOSError, "telling position disabled by next() call")
		return 0, false
	}
	if !x.flushText(t) {
		return 0, false
	}
	if x.below == nil {
		if t.CallMethod(x.buffer, object.Names().Flush).P == nil {
			return 0, false
		}
	} else if x.below.writable && !x.below.flush(t) {
		return 0, false
	}
	pos, ok := x.tellBuffer(t)
	if !ok || x.snapshot == nil {
		return pos, ok
	}
	pos -= len(x.snapshot.bytes) + len(x.snapshot.decoder.rest)
	if x.snapshot.decoder.lines.pendingCR {
		pos--
	}
	n, ok := x.consumed(t)
	return pos + n, ok
}

// consumed is how many bytes of the snapshot, with what the decoder had before
// it, the script has had.
func (x *text) consumed(t *object.Thread) (int, bool) {
	s := x.snapshot
	in := append(append([]byte(nil), s.decoder.rest...), s.bytes...)
	held := 0
	if s.decoder.lines.pendingCR {
		held = 1
	}
	if x.used == 0 {
		return 0, true
	}
	if x.decoder.codec != nil && x.decoder.codec.Name == "utf-8" && s.decoder.codec == x.decoder.codec && utf8.Valid(in) {
		if held > 0 {
			in = append([]byte{'\r'}, in...)
		}
		return x.sourceLength(in), true
	}
	// the fewest bytes that decode to as much text as the script has had
	lo, hi := 0, len(in)
	for lo < hi {
		mid := (lo + hi) / 2
		d := s.decoder
		d.rest = nil
		saved := d.foreign
		if saved.P != nil {
			return 0, x.cannotTell(t)
		}
		out, ok := d.decode(t, in[:mid], false)
		if !ok {
			return 0, false
		}
		if len(out) >= x.used {
			hi = mid
		} else {
			lo = mid + 1
		}
	}
	// a \r at the end is held back by the decoder until it sees what follows
	return lo + held, true
}

func (x *text) cannotTell(t *object.Thread) bool {
	t.NotImplementedf("tell() within text of encoding %s", x.encoding)
	return false
}

// sourceLength is how many bytes of UTF-8 text became the first x.used bytes
// of x.dec: line ends may have been translated.
func (x *text) sourceLength(in []byte) int {
	if !x.newline.translate {
		return x.used
	}
	i := 0
	for n := 0; n < x.used; n++ {
		if in[i] == '\r' && i+1 < len(in) && in[i+1] == '\n' {
			i++
		}
		i++
	}
	return i
}

// seek implements seek(cookie, whence).
func (x *text) seek(t *object.Thread, self, cookie object.Value, whence int) object.Value {
	if !x.seekable {
		return unsupported(t, "underlying stream is not seekable")
	}
	switch whence {
	case 0:
	case 1:
		if zero, ok := t.Equal(cookie, object.Int(0)); !ok {
			return object.Value{}
		} else if !zero {
			return unsupported(t, "can't do nonzero cur-relative seeks")
		}
		if t.CallMethod(self, object.Names().Flush).P == nil {
			return object.Value{}
		}
		if cookie = t.CallMethod(self, t.M.Intern("tell")); cookie.P == nil {
			return cookie
		}
	case 2:
		if zero, ok := t.Equal(cookie, object.Int(0)); !ok {
			return object.Value{}
		} else if !zero {
			return unsupported(t, "can't do nonzero end-relative seeks")
		}
		if t.CallMethod(self, object.Names().Flush).P == nil {
			return object.Value{}
		}
		x.forgetDecoded()
		x.decoder.reset()
		r := t.CallMethod(x.buffer, t.M.Intern("seek"), object.Int(0), object.Int(2))
		if r.P == nil {
			return r
		}
		if zero, ok := t.Equal(r, object.Int(0)); ok && zero {
			x.encoder.init(t, x.encoding, x.errors)
		} else {
			x.encoder.started(t)
		}
		return r
	default:
		return t.ValueErrorf("invalid whence (%d, should be 0, 1 or 2)", whence)
	}
	number := cookie
	if cookie.IsFloat() { // CPython takes int(cookie)
		number = t.IntOf(cookie)
	}
	if number.P == nil {
		return number
	}
	pos, ok := offsetArg(t, number)
	if !ok {
		return object.Value{}
	}
	if pos < 0 {
		return t.ValueErrorf("negative seek position %d", pos)
	}
	if t.CallMethod(self, object.Names().Flush).P == nil {
		return object.Value{}
	}
	if r := t.CallMethod(x.buffer, t.M.Intern("seek"), object.Int(int64(pos))); r.P == nil {
		return r
	}
	x.forgetDecoded()
	if x.telling = x.seekable; pos == 0 {
		if !x.decoder.rewind(t) || !x.encoder.init(t, x.encoding, x.errors) {
			return object.Value{}
		}
	} else {
		x.decoder.reset()
		x.encoder.started(t)
	}
	x.snapshot = nil
	return cookie
}
