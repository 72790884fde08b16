package csv

import (
	"strings"

	"github.com/aio-lang/aio/vm/object"
)

// writer writes rows.
type writer struct {
	object.Opaque
	d     *dialect
	write value
}

var writerDecl = object.TypeDecl{
	Name: "_csv.writer", Kind: object.KindOpaque, Flags: object.TypeNoSubclass | object.TypeNoNew,
	Doc: "Writes the rows of a table.",
	Methods: []def{
		{Sig: "writerow(self, row, /)", Doc: "Write one row, and return what the file's write returns.", Fn: writeRow},
		{Sig: "writerows(self, rows, /)", Doc: "Write all rows.", Fn: func(t *thread, a []value) value {
			ok := t.Each(a[1], func(row value) bool { return writeRow(t, []value{a[0], row}).P != nil })
			if !ok || t.Exc.P != nil {
				return value{}
			}
			return object.None
		}},
	},
	Members: []object.GetSetDef{
		{Name: "dialect", Doc: "How the table is written.", Get: func(t *thread, v value) value { return object.FromHeader(&(*writer)(v.P).d.Header) }},
	},
}

func newWriter(t *thread, a []value) value {
	w := &writer{}
	w.write = t.LookupAttr(a[0], t.M.Intern("write"))
	if w.write.P == nil && t.Exc.P != nil {
		return value{}
	}
	if w.write.P == nil || !t.IsCallable(w.write) {
		return t.TypeErrorf("argument 1 must have a \"write\" method")
	}
	if w.d = dialectFrom(t, a[1], a[2]); w.d == nil {
		return value{}
	}
	return object.InitOpaque(&w.Opaque, t.M.TypeFor(&writerDecl))
}

func writeRow(t *thread, a []value) value {
	w := (*writer)(a[0].P)
	src, ok := object.NewSource(t, a[1])
	if !ok {
		if e := t.Catch(object.ShapeTypeError); e != nil {
			return fail(t, "iterable expected, not "+t.TypeName(a[1]))
		}
		return value{}
	}
	var b []byte
	n, lone := 0, false // lone: the only field is empty and not in quotes
	for ; ; n++ {
		x := src.Next(t)
		if x.P == nil {
			if t.Exc.P != nil {
				return value{}
			}
			break
		}
		if n > 0 {
			b = object.AppendRune(b, w.d.delimiter)
		}
		before := len(b)
		if b, ok = w.field(t, b, x); !ok {
			return value{}
		}
		lone = n == 0 && len(b) == before
	}
	if lone && n == 1 {
		q := w.d.quoting
		if q == quoteNone || (q == quoteStrings || q == quoteNotNull) {
			return fail(t, "single empty field record must be quoted")
		}
		b = object.AppendRune(object.AppendRune(b, w.d.quote), w.d.quote)
	}
	b = append(b, w.d.terminator...)
	return t.Call(w.write, object.NewStr(string(b)))
}

// field appends one field.
func (w *writer) field(t *thread, b []byte, v value) ([]byte, bool) {
	d := w.d
	isText := v.IsStr()
	_, isNumber := object.Float64(v)
	if !isNumber {
		isNumber = object.IsIntLike(v)
	}
	quoted := false
	switch d.quoting {
	case quoteAll:
		quoted = true
	case quoteNonnumeric:
		quoted = !isNumber
	case quoteStrings:
		quoted = isText
	case quoteNotNull:
		quoted = !v.IsNone()
	}
	text := ""
	switch {
	case isText:
		text = v.Text()
	case v.IsNone():
	case v.Kind() == object.KindFloat || isNumber && !object.IsIntLike(v):
		var ok bool
		if text, ok = t.Repr(v); !ok {
			return nil, false
		}
	default:
		var ok bool
		if text, ok = t.Str(v); !ok {
			return nil, false
		}
	}
	if text == "" && !quoted && d.delimiter == ' ' && d.skip {
		if d.quoting == quoteNone || v.IsNone() && (d.quoting == quoteStrings || d.quoting == quoteNotNull) {
			fail(t, "empty field must be quoted if delimiter is a space and skipinitialspace is true")
			return nil, false
		}
		quoted = true
	}
	body := make([]byte, 0, len(text)+2)
	for rest := text; rest != ""; {
		c, n := object.DecodeRune(rest)
		rest = rest[n:]
		special := c == d.delimiter || d.escape != none && c == d.escape || d.quote != none && c == d.quote || c == '\n' || c == '\r' ||
			strings.ContainsRune(d.terminator, c)
		if special {
			escape := false
			switch {
			case d.quoting == quoteNone:
				escape = true
			case c == d.quote:
				if d.double {
					body = object.AppendRune(body, c)
				} else {
					escape = true
				}
			case d.escape != none && c == d.escape:
				escape = true
			}
			if !escape {
				quoted = true
			}
			if escape && d.quoting == quoteNone && c == d.quote && d.escape == none {
				escape = false // nothing is quoted, so it stands for itself
			}
			if escape {
				if d.escape == none {
					fail(t, "need to escape, but no escapechar set")
					return nil, false
				}
				body = object.AppendRune(body, d.escape)
			}
		}
		body = object.AppendRune(body, c)
	}
	if d.quoting == quoteMinimal && text != "" && text[0] == ' ' && (d.delimiter == ' ' || d.skip) {
		quoted = true
	}
	if d.quoting == quoteNone {
		quoted = false
	}
	if quoted {
		b = object.AppendRune(b, d.quote)
	}
	b = append(b, body...)
	if quoted {
		b = object.AppendRune(b, d.quote)
	}
	return b, true
}
