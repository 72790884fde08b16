package stdlib

import (
	"github.com/aio-lang/aio/stdlib/asyncio"
	"github.com/aio-lang/aio/stdlib/contextvars"
	"github.com/aio-lang/aio/stdlib/futures"
	"github.com/aio-lang/aio/stdlib/queue"
	"github.com/aio-lang/aio/stdlib/socket"
	"github.com/aio-lang/aio/stdlib/ssl"
	"github.com/aio-lang/aio/stdlib/threading"
	"github.com/aio-lang/aio/vm/object"
)

// concurrency declares the modules of tasks, threads and processes.
func concurrency() []*object.ModuleDecl {
	list := append(asyncio.Modules(), threading.Modules()...)
	list = append(list, futures.Modules()...)
	list = append(list, socket.Modules()...)
	list = append(list, ssl.Modules()...)
	return append(list, contextvars.Module(), queue.Module())
}
