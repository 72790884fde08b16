package pickle_test

import (
	"bytes"
	"testing"

	"github.com/aio-lang/aio/stdlib"
	"github.com/aio-lang/aio/vm/object"
)

// dangerous are names that a random pickle may not call.
var dangerous = []string{"ex", "ev", "op", "os", "sys", "input", "imp", "io", "brea", "print", "help", "thr", "sig", "sock", "qui", "mul", "tim", "set", "del"}

// FuzzLoads runs random pickles: whatever they hold, the result is an object or
// an exception. What was loaded is pickled again.
func FuzzLoads(f *testing.F) {
	for _, s := range []string{
		"N.", "\x80\x04\x95\x07\x00\x00\x00\x00\x00\x00\x00\x8f\x94(K\x01\x90.", "(dp0\nVa\np1\nI1\ns.", "]q\x00(K\x01h\x00e.",
		"cbuiltins\ncomplex\n(F1.5\nF2\ntR.", "\x80\x04\x8c\x08builtins\x8c\x05range\x93K\x05\x85R.", "(lp0\nS'a'\na.",
		"\x80\x05\x96\x03\x00\x00\x00\x00\x00\x00\x00abc\x94.", "\x8a\x09\x00\x00\x00\x00\x00\x00\x00\x80\x00.", "(K\x01K\x02\x912.", "]\x94h\x00a.",
		"cbuiltins\nobject\n)\x81}b.", "(K\x00(t1.", "G?\xf8\x00\x00\x00\x00\x00\x00.", "V\\u1234\n.", "NNNNNN\x87\x86\x85t.", "cbuiltins\nException\n)R}X\x01\x00\x00\x00aK\x01sb.",
	} {
		f.Add([]byte(s))
	}
	m := stdlib.NewMachine(true)
	m.Acquire()
	th := m.NewThread()
	if !m.Boot(th) {
		f.Fatal("the machine does not start")
	}
	t := &th.Thread
	mod := t.Exec.Import(t, "pickle")
	loads, dumps := t.GetAttr(mod, t.M.Intern("loads")), t.GetAttr(mod, t.M.Intern("dumps"))
	f.Fuzz(func(ft *testing.T, data []byte) {
		for _, name := range dangerous {
			if bytes.Contains(data, []byte(name)) {
				ft.Skip()
			}
		}
		v := t.Call(loads, object.NewBytes(string(data)))
		if (v.P == nil) != (t.Exc.P != nil) {
			ft.Fatal("a result and an exception, or neither")
		}
		if v.P == nil {
			t.Clear()
			return
		}
		for protocol := range int64(6) {
			again := t.Call(dumps, v, object.Int(protocol))
			if again.P != nil && t.Call(loads, again).P == nil {
				e := t.Clear()
				s, _ := t.Repr(e)
				t.Clear()
				ft.Fatalf("protocol %d: %q cannot be loaded again: %s", protocol, object.AsBytes(again).B, s)
			}
			t.Clear()
		}
	})
}
