package grammar

import (
	"testing"

	"github.com/aio-lang/aio/ast"
)

func TestModes(t *testing.T) {
	for _, c := range []struct {
		mode Mode
		src  string
		want string
	}{
		{Eval, "x, y", "Tuple 0-4\n  Elts: Name 0-1 Id='x'\n  Elts: Name 3-4 Id='y'\n"},
		{Eval, "\nx + 1 # c\n\n", "BinOp 1-6 Op=+\n  Left: Name 1-2 Id='x'\n  Right: Constant 5-6 int 1\n"},
		{Single, "x; y", "Module 0-4 Interactive=true\n  Body: ExprStmt 0-1\n    Value: Name 0-1 Id='x'\n" +
			"  Body: ExprStmt 3-4\n    Value: Name 3-4 Id='y'\n"},
		{Exec, "", "Module 0-0\n"},
	} {
		u := Parse("<test>", []byte(c.src), Options{Mode: c.mode, Origin: FromText})
		if e := u.Err(); e != nil {
			t.Errorf("%q: %v", c.src, e)
			continue
		}
		var got string
		if c.mode == Eval {
			got = ast.Dump(u.Expression.Body)
		} else {
			got = ast.Dump(u.Module)
		}
		if got != c.want {
			t.Errorf("%q: got\n%s\nwant\n%s", c.src, got, c.want)
		}
	}
	for _, c := range []struct {
		mode Mode
		src  string
	}{{Eval, "x = 1"}, {Eval, "*x"}, {Eval, "yield"}, {Eval, ""}, {Eval, "x\ny"}, {Eval, " x"}, {Single, "x\ny"}, {Single, ""}} {
		if u := Parse("<test>", []byte(c.src), Options{Mode: c.mode, Origin: FromText}); u.Err() == nil {
			t.Errorf("%q parsed", c.src)
		}
	}
}
