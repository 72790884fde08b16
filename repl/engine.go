package repl

import (
	"strconv"
	"time"

	"github.com/aio-lang/aio/stdlib/program"
	"github.com/aio-lang/aio/stdlib/signal"
	"github.com/aio-lang/aio/stdlib/source"
	"github.com/aio-lang/aio/stdlib/sys"
	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/code"
	"github.com/aio-lang/aio/vm/loop"
	"github.com/aio-lang/aio/vm/object"
)

// engine is the machine's side of the prompt: the goroutine that runs the
// event loop and, as callbacks of it, what was entered. Other goroutines reach
// it through submit and ask.
type engine struct {
	s     *program.Session
	t     *vm.Thread
	state *loop.State
	loop  *loop.Loop
	ctx   *loop.Context
	// out shows what the prompt itself has to say.
	out func(text string)
	// idle is called for Ctrl-C while nothing runs; may be nil.
	idle func()
	// outcomes has one value for each input, and one before the first.
	outcomes chan outcome
	// opened is closed when loop is there to be posted to.
	opened chan struct{}
	// running is the input under way, nil at the prompt.
	running *input
	// withdrawn counts inputs in a row that Ctrl-C took back before they
	// began: then a background task does not let go of the loop.
	withdrawn int
	// failed are tasks whose exception has yet to be reported.
	failed []*loop.Task
	// numbered counts the inputs that have a name of their own.
	numbered          int
	futureAnnotations bool
	// journal has the inputs for :save.
	journal []string
	// asked: the user was told that tasks are running.
	asked, leaving, closing bool
	status                  int
}

// outcome is what the prompt needs to go on after an input.
type outcome struct {
	ps1, ps2 string
	// exit: the session is over.
	exit bool
}

// input is one thing that was entered. The engine's goroutine owns it once it
// is submitted.
type input struct {
	text string
	// name is the file name in tracebacks; "" for the next number.
	name string
	// do, where not nil, is a command that takes the place of text.
	do func(e *engine, in *input)

	codes     []*code.Code
	namespace *object.Dict // globals where they are not __main__'s
	task      *loop.Task   // that runs a code which awaits
	finally   func()       // called at the end
	// begun, sync: its code is running by itself, not as a task.
	begun, sync, withdrawn, interrupted, over bool
	// leaving: it was to end the session.
	leaving bool
}

func newEngine(out func(string)) *engine {
	return &engine{out: out, outcomes: make(chan outcome, 1), opened: make(chan struct{})}
}

// serve runs the loop until somebody leaves, and returns the exit status. The
// caller has the baton.
func (e *engine) serve(s *program.Session) int {
	e.s, e.t = s, s.Thread
	t := &e.t.Thread
	e.state = loop.StateOf(t)
	e.ctx = loop.CopyContext(t)
	if !e.openLoop() {
		s.Show()
		e.outcomes <- outcome{exit: true}
		close(e.opened)
		return program.ExitUncaught
	}
	for name, prompt := range map[string]string{"ps1": ">>> ", "ps2": "... "} {
		if sys.Attr(t, name).P == nil {
			sys.SetAttr(t, name, object.NewStr(prompt))
		}
	}
	e.state.OnFailure = e.taskFailed
	signal.OnInterrupt(e.t, e.interrupt)
	close(e.opened)
	e.ready()
	for !e.leaving {
		if !e.loop.RunForever(e.t) {
			e.escaped()
		}
	}
	e.shutdown()
	return e.status
}

// openLoop takes over the event loop that the program has left, or makes one.
func (e *engine) openLoop() bool {
	t := &e.t.Thread
	asyncio := t.Exec.Import(t, "asyncio")
	if asyncio.P == nil {
		return false
	}
	e.s.Main.Set(t.M, "asyncio", asyncio)
	v := e.state.Left()
	if v.P == nil {
		if v = t.CallMethod(asyncio, t.M.Intern("new_event_loop")); v.P == nil {
			return false
		}
		if t.CallMethod(asyncio, t.M.Intern("set_event_loop"), v).P == nil {
			return false
		}
	}
	e.loop = loop.AsLoop(v)
	return true
}

// post has f called on the engine's goroutine.
func (e *engine) post(f func()) {
	e.loop.Post(func(*vm.Thread) bool {
		f()
		return true
	})
}

