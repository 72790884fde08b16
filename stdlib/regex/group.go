package regex

import (
	"strings"

	"github.com/aio-lang/aio/vm/object"
	"github.com/aio-lang/aio/vm/ucd"
)

// group reads what follows an opening parenthesis. nil: it is a comment or
// flags. mayFlag: flags for the whole pattern may stand here.
func (p *parser) group(flags *Flags, mayFlag bool) *node {
	start := p.tell() - 1
	if !p.accept('?') {
		return p.capture(start, "", *flags)
	}
	t := p.get()
	if t == nil {
		fail(p.tell(), "unexpected end of pattern")
	}
	c := rune(0)
	if len(t) == 1 {
		c = t[0]
	}
	switch c {
	case 'P':
		return p.named(start, *flags)
	case ':':
		return p.closed(start, &node{op: opSeq, plain: true}, *flags)
	case '>':
		return p.closed(start, &node{op: opAtomic}, *flags)
	case '#':
		for {
			if p.next == nil {
				fail(start, "missing ), unterminated comment")
			}
			if t := p.get(); len(t) == 1 && t[0] == ')' {
				return nil
			}
		}
	case '=', '!', '<':
		return p.look(start, c, *flags)
	case '(':
		return p.conditional(start, *flags)
	}
	if c == '-' || flagOf(c) != 0 {
		on, off, local := p.inlineFlags(c)
		if local {
			f := *flags&^off | on
			if on&typeFlags != 0 {
				f = f&^typeFlags | on
			}
			return p.closed(start, &node{op: opSeq}, f)
		}
		if !mayFlag {
			fail(start, "global flags not at the start of the expression")
		}
		p.flags |= on
		if on&Verbose != 0 && *flags&Verbose == 0 {
			panic(restart{p.flags})
		}
		*flags |= on
		return nil
	}
	fail(p.tell()-len(t)-1, "unknown extension ?%s", encode(t, false))
	return nil
}

// closed reads the inside of a group and its closing parenthesis into n.
func (p *parser) closed(start int, n *node, flags Flags) *node {
	n.subs = append(n.subs, p.alternatives(flags, false))
	if !p.accept(')') {
		fail(start, "missing ), unterminated subpattern")
	}
	return n
}

// capture reads a capturing group, named or not.
func (p *parser) capture(start int, name string, flags Flags) *node {
	p.groups++
	n := &node{op: opGroup, group: p.groups}
	if name != "" {
		if old, twice := p.names[name]; twice {
			fail(p.tell()-runes(name)-1, "redefinition of group name %s as group %d; was group %d", object.ReprString(name), n.group, old)
		}
		p.names[name] = n.group
		p.order = append(p.order, name)
	}
	p.open[n.group] = true
	p.closed(start, n, flags)
	delete(p.open, n.group)
	return n
}

// named reads what follows (?P.
func (p *parser) named(start int, flags Flags) *node {
	switch {
	case p.accept('<'):
		name := p.until('>', "group name")
		p.checkName(name)
		return p.capture(start, name, flags)
	case p.accept('='):
		name := p.until(')', "group name")
		p.checkName(name)
		pos := p.tell() - runes(name) - 1
		group, known := p.names[name]
		if !known {
			fail(pos, "unknown group name %s", object.ReprString(name))
		}
		p.refer(group, pos)
		return p.backref(group, flags)
	}
	t := p.get()
	if t == nil {
		fail(p.tell(), "unexpected end of pattern")
	}
	fail(p.tell()-len(t)-2, "unknown extension ?P%s", encode(t, false))
	return nil
}

