package io

import (
	"bytes"

	"github.com/aio-lang/aio/vm/object"
)

// The abstract bases _IOBase, _RawIOBase, _BufferedIOBase and _TextIOBase:
// what every stream does by means of its other methods.

// base is the first part of every stream's state.
type base struct {
	closed bool // __IOBase_closed: close() has run to its end
}

func (b *base) ioBase() *base { return b }

func baseOf(v object.Value) *base {
	if s, ok := object.Payload[interface{ ioBase() *base }](v); ok {
		return s.ioBase()
	}
	return &base{}
}

const streamFlags = object.TypeHasDict | object.TypeHasWeakref

func newBase(t *object.Thread, a []object.Value) object.Value {
	return object.NewOpaque(object.AsType(a[0]), &base{})
}

var ioBaseDecl = object.TypeDecl{
	Name: "_io._IOBase", Kind: object.KindOpaque, Flags: streamFlags,
	Doc: "The abstract base class for all I/O classes.",
	New: &object.Def{Sig: "__new__(cls, *args, **kwargs)", Doc: "Create and return a new object.", Fn: newBase},
	Methods: []object.Def{
		{Sig: "seek(self, offset, whence=0, /)", Doc: "Change the stream position to the given byte offset.", Fn: notSupported("seek")},
		{Sig: "tell(self, /)", Doc: "Return current stream position.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return t.CallMethod(a[0], t.M.Intern("seek"), object.Int(0), object.Int(1))
		}},
		{Sig: "truncate(self, size=None, /)", Doc: "Truncate file to size bytes.", Fn: notSupported("truncate")},
		{Sig: "fileno(self, /)", Doc: "Return underlying file descriptor if one exists.", Fn: notSupported("fileno")},
		{Sig: "flush(self, /)", Doc: "Flush write buffers, if applicable.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return noneIf(checkOpen(t, a[0]))
		}},
		{Sig: "close(self, /)", Doc: "Flush and close the IO object.", Fn: baseClose},
		{Sig: "seekable(self, /)", Doc: "Return whether object supports random access.", Fn: always(object.False)},
		{Sig: "readable(self, /)", Doc: "Return whether object was opened for reading.", Fn: always(object.False)},
		{Sig: "writable(self, /)", Doc: "Return whether object was opened for writing.", Fn: always(object.False)},
		{Sig: "isatty(self, /)", Doc: "Return whether this is an 'interactive' stream.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return boolOr(false, checkOpen(t, a[0]))
		}},
		{Sig: "_checkClosed(self, msg=None, /)", Doc: "Raise ValueError if the stream is closed.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return noneIf(checkOpen(t, a[0]))
		}},
		{Sig: "_checkSeekable(self, msg=None, /)", Doc: "Raise UnsupportedOperation if the stream cannot seek.", Fn: checkAble("seekable", "File or stream is not seekable.")},
		{Sig: "_checkReadable(self, msg=None, /)", Doc: "Raise UnsupportedOperation if the stream cannot be read.", Fn: checkAble("readable", "File or stream is not readable.")},
		{Sig: "_checkWritable(self, msg=None, /)", Doc: "Raise UnsupportedOperation if the stream cannot be written.", Fn: checkAble("writable", "File or stream is not writable.")},
		{Sig: "__enter__(self, /)", Doc: "Return the stream.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			if !checkOpen(t, a[0]) {
				return object.Value{}
			}
			return a[0]
		}},
		{Sig: "__exit__(self, /, *args)", Doc: "Close the stream.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return t.CallMethod(a[0], object.Names().Close)
		}},
		{Sig: "__iter__(self, /)", Doc: "Implement iter(self).", Fn: func(t *object.Thread, a []object.Value) object.Value {
			if !checkOpen(t, a[0]) {
				return object.Value{}
			}
			return a[0]
		}},
		{Sig: "__next__(self, /)", Doc: "Implement next(self).", Fn: baseNext},
		{Sig: "__del__(self, /)", Doc: "Close the stream when nobody refers to it.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return t.CallMethod(a[0], object.Names().Close)
		}},
		{Sig: "readline(self, size=-1, /)", Doc: "Read and return a line from the stream.", Fn: baseReadLine},
		{Sig: "readlines(self, hint=-1, /)", Doc: "Return a list of lines from the stream.", Fn: readLines},
		{Sig: "writelines(self, lines, /)", Doc: "Write a list of lines to stream.", Fn: writeLines},
		{Sig: "__getstate__(self, /)", Doc: "Streams cannot be pickled.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return t.TypeErrorf("cannot pickle '%s' instances", t.TypeName(a[0]))
		}},
	},
	GetSets: []object.GetSetDef{
		object.DictGetSet,
		{Name: "closed", Get: func(t *object.Thread, v object.Value) object.Value { return object.Bool(baseOf(v).closed) }},
	},
}

