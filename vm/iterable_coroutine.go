package vm

import (
	"github.com/aio-lang/aio/vm/code"
	"github.com/aio-lang/aio/vm/object"
)

// MakeIterableCoroutine lets the generators of a generator function be awaited
// (types.coroutine), by changing the function's code. It reports whether v is
// a function for which that is so now.
func MakeIterableCoroutine(ot *object.Thread, v object.Value) bool {
	f := asFunction(v)
	if f == nil {
		return false
	}
	c := f.proto.Code
	switch {
	case c.Flags&(code.Coroutine|code.IterableCoroutine) != 0:
		return true
	case c.Flags&code.Generator == 0:
		return false
	}
	loadCode(c)
	awaitable := *c
	awaitable.Flags |= code.IterableCoroutine
	n := newFunction(thread(ot).machine.load(&awaitable, f.proto.globals), f.cells)
	f.proto, f.entry, f.consts, f.links, f.need = n.proto, n.entry, n.consts, n.links, n.need
	return true
}
