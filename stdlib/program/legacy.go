package program

import (
	"slices"

	"github.com/aio-lang/aio/vm/code"
)

// usesLegacyCoroutines reports whether a program names asyncio.coroutine: then
// it was written before async def, and generators are coroutines to it.
func usesLegacyCoroutines(c *code.Code) bool {
	if slices.Contains(c.Names, "coroutine") && (slices.Contains(c.Links, "asyncio") || slices.Contains(c.Names, "asyncio")) {
		return true
	}
	return slices.ContainsFunc(c.Children, usesLegacyCoroutines)
}
