package compile_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/aio-lang/aio/ast"
	"github.com/aio-lang/aio/grammar"
	"github.com/aio-lang/aio/tests/cpython"
	"github.com/aio-lang/aio/vm/code"
	"github.com/aio-lang/aio/vm/compile"
)

var update = flag.Bool("update", false, "ask CPython again and write its answers to testdata")

// askPython runs a script of testdata on programs and returns its answers.
func askPython(t *testing.T, script string, programs []string) []string {
	in, err := json.Marshal(programs)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(cpython.Path(t), script)
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

// TestAnnotations compares the text of annotations that are kept as text with
// CPython's.
func TestAnnotations(t *testing.T) {
	programs, answers := oracleCases(t, "testdata/annotations.txt", "testdata/ask_annotations.py")
	for i, p := range programs {
		text := "from __future__ import annotations\nx: " + p
		u := grammar.Parse("test", []byte(text), grammar.Options{Origin: grammar.FromText})
		if u.Err() != nil {
			if !strings.Contains(answers[i], "Error: ") {
				t.Errorf("%s: %v", p, u.Err())
			}
			continue
		}
		co, errs := compile.Module(u.Module, code.NewSource("test", text), compile.Options{})
		if len(errs) > 0 {
			if !strings.Contains(answers[i], errs[0].(*compile.Error).Msg) {
				t.Errorf("%s: got %v, want %s", p, errs, answers[i])
			}
			continue
		}
		if got := compile.Repr(annotationOf(co)); got != answers[i] {
			t.Errorf("%s: got %s, want %s", p, got, answers[i])
		}
	}
}

// annotationOf finds the only annotation of a module: the first constant that
// its code loads after it has made __annotations__.
func annotationOf(co *code.Code) code.Const {
	for i, in := range co.Instrs {
		if in.Op == code.LoadK && i > 0 && co.Instrs[i+1].Op == code.GetGlobal {
			return co.Consts[in.B/code.Scale]
		}
	}
	return nil
}

// TestSpans compares where instructions that can raise come from with
// CPython's.
func TestSpans(t *testing.T) {
	programs, answers := oracleCases(t, "testdata/spans.txt", "testdata/ask_spans.py")
	for i, p := range programs {
		found := map[string][]string{}
		spansOf(mustCompile(t, p), found)
		var lines []string
		for _, kind := range spanKinds {
			if at := found[kind]; len(at) > 0 {
				slices.SortFunc(at, comparePlaces)
				lines = append(lines, kind+": "+strings.Join(slices.Compact(at), " "))
			}
		}
		if got := strings.Join(lines, "\n"); got != answers[i] {
			t.Errorf("%sgot\n%s\nwant\n%s", p, got, answers[i])
		}
	}
}

var spanKinds = []string{
	"call", "attribute", "set attribute", "delete attribute", "operator", "unary", "comparison", "item", "set item",
	"delete item", "iteration", "unpacking", "raise", "import", "format", "with", "except", "extension", "truth",
}

// comparePlaces orders texts line:col-line:col as their numbers.
func comparePlaces(a, b string) int {
	var x, y [4]int
	fmt.Sscanf(a, "%d:%d-%d:%d", &x[0], &x[1], &x[2], &x[3])
	fmt.Sscanf(b, "%d:%d-%d:%d", &y[0], &y[1], &y[2], &y[3])
	return slices.Compare(x[:], y[:])
}

func spansOf(c *code.Code, found map[string][]string) {
	add := func(kind string, i int) {
		line, col := c.Source.Position(c.Spans[i].Pos)
		endLine, endCol := c.Source.Position(c.Spans[i].End)
		found[kind] = append(found[kind], fmt.Sprintf("%d:%d-%d:%d", line, col, endLine, endCol))
	}
	for i, in := range c.Instrs {
		switch op := in.Op; {
		case op == code.CallMethod || op == code.CallMethodKw:
			add("call", i)
			add("attribute", i+1)
		case op == code.LoadMethod || op == code.GetAttr:
			add("attribute", i)
		case op >= code.Call && op <= code.CallLoadedKw:
			add("call", i)
		case op == code.SetAttr:
			add("set attribute", i)
		case op == code.DelAttr:
			add("delete attribute", i)
		case op >= code.Add && op <= code.Binary:
			add("operator", i)
		case op == code.Neg || op == code.Invert:
			add("unary", i)
		case op >= code.Lt && op <= code.Ge || op == code.In || op == code.NotIn || op == code.JIn || op == code.JNotIn:
			add("comparison", i)
		case op >= code.JFLt && op <= code.JTGeI:
			add("comparison", i)
		case op == code.GetItem || op == code.GetItemI || op == code.GetSlice:
			add("item", i)
		case op == code.SetItem || op == code.SetSlice:
			add("set item", i)
		case op == code.DelItem:
			add("delete item", i)
		case op == code.GetIter || op == code.ForIter || op == code.Intrinsic && in.N == code.IntrinsicIter:
			add("iteration", i)
		case op == code.Unpack || op == code.UnpackEx:
			add("unpacking", i)
		case op == code.Raise || op == code.RaiseFrom || op == code.RaiseBare:
			add("raise", i)
		case op == code.Import || op == code.ImportFrom:
			add("import", i)
		case op == code.FormatValue:
			add("format", i)
		case op == code.LoadSpecial:
			add("with", i)
		case op == code.ExcMatch:
			add("except", i)
		case op == code.ListExtend || op == code.SetUpdate || op == code.DictUpdate || op == code.DictMerge:
			add("extension", i)
		case op == code.JTrue || op == code.JFalse || op == code.Not:
			add("truth", i)
		}
	}
	for _, child := range c.Children {
		spansOf(child, found)
	}
}
