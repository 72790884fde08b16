package regex

import "math"

// op is the kind of a node.
type op uint8

const (
	opEmpty   op = iota
	opSet        // one character of set
	opText       // the characters of text, in the order given
	opAt         // a place: at
	opSeq        // subs, one after the other
	opAlt        // one of subs, the first that leads to a match
	opGroup      // subs[0], captured as group
	opRepeat     // subs[0], min to max times
	opLook       // subs[0] matches here, or before, or (negated) does not
	opBackref    // what group captured
	opCond       // subs[0] if group has captured, else subs[1]
	opAtomic     // subs[0], without going back into it
	opFail       // nothing
)

// place is a zero-width condition on a position.
type place uint8

const (
	atStart place = iota
	atLineStart
	atEnd     // the end, or before a newline that ends the text
	atLineEnd // the end of any line
	atVeryEnd
	atBoundary
	atNoBoundary
	atASCIIBoundary
	atNoASCIIBoundary
)

// mode is how a repeat tries its counts.
type mode uint8

const (
	greedy mode = iota
	lazy
	possessive
)

// noMax is the upper bound of a repeat that has none.
const noMax = math.MaxInt32

type node struct {
	op       op
	mode     mode
	at       place
	negated  bool
	behind   bool
	fold     foldKind // of a backreference
	plain    bool     // a group without a number or flags of its own
	group    int
	min, max int
	set      *Set
	text     []rune
	subs     []*node
}

// width is the least and the greatest length of what n matches, in code
// points. The width of a group's text is the group's.
func (n *node) width(groups map[int][2]int) (lo, hi int) {
	switch n.op {
	case opSet:
		return 1, 1
	case opText:
		return len(n.text), len(n.text)
	case opSeq:
		for _, s := range n.subs {
			l, h := s.width(groups)
			lo, hi = capped(lo+l), capped(hi+h)
		}
	case opAlt:
		for i, s := range n.subs {
			l, h := s.width(groups)
			if i == 0 {
				lo, hi = l, h
			}
			lo, hi = min(lo, l), max(hi, h)
		}
	case opCond:
		lo, hi = n.subs[0].width(groups)
		l, h := n.subs[1].width(groups)
		lo, hi = min(lo, l), max(hi, h)
	case opGroup:
		lo, hi = n.subs[0].width(groups)
		groups[n.group] = [2]int{lo, hi}
	case opAtomic:
		return n.subs[0].width(groups)
	case opRepeat:
		l, h := n.subs[0].width(groups)
		return capped(l * n.min), capped(h * n.max)
	case opBackref:
		w := groups[n.group]
		return w[0], w[1]
	case opLook:
		n.subs[0].width(groups)
	}
	return lo, hi
}

func capped(n int) int { return min(n, noMax) }

// checkLookBehinds finds those whose length is not fixed, and notes that of
// the others in min.
func checkLookBehinds(root *node) error {
	groups := map[int][2]int{}
	root.width(groups)
	var check func(n *node) error
	check = func(n *node) error {
		if n.op == opLook && n.behind {
			lo, hi := n.subs[0].width(groups)
			if lo != hi {
				return &Error{"look-behind requires fixed-width pattern", -1}
			}
			n.min = lo
		}
		for _, s := range n.subs {
			if err := check(s); err != nil {
				return err
			}
		}
		return nil
	}
	return check(root)
}

// firsts is what is known of the first byte of what a node matches. empty:
// it may match nothing, so what follows counts too.
type firsts struct {
	bytes [256]bool
	empty bool
}

func (f *firsts) add(o *firsts) {
	for i, in := range o.bytes {
		f.bytes[i] = f.bytes[i] || in
	}
}

func (f *firsts) addAll() {
	for i := range f.bytes {
		f.bytes[i] = true
	}
}

func (n *node) firsts(isBytes bool) *firsts {
	f := &firsts{}
	switch n.op {
	case opSet:
		f.bytes = *n.set.leads(isBytes)
	case opText:
		f.bytes[encode(n.text[:1], isBytes)[0]] = true
	case opSeq:
		f.empty = true
		for _, s := range n.subs {
			o := s.firsts(isBytes)
			f.add(o)
			if f.empty = o.empty; !f.empty {
				break
			}
		}
	case opAlt, opCond:
		for _, s := range n.subs {
			o := s.firsts(isBytes)
			f.add(o)
			f.empty = f.empty || o.empty
		}
	case opGroup, opAtomic:
		return n.subs[0].firsts(isBytes)
	case opRepeat:
		if n.max == 0 {
			f.empty = true
			break
		}
		f = n.subs[0].firsts(isBytes)
		f.empty = f.empty || n.min == 0
	case opBackref:
		f.addAll()
		f.empty = true
	case opFail:
	default:
		f.empty = true
	}
	return f
}
