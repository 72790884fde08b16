package compile

import (
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/aio-lang/aio/ast"
	"github.com/aio-lang/aio/vm/code"
)

// Levels of precedence of an expression's text.
const (
	levelTuple = iota
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

// unparse writes an annotation as text (PEP 563), as CPython does.
func (u *unit) unparse(e ast.Expr) string {
	w := &unparser{compiler: u.compiler}
	w.expr(e, levelTest)
	return w.String()
}

type unparser struct {
	*compiler
	strings.Builder
}

func (w *unparser) text(parts ...string) {
	for _, p := range parts {
		w.WriteString(p)
	}
}

// open writes a parenthesis if the expression's level needs one inside level;
// the function returned closes it.
func (w *unparser) open(needed bool) func() {
	if !needed {
		return func() {}
	}
	w.text("(")
	return func() { w.text(")") }
}

func (w *unparser) list(es []ast.Expr, level int) {
	for i, e := range es {
		if i > 0 {
			w.text(", ")
		}
		w.expr(e, level)
	}
}

var binaryLevel = [...]int{
	ast.Add: levelArith, ast.Sub: levelArith,
	ast.Mult: levelTerm, ast.MatMult: levelTerm, ast.Div: levelTerm, ast.Mod: levelTerm, ast.FloorDiv: levelTerm,
	ast.LShift: levelShift, ast.RShift: levelShift,
	ast.BitOr: levelBitOr, ast.BitXor: levelBitXor, ast.BitAnd: levelBitAnd,
	ast.Pow: levelPower,
}

func (w *unparser) expr(e ast.Expr, level int) {
	if !w.enter(e) {
		return
	}
	defer w.leave()
	switch e := e.(type) {
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
			w.expr(v, own+1)
		}
		end()
	case *ast.BinOp:
		own := binaryLevel[e.Op]
		right := 0 // ** is the only one that binds to the right
		if e.Op == ast.Pow {
			right = 1
		}
		end := w.open(level > own)
		w.expr(e.Left, own+right)
		w.text(" ", e.Op.String(), " ")
		w.expr(e.Right, own+1-right)
		end()
	case *ast.UnaryOp:
		own := levelFactor
		text := e.Op.String()
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
		if len(e.Params.PosOnly)+len(e.Params.Args) > 0 {
			w.text(" ") // CPython has none before a *
		}
		w.text(w.params(e.Params), ": ")
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
		w.text("{")
		w.list(e.Elts, levelTest)
		w.text("}")
	case *ast.List:
		w.text("[")
		w.list(e.Elts, levelTest)
		w.text("]")
	case *ast.Tuple:
		if len(e.Elts) == 0 {
			w.text("()")
			return
		}
		end := w.open(level > levelTuple)
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
		w.text("(yield")
		if e.Value != nil {
			w.text(" ")
			w.expr(e.Value, levelTest)
		}
		w.text(")")
	case *ast.YieldFrom:
		w.text("(yield from ")
		w.expr(e.Value, levelTest)
		w.text(")")
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
		w.call(e)
	case *ast.JoinedStr:
		w.joined(e, false)
	case *ast.FormattedValue:
		w.joined(&ast.JoinedStr{Values: []ast.Expr{e}}, false)
	case *ast.Attribute:
		w.attribute(e)
	case *ast.Starred:
		w.text("*")
		w.expr(e.Value, levelBitOr)
	case *ast.Name:
		w.text(e.Id)
	case *ast.Subscript:
		w.expr(e.Value, levelAtom)
		w.text("[")
		w.expr(e.Index, levelTuple)
		w.text("]")
	case *ast.Slice:
		if e.Lower != nil {
			w.expr(e.Lower, levelTest)
		}
		w.text(":")
		if e.Upper != nil {
			w.expr(e.Upper, levelTest)
		}
		if e.Step != nil {
			w.text(":")
			w.expr(e.Step, levelTest)
		}
	case *ast.NamedExpr:
		end := w.open(level > levelTuple)
		w.expr(e.Target, levelAtom)
		w.text(" := ")
		w.expr(e.Value, levelAtom)
		end()
	case *ast.Constant:
		w.constant(e)
	}
}

func (w *unparser) constant(e *ast.Constant) {
	if e.Kind == ast.ConstEllipsis {
		w.text("...")
		return
	}
	// infinity has no literal of its own
	w.text(strings.ReplaceAll(reprConst(constValue(e)), "inf", "1e309"))
}

func (w *unparser) attribute(e *ast.Attribute) {
	w.expr(e.Value, levelAtom)
	if k, ok := e.Value.(*ast.Constant); ok && k.Kind == ast.ConstInt {
		w.text(" ") // 1 .real
	}
	w.text(".", e.Attr)
}

func (w *unparser) call(e *ast.Call) {
	w.expr(e.Func, levelAtom)
	if len(e.Args) == 1 && len(e.Keywords) == 0 {
		if g, ok := e.Args[0].(*ast.GeneratorExp); ok {
			w.expr(g, levelTuple)
			return
		}
	}
	w.text("(")
	w.list(e.Args, levelTest)
	for i, k := range e.Keywords {
		if i > 0 || len(e.Args) > 0 {
			w.text(", ")
		}
		if k.Name == "" {
			w.text("**")
		} else {
			w.text(k.Name, "=")
		}
		w.expr(k.Value, levelTest)
	}
	w.text(")")
}

