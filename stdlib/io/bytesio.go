package io

import (
	"bytes"

	"github.com/aio-lang/aio/vm/object"
)

// bytesIO is the state of a BytesIO.
type bytesIO struct {
	base
	buf   []byte
	pos   int // may lie past the end
	views object.Views
}

func bytesIOOf(v object.Value) *bytesIO { b, _ := object.Payload[*bytesIO](v); return b }

func (b *bytesIO) open(t *object.Thread) bool {
	if b.closed {
		t.ValueErrorf("I/O operation on closed file.")
	}
	return !b.closed
}

func bytesMethod(f func(t *object.Thread, b *bytesIO, a []object.Value) object.Value) object.NativeFn {
	return func(t *object.Thread, a []object.Value) object.Value {
		b := bytesIOOf(a[0])
		if !b.open(t) {
			return object.Value{}
		}
		return f(t, b, a)
	}
}

// take returns the next n bytes, all for n < 0.
func (b *bytesIO) take(n int) []byte {
	if b.pos >= len(b.buf) {
		return nil
	}
	rest := b.buf[b.pos:]
	if n < 0 || n > len(rest) {
		n = len(rest)
	}
	b.pos += n
	return rest[:n]
}

func (b *bytesIO) takeLine(limit int) []byte {
	if b.pos >= len(b.buf) {
		return nil
	}
	n := bytes.IndexByte(b.buf[b.pos:], '\n') + 1
	if n == 0 {
		n = len(b.buf) - b.pos
	}
	if limit >= 0 {
		n = min(n, limit)
	}
	return b.take(n)
}

func (b *bytesIO) write(t *object.Thread, p string) bool {
	if len(p) == 0 {
		return true
	}
	end := b.pos + len(p)
	if !b.views.Resizable(t) {
		return false
	}
	if b.pos > len(b.buf) {
		b.buf = append(b.buf, make([]byte, b.pos-len(b.buf))...)
	}
	n := copy(b.buf[b.pos:], p)
	b.buf = append(b.buf, p[n:]...)
	b.pos = end
	return true
}

// bytesView is what getbuffer() shows: the memory of the BytesIO itself.
type bytesView struct{ b *bytesIO }

// ExportBuffer implements object.BufferExporter.
func (v *bytesView) ExportBuffer(t *object.Thread, self object.Value) (object.Buffer, bool) {
	return object.Buffer{Data: v.b.buf, Views: &v.b.views}, true
}

var bytesViewDecl = object.TypeDecl{Name: "_io._BytesIOBuffer", Kind: object.KindOpaque, Flags: object.TypeNoNew | object.TypeNoSubclass}

