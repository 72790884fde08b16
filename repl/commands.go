package repl

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/aio-lang/aio/stdlib/source"
	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/code"
	"github.com/aio-lang/aio/vm/loop"
	"github.com/aio-lang/aio/vm/object"
)

// command is what a line that begins with a colon does.
type command struct {
	name, arg, doc string
	// run acts; it ends in, or has somebody else end it.
	run func(e *engine, in *input, arg string)
}

// commands lists all of them, as :help does.
func commands() []command {
	return []command{
		{"tasks", "", "show the running tasks: a tree of what waits for what", (*engine).showTasks},
		{"cancel", "N", "cancel Task-N", (*engine).cancelTask},
		{"await", "N", "wait for Task-N and show its result; Ctrl-C stops only the waiting", (*engine).awaitTask},
		{"time", "EXPR", "run something and say how long it took", (*engine).timeIt},
		{"dis", "NAME", "show the bytecode of a function", (*engine).disassemble},
		{"load", "FILE", "run a file here, with its names and await", (*engine).load},
		{"save", "FILE", "write what was entered into a file", (*engine).save},
		{"reset", "", "forget all names; tasks go on", (*engine).reset},
		{"vi", "", "edit with vi's keys", nil},
		{"emacs", "", "edit with Emacs' keys", nil},
		{"help", "", "show this list", (*engine).help},
	}
}

// isCommand reports whether an input is one. A line that begins with a colon
// is nothing else in the language.
func isCommand(text string) bool { return strings.HasPrefix(text, ":") }

// findCommand finds the command that text is; a name may be cut short where
// that is clear.
func findCommand(text string) (cmd command, arg, problem string) {
	name, arg, _ := strings.Cut(strings.TrimPrefix(strings.TrimSpace(text), ":"), " ")
	arg = strings.TrimSpace(arg)
	var found []command
	for _, c := range commands() {
		if c.name == name {
			found = []command{c}
			break
		}
		if name != "" && strings.HasPrefix(c.name, name) {
			found = append(found, c)
		}
	}
	switch {
	case len(found) != 1:
		return cmd, "", "no command :" + name + "; :help lists them\n"
	case found[0].arg != "" && arg == "":
		return cmd, "", ":" + found[0].name + " needs " + found[0].arg + "\n"
	case found[0].arg == "" && arg != "":
		return cmd, "", ":" + found[0].name + " takes nothing after it\n"
	}
	return found[0], arg, ""
}

// answer prints a text and ends the input.
func (e *engine) answer(in *input, text string) {
	e.say(text)
	e.end(in)
}

func (e *engine) help(in *input, _ string) {
	var b strings.Builder
	for _, c := range commands() {
		fmt.Fprintf(&b, "%-14s %s\n", strings.TrimSpace(":"+c.name+" "+c.arg), c.doc)
	}
	b.WriteString("NAME?          the same as help(NAME)\n_              the last value\n")
	b.WriteString("\nTab completes, Ctrl-R searches, Alt-Enter begins a new line, an empty line ends a block.\n" +
		"Ctrl-C clears the line, or ends what runs and leaves background tasks alone; Ctrl-D leaves.\n")
	e.answer(in, b.String())
}

func (e *engine) showTasks(in *input, _ string) {
	text := e.loop.TaskTree(&e.t.Thread)
	if text == "" {
		text = "no tasks are running\n"
	}
	e.answer(in, text)
}

// findTask finds an unfinished task by its name, or N of Task-N.
func (e *engine) findTask(name string) *loop.Task {
	var found *loop.Task
	e.loop.EachTask(func(k *loop.Task) {
		if n := k.Name(); found == nil && (n == name || n == "Task-"+name) {
			found = k
		}
	})
	return found
}

func (e *engine) cancelTask(in *input, arg string) {
	k := e.findTask(arg)
	if k == nil {
		e.answer(in, "no task "+arg+" is running; :tasks shows them\n")
		return
	}
	if _, ok := k.Cancel(&e.t.Thread, object.Value{}); !ok {
		e.raised(in)
		return
	}
	e.end(in)
}

func (e *engine) awaitTask(in *input, arg string) {
	k := e.findTask(arg)
	if k == nil {
		e.answer(in, "no task "+arg+" is running; :tasks shows them\n")
		return
	}
	e.runIn(in, "await shield(task)", map[string]object.Value{"task": k.Value()}, "shield")
}

