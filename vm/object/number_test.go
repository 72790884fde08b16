package object

import (
	"bufio"
	"compress/gzip"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"math/big"
	"os"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"
)

// TestNumbersLikeCPython compares some 14,000 operations with the answers of
// CPython; testdata/numbers.py says how they came about.
func TestNumbersLikeCPython(t *testing.T) {
	f, err := os.Open("testdata/numbers.txt.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	th := newNativeThread()
	th.Exec = quietExecutor{}
	failures, n := 0, 0
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		n++
		line := lines.Text()
		fields := strings.Split(line, "\t")
		want := fields[len(fields)-1]
		got := answer(th, fields[0], fields[1:len(fields)-1])
		if got != want {
			if strDecl.Methods == nil && strings.Contains(want, `\`) {
				continue // quoted by str.__repr__, which is not there yet
			}
			if failures++; failures <= 40 {
				t.Errorf("%s\n\tgives %s", clipText(line, 400), clipText(got, 300))
			}
		}
	}
	if lines.Err() != nil || n < 10000 {
		t.Errorf("only %d cases read: %v", n, lines.Err())
	}
	if failures > 0 {
		t.Errorf("%d of %d cases fail", failures, n)
	}
}

// quietExecutor lets warnings pass without a module.
type quietExecutor struct{ nativeExecutor }

func (quietExecutor) Import(t *Thread, name string) Value {
	mod := t.M.NewModule(name)
	mod.Add(t.M, []Def{{"warn(message, category=None, stacklevel=1)", "", func(*Thread, []Value) Value { return None }}})
	return mod.Value()
}

var binaryTexts = map[string]BinaryOp{"+": OpAdd, "-": OpSub, "*": OpMul, "/": OpTrueDiv, "//": OpFloorDiv, "%": OpMod, "**": OpPow,
	"divmod": OpDivMod, "&": OpAnd, "|": OpOr, "^": OpXor, "<<": OpLShift, ">>": OpRShift}

// answer does what a line of the table says and shows the result in its form.
func answer(t *Thread, what string, fields []string) string {
	m := t.M
	construct := func(shape uint32, args ...Value) Value { return t.Call(m.Type(shape).Value(), args...) }
	method := func(name string, args ...string) Value {
		v := readValue(args[0])
		var rest []Value
		for _, a := range args[1:] {
			rest = append(rest, readValue(a))
		}
		return t.CallMethod(v, m.Intern(name), rest...)
	}
	var r Value
	switch what {
	case "bin":
		r = t.Binary(binaryTexts[fields[0]], readValue(fields[1]), readValue(fields[2]))
	case "cmp":
		for op, row := range comparisons {
			if row.text == fields[0] {
				r = t.Compare(CompareOp(op), readValue(fields[1]), readValue(fields[2]))
			}
		}
	case "pow":
		r = method("__pow__", fields...)
	case "call":
		r = method(fields[0], fields[1:]...)
	case "to_bytes":
		r = t.CallNames(t.GetAttr(readValue(fields[0]), m.Intern("to_bytes")),
			[]Value{readValue(fields[1]), readValue(fields[2]), readValue(fields[3])}, []*Str{m.Intern("signed")})
	case "from_bytes":
		r = t.CallNames(t.GetAttr(m.Type(ShapeInt).Value(), m.Intern("from_bytes")),
			[]Value{readValue(fields[0]), readValue(fields[1]), readValue(fields[2])}, []*Str{m.Intern("signed")})
	case "int":
		r = construct(ShapeInt, readValue(fields[0]), readValue(fields[1]))
	case "intdigits", "intzeros":
		n, _ := strconv.Atoi(fields[0])
		digit := "1"
		if what == "intzeros" {
			digit = "0"
		}
		if r = construct(ShapeInt, NewStr(strings.Repeat(digit, n))); r.P != nil {
			r = t.Binary(OpMod, r, Int(1000000007))
		}
	case "strdigits":
		n, _ := strconv.Atoi(fields[0])
		x := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(max(n, -n)-1)), nil)
		if n < 0 {
			x.Neg(x)
		}
		if s, ok := t.Repr(BigInt(x)); ok {
			r = Int(int64(len(s)))
		}
	case "float":
		r = construct(ShapeFloat, readValue(fields[0]))
	case "complex":
		r = construct(ShapeComplex, readValue(fields[0]))
	case "fromhex":
		r = t.CallMethod(m.Type(ShapeFloat).Value(), m.Intern("fromhex"), readValue(fields[0]))
	case "format":
		r = t.CallMethod(readValue(fields[0]), names.Format, readValue(fields[1]))
	}
	if r.P == nil {
		return strings.ReplaceAll("!"+excText(t), "\n", "\\n")
	}
	return showValue(r)
}

// readValue reads an operand of the table.
func readValue(s string) Value {
	switch s {
	case "None":
		return None
	case "True":
		return True
	case "False":
		return False
	}
	switch {
	case s[0] == '"':
		return NewStr(readJSON(s))
	case s[0] == 'x':
		b, err := hex.DecodeString(s[1:])
		if err != nil {
			panic(err)
		}
		return NewBytes(string(b))
	case s[0] == 'c':
		re, im, _ := strings.Cut(s[1:], ";")
		return NewComplex(complex(readFloat(re), readFloat(im)))
	case strings.HasPrefix(s, "0x") || strings.HasPrefix(s, "-0x") || !strings.ContainsAny(s, ".en"):
		i, ok := new(big.Int).SetString(s, 0)
		if !ok {
			panic("bad int " + s)
		}
		return BigInt(i)
	}
	return Float(readFloat(s))
}

func readFloat(s string) float64 {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil && !math.IsInf(f, 0) {
		panic(err)
	}
	return f
}

// readJSON reads a JSON string, lone surrogates included.
func readJSON(s string) string {
	var b []byte
	s = s[1 : len(s)-1]
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' {
			b = append(b, s[i])
			continue
		}
		if i++; s[i] != 'u' {
			var c string
			if err := json.Unmarshal([]byte(`"\`+s[i:i+1]+`"`), &c); err != nil {
				panic(err)
			}
			b = append(b, c...)
			continue
		}
		u, _ := strconv.ParseUint(s[i+1:i+5], 16, 32)
		i += 4
		r := rune(u)
		if utf16.IsSurrogate(r) && strings.HasPrefix(s[i+1:], `\u`) {
			u, _ := strconv.ParseUint(s[i+3:i+7], 16, 32)
			r = utf16.DecodeRune(r, rune(u))
			i += 6
		}
		b = AppendRune(b, r)
	}
	return string(b)
}

// showValue writes a result in the table's form.
func showValue(v Value) string {
	switch v.Kind() {
	case KindStr:
		return showJSON(v.Text())
	case KindBytes:
		return "x" + hex.EncodeToString([]byte((*Bytes)(v.P).B))
	case KindTuple:
		var items []string
		for _, x := range AsTuple(v).Items {
			items = append(items, showValue(x))
		}
		return "(" + strings.Join(items, ", ") + ")"
	case KindComplex:
		c := (*Complex)(v.P).C
		return "c" + FloatRepr(real(c)) + ";" + FloatRepr(imag(c))
	case KindFloat:
		return FloatRepr(v.AsFloat())
	case KindInt, KindBig:
		i := ToBig(v)
		if i.CmpAbs(new(big.Int).Exp(big.NewInt(10), big.NewInt(300), nil)) > 0 {
			return fmt.Sprintf("%#x", i)
		}
		return i.String()
	case KindBool:
		return map[uint64]string{0: "False", 1: "True"}[v.N]
	case KindNone:
		return "None"
	}
	return "kind " + strconv.Itoa(int(v.Kind()))
}

func showJSON(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for i := 0; i < len(s); {
		r, n := DecodeRune(s[i:])
		i += n
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r >= 0x10000:
			hi, lo := utf16.EncodeRune(r)
			fmt.Fprintf(&b, `\u%04x\u%04x`, hi, lo)
		case r < 0x20 || r >= 0x7f:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
