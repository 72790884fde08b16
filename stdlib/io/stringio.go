package io

import (
	"strings"
	"unicode/utf8"

	"github.com/aio-lang/aio/vm/object"
)

// stringIO is the state of a StringIO. Text is kept as bytes (WTF-8) while
// positions are those of bytes, because all is ASCII, or everything so far was
// written at the end; else as code points.
type stringIO struct {
	base
	ready   bool
	newline newlineMode
	lines   newlineDecoder
	buf     []byte
	ascii   bool   // buf is ASCII
	length  int    // of buf in code points
	runes   []rune // used in place of buf where wide
	wide    bool
	pos     int // in code points; may lie past the end
}

func stringOf(v object.Value) *stringIO { s, _ := object.Payload[*stringIO](v); return s }

func (s *stringIO) open(t *object.Thread) bool {
	switch {
	case !s.ready && !s.closed:
		t.ValueErrorf("I/O operation on uninitialized object")
	case s.closed:
		t.ValueErrorf("I/O operation on closed file")
	default:
		return true
	}
	return false
}

// widen changes to code points.
func (s *stringIO) widen() {
	if s.wide {
		return
	}
	s.runes = make([]rune, 0, s.length)
	for text := bytesText(s.buf); text != ""; {
		r, n := object.DecodeRune(text)
		s.runes = append(s.runes, r)
		text = text[n:]
	}
	s.buf, s.wide = nil, true
}

func (s *stringIO) size() int {
	if s.wide {
		return len(s.runes)
	}
	return s.length
}

// slice is the text from one code point to another.
func (s *stringIO) slice(from, to int) string {
	if !s.wide {
		if s.ascii {
			return string(s.buf[from:to])
		}
		if from == 0 && to == s.length {
			return string(s.buf)
		}
		s.widen()
	}
	var b []byte
	for _, r := range s.runes[from:to] {
		b = object.AppendRune(b, r)
	}
	return string(b)
}

// put writes text at the position.
func (s *stringIO) put(text string, n int) {
	if n == 0 {
		return
	}
	isASCII := n == len(text)
	if !s.wide {
		switch {
		case s.pos == s.length:
			s.buf = append(s.buf, text...)
			s.ascii = s.ascii && isASCII
			s.length += n
			s.pos = s.length
			return
		case s.ascii && isASCII:
			for len(s.buf) < s.pos {
				s.buf = append(s.buf, 0)
			}
			k := copy(s.buf[s.pos:], text)
			s.buf = append(s.buf, text[k:]...)
			s.pos += n
			s.length = len(s.buf)
			return
		}
		s.widen()
	}
	for len(s.runes) < s.pos {
		s.runes = append(s.runes, 0)
	}
	for text != "" {
		r, k := object.DecodeRune(text)
		text = text[k:]
		if s.pos < len(s.runes) {
			s.runes[s.pos] = r
		} else {
			s.runes = append(s.runes, r)
		}
		s.pos++
	}
}

// write is put after the translation of line ends.
func (s *stringIO) write(v *object.Str) {
	text, n := v.S, v.Len()
	if s.newline.universal {
		text = s.lines.decode(text, true)
		n = utf8Len(text)
	}
	if w := s.newline.write; w != "" {
		text = strings.ReplaceAll(text, "\n", w)
		n = utf8Len(text)
	}
	s.put(text, n)
}

func utf8Len(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i] < utf8.RuneSelf || s[i]&0xc0 == 0xc0 {
			n++
		}
	}
	return n
}

func (s *stringIO) read(n int) string {
	size := s.size()
	if s.pos >= size {
		return ""
	}
	to := size
	if n >= 0 {
		to = min(size, s.pos+n)
	}
	text := s.slice(s.pos, to)
	s.pos = to
	return text
}

func (s *stringIO) readLine(limit int) string {
	if s.pos >= s.size() {
		return ""
	}
	if !s.wide && s.ascii {
		rest := bytesText(s.buf[s.pos:])
		end := s.newline.lineEnd(rest, 0, false)
		if end < 0 {
			end = len(rest)
		}
		if limit >= 0 {
			end = min(end, limit)
		}
		s.pos += end
		return strings.Clone(rest[:end])
	}
	s.widen()
	to := s.pos
	for to < len(s.runes) {
		to++
		if s.endsLine(to) {
			break
		}
	}
	if limit >= 0 {
		to = min(to, s.pos+limit)
	}
	text := s.slice(s.pos, to)
	s.pos = to
	return text
}

