package compile

import (
	"strings"

	"github.com/aio-lang/aio/ast"
)

// isPercent: the expression is a literal str % a tuple, which may become an
// f-string.
func isPercent(e *ast.BinOp) bool {
	if e.Op != ast.Mod {
		return false
	}
	k, ok := e.Left.(*ast.Constant)
	_, isTuple := e.Right.(*ast.Tuple)
	return ok && isTuple && k.Kind == ast.ConstStr
}

// percentFormat turns '%s and %r' % (a, b) into an f-string, as CPython does,
// if the literal has only %s, %r and %a, one for each item.
func (u *unit) percentFormat(e *ast.BinOp) (*ast.JoinedStr, bool) {
	if !isPercent(e) {
		return nil, false
	}
	items := e.Right.(*ast.Tuple).Elts
	if _, ok := u.foldTuple(items); ok || hasStar(items) {
		return nil, false
	}
	text := e.Left.(*ast.Constant)
	out := &ast.JoinedStr{Span: e.Span}
	var literal strings.Builder
	flush := func() {
		if literal.Len() > 0 {
			out.Values = append(out.Values, &ast.Constant{Span: text.Span, Kind: ast.ConstStr, Str: literal.String()})
			literal.Reset()
		}
	}
	for rest := text.Str; rest != ""; {
		before, after, found := strings.Cut(rest, "%")
		literal.WriteString(before)
		if !found {
			break
		}
		if strings.HasPrefix(after, "%") {
			literal.WriteByte('%')
			rest = after[1:]
			continue
		}
		spec, conversion, n := percentSpec(after)
		if n == 0 || len(items) == 0 {
			return nil, false
		}
		flush()
		v := &ast.FormattedValue{Span: items[0].Range(), Value: items[0], Conversion: conversion}
		if spec != "" {
			v.FormatSpec = &ast.JoinedStr{Span: v.Span, Values: []ast.Expr{&ast.Constant{Span: v.Span, Kind: ast.ConstStr, Str: spec}}}
		}
		out.Values = append(out.Values, v)
		items, rest = items[1:], after[n:]
	}
	flush()
	return out, len(items) == 0
}

// percentSpec reads what follows a %: flag -, width, precision and s, r or a.
// It returns the same as a format spec, the conversion, and how many bytes it
// read, 0 for anything else.
func percentSpec(s string) (spec string, conversion byte, n int) {
	const maxDigits = 3
	digits := func() string {
		from := n
		for n < len(s) && s[n] >= '0' && s[n] <= '9' {
			n++
		}
		return s[from:n]
	}
	left := strings.HasPrefix(s, "-")
	if left {
		n++
	}
	width := digits()
	if strings.HasPrefix(width, "0") || len(width) > maxDigits {
		return "", 0, 0
	}
	if width != "" && !left {
		spec = ">"
	}
	spec += width
	if n < len(s) && s[n] == '.' {
		n++
		precision := digits()
		if len(precision) > maxDigits {
			return "", 0, 0
		}
		if precision == "" {
			precision = "0"
		}
		spec += "." + precision
	}
	if n == len(s) || !strings.Contains("sra", s[n:n+1]) {
		return "", 0, 0
	}
	return spec, s[n], n + 1
}
