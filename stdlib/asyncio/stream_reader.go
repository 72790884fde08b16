package asyncio

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/loop"
	"github.com/aio-lang/aio/vm/object"
)

// streamBuffer is the native part of asyncio.StreamReader: the bytes that have
// come and were not read yet, and who waits for more of them. The async methods
// are a few lines in the language: each asks for its piece, and awaits wait()
// for as long as the answer is None.
//
//	transport ── feed ──> [ start … len(buf) ] ── line, piece, exact ──> coroutine
//	                              └─ waiter: the future of the one who waits
type streamBuffer struct {
	object.Opaque
	loopValue object.Value
	limit     int
	buf       []byte
	start     int // what stands before it was read
	// searched: how much from start on is known to hold no separator, while
	// one readuntil goes on.
	searched  int
	eof       bool
	paused    bool         // the transport was asked to pause reading
	waiter    object.Value // nil: nobody waits
	exc       object.Value // nil: none
	transport object.Value // nil: none, or it cannot pause
}

const defaultLimit = 64 << 10

func bufferOf(v object.Value) *streamBuffer { return (*streamBuffer)(v.P) }

// asBuffer is the buffer behind a StreamReader, or nil for anything else.
func asBuffer(v object.Value) *streamBuffer {
	b, _ := object.Payload[*streamBuffer](v)
	return b
}

func (b *streamBuffer) value() object.Value { return object.FromHeader(&b.Header) }

func (b *streamBuffer) unread() []byte { return b.buf[b.start:] }

// take removes n bytes from the front.
func (b *streamBuffer) take(t *object.Thread, n int) object.Value {
	v := object.NewBytes(string(b.buf[b.start : b.start+n]))
	if !b.drop(t, n) {
		return object.Value{}
	}
	return v
}

// drop forgets n bytes, and reads on where the buffer is short enough again.
func (b *streamBuffer) drop(t *object.Thread, n int) bool {
	b.start += n
	b.searched = 0
	if b.start == len(b.buf) {
		b.buf, b.start = b.buf[:0], 0
		if cap(b.buf) > 4*defaultLimit {
			b.buf = nil
		}
	}
	if b.paused && len(b.unread()) <= b.limit {
		b.paused = false
		return ok(call(t, b.transport, "resume_reading"))
	}
	return true
}

// feed appends data, wakes the reader and pauses a transport that is far ahead.
func (b *streamBuffer) feed(t *object.Thread, data []byte) bool {
	if b.eof {
		t.Raise(object.ShapeAssertionError, "feed_data after feed_eof")
		return false
	}
	if len(data) == 0 {
		return true
	}
	if b.start > 0 && len(b.buf)+len(data) > cap(b.buf) {
		b.buf = b.buf[:copy(b.buf, b.unread())]
		b.start = 0
	}
	b.buf = append(b.buf, data...)
	if !b.wake(t) {
		return false
	}
	if b.transport.P == nil || b.paused || len(b.unread()) <= 2*b.limit {
		return true
	}
	if ok(call(t, b.transport, "pause_reading")) {
		b.paused = true
		return true
	}
	b.transport = object.Value{} // it cannot pause: do not ask again
	return t.Catch(object.ShapeNotImplementedError) != nil
}

// wake lets the one who waits look again.
func (b *streamBuffer) wake(t *object.Thread) bool {
	w := b.waiter
	if w.P == nil {
		return true
	}
	b.waiter = object.Value{}
	return resolve(t, w, object.None)
}

func (b *streamBuffer) fail(t *object.Thread, exc object.Value) bool {
	b.exc = exc
	w := b.waiter
	if w.P == nil {
		return true
	}
	b.waiter = object.Value{}
	return reject(t, w, exc)
}

// wait is the future of the next change; name is the method that waits.
func (b *streamBuffer) wait(t *object.Thread, name string) object.Value {
	if w := b.waiter; w.P != nil && !doneFuture(t, w) {
		return t.RuntimeErrorf("%s() called while another coroutine is already waiting for incoming data", name)
	}
	if b.eof {
		return t.Raise(object.ShapeAssertionError, "_wait_for_data after EOF")
	}
	if b.paused { // nothing would come
		b.paused = false
		if !ok(call(t, b.transport, "resume_reading")) {
			return object.Value{}
		}
	}
	b.waiter = newFuture(t, b.loopValue)
	return b.waiter
}

// raiseKept raises the exception of the connection, if there is one.
func (b *streamBuffer) raiseKept(t *object.Thread) bool {
	if b.exc.P == nil {
		return false
	}
	t.Exc = b.exc
	return true
}

