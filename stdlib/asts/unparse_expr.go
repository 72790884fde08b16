package asts

import (
	"strconv"
	"strings"

	"github.com/aio-lang/aio/ast"
	"github.com/aio-lang/aio/vm/object"
)

// Levels of precedence.
const (
	levelNamed = iota
	levelTuple
	levelYield
	levelTest
	levelOr
	levelAnd
	levelNot
	levelCompare
	levelBitOr
	levelBitXor
	levelBitAnd
	levelShift
	levelArith
	levelTerm
	levelFactor
	levelPower
	levelAwait
	levelAtom
)

var binaryLevel = [...]int{
	ast.Add: levelArith, ast.Sub: levelArith,
	ast.Mult: levelTerm, ast.MatMult: levelTerm, ast.Div: levelTerm, ast.Mod: levelTerm, ast.FloorDiv: levelTerm,
	ast.LShift: levelShift, ast.RShift: levelShift,
	ast.BitOr: levelBitOr, ast.BitXor: levelBitXor, ast.BitAnd: levelBitAnd,
	ast.Pow: levelPower,
}

// open writes a parenthesis if one is needed; the function returned closes it.
func (w *writer) open(needed bool) func() {
	if !needed {
		return func() {}
	}
	w.text("(")
	return func() { w.text(")") }
}

func (w *writer) list(es []ast.Expr, level int) {
	for i, e := range es {
		if i > 0 {
			w.text(", ")
		}
		w.expr(e, level)
	}
}

