package grammar

import (
	"io"
	"sync"

	"github.com/alecthomas/participle/v2"
	"github.com/alecthomas/participle/v2/lexer"

	"github.com/aio-lang/aio/ast"
)

// The headers of compound statements are participle productions, written as
// struct tags; their parts are custom productions, bound to methods of parser.
// A statement's first token chooses its production: participle's Union would
// try each in turn, at twice the cost of the whole parse.

// What the custom productions produce. participle tells productions apart by
// type and wants interfaces, hence one for each; their values are those of
// package ast, and the lists below.
type (
	namedExpr  interface{ ast.Expr }
	plainExpr  interface{ ast.Expr }
	listExpr   interface{ ast.Expr } // star_expressions
	subject    interface{ ast.Expr } // of match
	targetList interface{ ast.Expr }
	argList    interface{ ast.Expr } // a *ast.Call without its function
	paramList  interface{ ast.Node } // *ast.Params
	casePat    interface{ ast.Pattern }
	definition interface{ ast.Stmt } // def or class after decorators
	block      interface{ body() *body }
	typeList   interface{ typeParams() []*ast.TypeParam }
	itemList   interface{ withItems() []*ast.WithItem }
)

// body is the simple statements after a colon, or an indented block.
type body struct {
	stmts []ast.Stmt
	end   uint32
}

type typeParamList []*ast.TypeParam

type withItemList []*ast.WithItem

func (b *body) body() *body                          { return b }
func (l typeParamList) typeParams() []*ast.TypeParam { return l }
func (l withItemList) withItems() []*ast.WithItem    { return l }

type ifStmt struct {
	Test  namedExpr `parser:"If @@ Colon"`
	Body  block     `parser:"@@"`
	Elifs []*elif   `parser:"@@*"`
	Else  block     `parser:"(Else Colon @@)?"`
}

type elif struct {
	Elif lexer.Token `parser:"@Elif"`
	Test namedExpr   `parser:"@@ Colon"`
	Body block       `parser:"@@"`
}

type whileStmt struct {
	Test namedExpr `parser:"While @@ Colon"`
	Body block     `parser:"@@"`
	Else block     `parser:"(Else Colon @@)?"`
}

type forStmt struct {
	Async  bool       `parser:"@Async?"`
	Target targetList `parser:"For @@"`
	Iter   listExpr   `parser:"In @@ Colon"`
	Body   block      `parser:"@@"`
	Else   block      `parser:"(Else Colon @@)?"`
}

type withStmt struct {
	Async bool     `parser:"@Async?"`
	Items itemList `parser:"With @@ Colon"`
	Body  block    `parser:"@@"`
}

type tryStmt struct {
	Body     block     `parser:"Try Colon @@"`
	Handlers []*except `parser:"@@*"`
	Else     block     `parser:"(Else Colon @@)?"`
	Finally  block     `parser:"(Finally Colon @@)?"`
}

type except struct {
	Except lexer.Token  `parser:"@Except"`
	Star   bool         `parser:"@Star?"`
	Type   plainExpr    `parser:"( @@"`
	Name   *lexer.Token `parser:"  ( As @Name )? )? Colon"`
	Body   block        `parser:"@@"`
}

type funcStmt struct {
	Async      bool        `parser:"@Async?"`
	Name       lexer.Token `parser:"Def @Name"`
	TypeParams typeList    `parser:"@@?"`
	Params     paramList   `parser:"LPar @@ RPar"`
	Returns    plainExpr   `parser:"( Arrow @@ )? Colon"`
	Body       block       `parser:"@@"`
}

type classStmt struct {
	Name       lexer.Token `parser:"Class @Name"`
	TypeParams typeList    `parser:"@@?"`
	Args       argList     `parser:"( LPar @@ RPar )? Colon"`
	Body       block       `parser:"@@"`
}

type decorated struct {
	Decorators []*decorator `parser:"@@+"`
	Def        definition   `parser:"@@"`
}

type decorator struct {
	X namedExpr `parser:"At @@ Newline"`
}

type matchStmt struct {
	Subject subject     `parser:"'match':Name @@ Colon Newline Indent"`
	Cases   []*caseBody `parser:"@@+ Dedent"`
}

type caseBody struct {
	Pos     lexer.Position
	Pattern casePat   `parser:"'case':Name @@"`
	Guard   namedExpr `parser:"( If @@ )? Colon"`
	Body    block     `parser:"@@"`
}

// lowerer makes the ast node of a parsed header; start is where the statement
// begins, end where its last token ends.
type lowerer[T any] interface {
	*T
	lower(p *parser, span ast.Span) ast.Stmt
}

