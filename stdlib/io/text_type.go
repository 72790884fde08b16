package io

import (
	"github.com/aio-lang/aio/vm/object"
)

// textMethod is a method that needs an open stream.
func textMethod(f func(t *object.Thread, x *text, a []object.Value) object.Value) object.NativeFn {
	return func(t *object.Thread, a []object.Value) object.Value {
		x := textOf(a[0])
		if !x.open(t) {
			return object.Value{}
		}
		return f(t, x, a)
	}
}

// bufferMethod calls the method of the same name of buffer.
func bufferMethod(name string) object.NativeFn {
	return func(t *object.Thread, a []object.Value) object.Value {
		x := textOf(a[0])
		if !x.alive(t) {
			return object.Value{}
		}
		return t.CallMethod(x.buffer, t.M.Intern(name))
	}
}

func strOr(s string, ok bool) object.Value {
	if !ok {
		return object.Value{}
	}
	return object.NewStr(s)
}

var textDecl = object.TypeDecl{
	Name: "_io.TextIOWrapper", Kind: object.KindOpaque, Flags: streamFlags,
	Doc: "Character and line based layer over a BufferedIOBase object, buffer.",
	New: &object.Def{Sig: "__new__(cls, *args, **kwargs)", Doc: "Create and return a new object.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		return object.NewOpaque(object.AsType(a[0]), &text{})
	}},
	Next: textNext,
	Methods: []object.Def{
		{Sig: textInitSig, Doc: "Initialize self.", Fn: textInit},
		{Sig: "write(self, text, /)", Doc: "Write string s to stream, return the number of characters.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			x := textOf(a[0])
			if !x.alive(t) {
				return object.Value{}
			}
			s, ok := t.StrArg("write", "", a[1])
			if !ok || !x.open(t) || !x.checkWritable(t) {
				return object.Value{}
			}
			return intOr(s.Len(), x.write(t, s))
		}},
		{Sig: "read(self, size=-1, /)", Doc: "Read at most size characters from stream.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			x := textOf(a[0])
			n, ok := sizeOr(t, a[1])
			if !ok || !x.open(t) {
				return object.Value{}
			}
			return strOr(x.read(t, n))
		}},
		{Sig: "readline(self, size=-1, /)", Doc: "Read until newline or EOF.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			x := textOf(a[0])
			n, ok := sizeOr(t, a[1])
			if !ok || !x.open(t) || !x.checkDecoder(t) {
				return object.Value{}
			}
			return strOr(x.readLine(t, n))
		}},
		{Sig: "flush(self, /)", Doc: "Flush the write buffers.", Fn: textMethod(func(t *object.Thread, x *text, a []object.Value) object.Value {
			x.telling = x.seekable
			return noneIf(x.flush(t))
		})},
		{Sig: "close(self, /)", Doc: "Flush and close the stream.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			x := textOf(a[0])
			if !x.alive(t) {
				return object.Value{}
			}
			closed, ok := x.isClosed(t)
			if !ok {
				return object.Value{}
			}
			if closed {
				return object.None
			}
			return closeBoth(t, a[0], x.buffer)
		}},
		{Sig: "detach(self, /)", Doc: "Separate the underlying buffer from the stream and return it.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			x := textOf(a[0])
			if !x.alive(t) || t.CallMethod(a[0], object.Names().Flush).P == nil {
				return object.Value{}
			}
			b := x.buffer
			*x = text{detached: true}
			return b
		}},
		{Sig: "seek(self, cookie, whence=0, /)", Doc: "Set the stream position, and return the new stream position.", Fn: textMethod(func(t *object.Thread, x *text, a []object.Value) object.Value {
			whence, ok := t.IntArg(a[2])
			if !ok {
				return object.Value{}
			}
			return x.seek(t, a[0], a[1], whence)
		})},
		{Sig: "tell(self, /)", Doc: "Return the stream position as an opaque number.", Fn: textMethod(func(t *object.Thread, x *text, a []object.Value) object.Value {
			return intOr(x.tell(t))
		})},
		{Sig: "truncate(self, pos=None, /)", Doc: "Resize the stream.", Fn: textMethod(func(t *object.Thread, x *text, a []object.Value) object.Value {
			if t.CallMethod(a[0], object.Names().Flush).P == nil {
				return object.Value{}
			}
			return t.CallMethod(x.buffer, t.M.Intern("truncate"), a[1])
		})},
		{Sig: "reconfigure(self, /, *, encoding=None, errors=None, newline=<unrepresentable>, line_buffering=None, write_through=None)",
			Doc: "Reconfigure the text stream with new parameters.", Fn: textMethod(textReconfigure)},
		{Sig: "fileno(self, /)", Doc: "Return underlying file descriptor if one exists.", Fn: bufferMethod("fileno")},
		{Sig: "seekable(self, /)", Doc: "Return whether object supports random access.", Fn: bufferMethod("seekable")},
		{Sig: "readable(self, /)", Doc: "Return whether object was opened for reading.", Fn: bufferMethod("readable")},
		{Sig: "writable(self, /)", Doc: "Return whether object was opened for writing.", Fn: bufferMethod("writable")},
		{Sig: "isatty(self, /)", Doc: "Return whether this is an 'interactive' stream.", Fn: bufferMethod("isatty")},
		{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: textRepr},
	},
	GetSets: []object.GetSetDef{
		{Name: "encoding", Get: textGet(func(t *object.Thread, x *text) object.Value { return object.NewStr(x.encoding) })},
		{Name: "errors", Get: textGet(func(t *object.Thread, x *text) object.Value { return object.NewStr(x.errors) })},
		{Name: "line_buffering", Get: textGet(func(t *object.Thread, x *text) object.Value { return object.Bool(x.lineBuffering) })},
		{Name: "write_through", Get: textGet(func(t *object.Thread, x *text) object.Value { return object.Bool(x.writeThrough) })},
		{Name: "newlines", Get: textGet(func(t *object.Thread, x *text) object.Value { return x.decoder.lines.seen.value() })},
		{Name: "name", Get: textGet(func(t *object.Thread, x *text) object.Value { return t.GetAttr(x.buffer, t.M.Intern("name")) })},
		{Name: "closed", Get: textGet(func(t *object.Thread, x *text) object.Value { return boolOr(x.isClosed(t)) })},
		{Name: "buffer", Get: textGet(func(t *object.Thread, x *text) object.Value { return x.buffer })},
		{Name: "_CHUNK_SIZE", Get: textGet(func(t *object.Thread, x *text) object.Value { return object.Int(int64(x.chunkSize)) }),
			Set: func(t *object.Thread, v, n object.Value) bool {
				if n.P == nil {
					t.Raise(object.ShapeAttributeError, "cannot delete attribute")
					return false
				}
				size, ok := t.SizeArg(n)
				if ok && size <= 0 {
					t.ValueErrorf("a strictly positive integer is required")
					return false
				}
				if ok {
					textOf(v).chunkSize = size
				}
				return ok
			}},
	},
}