// find looks for the first of the separators, of which shortest and longest
// are the lengths. at < 0: not there. It raises LimitOverrunError where the
// separator cannot be within the limit.
func (b *streamBuffer) find(t *object.Thread, seps []string, shortest, longest int) (at, end int, good bool) {
	have := b.unread()
	at = -1
	if len(have)-b.searched >= shortest {
		for _, sep := range seps {
			i := bytes.Index(have[b.searched:], object.ReadOnly(sep))
			if i < 0 {
				continue
			}
			if i += b.searched; at < 0 || i+len(sep) < end {
				at, end = i, i+len(sep)
			}
		}
		if at < 0 {
			if b.searched = max(0, len(have)+1-longest); b.searched > b.limit {
				return 0, 0, b.overrun(t, "Separator is not found, and chunk exceed the limit", b.searched)
			}
		}
	}
	if at > b.limit {
		return 0, 0, b.overrun(t, "Separator is found, but chunk is longer than limit", at)
	}
	return at, end, true
}

// overrun raises LimitOverrunError(message, consumed).
func (b *streamBuffer) overrun(t *object.Thread, message string, consumed int) bool {
	raiseExported(t, "LimitOverrunError", object.NewStr(message), object.Int(int64(consumed)))
	return false
}

// incomplete raises IncompleteReadError with all there is.
func (b *streamBuffer) incomplete(t *object.Thread, expected object.Value) object.Value {
	partial := object.NewBytes(string(b.unread()))
	b.buf, b.start, b.searched = nil, 0, 0
	return raiseExported(t, "IncompleteReadError", partial, expected)
}

// raiseExported raises an exception class of asyncio.exceptions.
func raiseExported(t *object.Thread, class string, args ...object.Value) object.Value {
	mod := t.Exec.Import(t, "asyncio.exceptions")
	if !ok(mod) {
		return mod
	}
	if e := call(t, mod, class, args...); ok(e) {
		t.Exc = e
	}
	return object.Value{}
}

var newline = []string{"\n"}

// line is the next line, None where it is not whole yet.
func (b *streamBuffer) line(t *object.Thread) object.Value {
	have := b.unread()
	i := bytes.IndexByte(have[b.searched:], '\n')
	switch {
	case i >= 0 && b.searched+i <= b.limit:
		return b.take(t, b.searched+i+1)
	case i >= 0: // the line is lost, what follows can be read
		return b.tooLong(t, b.searched+i+1, "Separator is found, but chunk is longer than limit", b.searched+i)
	case len(have) > b.limit:
		return b.tooLong(t, len(have), "Separator is not found, and chunk exceed the limit", len(have))
	case b.eof:
		return b.take(t, len(have))
	}
	b.searched = len(have)
	return object.None
}

// tooLong drops n bytes and raises ValueError, in the context of the
// LimitOverrunError that readuntil would have raised.
func (b *streamBuffer) tooLong(t *object.Thread, n int, message string, consumed int) object.Value {
	if !b.drop(t, n) {
		return object.Value{}
	}
	b.overrun(t, message, consumed)
	cause := object.AsException(t.Clear())
	t.ValueErrorf("%s", message)
	if e := object.AsException(t.Exc); e != nil && cause != nil {
		e.Context = cause.Value()
	}
	return object.Value{}
}

// piece is up to n bytes, None where there is nothing yet.
func (b *streamBuffer) piece(t *object.Thread, n int) object.Value {
	have := len(b.unread())
	if have == 0 && !b.eof {
		return object.None
	}
	return b.take(t, min(n, have))
}

// separators are what readuntil looks for: bytes, or a tuple of them.
func separators(t *object.Thread, v object.Value) (seps []string, shortest, longest int, good bool) {
	items := []object.Value{v}
	if u := object.AsTuple(v); u != nil {
		items = u.Items
	}
	for _, item := range items {
		s, good := t.BytesLike(item)
		if !good {
			return nil, 0, 0, false
		}
		seps = append(seps, strings.Clone(s))
		longest = max(longest, len(s))
		if shortest == 0 || len(s) < shortest {
			shortest = len(s)
		}
		if len(s) == 0 {
			t.ValueErrorf("Separator should be at least one-byte string")
			return nil, 0, 0, false
		}
	}
	if len(seps) == 0 {
		t.ValueErrorf("Separator should contain at least one element")
	}
	return seps, shortest, longest, len(seps) > 0
}

func bufferDef(sig, doc string, f func(t *object.Thread, b *streamBuffer, a []object.Value) object.Value) object.Def {
	return object.Def{Sig: sig, Doc: doc, Fn: func(t *object.Thread, a []object.Value) object.Value { return f(t, bufferOf(a[0]), a) }}
}

