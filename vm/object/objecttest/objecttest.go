// Package objecttest lets tests of natives run without bytecode: an executor
// that calls natives and classes only, and values written as text, in the form
// that CPython's answers are stored in.
package objecttest

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"math/big"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/aio-lang/aio/vm/object"
)

// executor runs natives and classes. Every module is empty but for a warn that
// keeps silent.
type executor struct{ object.Executor }

func (executor) Call(t *object.Thread, f object.Value, args []object.Value, names []*object.Str) object.Value {
	return t.CallObject(f, append([]object.Value(nil), args...), names)
}

func (executor) Handled(*object.Thread) object.Value { return object.Value{} }

func (executor) Import(t *object.Thread, name string) object.Value {
	mod := t.M.NewModule(name)
	mod.Add(t.M, []object.Def{{Sig: "warn(message, category=None, stacklevel=1)", Fn: func(*object.Thread, []object.Value) object.Value { return object.None }}})
	return mod.Value()
}

// NewThread makes a machine of its own with one thread.
func NewThread() *object.Thread {
	return &object.Thread{M: object.NewMachine(nil), Exec: executor{}}
}

// Import makes the module that decl declares.
func Import(t *object.Thread, decl *object.ModuleDecl) *object.Module {
	mod := t.M.NewModule(decl.Name)
	if !t.Populate(mod, decl) {
		panic(Exception(t))
	}
	return mod
}

// Result shows the outcome of a call: a value, or "!Class: arguments" where it
// raised.
func Result(t *object.Thread, v object.Value) string {
	if v.IsNil() {
		return "!" + Exception(t)
	}
	return Show(v)
}

// Exception clears the pending exception and shows its class and arguments.
func Exception(t *object.Thread) string {
	e := object.AsException(t.Clear())
	if e == nil {
		return "no exception"
	}
	var args []string
	for _, a := range e.ArgValues() {
		s, ok := t.Str(a)
		if !ok {
			return "exception without text"
		}
		args = append(args, s)
	}
	return strings.ReplaceAll(t.TypeName(e.Value())+": "+strings.Join(args, ", "), "\n", `\n`)
}

// Read reads an operand of the table.
func Read(s string) object.Value {
	switch s {
	case "None":
		return object.None
	case "True":
		return object.True
	case "False":
		return object.False
	}
	switch {
	case s[0] == '[' || s[0] == '(':
		var items []object.Value
		for _, x := range splitItems(s[1 : len(s)-1]) {
			items = append(items, Read(x))
		}
		if s[0] == '(' {
			return object.NewTuple(items)
		}
		return object.NewList(items)
	case s[0] == '"':
		return object.NewStr(readJSON(s))
	case s[0] == 'x':
		b, err := hex.DecodeString(s[1:])
		if err != nil {
			panic(err)
		}
		return object.NewBytes(string(b))
	case s[0] == 'c':
		re, im, _ := strings.Cut(s[1:], ";")
		return object.NewComplex(complex(readFloat(re), readFloat(im)))
	case strings.HasPrefix(s, "0x") || strings.HasPrefix(s, "-0x") || !strings.ContainsAny(s, ".en"):
		i, ok := new(big.Int).SetString(s, 0)
		if !ok {
			panic("bad int " + s)
		}
		return object.BigInt(i)
	}
	return object.Float(readFloat(s))
}

// splitItems cuts at the commas outside brackets; no item is a str that holds
// one.
func splitItems(s string) []string {
	var items []string
	depth, from := 0, 0
	for i, c := range s {
		switch c {
		case '[', '(':
			depth++
		case ']', ')':
			depth--
		case ',':
			if depth == 0 {
				items = append(items, strings.TrimSpace(s[from:i]))
				from = i + 1
			}
		}
	}
	if rest := strings.TrimSpace(s[from:]); rest != "" {
		items = append(items, rest)
	}
	return items
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
		b = object.AppendRune(b, r)
	}
	return string(b)
}

// Show writes a result in the table's form.
func Show(v object.Value) string {
	switch v.Kind() {
	case object.KindStr:
		return showJSON(v.Text())
	case object.KindBytes:
		return "x" + hex.EncodeToString([]byte((*object.Bytes)(v.P).B))
	case object.KindTuple:
		return "(" + showItems(object.AsTuple(v).Items) + ")"
	case object.KindList:
		return "[" + showItems(object.AsList(v).Items) + "]"
	case object.KindComplex:
		c := (*object.Complex)(v.P).C
		return "c" + object.FloatRepr(real(c)) + ";" + object.FloatRepr(imag(c))
	case object.KindFloat:
		return object.FloatRepr(v.AsFloat())
	case object.KindInt, object.KindBig:
		i := object.ToBig(v)
		if i.CmpAbs(new(big.Int).Exp(big.NewInt(10), big.NewInt(300), nil)) > 0 {
			return fmt.Sprintf("%#x", i)
		}
		return i.String()
	case object.KindBool:
		return map[uint64]string{0: "False", 1: "True"}[v.N]
	case object.KindNone:
		return "None"
	}
	return "kind " + strconv.Itoa(int(v.Kind()))
}

func showItems(items []object.Value) string {
	var texts []string
	for _, x := range items {
		texts = append(texts, Show(x))
	}
	return strings.Join(texts, ", ")
}

func showJSON(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for i := 0; i < len(s); {
		r, n := object.DecodeRune(s[i:])
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
