// Package tests holds the golden programs, by theme, and the tests that run
// them and look at the house as a whole.
package tests

import (
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/aio-lang/aio/tests/golden"
)

var update = flag.Bool("update", false, "rewrite the golden files with what the programs print")

// buildCommand builds the aio command for a test.
func buildCommand(t *testing.T) string {
	t.Helper()
	bin := filepath.Join(t.TempDir(), "aio")
	cmd := exec.Command("go", "build", "-o", bin, "github.com/aio-lang/aio")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	return bin
}

// TestGolden runs every golden program of the examples and of the themes here.
func TestGolden(t *testing.T) {
	bin := buildCommand(t)
	cases, orphans, err := golden.Find([]string{"../examples", "."})
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range orphans {
		t.Errorf("%s: %s", o.Case.Script, o.Failure)
	}
	opts := golden.Options{Command: []string{bin, "run"}, Update: *update, Jobs: runtime.NumCPU() * 2}
	for _, r := range golden.Run(cases, opts) {
		t.Run(filepath.ToSlash(r.Case.Script), func(t *testing.T) {
			if r.Failure != "" {
				t.Error("\n" + r.Failure)
			}
		})
	}
}

// TestRunner tests the runner itself: what it must notice.
func TestRunner(t *testing.T) {
	bin := buildCommand(t)
	dir := t.TempDir()
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("same.aio", "print('yes')\n")
	write("same.out", "yes\n")
	write("other.aio", "print('no')\n")
	write("other.out", "yes\n")
	write("status.aio", "raise SystemExit(3)\n")
	write("status.out", "")
	write("gone.out", "nobody prints this\n")
	cases, orphans, err := golden.Find([]string{dir})
	if err != nil || len(orphans) != 1 || len(cases) != 3 {
		t.Fatalf("found %d cases, %d orphans, %v", len(cases), len(orphans), err)
	}
	opts := golden.Options{Command: []string{bin, "run"}, Jobs: 2}
	failed := map[string]bool{}
	for _, r := range golden.Run(cases, opts) {
		failed[filepath.Base(r.Case.Script)] = r.Failure != ""
	}
	if failed["same.aio"] || !failed["other.aio"] || !failed["status.aio"] {
		t.Errorf("wrong verdicts: %v", failed)
	}
	opts.Update = true
	golden.Run(cases, opts)
	opts.Update = false
	for _, r := range golden.Run(cases, opts) {
		if r.Failure != "" {
			t.Errorf("after an update %s fails:\n%s", r.Case.Script, r.Failure)
		}
	}
}
