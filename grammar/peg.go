package grammar

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"sync"
)

// mistakesText is the grammar of mistakes; its head explains the notation.
//
//go:embed mistakes.peg
var mistakesText string

// pegRule is a rule of the grammar of mistakes.
type pegRule struct {
	name string
	id   int32
	memo bool // remember results
	left bool // left-recursive
	alts []pegAlt

	first kindSet // tokens it may begin with
	empty bool    // it may take no token
}

// kindSet is a set of token kinds.
type kindSet [2]uint64

// has reports membership; the end of the input, negative, is bit 0.
func (s *kindSet) has(k kind) bool { k = max(k, 0); return s[k>>6]&(1<<(k&63)) != 0 }

func (s *kindSet) add(k kind) { k = max(k, 0); s[k>>6] |= 1 << (k & 63) }

func (s *kindSet) union(t kindSet) {
	s[0] |= t[0]
	s[1] |= t[1]
}

var anyKind = kindSet{^uint64(0), ^uint64(0)}

// pegAlt is one alternative of a rule or group.
type pegAlt struct {
	mistake bool // only in the second attempt
	items   []pegItem
	first   kindSet // tokens it may begin with
	act     pegAction
	kind    synKind // of the node, for actNode
	msg     string
	a, b    int // indices of labelled items, -1: none
	do      func(d *diagnosis, a, b *syn) *syn
}

type pegAction uint8

const (
	actPass      pegAction = iota // the only node, or a list
	actNode                       // a node of alt.kind
	actError                      // error, error a, error a b
	actErrorFrom                  // errorfrom a
	actErrorNext                  // errornext
	actIndent                     // indent a
	actDo                         // do f
)

type pegOp uint8

const (
	opToken   pegOp = iota
	opSoft          // a name with that text
	opSoftAny       // any soft keyword
	opRule
	opGroup
	opOptional
	opStar
	opPlus
	opList // items with separators
	opAnd
	opNot
	opCut
	opForce // a token that has to be there
)

// pegItem is one item of an alternative.
type pegItem struct {
	op   pegOp
	calm bool // mistakes are not looked for inside

	label bool // an action uses it
	kind  kind
	text  string
	rule  *pegRule
	alts  []pegAlt // opGroup
	sub   *pegItem // of an operator
	sep   *pegItem // opList
}

// mistakes is the grammar, read when the first error is met. It is part of the
// program: a mistake in it is found by the tests.
var mistakes = sync.OnceValue(func() map[string]*pegRule {
	r := &pegReader{rules: map[string]*pegRule{}, tokens: map[string]kind{
		"ENDMARKER": tEOF, "NEWLINE": tNewline, "INDENT": tIndent, "DEDENT": tDedent, "NAME": tName,
		"NUMBER": tNumber, "STRING": tString, "FSTRING_START": tFStart, "FSTRING_MIDDLE": tFMiddle,
		"FSTRING_END": tFEnd,
	}}
	for _, rows := range [][]row{keywordRows[:], operatorRows[:]} {
		for _, row := range rows {
			r.tokens["'"+row.text+"'"] = row.kind
		}
	}
	r.read(mistakesText)
	for again := true; again; {
		again = false
		for _, rule := range r.rules {
			first, empty := firstOf(rule.alts)
			again = again || first != rule.first || empty != rule.empty
			rule.first, rule.empty = first, empty
		}
	}
	return r.rules
})

// firstOf computes which tokens some alternative may begin with, and whether
// one may take none; it sets first in each, too.
func firstOf(alts []pegAlt) (first kindSet, empty bool) {
	for i := range alts {
		f, e := firstOfSequence(alts[i].items)
		if e {
			f = anyKind
		}
		alts[i].first = f
		first.union(f)
		empty = empty || e
	}
	return first, empty
}

func firstOfSequence(items []pegItem) (first kindSet, empty bool) {
	empty = true
	for i := range items {
		f, e := firstOfItem(&items[i]) // of all, for the groups inside
		if empty {
			first.union(f)
		}
		empty = empty && e
	}
	return first, empty
}

func firstOfItem(it *pegItem) (first kindSet, empty bool) {
	switch it.op {
	case opToken:
		first.add(it.kind)
	case opSoft, opSoftAny:
		first.add(tName)
	case opRule:
		return it.rule.first, it.rule.empty
	case opGroup:
		return firstOf(it.alts)
	case opOptional, opStar:
		first, _ = firstOfItem(it.sub)
		return first, true
	case opList:
		firstOfItem(it.sep)
		return firstOfItem(it.sub)
	case opPlus:
		return firstOfItem(it.sub)
	case opAnd, opNot:
		firstOfItem(it.sub)
		return first, true
	case opCut:
		return first, true
	case opForce:
		return anyKind, false
	}
	return first, false
}

// pegReader reads the notation.
type pegReader struct {
	rules  map[string]*pegRule
	tokens map[string]kind
	words  []string // of the alternative that is read
	labels map[string]int
}

func (r *pegReader) read(text string) {
	var rule *pegRule
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		switch {
		case line == "" || line[0] == '#':
		case line[0] != ' ':
			name := strings.TrimRight(line, "*<")
			rule = r.rule(name)
			rule.memo, rule.left = strings.HasSuffix(line, "*"), strings.HasSuffix(line, "<")
		default:
			rule.alts = append(rule.alts, r.alternative(line[2:]))
		}
	}
	for name, rule := range r.rules {
		if rule.alts == nil {
			panic("mistakes.peg: no rule " + name)
		}
	}
}

