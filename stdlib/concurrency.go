package stdlib

import (
	"github.com/aio-lang/aio/stdlib/asyncio"
	"github.com/aio-lang/aio/stdlib/contextvars"
	"github.com/aio-lang/aio/vm/object"
)

// concurrency declares the modules of tasks, threads and processes.
func concurrency() []*object.ModuleDecl {
	return append(asyncio.Modules(), contextvars.Module())
}
