package grammar

import (
	"github.com/alecthomas/participle/v2/lexer"

	"github.com/aio-lang/aio/ast"
)

// statement parses one statement, or the simple statements of one line, and
// appends.
func (p *parser) statement(out []ast.Stmt) []ast.Stmt {
	t := p.peek()
	k := t.Type
	switch k {
	case tEOF, tIllegal, tIndent, tDedent:
		p.abort()
	case kwAsync:
		switch k = p.second(); k {
		case kwDef, kwFor, kwWith:
		default:
			p.abort()
		}
	case tName:
		if t.Value != "match" || !p.isMatch() {
			return p.simpleLine(out)
		}
	}
	if parse := p.dispatch[k]; parse != nil {
		return append(out, parse(p.lex, offset(t)))
	}
	return p.simpleLine(out)
}

// beginsCompound reports whether a compound statement is next.
func (p *parser) beginsCompound() bool {
	switch t := p.peek(); t.Type {
	case tName:
		return t.Value == "match" && p.isMatch()
	case kwAsync:
		return true
	default:
		return t.Type > 0 && p.dispatch[t.Type] != nil
	}
}

// isMatch tells the soft keyword from a name: the logical line ends in a
// colon, as no simple statement does.
func (p *parser) isMatch() bool {
	mark := p.lex.MakeCheckpoint()
	defer p.lex.LoadCheckpoint(mark)
	p.lex.Next()
	if k := p.lex.Peek().Type; k != tStar && !beginsExpr(k) {
		return false
	}
	last := tName
	for {
		switch k := p.lex.Next().Type; k {
		case tNewline:
			return last == tColon && p.lex.Peek().Type == tIndent
		case tEOF, tIllegal:
			return false
		default:
			last = k
		}
	}
}

// block parses a body after its colon.
//
//	block = NEWLINE INDENT statement {statement} DEDENT | simple_stmts
func (p *parser) block() *body {
	b := &body{}
	if p.kind() != tNewline {
		b.stmts = p.simpleLine(nil)
	} else {
		p.next()
		p.expect(tIndent)
		p.enter(1)
		for p.kind() != tDedent {
			b.stmts = p.statement(b.stmts)
		}
		p.next()
		p.leave(1)
	}
	b.end = lastEnd(p.lex)
	return b
}

// stmts returns the statements of a block that may be left out.
func stmts(b block) []ast.Stmt {
	if b == nil {
		return nil
	}
	return b.body().stmts
}

func (s *ifStmt) lower(p *parser, span ast.Span) ast.Stmt {
	n := &ast.If{Span: span, Branches: make([]*ast.IfBranch, 0, 1+len(s.Elifs)), Orelse: stmts(s.Else)}
	n.Branches = append(n.Branches, &ast.IfBranch{
		Span: ast.Span{Pos: span.Pos, End: s.Body.body().end}, Test: s.Test, Body: stmts(s.Body),
	})
	for _, e := range s.Elifs {
		n.Branches = append(n.Branches, &ast.IfBranch{
			Span: ast.Span{Pos: offset(&e.Elif), End: e.Body.body().end}, Test: e.Test, Body: stmts(e.Body),
		})
	}
	return n
}

func (s *whileStmt) lower(p *parser, span ast.Span) ast.Stmt {
	return &ast.While{Span: span, Test: s.Test, Body: stmts(s.Body), Orelse: stmts(s.Else)}
}

func (s *forStmt) lower(p *parser, span ast.Span) ast.Stmt {
	return &ast.For{
		Span: span, Async: s.Async, Target: s.Target, Iter: s.Iter, Body: stmts(s.Body), Orelse: stmts(s.Else),
	}
}

func (s *withStmt) lower(p *parser, span ast.Span) ast.Stmt {
	return &ast.With{Span: span, Async: s.Async, Items: s.Items.withItems(), Body: stmts(s.Body)}
}

// lower also checks what the production leaves open: a try has handlers or a
// finally, else needs handlers, except and except* do not mix, and except*
// names a type.
func (s *tryStmt) lower(p *parser, span ast.Span) ast.Stmt {
	n := &ast.Try{Span: span, Body: stmts(s.Body), Orelse: stmts(s.Else), Finalbody: stmts(s.Finally)}
	if len(s.Handlers) == 0 && (n.Finalbody == nil || n.Orelse != nil) {
		p.abort()
	}
	for i, h := range s.Handlers {
		if i > 0 && h.Star != n.Star || h.Star && h.Type == nil {
			p.abort()
		}
		n.Star = h.Star
		e := &ast.ExceptHandler{
			Span: ast.Span{Pos: offset(&h.Except), End: h.Body.body().end}, Type: h.Type, Body: stmts(h.Body),
		}
		if h.Name != nil {
			e.Name = ident(h.Name)
		}
		n.Handlers = append(n.Handlers, e)
	}
	return n
}

func (s *funcStmt) lower(p *parser, span ast.Span) ast.Stmt {
	n := &ast.FunctionDef{
		Span: span, Async: s.Async, Name: ident(&s.Name), NamePos: offset(&s.Name),
		Params: s.Params.(*ast.Params), Returns: s.Returns, Body: stmts(s.Body),
	}
	if s.TypeParams != nil {
		n.TypeParams = s.TypeParams.typeParams()
	}
	return n
}

