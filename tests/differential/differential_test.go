package differential

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/aio-lang/aio/tests/cpython"
)

var (
	programs = flag.Int("programs", 3000, "how many programs to compare")
	seed     = flag.Uint64("seed", 1, "which programs")
	first    = flag.Int("first", 0, "number of the first program")
)

// batch is how many programs run in one process.
const batch = 250

// TestPrograms runs the same programs on aio and on CPython 3.13.
func TestPrograms(t *testing.T) {
	python := cpython.Path(t)
	aio := filepath.Join(t.TempDir(), "aio")
	if out, err := exec.Command("go", "build", "-o", aio, "github.com/aio-lang/aio").CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	for n := *first; n < *first+*programs; n += batch {
		last := min(n+batch, *first+*programs)
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			t.Parallel()
			file := filepath.Join(t.TempDir(), "programs.py")
			if err := os.WriteFile(file, []byte(script(*seed, n, last)), 0o644); err != nil {
				t.Fatal(err)
			}
			want, got := run(t, python, file), run(t, aio, file)
			for i := n; i < last; i++ {
				// hash(nan) is its address on CPython: sets that hold it have any order
				if want[i] != got[i] && !(strings.Contains(want[i], "nan") && strings.Contains(got[i], "nan")) {
					t.Errorf("program %d of seed %d:\n%sCPython: %s\naio:     %s", i, *seed, Program(*seed, i), want[i], got[i])
				}
			}
			if want[-1] != "end" || got[-1] != "end" {
				t.Errorf("the end: CPython %q, aio %q", want[-1], got[-1])
			}
		})
	}
}

// script is a batch of programs, which print their number and what came of
// them.
func script(seed uint64, first, last int) string {
	var b strings.Builder
	b.WriteString(`import asyncio, warnings
warnings.simplefilter("ignore")
def run(number, body):
    try:
        scope = {"asyncio": asyncio}
        exec("def program():\n" + body, scope)
        text = repr(scope["program"]())
    except BaseException as e:
        text = f"{type(e).__name__}: {e!s}"
    print(number, ascii(text))
`)
	for i := first; i < last; i++ {
		fmt.Fprintf(&b, "run(%d, %s)\n", i, strconv.QuoteToASCII(Program(seed, i)))
	}
	b.WriteString("print(-1, 'end')\n")
	return b.String()
}

var address = regexp.MustCompile(`0x[0-9a-f]{6,}`)

// run returns what each program of a file prints, by its number.
func run(t *testing.T, command, file string) map[int]string {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, command, file)
	cmd.Env = append(os.Environ(), "PYTHONHASHSEED=0")
	var errors bytes.Buffer
	cmd.Stderr = &errors
	out, err := cmd.Output()
	if err != nil {
		t.Errorf("%s: %v\n%s", filepath.Base(command), err, errors.String())
	}
	lines := map[int]string{}
	for line := range strings.Lines(string(out)) {
		var n int
		if number, text, ok := strings.Cut(strings.TrimSuffix(line, "\n"), " "); ok {
			if _, err := fmt.Sscan(number, &n); err == nil {
				lines[n] = address.ReplaceAllString(text, "0x")
			}
		}
	}
	return lines
}

// TestProgram says that a seed and a number name a program.
func TestProgram(t *testing.T) {
	if Program(1, 7) != Program(1, 7) || Program(1, 7) == Program(1, 8) || Program(1, 7) == Program(2, 7) {
		t.Error("programs are not what their numbers say")
	}
}
