// Package werkzeug is package werkzeug: requests, responses and routes of WSGI
// applications and a development server, in the language.
package werkzeug

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
	list := []*object.ModuleDecl{
		{Name: "werkzeug", Doc: "A toolkit for WSGI applications.", Source: "from .serving import run_simple\nfrom .wrappers import Request, Response\n", IsPackage: true},
	}
	for _, m := range [][2]string{
		{"datastructures", "Mappings of requests."},
		{"exceptions", "Exceptions that are responses."},
		{"local", "Names that mean another object in each context."},
		{"routing", "From paths to endpoints, and back."},
		{"security", "Passwords."},
		{"serving", "The development server."},
		{"utils", "Small things that applications use."},
		{"wrappers", "Requests and responses."},
	} {
		list = append(list, &object.ModuleDecl{Name: "werkzeug." + m[0], Doc: m[1], Source: source(m[0])})
	}
	return list
}
