// Package unicodedata is module unicodedata: the Unicode character database,
// version 15.1 as in CPython 3.13. The database for Unicode 3.2 that CPython
// keeps beside it (ucd_3_2_0) is not there.
package unicodedata

import (
	"github.com/aio-lang/aio/grammar/uniname"
	"github.com/aio-lang/aio/vm/object"
	"github.com/aio-lang/aio/vm/ucd"
)

// Module declares the module.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{
		Name: "unicodedata",
		Doc:  "Access to the Unicode character database, version " + ucd.Version + ": categories, names, numeric values, normal forms.",
		Funcs: []object.Def{
			{Sig: "bidirectional(chr, /)", Doc: "Return the bidirectional class of a character, '' for none.", Fn: bidirectional},
			{Sig: "category(chr, /)", Doc: "Return the general category of a character.", Fn: category},
			{Sig: "combining(chr, /)", Doc: "Return the canonical combining class of a character, 0 for none.", Fn: combining},
			{Sig: "decimal(chr, default=<>, /)", Doc: "Return the value of a decimal digit, else the default or ValueError.", Fn: decimal},
			{Sig: "decomposition(chr, /)", Doc: "Return what a character decomposes to, '' for nothing.", Fn: decomposition},
			{Sig: "digit(chr, default=<>, /)", Doc: "Return the value of a digit, else the default or ValueError.", Fn: digit},
			{Sig: "east_asian_width(chr, /)", Doc: "Return the East Asian width of a character.", Fn: eastAsianWidth},
			{Sig: "is_normalized(form, unistr, /)", Doc: "Report whether a string is in the normal form NFC, NFKC, NFD or NFKD.", Fn: isNormalized},
			{Sig: "lookup(name, /)", Doc: "Return the character or the sequence of that name; KeyError when there is none.", Fn: lookup},
			{Sig: "mirrored(chr, /)", Doc: "Return 1 for a character that is mirrored in bidirectional text, else 0.", Fn: mirrored},
			{Sig: "name(chr, default=<>, /)", Doc: "Return the name of a character, else the default or ValueError.", Fn: name},
			{Sig: "normalize(form, unistr, /)", Doc: "Return a string in the normal form NFC, NFKC, NFD or NFKD.", Fn: normalize},
			{Sig: "numeric(chr, default=<>, /)", Doc: "Return the value of a numeric character as a float, else the default or ValueError.", Fn: numeric},
		},
		Attrs: []object.Attr{{Name: "unidata_version", Value: object.NewStr(ucd.Version)}},
	}
}

// char takes a str of one character.
func char(t *object.Thread, fn, arg string, v object.Value) (rune, bool) {
	s := object.AsStr(v)
	if s == nil || s.Len() != 1 {
		t.BadArgument(fn, arg, "a unicode character", v)
		return 0, false
	}
	return s.At(0), true
}

// property answers a question about one character.
func property(t *object.Thread, fn string, a []object.Value, f func(r rune) object.Value) object.Value {
	r, ok := char(t, fn, "", a[0])
	if !ok {
		return object.Value{}
	}
	return f(r)
}

func category(t *object.Thread, a []object.Value) object.Value {
	return property(t, "category", a, func(r rune) object.Value { return object.NewStr(ucd.Category(r)) })
}

func bidirectional(t *object.Thread, a []object.Value) object.Value {
	return property(t, "bidirectional", a, func(r rune) object.Value { return object.NewStr(ucd.Bidirectional(r)) })
}

func combining(t *object.Thread, a []object.Value) object.Value {
	return property(t, "combining", a, func(r rune) object.Value { return object.Int(int64(ucd.Combining(r))) })
}

func decomposition(t *object.Thread, a []object.Value) object.Value {
	return property(t, "decomposition", a, func(r rune) object.Value { return object.NewStr(ucd.Decomposition(r)) })
}

func eastAsianWidth(t *object.Thread, a []object.Value) object.Value {
	return property(t, "east_asian_width", a, func(r rune) object.Value { return object.NewStr(ucd.Width(r)) })
}

