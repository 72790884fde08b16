package repl

import (
	"errors"
	"strings"
	"time"

	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/object"
)

// reader reads what the user enters.
type reader interface {
	// read reads a text; errInterrupt after Ctrl-C, errEOF at the end.
	read(mode modeKind, prompt, more string) (string, error)
	setVi(on bool)
}

// front is the user's side of the prompt: the goroutine that sits in the line
// editor, and hands to the engine what was entered.
type front struct {
	e    *engine
	r    reader
	hist *history
	// colour marks a prompt that the program has not set.
	colour bool
	// asked are the calls of input() that wait for a line.
	asked chan *question
	// over is closed when the machine has ended.
	over chan struct{}
}

// question is a call of input().
type question struct {
	prompt string
	answer chan answer
}

type answer struct {
	line string
	err  error
}

func newFront(e *engine, hist *history) *front {
	return &front{e: e, hist: hist, asked: make(chan *question, 64), over: make(chan struct{})}
}

// run shows the prompt until the session is over.
func (f *front) run() {
	o, ok := f.wait()
	for ok && !o.exit {
		f.answerAsked()
		text, err := f.r.read(modeInput, f.coloured(o.ps1, ">>> "), f.coloured(o.ps2, "... "))
		in := &input{text: text}
		switch {
		case errors.Is(err, errInterrupt):
			continue
		case err != nil:
			in.do = func(e *engine, in *input) { e.leave(in, 0) }
		default:
			f.hist.add(text)
			if !f.prepare(in) {
				continue
			}
		}
		f.e.submit(in)
		o, ok = f.wait()
	}
}

// coloured is a prompt in colour where it is the usual one.
func (f *front) coloured(prompt, usual string) string {
	if f.colour && prompt == usual {
		return promptColour + strings.TrimRight(prompt, " ") + noColour + " "
	}
	return prompt
}

// prepare finds out what an input is; false where there is nothing to do.
func (f *front) prepare(in *input) bool {
	text := strings.TrimSpace(in.text)
	switch {
	case text == "":
		return false
	case isCommand(text):
		cmd, arg, problem := findCommand(text)
		switch {
		case problem != "":
			f.e.out(problem)
			return false
		case cmd.run == nil:
			f.r.setVi(cmd.name == "vi")
			return false
		}
		in.do = func(e *engine, in *input) { cmd.run(e, in, arg) }
	case text == "exit" || text == "quit":
		in.do = func(e *engine, in *input) {
			name := e.t.M.Intern(text)
			if e.s.Main.Dict.GetStr(name).P != nil { // a name of the program's
				e.run(in)
				return
			}
			e.leave(in, 0)
		}
	case strings.HasSuffix(text, "?") && !strings.ContainsAny(text, "#\n'\""):
		what := strings.TrimRight(text, "?")
		in.do = func(e *engine, in *input) {
			in.text, in.name = "help("+what+")", "<help>"
			e.run(in)
		}
	}
	return true
}

// wait waits for the outcome of an input, and meanwhile reads for input().
// false: the machine has ended.
func (f *front) wait() (outcome, bool) {
	for {
		select {
		case o := <-f.e.outcomes:
			return o, true
		case q := <-f.asked:
			f.reply(q)
		case <-f.over:
			return outcome{}, false
		}
	}
}

// answerAsked reads what background tasks and threads have asked for.
func (f *front) answerAsked() {
	for {
		select {
		case q := <-f.asked:
			f.reply(q)
		default:
			return
		}
	}
}

func (f *front) reply(q *question) {
	line, err := f.r.read(modeLine, q.prompt, "")
	q.answer <- answer{line, err}
}

// readLine is Console.ReadLine: it asks the front for a line and lets go of
// the baton meanwhile.
func (f *front) readLine(t *vm.Thread, prompt string) (string, bool) {
	q := &question{prompt: prompt, answer: make(chan answer, 1)}
	if f.e.running == nil {
		f.e.out("(a background task waits for input: press Enter to be asked)\n")
	}
	f.asked <- q
	woken := make(chan struct{}, 1)
	wake := func() {
		select {
		case woken <- struct{}{}:
		default:
		}
	}
	var a answer
	for done := false; !done; {
		if !t.Block(wake, func() {
			select {
			case a = <-q.answer:
				done = true
			case <-f.over:
				a, done = answer{err: errEOF}, true
			case <-woken:
			}
		}) {
			return "", false
		}
	}
	switch {
	case errors.Is(a.err, errInterrupt):
		t.Raise(object.ShapeKeyboardInterrupt, "")
		return "", false
	case a.err != nil:
		t.Raise(object.ShapeEOFError, "")
		return "", false
	}
	return a.line, true
}

// complete finds completions, unless a task keeps the machine busy.
func (f *front) complete(line []rune, pos int) completion {
	c, _ := ask(f.e, 500*time.Millisecond, func() completion {
		cp := completer{t: f.e.t, main: f.e.s.Main.Dict}
		return cp.complete(string(line[:pos]))
	})
	return c
}

// builtinNames are the names to be coloured.
func (f *front) builtinNames() []string {
	names, _ := ask(f.e, time.Second, func() []string {
		var out []string
		eachName(f.e.t.M.Builtins, func(name string) { out = append(out, name) })
		return out
	})
	return names
}
