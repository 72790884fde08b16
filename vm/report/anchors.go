package report

import (
	"strings"
	"unicode"

	"github.com/aio-lang/aio/ast"
	"github.com/aio-lang/aio/grammar"
)

// anchors are the part of an expression that gets ^ where the rest gets ~: a
// binary operator, the brackets of a subscript or a call. Lines count from 0
// within the segment, columns in characters; the end is exclusive.
type anchors struct {
	leftLine, leftCol   int
	rightLine, rightCol int
}

// wrapped is what stands before a segment when it is parsed: in parentheses it
// may go over several lines.
const wrapped = "(\n"

// findAnchors finds them in the source of an expression; nil where there are
// none.
func findAnchors(text string) *anchors {
	u := grammar.Parse("<traceback>", []byte(wrapped+text+"\n)"), grammar.Options{Origin: grammar.FromText})
	if u.Module == nil || len(u.Module.Body) != 1 {
		return nil
	}
	stmt, ok := u.Module.Body[0].(*ast.ExprStmt)
	if !ok {
		return nil
	}
	w := walker{text: text, lines: runeLines(strings.Split(text, "\n"))}
	switch x := stmt.Value.(type) {
	case *ast.BinOp:
		return w.operator(x)
	case *ast.Subscript:
		return w.brackets(x.Value, x, '[')
	case *ast.Call:
		return w.brackets(x.Func, x, '(')
	}
	return nil
}

// walker steps over the characters of a segment. It is bad once it ran off
// the end.
type walker struct {
	text      string
	lines     [][]rune
	line, col int
	bad       bool
}

// place is the line and column of an offset in the wrapped text.
func (w *walker) place(offset uint32) (line, col int) {
	before := w.text[:min(max(int(offset)-len(wrapped), 0), len(w.text))]
	line = strings.Count(before, "\n")
	return line, len([]rune(before[strings.LastIndexByte(before, '\n')+1:]))
}

// settle moves to the next line while the column is behind the end.
func (w *walker) settle() {
	for w.line < len(w.lines) && w.col >= len(w.lines[w.line]) {
		w.line, w.col = w.line+1, 0
	}
	w.bad = w.line >= len(w.lines)
}

// until goes on to the next character that stop accepts, past comments and
// continued line ends.
func (w *walker) until(stop func(r rune) bool) {
	for w.settle(); !w.bad; w.settle() {
		switch r := w.lines[w.line][w.col]; {
		case r == '\\' || r == '#':
			w.line, w.col = w.line+1, 0
		case stop(r):
			return
		default:
			w.col++
		}
	}
}

func (w *walker) operator(x *ast.BinOp) *anchors {
	w.line, w.col = w.place(x.Left.Range().End)
	w.until(func(r rune) bool { return !unicode.IsSpace(r) && r != ')' })
	if w.bad {
		return nil
	}
	right := w.col + 1
	if l := w.lines[w.line]; right < len(l) {
		line, col := w.place(x.Right.Range().Pos)
		if r := l[right]; (line > w.line || right < col) && !unicode.IsSpace(r) && r != '\\' && r != '#' {
			right++ // an operator of two characters
		}
	}
	return &anchors{w.line, w.col, w.line, right}
}

// brackets finds the bracket that opens after head and closes with whole.
func (w *walker) brackets(head, whole ast.Expr, open rune) *anchors {
	w.line, w.col = w.place(head.Range().End)
	w.until(func(r rune) bool { return r == open })
	if w.bad {
		return nil
	}
	line, col := w.place(whole.Range().End)
	return &anchors{w.line, w.col, line, col}
}

// isPlainCall reports whether the source begins with `return f(…)` or
// `x = f(…)` whose call is the range from start to end over all lines; empty,
// whether there is no statement in it at all.
func isPlainCall(text string, start, end int) (empty, plain bool) {
	u := grammar.Parse("<traceback>", []byte(text), grammar.Options{Origin: grammar.FromText})
	if u.Module == nil {
		return false, false
	}
	if len(u.Module.Body) == 0 {
		return true, false
	}
	var call *ast.Call
	switch s := u.Module.Body[0].(type) {
	case *ast.Return:
		if c, ok := s.Value.(*ast.Call); ok {
			if _, ok := c.Func.(*ast.Name); ok {
				call = c
			}
		}
	case *ast.Assign:
		if c, ok := s.Value.(*ast.Call); ok && len(s.Targets) == 1 {
			if _, ok := s.Targets[0].(*ast.Name); ok {
				call = c
			}
		}
	}
	if call == nil {
		return false, false
	}
	p, q := u.Source.Position(call.Range().Pos), u.Source.Position(call.Range().End)
	return false, p.Line == 1 && q.Line == strings.Count(text, "\n")+1 && p.ByteCol == start && q.ByteCol == end
}
