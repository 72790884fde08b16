package re

import (
	"fmt"

	"github.com/aio-lang/aio/stdlib/regex"
	"github.com/aio-lang/aio/vm/object"
)

// match is one match: offsets into the subject's text.
type match struct {
	object.Opaque
	p    *pattern
	s    *subject
	caps []int32
	last int32    // the group closed last, 0 for none
	few  [6]int32 // room for caps where there are few groups
}

var matchDecl = typeDecl{
	Name: "re.Match", Kind: object.KindOpaque, Flags: object.TypeNoSubclass | object.TypeNoNew,
	Doc: "What a match has found: where, and which groups.",
	Methods: []def{
		{Sig: "group(self, /, *args)", Doc: "Return the text of groups, by number or name; of the whole match without arguments.", Fn: matchGroup},
		{Sig: "groups(self, default=None)", Doc: "Return a tuple of the texts of all groups, default for those that took no part.", Fn: matchGroups},
		{Sig: "groupdict(self, default=None)", Doc: "Return a dict of the texts of the named groups.", Fn: matchGroupDict},
		{Sig: "start(self, group=0, /)", Doc: "Return the index where a group begins, -1 where it took no part.", Fn: matchPlace(func(from, to value) value { return from })},
		{Sig: "end(self, group=0, /)", Doc: "Return the index where a group ends, -1 where it took no part.", Fn: matchPlace(func(from, to value) value { return to })},
		{Sig: "span(self, group=0, /)", Doc: "Return where a group begins and ends.", Fn: matchPlace(object.NewPair)},
		{Sig: "expand(self, template)", Doc: "Return a template with the groups filled in, as sub does.", Fn: matchExpand},
		{Sig: "__getitem__(self, key, /)", Doc: "Return self[key].", Fn: func(t *thread, a []value) value {
			m := (*match)(a[0].P)
			g := m.number(t, a[1])
			if g < 0 {
				return value{}
			}
			return m.text(g, object.None)
		}},
		{Sig: "__copy__(self, /)", Doc: "Return the match itself.", Fn: func(t *thread, a []value) value { return a[0] }},
		{Sig: "__deepcopy__(self, memo, /)", Doc: "Return the match itself.", Fn: func(t *thread, a []value) value { return a[0] }},
		{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: matchRepr},
	},
	Class: []def{classGetItem},
	Attrs: []object.Attr{{Name: "__iter__", Value: object.None}}, // indexing alone makes no iterable of it
	Members: []object.GetSetDef{
		{Name: "string", Doc: "The text that was searched.", Get: func(t *thread, v value) value { return (*match)(v.P).s.orig }},
		{Name: "re", Doc: "The pattern.", Get: func(t *thread, v value) value { return object.FromHeader(&(*match)(v.P).p.Header) }},
		{Name: "pos", Doc: "The index where the search began.", Get: func(t *thread, v value) value { return object.Int(int64((*match)(v.P).s.pos)) }},
		{Name: "endpos", Doc: "The index that the search did not go beyond.", Get: func(t *thread, v value) value { return object.Int(int64((*match)(v.P).s.endpos)) }},
	},
	GetSets: []object.GetSetDef{
		{Name: "lastindex", Doc: "The number of the group that was matched last.", Get: func(t *thread, v value) value {
			if m := (*match)(v.P); m.last > 0 {
				return object.Int(int64(m.last))
			}
			return object.None
		}},
		{Name: "lastgroup", Doc: "The name of the group that was matched last.", Get: func(t *thread, v value) value {
			m := (*match)(v.P)
			return m.p.name(t, int(m.last))
		}},
		{Name: "regs", Doc: "The spans of the whole match and of all groups.", Get: func(t *thread, v value) value {
			m := (*match)(v.P)
			tuple, spans := object.MakeTuple(len(m.caps) / 2)
			for g := range spans {
				spans[g] = object.NewPair(m.place(g))
			}
			return tuple
		}},
	},
}

