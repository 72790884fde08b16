package grammar

import (
	"fmt"
	"strings"
)

// memoEntry is a remembered result of a rule at a token.
type memoEntry struct {
	rule int32
	next int32 // 1 + index of the entry before it at the same token
	ok   bool
	mark int
	node *syn
}

// syn is a node of the diagnosis: as much of a tree as messages need.
type syn struct {
	kind     synKind
	pos, end uint32
	text     string // of a name or token
	kids     []*syn
}

// newNode hands out a node.
func (d *diagnosis) newNode(k synKind) *syn {
	if len(d.slab) == 0 {
		d.slab = make([]syn, 256)
	}
	n := &d.slab[0]
	d.slab = d.slab[1:]
	n.kind = k
	return n
}

// rule parses a rule at the next token.
func (d *diagnosis) rule(r *pegRule) (*syn, bool) {
	if !r.memo && !r.left {
		return d.rawRule(r)
	}
	start := d.mark
	for len(d.heads) <= start {
		d.heads = append(d.heads, 0)
	}
	for i := d.heads[start]; i > 0; {
		m := &d.memo[i-1]
		if m.rule == r.id {
			d.mark = m.mark
			return m.node, m.ok
		}
		i = m.next
	}
	if !r.left {
		n, ok := d.rawRule(r)
		d.remember(start, memoEntry{rule: r.id, ok: ok, mark: d.mark, node: n})
		return n, ok
	}
	// Grow the seed: each round may use the result of the one before it as
	// its left operand.
	best := memoEntry{rule: r.id, mark: start}
	slot := d.remember(start, best)
	for {
		d.memo[slot].ok, d.memo[slot].mark, d.memo[slot].node = best.ok, best.mark, best.node
		d.mark = start
		n, ok := d.rawRule(r)
		if !ok || d.mark <= best.mark {
			break
		}
		best.ok, best.mark, best.node = true, d.mark, n
	}
	d.mark = best.mark
	return best.node, best.ok
}

// remember stores a result and returns its index.
func (d *diagnosis) remember(at int, m memoEntry) int {
	m.next = d.heads[at]
	d.memo = append(d.memo, m)
	d.heads[at] = int32(len(d.memo))
	return len(d.memo) - 1
}

func (d *diagnosis) rawRule(r *pegRule) (*syn, bool) {
	d.level++
	if d.level > maxDepth {
		d.raise(&SyntaxError{
			Class: "MemoryError", Msg: "Parser stack overflowed - Python source too complex to parse",
			Filename: d.src.Filename,
		})
	}
	n, ok := d.choose(r.alts)
	d.level--
	return n, ok
}

// choose tries alternatives in order. One whose action makes nothing ends the
// choice.
func (d *diagnosis) choose(alts []pegAlt) (*syn, bool) {
	start := d.mark
	next := d.token(start).kind
	for i := range alts {
		alt := &alts[i]
		if alt.mistake && !d.second || !alt.first.has(next) {
			continue
		}
		base := len(d.made)
		cut, ok := d.sequence(alt.items)
		if ok {
			n, ok := d.act(alt, d.made[base:], start)
			d.made = d.made[:base]
			return n, ok
		}
		d.made = d.made[:base]
		d.mark = start
		if cut {
			break
		}
	}
	return nil, false
}

// sequence parses items and pushes what each made.
func (d *diagnosis) sequence(items []pegItem) (cut, ok bool) {
	for i := range items {
		if items[i].op == opCut {
			cut = true
			d.made = append(d.made, nil)
			continue
		}
		n, ok := d.item(&items[i])
		if !ok {
			return cut, false
		}
		d.made = append(d.made, n)
	}
	return cut, true
}

// item parses one item. Tokens make nodes too; see act for which count.
func (d *diagnosis) item(it *pegItem) (*syn, bool) {
	if it.calm && d.second {
		d.second = false
		defer func() { d.second = true }()
	}
	switch it.op {
	case opToken:
		t := d.token(d.mark)
		if t.kind != it.kind {
			return nil, false
		}
		d.mark++
		return d.tokenNode(t, it.label), true
	case opSoft:
		t := d.token(d.mark)
		if t.kind != tName || d.text(t) != it.text {
			return nil, false
		}
		d.mark++
		return d.tokenNode(t, true), true
	case opSoftAny:
		t := d.token(d.mark)
		if t.kind != tName {
			return nil, false
		}
		// CPython compares no more letters than the name has, so that m or ca
		// pass for soft keywords here.
		for _, word := range [...]string{"_", "case", "match", "type"} {
			if strings.HasPrefix(word, d.text(t)) {
				d.mark++
				return nil, true
			}
		}
		return nil, false
	case opRule:
		return d.rule(it.rule)
	case opGroup:
		return d.choose(it.alts)
	case opOptional:
		start := d.mark
		n, ok := d.item(it.sub)
		if !ok {
			d.mark = start
		}
		return n, true
	case opStar, opPlus:
		return d.repeat(it.sub, nil, it.op == opPlus)
	case opList:
		return d.repeat(it.sub, it.sep, true)
	case opAnd, opNot:
		start := d.mark
		_, ok := d.item(it.sub)
		d.mark = start
		return nil, ok == (it.op == opAnd)
	case opForce:
		t := d.token(d.mark)
		if t.kind != it.kind {
			d.raise(d.located("expected "+it.text, t))
		}
		d.mark++
		return nil, true
	}
	panic("unknown item")
}

