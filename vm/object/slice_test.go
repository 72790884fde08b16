package object

import (
	"math"
	"math/big"
	"testing"
)

func TestSliceIndices(tt *testing.T) {
	t := newNativeThread()
	huge := BigInt(new(big.Int).Lsh(big.NewInt(1), 100))
	tiny := BigInt(new(big.Int).Neg(new(big.Int).Lsh(big.NewInt(1), 100)))
	for _, c := range []struct {
		start, stop, step Value
		length            int
		want              [4]int
	}{
		{None, None, None, 5, [4]int{0, 5, 1, 5}},
		{None, None, Int(-1), 5, [4]int{4, -1, -1, 5}},
		{Int(1), Int(-1), None, 5, [4]int{1, 4, 1, 3}},
		{Int(-100), Int(100), Int(2), 5, [4]int{0, 5, 2, 3}},
		{Int(100), Int(-100), Int(-2), 5, [4]int{4, -1, -2, 3}},
		{Int(3), Int(1), None, 5, [4]int{3, 1, 1, 0}},
		{tiny, huge, None, 5, [4]int{0, 5, 1, 5}},
		{huge, tiny, tiny, 5, [4]int{4, -1, -math.MaxInt64, 1}},
		{None, None, huge, 5, [4]int{0, 5, math.MaxInt64, 1}},
		{True, None, None, 5, [4]int{1, 5, 1, 4}},
		{None, None, None, 0, [4]int{0, 0, 1, 0}},
		{None, None, Int(-3), 0, [4]int{-1, -1, -3, 0}},
	} {
		s := (*Slice)(NewSlice(c.start, c.stop, c.step).P)
		start, stop, step, n, ok := t.SliceIndices(s, c.length)
		if got := [4]int{start, stop, step, n}; !ok || got != c.want {
			tt.Errorf("slice%v of %d: got %v, want %v", s, c.length, got, c.want)
		}
	}
}

func TestSliceErrors(tt *testing.T) {
	t := newNativeThread()
	s := (*Slice)(NewSlice(None, None, Int(0)).P)
	if _, _, _, _, ok := t.SliceIndices(s, 3); ok || excText(t) != "ValueError: slice step cannot be zero" {
		tt.Error("step 0 accepted")
	}
	s = (*Slice)(NewSlice(Float(1), None, None).P)
	if _, _, _, _, ok := t.SliceIndices(s, 3); ok || excText(t) != "TypeError: slice indices must be integers or None or have an __index__ method" {
		tt.Error("float bound accepted")
	}
	class := t.M.Type(ShapeSlice).Value()
	for _, c := range []struct {
		args []Value
		want string
	}{
		{nil, "TypeError: slice expected at least 1 argument, got 0"},
		{[]Value{None, None, None, None}, "TypeError: slice expected at most 3 arguments, got 4"},
	} {
		if r := t.Call(class, c.args...); r.P != nil || excText(t) != c.want {
			tt.Errorf("slice%v: want %s", c.args, c.want)
		}
	}
}

func TestSliceHashAndOrder(tt *testing.T) {
	t := newNativeThread()
	a, b := NewSlice(Int(1), Int(2), Int(3)), NewSlice(Int(1), Int(2), Int(4))
	if h, ok := t.Hash(a); !ok || int64(h) != -2340833382717974474 { // CPython's value
		tt.Errorf("hash: %d", int64(h))
	}
	if lt, ok := t.CompareTruth(OpLt, a, b); !ok || !lt {
		tt.Error("slice(1, 2, 3) < slice(1, 2, 4) is false")
	}
	if eq, ok := t.Equal(a, NewSlice(Int(1), Int(2), Int(3))); !ok || !eq {
		tt.Error("equal slices differ")
	}
}
