package re

import (
	"math"
	"strings"

	"github.com/aio-lang/aio/stdlib/regex"
	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/object"
)

// pattern is a compiled pattern.
type pattern struct {
	object.Opaque
	prog   *regex.Program
	source value // what it was compiled from
	text   string
	bytes  bool
	index  value   // groupindex, made when asked for
	names  []value // of the groups, None for those without; made when asked for
	// idle is a matcher for the next search that needs one; nil while it is
	// in use
	idle *regex.Matcher
}

const (
	maxPos = math.MaxInt64
	region = "(self, string, pos=0, endpos=9223372036854775807)"
)

var patternDecl = typeDecl{
	Name: "re.Pattern", Kind: object.KindOpaque, Flags: object.TypeNoSubclass | object.TypeNoNew,
	Doc: "A compiled regular expression.",
	Methods: []def{
		{Sig: "match" + region, Doc: "Match at pos; return a Match or None.", Fn: patternMatch(regex.AtStart)},
		{Sig: "fullmatch" + region, Doc: "Match from pos to endpos; return a Match or None.", Fn: patternMatch(regex.Whole)},
		{Sig: "search" + region, Doc: "Find the first match from pos on; return a Match or None.", Fn: patternMatch(regex.Anywhere)},
		{Sig: "findall" + region, Doc: "Return a list of what the pattern, or its groups, match.", Fn: patternFindall},
		{Sig: "finditer" + region, Doc: "Return an iterator over the matches.", Fn: patternFinditer},
		{Sig: "scanner" + region, Doc: "Return an object whose match and search go on where the last one ended.", Fn: patternScanner},
		{Sig: "split(self, string, maxsplit=0)", Doc: "Split string at every match.", Fn: patternSplit},
		{Sig: "sub(self, repl, string, count=0)", Doc: "Return string with matches replaced.", Fn: patternSub},
		{Sig: "subn(self, repl, string, count=0)", Doc: "Do as sub, and return the number of replacements too.", Fn: patternSubn},
		{Sig: "__copy__(self, /)", Doc: "Return the pattern itself.", Fn: func(t *thread, a []value) value { return a[0] }},
		{Sig: "__deepcopy__(self, memo, /)", Doc: "Return the pattern itself.", Fn: func(t *thread, a []value) value { return a[0] }},
		{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: patternRepr},
		{Sig: "__hash__(self, /)", Doc: "Return hash(self).", Fn: func(t *thread, a []value) value {
			p := (*pattern)(a[0].P)
			h, ok := t.Hash(p.source)
			if !ok {
				return value{}
			}
			return object.Int(int64(h) ^ int64(p.prog.Flags))
		}},
		{Sig: "__eq__(self, value, /)", Doc: "Return self==value.", Fn: patternCompare(true)},
		{Sig: "__ne__(self, value, /)", Doc: "Return self!=value.", Fn: patternCompare(false)},
	},
	Class: []def{classGetItem},
	Members: []object.GetSetDef{
		{Name: "pattern", Doc: "What the pattern was compiled from.", Get: func(t *thread, v value) value { return (*pattern)(v.P).source }},
		{Name: "flags", Doc: "The flags it was compiled with.", Get: func(t *thread, v value) value { return object.Int(int64((*pattern)(v.P).prog.Flags)) }},
		{Name: "groups", Doc: "The number of capturing groups.", Get: func(t *thread, v value) value { return object.Int(int64((*pattern)(v.P).prog.Groups)) }},
	},
	GetSets: []object.GetSetDef{
		{Name: "groupindex", Doc: "The numbers of the named groups.", Get: func(t *thread, v value) value {
			p := (*pattern)(v.P)
			if p.index.P == nil {
				d := object.NewDict()
				for _, name := range p.prog.Order {
					d.SetStr(t.M.Intern(name), object.Int(int64(p.prog.Names[name])))
				}
				p.index = object.NewMappingProxy(d.Value())
			}
			return p.index
		}},
	},
}