var bytesDecl = object.TypeDecl{
	Name: "_io.BytesIO", Kind: object.KindOpaque, Flags: streamFlags,
	Doc: "Buffered I/O implementation using an in-memory bytes buffer.",
	New: &object.Def{Sig: "__new__(cls, *args, **kwargs)", Doc: "Create and return a new object.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		return object.NewOpaque(object.AsType(a[0]), &bytesIO{})
	}},
	Next: func(t *object.Thread, v object.Value) object.Value {
		if t.M.TypeOf(v).IsHeap() {
			r := baseNext(t, []object.Value{v})
			if r.P == nil {
				t.Catch(object.ShapeStopIteration)
			}
			return r
		}
		b := bytesIOOf(v)
		if !b.open(t) {
			return object.Value{}
		}
		if line := b.takeLine(-1); len(line) > 0 {
			return object.NewBytes(string(line))
		}
		return object.Value{}
	},
	Methods: []object.Def{
		{Sig: "__init__(self, initial_bytes=<...>)", Doc: "Initialize self.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			b := bytesIOOf(a[0])
			if !b.views.Resizable(t) {
				return object.Value{}
			}
			b.buf, b.pos = nil, 0
			if a[1].P == nil || a[1].IsNone() {
				return object.None
			}
			p, ok := t.BytesLike(a[1])
			if ok {
				b.buf = []byte(p)
			}
			return noneIf(ok)
		}},
		{Sig: "readable(self, /)", Doc: "Returns True if the IO object can be read.", Fn: bytesMethod(func(t *object.Thread, b *bytesIO, a []object.Value) object.Value { return object.True })},
		{Sig: "seekable(self, /)", Doc: "Returns True if the IO object can be seeked.", Fn: bytesMethod(func(t *object.Thread, b *bytesIO, a []object.Value) object.Value { return object.True })},
		{Sig: "writable(self, /)", Doc: "Returns True if the IO object can be written.", Fn: bytesMethod(func(t *object.Thread, b *bytesIO, a []object.Value) object.Value { return object.True })},
		{Sig: "flush(self, /)", Doc: "Does nothing.", Fn: bytesMethod(func(t *object.Thread, b *bytesIO, a []object.Value) object.Value { return object.None })},
		{Sig: "isatty(self, /)", Doc: "Always returns False.", Fn: bytesMethod(func(t *object.Thread, b *bytesIO, a []object.Value) object.Value { return object.False })},
		{Sig: "getbuffer(self, /)", Doc: "Get a read-write view over the contents of the BytesIO object.", Fn: bytesMethod(func(t *object.Thread, b *bytesIO, a []object.Value) object.Value {
			return t.NewMemoryView(object.NewOpaque(t.M.TypeFor(&bytesViewDecl), &bytesView{b}))
		})},
		{Sig: "getvalue(self, /)", Doc: "Retrieve the entire contents of the BytesIO object.", Fn: bytesMethod(func(t *object.Thread, b *bytesIO, a []object.Value) object.Value {
			return object.NewBytes(string(b.buf))
		})},
		{Sig: "tell(self, /)", Doc: "Current file position, an integer.", Fn: bytesMethod(func(t *object.Thread, b *bytesIO, a []object.Value) object.Value { return object.Int(int64(b.pos)) })},
		{Sig: "read(self, size=-1, /)", Doc: "Read at most size bytes, returned as a bytes object.", Fn: bytesMethod(bytesRead)},
		{Sig: "read1(self, size=-1, /)", Doc: "Read at most size bytes, returned as a bytes object.", Fn: bytesMethod(bytesRead)},
		{Sig: "readline(self, size=-1, /)", Doc: "Next line from the file, as a bytes object.", Fn: bytesMethod(func(t *object.Thread, b *bytesIO, a []object.Value) object.Value {
			n, ok := sizeOr(t, a[1])
			return bytesOr(b.takeLine(n), ok)
		})},
		{Sig: "readlines(self, size=None, /)", Doc: "List of bytes objects, each a line from the file.", Fn: bytesMethod(func(t *object.Thread, b *bytesIO, a []object.Value) object.Value {
			hint, ok := sizeOr(t, a[1])
			if !ok {
				return object.Value{}
			}
			var lines []object.Value
			for total := 0; hint <= 0 || total < hint; {
				line := b.takeLine(-1)
				if len(line) == 0 {
					break
				}
				total += len(line)
				lines = append(lines, object.NewBytes(string(line)))
			}
			return object.NewList(lines)
		})},
		{Sig: "readinto(self, buffer, /)", Doc: "Read bytes into buffer.", Fn: bytesMethod(func(t *object.Thread, b *bytesIO, a []object.Value) object.Value {
			into, ok := t.WritableBytes("readinto", "", a[1])
			if !ok {
				return object.Value{}
			}
			return object.Int(int64(copy(into, b.take(len(into)))))
		})},
		{Sig: "truncate(self, size=None, /)", Doc: "Truncate the file to at most size bytes.", Fn: bytesMethod(func(t *object.Thread, b *bytesIO, a []object.Value) object.Value {
			size := b.pos
			if !a[1].IsNone() {
				var ok bool
				if size, ok = sizeOr(t, a[1]); !ok {
					return object.Value{}
				}
				if size < 0 {
					return t.ValueErrorf("negative size value %d", size)
				}
			}
			if size < len(b.buf) {
				if !b.views.Resizable(t) {
					return object.Value{}
				}
				b.buf = b.buf[:size]
			}
			return object.Int(int64(size))
		})},
		{Sig: "seek(self, pos, whence=0, /)", Doc: "Change stream position.", Fn: bytesMethod(func(t *object.Thread, b *bytesIO, a []object.Value) object.Value {
			pos, ok := offsetArg(t, a[1])
			if !ok {
				return object.Value{}
			}
			whence, ok := t.IntArg(a[2])
			if !ok {
				return object.Value{}
			}
			switch whence {
			case 0:
				if pos < 0 {
					return t.ValueErrorf("negative seek value %d", pos)
				}
			case 1:
				pos += b.pos
			case 2:
				pos += len(b.buf)
			default:
				return t.ValueErrorf("invalid whence (%d, should be 0, 1 or 2)", whence)
			}
			b.pos = max(pos, 0)
			return object.Int(int64(b.pos))
		})},
		{Sig: "write(self, b, /)", Doc: "Write bytes to file, return their number.", Fn: bytesMethod(func(t *object.Thread, b *bytesIO, a []object.Value) object.Value {
			p, ok := t.BytesLike(a[1])
			return intOr(len(p), ok && b.write(t, p))
		})},
		{Sig: "writelines(self, lines, /)", Doc: "Write lines to the file.", Fn: bytesMethod(func(t *object.Thread, b *bytesIO, a []object.Value) object.Value {
			ok := true
			done := t.Each(a[1], func(line object.Value) bool {
				var p string
				if p, ok = t.BytesLike(line); ok {
					ok = b.open(t) && b.write(t, p)
				}
				return ok
			})
			return noneIf(ok && done)
		})},
		{Sig: "close(self, /)", Doc: "Disable all I/O operations.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			b := bytesIOOf(a[0])
			if !b.views.Resizable(t) {
				return object.Value{}
			}
			b.closed, b.buf = true, nil
			return object.None
		}},
		{Sig: "__getstate__(self, /)", Doc: "What pickle keeps.", Fn: bytesMethod(func(t *object.Thread, b *bytesIO, a []object.Value) object.Value {
			return object.TupleOf(object.NewBytes(string(b.buf)), object.Int(int64(b.pos)), attrsOrNone(t, a[0]))
		})},
		{Sig: "__setstate__(self, state, /)", Doc: "Restore what __getstate__ gave.", Fn: bytesMethod(func(t *object.Thread, b *bytesIO, a []object.Value) object.Value {
			u := object.AsTuple(a[1])
			if u == nil || len(u.Items) < 3 {
				return t.TypeErrorf("%s.__setstate__ argument should be 3-tuple, got %s", t.TypeName(a[0]), t.TypeName(a[1]))
			}
			p, ok := t.BytesLike(u.Items[0])
			if !ok {
				return object.Value{}
			}
			pos, ok := t.SizeArg(u.Items[1])
			if !ok {
				return object.Value{}
			}
			if pos < 0 {
				return t.ValueErrorf("position value cannot be negative")
			}
			b.buf, b.pos = []byte(p), pos
			return noneIf(restoreAttrs(t, a[0], u.Items[2]))
		})},
	},
	GetSets: []object.GetSetDef{
		{Name: "closed", Get: func(t *object.Thread, v object.Value) object.Value { return object.Bool(bytesIOOf(v).closed) }},
	},
}

func bytesRead(t *object.Thread, b *bytesIO, a []object.Value) object.Value {
	n, ok := sizeOr(t, a[1])
	if !ok {
		return object.Value{}
	}
	return object.NewBytes(string(b.take(n)))
}

// attrsOrNone is a copy of v.__dict__, None when that is empty.
func attrsOrNone(t *object.Thread, v object.Value) object.Value {
	d := object.NewDict()
	t.M.OwnAttrs(v, func(name *object.Str, x object.Value) { d.SetStr(name, x) })
	if d.Len() == 0 {
		return object.None
	}
	return d.Value()
}

func restoreAttrs(t *object.Thread, v, state object.Value) bool {
	if state.IsNone() {
		return true
	}
	d := object.AsDict(state)
	if d == nil {
		t.TypeErrorf("third item of state should be a dict, got a %s", t.TypeName(state))
		return false
	}
	ok := true
	d.Each(func(k, x object.Value) bool {
		name := t.AttrName(k)
		ok = name != nil && t.SetAttr(v, name, x)
		return ok
	})
	return ok
}
