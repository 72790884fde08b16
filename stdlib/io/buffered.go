package io

import (
	"bytes"

	"github.com/aio-lang/aio/vm/object"
)

// buffered is the state of BufferedReader, BufferedWriter and BufferedRandom.
// Not both of ahead and what is to be written hold anything at a time.
type buffered struct {
	base
	raw  object.Value // nil: detached, or not initialized
	file *fileIO      // of raw, where that is exactly a FileIO
	size int
	// detached tells apart why raw is nil.
	detached           bool
	readable, writable bool
	// ahead is what was read from raw and not by the script.
	ahead []byte
	space []byte  // that ahead is a part of
	out   *output // to be written, where raw is a plain file
	wbuf  []byte  // to be written, where it is not
	guard guard
}

func bufferedOf(v object.Value) *buffered { b, _ := object.Payload[*buffered](v); return b }

// plainBuffered is the state of v where nobody can have overridden anything of
// it.
func plainBuffered(t *object.Thread, v object.Value) *buffered {
	if b := bufferedOf(v); b != nil && !t.M.TypeOf(v).IsHeap() {
		return b
	}
	return nil
}

// init makes b a buffer over raw.
func (b *buffered) init(t *object.Thread, raw object.Value, size int, readable, writable bool) bool {
	b.raw, b.detached = object.Value{}, false
	if size <= 0 {
		t.ValueErrorf("buffer size must be strictly positive")
		return false
	}
	*b = buffered{raw: raw, file: plainFile(t, raw), size: size, readable: readable, writable: writable}
	if b.file != nil && writable {
		if b.file.out == nil {
			b.file.out = &output{file: b.file}
		}
		b.out = b.file.out
	}
	return true
}

// rawAble asks raw.readable() and the like; unsupported with message if not.
func rawAble(t *object.Thread, raw object.Value, method, message string) bool {
	r := t.CallMethod(raw, t.M.Intern(method))
	if r.P == nil {
		return false
	}
	is, ok := t.Truth(r)
	if ok && !is {
		unsupported(t, message)
	}
	return ok && is
}

// alive raises ValueError for a buffer without raw stream.
func (b *buffered) alive(t *object.Thread) bool {
	switch {
	case b == nil:
		t.ValueErrorf("I/O operation on uninitialized object")
	case b.raw.P != nil:
		return true
	case b.detached:
		t.ValueErrorf("raw stream has been detached")
	default:
		t.ValueErrorf("I/O operation on uninitialized object")
	}
	return false
}

// open is alive, and raises message for a closed raw stream.
func (b *buffered) open(t *object.Thread, message string) bool {
	if !b.alive(t) {
		return false
	}
	closed, ok := b.isClosed(t)
	if ok && closed {
		t.ValueErrorf("%s", message)
		return false
	}
	return ok
}

func (b *buffered) isClosed(t *object.Thread) (closed, ok bool) {
	if b.file != nil {
		return b.file.fd < 0, true
	}
	return isClosed(t, b.raw)
}

func (b *buffered) class() string {
	switch {
	case b.readable && b.writable:
		return "BufferedRandom"
	case b.writable:
		return "BufferedWriter"
	}
	return "BufferedReader"
}

// rawRead is raw.readinto: one read of at most len(p) bytes. none: nothing is
// there, and raw does not wait.
func (b *buffered) rawRead(t *object.Thread, p []byte) (n int, none, ok bool) {
	if b.file != nil {
		return b.file.read(t, p)
	}
	buf := object.NewByteArray(make([]byte, len(p)))
	view := t.NewMemoryView(buf)
	if view.P == nil {
		return 0, false, false
	}
	r := t.CallMethod(b.raw, t.M.Intern("readinto"), view)
	if r.P == nil {
		return 0, false, false
	}
	if r.IsNone() {
		return 0, true, true
	}
	if n, ok = t.SizeArg(r); !ok {
		return 0, false, false
	}
	if n < 0 || n > len(p) {
		t.Raise(object.ShapeOSError, "raw readinto() returned invalid length %d (should have been between 0 and %d)", n, len(p))
		return 0, false, false
	}
	return copy(p, (*object.ByteArray)(buf.P).B[:n]), false, true
}

// fill reads once into ahead, which is empty.
func (b *buffered) fill(t *object.Thread) (n int, none, ok bool) {
	if b.space == nil {
		b.space = make([]byte, b.size)
	}
	n, none, ok = b.rawRead(t, b.space)
	b.ahead = b.space[:n]
	return n, none, ok
}

