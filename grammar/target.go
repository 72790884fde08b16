package grammar

import "github.com/aio-lang/aio/ast"

// targets parses what a for loop binds; a Tuple if there is a comma.
//
//	star_targets = star_target {"," star_target} [","]
func (p *parser) targets() ast.Expr {
	start := offset(p.peek())
	x := p.target()
	if p.kind() == tComma {
		elts := []ast.Expr{x}
		for p.accept(tComma) {
			if k := p.kind(); k != tStar && !beginsExpr(k) {
				break
			}
			elts = append(elts, p.target())
		}
		x = &ast.Tuple{Span: p.from(start), Elts: elts, Ctx: ast.Store}
	}
	return x
}

// target parses one target: a primary, or "*" and one, that can be bound.
func (p *parser) target() ast.Expr {
	t := p.peek()
	var x ast.Expr
	if t.Type == tStar {
		p.next()
		x = p.primary()
		x = &ast.Starred{Span: p.from(offset(t)), Value: x}
	} else {
		x = p.primary()
	}
	p.bindTarget(x)
	return x
}

// bindTarget makes a parsed expression a target of assignment.
func (p *parser) bindTarget(x ast.Expr) {
	if !setContext(x, ast.Store) {
		p.abort()
	}
}

// setContext turns a parsed expression into a target; false where it is none.
// Nesting is bounded by that of brackets.
func setContext(x ast.Expr, ctx ast.Context) bool {
	switch x := x.(type) {
	case *ast.Name:
		x.Ctx = ctx
	case *ast.Attribute:
		x.Ctx = ctx
	case *ast.Subscript:
		x.Ctx = ctx
	case *ast.Tuple:
		x.Ctx = ctx
		return setAll(x.Elts, ctx)
	case *ast.List:
		x.Ctx = ctx
		return setAll(x.Elts, ctx)
	case *ast.Starred:
		x.Ctx = ctx
		if _, again := x.Value.(*ast.Starred); again || ctx == ast.Del {
			return false
		}
		return setContext(x.Value, ctx)
	default:
		return false
	}
	return true
}

func setAll(elts []ast.Expr, ctx ast.Context) bool {
	for _, x := range elts {
		if !setContext(x, ctx) {
			return false
		}
	}
	return true
}
