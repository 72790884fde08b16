package csv_test

import (
	"strings"
	"testing"

	"github.com/aio-lang/aio/stdlib"
	"github.com/aio-lang/aio/vm/object"
)

// FuzzReader reads any text: never a crash, and rows that are written read as
// the same rows.
func FuzzReader(f *testing.F) {
	for _, s := range []string{"a,b\n1,\"2,x\"\n", "\"a\"\"b\",c\r\n", "\"abc", "a\rb", "", ",\n,,", "\x00,é\n"} {
		f.Add(s)
	}
	m := stdlib.NewMachine(false)
	m.Acquire()
	defer m.Release()
	started := m.NewThread()
	if !m.Boot(started) {
		f.Fatal("the machine does not start")
	}
	t := &started.Thread
	csv, io := t.Exec.Import(t, "csv"), t.Exec.Import(t, "io")
	name := func(s string) *object.Str { return t.M.Intern(s) }
	stream := func(s string) object.Value {
		return t.CallMethod(io, name("StringIO"), object.NewStr(s), object.NewStr(""))
	}
	rows := func(s string) ([]object.Value, bool) { return t.Collect(t.CallMethod(csv, name("reader"), stream(s))) }
	f.Fuzz(func(tt *testing.T, s string) {
		read, ok := rows(strings.ToValidUTF8(s, "?"))
		if !ok {
			t.Clear()
			return
		}
		out := stream("")
		w := t.CallMethod(csv, name("writer"), out)
		if t.CallMethod(w, name("writerows"), object.NewList(read)).IsNil() {
			tt.Fatalf("what %q holds cannot be written", s)
		}
		again, ok := rows(t.CallMethod(out, name("getvalue")).Text())
		if !ok {
			tt.Fatalf("what %q was written as cannot be read", s)
		}
		if same, _ := t.Equal(object.NewList(read), object.NewList(again)); !same {
			tt.Fatalf("%q is written as other rows", s)
		}
	})
}
