package repl

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/aio-lang/aio/stdlib/program"
)

func TestCompletion(t *testing.T) {
	s := start(t, setup{})
	dir := t.TempDir()
	os.WriteFile(filepath.Join(dir, "notes.txt"), nil, 0o600)
	os.Mkdir(filepath.Join(dir, "nodes"), 0o700)
	s.send("class Thing:\r" +
		"def __init__(self, colour, *, weight=1): self.shade = colour\r" +
		"def paint(self): pass\r\r")
	s.prompt()
	s.send("class Trap(Thing):\r@property\rdef spring(self): print('sprung')\rdef __getattr__(self, name): print('asked')\r\r")
	s.prompt()
	s.enter("thing, trap = Thing(1), Trap(2)")
	for before, want := range map[string]string{
		"thin":                             "thing",
		"thing.sh":                         "shade",
		"thing.":                           "paint shade",
		"trap.":                            "paint shade spring",
		"trap.spring.":                     "",
		"trap.nothing.":                    "",
		"Thing(w":                          "while with weight=",
		"x = Thing(col":                    "colour=",
		"print(1, se":                      "set setattr sep=",
		"asyncio.create_t":                 "create_task",
		"import asynci":                    "asyncio",
		"import collections.":              "collections.abc",
		"from asyncio impor":               "import",
		"from asyncio ":                    "import",
		"from asyncio import Task":         "Task TaskGroup",
		"from collections import OrderedD": "OrderedDict",
		"awai":                             "await",
		"'abc'.upp":                        "", // a literal is not resolved
		"# pri":                            "",
		":t":                               ":tasks :time",
		"open('" + dir + "/no":             "nodes/ notes.txt",
		"f(x)[0].":                         "",
		"str.joi":                          "join",
	} {
		c := s.f.complete([]rune(before), len([]rune(before)))
		got := map[string]bool{}
		for _, w := range c.words {
			got[w] = true
		}
		all := strings.Join(c.words, " ")
		if want == "" && len(c.words) > 0 || len(c.words) != len(got) {
			t.Errorf("%s: %s", before, all)
		}
		for _, w := range strings.Fields(want) {
			if !got[w] {
				t.Errorf("%s: %s is not in %q", before, w, all)
			}
		}
	}
	s.prompt()
	s.send("thing.pa\t()\r")
	s.wait(">>> thing.paint()\n")
	s.prompt()
	s.send("thing.\t")
	s.wait("paint  shade\n>>> thing.")
	if strings.Contains(s.vt.text(), "\nsprung") || strings.Contains(s.vt.text(), "\nasked") {
		t.Error("completion ran the program's code")
	}
}

func TestCommands(t *testing.T) {
	s := start(t, setup{})
	file := filepath.Join(t.TempDir(), "program.py")
	s.send("async def work(n):\rawait asyncio.sleep(n); return n\r\r")
	s.prompt()
	s.send("async def group():\rasync with asyncio.TaskGroup() as g:\rg.create_task(work(100)); g.create_task(work(0.05), name='short')\r\r")
	s.prompt()
	if got := s.enter(":tasks"); got != "no tasks are running" {
		t.Error(got)
	}
	s.enter("g = asyncio.create_task(group()); w = asyncio.create_task(work(0.02))")
	got := s.enter(":tasks")
	for _, want := range []string{
		"Task-1 group()  waiting for 2 tasks, at <python-input-1>:2, 0.0 s old\n├─ Task-3 work()  asleep for 100 s more, at <python-input-0>:2, 0.",
		"└─ short work()  asleep for 0.",
	} {
		if !strings.Contains(got, want) {
			t.Errorf(":tasks shows\n%s\nwithout\n%s", got, want)
		}
	}
	for _, c := range [][2]string{
		{":await 2", "0.02"},
		{":await short", "0.05"},
		{":await 2", "no task 2 is running; :tasks shows them"},
		{":cancel 1", ""},
		{"await asyncio.sleep(0.01); g.cancelled()", "True"},
		{":cancel 1", "no task 1 is running; :tasks shows them"},
		{":cancel", ":cancel needs N"},
		{":tasks 5", ":tasks takes nothing after it"},
		{":nonsense", "no command :nonsense; :help lists them"},
		{":c", ":cancel needs N"},
		{":dis 5", "5 has no bytecode: it is an int"},
		{":load /nowhere", "cannot load: open /nowhere: no such file or directory"},
	} {
		if got := s.enter(c[0]); got != c[1] {
			t.Errorf("%s shows %q", c[0], got)
		}
	}
	if got := s.enter(":time await asyncio.sleep(0.02, 'v')"); !strings.HasPrefix(got, "'v'\ntook 2") {
		t.Error(got)
	}
	if got := s.enter(":dis work"); !strings.Contains(got, "await asyncio.sleep(n)") {
		t.Error(got)
	}
	if got := s.enter(":help"); !strings.Contains(got, ":await N") || !strings.Contains(got, "Ctrl-R") {
		t.Error(got)
	}
	os.WriteFile(file, []byte("loaded = await work(0)\nprint(__name__)\n1/0\n"), 0o600)
	if got := s.enter(":load " + file); !strings.Contains(got, "__main__\n") || !strings.Contains(got, "program.py\", line 3, in <module>\n    1/0") {
		t.Error(got)
	}
	if got := s.enter("loaded"); got != "0" {
		t.Error(got)
	}
	s.enter(":save " + file)
	saved, _ := os.ReadFile(file)
	if !strings.HasPrefix(string(saved), "async def work(n):\n    await asyncio.sleep(n); return n\n") || strings.Contains(string(saved), ":tasks") {
		t.Errorf("%s", saved)
	}
	s.enter(":reset")
	if got := s.enter("loaded"); !strings.Contains(got, "NameError") {
		t.Error(got)
	}
	if got := s.enter("asyncio.sleep.__name__"); got != "'sleep'" {
		t.Error(got)
	}
}

