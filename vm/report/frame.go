// Package report writes exceptions as text: the traceback with its source
// lines and marks, chained causes, notes, groups as trees, syntax errors,
// suggestions. What it writes is what CPython 3.13's traceback module writes,
// character by character.
//
//	live exception ─ Capture ─▶ Exception ─ Format ─▶ lines
//
// An Exception holds text only, so it outlives what it describes, and module
// traceback can make one of its own objects. The package reads source through
// package grammar to find out what an expression consists of.
package report

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/aio-lang/aio/vm/ucd"
)

// Frame is one line of a traceback: where a call was when the exception passed.
type Frame struct {
	File string
	Line int    // negative where it is not known
	Name string // of the function
	// The range that was executing: bytes in Line and in EndLine, the end
	// exclusive. A negative column means that only the line is known.
	Col, EndCol int
	EndLine     int
	// Text holds the source lines from Line to EndLine, without their ends;
	// nil where there is no source.
	Text []string
	// Locals are the reprs of local variables to be shown, in order.
	Locals [][2]string
}

// String formats the frame; every line ends in \n.
func (f *Frame) String() string {
	file := f.File
	if strings.HasPrefix(file, "<stdin>-") {
		file = "<stdin>"
	}
	var b strings.Builder
	line := "None"
	if f.Line >= 0 {
		line = strconv.Itoa(f.Line)
	}
	fmt.Fprintf(&b, "  File \"%s\", line %s, in %s\n", file, line, f.Name)
	b.WriteString(f.sourceLines())
	for _, l := range f.Locals {
		fmt.Fprintf(&b, "    %s = %s\n", l[0], l[1])
	}
	return b.String()
}

// sourceLines are the lines that were executing, with marks under the part
// that raised where that says more than the line does.
func (f *Frame) sourceLines() string {
	blank := true
	original := make([]string, len(f.Text))
	for i, l := range f.Text {
		original[i] = strings.TrimRightFunc(l, unicode.IsSpace)
		blank = blank && strings.TrimSpace(l) == ""
	}
	if blank {
		return ""
	}
	if f.Col < 0 || f.EndCol < 0 {
		return indent(strings.TrimSpace(original[0])+"\n", "    ")
	}
	lines := runeLines(dedent(original))
	first, last := original[0], original[len(original)-1]
	cut := len([]rune(first)) - len(lines[0])
	s := segment{
		lines: lines,
		start: max(0, charOffset(first, f.Col)-cut),
		end:   max(0, charOffset(last, f.EndCol)-cut),
	}
	return s.marked()
}

// segment is a range of source: from character start of the first line to
// character end of the last.
type segment struct {
	lines      [][]rune
	start, end int
}

