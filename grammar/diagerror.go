package grammar

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

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

// located blames a token, wherever it stands.
func (d *diagnosis) located(msg string, t *diagToken) *SyntaxError {
	if t.nowhere {
		return d.newError("SyntaxError", msg, t.line)
	}
	return d.src.errorAt(d, "SyntaxError", msg, t.pos, t.end)
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
