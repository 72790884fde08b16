package profile_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/aio-lang/aio/stdlib"
	"github.com/aio-lang/aio/stdlib/program"
)

const script = `import asyncio

def burn():
    n = 0
    for i in range(3_000_000):
        n += i % 7
    return n

async def leaf():
    await asyncio.sleep(0)
    return (lambda: burn())()

async def main():
    await asyncio.gather(leaf(), leaf())

asyncio.run(main())
`

// TestProfile looks at the stacks of a profile with the tool it is meant for.
func TestProfile(t *testing.T) {
	dir := t.TempDir()
	file, out := filepath.Join(dir, "burn.aio"), filepath.Join(dir, "out.pprof")
	if err := os.WriteFile(file, []byte(script), 0o644); err != nil {
		t.Fatal(err)
	}
	if status := program.Run(stdlib.NewMachine(false), program.Options{Target: file, Profile: out}); status != 0 {
		t.Fatalf("exit status %d", status)
	}
	for _, report := range []struct{ flag, want string }{
		{"-traces", "burn\n leaf.locals.lambda\n leaf\n"},
		{"-traces", "module\n"},
		{"-list=burn", "n += i % 7"},
	} {
		text, err := exec.Command("go", "tool", "pprof", "-sample_index=samples", report.flag, out).CombinedOutput()
		if err != nil {
			t.Fatalf("pprof %s: %v\n%s", report.flag, err, text)
		}
		// a frame a line, however far in
		flat := strings.Join(strings.Fields(strings.ReplaceAll(string(text), "\n", " \x01 ")), " ")
		want := strings.Join(strings.Fields(strings.ReplaceAll(report.want, "\n", " \x01 ")), " ")
		if !strings.Contains(flat, want) {
			t.Errorf("pprof %s lacks %q:\n%s", report.flag, report.want, text)
		}
	}
}
