package report

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
)

// Exception is an exception ready to be written.
type Exception struct {
	// Type is the name of the class as it is shown, "" for no exception.
	Type string
	// Text is str(e), with suggestions.
	Text string
	// Notes are the lines below the message, one element a note.
	Notes []string
	// Syntax is set for a SyntaxError, which has no Text.
	Syntax *Syntax
	// Stack is the traceback, outermost first.
	Stack []Frame
	// Cause and Context are the exceptions it is chained to; nil where there
	// is none, or it stands in the text already.
	Cause, Context  *Exception
	SuppressContext bool
	// Group are the members of an exception group.
	Group   []*Exception
	IsGroup bool
	Limits  Limits
	// Ready replaces Stack and the message by text that somebody else made.
	Ready *Ready
}

// Ready is formatted text of an exception: the frames, if there are any, and
// the message with its notes.
type Ready struct {
	Stack    []string
	HasStack bool
	Message  []string
}

// stack is the formatted traceback; has is false where there is none.
func (x *Exception) stack() (frames []string, has bool) {
	if x.Ready != nil {
		return x.Ready.Stack, x.Ready.HasStack
	}
	return formatStack(x.Stack), len(x.Stack) > 0
}

// Limits of what is shown of groups; zero means the default, a negative width
// no limit.
type Limits struct{ Width, Depth int }

const (
	defaultWidth = 15
	defaultDepth = 10
)

const (
	headerLine      = "Traceback (most recent call last):\n"
	groupHeaderLine = "Exception Group Traceback (most recent call last):\n"
	causeLine       = "\nThe above exception was the direct cause of the following exception:\n\n"
	contextLine     = "\nDuring handling of the above exception, another exception occurred:\n\n"
)

// String is the whole text.
func (x *Exception) String() string { return strings.Join(x.Format(true), "") }

// Format returns the text in pieces, each of whole lines: headers, frames, the
// message. chain: with the exceptions that led to this one.
func (x *Exception) Format(chain bool) []string {
	w := &treeWriter{}
	w.exception(x, chain)
	return w.out
}

// treeWriter writes exceptions; inside of groups every line is indented and
// has a margin.
type treeWriter struct {
	out       []string
	depth     int // of groups
	needClose bool
}

func (w *treeWriter) margin() string { return strings.Repeat("  ", w.depth) }

func (w *treeWriter) emit(margin string, pieces ...string) {
	prefix := w.margin()
	if w.depth > 0 {
		prefix += margin + " "
	}
	for _, p := range pieces {
		w.out = append(w.out, indent(p, prefix))
	}
}

func (w *treeWriter) exception(x *Exception, chain bool) {
	if chain {
		// the chain is as long as the script likes: no recursion
		var links []*Exception
		for e := x; e != nil; e = e.previous() {
			links = append(links, e)
		}
		for i := len(links) - 1; i > 0; i-- {
			w.one(links[i], x.limits(), chain)
			if links[i-1].Cause != nil {
				w.emit("|", causeLine)
			} else {
				w.emit("|", contextLine)
			}
		}
	}
	w.one(x, x.limits(), chain)
}

// previous is the exception shown before x.
func (x *Exception) previous() *Exception {
	switch {
	case x.Cause != nil:
		return x.Cause
	case x.SuppressContext:
		return nil
	}
	return x.Context
}

func (x *Exception) limits() Limits {
	l := x.Limits
	if l.Width == 0 {
		l.Width = defaultWidth
	}
	if l.Depth == 0 {
		l.Depth = defaultDepth
	}
	return l
}

// one writes an exception without what it is chained to.
func (w *treeWriter) one(x *Exception, limits Limits, chain bool) {
	if !x.IsGroup {
		if frames, has := x.stack(); has {
			w.emit("|", headerLine)
			w.emit("|", frames...)
		}
		w.emit("|", x.Message()...)
		return
	}
	if w.depth > limits.Depth {
		w.emit("|", fmt.Sprintf("... (max_group_depth is %d)\n", limits.Depth))
		return
	}
	top := w.depth == 0
	if top {
		w.depth = 1
	}
	if frames, has := x.stack(); has {
		margin := "|"
		if top {
			margin = "+"
		}
		w.emit(margin, groupHeaderLine)
		w.emit("|", frames...)
	}
	w.emit("|", x.Message()...)
	w.members(x, limits, chain)
	if top {
		w.depth = 0
	}
}