// look reads a look-ahead or look-behind, of which c has been read.
func (p *parser) look(start int, c rune, flags Flags) *node {
	n := &node{op: opLook, negated: c == '!'}
	if c == '<' {
		t := p.get()
		switch {
		case t == nil:
			fail(p.tell(), "unexpected end of pattern")
		case len(t) > 1 || t[0] != '=' && t[0] != '!':
			fail(p.tell()-len(t)-2, "unknown extension ?<%s", encode(t, false))
		}
		n.behind, n.negated = true, t[0] == '!'
		if p.behind < 0 {
			p.behind = p.groups
			defer func() { p.behind = -1 }()
		}
	}
	p.closed(start, n, flags)
	if in := n.subs[0]; n.negated && in.op == opSeq && len(in.subs) == 0 {
		return &node{op: opFail}
	}
	return n
}

// conditional reads what follows (?(.
func (p *parser) conditional(start int, flags Flags) *node {
	name := p.until(')', "group name")
	pos := p.tell() - runes(name) - 1
	n := &node{op: opCond}
	if object.IsIdentifier(name) && (!p.isBytes || runes(name) == len(name)) {
		group, known := p.names[name]
		if !known {
			fail(pos, "unknown group name %s", object.ReprString(name))
		}
		n.group = group
	} else {
		group, digits, ok := p.number(name)
		switch {
		case !ok:
			fail(pos, "invalid group reference %s", digits)
		case group == 0:
			fail(pos, "bad group number")
		}
		n.group = group
		p.later = append(p.later, later{group, pos})
	}
	p.referBehind(n.group)
	n.subs = []*node{p.sequence(&flags, false), {op: opEmpty}}
	if p.accept('|') {
		n.subs[1] = p.sequence(&flags, false)
		if p.peek('|') {
			fail(p.tell(), "conditional backref with more than two branches")
		}
	}
	if !p.accept(')') {
		fail(start, "missing ), unterminated subpattern")
	}
	return n
}

const flagLetters = "iLmsxau"

func flagOf(c rune) Flags {
	switch i := strings.IndexRune(flagLetters, c); i {
	case -1:
		return 0
	case 5:
		return ASCII
	case 6:
		return Unicode
	default:
		return [...]Flags{IgnoreCase, Locale, Multiline, DotAll, Verbose}[i]
	}
}

// flagToken takes the next flag, or the character of ends that stands in its
// place. missing says what is missing where neither is there.
func (p *parser) flagToken(ends, missing string) rune {
	t := p.get()
	if t == nil {
		fail(p.tell(), "%s", missing)
	}
	if len(t) == 1 && (strings.ContainsRune(ends, t[0]) || flagOf(t[0]) != 0) {
		return t[0]
	}
	if len(t) == 1 && ucd.Is(t[0], ucd.Alpha) {
		missing = "unknown flag"
	}
	fail(p.tell()-len(t), "%s", missing)
	return 0
}

// inlineFlags reads the flags in (?…) or (?…:, of which c has been read.
// local: they end in a colon.
func (p *parser) inlineFlags(c rune) (on, off Flags, local bool) {
	for c != '-' {
		flag := flagOf(c)
		switch {
		case !p.isBytes && flag == Locale:
			fail(p.tell(), "bad inline flags: cannot use 'L' flag with a str pattern")
		case p.isBytes && flag == Unicode:
			fail(p.tell(), "bad inline flags: cannot use 'u' flag with a bytes pattern")
		}
		if on |= flag; flag&typeFlags != 0 && on&typeFlags != flag {
			fail(p.tell(), "bad inline flags: flags 'a', 'u' and 'L' are incompatible")
		}
		switch c = p.flagToken(")-:", "missing -, : or )"); c {
		case ')':
			return on, 0, false
		case ':':
			return on, 0, true
		}
	}
	c = p.flagToken("", "missing flag")
	for c != ':' {
		flag := flagOf(c)
		if flag&typeFlags != 0 {
			fail(p.tell(), "bad inline flags: cannot turn off flags 'a', 'u' and 'L'")
		}
		off |= flag
		c = p.flagToken(":", "missing :")
	}
	if on&off != 0 {
		fail(p.tell()-1, "bad inline flags: flag turned on and off")
	}
	return on, off, true
}
