// Package bz2 is the module bz2, on Go's compress/bzip2, which reads and does
// not write.
package bz2

import (
	"bytes"
	"compress/bzip2"
	_ "embed"
	"errors"
	"io"
	"strings"

	"github.com/aio-lang/aio/stdlib/zlib"
	"github.com/aio-lang/aio/vm/object"
)

type (
	thread = object.Thread
	value  = object.Value
	def    = object.Def
)

//go:embed bz2.aio
var source string

// Modules declares bz2 and its natives.
func Modules() []*object.ModuleDecl {
	return []*object.ModuleDecl{
		{Name: "bz2", Doc: "Files compressed with bzip2: they can be read.", Source: source},
		{Name: "_bz2", Doc: "The natives of module bz2.", Types: []*object.TypeDecl{&compressorDecl, &unpackerDecl, &decompressorDecl}, Funcs: []def{
			{Sig: "decompress(data)", Doc: "Return what all streams of the data decompress to.", Fn: decompress}}},
	}
}

var compressorDecl = object.TypeDecl{
	Name: "_bz2.BZ2Compressor", Kind: object.KindOpaque, Doc: "Not in aio.",
	New: &def{Sig: "__new__(cls, compresslevel=9, /)", Doc: "Not in aio.", Fn: func(t *thread, a []value) value {
		level, ok := t.IndexInt(a[1])
		if !ok {
			return value{}
		}
		if level < 1 || level > 9 {
			return t.ValueErrorf("compresslevel must be between 1 and 9")
		}
		return t.NotImplementedf("compressing with bzip2")
	}},
}

var decompressorDecl = object.TypeDecl{
	Name: "_bz2.BZ2Decompressor", Kind: object.KindOpaque, Doc: "Not in aio.",
	New: &def{Sig: "__new__(cls)", Doc: "Not in aio.", Fn: func(t *thread, a []value) value { return t.NotImplementedf("bz2.BZ2Decompressor") }},
}

// unpacker decompresses a file with all its streams, which Go's reader takes
// for one.
type unpacker struct{ *zlib.Stream }

func unpackerOf(v value) unpacker { u, _ := object.Payload[unpacker](v); return u }

// end is how a stream that has no more input went: Go's reader complains of
// what is no further stream, where CPython ends.
func end(err error) bool {
	var s bzip2.StructuralError
	return err == nil || errors.As(err, &s) && strings.Contains(string(s), "continuation")
}

func failed(t *thread) value { return t.Raise(object.ShapeOSError, "Invalid data stream") }

var unpackerDecl = object.TypeDecl{
	Name: "_bz2.Unpacker", Kind: object.KindOpaque, Flags: object.TypeNoSubclass, Doc: "Decompresses a file piece by piece.",
	New: &def{Sig: "__new__(cls)", Doc: "Create and return a new object.", Fn: func(t *thread, a []value) value {
		return object.NewOpaque(object.AsType(a[0]), unpacker{zlib.NewStream(func(r io.Reader) (io.Reader, error) { return bzip2.NewReader(r), nil })})
	}},
	Methods: []def{
		{Sig: "feed(self, data, /)", Doc: "Return what more data decompresses to; b'' is the end of it.", Fn: func(t *thread, a []value) value {
			s, ok := t.BytesLike(a[1])
			if !ok {
				return value{}
			}
			u := unpackerOf(a[0])
			if s == "" {
				u.End()
			}
			out := u.Feed([]byte(s), 0)
			switch {
			case errors.Is(u.Err, io.ErrUnexpectedEOF):
				return t.Raise(object.ShapeEOFError, "Compressed file ended before the end-of-stream marker was reached")
			case !end(u.Err):
				return failed(t)
			}
			return object.NewBytesOf(out)
		}},
	},
}

// decompress decompresses all streams of some data.
func decompress(t *thread, a []value) value {
	s, ok := t.BytesLike(a[0])
	if !ok || s == "" {
		return object.NewBytes("")
	}
	data := []byte(s)
	var out []byte
	var err error
	t.Exec.Blocking(t, func() { out, err = io.ReadAll(bzip2.NewReader(bytes.NewReader(data))) })
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return t.ValueErrorf("Compressed data ended before the end-of-stream marker was reached")
	case !end(err):
		return failed(t)
	}
	return object.NewBytesOf(out)
}