// members writes the members of a group, each under a title, and closes the
// box unless a nested group has closed it.
func (w *treeWriter) members(x *Exception, limits Limits, chain bool) {
	shown, hidden := len(x.Group), 0
	if limits.Width >= 0 && shown > limits.Width {
		shown, hidden = limits.Width+1, shown-limits.Width
	}
	w.needClose = false
	for i := range shown {
		last := i == shown-1
		if last {
			w.needClose = true
		}
		title := strconv.Itoa(i + 1)
		cut := last && hidden > 0
		if cut {
			title = "..."
		}
		branch := "  "
		if i == 0 {
			branch = "+-"
		}
		w.out = append(w.out, w.margin()+branch+"+---------------- "+title+" ----------------\n")
		w.depth++
		if cut {
			plural := "s"
			if hidden == 1 {
				plural = ""
			}
			w.emit("|", fmt.Sprintf("and %d more exception%s\n", hidden, plural))
		} else {
			w.exception(x.Group[i], chain)
		}
		if last && w.needClose {
			w.out = append(w.out, w.margin()+"+------------------------------------\n")
			w.needClose = false
		}
		w.depth--
	}
}

// Message is the class and message, for a SyntaxError the source before them,
// and the notes.
func (x *Exception) Message() []string {
	if x.Ready != nil {
		return x.Ready.Message
	}
	var out []string
	if x.Syntax != nil {
		out = x.Syntax.Format(x.Type)
	} else {
		out = []string{finalLine(x.Type, x.Text)}
	}
	for _, n := range x.Notes {
		for _, l := range strings.Split(n, "\n") {
			out = append(out, l+"\n")
		}
	}
	return out
}

// MessageTree is Message with the messages of a group's members below,
// indented.
func (x *Exception) MessageTree() []string { return x.messageTree(0) }

func (x *Exception) messageTree(depth int) []string {
	out := x.MessageAt(depth)
	for _, m := range x.Group {
		out = append(out, m.messageTree(depth+1)...)
	}
	return out
}

// MessageAt is Message as a member of groups has it, indented by their depth.
func (x *Exception) MessageAt(depth int) []string {
	out := x.Message()
	if depth <= 0 {
		return out
	}
	var lines []string
	prefix := strings.Repeat("   ", depth)
	for _, piece := range out {
		for _, l := range strings.Split(strings.TrimSuffix(piece, "\n"), "\n") {
			lines = append(lines, prefix+l+"\n")
		}
	}
	return lines
}

func finalLine(class, text string) string {
	if text == "" {
		return class + "\n"
	}
	return class + ": " + text + "\n"
}

// Syntax says where in a source a SyntaxError is. Numbers count from 1; those
// that are unknown are negative.
type Syntax struct {
	Msg             string
	File            string // "" for none
	Line, EndLine   int
	Offset          int
	EndOffset       int // 0 or less: none
	Text            string
	HasText, HasPos bool // there is a source line; there is an offset in it
}

// Format is the place, the line with its marks, and the message.
func (s *Syntax) Format(class string) []string {
	var out []string
	suffix := ""
	if s.Line >= 0 {
		file := s.File
		if file == "" {
			file = "<string>"
		}
		out = append(out, fmt.Sprintf("  File \"%s\", line %d\n", file, s.Line))
	} else if s.File != "" {
		suffix = " (" + s.File + ")"
	}
	if s.HasText {
		out = append(out, s.sourceLines()...)
	}
	msg := s.Msg
	if msg == "" {
		msg = "<no detail available>"
	}
	return append(out, class+": "+msg+suffix+"\n")
}

// sourceLines are the line without its indentation, and ^ under the range.
func (s *Syntax) sourceLines() []string {
	whole := []rune(s.Text)
	text := []rune(strings.TrimRight(s.Text, "\n"))
	shown := []rune(strings.TrimLeft(string(text), " \n\f"))
	spaces := len(text) - len(shown)
	out := []string{"    " + string(shown) + "\n"}
	if !s.HasPos {
		return out
	}
	start, end := s.Offset, len(text)+1
	if s.Line == s.EndLine {
		if end = s.EndOffset; end == 0 {
			end = start
		}
	}
	if len(whole) > 0 && start > len(whole) {
		start = len(text) + 1
	}
	if len(whole) > 0 && end > len(whole) {
		end = len(text) + 1
	}
	if start >= end || end < 0 {
		end = start + 1
	}
	col := start - 1 - spaces
	if col < 0 {
		return out
	}
	var b strings.Builder
	for _, r := range shown[:min(col, len(shown))] {
		if !unicode.IsSpace(r) { // a tab stays, for the alignment
			r = ' '
		}
		b.WriteRune(r)
	}
	return append(out, "    "+b.String()+strings.Repeat("^", end-start)+"\n")
}
