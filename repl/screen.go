package repl

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"sync"
	"unicode/utf8"
)

// screen draws on the terminal: what programs print, and below it the prompt
// with the text typed so far, which moves down as output comes. Every change is
// one write, so nothing flickers. Any goroutine may call it.
//
//	output, complete lines
//	output, a line not ended yet (tail)
//	>>> async def f():          row 0
//	...     await g()█          row 1, the cursor's
//
// readline's own drawing is not used: it knows neither of several lines nor of
// wide characters. A row never ends by the terminal's own wrapping.
type screen struct {
	mu   sync.Mutex
	w    io.Writer
	size func() (cols, rows int)
	// palette has the escape sequence of each style; nil for no colours.
	palette []string

	shown        bool
	prompt, more string // before the first line and the others
	line         []rune
	styles       []style
	pos          int // the cursor, an index into line

	cols   int   // the width that was drawn for
	row    int   // the cursor's row on the screen, from the prompt's first
	col    int   // its column
	widths []int // of the rows drawn
	// tail is the output's last line, which has not ended.
	tail string
}

// maxTail is how much of an unended line is kept to be drawn again.
const maxTail = 4096

func newScreen(w io.Writer, size func() (cols, rows int), palette []string) *screen {
	return &screen{w: w, palette: palette, size: func() (int, int) {
		cols, rows := size()
		if cols <= 1 {
			cols = 80
		}
		if rows <= 1 {
			rows = 24
		}
		return cols, rows
	}}
}

// show puts the prompt on the screen.
func (s *screen) show(prompt, more string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var b bytes.Buffer
	if s.tail != "" {
		b.WriteString("\r\n")
		s.tail = ""
	}
	s.shown, s.prompt, s.more = true, prompt, more
	s.line, s.styles, s.pos, s.row, s.col, s.widths = nil, nil, 0, 0, 0, nil
	s.draw(&b)
	s.w.Write(b.Bytes())
}

// update shows another text; styles may be nil.
func (s *screen) update(prompt string, line []rune, styles []style, pos int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.prompt, s.line, s.styles, s.pos = prompt, line, styles, pos
	if !s.shown {
		return
	}
	var b bytes.Buffer
	s.draw(&b)
	s.w.Write(b.Bytes())
}

// finish leaves the prompt on the screen as it is, with note after the text,
// and goes on below it.
func (s *screen) finish(note string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.shown {
		return
	}
	var b bytes.Buffer
	s.pos = len(s.line)
	s.draw(&b)
	b.WriteString(note + "\r\n")
	s.shown = false
	s.w.Write(b.Bytes())
}

// clear empties the screen but for the prompt.
func (s *screen) clear() {
	s.mu.Lock()
	defer s.mu.Unlock()
	var b bytes.Buffer
	b.WriteString("\x1b[H\x1b[2J")
	s.tail, s.row = "", 0
	if s.shown {
		s.draw(&b)
	}
	s.w.Write(b.Bytes())
}

// redrawn draws the prompt on a new row: somebody else has used the terminal.
func (s *screen) redrawn() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.row, s.tail = 0, ""
	if s.shown {
		var b bytes.Buffer
		s.draw(&b)
		s.w.Write(b.Bytes())
	}
}

// bell rings.
func (s *screen) bell() {
	s.mu.Lock()
	s.w.Write([]byte{7})
	s.mu.Unlock()
}

// Write shows output, above the prompt where there is one.
func (s *screen) Write(p []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.shown {
		s.w.Write(p)
		s.keepTail(p)
		return
	}
	cols, _ := s.size()
	var b bytes.Buffer
	if tail, _, _ := strings.Cut(s.tail, "\r"); s.tail != "" {
		up(&b, s.row+rowsOf(textWidth(tail), cols))
	} else {
		up(&b, s.row)
	}
	b.WriteString("\r\x1b[J" + s.tail)
	b.Write(p)
	s.keepTail(p)
	if s.tail != "" {
		b.WriteString("\r\n")
	}
	s.row = 0
	s.draw(&b)
	s.w.Write(b.Bytes())
}

// keepTail notes what of the output's last line there is.
func (s *screen) keepTail(p []byte) {
	if i := bytes.LastIndexByte(p, '\n'); i >= 0 {
		s.tail = string(p[i+1:])
	} else {
		s.tail += string(p)
	}
	if strings.Contains(s.tail, "\r") {
		s.tail = overwritten(s.tail)
	}
	if len(s.tail) > maxTail {
		s.tail = s.tail[len(s.tail)-maxTail:]
		for !utf8.RuneStart(s.tail[0]) {
			s.tail = s.tail[1:]
		}
	}
}

