// Package futures is the package concurrent.futures: calls that run elsewhere
// and the futures that stand for them.
//
// Futures and the pool of threads are written here; what iterates over futures
// reads better in the language and stands in the .aio files.
package futures

import (
	_ "embed"

	"github.com/aio-lang/aio/vm/object"
)

type (
	thread = object.Thread
	value  = object.Value
	def    = object.Def
)

var (
	//go:embed package.aio
	packageSource string
	//go:embed base.aio
	baseSource string
	//go:embed thread.aio
	threadSource string
	//go:embed process.aio
	processSource string
)

// Modules declares concurrent, concurrent.futures, its parts and their natives.
func Modules() []*object.ModuleDecl {
	return []*object.ModuleDecl{
		{Name: "concurrent", IsPackage: true},
		{Name: "concurrent.futures", IsPackage: true, Doc: "Execute computations asynchronously using threads or processes.", Source: packageSource},
		{Name: "concurrent.futures._base", Source: baseSource},
		{Name: "concurrent.futures.thread", Doc: "Implements ThreadPoolExecutor.", Source: threadSource},
		{Name: "concurrent.futures.process", Doc: "Implements ProcessPoolExecutor.", Source: processSource},
		{
			Name: "concurrent.futures._native",
			Funcs: []def{
				{Sig: "collect(futures, kind, /)", Doc: "Begin to watch futures.", Fn: collect},
				{Sig: "close_pools()", Doc: "Let all pools run dry, and take no more calls.", Fn: closePools},
			},
			Init: func(t *thread, mod *object.Module) bool {
				for name, ty := range map[string]*object.Type{
					"Future": futureType(t), "Pool": t.M.TypeFor(&poolDecl),
					"Error": errorType(t), "CancelledError": cancelledError(t), "InvalidStateError": invalidStateError(t),
					"BrokenExecutor": t.M.TypeFor(&brokenExecutorDecl), "BrokenThreadPool": brokenThreadPool(t),
				} {
					mod.Set(t.M, name, ty.Value())
				}
				return true
			},
		},
	}
}

// The exceptions.

var (
	errorDecl = object.TypeDecl{
		Name: "concurrent.futures._base.Error", Base: object.ShapeException, Kind: object.KindException, Flags: object.TypeHasDict,
		Doc: "What all exceptions of futures derive from.",
	}
	cancelledErrorDecl = object.TypeDecl{
		Name: "concurrent.futures._base.CancelledError", Kind: object.KindException, Flags: object.TypeHasDict, Doc: "The future was cancelled.",
	}
	invalidStateErrorDecl = object.TypeDecl{
		Name: "concurrent.futures._base.InvalidStateError", Kind: object.KindException, Flags: object.TypeHasDict,
		Doc: "The operation does not fit the future's state.",
	}
	brokenExecutorDecl = object.TypeDecl{
		Name: "concurrent.futures._base.BrokenExecutor", Base: object.ShapeRuntimeError, Kind: object.KindException, Flags: object.TypeHasDict,
		Doc: "The executor cannot work any more.",
	}
	brokenThreadPoolDecl = object.TypeDecl{
		Name: "concurrent.futures.thread.BrokenThreadPool", Kind: object.KindException, Flags: object.TypeHasDict,
		Doc: "A thread of the pool could not be initialized.",
	}
)

func errorType(t *thread) *object.Type { return t.M.TypeFor(&errorDecl) }
func cancelledError(t *thread) *object.Type {
	return t.M.TypeForBase(&cancelledErrorDecl, errorType(t))
}
func invalidStateError(t *thread) *object.Type {
	return t.M.TypeForBase(&invalidStateErrorDecl, errorType(t))
}
func brokenThreadPool(t *thread) *object.Type {
	return t.M.TypeForBase(&brokenThreadPoolDecl, t.M.TypeFor(&brokenExecutorDecl))
}

// raise raises an exception of a class of ours and returns nil.
func raise(t *thread, ty *object.Type, text string) value {
	var args []value
	if text != "" {
		args = []value{object.NewStr(text)}
	}
	return t.RaiseException(object.NewExceptionOf(ty, args))
}
