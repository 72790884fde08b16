package repl

import (
	"io"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/aio-lang/aio/stdlib"
	"github.com/aio-lang/aio/stdlib/program"
	"github.com/aio-lang/aio/vm"
)

// session is a prompt on a terminal made up for a test: keys go in through a
// pipe, and a vt shows what comes out.
type session struct {
	*repl
	t      *testing.T
	vt     *vt
	keys   *io.PipeWriter
	status chan int
	// isRaw: the terminal is in raw mode. released: it was given back.
	isRaw, released atomic.Bool
	suspended       atomic.Int32
	resize          func()
	seen            int // how much of the vt's text wait has passed
}

type setup struct {
	cols, rows int
	colour     bool
	history    string
	opts       program.Options
}

func start(t *testing.T, with setup) *session {
	if with.cols == 0 {
		with.cols, with.rows = 80, 24
	}
	in, keys := io.Pipe()
	s := &session{t: t, vt: newVT(with.cols, with.rows), keys: keys, status: make(chan int, 1)}
	if with.history == "" {
		with.history = filepath.Join(t.TempDir(), "aio", "history")
	}
	s.repl = &repl{
		m: stdlib.NewMachine(false), hist: openHistory(with.history), colour: with.colour,
		term: terminal{
			in: in, out: s.vt,
			size:     func() (int, int) { s.vt.mu.Lock(); defer s.vt.mu.Unlock(); return s.vt.cols, s.vt.rows },
			raw:      func() error { s.isRaw.Store(true); return nil },
			cooked:   func() error { s.isRaw.Store(false); return nil },
			onResize: func(f func()) { s.resize = f },
		},
		shows:   func(fd int) bool { return true },
		suspend: func(redraw func()) { s.suspended.Add(1); redraw() },
		release: func() { s.released.Store(true) },
	}
	s.assemble()
	if with.opts.Kind == 0 && with.opts.Target == "" {
		with.opts.Kind = program.Prompt
	}
	with.opts.End = func() {}
	go func() { s.status <- s.run(with.opts) }()
	t.Cleanup(s.leave)
	s.wait(">>> ")
	return s
}

// leave ends the session, whatever it is doing.
func (s *session) leave() {
	for range 3 {
		select {
		case <-s.status:
			s.keys.Close()
			return
		case <-time.After(20 * time.Millisecond):
		}
		s.interrupt()
		s.e.post(func() { s.e.asked = true })
		go s.keys.Write([]byte("\x03\x04"))
	}
	select {
	case <-s.status:
	case <-time.After(10 * time.Second):
		s.t.Errorf("the session does not end:\n%s", s.vt.text())
	}
	s.keys.Close()
}

// interrupt is Ctrl-C while something runs.
func (s *session) interrupt() { s.e.t.Interrupt(func(t *vm.Thread) bool { return s.e.interrupt(t) }) }

// until waits for something to come true.
func (s *session) until(what string, f func() bool) {
	s.t.Helper()
	for end := time.Now().Add(10 * time.Second); !f(); {
		if time.Now().After(end) {
			s.t.Fatalf("waited in vain for %s; the screen:\n%s", what, s.vt.text())
		}
		time.Sleep(time.Millisecond)
	}
}

// wait waits until text is on the screen, below what was waited for before.
func (s *session) wait(text string) {
	s.t.Helper()
	s.until("\""+text+"\"", func() bool {
		all := s.vt.text() + " "
		i := strings.Index(all[min(s.seen, len(all)):], text)
		if i < 0 {
			return false
		}
		s.seen += i + len(text)
		return true
	})
}

// prompt waits for an empty prompt.
func (s *session) prompt() {
	s.t.Helper()
	s.until("a prompt", func() bool {
		col, line := s.vt.cursor()
		return s.isRaw.Load() && col == 4 && line == ">>>"
	})
	s.seen = max(0, len(s.vt.text())-len(">>>"))
}

// send sends keys.
func (s *session) send(keys string) { s.keys.Write([]byte(keys)) }

// enter enters a line and returns what is shown between it and the next
// prompt.
func (s *session) enter(line string) string {
	s.t.Helper()
	s.prompt()
	s.send(line)
	s.until("echo", func() bool { _, l := s.vt.cursor(); return strings.HasSuffix(l, line) })
	s.send("\r")
	s.until("the line's end", func() bool { _, l := s.vt.cursor(); return !strings.HasSuffix(l, line) })
	s.prompt()
	all := s.vt.text()
	i := strings.LastIndex(all, ">>> "+line+"\n")
	if i < 0 {
		s.t.Fatalf("%q is not on the screen:\n%s", line, all)
	}
	s.seen = i + len(line) + 5
	return strings.TrimSuffix(strings.TrimSuffix(all[s.seen:], ">>>"), "\n")
}

func TestValues(t *testing.T) {
	s := start(t, setup{})
	for _, c := range [][2]string{
		{"1 + 1", "2"},
		{"_ * 21", "42"},
		{"None", ""},
		{"x = 5; x", "5"},
		{"1; 2", "1\n2"},
		{"await asyncio.sleep(0, 'slept')", "'slept'"},
		{"_", "'slept'"},
		{"'中文' + chr(128512)", "'中文😀'"},
		{"a b", "  File \"<python-input-8>\", line 1\n    a b\n    ^^^\nSyntaxError: invalid syntax"},
	} {
		if got := s.enter(c[0]); got != strings.ReplaceAll(c[1], "    ^^^\n", "      ^\n") {
			t.Errorf("%s shows\n%s\nwant\n%s", c[0], got, c[1])
		}
	}
}
