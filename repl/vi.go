package repl

import (
	"strings"

	"github.com/chzyer/readline"
)

// vi is the state of vi's keys. readline has such a mode, but it loses keys
// that end a line inside a command, so its own is never switched on.
type vi struct {
	on     bool
	normal bool // commands, not text
	// pending is a command that waits for its motion or character; count
	// what was typed before it.
	pending rune
	count   int
	find    rune // the last f, F, t or T, and its character
	char    rune
}

// viKey is key in normal mode.
func (ed *editor) viKey(r rune) rune {
	v := &ed.vi
	if v.pending != 0 {
		p := v.pending
		v.pending = 0
		switch p {
		case 'r':
			if ed.pos < len(ed.line) && r >= ' ' {
				line := append([]rune(nil), ed.line...)
				line[ed.pos] = r
				return ed.set(line, ed.pos)
			}
			return noKey
		case 'f', 'F', 't', 'T':
			v.find, v.char = p, r
			return ed.move(ed.findChar(p, r))
		}
		return ed.operate(p, r)
	}
	if r >= '1' && r <= '9' || r == '0' && v.count > 0 {
		v.count = min(v.count*10+int(r-'0'), 10000)
		return noKey
	}
	n := max(v.count, 1)
	v.count = 0
	if to, ok := ed.motion(r, n); ok {
		return ed.move(to)
	}
	from, to := ed.rowBounds()
	switch r {
	case 'j':
		return ed.vertical(+1)
	case 'k':
		return ed.vertical(-1)
	case 'i':
		v.normal = false
	case 'I':
		v.normal = false
		return ed.move(from + len(indentOf(string(ed.line[from:to]))))
	case 'a':
		v.normal = false
		return ed.move(min(ed.pos+1, to))
	case 'A':
		v.normal = false
		return ed.move(to)
	case 'o':
		v.normal = false
		ed.pos = to
		return ed.newline()
	case 'x':
		return ed.cut(ed.pos, min(ed.pos+n, to))
	case 'X':
		return ed.cut(max(ed.pos-n, from), ed.pos)
	case 's':
		v.normal = false
		return ed.cut(ed.pos, min(ed.pos+n, to))
	case 'D':
		return ed.cut(ed.pos, to)
	case 'C':
		v.normal = false
		return ed.cut(ed.pos, to)
	case 'S':
		v.normal = false
		return ed.cut(from, to)
	case 'p', 'P':
		if r == 'p' && ed.pos < to {
			ed.pos++
		}
		return ed.insert(string(ed.kill))
	case 'd', 'c', 'r', 'f', 'F', 't', 'T':
		v.pending, v.count = r, n
		if n == 1 {
			v.count = 0
		}
	case ';':
		return ed.move(ed.findChar(v.find, v.char))
	case '/':
		return ed.key(readline.CharBckSearch)
	default:
		ed.screen.bell()
	}
	return noKey
}

// operate deletes or changes what a motion covers.
func (ed *editor) operate(op, r rune) rune {
	n := max(ed.vi.count, 1)
	ed.vi.count = 0
	from, to := ed.rowBounds()
	a, b := ed.pos, ed.pos
	switch {
	case r == op:
		a, b = from, to
	case op == 'c' && r == 'w':
		for ; n > 0; n-- { // to the end of the word, where dw takes the space too
			for b < to && !isWordRune(ed.line[b]) && b > a {
				b++
			}
			for b < to && (isWordRune(ed.line[b]) || b == a) {
				b++
			}
		}
	default:
		end, ok := ed.motion(r, n)
		if !ok {
			ed.screen.bell()
			return noKey
		}
		if strings.ContainsRune("eE", r) {
			end = min(end+1, to)
		}
		a, b = min(a, end), max(b, end)
	}
	ed.vi.normal = op != 'c'
	return ed.cut(a, b)
}

// motion is where a motion of n times leads to; false for what is none.
func (ed *editor) motion(r rune, n int) (int, bool) {
	from, to := ed.rowBounds()
	pos := ed.pos
	switch r {
	case 'h':
		return max(pos-n, from), true
	case 'l', ' ':
		return min(pos+n, to), true
	case '0':
		return from, true
	case '^':
		return from + len(indentOf(string(ed.line[from:to]))), true
	case '$':
		return to, true
	case 'G':
		return len(ed.line), true
	}
	for ; n > 0; n-- {
		switch r {
		case 'w', 'W':
			for pos < len(ed.line) && isWordRune(ed.line[pos]) {
				pos++
			}
			for pos < len(ed.line) && !isWordRune(ed.line[pos]) {
				pos++
			}
		case 'b', 'B':
			pos = wordLeft(ed.line, pos)
		case 'e', 'E':
			pos = max(wordRight(ed.line, min(pos+1, len(ed.line)))-1, pos)
		default:
			return 0, false
		}
	}
	return pos, true
}

// findChar is where f, F, t or T lead to: the place itself if nowhere.
func (ed *editor) findChar(kind, char rune) int {
	from, to := ed.rowBounds()
	step, off := 1, 0
	switch kind {
	case 'F':
		step = -1
	case 't':
		off = -1
	case 'T':
		step, off = -1, 1
	}
	for i := ed.pos + step; i >= from && i < to; i += step {
		if ed.line[i] == char {
			return i + off
		}
	}
	return ed.pos
}

// move plans another place for the cursor.
func (ed *editor) move(pos int) rune { return ed.set(ed.line, pos) }
