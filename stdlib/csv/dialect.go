package csv

import (
	"strings"

	"github.com/aio-lang/aio/vm/object"
)

const (
	quoteMinimal = iota
	quoteAll
	quoteNonnumeric
	quoteNone
	quoteStrings
	quoteNotNull
)

// none stands for a character that a dialect does not have.
const none = rune(-1)

// dialect is how a table is written.
type dialect struct {
	object.Opaque
	delimiter, quote, escape rune
	terminator               string
	quoting                  int
	double, skip, strict     bool
}

var dialectDecl = object.TypeDecl{
	Name: "_csv.Dialect", Kind: object.KindOpaque, Doc: "A dialect that has been checked.",
	New: &def{Sig: "__new__(cls, *args, **kwargs)", Doc: "Check a dialect.", Fn: func(t *thread, a []value) value {
		d := &dialect{}
		if !d.fill(t, a[1], a[2]) {
			return value{}
		}
		return object.InitOpaque(&d.Opaque, object.AsType(a[0]))
	}},
	Members: []object.GetSetDef{
		attr("delimiter", func(d *dialect) value { return char(d.delimiter) }),
		attr("quotechar", func(d *dialect) value { return char(d.quote) }),
		attr("escapechar", func(d *dialect) value { return char(d.escape) }),
		attr("lineterminator", func(d *dialect) value { return object.NewStr(d.terminator) }),
		attr("quoting", func(d *dialect) value { return object.Int(int64(d.quoting)) }),
		attr("doublequote", func(d *dialect) value { return object.Bool(d.double) }),
		attr("skipinitialspace", func(d *dialect) value { return object.Bool(d.skip) }),
		attr("strict", func(d *dialect) value { return object.Bool(d.strict) }),
	},
}

func attr(name string, get func(d *dialect) value) object.GetSetDef {
	return object.GetSetDef{Name: name, Doc: name, Get: func(t *thread, v value) value { return get((*dialect)(v.P)) }}
}

func char(c rune) value {
	if c == none {
		return object.None
	}
	return object.NewChar(c)
}

// dialectFrom makes the dialect of a reader's or writer's arguments; nil on
// error.
func dialectFrom(t *thread, args, kwargs value) *dialect {
	d := &dialect{}
	if !d.fill(t, args, kwargs) {
		return nil
	}
	object.InitOpaque(&d.Opaque, t.M.TypeFor(&dialectDecl))
	return d
}

// option is one setting of a dialect: where it lies, and its value where
// nothing is said.
type option struct {
	name string
	set  func(t *thread, d *dialect, v value) bool
}

var options = []option{
	{"delimiter", func(t *thread, d *dialect, v value) bool { return oneChar(t, &d.delimiter, "delimiter", v, false) }},
	{"doublequote", func(t *thread, d *dialect, v value) bool { return truth(t, &d.double, v) }},
	{"escapechar", func(t *thread, d *dialect, v value) bool { return oneChar(t, &d.escape, "escapechar", v, true) }},
	{"lineterminator", func(t *thread, d *dialect, v value) bool {
		if v.IsNone() {
			t.TypeErrorf("lineterminator must be set")
			return false
		}
		s := object.AsStr(v)
		if s == nil {
			t.TypeErrorf("\"lineterminator\" must be a string")
			return false
		}
		d.terminator = s.S
		return true
	}},
	{"quotechar", func(t *thread, d *dialect, v value) bool { return oneChar(t, &d.quote, "quotechar", v, true) }},
	{"quoting", func(t *thread, d *dialect, v value) bool {
		n, ok := object.Int64(v)
		switch {
		case !ok || !object.IsIntLike(v) || v.IsBool():
			t.TypeErrorf("\"quoting\" must be an integer")
			return false
		case n < quoteMinimal || n > quoteNotNull:
			t.TypeErrorf("bad \"quoting\" value")
			return false
		}
		d.quoting = int(n)
		return true
	}},
	{"skipinitialspace", func(t *thread, d *dialect, v value) bool { return truth(t, &d.skip, v) }},
	{"strict", func(t *thread, d *dialect, v value) bool { return truth(t, &d.strict, v) }},
}

