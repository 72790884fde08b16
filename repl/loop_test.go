package repl

import (
	"strings"
	"testing"
	"time"
)

// TestTasksWhileTyping: output comes above the prompt, and what was typed stays.
func TestTasksWhileTyping(t *testing.T) {
	s := start(t, setup{})
	s.enter("go = asyncio.Event()")
	s.send("async def tick():\rawait go.wait()\rfor n in range(3): print('tick', n); await asyncio.sleep(0)\r\r")
	s.prompt()
	s.enter("t = asyncio.create_task(tick())")
	s.send("x = '中文")
	s.until("typing", func() bool { _, l := s.vt.cursor(); return l == ">>> x = '中文" })
	s.e.post(func() {
		t := &s.e.t.Thread
		v := s.e.s.Main.Dict.GetStr(t.M.Intern("go"))
		t.CallMethod(v, t.M.Intern("set"))
	})
	s.wait("tick 0\ntick 1\ntick 2\n>>> x = '中文")
	if col, line := s.vt.cursor(); col != 13 || line != ">>> x = '中文" {
		t.Errorf("cursor in column %d of %q", col, line)
	}
	s.send("'\r")
	s.prompt()
	if got := s.enter("x"); got != "'中文'" {
		t.Error(got)
	}
}

// TestPartialLines: an unended line stands above the prompt and is gone on with.
func TestPartialLines(t *testing.T) {
	s := start(t, setup{cols: 20, rows: 10})
	s.send("typed")
	s.until("typing", func() bool { _, l := s.vt.cursor(); return l == ">>> typed" })
	for _, c := range [][2]string{
		{"ab", "ab\n>>> typed"},
		{"cd", "abcd\n>>> typed"},
		{"\rxy", "xycd\n>>> typed"},
		{"z", "xyzd\n>>> typed"},
		{"\r", "xyzd\n>>> typed"},
		{"x\nnext\n", "xyzd\nnext\n>>> typed"},
		{strings.Repeat("w", 30), "next\n" + strings.Repeat("w", 20) + "\n" + strings.Repeat("w", 10) + "\n>>> typed"},
		{"!\n", strings.Repeat("w", 10) + "!\n>>> typed"},
	} {
		s.screen.Write([]byte(c[0]))
		if got := s.vt.text(); !strings.HasSuffix(got, c[1]) {
			t.Errorf("after %q:\n%s", c[0], got)
		}
	}
}

func TestBackgroundFailure(t *testing.T) {
	s := start(t, setup{})
	s.send("async def bad():\rraise ValueError('oops')\r\r")
	s.prompt()
	got := s.enter("t = asyncio.create_task(bad())")
	s.wait("ValueError: oops")
	text := s.vt.text()
	for _, want := range []string{
		"Task exception was never retrieved\n",
		"File \"<python-input-0>\", line 2, in bad\n    raise ValueError('oops')\n",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing:\n%s", want, text)
		}
	}
	s.prompt()
	// what an input asks for itself is told once
	got = s.enter("t2 = asyncio.create_task(bad()); await asyncio.sleep(0); await t2")
	if strings.Contains(got, "never retrieved") || !strings.Contains(got, "ValueError: oops") {
		t.Error(got)
	}
	s.enter("asyncio.get_running_loop().call_soon(lambda: 1/0) and None")
	s.wait("ZeroDivisionError: division by zero")
}

// TestNothingEndsTheLoop: every error is reported, and the prompt returns.
func TestNothingEndsTheLoop(t *testing.T) {
	s := start(t, setup{})
	for _, c := range [][2]string{
		{"1/0", "ZeroDivisionError: division by zero"},
		{"raise KeyboardInterrupt", "KeyboardInterrupt"},
		{"await asyncio.sleep(0); raise KeyboardInterrupt('x')", "KeyboardInterrupt: x"},
		{"raise asyncio.CancelledError", "CancelledError"},
		{"asyncio.current_task()", ""},
		{"asyncio.get_running_loop().stop()", ""},
		{"asyncio.get_running_loop().close()", "RuntimeError: Cannot close a running event loop"},
		{"asyncio.run(asyncio.sleep(0))", "RuntimeError: asyncio.run() cannot be called from a running event loop"},
		{"raise BaseExceptionGroup('g', [KeyboardInterrupt()])", "KeyboardInterrupt"},
		{"import sys; sys.excepthook = None; 1/0", "Error in sys.excepthook"},
		{"sys.excepthook = sys.__excepthook__", ""},
		{"sys.displayhook = lambda v: 1/0", ""},
		{"5", "ZeroDivisionError"},
		{"sys.displayhook = sys.__displayhook__", ""},
		{"del sys.ps2", ""},
		{"def f(): return f()", ""},
		{"x = 1", ""},
	} {
		if c[0] == "def f(): return f()" {
			s.send(c[0] + "\r\r")
			s.prompt()
			continue
		}
		if got := s.enter(c[0]); !strings.Contains(got, c[1]) || c[1] == "" && got != "" {
			t.Errorf("%s shows\n%s", c[0], got)
		}
	}
	if got := s.enter("f()"); !strings.Contains(got, "RecursionError: maximum recursion depth exceeded") {
		t.Error(got)
	}
	// out of background tasks
	s.send("async def end(e):\rraise e\r\r")
	s.prompt()
	s.enter("asyncio.create_task(end(SystemExit(3))) and None")
	s.wait("SystemExit: 3")
	s.enter("asyncio.create_task(end(KeyboardInterrupt('k'))) and None")
	s.wait("KeyboardInterrupt: k")
	if got := s.enter("1 + 1"); got != "2" {
		t.Error(got)
	}
}

