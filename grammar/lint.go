package grammar

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/aio-lang/aio/ast"
)

// CPython's compiler warns of a few expressions that cannot be meant. They are
// noted while parsing, when their node is made, and judged at the end, when
// contexts are set: a target of assignment is not judged.

func (p *parser) suspect(x ast.Node) { p.suspects = append(p.suspects, x) }

func (p *parser) lintCompare(c *ast.Compare) {
	if slices.Contains(c.Ops, ast.Is) || slices.Contains(c.Ops, ast.IsNot) {
		p.suspect(c)
	}
}

func (p *parser) lintCall(c *ast.Call) {
	switch c.Func.(type) {
	case *ast.Name, *ast.Attribute:
	default:
		p.suspect(c)
	}
}

func (p *parser) lintSubscript(s *ast.Subscript) {
	switch s.Value.(type) {
	case *ast.Name, *ast.Attribute, *ast.Call, *ast.Subscript:
	default:
		p.suspect(s)
	}
}

func (p *parser) lintAssert(a *ast.Assert) {
	if t, ok := a.Test.(*ast.Tuple); ok && len(t.Elts) > 0 {
		p.suspect(a)
	}
}

// warnings returns the warnings of the parse: the scanner's and those of
// literals in source order, then, of a text that is right, the compiler's.
func (p *parser) warnings(right bool) []Warning {
	byPos := func(a, b Warning) int { return cmp.Compare(a.Pos, b.Pos) }
	all := p.warns
	slices.SortStableFunc(all, byPos)
	if !right {
		return all
	}
	p.warns = nil
	for _, x := range p.suspects {
		switch x := x.(type) {
		case *ast.Compare:
			p.judgeCompare(x)
		case *ast.Call:
			if t := literalType(x.Func); t != "" && t != "function" {
				p.warnf(x.Pos, "'%s' object is not callable; perhaps you missed a comma?", t)
			}
		case *ast.Subscript:
			if x.Ctx == ast.Load {
				p.judgeSubscript(x)
			}
		case *ast.Assert:
			p.warnf(x.Pos, "assertion is always true, perhaps remove parentheses?")
		}
	}
	slices.SortStableFunc(p.warns, byPos)
	return append(all, p.warns...)
}

// judgeCompare warns once of "is" with a literal that is no singleton.
func (p *parser) judgeCompare(c *ast.Compare) {
	left := c.Left
	for i, op := range c.Ops {
		right := c.Comparators[i]
		if op == ast.Is || op == ast.IsNot {
			t := constantType(right)
			if t == "" {
				t = constantType(left)
			}
			if t != "" && op == ast.Is {
				p.warnf(c.Pos, "\"is\" with '%s' literal. Did you mean \"==\"?", t)
				return
			}
			if t != "" {
				p.warnf(c.Pos, "\"is not\" with '%s' literal. Did you mean \"!=\"?", t)
				return
			}
		}
		left = right
	}
}

func (p *parser) judgeSubscript(s *ast.Subscript) {
	t := literalType(s.Value)
	switch t {
	case "":
	case "NoneType", "ellipsis", "int", "bool", "float", "complex", "set", "generator", "function":
		p.warnf(s.Pos, "'%s' object is not subscriptable; perhaps you missed a comma?", t)
	case "str", "bytes", "tuple", "list":
		switch i := literalType(s.Index); i {
		case "", "int", "bool":
		default:
			p.warnf(s.Pos, "%s indices must be integers or slices, not %s; perhaps you missed a comma?", t, i)
		}
	}
}

// constantType is the type of a constant that has no identity of its own, "" for anything
// else. Operators on numbers and tuples of constants are constants too: the
// compiler folds them first.
func constantType(x ast.Expr) string {
	switch x := x.(type) {
	case *ast.Constant:
		switch x.Kind {
		case ast.ConstNone, ast.ConstTrue, ast.ConstFalse, ast.ConstEllipsis:
			return ""
		}
		return literalType(x)
	case *ast.Tuple:
		for _, e := range x.Elts {
			if c, ok := e.(*ast.Constant); !ok && constantType(e) == "" || ok && c == nil {
				return ""
			}
		}
		return "tuple"
	case *ast.UnaryOp, *ast.BinOp:
		return literalType(x)
	}
	return ""
}

// literalType is the type of what a literal, display or comprehension makes,
// "" where that is unknown.
func literalType(x ast.Expr) string {
	switch x := x.(type) {
	case *ast.Constant:
		return [...]string{
			ast.ConstNone: "NoneType", ast.ConstTrue: "bool", ast.ConstFalse: "bool",
			ast.ConstEllipsis: "ellipsis", ast.ConstInt: "int", ast.ConstFloat: "float",
			ast.ConstComplex: "complex", ast.ConstStr: "str", ast.ConstBytes: "bytes",
		}[x.Kind]
	case *ast.Tuple:
		return "tuple"
	case *ast.List, *ast.ListComp:
		return "list"
	case *ast.Dict, *ast.DictComp:
		return "dict"
	case *ast.Set, *ast.SetComp:
		return "set"
	case *ast.GeneratorExp:
		return "generator"
	case *ast.Lambda:
		return "function"
	case *ast.JoinedStr:
		return "str"
	case *ast.UnaryOp:
		if t := literalType(x.Operand); isNumber(t) && x.Op != ast.Not {
			return t
		}
	case *ast.BinOp:
		// A chain is as deep as it is long: look at its ends only.
		right := literalType(x.Right)
		if _, chain := x.Left.(*ast.BinOp); chain || literalType(x.Left) != right {
			return ""
		}
		if isNumber(right) && x.Op != ast.Div || right == "str" && x.Op == ast.Add {
			return right
		}
	}
	return ""
}

func isNumber(t string) bool { return t == "int" || t == "float" || t == "complex" }

// FormatWarning renders a warning as CPython prints it, for the source s.
func (s *Source) FormatWarning(w Warning) string {
	text := fmt.Sprintf("%s:%d: %s: %s\n", s.Filename, w.Line, w.Category, w.Msg)
	if line := trimSpace(s.Line(w.Line)); line != "" {
		text += "  " + line + "\n"
	}
	return text
}
