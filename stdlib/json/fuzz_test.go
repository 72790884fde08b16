package json_test

import (
	"strings"
	"testing"

	"github.com/aio-lang/aio/stdlib"
	"github.com/aio-lang/aio/vm/object"
)

// FuzzLoads reads any text: never a crash, and what is read is written as text
// that reads and is written the same again.
func FuzzLoads(f *testing.F) {
	for _, s := range []string{"", `{"a": [1, -2.5e3, null, "\ud83d\ude00\n"]}`, "[[[", `"\u12`, "-", "1e", "NaN", "\x00", `{"a":1,}`, "[1,]", "12345678901234567890"} {
		f.Add(s)
	}
	m := stdlib.NewMachine(false)
	m.Acquire()
	defer m.Release()
	started := m.NewThread()
	if !m.Boot(started) {
		f.Fatal("the machine does not start")
	}
	th := &started.Thread
	mod := th.Exec.Import(th, "json")
	call := func(name string, arg object.Value) object.Value {
		return th.CallMethod(mod, th.M.Intern(name), arg)
	}
	f.Fuzz(func(t *testing.T, s string) {
		v := call("loads", object.NewStr(strings.ToValidUTF8(s, "?")))
		if v.IsNil() {
			th.Clear()
			return
		}
		first := call("dumps", v)
		if first.IsNil() {
			th.Clear() // too many digits
			return
		}
		again := call("loads", first)
		if again.IsNil() {
			t.Fatalf("%q is written as %q, which cannot be read", s, first.Text())
		}
		if second := call("dumps", again); second.IsNil() || second.Text() != first.Text() {
			t.Fatalf("%q is written as %q, then differently", s, first.Text())
		}
	})
}
