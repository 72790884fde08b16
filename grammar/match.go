package grammar

import "github.com/aio-lang/aio/ast"

func (s *matchStmt) lower(p *parser, span ast.Span) ast.Stmt {
	n := &ast.Match{Span: span, Subject: s.Subject}
	for _, c := range s.Cases {
		n.Cases = append(n.Cases, &ast.MatchCase{
			Span:    ast.Span{Pos: uint32(c.Pos.Offset), End: c.Body.body().end},
			Pattern: c.Pattern, Guard: c.Guard, Body: stmts(c.Body),
		})
	}
	return n
}

// subject = star_named "," [star_named {"," star_named} [","]] | named
func (p *parser) matchSubject() ast.Expr {
	start := offset(p.peek())
	x := p.starNamed()
	if p.kind() != tComma {
		p.notStarred(x)
		return x
	}
	elts := []ast.Expr{x}
	for p.accept(tComma) {
		if p.kind() == tColon {
			break
		}
		elts = append(elts, p.starNamed())
	}
	return &ast.Tuple{Span: p.from(start), Elts: elts}
}

// patterns parses the pattern of a case; commas make a sequence.
//
//	patterns = maybe_star "," [maybe_star {"," maybe_star} [","]] | pattern
func (p *parser) patterns() ast.Pattern {
	start := offset(p.peek())
	first := p.maybeStar()
	if p.kind() != tComma {
		if _, ok := first.(*ast.MatchStar); ok {
			p.abort()
		}
		return first
	}
	list := []ast.Pattern{first}
	for p.accept(tComma) {
		if k := p.kind(); k == tColon || k == kwIf {
			break
		}
		list = append(list, p.maybeStar())
	}
	return &ast.MatchSequence{Span: p.from(start), Patterns: list}
}

// maybeStar = "*" (NAME | "_") | pattern
func (p *parser) maybeStar() ast.Pattern {
	t := p.peek()
	if t.Type != tStar {
		return p.pattern()
	}
	p.next()
	name := p.expect(tName)
	m := &ast.MatchStar{Span: p.from(offset(t))}
	if name.Value != "_" {
		m.Name = ident(name)
		p.notPatternTail()
	}
	return m
}

// notPatternTail: a capture is not followed by what would make it a value, a
// class or a keyword.
func (p *parser) notPatternTail() {
	switch p.kind() {
	case tDot, tLPar, tAssign:
		p.abort()
	}
}

// pattern = or_pattern ["as" NAME]
//
//	or_pattern = closed {"|" closed}
func (p *parser) pattern() ast.Pattern {
	start := offset(p.peek())
	p.enter(1)
	x := p.closedPattern()
	if p.kind() == tPipe {
		list := []ast.Pattern{x}
		for p.accept(tPipe) {
			list = append(list, p.closedPattern())
		}
		x = &ast.MatchOr{Span: p.from(start), Patterns: list}
	}
	p.leave(1)
	if !p.accept(kwAs) {
		return x
	}
	t := p.expect(tName)
	if t.Value == "_" {
		p.abort()
	}
	p.notPatternTail()
	return &ast.MatchAs{Span: p.from(start), Pattern: x, Name: ident(t)}
}

func (p *parser) closedPattern() ast.Pattern {
	t := p.peek()
	switch t.Type {
	case tNumber, tMinus:
		x := p.literalNumber()
		return &ast.MatchValue{Span: x.Range(), Value: x}
	case tString, tFStart:
		x := p.strings()
		return &ast.MatchValue{Span: x.Range(), Value: x}
	case kwNone:
		p.next()
		return &ast.MatchSingleton{Span: spanOf(t), Value: ast.ConstNone}
	case kwTrue:
		p.next()
		return &ast.MatchSingleton{Span: spanOf(t), Value: ast.ConstTrue}
	case kwFalse:
		p.next()
		return &ast.MatchSingleton{Span: spanOf(t), Value: ast.ConstFalse}
	case tName:
		return p.namePattern()
	case tLPar:
		return p.parenPattern()
	case tLSqb:
		p.next()
		m := &ast.MatchSequence{}
		if p.kind() != tRSqb {
			m.Patterns = p.patternList(nil, tRSqb)
		}
		p.expect(tRSqb)
		m.Span = p.from(offset(t))
		return m
	case tLBrace:
		return p.mapping()
	}
	p.abort()
	return nil
}

// literalNumber = ["-"] NUMBER | ["-"] NUMBER ("+" | "-") NUMBER
//
// The latter is a complex number, of a real and an imaginary one.
func (p *parser) literalNumber() ast.Expr {
	t := p.peek()
	start := offset(t)
	minus := p.accept(tMinus)
	x := p.number(p.expect(tNumber))
	real := x.(*ast.Constant).Kind != ast.ConstComplex
	if minus {
		x = &ast.UnaryOp{Span: p.from(start), Op: ast.USub, Operand: x}
	}
	op := ast.Add
	switch p.kind() {
	case tPlus:
	case tMinus:
		op = ast.Sub
	default:
		return x
	}
	pos := offset(p.next())
	right := p.number(p.expect(tNumber))
	if !real || right.(*ast.Constant).Kind != ast.ConstComplex {
		p.abort()
	}
	return &ast.BinOp{Span: p.from(start), Left: x, Op: op, OpPos: pos, Right: right}
}

