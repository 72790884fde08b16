// Package requests is package requests: blocking HTTP over _http.
package requests

import (
	_ "embed"

	"github.com/aio-lang/aio/vm/object"
)

var (
	//go:embed __init__.aio
	initSource string
	//go:embed adapters.aio
	adapterSource string
	//go:embed auth.aio
	authSource string
	//go:embed codes.aio
	codesSource string
	//go:embed cookies.aio
	cookieSource string
	//go:embed exceptions.aio
	exceptionSource string
	//go:embed models.aio
	modelSource string
	//go:embed sessions.aio
	sessionSource string
	//go:embed structures.aio
	structureSource string
	//go:embed urllib3.aio
	urllib3Source string
	//go:embed urllib3_exceptions.aio
	urllib3ExceptionSource string
	//go:embed utils.aio
	utilSource string
)

// Modules declares the package and its modules.
func Modules() []*object.ModuleDecl {
	return []*object.ModuleDecl{
		{Name: "requests", Doc: "HTTP for people.", Source: initSource, IsPackage: true},
		{Name: "requests.adapters", Doc: "How a request is sent.", Source: adapterSource},
		{Name: "requests.auth", Doc: "Who the client is.", Source: authSource},
		{Name: "requests.cookies", Doc: "Cookies of sessions and responses.", Source: cookieSource},
		{Name: "requests.exceptions", Doc: "What may go wrong.", Source: exceptionSource},
		{Name: "requests.models", Doc: "Requests and responses.", Source: modelSource},
		{Name: "requests.sessions", Doc: "What several requests have in common.", Source: sessionSource},
		{Name: "requests.status_codes", Doc: "Status codes by name.", Source: codesSource},
		{Name: "requests.structures", Doc: "Dicts without case.", Source: structureSource},
		{Name: "requests.utils", Doc: "What the other modules share.", Source: utilSource},
		{Name: "urllib3", Doc: "What is below requests.", Source: urllib3Source, IsPackage: true},
		{Name: "urllib3.exceptions", Doc: "What goes wrong below requests.", Source: urllib3ExceptionSource},
	}
}
