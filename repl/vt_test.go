package repl

import (
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

// vt is a terminal that a test can look at: what a user would see after all
// that was written to it. It knows the sequences that screen uses, and wraps as
// terminals do.
type vt struct {
	mu         sync.Mutex
	cols, rows int
	grid       [][]string // a cell holds a character; "" is the right half of a wide one
	x, y       int
	wrap       bool // the last column was written: the next character wraps
	rest       []byte
	writes     int
	bells      int
	unknown    []string
}

func newVT(cols, rows int) *vt {
	v := &vt{cols: cols, rows: rows}
	v.grid = [][]string{v.blank()}
	return v
}

func (v *vt) blank() []string {
	row := make([]string, v.cols)
	for i := range row {
		row[i] = " "
	}
	return row
}

func (v *vt) Write(p []byte) (int, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.writes++
	b := append(v.rest, p...)
	v.rest = nil
	for len(b) > 0 {
		if b[0] == 0x1b {
			n := escapeLen(string(b))
			if n < 2 {
				v.rest = append([]byte(nil), b...)
				break
			}
			v.sequence(string(b[:n]))
			b = b[n:]
			continue
		}
		r, n := utf8.DecodeRune(b)
		b = b[n:]
		v.put(r)
	}
	return len(p), nil
}

func (v *vt) put(r rune) {
	switch r {
	case '\r':
		v.x, v.wrap = 0, false
		return
	case '\n': // OPOST makes it CR LF
		v.x, v.wrap = 0, false
		v.down()
		return
	case 7:
		v.bells++
		return
	}
	w := runeWidth(r)
	if w == 0 {
		return
	}
	if v.wrap || v.x+w > v.cols {
		v.x, v.wrap = 0, false
		v.down()
	}
	v.grid[v.y][v.x] = string(r)
	if w == 2 {
		v.grid[v.y][v.x+1] = ""
	}
	v.x += w
	if v.x >= v.cols {
		v.x, v.wrap = v.cols-1, true
	}
}

func (v *vt) down() {
	if v.y++; v.y == len(v.grid) {
		v.grid = append(v.grid, v.blank())
	}
}

func (v *vt) sequence(s string) {
	last := s[len(s)-1]
	n, err := strconv.Atoi(s[2 : len(s)-1])
	if err != nil {
		n = 0
	}
	clear := func(row []string) {
		for i := range row {
			row[i] = " "
		}
	}
	top := max(0, len(v.grid)-v.rows)
	switch {
	case last == 'm', strings.HasPrefix(s, "\x1b[?"):
		return
	case last == 'A':
		v.y = max(top, v.y-max(n, 1))
	case last == 'C':
		v.x = min(v.cols-1, v.x+max(n, 1))
	case last == 'H' && n == 0:
		v.x, v.y = 0, top
	case last == 'K' && n == 0:
		clear(v.grid[v.y][v.x:])
	case last == 'J' && n == 0:
		clear(v.grid[v.y][v.x:])
		v.grid = v.grid[:v.y+1]
	case last == 'J' && n == 2:
		for _, row := range v.grid[top:] {
			clear(row)
		}
	default:
		v.unknown = append(v.unknown, s)
	}
	v.wrap = false
}

// text is what is on the terminal, from the first line ever written.
func (v *vt) text() string {
	v.mu.Lock()
	defer v.mu.Unlock()
	var b strings.Builder
	for _, row := range v.grid {
		b.WriteString(strings.TrimRight(strings.Join(row, ""), " ") + "\n")
	}
	return strings.TrimRight(b.String(), "\n")
}

// cursor is the column of the cursor and the text of its line.
func (v *vt) cursor() (col int, line string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.x, strings.TrimRight(strings.Join(v.grid[v.y], ""), " ")
}

// reflow changes the width; lines that are too long by then are wrapped anew,
// as most terminals do.
func (v *vt) reflow(cols int) {
	old, oldY, oldX := v.grid, v.y, v.x
	v.cols = max(cols, 2)
	v.grid = nil
	for y, row := range old {
		n := len(row)
		for n > 0 && row[n-1] == " " {
			n--
		}
		if y == oldY {
			n = max(n, min(oldX+1, len(row)))
		}
		first := len(v.grid)
		for i := 0; i == 0 || i < n; i += v.cols {
			fresh := v.blank()
			copy(fresh, row[i:min(n, i+v.cols)])
			v.grid = append(v.grid, fresh)
		}
		if y == oldY {
			v.y, v.x = first+oldX/v.cols, oldX%v.cols
		}
	}
	v.wrap = false
}