func TestHelp(t *testing.T) {
	s := start(t, setup{})
	s.send("async def f(a, b=2, *, c):\r'''Do it.'''\r\r")
	s.prompt()
	for _, line := range []string{"help(f)", "f?"} {
		if got := s.enter(line); !strings.Contains(got, "f(a, b=2, *, c)") || !strings.Contains(got, "Do it.") {
			t.Errorf("%s shows\n%s", line, got)
		}
	}
	if got := s.enter("len?"); !strings.Contains(got, "len(obj, /)") {
		t.Error(got)
	}
	if got := s.enter("nothing?"); !strings.Contains(got, "NameError: name 'nothing' is not defined") {
		t.Error(got)
	}
}

func TestInput(t *testing.T) {
	s := start(t, setup{})
	s.send("input('name? ').upper()\r")
	s.until("the question", func() bool { _, l := s.vt.cursor(); return l == "name?" })
	s.send("bo" + left + "b" + end + "中\r")
	s.wait("name? bbo中\n'BBO中'\n>>>")
	s.prompt()
	s.send("input('again? ')\r")
	s.until("the question", func() bool { _, l := s.vt.cursor(); return l == "again?" })
	s.send("\x04")
	s.wait("EOFError")
	s.prompt()
	s.send("input('again? ')\r")
	s.until("the question", func() bool { _, l := s.vt.cursor(); return l == "again?" })
	s.send("x\x03")
	s.wait("again? x^C\n")
	s.wait("KeyboardInterrupt")
	s.prompt()
	// from another thread, while the user is at the prompt
	s.prompt()
	s.send("t = asyncio.create_task(asyncio.to_thread(input, 'thread? '))\r")
	pressed := false
	s.until("the question", func() bool { // asked at once where it comes before the prompt does
		_, l := s.vt.cursor()
		if l == ">>>" && !pressed && strings.Contains(s.vt.text(), "press Enter to be asked") {
			pressed = true
			s.send("\r")
		}
		return l == "thread?"
	})
	s.send("yes\r")
	s.prompt()
	if got := s.enter("await t"); got != "'yes'" {
		t.Error(got)
	}
}

func TestLeaving(t *testing.T) {
	for _, c := range []struct {
		keys   string
		status int
	}{
		{"\x04", 0},
		{"exit\r", 0},
		{"quit()\r", 0},
		{"exit(3)\r", 3},
		{"import sys; sys.exit(4)\r", 4},
		{"await asyncio.sleep(0); raise SystemExit(5)\r", 5},
		{"raise SystemExit('why')\r", 1},
	} {
		s := start(t, setup{})
		s.send(c.keys)
		s.until("the end", func() bool { return len(s.status) > 0 })
		if got := <-s.status; got != c.status {
			t.Errorf("%q: status %d", c.keys, got)
		}
		s.status <- 0
	}
}

