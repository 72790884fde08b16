// Package httpx is package httpx: HTTP for tasks, and blocking, over _http.
package httpx

import (
	_ "embed"

	"github.com/aio-lang/aio/vm/object"
)

var (
	//go:embed __init__.aio
	initSource string
	//go:embed client.aio
	clientSource string
	//go:embed config.aio
	configSource string
	//go:embed content.aio
	contentSource string
	//go:embed errors.aio
	errorSource string
	//go:embed models.aio
	modelSource string
	//go:embed transports.aio
	transportSource string
	//go:embed urls.aio
	urlSource string
)

// Modules declares the package and its modules.
func Modules() []*object.ModuleDecl {
	return []*object.ModuleDecl{
		{Name: "httpx", Doc: "HTTP for tasks, and blocking.", Source: initSource, IsPackage: true},
		{Name: "httpx._client", Doc: "The clients.", Source: clientSource},
		{Name: "httpx._config", Doc: "Timeouts, limits, TLS.", Source: configSource},
		{Name: "httpx._content", Doc: "How bodies are encoded.", Source: contentSource},
		{Name: "httpx._errors", Doc: "What may go wrong.", Source: errorSource},
		{Name: "httpx._models", Doc: "Headers, cookies, requests, responses.", Source: modelSource},
		{Name: "httpx._transports", Doc: "How requests are sent.", Source: transportSource},
		{Name: "httpx._urls", Doc: "URLs and their queries.", Source: urlSource},
	}
}
