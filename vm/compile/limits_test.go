package compile_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/aio-lang/aio/vm/code"
	"github.com/aio-lang/aio/vm/compile"
)

// repeat joins format for 0 … n-1.
func repeat(n int, format, sep string) string {
	parts := make([]string, n)
	for i := range parts {
		parts[i] = strings.ReplaceAll(format, "#", fmt.Sprint(i))
	}
	return strings.Join(parts, sep)
}

// TestLimits compiles programs that are beyond every field of an instruction.
func TestLimits(t *testing.T) {
	body := repeat(24_000, "        a += 1; b = a + i; s ^= b\n", "")
	for name, text := range map[string]string{
		"locals":       "def f(x):\n" + repeat(5000, " v# = x\n", "") + " del v4999\n return lambda: (v1, v4000), v4999\n",
		"globals":      repeat(70_000, "g# = g#\n", ""),
		"constants":    "def f(x):\n" + repeat(5000, " x += #.5\n x = 10#1 + x\n", "") + " import a\n from a import b\n",
		"names":        "class A:\n" + repeat(70_000, " n# = n#\n", ""),
		"attributes":   "def f(x):\n" + repeat(5000, " x.a# = x.b#\n", ""),
		"caches":       "def f(x):\n" + repeat(70_000, " x.a\n x.b()\n", ""),
		"arguments":    "f(" + repeat(300, "a#", ", ") + ")\nf(" + repeat(300, "a#=a#", ", ") + ")\nx.f(" + repeat(254, "a#", ",") + ")",
		"parameters":   "def f(" + repeat(300, "a#=#", ", ") + "): return a299",
		"list":         "x = [" + repeat(10_000, "g#", ", ") + "]",
		"tuple":        "x = (" + repeat(10_000, "g#", ", ") + ")",
		"set":          "x = {" + repeat(10_000, "g#", ", ") + "}",
		"dict":         "x = {" + repeat(10_000, "g#: #", ", ") + "}",
		"literals":     "x = [" + repeat(10_000, "#", ", ") + "]",
		"f-string":     `x = f"` + repeat(3000, "{g#}-", "") + `"`,
		"unpacking":    repeat(1000, "g#", ", ") + " = x",
		"loop":         "def f(n):\n    for i in n:\n        if i: continue\n" + body + "    else: n()\n",
		"while":        "def f(n, i, a, b, s):\n    while n and i:\n        if i: break\n" + body,
		"try":          "def f(n, i, a, b, s):\n    try:\n        if i: return\n" + body + "    except E as e: raise\n    finally: g()\n",
		"with":         "def f(n, i, a, b, s):\n    with n:\n        if i: return\n" + body,
		"match":        "match x:\n" + repeat(3000, " case [#, a, *_] | {'k': a} if g#: f(a)\n", ""),
		"elif":         "if x == 0: a\n" + repeat(5000, "elif x == #: b\n", ""),
		"sum":          "x = " + repeat(20_000, "g#", " + "),
		"comparisons":  "x = " + repeat(2000, "g#", " < "),
		"and":          "x = " + repeat(20_000, "g#", " and "),
		"functions":    repeat(10_000, "def f#(): return f#\n", ""),
		"methods":      "x" + strings.Repeat(".m()", 2000),
		"nested calls": "x = " + strings.Repeat("f(1, ", 90) + "2" + strings.Repeat(")", 90),
		"wide nest":    "x = " + strings.Repeat("f("+repeat(60, "a#", ",")+", ", 90) + "2" + strings.Repeat(")", 90),
		"decorators":   strings.Repeat("@d(1)\n", 500) + "def f(): pass",
		"annotations":  "def f(" + repeat(300, "a#: int", ", ") + "): pass",
		"imports":      repeat(3000, "from a# import b#\n", ""),
		"handlers":     "try: f()\n" + repeat(2000, "except E# as e: g(#)\n", ""),
		"module":       repeat(3000, "def f#(a):\n  for i in a:\n    try: yield i\n    finally: print(i)\n", ""),
	} {
		co, errs := compileText(t, name, text, compile.Options{})
		if len(errs) > 0 {
			t.Errorf("%s: %v", name, errs)
			continue
		}
		if err := co.Check(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestTooMuch: what does not fit is an error.
func TestTooMuch(t *testing.T) {
	finals := "pass"
	for i := range 18 {
		finals = "try: pass\nfinally:\n " + strings.ReplaceAll(finals, "\n", "\n ")
		_ = i
	}
	for name, text := range map[string]string{
		"too many parameters in 'f'":                          "def f(" + repeat(3000, "a#", ", ") + "): pass",
		"too many statically nested blocks":                   strings.Repeat("while x: ", 0) + nested(21),
		"too many targets in assignment":                      repeat(5000, "a#", ", ") + " = x",
		"too many leading dots in relative import":            "from " + strings.Repeat(".", 300) + " import x",
		"maximum recursion depth exceeded during compilation": "x" + strings.Repeat(".a", 100_000),
	} {
		_, errs := compileText(t, name, text, compile.Options{})
		if len(errs) == 0 || errs[0].(*compile.Error).Msg != name {
			t.Errorf("want %s, got %v", name, errs)
		}
	}
	if co, errs := compileText(t, "finals", finals, compile.Options{}); len(errs) == 0 {
		if err := co.Check(); err != nil {
			t.Error(err)
		}
	}
}

// nested is n loops in one another.
func nested(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat(" ", i) + "while x:\n")
	}
	return b.String() + strings.Repeat(" ", n) + "pass\n"
}

func BenchmarkCompile(b *testing.B) {
	text := repeat(500, `
def f#(a, b=1, *args, **kw):
    """A function."""
    total = 0
    for i, x in enumerate(a):
        if x is None or x.value < b:
            continue
        try:
            total += x.compute(i, key=b) * 2
        except (ValueError, KeyError) as e:
            print(f"{e!r} in {x}")
    return [y + total for y in args if y]

class C#(Base):
    def __init__(self, x):
        self.x = x
        self.items = {}

    def get(self, key):
        return self.items.get(key) or self.default(key, self.x + 1)
`, "")
	parsed := parse(b, text)
	src := code.NewSource("bench", text)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if _, errs := compile.Module(parsed, src, compile.Options{}); errs != nil {
			b.Fatal(errs)
		}
	}
	b.ReportMetric(float64(strings.Count(text, "\n")), "lines")
}
