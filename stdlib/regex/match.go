package regex

import (
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/aio-lang/aio/vm/object"
)

// Kind is what a match must be.
type Kind uint8

const (
	Anywhere Kind = iota // begins at the start or later
	AtStart              // begins at the start
	Whole                // and ends with the text
)

// ErrMemory ends a match that would need too much memory to go back.
var ErrMemory = errors.New("out of memory")

// ErrStopped ends a match that Poll has stopped.
var ErrStopped = errors.New("stopped")

// Matcher matches one text, again and again.
type Matcher struct {
	prog *Program
	text string
	// Caps holds the start and end of the whole match and of each group, as
	// byte offsets, -1 where it took no part. It is valid after a match.
	Caps []int32
	// Last is the group that was closed last, 0 for none.
	Last int32
	// Poll, if set, is called now and then; false stops the match.
	Poll func() bool

	// regs has three numbers for each counted loop: the rounds begun, where the
	// last one began that counts against matching nothing twice, and where
	// the last one began
	regs  []int32
	stack []frame
	kind  Kind
	// nonEmpty is a position at which an empty match does not count, or -1
	nonEmpty int
	start    int
	end      int32 // where the last run has come to
	inside   int   // look-arounds and atomic groups being matched
	steps    int
	err      error
}

// frame is a way back: what to undo, or what to try instead.
type frame struct {
	kind    wayBack
	pc      int32 // or the slot or register to restore
	a, b, c int32
}

type wayBack uint8

const (
	undoCapture  wayBack = iota // slot pc had a, Last was b
	undoRegister                // the registers from pc on had a, b and c
	tryAt                       // go on at pc from position a
	tryShorter                  // the run at pc ended at a, and may end as early as b
	tryLonger                   // the lazy run at pc ended at a after b characters
	tryNext                     // position a, list b, number c
)

// maxFrames bounds the stack to 2 GB.
const maxFrames = 1 << 31 / 20

// NewMatcher makes a matcher of text, which ends where the region to look at
// ends.
func NewMatcher(prog *Program, text string) *Matcher {
	return &Matcher{prog: prog, text: text, Caps: make([]int32, 2*prog.Groups+2), regs: make([]int32, 3*prog.regs), nonEmpty: -1}
}

// Reset gives the matcher another text.
func (m *Matcher) Reset(text string) {
	m.text = text
	if cap(m.stack) > keptFrames {
		m.stack = nil
	}
}

// keptFrames is the size of a stack that is kept for the next text.
const keptFrames = 1 << 10

// Match looks for a match from start on. An empty match at nonEmpty does not
// count.
func (m *Matcher) Match(start int, kind Kind, nonEmpty int) (bool, error) {
	m.kind, m.nonEmpty, m.err = kind, nonEmpty, nil
	if kind != Anywhere || m.prog.atStart {
		if kind == Anywhere && start > 0 {
			return false, nil
		}
		return m.try(start), m.err
	}
	p := m.prog
	for {
		switch {
		case p.prefix != "":
			i := strings.Index(m.text[start:], p.prefix)
			if i < 0 {
				return false, nil
			}
			start += i
		case p.first != nil:
			for start < len(m.text) && !p.first[m.text[start]] {
				start++
			}
			if start >= len(m.text) {
				return false, nil
			}
		}
		if m.try(start) {
			return true, nil
		}
		if m.err != nil || start >= len(m.text) {
			return false, m.err
		}
		start += m.charLen(start)
	}
}

// charLen is the length of the character at i.
func (m *Matcher) charLen(i int) int {
	c := m.text[i]
	switch {
	case c < utf8.RuneSelf || m.prog.bytes:
		return 1
	case c < 0xe0:
		return 2
	case c < 0xf0:
		return 3
	}
	return 4
}

// before is where the character before i begins.
func (m *Matcher) before(i int) int {
	for i--; !m.prog.bytes && m.text[i]&0xc0 == 0x80; i-- {
	}
	return i
}

// try matches at one position.
func (m *Matcher) try(start int) bool {
	for i := range m.Caps {
		m.Caps[i] = -1
	}
	m.Last, m.start, m.stack, m.inside = 0, start, m.stack[:0], 0
	if !m.run(0, start) {
		return false
	}
	m.Caps[0], m.Caps[1] = int32(start), m.end
	return true
}

