package repl

import (
	"strings"

	"github.com/chzyer/readline"
)

// search is Ctrl-R: it looks through the history for what is typed.
type search struct {
	hist  *history
	query []rune
	at    int // the entry found, len(entries) at the beginning
	// back is what was being typed.
	back   edit
	failed bool
}

func newSearch(h *history, line []rune, pos int) *search {
	return &search{hist: h, at: len(h.entries), back: edit{line, pos}}
}

// shown is what stands on the screen meanwhile.
func (s *search) shown() (prompt string, line []rune, pos int) {
	prompt = "(reverse-i-search)`" + string(s.query) + "': "
	if s.failed {
		prompt = "(failed " + prompt[1:]
	}
	text, pos := s.found()
	return prompt, []rune(text), pos
}

// found is the entry that has been found, and where the query stands in it.
func (s *search) found() (string, int) {
	if s.at >= len(s.hist.entries) {
		return string(s.back.line), s.back.pos
	}
	text := s.hist.entries[s.at]
	i := strings.Index(text, string(s.query))
	return text, len([]rune(text[:max(i, 0)]))
}

// find looks from entry i on, in direction by.
func (s *search) find(i, by int) {
	for ; i >= 0 && i < len(s.hist.entries); i += by {
		if strings.Contains(s.hist.entries[i], string(s.query)) {
			s.at, s.failed = i, false
			return
		}
	}
	s.failed = true
}

// searchKey acts on a key during a search. done: the search is over, and the
// key is yet to act; else out is for readline.
func (ed *editor) searchKey(r rune) (done bool, out rune) {
	s := ed.search
	switch r {
	case readline.CharBckSearch:
		s.find(s.at-1, -1)
	case readline.CharFwdSearch:
		s.find(s.at+1, +1)
	case readline.CharBackspace, readline.CharCtrlH:
		if n := len(s.query); n > 0 {
			s.query = s.query[:n-1]
			s.at = len(s.hist.entries)
			if n > 1 {
				s.find(s.at-1, -1)
			}
		}
	case readline.CharInterrupt, readline.CharBell:
		if r == readline.CharInterrupt {
			ed.kick()
		}
		ed.search = nil
		return false, ed.set(s.back.line, s.back.pos)
	case 0:
		ed.search = nil
		return true, r
	default:
		if r >= ' ' && r != 0x7f && r < keyBase {
			s.query = append(s.query, r)
			s.find(min(s.at, len(s.hist.entries)-1), -1)
			break
		}
		text, _ := s.found()
		ed.search = nil
		ed.settled = text
		ed.line = []rune(text)
		ed.pos = len(ed.line)
		if r == keyEscape {
			return false, ed.move(ed.pos)
		}
		return true, noKey
	}
	ed.redraw()
	return false, noKey
}