func (w *writer) expr(e ast.Expr, level int) {
	switch e := e.(type) {
	case *ast.Constant:
		w.constant(e)
	case *ast.Name:
		w.text(e.Id)
	case *ast.BoolOp:
		own, word := levelAnd, " and "
		if e.Op == ast.Or {
			own, word = levelOr, " or "
		}
		end := w.open(level > own)
		for i, v := range e.Values {
			if i > 0 {
				w.text(word)
			}
			w.expr(v, min(own+1+i, levelAtom)) // each operand binds tighter than the one before, as CPython has it
		}
		end()
	case *ast.BinOp:
		own := binaryLevel[e.Op]
		left, right := own, own+1
		if e.Op == ast.Pow {
			left, right = own+1, own
		}
		end := w.open(level > own)
		w.expr(e.Left, left)
		w.text(" ", e.Op.String(), " ")
		w.expr(e.Right, right)
		end()
	case *ast.UnaryOp:
		own, text := levelFactor, e.Op.String()
		if e.Op == ast.Not {
			own, text = levelNot, "not "
		}
		end := w.open(level > own)
		w.text(text)
		w.expr(e.Operand, own)
		end()
	case *ast.Lambda:
		end := w.open(level > levelTest)
		w.text("lambda")
		sub := &writer{marked: w.marked}
		sub.params(e.Params)
		if sub.Len() > 0 {
			w.text(" ", sub.String())
		}
		w.text(": ")
		w.expr(e.Body, levelTest)
		end()
	case *ast.IfExp:
		end := w.open(level > levelTest)
		w.expr(e.Body, levelTest+1)
		w.text(" if ")
		w.expr(e.Test, levelTest+1)
		w.text(" else ")
		w.expr(e.Orelse, levelTest)
		end()
	case *ast.Dict:
		w.text("{")
		for i, v := range e.Values {
			if i > 0 {
				w.text(", ")
			}
			if e.Keys[i] == nil {
				w.text("**")
				w.expr(v, levelBitOr)
			} else {
				w.expr(e.Keys[i], levelTest)
				w.text(": ")
				w.expr(v, levelTest)
			}
		}
		w.text("}")
	case *ast.Set:
		if len(e.Elts) == 0 {
			w.text("{*()}")
			return
		}
		w.text("{")
		w.list(e.Elts, levelTest)
		w.text("}")
	case *ast.List:
		w.text("[")
		w.list(e.Elts, levelTest)
		w.text("]")
	case *ast.Tuple:
		end := w.open(len(e.Elts) == 0 || level > levelTuple)
		w.list(e.Elts, levelTest)
		if len(e.Elts) == 1 {
			w.text(",")
		}
		end()
	case *ast.GeneratorExp:
		w.comprehension("(", e.Elt, nil, e.Generators, ")")
	case *ast.ListComp:
		w.comprehension("[", e.Elt, nil, e.Generators, "]")
	case *ast.SetComp:
		w.comprehension("{", e.Elt, nil, e.Generators, "}")
	case *ast.DictComp:
		w.comprehension("{", e.Key, e.Value, e.Generators, "}")
	case *ast.Yield:
		end := w.open(level > levelYield)
		w.text("yield")
		if e.Value != nil {
			w.text(" ")
			w.expr(e.Value, levelAtom)
		}
		end()
	case *ast.YieldFrom:
		end := w.open(level > levelYield)
		w.text("yield from ")
		w.expr(e.Value, levelAtom)
		end()
	case *ast.Await:
		end := w.open(level > levelAwait)
		w.text("await ")
		w.expr(e.Value, levelAtom)
		end()
	case *ast.Compare:
		end := w.open(level > levelCompare)
		w.expr(e.Left, levelCompare+1)
		for i, op := range e.Ops {
			w.text(" ", op.String(), " ")
			w.expr(e.Comparators[i], levelCompare+1)
		}
		end()
	case *ast.Call:
		w.expr(e.Func, levelAtom)
		w.text("(")
		w.arguments(e.Args, e.Keywords)
		w.text(")")
	case *ast.JoinedStr:
		w.joined(e)
	case *ast.FormattedValue:
		w.joined(&ast.JoinedStr{Values: []ast.Expr{e}})
	case *ast.Attribute:
		w.expr(e.Value, levelAtom)
		if k, ok := e.Value.(*ast.Constant); ok && (k.Kind == ast.ConstInt || k.Kind == ast.ConstTrue || k.Kind == ast.ConstFalse) {
			w.text(" ") // 1 .real
		}
		w.text(".", e.Attr)
	case *ast.Subscript:
		w.expr(e.Value, levelAtom)
		w.text("[")
		if tuple, ok := e.Index.(*ast.Tuple); ok && len(tuple.Elts) > 0 {
			w.expr(tuple, levelTuple)
		} else {
			w.expr(e.Index, levelTest)
		}
		w.text("]")
	case *ast.Starred:
		w.text("*")
		w.expr(e.Value, levelBitOr)
	case *ast.Slice:
		if e.Lower != nil {
			w.expr(e.Lower, levelTest)
		}
		w.text(":")
		if e.Upper != nil {
			w.expr(e.Upper, levelTest)
		}
		w.after(":", e.Step)
	case *ast.NamedExpr:
		end := w.open(level > levelNamed)
		w.text(e.Target.Id, " := ")
		w.expr(e.Value, levelAtom)
		end()
	}
}

func (w *writer) comprehension(open string, elt, value ast.Expr, gens []*ast.Comprehension, shut string) {
	w.text(open)
	w.expr(elt, levelTest)
	w.after(": ", value)
	for _, g := range gens {
		w.text(" ", asyncWord(g.Async), "for ")
		w.expr(g.Target, levelTuple)
		w.text(" in ")
		w.expr(g.Iter, levelTest+1)
		for _, cond := range g.Ifs {
			w.text(" if ")
			w.expr(cond, levelTest+1)
		}
	}
	w.text(shut)
}

func (w *writer) constant(c *ast.Constant) {
	switch c.Kind {
	case ast.ConstNone:
		w.text("None")
	case ast.ConstTrue:
		w.text("True")
	case ast.ConstFalse:
		w.text("False")
	case ast.ConstEllipsis:
		w.text("...")
	case ast.ConstInt:
		if c.Big != nil {
			w.text(c.Big.String())
		} else {
			w.text(strconv.FormatInt(c.Int, 10))
		}
	case ast.ConstFloat:
		w.text(finite(object.FloatRepr(c.Float)))
	case ast.ConstComplex:
		w.text(finite(object.ComplexRepr(complex(0, c.Float))))
	case ast.ConstStr:
		w.text(w.prefix(c), object.ReprString(c.Str))
	case ast.ConstBytes:
		w.text(object.ReprBytes(c.Str))
	}
}

