package regex

import (
	"math"
	"strings"
)

// parser makes a tree of a pattern, with the flags applied to every node, so
// that what compiles it need not know them.
type parser struct {
	*source
	flags  Flags // of the whole pattern
	warn   func(string) bool
	names  map[string]int
	order  []string
	groups int          // opened so far
	open   map[int]bool // those not closed yet
	// later holds references to groups that the pattern had not opened yet,
	// by number: the place where each was first met
	later  []later
	behind int // number of groups when the outermost look-behind began, else -1
	depth  int
}

// later is a reference to a group that may still come.
type later struct{ group, pos int }

// maxDepth bounds nested groups: far beyond what CPython's recursion allows.
const maxDepth = 2000

// stopped unwinds the parser after warn said no; restart, when a global flag
// turns on verbose syntax for what has been read already.
type (
	stopped struct{}
	restart struct{ flags Flags }
)

func parse(text []rune, isBytes bool, flags Flags, warn func(string) bool) (p *parser, root *node, err error) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case failure:
			p, err = nil, r.err
		case stopped:
			p = nil
		case restart:
			p, root, err = parse(text, isBytes, r.flags, warn)
		default:
			panic(r)
		}
	}()
	p = &parser{flags: flags, warn: warn, names: map[string]int{}, open: map[int]bool{}, behind: -1}
	p.source = &source{text: text, isBytes: isBytes}
	p.advance()
	root = p.alternatives(flags, true)
	if p.next != nil {
		fail(p.tell(), "unbalanced parenthesis")
	}
	for _, l := range p.later {
		if l.group > p.groups {
			fail(l.pos, "invalid group reference %d", l.group)
		}
	}
	return p, root, nil
}

// alternatives reads branches up to a closing parenthesis or the end.
// outermost: these are those of the whole pattern.
func (p *parser) alternatives(flags Flags, outermost bool) *node {
	if p.depth++; p.depth > maxDepth {
		panic(failure{DepthError{}})
	}
	defer func() { p.depth-- }()
	branches := []*node{p.sequence(&flags, outermost)}
	for p.accept('|') {
		branches = append(branches, p.sequence(&flags, false))
	}
	if len(branches) == 1 {
		return branches[0]
	}
	return &node{op: opAlt, subs: branches}
}

// sequence reads one branch. first: global flags may stand at its beginning.
func (p *parser) sequence(flags *Flags, first bool) *node {
	seq := &node{op: opSeq}
	for p.next != nil && !p.peek('|') && !p.peek(')') {
		this := p.get()
		if *flags&Verbose != 0 && p.ignored(this) {
			continue
		}
		var n *node
		switch c := this[0]; {
		case c == '\\':
			n = p.escape(this, *flags)
		case c == '[':
			n = p.set(*flags)
		case c == '.':
			n = dot(*flags)
		case c == '^':
			n = &node{op: opAt, at: atStart}
			if *flags&Multiline != 0 {
				n.at = atLineStart
			}
		case c == '$':
			n = &node{op: opAt, at: atEnd}
			if *flags&Multiline != 0 {
				n.at = atLineEnd
			}
		case c == '(':
			n = p.group(flags, first && len(seq.subs) == 0)
		case strings.ContainsRune("*+?{", c):
			if p.repeat(c, seq) {
				continue
			}
			n = literal(c, p.fold(*flags))
		default:
			n = literal(c, p.fold(*flags))
		}
		if n != nil {
			seq.subs = append(seq.subs, n)
		}
	}
	return seq
}

// ignored reports whether a token is white space or begins a comment, which
// it then passes, in verbose syntax.
func (p *parser) ignored(this []rune) bool {
	if len(this) > 1 {
		return false
	}
	if this[0] == '#' {
		for {
			t := p.get()
			if t == nil || len(t) == 1 && t[0] == '\n' {
				return true
			}
		}
	}
	return strings.ContainsRune(" \t\n\r\v\f", this[0])
}

func (p *parser) fold(flags Flags) foldKind {
	switch {
	case flags&IgnoreCase == 0:
		return noFold
	case p.isBytes || flags&ASCII != 0:
		return asciiFold
	}
	return unicodeFold
}

func literal(c rune, fold foldKind) *node {
	if fold == noFold || fold.lower(c) == c && c < 128 && !isLetter(c) {
		return &node{op: opText, text: []rune{c}}
	}
	return &node{op: opSet, set: newSet([][2]rune{{c, c}}, nil, false, fold)}
}

func dot(flags Flags) *node {
	if flags&DotAll != 0 {
		return &node{op: opSet, set: newSet(nil, nil, true, noFold)}
	}
	return &node{op: opSet, set: newSet([][2]rune{{'\n', '\n'}}, nil, true, noFold)}
}

// repeat reads a repeat of the last item of seq, of which the character c has
// been read. False: the brace means itself.
func (p *parser) repeat(c rune, seq *node) bool {
	here := p.tell()
	lo, hi := 0, noMax
	switch c {
	case '?':
		hi = 1
	case '+':
		lo = 1
	case '{':
		if p.peek('}') {
			return false
		}
		low := p.digits()
		high := low
		if p.accept(',') {
			high = p.digits()
		}
		if !p.accept('}') {
			p.seek(here)
			return false
		}
		if low != nil {
			lo = count(low)
		}
		if high != nil {
			hi = count(high)
			if hi < lo {
				fail(here, "min repeat greater than max repeat")
			}
		}
	}
	last := len(seq.subs) - 1
	if last < 0 || seq.subs[last].op == opAt {
		fail(here-1, "nothing to repeat")
	}
	item := seq.subs[last]
	if item.op == opRepeat {
		fail(here-1, "multiple repeat")
	}
	if item.plain { // a repeat in parentheses may be repeated
		item = &node{op: opSeq, subs: []*node{item}}
	}
	r := &node{op: opRepeat, min: lo, max: hi, subs: []*node{item}}
	switch {
	case p.accept('?'):
		r.mode = lazy
	case p.accept('+'):
		r.mode = possessive
	}
	seq.subs[last] = r
	return true
}

func (p *parser) digits() []rune {
	return p.upTo(math.MaxInt, isDigit)
}

// count is a repetition number; those that no text can be long enough for
// are as good as the greatest.
func count(digits []rune) int {
	n := 0
	for _, d := range digits {
		if n = n*10 + int(d-'0'); n >= math.MaxUint32 {
			panic(failure{OverflowError{}})
		}
	}
	return capped(n)
}

// refer checks a reference to a group at pos.
func (p *parser) refer(group, pos int) {
	if p.open[group] {
		fail(pos, "cannot refer to an open group")
	}
	p.referBehind(group)
}

func (p *parser) referBehind(group int) {
	if p.behind >= 0 && group > p.behind {
		fail(p.tell(), "cannot refer to group defined in the same lookbehind subpattern")
	}
}

func (p *parser) backref(group int, flags Flags) *node {
	return &node{op: opBackref, group: group, fold: p.fold(flags)}
}
