package re

import (
	"strings"

	"github.com/aio-lang/aio/stdlib/regex"
	"github.com/aio-lang/aio/vm/object"
)

// replacement is what sub puts in place of matches: what f returns, or parts.
type replacement struct {
	f     value // nil for a template
	parts []regex.Part
	bytes bool
}

// replacementFor takes the first argument of sub.
func replacementFor(t *thread, p *pattern, v value) (r replacement, ok bool) {
	if t.IsCallable(v) {
		return replacement{f: v, bytes: p.bytes}, true
	}
	s := object.AsStr(v)
	text := ""
	switch {
	case s != nil:
		text = s.S
	case t.IsBytesLike(v):
		if text, ok = t.BytesLike(v); !ok {
			return r, false
		}
	default:
		t.TypeErrorf("decoding to str: need a bytes-like object, %s found", t.TypeName(v))
		return r, false
	}
	r.bytes = s == nil
	if strings.IndexByte(text, '\\') < 0 {
		r.parts = []regex.Part{{Text: text, Group: -1}}
		return r, true
	}
	parts, err := regex.ParseTemplate(runesOf(text, r.bytes), r.bytes, p.prog)
	if err != nil {
		raise(t, err, v)
		return r, false
	}
	r.parts = parts
	return r, true
}

// expand appends the template's text for a match.
func (r *replacement) expand(b []byte, text string, caps []int32) []byte {
	for _, part := range r.parts {
		if part.Group < 0 {
			b = append(b, part.Text...)
		} else if from, to := caps[2*part.Group], caps[2*part.Group+1]; from >= 0 && to >= 0 {
			b = append(b, text[from:to]...)
		}
	}
	return b
}

func patternSub(t *thread, a []value) value {
	r, _ := replace(t, a)
	return r
}

func patternSubn(t *thread, a []value) value {
	r, n := replace(t, a)
	if r.P == nil {
		return r
	}
	return object.NewPair(r, object.Int(int64(n)))
}

func replace(t *thread, a []value) (result value, n int) {
	p := (*pattern)(a[0].P)
	by, ok := replacementFor(t, p, a[1])
	if !ok {
		return value{}, 0
	}
	s := p.subjectFor(t, a[2], object.Int(0), object.Int(maxPos))
	if s == nil {
		return value{}, 0
	}
	limit, ok := t.SizeArg(a[3])
	if !ok {
		return value{}, 0
	}
	x := p.search(t, s)
	defer x.done()
	var out []byte
	last, pieces := int32(0), 0 // pieces: what there would be to join
	for ; limit == 0 || n < limit; n++ {
		found, ok := x.step(regex.Anywhere)
		if !ok {
			return value{}, 0
		}
		if !found {
			break
		}
		from, to := x.m.Caps[0], x.m.Caps[1]
		if last < from {
			out = append(out, s.text[last:from]...)
			pieces++
		}
		last = to
		switch {
		case by.f.P != nil:
			v := t.Call(by.f, x.match())
			if v.P == nil {
				return v, 0
			}
			if v.IsNone() {
				continue
			}
			if out, ok = appendPiece(t, out, v, p.bytes, pieces); !ok {
				return value{}, 0
			}
		case by.bytes != p.bytes:
			wrong := object.NewStr("")
			if by.bytes {
				wrong = object.NewBytes("")
			}
			appendPiece(t, nil, wrong, p.bytes, pieces)
			return value{}, 0
		default:
			out = by.expand(out, s.text, x.m.Caps)
		}
		pieces++
	}
	if n == 0 {
		return s.piece(0, int32(len(s.text))), 0
	}
	out = append(out, s.text[last:]...)
	if p.bytes {
		return object.NewBytesOf(out), n
	}
	return object.NewStr(string(out)), n
}

// appendPiece appends what a function returned in place of a match.
func appendPiece(t *thread, out []byte, v value, isBytes bool, at int) ([]byte, bool) {
	if !isBytes {
		if s := object.AsStr(v); s != nil {
			return append(out, s.S...), true
		}
		t.TypeErrorf("sequence item %d: expected str instance, %s found", at, t.TypeName(v))
		return nil, false
	}
	if !t.IsBytesLike(v) {
		t.TypeErrorf("sequence item %d: expected a bytes-like object, %s found", at, t.TypeName(v))
		return nil, false
	}
	b, ok := t.BytesLike(v)
	return append(out, b...), ok
}
