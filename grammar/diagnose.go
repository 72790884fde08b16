package grammar

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
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

// memoEntry is a remembered result of a rule at a token.
type memoEntry struct {
	rule int32
	next int32 // 1 + index of the entry before it at the same token
	ok   bool
	mark int
	node *syn
}

// syn is a node of the diagnosis: as much of a tree as messages need.
type syn struct {
	kind     synKind
	pos, end uint32
	text     string // of a name or token
	kids     []*syn
}

// errDiagnosed unwinds when an error was raised.
var errDiagnosed = errors.New("diagnosed")

// diagnose returns the error of the statement that begins on the line at
// offset from; start is the rule for the whole text. readOn: look for lexical
// errors in the rest of the text, too.
func (p *parser) diagnose(from int, start string, readOn bool) *SyntaxError {
	d := &diagnosis{s: p.scanner(from), src: p.src, origin: p.opts.Origin, flufl: p.flufl}
	rule := mistakes()[start]
	if d.attempt(rule) {
		// The productions refused what the grammar accepts.
		return d.src.errorAt(d, "SyntaxError", "invalid syntax", uint32(from), uint32(from)+1)
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
		readOn = false
	case last.kind == tDedent:
		d.err = d.lastTokenError("IndentationError", "unexpected unindent")
		readOn = false
	case last.nowhere:
		d.err = d.newError("SyntaxError", "invalid syntax", last.line)
	default:
		d.err = d.src.errorAt(d, "SyntaxError", "invalid syntax", last.pos, last.end)
	}
	if readOn {
		d.readOn(d.tokens[len(d.tokens)-1].line)
	}
	if p.src.Text == "" {
		d.err.Line, d.err.EndLine = 0, 0
	}
	d.err.Incomplete = incomplete
	return d.err
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

// lexicalError describes the failure of the scanner.
func (d *diagnosis) lexicalError() *SyntaxError {
	f := d.s.fail
	switch f.kind {
	case failEOF:
		if d.s.level > 0 {
			return d.unclosed()
		}
		return d.lastTokenError("SyntaxError", "unexpected EOF while parsing")
	case failDedent:
		return d.lastTokenError("IndentationError", "unindent does not match any outer indentation level")
	}
	e := d.newError("SyntaxError", f.msg, f.line)
	switch f.kind {
	case failSyntax:
		e.Offset, e.EndOffset = f.from, f.to
		e.Text = strings.TrimSuffix(e.Text, "\n")
	case failTabs:
		e.Class, e.Msg, e.Offset = "TabError", "inconsistent use of tabs and spaces in indentation", 1
	case failTooDeep:
		e.Class, e.Msg, e.Offset = "IndentationError", "too many levels of indentation", 1
	case failBackslash:
		e.Msg = "unexpected character after line continuation character"
		e.Offset = utf8.RuneCountInString(d.s.src[f.line:f.cur])
	}
	return e
}

// unclosed blames the innermost open bracket.
func (d *diagnosis) unclosed() *SyntaxError {
	b := d.s.brackets[d.s.level-1]
	e := d.newError("SyntaxError", fmt.Sprintf("'%c' was never closed", b.char), d.s.lineStart(int(b.off)+1))
	e.Offset = 1 + utf8.RuneCountInString(d.s.src[d.s.lineStart(int(b.off)+1):b.off])
	return e
}

// readOn scans the rest of the text: a lexical error there takes precedence
// over the error that was found, unless it stands inside an f-string; so does a
// bracket opened on an earlier line and never closed.
//
// line is where the line begins that the parser had reached.
func (d *diagnosis) readOn(line int) {
	if d.s.fail != nil || d.err.Class == "MemoryError" {
		return
	}
	for {
		switch d.s.next().kind {
		case tEOF:
			return
		case tIllegal:
		default:
			continue
		}
		break
	}
	if len(d.s.fstrings) > 0 {
		return
	}
	if d.s.fail.kind == failSyntax {
		d.err = d.lexicalError()
	} else if d.s.level > 0 && d.s.lineStart(int(d.s.brackets[d.s.level-1].off)+1) < line {
		d.err = d.unclosed()
	}
}

// newError makes an error on the line that begins at offset start, without
// columns.
func (d *diagnosis) newError(class, msg string, start int) *SyntaxError {
	line := d.s.lineNumber(start)
	return &SyntaxError{
		Class: class, Msg: msg, Filename: d.src.Filename, Line: line, EndLine: line,
		Text: d.lineText(start), HasText: true,
	}
}

// lineText is the line that begins at offset start. It ends in \n where it was
// read from a file, or is the line that the scanner is on.
func (d *diagnosis) lineText(start int) string {
	text := d.s.src[start : len(d.s.src)-1]
	n := strings.IndexByte(text, '\n')
	if n < 0 {
		return text
	}
	newline := start+n != d.s.unended && start >= d.cursorLine()
	if d.origin == FromFile {
		newline = start+n < len(d.src.Text)
	}
	if newline {
		n++
	}
	return text[:n]
}

// lastTokenError blames the last token read; one without columns where the
// scanner stands.
func (d *diagnosis) lastTokenError(class, msg string) *SyntaxError {
	return d.tokenError(class, msg, &d.tokens[len(d.tokens)-1])
}

func (d *diagnosis) tokenError(class, msg string, t *diagToken) *SyntaxError {
	if !t.nowhere {
		return d.src.errorAt(d, class, msg, t.pos, t.end)
	}
	e := d.newError(class, msg, t.line)
	cur := d.s.off
	ended := t.kind == tEOF || t.kind == tDedent && d.s.atEnd(cur) || d.s.fail != nil && d.s.fail.bol
	if !ended || d.origin != FromFile { // reading files, CPython has let go of the last line by then
		e.Offset = utf8.RuneCountInString(d.s.src[min(d.cursorLine(), cur):cur])
		e.EndOffset = -1
	}
	return e
}

// cursorLine is the beginning of the line that the scanner reads.
func (d *diagnosis) cursorLine() int {
	if len(d.tokens) == 0 {
		return d.s.lineStart(d.s.off)
	}
	last := d.tokens[len(d.tokens)-1]
	if last.nowhere {
		return last.line
	}
	return d.s.lineStart(d.s.off)
}

// errorAt makes an error that blames the bytes from pos to end. Like CPython
// it counts the end column along the first line, wherever the end is.
func (s *Source) errorAt(d *diagnosis, class, msg string, pos, end uint32) *SyntaxError {
	start := d.s.lineStart(int(pos) + 1)
	e := d.newError(class, msg, start)
	e.Offset = 1 + utf8.RuneCountInString(d.s.src[start:pos])
	d.setEnd(e, end, 1)
	return e
}

// setEnd sets the end of an error to the bytes before end; first is the number
// of the first column.
func (d *diagnosis) setEnd(e *SyntaxError, end uint32, first int) {
	d.setEndOn(e, d.s.lineStart(int(end)), int(end), first)
}

// setEndOn does so where end is known to be on the line that begins at start.
func (d *diagnosis) setEndOn(e *SyntaxError, start, end, first int) {
	e.EndLine = d.s.lineNumber(start)
	if e.EndLine == e.Line {
		e.EndOffset = first + utf8.RuneCountInString(d.s.src[start:end])
		return
	}
	col := first + end - start
	whole := min(col, len(e.Text))
	for whole > 0 && whole < len(e.Text) && !utf8.RuneStart(e.Text[whole]) {
		whole-- // a character that is cut counts as one
	}
	e.EndOffset = utf8.RuneCountInString(e.Text[:whole])
	if col > whole {
		e.EndOffset++
	}
}

// newNode hands out a node.
func (d *diagnosis) newNode(k synKind) *syn {
	if len(d.slab) == 0 {
		d.slab = make([]syn, 256)
	}
	n := &d.slab[0]
	d.slab = d.slab[1:]
	n.kind = k
	return n
}

// rule parses a rule at the next token.
func (d *diagnosis) rule(r *pegRule) (*syn, bool) {
	if !r.memo && !r.left {
		return d.rawRule(r)
	}
	start := d.mark
	for len(d.heads) <= start {
		d.heads = append(d.heads, 0)
	}
	for i := d.heads[start]; i > 0; {
		m := &d.memo[i-1]
		if m.rule == r.id {
			d.mark = m.mark
			return m.node, m.ok
		}
		i = m.next
	}
	if !r.left {
		n, ok := d.rawRule(r)
		d.remember(start, memoEntry{rule: r.id, ok: ok, mark: d.mark, node: n})
		return n, ok
	}
	// Grow the seed: each round may use the result of the one before it as
	// its left operand.
	best := memoEntry{rule: r.id, mark: start}
	slot := d.remember(start, best)
	for {
		d.memo[slot].ok, d.memo[slot].mark, d.memo[slot].node = best.ok, best.mark, best.node
		d.mark = start
		n, ok := d.rawRule(r)
		if !ok || d.mark <= best.mark {
			break
		}
		best.ok, best.mark, best.node = true, d.mark, n
	}
	d.mark = best.mark
	return best.node, best.ok
}

// remember stores a result and returns its index.
func (d *diagnosis) remember(at int, m memoEntry) int {
	m.next = d.heads[at]
	d.memo = append(d.memo, m)
	d.heads[at] = int32(len(d.memo))
	return len(d.memo) - 1
}

func (d *diagnosis) rawRule(r *pegRule) (*syn, bool) {
	d.level++
	if d.level > maxDepth {
		d.raise(&SyntaxError{
			Class: "MemoryError", Msg: "Parser stack overflowed - Python source too complex to parse",
			Filename: d.src.Filename,
		})
	}
	n, ok := d.choose(r.alts)
	d.level--
	return n, ok
}

// choose tries alternatives in order. One whose action makes nothing ends the
// choice.
func (d *diagnosis) choose(alts []pegAlt) (*syn, bool) {
	start := d.mark
	next := d.token(start).kind
	for i := range alts {
		alt := &alts[i]
		if alt.mistake && !d.second || !alt.first.has(next) {
			continue
		}
		base := len(d.made)
		cut, ok := d.sequence(alt.items)
		if ok {
			n, ok := d.act(alt, d.made[base:], start)
			d.made = d.made[:base]
			return n, ok
		}
		d.made = d.made[:base]
		d.mark = start
		if cut {
			break
		}
	}
	return nil, false
}

// sequence parses items and pushes what each made.
func (d *diagnosis) sequence(items []pegItem) (cut, ok bool) {
	for i := range items {
		if items[i].op == opCut {
			cut = true
			d.made = append(d.made, nil)
			continue
		}
		n, ok := d.item(&items[i])
		if !ok {
			return cut, false
		}
		d.made = append(d.made, n)
	}
	return cut, true
}

// item parses one item. Tokens make nodes too; see act for which count.
func (d *diagnosis) item(it *pegItem) (*syn, bool) {
	if it.calm && d.second {
		d.second = false
		defer func() { d.second = true }()
	}
	switch it.op {
	case opToken:
		t := d.token(d.mark)
		if t.kind != it.kind {
			return nil, false
		}
		d.mark++
		return d.tokenNode(t, it.label), true
	case opSoft:
		t := d.token(d.mark)
		if t.kind != tName || d.text(t) != it.text {
			return nil, false
		}
		d.mark++
		return d.tokenNode(t, true), true
	case opSoftAny:
		t := d.token(d.mark)
		if t.kind != tName {
			return nil, false
		}
		// CPython compares no more letters than the name has, so that m or ca
		// pass for soft keywords here.
		for _, word := range [...]string{"_", "case", "match", "type"} {
			if strings.HasPrefix(word, d.text(t)) {
				d.mark++
				return nil, true
			}
		}
		return nil, false
	case opRule:
		return d.rule(it.rule)
	case opGroup:
		return d.choose(it.alts)
	case opOptional:
		start := d.mark
		n, ok := d.item(it.sub)
		if !ok {
			d.mark = start
		}
		return n, true
	case opStar, opPlus:
		return d.repeat(it.sub, nil, it.op == opPlus)
	case opList:
		return d.repeat(it.sub, it.sep, true)
	case opAnd, opNot:
		start := d.mark
		_, ok := d.item(it.sub)
		d.mark = start
		return nil, ok == (it.op == opAnd)
	case opForce:
		t := d.token(d.mark)
		if t.kind != it.kind {
			d.raise(d.located("expected "+it.text, t))
		}
		d.mark++
		return nil, true
	}
	panic("unknown item")
}

// located blames a token, wherever it stands.
func (d *diagnosis) located(msg string, t *diagToken) *SyntaxError {
	if t.nowhere {
		return d.newError("SyntaxError", msg, t.line)
	}
	return d.src.errorAt(d, "SyntaxError", msg, t.pos, t.end)
}

// repeat parses an item again and again.
func (d *diagnosis) repeat(it, sep *pegItem, atLeastOne bool) (*syn, bool) {
	list := d.newNode(synList)
	start := d.mark
	for {
		before := d.mark
		if sep != nil && d.mark > start {
			if _, ok := d.item(sep); !ok {
				d.mark = before
				break
			}
		}
		n, ok := d.item(it)
		if !ok || d.mark == before {
			d.mark = before
			break
		}
		list.add(n)
	}
	if d.mark == start && atLeastOne {
		return nil, false
	}
	d.span(list, start)
	return list, true
}

// add appends what an item made to the nodes below.
func (n *syn) add(kid *syn) {
	switch {
	case kid == nil, kid.kind == synToken:
	case kid.kind == synList:
		n.kids = append(n.kids, kid.kids...)
	default:
		n.kids = append(n.kids, kid)
	}
}

// span sets where a node stands: from the token at start to the last one taken
// that is not layout.
func (d *diagnosis) span(n *syn, start int) {
	if start >= len(d.tokens) || d.mark == 0 {
		return
	}
	n.pos = d.tokens[start].pos
	n.end = n.pos
	for i := d.mark - 1; i >= start; i-- {
		switch t := &d.tokens[i]; t.kind {
		case tNewline, tIndent, tDedent, tEOF:
		default:
			n.end = t.end
			return
		}
	}
}

func (d *diagnosis) text(t *diagToken) string { return d.s.src[t.pos:t.end] }

// tokenNode makes the node of a token; of a mere operator or keyword only if
// it is labelled.
func (d *diagnosis) tokenNode(t *diagToken, labelled bool) *syn {
	kind := synToken
	switch t.kind {
	case tName:
		kind = synName
	case tNumber:
		kind = synNumber
	case tString:
		kind = synString
	case tFMiddle:
		kind = synMiddle
	case kwNone, kwTrue, kwFalse, tEllipsis:
		kind = synKeyword
	default:
		if !labelled {
			return nil
		}
	}
	n := d.newNode(kind)
	n.pos, n.end, n.text = t.pos, t.end, d.text(t)
	return n
}

// act does what stands after the arrow.
func (d *diagnosis) act(alt *pegAlt, made []*syn, start int) (*syn, bool) {
	item := func(i int) *syn {
		if i < 0 {
			return nil
		}
		return made[i]
	}
	switch alt.act {
	case actNode:
		n := d.newNode(alt.kind)
		for _, kid := range made {
			n.add(kid)
		}
		d.span(n, start)
		return n, true
	case actError:
		d.raise(d.labelled(alt.msg, item(alt.a), item(alt.b)))
	case actErrorFrom:
		e := d.labelled(alt.msg, item(alt.a), nil)
		d.endAtCursor(e)
		d.raise(e)
	case actErrorNext:
		d.raise(d.tokenError("SyntaxError", alt.msg, d.token(d.mark)))
	case actIndent:
		msg := alt.msg
		if a := item(alt.a); a != nil {
			msg = fmt.Sprintf(msg, d.s.lineNumber(d.s.lineStart(int(a.pos)+1)))
		}
		d.raise(d.lastTokenError("IndentationError", msg))
	case actDo:
		n := alt.do(d, item(alt.a), item(alt.b))
		if n == nil {
			return nil, false
		}
		return n, true
	}
	// Pass on the only node, or all of them.
	if only, ok := onlyNode(made); ok {
		return only, true
	}
	list := d.newNode(synList)
	for _, kid := range made {
		list.add(kid)
	}
	d.span(list, start)
	return list, true
}

// onlyNode returns the one node that items made, a token if that is all, nil
// if they made none; false if there are several or a list, which stays one.
func onlyNode(made []*syn) (only *syn, ok bool) {
	for _, n := range made {
		switch {
		case n == nil:
		case n.kind == synToken && only == nil:
			only = n
		case n.kind == synToken:
		case only != nil && only.kind != synToken, n.kind == synList:
			return nil, false
		default:
			only = n
		}
	}
	return only, true
}

// labelled makes the error of an action that blames a, or a to b, or the last
// token.
func (d *diagnosis) labelled(msg string, a, b *syn) *SyntaxError {
	if a == nil {
		return d.lastTokenError("SyntaxError", msg)
	}
	if strings.Contains(msg, "%s") {
		msg = fmt.Sprintf(msg, a.describe())
	}
	end := a.lastEnd()
	if b != nil {
		end = b.lastEnd()
	}
	return d.src.errorAt(d, "SyntaxError", msg, a.pos, end)
}

// endAtCursor extends an error to where the scanner stands. CPython takes the
// offset of the cursor for a column, one less than others.
func (d *diagnosis) endAtCursor(e *SyntaxError) {
	line := d.cursorLine()
	d.setEndOn(e, line, max(line, min(d.s.off, len(d.s.src)-1)), 0)
}

// lastEnd is where a node ends, or the last of a list, leaving out a comma
// behind it.
func (n *syn) lastEnd() uint32 {
	if n.kind == synList && len(n.kids) > 0 {
		return n.kids[len(n.kids)-1].lastEnd()
	}
	return n.end
}