// endsLine reports whether a line ends before code point n.
func (s *stringIO) endsLine(n int) bool {
	r := s.runes[n-1]
	switch m := &s.newline; {
	case m.translate || m.text == "\n":
		return r == '\n'
	case m.universal:
		return r == '\n' || r == '\r' && (n == len(s.runes) || s.runes[n] != '\n')
	case m.text == "\r":
		return r == '\r'
	default:
		return r == '\n' && n > 1 && s.runes[n-2] == '\r'
	}
}

func stringMethod(f func(t *object.Thread, s *stringIO, a []object.Value) object.Value) object.NativeFn {
	return func(t *object.Thread, a []object.Value) object.Value {
		s := stringOf(a[0])
		if !s.open(t) {
			return object.Value{}
		}
		return f(t, s, a)
	}
}

func stringInit(t *object.Thread, a []object.Value) object.Value {
	s := stringOf(a[0])
	s.ready = false
	newline, ok := parseNewline(t, "StringIO", a[2])
	if !ok {
		return object.Value{}
	}
	if !a[1].IsNone() && !a[1].IsStr() {
		return t.TypeErrorf("initial_value must be str or None, not %s", t.TypeName(a[1]))
	}
	*s = stringIO{newline: newline, ascii: true, ready: true}
	s.lines.translate = newline.translate
	if a[1].IsStr() {
		s.write(object.AsStr(a[1]))
		s.pos = 0
	}
	return object.None
}

