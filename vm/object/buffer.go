package object

import (
	"runtime"
	"strings"
	"unsafe"
	"weak"
)

// Buffer is memory that an object lends: the buffer protocol.
type Buffer struct {
	Data     []byte
	ReadOnly bool
	Format   string // of an item, in the syntax of module struct; "" is "B"
	ItemSize int    // 0 is 1
	Shape    []int  // nil: one dimension
	// Views is where memoryviews of the memory sign on, so that its owner
	// knows; nil where it need not.
	Views *Views
	// Owner is the object whose memory it is, where another one lends it.
	Owner Value
	// Release, if set, is called when the last view is released.
	Release func(t *Thread)
}

// BufferExporter is implemented by payloads of Opaque objects that lend their
// memory.
type BufferExporter interface {
	// ExportBuffer returns the memory of self; false with an exception
	// pending when it cannot be had.
	ExportBuffer(t *Thread, self Value) (Buffer, bool)
}

// Views lists the memoryviews of an object whose memory must not move while
// they live. Views that nothing refers to any more do not count.
type Views struct {
	views []weak.Pointer[MemoryView]
}

func (v *Views) add(m *MemoryView) {
	if len(v.views) >= 8 {
		v.prune()
	}
	v.views = append(v.views, weak.Make(m))
}

func (v *Views) prune() {
	live := v.views[:0]
	for _, w := range v.views {
		if m := w.Value(); m != nil && !m.released {
			live = append(live, w)
		}
	}
	clear(v.views[len(live):])
	v.views = live
}

// Any reports whether a view is alive and not released. Where it looks so, a
// garbage collection decides: nobody counts references to views.
func (v *Views) Any(t *Thread) bool {
	if len(v.views) == 0 {
		return false
	}
	if v.prune(); len(v.views) == 0 {
		return false
	}
	clear(t.args)
	if t.M.ClearDead != nil {
		t.M.ClearDead(t)
	}
	runtime.GC()
	v.prune()
	return len(v.views) > 0
}

// Resizable raises BufferError while there are views.
func (v *Views) Resizable(t *Thread) bool {
	if v.Any(t) {
		t.Raise(ShapeBufferError, "Existing exports of data: object cannot be re-sized")
		return false
	}
	return true
}

// stringBytes shows a string's memory as a slice that must not be written to.
func stringBytes(s string) []byte { return unsafe.Slice(unsafe.StringData(s), len(s)) }

// ReadOnly shows a string's memory as a slice that must not be written to, for
// functions that take one.
func ReadOnly(s string) []byte { return stringBytes(s) }