// repeat parses an item again and again.
func (d *diagnosis) repeat(it, sep *pegItem, atLeastOne bool) (*syn, bool) {
	list := d.newNode(synList)
	start := d.mark
	for {
		before := d.mark
		if sep != nil && d.mark > start {
			if _, ok := d.item(sep); !ok {
				d.mark = before
				break
			}
		}
		n, ok := d.item(it)
		if !ok || d.mark == before {
			d.mark = before
			break
		}
		list.add(n)
	}
	if d.mark == start && atLeastOne {
		return nil, false
	}
	d.span(list, start)
	return list, true
}

// add appends what an item made to the nodes below.
func (n *syn) add(kid *syn) {
	switch {
	case kid == nil, kid.kind == synToken:
	case kid.kind == synList:
		n.kids = append(n.kids, kid.kids...)
	default:
		n.kids = append(n.kids, kid)
	}
}

// span sets where a node stands: from the token at start to the last one taken
// that is not layout.
func (d *diagnosis) span(n *syn, start int) {
	if start >= len(d.tokens) || d.mark == 0 {
		return
	}
	n.pos = d.tokens[start].pos
	n.end = n.pos
	for i := d.mark - 1; i >= start; i-- {
		switch t := &d.tokens[i]; t.kind {
		case tNewline, tIndent, tDedent, tEOF:
		default:
			n.end = t.end
			return
		}
	}
}

func (d *diagnosis) text(t *diagToken) string { return d.s.src[t.pos:t.end] }

// tokenNode makes the node of a token; of a mere operator or keyword only if
// it is labelled.
func (d *diagnosis) tokenNode(t *diagToken, labelled bool) *syn {
	kind := synToken
	switch t.kind {
	case tName:
		kind = synName
	case tNumber:
		kind = synNumber
	case tString:
		kind = synString
	case tFMiddle:
		kind = synMiddle
	case kwNone, kwTrue, kwFalse, tEllipsis:
		kind = synKeyword
	default:
		if !labelled {
			return nil
		}
	}
	n := d.newNode(kind)
	n.pos, n.end, n.text = t.pos, t.end, d.text(t)
	return n
}

// act does what stands after the arrow.
func (d *diagnosis) act(alt *pegAlt, made []*syn, start int) (*syn, bool) {
	item := func(i int) *syn {
		if i < 0 {
			return nil
		}
		return made[i]
	}
	switch alt.act {
	case actNode:
		n := d.newNode(alt.kind)
		for _, kid := range made {
			n.add(kid)
		}
		d.span(n, start)
		return n, true
	case actError:
		d.raise(d.labelled(alt.msg, item(alt.a), item(alt.b)))
	case actErrorFrom:
		e := d.labelled(alt.msg, item(alt.a), nil)
		d.endAtCursor(e)
		d.raise(e)
	case actErrorNext:
		d.raise(d.tokenError("SyntaxError", alt.msg, d.token(d.mark)))
	case actIndent:
		msg := alt.msg
		if a := item(alt.a); a != nil {
			msg = fmt.Sprintf(msg, d.s.lineNumber(d.s.lineStart(int(a.pos)+1)))
		}
		d.raise(d.lastTokenError("IndentationError", msg))
	case actDo:
		n := alt.do(d, item(alt.a), item(alt.b))
		if n == nil {
			return nil, false
		}
		return n, true
	}
	// Pass on the only node, or all of them.
	if only, ok := onlyNode(made); ok {
		return only, true
	}
	list := d.newNode(synList)
	for _, kid := range made {
		list.add(kid)
	}
	d.span(list, start)
	return list, true
}

// onlyNode returns the one node that items made, a token if that is all, nil
// if they made none; false if there are several or a list, which stays one.
func onlyNode(made []*syn) (only *syn, ok bool) {
	for _, n := range made {
		switch {
		case n == nil:
		case n.kind == synToken && only == nil:
			only = n
		case n.kind == synToken:
		case only != nil && only.kind != synToken, n.kind == synList:
			return nil, false
		default:
			only = n
		}
	}
	return only, true
}
