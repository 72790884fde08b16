package grammar

import "github.com/aio-lang/aio/ast"

// primary parses an atom and what is attached to it.
//
//	primary = atom { "." NAME | "(" [arguments] ")" | "[" slices "]" }
func (p *parser) primary() ast.Expr {
	t := p.peek()
	start := offset(t)
	x := p.atom()
	for {
		switch p.kind() {
		case tDot:
			p.next()
			t := p.expect(tName)
			x = &ast.Attribute{Span: p.from(start), Value: x, Attr: ident(t), AttrPos: offset(t)}
		case tLPar:
			x = p.call(start, x)
		case tLSqb:
			x = p.subscript(start, x)
		default:
			return x
		}
	}
}

// atom parses what is not made of operators.
func (p *parser) atom() ast.Expr {
	t := p.peek()
	switch t.Type {
	case tName:
		p.next()
		return &ast.Name{Span: spanOf(t), Id: ident(t)}
	case tNumber:
		p.next()
		return p.number(t)
	case tString, tFStart:
		return p.strings()
	case kwNone:
		p.next()
		return &ast.Constant{Span: spanOf(t), Kind: ast.ConstNone}
	case kwTrue:
		p.next()
		return &ast.Constant{Span: spanOf(t), Kind: ast.ConstTrue}
	case kwFalse:
		p.next()
		return &ast.Constant{Span: spanOf(t), Kind: ast.ConstFalse}
	case tEllipsis:
		p.next()
		return &ast.Constant{Span: spanOf(t), Kind: ast.ConstEllipsis}
	case tLPar:
		return p.group()
	case tLSqb:
		return p.list()
	case tLBrace:
		return p.braces()
	}
	p.abort()
	return nil
}

// group parses what stands in parentheses.
//
//	tuple  = "(" [star_named "," [star_named {"," star_named} [","]]] ")"
//	group  = "(" (yield | named) ")"
//	genexp = "(" named for_if_clauses ")"
func (p *parser) group() ast.Expr {
	start := offset(p.next())
	p.enter(1)
	defer p.leave(1)
	switch p.kind() {
	case tRPar:
		p.next()
		return &ast.Tuple{Span: p.from(start), Parenthesized: true}
	case kwYield:
		x := p.yield()
		p.expect(tRPar)
		return x
	}
	x := p.starNamed()
	_, isStar := x.(*ast.Starred)
	switch p.kind() {
	case tComma:
		elts := p.moreElements([]ast.Expr{x}, tRPar)
		return &ast.Tuple{Span: p.from(start), Elts: elts, Parenthesized: true}
	case kwFor, kwAsync:
		if isStar {
			p.abort()
		}
		generators := p.comprehension()
		p.expect(tRPar)
		return &ast.GeneratorExp{Span: p.from(start), Elt: x, Generators: generators}
	}
	if isStar {
		p.abort()
	}
	p.expect(tRPar)
	return x
}

// moreElements parses {"," star_named} [","] and the closing bracket.
func (p *parser) moreElements(elts []ast.Expr, closing kind) []ast.Expr {
	for p.accept(tComma) {
		if p.kind() == closing {
			break
		}
		elts = append(elts, p.starNamed())
	}
	p.expect(closing)
	return elts
}

// list = "[" [star_named {"," star_named} [","]] "]" | "[" named for_if_clauses "]"
func (p *parser) list() ast.Expr {
	start := offset(p.next())
	p.enter(1)
	defer p.leave(1)
	if p.accept(tRSqb) {
		return &ast.List{Span: p.from(start)}
	}
	x := p.starNamed()
	if k := p.kind(); k == kwFor || k == kwAsync {
		p.notStarred(x)
		generators := p.comprehension()
		p.expect(tRSqb)
		return &ast.ListComp{Span: p.from(start), Elt: x, Generators: generators}
	}
	elts := p.moreElements([]ast.Expr{x}, tRSqb)
	return &ast.List{Span: p.from(start), Elts: elts}
}

func (p *parser) notStarred(x ast.Expr) {
	if _, ok := x.(*ast.Starred); ok {
		p.abort()
	}
}