// bytesString shows a slice's memory as a string; it is valid until the slice
// is written to.
func bytesString(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// copyBytes copies what a string shows, which may be memory that changes: Go's
// own conversion may share it with a string.
func copyBytes(s string) []byte { return append([]byte(nil), s...) }

// bytesLike returns what a bytes or bytearray holds. Of a bytearray it is valid
// until code of the script runs.
func bytesLike(v Value) (string, bool) {
	switch v.Kind() {
	case KindBytes:
		return (*Bytes)(v.P).B, true
	case KindByteArray:
		return bytesString((*ByteArray)(v.P).B), true
	}
	return "", false
}

// tryBytes returns the bytes of any object that lends its memory in one piece,
// valid until code of the script runs. ok is false with nothing pending for an
// object that is not bytes-like.
func (t *Thread) tryBytes(v Value) (s string, ok bool) {
	if s, ok := bytesLike(v); ok {
		return s, true
	}
	if m := AsMemoryView(v); m != nil && !m.released && !m.contiguous() {
		t.Raise(ShapeBufferError, "memoryview: underlying buffer is not C-contiguous")
		return "", false
	}
	return t.allBytes(v)
}

// oneBytes is tryBytes that has nothing pending either for memory that does not
// lie in one piece.
func (t *Thread) oneBytes(v Value) (s string, ok bool) {
	if s, ok = t.tryBytes(v); !ok {
		t.Catch(ShapeBufferError)
	}
	return s, ok
}

// allBytes is tryBytes for memory in any order, which is copied to C order.
func (t *Thread) allBytes(v Value) (s string, ok bool) {
	if s, ok := bytesLike(v); ok {
		return s, true
	}
	if m := AsMemoryView(v); m != nil {
		if !m.alive(t) {
			return "", false
		}
		return m.bytes(), true
	}
	b, ok := t.tryBuffer(v)
	if !ok {
		return "", false
	}
	s = bytesString(b.Data)
	if b.Release != nil {
		s = strings.Clone(s)
		b.Release(t)
	}
	return s, true
}

// BytesLike returns the bytes of an object that lends its memory, valid until
// code of the script runs; TypeError for any other object.
func (t *Thread) BytesLike(v Value) (string, bool) {
	s, ok := t.tryBytes(v)
	if !ok && t.Exc.P == nil {
		t.TypeErrorf("a bytes-like object is required, not '%s'", t.TypeName(v))
	}
	return s, ok
}

// WritableBytes returns the memory of an object that can be written to, as
// readinto and recv_into need it. fn and arg are for the TypeError.
func (t *Thread) WritableBytes(fn, arg string, v Value) ([]byte, bool) {
	b, ok := t.tryBuffer(v)
	if ok && !b.ReadOnly {
		return b.Data, true
	}
	if t.Exc.P == nil {
		t.BadArgument(fn, arg, "read-write bytes-like object", v)
	}
	return nil, false
}

// BufferOf returns the memory that an object lends; TypeError for one that has
// none.
func (t *Thread) BufferOf(v Value) (Buffer, bool) {
	b, ok := t.tryBuffer(v)
	if !ok && t.Exc.P == nil {
		t.TypeErrorf("a bytes-like object is required, not '%s'", t.TypeName(v))
	}
	return b, ok
}

// tryBuffer asks an object for its memory; ok is false with nothing pending
// when it has none to lend.
func (t *Thread) tryBuffer(v Value) (b Buffer, ok bool) {
	switch v.Kind() {
	case KindBytes:
		return Buffer{Data: stringBytes((*Bytes)(v.P).B), ReadOnly: true}, true
	case KindByteArray:
		a := (*ByteArray)(v.P)
		return Buffer{Data: a.B, Views: &a.views}, true
	case KindMemoryView:
		m := (*MemoryView)(v.P)
		if !m.alive(t) {
			return b, false
		}
		data := m.data[m.start : m.start+m.nbytes()]
		if !m.contiguous() {
			data = copyBytes(m.bytes())
		}
		return Buffer{Data: data, ReadOnly: m.readOnly || !m.contiguous(), Format: m.format, ItemSize: m.itemSize, Shape: m.shape, Views: m.views}, true
	case KindOpaque:
		if e, ok := (*Opaque)(v.P).Data.(BufferExporter); ok {
			return e.ExportBuffer(t, v)
		}
	}
	if f := t.M.Lookup(t.M.TypeOf(v), names.Buffer); f.P != nil && !f.IsNone() {
		return t.scriptBuffer(v)
	}
	return b, false
}

// bufferFlags are what __buffer__ of a script's class is called with: any
// format and layout, writable or not (inspect.BufferFlags.FULL_RO).
const bufferFlags = 0x11c

// scriptBuffer calls __buffer__ of a script's class (PEP 688).
func (t *Thread) scriptBuffer(v Value) (b Buffer, ok bool) {
	r, _ := t.CallSpecial(v, names.Buffer, Int(bufferFlags))
	if r.P == nil {
		return b, false
	}
	if r.Kind() != KindMemoryView {
		t.TypeErrorf("__buffer__ returned non-memoryview object")
		return b, false
	}
	if b, ok = t.tryBuffer(r); !ok {
		return b, false
	}
	m := (*MemoryView)(r.P)
	b.Release = func(t *Thread) {
		pending := t.Clear()
		t.CallSpecial(v, names.ReleaseBuffer, r)
		t.Clear()
		m.release(t)
		t.Exc = pending
	}
	return b, true
}

// IsBytesLike reports whether an object lends its memory.
func (t *Thread) IsBytesLike(v Value) bool {
	switch v.Kind() {
	case KindBytes, KindByteArray, KindMemoryView:
		return true
	case KindOpaque:
		if _, ok := (*Opaque)(v.P).Data.(BufferExporter); ok {
			return true
		}
	}
	f := t.M.Lookup(t.M.TypeOf(v), names.Buffer)
	return f.P != nil && !f.IsNone()
}
