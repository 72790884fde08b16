package grammar

import "github.com/aio-lang/aio/ast"

// Levels of binding, loosest first.
const (
	levelNone = iota
	levelOr
	levelAnd
	levelNot
	levelCompare
	levelBitOr
	levelXor
	levelBitAnd
	levelShift
	levelSum
	levelTerm
)

// binary is a row of the operator table: how tight the token binds and what
// it makes.
type binaryRow struct {
	level uint8
	op    ast.Operator
}

var binaryRows = [numKinds]binaryRow{
	kwOr:     {levelOr, ast.Or},
	kwAnd:    {levelAnd, ast.And},
	tLt:      {levelCompare, ast.Lt},
	tGt:      {levelCompare, ast.Gt},
	tLe:      {levelCompare, ast.LtE},
	tGe:      {levelCompare, ast.GtE},
	tEq:      {levelCompare, ast.Eq},
	tNe:      {levelCompare, ast.NotEq},
	kwIn:     {levelCompare, ast.In},
	kwIs:     {levelCompare, ast.Is},
	kwNot:    {levelCompare, ast.NotIn},
	tPipe:    {levelBitOr, ast.BitOr},
	tCaret:   {levelXor, ast.BitXor},
	tAmp:     {levelBitAnd, ast.BitAnd},
	tShl:     {levelShift, ast.LShift},
	tShr:     {levelShift, ast.RShift},
	tPlus:    {levelSum, ast.Add},
	tMinus:   {levelSum, ast.Sub},
	tStar:    {levelTerm, ast.Mult},
	tSlash:   {levelTerm, ast.Div},
	tDSlash:  {levelTerm, ast.FloorDiv},
	tPercent: {levelTerm, ast.Mod},
	tAt:      {levelTerm, ast.MatMult},
}

// beginsExpr reports whether a token may begin an expression.
func beginsExpr(k kind) bool {
	switch k {
	case tName, tNumber, tString, tFStart, tLPar, tLSqb, tLBrace, tMinus, tPlus, tTilde, tEllipsis,
		kwNot, kwLambda, kwAwait, kwNone, kwTrue, kwFalse:
		return true
	}
	return false
}

// expression parses one value without := or *.
//
//	expression = disjunction ["if" disjunction "else" expression] | lambda
func (p *parser) expression() ast.Expr {
	t := p.peek()
	if t.Type == kwLambda {
		return p.lambda()
	}
	x := p.binary(levelOr)
	if p.kind() != kwIf {
		return x
	}
	p.enter(1)
	p.next()
	test := p.binary(levelOr)
	p.expect(kwElse)
	orelse := p.expression()
	p.leave(1)
	return &ast.IfExp{Span: p.from(offset(t)), Test: test, Body: x, Orelse: orelse}
}

// named parses an expression that may bind a name.
//
//	named = NAME ":=" expression | expression
func (p *parser) named() ast.Expr {
	t := p.peek()
	x := p.expression()
	if p.kind() != tWalrus {
		return x
	}
	name, ok := x.(*ast.Name)
	if !ok || t.Type != tName {
		p.abort()
	}
	p.next()
	name.Ctx = ast.Store
	value := p.expression()
	return &ast.NamedExpr{Span: p.from(name.Pos), Target: name, Value: value}
}

// starNamed = "*" bitwise_or | named
func (p *parser) starNamed() ast.Expr {
	if p.kind() == tStar {
		return p.starred(levelBitOr)
	}
	return p.named()
}

// starred parses "*" and an operand of at least the given level.
func (p *parser) starred(level uint8) ast.Expr {
	start := offset(p.next())
	x := p.binary(level)
	return &ast.Starred{Span: p.from(start), Value: x}
}

// starExpressions parses an expression list, a Tuple if there is a comma.
//
//	star_expressions = star_expression {"," star_expression} [","]
//	star_expression  = "*" bitwise_or | expression
func (p *parser) starExpressions() ast.Expr {
	start := offset(p.peek())
	x := p.starExpression()
	if p.kind() != tComma {
		return x
	}
	elts := []ast.Expr{x}
	for p.accept(tComma) {
		if k := p.kind(); k != tStar && !beginsExpr(k) {
			break
		}
		elts = append(elts, p.starExpression())
	}
	return &ast.Tuple{Span: p.from(start), Elts: elts}
}

