package grammar

import (
	"strings"

	"github.com/aio-lang/aio/ast"
)

// simpleLine parses the simple statements of a line and appends them.
//
//	simple_stmts = simple {";" simple} [";"] NEWLINE
func (p *parser) simpleLine(out []ast.Stmt) []ast.Stmt {
	for {
		out = append(out, p.simple())
		if !p.accept(tSemi) || p.kind() == tNewline {
			break
		}
	}
	p.expect(tNewline)
	return out
}

// simple parses one simple statement.
func (p *parser) simple() ast.Stmt {
	t := p.peek()
	start := offset(t)
	switch t.Type {
	case kwPass:
		p.next()
		return &ast.Pass{Span: spanOf(t)}
	case kwBreak:
		p.next()
		return &ast.Break{Span: spanOf(t)}
	case kwContinue:
		p.next()
		return &ast.Continue{Span: spanOf(t)}
	case kwReturn:
		p.next()
		r := &ast.Return{}
		if k := p.kind(); k == tStar || beginsExpr(k) {
			r.Value = p.starExpressions()
		}
		r.Span = p.from(start)
		return r
	case kwRaise:
		return p.raiseStmt(start)
	case kwAssert:
		return p.assert(start)
	case kwDel:
		return p.del(start)
	case kwGlobal:
		names := p.names()
		return &ast.Global{Span: p.from(start), Names: names}
	case kwNonlocal:
		names := p.names()
		return &ast.Nonlocal{Span: p.from(start), Names: names}
	case kwImport:
		return p.importStmt(start)
	case kwFrom:
		return p.importFrom(start)
	case tName:
		if t.Value == "type" && p.second() == tName {
			return p.typeAlias(start)
		}
	}
	return p.expressionStmt()
}

// second returns the kind of the token after the next.
func (p *parser) second() kind {
	mark := p.lex.MakeCheckpoint()
	p.lex.Next()
	k := p.lex.Peek().Type
	p.lex.LoadCheckpoint(mark)
	return k
}

// raise = "raise" [expression ["from" expression]]
func (p *parser) raiseStmt(start uint32) ast.Stmt {
	p.next()
	r := &ast.Raise{}
	if beginsExpr(p.kind()) {
		r.Exc = p.expression()
		if p.accept(kwFrom) {
			r.Cause = p.expression()
		}
	}
	r.Span = p.from(start)
	return r
}

// assert = "assert" expression ["," expression]
func (p *parser) assert(start uint32) ast.Stmt {
	p.next()
	a := &ast.Assert{Test: p.expression()}
	if p.accept(tComma) {
		a.Msg = p.expression()
	}
	a.Span = p.from(start)
	return a
}

// del = "del" target {"," target} [","]
func (p *parser) del(start uint32) ast.Stmt {
	p.next()
	d := &ast.Delete{}
	for {
		x := p.primary()
		if !setContext(x, ast.Del) {
			p.abort()
		}
		d.Targets = append(d.Targets, x)
		if !p.accept(tComma) || !beginsExpr(p.kind()) {
			break
		}
	}
	d.Span = p.from(start)
	return d
}

// names parses the names of a global or nonlocal statement.
func (p *parser) names() []string {
	p.next()
	var names []string
	for {
		names = append(names, ident(p.expect(tName)))
		if !p.accept(tComma) {
			return names
		}
	}
}

// import = "import" dotted ["as" NAME] {"," dotted ["as" NAME]}
func (p *parser) importStmt(start uint32) ast.Stmt {
	p.next()
	s := &ast.Import{}
	for {
		pos := offset(p.peek())
		a := &ast.Alias{Name: p.dotted()}
		if p.accept(kwAs) {
			a.AsName = ident(p.expect(tName))
		}
		a.Span = p.from(pos)
		s.Names = append(s.Names, a)
		if !p.accept(tComma) {
			break
		}
	}
	s.Span = p.from(start)
	return s
}

// dotted = NAME {"." NAME}
func (p *parser) dotted() string {
	name := ident(p.expect(tName))
	if p.kind() != tDot {
		return name
	}
	parts := []string{name}
	for p.accept(tDot) {
		parts = append(parts, ident(p.expect(tName)))
	}
	return strings.Join(parts, ".")
}