func textGet(f func(t *object.Thread, x *text) object.Value) func(t *object.Thread, v object.Value) object.Value {
	return func(t *object.Thread, v object.Value) object.Value {
		x := textOf(v)
		if !x.alive(t) {
			return object.Value{}
		}
		return f(t, x)
	}
}

// checkWritable raises for a stream that cannot be written.
func (x *text) checkWritable(t *object.Thread) bool {
	if x.below != nil {
		if x.below.writable {
			return true
		}
		unsupported(t, "not writable")
		return false
	}
	return rawAble(t, x.buffer, "writable", "not writable")
}

// textNext is iteration by lines. tell() is refused meanwhile, so that no
// snapshots need to be kept.
func textNext(t *object.Thread, v object.Value) object.Value {
	x := textOf(v)
	if t.M.TypeOf(v).IsHeap() {
		x.telling = false
		line := t.CallMethod(v, object.Names().ReadLine)
		if line.P == nil {
			return line
		}
		if !line.IsStr() {
			return t.Raise(object.ShapeOSError, "readline() should have returned a str object, not '%s'", t.TypeName(line))
		}
		if line.Text() == "" {
			x.snapshot, x.telling = nil, x.seekable
			return object.Value{}
		}
		return line
	}
	if !x.open(t) || !x.checkDecoder(t) {
		return object.Value{}
	}
	x.telling = false
	line, ok := x.readLine(t, -1)
	if !ok {
		return object.Value{}
	}
	if line == "" {
		x.snapshot, x.telling = nil, x.seekable
		return object.Value{}
	}
	return object.NewStr(line)
}

func textReconfigure(t *object.Thread, x *text, a []object.Value) object.Value {
	if (x.dec != "" || x.snapshot != nil) && (!a[1].IsNone() || !a[2].IsNone() || a[3].P != nil) {
		return unsupported(t, "It is not possible to set the encoding or newline of stream after the first read")
	}
	encoding, errors, newline := x.encoding, x.errors, x.newline
	line, through := x.lineBuffering, x.writeThrough
	ok := true
	if !a[1].IsNone() {
		if encoding, ok = encodingArg(t, "reconfigure", a[1]); !ok {
			return object.Value{}
		}
		errors = "strict"
	}
	if !a[2].IsNone() {
		if errors, ok = t.TextArg("reconfigure", "'errors'", a[2]); !ok {
			return object.Value{}
		}
	}
	if a[3].P != nil {
		if newline, ok = parseNewline(t, "reconfigure", a[3]); !ok {
			return object.Value{}
		}
	}
	for i, flag := range []*bool{&line, &through} {
		if v := a[4+i]; !v.IsNone() {
			if *flag, ok = t.Truth(v); !ok {
				return object.Value{}
			}
		}
	}
	if t.CallMethod(a[0], object.Names().Flush).P == nil {
		return object.Value{}
	}
	if encoding != x.encoding || errors != x.errors || a[3].P != nil {
		started := x.encoder.rest == ""
		if !x.decoder.init(t, encoding, errors, newline) || !x.encoder.init(t, encoding, errors) {
			return object.Value{}
		}
		if started && x.encoding == encoding {
			x.encoder.started(t)
		}
	}
	x.encoding, x.errors, x.newline, x.lineBuffering, x.writeThrough = encoding, errors, newline, line, through
	return object.None
}

func textRepr(t *object.Thread, a []object.Value) object.Value {
	x := textOf(a[0])
	if !x.alive(t) {
		return object.Value{}
	}
	s := "<" + t.M.TypeOf(a[0]).Label()
	name, ok := nameText(t, a[0])
	if !ok {
		return object.Value{}
	}
	if name != "" {
		s += " name=" + name
	}
	mode := t.LookupAttr(a[0], t.M.Intern("mode"))
	if mode.P == nil && t.Exc.P != nil {
		return mode
	}
	if mode.P != nil {
		m, ok := t.Repr(mode)
		if !ok {
			return object.Value{}
		}
		s += " mode=" + m
	}
	return object.NewStr(s + " encoding='" + x.encoding + "'>")
}
