package object_test

import (
	"math"
	"math/big"
	"strings"
	"testing"

	"github.com/aio-lang/aio/vm/object"
	"github.com/aio-lang/aio/vm/object/objecttest"
)

// FuzzNumberText reads any text as a number of each kind and any base: never a
// crash, and what is read prints as text that reads the same.
func FuzzNumberText(f *testing.F) {
	for _, s := range []string{"", "0x_ff", "1_0.5e-3", "(1+2j)", " -inf ", "0b", "nan", "\u0661\u0662", "1e999999999", "0x1.8p-3"} {
		f.Add(s, 0)
		f.Add(s, 36)
	}
	th := objecttest.NewThread()
	method := func(shape uint32, name string, args ...object.Value) object.Value {
		r := th.CallMethod(th.M.Type(shape).Value(), th.M.Intern(name), args...)
		th.Clear()
		return r
	}
	make := func(shape uint32, args ...object.Value) object.Value {
		r := th.Call(th.M.Type(shape).Value(), args...)
		th.Clear()
		return r
	}
	f.Fuzz(func(t *testing.T, s string, base int) {
		text := object.NewStr(strings.ToValidUTF8(s, "?"))
		make(object.ShapeInt, text, object.Int(int64(base)))
		method(object.ShapeFloat, "fromhex", text)
		for _, shape := range []uint32{object.ShapeInt, object.ShapeFloat, object.ShapeComplex} {
			v := make(shape, text)
			if v.IsNil() {
				continue
			}
			printed, ok := th.Repr(v)
			if !ok {
				th.Clear()
				continue
			}
			if again := objecttest.Show(make(shape, object.NewStr(printed))); again != objecttest.Show(v) {
				t.Errorf("%q is %s, which reads as %s", s, printed, again)
			}
		}
	})
}

// FuzzNumberFormat formats numbers by any spec: a str as wide as asked, or
// ValueError.
func FuzzNumberFormat(f *testing.F) {
	for _, s := range []string{"", ">10", "+#010x", "_.3f", "z=+12,.2e", "\u00e9^9", "010,", "c"} {
		f.Add(s, int64(-1234567), 1234.5)
	}
	th := objecttest.NewThread()
	f.Fuzz(func(t *testing.T, spec string, i int64, x float64) {
		spec = strings.ToValidUTF8(spec, "?")
		for _, v := range []object.Value{object.Int(i), object.Float(x), object.NewComplex(complex(x, float64(i)))} {
			fs, ok := th.ParseFormatSpec(spec, v, 0, '>')
			if ok && (fs.Width > 1000 || fs.Precision > 1000) {
				continue
			}
			r := th.CallMethod(v, th.M.Intern("__format__"), object.NewStr(spec))
			th.Clear()
			if r.IsNil() {
				continue
			}
			if !ok && spec != "" {
				t.Errorf("%q is refused, but formats %s", spec, objecttest.Show(v))
			}
			if spec != "" && object.AsStr(r).Len() < fs.Width {
				t.Errorf("%q formats %s as %q", spec, objecttest.Show(v), r.Text())
			}
		}
	})
}

// Long texts are read by halves; the result is the same.
func TestLongDigits(t *testing.T) {
	th := objecttest.NewThread()
	th.M.IntMaxStrDigits = 0
	for _, n := range []int{999, 1000, 1001, 1999, 2000, 2001, 4321, 8000, 12345} {
		digits := strings.Repeat("9081726354", n/10+1)[:n]
		for _, base := range []int{10, 11, 36} {
			want, _ := new(big.Int).SetString(digits, base)
			got := th.IntFromString(digits, base, object.None)
			if object.ToBig(got).Cmp(want) != 0 {
				t.Errorf("%d digits of base %d", n, base)
			}
			if base == 10 {
				if s, ok := th.IntText(got); !ok || s != digits {
					t.Errorf("%d digits do not come back", n)
				}
			}
		}
	}
}

// Operations whose result would not fit memory raise at once.
func TestHugeResults(t *testing.T) {
	th := objecttest.NewThread()
	ten, far := object.Int(10), object.Int(math.MaxInt64)
	for _, c := range []struct {
		op   object.BinaryOp
		a, b object.Value
		want string
	}{
		{object.OpPow, ten, object.Int(1e9), "!MemoryError: "},
		{object.OpPow, ten, object.BigInt(new(big.Int).Lsh(big.NewInt(1), 100)), "!MemoryError: "},
		{object.OpPow, object.Int(-1), object.BigInt(new(big.Int).Lsh(big.NewInt(1), 100)), "1"},
		{object.OpLShift, ten, far, "!MemoryError: "},
		{object.OpLShift, ten, object.BigInt(new(big.Int).Lsh(big.NewInt(1), 100)), "!OverflowError: too many digits in integer"},
		{object.OpRShift, ten, far, "0"},
		{object.OpRShift, object.Int(-10), far, "-1"},
	} {
		if got := objecttest.Result(th, th.Binary(c.op, c.a, c.b)); got != c.want {
			t.Errorf("operator %d gives %s, not %s", c.op, got, c.want)
		}
	}
}