func bufferInit(t *object.Thread, b *streamBuffer, a []object.Value) object.Value {
	zero := t.Compare(object.OpLe, a[1], object.Int(0))
	if !ok(zero) {
		return zero
	}
	if bad, good := t.Truth(zero); !good {
		return object.Value{}
	} else if bad {
		return t.ValueErrorf("Limit cannot be <= 0")
	}
	limit, good := t.IndexInt(a[1])
	if !good {
		return object.Value{}
	}
	b.limit = limit
	if b.loopValue = a[2]; a[2].IsNone() {
		b.loopValue = loop.StateOf(t).CurrentLoop(t)
	}
	return none(ok(b.loopValue))
}

func bufferRepr(t *object.Thread, b *streamBuffer, a []object.Value) object.Value {
	s := "<StreamReader"
	if n := len(b.unread()); n > 0 {
		s += fmt.Sprintf(" %d bytes", n)
	}
	if b.eof {
		s += " eof"
	}
	if b.limit != defaultLimit {
		s += fmt.Sprintf(" limit=%d", b.limit)
	}
	for _, e := range []struct {
		name string
		v    object.Value
	}{{"waiter", b.waiter}, {"exception", b.exc}, {"transport", b.transport}} {
		if e.v.P == nil || e.v.IsNone() {
			continue
		}
		r, good := t.Repr(e.v)
		if !good {
			return object.Value{}
		}
		s += " " + e.name + "=" + r
	}
	if b.paused {
		s += " paused"
	}
	return object.NewStr(s + ">")
}

// firstCheck is what every read does once before it looks for its bytes: a
// connection that failed raises.
func (b *streamBuffer) firstCheck(t *object.Thread, first object.Value) bool {
	if first != object.True {
		return true
	}
	b.searched = 0
	return !b.raiseKept(t)
}

