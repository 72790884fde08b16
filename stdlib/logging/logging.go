// Package logging is the logging package. It is in the language; what few
// records need (files, threads, tracebacks) is imported when they need it.
package logging

import (
	_ "embed"

	"github.com/aio-lang/aio/vm/object"
)

//go:embed logging.aio
var source string

//go:embed handlers.aio
var handlerSource string

//go:embed config.aio
var configSource string

// Modules declares logging, logging.handlers and logging.config.
func Modules() []*object.ModuleDecl {
	return []*object.ModuleDecl{
		{Name: "logging", IsPackage: true, Doc: "Logging package: loggers by dotted names, handlers, formatters and filters.", Source: source},
		{Name: "logging.handlers", Doc: "Additional handlers: rotating files, sockets, queues, memory.", Source: handlerSource},
		{Name: "logging.config", Doc: "Configuration of logging from dicts and files.", Source: configSource},
	}
}