// runIn runs a text with names of its own, and others of module asyncio.
func (e *engine) runIn(in *input, text string, names map[string]object.Value, imports ...string) {
	t := &e.t.Thread
	in.namespace = object.NewNamespace()
	for name, v := range names {
		in.namespace.SetStr(t.M.Intern(name), v)
	}
	asyncio := t.Exec.Import(t, "asyncio")
	for _, name := range imports {
		if asyncio.P != nil {
			in.namespace.SetStr(t.M.Intern(name), t.GetAttr(asyncio, t.M.Intern(name)))
		}
	}
	if t.Exc.P != nil {
		e.raised(in)
		return
	}
	in.text, in.name = text, "<aio:repl>"
	e.run(in)
}

func (e *engine) timeIt(in *input, arg string) {
	start := time.Now()
	in.finally = func() {
		d := time.Since(start)
		unit := time.Microsecond
		switch {
		case d > time.Minute:
			unit = time.Second
		case d > time.Second:
			unit = time.Millisecond
		}
		e.say(fmt.Sprintf("took %s\n", d.Round(unit)))
	}
	in.text = arg
	e.run(in)
}

func (e *engine) disassemble(in *input, arg string) {
	t := &e.t.Thread
	c := source.ForMachine(t, "<input>", arg, vm.CompileOptions{Mode: vm.ModeEval, FromText: true})
	if c == nil {
		e.raised(in)
		return
	}
	v := e.t.RunIn(c, e.s.Main.Dict, e.s.Main.Dict.Value())
	if v.P == nil {
		e.raised(in)
		return
	}
	co := e.codeOf(v)
	if co == nil {
		e.answer(in, arg+" has no bytecode: it is "+indefinite(t.TypeName(v))+"\n")
		return
	}
	var b bytes.Buffer
	if err := co.Disassemble(&b); err != nil {
		e.answer(in, err.Error()+"\n")
		return
	}
	e.answer(in, b.String())
}

// codeOf is the code of a function, method, coroutine or code object.
func (e *engine) codeOf(v object.Value) *code.Code {
	t := &e.t.Thread
	if c := vm.AsCode(v); c != nil {
		return c
	}
	for _, name := range []string{"__code__", "cr_code", "gi_code", "ag_code"} {
		if c := t.LookupAttr(v, t.M.Intern(name)); c.P != nil {
			if co := vm.AsCode(c); co != nil {
				return co
			}
		}
		t.Clear()
	}
	return nil
}

// indefinite puts an article before a noun.
func indefinite(noun string) string {
	if strings.ContainsRune("aeiou", rune(noun[0])) {
		return "an " + noun
	}
	return "a " + noun
}

func (e *engine) load(in *input, arg string) {
	text, err := os.ReadFile(expandHome(arg))
	if err != nil {
		e.answer(in, "cannot load: "+err.Error()+"\n")
		return
	}
	in.text, in.name = string(text), expandHome(arg)
	e.run(in)
}

func (e *engine) save(in *input, arg string) {
	text := strings.Join(e.journal, "\n")
	if text != "" {
		text += "\n"
	}
	if err := os.WriteFile(expandHome(arg), []byte(text), 0o666); err != nil {
		e.answer(in, "cannot save: "+err.Error()+"\n")
		return
	}
	e.end(in)
}

func (e *engine) reset(in *input, _ string) {
	t := &e.t.Thread
	e.s.NewMain()
	e.s.Main.Set(t.M, "asyncio", t.M.Modules.GetStr(t.M.Intern("asyncio")))
	t.M.Builtins.SetStr(t.M.Intern("_"), object.None)
	e.futureAnnotations = false
	e.journal = nil
	e.end(in)
}

// expandHome is file with the user's home for ~/.
func expandHome(file string) string {
	if rest, ok := strings.CutPrefix(file, "~/"); ok {
		if home, err := os.UserHomeDir(); err == nil {
			return home + "/" + rest
		}
	}
	return file
}

// remember lets tracebacks made by programs, and inspect.getsource, find the
// lines of an input.
func remember(t *object.Thread, in *input) {
	if !strings.HasPrefix(in.name, "<python-input-") {
		return
	}
	mod := t.Exec.Import(t, "linecache")
	if mod.P != nil {
		cache := object.AsDict(t.GetAttr(mod, t.M.Intern("cache")))
		if cache != nil {
			var lines []object.Value
			for _, l := range strings.Split(in.text, "\n") {
				lines = append(lines, object.NewStr(l+"\n"))
			}
			cache.SetStr(t.M.Intern(in.name), object.TupleOf(object.Int(int64(len(in.text))), object.None, object.NewList(lines), object.NewStr(in.name)))
		}
	}
	t.Clear()
}
