package grammar

import (
	"fmt"
	"slices"
	"testing"
)

// TestWarnings: what CPython 3.13.0 warns of while it parses, and on which
// line.
func TestWarnings(t *testing.T) {
	for _, c := range []struct {
		src  string
		want []string
	}{
		{`'\d'`, []string{`1: invalid escape sequence '\d'`}},
		{`b'\d'`, []string{`1: invalid escape sequence '\d'`}},
		{`r'\d' rb'\d'`, nil},
		{`'\é'`, nil},
		{`'\400'`, []string{`1: invalid octal escape sequence '\400'`}},
		{`b'\777\q'`, []string{`1: invalid octal escape sequence '\777'`}},
		{`'\d\e'`, []string{`1: invalid escape sequence '\d'`}},
		{`'\d' '\e'`, []string{`1: invalid escape sequence '\d'`, `1: invalid escape sequence '\e'`}},
		{"x\n'''a\n\\d'''", []string{`2: invalid escape sequence '\d'`}},
		{`f'\d{x}'`, []string{`1: invalid escape sequence '\d'`}},
		{`f'\q{x:\w}\e'`, []string{
			`1: invalid escape sequence '\w'`, `1: invalid escape sequence '\q'`, `1: invalid escape sequence '\e'`}},
		{"f'''\\q\n{x}\n\\w'''", []string{`3: invalid escape sequence '\q'`, `3: invalid escape sequence '\w'`}},
		{`f'\{x}'`, []string{`1: invalid escape sequence '\{'`}},
		{`rf'\{x}'`, nil},
		{`1if x else 2`, []string{`1: invalid decimal literal`}},
		{`[0x1for x in y]`, []string{`1: invalid hexadecimal literal`}},
		{`1jor 2`, []string{`1: invalid imaginary literal`}},
		{"'\\d'\nx y", []string{`1: invalid escape sequence '\d'`}},
		{"with (open('\\d') as f):\n  pass", []string{`1: invalid escape sequence '\d'`}},
		{"with ('\\d', yield_) + x:\n  pass", []string{`1: invalid escape sequence '\d'`}},
	} {
		u := Parse("<test>", []byte(c.src), Options{Origin: FromText})
		var got []string
		for _, w := range u.Warnings {
			got = append(got, fmt.Sprintf("%d: %s", w.Line, w.Msg))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q: got %q, want %q", c.src, got, c.want)
		}
	}
	u := Parse("f.py", []byte("\n  \nx = '\\d'  \n"), Options{})
	want := "f.py:3: SyntaxWarning: invalid escape sequence '\\d'\n  x = '\\d'\n"
	if got := u.Source.FormatWarning(u.Warnings[0]); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