func (m *Matcher) push(f frame) {
	if len(m.stack) >= maxFrames {
		m.err = ErrMemory
		return
	}
	m.stack = append(m.stack, f)
}

// poll asks whether to go on.
func (m *Matcher) poll() bool {
	if m.err == nil && m.Poll != nil && !m.Poll() {
		m.err = ErrStopped
	}
	return m.err == nil
}

// pollEvery is the number of steps back between two polls: about a
// millisecond.
const pollEvery = 1 << 15

// run executes from pc and position i to an end, which it reports in m.end.
// It goes back no further than to the stack it found.
func (m *Matcher) run(pc, i int) bool {
	base := len(m.stack)
	text, prog := m.text, m.prog.code
	bytes := m.prog.bytes
	for {
		in := &prog[pc]
		switch in.code {
		case cText:
			if n := len(in.text); len(text)-i >= n && text[i:i+n] == in.text {
				i += n
				pc++
				continue
			}
		case cSet:
			if i < len(text) {
				if c := text[i]; c < utf8.RuneSelf || bytes {
					if in.set.table[c] {
						i++
						pc++
						continue
					}
				} else if n := in.set.step(text[i:]); n > 0 {
					i += n
					pc++
					continue
				}
			}
		case cRun:
			if to, ok := m.runSet(in, pc, i); ok {
				i = to
				pc++
				continue
			}
		case cSave:
			m.save(in.x, int32(i))
			pc++
			continue
		case cJump:
			pc = int(in.x)
			continue
		case cSplit:
			first, second := in.x, in.y
			enter := in.first == nil || i < len(text) && in.first[text[i]]
			leave := in.follow == nil || i < len(text) && in.follow[text[i]]
			if in.mode == lazy {
				first, second = second, first
				enter, leave = leave, enter
			}
			switch {
			case enter && leave:
				m.push(frame{tryAt, second, int32(i), 0, 0})
				pc = int(first)
				continue
			case enter:
				pc = int(first)
				continue
			case leave:
				pc = int(second)
				continue
			}
		case cAlt:
			at := 256
			if i < len(text) {
				at = int(text[i])
			}
			list := in.alt.byByte[at]
			if starts := in.alt.lists[list]; len(starts) > 0 {
				if len(starts) > 1 {
					m.push(frame{tryNext, int32(pc), int32(i), int32(list), 1})
				}
				pc = int(starts[0])
				continue
			}
		case cAt:
			if m.holds(in.at, i) {
				pc++
				continue
			}
		case cReset:
			m.setRegister(in.x, 0, -1, -1)
			pc++
			continue
		case cRepeat:
			if next := m.repeat(in, i); next >= 0 {
				pc = next
				continue
			}
		case cBackref:
			if n := m.backref(in, i); n >= 0 {
				i += n
				pc++
				continue
			}
		case cCond:
			pc++
			if m.Caps[2*in.x] < 0 || m.Caps[2*in.x+1] < 0 {
				pc = int(in.y)
			}
			continue
		case cLook:
			if m.look(in, pc, i) {
				pc = int(in.x)
				continue
			}
		case cAtomic:
			height := len(m.stack)
			m.inside++
			found := m.run(pc+1, i)
			m.inside--
			if found {
				m.keepUndo(height)
				i = int(m.end)
				pc = int(in.x)
				continue
			}
		case cEnd:
			m.end = int32(i)
			return true
		case cAccept:
			if (m.kind != Whole || i == len(text)) && !(i == m.nonEmpty && i == m.start) {
				m.end = int32(i)
				return true
			}
		}
		if m.steps++; m.steps%pollEvery == 0 && !m.poll() || m.err != nil {
			return false
		}
		if pc, i = m.back(base); pc < 0 {
			return false
		}
	}
}

