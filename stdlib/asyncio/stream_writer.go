package asyncio

import (
	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/object"
)

// streamSink is the native part of asyncio.StreamWriter: what it passes on to
// its transport, and what drain() has to wait for.
type streamSink struct {
	object.Opaque
	transport, protocol, reader, loopValue object.Value
	// what is known of methods: transport.write and is_closing,
	// reader.exception, protocol._drain_helper
	writes, closes, fails, drains known
}

func sinkOf(v object.Value) *streamSink { return (*streamSink)(v.P) }

// plain is the transport where it is one of this package's whose method name
// is not overridden; nil otherwise.
func (s *streamSink) plain(t *object.Thread, name string, k *known) *transport {
	if x := asTransport(s.transport); x != nil && k.is(t, s.transport, name, &transportDecl) {
		return x
	}
	return nil
}

// closing is transport.is_closing().
func (s *streamSink) closing(t *object.Thread) (closing, good bool) {
	if x := s.plain(t, "is_closing", &s.closes); x != nil {
		return x.closing, true
	}
	v := call(t, s.transport, "is_closing")
	if !ok(v) {
		return false, false
	}
	return t.Truth(v)
}

// beforeDrain raises what the reader has met, and reports whether the
// transport closes: then connection_lost() is to run before drain() goes on,
// so that a loop of write and drain sees the error.
func (s *streamSink) beforeDrain(t *object.Thread) (closing, good bool) {
	if b := asBuffer(s.reader); b != nil && s.fails.is(t, s.reader, "exception", &streamBufferDecl) {
		if b.raiseKept(t) {
			return false, false
		}
	} else if !s.reader.IsNone() {
		exc := call(t, s.reader, "exception")
		if !ok(exc) {
			return false, false
		}
		if !exc.IsNone() {
			t.Exc = exc
			return false, false
		}
	}
	return s.closing(t)
}

// drain is what to await until more may be written, or None for nothing.
func (s *streamSink) drain(t *object.Thread) object.Value {
	if f := asFlow(s.protocol); f != nil && s.drains.is(t, s.protocol, "_drain_helper", &flowControlDecl) {
		return f.drain(t)
	}
	return call(t, s.protocol, "_drain_helper")
}

func sinkDef(sig, doc string, f func(t *object.Thread, s *streamSink, a []object.Value) object.Value) object.Def {
	return object.Def{Sig: sig, Doc: doc, Fn: func(t *object.Thread, a []object.Value) object.Value { return f(t, sinkOf(a[0]), a) }}
}

// pass is a method that the transport has as well.
func pass(sig, doc string) object.Def {
	d := object.Def{Sig: sig, Doc: doc}
	name := d.Name()
	d.Fn = func(t *object.Thread, a []object.Value) object.Value {
		return call(t, sinkOf(a[0]).transport, name, a[1:]...)
	}
	return d
}

var streamSinkDecl = object.TypeDecl{
	Name: "asyncio.streams._StreamSink", Kind: object.KindOpaque, Flags: object.TypeHasDict | object.TypeHasWeakref,
	Doc: "The sending side of a stream.",
	New: &object.Def{Sig: "__new__(cls, /, *args, **kwargs)", Doc: "Create a sink.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		s := &streamSink{transport: object.None, protocol: object.None, reader: object.None, loopValue: object.None}
		s.Data = s
		return object.InitOpaque(&s.Opaque, object.AsType(a[0]))
	}},
	Methods: []object.Def{
		sinkDef("__init__(self, transport, protocol, reader, loop)", "Write to transport; protocol knows when it is full, reader what went wrong.", func(t *object.Thread, s *streamSink, a []object.Value) object.Value {
			if !a[3].IsNone() && asBuffer(a[3]) == nil {
				return t.Raise(object.ShapeAssertionError, "")
			}
			s.transport, s.protocol, s.reader, s.loopValue = a[1], a[2], a[3], a[4]
			return object.None
		}),
		sinkDef("__repr__(self, /)", "Return repr(self).", func(t *object.Thread, s *streamSink, a []object.Value) object.Value {
			r, good := t.Repr(s.transport)
			if !good {
				return object.Value{}
			}
			text := "<" + t.M.TypeOf(a[0]).Name + " transport=" + r
			if !s.reader.IsNone() {
				if r, good = t.Repr(s.reader); !good {
					return object.Value{}
				}
				text += " reader=" + r
			}
			return object.NewStr(text + ">")
		}),
		sinkDef("write(self, data)", "Send data, or keep it until it can be sent.", func(t *object.Thread, s *streamSink, a []object.Value) object.Value {
			if x := s.plain(t, "write", &s.writes); x != nil {
				return x.write(t, a[1])
			}
			return none(ok(call(t, s.transport, "write", a[1])))
		}),
		sinkDef("writelines(self, data)", "Send several pieces of data.", func(t *object.Thread, s *streamSink, a []object.Value) object.Value {
			return none(ok(call(t, s.transport, "writelines", a[1])))
		}),
		pass("write_eof(self)", "Send what is buffered, then an end of file."),
		pass("can_write_eof(self)", "Return True if there is write_eof()."),
		pass("close(self)", "Send what is buffered, then close the connection."),
		pass("is_closing(self)", "Return True once the connection closes or is closed."),
		pass("get_extra_info(self, name, default=None)", "Return a fact such as 'peername', 'sockname' or 'socket'."),
		sinkDef("_closes(self)", "Raise what the reader has met; return True if the connection closes.", func(t *object.Thread, s *streamSink, a []object.Value) object.Value {
			closing, good := s.beforeDrain(t)
			if !good {
				return object.Value{}
			}
			return object.Bool(closing)
		}),
		sinkDef("_full(self)", "Return what to await before more is written, or None.", func(t *object.Thread, s *streamSink, a []object.Value) object.Value {
			return s.drain(t)
		}),
	},
	GetSets: []object.GetSetDef{
		{Name: "transport", Doc: "The transport underneath.", Get: func(t *object.Thread, v object.Value) object.Value { return sinkOf(v).transport }},
		{Name: "_transport", Get: func(t *object.Thread, v object.Value) object.Value { return sinkOf(v).transport }, Set: func(t *object.Thread, v, x object.Value) bool {
			s := sinkOf(v)
			s.transport, s.writes, s.closes = orNone(x), known{}, known{}
			return true
		}},
		{Name: "_protocol", Get: func(t *object.Thread, v object.Value) object.Value { return sinkOf(v).protocol }},
		{Name: "_reader", Get: func(t *object.Thread, v object.Value) object.Value { return sinkOf(v).reader }},
		{Name: "_loop", Get: func(t *object.Thread, v object.Value) object.Value { return sinkOf(v).loopValue }},
	},
}

// drainNow is the short way of `await writer.drain()` where nothing is to be
// waited for.
func drainNow(t *object.Thread, a []object.Value) (object.Value, vm.Fast) {
	s, _ := object.Payload[*streamSink](a[0])
	if s == nil {
		return object.Value{}, vm.Declined
	}
	f, x, b := asFlow(s.protocol), s.plain(t, "is_closing", &s.closes), asBuffer(s.reader)
	if f == nil || f.paused || f.lost || x == nil || x.closing || b == nil || b.exc.P != nil ||
		!s.drains.is(t, s.protocol, "_drain_helper", &flowControlDecl) {
		return object.Value{}, vm.Declined
	}
	return object.None, vm.Ready
}
