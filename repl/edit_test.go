package repl

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const (
	up_, down_, left, right = "\x1b[A", "\x1b[B", "\x1b[D", "\x1b[C"
	home, end, del          = "\x1b[H", "\x1b[F", "\x1b[3~"
)

// TestEditing: keys, and the text that Enter hands over.
func TestEditing(t *testing.T) {
	s := start(t, setup{})
	for _, c := range []struct{ keys, want string }{
		{"'abd'" + left + left + "c", "'abcd'"},
		{"'bc'" + home + right + "a", "'abc'"},
		{"'abc" + home + del + "\"" + end + "\"", "'abc'"},
		{"'one two'\x17\x17x'", "'x'"},                // Ctrl-W
		{"'kill me'\x15'y'", "'y'"},                   // Ctrl-U
		{"'abc'" + left + left + "\x0b\x19", "'abc'"}, // Ctrl-K, Ctrl-Y brings c' back
		{"'a b'\x1bb\x1bbx\x1bf\x05", ""},             // Alt-b, Alt-f
		{"'\x00n\x00ul'", "'nul'"},                    // NUL is dropped
		{"'中文'" + left + left + "\x7f" + "国", "'国文'"},
		{"'\U0001F600'", "'\U0001F600'"},
		{"\x1b[<35;1;1M'mouse'", "'mouse'"},
		{"'x'" + strings.Repeat(left, 10) + strings.Repeat(right, 10), "'x'"},
	} {
		s.prompt()
		s.send(c.keys)
		if c.want == "" {
			s.send("\x03")
			continue
		}
		s.send("\r")
		s.wait("\n" + c.want + "\n>>>")
	}
}

// TestCursorAfterWideCharacters: the cursor stands where the next character
// comes, wherever lines wrap.
func TestCursorAfterWideCharacters(t *testing.T) {
	s := start(t, setup{cols: 20, rows: 10})
	for _, c := range []struct {
		keys string
		col  int
		line string
	}{
		{"x中文", 9, ">>> x中文"},
		{left, 7, ">>> x中文"},
		{end + "0123456789", 19, ">>> x中文0123456789"},
		{"中", 2, "中"},        // no room in the last column
		{left + "8", 0, "中"}, // fills the row: the cursor is on the next
		{end + "e\u0301", 3, "中e"},
	} {
		s.send(c.keys)
		s.until(c.line, func() bool {
			col, line := s.vt.cursor()
			return col == c.col && (line == c.line || strings.HasPrefix(line, c.line))
		})
	}
	if len(s.vt.unknown) > 0 {
		t.Errorf("sequences %q", s.vt.unknown)
	}
}

func TestMultiLine(t *testing.T) {
	s := start(t, setup{})
	s.send("for i in range(2):\rif i:\rprint('one')\relse:\rprint('other')\r\r")
	s.wait(">>> for i in range(2):\n...     if i:\n...         print('one')\n...     else:\n...         print('other')\n...\nother\none\n>>>")
	s.prompt()
	// editing an earlier line, then leaving by Ctrl-C
	s.send("def f():\rreturn 1" + up_ + home + "async \x1b[F")
	s.wait(">>> async def f():\n...     return 1")
	s.send("\x03")
	s.prompt()
	// backspace takes a level of indentation
	s.send("if 1:\rif 1:\rpass\rx = 7\r\rx\r")
	s.wait("...     x = 7\n")
	s.wait("\n7\n")
	s.prompt()
	// Alt-Enter begins a line where Enter would run
	s.send("1\x1b\r2\r")
	s.wait(">>> 1\n... 2\n2\n>>>")
	s.prompt()
	s.send("(1,\r2)\r")
	s.wait("(1, 2)\n>>>")
	s.prompt()
	s.send("'''a\rb'''\r")
	s.wait("'a\\nb'\n>>>")
}

func TestPaste(t *testing.T) {
	s := start(t, setup{})
	paste := func(text string) { s.send("\x1b[200~" + strings.ReplaceAll(text, "\n", "\r") + "\x1b[201~") }
	paste("def f(x):\n    y = x\n\n    return y * 2\n")
	s.wait("...     return y * 2")
	s.send("\r")
	s.prompt()
	if got := s.enter("f(21)"); got != "42" {
		t.Errorf("a pasted function: %s", got)
	}
	paste("import sys\n\nclass A:\n\tx = 1\n\n\ty = 2\n\nprint(A.x,\n      A.y)\nA.x + A.y")
	s.send("\r")
	s.wait("1 2\n3\n>>>")
	s.prompt()
	// in pieces, and with what would steer the terminal
	for _, piece := range []string{"\x1b", "[20", "0~'p", "as\x1b[31mted\x07'", "\x1b[2", "01", "~"} {
		s.send(piece)
	}
	s.send("\r")
	s.wait("'pas[31mted'\n>>>")
}

