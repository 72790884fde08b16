package loop

import (
	"fmt"

	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/object"
)

// timed is do in debug mode: what holds the loop for slow_callback_duration or
// longer is logged.
func (l *Loop) timed(t *vm.Thread, e entry) bool {
	start, ok := l.now(&t.Thread)
	if !ok || !l.do(t, e) {
		return false
	}
	end, ok := l.now(&t.Thread)
	if !ok {
		return false
	}
	limit, ok := seconds(&t.Thread, orNone(l.slowCallback))
	if !ok {
		return false
	}
	if end-start < limit {
		return true
	}
	text, ok := l.entryText(&t.Thread, e)
	return ok && l.state.Log(&t.Thread, "warning", fmt.Sprintf("Executing %s took %.3f seconds", text, end-start))
}

// entryText names what an entry of the queue runs: its task, else its handle.
func (l *Loop) entryText(t *object.Thread, e entry) (string, bool) {
	switch e.kind {
	case entryWake, entryStep:
		return t.Repr((*Task)(e.p).Value())
	}
	h := l.entryHandle(t, e)
	if n := object.AsNative(h.fn); n != nil && AsTask(n.Self) != nil {
		return t.Repr(n.Self)
	}
	return t.Repr(h.Value())
}
