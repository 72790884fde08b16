package grammar

import "github.com/aio-lang/aio/ast"

// lambda = "lambda" [parameters] ":" expression
func (p *parser) lambda() ast.Expr {
	start := offset(p.next())
	p.enter(2)
	params := p.parameters(tColon, false)
	p.expect(tColon)
	body := p.expression()
	p.leave(2)
	return &ast.Lambda{Span: p.from(start), Params: params, Body: body}
}

// parameters parses the parameters of a def or lambda up to the token closing.
//
//	parameters = {param ","} ["/" ","] {param ","} ["*" [param] ","] {param ","} ["**" param [","]]
//	param      = NAME [":" expression] ["=" expression]
//
// In front of "*", none without a default follows one with a default. A bare
// "*" has a named one after it.
func (p *parser) parameters(closing kind, annotated bool) *ast.Params {
	ps := &ast.Params{}
	start := offset(p.peek())
	slash, star, defaults := false, false, false
	bare := false // a bare * wants a name after it
	for p.kind() != closing {
		t := p.peek()
		switch t.Type {
		case tSlash:
			if slash || star || len(ps.Args) == 0 {
				p.abort()
			}
			p.next()
			slash = true
			ps.PosOnly, ps.Args = ps.Args, nil
		case tStar:
			if star {
				p.abort()
			}
			p.next()
			star = true
			if p.kind() == tComma {
				bare = true
				break
			}
			ps.Vararg = p.param(annotated, true)
		case tDStar:
			if bare {
				p.abort()
			}
			p.next()
			ps.Kwarg = p.param(annotated, false)
			p.accept(tComma)
			if p.kind() != closing {
				p.abort()
			}
			ps.Span = p.from(start)
			return ps
		default:
			q := p.param(annotated, false)
			if p.accept(tAssign) {
				q.Default = p.expression()
				defaults = true
			} else if defaults && !star {
				p.abort()
			}
			if star {
				ps.KwOnly = append(ps.KwOnly, q)
			} else {
				ps.Args = append(ps.Args, q)
			}
			bare = false
		}
		if !p.accept(tComma) {
			break
		}
	}
	if bare || p.kind() != closing {
		p.abort()
	}
	ps.Span = ast.Span{Pos: start, End: max(start, p.end)}
	return ps
}

// param parses a name and its annotation; that of *args may be *T.
func (p *parser) param(annotated, vararg bool) *ast.Param {
	t := p.expect(tName)
	q := &ast.Param{Name: ident(t)}
	if annotated && p.accept(tColon) {
		if vararg {
			q.Annotation = p.starExpression()
		} else {
			q.Annotation = p.expression()
		}
	}
	q.Span = p.from(offset(t))
	return q
}

func beginsTypeParams(k kind) bool { return k == tLSqb }

// typeParams parses the type parameters of a def, class or type statement
// (PEP 695, defaults PEP 696).
//
//	type_params = "[" type_param {"," type_param} [","] "]"
//	type_param  = NAME [":" expression] ["=" expression]
//	            | "*" NAME ["=" star_expression] | "**" NAME ["=" expression]
func (p *parser) typeParams() []*ast.TypeParam {
	p.expect(tLSqb)
	var list []*ast.TypeParam
	for {
		start := offset(p.peek())
		q := &ast.TypeParam{}
		switch p.kind() {
		case tStar:
			q.Kind = ast.TypeVarTuple
			p.next()
		case tDStar:
			q.Kind = ast.ParamSpec
			p.next()
		}
		q.Name = ident(p.expect(tName))
		if q.Kind == ast.TypeVar && p.accept(tColon) {
			q.Bound = p.expression()
		}
		if p.accept(tAssign) {
			if q.Kind == ast.TypeVarTuple {
				q.Default = p.starExpression()
			} else {
				q.Default = p.expression()
			}
		}
		q.Span = p.from(start)
		list = append(list, q)
		if !p.accept(tComma) || p.kind() == tRSqb {
			break
		}
	}
	p.expect(tRSqb)
	return list
}
