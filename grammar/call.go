package grammar

import "github.com/aio-lang/aio/ast"

// call parses "(" [arguments] ")" after fn; a lone generator expression needs
// no parentheses of its own.
func (p *parser) call(start uint32, fn ast.Expr) ast.Expr {
	open := offset(p.next())
	p.enter(1)
	c := &ast.Call{Func: fn}
	if p.kind() != tRPar {
		p.arguments(c, &open)
	}
	p.expect(tRPar)
	p.leave(1)
	c.Span = p.from(start)
	return c
}

// arguments parses what stands between the parentheses of a call or a class
// statement. open is the offset of the parenthesis, nil where no bare
// generator expression is allowed.
//
//	arguments = argument {"," argument} [","]
//	argument  = named | "*" expression | NAME "=" expression | "**" expression
//
// No positional argument follows a keyword, no *iterable a **mapping.
func (p *parser) arguments(c *ast.Call, open *uint32) {
	unpacked := false // ** was seen
	for {
		t := p.peek()
		start := offset(t)
		switch t.Type {
		case tStar:
			if unpacked {
				p.abort()
			}
			p.next()
			x := p.expression()
			c.Args = append(c.Args, &ast.Starred{Span: p.from(start), Value: x})
		case tDStar:
			unpacked = true
			p.next()
			x := p.expression()
			c.Keywords = append(c.Keywords, &ast.Keyword{Span: p.from(start), Value: x})
		default:
			x := p.named()
			switch p.kind() {
			case tAssign:
				name, ok := x.(*ast.Name)
				if !ok || t.Type != tName {
					p.abort()
				}
				p.next()
				value := p.expression()
				c.Keywords = append(c.Keywords, &ast.Keyword{Span: p.from(start), Name: name.Id, Value: value})
			case kwFor, kwAsync:
				if open == nil || len(c.Args)+len(c.Keywords) > 0 {
					p.abort()
				}
				generators := p.comprehension()
				if p.kind() != tRPar {
					p.abort()
				}
				g := &ast.GeneratorExp{Span: ast.Span{Pos: *open, End: offset(p.peek()) + 1}, Elt: x, Generators: generators}
				c.Args = append(c.Args, g)
				return
			default:
				if len(c.Keywords) > 0 {
					p.abort()
				}
				c.Args = append(c.Args, x)
			}
		}
		if !p.accept(tComma) || p.kind() == tRPar {
			return
		}
	}
}
