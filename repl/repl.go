// Package repl is the prompt: a line editor in front of a machine whose event
// loop never stops.
//
//	terminal ⇄ editor, screen ── front ──inputs──▶ engine ── machine and loop
//	               ▲               ◀──outcomes──     │
//	               └────────── output ───────────────┘
//
// Two goroutines: the engine's owns the machine and runs the loop for ever, and
// what is entered as callbacks of it; the front's sits in the line editor. So
// tasks run while the user types. What they print goes to the screen, which
// draws the prompt anew below it.
package repl

import (
	"fmt"
	"os"
	"runtime/debug"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/aio-lang/aio/stdlib/io"
	"github.com/aio-lang/aio/stdlib/program"
	"github.com/aio-lang/aio/stdlib/signal"
	"github.com/aio-lang/aio/stdlib/sys"
	"github.com/aio-lang/aio/vm"
)

// signalWait is how long a signal may wait for the machine to say whether the
// program handles it.
const signalWait = 200 * time.Millisecond

// Run opens a prompt on a new machine, after the program that opts name, and
// returns the exit status. It takes over the process and its terminal.
func Run(m *vm.Machine, opts program.Options) int {
	interactive := io.IsTerminal(0) && io.IsTerminal(1)
	if term := os.Getenv("TERM"); !interactive || term == "" || term == "dumb" {
		return runPlain(m, opts, interactive)
	}
	return runTerminal(m, opts)
}

// banner is shown before the first prompt.
func banner() string {
	return fmt.Sprintf("aio %s (Python 3.13) on %s\nawait works here, and tasks run while you type.\nx? explains x, :help lists commands, Ctrl-D leaves.\n>>> import asyncio\n",
		sys.Release, sys.Platform)
}

// runPlain is Run for terminals that can do nothing, and other inputs.
func runPlain(m *vm.Machine, opts program.Options, prompts bool) int {
	out := func(text string) { os.Stdout.WriteString(text) }
	e := newEngine(out)
	r := &plainReader{in: os.Stdin, out: out, silent: !prompts}
	f := newFront(e, &history{})
	f.r = r
	e.idle = r.interrupt
	if prompts && opts.Kind == program.Prompt {
		out(banner())
	}
	opts.Prompt = e.serve
	go f.run()
	status := program.Run(m, opts)
	close(f.over)
	return status
}

// runTerminal is Run on a terminal.
func runTerminal(m *vm.Machine, opts program.Options) int {
	t, err := openTTY()
	if err != nil {
		return runPlain(m, opts, true)
	}
	defer t.restore()
	r := &repl{
		m: m, hist: openHistory(historyFile()), colour: os.Getenv("NO_COLOR") == "",
		term:    terminal{in: os.Stdin, out: os.Stdout, size: t.size, raw: t.raw, cooked: t.cooked, onResize: t.onResize},
		shows:   io.IsTerminal,
		suspend: t.suspend,
		release: func() { t.restore() },
	}
	r.assemble()
	opts.End = impatient(r.screen, t)
	t.onEnd(func(sig syscall.Signal) bool { return !r.e.handles(sig) })
	return r.run(opts)
}

// repl is a session on a terminal, put together.
type repl struct {
	m      *vm.Machine
	hist   *history
	colour bool
	term   terminal
	// shows reports whether a descriptor is on the terminal.
	shows func(fd int) bool
	// suspend stops the process until it is continued, then calls redraw;
	// release gives the terminal back.
	suspend func(redraw func())
	release func()

	screen *screen
	e      *engine
	f      *front
	ed     *editor
}

func (r *repl) assemble() {
	var palette []string
	if r.colour {
		palette = colours()
	}
	r.screen = newScreen(r.term.out, r.term.size, palette)
	r.e = newEngine(func(text string) { r.screen.Write([]byte(text)) })
	r.f = newFront(r.e, r.hist)
	r.f.colour = r.colour
	io.SetConsole(r.m.H, &io.Console{Shows: r.shows, Write: r.screen.Write, ReadLine: r.f.readLine, Release: r.release})
}

// run runs the session to its end.
func (r *repl) run(opts program.Options) int {
	opts.Prompt, opts.OnBug = r.e.serve, r.release
	if opts.Kind == program.Prompt {
		r.screen.Write([]byte(banner()))
	}
	go func() {
		defer func() {
			if p := recover(); p != nil {
				r.bug(p)
			}
		}()
		r.front()
	}()
	status := program.Run(r.m, opts)
	close(r.f.over)
	return status
}

// front is the front's goroutine.
func (r *repl) front() {
	<-r.e.opened
	var p *painter
	if r.colour {
		p = newPainter(r.f.builtinNames())
	}
	ed, err := newEditor(r.term, r.screen, r.hist, p)
	if err != nil {
		panic(err)
	}
	ed.complete, ed.bug = r.f.complete, r.bug
	ed.suspend = func() { r.suspend(r.screen.redrawn) }
	r.ed, r.f.r = ed, ed
	r.f.run()
	ed.close()
}

// bug ends the process after a panic on a goroutine that is not the machine's.
func (r *repl) bug(what any) {
	r.release()
	program.ReportBug(r.m, what, debug.Stack())
	os.Exit(program.ExitBug)
}

// impatient ends the process at the third Ctrl-C in a row of which the program
// takes no notice.
func impatient(s *screen, t *tty) func() {
	var last atomic.Int64 // when it was last said, in nanoseconds
	return func() {
		now := time.Now().UnixNano()
		if now-last.Swap(now) < int64(5*time.Second) {
			t.restore()
			os.Exit(program.ExitInterrupted)
		}
		s.Write([]byte("\nstill busy; Ctrl-C once more ends aio\n"))
	}
}

// handles reports whether the program has a handler for a signal; a machine
// that is too busy to say counts as one that has none.
func (e *engine) handles(sig syscall.Signal) bool {
	select {
	case <-e.opened:
	default:
		return false
	}
	has, _ := ask(e, signalWait, func() bool { return signal.Handles(e.t, sig) })
	return has
}