var classGetItem = def{Sig: "__class_getitem__(cls, item, /)", Doc: "See PEP 585", Fn: func(t *thread, a []value) value {
	return object.NewGenericAlias(t, a[0], a[1])
}}

// asPattern returns the Pattern v is, or nil.
func asPattern(t *thread, v value) *pattern {
	if v.Kind() == object.KindOpaque && t.M.TypeOf(v) == t.M.TypeFor(&patternDecl) {
		return (*pattern)(v.P)
	}
	return nil
}

func patternRepr(t *thread, a []value) value {
	p := (*pattern)(a[0].P)
	text, ok := t.Repr(p.source)
	if !ok {
		return value{}
	}
	out := "re.compile(" + clip(text, 200)
	if f := flagText(p.prog.Flags, p.bytes); f != "" {
		out += ", " + f
	}
	return object.NewStr(out + ")")
}

// clip returns the first n characters of s.
func clip(s string, n int) string {
	if str := object.AsStr(object.NewStr(s)); str.Len() > n {
		return s[:str.Offset(n)]
	}
	return s
}

func patternCompare(equal bool) object.NativeFn {
	return func(t *thread, a []value) value {
		if t.M.TypeOf(a[0]) != t.M.TypeOf(a[1]) {
			return object.NotImplemented
		}
		p, q := (*pattern)(a[0].P), (*pattern)(a[1].P)
		same := p == q || p.prog.Flags == q.prog.Flags && p.text == q.text && p.bytes == q.bytes
		return object.Bool(same == equal)
	}
}

// subject is a text being searched.
type subject struct {
	orig    value
	str     *object.Str // nil for bytes
	text    string
	pos     int // where the search began, in characters
	endpos  int
	from    int // the same as offset
	visible int // offset of endpos
}

// subjectFor takes a text for the pattern; nil on error.
func (p *pattern) subjectFor(t *thread, v value, pos, endpos value) *subject {
	s := &subject{orig: v, str: object.AsStr(v)}
	length := 0
	switch {
	case s.str != nil && p.bytes:
		t.TypeErrorf("cannot use a bytes pattern on a string-like object")
		return nil
	case s.str != nil:
		s.text, length = s.str.S, s.str.Len()
	case !t.IsBytesLike(v):
		t.TypeErrorf("expected string or bytes-like object, got '%s'", t.TypeName(v))
		return nil
	case !p.bytes:
		t.TypeErrorf("cannot use a string pattern on a bytes-like object")
		return nil
	default:
		b, ok := t.BytesLike(v)
		if !ok {
			return nil
		}
		if object.AsBytes(v) == nil { // may change meanwhile
			b = strings.Clone(b)
		}
		s.text, length = b, len(b)
	}
	var ok bool
	if s.pos, ok = t.SizeArg(pos); !ok {
		return nil
	}
	if s.endpos, ok = t.SizeArg(endpos); !ok {
		return nil
	}
	s.pos = min(max(s.pos, 0), length)
	s.endpos = min(max(s.endpos, 0), length)
	s.from, s.visible = s.pos, s.endpos
	if s.str != nil {
		s.from, s.visible = s.str.Offset(s.pos), s.str.Offset(s.endpos)
	}
	return s
}

// index is the number of the character at an offset.
func (s *subject) index(off int) int {
	if s.str == nil {
		return off
	}
	return s.str.Index(off)
}

// piece is the text between two offsets.
func (s *subject) piece(from, to int32) value {
	part := s.text[from:to]
	switch {
	case s.str != nil:
		return s.str.Piece(part)
	case len(part) == len(s.text) && s.orig.Shape() == object.ShapeBytes:
		return s.orig
	case len(part) < len(s.text)/4:
		part = strings.Clone(part)
	}
	return object.NewBytes(part)
}

// empty is the text of nothing.
func (s *subject) empty() value {
	if s.str != nil {
		return object.NewStr("")
	}
	return object.NewBytes("")
}

// search goes from match to match in one text.
type search struct {
	t        *thread
	p        *pattern
	s        *subject
	m        *regex.Matcher
	next     int
	nonEmpty int
}