func (p *parser) starExpression() ast.Expr {
	if p.kind() == tStar {
		return p.starred(levelBitOr)
	}
	return p.expression()
}

// yieldOrStar = yield | star_expressions
func (p *parser) yieldOrStar() ast.Expr {
	if p.kind() == kwYield {
		return p.yield()
	}
	return p.starExpressions()
}

// yield = "yield" ["from" expression | star_expressions]
func (p *parser) yield() ast.Expr {
	start := offset(p.next())
	if p.accept(kwFrom) {
		x := p.expression()
		return &ast.YieldFrom{Span: p.from(start), Value: x}
	}
	y := &ast.Yield{}
	if k := p.kind(); k == tStar || beginsExpr(k) {
		y.Value = p.starExpressions()
	}
	y.Span = p.from(start)
	return y
}

// binary parses operators of at least the given level by precedence climbing;
// chains of left-associative operators cost no recursion.
func (p *parser) binary(level uint8) ast.Expr {
	t := p.peek()
	start := offset(t)
	var x ast.Expr
	if t.Type == kwNot {
		if level > levelNot {
			p.abort()
		}
		p.enter(1)
		p.next()
		operand := p.binary(levelNot)
		p.leave(1)
		x = &ast.UnaryOp{Span: p.from(start), Op: ast.Not, Operand: operand}
	} else {
		x = p.unary()
	}
	for {
		t := p.peek()
		if t.Type < 0 {
			return x
		}
		row := binaryRows[t.Type]
		if row.level < level || row.level == levelNone {
			return x
		}
		switch row.level {
		case levelOr, levelAnd:
			values := []ast.Expr{x}
			for p.accept(t.Type) {
				values = append(values, p.binary(row.level+1))
			}
			x = &ast.BoolOp{Span: p.from(start), Op: row.op, Values: values}
		case levelCompare:
			x = p.compare(start, x)
		default:
			pos := offset(p.next())
			right := p.binary(row.level + 1)
			x = &ast.BinOp{Span: p.from(start), Left: x, Op: row.op, OpPos: pos, Right: right}
		}
	}
}

// compare parses the rest of a chain of comparisons.
func (p *parser) compare(start uint32, left ast.Expr) ast.Expr {
	c := &ast.Compare{Left: left, Ops: make([]ast.Operator, 0, 1), Comparators: make([]ast.Expr, 0, 1)}
	for {
		t := p.peek()
		if t.Type < 0 || binaryRows[t.Type].level != levelCompare {
			break
		}
		op := binaryRows[t.Type].op
		p.next()
		switch t.Type {
		case kwNot:
			p.expect(kwIn)
		case kwIs:
			if p.accept(kwNot) {
				op = ast.IsNot
			}
		case tNe:
			if (t.Value == "<>") != p.flufl {
				p.abort()
			}
		}
		c.Ops = append(c.Ops, op)
		c.Comparators = append(c.Comparators, p.binary(levelBitOr))
	}
	c.Span = p.from(start)
	return c
}

// unary = ("+" | "-" | "~") unary | power
func (p *parser) unary() ast.Expr {
	t := p.peek()
	var op ast.Operator
	switch t.Type {
	case tMinus:
		op = ast.USub
	case tPlus:
		op = ast.UAdd
	case tTilde:
		op = ast.Invert
	default:
		return p.power()
	}
	p.enter(1)
	p.next()
	x := p.unary()
	p.leave(1)
	return &ast.UnaryOp{Span: p.from(offset(t)), Op: op, Operand: x}
}

// power = ["await"] primary ["**" unary]
func (p *parser) power() ast.Expr {
	t := p.peek()
	start := offset(t)
	var x ast.Expr
	if t.Type == kwAwait {
		p.next()
		x = p.primary()
		x = &ast.Await{Span: p.from(start), Value: x}
	} else {
		x = p.primary()
	}
	if p.kind() != tDStar {
		return x
	}
	p.enter(2)
	pos := offset(p.next())
	right := p.unary()
	p.leave(2)
	return &ast.BinOp{Span: p.from(start), Left: x, Op: ast.Pow, OpPos: pos, Right: right}
}