// ask calls f on the engine's goroutine and returns what it returns, or false
// after some time: a task may keep the loop busy.
func ask[T any](e *engine, wait time.Duration, f func() T) (T, bool) {
	answer := make(chan T, 1)
	e.post(func() { answer <- f() })
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case v := <-answer:
		return v, true
	case <-timer.C:
		var none T
		return none, false
	}
}

// submit hands over an input; its outcome follows on e.outcomes.
func (e *engine) submit(in *input) {
	e.post(func() {
		if !in.withdrawn {
			e.begin(in)
		}
	})
	e.t.Interrupt(func(*vm.Thread) bool { // so that Ctrl-C finds it though the loop be busy
		if e.running == nil && !in.over {
			e.running = in
		}
		return true
	})
}

func (e *engine) begin(in *input) {
	e.running, in.begun, e.withdrawn = in, true, 0
	if in.do != nil {
		in.do(e, in)
		return
	}
	e.run(in)
}

// run compiles an input and begins to run it.
func (e *engine) run(in *input) {
	if in.name == "" {
		in.name = "<python-input-" + strconv.Itoa(e.numbered) + ">"
		e.numbered++
		e.journal = append(e.journal, in.text)
	}
	t := &e.t.Thread
	in.codes = source.Input(t, in.name, in.text, vm.CompileOptions{FutureAnnotations: e.futureAnnotations, Optimize: e.s.Optimize})
	if in.codes == nil {
		e.raised(in)
		return
	}
	for _, c := range in.codes {
		e.futureAnnotations = e.futureAnnotations || c.Flags&code.FutureAnnotations != 0
	}
	remember(t, in)
	e.advance(in)
}

// advance runs what codes are left: each to its end, or to where it awaits.
func (e *engine) advance(in *input) {
	t := &e.t.Thread
	globals := e.s.Main.Dict
	if in.namespace != nil {
		globals = in.namespace
	}
	for len(in.codes) > 0 {
		c := in.codes[0]
		in.codes = in.codes[1:]
		var v object.Value
		in.sync = true
		e.ctx.Within(t, func() { v = e.t.RunIn(c, globals, globals.Value()) })
		in.sync = false
		if v.P == nil {
			e.raised(in)
			return
		}
		if c.Flags&code.Coroutine != 0 {
			k := e.loop.CreateTask(t, v, object.None, e.ctx)
			if k == nil || !k.AddCallback(t, e.state.NewCompleter(&inputTask{e, in}), e.ctx) {
				e.raised(in)
				return
			}
			in.task = k
			return
		}
	}
	e.end(in)
}

// inputTask goes on with an input whose task is done.
type inputTask struct {
	e  *engine
	in *input
}

func (c *inputTask) QualName() string { return "repl" }
func (c *inputTask) Module() string   { return "aio" }

func (c *inputTask) FutureDone(t *object.Thread, f *loop.Future) bool {
	e, in := c.e, c.in
	if in.over {
		return true
	}
	in.task = nil
	switch {
	case f.Cancelled() && in.interrupted:
		e.say("KeyboardInterrupt\n")
		e.end(in)
	case f.Result(t).P == nil:
		e.raised(in)
	default:
		e.advance(in)
	}
	return true
}

// raised ends an input with the pending exception.
func (e *engine) raised(in *input) {
	e.s.Flush()
	if status, exit := e.s.Show(); exit {
		e.leave(in, status)
		return
	}
	e.end(in)
}

// end ends an input; the prompt comes back.
func (e *engine) end(in *input) {
	if in.over {
		return
	}
	in.over = true
	e.asked = e.asked && in.leaving
	if in.finally != nil {
		in.finally()
	}
	e.running = nil
	e.reportFailures()
	e.ready()
}

// ready tells the prompt's goroutine that it is its turn.
func (e *engine) ready() {
	e.s.Flush()
	e.outcomes <- outcome{ps1: e.prompt("ps1"), ps2: e.prompt("ps2")}
}

// prompt is str(sys.ps1), say.
func (e *engine) prompt(name string) string {
	t := &e.t.Thread
	v := sys.Attr(t, name)
	if v.P == nil {
		return ""
	}
	s, ok := t.Str(v)
	if !ok {
		t.Clear()
		return ""
	}
	return s
}

