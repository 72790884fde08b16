package vm

import "github.com/aio-lang/aio/vm/code"

// RunningCode is the code of the innermost frame of the script, nil when none
// runs.
func (t *Thread) RunningCode() *code.Code {
	var c *code.Code
	t.eachFrame(func(at position) bool {
		c = at.fn.proto.Code
		return false
	})
	return c
}

// Place is where a frame stands: an instruction of its code.
type Place struct {
	Code *code.Code
	PC   uint32
}

// Stack appends the places of the thread's frames to dst, innermost first. The
// coroutines that wait for the running one are among them, then the code that
// runs the event loop. The caller has the baton.
func (t *Thread) Stack(dst []Place) []Place {
	t.eachFrame(func(at position) bool {
		p := at.fn.proto
		dst = append(dst, Place{p.Code, uint32(max(p.site(at.ip), 0))})
		return true
	})
	return dst
}

// InterruptRunning interrupts the thread that has the baton, t where that is
// not known, as Interrupt does; false when nobody has it. Any goroutine may
// call it.
func (m *Machine) InterruptRunning(t *Thread, f func(*Thread) bool) bool {
	if len(m.baton.token) == 0 {
		return false
	}
	if h := m.baton.holder.Load(); h != nil {
		t = h
	}
	t.Interrupt(f)
	return true
}
