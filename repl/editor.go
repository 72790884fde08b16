package repl

import (
	"errors"
	"io"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/chzyer/readline"
)

// editor reads texts with readline, which keeps the text and inserts into it.
// What several lines need is done here: readline's filter sees each key first
// and may plan an edit, which its listener then carries out. Both run on
// readline's goroutine, as does the painter, which tells the text after every
// change.
//
//	terminal ─ keyboard ─▶ readline ─▶ filter ─┬▶ readline's own edit ─┬▶ painter ─▶ screen
//	                                           └▶ plan … listener ─────┘
type editor struct {
	screen *screen
	keys   *keyboard
	rl     *readline.Instance
	hist   *history
	paint  *painter // nil for no colours
	// complete returns what may stand for the word before the cursor; see
	// completion. nil: nothing can be completed.
	complete func(line []rune, pos int) completion
	// suspend stops the process until somebody continues it.
	suspend func()
	// bug is told of a panic on readline's goroutine.
	bug func(any)

	// mu is over what follows. readline's goroutine may still be busy with the
	// last key of a read when the next begins.
	mu     sync.Mutex
	mode   modeKind
	prompt string
	line   []rune
	pos    int
	plan   *edit // for the listener
	ending bool  // the read is over: what readline still draws is not shown
	kill   []rune
	vi     vi
	search *search
	// settled is a text that runs on Enter as it stands: pasted, or recalled.
	settled string
	// row -1 is the newest place in the history: the text being typed.
	at    int
	draft string

	wantVi atomic.Bool
}

// modeKind says what Enter does.
type modeKind uint8

const (
	modeInput modeKind = iota // the prompt's: it may ask for more lines
	modeLine                  // input()'s: one line
)

// edit is another text with another cursor.
type edit struct {
	line []rune
	pos  int
}

// hugeWidth makes readline believe that nothing ever wraps.
const hugeWidth = 1 << 20

var (
	errInterrupt = readline.ErrInterrupt
	errEOF       = io.EOF
)

// terminal is what an editor needs of the system.
type terminal struct {
	in       io.Reader
	out      io.Writer
	size     func() (cols, rows int)
	raw      func() error
	cooked   func() error
	onResize func(func())
}

func newEditor(t terminal, s *screen, h *history, p *painter) (*editor, error) {
	ed := &editor{screen: s, keys: newKeyboard(t.in), hist: h, paint: p}
	rl, err := readline.NewEx(&readline.Config{
		Stdin:                  ed.keys,
		Stdout:                 silent{},
		Stderr:                 silent{},
		DisableAutoSaveHistory: true,
		HistoryLimit:           -1,
		UniqueEditLine:         true,
		ForceUseInteractive:    true,
		InterruptPrompt:        "\n",
		EOFPrompt:              "\n",
		FuncGetWidth:           func() int { return hugeWidth },
		FuncIsTerminal:         func() bool { return true },
		FuncMakeRaw:            t.raw,
		FuncExitRaw:            t.cooked,
		FuncOnWidthChanged:     func(func()) { t.onResize(s.resized) },
		FuncFilterInputRune:    ed.guarded,
		Listener:               readline.FuncListener(ed.changed),
		Painter:                ed,
		AutoComplete:           none{},
	})
	if err != nil {
		return nil, err
	}
	ed.rl = rl
	return ed, nil
}

// silent takes what readline draws.
type silent struct{}

func (silent) Write(p []byte) (int, error) { return len(p), nil }

// none completes nothing: Tab never gets to readline.
type none struct{}

func (none) Do([]rune, int) ([][]rune, int) { return nil, 0 }

