package math_test

import (
	"strings"
	"testing"

	"github.com/aio-lang/aio/stdlib/math"
	"github.com/aio-lang/aio/vm/object"
	"github.com/aio-lang/aio/vm/object/objecttest"
)

// TestLikeCPython compares thousands of calls with the answers of CPython;
// testdata/answers.py says how they came about.
func TestLikeCPython(t *testing.T) {
	objecttest.CompareCalls(t, math.Module(), "testdata/math.txt.gz", 4000)
}

// Results that would not fit memory raise MemoryError at once.
func TestMemoryBounds(t *testing.T) {
	th := objecttest.NewThread()
	mod := objecttest.Import(th, math.Module())
	for _, c := range []string{"factorial 1000000000", "perm 1000000000000000000000000000000 1000000000000", "comb 100000000000 50000000000", "perm 9000000000000000000 1000000000"} {
		f := strings.Fields(c)
		var args []object.Value
		for _, a := range f[1:] {
			args = append(args, objecttest.Read(a))
		}
		if got := objecttest.Result(th, th.Call(mod.Dict.GetStr(th.M.Intern(f[0])), args...)); got != "!MemoryError: " {
			t.Errorf("%s gives %s", c, got)
		}
	}
}
