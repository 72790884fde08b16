package pickle

import "github.com/aio-lang/aio/vm/object"

// pickleBuffer is the state of a PickleBuffer: an object whose memory may
// travel beside the pickle.
type pickleBuffer struct {
	view value // a memoryview; nil once released
}

// ExportBuffer implements object.BufferExporter.
func (b *pickleBuffer) ExportBuffer(t *thread, self value) (object.Buffer, bool) {
	if b.view.P == nil {
		t.ValueErrorf("operation forbidden on released PickleBuffer object")
		return object.Buffer{}, false
	}
	lent, ok := t.BufferOf(b.view)
	lent.Owner = object.AsMemoryView(b.view).Obj
	return lent, ok
}

func bufferOf(t *thread, v value) *pickleBuffer {
	b, _ := object.Payload[*pickleBuffer](v)
	if b.view.P == nil {
		t.ValueErrorf("operation forbidden on released PickleBuffer object")
		return nil
	}
	return b
}

var bufferDecl = object.TypeDecl{
	Name: "pickle.PickleBuffer", Kind: object.KindOpaque, Flags: object.TypeHasWeakref,
	Doc: "Wraps memory that may travel beside a pickle.",
	New: &def{Sig: "__new__(cls, object, /)", Doc: "Wrap an object that lends its memory.", Fn: func(t *thread, a []value) value {
		view := t.NewMemoryView(a[1])
		if view.P == nil {
			if t.Catch(object.ShapeTypeError) != nil {
				t.TypeErrorf("a bytes-like object is required, not '%s'", t.TypeName(a[1]))
			}
			return value{}
		}
		return object.NewOpaque(object.AsType(a[0]), &pickleBuffer{view})
	}},
	Methods: []def{
		{Sig: "raw(self, /)", Doc: "Return a memoryview of the memory as bytes.", Fn: func(t *thread, a []value) value {
			b := bufferOf(t, a[0])
			if b == nil {
				return value{}
			}
			m := object.AsMemoryView(b.view)
			if _, ok := t.BytesLike(b.view); !ok {
				if t.Catch(object.ShapeBufferError) != nil {
					t.Raise(object.ShapeBufferError, "cannot extract raw buffer from non-contiguous buffer")
				}
				return value{}
			}
			if m != nil {
				return t.CallMethod(b.view, t.M.Intern("cast"), object.NewStr("B"))
			}
			return b.view
		}},
		{Sig: "release(self, /)", Doc: "Give the memory back.", Fn: func(t *thread, a []value) value {
			b, _ := object.Payload[*pickleBuffer](a[0])
			if b.view.P != nil {
				t.CallMethod(b.view, t.M.Intern("release"))
				b.view = value{}
			}
			if t.Exc.P != nil {
				return value{}
			}
			return object.None
		}},
	},
}

// saveBuffer writes a PickleBuffer: beside the pickle where buffer_callback
// takes it, else as bytes or bytearray.
func (p *pickler) saveBuffer(v value, b *pickleBuffer) bool {
	t := p.t
	if p.protocol < 5 {
		return cannotSave(t, "PickleBuffer can only be pickled with protocol >= 5")
	}
	if bufferOf(t, v) == nil {
		return false
	}
	lent, ok := t.BufferOf(b.view)
	if !ok {
		return false
	}
	data, ok := t.BytesLike(b.view)
	if !ok {
		if t.Catch(object.ShapeBufferError) != nil {
			return cannotSave(t, "PickleBuffer can not be pickled when pointing to a non-contiguous buffer")
		}
		return false
	}
	inBand := true
	if p.callback.P != nil {
		r := t.Call(p.callback, v)
		if r.P == nil {
			return false
		}
		if inBand, ok = t.Truth(r); !ok {
			return false
		}
	}
	switch {
	case !inBand:
		p.op(opNextBuffer)
		if lent.ReadOnly {
			p.op(opReadOnlyBuffer)
		}
		return true
	case lent.ReadOnly:
		return p.saveBytes(v, string([]byte(data)))
	}
	return p.saveByteArray(v, string([]byte(data)))
}