var stringDecl = object.TypeDecl{
	Name: "_io.StringIO", Kind: object.KindOpaque, Flags: streamFlags,
	Doc: "Text I/O implementation using an in-memory buffer.",
	New: &object.Def{Sig: "__new__(cls, *args, **kwargs)", Doc: "Create and return a new object.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		return object.NewOpaque(object.AsType(a[0]), &stringIO{})
	}},
	Next: func(t *object.Thread, v object.Value) object.Value {
		if t.M.TypeOf(v).IsHeap() {
			r := baseNext(t, []object.Value{v})
			if r.P == nil {
				t.Catch(object.ShapeStopIteration)
			}
			return r
		}
		s := stringOf(v)
		if !s.open(t) {
			return object.Value{}
		}
		if line := s.readLine(-1); line != "" {
			return object.NewStr(line)
		}
		return object.Value{}
	},
	Methods: []object.Def{
		{Sig: "__init__(self, initial_value='', newline='\\n')", Doc: "Initialize self.", Fn: stringInit},
		{Sig: "close(self, /)", Doc: "Close the IO object.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			s := stringOf(a[0])
			*s = stringIO{base: base{closed: true}}
			return object.None
		}},
		{Sig: "getvalue(self, /)", Doc: "Retrieve the entire contents of the object.", Fn: stringMethod(func(t *object.Thread, s *stringIO, a []object.Value) object.Value {
			return object.NewStr(s.slice(0, s.size()))
		})},
		{Sig: "read(self, size=-1, /)", Doc: "Read at most size characters, returned as a string.", Fn: stringMethod(func(t *object.Thread, s *stringIO, a []object.Value) object.Value {
			n, ok := sizeOr(t, a[1])
			if !ok {
				return object.Value{}
			}
			return object.NewStr(s.read(n))
		})},
		{Sig: "readline(self, size=-1, /)", Doc: "Read until newline or EOF.", Fn: stringMethod(func(t *object.Thread, s *stringIO, a []object.Value) object.Value {
			n, ok := sizeOr(t, a[1])
			if !ok {
				return object.Value{}
			}
			return object.NewStr(s.readLine(n))
		})},
		{Sig: "tell(self, /)", Doc: "Tell the current file position.", Fn: stringMethod(func(t *object.Thread, s *stringIO, a []object.Value) object.Value {
			return object.Int(int64(s.pos))
		})},
		{Sig: "truncate(self, pos=None, /)", Doc: "Truncate size to pos.", Fn: stringMethod(func(t *object.Thread, s *stringIO, a []object.Value) object.Value {
			size := s.pos
			if !a[1].IsNone() {
				var ok bool
				if size, ok = sizeOr(t, a[1]); !ok {
					return object.Value{}
				}
				if size < 0 {
					return t.ValueErrorf("Negative size value %d", size)
				}
			}
			if size < s.size() {
				if s.wide || !s.ascii {
					s.widen()
					s.runes = s.runes[:size]
				} else {
					s.buf, s.length = s.buf[:size], size
				}
			}
			return object.Int(int64(size))
		})},
		{Sig: "seek(self, pos, whence=0, /)", Doc: "Change stream position.", Fn: stringMethod(func(t *object.Thread, s *stringIO, a []object.Value) object.Value {
			pos, ok := offsetArg(t, a[1])
			if !ok {
				return object.Value{}
			}
			whence, ok := t.IntArg(a[2])
			switch {
			case !ok:
				return object.Value{}
			case whence < 0 || whence > 2:
				return t.ValueErrorf("Invalid whence (%d, should be 0, 1 or 2)", whence)
			case whence == 0 && pos < 0:
				return t.ValueErrorf("Negative seek position %d", pos)
			case whence != 0 && pos != 0:
				return t.Raise(object.ShapeOSError, "Can't do nonzero cur-relative seeks")
			case whence == 1:
				pos = s.pos
			case whence == 2:
				pos = s.size()
			}
			s.pos = pos
			return object.Int(int64(pos))
		})},
		{Sig: "write(self, s, /)", Doc: "Write string to file, return the number of characters.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			s := stringOf(a[0])
			if !s.ready && !s.closed && !s.open(t) {
				return object.Value{}
			}
			if !a[1].IsStr() {
				return t.TypeErrorf("string argument expected, got '%s'", t.TypeName(a[1]))
			}
			if !s.open(t) {
				return object.Value{}
			}
			s.write(object.AsStr(a[1]))
			return object.Int(int64(object.AsStr(a[1]).Len()))
		}},
		{Sig: "seekable(self, /)", Doc: "Returns True if the IO object can be seeked.", Fn: stringMethod(func(t *object.Thread, s *stringIO, a []object.Value) object.Value { return object.True })},
		{Sig: "readable(self, /)", Doc: "Returns True if the IO object can be read.", Fn: stringMethod(func(t *object.Thread, s *stringIO, a []object.Value) object.Value { return object.True })},
		{Sig: "writable(self, /)", Doc: "Returns True if the IO object can be written.", Fn: stringMethod(func(t *object.Thread, s *stringIO, a []object.Value) object.Value { return object.True })},
		{Sig: "__getstate__(self, /)", Doc: "What pickle keeps.", Fn: stringMethod(func(t *object.Thread, s *stringIO, a []object.Value) object.Value {
			newline := object.None
			if s.newline.given {
				newline = object.NewStr(s.newline.text)
			}
			return object.TupleOf(object.NewStr(s.slice(0, s.size())), newline, object.Int(int64(s.pos)), attrsOrNone(t, a[0]))
		})},
		{Sig: "__setstate__(self, state, /)", Doc: "Restore what __getstate__ gave.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			u := object.AsTuple(a[1])
			if u == nil || len(u.Items) < 4 {
				return t.TypeErrorf("%s.__setstate__ argument should be 4-tuple, got %s", t.TypeName(a[0]), t.TypeName(a[1]))
			}
			if stringInit(t, []object.Value{a[0], object.NewStr(""), u.Items[1]}).P == nil {
				return object.Value{}
			}
			pos, ok := t.SizeArg(u.Items[2])
			if !ok || !u.Items[0].IsStr() {
				return object.Value{}
			}
			s := stringOf(a[0])
			s.put(u.Items[0].Text(), object.AsStr(u.Items[0]).Len())
			s.pos = pos
			return noneIf(restoreAttrs(t, a[0], u.Items[3]))
		}},
	},
	GetSets: []object.GetSetDef{
		{Name: "closed", Get: func(t *object.Thread, v object.Value) object.Value {
			s := stringOf(v)
			if !s.ready && !s.closed {
				return t.ValueErrorf("I/O operation on uninitialized object")
			}
			return object.Bool(s.closed)
		}},
		{Name: "line_buffering", Get: func(t *object.Thread, v object.Value) object.Value {
			return boolOr(false, stringOf(v).open(t))
		}},
		{Name: "newlines", Get: func(t *object.Thread, v object.Value) object.Value {
			s := stringOf(v)
			if !s.open(t) {
				return object.Value{}
			}
			return s.lines.seen.value()
		}},
	},
}
