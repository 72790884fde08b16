// Package flask is package flask: applications of views by path, on werkzeug
// and jinja2, in the language.
package flask

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

// Modules declares the package and its modules.
func Modules() []*object.ModuleDecl {
	list := []*object.ModuleDecl{{Name: "flask", Doc: "Applications of views by path.", Source: source("__init__"), IsPackage: true}}
	for _, m := range [][2]string{
		{"_signing", "Signed text."},
		{"app", "The application."},
		{"blueprints", "Parts of applications."},
		{"config", "The settings of an application."},
		{"globals", "What belongs to the request."},
		{"helpers", "Functions that views use."},
		{"json", "JSON of applications."},
		{"scaffold", "What applications and blueprints have in common."},
		{"sessions", "The session."},
		{"templating", "Templates of applications."},
		{"testing", "A client without a network."},
		{"views", "Views as classes."},
		{"wrappers", "Requests and responses."},
	} {
		list = append(list, &object.ModuleDecl{Name: "flask." + m[0], Doc: m[1], Source: source(m[0])})
	}
	return list
}