// namePattern parses a capture, the wildcard, a value or a class.
//
//	capture = NAME    wildcard = "_"    value = NAME "." NAME {"." NAME}
//	class   = NAME {"." NAME} "(" [class_arguments] ")"
func (p *parser) namePattern() ast.Pattern {
	t := p.next()
	start := offset(t)
	switch k := p.kind(); {
	case k == tDot, k == tLPar:
	case t.Value == "_":
		return &ast.MatchAs{Span: spanOf(t)}
	default:
		p.notPatternTail()
		return &ast.MatchAs{Span: spanOf(t), Name: ident(t)}
	}
	x := p.attributes(&ast.Name{Span: spanOf(t), Id: ident(t)})
	if p.kind() == tLPar {
		return p.classPattern(start, x)
	}
	if p.kind() == tAssign {
		p.abort()
	}
	return &ast.MatchValue{Span: x.Range(), Value: x}
}

func (p *parser) attributes(x ast.Expr) ast.Expr {
	start := x.Range().Pos
	for p.accept(tDot) {
		t := p.expect(tName)
		x = &ast.Attribute{Span: p.from(start), Value: x, Attr: ident(t), AttrPos: offset(t)}
	}
	return x
}

// class_arguments = (pattern | NAME "=" pattern) {"," …} [","]; positional
// patterns come first.
func (p *parser) classPattern(start uint32, cls ast.Expr) ast.Pattern {
	p.next()
	m := &ast.MatchClass{Cls: cls}
	for p.kind() != tRPar {
		if t := p.peek(); t.Type == tName && p.second() == tAssign {
			p.next()
			p.next()
			m.KwdAttrs = append(m.KwdAttrs, ident(t))
			m.KwdPatterns = append(m.KwdPatterns, p.pattern())
		} else {
			if len(m.KwdAttrs) > 0 {
				p.abort()
			}
			m.Patterns = append(m.Patterns, p.pattern())
		}
		if !p.accept(tComma) {
			break
		}
	}
	p.expect(tRPar)
	m.Span = p.from(start)
	return m
}

// parenPattern = "(" pattern ")" | "(" [maybe_star "," [maybe_star {"," maybe_star} [","]]] ")"
func (p *parser) parenPattern() ast.Pattern {
	start := offset(p.next())
	if p.accept(tRPar) {
		return &ast.MatchSequence{Span: p.from(start)}
	}
	first := p.maybeStar()
	if p.kind() != tComma {
		if _, ok := first.(*ast.MatchStar); ok {
			p.abort()
		}
		p.expect(tRPar)
		return first
	}
	m := &ast.MatchSequence{Patterns: []ast.Pattern{first}}
	p.next()
	if p.kind() != tRPar {
		m.Patterns = p.patternList(m.Patterns, tRPar)
	}
	p.expect(tRPar)
	m.Span = p.from(start)
	return m
}

// patternList = maybe_star {"," maybe_star} [","]
func (p *parser) patternList(list []ast.Pattern, closing kind) []ast.Pattern {
	for {
		list = append(list, p.maybeStar())
		if !p.accept(tComma) || p.kind() == closing {
			return list
		}
	}
}

// mapping = "{" [pair {"," pair} ["," "**" NAME] [","]] "}"
//
//	pair = (literal | NAME "." NAME {"." NAME}) ":" pattern
func (p *parser) mapping() ast.Pattern {
	start := offset(p.next())
	m := &ast.MatchMapping{}
	for p.kind() != tRBrace {
		if p.accept(tDStar) {
			t := p.expect(tName)
			if t.Value == "_" {
				p.abort()
			}
			p.notPatternTail()
			m.Rest = ident(t)
			p.accept(tComma)
			break
		}
		m.Keys = append(m.Keys, p.mappingKey())
		p.expect(tColon)
		m.Patterns = append(m.Patterns, p.pattern())
		if !p.accept(tComma) {
			break
		}
	}
	p.expect(tRBrace)
	m.Span = p.from(start)
	return m
}

func (p *parser) mappingKey() ast.Expr {
	switch t := p.peek(); t.Type {
	case tNumber, tMinus:
		return p.literalNumber()
	case tString, tFStart:
		return p.strings()
	case kwNone, kwTrue, kwFalse:
		return p.atom()
	case tName:
		p.next()
		if p.kind() != tDot {
			p.abort()
		}
		return p.attributes(&ast.Name{Span: spanOf(t), Id: ident(t)})
	}
	p.abort()
	return nil
}
