// Package warnings is module warnings. Natives warn through Thread.Warn, which
// calls it.
package warnings

import (
	_ "embed"

	"github.com/aio-lang/aio/vm/object"
)

//go:embed warnings.aio
var source string

// Module declares the module.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{
		Name: "warnings", Doc: "Issue, filter and show warnings.",
		Funcs: []object.Def{{
			Sig: "_where(level, /)",
			Doc: "(filename, lineno, globals) of the function level calls up, 1 the caller; None past the first.",
			Fn:  where,
		}},
		Source: source,
	}
}

func where(t *object.Thread, a []object.Value) object.Value {
	level, ok := t.IndexInt(a[0])
	if !ok {
		return object.Value{}
	}
	file, line, globals := t.Exec.Where(t, level)
	if globals == nil {
		return object.None
	}
	return object.TupleOf(object.NewStr(file), object.Int(int64(line)), globals.Value())
}
