package object_test

import (
	"math/big"
	"strconv"
	"strings"
	"testing"

	"github.com/aio-lang/aio/vm/object"
	"github.com/aio-lang/aio/vm/object/objecttest"
)

// TestNumbersLikeCPython compares some 14,000 operations with the answers of
// CPython; testdata/numbers.py says how they came about.
func TestNumbersLikeCPython(t *testing.T) {
	th := objecttest.NewThread()
	failures, n := 0, 0
	objecttest.Lines(t, "testdata/numbers.txt.gz", func(fields []string) {
		n++
		last := len(fields) - 1
		got := answer(th, fields[0], fields[1:last])
		if got == fields[last] {
			return
		}
		if failures++; failures <= 40 {
			t.Errorf("%s\n\tgives %s", objecttest.Clip(strings.Join(fields, " "), 400), objecttest.Clip(got, 300))
		}
	})
	if n < 10000 {
		t.Errorf("only %d cases", n)
	}
	if failures > 0 {
		t.Errorf("%d of %d cases fail", failures, n)
	}
}

var binaryTexts = map[string]object.BinaryOp{"+": object.OpAdd, "-": object.OpSub, "*": object.OpMul, "/": object.OpTrueDiv, "//": object.OpFloorDiv, "%": object.OpMod, "**": object.OpPow,
	"divmod": object.OpDivMod, "&": object.OpAnd, "|": object.OpOr, "^": object.OpXor, "<<": object.OpLShift, ">>": object.OpRShift}

var compareTexts = map[string]object.CompareOp{"<": object.OpLt, "<=": object.OpLe, "==": object.OpEq, "!=": object.OpNe, ">": object.OpGt, ">=": object.OpGe}

// answer does what a line of the table says and shows the result in its form.
func answer(t *object.Thread, what string, fields []string) string {
	m := t.M
	construct := func(shape uint32, args ...object.Value) object.Value { return t.Call(t.M.Type(shape).Value(), args...) }
	method := func(name string, args ...string) object.Value {
		v := objecttest.Read(args[0])
		var rest []object.Value
		for _, a := range args[1:] {
			rest = append(rest, objecttest.Read(a))
		}
		return t.CallMethod(v, m.Intern(name), rest...)
	}
	var r object.Value
	switch what {
	case "bin":
		r = t.Binary(binaryTexts[fields[0]], objecttest.Read(fields[1]), objecttest.Read(fields[2]))
	case "cmp":
		r = t.Compare(compareTexts[fields[0]], objecttest.Read(fields[1]), objecttest.Read(fields[2]))
	case "pow":
		r = method("__pow__", fields...)
	case "call":
		r = method(fields[0], fields[1:]...)
	case "to_bytes":
		r = t.CallNames(t.GetAttr(objecttest.Read(fields[0]), m.Intern("to_bytes")),
			[]object.Value{objecttest.Read(fields[1]), objecttest.Read(fields[2]), objecttest.Read(fields[3])}, []*object.Str{m.Intern("signed")})
	case "from_bytes":
		r = t.CallNames(t.GetAttr(t.M.Type(object.ShapeInt).Value(), m.Intern("from_bytes")),
			[]object.Value{objecttest.Read(fields[0]), objecttest.Read(fields[1]), objecttest.Read(fields[2])}, []*object.Str{m.Intern("signed")})
	case "int":
		r = construct(object.ShapeInt, objecttest.Read(fields[0]), objecttest.Read(fields[1]))
	case "intdigits", "intzeros":
		n, _ := strconv.Atoi(fields[0])
		digit := "1"
		if what == "intzeros" {
			digit = "0"
		}
		if r = construct(object.ShapeInt, object.NewStr(strings.Repeat(digit, n))); r.P != nil {
			r = t.Binary(object.OpMod, r, object.Int(1000000007))
		}
	case "strdigits":
		n, _ := strconv.Atoi(fields[0])
		x := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(max(n, -n)-1)), nil)
		if n < 0 {
			x.Neg(x)
		}
		if s, ok := t.Repr(object.BigInt(x)); ok {
			r = object.Int(int64(len(s)))
		}
	case "float":
		r = construct(object.ShapeFloat, objecttest.Read(fields[0]))
	case "complex":
		r = construct(object.ShapeComplex, objecttest.Read(fields[0]))
	case "fromhex":
		r = t.CallMethod(t.M.Type(object.ShapeFloat).Value(), m.Intern("fromhex"), objecttest.Read(fields[0]))
	case "format":
		r = t.CallMethod(objecttest.Read(fields[0]), m.Intern("__format__"), objecttest.Read(fields[1]))
	}
	return objecttest.Result(t, r)
}