func TestLeavingWithTasks(t *testing.T) {
	s := start(t, setup{})
	s.send("async def work():\rtry: await asyncio.sleep(1000)\rfinally: print('finally')\r\r")
	s.prompt()
	s.enter("t = asyncio.create_task(work())")
	s.prompt()
	s.send("\x04")
	s.wait("1 task is still running (:tasks shows them). Leave again to cancel and go.\n>>>")
	s.prompt()
	s.enter("0") // not leaving after all
	s.send("\x04")
	s.wait("1 task is still running")
	s.prompt()
	s.send("exit()\r")
	s.wait("finally")
	s.until("the end", func() bool { return len(s.status) > 0 })
	if got := <-s.status; got != 0 {
		t.Errorf("status %d", got)
	}
	s.status <- 0
}

func TestAfterScript(t *testing.T) {
	file := filepath.Join(t.TempDir(), "script.aio")
	os.WriteFile(file, []byte(`import asyncio
async def work():
    await asyncio.sleep(0)
    return "of the script"
loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)
task = loop.create_task(work())
raise SystemExit(3)
`), 0o600)
	s := start(t, setup{opts: program.Options{Kind: program.File, Target: file}})
	if text := s.vt.text(); !strings.Contains(text, "SystemExit: 3") {
		t.Error(text)
	}
	if got := s.enter("await task"); got != "'of the script'" {
		t.Error(got)
	}
	if got := s.enter("asyncio.get_running_loop() is loop"); got != "True" {
		t.Error(got)
	}
}

func TestColours(t *testing.T) {
	p := newPainter([]string{"print"})
	letters := map[style]byte{plain: '.', styleKeyword: 'k', styleString: 's', styleNumber: 'n', styleBuiltin: 'b',
		styleComment: 'c', styleCommand: ':', styleUnbalanced: '!', styleMatch: 'm'}
	for text, want := range map[string]string{
		"if x: print(1.5e3)  # hi": "kk....bbbbb.nnnnn...cccc",
		"f'{x}' + rb\"\\\"\"":      "ssssss...ssssss",
		"x = (1, [2)":              "....!n..!n!",
		"x.print":                  ".......",
		"'''a\nb''' 'c":            "sssssssss.ss",
		":tasks":                   "::::::",
		"classy = 0xFF_00":         ".........nnnnnnn",
	} {
		var b strings.Builder
		for _, st := range p.paint([]rune(text), 0) {
			b.WriteByte(letters[st])
		}
		if b.String() != want {
			t.Errorf("%s\n%s\n%s", text, b.String(), want)
		}
	}
	// the partner of the bracket before the cursor
	if st := p.paint([]rune("f(a)"), 4); st[1] != styleMatch || st[3] != styleMatch {
		t.Error(st)
	}
	s := start(t, setup{colour: true})
	s.enter("print('中', 1)")
}

func FuzzPaint(f *testing.F) {
	f.Add("f'''{x!r:>{w}}\\", 3)
	f.Fuzz(func(t *testing.T, text string, pos int) {
		line := []rune(text)
		if pos < 0 || pos > len(line) {
			pos = len(line)
		}
		if got := newPainter(nil).paint(line, pos); len(got) != len(line) {
			t.Errorf("%d styles for %d characters", len(got), len(line))
		}
		locate(text)
		nextIndent(text)
		dedented(text)
		complete(text, false)
	})
}

// TestResize: the prompt is whole again after each width.
func TestResize(t *testing.T) {
	s := start(t, setup{cols: 30, rows: 10})
	s.send("'" + strings.Repeat("0123456789", 4))
	s.until("all of it", func() bool { s.ed.mu.Lock(); defer s.ed.mu.Unlock(); return len(s.ed.line) == 41 && s.ed.pos == 41 })
	for _, cols := range []int{60, 20, 45, 1, 30} {
		s.vt.mu.Lock()
		s.vt.reflow(cols)
		s.vt.mu.Unlock()
		s.resize()
		if cols == 1 {
			continue // taken for a width that is not known
		}
		if n := strings.Count(s.vt.text(), ">>> '"); n != 1 {
			t.Errorf("at %d columns the prompt stands %d times:\n%s", cols, n, s.vt.text())
		}
	}
	s.send("\x1a'\r")
	s.prompt()
	if s.suspended.Load() != 1 {
		t.Error("Ctrl-Z did not suspend")
	}
}
