// Package differential makes small random programs, to compare what aio and
// CPython print for them. A seed and a number name a program for good.
//
// A program is the body of a function that returns a value. Most of its
// operands have the kind that the operation wants, some do not, so that the
// texts of errors are compared as well. Nothing in it may differ for a reason
// that the README gives: no addresses, no identity of numbers, no sizes.
package differential

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// generator makes the text of one program.
type generator struct {
	*rand.Rand
	// names are the local variables that exist, by kind.
	names map[kind][]string
	// depth counts nested expressions, which end with literals.
	depth int
}

type kind int

const (
	kInt kind = iota
	kFloat
	kBool
	kStr
	kBytes
	kList
	kTuple
	kDict
	kSet
	kNone
	kComplex
	kinds
)

func (g *generator) pick(choices ...string) string { return choices[g.IntN(len(choices))] }

// one is true once in n times.
func (g *generator) one(n int) bool { return g.IntN(n) == 0 }

func (g *generator) anyKind() kind { return kind(g.IntN(int(kinds))) }

// fill replaces each letter after a % of a pattern: i, f, b, s, y (bytes), l, t,
// d, e (set), c (complex) by an expression of that kind, x by one of any kind, n
// by a small int, p by one that is not negative.
func (g *generator) fill(pattern string) string {
	letters := map[byte]kind{'i': kInt, 'f': kFloat, 'b': kBool, 's': kStr, 'y': kBytes, 'l': kList, 't': kTuple, 'd': kDict, 'e': kSet, 'c': kComplex}
	var b strings.Builder
	for i := 0; i < len(pattern); i++ {
		if pattern[i] != '%' || i+1 == len(pattern) {
			b.WriteByte(pattern[i])
			continue
		}
		i++
		switch k, ok := letters[pattern[i]]; {
		case ok:
			b.WriteString(g.expr(k))
		case pattern[i] == 'x':
			b.WriteString(g.expr(g.anyKind()))
		case pattern[i] == 'n':
			fmt.Fprint(&b, g.IntN(9)-3)
		case pattern[i] == 'p':
			fmt.Fprint(&b, g.IntN(7))
		case pattern[i] == '%':
			b.WriteByte('%')
		}
	}
	return b.String()
}

// expr makes an expression, as a rule of kind k.
func (g *generator) expr(k kind) string {
	if g.one(40) {
		k = g.anyKind()
	}
	if names := g.names[k]; len(names) > 0 && g.one(3) {
		return names[g.IntN(len(names))]
	}
	if g.depth >= 3 || g.one(3) {
		return g.literal(k)
	}
	g.depth++
	defer func() { g.depth-- }()
	choices := operations[k]
	if len(choices) == 0 {
		return g.literal(k)
	}
	return g.fill(choices[g.IntN(len(choices))])
}

func (g *generator) literal(k kind) string {
	switch k {
	case kInt:
		switch g.IntN(6) {
		case 0:
			return g.pick("(0)", "(1)", "(-1)", "(2)", "(255)", "(256)", "(-129)")
		case 1:
			return g.pick("(2**31)", "(-2**31)", "(2**63)", "(2**63 - 1)", "(-2**63)", "(2**64)", "(10**18)", "(10**30)", "(-(10**25) + 7)")
		default:
			return fmt.Sprintf("(%d)", g.IntN(200)-60)
		}
	case kFloat:
		if g.one(3) {
			return g.pick("0.0", "-0.0", "1e300", "-1e-300", "float('inf')", "float('-inf')", "0.1", "1e16", "123456789.125", "2.5", "5e-324")
		}
		return fmt.Sprintf("(%.5f)", float64(g.IntN(20000)-8000)/float64(int(1)<<g.IntN(12)))
	case kBool:
		return g.pick("True", "False")
	case kStr:
		if g.one(3) {
			return g.pick(`''`, `' '`, `'\n'`, `'é'`, `'ß'`, `'日本'`, `'😀x'`, `'\x00'`, `"it's"`, `'"'`, `'İ'`, `'ﬁ'`, `'\u0301e'`, `'\t a\tb '`)
		}
		return g.pick(`'abc'`, `'Hello, World'`, `'a,b,,c'`, `'x=1'`, `'42'`, `'-7'`, `'3.5'`, `'aXbX'`, `'  pad '`, `'line1\nline2\r\n'`, `'ABC'`, `'title case here'`, `'aaaa'`, `'0x1f'`, `'1_000'`, `'%d'`, `'{}'`, `'{0!r:>5}'`)
	case kBytes:
		return g.pick(`b''`, `b'abc'`, `b'\x00\xff'`, `b'a,b,,c'`, `b'Hello'`, `b'  x '`, `b'42'`, `bytearray(b'xyz')`, `b'\n\t'`)
	case kNone:
		return "None"
	case kComplex:
		return g.pick("1j", "(1+2j)", "(-0.5-1e10j)", "0j", "complex(1, -0.0)")
	}
	n := g.IntN(4)
	items := make([]string, n)
	g.depth += 2
	defer func() { g.depth -= 2 }()
	for i := range items {
		switch {
		case k == kDict && g.one(3):
			items[i] = g.fill("%i: %x")
		case k == kDict:
			items[i] = g.fill("%s: %x")
		case k == kSet:
			items[i] = g.expr(kind(g.IntN(int(kBytes)))) // what can be hashed
		case g.one(2):
			items[i] = g.expr(kInt)
		default:
			items[i] = g.expr(g.anyKind())
		}
	}
	text := strings.Join(items, ", ")
	switch k {
	case kList:
		return "[" + text + "]"
	case kDict:
		return "{" + text + "}"
	case kSet:
		if n == 0 {
			return g.pick("set()", "frozenset()", "frozenset('ab')")
		}
		// a display of constants has an order that depends on what else is compiled
		return "set([" + text + "])"
	}
	if n == 1 {
		text += ","
	}
	return "(" + text + ")"
}