func mirrored(t *object.Thread, a []object.Value) object.Value {
	return property(t, "mirrored", a, func(r rune) object.Value {
		if ucd.Mirrored(r) {
			return object.Int(1)
		}
		return object.Int(0)
	})
}

// value answers a question that not every character has an answer to: the
// second argument is the default.
func value(t *object.Thread, fn, wrong string, a []object.Value, f func(r rune) object.Value) object.Value {
	r, ok := char(t, fn, "1", a[0])
	if !ok {
		return object.Value{}
	}
	if v := f(r); !v.IsNil() {
		return v
	}
	if !a[1].IsNil() {
		return a[1]
	}
	return t.ValueErrorf("%s", wrong)
}

func small(n int) object.Value {
	if n < 0 {
		return object.Value{}
	}
	return object.Int(int64(n))
}

func decimal(t *object.Thread, a []object.Value) object.Value {
	return value(t, "decimal", "not a decimal", a, func(r rune) object.Value { return small(ucd.DecimalValue(r)) })
}

func digit(t *object.Thread, a []object.Value) object.Value {
	return value(t, "digit", "not a digit", a, func(r rune) object.Value { return small(ucd.DigitValue(r)) })
}

func numeric(t *object.Thread, a []object.Value) object.Value {
	return value(t, "numeric", "not a numeric character", a, func(r rune) object.Value {
		if f, ok := ucd.NumericValue(r); ok {
			return object.Float(f)
		}
		return object.Value{}
	})
}

func name(t *object.Thread, a []object.Value) object.Value {
	return value(t, "name", "no such name", a, func(r rune) object.Value {
		if n := uniname.Name(r); n != "" {
			return object.NewStr(n)
		}
		return object.Value{}
	})
}

// longestName is the length from which lookup does not try.
const longestName = 256

func lookup(t *object.Thread, a []object.Value) object.Value {
	var n string
	if s := object.AsStr(a[0]); s != nil {
		n = s.S
	} else {
		var ok bool
		if n, ok = t.BytesLike(a[0]); !ok {
			return object.Value{}
		}
	}
	if len(n) > longestName {
		return t.KeyError(object.NewStr("name too long"))
	}
	if r, ok := uniname.Lookup(n); ok {
		return object.NewChar(r)
	}
	if s, ok := uniname.Sequence(n); ok {
		return object.NewStr(s)
	}
	return t.KeyError(object.NewStr("undefined character name '" + n + "'"))
}

// formArgs takes the name of a normal form and a string.
func formArgs(t *object.Thread, fn string, a []object.Value) (form ucd.Form, s *object.Str, ok bool) {
	f, ok := t.StrArg(fn, "1", a[0])
	if !ok {
		return 0, nil, false
	}
	if s, ok = t.StrArg(fn, "2", a[1]); !ok {
		return 0, nil, false
	}
	switch f.S {
	case "NFC":
		form = ucd.NFC
	case "NFKC":
		form = ucd.NFKC
	case "NFD":
		form = ucd.NFD
	case "NFKD":
		form = ucd.NFKD
	default:
		// an empty string is in every form, known or not
		if s.Len() != 0 {
			t.ValueErrorf("invalid normalization form")
			return 0, nil, false
		}
	}
	return form, s, true
}

func normalized(form ucd.Form, s *object.Str) string {
	var b []byte
	for _, r := range ucd.Normalize(form, s.Runes()) {
		b = object.AppendRune(b, r)
	}
	return string(b)
}

func normalize(t *object.Thread, a []object.Value) object.Value {
	form, s, ok := formArgs(t, "normalize", a)
	if !ok {
		return object.Value{}
	}
	if s.IsASCII() {
		return object.NewStrLen(s.S, s.Len())
	}
	return object.NewStr(normalized(form, s))
}

func isNormalized(t *object.Thread, a []object.Value) object.Value {
	form, s, ok := formArgs(t, "is_normalized", a)
	if !ok {
		return object.Value{}
	}
	return object.Bool(s.IsASCII() || normalized(form, s) == s.S)
}