// read reads a text after a prompt: errInterrupt after Ctrl-C, errEOF after
// Ctrl-D or at the end of the input. more stands before all lines but the first.
func (ed *editor) read(mode modeKind, prompt, more string) (string, error) {
	ed.mu.Lock()
	ed.mode, ed.prompt = mode, prompt
	ed.line, ed.pos, ed.plan, ed.ending, ed.search, ed.settled, ed.at, ed.draft = nil, 0, nil, false, nil, "", -1, ""
	ed.vi = vi{}
	ed.mu.Unlock()
	ed.screen.show(prompt, more)
	_, err := ed.rl.Readline()
	ed.mu.Lock()
	text := string(ed.line)
	ed.mu.Unlock()
	note := ""
	if errors.Is(err, errInterrupt) {
		note = "^C"
	}
	ed.screen.finish(note)
	return text, err
}

// close ends the reading for good.
func (ed *editor) close() {
	ed.keys.Close()
	ed.rl.Close()
}

// setVi chooses vi's keys or Emacs', from the next key on.
func (ed *editor) setVi(on bool) { ed.wantVi.Store(on) }

// Paint implements readline.Painter: it learns of each change.
func (ed *editor) Paint(line []rune, pos int) []rune {
	defer ed.recover()
	ed.mu.Lock()
	defer ed.mu.Unlock()
	if !ed.ending {
		ed.line, ed.pos = append([]rune(nil), line...), min(pos, len(line))
		ed.redraw()
	}
	return nil
}

// redraw shows the text, or the search.
func (ed *editor) redraw() {
	prompt, line, pos := ed.prompt, ed.line, ed.pos
	if ed.search != nil {
		prompt, line, pos = ed.search.shown()
	}
	var styles []style
	if ed.paint != nil && ed.mode == modeInput {
		styles = ed.paint.paint(line, pos)
	}
	ed.screen.update(prompt, line, styles, pos)
}

func (ed *editor) recover() {
	if p := recover(); p != nil {
		if ed.bug == nil {
			panic(p)
		}
		ed.bug(p)
	}
}

// noKey is a key that does nothing but bring the listener.
const noKey = readline.CharBell

// guarded is readline's filter.
func (ed *editor) guarded(r rune) (out rune, process bool) {
	defer ed.recover()
	ed.mu.Lock()
	defer ed.mu.Unlock()
	ed.vi.on = ed.wantVi.Load()
	out = ed.key(r)
	if out == readline.CharEnter || out == readline.CharInterrupt || out == 0 || out == readline.CharDelete && len(ed.line) == 0 {
		ed.ending = out != 0 || len(ed.line) == 0
	}
	return out, true
}

// changed is readline's listener, called after each key.
func (ed *editor) changed(line []rune, pos int, key rune) ([]rune, int, bool) {
	ed.mu.Lock()
	defer ed.mu.Unlock()
	p := ed.plan
	ed.plan = nil
	if p == nil {
		return nil, 0, false
	}
	return p.line, p.pos, true
}

// set plans another text and cursor.
func (ed *editor) set(line []rune, pos int) rune {
	ed.plan = &edit{line, pos}
	return noKey
}

// insert plans an insertion at the cursor.
func (ed *editor) insert(text string) rune {
	t := []rune(text)
	line := make([]rune, 0, len(ed.line)+len(t))
	line = append(append(append(line, ed.line[:ed.pos]...), t...), ed.line[ed.pos:]...)
	return ed.set(line, ed.pos+len(t))
}

// cut plans the removal of a range, which Ctrl-Y brings back.
func (ed *editor) cut(from, to int) rune {
	if from >= to {
		return noKey
	}
	ed.kill = append([]rune(nil), ed.line[from:to]...)
	line := append(append([]rune(nil), ed.line[:from]...), ed.line[to:]...)
	return ed.set(line, from)
}

// kick lets readline's terminal read on after a key at which it stops.
func (ed *editor) kick() { ed.rl.Terminal.KickRead() }

// rowBounds are where the cursor's row begins and ends.
func (ed *editor) rowBounds() (from, to int) {
	from, to = ed.pos, ed.pos
	for from > 0 && ed.line[from-1] != '\n' {
		from--
	}
	for to < len(ed.line) && ed.line[to] != '\n' {
		to++
	}
	return from, to
}