// back takes up the last way back above base: an instruction and a position,
// negative when there is none.
func (m *Matcher) back(base int) (pc, i int) {
	for len(m.stack) > base {
		f := &m.stack[len(m.stack)-1]
		switch f.kind {
		case undoCapture:
			m.Caps[f.pc], m.Last = f.a, f.b
		case undoRegister:
			m.regs[f.pc], m.regs[f.pc+1], m.regs[f.pc+2] = f.a, f.b, f.c
		case tryAt:
			pc, i = int(f.pc), int(f.a)
			m.stack = m.stack[:len(m.stack)-1]
			return
		case tryShorter:
			in := &m.prog.code[f.pc]
			i = int(f.a)
			for i > int(f.b) {
				i = m.before(i)
				if in.follow == nil || in.follow[m.text[i]] {
					pc = int(f.pc) + 1
					if i == int(f.b) {
						m.stack = m.stack[:len(m.stack)-1]
					} else {
						f.a = int32(i)
					}
					return
				}
			}
		case tryLonger:
			in := &m.prog.code[f.pc]
			if to, n, ok := m.longer(in, int(f.a), f.b); ok {
				f.a, f.b = int32(to), n
				return int(f.pc) + 1, to
			}
		case tryNext:
			list := m.prog.code[f.pc].alt.lists[f.b]
			pc, i = int(list[f.c]), int(f.a)
			if f.c++; int(f.c) == len(list) {
				m.stack = m.stack[:len(m.stack)-1]
			}
			return
		}
		m.stack = m.stack[:len(m.stack)-1]
	}
	return -1, 0
}

// advance passes up to n characters of a set, and tells how many there were.
func (m *Matcher) advance(s *Set, i int, n int32) (to int, passed int32) {
	text, bytes := m.text, m.prog.bytes
	for passed < n && i < len(text) {
		if c := text[i]; c < utf8.RuneSelf || bytes {
			if !s.table[c] {
				break
			}
			i++
		} else if s.beyond == always {
			i += m.charLen(i)
		} else if w := s.step(text[i:]); w > 0 {
			i += w
		} else {
			break
		}
		passed++
	}
	return i, passed
}

// runSet executes a cRun.
func (m *Matcher) runSet(in *inst, pc, i int) (to int, ok bool) {
	least := i
	if in.min > 0 {
		var n int32
		if least, n = m.advance(in.set, i, in.min); n < in.min {
			return 0, false
		}
	}
	if in.mode == lazy {
		to, n := least, in.min
		if in.follow != nil && (to >= len(m.text) || !in.follow[m.text[to]]) {
			if to, n, ok = m.longer(in, to, n); !ok {
				return 0, false
			}
		}
		m.push(frame{tryLonger, int32(pc), int32(to), n, 0})
		return to, true
	}
	to, _ = m.advance(in.set, least, in.max-in.min)
	if in.mode == possessive {
		return to, true
	}
	if in.follow != nil {
		for to >= len(m.text) || !in.follow[m.text[to]] {
			if to <= least {
				return 0, false
			}
			to = m.before(to)
		}
	}
	if to > least {
		m.push(frame{tryShorter, int32(pc), int32(to), int32(least), 0})
	}
	return to, true
}

// longer adds characters to a lazy run, at least one, until what follows may
// match.
func (m *Matcher) longer(in *inst, i int, n int32) (int, int32, bool) {
	for n < in.max {
		to, one := m.advance(in.set, i, 1)
		if one == 0 {
			break
		}
		i = to
		n++
		if in.follow == nil || i < len(m.text) && in.follow[m.text[i]] {
			return i, n, true
		}
	}
	return 0, 0, false
}

// save notes a position in a slot of a group. Where there is no way back,
// nothing needs to be undone.
func (m *Matcher) save(slot, i int32) {
	if len(m.stack) > 0 || m.inside > 0 {
		m.push(frame{undoCapture, slot, m.Caps[slot], m.Last, 0})
	}
	m.Caps[slot] = i
	if slot&1 == 1 {
		m.Last = slot / 2
	}
}

func (m *Matcher) setRegister(r, count, last, began int32) {
	m.push(frame{undoRegister, r, m.regs[r], m.regs[r+1], m.regs[r+2]})
	m.regs[r], m.regs[r+1], m.regs[r+2] = count, last, began
}

// manyRounds is the number of rounds after which one that matched nothing
// stands for all others that must be, so that `(?:a?){2000000000}` ends.
const manyRounds = 1000

