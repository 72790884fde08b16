package grammar

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/aio-lang/aio/ast"
)

func addSeeds(f *testing.F) {
	for _, m := range readMistakes(f) {
		f.Add(m.Src)
	}
	for _, s := range []string{
		"", "\\", "\f\t", "\ufeffx", "é = 1", "“", "f'{x!r:>{w}}{y=}'", "rb'\\x'", "if x:\n\ty\n        z", "x = (\n",
		"match x:\n  case {'a': [b, *_], **c} | D(e=f.g) as h if i: pass", "def f[T: int = str](a, /, *b: *T, c=1, **d): pass",
		"async def f():\n  async with a as b, (c as d): [x async for x in y if await z]\n",
	} {
		f.Add(s)
	}
}

func FuzzScan(f *testing.F) {
	addSeeds(f)
	f.Fuzz(func(t *testing.T, text string) {
		if strings.ContainsAny(text, "\x00\r") {
			return
		}
		s := newScanner(text, 0, Exec)
		last := 0
		for n := 0; ; n++ {
			tok := s.next()
			if tok.kind == tEOF || tok.kind == tIllegal {
				break
			}
			if int(tok.pos) < last || tok.end < tok.pos || int(tok.end) > len(text)+1 {
				t.Fatalf("token %v after offset %d", tok, last)
			}
			last = int(tok.pos)
			if n > 3*len(text)+100 {
				t.Fatal("more tokens than bytes")
			}
		}
	})
}

// accepts reports whether the grammar of mistakes knows text as right.
func accepts(text string) bool {
	d := &diagnosis{s: newScanner(text, 0, Exec), src: NewSource("", text)}
	return d.attempt(mistakes()["file"])
}

// FuzzParse: a parse ends, spans lie in the text and in those of their
// parents, errors in the text; the productions and the grammar of mistakes
// accept the same.
func FuzzParse(f *testing.F) {
	addSeeds(f)
	f.Fuzz(func(t *testing.T, text string) {
		if strings.ContainsAny(text, "\x00\r") || !utf8.ValidString(text) {
			for _, o := range []Origin{FromFile, FromBytes, FromText} {
				Parse("fuzz", []byte(text), Options{Origin: o})
			}
			return
		}
		for _, mode := range []Mode{Eval, Single} {
			checkErrors(t, Parse("fuzz", []byte(text), Options{Mode: mode, Origin: FromText}))
		}
		u := Parse("fuzz", []byte(text), Options{Origin: FromText})
		checkErrors(t, u)
		if e := u.Err(); strings.Contains(text, "FLUFL") || e != nil && (e.Class == "MemoryError" || strings.Contains(e.Msg, "digits")) {
			return
		}
		if accepts(text) != (u.Err() == nil) {
			t.Errorf("the two grammars disagree, productions say %v", u.Err())
		}
		if u.Module != nil {
			checkSpans(t, u.Module, uint32(len(text)))
			ast.Dump(u.Module)
		}
	})
}

func checkErrors(t *testing.T, u *Unit) {
	for _, e := range u.Errors {
		lines := strings.Count(u.Source.Text, "\n") + 1
		if e.Line < 0 || e.Line > lines || e.EndLine > lines || e.Offset < -1 || e.Offset > len(u.Source.Text)+2 {
			t.Errorf("error outside of the text: %#v", e)
		}
		e.Format()
	}
}

func checkSpans(t *testing.T, n ast.Node, size uint32) {
	type job struct {
		node  ast.Node
		outer ast.Span
	}
	jobs := []job{{n, ast.Span{End: size}}}
	for len(jobs) > 0 {
		j := jobs[len(jobs)-1]
		jobs = jobs[:len(jobs)-1]
		s := j.node.Range()
		if s.Pos > s.End || s.Pos < j.outer.Pos || s.End > j.outer.End {
			t.Errorf("%T %v is not within %v", j.node, s, j.outer)
		}
		switch j.node.(type) {
		case *ast.FunctionDef, *ast.ClassDef: // decorators stand in front
			s.Pos = j.outer.Pos
		case *ast.Param: // its default stands behind
			s.End = j.outer.End
		}
		for _, kid := range ast.Children(j.node) {
			jobs = append(jobs, job{kid, s})
		}
	}
}
