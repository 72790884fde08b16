package object

import (
	"strings"
	"unicode/utf8"
)

// File names are bytes to the system and str to scripts: UTF-8, with each byte
// that is not part of UTF-8 as a lone surrogate U+DC80…U+DCFF (PEP 383).

// Fspath is os.fspath(v): a str or bytes, of os.PathLike objects what their
// __fspath__ returns.
func (t *Thread) Fspath(v Value) Value {
	if k := v.Kind(); k == KindStr || k == KindBytes {
		return v
	}
	r, found := t.CallSpecial(v, names.Fspath)
	switch {
	case !found:
		return t.TypeErrorf("expected str, bytes or os.PathLike object, not %s", t.TypeName(v))
	case r.P == nil:
		return r
	case r.Kind() != KindStr && r.Kind() != KindBytes:
		return t.TypeErrorf("expected %s.__fspath__() to return str or bytes, not %s", t.TypeName(v), t.TypeName(r))
	}
	return r
}

// FileName is a path argument in the system's form. fn is the function's name
// for messages, "" where CPython has none. It fails for a str that no file can
// have and for one with a NUL.
func (t *Thread) FileName(fn string, v Value) (string, bool) {
	p := t.Fspath(v)
	if p.P == nil {
		return "", false
	}
	name := ""
	if p.Kind() == KindBytes {
		name = (*Bytes)(p.P).B
	} else {
		var ok bool
		if name, ok = t.EncodeText((*Str)(p.P), "utf-8", "surrogateescape"); !ok {
			return "", false
		}
	}
	if strings.IndexByte(name, 0) >= 0 {
		if fn != "" {
			fn += ": "
		}
		t.ValueErrorf("%sembedded null byte", fn)
		return "", false
	}
	return name, true
}

// FileNameStr is a file name of the system as the text of a str.
func FileNameStr(name string) string {
	if utf8.ValidString(name) {
		return name
	}
	var b []byte
	for i := 0; i < len(name); {
		r, n := utf8.DecodeRuneInString(name[i:])
		if r == utf8.RuneError && n == 1 {
			b = AppendRune(b, 0xdc00+rune(name[i]))
		} else {
			b = append(b, name[i:i+n]...)
		}
		i += n
	}
	return string(b)
}