var streamBufferDecl = object.TypeDecl{
	Name: "asyncio.streams._StreamBuffer", Kind: object.KindOpaque, Flags: object.TypeHasDict | object.TypeHasWeakref,
	Doc: "The bytes of a stream that were not read yet.",
	New: &object.Def{Sig: "__new__(cls, /, *args, **kwargs)", Doc: "Create a buffer.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		b := &streamBuffer{limit: defaultLimit, loopValue: object.None}
		b.Data = b
		return object.InitOpaque(&b.Opaque, object.AsType(a[0]))
	}},
	Methods: []object.Def{
		bufferDef("__init__(self, limit=65536, loop=None)", "Make an empty buffer; limit bounds lines, and twice the limit what is read ahead.", bufferInit),
		bufferDef("__repr__(self, /)", "Return repr(self).", bufferRepr),
		bufferDef("exception(self)", "Return the exception of the connection, or None.", func(t *object.Thread, b *streamBuffer, a []object.Value) object.Value {
			return orNone(b.exc)
		}),
		bufferDef("set_exception(self, exc)", "Make reads raise exc.", func(t *object.Thread, b *streamBuffer, a []object.Value) object.Value {
			return none(b.fail(t, a[1]))
		}),
		bufferDef("set_transport(self, transport)", "Say which transport feeds the reader.", func(t *object.Thread, b *streamBuffer, a []object.Value) object.Value {
			if b.transport.P != nil {
				return t.Raise(object.ShapeAssertionError, "Transport already set")
			}
			b.transport = a[1]
			return object.None
		}),
		bufferDef("feed_eof(self)", "No more bytes will come.", func(t *object.Thread, b *streamBuffer, a []object.Value) object.Value {
			b.eof = true
			return none(b.wake(t))
		}),
		bufferDef("at_eof(self)", "Return True if all was read and no more will come.", func(t *object.Thread, b *streamBuffer, a []object.Value) object.Value {
			return object.Bool(b.eof && len(b.unread()) == 0)
		}),
		bufferDef("feed_data(self, data)", "More bytes have come.", func(t *object.Thread, b *streamBuffer, a []object.Value) object.Value {
			s, good := t.BytesLike(a[1])
			return none(good && b.feed(t, object.ReadOnly(s)))
		}),
		bufferDef("_more(self, method)", "Return the future of the next change.", func(t *object.Thread, b *streamBuffer, a []object.Value) object.Value {
			return b.wait(t, a[1].Text())
		}),
		bufferDef("_line(self, first)", "Return the next line, or None where it is not there yet.", func(t *object.Thread, b *streamBuffer, a []object.Value) object.Value {
			if !b.firstCheck(t, a[1]) {
				return object.Value{}
			}
			return b.line(t)
		}),
		bufferDef("_until(self, separator, first)", "Return the bytes up to a separator, or None where it is not there yet.", func(t *object.Thread, b *streamBuffer, a []object.Value) object.Value {
			seps, shortest, longest, good := separators(t, a[1])
			if !good || !b.firstCheck(t, a[2]) {
				return object.Value{}
			}
			at, end, good := b.find(t, seps, shortest, longest)
			switch {
			case !good:
				return object.Value{}
			case at >= 0:
				return b.take(t, end)
			case b.eof:
				return b.incomplete(t, object.None)
			}
			return object.None
		}),
		bufferDef("_piece(self, n, first)", "Return up to n bytes, or None where there are none yet.", func(t *object.Thread, b *streamBuffer, a []object.Value) object.Value {
			n, good := t.IndexInt(a[1])
			if !good || !b.firstCheck(t, a[2]) {
				return object.Value{}
			}
			if n == 0 {
				return object.NewBytes("")
			}
			return b.piece(t, n)
		}),
		bufferDef("_exact(self, n, first)", "Return n bytes, or None where there are fewer yet.", func(t *object.Thread, b *streamBuffer, a []object.Value) object.Value {
			n, good := t.IndexInt(a[1])
			if !good {
				return object.Value{}
			}
			if n < 0 {
				return t.ValueErrorf("readexactly size can not be less than zero")
			}
			if !b.firstCheck(t, a[2]) {
				return object.Value{}
			}
			switch have := len(b.unread()); {
			case n <= have:
				return b.take(t, n)
			case b.eof:
				return b.incomplete(t, a[1])
			}
			return object.None
		}),
	},
	GetSets: []object.GetSetDef{
		{Name: "_limit", Get: func(t *object.Thread, v object.Value) object.Value { return object.Int(int64(bufferOf(v).limit)) }},
		{Name: "_loop", Get: func(t *object.Thread, v object.Value) object.Value { return bufferOf(v).loopValue }},
		{Name: "_buffer", Get: func(t *object.Thread, v object.Value) object.Value {
			return object.NewByteArray(bytes.Clone(bufferOf(v).unread()))
		}},
		{Name: "_eof", Get: func(t *object.Thread, v object.Value) object.Value { return object.Bool(bufferOf(v).eof) }},
		{Name: "_paused", Get: func(t *object.Thread, v object.Value) object.Value { return object.Bool(bufferOf(v).paused) }},
		{Name: "_waiter", Get: func(t *object.Thread, v object.Value) object.Value { return orNone(bufferOf(v).waiter) }},
		{Name: "_transport", Get: func(t *object.Thread, v object.Value) object.Value { return orNone(bufferOf(v).transport) }},
		{Name: "_exception", Get: func(t *object.Thread, v object.Value) object.Value { return orNone(bufferOf(v).exc) }},
	},
}

// lineNow is the short way of `await reader.readline()` where a line is there.
func lineNow(t *object.Thread, a []object.Value) (object.Value, vm.Fast) {
	b := asBuffer(a[0])
	if b == nil || b.exc.P != nil {
		return object.Value{}, vm.Declined
	}
	have := b.unread()
	if i := bytes.IndexByte(have, '\n'); i >= 0 && i <= b.limit {
		return ready(b.take(t, i+1))
	}
	return object.Value{}, vm.Declined
}

// exactNow is that of `await reader.readexactly(n)`.
func exactNow(t *object.Thread, a []object.Value) (object.Value, vm.Fast) {
	b := asBuffer(a[0])
	if b == nil || b.exc.P != nil || !a[1].IsInt() {
		return object.Value{}, vm.Declined
	}
	if n := a[1].AsInt(); n >= 0 && n <= int64(len(b.unread())) {
		return ready(b.take(t, int(n)))
	}
	return object.Value{}, vm.Declined
}

// pieceNow is that of `await reader.read(n)`.
func pieceNow(t *object.Thread, a []object.Value) (object.Value, vm.Fast) {
	b := asBuffer(a[0])
	if b == nil || b.exc.P != nil || !a[1].IsInt() {
		return object.Value{}, vm.Declined
	}
	if n := a[1].AsInt(); n > 0 && len(b.unread()) > 0 {
		return ready(b.piece(t, int(n)))
	}
	return object.Value{}, vm.Declined
}

// ready is a result that is there, or the exception that is pending.
func ready(v object.Value) (object.Value, vm.Fast) {
	if v.P == nil {
		return v, vm.Failed
	}
	return v, vm.Ready
}
