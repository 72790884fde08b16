// Package program runs a script the way the command does: sys.argv, sys.path,
// __main__, the exit status, and what is printed about an exception that
// nobody caught.
//
//	Options ─▶ Run ─▶ source ─▶ __main__ ─▶ uncaught? ─▶ threads, atexit, flush ─▶ status
package program

import (
	"errors"
	"fmt"
	"os"
	"runtime/debug"

	"github.com/aio-lang/aio/stdlib/io"
	"github.com/aio-lang/aio/stdlib/program/profile"
	"github.com/aio-lang/aio/stdlib/signal"
	"github.com/aio-lang/aio/stdlib/sys"
	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/loop"
	"github.com/aio-lang/aio/vm/object"
	"github.com/aio-lang/aio/vm/report"
)

// Kind says what Options.Target is.
type Kind uint8

const (
	File   Kind = iota // a script, or a folder with __main__ in it
	Code               // source text
	Module             // the name of a module to be run as __main__
	Stdin              // the script comes on standard input
	Prompt             // nothing: Options.Prompt does everything
)

// Options say what to run and how.
type Options struct {
	Kind   Kind
	Target string
	Args   []string // sys.argv[1:]
	Argv   []string // sys.orig_argv
	// Unbuffered is -u: standard output and error are written at once.
	Unbuffered bool
	// Optimize is 1 for -O, 2 for -OO.
	Optimize int
	// Legacy lets asyncio do what it did up to Python 3.10.
	Legacy bool
	// Profile is the file to write a profile to, "" for none.
	Profile string
	// Strict makes the exit status 1 when a failure has been lost.
	Strict bool
	// Warnings are the arguments of -W.
	Warnings []string
	// Prompt, where not nil, goes on in __main__ after the program, whatever
	// became of that, and returns the exit status.
	Prompt func(*Session) int
	// OnBug is called before a bug of aio is reported.
	OnBug func()
	// End is called when Ctrl-C comes again before the program has taken
	// notice of the first; nil: the process ends.
	End func()
}

// Exit statuses that are not the script's own.
const (
	ExitUncaught    = 1
	ExitUsage       = 2
	ExitBug         = 70  // EX_SOFTWARE
	ExitInterrupted = 130 // 128 + SIGINT, as shells show it
	ExitBrokenPipe  = 141 // 128 + SIGPIPE
)

// Run runs a program on a new machine and returns its exit status. It takes
// over the process: signals, standard streams, the working of the collector.
func Run(m *vm.Machine, opts Options) (status int) {
	tune()
	defer func() {
		if bug := recover(); bug != nil {
			if opts.OnBug != nil {
				opts.OnBug()
			}
			ReportBug(m, bug, debug.Stack())
			status = ExitBug
		}
	}()
	m.Acquire()
	defer m.Release()
	p := &program{m: m, opts: opts}
	m.Unraisable = func(t *vm.Thread, e *object.Exception, where string, obj object.Value) {
		if m.H.OnUnraisable != nil {
			m.H.OnUnraisable(&t.Thread, e, where, obj)
		}
	}
	m.NeverAwaited = neverAwaited
	return p.run()
}

// program is one run.
type program struct {
	m    *vm.Machine
	t    *vm.Thread
	opts Options
	main *object.Module // once made
}

func (p *program) run() int {
	argv0, path0 := p.place()
	p.m.Path = []string{path0}
	sys.Configure(p.m.H, sys.Config{
		Argv: append([]string{argv0}, p.opts.Args...), OrigArgv: p.opts.Argv, Path: p.m.Path,
		Executable: executable(), Unbuffered: p.opts.Unbuffered, Optimize: p.opts.Optimize, WarnOptions: p.opts.Warnings,
	})
	p.t = p.m.NewThread()
	loops := loop.StateOf(&p.t.Thread)
	loops.Reports = os.Getenv("AIO_REPORTS") != "0"
	loops.Strict = p.opts.Strict || os.Getenv("AIO_STRICT") == "1"
	if !p.m.Boot(p.t) {
		return p.uncaught()
	}
	end := p.opts.End
	if end == nil {
		end = func() { os.Exit(ExitInterrupted) }
	}
	if p.opts.Prompt == nil {
		answerQuit(p.t)
	}
	signal.Start(p.t, end)
	if p.opts.Profile == "" {
		return p.runAll()
	}
	out, err := os.Create(p.opts.Profile)
	if err != nil {
		fmt.Fprintf(os.Stderr, "aio: cannot write the profile: %v\n", err)
		return ExitUsage
	}
	profiler := profile.Start(p.m, p.t)
	status := p.runAll()
	err = profiler.Stop(out)
	if err = errors.Join(err, out.Close()); err != nil {
		fmt.Fprintf(os.Stderr, "aio: cannot write the profile: %v\n", err)
		status = max(status, 1)
	}
	return status
}

// runAll runs the program to its end.
func (p *program) runAll() int {
	status := p.runMain()
	if p.opts.Prompt != nil {
		status = p.prompt()
	}
	return p.finish(status)
}

