package compile_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/aio-lang/aio/grammar"
	"github.com/aio-lang/aio/vm/code"
	"github.com/aio-lang/aio/vm/compile"
)

// FuzzCompile: whatever the grammar takes either has errors, with spans in the
// text, or becomes code that passes the checker.
func FuzzCompile(f *testing.F) {
	for _, file := range []string{"testdata/errors.txt", "testdata/warnings.txt", "testdata/spans.txt"} {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for _, c := range strings.Split(string(data), caseEnd) {
			program, _, _ := strings.Cut(c, answerSep)
			f.Add(program)
		}
	}
	programs, _ := filepath.Glob("testdata/dis/*.aio")
	for _, p := range programs {
		data, err := os.ReadFile(p)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
	}
	f.Fuzz(func(t *testing.T, text string) {
		u := grammar.Parse("fuzz", []byte(text), grammar.Options{Origin: grammar.FromText})
		if u.Err() != nil {
			return
		}
		src := code.NewSource("fuzz", u.Source.Text)
		for _, opts := range []compile.Options{{}, {ByName: true, TopLevelAwait: true, Optimize: 2, Warn: func(compile.Warning) {}}} {
			co, errs := compile.Module(u.Module, src, opts)
			if (co == nil) == (len(errs) == 0) {
				t.Fatalf("code %v with errors %v", co, errs)
			}
			for _, err := range errs {
				e := err.(*compile.Error)
				if e.Msg == "" || e.Class == "" || e.Span.Pos > e.Span.End || int(e.Span.End) > len(u.Source.Text) {
					t.Fatalf("error %+v", e)
				}
			}
			if co == nil {
				continue
			}
			if err := co.Check(); err != nil {
				var b bytes.Buffer
				co.Disassemble(&b)
				t.Fatalf("%v\n%s", err, b.String())
			}
		}
	})
}