func (s *classStmt) lower(p *parser, span ast.Span) ast.Stmt {
	n := &ast.ClassDef{Span: span, Name: ident(&s.Name), NamePos: offset(&s.Name), Body: stmts(s.Body)}
	if s.TypeParams != nil {
		n.TypeParams = s.TypeParams.typeParams()
	}
	if s.Args != nil {
		call := s.Args.(*ast.Call)
		n.Bases, n.Keywords = call.Args, call.Keywords
	}
	return n
}

func (s *decorated) lower(p *parser, span ast.Span) ast.Stmt {
	list := make([]ast.Expr, len(s.Decorators))
	for i, d := range s.Decorators {
		list[i] = d.X
	}
	switch def := s.Def.(type) {
	case *ast.FunctionDef:
		def.Decorators = list
	case *ast.ClassDef:
		def.Decorators = list
	}
	return s.Def
}

// definition parses what decorators may stand in front of.
func (p *parser) definition() ast.Stmt {
	t := p.peek()
	k := t.Type
	if k == kwAsync {
		k = p.second()
		if k != kwDef {
			p.abort()
		}
	}
	if k != kwDef && k != kwClass {
		p.abort()
	}
	return p.dispatch[k](p.lex, offset(t))
}

// classArguments parses what stands in the parentheses of a class statement.
func (p *parser) classArguments() *ast.Call {
	c := &ast.Call{}
	if p.kind() != tRPar {
		p.arguments(c, nil)
	}
	return c
}

// withItems parses the context managers of a with statement. Parentheses
// around them are tried first where a colon follows the closing one.
//
//	with_items = "(" with_item {"," with_item} [","] ")" | with_item {"," with_item}
func (p *parser) withItems() []*ast.WithItem {
	if p.kind() == tLPar && p.closesBeforeColon() {
		if items := p.tryParens(); items != nil {
			return items
		}
	}
	var items []*ast.WithItem
	for {
		items = append(items, p.withItem())
		if !p.accept(tComma) {
			return items
		}
	}
}

// with_item = expression ["as" star_target]
func (p *parser) withItem() *ast.WithItem {
	start := offset(p.peek())
	item := &ast.WithItem{Context: p.expression()}
	if p.accept(kwAs) {
		item.Target = p.target()
	}
	item.Span = p.from(start)
	return item
}

// closesBeforeColon reports whether a colon follows the bracket that closes
// the one which is next.
func (p *parser) closesBeforeColon() bool {
	mark := p.lex.MakeCheckpoint()
	defer p.lex.LoadCheckpoint(mark)
	for depth := 0; ; {
		switch p.lex.Next().Type {
		case tLPar, tLSqb, tLBrace:
			depth++
		case tRPar, tRSqb, tRBrace:
			depth--
			if depth == 0 {
				return p.lex.Peek().Type == tColon
			}
		case tEOF, tIllegal, tNewline:
			return false
		}
	}
}

// tryParens parses parenthesised items, or returns nil and takes nothing where
// the parentheses turn out to belong to an expression.
func (p *parser) tryParens() (items []*ast.WithItem) {
	mark, end, depth, warned := p.lex.MakeCheckpoint(), p.end, p.depth, len(p.warns)
	defer func() {
		if r := recover(); r != nil {
			if r != errAbort || p.err != nil {
				panic(r)
			}
			p.lex.LoadCheckpoint(mark)
			p.end, p.depth, p.warns = end, depth, p.warns[:warned]
			items = nil
		}
	}()
	p.next()
	for {
		items = append(items, p.withItem())
		if !p.accept(tComma) || p.kind() == tRPar {
			break
		}
	}
	p.expect(tRPar)
	if p.kind() != tColon {
		p.abort()
	}
	return items
}

// statements parses the statements of a chunk, whose first line begins at
// offset base, and appends them. bad is the offset of the line where a wrong
// statement begins, -1 if all are right.
func (p *parser) statements(l *lexer.PeekingLexer, base int, out []ast.Stmt) (stmts []ast.Stmt, bad int) {
	p.lex = l
	start := l.RawCursor()
	if p.try(func() {
		for l.Peek().Type != tEOF {
			switch l.Peek().Type {
			case tIndent, kwElif, kwElse, kwExcept, kwFinally:
				// What the statement before did not want: that is the wrong
				// one.
				p.abort()
			}
			start = l.RawCursor()
			out = p.statement(out)
			p.depth = 0
		}
	}) {
		return out, -1
	}
	bad = base
	for _, t := range l.Range(0, start) {
		if t.Type == tNewline {
			bad = t.Pos.Offset + len(t.Value)
		}
	}
	return out, bad
}

// try calls f; false if it aborts.
func (p *parser) try(f func()) (ok bool) {
	p.depth, p.failed = 0, false
	defer func() {
		if r := recover(); r != nil && r != errAbort {
			panic(r)
		}
	}()
	f()
	return true
}
