// Package grammar turns source text into the syntax tree of package ast.
//
// Text comes in as bytes (a file, compile() of bytes) or as a str; out come
// the decoded Source, the tree, the warnings and every syntax error. The
// package knows nothing of scopes or bytecode: what needs a symbol table
// ("'return' outside function", a duplicate argument) is the compiler's.
//
//	bytes ─ decode ─▶ Source ─ scanner ─▶ tokens ─ chunker ─▶ productions ─▶ ast
//	                                                              │ one fails
//	                                                              ▼
//	                                                  diagnose ─▶ SyntaxError
//
// The productions are predictive and say nothing about an error but that there
// is one. diagnose then parses the statement again, slowly, by a grammar that
// knows CPython's mistakes and their messages.
//
// Trees, spans, errors and their columns are those of CPython 3.13.0, except:
//   - an If holds its elif branches in a list;
//   - columns after a backslash at the end of a line, or after a multi-line
//     string, count from the beginning of the line that is shown;
//   - columns of "leading zeros" count characters, not bytes;
//   - a statement that is right is never blamed for an error further down
//     (CPython may blame the default of a type parameter);
//   - in f-strings, raw ones keep the backslashes of format specs, and {x=}
//     shows a # inside a string, and the = of a comparison, as later 3.13s do;
//     a format spec is always a JoinedStr;
//   - multi-byte encodings other than UTF-8 are unknown to coding cookies.
package grammar

import (
	"math"
	"slices"
	"strings"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/aio-lang/aio/ast"
)

// Mode says what a text has to be.
type Mode uint8

const (
	Exec   Mode = iota // a module: any number of statements
	Eval               // one expression
	Single             // one statement typed at a prompt
)

// Origin says where a text came from, which decides how it is decoded and a
// few details of CPython's errors.
type Origin uint8

const (
	FromFile  Origin = iota // a script: byte order mark and coding cookie count
	FromBytes               // the same for an import or compile(bytes)
	FromText                // a str: UTF-8 (WTF-8), taken as it stands
)

// Options of Parse; the zero value parses a script.
type Options struct {
	Mode   Mode
	Origin Origin

	// KeepOpen, with Single: a block that is open where the text ends, without
	// an empty line after it, is not closed (PyCF_DONT_IMPLY_DEDENT).
	KeepOpen bool
}

// Unit is what one source text became.
type Unit struct {
	Source     *Source
	Module     *ast.Module     // Exec and Single; nil after an error
	Expression *ast.Expression // Eval; nil after an error
	Warnings   []Warning       // of tokens and literals; the compiler has its own
	Errors     Errors          // nil when the text is right
}

// Err returns the error that CPython would raise, or nil.
func (u *Unit) Err() *SyntaxError {
	if len(u.Errors) == 0 {
		return nil
	}
	return u.Errors[0]
}

// Parse parses one text. It never fails otherwise than through Unit.Errors.
//
// The tree may be deep: operators that lean left (a+b+c…, a.b.c…) nest as far
// as they are long, everything else less than 6,000 levels.
func Parse(filename string, src []byte, opts Options) *Unit {
	source, invalid, fail := decode(filename, src, opts.Origin)
	u := &Unit{Source: source}
	if fail != nil {
		u.Errors = Errors{fail}
		return u
	}
	p := parsers.Get().(*parser)
	defer p.release()
	p.src, p.invalidUTF8, p.opts = source, invalid, opts
	switch opts.Mode {
	case Eval:
		p.parseEval(u)
	case Single:
		p.parseSingle(u)
	default:
		p.parseModule(u)
	}
	u.Warnings = p.warnings()
	return u
}

// release returns a parser for the next parse.
func (p *parser) release() {
	*p = parser{parts: p.parts, dispatch: p.dispatch}
	parsers.Put(p)
}

// scanner scans the text from offset off, the beginning of a top-level line.
func (p *parser) scanner(off int) *scanner {
	s := newScanner(p.src.Text, off, p.opts.Mode)
	s.keepOpen = p.opts.KeepOpen
	return s
}

// chunks scans from offset off, the beginning of a top-level line.
func (p *parser) chunks(off int) *chunker {
	c := &chunker{s: p.scanner(off), limit: chunkTokens, line: off}
	c.s.warns = &p.warns
	return c
}

// parseModule parses all statements; a wrong one is reported and passed over.
func (p *parser) parseModule(u *Unit) {
	var body []ast.Stmt
	c := p.chunks(0)
	for {
		bad := -1
		if c.more() {
			l, _ := lexer.Upgrade(c)
			body, bad = p.statements(l, c.base, body)
		} else if c.pending.kind == tEOF {
			break
		} else {
			bad = c.line
		}
		if bad >= 0 {
			c = p.recover(u, bad)
		}
	}
	if len(u.Errors) == 0 {
		u.Module = &ast.Module{Span: ast.Span{End: uint32(len(p.src.Text))}, Body: body}
	}
}

// report adds the error of the statement that begins on the line at offset
// bad; start is the grammar's rule for the whole text. The first error is the
// one that CPython raises, which may be a lexical error further on.
func (p *parser) report(u *Unit, bad int, start string) {
	first := len(u.Errors) == 0
	var later *SyntaxError
	e := p.err
	if p.err = nil; e == nil {
		e, later = p.diagnose(bad, start, first)
	} else if first {
		d := &diagnosis{s: p.scanner(bad), src: p.src, err: e}
		later = d.readOn(int(p.src.LineStart(e.Line)))
	}
	if later != nil {
		u.Errors = Errors{later}
		if later.Line < e.Line { // an open bracket led to the other error
			return
		}
	}
	for _, other := range u.Errors {
		if *other == *e {
			return
		}
	}
	u.Errors = append(u.Errors, e)
}

