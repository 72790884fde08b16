// Package signal is module signal: it brings the system's signals to the main
// thread, where handlers of the script run between two instructions.
//
//	system ─ os/signal ─▶ watch goroutine ─ tripped bits, Interrupt ─▶ main thread ─▶ handler
package signal

import (
	"math/bits"
	"os"
	ossignal "os/signal"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/loop"
	"github.com/aio-lang/aio/vm/object"
)

// numSignals is one more than the largest signal number.
const numSignals = 65

// Dispositions that are no handlers of the script.
const (
	sigDefault = 0
	sigIgnore  = 1
)

// state is a machine's view of the process's signals.
type state struct {
	main *vm.Thread
	// handlers are Values: a callable, or the int SIG_DFL or SIG_IGN; nil
	// means that the process began with a handler that is not the script's.
	// The holder of the baton uses them.
	handlers [numSignals]object.Value
	arrived  chan os.Signal
	// listen begins to listen, once; see listenAfter.
	listen func()
	// tripped has the bits of signals whose handler has yet to run.
	tripped atomic.Uint64
	// wakeup is the descriptor of set_wakeup_fd, or -1.
	wakeup     atomic.Int64
	warnOnFull bool
	// End ends the process at once: a second Ctrl-C while the first one's
	// handler has not had a chance to run.
	end func()

	timer itimer
	// quit answers SIGQUIT where the script has no handler; nil: nothing does.
	quit func(*vm.Thread)
	// runners is the handler of SIGINT that asyncio.Runner has set, or nil.
	runners object.Value
	// interrupt takes the place of default_int_handler; nil: nothing does.
	interrupt func(*vm.Thread) bool
}

type stateKey struct{}

func stateOf(m *object.Machine) *state {
	return m.State(stateKey{}, func() any {
		s := &state{}
		s.wakeup.Store(-1)
		return s
	}).(*state)
}

// Start makes t the thread that handlers run on, and Ctrl-C raise
// KeyboardInterrupt there. end is called, on any goroutine, when Ctrl-C comes
// again before the program has taken notice of the first.
func Start(t *vm.Thread, end func()) {
	s := stateOf(t.M)
	s.main, s.end = t, end
	for sig := range s.handlers {
		s.handlers[sig] = object.Int(sigDefault)
	}
	s.handlers[syscall.SIGPIPE] = object.Int(sigIgnore)
	s.arrived = make(chan os.Signal, 64)
	ignored := ossignal.Ignored(syscall.SIGINT)
	if ignored {
		s.handlers[syscall.SIGINT] = object.Int(sigIgnore)
	} else {
		s.handlers[syscall.SIGINT] = defaultHandler(t.M)
	}
	s.listen = sync.OnceFunc(func() {
		if !ignored {
			ossignal.Notify(s.arrived, syscall.SIGINT)
		}
		if s.quit != nil && !ossignal.Ignored(syscall.SIGQUIT) {
			ossignal.Notify(s.arrived, syscall.SIGQUIT)
		}
		go s.watch()
	})
	loop.StateOf(&t.Thread).AddOutside(s.mayWake)
	time.AfterFunc(listenAfter, s.listen)
}

// listenAfter is when a program begins to listen for Ctrl-C, unless it asks
// for signals before: until then Ctrl-C ends it as it ends any process. That
// spares short programs the threads that Go listens with, a tenth of the time
// that an empty one takes.
const listenAfter = time.Millisecond

// mayWake reports whether a signal may run something of the script's: Ctrl-C
// is not counted that only ends the program.
func (s *state) mayWake(t *object.Thread) bool {
	if s.wakeup.Load() >= 0 || s.timer.armed() {
		return true
	}
	ours := defaultHandler(t.M)
	for _, h := range s.handlers {
		if h.P != nil && !h.IsInt() && h != ours && h != s.runners {
			return true
		}
	}
	return false
}

// OnInterrupt has f called for Ctrl-C, on the main thread, unless the script
// has a handler of its own; false with an exception pending stops what runs.
func OnInterrupt(t *vm.Thread, f func(*vm.Thread) bool) {
	s := stateOf(t.M)
	s.start()
	s.interrupt = f
}

// start begins to listen if that has yet to be done; a machine that is not a
// program's never does.
func (s *state) start() {
	if s.listen != nil {
		s.listen()
	}
}

// OnQuit has f called for SIGQUIT, on the main thread, unless the script has set
// what SIGQUIT does. It is called before Start.
func OnQuit(t *vm.Thread, f func(*vm.Thread)) { stateOf(t.M).quit = f }

// Handles reports whether the script has a handler for sig. The baton is held.
func Handles(t *vm.Thread, sig syscall.Signal) bool {
	h := stateOf(t.M).handlers[sig]
	return h.P != nil && !h.IsInt() && h != defaultHandler(t.M)
}

// watch passes signals on as they come.
func (s *state) watch() {
	for sig := range s.arrived {
		s.trip(sig.(syscall.Signal))
	}
}

// trip notes a signal and asks the main thread to look. Any goroutine.
func (s *state) trip(sig syscall.Signal) {
	bit := uint64(1) << (uint(sig) - 1)
	if old := s.tripped.Or(bit); old&bit != 0 {
		if sig == syscall.SIGINT && s.end != nil {
			s.end()
		}
		return
	}
	if fd := s.wakeup.Load(); fd >= 0 {
		syscall.Write(int(fd), []byte{byte(sig)})
	}
	s.main.Interrupt(func(t *vm.Thread) bool { return s.run(t) })
}

// run calls the handlers of what has arrived, in the order of the signals'
// numbers; false when one raised.
func (s *state) run(t *vm.Thread) bool {
	for {
		set := s.tripped.Load()
		if set == 0 {
			return true
		}
		n := bits.TrailingZeros64(set)
		s.tripped.And(^(uint64(1) << n))
		sig := n + 1
		h := s.handlers[sig]
		if syscall.Signal(sig) == syscall.SIGQUIT && s.quit != nil && h.IsInt() {
			s.quit(t)
		}
		if h.P == nil || h.IsInt() {
			continue
		}
		frame := t.FrameObject(0)
		if frame.P == nil {
			frame = object.None
		}
		ok := false
		if s.interrupt != nil && h == defaultHandler(t.M) {
			ok = s.interrupt(t)
		} else {
			ok = t.Call(h, object.Int(int64(sig)), frame).P != nil
		}
		if !ok {
			if s.tripped.Load() != 0 { // the rest at the next opportunity
				t.Interrupt(func(t *vm.Thread) bool { return s.run(t) })
			}
			return false
		}
	}
}

type defaultKey struct{}

// defaultHandler is the machine's signal.default_int_handler.
func defaultHandler(m *object.Machine) object.Value {
	return m.State(defaultKey{}, func() any { return object.NewFunction(&defaultIntHandler, m.Intern("_signal")) }).(*object.Native).Value()
}

var defaultIntHandler = object.Def{
	Sig: "default_int_handler(signalnum, frame, /)", Doc: "The default handler for SIGINT installed by Python. It raises KeyboardInterrupt.",
	Fn: func(t *object.Thread, a []object.Value) object.Value {
		return t.Raise(object.ShapeKeyboardInterrupt, "")
	},
}