func newMatch(t *thread, p *pattern, s *subject, found *regex.Matcher) value {
	m := &match{p: p, s: s, last: found.Last}
	m.caps = append(m.few[:0], found.Caps...)
	return object.InitOpaque(&m.Opaque, t.M.TypeFor(&matchDecl))
}

// number is the number of the group that v names, or negative with an
// exception pending.
func (m *match) number(t *thread, v value) int {
	n := -1
	if name := object.AsStr(v); name != nil {
		if g, known := m.p.prog.Names[name.S]; known {
			n = g
		}
	} else if object.IsIntLike(v) || t.M.Lookup(t.M.TypeOf(v), object.Names().Index).P != nil {
		i := t.Index(v)
		if i.P == nil {
			return -1
		}
		if k, ok := object.Int64(i); ok && k >= 0 && k < int64(len(m.caps)/2) {
			n = int(k)
		}
	}
	if n < 0 {
		t.IndexErrorf("no such group")
	}
	return n
}

// text is the text of a group; missing where it took no part.
func (m *match) text(g int, missing value) value {
	from, to := m.caps[2*g], m.caps[2*g+1]
	if from < 0 || to < 0 {
		return missing
	}
	return m.s.piece(from, to)
}

// place is where a group begins and ends.
func (m *match) place(g int) (from, to value) {
	a, b := m.caps[2*g], m.caps[2*g+1]
	if a < 0 || b < 0 {
		return object.Int(-1), object.Int(-1)
	}
	return object.Int(int64(m.s.index(int(a)))), object.Int(int64(m.s.index(int(b))))
}

func matchGroup(t *thread, a []value) value {
	m := (*match)(a[0].P)
	args := object.AsTuple(a[1]).Items
	if len(args) == 0 {
		return m.text(0, object.None)
	}
	texts := make([]value, len(args))
	for i, x := range args {
		g := m.number(t, x)
		if g < 0 {
			return value{}
		}
		texts[i] = m.text(g, object.None)
	}
	if len(texts) == 1 {
		return texts[0]
	}
	return object.NewTuple(texts)
}

func matchGroups(t *thread, a []value) value {
	m := (*match)(a[0].P)
	tuple, texts := object.MakeTuple(m.p.prog.Groups)
	for i := range texts {
		texts[i] = m.text(i+1, a[1])
	}
	return tuple
}

func matchGroupDict(t *thread, a []value) value {
	m := (*match)(a[0].P)
	d := object.NewDict()
	for _, name := range m.p.prog.Order {
		d.SetStr(t.M.Intern(name), m.text(m.p.prog.Names[name], a[1]))
	}
	return d.Value()
}

func matchPlace(which func(from, to value) value) object.NativeFn {
	return func(t *thread, a []value) value {
		m := (*match)(a[0].P)
		g := m.number(t, a[1])
		if g < 0 {
			return value{}
		}
		return which(m.place(g))
	}
}

func matchExpand(t *thread, a []value) value {
	m := (*match)(a[0].P)
	if t.IsCallable(a[1]) {
		return t.TypeErrorf("decoding to str: need a bytes-like object, %s found", t.TypeName(a[1]))
	}
	r, ok := replacementFor(t, m.p, a[1])
	if !ok {
		return value{}
	}
	if r.bytes != m.p.bytes {
		wrong := object.NewStr("")
		if r.bytes {
			wrong = object.NewBytes("")
		}
		appendPiece(t, nil, wrong, m.p.bytes, 0)
		return value{}
	}
	out := r.expand(nil, m.s.text, m.caps)
	if r.bytes {
		return object.NewBytesOf(out)
	}
	return object.NewStr(string(out))
}

func matchRepr(t *thread, a []value) value {
	m := (*match)(a[0].P)
	text, ok := t.Repr(m.text(0, object.None))
	if !ok {
		return value{}
	}
	from, to := m.place(0)
	return object.NewStr(fmt.Sprintf("<re.Match object; span=(%d, %d), match=%s>", from.AsInt(), to.AsInt(), clip(text, 50)))
}
