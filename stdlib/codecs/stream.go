package codecs

import (
	"strings"

	"github.com/aio-lang/aio/vm/object"
)

// The state of incremental codecs: _StreamDecoder and _StreamEncoder.

var streamDecoderDecl = object.TypeDecl{
	Name: "_codecs._StreamDecoder", Kind: object.KindOpaque, Flags: object.TypeNoSubclass,
	New: &object.Def{Sig: "__new__(cls, encoding, /)", Doc: "Begin a stream.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		return object.NewOpaque(object.AsType(a[0]), object.NewStreamDecoder(t.M.FindCodec(a[1].Text())))
	}},
	Methods: []object.Def{
		{Sig: "decode(self, input, errors, final, /)", Doc: "Decode the next bytes.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			errors, ok := errorsArg(t, "decode", a[2])
			if !ok {
				return object.Value{}
			}
			final, ok := t.Truth(a[3])
			if !ok {
				return object.Value{}
			}
			b, ok := t.BytesLike(a[1])
			if !ok {
				return object.Value{}
			}
			d, _ := object.Payload[*object.StreamDecoder](a[0])
			return d.Decode(t, strings.Clone(b), errors, final)
		}},
		{Sig: "reset(self, /)", Doc: "Begin anew.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			d, _ := object.Payload[*object.StreamDecoder](a[0])
			d.Reset()
			return object.None
		}},
		{Sig: "getstate(self, /)", Doc: "Return the bytes that wait and a flag.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			d, _ := object.Payload[*object.StreamDecoder](a[0])
			pending, flag := d.State()
			return object.TupleOf(object.NewBytes(pending), object.Int(int64(flag)))
		}},
		{Sig: "setstate(self, pending, flag, /)", Doc: "Go back to a state.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			pending, ok := t.BytesLike(a[1])
			if !ok {
				return object.Value{}
			}
			flag, ok := t.SizeArg(a[2])
			if !ok {
				return object.Value{}
			}
			d, _ := object.Payload[*object.StreamDecoder](a[0])
			d.SetState(strings.Clone(pending), flag)
			return object.None
		}},
	},
}

var streamEncoderDecl = object.TypeDecl{
	Name: "_codecs._StreamEncoder", Kind: object.KindOpaque, Flags: object.TypeNoSubclass,
	New: &object.Def{Sig: "__new__(cls, encoding, /)", Doc: "Begin a stream.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		return object.NewOpaque(object.AsType(a[0]), object.NewStreamEncoder(t.M.FindCodec(a[1].Text())))
	}},
	Methods: []object.Def{
		{Sig: "encode(self, input, errors, /)", Doc: "Encode the next text.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			s, ok := t.StrArg("encode", "1", a[1])
			if !ok {
				return object.Value{}
			}
			errors, ok := errorsArg(t, "encode", a[2])
			if !ok {
				return object.Value{}
			}
			e, _ := object.Payload[*object.StreamEncoder](a[0])
			b, ok := e.Encode(t, s, errors)
			if !ok {
				return object.Value{}
			}
			return object.NewBytes(b)
		}},
		{Sig: "started(self, /)", Doc: "Report whether the byte order mark, if any, is behind.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			e, _ := object.Payload[*object.StreamEncoder](a[0])
			return object.Bool(e.Started())
		}},
		{Sig: "set_started(self, yes, /)", Doc: "Tell whether the byte order mark is behind.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			yes, ok := t.Truth(a[1])
			if !ok {
				return object.Value{}
			}
			e, _ := object.Payload[*object.StreamEncoder](a[0])
			e.SetStarted(yes)
			return object.None
		}},
	},
}