// flush writes out what is to be written.
func (b *buffered) flush(t *object.Thread) bool {
	if b.out != nil {
		return b.out.flushBuffer(t)
	}
	for len(b.wbuf) > 0 {
		n, none, ok := b.rawWrite(t, b.wbuf)
		if !ok {
			return false
		}
		if none {
			blocked(t, "write could not complete without blocking", 0)
			return false
		}
		b.wbuf = b.wbuf[n:]
	}
	return true
}

// rawWrite is raw.write.
func (b *buffered) rawWrite(t *object.Thread, p []byte) (n int, none, ok bool) {
	r := t.CallMethod(b.raw, object.Names().Write, object.NewBytes(string(p)))
	if r.P == nil {
		return 0, false, false
	}
	if r.IsNone() {
		return 0, true, true
	}
	if n, ok = t.SizeArg(r); !ok {
		return 0, false, false
	}
	if n < 0 || n > len(p) {
		t.Raise(object.ShapeOSError, "raw write() returned invalid length %d (should have been between 0 and %d)", n, len(p))
		return 0, false, false
	}
	return n, false, true
}

// pending is the number of bytes to be written.
func (b *buffered) pending() int {
	if b.out != nil {
		return len(b.out.buf)
	}
	return len(b.wbuf)
}

// rawSeek is raw.seek.
func (b *buffered) rawSeek(t *object.Thread, pos, whence int) (int, bool) {
	if b.file != nil && b.file.fd >= 0 {
		return b.file.seek(t, pos, whence)
	}
	r := t.CallMethod(b.raw, t.M.Intern("seek"), object.Int(int64(pos)), object.Int(int64(whence)))
	return b.position(t, r, "seek")
}

func (b *buffered) position(t *object.Thread, r object.Value, method string) (int, bool) {
	if r.P == nil {
		return 0, false
	}
	n, ok := offsetArg(t, r)
	if ok && n < 0 {
		t.Raise(object.ShapeOSError, "Raw stream returned invalid position %d", n)
		return 0, false
	}
	return n, ok
}

// tell is where the script is in the stream.
func (b *buffered) tell(t *object.Thread) (int, bool) {
	var pos int
	var ok bool
	if b.file != nil && b.file.fd >= 0 {
		pos, ok = b.file.seek(t, 0, 1)
	} else {
		pos, ok = b.position(t, t.CallMethod(b.raw, t.M.Intern("tell")), "tell")
	}
	return pos - len(b.ahead) + b.pending(), ok
}

// beforeWrite gives back what was read ahead, so that raw stands where the
// script does.
func (b *buffered) beforeWrite(t *object.Thread) bool {
	if len(b.ahead) == 0 {
		return true
	}
	n := len(b.ahead)
	b.ahead = nil
	_, ok := b.rawSeek(t, -n, 1)
	return ok
}

// beforeRead writes out what has to be there when raw is read.
func (b *buffered) beforeRead(t *object.Thread) bool {
	return b.pending() == 0 || b.flush(t)
}

func (b *buffered) seek(t *object.Thread, pos, whence int) (int, bool) {
	if whence != 2 && len(b.ahead) > 0 && b.pending() == 0 {
		// inside what was read ahead raw need not move
		here, ok := b.tell(t)
		if !ok {
			return 0, false
		}
		offset := pos
		if whence == 0 {
			offset = pos - here
		}
		if back := b.behind(); offset >= -back && offset <= len(b.ahead) {
			start := back + offset
			b.ahead = b.space[start : back+len(b.ahead)]
			return here + offset, true
		}
	}
	if !b.flush(t) {
		return 0, false
	}
	if whence == 1 {
		pos -= len(b.ahead)
	}
	n, ok := b.rawSeek(t, pos, whence)
	if ok {
		b.ahead = nil
	}
	return n, ok
}

// behind is how much of space before ahead the script has read.
func (b *buffered) behind() int {
	if len(b.ahead) == 0 {
		return 0
	}
	return cap(b.space) - cap(b.ahead)
}