func (r *pegReader) rule(name string) *pegRule {
	if r.rules[name] == nil {
		r.rules[name] = &pegRule{name: name, id: int32(len(r.rules))}
	}
	return r.rules[name]
}

// alternative reads a line: a mark, items, and perhaps an action.
func (r *pegReader) alternative(line string) pegAlt {
	body, action, hasAction := strings.Cut(line[2:], " -> ")
	r.words = pegWords(body)
	r.labels = map[string]int{}
	alt := pegAlt{mistake: line[0] == '-', a: -1, b: -1, items: r.sequence()}
	if hasAction {
		r.action(&alt, action)
	}
	return alt
}

func (r *pegReader) action(alt *pegAlt, text string) {
	quote := strings.IndexByte(text, '"')
	if quote >= 0 {
		msg, err := strconv.Unquote(text[quote:])
		if err != nil {
			panic("mistakes.peg: " + text)
		}
		alt.msg, text = msg, text[:quote]
	}
	words := strings.Fields(text)
	label := func(name string) int {
		if i, ok := r.labels[name]; ok {
			return i
		}
		return -1
	}
	switch words[0] {
	case "error":
		alt.act = actError
	case "errorfrom":
		alt.act = actErrorFrom
	case "errornext":
		alt.act = actErrorNext
	case "indent":
		alt.act = actIndent
	case "do":
		alt.act, alt.do = actDo, diagActions[words[1]]
		if alt.do == nil {
			panic("mistakes.peg: no action " + words[1])
		}
		alt.a, alt.b = label("a"), label("b")
		return
	default:
		alt.act, alt.kind = actNode, synKinds[words[0]]
		if alt.kind == 0 {
			panic("mistakes.peg: no node " + words[0])
		}
		return
	}
	for i, w := range words[1:] {
		if label(w) < 0 {
			panic("mistakes.peg: no label " + w)
		}
		if i == 0 {
			alt.a = label(w)
		} else {
			alt.b = label(w)
		}
	}
}

// pegWords splits the items of an alternative into words.
func pegWords(text string) []string {
	var words []string
	for i := 0; i < len(text); {
		c := text[i]
		n := 1
		switch {
		case c == ' ':
			i++
			continue
		case c == '\'' || c == '"':
			n = 2 + strings.IndexByte(text[i+1:], c)
		case class[c] == isLetter:
			for i+n < len(text) && (class[text[i+n]] == isLetter || class[text[i+n]] == isDigit) {
				n++
			}
		case strings.HasPrefix(text[i:], "=="):
			n = 2
		}
		words = append(words, text[i:i+n])
		i += n
	}
	return words
}

func (r *pegReader) peek() string {
	if len(r.words) == 0 {
		return ""
	}
	return r.words[0]
}

func (r *pegReader) next() string {
	w := r.words[0]
	r.words = r.words[1:]
	return w
}

// sequence reads items up to the end, a bar or a closing parenthesis.
func (r *pegReader) sequence() []pegItem {
	var items []pegItem
	for {
		switch r.peek() {
		case "", "|", ")":
			return items
		}
		labelled := len(r.words) > 1 && r.words[1] == "="
		if labelled {
			r.labels[r.next()] = len(items)
			r.next()
		}
		it := r.item()
		it.setLabel(labelled)
		items = append(items, it)
	}
}

// setLabel marks a labelled token, or those of a labelled group.
func (it *pegItem) setLabel(label bool) {
	it.label = label
	for _, alt := range it.alts {
		for i := range alt.items {
			alt.items[i].label = alt.items[i].label || label
		}
	}
}

// item reads an item with its prefix and suffix.
func (r *pegReader) item() pegItem {
	switch r.peek() {
	case "&", "!":
		op := opAnd
		if r.next() == "!" {
			op = opNot
		}
		sub := r.item()
		return pegItem{op: op, sub: &sub}
	case "~":
		r.next()
		return pegItem{op: opCut}
	case "==":
		r.next()
		w := r.next()
		return pegItem{op: opForce, kind: r.tokens[w], text: w}
	case "@":
		r.next()
		it := r.item()
		it.calm = true
		return it
	}
	it := r.primary()
	for {
		sub := it
		switch r.peek() {
		case "?":
			it = pegItem{op: opOptional, sub: &sub}
		case "*":
			it = pegItem{op: opStar, sub: &sub}
		case "+":
			it = pegItem{op: opPlus, sub: &sub}
		case "%":
			r.next()
			of := r.primary()
			it = pegItem{op: opList, sub: &of, sep: &sub}
			continue
		default:
			return it
		}
		r.next()
	}
}

func (r *pegReader) primary() pegItem {
	w := r.next()
	if w == "(" {
		labels := r.labels
		r.labels = map[string]int{}
		g := pegItem{op: opGroup}
		for {
			g.alts = append(g.alts, pegAlt{a: -1, b: -1, items: r.sequence()})
			if r.next() == ")" {
				break
			}
		}
		r.labels = labels
		return g
	}
	if k, ok := r.tokens[w]; ok {
		return pegItem{op: opToken, kind: k, text: w}
	}
	switch {
	case w[0] == '"':
		return pegItem{op: opSoft, text: strings.Trim(w, `"`)}
	case w == "SOFT_KEYWORD":
		return pegItem{op: opSoftAny}
	case class[w[0]] != isLetter:
		panic(fmt.Sprintf("mistakes.peg: unexpected %q", w))
	}
	return pegItem{op: opRule, rule: r.rule(w)}
}
