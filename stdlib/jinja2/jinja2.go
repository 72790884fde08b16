// Package jinja2 is packages jinja2 and markupsafe: templates that are read
// into closures and run on the machine, in the language.
package jinja2

import (
	"embed"

	"github.com/aio-lang/aio/vm/object"
)

//go:embed *.aio
var files embed.FS

func source(file string) string {
	b, err := files.ReadFile(file + ".aio")
	if err != nil {
		panic(err)
	}
	return string(b)
}

// Modules declares the packages and their modules.
func Modules() []*object.ModuleDecl {
	list := []*object.ModuleDecl{
		{Name: "jinja2", Doc: "Templates.", Source: source("__init__"), IsPackage: true},
		{Name: "markupsafe", Doc: "Text that is HTML already.", Source: source("markupsafe")},
	}
	for _, m := range [][2]string{
		{"environment", "Environments and templates."},
		{"exceptions", "What can go wrong."},
		{"filters", "Filters and tests."},
		{"lexer", "From text to tokens."},
		{"loaders", "Where templates come from."},
		{"parser", "From tokens to closures."},
		{"runtime", "What a template has while it is rendered."},
	} {
		list = append(list, &object.ModuleDecl{Name: "jinja2." + m[0], Doc: m[1], Source: source(m[0])})
	}
	return list
}
