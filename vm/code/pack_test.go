package code_test

import (
	"math"
	"math/big"
	"reflect"
	"runtime"
	"strings"
	"testing"

	"github.com/aio-lang/aio/vm/code"
)

// sample is a code with something in every field.
func sample() *code.Code {
	src := code.NewSource("sample", "def f(a, /, b, *c, d, **e):\n    return g\n")
	inner := &code.Code{
		Name: "f", QualName: "f", Source: src, Pos: 5, Flags: code.Optimized | code.HasDocstring | code.VarArgs | code.VarKeywords,
		PosOnly: 1, Args: 2, KwOnly: 1, Locals: []string{"a", "b", "d", "c", "e", "x"}, Cells: []uint16{5}, Free: []string{"y", "z"},
		Captures: []code.Capture{{FromFree: true, Index: 0xffff}, {Index: 3}}, Registers: 300, Spilled: []string{"s"}, Spill: 2,
		Consts: []code.Const{
			code.Str("doc \xed\xa0\x80 €"), nil, true, false, int64(math.MinInt64), int64(7), new(big.Int).Lsh(big.NewInt(-5), 200), math.Copysign(0, -1),
			complex(1, -2), code.Bytes("\x00\xff"), code.EllipsisConst{}, code.Tuple{int64(1), code.Tuple(nil), code.FrozenSet{code.Str("")}},
		},
		Names: []string{"n"}, Links: []string{"g", "n"}, Caches: 2,
		Instrs: []code.Instr{{Op: code.LoadK, A: 16, B: 32}, {Op: code.Halt, N: 255, A: 65535, B: 1, C: 65534}},
		Spans:  []code.Span{{Pos: 32, End: 40}, {Pos: 4, End: 4}},
		Try:    []code.Handler{{Start: 0, End: 1, Target: 1, Reg: 9}}, Active: []code.Handling{{Start: 1, End: 2, Reg: 8}},
	}
	return &code.Code{
		Name: "<module>", QualName: "<module>", Source: src, Flags: code.ModuleBody, Registers: 4, SelfAttrs: []string{"attr"},
		Instrs: []code.Instr{{Op: code.Halt}}, Spans: []code.Span{{Pos: 0, End: 3}}, Children: []*code.Code{inner},
	}
}

func TestPack(t *testing.T) {
	want := sample()
	data, err := code.Encode(want)
	if err != nil {
		t.Fatal(err)
	}
	got, err := code.Decode(string(data), code.NewSource(want.Source.Name, want.Source.Text))
	if err != nil {
		t.Fatal(err)
	}
	if got.Name != "<module>" || got.Instrs != nil {
		t.Errorf("the head is to be unpacked, the body is not: %+v", got)
	}
	if err := got.Load(); err != nil {
		t.Fatal(err)
	}
	f := got.Children[0]
	if f.QualName != "f" || f.Args != 2 || len(f.Captures) != 2 || f.Consts != nil {
		t.Errorf("the child's head is to be unpacked, its body is not: %+v", f)
	}
	if err := f.Load(); err != nil {
		t.Fatal(err)
	}
	if line := f.LineAt(0); line != 2 {
		t.Errorf("instruction in line %d, want 2", line)
	}
	if err := got.LoadAll(); err != nil {
		t.Fatal(err)
	}
	if z := f.Consts[7].(float64); !math.Signbit(z) {
		t.Error("-0.0 has lost its sign")
	}
	got.Source.Line(1) // both have indexed their lines
	want.Source.Line(1)
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%+v\n%+v\nwant\n%+v\n%+v", got, got.Children[0], want, want.Children[0])
	}
}

func TestPackErrors(t *testing.T) {
	deep := code.Const(int64(1))
	for range 200 {
		deep = code.Tuple{deep}
	}
	for _, k := range []code.Const{deep, struct{}{}} {
		c := sample()
		c.Consts = []code.Const{k}
		if _, err := code.Encode(c); err == nil {
			t.Errorf("constant %T was packed", k)
		}
	}
}

// TestCut: a packed code that has lost its end is refused somewhere.
func TestCut(t *testing.T) {
	c := sample()
	data, _ := code.Encode(c)
	for n := range data {
		got, err := code.Decode(string(data[:n]), c.Source)
		if err == nil && got.LoadAll() == nil {
			t.Errorf("%d of %d bytes were accepted", n, len(data))
		}
	}
}

// FuzzDecode: whatever the bytes, unpacking ends, does not panic, and takes
// memory in proportion.
func FuzzDecode(f *testing.F) {
	c := sample()
	data, _ := code.Encode(c)
	f.Add(string(data))
	f.Add(strings.Repeat(string(data), 2))
	const head = 20 // magic, versions and checksums are right
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) < head {
			return
		}
		s = string(data[:head]) + s[head:]
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		if got, err := code.Decode(s, c.Source); err == nil {
			if got.LoadAll() == nil {
				if _, err := code.Encode(got); err != nil {
					t.Errorf("what was unpacked cannot be packed: %v", err)
				}
			}
		}
		runtime.ReadMemStats(&after)
		if n := after.TotalAlloc - before.TotalAlloc; n > 1<<20+1000*uint64(len(s)) {
			t.Errorf("%d bytes took %d of memory", len(s), n)
		}
	})
}
