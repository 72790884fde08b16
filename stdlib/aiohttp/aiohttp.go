// Package aiohttp is package aiohttp's client, over _http, and the packages
// whose types it shows: multidict and yarl.
package aiohttp

import (
	_ "embed"

	"github.com/aio-lang/aio/vm/object"
)

var (
	//go:embed __init__.aio
	initSource string
	//go:embed client.aio
	clientSource string
	//go:embed connector.aio
	connectorSource string
	//go:embed errors.aio
	errorSource string
	//go:embed form.aio
	formSource string
	//go:embed helpers.aio
	helperSource string
	//go:embed multidict.aio
	multidictSource string
	//go:embed response.aio
	responseSource string
	//go:embed streams.aio
	streamSource string
	//go:embed websocket.aio
	websocketSource string
	//go:embed yarl.aio
	yarlSource string
)

// Modules declares the packages and their modules.
func Modules() []*object.ModuleDecl {
	return []*object.ModuleDecl{
		{Name: "aiohttp", Doc: "HTTP for tasks.", Source: initSource, IsPackage: true},
		{Name: "aiohttp.client", Doc: "Sessions.", Source: clientSource},
		{Name: "aiohttp.connector", Doc: "Where connections come from.", Source: connectorSource},
		{Name: "aiohttp.client_exceptions", Doc: "What may go wrong.", Source: errorSource},
		{Name: "aiohttp.formdata", Doc: "Forms.", Source: formSource},
		{Name: "aiohttp.helpers", Doc: "What the other modules share.", Source: helperSource},
		{Name: "aiohttp.client_reqrep", Doc: "Responses.", Source: responseSource},
		{Name: "aiohttp.streams", Doc: "Bodies that are read bit by bit.", Source: streamSource},
		{Name: "aiohttp.client_ws", Doc: "WebSockets.", Source: websocketSource},
		{Name: "multidict", Doc: "Dicts with several values of a key.", Source: multidictSource, IsPackage: true},
		{Name: "yarl", Doc: "URLs.", Source: yarlSource, IsPackage: true},
	}
}
