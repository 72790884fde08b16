// Package pathlib is package pathlib: paths as objects. How a path is taken
// apart is in Go, the classes are in the language.
package pathlib

import (
	_ "embed"
	"strings"

	"github.com/aio-lang/aio/vm/object"
)

type (
	thread = object.Thread
	value  = object.Value
)

//go:embed local.aio
var source string

// Module declares the package.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{
		Name: "pathlib", IsPackage: true, Doc: "Paths of files as objects, with the operations on them.",
		Source: "from pathlib._local import *\nfrom pathlib._local import __all__\n",
	}
}

// Local declares pathlib._local, where the classes live.
func Local() *object.ModuleDecl {
	return &object.ModuleDecl{
		Name: "pathlib._local", Source: source,
		Funcs: []object.Def{
			{Sig: "_take_apart(path, /)", Doc: "Return the root of a path, '', '/' or '//', and the list of its other parts.", Fn: takeApart},
		},
	}
}

// takeApart leaves out empty parts and single dots.
func takeApart(t *thread, a []value) value {
	s, ok := t.StrArg("_take_apart", "", a[0])
	if !ok {
		return value{}
	}
	rest := strings.TrimLeft(s.S, "/")
	root := s.S[:len(s.S)-len(rest)]
	if len(root) > 2 {
		root = "/" // only two slashes are special
	}
	parts := []value{}
	for rest != "" {
		part, more, _ := strings.Cut(rest, "/")
		if rest = more; part != "" && part != "." {
			parts = append(parts, s.Piece(part))
		}
	}
	return object.NewPair(object.NewStr(root), object.NewList(parts))
}
