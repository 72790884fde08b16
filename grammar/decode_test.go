package grammar

import (
	"testing"

	"github.com/aio-lang/aio/ast"
)

// TestDecode decodes and parses sources; want is the value of a string in it
// or the error that CPython raises.
func TestDecode(t *testing.T) {
	for _, c := range []struct {
		src    string
		origin Origin
		want   string
		err    string
	}{
		{src: "'é'", want: "é"},
		{src: "\ufeff'é'", want: "é"},
		{src: "\ufeff# coding: utf-8\n'é'", want: "é"},
		{src: "# coding: latin-1\n'\xe9'", want: "é"},
		{src: "#!x\n# -*- coding: iso-8859-15 -*-\n'\xa4'", want: "€"},
		{src: "#\n\n# coding: latin-1\n'é'", want: "é"},
		{src: "# vim: set fileencoding=cp1251 :\n'\xff'", want: "я"},
		{src: "# koi8\n# coding=koi8-r\n'\xc1'", want: "а"},
		{src: "# coding: latin-1\n'é'", origin: FromText, want: "é"},
		{src: "x\r\n'a\r\nb'\r", err: "unterminated string literal (detected at line 2)"},
		{src: "x\r'''a\r\nb\rc'''\r", want: "a\nb\nc"},
		{src: "# \xff\n'a'", origin: FromBytes, want: "a"},
		{src: "'\xff'", origin: FromBytes, err: "(unicode error) 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte"},
		{src: "'a\xe2\x82'", origin: FromBytes, err: "(unicode error) 'utf-8' codec can't decode bytes in position 1-2: unexpected end of data"},
		{src: "'\xed\xa0\x80'", origin: FromBytes, err: "(unicode error) 'utf-8' codec can't decode byte 0xed in position 0: invalid continuation byte"},
		{src: "# \xff\n'a'", err: "Non-UTF-8 code starting with '\\xff' in file <test> on line 1, but no encoding declared; see https://peps.python.org/pep-0263/ for details"},
		{src: "# coding: foo\n'a'", err: "encoding problem: foo"},
		{src: "# coding: foo\n'a'", origin: FromBytes, err: "unknown encoding: foo"},
		{src: "\ufeff# coding: latin-1\n'a'", err: "encoding problem: iso-8859-1 with BOM"},
		{src: "'a'\n\x00", err: "source code cannot contain null bytes"},
		{src: "'a'\n\x00", origin: FromBytes, err: "source code string cannot contain null bytes"},
		{src: "\ufeff'a'", origin: FromText, err: "invalid non-printable character U+FEFF"},
	} {
		u := Parse("<test>", []byte(c.src), Options{Origin: c.origin})
		if e := u.Err(); e != nil {
			if e.Msg != c.err {
				t.Errorf("%q: got error %q, want %q", c.src, e.Msg, c.err)
			}
			continue
		}
		var got string
		ast.Walk(u.Module, func(n ast.Node) {
			if s, ok := n.(*ast.Constant); ok {
				got = s.Str
			}
		})
		if c.err != "" || got != c.want {
			t.Errorf("%q: got %q, want %q, error %q", c.src, got, c.want, c.err)
		}
	}
}

func TestIdentifiers(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{"é", "é"}, {"e\u0301", "é"}, {"ﬁ", "fi"}, {"𝔘𝔫𝔦", "Uni"}, {"x\u00b7", "x\u00b7"}, {"ª", "a"}, {"日本", "日本"},
	} {
		u := Parse("<test>", []byte(c.src), Options{Origin: FromText})
		if u.Err() != nil {
			t.Errorf("%q: %v", c.src, u.Err())
			continue
		}
		if got := u.Module.Body[0].(*ast.ExprStmt).Value.(*ast.Name).Id; got != c.want {
			t.Errorf("%q: got %q, want %q", c.src, got, c.want)
		}
	}
	for s, want := range map[string]bool{"": false, "a1": true, "1a": false, "é": true, "a b": false, "_": true, "if": true, "\u2118": true, "\u037a": false, "a\ud7ff": false} {
		if got := IsIdentifier(s); got != want {
			t.Errorf("IsIdentifier(%q) is %v", s, got)
		}
	}
}
