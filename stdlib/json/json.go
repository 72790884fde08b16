// Package json is the package json: a decoder and an encoder in Go, the
// classes around them in the language.
//
// The decoder reads the text of a str where it lies and makes values at once;
// the encoder appends to one buffer. Neither knows the classes JSONDecoder and
// JSONEncoder: these hand over what they were configured with.
package json

import (
	_ "embed"

	"github.com/aio-lang/aio/vm/object"
)

type (
	thread   = object.Thread
	value    = object.Value
	def      = object.Def
	typeDecl = object.TypeDecl
)

var (
	//go:embed json.aio
	source string
	//go:embed decoder.aio
	decoderSource string
	//go:embed encoder.aio
	encoderSource string
	//go:embed scanner.aio
	scannerSource string
	//go:embed tool.aio
	toolSource string
)

// Module declares the package.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{
		Name: "json", IsPackage: true, Source: source,
		Doc: "Read and write JSON, the data format of RFC 8259.",
		Funcs: []def{
			{Sig: "def detect_encoding(b)", Doc: "Name the encoding of bytes that hold JSON.", Fn: detectEncoding},
			{Sig: "def dump(obj, fp, *" + dumpParams, Doc: "Write obj as JSON to the text file fp, piece by piece.", Fn: dump},
			{Sig: "def dumps(obj, *" + dumpParams, Doc: "Return obj as JSON text.", Fn: dumps},
			{Sig: "def load(fp, *" + loadParams, Doc: "Read all of the file fp, which holds one JSON document, and return its value.", Fn: load},
			{Sig: "def loads(s, *" + loadParams, Doc: "Return the value of the JSON document s; bytes may be in UTF-8, UTF-16 or UTF-32.", Fn: loads},
		},
	}
}

// Native declares _json: what the submodules have in common.
func Native() *object.ModuleDecl {
	return &object.ModuleDecl{
		Name: "_json", Doc: "The machinery of json.",
		Funcs: []def{
			{Sig: "encode_basestring(string, /)", Doc: "Return a JSON string for a str.", Fn: encodeBasestring},
			{Sig: "encode_basestring_ascii(string, /)", Doc: "Return a JSON string, all ASCII, for a str.", Fn: encodeBasestringASCII},
			{Sig: "scanstring(string, end, strict=True, /)", Doc: "Read the rest of a JSON string; end is the index after its first quote.", Fn: scanString},
			{Sig: "skip_space(string, index, /)", Doc: "Return the index of the first character from index on that is no JSON whitespace.", Fn: skipSpace},
		},
		Types: []*typeDecl{&scannerDecl, &encoderDecl},
		Init: func(t *thread, mod *object.Module) bool {
			mod.Set(t.M, "make_scanner", t.M.TypeFor(&scannerDecl).Value())
			mod.Set(t.M, "make_encoder", t.M.TypeFor(&encoderDecl).Value())
			return true
		},
	}
}

// Decoder declares json.decoder.
func Decoder() *object.ModuleDecl {
	return &object.ModuleDecl{Name: "json.decoder", Doc: "The decoder's class.", Source: decoderSource}
}

// Encoder declares json.encoder.
func Encoder() *object.ModuleDecl {
	return &object.ModuleDecl{Name: "json.encoder", Doc: "The encoder's class.", Source: encoderSource}
}

// Scanner declares json.scanner.
func Scanner() *object.ModuleDecl {
	return &object.ModuleDecl{Name: "json.scanner", Doc: "The decoder's inner function.", Source: scannerSource}
}

// Tool declares json.tool.
func Tool() *object.ModuleDecl {
	return &object.ModuleDecl{Name: "json.tool", Doc: "Check and reformat JSON from the command line.", Source: toolSource}
}

// detectEncoding looks at the byte order mark, then at where the zero bytes of
// the first characters lie: JSON begins with ASCII.
func detectEncoding(t *thread, a []value) value {
	b, ok := t.BytesLike(a[0])
	if !ok {
		return value{}
	}
	return object.NewStr(encodingOf(b))
}

func encodingOf(b string) string {
	has := func(prefix string) bool { return len(b) >= len(prefix) && b[:len(prefix)] == prefix }
	switch {
	case has("\xff\xfe\x00\x00") || has("\x00\x00\xfe\xff"):
		return "utf-32"
	case has("\xff\xfe") || has("\xfe\xff"):
		return "utf-16"
	case has("\xef\xbb\xbf"):
		return "utf-8-sig"
	case len(b) >= 4 && b[0] == 0 && b[1] == 0:
		return "utf-32-be"
	case len(b) >= 4 && b[0] == 0:
		return "utf-16-be"
	case len(b) >= 4 && b[1] == 0 && (b[2] != 0 || b[3] != 0):
		return "utf-16-le"
	case len(b) >= 4 && b[1] == 0:
		return "utf-32-le"
	case len(b) == 2 && b[0] == 0:
		return "utf-16-be"
	case len(b) == 2 && b[1] == 0:
		return "utf-16-le"
	}
	return "utf-8"
}
