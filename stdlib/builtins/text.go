package builtins

import (
	"github.com/aio-lang/aio/stdlib/io"
	"github.com/aio-lang/aio/stdlib/sys"
	"github.com/aio-lang/aio/vm/object"
)

// Builtins that make, take or write text.

var textFuncs = []object.Def{
	{Sig: "ascii(obj, /)", Doc: "Return an ASCII-only representation of an object.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		return strOf(t.ASCII(a[0]))
	}},
	{Sig: "chr(i, /)", Doc: "Return a Unicode string of one character with ordinal i; 0 <= i <= 0x10ffff.", Fn: chr},
	{Sig: "format(value, format_spec='', /)", Doc: "Return type(value).__format__(value, format_spec).", Fn: func(t *object.Thread, a []object.Value) object.Value {
		if !a[1].IsStr() {
			return t.BadArgument("format", "2", "str", a[1])
		}
		return t.Format(a[0], a[1])
	}},
	{Sig: "input(prompt='', /)", Doc: "Read a string from standard input, without its trailing newline.", Fn: input},
	{Sig: "ord(c, /)", Doc: "Return the Unicode code point for a one-character string.", Fn: ord},
	{Sig: "print(*args, sep=' ', end='\\n', file=None, flush=False)", Doc: "Prints the values to a stream, or to sys.stdout by default.", Fn: print},
	{Sig: "repr(obj, /)", Doc: "Return the canonical string representation of the object.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		return t.ToRepr(a[0])
	}},
}

// strOf is a str, or nil when an exception is pending.
func strOf(s string, ok bool) object.Value {
	if !ok {
		return object.Value{}
	}
	return object.NewStr(s)
}

func chr(t *object.Thread, a []object.Value) object.Value {
	i := t.Index(a[0])
	if i.P == nil {
		return i
	}
	n, ok := object.Int64(i)
	if !ok || n < 0 || n > 0x10ffff {
		return t.ValueErrorf("chr() arg not in range(0x110000)")
	}
	return object.NewChar(rune(n))
}

func ord(t *object.Thread, a []object.Value) object.Value {
	n := 0
	switch a[0].Kind() {
	case object.KindStr:
		s := object.AsStr(a[0])
		if s.Len() == 1 {
			r, _ := object.DecodeRune(s.S)
			return object.Int(int64(r))
		}
		n = s.Len()
	case object.KindBytes, object.KindByteArray:
		var b string
		if a[0].Kind() == object.KindBytes {
			b = (*object.Bytes)(a[0].P).B
		} else {
			b = string((*object.ByteArray)(a[0].P).B)
		}
		if len(b) == 1 {
			return object.Int(int64(b[0]))
		}
		n = len(b)
	default:
		return t.TypeErrorf("ord() expected string of length 1, but %s found", t.TypeName(a[0]))
	}
	return t.TypeErrorf("ord() expected a character, but string of length %d found", n)
}

// print writes each piece by itself, as CPython does: who replaces sys.stdout
// sees the same calls. The standard stream takes them without a call.
func print(t *object.Thread, a []object.Value) object.Value {
	args := object.AsTuple(a[0]).Items
	file := a[3]
	if file.IsNone() {
		file = sys.Stdout(t)
		if file.P == nil {
			return t.RuntimeErrorf("lost sys.stdout")
		}
		if file.IsNone() {
			return object.None
		}
	}
	sep, end := " ", "\n"
	for i, p := range []*string{&sep, &end} {
		v := a[i+1]
		if v.IsNone() {
			continue
		}
		if !v.IsStr() {
			return t.TypeErrorf("%s must be None or a string, not %s", [...]string{"sep", "end"}[i], t.TypeName(v))
		}
		*p = v.Text()
	}
	w := io.WriterTo(t, file)
	for i, v := range args {
		if i > 0 && !w.Write(t, sep) {
			return object.Value{}
		}
		if v.Shape() == object.ShapeStr {
			if !w.WriteStr(t, v) {
				return object.Value{}
			}
			continue
		}
		s, ok := t.Str(v)
		if !ok || !w.Write(t, s) {
			return object.Value{}
		}
	}
	if !w.Write(t, end) {
		return object.Value{}
	}
	if flush, ok := t.Truth(a[4]); !ok || flush && !w.Flush(t) {
		return object.Value{}
	}
	return object.None
}
