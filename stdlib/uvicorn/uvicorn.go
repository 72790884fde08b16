// Package uvicorn is package uvicorn: an ASGI server on the native core of
// package httpserver. The core reads and writes HTTP; here are the
// configuration, the logs, the lifespan, signals and the command line.
package uvicorn

import (
	_ "embed"

	"github.com/aio-lang/aio/vm/object"
)

var (
	//go:embed __init__.aio
	initSource string
	//go:embed __main__.aio
	mainSource string
	//go:embed config.aio
	configSource string
	//go:embed lifespan.aio
	lifespanSource string
	//go:embed logging.aio
	loggingSource string
	//go:embed reload.aio
	reloadSource string
	//go:embed server.aio
	serverSource string
	//go:embed wsgi.aio
	wsgiSource string
)

// Modules declares the package and its modules.
func Modules() []*object.ModuleDecl {
	return []*object.ModuleDecl{
		{Name: "uvicorn", Doc: "An ASGI web server.", Source: initSource, IsPackage: true},
		{Name: "uvicorn.__main__", Doc: "The command line.", Source: mainSource},
		{Name: "uvicorn.config", Doc: "What a server is told.", Source: configSource},
		{Name: "uvicorn.lifespan", Doc: "Startup and shutdown of applications.", Source: lifespanSource},
		{Name: "uvicorn.logging", Doc: "The formatters of the server's logs.", Source: loggingSource},
		{Name: "uvicorn._reload", Doc: "Starting a server again when its files change.", Source: reloadSource},
		{Name: "uvicorn.server", Doc: "The server.", Source: serverSource},
		{Name: "uvicorn._wsgi", Doc: "WSGI applications on an ASGI server.", Source: wsgiSource},
	}
}
