package program

import (
	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/object"
)

// Session is a program that goes on at a prompt: its machine, the thread that
// runs it, and __main__. The prompt's function has the baton.
type Session struct {
	Thread *vm.Thread
	Main   *object.Module
	// Optimize is Options.Optimize.
	Optimize int

	p *program
}

func (p *program) prompt() int {
	if p.main == nil {
		p.newMain()
	}
	return p.opts.Prompt(&Session{Thread: p.t, Main: p.main, Optimize: p.opts.Optimize, p: p})
}

// NewMain begins __main__ anew.
func (s *Session) NewMain() {
	s.Main = s.p.newMain()
}

// Show reports the pending exception by sys.excepthook. exit: it was a
// SystemExit, or the hook raised one, and status is what that asks for.
func (s *Session) Show() (status int, exit bool) {
	t := &s.Thread.Thread
	e := object.AsException(t.Clear())
	isExit := func(v object.Value) bool { return t.M.TypeOf(v).IsSubtypeOf(t.M.Type(object.ShapeSystemExit)) }
	if isExit(e.Value()) {
		return s.p.exitCode(e), true
	}
	s.p.callExceptHook(e)
	if t.Exc.P != nil {
		return s.p.exitCode(object.AsException(t.Clear())), true
	}
	return 0, false
}

// Flush writes out what the program has printed; a stream that fails to is
// left alone.
func (s *Session) Flush() {
	saved := s.Thread.Clear()
	s.p.flushStandard()
	s.Thread.Exc = saved
}
