// Package futures is the package concurrent.futures.
package futures

import (
	_ "embed"

	"github.com/aio-lang/aio/vm/object"
)

//go:embed base.aio
var baseSource string

//go:embed thread.aio
var threadSource string

//go:embed process.aio
var processSource string

// Modules declares concurrent, concurrent.futures and its parts.
func Modules() []*object.ModuleDecl {
	return []*object.ModuleDecl{
		{Name: "concurrent", IsPackage: true},
		{Name: "concurrent.futures", IsPackage: true, Doc: "Execute computations asynchronously using threads or processes.", Source: packageSource},
		{Name: "concurrent.futures._base", Source: baseSource},
		{Name: "concurrent.futures.thread", Doc: "Implements ThreadPoolExecutor.", Source: threadSource},
		{Name: "concurrent.futures.process", Doc: "Implements ProcessPoolExecutor.", Source: processSource},
	}
}

// packageSource imports the executors when they are first asked for.
const packageSource = `
from ._base import (FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED, CancelledError, TimeoutError,
                    InvalidStateError, BrokenExecutor, Future, Executor, wait, as_completed)

__all__ = ('FIRST_COMPLETED', 'FIRST_EXCEPTION', 'ALL_COMPLETED', 'CancelledError', 'TimeoutError',
           'InvalidStateError', 'BrokenExecutor', 'Future', 'Executor', 'wait', 'as_completed',
           'ProcessPoolExecutor', 'ThreadPoolExecutor')


def __dir__():
    return __all__ + ('__author__', '__doc__')


def __getattr__(name):
    global ProcessPoolExecutor, ThreadPoolExecutor
    if name == 'ProcessPoolExecutor':
        from .process import ProcessPoolExecutor
        return ProcessPoolExecutor
    if name == 'ThreadPoolExecutor':
        from .thread import ThreadPoolExecutor
        return ThreadPoolExecutor
    raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
`