// leave ends the session, unless tasks are running and the user has not been
// told of them.
func (e *engine) leave(in *input, status int) {
	if n := e.loop.NumTasks(); n > 0 && !e.asked {
		e.asked, in.leaving = true, true
		what := "1 task is"
		if n > 1 {
			what = strconv.Itoa(n) + " tasks are"
		}
		e.say(what + " still running (:tasks shows them). Leave again to cancel and go.\n")
		e.end(in)
		return
	}
	in.over = true
	e.running = nil
	e.status, e.leaving = status, true
	e.loop.Stop()
}

// say prints a text of the prompt's own, after what the program has printed.
func (e *engine) say(text string) {
	e.s.Flush()
	e.out(text)
}

// interrupt is Ctrl-C: it ends the input that runs, and nothing else. It is
// called on the machine's thread, wherever that is.
func (e *engine) interrupt(t *vm.Thread) bool {
	in := e.running
	raise := func() bool {
		t.Raise(object.ShapeKeyboardInterrupt, "")
		return false
	}
	switch {
	case e.closing:
		return raise()
	case in != nil:
		e.out("\n") // the terminal has shown ^C
	}
	switch {
	case in == nil:
		if e.idle != nil {
			e.idle()
		}
		return true
	case in.sync || in.task != nil && e.loop.Current() == in.task:
		return raise()
	case !in.begun:
		if e.withdrawn > 0 && e.loop.Current() != nil {
			return raise() // in the task that has not let go since the last time
		}
		e.withdrawn++
		in.withdrawn = true
		e.out("KeyboardInterrupt: a background task keeps the loop busy, so this has not run; Ctrl-C at the next input stops the task\n")
		e.end(in)
		return true
	case in.task == nil:
		return true
	case !in.interrupted:
		in.interrupted = true
		if _, ok := in.task.Cancel(&t.Thread, object.Value{}); !ok {
			t.Clear()
		}
		return true
	case e.loop.Current() != nil:
		return raise()
	}
	e.say("KeyboardInterrupt: " + in.task.Name() + " has caught the cancellation and goes on in the background\n")
	in.task = nil
	e.end(in)
	return true
}

// escaped deals with the exception that has ended the loop: KeyboardInterrupt
// and SystemExit pass through tasks.
func (e *engine) escaped() {
	t := &e.t.Thread
	exc := t.Clear()
	if in := e.running; in != nil && in.task != nil && in.task.Failure() == exc {
		return // inputTask reports it
	}
	for _, k := range e.failed {
		if k.Failure() == exc {
			e.reportFailures()
			return
		}
	}
	t.Exc = exc
	if t.M.TypeOf(exc).IsSubtypeOf(t.M.Type(object.ShapeSystemExit)) {
		sys.Display(t, object.AsException(t.Clear())) // no input's: the session stays
		return
	}
	e.s.Show()
}

// taskFailed notes a task that has failed while nobody waits for it.
func (e *engine) taskFailed(t *object.Thread, k *loop.Task) {
	if in := e.running; in != nil && in.task == k {
		return
	}
	e.failed = append(e.failed, k)
	if len(e.failed) == 1 {
		e.post(func() {
			if e.running == nil {
				e.reportFailures()
			}
		})
	}
}

// reportFailures reports the exceptions that nobody has asked for by now. An
// input that is running may yet do so.
func (e *engine) reportFailures() {
	t := &e.t.Thread
	failed := e.failed
	e.failed = nil
	for _, k := range failed {
		if k.Unseen() && !k.ReportUnseen(t) {
			e.s.Show()
		}
	}
	if len(failed) > 0 {
		e.s.Flush()
	}
}

// shutdown ends what is left of the loop's tasks, as asyncio.run does.
func (e *engine) shutdown() {
	t := &e.t.Thread
	e.state.OnFailure = nil
	e.closing = true
	runner := t.Exec.Import(t, "asyncio.runners")
	if runner.P != nil {
		runner = t.GetAttr(runner, t.M.Intern("_finish"))
	}
	if runner.P == nil || t.Call(runner, e.loop.Value()).P == nil {
		e.s.Show()
	}
}
