// Package io is module io: files, buffers and text streams.
package io

import (
	"os"

	"github.com/aio-lang/aio/vm/object"
)

type stream struct {
	fd  int
	buf []byte
}

var textDecl = object.TypeDecl{Name: "_io.TextIOWrapper", Kind: object.KindOpaque, Methods: []object.Def{
	{Sig: "write(self, text, /)", Fn: func(t *object.Thread, a []object.Value) object.Value {
		s, _ := object.Payload[*stream](a[0])
		if !a[1].IsStr() {
			return t.TypeErrorf("write() argument must be str, not %s", t.TypeName(a[1]))
		}
		s.buf = append(s.buf, a[1].Text()...)
		if len(s.buf) > 8192 {
			s.flush()
		}
		return object.Int(int64(object.AsStr(a[1]).Len()))
	}},
	{Sig: "flush(self)", Fn: func(t *object.Thread, a []object.Value) object.Value {
		s, _ := object.Payload[*stream](a[0])
		s.flush()
		return object.None
	}},
}}

func (s *stream) flush() {
	f := os.Stdout
	if s.fd == 2 {
		f = os.Stderr
	}
	f.Write(s.buf)
	s.buf = s.buf[:0]
}

// Standard makes a standard stream.
func Standard(t *object.Thread, fd int) object.Value {
	return object.NewOpaque(t.M.TypeFor(&textDecl), &stream{fd: fd})
}

// Writer writes text to a stream.
type Writer struct {
	file   object.Value
	stream *stream
}

// WriterTo returns a Writer for anything with a write method.
func WriterTo(t *object.Thread, file object.Value) Writer {
	s, _ := object.Payload[*stream](file)
	return Writer{file, s}
}

// Write writes text.
func (w Writer) Write(t *object.Thread, s string) bool {
	if w.stream != nil {
		w.stream.buf = append(w.stream.buf, s...)
		return true
	}
	return w.WriteStr(t, object.NewStr(s))
}

// WriteStr writes a str.
func (w Writer) WriteStr(t *object.Thread, s object.Value) bool {
	if w.stream != nil {
		return w.Write(t, s.Text())
	}
	return t.CallMethod(w.file, object.Names().Write, s).P != nil
}

// Flush flushes the stream.
func (w Writer) Flush(t *object.Thread) bool {
	return t.CallMethod(w.file, object.Names().Flush).P != nil
}