// prefix is the u of a literal that was written with one.
func (w *writer) prefix(c *ast.Constant) string {
	if w.marked[c] {
		return "u"
	}
	return ""
}

// finite writes infinities, which have no literal, as numbers too large.
func finite(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, "inf", "1e309"), "nan", "(1e309-1e309)")
}

// quotes are the quotes of strings, in the order in which they are tried.
var quotes = [...]string{"'", "\"", "\"\"\"", "'''"}

// escapeRare writes what cannot stand in a string as an escape; newlines and
// tabs stay where lines may end.
func escapeRare(s string, lines bool) string {
	var b strings.Builder
	for len(s) > 0 {
		n := 1
		for n < len(s) && n < 4 && s[n]&0xC0 == 0x80 && s[0] >= 0xC0 {
			n++
		}
		switch c := s[0]; {
		case (c == '\n' || c == '\t') && lines, c == '\'', c == '"':
			b.WriteByte(c)
		default:
			quoted := object.ReprString(s[:n])
			b.WriteString(quoted[1 : len(quoted)-1])
		}
		s = s[n:]
	}
	return b.String()
}

// quotable keeps the quotes that an escaped text does not have, those that it
// does not end with first; the text comes back fit for the first of them.
func quotable(text string, among []string) ([]string, string) {
	var fit, last []string
	for _, q := range among {
		switch {
		case strings.Contains(text, q):
		case strings.HasSuffix(text, q[:1]):
			last = append(last, q)
		default:
			fit = append(fit, q)
		}
	}
	if fit = append(fit, last...); len(fit) > 0 && strings.HasSuffix(text, fit[0][:1]) {
		text = text[:len(text)-1] + "\\" + fit[0][:1]
	}
	return fit, text
}

// docstring writes a string in triple quotes.
func (w *writer) docstring(s string) {
	if fit, text := quotable(escapeRare(s, true), quotes[2:]); len(fit) > 0 {
		w.text(fit[0], text, fit[0])
		return
	}
	text := object.ReprString(s)
	q := strings.Repeat(text[:1], 3)
	w.text(q, text[1:len(text)-1], q)
}

// part is a piece of an f-string: text, or an expression in braces.
type part struct {
	text    string
	literal bool
}

// joined writes an f-string in quotes that none of its parts has.
func (w *writer) joined(e *ast.JoinedStr) {
	parts := joinedParts(e, w.marked)
	allowed := quotes[:]
	var texts []string
	for _, p := range parts {
		text := p.text
		if p.literal {
			allowed, text = quotable(escapeRare(text, false), allowed)
		}
		texts = append(texts, text)
	}
	if len(allowed) > 0 {
		w.text("f", allowed[0], strings.Join(texts, ""), allowed[0])
		return
	}
	for i, p := range parts {
		if p.literal {
			texts[i] = strings.ReplaceAll(texts[i], "'", `\'`)
		}
	}
	w.text("f'", strings.Join(texts, ""), "'")
}

func joinedParts(e *ast.JoinedStr, marked map[*ast.Constant]bool) []part {
	var parts []part
	for _, v := range e.Values {
		switch v := v.(type) {
		case *ast.Constant:
			parts = append(parts, part{strings.ReplaceAll(strings.ReplaceAll(v.Str, "{", "{{"), "}", "}}"), true})
		case *ast.JoinedStr:
			parts = append(parts, joinedParts(v, marked)...)
		case *ast.FormattedValue:
			inner := &writer{marked: marked}
			inner.expr(v.Value, levelTest+1)
			text := "{"
			if strings.HasPrefix(inner.String(), "{") {
				text += " "
			}
			text += inner.String()
			if v.Conversion != 0 {
				text += "!" + string(rune(v.Conversion))
			}
			if v.FormatSpec != nil {
				text += ":"
				for _, p := range joinedParts(v.FormatSpec, marked) {
					text += p.text
				}
			}
			parts = append(parts, part{text + "}", false})
		}
	}
	return parts
}