func (w *unparser) comprehension(open string, elt, value ast.Expr, gens []*ast.Comprehension, shut string) {
	w.text(open)
	w.expr(elt, levelTest)
	if value != nil {
		w.text(": ")
		w.expr(value, levelTest)
	}
	for _, g := range gens {
		if g.Async {
			w.text(" async")
		}
		w.text(" for ")
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

func (w *unparser) params(p *ast.Params) string {
	sub := &unparser{compiler: w.compiler}
	first := true
	comma := func() {
		if !first {
			sub.text(", ")
		}
		first = false
	}
	add := func(prefix string, a *ast.Param) {
		comma()
		sub.text(prefix, a.Name)
		if a.Default != nil {
			sub.text("=")
			sub.expr(a.Default, levelTest)
		}
	}
	for _, a := range p.PosOnly {
		add("", a)
	}
	if len(p.PosOnly) > 0 {
		sub.text(", /")
	}
	for _, a := range p.Args {
		add("", a)
	}
	if p.Vararg != nil {
		add("*", p.Vararg)
	} else if len(p.KwOnly) > 0 {
		comma()
		sub.text("*")
	}
	for _, a := range p.KwOnly {
		add("", a)
	}
	if p.Kwarg != nil {
		add("**", p.Kwarg)
	}
	return sub.String()
}

// joined writes an f-string: the body first, then quoted as a str's repr.
func (w *unparser) joined(e *ast.JoinedStr, spec bool) {
	body := &unparser{compiler: w.compiler}
	body.joinedBody(e)
	if spec {
		w.text(body.String())
		return
	}
	w.text("f", reprConst(code.Str(body.String())))
}

func (w *unparser) joinedBody(e *ast.JoinedStr) {
	for _, v := range e.Values {
		switch v := v.(type) {
		case *ast.Constant:
			w.text(strings.ReplaceAll(strings.ReplaceAll(v.Str, "{", "{{"), "}", "}}"))
		case *ast.JoinedStr:
			w.joinedBody(v)
		case *ast.FormattedValue:
			inner := &unparser{compiler: w.compiler}
			inner.expr(v.Value, levelTest+1)
			w.text("{")
			if strings.HasPrefix(inner.String(), "{") {
				w.text(" ")
			}
			w.text(inner.String())
			if v.Conversion != 0 {
				w.text("!", string(rune(v.Conversion)))
			}
			if v.FormatSpec != nil {
				w.text(":")
				w.joined(v.FormatSpec, true)
			}
			w.text("}")
		}
	}
}

// reprConst is repr() of a constant.
func reprConst(v code.Const) string {
	switch v := v.(type) {
	case nil:
		return "None"
	case bool:
		if v {
			return "True"
		}
		return "False"
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return reprFloat(v)
	case complex128:
		if real(v) == 0 && !math.Signbit(real(v)) {
			return reprComplexPart(imag(v)) + "j"
		}
		im := reprComplexPart(imag(v))
		if im[0] != '-' {
			im = "+" + im
		}
		return "(" + reprComplexPart(real(v)) + im + "j)"
	case code.Str:
		return reprString(string(v), false)
	case code.Bytes:
		return "b" + reprString(string(v), true)
	case code.EllipsisConst:
		return "Ellipsis"
	case code.Tuple:
		parts := make([]string, len(v))
		for i, item := range v {
			parts[i] = reprConst(item)
		}
		if len(parts) == 1 {
			return "(" + parts[0] + ",)"
		}
		return "(" + strings.Join(parts, ", ") + ")"
	case interface{ String() string }:
		return v.String()
	}
	return "?"
}

func reprFloat(f float64) string {
	s := reprComplexPart(f)
	if !strings.ContainsAny(s, ".einf") {
		s += ".0"
	}
	return s
}

// reprComplexPart is the shortest text that gives f back, with an exponent
// where Python has one.
func reprComplexPart(f float64) string {
	switch {
	case math.IsInf(f, 1):
		return "inf"
	case math.IsInf(f, -1):
		return "-inf"
	case math.IsNaN(f):
		return "nan"
	}
	if a := math.Abs(f); a != 0 && (a < 1e-4 || a >= 1e16) {
		return strconv.FormatFloat(f, 'e', -1, 64)
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}

func reprString(s string, isBytes bool) string {
	quote := byte('\'')
	if strings.Contains(s, "'") && !strings.Contains(s, `"`) {
		quote = '"'
	}
	var b strings.Builder
	b.WriteByte(quote)
	for len(s) > 0 {
		r, n := utf8.DecodeRuneInString(s)
		if isBytes || r == utf8.RuneError && n == 1 {
			r, n = rune(s[0]), 1
		}
		surrogate := !isBytes && len(s) >= 3 && s[0] == 0xED && s[1] >= 0xA0
		switch {
		case surrogate:
			r = rune(s[0]&0xF)<<12 | rune(s[1]&0x3F)<<6 | rune(s[2]&0x3F)
			n = 3
			b.WriteString(`\u` + hex(r, 4))
		case r == rune(quote) || r == '\\':
			b.WriteByte('\\')
			b.WriteByte(byte(r))
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == '\t':
			b.WriteString(`\t`)
		case r < ' ' || r == 0x7F || isBytes && r > 0x7F || !isBytes && r > 0x7F && r < 0x100 && !unicode.IsPrint(r):
			b.WriteString(`\x` + hex(r, 2))
		case r < 0x7F || unicode.IsPrint(r):
			b.WriteRune(r)
		case r < 0x10000:
			b.WriteString(`\u` + hex(r, 4))
		default:
			b.WriteString(`\U` + hex(r, 8))
		}
		s = s[n:]
	}
	b.WriteByte(quote)
	return b.String()
}

func hex(r rune, width int) string {
	s := strconv.FormatInt(int64(r), 16)
	return strings.Repeat("0", width-len(s)) + s
}
