package compile_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/aio-lang/aio/ast"
	"github.com/aio-lang/aio/grammar"
	"github.com/aio-lang/aio/vm/code"
	"github.com/aio-lang/aio/vm/compile"
)

// compileText compiles a module; the errors are those of the compiler alone.
func compileText(t testing.TB, name, text string, opts compile.Options) (*code.Code, []error) {
	t.Helper()
	return compile.Module(parse(t, text), code.NewSource(name, text), opts)
}

// parse parses text, which the grammar has to take.
func parse(t testing.TB, text string) *ast.Module {
	t.Helper()
	u := grammar.Parse("test", []byte(text), grammar.Options{Origin: grammar.FromText})
	if err := u.Err(); err != nil {
		t.Fatalf("%.100s: %v", text, err)
	}
	return u.Module
}

// mustCompile compiles text that is right, and checks the code.
func mustCompile(t testing.TB, text string) *code.Code {
	t.Helper()
	co, errs := compileText(t, "test.aio", text, compile.Options{})
	if len(errs) > 0 {
		t.Fatalf("%s: %v", text, errs)
	}
	if err := co.Check(); err != nil {
		t.Errorf("%s: %v", text, err)
	}
	return co
}

// TestCorpus compiles every program under the directories of $AIO_CORPUS that
// the grammar takes, and checks the code.
func TestCorpus(t *testing.T) {
	dirs := os.Getenv("AIO_CORPUS")
	if dirs == "" {
		t.Skip("AIO_CORPUS names no directories of Python programs")
	}
	files := 0
	for _, dir := range filepath.SplitList(dirs) {
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".py") && !strings.HasSuffix(path, ".aio") {
				return err
			}
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			if compileFile(t, path, text) {
				files++
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d files", files)
}

func compileFile(t *testing.T, path string, text []byte) bool {
	u := grammar.Parse(path, text, grammar.Options{})
	if u.Err() != nil {
		return false
	}
	co, errs := compile.Module(u.Module, code.NewSource(path, u.Source.Text), compile.Options{})
	if len(errs) > 0 {
		if !strings.Contains(filepath.Base(path), "badsyntax") {
			t.Errorf("%s: %v", path, errs)
		}
		return false
	}
	if err := co.Check(); err != nil {
		t.Errorf("%s: %v", path, err)
	}
	return true
}