func always(v object.Value) object.NativeFn {
	return func(t *object.Thread, a []object.Value) object.Value { return v }
}

func notSupported(what string) object.NativeFn {
	return func(t *object.Thread, a []object.Value) object.Value { return unsupported(t, what) }
}

// isClosed is bool(v.closed).
func isClosed(t *object.Thread, v object.Value) (closed, ok bool) {
	c := t.GetAttr(v, t.M.Intern("closed"))
	if c.P == nil {
		return false, false
	}
	return t.Truth(c)
}

// IsClosed reports whether a stream is closed; errors count as no.
func IsClosed(t *object.Thread, v object.Value) bool {
	closed, ok := isClosed(t, v)
	if !ok {
		t.Clear()
	}
	return closed
}

// checkOpen raises ValueError for a closed stream.
func checkOpen(t *object.Thread, v object.Value) bool {
	closed, ok := isClosed(t, v)
	if ok && closed {
		t.ValueErrorf("I/O operation on closed file.")
		return false
	}
	return ok
}

func checkAble(method, message string) object.NativeFn {
	return func(t *object.Thread, a []object.Value) object.Value {
		r := t.CallMethod(a[0], t.M.Intern(method))
		if r.P == nil {
			return r
		}
		if !r.IsTrue() {
			return unsupported(t, message)
		}
		return r
	}
}

// baseClose flushes, and closes whether or not that fails.
func baseClose(t *object.Thread, a []object.Value) object.Value {
	b := baseOf(a[0])
	if b.closed {
		return object.None
	}
	r := t.CallMethod(a[0], object.Names().Flush)
	b.closed = true
	return noneIf(r.P != nil)
}

func baseNext(t *object.Thread, a []object.Value) object.Value {
	line := t.CallMethod(a[0], object.Names().ReadLine)
	if line.P == nil {
		return line
	}
	n, ok := t.Len(line)
	switch {
	case !ok:
		return object.Value{}
	case n == 0:
		return t.Raise(object.ShapeStopIteration, "")
	}
	return line
}

// baseReadLine reads byte by byte, or by what peek() shows.
func baseReadLine(t *object.Thread, a []object.Value) object.Value {
	limit, ok := sizeOr(t, a[1])
	if !ok {
		return object.Value{}
	}
	peek := t.LookupAttr(a[0], t.M.Intern("peek"))
	if peek.P == nil && t.Exc.P != nil {
		return peek
	}
	var line []byte
	for limit < 0 || len(line) < limit {
		n := 1
		if peek.P != nil {
			ahead := t.Call(peek, object.Int(1))
			if ahead.P == nil {
				return ahead
			}
			if ahead.Kind() != object.KindBytes {
				return t.Raise(object.ShapeOSError, "peek() should have returned a bytes object, not '%s'", t.TypeName(ahead))
			}
			if b := (*object.Bytes)(ahead.P).B; len(b) > 0 {
				n = len(b)
				if limit >= 0 {
					n = min(n, limit-len(line))
				}
				if i := bytes.IndexByte([]byte(b[:n]), '\n'); i >= 0 {
					n = i + 1
				}
			}
		}
		part := t.CallMethod(a[0], object.Names().Read, object.Int(int64(n)))
		if part.P == nil {
			return part
		}
		if part.Kind() != object.KindBytes {
			return t.Raise(object.ShapeOSError, "read() should have returned a bytes object, not '%s'", t.TypeName(part))
		}
		b := (*object.Bytes)(part.P).B
		if b == "" {
			break
		}
		if line = append(line, b...); b[len(b)-1] == '\n' {
			break
		}
	}
	return object.NewBytes(string(line))
}

func readLines(t *object.Thread, a []object.Value) object.Value {
	hint, ok := sizeOr(t, a[1])
	if !ok {
		return object.Value{}
	}
	var lines []object.Value
	total := 0
	if !checkOpen(t, a[0]) {
		return object.Value{}
	}
	if !t.Each(a[0], func(line object.Value) bool {
		lines = append(lines, line)
		if hint <= 0 {
			return true
		}
		n, ok := t.Len(line)
		if !ok || n > hint-total {
			return false
		}
		total += n
		return true
	}) {
		return object.Value{}
	}
	return object.NewList(lines)
}

func writeLines(t *object.Thread, a []object.Value) object.Value {
	if !checkOpen(t, a[0]) {
		return object.Value{}
	}
	return noneIf(t.Each(a[1], func(line object.Value) bool {
		return t.CallMethod(a[0], object.Names().Write, line).P != nil
	}))
}