// executable is sys.executable, "" when the system does not tell.
func executable() string {
	name, err := os.Executable()
	if err != nil {
		return ""
	}
	return name
}

// neverAwaited warns of a coroutine that was made and dropped.
func neverAwaited(t *vm.Thread, coroutine object.Value) {
	if s := loop.StateOf(&t.Thread); s.Strict {
		s.Failed = true
	}
	pending := t.Clear()
	defer func() { t.Exc = pending }()
	mod := t.Exec.Import(&t.Thread, "warnings")
	if mod.P != nil {
		name, _ := t.Repr(t.LookupAttr(coroutine, object.Names().QualName))
		category := t.M.Type(object.ShapeRuntimeWarning).Value()
		text := object.NewStr("coroutine " + name + " was never awaited")
		defer showForgotten(t, mod)()
		if t.CallMethod(mod, t.M.Intern("warn"), text, category, object.Int(1), coroutine).P != nil {
			return
		}
	}
	t.Unraisable("", coroutine)
}

// showForgotten has the call that made the forgotten coroutine shown below the
// warning of it, wherever that is written and only there. What it returns undoes
// that.
func showForgotten(t *vm.Thread, warnings object.Value) (undo func()) {
	impl := t.M.Intern("_showwarnmsg_impl")
	show := t.LookupAttr(warnings, impl)
	p, ok := t.Machine().Point(t.Machine().Forgotten())
	if !ok || show.P == nil || show.Kind() != object.KindFunction || !loop.StateOf(&t.Thread).Reports {
		t.Clear()
		return func() {}
	}
	def := &object.Def{Sig: "_showwarnmsg_impl(msg)", Doc: "Show a warning and the call that it is about.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		r := t.Call(show, a[0])
		if r.P == nil {
			return r
		}
		at := report.FrameAt(&p)
		text := fmt.Sprintf("an await is missing:\n  File \"%s\", line %d, in %s\n%s", at.File, at.Line, at.Name, at.Underlined(""))
		if !loop.StateOf(t).WriteError(t, loop.Prefixed(text)) {
			return object.Value{}
		}
		return r
	}}
	set := func(f object.Value) {
		if !t.SetAttr(warnings, impl, f) {
			t.Clear()
		}
	}
	set(object.NewFunction(def, t.M.Intern("warnings")).Value())
	return func() {
		pending := t.Clear()
		set(show)
		t.Exc = pending
	}
}

// finish does what CPython does between the end of __main__ and the end of the
// process.
func (p *program) finish(status int) int {
	t := &p.t.Thread
	if mod := t.M.Modules.GetStr(t.M.Intern("threading")); mod.P != nil {
		p.ignoring("Exception ignored on threading shutdown", func() bool {
			f := t.LookupAttr(mod, t.M.Intern("_shutdown"))
			return f.P == nil || t.Call(f).P != nil
		})
	}
	if mod := t.M.Modules.GetStr(t.M.Intern("atexit")); mod.P != nil {
		p.ignoring("Exception ignored in atexit callback", func() bool {
			f := t.LookupAttr(mod, t.M.Intern("_run_exitfuncs"))
			return f.P == nil || t.Call(f).P != nil
		})
	}
	p.m.ReportNeverAwaited(p.t)
	p.ignoring("Exception ignored while closing event loops", func() bool { return loop.StateOf(t).Finish(t) })
	if status == 0 && loop.StateOf(t).Failed {
		status = ExitUncaught
	}
	sys.Finalizing(t)
	if s := p.flushStandard(); s != 0 && status == 0 {
		status = s
	}
	io.FlushAll(t)
	return status
}

// ignoring runs one step of the end; its exception does not stop the others.
func (p *program) ignoring(what string, step func() bool) {
	if !step() {
		p.t.Unraisable(what, object.Value{})
	}
	p.t.Clear()
}

// flushStandard flushes sys.stdout and sys.stderr, whatever they are now. A
// status of 120 tells that output was lost, as CPython's does; a reader that
// went away is no loss.
func (p *program) flushStandard() int {
	t := &p.t.Thread
	status := 0
	for _, name := range []string{"stdout", "stderr"} {
		file := sys.Attr(t, name)
		if file.P == nil || file.IsNone() || io.IsClosed(t, file) {
			continue
		}
		if t.CallMethod(file, object.Names().Flush).P != nil {
			continue
		}
		if io.ReaderGone(file) {
			t.Clear()
			continue
		}
		if name == "stdout" {
			t.Unraisable("Exception ignored on flushing sys.stdout", object.Value{})
			status = 120
		}
		t.Clear()
	}
	return status
}

// ReportBug tells that aio itself has failed.
func ReportBug(m *vm.Machine, what any, stack []byte) {
	io.FlushDescriptors(m.H)
	fmt.Fprintf(os.Stderr, "aio: internal error: %v\n\nThis is a bug of aio, not of your program. Please report it at\nhttps://github.com/aio-lang/aio/issues with the script and what follows.\n\n%s (%s)\n%s", what, sys.Version, sys.Platform, stack)
}
