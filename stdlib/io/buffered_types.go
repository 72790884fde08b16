package io

import (
	"github.com/aio-lang/aio/vm/object"
)

// The classes BufferedReader, BufferedWriter and BufferedRandom.

func newBuffered(t *object.Thread, a []object.Value) object.Value {
	return object.NewOpaque(object.AsType(a[0]), &buffered{})
}

var bufferedNew = object.Def{Sig: "__new__(cls, *args, **kwargs)", Doc: "Create and return a new object.", Fn: newBuffered}

// bufferedMethod is a method that needs an open raw stream.
func bufferedMethod(closedMessage string, f func(t *object.Thread, b *buffered, a []object.Value) object.Value) object.NativeFn {
	return func(t *object.Thread, a []object.Value) object.Value {
		b := bufferedOf(a[0])
		if closedMessage == "" && !b.alive(t) || closedMessage != "" && !b.open(t, closedMessage) {
			return object.Value{}
		}
		return f(t, b, a)
	}
}

// passOn calls the method of the same name of raw.
func passOn(name string) object.NativeFn {
	return bufferedMethod("", func(t *object.Thread, b *buffered, a []object.Value) object.Value {
		return t.CallMethod(b.raw, t.M.Intern(name))
	})
}

var bufferedCommon = []object.Def{
	{Sig: "detach(self, /)", Doc: "Disconnect this buffer from its underlying raw stream and return it.", Fn: bufferedMethod("", func(t *object.Thread, b *buffered, a []object.Value) object.Value {
		if t.CallMethod(a[0], object.Names().Flush).P == nil {
			return object.Value{}
		}
		raw := b.raw
		b.raw, b.file, b.out, b.detached = object.Value{}, nil, nil, true
		return raw
	})},
	{Sig: "close(self, /)", Doc: "Flush and close the stream.", Fn: bufferedMethod("", func(t *object.Thread, b *buffered, a []object.Value) object.Value {
		closed, ok := b.isClosed(t)
		if !ok {
			return object.Value{}
		}
		if closed {
			return object.None
		}
		return closeBoth(t, a[0], b.raw)
	})},
	{Sig: "seekable(self, /)", Doc: "Return whether object supports random access.", Fn: passOn("seekable")},
	{Sig: "fileno(self, /)", Doc: "Return underlying file descriptor if one exists.", Fn: passOn("fileno")},
	{Sig: "isatty(self, /)", Doc: "Return whether this is an 'interactive' stream.", Fn: passOn("isatty")},
	{Sig: "seek(self, target, whence=0, /)", Doc: "Change the stream position.", Fn: bufferedMethod("seek of closed file", bufferedSeek)},
	{Sig: "tell(self, /)", Doc: "Return current stream position.", Fn: bufferedMethod("", func(t *object.Thread, b *buffered, a []object.Value) object.Value {
		return intOr(b.tell(t))
	})},
	{Sig: "truncate(self, pos=None, /)", Doc: "Truncate file to size bytes.", Fn: bufferedMethod("truncate of closed file", func(t *object.Thread, b *buffered, a []object.Value) object.Value {
		if !b.writable {
			return unsupported(t, "truncate")
		}
		if !b.flush(t) || !b.beforeWrite(t) {
			return object.Value{}
		}
		pos := a[1]
		if pos.IsNone() {
			if pos = intOr(b.tell(t)); pos.P == nil {
				return pos
			}
		}
		return t.CallMethod(b.raw, t.M.Intern("truncate"), pos)
	})},
	{Sig: "_dealloc_warn(self, source, /)", Doc: "Warn of a stream that was not closed.", Fn: always(object.None)},
	{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: func(t *object.Thread, a []object.Value) object.Value {
		name, ok := nameText(t, a[0])
		if !ok {
			return object.Value{}
		}
		if name != "" {
			name = " name=" + name
		}
		return object.NewStr("<" + t.M.TypeOf(a[0]).Label() + name + ">")
	}},
	{Sig: "__sizeof__(self, /)", Doc: "Return the size of the object in memory, in bytes.", Fn: bufferedMethod("", func(t *object.Thread, b *buffered, a []object.Value) object.Value {
		return object.Int(int64(b.size) + 200)
	})},
}

