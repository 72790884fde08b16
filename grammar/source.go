package grammar

import (
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/aio-lang/aio/ast"
)

// Source is the decoded text of one program: UTF-8 (lone surrogates as
// WTF-8), without byte order mark, every line ended by a single \n. Node
// spans are byte offsets into Text.
type Source struct {
	Filename string
	Text     string
	lines    []uint32 // offset of each line's first byte
}

// Position is a place in a Source.
type Position struct {
	Line    int // from 1
	Col     int // code points before it in its line, from 0
	ByteCol int // bytes before it in its line, from 0: ast's col_offset
}

// NewSource wraps text that is already decoded and has \n line ends.
func NewSource(filename, text string) *Source {
	s := &Source{Filename: filename, Text: text, lines: make([]uint32, 1, 1+strings.Count(text, "\n"))}
	for i := 0; ; {
		n := strings.IndexByte(text[i:], '\n')
		if n < 0 {
			break
		}
		i += n + 1
		s.lines = append(s.lines, uint32(i))
	}
	return s
}

// LineOf returns the line, from 1, that holds byte offset off.
func (s *Source) LineOf(off uint32) int {
	return sort.Search(len(s.lines), func(i int) bool { return s.lines[i] > off })
}

// Position returns line and columns of byte offset off; an offset past the
// end is the end.
func (s *Source) Position(off uint32) Position {
	off = min(off, uint32(len(s.Text)))
	line := s.LineOf(off)
	start := s.lines[line-1]
	return Position{
		Line:    line,
		Col:     utf8.RuneCountInString(s.Text[start:off]),
		ByteCol: int(off - start),
	}
}

// NumLines returns the number of lines; text after the last \n counts as one.
func (s *Source) NumLines() int {
	n := len(s.lines)
	if int(s.lines[n-1]) == len(s.Text) {
		n--
	}
	return n
}

// LineStart returns the offset of line n's first byte, n from 1.
func (s *Source) LineStart(n int) uint32 {
	if n < 1 {
		return 0
	}
	if n > len(s.lines) {
		return uint32(len(s.Text))
	}
	return s.lines[n-1]
}

// Line returns line n, from 1, without its line end; "" for a line that is
// not there.
func (s *Source) Line(n int) string {
	if n < 1 || n > len(s.lines) {
		return ""
	}
	rest := s.Text[s.lines[n-1]:]
	if i := strings.IndexByte(rest, '\n'); i >= 0 {
		rest = rest[:i]
	}
	return rest
}

// Error makes a SyntaxError that covers span; the compiler uses it for what
// only it can see. class is "SyntaxError" unless it is one of its subclasses.
func (s *Source) Error(class, msg string, span ast.Span) *SyntaxError {
	from, to := s.Position(span.Pos), s.Position(span.End)
	if span.End > span.Pos && to.ByteCol == 0 || int(span.End) > len(s.Text) {
		// The span ends with its line.
		to = s.Position(span.End - 1)
		to.Col++
	}
	return &SyntaxError{
		Class: class, Msg: msg, Filename: s.Filename,
		Line: from.Line, Offset: from.Col + 1, EndLine: to.Line, EndOffset: to.Col + 1,
		Text: s.Line(from.Line), HasText: true,
	}
}
