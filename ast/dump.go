package ast

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Dump renders n and what is below it, a node per line, indented, each with its
// span; for tests and for people. Fields that are zero are left out, and so
// are the offsets of names and operators.
//
//	Assign 0-5
//	  Targets: Name 0-1 Id='x' Ctx=Store
//	  Value: Constant 4-5 int 1
func Dump(n Node) string {
	d := dumper{}
	d.node("", "", reflect.ValueOf(n))
	return d.b.String()
}

type dumper struct{ b strings.Builder }

// node writes the line of a node and those of its children.
func (d *dumper) node(indent, label string, v reflect.Value) {
	n := v.Interface().(Node)
	v = v.Elem()
	d.b.WriteString(indent + label + v.Type().Name())
	fmt.Fprintf(&d.b, " %d-%d", n.Range().Pos, n.Range().End)
	indent += "  "
	if c, ok := n.(*Constant); ok {
		d.b.WriteString(" " + c.text() + "\n")
		return
	}
	var below []int
	for i := range v.NumField() {
		f, name := v.Field(i), v.Type().Field(i).Name
		switch {
		case name == "Span", strings.HasSuffix(name, "Pos"):
		case f.Kind() == reflect.Interface, f.Kind() == reflect.Pointer:
			below = append(below, i)
		case f.Kind() == reflect.Slice:
			if k := f.Type().Elem().Kind(); k == reflect.Interface || k == reflect.Pointer {
				below = append(below, i)
				continue
			}
			for j := range f.Len() {
				fmt.Fprintf(&d.b, " %s=%s", name, scalar(f.Index(j)))
			}
		case !f.IsZero():
			fmt.Fprintf(&d.b, " %s=%s", name, scalar(f))
		case f.Type() == reflect.TypeFor[ConstKind]():
			fmt.Fprintf(&d.b, " %s=%s", name, scalar(f))
		}
	}
	d.b.WriteByte('\n')
	for _, i := range below {
		f, label := v.Field(i), v.Type().Field(i).Name+": "
		if f.Kind() != reflect.Slice {
			d.child(indent, label, f)
			continue
		}
		for j := range f.Len() {
			if f.Index(j).IsNil() {
				d.b.WriteString(indent + label + "nil\n") // the key of **mapping
			}
			d.child(indent, label, f.Index(j))
		}
	}
}

func (d *dumper) child(indent, label string, v reflect.Value) {
	if v.IsNil() {
		return
	}
	if v.Kind() == reflect.Interface {
		v = v.Elem()
	}
	d.node(indent, label, v)
}

func scalar(v reflect.Value) string {
	switch x := v.Interface().(type) {
	case string:
		return Quote(x)
	case byte:
		return string(rune(x))
	default:
		return fmt.Sprint(x)
	}
}

func (c Context) String() string { return [...]string{"Load", "Store", "Del"}[c] }

func (k ConstKind) String() string {
	return [...]string{"None", "True", "False", "Ellipsis", "int", "float", "complex", "str", "bytes"}[k]
}

func (k TypeParamKind) String() string {
	return [...]string{"TypeVar", "TypeVarTuple", "ParamSpec"}[k]
}

// text is a constant's type and value.
func (c *Constant) text() string {
	switch c.Kind {
	case ConstInt:
		if c.Big != nil {
			return "int " + c.Big.String()
		}
		return "int " + strconv.FormatInt(c.Int, 10)
	case ConstFloat, ConstComplex:
		return c.Kind.String() + " " + strconv.FormatFloat(c.Float, 'e', -1, 64)
	case ConstStr:
		return "str " + Quote(c.Str)
	case ConstBytes:
		var b strings.Builder
		for i := range len(c.Str) {
			quoteRune(&b, rune(c.Str[i]))
		}
		return "bytes '" + b.String() + "'"
	}
	return c.Kind.String()
}

// Quote renders a string (WTF-8) in quotes and in ASCII: other characters as
// \{hex}.
func Quote(s string) string {
	var b strings.Builder
	b.WriteByte('\'')
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && n == 1 {
			r = rune(s[i])
			if r == 0xED && i+2 < len(s) { // a surrogate
				r, n = rune(s[i]&0xF)<<12|rune(s[i+1]&0x3F)<<6|rune(s[i+2]&0x3F), 3
			}
		}
		quoteRune(&b, r)
		i += n
	}
	b.WriteByte('\'')
	return b.String()
}

func quoteRune(b *strings.Builder, r rune) {
	if r < ' ' || r > '~' || r == '\'' || r == '\\' {
		fmt.Fprintf(b, "\\{%x}", r)
	} else {
		b.WriteRune(r)
	}
}