// maxErrors is how many errors of a text are reported.
const maxErrors = 50

// recover reports the error of the statement on the line at offset bad, and
// returns the tokens of what follows it.
func (p *parser) recover(u *Unit, bad int) *chunker {
	p.report(u, bad, "file")
	next := len(p.src.Text)
	if len(u.Errors) < maxErrors {
		next = p.afterStatement(bad)
	}
	p.warns = slices.DeleteFunc(p.warns, func(w Warning) bool { return int(w.Pos) >= next })
	return p.chunks(next)
}

// afterStatement returns the offset of the line after the statement on the
// line at offset bad; after a lexical error, of the next line that surely
// begins a statement.
func (p *parser) afterStatement(bad int) int {
	c := &chunker{s: newScanner(p.src.Text, bad, Exec), limit: 1, line: bad}
	c.skip()
	if c.pending.kind != tIllegal && c.line > bad {
		return c.line
	}
	text := p.src.Text
	at := bad
	switch f := c.s.fail; {
	case f == nil:
		return len(text)
	case f.open && c.s.level == 0, len(c.s.fstrings) > 0:
		return len(text) // the rest of the text is a string
	case f.kind == failEOF:
		at = int(c.s.brackets[c.s.level-1].off)
	default:
		at = max(bad, f.cur-1)
	}
	for {
		n := strings.IndexByte(text[min(at, len(text)):], '\n')
		if n < 0 {
			return len(text)
		}
		at += n + 1
		word := text[at:]
		end := 0
		for end < len(word) && class[word[end]] == isLetter {
			end++
		}
		switch keyword(word[:end]) {
		case kwDef, kwClass, kwIf, kwFor, kwWhile, kwTry, kwWith, kwAsync, kwImport, kwFrom, kwDel, kwRaise, kwAssert, kwGlobal:
			return at
		}
		if strings.HasPrefix(word, "@") {
			return at
		}
	}
}

// parseEval parses an expression list without stars.
//
//	eval = expression {"," expression} [","] {NEWLINE} EOF
func (p *parser) parseEval(u *Unit) {
	c := p.chunks(0)
	c.limit = math.MaxInt
	c.more()
	l, _ := lexer.Upgrade(c)
	p.lex = l
	if p.try(func() { u.Expression = p.evalInput() }) && c.pending.kind != tIllegal {
		return
	}
	u.Expression = nil
	p.report(u, 0, "eval")
}

func (p *parser) evalInput() *ast.Expression {
	start := offset(p.peek())
	x := p.expression()
	if p.kind() == tComma {
		elts := []ast.Expr{x}
		for p.accept(tComma) {
			if !beginsExpr(p.kind()) {
				break
			}
			elts = append(elts, p.expression())
		}
		x = &ast.Tuple{Span: p.from(start), Elts: elts}
	}
	n := &ast.Expression{Span: p.from(start), Body: x}
	for p.kind() == tNewline {
		p.lex.Next()
	}
	p.expect(tEOF)
	return n
}

// parseSingle parses one line of simple statements, or one compound statement
// and the NEWLINE after it, and then white space and comments.
func (p *parser) parseSingle(u *Unit) {
	c := p.chunks(0)
	c.limit = 1
	if !c.more() {
		p.report(u, 0, "interactive")
		return
	}
	l, _ := lexer.Upgrade(c)
	p.lex = l
	compound := false
	var body []ast.Stmt
	if !p.try(func() {
		compound = p.beginsCompound()
		body = p.statement(nil)
	}) || compound && (l.Peek().Type != tEOF || c.pending.kind != tNewline) {
		p.report(u, 0, "interactive")
		return
	}
	end := c.pending
	if !compound {
		last := l.Range(0, l.RawCursor())
		t := &last[len(last)-1] // the NEWLINE
		end = token{tNewline, offset(t), uint32(t.Pos.Offset + len(t.Value))}
	}
	if !blankFrom(p.src.Text, int(end.end)) {
		u.Errors = Errors{p.src.Error("SyntaxError", "multiple statements found while compiling a single statement",
			ast.Span{Pos: end.pos, End: end.end})}
		return
	}
	u.Module = &ast.Module{Span: ast.Span{End: uint32(len(p.src.Text))}, Body: body, Interactive: true}
}

// blankFrom reports whether white space and comments are all that text has from
// offset off on.
func blankFrom(text string, off int) bool {
	for off < len(text) {
		switch text[off] {
		case ' ', '\t', '\n', '\f':
			off++
		case '#':
			n := strings.IndexByte(text[off:], '\n')
			if n < 0 {
				return true
			}
			off += n
		default:
			return false
		}
	}
	return true
}

// ParseInteractive parses what has been typed at a prompt so far, its lines
// joined by \n, as codeop.compile_command does. more: another line is wanted; a
// block ends with an empty line.
func ParseInteractive(filename, text string) (u *Unit, more bool) {
	if strings.TrimSpace(text) == "" || blankFrom(text, 0) {
		text = "pass"
	}
	opts := Options{Mode: Single, Origin: FromText, KeepOpen: true}
	u = Parse(filename, []byte(text), opts)
	if u.Err() == nil {
		return u, false
	}
	again := Parse(filename, []byte(text+"\n"), opts)
	if e := again.Err(); e == nil || e.Incomplete {
		return u, true
	}
	return u, false
}