func (p *pattern) search(t *thread, s *subject) search {
	m := p.idle
	if p.idle = nil; m == nil {
		m = regex.NewMatcher(p.prog, "")
	}
	m.Reset(s.text[:s.visible])
	m.Poll = vm.Of(t).CheckInterrupt
	return search{t, p, s, m, s.from, -1}
}

// done leaves the matcher to the next search.
func (x *search) done() {
	x.m.Reset("")
	x.p.idle = x.m
}

// name is the name of a group, or None.
func (p *pattern) name(t *thread, group int) value {
	if p.names == nil {
		p.names = make([]value, p.prog.Groups+1)
		for i := range p.names {
			p.names[i] = object.None
		}
		for name, g := range p.prog.Names {
			p.names[g] = t.M.Intern(name).Value()
		}
	}
	return p.names[group]
}

// step finds the next match. An empty match may follow at the end of another
// one, but not of an empty one.
func (x *search) step(kind regex.Kind) (found, ok bool) {
	if x.next > x.s.visible {
		return false, true
	}
	found, err := x.m.Match(x.next, kind, x.nonEmpty)
	if err != nil {
		raise(x.t, err, value{})
		return false, false
	}
	if !found {
		x.next = x.s.visible + 1
		return false, true
	}
	start, end := int(x.m.Caps[0]), int(x.m.Caps[1])
	x.next, x.nonEmpty = end, -1
	if start == end {
		x.nonEmpty = end
	}
	return true, true
}

// match makes a Match of what step has found.
func (x *search) match() value { return newMatch(x.t, x.p, x.s, x.m) }

func patternMatch(kind regex.Kind) object.NativeFn {
	return func(t *thread, a []value) value {
		p := (*pattern)(a[0].P)
		s := p.subjectFor(t, a[1], a[2], a[3])
		if s == nil {
			return value{}
		}
		x := p.search(t, s)
		defer x.done()
		found, ok := x.step(kind)
		switch {
		case !ok:
			return value{}
		case !found:
			return object.None
		}
		return x.match()
	}
}

func patternFindall(t *thread, a []value) value {
	p := (*pattern)(a[0].P)
	s := p.subjectFor(t, a[1], a[2], a[3])
	if s == nil {
		return value{}
	}
	x := p.search(t, s)
	defer x.done()
	items := []value{}
	group := func(n int) value {
		if x.m.Caps[2*n] < 0 || x.m.Caps[2*n+1] < 0 {
			return s.empty()
		}
		return s.piece(x.m.Caps[2*n], x.m.Caps[2*n+1])
	}
	for {
		found, ok := x.step(regex.Anywhere)
		switch {
		case !ok:
			return value{}
		case !found:
			return object.NewList(items)
		}
		if p.prog.Groups <= 1 {
			items = append(items, group(p.prog.Groups))
			continue
		}
		tuple, parts := object.MakeTuple(p.prog.Groups)
		for i := range parts {
			parts[i] = group(i + 1)
		}
		items = append(items, tuple)
	}
}

func patternSplit(t *thread, a []value) value {
	p := (*pattern)(a[0].P)
	s := p.subjectFor(t, a[1], object.Int(0), object.Int(maxPos))
	if s == nil {
		return value{}
	}
	limit, ok := t.SizeArg(a[2])
	if !ok {
		return value{}
	}
	x := p.search(t, s)
	defer x.done()
	items := []value{}
	last := int32(0)
	for n := 0; limit == 0 || n < limit; n++ {
		found, ok := x.step(regex.Anywhere)
		if !ok {
			return value{}
		}
		if !found {
			break
		}
		c := x.m.Caps
		items = append(items, s.piece(last, c[0]))
		for i := 2; i < len(c); i += 2 {
			if c[i] < 0 || c[i+1] < 0 {
				items = append(items, object.None)
			} else {
				items = append(items, s.piece(c[i], c[i+1]))
			}
		}
		last = c[1]
	}
	return object.NewList(append(items, s.piece(last, int32(len(s.text)))))
}
