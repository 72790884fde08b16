package builtins

import (
	"github.com/aio-lang/aio/stdlib/io"
	"github.com/aio-lang/aio/stdlib/sys"
	"github.com/aio-lang/aio/vm/object"
)

// What CPython's site module adds for people at a prompt: exit, quit,
// copyright, credits, license and help.

// quitter is exit or quit.
type quitter struct{ name string }

const endOfFile = "Ctrl-D (i.e. EOF)"

func quitterOf(v object.Value) *quitter { q, _ := object.Payload[*quitter](v); return q }

var quitterDecl = object.TypeDecl{
	Name: "_sitebuiltins.Quitter", Kind: object.KindOpaque, Flags: object.TypeNoNew,
	Methods: []object.Def{
		{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return object.NewStr("Use " + quitterOf(a[0]).name + "() or " + endOfFile + " to exit")
		}},
		{Sig: "__call__(self, code=None)", Doc: "End the program with that exit status.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			// at a prompt the question may be whether to leave at all
			if in := sys.Attr(t, "stdin"); io.ConsoleOf(t.M) == nil && in.P != nil && !in.IsNone() && t.CallMethod(in, object.Names().Close).P == nil {
				t.Clear()
			}
			e := object.NewException(object.ShapeSystemExit, a[1])
			e.SetField(object.FieldCode, a[1])
			return t.RaiseException(e)
		}},
	},
	GetSets: []object.GetSetDef{
		{Name: "name", Get: func(t *object.Thread, v object.Value) object.Value { return object.NewStr(quitterOf(v).name) }},
		{Name: "eof", Get: func(t *object.Thread, v object.Value) object.Value { return object.NewStr(endOfFile) }},
	},
}

// notice is copyright, credits or license: a text shown by repr and by calling.
type notice struct{ brief, text string }

func noticeOf(v object.Value) *notice { n, _ := object.Payload[*notice](v); return n }

var noticeDecl = object.TypeDecl{
	Name: "_sitebuiltins._Printer", Kind: object.KindOpaque, Flags: object.TypeNoNew,
	Methods: []object.Def{
		{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return object.NewStr(noticeOf(a[0]).brief)
		}},
		{Sig: "__call__(self)", Doc: "Print the text.", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return noneIf(say(t, noticeOf(a[0]).text))
		}},
	},
}

var helperDecl = object.TypeDecl{
	Name: "_sitebuiltins._Helper", Kind: object.KindOpaque, Flags: object.TypeNoNew,
	Methods: []object.Def{
		{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: func(t *object.Thread, a []object.Value) object.Value {
			return object.NewStr("Type help() for interactive help, or help(object) for help about object.")
		}},
		{Sig: "__call__(self, object=<...>, /)", Doc: "Print what an object says of itself.", Fn: help},
	},
}

const (
	copyrightText = "Copyright (c) the aio authors."
	creditsText   = "Thanks to the people of Python, whose language this is; see https://www.python.org/ for theirs."
	licenseText   = "aio is distributed under the MIT license; see the file LICENSE of its sources."
)

func bindSite(t *object.Thread, mod *object.Module) bool {
	quit := t.M.TypeFor(&quitterDecl)
	for _, name := range []string{"exit", "quit"} {
		mod.Set(t.M, name, object.NewOpaque(quit, &quitter{name}))
	}
	n := t.M.TypeFor(&noticeDecl)
	mod.Set(t.M, "copyright", object.NewOpaque(n, &notice{copyrightText, copyrightText}))
	mod.Set(t.M, "credits", object.NewOpaque(n, &notice{creditsText, creditsText}))
	mod.Set(t.M, "license", object.NewOpaque(n, &notice{"Type license() to see the full license text", licenseText}))
	mod.Set(t.M, "help", object.NewOpaque(t.M.TypeFor(&helperDecl), nil))
	return true
}

// say prints a line to sys.stdout.
func say(t *object.Thread, text string) bool {
	w := io.WriterTo(t, sys.Stdout(t))
	return w.Write(t, text+"\n")
}
