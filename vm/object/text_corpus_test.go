package object_test

import (
	"os"
	"testing"

	"github.com/aio-lang/aio/grammar"
	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/code"
	"github.com/aio-lang/aio/vm/compile"
	"github.com/aio-lang/aio/vm/object"
	"github.com/aio-lang/aio/vm/object/objecttest"
)

// TestTextCorpus evaluates the expressions of testdata/text.txt.gz and
// compares with what CPython gives for them.
func TestTextCorpus(t *testing.T) {
	m := vm.New(nil, nil)
	th := m.NewThread()
	b := m.H.NewModule("builtins")
	b.Dict = m.H.Builtins
	m.H.Modules.SetStr(m.H.Intern("builtins"), b.Value())
	b.Add(m.H, append(corpusBuiltins[:], vm.BuildClassDef))
	for s := object.ShapeObject; s < object.NumCoreShapes; s++ {
		if m.H.ShapeByID(s) != nil {
			b.Set(m.H, m.H.Type(s).Name, m.H.Type(s).Value())
		}
	}
	mod := m.H.NewModule("__main__")
	prelude, err := os.ReadFile("testdata/text_prelude.py")
	if err != nil {
		t.Fatal(err)
	}
	u := grammar.Parse("prelude", prelude, grammar.Options{})
	c, errs := compile.Module(u.Module, code.NewSource("prelude", u.Source.Text), compile.Options{})
	if len(errs) > 0 || th.RunModule(c, mod).IsNil() {
		t.Fatal(u.Err(), errs, objecttest.Result(&th.Thread, object.Value{}))
	}
	cases, failures := 0, 0
	objecttest.Lines(t, "testdata/text.txt.gz", func(fields []string) {
		cases++
		u := grammar.Parse("<string>", []byte(fields[0]), grammar.Options{Mode: grammar.Eval, Origin: grammar.FromText})
		if u.Err() != nil {
			t.Fatalf("%s: %v", fields[0], u.Err())
		}
		c, errs := compile.Expression(u.Expression, code.NewSource("<string>", u.Source.Text), compile.Options{})
		if len(errs) > 0 {
			t.Fatalf("%s: %v", fields[0], errs)
		}
		if got := corpusResult(th, th.RunIn(c, mod.Dict, mod.Dict.Value())); got != fields[1] {
			if failures++; failures <= 40 {
				t.Errorf("%s\n\tgives %s\n\twant  %s", objecttest.Clip(fields[0], 400), objecttest.Clip(got, 400), objecttest.Clip(fields[1], 400))
			}
		}
	})
	if failures > 0 {
		t.Errorf("%d of %d expressions differ", failures, cases)
	}
	if cases < 10000 {
		t.Errorf("%d expressions, not the 10000 there should be", cases)
	}
}

// corpusResult is ascii() of a value, or of the text of the exception.
func corpusResult(th *vm.Thread, v object.Value) string {
	if !v.IsNil() {
		if s, ok := th.ASCII(v); ok {
			return s
		}
	}
	e := object.AsException(th.Clear())
	s, ok := th.Str(e.Value())
	if !ok {
		th.Clear()
	}
	return object.EscapeNonASCII(object.ReprString(th.TypeName(e.Value()) + ": " + s))
}

// corpusBuiltins are the functions that the expressions call.
var corpusBuiltins = [...]object.Def{
	{"repr(obj, /)", "", func(t *object.Thread, a []object.Value) object.Value { return t.ToRepr(a[0]) }},
	{"len(obj, /)", "", func(t *object.Thread, a []object.Value) object.Value {
		n, ok := t.Len(a[0])
		if !ok {
			return object.Value{}
		}
		return object.Int(int64(n))
	}},
	{"format(value, format_spec='', /)", "", func(t *object.Thread, a []object.Value) object.Value { return t.Format(a[0], a[1]) }},
	{"iter(obj, /)", "", func(t *object.Thread, a []object.Value) object.Value { return t.Iter(a[0]) }},
	{"next(obj, /)", "", func(t *object.Thread, a []object.Value) object.Value {
		v := t.Next(a[0])
		if v.IsNil() && t.Exc.IsNil() {
			return t.StopIteration(object.None)
		}
		return v
	}},
	{"hash(obj, /)", "", func(t *object.Thread, a []object.Value) object.Value {
		h, ok := t.Hash(a[0])
		if !ok {
			return object.Value{}
		}
		return object.Int(int64(h))
	}},
}