// text is the range itself.
func (s *segment) text() string {
	n := len(s.lines) - 1
	var b strings.Builder
	for i, l := range s.lines {
		from, to := 0, len(l)
		if i == 0 {
			from = min(s.start, to)
		}
		if i == n {
			to = min(max(s.end, from), to)
		}
		b.WriteString(string(l[from:to]))
		if i < n {
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// marked shows the first and last line and those around the anchors, each with
// its marks.
func (s *segment) marked() string {
	a := findAnchors(s.text())
	show := s.needsMarks(a)
	n := len(s.lines) - 1
	significant := []int{0, n}
	primary, secondary := '^', '^'
	left, right := -1, -1 // display columns of the anchors
	if a != nil {
		primary, secondary = '~', '^'
		left, right = a.leftCol, a.rightCol
		if a.leftLine == 0 {
			left += s.start
		}
		if a.rightLine == 0 {
			right += s.start
		}
		left, right = displayWidth(s.lines[a.leftLine], left), displayWidth(s.lines[a.rightLine], right)
		for d := -1; d <= 1; d++ {
			significant = append(significant, a.leftLine+d, a.rightLine+d)
		}
	}
	from, to := displayWidth(s.lines[0], s.start), displayWidth(s.lines[n], s.end)
	var out []string
	put := func(line int) {
		text := s.lines[line]
		out = append(out, string(text))
		if !show {
			return
		}
		spaces := 0
		for spaces < len(text) && unicode.IsSpace(text[spaces]) {
			spaces++
		}
		width := to
		if line < n {
			width = displayWidth(text, len(text))
		}
		var marks strings.Builder
		for col := range width {
			switch {
			case col < spaces || line == 0 && col < from:
				marks.WriteByte(' ')
			case a != nil && (line > a.leftLine || line == a.leftLine && col >= left) &&
				(line < a.rightLine || line == a.rightLine && col < right):
				marks.WriteRune(secondary)
			default:
				marks.WriteRune(primary)
			}
		}
		out = append(out, marks.String())
	}
	slices.Sort(significant)
	shown := -1
	for _, line := range significant {
		if line <= shown || line < 0 || line > n {
			continue
		}
		switch skipped := line - shown - 1; {
		case shown < 0:
		case skipped == 1:
			put(line - 1)
		case skipped > 1:
			out = append(out, fmt.Sprintf("...<%d lines>...", skipped))
		}
		put(line)
		shown = line
	}
	return indent(strings.Join(dedent(out), "\n")+"\n", "    ")
}

// needsMarks reports whether marks would say more than the line: not where the
// range is all of it, nor under a statement that only returns or assigns the
// result of one call.
func (s *segment) needsMarks(a *anchors) bool {
	n := len(s.lines) - 1
	text := make([]string, len(s.lines))
	for i, l := range s.lines {
		text[i] = string(l)
	}
	if empty, plain := isPlainCall(strings.Join(text, "\n"), s.start, s.end); empty || plain {
		return false
	}
	if a != nil {
		return true
	}
	before := strings.TrimSpace(string(s.lines[0][:min(s.start, len(s.lines[0]))]))
	after := strings.TrimSpace(string(s.lines[n][min(s.end, len(s.lines[n])):]))
	return before != "" || after != ""
}

// Underlined is the first source line with a caret under each column of the
// range, and a note after them; "" where there is no source.
func (f *Frame) Underlined(note string) string {
	if len(f.Text) == 0 || f.Col < 0 {
		return ""
	}
	line := strings.TrimRightFunc(f.Text[0], unicode.IsSpace)
	end := len(line)
	if f.EndLine == f.Line {
		end = min(f.EndCol, end)
	}
	blank := len(line) - len(strings.TrimLeftFunc(line, unicode.IsSpace))
	column := func(n int) int { return displayWidth([]rune(line[blank:]), charOffset(line[blank:], n-blank)) }
	from, to := column(f.Col), column(end)
	return "    " + line[blank:] + "\n    " + strings.Repeat(" ", from) + strings.Repeat("^", max(1, to-from)) + note + "\n"
}

// charOffset is the number of characters in the first n bytes of a line.
func charOffset(line string, n int) int {
	if n >= len(line) {
		return len([]rune(line))
	}
	return len([]rune(line[:max(n, 0)]))
}

// displayWidth is the number of columns that the first n characters of a line
// take on a terminal.
func displayWidth(line []rune, n int) int {
	ascii := true
	for _, r := range line {
		ascii = ascii && r < 0x80
	}
	if ascii {
		return n
	}
	n = min(max(n, 0), len(line))
	width := n
	for _, r := range line[:n] {
		if w := ucd.Width(r); w == "W" || w == "F" {
			width++
		}
	}
	return width
}

func runeLines(lines []string) [][]rune {
	out := make([][]rune, len(lines))
	for i, l := range lines {
		out[i] = []rune(l)
	}
	return out
}

// dedent takes away the blanks that all lines begin with; a line of blanks
// alone becomes empty and does not count.
func dedent(lines []string) []string {
	out := slices.Clone(lines)
	margin, known := "", false
	for i, l := range out {
		rest := strings.TrimLeft(l, " \t")
		if rest == "" {
			out[i] = ""
			continue
		}
		lead := l[:len(l)-len(rest)]
		if !known {
			margin, known = lead, true
			continue
		}
		n := 0
		for n < len(margin) && n < len(lead) && margin[n] == lead[n] {
			n++
		}
		margin = margin[:n]
	}
	for i, l := range out {
		out[i] = strings.TrimPrefix(l, margin)
	}
	return out
}

// indent puts prefix in front of every line of text.
func indent(text, prefix string) string {
	if prefix == "" || text == "" {
		return text
	}
	var b strings.Builder
	for _, l := range strings.SplitAfter(text, "\n") {
		if l != "" {
			b.WriteString(prefix + l)
		}
	}
	return b.String()
}

// repeatLimit is how often the same line is shown in a row.
const repeatLimit = 3

// Folder collects the texts of frames, outermost first; more than repeatLimit
// equal ones in a row are counted.
type Folder struct {
	out   []string
	count int // of equal ones
}

// Add takes the next frame. same: it is where the one before was.
func (f *Folder) Add(same bool, text func() string) {
	if !same {
		f.flush()
		f.count = 0
	}
	if f.count++; f.count <= repeatLimit {
		f.out = append(f.out, text())
	}
}

// End returns the texts.
func (f *Folder) End() []string {
	f.flush()
	return f.out
}

func (f *Folder) flush() {
	switch n := f.count - repeatLimit; {
	case n == 1:
		f.out = append(f.out, "  [Previous line repeated 1 more time]\n")
	case n > 1:
		f.out = append(f.out, fmt.Sprintf("  [Previous line repeated %d more times]\n", n))
	}
}

// formatStack formats frames, outermost first.
func formatStack(stack []Frame) []string {
	var fold Folder
	for i := range stack {
		f := &stack[i]
		same := i > 0 && stack[i-1].File == f.File && stack[i-1].Line == f.Line && stack[i-1].Name == f.Name
		fold.Add(same, f.String)
	}
	return fold.End()
}