// statementParser parses a compound statement that begins at an offset.
type statementParser func(*lexer.PeekingLexer, uint32) ast.Stmt

// production returns the parser of one kind of statement. It is built when
// the first such statement is met: building all of them took 0.5 ms and 0.6 MB
// of a start.
func production[T any, PT lowerer[T]](p *parser) statementParser {
	var sub *participle.Parser[T]
	trailing := participle.AllowTrailing(true)
	return func(l *lexer.PeekingLexer, start uint32) ast.Stmt {
		if sub == nil {
			sub = build[T](p)
		}
		header, err := sub.ParseFromLexer(l, trailing)
		if err != nil || p.failed {
			p.abort()
		}
		return PT(header).lower(p, ast.Span{Pos: start, End: lastEnd(l)})
	}
}

// build makes the participle parser of a production.
func build[T any](p *parser) *participle.Parser[T] {
	if p.parts == nil {
		p.parts = p.customProductions()
	}
	sub, err := participle.Build[T](p.parts...)
	if err != nil {
		panic(err) // the struct tags are wrong; every test would see it
	}
	return sub
}

// lastEnd returns the end of the last token taken that is not layout: where
// CPython lets a compound statement end.
func lastEnd(l *lexer.PeekingLexer) uint32 {
	n := l.RawCursor()
	tokens := l.Range(0, n)
	for i := len(tokens) - 1; i >= 0; i-- {
		switch t := &tokens[i]; t.Type {
		case tNewline, tIndent, tDedent:
		default:
			return uint32(t.Pos.Offset + len(t.Value))
		}
	}
	return 0
}

// headerKinds are the tokens that the struct tags name.
var headerKinds = [...]kind{
	tNewline, tIndent, tDedent, tName, tLPar, tRPar, tColon, tArrow, tAt, tStar, kwAs, kwAsync, kwClass, kwDef, kwElif, kwElse,
	kwExcept, kwFinally, kwFor, kwIf, kwIn, kwTry, kwWhile, kwWith,
}

// definitionOf is the lexer.Definition under which participle builds: it gives
// the tags their token names.
type definitionOf struct{}

func (definitionOf) Symbols() map[string]lexer.TokenType {
	m := make(map[string]lexer.TokenType, len(headerKinds)+1)
	m["EOF"] = tEOF
	for _, k := range headerKinds {
		m[rowOf(k).name] = k
	}
	return m
}

func (definitionOf) Lex(filename string, r io.Reader) (lexer.Lexer, error) {
	text, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	return &tokenLexer{s: newScanner(string(text), 0, Exec)}, nil
}

func newParser() *parser {
	p := &parser{}
	p.dispatch = [numKinds]statementParser{
		kwIf: production[ifStmt](p), kwWhile: production[whileStmt](p), kwFor: production[forStmt](p),
		kwWith: production[withStmt](p), kwTry: production[tryStmt](p), kwDef: production[funcStmt](p),
		kwClass: production[classStmt](p), tAt: production[decorated](p), tName: production[matchStmt](p),
	}
	return p
}

// customProductions binds the productions written by hand to p.
func (p *parser) customProductions() []participle.Option {
	return []participle.Option{
		participle.Lexer(definitionOf{}),
		participle.ParseTypeWith(bind(p, func() block { return p.block() })),
		participle.ParseTypeWith(bind(p, func() namedExpr { return p.named() })),
		participle.ParseTypeWith(bindOptional(p, beginsExpr, func() plainExpr { return p.expression() })),
		participle.ParseTypeWith(bind(p, func() listExpr { return p.starExpressions() })),
		participle.ParseTypeWith(bind(p, func() subject { return p.matchSubject() })),
		participle.ParseTypeWith(bind(p, func() targetList { return p.targets() })),
		participle.ParseTypeWith(bind(p, func() argList { return p.classArguments() })),
		participle.ParseTypeWith(bind(p, func() paramList { return p.parameters(tRPar, true) })),
		participle.ParseTypeWith(bindOptional(p, beginsTypeParams, func() typeList { return typeParamList(p.typeParams()) })),
		participle.ParseTypeWith(bind(p, func() itemList { return withItemList(p.withItems()) })),
		participle.ParseTypeWith(bind(p, func() casePat { return p.patterns() })),
		participle.ParseTypeWith(bind(p, func() definition { return p.definition() })),
	}
}

// parsers keeps parsers for the next parse: one is enough for a program that
// parses in one goroutine.
var parsers = sync.Pool{New: func() any { return newParser() }}
