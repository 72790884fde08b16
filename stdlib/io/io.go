// Package io is module io: files, buffers and text streams.
//
// As on CPython a stream is a stack of objects, each of which a script may
// replace by its own:
//
//	TextIOWrapper   text ⇄ bytes, lines
//	Buffered…       few large reads and writes
//	FileIO          a descriptor of the system
//
// Where the layer below is one of this package's own and not a subclass, calls
// go straight to its Go methods.
//
// CPython writes out a file that nobody refers to any more; there are no
// reference counts here, so what is not written yet is also kept, without the
// objects, in a list per machine (outputs), which is written out before a file
// is opened, before a child starts and at exit.
package io

import (
	_ "embed"

	"github.com/aio-lang/aio/vm/object"
)

// bufferSize is io.DEFAULT_BUFFER_SIZE.
const bufferSize = 8192

//go:embed io.aio
var ioSource string

// Module declares io: the natives of _io and the abstract classes over them.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{
		Name:   "io",
		Doc:    "The io module provides the Python interfaces to stream handling.",
		Source: ioSource,
	}
}

// NativeModule declares _io.
func NativeModule() *object.ModuleDecl {
	return &object.ModuleDecl{
		Name: "_io",
		Doc:  "The natives of module io.",
		Funcs: []object.Def{
			{Sig: "open_code(path)", Doc: "Opens the provided file with the intent to import the contents.", Fn: func(t *object.Thread, a []object.Value) object.Value {
				return Open(t, a[0], "rb")
			}},
			{Sig: "text_encoding(encoding, stacklevel=2, /)", Doc: "Return encoding, or the default for None.", Fn: func(t *object.Thread, a []object.Value) object.Value {
				if a[0].IsNone() {
					return object.NewStr("locale")
				}
				return a[0]
			}},
		},
		Attrs: []object.Attr{{Name: "DEFAULT_BUFFER_SIZE", Value: object.Int(bufferSize)}},
		Init: func(t *object.Thread, mod *object.Module) bool {
			mod.Set(t.M, "open", OpenFunction(t.M))
			for _, ty := range makeTypes(t.M).all() {
				mod.Set(t.M, ty.Name, ty.Value())
			}
			mod.Set(t.M, "BlockingIOError", t.M.Type(object.ShapeBlockingIOError).Value())
			return true
		},
	}
}

// types are a machine's classes of this package.
type types struct {
	ioBase, rawBase, bufferedBase, textBase         *object.Type
	file, reader, writer, random, pair, bytes       *object.Type
	text, stringIO, newlineDecoder, unsupportedType *object.Type
}

type typesKey struct{}

// typesOf returns the classes that makeTypes made. Natives use it; they cannot
// name the declarations that name them.
func typesOf(m *object.Machine) *types {
	return m.State(typesKey{}, func() any { panic("io: no types") }).(*types)
}

// makeTypes makes the machine's classes, bases first.
func makeTypes(m *object.Machine) *types {
	return m.State(typesKey{}, func() any {
		s := &types{}
		s.ioBase = m.TypeFor(&ioBaseDecl)
		s.rawBase = m.TypeForBase(&rawBaseDecl, s.ioBase)
		s.bufferedBase = m.TypeForBase(&bufferedBaseDecl, s.ioBase)
		s.textBase = m.TypeForBase(&textBaseDecl, s.ioBase)
		s.file = m.TypeForBase(&fileDecl, s.rawBase)
		s.reader = m.TypeForBase(&readerDecl, s.bufferedBase)
		s.writer = m.TypeForBase(&writerDecl, s.bufferedBase)
		s.random = m.TypeForBase(&randomDecl, s.bufferedBase)
		s.pair = m.TypeForBase(&pairDecl, s.bufferedBase)
		s.bytes = m.TypeForBase(&bytesDecl, s.bufferedBase)
		s.text = m.TypeForBase(&textDecl, s.textBase)
		s.stringIO = m.TypeForBase(&stringDecl, s.textBase)
		s.newlineDecoder = m.TypeFor(&newlineDecoderDecl)
		s.unsupportedType = m.TypeFor(&unsupportedDecl)
		return s
	}).(*types)
}

func (s *types) all() []*object.Type {
	return []*object.Type{s.ioBase, s.rawBase, s.bufferedBase, s.textBase, s.file, s.reader, s.writer, s.random, s.pair, s.bytes,
		s.text, s.stringIO, s.newlineDecoder, s.unsupportedType}
}

// UnsupportedOperation is an OSError and a ValueError.
var unsupportedDecl = object.TypeDecl{
	Name: "io.UnsupportedOperation", Base: object.ShapeOSError, Mixin: object.ShapeValueError, Kind: object.KindException,
}

// unsupported raises UnsupportedOperation and returns nil.
func unsupported(t *object.Thread, msg string) object.Value {
	ty := typesOf(t.M).unsupportedType
	return t.RaiseException(object.NewException(ty.Shape0.ID, object.NewStr(msg)))
}

// noneIf is None, or nil when an exception is pending.
func noneIf(ok bool) object.Value {
	if !ok {
		return object.Value{}
	}
	return object.None
}

// intOr is an int, or nil when an exception is pending.
func intOr(n int, ok bool) object.Value {
	if !ok {
		return object.Value{}
	}
	return object.Int(int64(n))
}

// boolOr is a bool, or nil when an exception is pending.
func boolOr(b, ok bool) object.Value {
	if !ok {
		return object.Value{}
	}
	return object.Bool(b)
}

// bytesOr is a bytes object, or nil when an exception is pending.
func bytesOr(b []byte, ok bool) object.Value {
	if !ok {
		return object.Value{}
	}
	return object.NewBytes(string(b))
}

// sizeOr is a size argument where None stands for -1.
func sizeOr(t *object.Thread, v object.Value) (int, bool) {
	if v.IsNone() {
		return -1, true
	}
	if n, ok := object.Int64(v); ok && object.IsIntLike(v) {
		return int(n), true
	}
	if t.M.Lookup(t.M.TypeOf(v), object.Names().Index).P == nil {
		t.TypeErrorf("argument should be integer or None, not '%s'", t.TypeName(v))
		return 0, false
	}
	return t.SizeArg(v)
}
