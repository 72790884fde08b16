package grammar

import (
	"strings"
	"sync"
	"testing"
)

// TestFormat compares with what CPython prints for a script.
func TestFormat(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{"x y\n", `  File "a.py", line 1
    x y
      ^
SyntaxError: invalid syntax
`},
		{"if x:\n\t\tprint 'a', b\n", `  File "a.py", line 2
    ` + "\t\tprint 'a', b\n    \t\t^^^^^^^^^^^^" + `
SyntaxError: Missing parentheses in call to 'print'. Did you mean print(...)?
`},
		{"def f():\n", `  File "a.py", line 1
    def f():
IndentationError: expected an indented block after function definition on line 1
`},
		{"f(a\n  b)", `  File "a.py", line 1
    f(a
      ^
SyntaxError: invalid syntax. Perhaps you forgot a comma?
`},
		{"é = “a”", `  File "a.py", line 1
    é = “a”
        ^
SyntaxError: invalid character '“' (U+201C)
`},
		{"x = (1,\n", `  File "a.py", line 1
    x = (1,
        ^
SyntaxError: '(' was never closed
`},
		{"if x:\n\ty\n        z", `  File "a.py", line 3
    z
TabError: inconsistent use of tabs and spaces in indentation
`},
		{"# coding: foo\n", "SyntaxError: encoding problem: foo\n"},
	} {
		if got := Parse("a.py", []byte(c.src), Options{}).Err().Format(); got != c.want {
			t.Errorf("%q: got\n%s\nwant\n%s", c.src, got, c.want)
		}
	}
}

// TestSeveralErrors: each wrong statement of a file is reported once, in order.
func TestSeveralErrors(t *testing.T) {
	for _, c := range []struct {
		src  string
		want []string
	}{
		{"x y\nz = 1\nif a\n  b\nprint c\n", []string{
			"1: invalid syntax", "3: expected ':'", "5: Missing parentheses in call to 'print'. Did you mean print(...)?"}},
		{"def f():\n  a b\n  c d\nx = )\ny = 1\n", []string{"4: unmatched ')'", "2: invalid syntax"}},
		{"x = 'abc\ny = 1\ndef f(): pass\nclass A\n  pass\n", []string{
			"1: unterminated string literal (detected at line 1)", "4: expected ':'"}},
		{"f(1, 2\n\ndef g():\n  pass\n\ndef h()\n  pass\n", []string{"1: '(' was never closed", "6: expected ':'"}},
		{"x = '''abc\ny z\n", []string{"1: unterminated triple-quoted string literal (detected at line 2)"}},
		{"if x:\n    a\n  b\nc d\n", []string{"3: unindent does not match any outer indentation level"}},
	} {
		var got []string
		for _, e := range Parse("a.py", []byte(c.src), Options{}).Errors {
			got = append(got, strings.TrimPrefix(e.Error(), "a.py:"))
		}
		for i := range got {
			line, msg, _ := strings.Cut(got[i], ": ")
			_, msg, _ = strings.Cut(msg, ": ")
			got[i] = line + ": " + msg
		}
		if strings.Join(got, "\n") != strings.Join(c.want, "\n") {
			t.Errorf("%q: got %q, want %q", c.src, got, c.want)
		}
	}
}

// TestInteractive answers as codeop.compile_command does.
func TestInteractive(t *testing.T) {
	for text, want := range map[string]string{
		"": "ok", "# c": "ok", "x = 1": "ok", "x y": "error", "x = 1 +": "error", "if x:": "more", "if x:\n  y": "more",
		"if x:\n  y\n": "ok", "if x:\n  y\n  ": "more", "if x: y": "more", "if x: y\n": "ok", "f(": "more", "f(\n1)": "ok",
		"'''a": "more", "'''a\nb'''": "ok", "'a": "error", "x \\": "more", "@d": "more", "@d\ndef f(): pass": "more",
		"try:\n  x": "more", "try:\n  x\n": "more", "try:\n  x\nexcept: y\n": "ok", "x\ny": "error", "x; y": "ok",
		"class A:\n  def f(self):": "more", "if x:\ny": "error", "else:": "error", "f'{": "more", "f'{x": "more", "x)": "error",
	} {
		u, more := ParseInteractive("<stdin>", text)
		got := "ok"
		if more {
			got = "more"
		} else if u.Err() != nil {
			got = "error"
		}
		if got != want {
			t.Errorf("%q: got %s, want %s (%v)", text, got, want, u.Err())
		}
	}
}

// TestParallel parses in many goroutines at once.
func TestParallel(t *testing.T) {
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			for range 5 {
				if u := Parse("a.py", []byte(sample(i)), Options{}); u.Err() != nil {
					t.Error(u.Err())
				}
				if u := Parse("a.py", []byte(sample(i)+"x y"), Options{}); u.Err() == nil {
					t.Error("parsed")
				}
			}
		})
	}
	wg.Wait()
}

func TestSource(t *testing.T) {
	s := NewSource("a.py", "é = 1\n\nx")
	for _, c := range []struct {
		off  uint32
		want Position
	}{
		{0, Position{1, 0, 0}}, {2, Position{1, 1, 2}}, {6, Position{1, 5, 6}}, {7, Position{2, 0, 0}}, {8, Position{3, 0, 0}},
		{9, Position{3, 1, 1}}, {99, Position{3, 1, 1}},
	} {
		if got := s.Position(c.off); got != c.want {
			t.Errorf("position of %d: got %v, want %v", c.off, got, c.want)
		}
	}
	if s.NumLines() != 3 || s.Line(1) != "é = 1" || s.Line(3) != "x" || s.Line(4) != "" || s.LineStart(3) != 8 {
		t.Error("lines are wrong")
	}
}