var rawBaseDecl = object.TypeDecl{
	Name: "_io._RawIOBase", Kind: object.KindOpaque, Flags: streamFlags,
	Doc: "Base class for raw binary I/O.",
	Methods: []object.Def{
		{Sig: "read(self, size=-1, /)", Doc: "Read up to size bytes by means of readinto().", Fn: rawRead},
		{Sig: "readall(self, /)", Doc: "Read until EOF, using multiple read() call.", Fn: rawReadAll},
		{Sig: "readinto(self, buffer, /)", Doc: "Read bytes into a buffer.", Fn: notImplemented},
		{Sig: "write(self, b, /)", Doc: "Write the buffer to the stream.", Fn: notImplemented},
	},
}

func notImplemented(t *object.Thread, a []object.Value) object.Value {
	return t.Raise(object.ShapeNotImplementedError, "")
}

func rawRead(t *object.Thread, a []object.Value) object.Value {
	size, ok := sizeOr(t, a[1])
	if !ok {
		return object.Value{}
	}
	if size < 0 {
		return t.CallMethod(a[0], t.M.Intern("readall"))
	}
	buf := object.NewByteArray(make([]byte, size))
	r := t.CallMethod(a[0], t.M.Intern("readinto"), buf)
	if r.P == nil || r.IsNone() {
		return r
	}
	n, ok := t.SizeArg(r)
	if !ok {
		return object.Value{}
	}
	b := (*object.ByteArray)(buf.P).B
	if n < 0 || n > len(b) {
		return t.ValueErrorf("readinto returned %d outside buffer size %d", n, len(b))
	}
	return object.NewBytes(string(b[:n]))
}

func rawReadAll(t *object.Thread, a []object.Value) object.Value {
	var all []byte
	for {
		r := t.CallMethod(a[0], object.Names().Read, object.Int(bufferSize))
		switch {
		case r.P == nil:
			return r
		case r.IsNone():
			if len(all) == 0 {
				return r
			}
			return object.NewBytes(string(all))
		case r.Kind() != object.KindBytes:
			return t.TypeErrorf("read() should return bytes")
		}
		b := (*object.Bytes)(r.P).B
		if b == "" {
			return object.NewBytes(string(all))
		}
		all = append(all, b...)
	}
}

var bufferedBaseDecl = object.TypeDecl{
	Name: "_io._BufferedIOBase", Kind: object.KindOpaque, Flags: streamFlags,
	Doc: "Base class for buffered IO objects.",
	Methods: []object.Def{
		{Sig: "detach(self, /)", Doc: "Disconnect this buffer from its underlying raw stream and return it.", Fn: notSupported("detach")},
		{Sig: "read(self, size=-1, /)", Doc: "Read and return up to n bytes.", Fn: notSupported("read")},
		{Sig: "read1(self, size=-1, /)", Doc: "Read and return up to size bytes, with at most one read() call to the underlying raw stream.", Fn: notSupported("read1")},
		{Sig: "readinto(self, buffer, /)", Doc: "Read bytes into a buffer by means of read().", Fn: intoBy("read")},
		{Sig: "readinto1(self, buffer, /)", Doc: "Read bytes into a buffer by means of read1().", Fn: intoBy("read1")},
		{Sig: "write(self, b, /)", Doc: "Write buffer b to the IO stream.", Fn: notSupported("write")},
	},
}

// intoBy makes readinto of a method that returns bytes.
func intoBy(method string) object.NativeFn {
	return func(t *object.Thread, a []object.Value) object.Value {
		buf, ok := t.WritableBytes("readinto", "", a[1])
		if !ok {
			return object.Value{}
		}
		r := t.CallMethod(a[0], t.M.Intern(method), object.Int(int64(len(buf))))
		if r.P == nil {
			return r
		}
		if r.Kind() != object.KindBytes {
			return t.TypeErrorf("read() should return bytes")
		}
		b := (*object.Bytes)(r.P).B
		if len(b) > len(buf) {
			return t.ValueErrorf("read() returned too much data: %d bytes requested, %d returned", len(buf), len(b))
		}
		return object.Int(int64(copy(buf, b)))
	}
}

var textBaseDecl = object.TypeDecl{
	Name: "_io._TextIOBase", Kind: object.KindOpaque, Flags: streamFlags,
	Doc: "Base class for text I/O.",
	Methods: []object.Def{
		{Sig: "detach(self, /)", Doc: "Separate the underlying buffer from the TextIOBase and return it.", Fn: notSupported("detach")},
		{Sig: "read(self, size=-1, /)", Doc: "Read at most size characters from stream.", Fn: notSupported("read")},
		{Sig: "readline(self, size=-1, /)", Doc: "Read until newline or EOF.", Fn: notSupported("readline")},
		{Sig: "write(self, s, /)", Doc: "Write string s to stream.", Fn: notSupported("write")},
	},
	GetSets: []object.GetSetDef{
		{Name: "encoding", Get: func(t *object.Thread, v object.Value) object.Value { return object.None }},
		{Name: "newlines", Get: func(t *object.Thread, v object.Value) object.Value { return object.None }},
		{Name: "errors", Get: func(t *object.Thread, v object.Value) object.Value { return object.None }},
	},
}