// closeBoth flushes v and closes what is below it, also when that fails.
func closeBoth(t *object.Thread, v, below object.Value) object.Value {
	flushed := t.CallMethod(v, object.Names().Flush).P != nil
	pending := t.Clear()
	closed := t.CallMethod(below, object.Names().Close).P != nil
	if !flushed {
		if e := object.AsException(t.Exc); e != nil && e.Context.P == nil {
			e.Context = pending
		} else if e == nil {
			t.Exc = pending
		}
		return object.Value{}
	}
	return noneIf(closed)
}

func bufferedSeek(t *object.Thread, b *buffered, a []object.Value) object.Value {
	whence, ok := t.IntArg(a[2])
	if !ok {
		return object.Value{}
	}
	if whence < 0 || whence > 4 {
		return t.ValueErrorf("whence value %d unsupported", whence)
	}
	if !rawAble(t, b.raw, "seekable", "File or stream is not seekable.") {
		return object.Value{}
	}
	pos, ok := offsetArg(t, a[1])
	if !ok {
		return object.Value{}
	}
	return intOr(b.seek(t, pos, whence))
}

var bufferedGetSets = []object.GetSetDef{
	{Name: "closed", Get: bufferedGet(func(t *object.Thread, b *buffered) object.Value { return boolOr(b.isClosed(t)) })},
	{Name: "name", Get: bufferedGet(func(t *object.Thread, b *buffered) object.Value { return t.GetAttr(b.raw, t.M.Intern("name")) })},
	{Name: "mode", Get: bufferedGet(func(t *object.Thread, b *buffered) object.Value { return t.GetAttr(b.raw, t.M.Intern("mode")) })},
	{Name: "raw", Get: func(t *object.Thread, v object.Value) object.Value {
		if b := bufferedOf(v); b.raw.P != nil {
			return b.raw
		}
		return object.None
	}},
}

func bufferedGet(f func(t *object.Thread, b *buffered) object.Value) func(t *object.Thread, v object.Value) object.Value {
	return func(t *object.Thread, v object.Value) object.Value {
		b := bufferedOf(v)
		if !b.alive(t) {
			return object.Value{}
		}
		return f(t, b)
	}
}

// bufferedNext is iteration by lines.
func bufferedNext(t *object.Thread, v object.Value) object.Value {
	b := bufferedOf(v)
	if t.M.TypeOf(v).IsHeap() {
		line := t.CallMethod(v, object.Names().ReadLine)
		if line.P == nil {
			return line
		}
		if line.Kind() != object.KindBytes {
			return t.Raise(object.ShapeOSError, "readline() should have returned a bytes object, not '%s'", t.TypeName(line))
		}
		if (*object.Bytes)(line.P).B == "" {
			return object.Value{}
		}
		return line
	}
	if !b.open(t, "readline of closed file") {
		return object.Value{}
	}
	line, ok := b.readLine(t, -1)
	if !ok || len(line) == 0 {
		return object.Value{}
	}
	return object.NewBytes(string(line))
}

var readerMethods = []object.Def{
	{Sig: "read(self, size=-1, /)", Doc: "Read and return up to n bytes.", Fn: bufferedMethod("", func(t *object.Thread, b *buffered, a []object.Value) object.Value {
		n, ok := sizeOr(t, a[1])
		if !ok {
			return object.Value{}
		}
		if n < -1 {
			return t.ValueErrorf("read length must be non-negative or -1")
		}
		if !b.open(t, "read of closed file") {
			return object.Value{}
		}
		p, none, ok := b.read(t, n)
		if ok && none {
			return object.None
		}
		return bytesOr(p, ok)
	})},
	{Sig: "read1(self, size=-1, /)", Doc: "Read and return up to size bytes, with at most one read() call to the underlying raw stream.", Fn: bufferedMethod("read of closed file", func(t *object.Thread, b *buffered, a []object.Value) object.Value {
		n, ok := t.SizeArg(a[1])
		if !ok {
			return object.Value{}
		}
		return bytesOr(b.read1(t, n))
	})},
	{Sig: "peek(self, size=0, /)", Doc: "Return bytes from the stream without advancing the position.", Fn: bufferedMethod("peek of closed file", func(t *object.Thread, b *buffered, a []object.Value) object.Value {
		if !b.beforeRead(t) {
			return object.Value{}
		}
		if len(b.ahead) == 0 {
			if _, _, ok := b.fill(t); !ok {
				return object.Value{}
			}
		}
		return object.NewBytes(string(b.ahead))
	})},
	{Sig: "readinto(self, buffer, /)", Doc: "Read bytes into a buffer.", Fn: bufferedMethod("readinto of closed file", bufferedInto(func(t *object.Thread, b *buffered, n int) ([]byte, bool, bool) {
		return b.read(t, n)
	}))},
	{Sig: "readinto1(self, buffer, /)", Doc: "Read bytes into a buffer, with at most one read() call to the underlying raw stream.", Fn: bufferedMethod("readinto of closed file", bufferedInto(func(t *object.Thread, b *buffered, n int) ([]byte, bool, bool) {
		p, ok := b.read1(t, n)
		return p, false, ok
	}))},
	{Sig: "readline(self, size=-1, /)", Doc: "Read and return a line from the stream.", Fn: bufferedMethod("", func(t *object.Thread, b *buffered, a []object.Value) object.Value {
		n, ok := sizeOr(t, a[1])
		if !ok || !b.open(t, "readline of closed file") {
			return object.Value{}
		}
		return bytesOr(b.readLine(t, n))
	})},
	{Sig: "readable(self, /)", Doc: "Return whether object was opened for reading.", Fn: passOn("readable")},
}