// repeat decides at the head of a counted loop: it returns the next
// instruction, or -1 for none. A round that matched nothing is the last.
func (m *Matcher) repeat(in *inst, i int) int {
	count, last, began := m.regs[in.x], m.regs[in.x+1], m.regs[in.x+2]
	if count < in.min { // these rounds may match nothing
		if count < manyRounds || began != int32(i) {
			m.setRegister(in.x, count+1, last, int32(i))
			return int(in.y)
		}
		count = in.min
		m.setRegister(in.x, count, last, began)
	}
	enter := count < in.max && last != int32(i) && (in.first == nil || i < len(m.text) && in.first[m.text[i]])
	leave := in.follow == nil || i < len(m.text) && in.follow[m.text[i]]
	switch {
	case !enter && !leave:
		return -1
	case !enter:
		return int(in.z)
	case in.mode == lazy:
		if leave {
			// coming back begins a round, which may be undone in turn
			m.push(frame{undoRegister, in.x, count, last, began})
			m.push(frame{tryAt, in.y, int32(i), 0, 0})
			m.push(frame{undoRegister, in.x, count + 1, int32(i), int32(i)})
			return int(in.z)
		}
	case leave:
		m.push(frame{tryAt, in.z, int32(i), 0, 0})
	}
	m.setRegister(in.x, min(count, noMax-2)+1, int32(i), int32(i))
	return int(in.y)
}

// backref returns the length of what a group's text matches at i, or -1.
func (m *Matcher) backref(in *inst, i int) int {
	from, to := m.Caps[2*in.x], m.Caps[2*in.x+1]
	if from < 0 || to < 0 {
		return -1
	}
	want, rest := m.text[from:to], m.text[i:]
	if in.fold == noFold {
		if strings.HasPrefix(rest, want) {
			return len(want)
		}
		return -1
	}
	passed := 0
	for want != "" {
		if rest == "" {
			return -1
		}
		a, n := rune(want[0]), 1
		b, k := rune(rest[0]), 1
		if !m.prog.bytes {
			a, n = object.DecodeRune(want)
			b, k = object.DecodeRune(rest)
		}
		if in.fold.lower(a) != in.fold.lower(b) {
			return -1
		}
		want, rest = want[n:], rest[k:]
		passed += k
	}
	return passed
}

// look executes a look-around.
func (m *Matcher) look(in *inst, pc, i int) bool {
	for n := in.min; n > 0; n-- {
		if i == 0 {
			return in.negated
		}
		i = m.before(i)
	}
	height := len(m.stack)
	m.inside++
	found := m.run(pc+1, i)
	m.inside--
	switch {
	case m.err != nil:
		return false
	case found && in.negated:
		m.undo(height)
	case found:
		m.keepUndo(height)
	}
	return found != in.negated
}

// undo takes back what happened since the stack had that height.
func (m *Matcher) undo(height int) {
	for len(m.stack) > height {
		f := &m.stack[len(m.stack)-1]
		switch f.kind {
		case undoCapture:
			m.Caps[f.pc], m.Last = f.a, f.b
		case undoRegister:
			m.regs[f.pc], m.regs[f.pc+1], m.regs[f.pc+2] = f.a, f.b, f.c
		}
		m.stack = m.stack[:len(m.stack)-1]
	}
}

// keepUndo forgets the ways back above a height, but not what is to be undone
// when an earlier one is taken.
func (m *Matcher) keepUndo(height int) {
	kept := m.stack[:height]
	for _, f := range m.stack[height:] {
		if f.kind == undoCapture || f.kind == undoRegister {
			kept = append(kept, f)
		}
	}
	m.stack = kept
}

// holds reports whether a condition on position i is met.
func (m *Matcher) holds(at place, i int) bool {
	text := m.text
	switch at {
	case atStart:
		return i == 0
	case atLineStart:
		return i == 0 || text[i-1] == '\n'
	case atEnd:
		return i == len(text) || i == len(text)-1 && text[i] == '\n'
	case atLineEnd:
		return i == len(text) || text[i] == '\n'
	case atVeryEnd:
		return i == len(text)
	}
	if text == "" {
		return false // not even \B holds there
	}
	ascii := at == atASCIIBoundary || at == atNoASCIIBoundary
	before := i > 0 && m.wordAt(m.before(i), ascii)
	after := i < len(text) && m.wordAt(i, ascii)
	return (before != after) == (at == atBoundary || at == atASCIIBoundary)
}

func (m *Matcher) wordAt(i int, ascii bool) bool {
	c := m.text[i]
	if c < utf8.RuneSelf {
		return c == '_' || '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z'
	}
	if ascii {
		return false
	}
	r, _ := object.DecodeRune(m.text[i:])
	return isWord(r)
}
