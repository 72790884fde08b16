package io

import (
	"strings"

	"github.com/aio-lang/aio/vm/object"
)

// snapshot is where decoded text came from: the decoder as it was before, and
// the bytes it was given then.
type snapshot struct {
	decoder textDecoder
	bytes   []byte
}

// readChunk decodes what one read of buffer gives; eof when that is nothing.
func (x *text) readChunk(t *object.Thread, hint int) (eof, ok bool) {
	var p []byte
	size := max(x.chunkSize, hint)
	if x.below != nil && x.below.readable {
		if p, ok = x.below.read1(t, size); !ok {
			return false, false
		}
	} else {
		method := t.M.Intern("read1")
		if t.LookupAttr(x.buffer, method).P == nil {
			if t.Clear(); true {
				method = object.Names().Read
			}
		}
		r := t.CallMethod(x.buffer, method, object.Int(int64(size)))
		if r.P == nil {
			return false, false
		}
		b, isBytes := t.BytesLike(r)
		if !isBytes {
			t.Clear()
			t.TypeErrorf("underlying %s() should have returned a bytes-like object, not '%s'", method.S, t.TypeName(r))
			return false, false
		}
		p = []byte(b)
	}
	eof = len(p) == 0
	if x.telling {
		x.snapshot = &snapshot{decoder: x.decoder, bytes: p}
	}
	s, ok := x.decoder.decode(t, p, eof)
	if !ok {
		return false, false
	}
	x.dec, x.used = s, 0
	return eof && s == "", true
}

// rest is decoded text that the script has not had.
func (x *text) rest() string { return x.dec[x.used:] }

// read reads n code points, less at the end; everything for n < 0.
func (x *text) read(t *object.Thread, n int) (string, bool) {
	if !x.checkDecoder(t) || !x.flushText(t) {
		return "", false
	}
	if n < 0 {
		return x.readAll(t)
	}
	var b strings.Builder
	for {
		part, count := prefix(x.rest(), n)
		b.WriteString(part)
		x.used += len(part)
		if n -= count; n == 0 {
			return b.String(), true
		}
		eof, ok := x.readChunk(t, n)
		if !ok {
			return "", false
		}
		if eof {
			return b.String(), true
		}
	}
}

// prefix cuts at most n code points off s.
func prefix(s string, n int) (string, int) {
	count := 0
	for i := 0; i < len(s); i++ {
		if s[i]&0xc0 != 0x80 {
			if count == n {
				return s[:i], count
			}
			count++
		}
	}
	return s, count
}

func (x *text) readAll(t *object.Thread) (string, bool) {
	var p []byte
	if x.below != nil && x.below.readable {
		var ok bool
		if p, _, ok = x.below.read(t, -1); !ok {
			return "", false
		}
	} else {
		r := t.CallMethod(x.buffer, object.Names().Read)
		if r.P == nil {
			return "", false
		}
		if r.IsNone() {
			blocked(t, "Read returned None.", 0)
			return "", false
		}
		b, ok := t.BytesLike(r)
		if !ok {
			return "", false
		}
		p = []byte(b)
	}
	s, ok := x.decoder.decode(t, p, true)
	if !ok {
		return "", false
	}
	s = x.rest() + s
	x.forgetDecoded()
	return s, true
}

// readLine reads to the end of a line, at most limit code points where that is
// not negative.
func (x *text) readLine(t *object.Thread, limit int) (string, bool) {
	if !x.flushText(t) {
		return "", false
	}
	// line is what earlier chunks had of the line
	line := ""
	for {
		rest := x.rest()
		if rest == "" {
			eof, ok := x.readChunk(t, 0)
			if !ok {
				return "", false
			}
			if eof {
				x.forgetDecoded()
				return line, true
			}
			continue
		}
		whole := line + rest
		end := x.newline.lineEnd(whole, max(len(line)-1, 0), x.decoder.lines.off)
		if end < 0 && limit < 0 {
			line = whole
			x.used = len(x.dec)
			continue
		}
		if limit >= 0 {
			part, count := prefix(whole, limit)
			if end < 0 || len(part) < end {
				if end < 0 && count < limit {
					line = whole
					x.used = len(x.dec)
					continue
				}
				end = len(part)
			}
		}
		x.used += end - len(line)
		return whole[:end], true
	}
}

// lineEnd is the offset after the first line end in s at or after from; -1
// without one.
func (m *newlineMode) lineEnd(s string, from int, _ bool) int {
	switch {
	case m.translate || m.text == "\n":
		if i := strings.IndexByte(s[from:], '\n'); i >= 0 {
			return from + i + 1
		}
	case m.universal: // a \r at the end is never half of \r\n: the decoder keeps it back
		if i := strings.IndexAny(s[from:], "\r\n"); i >= 0 {
			i += from
			if s[i] == '\r' && i+1 < len(s) && s[i+1] == '\n' {
				i++
			}
			return i + 1
		}
	default:
		if i := strings.Index(s[from:], m.text); i >= 0 {
			return from + i + len(m.text)
		}
	}
	return -1
}

// checkDecoder raises for a stream that cannot be read.
func (x *text) checkDecoder(t *object.Thread) bool {
	if x.below != nil {
		if x.below.readable {
			return true
		}
		unsupported(t, "not readable")
		return false
	}
	return rawAble(t, x.buffer, "readable", "not readable")
}