func bufferedInto(read func(t *object.Thread, b *buffered, n int) ([]byte, bool, bool)) func(t *object.Thread, b *buffered, a []object.Value) object.Value {
	return func(t *object.Thread, b *buffered, a []object.Value) object.Value {
		into, ok := t.WritableBytes("readinto", "", a[1])
		if !ok {
			return object.Value{}
		}
		p, none, ok := read(t, b, len(into))
		if !ok {
			return object.Value{}
		}
		if none {
			return object.None
		}
		if into, ok = t.WritableBytes("readinto", "", a[1]); !ok {
			return object.Value{}
		}
		return object.Int(int64(copy(into, p)))
	}
}

var writerMethods = []object.Def{
	{Sig: "write(self, buffer, /)", Doc: "Write buffer b to the IO stream.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		b := bufferedOf(a[0])
		if !b.alive(t) {
			return object.Value{}
		}
		p, ok := t.BytesLike(a[1])
		if !ok || !b.open(t, "write to closed file") {
			return object.Value{}
		}
		return intOr(len(p), b.write(t, p))
	}},
	{Sig: "flush(self, /)", Doc: "Write what is buffered to the raw stream.", Fn: bufferedMethod("flush of closed file", func(t *object.Thread, b *buffered, a []object.Value) object.Value {
		return noneIf(b.flush(t) && b.beforeWrite(t))
	})},
	{Sig: "writable(self, /)", Doc: "Return whether object was opened for writing.", Fn: passOn("writable")},
}

func concat(lists ...[]object.Def) []object.Def {
	var all []object.Def
	for _, l := range lists {
		all = append(all, l...)
	}
	return all
}

// bufferedInit makes __init__ of one of the classes.
func bufferedInit(readable, writable bool) object.NativeFn {
	return func(t *object.Thread, a []object.Value) object.Value {
		b := bufferedOf(a[0])
		b.raw, b.detached = object.Value{}, false
		size, ok := t.SizeArg(a[2])
		if !ok {
			return object.Value{}
		}
		if readable && writable && !rawAble(t, a[1], "seekable", "File or stream is not seekable.") {
			return object.Value{}
		}
		if readable && !rawAble(t, a[1], "readable", "File or stream is not readable.") ||
			writable && !rawAble(t, a[1], "writable", "File or stream is not writable.") {
			return object.Value{}
		}
		return noneIf(b.init(t, a[1], size, readable, writable))
	}
}

const bufferedInitSig = "__init__(self, raw, buffer_size=8192)"

var readerDecl = object.TypeDecl{
	Name: "_io.BufferedReader", Kind: object.KindOpaque, Flags: streamFlags,
	Doc: "Create a new buffered reader using the given readable raw IO object.",
	New: &bufferedNew, GetSets: bufferedGetSets, Next: bufferedNext,
	Methods: concat(bufferedCommon, readerMethods, []object.Def{
		{Sig: bufferedInitSig, Doc: "Initialize self.", Fn: bufferedInit(true, false)},
		{Sig: "flush(self, /)", Doc: "Flush the raw stream.", Fn: passOn("flush")},
	}),
}

var writerDecl = object.TypeDecl{
	Name: "_io.BufferedWriter", Kind: object.KindOpaque, Flags: streamFlags,
	Doc: "A buffer for a writeable sequential RawIO object.",
	New: &bufferedNew, GetSets: bufferedGetSets,
	Methods: concat(bufferedCommon, writerMethods, []object.Def{
		{Sig: bufferedInitSig, Doc: "Initialize self.", Fn: bufferedInit(false, true)},
	}),
}

