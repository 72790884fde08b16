package object

import (
	"testing"
	"unicode/utf8"
)

// fuzzExecutor is nativeExecutor without modules, so that warnings are errors.
type fuzzExecutor struct{ nativeExecutor }

func (fuzzExecutor) Import(t *Thread, name string) Value {
	return t.Raise(ShapeModuleNotFoundError, "No module named '%s'", name)
}

func newFuzzThread() *Thread {
	t := newNativeThread()
	t.Exec = fuzzExecutor{}
	return t
}

// wellFormed fails the test unless v is a str whose text is WTF-8 with the
// length and the flag it claims.
func wellFormed(tb testing.TB, v Value) {
	tb.Helper()
	s := AsStr(v)
	if s == nil {
		tb.Fatalf("no str")
	}
	n := 0
	for i := 0; i < len(s.S); n++ {
		r, size := DecodeRune(s.S[i:])
		if r == utf8.RuneError && size <= 1 {
			tb.Fatalf("%q is not WTF-8 at byte %d", s.S, i)
		}
		i += size
	}
	if n != s.n || s.IsASCII() != (n == len(s.S)) {
		tb.Fatalf("%q: length %d, ASCII %v", s.S, s.n, s.IsASCII())
	}
}

var fuzzCodecs = []string{"utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be", "utf-7", "ascii", "latin-1",
	"cp1252", "cp037", "unicode_escape", "raw_unicode_escape", "punycode", "idna"}

var fuzzHandlers = []string{"strict", "ignore", "replace", "backslashreplace", "surrogateescape", "surrogatepass", "xmlcharrefreplace"}

// FuzzDecode decodes any bytes, all at once and in two pieces.
func FuzzDecode(f *testing.F) {
	for i, s := range []string{"abc", "\xff\xfea\x00\x00\xd8", "+IKw-+", "\\u12\\N{SPACE}\\x", "xn--bcher-kva.a.", "\xed\xa0\x80\xf0\x9f\x98"} {
		f.Add(s, uint8(i), uint8(i), uint8(2))
	}
	t := newFuzzThread()
	f.Fuzz(func(tt *testing.T, b string, codec, handler, cut uint8) {
		name, errors := fuzzCodecs[int(codec)%len(fuzzCodecs)], fuzzHandlers[int(handler)%len(fuzzHandlers)]
		whole := t.Decode(b, name, errors)
		if whole.P == nil {
			t.Clear()
		} else {
			wellFormed(tt, whole)
			if back := t.Encode((*Str)(whole.P), name, "surrogatepass"); back.P == nil {
				t.Clear()
			}
		}
		d := NewStreamDecoder(t.M.FindCodec(name))
		at := min(int(cut), len(b))
		first := d.Decode(t, b[:at], errors, false)
		if first.P == nil {
			t.Clear()
			return
		}
		wellFormed(tt, first)
		if rest := d.Decode(t, b[at:], errors, true); rest.P == nil {
			t.Clear()
		} else if errors == "strict" && whole.P != nil && name != "idna" && name != "punycode" && first.Text()+rest.Text() != whole.Text() {
			tt.Fatalf("%q in %s: %q + %q, not %q", b, name, first.Text(), rest.Text(), whole.Text())
		}
	})
}

// FuzzEncode encodes any text; what UTF codecs encode they decode again.
func FuzzEncode(f *testing.F) {
	for i, s := range []string{"abc", "é€😀", "\xed\xa0\x80\xed\xb2\x80", "bücher.例え", "a.b"} {
		f.Add(s, uint8(i), uint8(i))
	}
	t := newFuzzThread()
	f.Fuzz(func(tt *testing.T, text string, codec, handler uint8) {
		var b []byte
		for i := 0; i < len(text); {
			r, n := DecodeRune(text[i:])
			b = AppendRune(b, r)
			i += n
		}
		s := AsStr(NewStr(string(b)))
		name, errors := fuzzCodecs[int(codec)%len(fuzzCodecs)], fuzzHandlers[int(handler)%len(fuzzHandlers)]
		r := t.Encode(s, name, errors)
		if r.P == nil {
			t.Clear()
			return
		}
		if codec := t.M.FindCodec(name); name[0] == 'u' && name[1] == 't' && errors == "strict" && codec != &utf8SigCodec {
			back := t.Decode((*Bytes)(r.P).B, name, errors)
			if back.P == nil {
				tt.Fatalf("%q in %s does not decode: %s", s.S, name, excText(t))
			}
			// UTF-7 joins surrogates that stand beside each other, and a mark
			// at the start of UTF-16 and UTF-32 is taken for a byte order
			if back.Text() != s.S && name != "utf-7" {
				tt.Fatalf("%q in %s: back as %q", s.S, name, back.Text())
			}
		}
	})
}

// FuzzFormat formats with any format string, in both syntaxes.
func FuzzFormat(f *testing.F) {
	for _, s := range []string{"{} {0!r:>{}} {a.b[0]}", "%(a)s %-*.3d %%", "{{}}{", "%", "{:*^9.2}", "{0[", "%#0+ 12.3x%c"} {
		f.Add(s)
	}
	t := newFuzzThread()
	f.Fuzz(func(tt *testing.T, format string) {
		if !utf8.ValidString(format) || len(format) > 200 {
			return
		}
		for i := 0; i+3 < len(format); i++ { // widths that would fill the memory
			if isDigit(format[i]) && isDigit(format[i+1]) && isDigit(format[i+2]) && isDigit(format[i+3]) {
				return
			}
		}
		s := NewStr(format)
		named := NewDict()
		named.SetStr(t.M.Intern("a"), NewStr("é"))
		args := TupleOf(Int(5), NewStr("ab"), None)
		for _, r := range []Value{
			strFormat(t, []Value{s, args, named.Value()}), strMod(t, []Value{s, args}), strMod(t, []Value{s, named.Value()}),
		} {
			if r.P != nil {
				wellFormed(tt, r)
			}
			t.Clear()
		}
	})
}

// FuzzSlice compares slices, indices and searches of text with those of its
// code points.
func FuzzSlice(f *testing.F) {
	f.Add("aé€😀", 1, 3)
	t := newFuzzThread()
	f.Fuzz(func(tt *testing.T, text string, i, j int) {
		if !utf8.ValidString(text) {
			return
		}
		s := AsStr(NewStr(text + text + text))
		runes := s.Runes()
		if s.n != len(runes) {
			tt.Fatalf("%q: length %d", s.S, s.n)
		}
		if s.n == 0 {
			return
		}
		i, j = abs(i)%(s.n+1), abs(j)%(s.n+1)
		if i > j {
			i, j = j, i
		}
		part := s.Slice(i, j)
		wellFormed(tt, part)
		if part.Text() != string(runes[i:j]) {
			tt.Fatalf("%q[%d:%d] = %q", s.S, i, j, part.Text())
		}
		if off := s.Offset(i); s.Index(off) != i {
			tt.Fatalf("%q: index of the offset of %d: %d", s.S, i, s.Index(off))
		}
		joined := t.concat(s, AsStr(part))
		wellFormed(tt, joined)
	})
}

func abs(n int) int {
	if n < 0 {
		n = -(n + 1)
	}
	return n
}
