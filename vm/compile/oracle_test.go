package compile_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/aio-lang/aio/ast"
	"github.com/aio-lang/aio/grammar"
	"github.com/aio-lang/aio/vm/code"
	"github.com/aio-lang/aio/vm/compile"
)

var update = flag.Bool("update", false, "ask CPython again and write its answers to testdata")

// findPython returns CPython 3.13: $AIO_PYTHON, python3.13 in PATH, or one
// that pyenv installed.
func findPython(t testing.TB) string {
	if p := os.Getenv("AIO_PYTHON"); p != "" {
		return p
	}
	if p, err := exec.LookPath("python3.13"); err == nil && exec.Command(p, "--version").Run() == nil {
		return p
	}
	home, _ := os.UserHomeDir()
	found, _ := filepath.Glob(filepath.Join(home, ".pyenv/versions/3.13.*/bin/python3.13"))
	if len(found) == 0 {
		t.Skip("no python3.13: set AIO_PYTHON, or have it in PATH or under pyenv")
	}
	return found[len(found)-1]
}

// askPython runs a script of testdata on programs and returns its answers.
func askPython(t *testing.T, script string, programs []string) []string {
	in, err := json.Marshal(programs)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(findPython(t), script)
	cmd.Stdin, cmd.Stderr = bytes.NewReader(in), os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var answers []string
	if err := json.Unmarshal(out, &answers); err != nil || len(answers) != len(programs) {
		t.Fatalf("%v, %d answers to %d programs", err, len(answers), len(programs))
	}
	return answers
}

const (
	caseEnd   = "=====\n"
	answerSep = "----- "
)

// oracleCases reads a file of testdata with programs and CPython's answers,
// asking for new ones with -update.
func oracleCases(t *testing.T, file, script string) (programs, answers []string) {
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range strings.Split(strings.TrimSuffix(string(data), caseEnd), caseEnd) {
		program, answer, _ := strings.Cut(c, answerSep)
		programs = append(programs, program)
		answers = append(answers, strings.TrimSuffix(answer, "\n"))
	}
	if !*update {
		return programs, answers
	}
	answers = askPython(t, script, programs)
	var b strings.Builder
	for i, p := range programs {
		b.WriteString(p + answerSep + answers[i] + "\n" + caseEnd)
	}
	if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	return programs, answers
}

// TestErrors compares the first error of each program with CPython's.
func TestErrors(t *testing.T) {
	programs, answers := oracleCases(t, "testdata/errors.txt", "testdata/ask_errors.py")
	for i, p := range programs {
		if got := firstError(p); got != answers[i] {
			t.Errorf("%s got  %s\n want %s", p, got, answers[i])
		}
	}
}

func firstError(text string) string {
	u := grammar.Parse("test", []byte(text), grammar.Options{Origin: grammar.FromText})
	if e := u.Err(); e != nil {
		return fmt.Sprintf("%s: %s [%d:%d-%d:%d]", e.Class, e.Msg, e.Line, e.Offset, e.EndLine, e.EndOffset)
	}
	_, errs := compile.Module(u.Module, code.NewSource("test", u.Source.Text), compile.Options{})
	if len(errs) == 0 {
		return "no error"
	}
	e := errs[0].(*compile.Error)
	return fmt.Sprintf("%s: %s %s", e.Class, e.Msg, position(u.Source, e.Span))
}

// position writes a span as CPython's errors have it.
func position(s *grammar.Source, at ast.Span) string {
	from, to := s.Position(at.Pos), s.Position(at.End)
	if at.Pos == at.End {
		return fmt.Sprintf("[%d:%d-%d:None]", from.Line, from.Col+1, from.Line)
	}
	return fmt.Sprintf("[%d:%d-%d:%d]", from.Line, from.Col+1, to.Line, to.Col+1)
}

// TestWarnings compares the warnings for each program with CPython's.
func TestWarnings(t *testing.T) {
	programs, answers := oracleCases(t, "testdata/warnings.txt", "testdata/ask_warnings.py")
	for i, p := range programs {
		if got := warnings(t, p); got != answers[i] {
			t.Errorf("%s got  %s\n want %s", p, got, answers[i])
		}
	}
}

func warnings(t *testing.T, text string) string {
	u := grammar.Parse("test", []byte(text), grammar.Options{Origin: grammar.FromText})
	if e := u.Err(); e != nil {
		t.Fatal(text, e)
	}
	var lines []string
	_, errs := compile.Module(u.Module, code.NewSource("test", u.Source.Text), compile.Options{Warn: func(w compile.Warning) {
		line := fmt.Sprintf("%s [%d]", w.Msg, u.Source.LineOf(w.Span.Pos))
		if len(lines) == 0 {
			line += " " + position(u.Source, w.Span)
		}
		lines = append(lines, line)
	}})
	if len(errs) > 0 {
		t.Error(text, errs)
	}
	if len(lines) == 0 {
		return "none"
	}
	return strings.Join(lines, "\n")
}
