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
}

// pegAlt is one alternative of a rule or group.
type pegAlt struct {
	mistake bool // only in the second attempt
	items   []pegItem
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
	kind kind
	text string
	rule *pegRule
	alts []pegAlt // opGroup
	sub  *pegItem // of an operator
	sep  *pegItem // opList
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
	return r.rules
})

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
		if len(r.words) > 1 && r.words[1] == "=" {
			r.labels[r.next()] = len(items)
			r.next()
		}
		items = append(items, r.item())
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
