package regex

import (
	"fmt"
	"strings"

	"github.com/aio-lang/aio/grammar/uniname"
	"github.com/aio-lang/aio/vm/object"
)

// controls are the escapes of control characters, and what they mean.
const (
	controls   = `abfnrtv\`
	controlled = "\a\b\f\n\r\t\v\\"
)

func (p *parser) class(letter rune, flags Flags) class {
	return class{letter: byte(letter | 0x20), negated: letter < 'a', ascii: p.isBytes || flags&ASCII != 0}
}

// escape reads an escape outside of a set, of which the backslash and the
// character after it are given.
func (p *parser) escape(this []rune, flags Flags) *node {
	start := p.tell() - 2
	c := this[1]
	if p.isBytes || flags&ASCII != 0 {
		switch c {
		case 'b':
			return &node{op: opAt, at: atASCIIBoundary}
		case 'B':
			return &node{op: opAt, at: atNoASCIIBoundary}
		}
	}
	switch c {
	case 'A':
		return &node{op: opAt, at: atStart}
	case 'Z':
		return &node{op: opAt, at: atVeryEnd}
	case 'b':
		return &node{op: opAt, at: atBoundary}
	case 'B':
		return &node{op: opAt, at: atNoBoundary}
	case 'd', 'D', 's', 'S', 'w', 'W':
		return &node{op: opSet, set: newSet(nil, []class{p.class(c, flags)}, false, noFold)}
	}
	if '1' <= c && c <= '9' {
		return p.numeric(start, c, flags)
	}
	if c == '0' {
		return literal(rune(valueOf(p.upTo(2, isOctal), 8)), p.fold(flags))
	}
	return literal(p.character(start, c), p.fold(flags))
}

// numeric reads an escape that begins with a digit other than zero: a group,
// or an octal number of three digits.
func (p *parser) numeric(start int, c rune, flags Flags) *node {
	digits := append([]rune{c}, p.upTo(1, isDigit)...)
	if len(digits) == 2 && isOctal(c) && isOctal(digits[1]) {
		if third := p.upTo(1, isOctal); third != nil {
			return literal(p.octal(start, append(digits, third...)), p.fold(flags))
		}
	}
	group := valueOf(digits, 10)
	if group > p.groups {
		fail(start+1, "invalid group reference %d", group)
	}
	p.refer(group, start)
	return p.backref(group, flags)
}

// octal is the value of three octal digits.
func (s *source) octal(start int, digits []rune) rune {
	v := valueOf(digits, 8)
	if v > 0o377 {
		fail(start, "octal escape value \\%s outside of range 0-0o377", string(digits))
	}
	return rune(v)
}

// character reads the rest of an escape that stands for one character.
func (p *parser) character(start int, c rune) rune {
	width := 0
	switch {
	case c == 'x':
		width = 2
	case c == 'u' && !p.isBytes:
		width = 4
	case c == 'U' && !p.isBytes:
		width = 8
	case c == 'N' && !p.isBytes:
		return p.namedCharacter(start)
	}
	if width > 0 {
		digits := p.upTo(width, isHex)
		shown := fmt.Sprintf(`\%c%s`, c, string(digits))
		if len(digits) != width {
			fail(start, "incomplete escape %s", shown)
		}
		v := valueOf(digits, 16)
		if v > 0x10ffff {
			fail(start, "bad escape %s", shown)
		}
		return rune(v)
	}
	if i := strings.IndexRune(controls, c); i >= 0 && c != 'b' {
		return rune(controlled[i])
	}
	if isLetter(c) {
		fail(start, "bad escape \\%c", c)
	}
	return c
}

func (p *parser) namedCharacter(start int) rune {
	if !p.accept('{') {
		fail(p.tell(), "missing {")
	}
	name := p.until('}', "character name")
	r, ok := uniname.Lookup(name)
	if !ok {
		fail(start, "undefined character name %s", object.ReprString(name))
	}
	return r
}

// member is one item of a set: a character, or a class where letter is set.
type member struct {
	c     rune
	class class
}

// set reads a set, of which the opening bracket has been read.
func (p *parser) set(flags Flags) *node {
	start := p.tell() - 1
	var ranges [][2]rune
	var classes []class
	if p.peek('[') {
		p.futureWarning("nested set", p.tell())
	}
	negated := p.accept('^')
	take := func() []rune {
		t := p.get()
		if t == nil {
			fail(start, "unterminated character set")
		}
		return t
	}
	put := func(m member) {
		if m.class.letter != 0 {
			classes = append(classes, m.class)
		} else {
			ranges = append(ranges, [2]rune{m.c, m.c})
		}
	}
	for n := 0; ; n++ {
		this := take()
		if n > 0 && len(this) == 1 && this[0] == ']' {
			break
		}
		if n > 0 && len(this) == 1 && strings.ContainsRune("-&~|", this[0]) && p.peek(this[0]) {
			kinds := map[rune]string{'-': "difference", '&': "intersection", '~': "symmetric difference", '|': "union"}
			p.futureWarning("set "+kinds[this[0]], p.tell()-1)
		}
		from := p.member(this, flags)
		if !p.accept('-') {
			put(from)
			continue
		}
		that := take()
		if len(that) == 1 && that[0] == ']' {
			put(from)
			put(member{c: '-'})
			break
		}
		if len(that) == 1 && that[0] == '-' {
			p.futureWarning("set difference", p.tell()-2)
		}
		to := p.member(that, flags)
		if from.class.letter != 0 || to.class.letter != 0 || to.c < from.c {
			fail(p.tell()-len(this)-1-len(that), "bad character range %s-%s", encode(this, false), encode(that, false))
		}
		ranges = append(ranges, [2]rune{from.c, to.c})
	}
	return &node{op: opSet, set: newSet(ranges, classes, negated, p.fold(flags))}
}

func (p *parser) futureWarning(what string, pos int) {
	if !p.warn(fmt.Sprintf("Possible %s at position %d", what, pos)) {
		panic(stopped{})
	}
}

// member reads the rest of an item of a set.
func (p *parser) member(this []rune, flags Flags) member {
	if len(this) == 1 {
		return member{c: this[0]}
	}
	start := p.tell() - 2
	switch c := this[1]; {
	case strings.ContainsRune("dDsSwW", c):
		return member{class: p.class(c, flags)}
	case c == 'b':
		return member{c: '\b'}
	case isOctal(c):
		return member{c: p.octal(start, append([]rune{c}, p.upTo(2, isOctal)...))}
	case isDigit(c):
		fail(start, "bad escape \\%c", c)
		return member{}
	default:
		return member{c: p.character(start, c)}
	}
}
