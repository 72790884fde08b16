package object

import "testing"

// Short texts, lists and ints: what programs make most of.

func benchmarkBinary(b *testing.B, op BinaryOp, x, y Value) {
	t := newNativeThread()
	b.ReportAllocs()
	for b.Loop() {
		if t.Binary(op, x, y).P == nil {
			b.Fatal("no result")
		}
	}
}

func BenchmarkConcatShort(b *testing.B) {
	benchmarkBinary(b, OpAdd, NewStr("hello "), NewStr("world"))
}

func BenchmarkConcatLists(b *testing.B) {
	x := CopyList([]Value{Int(1), Int(2), Int(3)}, 0, 1, 3)
	benchmarkBinary(b, OpAdd, x, x)
}

func BenchmarkProductBeyondWord(b *testing.B) {
	benchmarkBinary(b, OpMul, Int(1<<62), Int(12345))
}

func BenchmarkModByWord(b *testing.B) {
	t := newNativeThread()
	benchmarkBinary(b, OpMod, t.Binary(OpMul, Int(1<<62), Int(1<<62)), Int(1000003))
}

func BenchmarkTextOfShortInt(b *testing.B) {
	t := newNativeThread()
	x := t.Binary(OpMul, Int(1<<62), Int(1<<62))
	b.ReportAllocs()
	for b.Loop() {
		if _, ok := t.IntText(x); !ok {
			b.Fatal("no text")
		}
	}
}
