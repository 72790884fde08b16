// Package string is module string: constants, Formatter and Template. The
// natives take format strings apart; the rest is written in string.aio.
package string

import (
	_ "embed"

	"github.com/aio-lang/aio/vm/object"
)

//go:embed string.aio
var source string

// Module declares the module.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{
		Name: "string",
		Doc:  "String constants, and classes for formatting and templates.",
		Funcs: []object.Def{
			{Sig: "_formatter_parser(string, /)", Doc: "Iterate over the pieces of a format string.", Fn: formatterParser},
			{Sig: "_formatter_field_name_split(string, /)", Doc: "Split a field name into its first part and an iterator over the others.", Fn: fieldNameSplit},
		},
		Types:  []*object.TypeDecl{&parserDecl, &partsDecl},
		Source: source,
	}
}

const iteratorFlags = object.TypeNoSubclass | object.TypeNoNew

var (
	parserDecl = object.TypeDecl{Name: "_string._formatteriterator", Kind: object.KindOpaque, Flags: iteratorFlags, Next: nextPiece}
	partsDecl  = object.TypeDecl{Name: "_string._fieldnameiterator", Kind: object.KindOpaque, Flags: iteratorFlags, Next: nextPart}
)

// textArg takes the string that is taken apart.
func textArg(t *object.Thread, v object.Value) (string, bool) {
	if s := object.AsStr(v); s != nil {
		return s.S, true
	}
	t.TypeErrorf("expected str, got %s", t.TypeName(v))
	return "", false
}

func formatterParser(t *object.Thread, a []object.Value) object.Value {
	s, ok := textArg(t, a[0])
	if !ok {
		return object.Value{}
	}
	return object.NewOpaque(t.M.TypeFor(&parserDecl), object.NewFormatParser(s))
}

// nextPiece returns (literal, field name, format spec, conversion), the last
// three None where no field follows.
func nextPiece(t *object.Thread, v object.Value) object.Value {
	p, _ := object.Payload[*object.FormatParser](v)
	f, more, message := p.Next()
	switch {
	case message != "":
		return t.ValueErrorf("%s", message)
	case !more:
		return object.Value{}
	case !f.Present:
		return object.TupleOf(object.NewStr(f.Literal), object.None, object.None, object.None)
	}
	conversion := object.None
	if f.Conversion != 0 {
		conversion = object.NewChar(f.Conversion)
	}
	return object.TupleOf(object.NewStr(f.Literal), object.NewStr(f.Name), object.NewStr(f.Spec), conversion)
}

// fieldParts iterates over what follows the first part of a field name.
type fieldParts struct{ rest string }

func fieldNameSplit(t *object.Thread, a []object.Value) object.Value {
	s, ok := textArg(t, a[0])
	if !ok {
		return object.Value{}
	}
	first, index, rest, message := object.SplitFieldName(s)
	if message != "" {
		return t.ValueErrorf("%s", message)
	}
	return object.TupleOf(nameOrIndex(first, index), object.NewOpaque(t.M.TypeFor(&partsDecl), &fieldParts{rest}))
}

func nameOrIndex(name string, index int) object.Value {
	if index >= 0 {
		return object.Int(int64(index))
	}
	return object.NewStr(name)
}

// nextPart returns (is attribute, name or index).
func nextPart(t *object.Thread, v object.Value) object.Value {
	p, _ := object.Payload[*fieldParts](v)
	if p.rest == "" {
		return object.Value{}
	}
	part, rest, message := object.NextFieldPart(p.rest)
	if message != "" {
		return t.ValueErrorf("%s", message)
	}
	p.rest = rest
	return object.TupleOf(object.Bool(part.IsAttr), nameOrIndex(part.Name, part.Index))
}
