// Package sys is module sys: the interpreter as a program sees it.
package sys

import (
	"github.com/aio-lang/aio/stdlib/io"
	"github.com/aio-lang/aio/vm/object"
)

// Module declares sys.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{Name: "sys", Funcs: frameFuncs(), Init: func(t *object.Thread, mod *object.Module) bool {
		mod.Set(t.M, "stdout", io.Standard(t, 1))
		mod.Set(t.M, "stderr", io.Standard(t, 2))
		mod.Set(t.M, "modules", t.M.Modules.Value())
		return true
	}}
}

// Attr is sys.name; nil when it is not bound.
func Attr(t *object.Thread, name string) object.Value {
	mod := t.M.Modules.GetStr(t.M.Intern("sys"))
	if mod.P == nil || mod.Kind() != object.KindModule {
		return object.Value{}
	}
	return (*object.Module)(mod.P).Dict.GetStr(t.M.Intern(name))
}

// Stdout is sys.stdout.
func Stdout(t *object.Thread) object.Value { return Attr(t, "stdout") }