var randomDecl = object.TypeDecl{
	Name: "_io.BufferedRandom", Kind: object.KindOpaque, Flags: streamFlags,
	Doc: "A buffered interface to random access streams.",
	New: &bufferedNew, GetSets: bufferedGetSets, Next: bufferedNext,
	Methods: concat(bufferedCommon, readerMethods, writerMethods, []object.Def{
		{Sig: bufferedInitSig, Doc: "Initialize self.", Fn: bufferedInit(true, true)},
	}),
}

// pair is the state of a BufferedRWPair.
type pair struct {
	base
	reader, writer object.Value
}

func pairOf(v object.Value) *pair { p, _ := object.Payload[*pair](v); return p }

// pairForward calls a method of one side.
func pairForward(name string, writer bool) object.NativeFn {
	return func(t *object.Thread, a []object.Value) object.Value {
		p := pairOf(a[0])
		side := p.reader
		if writer {
			side = p.writer
		}
		if side.P == nil {
			return t.ValueErrorf("I/O operation on uninitialized object")
		}
		return t.CallMethod(side, t.M.Intern(name), a[1:]...)
	}
}

var pairDecl = object.TypeDecl{
	Name: "_io.BufferedRWPair", Kind: object.KindOpaque, Flags: streamFlags,
	Doc: "A buffered reader and writer object together.",
	New: &object.Def{Sig: "__new__(cls, *args, **kwargs)", Doc: "Create and return a new object.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		return object.NewOpaque(object.AsType(a[0]), &pair{})
	}},
	Methods: []object.Def{
		{Sig: "__init__(self, reader, writer, buffer_size=8192, /)", Doc: "Initialize self.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			size, ok := t.SizeArg(a[3])
			if !ok || !rawAble(t, a[1], "readable", "File or stream is not readable.") || !rawAble(t, a[2], "writable", "File or stream is not writable.") {
				return object.Value{}
			}
			r, w := &buffered{}, &buffered{}
			if !r.init(t, a[1], size, true, false) || !w.init(t, a[2], size, false, true) {
				return object.Value{}
			}
			p, ty := pairOf(a[0]), typesOf(t.M)
			p.reader, p.writer = object.NewOpaque(ty.reader, r), object.NewOpaque(ty.writer, w)
			return object.None
		}},
		{Sig: "read(self, size=-1, /)", Doc: "Read from the reader.", Fn: pairForward("read", false)},
		{Sig: "peek(self, size=0, /)", Doc: "Peek into the reader.", Fn: pairForward("peek", false)},
		{Sig: "read1(self, size=-1, /)", Doc: "Read from the reader.", Fn: pairForward("read1", false)},
		{Sig: "readinto(self, buffer, /)", Doc: "Read from the reader.", Fn: pairForward("readinto", false)},
		{Sig: "readinto1(self, buffer, /)", Doc: "Read from the reader.", Fn: pairForward("readinto1", false)},
		{Sig: "readable(self, /)", Doc: "Return whether the reader is readable.", Fn: pairForward("readable", false)},
		{Sig: "write(self, b, /)", Doc: "Write to the writer.", Fn: pairForward("write", true)},
		{Sig: "flush(self, /)", Doc: "Flush the writer.", Fn: pairForward("flush", true)},
		{Sig: "writable(self, /)", Doc: "Return whether the writer is writable.", Fn: pairForward("writable", true)},
		{Sig: "close(self, /)", Doc: "Close both.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			first := pairForward("close", true)(t, a)
			pending := t.Clear()
			second := pairForward("close", false)(t, a)
			if first.P == nil {
				t.Exc = pending
				return first
			}
			return second
		}},
		{Sig: "isatty(self, /)", Doc: "Return whether either is interactive.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			w := pairForward("isatty", true)(t, a)
			if w.P == nil || w.IsTrue() {
				return w
			}
			return pairForward("isatty", false)(t, a)
		}},
	},
	GetSets: []object.GetSetDef{
		{Name: "closed", Get: func(t *object.Thread, v object.Value) object.Value {
			w := pairOf(v).writer
			if w.P == nil {
				return t.RuntimeErrorf("the BufferedRWPair object is being garbage-collected")
			}
			return t.GetAttr(w, t.M.Intern("closed"))
		}},
	},
}