func TestHistory(t *testing.T) {
	file := filepath.Join(t.TempDir(), "state", "aio", "history")
	s := start(t, setup{history: file})
	s.enter("'first'")
	s.send("def f():\rreturn '\\\\'\r\r")
	s.prompt()
	s.enter("'last'")
	s.send(up_ + up_)
	s.wait(">>> def f():\n...     return '\\\\'")
	s.send("\r")
	s.prompt()
	s.send("draft" + up_ + down_)
	s.until("the draft", func() bool { _, l := s.vt.cursor(); return l == ">>> draft" })
	s.send("\x15\x12fir")
	s.wait("(reverse-i-search)`fir': 'first'")
	s.send("\r")
	s.wait("'first'\n>>>")
	s.prompt()
	s.send("keep\x12nowhere")
	s.wait("(failed reverse-i-search)`nowhere': ")
	s.send("\x03")
	s.until("what was typed", func() bool { _, l := s.vt.cursor(); return l == ">>> keep" })
	s.send("\x03")
	s.prompt()

	// another that ran meanwhile, and one that comes later
	other := openHistory(file)
	other.add("'other'")
	s.enter("'mine'")
	want := []string{"'first'", "def f():\n    return '\\\\'", "'last'", "def f():\n    return '\\\\'", "'first'", "'other'", "'mine'"}
	later := openHistory(file)
	if got := strings.Join(later.entries, "|"); got != strings.Join(want, "|") {
		t.Errorf("%q", later.entries)
	}
	if st, err := os.Stat(file); err != nil || st.Mode().Perm() != 0o600 {
		t.Error(st.Mode(), err)
	}
}

func TestHistoryFile(t *testing.T) {
	t.Setenv("XDG_STATE_HOME", "/state")
	if got := historyFile(); got != "/state/aio/history" {
		t.Error(got)
	}
	t.Setenv("XDG_STATE_HOME", "relative")
	t.Setenv("HOME", "/home/me")
	if got := historyFile(); got != "/home/me/.local/state/aio/history" {
		t.Error(got)
	}
	file := filepath.Join(t.TempDir(), "history")
	h := openHistory(file)
	for i := range 2*maxHistory + 1 {
		h.entries = append(h.entries, strings.Repeat("x", i%7+1))
	}
	os.WriteFile(file, encodeHistory(h.entries), 0o600)
	if got := len(openHistory(file).entries); got != maxHistory {
		t.Error(got)
	}
	if got := len(openHistory(file).entries); got != maxHistory {
		t.Error(got, "after it was cut")
	}
	if h := openHistory("/proc/nowhere/history"); h.file != "" {
		t.Error("a file that cannot be made")
	}
}

func FuzzHistory(f *testing.F) {
	f.Add([]byte("a\\nb\\\\\n\\"))
	f.Fuzz(func(t *testing.T, data []byte) {
		entries := decodeHistory(data)
		again := decodeHistory(encodeHistory(entries))
		if strings.Join(entries, "\x00") != strings.Join(again, "\x00") {
			t.Errorf("%q becomes %q", entries, again)
		}
	})
}

func TestVi(t *testing.T) {
	s := start(t, setup{})
	s.enter("'older'")
	s.send(":vi\r")
	s.prompt()
	const esc = "\x1b"
	for _, c := range []struct {
		keys []string
		want string
	}{
		{[]string{"'abc'", esc, "hhxA", " * 2"}, "'acac'"},
		{[]string{"'one two'", esc, "0fodwi", "k"}, "'ktwo'"},
		{[]string{"1 + 1", esc, "0cw40"}, "41"},
		{[]string{"'x'", esc, "ddi", "'y'"}, "'y'"},
		{[]string{esc, "k"}, "'y'"},
		{[]string{"'abc'", esc, "0lrXA"}, "'Xbc'"},
		{[]string{"'ab' 'c'", esc, "bbbD"}, ""},
		{[]string{"'e'", esc, "eeewwwGG$", "hi", "nd"}, "'end'"},
	} {
		s.prompt()
		for _, k := range c.keys {
			s.send(k)
			if k == esc {
				s.until("the escape", func() bool { s.ed.mu.Lock(); defer s.ed.mu.Unlock(); return s.ed.vi.normal })
			}
		}
		if c.want == "" {
			s.send("\x03")
			continue
		}
		s.send("\r")
		s.wait("\n" + c.want + "\n>>>")
	}
	s.prompt()
	s.send(":emacs\r")
	s.prompt()
	if got := s.enter("2 + 2"); got != "4" {
		t.Error(got)
	}
}

// FuzzKeys: no keys end the session, or the process.
func FuzzKeys(f *testing.F) {
	for _, seed := range []string{"1+1\r", "\x1b[200~a\x1b[201~", "\x12\x03\x12a\x07\x1b", "if x:\r\ty\r\r", ":vi\r\x1bxrdcw\rGi", "\x1b[A\x1b[B\x1b[", "\xff\xfe中\xe4", "\x1a\x0c\x04"} {
		f.Add([]byte(seed), false)
		f.Add([]byte(seed), true)
	}
	f.Fuzz(func(t *testing.T, keys []byte, vi bool) {
		ed := testEditor(t, vi)
		ed.send(keys)
	})
}
