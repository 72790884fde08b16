package grammar

import (
	"errors"
	"fmt"

	"github.com/alecthomas/participle/v2"
	"github.com/alecthomas/participle/v2/lexer"

	"github.com/aio-lang/aio/ast"
)

// parser holds what the productions of one parse share. participle hands a
// custom production nothing but the lexer, so the productions are bound to
// their parser when the grammar is built, and a parser serves one parse at a
// time.
//
// It is a predictive parser: it looks one token ahead and stops at the first
// error, without a message. What is wrong is then found out by diagnose.
type parser struct {
	parts    []participle.Option       // custom productions; nil before the first compound statement
	dispatch [numKinds]statementParser // by first token; tName: match

	lex   *lexer.PeekingLexer
	end   uint32 // end of the last token that a hand-written production took
	depth int    // levels of recursion

	src         *Source
	opts        Options
	invalidUTF8 bool // the text has invalid UTF-8: check string literals
	flufl       bool // from __future__ import barry_as_FLUFL
	warns       []Warning
	err         *SyntaxError // an error that a production raised itself
	failed      bool         // a production gave up
}

// maxDepth bounds recursion, so that Go's stack cannot overflow: what CPython
// allows (MAXSTACK), counted as it counts.
const maxDepth = 5968

// errAbort makes participle give up; parser.err says why, or nothing does.
var errAbort = errors.New("syntax error")

// abort ends the parse of a statement; run catches it.
func (p *parser) abort() {
	panic(errAbort)
}

// raise ends the parse of a statement with an error that needs no diagnosis.
func (p *parser) raise(e *SyntaxError) {
	e.Filename = p.src.Filename
	if e.Line > 0 && !e.HasText {
		e.Text, e.HasText = p.src.Line(e.Line), true
	}
	p.err = e
	p.abort()
}

// raiseAt raises a SyntaxError that blames token t.
func (p *parser) raiseAt(t *lexer.Token, msg string) {
	e := p.src.Error("SyntaxError", msg, spanOf(t))
	if e.Line == e.EndLine && (p.opts.Mode == Exec || e.Line < p.src.NumLines()) {
		e.Text += "\n"
	}
	p.raise(e)
}

// warnf warns of what stands at pos; CPython does so when it has read token t.
func (p *parser) warnf(pos uint32, t *lexer.Token, format string, args ...any) {
	p.warns = append(p.warns, Warning{
		Category: "SyntaxWarning",
		Msg:      fmt.Sprintf(format, args...),
		Line:     p.src.LineOf(offset(t)),
		Pos:      pos,
		order:    offset(t),
	})
}

// bind makes a custom production of a method: it turns abort into an error,
// and uses up the tokens, because participle's groups forgive an error that
// stands near the place where they began.
func bind[T any](p *parser, f func() T) func(*lexer.PeekingLexer) (T, error) {
	return func(l *lexer.PeekingLexer) (x T, err error) {
		outer := p.lex
		p.lex = l
		defer func() {
			p.lex = outer
			if r := recover(); r != nil {
				if r != errAbort {
					panic(r)
				}
				p.failed = true
				for l.Peek().Type != tEOF {
					l.Next()
				}
				err = errAbort
			}
		}()
		return f(), nil
	}
}

// bindOptional is bind for a production that participle may try where it does
// not begin.
func bindOptional[T any](p *parser, begins func(kind) bool, f func() T) func(*lexer.PeekingLexer) (T, error) {
	parse := bind(p, f)
	return func(l *lexer.PeekingLexer) (x T, err error) {
		if !begins(l.Peek().Type) {
			return x, participle.NextMatch
		}
		return parse(l)
	}
}

func (p *parser) peek() *lexer.Token { return p.lex.Peek() }

func (p *parser) kind() kind { return p.lex.Peek().Type }

// next takes a token.
func (p *parser) next() *lexer.Token {
	t := p.lex.Next()
	p.end = uint32(t.Pos.Offset + len(t.Value))
	return t
}

// accept takes a token if it is a k.
func (p *parser) accept(k kind) bool {
	if p.lex.Peek().Type != k {
		return false
	}
	p.next()
	return true
}

// expect takes a token that has to be a k.
func (p *parser) expect(k kind) *lexer.Token {
	if p.lex.Peek().Type != k {
		p.abort()
	}
	return p.next()
}

// enter goes down n levels of recursion, leave comes back.
func (p *parser) enter(n int) {
	p.depth += n
	if p.depth > maxDepth {
		p.raise(&SyntaxError{Class: "MemoryError", Msg: "Parser stack overflowed - Python source too complex to parse"})
	}
}

func (p *parser) leave(n int) { p.depth -= n }

func offset(t *lexer.Token) uint32 { return uint32(t.Pos.Offset) }

func spanOf(t *lexer.Token) ast.Span {
	return ast.Span{Pos: uint32(t.Pos.Offset), End: uint32(t.Pos.Offset + len(t.Value))}
}

// from is the span from an offset to the end of the last token taken.
func (p *parser) from(pos uint32) ast.Span { return ast.Span{Pos: pos, End: p.end} }

// ident is the identifier of a NAME token.
func ident(t *lexer.Token) string { return normalName(t.Value) }
