package cmath_test

import (
	"testing"

	"github.com/aio-lang/aio/stdlib/cmath"
	"github.com/aio-lang/aio/vm/object/objecttest"
)

// TestLikeCPython compares thousands of calls with the answers of CPython;
// testdata/answers.py says how they came about.
func TestLikeCPython(t *testing.T) {
	objecttest.CompareCalls(t, cmath.Module(), "testdata/cmath.txt.gz", 6000)
}
