package grammar

import (
	"errors"
	"strings"
)

// diagnosis finds out what is wrong with a statement, by the grammar of
// mistakes.peg. It works as CPython's parser does, so that it finds the same:
// tokens are read one by one as alternatives ask for them; a first attempt
// knows only the language; a second, from the beginning, looks for mistakes
// too, and the first one found wins; if there is none, the last token that the
// first attempt read is "invalid syntax".
type diagnosis struct {
	s      *scanner
	src    *Source
	origin Origin
	flufl  bool

	tokens []diagToken
	mark   int // index of the next token
	level  int // rules entered
	second bool
	heads  []int32     // by token: 1 + index in memo of the last entry
	memo   []memoEntry // results, linked by token
	made   []*syn      // a stack: what the items of open alternatives made
	slab   []syn       // nodes to hand out

	lineSeen, lineBegin int // see lineOf

	err *SyntaxError // what was raised
}

// diagToken is a token with what errors need of it.
type diagToken struct {
	token
	line    int  // offset of the beginning of its line
	bracket int  // brackets open after it
	nowhere bool // it has no columns: INDENT, DEDENT and the end
}

// errDiagnosed unwinds when an error was raised.
var errDiagnosed = errors.New("diagnosed")

// diagnose returns the error of the statement that begins on the line at
// offset from; start is the rule for the whole text. later is a lexical error
// in the rest of the text that CPython raises instead, nil if there is none or
// if nobody wants it.
func (p *parser) diagnose(from int, start string, wantLater bool) (e, later *SyntaxError) {
	d := &diagnosis{s: p.scanner(from), src: p.src, origin: p.opts.Origin, flufl: p.flufl}
	rule := mistakes()[start]
	if d.attempt(rule) {
		// The productions refused what the grammar accepts.
		return d.src.errorAt(d, "SyntaxError", "invalid syntax", uint32(from), uint32(from)+1), nil
	}
	last := d.tokens[len(d.tokens)-1] // of the first attempt
	incomplete := last.nowhere && last.kind != tIndent && (d.s.atEnd(d.s.off) || d.s.off == d.s.unended)
	if f := d.s.fail; f != nil {
		incomplete = f.open
	}
	if d.err == nil {
		d.second, d.mark, d.level = true, 0, 0
		d.heads, d.memo, d.made = nil, nil, nil
		d.attempt(rule)
	}
	switch {
	case d.err != nil:
	case last.kind == tIndent:
		d.err = d.lastTokenError("IndentationError", "unexpected indent")
		wantLater = false
	case last.kind == tDedent:
		d.err = d.lastTokenError("IndentationError", "unexpected unindent")
		wantLater = false
	case last.nowhere:
		d.err = d.newError("SyntaxError", "invalid syntax", last.line)
	default:
		d.err = d.src.errorAt(d, "SyntaxError", "invalid syntax", last.pos, last.end)
	}
	if p.src.Text == "" {
		d.err.Line, d.err.EndLine = 0, 0
	}
	d.err.Incomplete = incomplete
	if wantLater {
		if later = d.readOn(d.tokens[len(d.tokens)-1].line); later != nil {
			later.Incomplete = incomplete
		}
	}
	return d.err, later
}

// attempt parses from the first token; false if that fails.
func (d *diagnosis) attempt(rule *pegRule) (ok bool) {
	defer func() {
		if r := recover(); r != nil && r != errDiagnosed {
			panic(r)
		}
	}()
	_, ok = d.rule(rule)
	return ok
}

// raise ends the attempt with an error.
func (d *diagnosis) raise(e *SyntaxError) {
	d.err = e
	panic(errDiagnosed)
}

// token returns token i, reading on as far as needed. A lexical error is
// raised when it is reached.
func (d *diagnosis) token(i int) *diagToken {
	for len(d.tokens) <= i {
		t := d.s.next()
		dt := diagToken{token: t, bracket: d.s.level}
		switch {
		case t.kind == tIndent, t.kind == tDedent, t.kind == tEOF, t.kind == tIllegal, t.kind == tNewline && t.pos == t.end:
			dt.nowhere = true
			off := d.s.off
			if off > 0 && (d.s.atEnd(off) || t.kind == tIllegal) {
				off--
			}
			dt.line = d.lineOf(off)
		default:
			dt.line = d.lineOf(int(t.pos))
		}
		d.tokens = append(d.tokens, dt)
		if t.kind == tIllegal {
			d.raise(d.lexicalError())
		}
	}
	return &d.tokens[i]
}

// lineOf returns the beginning of the line of the byte at off. It is asked for
// ever later bytes, so that a long line need not be searched again and again.
func (d *diagnosis) lineOf(off int) int {
	if off < d.lineSeen {
		return d.s.lineStart(off + 1)
	}
	if n := strings.LastIndexByte(d.s.src[d.lineSeen:off], '\n'); n >= 0 {
		d.lineBegin = d.lineSeen + n + 1
	}
	d.lineSeen = off
	return d.lineBegin
}

// readOn scans the rest of the text: a lexical error there takes precedence
// over the error that was found, unless it stands inside an f-string; so does a
// bracket opened on an earlier line and never closed. nil: neither.
//
// line is where the line begins that the parser had reached.
func (d *diagnosis) readOn(line int) *SyntaxError {
	if d.s.fail != nil || d.err.Class == "MemoryError" {
		return nil
	}
	for d.s.fail == nil {
		if d.s.next().kind == tEOF {
			return nil
		}
	}
	switch {
	case len(d.s.fstrings) > 0:
	case d.s.fail.kind == failSyntax:
		return d.lexicalError()
	case d.s.level > 0 && d.s.lineStart(int(d.s.brackets[d.s.level-1].off)+1) < line:
		return d.unclosed()
	}
	return nil
}