// overwritten is a line that goes back to its beginning, as progress bars do,
// cut down to what shows, then a carriage return and what is before the cursor.
func overwritten(line string) string {
	shown, last := "", ""
	for _, part := range strings.Split(line, "\r") {
		last = part
		width := textWidth(part)
		rest := ""
		for i, col := 0, 0; i < len(shown) && !strings.Contains(shown, "\x1b"); {
			r, n := utf8.DecodeRuneInString(shown[i:])
			if col += runeWidth(r); col > width {
				rest = shown[i:]
				break
			}
			i += n
		}
		shown = part + rest
	}
	if last == shown {
		return shown
	}
	return shown + "\r" + last
}

// resized draws anew for another width. Terminals wrap the rows anew that are
// too wide by then.
func (s *screen) resized() {
	s.mu.Lock()
	defer s.mu.Unlock()
	cols, _ := s.size()
	if !s.shown || cols == s.cols {
		return
	}
	row := s.col / cols
	for _, w := range s.widths[:min(s.row, len(s.widths))] {
		row += rowsOf(w, cols)
	}
	s.row = row
	var b bytes.Buffer
	up(&b, s.row)
	b.WriteString("\r\x1b[J")
	s.row = 0
	s.draw(&b)
	s.w.Write(b.Bytes())
}

// rowsOf is how many rows a text of that width takes.
func rowsOf(width, cols int) int { return max(1, (width+cols-1)/cols) }

func up(b *bytes.Buffer, n int) {
	if n > 0 {
		fmt.Fprintf(b, "\x1b[%dA", n)
	}
}

// draw draws the prompt and the line over what is there of them.
func (s *screen) draw(b *bytes.Buffer) {
	cols, height := s.size()
	p := page{cols: cols, rows: []string{""}, widths: []int{0}}
	p.text(s.prompt)
	last := style(0)
	for i, r := range s.line {
		if i == s.pos {
			p.place(max(runeWidth(r), 1))
			p.mark()
		}
		st := style(0)
		if i < len(s.styles) {
			st = s.styles[i]
		}
		if r == '\n' {
			p.restyle(s.palette, &last, 0)
			p.newRow()
			p.text(s.more)
			continue
		}
		p.place(runeWidth(r))
		p.restyle(s.palette, &last, st)
		p.rune(r)
	}
	p.restyle(s.palette, &last, 0)
	p.place(1) // the cursor's place after the last column is on the next row
	if s.pos >= len(s.line) {
		p.mark()
	}

	from, to := 0, len(p.rows)
	if to > height { // as much as there is room for, around the cursor
		from = min(max(0, p.markRow-height/2), to-height)
		to = from + height
	}
	up(b, s.row)
	b.WriteByte('\r')
	for i := from; i < to; i++ {
		b.WriteString(p.rows[i])
		if p.widths[i] < cols {
			b.WriteString("\x1b[K")
		}
		if i < to-1 {
			b.WriteString("\r\n")
		}
	}
	if p.widths[to-1] < cols {
		b.WriteString("\x1b[J")
	}
	up(b, to-1-p.markRow)
	b.WriteByte('\r')
	if p.markCol > 0 {
		fmt.Fprintf(b, "\x1b[%dC", p.markCol)
	}
	s.cols, s.row, s.col, s.widths = cols, p.markRow-from, p.markCol, p.widths[from:to]
}

// page is the prompt and the line cut into rows.
type page struct {
	cols             int
	rows             []string
	widths           []int
	markRow, markCol int
}

func (p *page) last() int { return len(p.rows) - 1 }

func (p *page) newRow() {
	p.rows = append(p.rows, "")
	p.widths = append(p.widths, 0)
}

// place begins a new row unless this one has room for width columns.
func (p *page) place(width int) {
	if p.widths[p.last()]+width > p.cols {
		p.newRow()
	}
}

// mark notes that the cursor is here.
func (p *page) mark() { p.markRow, p.markCol = p.last(), p.widths[p.last()] }

// add puts something of that width on the last row.
func (p *page) add(s string, width int) {
	p.rows[p.last()] += s
	p.widths[p.last()] += width
}

func (p *page) rune(r rune) {
	switch {
	case r == '\t':
		p.add(strings.Repeat(" ", tabWidth), tabWidth)
	case r < ' ':
		p.add("^"+string(r+'@'), 2)
	case r == 0x7f:
		p.add("^?", 2)
	default:
		p.add(string(r), runeWidth(r))
	}
}

// text adds a prompt, which may have escape sequences and lines.
func (p *page) text(s string) {
	for s != "" {
		if n := escapeLen(s); n > 0 {
			p.add(s[:n], 0)
			s = s[n:]
			continue
		}
		r, n := utf8.DecodeRuneInString(s)
		s = s[n:]
		if r == '\n' {
			p.newRow()
			continue
		}
		if r == 1 || r == 2 { // readline's marks around what takes no room
			continue
		}
		p.place(runeWidth(r))
		p.rune(r)
	}
}

// restyle changes the style from *last to st.
func (p *page) restyle(palette []string, last *style, st style) {
	if palette == nil || st == *last {
		return
	}
	if *last != 0 {
		p.add("\x1b[0m", 0)
	}
	if st != 0 {
		p.add(palette[st], 0)
	}
	*last = st
}
