// Package codecs is module codecs: the registry of codecs, the functions of
// the builtin ones, and the classes that go with them. The classes, and what
// makes a CodecInfo of a builtin codec, are written in codecs.aio.
package codecs

import (
	_ "embed"

	"github.com/aio-lang/aio/vm/encodings"
	"github.com/aio-lang/aio/vm/object"
)

//go:embed codecs.aio
var source string

// NativeModule declares _codecs, which has the functions: pickles name them by
// it.
func NativeModule() *object.ModuleDecl {
	return &object.ModuleDecl{
		Name: "_codecs",
		Doc:  "Registry of codecs, and the builtin codecs.",
		Funcs: append(codecFunctions(), []object.Def{
			{Sig: "register(search_function, /)", Doc: "Register a function that finds codecs: called with a normalized name, it returns a CodecInfo or None.", Fn: register},
			{Sig: "unregister(search_function, /)", Doc: "Forget a search function and what it has found.", Fn: unregister},
			{Sig: "lookup(encoding, /)", Doc: "Look up a codec by the name of its encoding and return its CodecInfo.", Fn: lookup},
			{Sig: "encode(obj, encoding='utf-8', errors='strict')", Doc: "Encode obj with the codec of an encoding.", Fn: encode},
			{Sig: "decode(obj, encoding='utf-8', errors='strict')", Doc: "Decode obj with the codec of an encoding.", Fn: decode},
			{Sig: "register_error(errors, handler, /)", Doc: "Register an error handler under a name.", Fn: registerError},
			{Sig: "lookup_error(name, /)", Doc: "Return the error handler of that name.", Fn: lookupError},
			{Sig: "readbuffer_encode(data, errors=None, /)", Doc: "Return the bytes of an object.", Fn: readbufferEncode},
			{Sig: "escape_decode(data, errors=None, /)", Doc: "Decode the escape sequences of bytes literals.", Fn: escapeDecode},
			{Sig: "escape_encode(data, errors=None, /)", Doc: "Encode bytes as in a bytes literal.", Fn: escapeEncode},
			{Sig: "charmap_build(map, /)", Doc: "Turn a decoding table into one for encoding.", Fn: charmapBuild},
			{Sig: "charmap_encode(str, errors=None, mapping=None, /)", Doc: "Encode by a mapping from code points.", Fn: charmapEncode},
			{Sig: "charmap_decode(data, errors=None, mapping=None, /)", Doc: "Decode by a mapping from bytes.", Fn: charmapDecode},
		}...),
	}
}

// Module declares codecs.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{
		Name:   "codecs",
		Doc:    "Registry of codecs, and base classes for them.",
		Types:  []*object.TypeDecl{&streamDecoderDecl, &streamEncoderDecl},
		Init:   initialize,
		Source: source,
	}
}

func initialize(t *object.Thread, mod *object.Module) bool {
	native := t.Exec.Import(t, "_codecs")
	if native.IsNil() {
		return false
	}
	for _, d := range NativeModule().Funcs {
		f := t.GetAttr(native, t.M.Intern(d.Name()))
		if f.IsNil() {
			return false
		}
		mod.Set(t.M, d.Name(), f)
	}
	for _, name := range []string{"strict", "ignore", "replace", "xmlcharrefreplace", "backslashreplace", "namereplace"} {
		mod.Set(t.M, name+"_errors", t.ErrorHandler(name))
	}
	mod.Set(t.M, "_StreamDecoder", t.M.TypeFor(&streamDecoderDecl).Value())
	mod.Set(t.M, "_StreamEncoder", t.M.TypeFor(&streamEncoderDecl).Value())
	return true
}

func register(t *object.Thread, a []object.Value) object.Value {
	if !t.RegisterCodec(a[0]) {
		return object.Value{}
	}
	return object.None
}

func unregister(t *object.Thread, a []object.Value) object.Value {
	t.UnregisterCodec(a[0])
	return object.None
}

func registerError(t *object.Thread, a []object.Value) object.Value {
	name, ok := t.TextArg("register_error", "1", a[0])
	if !ok || !t.RegisterErrorHandler(name, a[1]) {
		return object.Value{}
	}
	return object.None
}

func lookupError(t *object.Thread, a []object.Value) object.Value {
	name, ok := t.TextArg("lookup_error", "", a[0])
	if !ok {
		return object.Value{}
	}
	return t.ErrorHandler(name)
}

// infosKey keys the CodecInfo objects of builtin codecs in the machine's state.
type infosKey struct{}

func lookup(t *object.Thread, a []object.Value) object.Value {
	name, ok := t.TextArg("lookup", "", a[0])
	if !ok {
		return object.Value{}
	}
	return find(t, name)
}

// find returns the CodecInfo of an encoding: of a builtin codec, of one in
// codecs.aio, or what a search function returns.
func find(t *object.Thread, encoding string) object.Value {
	infos := t.M.State(infosKey{}, func() any { return map[string]object.Value{} }).(map[string]object.Value)
	name := encodings.Codec(encodings.Normalize(encoding))
	if info, ok := infos[name]; ok {
		return info
	}
	mod := t.Exec.Import(t, "codecs")
	if mod.IsNil() {
		return mod
	}
	var info object.Value
	if c := t.M.FindCodec(encoding); c != nil {
		info = t.CallMethod(mod, t.M.Intern("_builtin"), object.NewStr(name), object.NewStr(c.Name),
			encoder(c, name).Value(), decoder(c, name).Value())
	} else if info = t.CallMethod(mod, t.M.Intern("_other"), object.NewStr(name)); !info.IsNil() && info.IsNone() {
		if info = t.LookupCodec(encoding); info.IsNil() && t.Exc.IsNil() {
			t.UnknownEncoding(encoding)
		}
		return info
	}
	if !info.IsNil() {
		infos[name] = info
	}
	return info
}

func encode(t *object.Thread, a []object.Value) object.Value { return convert(t, a, "encode", 0) }

func decode(t *object.Thread, a []object.Value) object.Value { return convert(t, a, "decode", 1) }

// convert calls one direction of any codec.
func convert(t *object.Thread, a []object.Value, direction string, index int) object.Value {
	encoding, ok := t.TextArg(direction, "'encoding'", a[1])
	if !ok {
		return object.Value{}
	}
	errors, ok := t.TextArg(direction, "'errors'", a[2])
	if !ok {
		return object.Value{}
	}
	info := find(t, encoding)
	if info.IsNil() {
		return info
	}
	return t.CallCodec(object.AsTuple(info).Items[index], a[0], encoding, errors, direction)
}