func TestPrompts(t *testing.T) {
	s := start(t, setup{})
	s.send("import sys; sys.ps1 = 'in: '\r")
	s.until("the prompt", func() bool { _, l := s.vt.cursor(); return l == "in:" })
	s.send("class P:\r")
	s.until("the second", func() bool { col, l := s.vt.cursor(); return l == "..." && col == 8 })
	s.send("n = 0\rdef __str__(self):\rP.n += 1; return f'{P.n}> '\r\rsys.ps1, sys.ps2 = P(), '| '\r")
	s.until("the prompt", func() bool { _, l := s.vt.cursor(); return l == "1>" })
	s.send("(\r")
	s.until("the second", func() bool { _, l := s.vt.cursor(); return l == "|" })
	s.send("3)\r")
	s.wait("3\n2>")
}

func TestInterrupt(t *testing.T) {
	s := start(t, setup{})
	s.send("async def tick():\rwhile True: await asyncio.sleep(0.001)\r\r")
	s.prompt()
	s.enter("t = asyncio.create_task(tick())")
	// at the prompt it clears what was typed
	s.send("half of a line\x03")
	s.wait("half of a line^C\n>>>")
	s.prompt()
	s.send("def f():\rx\x03")
	s.wait("x^C\n>>>")
	s.prompt()
	// a loop
	s.send("while True: pass\r\r")
	s.until("running", func() bool { return !s.isRaw.Load() })
	time.Sleep(10 * time.Millisecond)
	s.interrupt()
	s.wait("File \"<python-input-2>\", line 1, in <module>\n    while True: pass")
	s.wait("KeyboardInterrupt\n>>>")
	s.prompt()
	// a wait
	s.send("try: await asyncio.sleep(1000)\rfinally: print('finally')\r\r")
	s.until("running", func() bool { return !s.isRaw.Load() })
	time.Sleep(10 * time.Millisecond)
	s.interrupt()
	s.wait("finally\nKeyboardInterrupt\n>>>")
	s.prompt()
	if got := s.enter("t.done(), t.cancelling()"); got != "(False, 0)" {
		t.Errorf("the background task: %s", got)
	}
	// an input that does not let itself be cancelled
	s.send("async def stubborn():\rwhile True:\rtry: await asyncio.sleep(1000)\rexcept asyncio.CancelledError: pass\r\r")
	s.prompt()
	s.send("await stubborn()\r")
	s.until("running", func() bool { return !s.isRaw.Load() })
	time.Sleep(10 * time.Millisecond)
	s.interrupt()
	time.Sleep(10 * time.Millisecond)
	s.interrupt()
	s.wait("goes on in the")
	s.prompt()
}

// TestBusyTask: a task that keeps the loop to itself can be stopped.
func TestBusyTask(t *testing.T) {
	s := start(t, setup{})
	s.send("async def busy():\rawait asyncio.sleep(0.01)\rwhile True: pass\r\r")
	s.prompt()
	s.enter("t = asyncio.create_task(busy())")
	time.Sleep(50 * time.Millisecond)
	s.send("1\r")
	s.until("running", func() bool { return !s.isRaw.Load() })
	time.Sleep(10 * time.Millisecond)
	s.interrupt()
	s.wait("keeps the loop busy")
	s.prompt()
	s.send("2\r")
	s.until("running", func() bool { return !s.isRaw.Load() })
	time.Sleep(10 * time.Millisecond)
	s.interrupt()
	s.wait("in busy")
	s.prompt()
	if got := s.enter("t.done()"); got != "True" {
		t.Error(got)
	}
}