// read reads n bytes, less at the end of the stream; all of it for n < 0. none:
// nothing is there, and raw does not wait.
func (b *buffered) read(t *object.Thread, n int) (p []byte, none, ok bool) {
	if n >= 0 && n <= len(b.ahead) {
		p, b.ahead = b.ahead[:n:n], b.ahead[n:]
		return bytes.Clone(p), false, true
	}
	if !b.guard.enter(t, b.class()) {
		return nil, false, false
	}
	defer b.guard.leave()
	if !b.beforeRead(t) {
		return nil, false, false
	}
	if n < 0 {
		return b.readAll(t)
	}
	p = append(make([]byte, 0, min(n, 1<<20)), b.ahead...)
	b.ahead = nil
	for len(p) < n {
		want := n - len(p)
		if want >= b.size { // past the buffer, in whole blocks of it
			want -= want % b.size
			chunk := make([]byte, want)
			k, none, ok := b.rawRead(t, chunk)
			if !ok || none || k == 0 {
				return p, none && len(p) == 0, ok
			}
			p = append(p, chunk[:k]...)
			continue
		}
		k, none, ok := b.fill(t)
		if !ok || none || k == 0 {
			return p, none && len(p) == 0, ok
		}
		k = min(k, want)
		p, b.ahead = append(p, b.ahead[:k]...), b.ahead[k:]
	}
	return p, false, true
}

func (b *buffered) readAll(t *object.Thread) (p []byte, none, ok bool) {
	ahead := bytes.Clone(b.ahead)
	b.ahead = nil
	if b.file != nil {
		rest, none, ok := b.file.readAll(t)
		if len(ahead) == 0 {
			return rest, none, ok
		}
		return append(ahead, rest...), false, ok
	}
	if f := t.LookupAttr(b.raw, t.M.Intern("readall")); f.P != nil {
		r := t.Call(f)
		switch {
		case r.P == nil:
			return nil, false, false
		case r.IsNone():
			return ahead, len(ahead) == 0, true
		case r.Kind() != object.KindBytes:
			t.TypeErrorf("readall() should return bytes")
			return nil, false, false
		}
		return append(ahead, (*object.Bytes)(r.P).B...), false, true
	} else if t.Exc.P != nil {
		return nil, false, false
	}
	for {
		r := t.CallMethod(b.raw, object.Names().Read)
		switch {
		case r.P == nil:
			return nil, false, false
		case !r.IsNone() && r.Kind() != object.KindBytes:
			t.TypeErrorf("read() should return bytes")
			return nil, false, false
		case r.IsNone():
			return ahead, len(ahead) == 0, true
		case (*object.Bytes)(r.P).B == "":
			return ahead, false, true
		}
		ahead = append(ahead, (*object.Bytes)(r.P).B...)
	}
}

// read1 reads what is there, with at most one read of raw.
func (b *buffered) read1(t *object.Thread, n int) (p []byte, ok bool) {
	if n < 0 {
		n = b.size
	}
	if n == 0 {
		return nil, true
	}
	if len(b.ahead) == 0 {
		if !b.guard.enter(t, b.class()) {
			return nil, false
		}
		defer b.guard.leave()
		if !b.beforeRead(t) {
			return nil, false
		}
		if n > b.size {
			p = make([]byte, n)
			k, _, ok := b.rawRead(t, p)
			return p[:k], ok
		}
		if _, _, ok := b.fill(t); !ok {
			return nil, false
		}
	}
	n = min(n, len(b.ahead))
	p, b.ahead = bytes.Clone(b.ahead[:n]), b.ahead[n:]
	return p, true
}

// readLine reads to the end of a line, at most limit bytes where that is not
// negative.
func (b *buffered) readLine(t *object.Thread, limit int) (line []byte, ok bool) {
	for {
		p := b.ahead
		if limit >= 0 {
			p = p[:min(len(p), limit-len(line))]
		}
		if i := bytes.IndexByte(p, '\n'); i >= 0 {
			line, b.ahead = append(line, p[:i+1]...), b.ahead[i+1:]
			return line, true
		}
		line, b.ahead = append(line, p...), b.ahead[len(p):]
		if limit >= 0 && len(line) >= limit {
			return line, true
		}
		if !b.guard.enter(t, b.class()) {
			return nil, false
		}
		n, _, ok := 0, false, b.beforeRead(t)
		if ok {
			n, _, ok = b.fill(t)
		}
		b.guard.leave()
		if !ok || n == 0 {
			return line, ok
		}
	}
}

// write takes p to be written.
func (b *buffered) write(t *object.Thread, p string) bool {
	if !b.beforeWrite(t) {
		return false
	}
	if b.out != nil {
		return b.out.write(t, p)
	}
	if len(b.wbuf)+len(p) > b.size && !b.flush(t) {
		return false
	}
	b.wbuf = append(b.wbuf, p...)
	if len(b.wbuf) > b.size {
		return b.flush(t)
	}
	return true
}
