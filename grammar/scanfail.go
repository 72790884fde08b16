package grammar

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// failKind says how the parser of CPython treats a lexical error: only
// failSyntax takes precedence over a syntax error before it.
type failKind uint8

const (
	failSyntax    failKind = iota // has a message and place of its own
	failEOF                       // ended inside brackets or after a backslash
	failBackslash                 // something after a backslash
	failTabs
	failDedent
	failTooDeep
)

// failure describes the lexical error that ended a scan.
type failure struct {
	kind failKind
	msg  string
	// cur is the offset after the last byte that was read; line is the
	// offset of a byte in the line that is blamed. from and to are
	// code-point columns from 1; to may equal from.
	cur      int
	line     int
	from, to int
	open     bool // text ended where more may follow: for the REPL
	bol      bool // failEOF at the beginning of a line
}

// lineStart returns the offset of the line that holds byte off-1: what a
// cursor at off last read.
func (s *scanner) lineStart(off int) int {
	if off == 0 {
		return 0
	}
	return strings.LastIndexByte(s.src[:off-1], '\n') + 1
}

// lineNumber is the number, from 1, of the line that begins at offset start.
func (s *scanner) lineNumber(start int) int {
	return 1 + strings.Count(s.src[:start], "\n")
}

// errorf fails with the cursor at cur: CPython blames the column of the last
// byte read.
func (s *scanner) errorf(cur int, format string, args ...any) token {
	start := s.lineStart(cur)
	col := utf8.RuneCountInString(s.src[start:cur])
	s.fail = &failure{msg: fmt.Sprintf(format, args...), cur: cur, line: start, from: col, to: col}
	s.off = cur
	return s.tok(tIllegal, cur)
}

// failAs fails without a message of its own: the cursor moves to the end of
// the line, as CPython's does, or stays after a stray backslash.
func (s *scanner) failAs(k failKind) token {
	cur := s.off
	if k != failBackslash {
		if n := strings.IndexByte(s.src[cur:], '\n'); n >= 0 {
			cur += n + 1
		}
	}
	s.fail = &failure{kind: k, cur: cur, line: s.lineStart(cur), open: k == failEOF}
	s.off = cur
	return s.tok(tIllegal, cur)
}

// warnf notes a SyntaxWarning about the byte at off.
func (s *scanner) warnf(off int, format string, args ...any) {
	if s.warns == nil {
		return
	}
	*s.warns = append(*s.warns, Warning{
		Category: "SyntaxWarning",
		Msg:      fmt.Sprintf(format, args...),
		Line:     s.lineNumber(s.lineStart(off + 1)),
		Pos:      uint32(off),
		order:    uint32(off),
	})
}
