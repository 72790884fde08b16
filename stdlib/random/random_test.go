package random_test

import (
	"testing"

	"github.com/aio-lang/aio/stdlib/random"
	"github.com/aio-lang/aio/vm/object"
	"github.com/aio-lang/aio/vm/object/objecttest"
)

// TestLikeCPython makes the same calls in the same order as CPython did and
// compares what they return; testdata/answers.py says which.
func TestLikeCPython(t *testing.T) {
	objecttest.CompareCalls(t, random.Module(), "testdata/random.txt.gz", 4000)
}

func TestShuffle(t *testing.T) {
	th := objecttest.NewThread()
	mod := objecttest.Import(th, random.Module())
	call := func(name string, args ...object.Value) object.Value {
		return th.Call(mod.Dict.GetStr(th.M.Intern(name)), args...)
	}
	call("seed", object.Int(7))
	l := objecttest.Read("[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]")
	call("shuffle", l)
	// random.seed(7); x = list(range(10)); random.shuffle(x)
	if got, want := objecttest.Show(l), "[8, 3, 1, 4, 7, 0, 9, 6, 2, 5]"; got != want {
		t.Errorf("shuffled %s, not %s", got, want)
	}
}

func TestStateGoesRound(t *testing.T) {
	th := objecttest.NewThread()
	mod := objecttest.Import(th, random.Module())
	call := func(name string, args ...object.Value) string {
		return objecttest.Result(th, th.Call(mod.Dict.GetStr(th.M.Intern(name)), args...))
	}
	call("gauss") // unseeded, leaves its second number behind
	state := th.Call(mod.Dict.GetStr(th.M.Intern("getstate")))
	first := call("gauss") + call("random") + call("gauss")
	call("random")
	call("setstate", state)
	if again := call("gauss") + call("random") + call("gauss"); again != first {
		t.Errorf("after setstate %s, before %s", again, first)
	}
}

func TestSystemRandom(t *testing.T) {
	th := objecttest.NewThread()
	mod := objecttest.Import(th, random.Module())
	inst := th.Call(mod.Dict.GetStr(th.M.Intern("SystemRandom")))
	call := func(name string, args ...object.Value) object.Value {
		return th.CallMethod(inst, th.M.Intern(name), args...)
	}
	if got := objecttest.Result(th, call("getstate")); got != "!NotImplementedError: System entropy source does not have state." {
		t.Error(got)
	}
	for _, k := range []int64{1, 7, 8, 63, 64, 65, 100} {
		over := false
		for range 50 {
			v := call("getrandbits", object.Int(k))
			over = over || object.ToBig(v).BitLen() > int(k)
		}
		if over {
			t.Errorf("getrandbits(%d) gives more", k)
		}
	}
	for range 100 {
		if i := call("randint", object.Int(3), object.Int(5)).AsInt(); i < 3 || i > 5 {
			t.Errorf("randint(3, 5) gives %d", i)
		}
		if f := call("random").AsFloat(); f < 0 || f >= 1 {
			t.Errorf("random() gives %v", f)
		}
	}
	if got := objecttest.Result(th, call("seed", object.Int(1))); got != "None" {
		t.Error(got)
	}
}

// Methods raise what functions written in the language do.
func TestWrongArguments(t *testing.T) {
	th := objecttest.NewThread()
	mod := objecttest.Import(th, random.Module())
	one, two := object.Int(1), object.Int(2)
	b := []*object.Str{th.M.Intern("b")}
	for _, c := range []struct {
		name  string
		args  []object.Value
		names []*object.Str
		want  string
	}{
		{"choice", nil, nil, "Random.choice() missing 1 required positional argument: 'seq'"},
		{"choice", []object.Value{one, two}, nil, "Random.choice() takes 2 positional arguments but 3 were given"},
		{"randint", nil, nil, "Random.randint() missing 2 required positional arguments: 'a' and 'b'"},
		{"randint", []object.Value{one, two, one}, b, "Random.randint() got multiple values for argument 'b'"},
		{"shuffle", []object.Value{one, two}, b, "Random.shuffle() got an unexpected keyword argument 'b'"},
		{"seed", []object.Value{one, two, one}, nil, "Random.seed() takes from 1 to 3 positional arguments but 4 were given"},
		{"sample", []object.Value{one, two, one, one}, []*object.Str{th.M.Intern("counts")}, "Random.sample() takes 3 positional arguments but 4 positional arguments (and 1 keyword-only argument) were given"},
		{"random", []object.Value{one}, nil, "Random.random() takes no arguments (1 given)"},
	} {
		r := th.CallNames(mod.Dict.GetStr(th.M.Intern(c.name)), c.args, c.names)
		if got := objecttest.Result(th, r); got != "!TypeError: "+c.want {
			t.Errorf("%s: %s", c.name, got)
		}
	}
}
