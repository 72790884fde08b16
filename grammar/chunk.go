package grammar

import "github.com/alecthomas/participle/v2/lexer"

// tokenLexer is the scanner as a participle lexer.
type tokenLexer struct{ s *scanner }

func (l *tokenLexer) Next() (lexer.Token, error) { return l.s.lexerToken(l.s.next()), nil }

// lexerToken is t for participle. Only the offset of its position is set: a
// line is looked up when somebody asks for it.
func (s *scanner) lexerToken(t token) lexer.Token {
	return lexer.Token{Type: t.kind, Value: s.src[t.pos:t.end], Pos: lexer.Position{Offset: int(t.pos)}}
}

// chunker is a lexer that ends the input after a number of whole top-level
// statements. participle copies all tokens of its input before it parses: a
// chunk at a time keeps that copy small, and lets the next statements be
// parsed when one is wrong.
type chunker struct {
	s       *scanner
	limit   int   // tokens after which a chunk ends with its statement
	pending token // the token after the last chunk, if held
	held    bool
	ended   bool // the chunk is complete
	tokens  int
	depth   int  // INDENTs open
	bound   bool // a statement may have ended before the next token
	deco    bool // decorators wait for their definition
	begins  bool // the next token begins a statement
	line    int  // end of the last NEWLINE: where a scan may start afresh
	base    int  // line at the beginning of the chunk
}

// chunkTokens is the limit for a parse: large enough that setting up
// participle's lexer costs little.
const chunkTokens = 512

// more begins the next chunk; false at the end of the input and before a
// lexical error.
func (c *chunker) more() bool {
	if !c.held {
		c.pending, c.held = c.s.next(), true
	}
	c.tokens, c.depth, c.bound, c.deco, c.ended, c.begins = 0, 0, false, false, false, true
	c.base = c.line
	return c.pending.kind != tEOF && c.pending.kind != tIllegal
}

// Next is lexer.Lexer's.
func (c *chunker) Next() (lexer.Token, error) {
	if c.ended {
		return c.end(c.pending)
	}
	t := c.pending
	if !c.held {
		t = c.s.next()
	}
	c.held = false
	if t.kind == tEOF || t.kind == tIllegal {
		return c.end(t)
	}
	if c.bound {
		c.bound = false
		switch t.kind {
		case tIndent, kwElif, kwElse, kwExcept, kwFinally:
		default:
			if !c.deco {
				if c.tokens >= c.limit {
					return c.end(t)
				}
				c.begins = true
			}
		}
	}
	if c.begins {
		c.begins = false
		c.deco = t.kind == tAt
	}
	c.tokens++
	switch t.kind {
	case tIndent:
		c.depth++
	case tDedent:
		c.depth--
		c.bound = c.depth == 0
	case tNewline:
		c.bound = c.depth == 0
		c.line = int(t.end)
	case kwDef, kwClass:
		c.deco = false
	}
	return c.s.lexerToken(t), nil
}

// end completes the chunk; t belongs to the next.
func (c *chunker) end(t token) (lexer.Token, error) {
	c.pending, c.held, c.ended = t, true, true
	return lexer.EOFToken(lexer.Position{Offset: int(t.pos)}), nil
}

// skip passes over one statement without parsing it.
func (c *chunker) skip() {
	for c.more(); !c.ended; {
		c.Next()
	}
}
