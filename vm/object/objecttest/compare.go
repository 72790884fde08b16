package objecttest

import (
	"bufio"
	"compress/gzip"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/aio-lang/aio/vm/object"
)

// Lines calls f with the fields of each line of a gzipped table.
func Lines(tb testing.TB, path string, f func(fields []string)) {
	tb.Helper()
	file, err := os.Open(path)
	if err != nil {
		tb.Fatal(err)
	}
	defer file.Close()
	z, err := gzip.NewReader(file)
	if err != nil {
		tb.Fatal(err)
	}
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		f(strings.Split(lines.Text(), "\t"))
	}
	if err := lines.Err(); err != nil {
		tb.Fatal(err)
	}
}

var keyword = regexp.MustCompile(`^([a-z_]+)=`)

// CompareCalls calls functions of a module as the lines of a table say (name,
// arguments, keyword=argument, result) and compares the results. least is the
// number of lines there must be.
func CompareCalls(t *testing.T, decl *object.ModuleDecl, path string, least int) {
	t.Helper()
	th := NewThread()
	mod := Import(th, decl)
	cases, failures := 0, 0
	Lines(t, path, func(fields []string) {
		cases++
		last := len(fields) - 1
		var args []object.Value
		var names []*object.Str
		for _, a := range fields[1:last] {
			if k := keyword.FindStringSubmatch(a); k != nil {
				names = append(names, th.M.Intern(k[1]))
				a = a[len(k[0]):]
			}
			args = append(args, Read(a))
		}
		f := mod.Dict.GetStr(th.M.Intern(fields[0]))
		if f.IsNil() {
			t.Fatalf("no function %s", fields[0])
		}
		if got := Result(th, th.CallNames(f, args, names)); got != fields[last] {
			if failures++; failures <= 50 {
				t.Errorf("%s\n\tgives %s", Clip(strings.Join(fields, " "), 400), Clip(got, 300))
			}
		}
	})
	if failures > 0 {
		t.Errorf("%d of %d cases fail", failures, cases)
	}
	if cases < least {
		t.Errorf("%d cases, not the %d there should be", cases, least)
	}
}

// Clip is at most the first n bytes of s.
func Clip(s string, n int) string { return s[:min(len(s), n)] }