func truth(t *thread, b *bool, v value) (ok bool) {
	*b, ok = t.Truth(v)
	return ok
}

func oneChar(t *thread, c *rune, name string, v value, mayLack bool) bool {
	s := object.AsStr(v)
	switch {
	case v.IsNone() && mayLack:
		*c = none
	case s == nil && mayLack:
		t.TypeErrorf("\"%s\" must be string or None, not %s", name, t.TypeName(v))
	case s == nil:
		t.TypeErrorf("\"%s\" must be string, not %s", name, t.TypeName(v))
	case s.Len() != 1:
		t.TypeErrorf("\"%s\" must be a 1-character string", name)
	default:
		*c = s.At(0)
	}
	return t.Exc.P == nil
}

// fill takes the settings of an object or a name, and of keyword arguments,
// which go before.
func (d *dialect) fill(t *thread, args, kwargs value) bool {
	d.delimiter, d.quote, d.escape, d.terminator, d.double = ',', '"', none, "\r\n", true
	var base value
	given := object.AsTuple(args).Items
	if len(given) > 1 {
		t.TypeErrorf("expected at most 1 positional argument, got %d", len(given))
		return false
	}
	kw := map[string]value{}
	if more := object.AsDict(kwargs); kwargs.P != nil && more != nil {
		more.Each(func(k, v value) bool {
			kw[k.Text()] = v
			return true
		})
	}
	if len(given) == 1 {
		base = given[0]
	} else if v, ok := kw["dialect"]; ok {
		base = v
	}
	delete(kw, "dialect")
	if base.P != nil && base.IsStr() {
		if base = getDialect(t, []value{base}); base.P == nil {
			return false
		}
	}
	quotingGiven := false
	for _, o := range options {
		v, ok := kw[o.name]
		delete(kw, o.name)
		if !ok && base.P != nil && !base.IsNone() {
			v = t.LookupAttr(base, t.M.Intern(o.name))
			if v.P == nil && t.Exc.P != nil {
				return false
			}
			ok = v.P != nil
		}
		if !ok {
			continue
		}
		quotingGiven = quotingGiven || o.name == "quoting"
		if !o.set(t, d, v) {
			return false
		}
	}
	for name := range kw {
		t.TypeErrorf("this function got an unexpected keyword argument '%s'", name)
		return false
	}
	if d.quote == none && !quotingGiven {
		d.quoting = quoteNone
	}
	return d.check(t)
}

// check refuses characters that have two meanings.
func (d *dialect) check(t *thread) bool {
	if d.quoting != quoteNone && d.quote == none {
		t.TypeErrorf("quotechar must be set if quoting enabled")
		return false
	}
	bad := func(c rune, spaceToo bool) bool {
		return c == '\r' || c == '\n' || c == ' ' && spaceToo
	}
	inTerminator := func(c rune) bool { return c != none && strings.ContainsRune(d.terminator, c) }
	what := ""
	switch {
	case bad(d.delimiter, false):
		what = "bad delimiter value"
	case d.escape != none && bad(d.escape, d.skip):
		what = "bad escapechar value"
	case d.quote != none && bad(d.quote, d.skip):
		what = "bad quotechar value"
	case d.escape != none && d.delimiter == d.escape:
		what = "bad delimiter or escapechar value"
	case d.quote != none && d.delimiter == d.quote:
		what = "bad delimiter or quotechar value"
	case d.escape != none && d.escape == d.quote:
		what = "bad escapechar or quotechar value"
	case inTerminator(d.delimiter):
		what = "bad delimiter or lineterminator value"
	case inTerminator(d.escape):
		what = "bad escapechar or lineterminator value"
	case inTerminator(d.quote):
		what = "bad quotechar or lineterminator value"
	default:
		return true
	}
	t.ValueErrorf("%s", what)
	return false
}