// from = "from" {"." | "..."} [dotted] "import" ("*" | "(" names [","] ")" | names)
func (p *parser) importFrom(start uint32) ast.Stmt {
	p.next()
	s := &ast.ImportFrom{}
dots:
	for {
		switch p.kind() {
		case tDot:
			s.Level++
		case tEllipsis:
			s.Level += 3
		default:
			break dots
		}
		p.next()
	}
	if s.Level == 0 || p.kind() == tName {
		s.Module = p.dotted()
	}
	p.expect(kwImport)
	t := p.peek()
	switch t.Type {
	case tStar:
		p.next()
		s.Names = []*ast.Alias{{Span: spanOf(t), Name: "*"}}
	case tLPar:
		p.next()
		s.Names = p.importNames(true)
		p.expect(tRPar)
	default:
		s.Names = p.importNames(false)
	}
	s.Span = p.from(start)
	if s.Module == "__future__" && s.Level == 0 {
		for _, a := range s.Names {
			p.flufl = p.flufl || a.Name == "barry_as_FLUFL"
		}
	}
	return s
}

// importNames = NAME ["as" NAME] {"," NAME ["as" NAME]}; in parentheses a
// comma may end it.
func (p *parser) importNames(parens bool) []*ast.Alias {
	var names []*ast.Alias
	for {
		t := p.expect(tName)
		a := &ast.Alias{Name: ident(t)}
		if p.accept(kwAs) {
			a.AsName = ident(p.expect(tName))
		}
		a.Span = p.from(offset(t))
		names = append(names, a)
		if !p.accept(tComma) || parens && p.kind() == tRPar {
			return names
		}
	}
}

// typeAlias = "type" NAME [type_params] "=" expression
func (p *parser) typeAlias(start uint32) ast.Stmt {
	p.next()
	t := p.expect(tName)
	s := &ast.TypeAlias{Name: &ast.Name{Span: spanOf(t), Id: ident(t), Ctx: ast.Store}}
	if p.kind() == tLSqb {
		s.TypeParams = p.typeParams()
	}
	p.expect(tAssign)
	s.Value = p.expression()
	s.Span = p.from(start)
	return s
}

// augmented maps the operators of augmented assignment.
var augmented = [numKinds]ast.Operator{
	tPlusEq: ast.Add, tMinusEq: ast.Sub, tStarEq: ast.Mult, tAtEq: ast.MatMult, tSlashEq: ast.Div,
	tPercentEq: ast.Mod, tAmpEq: ast.BitAnd, tPipeEq: ast.BitOr, tCaretEq: ast.BitXor,
	tShlEq: ast.LShift, tShrEq: ast.RShift, tDStarEq: ast.Pow, tDSlashEq: ast.FloorDiv,
}

// expressionStmt parses what begins with an expression.
//
//	assign    = {star_targets "="} (yield | star_expressions)
//	augassign = single_target OP (yield | star_expressions)
//	annassign = single_target ":" expression ["=" (yield | star_expressions)]
func (p *parser) expressionStmt() ast.Stmt {
	t := p.peek()
	start := offset(t)
	x := p.yieldOrStar()
	k := p.kind()
	switch {
	case k == tAssign:
		a := &ast.Assign{Targets: make([]ast.Expr, 0, 1)}
		for p.accept(tAssign) {
			p.bindTarget(x)
			a.Targets = append(a.Targets, x)
			x = p.yieldOrStar()
		}
		a.Value = x
		a.Span = p.from(start)
		return a
	case k == tColon:
		p.bindSingle(x)
		p.next()
		a := &ast.AnnAssign{Target: x, Annotation: p.expression()}
		if p.accept(tAssign) {
			a.Value = p.yieldOrStar()
		}
		_, isName := x.(*ast.Name)
		a.Simple = isName && t.Type == tName
		a.Span = p.from(start)
		return a
	case k > 0 && augmented[k] != ast.NoOp:
		p.bindSingle(x)
		p.next()
		a := &ast.AugAssign{Target: x, Op: augmented[k], Value: p.yieldOrStar()}
		a.Span = p.from(start)
		return a
	}
	return &ast.ExprStmt{Span: p.from(start), Value: x}
}

// bindSingle makes x the target of an annotation or augmented assignment: a
// name, attribute or subscript.
func (p *parser) bindSingle(x ast.Expr) {
	switch x.(type) {
	case *ast.Name, *ast.Attribute, *ast.Subscript:
		setContext(x, ast.Store)
	default:
		p.abort()
	}
}
