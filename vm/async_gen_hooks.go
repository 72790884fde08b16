package vm

import "github.com/aio-lang/aio/vm/object"

// AsyncGenHooks are sys.set_asyncgen_hooks' functions; nil Values for none.
type AsyncGenHooks struct{ FirstIter, Finalizer object.Value }

// announceAsyncGen tells the hook of an async generator's first step, so that
// the loop can close it at its end.
func (m *Machine) announceAsyncGen(t *Thread, g *Generator) bool {
	if g.hooked {
		return true
	}
	g.hooked = true
	if h := m.AsyncGenHooks.FirstIter; h.P != nil && !h.IsNone() {
		return t.Call(h, g.value()).P != nil
	}
	return true
}