// braces parses a dict, a set, or a comprehension of one.
//
//	dict     = "{" [pair {"," pair} [","]] "}"     pair = expression ":" expression | "**" bitwise_or
//	set      = "{" star_named {"," star_named} [","] "}"
//	dictcomp = "{" expression ":" expression for_if_clauses "}"
//	setcomp  = "{" named for_if_clauses "}"
func (p *parser) braces() ast.Expr {
	start := offset(p.next())
	p.enter(1)
	defer p.leave(1)
	switch p.kind() {
	case tRBrace:
		p.next()
		return &ast.Dict{Span: p.from(start)}
	case tDStar:
		return p.dict(start, &ast.Dict{})
	}
	first := p.kind()
	key := p.starNamed()
	switch p.kind() {
	case tColon:
		switch key.(type) {
		case *ast.Starred:
			p.abort()
		case *ast.NamedExpr:
			if first == tName { // not in parentheses
				p.abort()
			}
		}
		p.next()
		value := p.expression()
		if k := p.kind(); k == kwFor || k == kwAsync {
			generators := p.comprehension()
			p.expect(tRBrace)
			return &ast.DictComp{Span: p.from(start), Key: key, Value: value, Generators: generators}
		}
		d := &ast.Dict{Keys: []ast.Expr{key}, Values: []ast.Expr{value}}
		if p.accept(tComma) {
			return p.dict(start, d)
		}
		p.expect(tRBrace)
		d.Span = p.from(start)
		return d
	case kwFor, kwAsync:
		p.notStarred(key)
		generators := p.comprehension()
		p.expect(tRBrace)
		return &ast.SetComp{Span: p.from(start), Elt: key, Generators: generators}
	}
	elts := p.moreElements([]ast.Expr{key}, tRBrace)
	return &ast.Set{Span: p.from(start), Elts: elts}
}

// dict parses the pairs that follow those in d.
func (p *parser) dict(start uint32, d *ast.Dict) ast.Expr {
	for p.kind() != tRBrace {
		if p.accept(tDStar) {
			d.Keys = append(d.Keys, nil)
			d.Values = append(d.Values, p.binary(levelBitOr))
		} else {
			d.Keys = append(d.Keys, p.expression())
			p.expect(tColon)
			d.Values = append(d.Values, p.expression())
		}
		if !p.accept(tComma) {
			break
		}
	}
	p.expect(tRBrace)
	d.Span = p.from(start)
	return d
}

// comprehension parses the clauses after the element.
//
//	for_if_clause = ["async"] "for" star_targets "in" disjunction {"if" disjunction}
func (p *parser) comprehension() []*ast.Comprehension {
	var clauses []*ast.Comprehension
	for {
		start := offset(p.peek())
		c := &ast.Comprehension{Async: p.accept(kwAsync)}
		if p.kind() != kwFor {
			if c.Async || len(clauses) == 0 {
				p.abort()
			}
			return clauses
		}
		p.next()
		c.Target = p.targets()
		p.expect(kwIn)
		c.Iter = p.binary(levelOr)
		for p.accept(kwIf) {
			c.Ifs = append(c.Ifs, p.binary(levelOr))
		}
		c.Span = p.from(start)
		clauses = append(clauses, c)
	}
}

// subscript parses "[" slices "]" after x.
//
//	slices = slice | (slice | "*" expression) {"," (slice | "*" expression)} [","]
func (p *parser) subscript(start uint32, x ast.Expr) ast.Expr {
	p.next()
	p.enter(1)
	first := offset(p.peek())
	index := p.slice()
	_, isStar := index.(*ast.Starred)
	if isStar || p.kind() == tComma {
		elts := []ast.Expr{index}
		for p.accept(tComma) {
			if p.kind() == tRSqb {
				break
			}
			elts = append(elts, p.slice())
		}
		index = &ast.Tuple{Span: p.from(first), Elts: elts}
	}
	p.expect(tRSqb)
	p.leave(1)
	s := &ast.Subscript{Span: p.from(start), Value: x, Index: index}
	return s
}

// slice = [expression] ":" [expression] [":" [expression]] | named | "*" expression
func (p *parser) slice() ast.Expr {
	t := p.peek()
	start := offset(t)
	s := &ast.Slice{}
	switch t.Type {
	case tStar:
		p.next()
		x := p.expression()
		return &ast.Starred{Span: p.from(start), Value: x}
	case tColon:
	default:
		x := p.named()
		if p.kind() != tColon {
			return x
		}
		if _, ok := x.(*ast.NamedExpr); ok && t.Type == tName {
			p.abort()
		}
		s.Lower = x
	}
	p.expect(tColon)
	if beginsExpr(p.kind()) {
		s.Upper = p.expression()
	}
	if p.accept(tColon) && beginsExpr(p.kind()) {
		s.Step = p.expression()
	}
	s.Span = p.from(start)
	return s
}
