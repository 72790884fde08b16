package re

import (
	"github.com/aio-lang/aio/stdlib/regex"
	"github.com/aio-lang/aio/vm/object"
)

// scanner is what Pattern.scanner returns, and what finditer goes by.
type scanner struct {
	object.Opaque
	search search
}

var scannerDecl = typeDecl{
	Name: "_sre.SRE_Scanner", Kind: object.KindOpaque, Flags: object.TypeNoSubclass | object.TypeNoNew,
	Doc: "Goes from match to match in one text.",
	Methods: []def{
		{Sig: "match(self, /)", Doc: "Match where the last match ended; return a Match or None.", Fn: scan(regex.AtStart)},
		{Sig: "search(self, /)", Doc: "Find the next match; return a Match or None.", Fn: scan(regex.Anywhere)},
	},
	Members: []object.GetSetDef{
		{Name: "pattern", Doc: "The pattern.", Get: func(t *thread, v value) value {
			return object.FromHeader(&(*scanner)(v.P).search.p.Header)
		}},
	},
}

func scan(kind regex.Kind) object.NativeFn {
	return func(t *thread, a []value) value {
		x := &(*scanner)(a[0].P).search
		x.t = t
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

func patternScanner(t *thread, a []value) value {
	p := (*pattern)(a[0].P)
	s := p.subjectFor(t, a[1], a[2], a[3])
	if s == nil {
		return value{}
	}
	c := &scanner{search: p.search(t, s)}
	return object.InitOpaque(&c.Opaque, t.M.TypeFor(&scannerDecl))
}

func patternFinditer(t *thread, a []value) value {
	c := patternScanner(t, a)
	if c.P == nil {
		return c
	}
	next := t.GetAttr(c, t.M.Intern("search"))
	if next.P == nil {
		return next
	}
	return object.NewCallableIterator(next, object.None)
}
