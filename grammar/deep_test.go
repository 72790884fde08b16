package grammar

import (
	"strings"
	"testing"

	"github.com/aio-lang/aio/ast"
)

// TestDeep parses programs that nest or chain without end. Each has to come to
// an end, without an overflow of the stack, with the error that is given or
// with none.
func TestDeep(t *testing.T) {
	const n = 30_000
	rep := strings.Repeat
	tooComplex := "Parser stack overflowed - Python source too complex to parse"
	for _, c := range []struct {
		name, src, want string
	}{
		{"sum", rep("a+", n) + "a", ""},
		{"and", rep("a and ", n) + "a", ""},
		{"compare", rep("a<", n) + "a", ""},
		{"attributes", "a" + rep(".b", n), ""},
		{"calls", "a" + rep("()", n), ""},
		{"subscripts", "a" + rep("[0]", n), ""},
		{"strings", rep(`"a" `, n), ""},
		{"f-strings", rep(`f"a{b}" `, n), ""},
		{"list", "[" + rep("1,", n) + "]", ""},
		{"targets", rep("a=", n) + "1", ""},
		{"elifs", "if a: pass\n" + rep("elif b: pass\n", n), ""},
		{"excepts", "try: pass\n" + rep("except b: pass\n", n), ""},
		{"comparisons in or patterns", "match a:\n case " + rep("1|", n) + "1: pass", ""},
		{"statements", rep("a;", n), ""},
		{"200 parentheses", rep("(", 200) + rep(")", 200), ""},
		{"149 f-strings", rep("f'{", 149) + "1" + rep("}'", 149), ""},
		{"5,000 not", rep("not ", 5000) + "a", ""},
		{"5,000 conditionals", rep("a if b else ", 5000) + "a", ""},

		{"201 parentheses", rep("(", 201) + rep(")", 201), "too many nested parentheses"},
		{"parentheses", rep("(", n), "too many nested parentheses"},
		{"brackets", rep("[{(", n), "too many nested parentheses"},
		{"150 f-strings", rep("f'{", 150), "too many nested f-strings"},
		{"f-strings in f-strings", rep("f'{", n), "too many nested f-strings"},
		{"blocks", nested(150), "too many levels of indentation"},
		{"not", rep("not ", n) + "a", tooComplex},
		{"minus", rep("-", n) + "a", tooComplex},
		{"power", rep("a**", n) + "a", tooComplex},
		{"lambda", rep("lambda:", n) + "a", tooComplex},
		{"conditional", rep("a if b else ", n) + "a", tooComplex},
		{"await", rep("await ", n) + "a", "invalid syntax"},

		{"wrong sum", rep("a+", n) + "a b", "invalid syntax"},
		{"wrong attributes", "a" + rep(".b", n) + " c", "invalid syntax"},
		{"wrong calls", "a" + rep("()", n) + " c", "invalid syntax"},
		{"wrong list", "[" + rep("1,", n) + "1 2]", "invalid syntax. Perhaps you forgot a comma?"},
		{"wrong strings", rep(`"a" `, n) + "b", "invalid syntax"},
		{"wrong not", rep("not ", n) + "", tooComplex},
		{"wrong targets", rep("a=", n), "invalid syntax"},
		{"wrong parentheses", rep("(", 199) + "a b" + rep(")", 199), "invalid syntax. Perhaps you forgot a comma?"},
		{"wrong brackets", rep("[", 199) + "a b" + rep("]", 199), "invalid syntax. Perhaps you forgot a comma?"},
		{"wrong dicts", rep("{a:", 199) + "a b" + rep("}", 199), "invalid syntax. Perhaps you forgot a comma?"},
		{"wrong sets", rep("{", 199) + "a b" + rep("}", 199), "invalid syntax. Perhaps you forgot a comma?"},
		{"wrong arguments", rep("f(", 199) + "a b" + rep(")", 199), "invalid syntax. Perhaps you forgot a comma?"},
		{"wrong mixture", rep("f(x,[{y:", 66) + "a b" + rep("}])", 66), "invalid syntax. Perhaps you forgot a comma?"},
		{"wrong lambdas", rep("lambda x=", 190) + "a b" + rep(": 1", 190), "invalid syntax"},
		{"wrong elifs", "if a: pass\n" + rep("elif b: pass\n", 5000) + "elif c d: pass", "invalid syntax"},
		{"wrong blocks", nested(98) + "a b", "invalid syntax"},
		{"wrong patterns", "match a:\n case " + rep("[", 199) + "a b" + rep("]", 199) + ": pass", "invalid syntax"},
	} {
		u := Parse("deep", []byte(c.src), Options{Origin: FromText})
		var got string
		if e := u.Err(); e != nil {
			got = e.Msg
		}
		if got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
		if u.Module != nil {
			count := 0
			ast.Walk(u.Module, func(ast.Node) { count++ })
			if count < 3 {
				t.Errorf("%s: %d nodes", c.name, count)
			}
		}
	}
}

// nested is if statements inside each other, and the indentation of the
// innermost.
func nested(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat(" ", i) + "if a:\n")
	}
	b.WriteString(strings.Repeat(" ", n))
	return b.String()
}
