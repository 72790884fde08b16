package grammar

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// SyntaxError is what the source did wrong. Its fields are the attributes of
// CPython's exception of that class, with the same numbers.
type SyntaxError struct {
	Class     string // "SyntaxError", "IndentationError", "TabError"; "MemoryError" for a program too deeply nested
	Msg       string
	Filename  string
	Line      int    // lineno, from 1; 0: none
	Offset    int    // offset: column in code points, from 1; 0 or less: none
	EndLine   int    // end_lineno
	EndOffset int    // end_offset, exclusive; 0 or less: none
	Text      string // the line Line; ends in \n where CPython's does
	HasText   bool   // false where CPython's text is None
	// Incomplete: the text may become right when more is appended, because
	// it ended inside brackets, a triple-quoted string or after a
	// backslash, or where a block or the rest of a try or a decorated
	// definition has to follow. A REPL asks for another line.
	Incomplete bool
}

func (e *SyntaxError) Error() string {
	if e.Line == 0 {
		return e.Class + ": " + e.Msg
	}
	return fmt.Sprintf("%s:%d: %s: %s", e.Filename, e.Line, e.Class, e.Msg)
}

// Errors are the errors of one text: first the one that CPython raises, then
// those of other top-level statements in the order of the source.
type Errors []*SyntaxError

func (es Errors) Error() string {
	if len(es) == 1 {
		return es[0].Error()
	}
	return fmt.Sprintf("%s (and %d more)", es[0].Error(), len(es)-1)
}

// Format renders the error as CPython's traceback module does: file and line,
// the source line, a caret under each column of the span, class and message.
// Every line ends in \n.
func (e *SyntaxError) Format() string {
	var b strings.Builder
	if e.Line > 0 || e.HasText {
		name := e.Filename
		if name == "" {
			name = "<string>"
		}
		fmt.Fprintf(&b, "  File \"%s\", line %d\n", name, e.Line)
	}
	if e.HasText {
		e.formatLine(&b)
	}
	b.WriteString(e.Class + ": " + e.Msg)
	if e.Line == 0 && !e.HasText && e.Filename != "" {
		fmt.Fprintf(&b, " (%s)", e.Filename)
	}
	b.WriteByte('\n')
	return b.String()
}

func (e *SyntaxError) formatLine(b *strings.Builder) {
	text := strings.TrimRight(e.Text, "\n")
	shown := strings.TrimLeft(text, " \n\f")
	indent := len(text) - len(shown)
	length := utf8.RuneCountInString(text)
	start, end := e.Offset, e.EndOffset
	if e.Line != e.EndLine {
		end = length + 1
	} else if end == 0 {
		end = start
	}
	start, end = min(start, length+1), min(end, length+1)
	if start >= end || end < 0 {
		end = start + 1
	}
	b.WriteString("    " + shown + "\n")
	col := start - 1 - indent
	if col < 0 {
		return
	}
	b.WriteString("    ")
	for i, r := range []rune(shown) {
		if i == col {
			break
		}
		if !unicode.IsSpace(r) {
			r = ' '
		}
		b.WriteRune(r)
	}
	b.WriteString(strings.Repeat("^", end-start) + "\n")
}

// Warning is something the source may not have meant. CPython prints it on
// stderr while it compiles and goes on.
type Warning struct {
	Category string // "SyntaxWarning"
	Msg      string
	Line     int    // from 1; as CPython, the token's, for an escape sequence
	Pos      uint32 // byte offset of what it is about

	order uint32 // offset of the token at which CPython says it
}
