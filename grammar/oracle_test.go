package grammar

import (
	"bufio"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/aio-lang/aio/ast"
	"github.com/aio-lang/aio/tests/cpython"
)

// oracle is a running testdata script that answers a line with a block of
// bytes, its length in front.
type oracle struct {
	in  io.WriteCloser
	out *bufio.Reader
}

func startOracle(t testing.TB, script string) *oracle {
	cmd := exec.Command(cpython.Path(t), script)
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { in.Close(); cmd.Wait() })
	return &oracle{in, bufio.NewReaderSize(out, 1<<20)}
}

func (o *oracle) ask(t testing.TB, line string) string {
	if _, err := io.WriteString(o.in, line+"\n"); err != nil {
		t.Fatal(err)
	}
	var n int
	if _, err := fmt.Fscanf(o.out, "%d\n", &n); err != nil {
		t.Fatal(err)
	}
	buf := make([]byte, n)
	if _, err := io.ReadFull(o.out, buf); err != nil {
		t.Fatal(err)
	}
	return string(buf)
}

// corpus returns the programs under the directories of $AIO_CORPUS.
func corpus(t testing.TB) []string {
	dirs := os.Getenv("AIO_CORPUS")
	if dirs == "" {
		t.Skip("AIO_CORPUS names no directories of Python programs")
	}
	var files []string
	for _, dir := range filepath.SplitList(dirs) {
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() && (strings.HasSuffix(path, ".py") || strings.HasSuffix(path, ".aio")) &&
				!strings.Contains(path, "site-packages") {
				files = append(files, path)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return files
}

// spans that CPython's nodes do not have.
var noSpan = regexp.MustCompile(`(?m)^( *(?:\w+: )?)(Module|Params|Comprehension|WithItem|MatchCase) \d+-\d+`)
var posOnly = regexp.MustCompile(`(?m)^( *(?:\w+: )?IfBranch \d+)-\d+`)

// comparable is a dump in the form that testdata/dump.py prints.
func comparable(m *ast.Module) string {
	s := noSpan.ReplaceAllStringFunc(ast.Dump(m), func(line string) string {
		f := noSpan.FindStringSubmatch(line)
		mark := map[string]string{"Module": "M", "Params": "P", "Comprehension": "C", "WithItem": "W", "MatchCase": "X"}
		return f[1] + f[2] + " " + mark[f[2]]
	})
	s = posOnly.ReplaceAllString(s, "$1")
	return strings.ReplaceAll(s, " Parenthesized=true", "")
}

// firstDifference shows where two texts part, with some lines around it.
func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	i := 0
	for i < len(g) && i < len(w) && g[i] == w[i] {
		i++
	}
	from := max(0, i-3)
	return fmt.Sprintf("line %d\ngot:\n%s\nwant:\n%s", i+1,
		strings.Join(g[from:min(len(g), i+2)], "\n"), strings.Join(w[from:min(len(w), i+2)], "\n"))
}

// TestTreeAsCPython compares the tree of every program of a corpus with that
// of CPython's ast module, spans included.
func TestTreeAsCPython(t *testing.T) {
	files := corpus(t)
	o := startOracle(t, "testdata/dump.py")
	compared, bad := 0, 0
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		want := o.ask(t, file)
		u := Parse(file, src, Options{Origin: FromBytes})
		if msg, wrong := strings.CutPrefix(want, "err "); wrong {
			if u.Err() == nil {
				t.Errorf("%s: parsed, but CPython says %s", file, msg)
				bad++
			}
			continue
		}
		compared++
		if e := u.Err(); e != nil {
			t.Errorf("%s: %v", file, e)
			bad++
		} else if got, want := comparable(u.Module), want[3:]; got != want {
			t.Errorf("%s: %s", file, firstDifference(got, want))
			bad++
		}
		if bad > 20 {
			t.Fatal("too many differences")
		}
	}
	t.Logf("%d trees compared", compared)
}