// key decides what a key does: it returns the key that readline is to act on.
func (ed *editor) key(r rune) rune {
	if ed.search != nil {
		if done, out := ed.searchKey(r); !done {
			return out
		}
		if out := ed.act(r); out != noKey || ed.plan != nil {
			return out
		}
		return ed.move(ed.pos) // readline has yet to learn of the text
	}
	return ed.act(r)
}

// act is key outside a search.
func (ed *editor) act(r rune) rune {
	from, to := ed.rowBounds()
	switch r {
	case 0: // the end of the input
		return 0
	case readline.CharEnter, readline.CharCtrlJ:
		return ed.enter()
	case keyNewline:
		return ed.newline()
	case keyPaste:
		text := ed.keys.pasted()
		if ed.mode == modeLine {
			text, _, _ = strings.Cut(text, "\n")
			return ed.insert(text)
		}
		text = strings.TrimRight(text, "\n")
		if ed.pos == len(ed.line) {
			ed.settled = string(ed.line) + text
		}
		return ed.insert(text)
	case readline.CharDelete: // Ctrl-D
		if len(ed.line) > 0 {
			ed.kick()
			return ed.delete()
		}
		return r
	case keyDelete:
		return ed.delete()
	case readline.CharCtrlZ:
		if ed.suspend != nil {
			ed.suspend()
		}
		return noKey
	case readline.CharCtrlL:
		ed.screen.clear()
		return noKey
	case readline.CharBckSearch, readline.CharFwdSearch:
		if ed.mode == modeInput {
			ed.search = newSearch(ed.hist, ed.line, ed.pos)
			ed.redraw()
		}
		return noKey
	case readline.CharTab:
		return ed.tab()
	case keyUp, readline.CharPrev:
		return ed.vertical(-1)
	case keyDown, readline.CharNext:
		return ed.vertical(+1)
	case keyLeft, readline.CharBackward:
		return ed.move(max(0, ed.pos-1))
	case keyRight, readline.CharForward:
		return ed.move(min(len(ed.line), ed.pos+1))
	case keyHome, readline.CharLineStart:
		return ed.set(ed.line, from)
	case keyEnd, readline.CharLineEnd:
		return ed.set(ed.line, to)
	case keyWordLeft:
		return ed.set(ed.line, wordLeft(ed.line, ed.pos))
	case keyWordRight:
		return ed.set(ed.line, wordRight(ed.line, ed.pos))
	case keyKillWord:
		return ed.cut(ed.pos, wordRight(ed.line, ed.pos))
	case keyEraseWord, readline.CharCtrlW:
		return ed.cut(wordLeft(ed.line, ed.pos), ed.pos)
	case readline.CharKill:
		if ed.pos == to && to < len(ed.line) {
			to++ // the line end itself
		}
		return ed.cut(ed.pos, to)
	case readline.CharCtrlU:
		return ed.cut(from, ed.pos)
	case readline.CharCtrlY:
		return ed.insert(string(ed.kill))
	case readline.CharBackspace, readline.CharCtrlH:
		if ed.vi.normal {
			return ed.viKey('h')
		}
		return ed.backspace(from)
	case readline.CharInterrupt:
		return r
	case keyEscape:
		if ed.vi.on {
			if !ed.vi.normal && ed.pos > from {
				ed.pos--
			}
			ed.vi = vi{on: true, normal: true, find: ed.vi.find, char: ed.vi.char}
		}
		return ed.move(ed.pos)
	}
	if r < ' ' {
		return noKey
	}
	if ed.vi.normal {
		return ed.viKey(r)
	}
	return r
}

func (ed *editor) delete() rune {
	if ed.pos >= len(ed.line) {
		return noKey
	}
	line := append(append([]rune(nil), ed.line[:ed.pos]...), ed.line[ed.pos+1:]...)
	return ed.set(line, ed.pos)
}

// backspace erases a character, or a level of indentation.
func (ed *editor) backspace(from int) rune {
	if ed.pos == 0 {
		return noKey
	}
	n := 1
	if lead := ed.line[from:ed.pos]; len(lead) > 0 && strings.Trim(string(lead), " ") == "" {
		n = (len(lead)-1)%indentWidth + 1
	}
	line := append(append([]rune(nil), ed.line[:ed.pos-n]...), ed.line[ed.pos:]...)
	return ed.set(line, ed.pos-n)
}

