package libm

import (
	"bufio"
	"compress/gzip"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"
)

var unary = map[string]func(float64) float64{
	"exp": Exp, "exp2": Exp2, "log": Log, "log2": Log2, "sin": Sin, "cos": Cos, "tan": Tan, "atan": Atan, "asin": Asin, "acos": Acos, "cbrt": Cbrt,
	"log10": Log10, "expm1": Expm1, "log1p": Log1p, "sinh": Sinh, "cosh": Cosh, "tanh": Tanh, "asinh": Asinh, "acosh": Acosh, "atanh": Atanh,
	"erf": Erf, "erfc": Erfc, "gamma": Gamma, "lgamma": Lgamma,
}

var binary = map[string]func(x, y float64) float64{"pow": Pow, "atan2": Atan2, "hypot": Hypot}

// cases calls f with the fields of each line of a table: a function's name,
// its result, and the one the table has.
func cases(t *testing.T, path string, f func(name, line string, got, want float64)) {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	z, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for s := bufio.NewScanner(z); s.Scan(); n++ {
		fields := strings.Split(s.Text(), "\t")
		var v []float64
		for _, x := range fields[1:] {
			y, err := strconv.ParseFloat(x, 64)
			if err != nil && !math.IsInf(y, 0) {
				t.Fatal(err)
			}
			v = append(v, y)
		}
		var got float64
		if g := unary[fields[0]]; g != nil {
			got = g(v[0])
		} else {
			got = binary[fields[0]](v[0], v[1])
		}
		f(fields[0], s.Text(), got, v[len(v)-1])
	}
	if n < 3000 {
		t.Errorf("%d cases only", n)
	}
}

func TestNearest(t *testing.T) {
	cases(t, "testdata/nearest.txt.gz", func(name, line string, got, want float64) {
		if math.Float64bits(got) != math.Float64bits(want) && !(math.IsNaN(got) && math.IsNaN(want)) {
			t.Errorf("%s, not %x", line, got)
		}
	})
}

// TestClose allows the functions that C libraries round differently a last
// digit, erf and erfc four units of it, and demands that most results are the
// same.
func TestClose(t *testing.T) {
	total, same := map[string]int{}, map[string]int{}
	cases(t, "testdata/close.txt.gz", func(name, line string, got, want float64) {
		total[name]++
		if got == want {
			same[name]++
			return
		}
		ulp := math.Nextafter(math.Abs(want), math.Inf(1)) - math.Abs(want)
		if units := math.Abs(got-want) / ulp; !(units <= 2 || units <= 4 && strings.HasPrefix(name, "erf")) {
			t.Errorf("%s, not %x: %v units", line, got, units)
		}
	})
	for name, n := range total {
		least := 0.98
		if strings.HasPrefix(name, "erf") {
			least = 0.8
		}
		if share := float64(same[name]) / float64(n); share < least {
			t.Errorf("%s: %.3f of the results are the same", name, share)
		}
	}
}

func TestSpecialValues(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	for _, c := range []struct {
		name    string
		x, want float64
	}{
		{"exp", inf, inf}, {"exp", -inf, 0}, {"exp", nan, nan}, {"exp", 710, inf}, {"exp", -746, 0}, {"exp", 0, 1},
		{"exp2", inf, inf}, {"exp2", -inf, 0}, {"exp2", 1024, inf}, {"exp2", -1075, 0}, {"exp2", -1074, 5e-324},
		{"log", 0, -inf}, {"log", -1, nan}, {"log", inf, inf}, {"log", 1, 0}, {"log2", 0, -inf}, {"log2", -1, nan}, {"log2", inf, inf},
		{"log10", 0, -inf}, {"log10", -1, nan}, {"log10", inf, inf}, {"log10", 1e22, 22},
		{"sin", inf, nan}, {"cos", -inf, nan}, {"tan", nan, nan}, {"sin", 5e-324, 5e-324}, {"cos", 0, 1},
		{"atan", inf, math.Pi / 2}, {"atan", -inf, -math.Pi / 2}, {"atan", nan, nan}, {"asin", 1, math.Pi / 2}, {"asin", 1.1, nan}, {"asin", nan, nan},
		{"acos", 1, 0}, {"acos", -1, math.Pi}, {"acos", 2, nan}, {"acos", 0, math.Pi / 2}, {"cbrt", inf, inf}, {"cbrt", 27, 3}, {"cbrt", 5e-324, 1.7031839360032603e-108},
		{"sinh", inf, inf}, {"sinh", -711, -inf}, {"cosh", -inf, inf}, {"tanh", inf, 1}, {"tanh", -inf, -1}, {"asinh", -inf, -inf}, {"acosh", 0.5, nan}, {"acosh", inf, inf},
		{"atanh", 1, inf}, {"atanh", -1, -inf}, {"atanh", 1.5, nan}, {"gamma", 0, inf}, {"gamma", -1, nan}, {"gamma", -inf, nan}, {"gamma", inf, inf}, {"gamma", 23, 1.1240007277776077e21},
		{"lgamma", 0, inf}, {"lgamma", -3, inf}, {"lgamma", -inf, inf}, {"lgamma", 1, 0}, {"lgamma", 2, 0}, {"lgamma", nan, nan},
	} {
		if got := unary[c.name](c.x); got != c.want && !(math.IsNaN(got) && math.IsNaN(c.want)) {
			t.Errorf("%s(%v) = %v, not %v", c.name, c.x, got, c.want)
		}
	}
}

// FuzzPow checks that powers invert: the logarithms of x**y and x differ by the
// factor y. (Go's own math.Pow is wrong by much more for large exponents.)
func FuzzPow(f *testing.F) {
	f.Add(2.0, 0.5)
	f.Add(1.0000001, 1e9)
	f.Add(5e-324, 0.9)
	f.Fuzz(func(t *testing.T, x, y float64) {
		got := Pow(x, y)
		if x <= 0 || math.IsNaN(x) || math.IsInf(x, 0) || math.IsNaN(y) || math.IsInf(y, 0) || got < 1e-300 || math.IsInf(got, 0) {
			return
		}
		if want := Log(x) * y; math.Abs(Log(got)-want) > 1e-13*(1+math.Abs(want)) {
			t.Fatalf("Pow(%v, %v) = %v", x, y, got)
		}
	})
}
