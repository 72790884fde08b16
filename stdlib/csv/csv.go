// Package csv is module csv: reader, writer and the checks of dialects in Go,
// the classes of dialects, DictReader, DictWriter and Sniffer in the language.
package csv

import (
	_ "embed"

	"github.com/aio-lang/aio/vm/object"
)

type (
	thread = object.Thread
	value  = object.Value
	def    = object.Def
)

//go:embed csv.aio
var source string

// Module declares csv.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{Name: "csv", Doc: "Read and write tables as text with separated values.", Source: source}
}

// Native declares _csv.
func Native() *object.ModuleDecl {
	return &object.ModuleDecl{
		Name: "_csv", Doc: "The reader, the writer and the dialects of csv.",
		Funcs: []def{
			{Sig: "reader(iterable, /, *args, **kwargs)", Doc: "Iterate over the rows that lines of text hold.", Fn: newReader},
			{Sig: "writer(file, /, *args, **kwargs)", Doc: "Write rows to a file as lines of text.", Fn: newWriter},
			{Sig: "list_dialects()", Doc: "Return the names of the registered dialects.", Fn: listDialects},
			{Sig: "register_dialect(name, /, *args, **kwargs)", Doc: "Give a name to a dialect.", Fn: registerDialect},
			{Sig: "unregister_dialect(name)", Doc: "Forget the dialect of that name.", Fn: unregisterDialect},
			{Sig: "get_dialect(name)", Doc: "Return the dialect of that name.", Fn: getDialect},
			{Sig: "field_size_limit(new_limit=<>, /)", Doc: "Return how long a field may be, and set it.", Fn: fieldSizeLimit},
		},
		Types: []*object.TypeDecl{&dialectDecl},
		Attrs: []object.Attr{
			{Name: "QUOTE_MINIMAL", Value: object.Int(quoteMinimal)}, {Name: "QUOTE_ALL", Value: object.Int(quoteAll)},
			{Name: "QUOTE_NONNUMERIC", Value: object.Int(quoteNonnumeric)}, {Name: "QUOTE_NONE", Value: object.Int(quoteNone)},
			{Name: "QUOTE_STRINGS", Value: object.Int(quoteStrings)}, {Name: "QUOTE_NOTNULL", Value: object.Int(quoteNotNull)},
		},
		Source: "class Error(Exception):\n    \"\"\"Raised for text that is no table, and for what cannot be written.\"\"\"\n\n    __module__ = '_csv'\n",
	}
}

// state is what a machine knows of csv.
type state struct {
	dialects *object.Dict
	limit    int
}

func stateOf(t *thread) *state {
	return t.M.State((*state)(nil), func() any { return &state{object.NewDict(), 128 << 10} }).(*state)
}

// fail raises csv.Error.
func fail(t *thread, message string) value {
	mod := t.Exec.Import(t, "_csv")
	if mod.P == nil {
		return mod
	}
	class := t.GetAttr(mod, t.M.Intern("Error"))
	if class.P == nil {
		return class
	}
	e := t.Call(class, object.NewStr(message))
	if exc := object.AsException(e); e.P != nil && exc != nil {
		return t.RaiseException(exc)
	}
	return value{}
}

func listDialects(t *thread, a []value) value {
	names := []value{}
	stateOf(t).dialects.Each(func(k, _ value) bool {
		names = append(names, k)
		return true
	})
	return object.NewList(names)
}

func registerDialect(t *thread, a []value) value {
	if !a[0].IsStr() {
		return t.TypeErrorf("dialect name must be a string")
	}
	d := dialectFrom(t, a[1], a[2])
	if d == nil || !stateOf(t).dialects.Set(t, a[0], object.FromHeader(&d.Header)) {
		return value{}
	}
	return object.None
}

func unregisterDialect(t *thread, a []value) value {
	old, ok := stateOf(t).dialects.Del(t, a[0])
	switch {
	case !ok:
		return value{}
	case old.P == nil:
		return fail(t, "unknown dialect")
	}
	return object.None
}

func getDialect(t *thread, a []value) value {
	v := stateOf(t).dialects.Get(t, a[0])
	if v.P == nil && t.Exc.P == nil {
		return fail(t, "unknown dialect")
	}
	return v
}

func fieldSizeLimit(t *thread, a []value) value {
	s := stateOf(t)
	old := s.limit
	if a[0].P != nil {
		if !object.IsIntLike(a[0]) {
			return t.TypeErrorf("limit must be an integer")
		}
		n, ok := t.SizeArg(a[0])
		if !ok {
			return value{}
		}
		s.limit = n
	}
	return object.Int(int64(old))
}