// enter ends the text, or begins another line of it.
func (ed *editor) enter() rune {
	text := string(ed.line)
	if before := string(ed.line[:ed.pos]); ed.mode == modeInput && dedented(before) != before {
		ed.kick()
		return ed.newline()
	}
	if ed.mode == modeLine || ed.ends(text) {
		return readline.CharEnter
	}
	ed.kick()
	return ed.newline()
}

// ends reports whether Enter runs the text.
func (ed *editor) ends(text string) bool {
	if strings.Contains(string(ed.line[ed.pos:]), "\n") && text != ed.settled {
		return false // in the middle of several lines
	}
	return complete(text, text == ed.settled)
}

// newline begins another line at the cursor, indented as it should be.
func (ed *editor) newline() rune {
	if ed.mode == modeLine {
		return noKey
	}
	before, after := string(ed.line[:ed.pos]), string(ed.line[ed.pos:])
	before = dedented(before)
	indent := nextIndent(before)
	after = strings.TrimLeft(after, " ")
	line := []rune(before + "\n" + indent)
	n := len(line)
	ed.vi.normal = false
	return ed.set(append(line, []rune(after)...), n)
}

// vertical moves to the next row or, from the last, through the history.
func (ed *editor) vertical(by int) rune {
	from, to := ed.rowBounds()
	col := ed.pos - from
	switch {
	case ed.mode == modeLine:
		return noKey
	case by < 0 && from > 0:
		ed.pos = from - 1
		f, t := ed.rowBounds()
		return ed.set(ed.line, min(f+col, t))
	case by > 0 && to < len(ed.line):
		ed.pos = to + 1
		f, t := ed.rowBounds()
		return ed.set(ed.line, min(f+col, t))
	}
	entries := ed.hist.entries
	if ed.at < 0 {
		if by > 0 || len(entries) == 0 {
			return noKey
		}
		ed.draft, ed.at = string(ed.line), len(entries)
	}
	ed.at += by
	switch {
	case ed.at < 0:
		ed.at = 0
		return noKey
	case ed.at >= len(entries):
		ed.at = -1
		return ed.recall(ed.draft, "")
	}
	return ed.recall(entries[ed.at], entries[ed.at])
}

// recall shows a text from elsewhere.
func (ed *editor) recall(text, settled string) rune {
	ed.settled = settled
	line := []rune(text)
	return ed.set(line, len(line))
}

// tab indents at the beginning of a line, and completes elsewhere.
func (ed *editor) tab() rune {
	if ed.vi.normal || ed.mode == modeLine {
		return noKey
	}
	from, _ := ed.rowBounds()
	lead := string(ed.line[from:ed.pos])
	if strings.TrimSpace(lead) == "" {
		return ed.insert(strings.Repeat(" ", indentWidth-len(lead)%indentWidth))
	}
	if ed.complete == nil {
		return noKey
	}
	c := ed.complete(ed.line, ed.pos)
	if common := c.common(); common != "" {
		return ed.insert(common)
	}
	if len(c.words) == 0 {
		ed.screen.bell()
		return noKey
	}
	cols, _ := ed.screen.size()
	ed.screen.Write([]byte(c.columns(cols)))
	return noKey
}

func isWordRune(r rune) bool { return isNameStart(r) || r >= '0' && r <= '9' }

func wordLeft(line []rune, pos int) int {
	for pos > 0 && !isWordRune(line[pos-1]) {
		pos--
	}
	for pos > 0 && isWordRune(line[pos-1]) {
		pos--
	}
	return pos
}

func wordRight(line []rune, pos int) int {
	for pos < len(line) && !isWordRune(line[pos]) {
		pos++
	}
	for pos < len(line) && isWordRune(line[pos]) {
		pos++
	}
	return pos
}
