package vm

import (
	"testing"

	"github.com/aio-lang/aio/vm/code"
	"github.com/aio-lang/aio/vm/object"
)

// r is register number n as an operand.
func r(n int) uint16 { return uint16(n * code.Scale) }

// jump is a jump over n instructions (back when negative) as an operand.
func jump(n int) uint16 { return uint16(int16(n * code.InstrSize)) }

// fibCode is def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
func fibCode(src *code.Source) *code.Code {
	in := []code.Instr{
		{Op: code.JFLtI, A: r(0), B: 2, C: jump(1)},
		{Op: code.Return, A: r(0)},
		{Op: code.AddI, N: 2, A: r(3), B: r(0), C: 0xffff},
		{Op: code.CallGlobal, N: 1, A: r(3), B: 0, C: r(1)},
		{Op: code.Extend},
		{Op: code.AddI, N: 2, A: r(4), B: r(0), C: 0xfffe},
		{Op: code.CallGlobal, N: 1, A: r(4), B: 0, C: r(2)},
		{Op: code.Extend},
		{Op: code.Add, A: r(1), B: r(1), C: r(2)},
		{Op: code.Return, A: r(1)},
		{Op: code.Halt},
	}
	return &code.Code{Name: "fib", QualName: "fib", Source: src, Flags: code.Optimized, Args: 1, Locals: []string{"n"},
		Registers: 5, Links: []string{"fib"}, Instrs: in, Spans: make([]code.Span, len(in))}
}

// loopCode is def loop(n): i = 0; s = 0; while i < n: s += i; i += 1; return s
func loopCode(src *code.Source) *code.Code {
	in := []code.Instr{
		{Op: code.LoadInt, A: r(1)},
		{Op: code.LoadInt, A: r(2)},
		{Op: code.Jump, C: jump(2)},
		{Op: code.Add, N: 1, A: r(2), B: r(2), C: r(1)},
		{Op: code.AddI, N: 1, A: r(1), B: r(1), C: 1},
		{Op: code.JTLt, A: r(1), B: r(0), C: jump(-3)},
		{Op: code.Return, A: r(2)},
		{Op: code.Halt},
	}
	return &code.Code{Name: "loop", QualName: "loop", Source: src, Flags: code.Optimized, Args: 1, Locals: []string{"n", "i", "s"},
		Registers: 3, Instrs: in, Spans: make([]code.Span, len(in))}
}

func benchThread() (*Thread, *object.Dict) {
	m := New(nil, nil)
	return m.NewThread(), object.NewNamespace()
}

func TestHandMadeCode(t *testing.T) {
	th, globals := benchThread()
	src := code.NewSource("test", "")
	fib := newFunction(newProto(fibCode(src), globals), nil)
	globals.SetStr(th.M.Intern("fib"), fib.value())
	if v := th.Call(fib.value(), object.Int(20)); v != object.Int(6765) {
		t.Fatalf("fib(20) = %v", v)
	}
	loop := newFunction(newProto(loopCode(src), globals), nil)
	if v := th.Call(loop.value(), object.Int(1000)); v != object.Int(499500) {
		t.Fatalf("loop(1000) = %v", v)
	}
	// deeper than the first stack chunk, and than the recursion limit
	th.maxDepth = 50
	if v := th.Call(fib.value(), object.Int(60)); v.P != nil || !th.pendingIs(object.ShapeRecursionError) {
		t.Fatalf("fib(60) at depth 50 = %v", v)
	}
	th.Clear()
}

func BenchmarkFib(b *testing.B) {
	th, globals := benchThread()
	fib := newFunction(newProto(fibCode(code.NewSource("test", "")), globals), nil)
	globals.SetStr(th.M.Intern("fib"), fib.value())
	for b.Loop() {
		th.Call(fib.value(), object.Int(27))
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/832040, "ns/call")
}

func BenchmarkLoop(b *testing.B) {
	th, globals := benchThread()
	loop := newFunction(newProto(loopCode(code.NewSource("test", "")), globals), nil)
	for b.Loop() {
		th.Call(loop.value(), object.Int(1000000))
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/1000000, "ns/turn")
}
