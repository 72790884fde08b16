package objecttest

import (
	"bufio"
	"compress/gzip"
	"math"
	"os"
	"regexp"
	"strconv"
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
//
// Floats may differ in the last digits where the C library that made the table
// rounds wrongly; that may be so for one result in two hundred.
func CompareCalls(t *testing.T, decl *object.ModuleDecl, path string, least int) {
	t.Helper()
	th := NewThread()
	mod := Import(th, decl)
	cases, failures, near := 0, 0, 0
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
			if isNear(got, fields[last]) {
				near++
				return
			}
			if failures++; failures <= 50 {
				t.Errorf("%s\n\tgives %s", Clip(strings.Join(fields, " "), 400), Clip(got, 300))
			}
		}
	})
	if failures > 0 {
		t.Errorf("%d of %d cases fail", failures, cases)
	}
	if near*200 > cases {
		t.Errorf("%d of %d results have other last digits", near, cases)
	}
	if cases < least {
		t.Errorf("%d cases, not the %d there should be", cases, least)
	}
}

// isNear reports whether two texts are floats, or complexes or tuples of them,
// that differ by less than 5 units of the last place.
func isNear(a, b string) bool {
	x, y := splitFloats(a), splitFloats(b)
	if len(x) != len(y) {
		return false
	}
	for i := range x {
		u, errU := strconv.ParseFloat(x[i], 64)
		v, errV := strconv.ParseFloat(y[i], 64)
		if errU != nil || errV != nil || x[i] != y[i] && !(strings.Contains(x[i], ".") && math.Abs(u-v) <= math.Abs(v)*0x1p-50) {
			return false
		}
	}
	return true
}

func splitFloats(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("c;(), ", r) })
}

// Clip is at most the first n bytes of s.
func Clip(s string, n int) string { return s[:min(len(s), n)] }
