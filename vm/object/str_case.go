package object

import (
	"encoding/binary"

	"github.com/aio-lang/aio/vm/ucd"
	"unsafe"
)

// textBuilder collects text and counts its code points.
type textBuilder struct {
	b []byte
	n int
}

func (w *textBuilder) rune(r rune) {
	if r < 0x80 {
		w.b = append(w.b, byte(r))
	} else {
		w.b = AppendRune(w.b, r)
	}
	w.n++
}

func (w *textBuilder) str(s *Str) {
	w.b = append(w.b, s.S...)
	w.n += s.n
}

// text appends WTF-8 whose length is not known.
func (w *textBuilder) text(s string) {
	w.b = append(w.b, s...)
	w.n += countCodePoints(s)
}

func (w *textBuilder) ascii(s string) {
	w.b = append(w.b, s...)
	w.n += len(s)
}

// mapped appends r in a case.
func (w *textBuilder) mapped(r rune, c ucd.Case) {
	if r < 0x80 {
		if c == ucd.UpperCase || c == ucd.TitleCase {
			r = rune(upperByte(byte(r)))
		} else {
			r = rune(lowerByte(byte(r)))
		}
		w.b = append(w.b, byte(r))
		w.n++
		return
	}
	if m, s := ucd.Map(r, c); s != "" {
		w.text(s)
	} else {
		w.rune(m)
	}
}

func (w *textBuilder) value() Value { return NewStrBytes(w.b, w.n) }

// asciiLetters marks, with the bit that tells the cases apart, the bytes of
// eight ASCII characters that lie between first and last.
func asciiLetters(x uint64, first, last byte) uint64 {
	above := x + lowBits*uint64(0x80-first)
	beyond := x + lowBits*uint64(0x7f-last)
	return (above &^ beyond) & highBits >> 2
}

// flipCase changes the case of the letters from first to last, or of both
// cases; ASCII text that stays the same is returned as it is.
func (s *Str) flipCase(first, last byte, both bool) Value {
	text := s.S
	flips := func(x uint64) uint64 {
		f := asciiLetters(x, first, last)
		if both {
			f |= asciiLetters(x, 'a', 'z')
		}
		return f
	}
	i := 0
	for i+8 <= len(text) && flips(load8(text, i)) == 0 {
		i += 8
	}
	rest := func(i int) uint64 { // the last few bytes, as eight with zeros
		var x uint64
		for j := len(text) - 1; j >= i; j-- {
			x = x<<8 | uint64(text[j])
		}
		return x
	}
	if i+8 > len(text) && flips(rest(i)) == 0 {
		return s.plain()
	}
	var r *Str
	var b []byte
	if n := len(text); n >= 2 && n <= maxInlineText {
		r, b = newText(n, n)
		b = unsafe.Slice(unsafe.SliceData(b), (n+7)&^7) // its room is larger
	} else {
		b = make([]byte, n+8)
	}
	copy(b, text[:i])
	for ; i+8 <= len(text); i += 8 {
		x := load8(text, i)
		binary.LittleEndian.PutUint64(b[i:], x^flips(x))
	}
	if i < len(text) {
		x := rest(i)
		binary.LittleEndian.PutUint64(b[i:], x^flips(x))
	}
	if r != nil {
		return r.Value()
	}
	return NewStrBytes(b[:len(text)], len(text))
}

func lowerByte(c byte) byte {
	if c-'A' < 26 {
		c += 'a' - 'A'
	}
	return c
}

func upperByte(c byte) byte {
	if c-'a' < 26 {
		c -= 'a' - 'A'
	}
	return c
}

func swapByte(c byte) byte {
	if c|0x20-'a' < 26 {
		c ^= 0x20
	}
	return c
}

const finalSigma, smallSigma, capitalSigma = 'ς', 'σ', 'Σ'

// lowerSigma is the lower case of a capital sigma at offset i of s, encoded in
// two bytes: final where a cased letter comes before and none after it, those
// that case ignores left out (Unicode 3.13, Final_Sigma).
func lowerSigma(s string, i int) rune {
	before, after := s[:i], s[i+2:]
	for {
		if before == "" {
			return smallSigma
		}
		r, n := lastRune(before)
		if !ucd.Is(r, ucd.CaseIgnorable) {
			if !ucd.Is(r, ucd.Cased) {
				return smallSigma
			}
			break
		}
		before = before[:len(before)-n]
	}
	for after != "" {
		r, n := DecodeRune(after)
		if !ucd.Is(r, ucd.CaseIgnorable) {
			if ucd.Is(r, ucd.Cased) {
				return smallSigma
			}
			break
		}
		after = after[n:]
	}
	return finalSigma
}

// lower appends r, at offset i of s, in lower case.
func (w *textBuilder) lower(s string, i int, r rune) {
	if r == capitalSigma {
		w.rune(lowerSigma(s, i))
		return
	}
	w.mapped(r, ucd.LowerCase)
}

// eachRune builds a string from the code points of s; f gets each with its
// offset.
func (s *Str) eachRune(f func(w *textBuilder, i int, r rune)) Value {
	w := textBuilder{b: make([]byte, 0, len(s.S)+4)}
	for i := 0; i < len(s.S); {
		r, n := DecodeRune(s.S[i:])
		f(&w, i, r)
		i += n
	}
	return w.value()
}

func strLower(t *Thread, a []Value) Value {
	s := (*Str)(a[0].P)
	if s.IsASCII() {
		return s.flipCase('A', 'Z', false)
	}
	return s.eachRune(func(w *textBuilder, i int, r rune) { w.lower(s.S, i, r) })
}

func strUpper(t *Thread, a []Value) Value {
	s := (*Str)(a[0].P)
	if s.IsASCII() {
		return s.flipCase('a', 'z', false)
	}
	return s.eachRune(func(w *textBuilder, i int, r rune) { w.mapped(r, ucd.UpperCase) })
}

func strCasefold(t *Thread, a []Value) Value {
	s := (*Str)(a[0].P)
	if s.IsASCII() {
		return s.flipCase('A', 'Z', false)
	}
	return s.eachRune(func(w *textBuilder, i int, r rune) { w.mapped(r, ucd.FoldedCase) })
}

func strSwapCase(t *Thread, a []Value) Value {
	s := (*Str)(a[0].P)
	if s.IsASCII() {
		return s.flipCase('A', 'Z', true)
	}
	return s.eachRune(func(w *textBuilder, i int, r rune) {
		switch f := ucd.Of(r); {
		case f&ucd.Upper != 0:
			w.lower(s.S, i, r)
		case f&ucd.Lower != 0:
			w.mapped(r, ucd.UpperCase)
		default:
			w.rune(r)
		}
	})
}

func strCapitalize(t *Thread, a []Value) Value {
	s := (*Str)(a[0].P)
	if s.n == 0 {
		return emptyStr.Value()
	}
	return s.eachRune(func(w *textBuilder, i int, r rune) {
		if i == 0 {
			w.mapped(r, ucd.TitleCase)
		} else {
			w.lower(s.S, i, r)
		}
	})
}

func strTitle(t *Thread, a []Value) Value {
	s := (*Str)(a[0].P)
	inWord := false
	return s.eachRune(func(w *textBuilder, i int, r rune) {
		if inWord {
			w.lower(s.S, i, r)
		} else {
			w.mapped(r, ucd.TitleCase)
		}
		inWord = ucd.Is(r, ucd.Cased)
	})
}

func strIsASCII(t *Thread, a []Value) Value { return Bool((*Str)(a[0].P).IsASCII()) }

// all reports whether s is not empty and each code point has one of the
// properties.
func (s *Str) all(want ucd.Flags) Value {
	for i := 0; i < len(s.S); {
		r, n := DecodeRune(s.S[i:])
		if !ucd.Is(r, want) {
			return False
		}
		i += n
	}
	return Bool(s.n > 0)
}

func strIsSpace(t *Thread, a []Value) Value   { return (*Str)(a[0].P).all(ucd.Space) }
func strIsDecimal(t *Thread, a []Value) Value { return (*Str)(a[0].P).all(ucd.Decimal) }
func strIsDigit(t *Thread, a []Value) Value   { return (*Str)(a[0].P).all(ucd.Digit) }
func strIsNumeric(t *Thread, a []Value) Value { return (*Str)(a[0].P).all(ucd.Numeric) }
func strIsAlpha(t *Thread, a []Value) Value   { return (*Str)(a[0].P).all(ucd.Alpha) }
func strIsAlnum(t *Thread, a []Value) Value {
	return (*Str)(a[0].P).all(ucd.Alpha | ucd.Decimal | ucd.Digit | ucd.Numeric)
}

func strIsPrintable(t *Thread, a []Value) Value {
	s := (*Str)(a[0].P)
	return Bool(s.n == 0 || s.all(ucd.Printable).IsTrue())
}

func strIsIdentifier(t *Thread, a []Value) Value { return Bool(IsIdentifier(a[0].Text())) }

// IsIdentifier reports whether s has the form of an identifier; keywords do.
func IsIdentifier(s string) bool {
	want := ucd.XIDStart
	for i := 0; i < len(s); {
		r, n := DecodeRune(s[i:])
		if !ucd.Is(r, want) {
			return false
		}
		want = ucd.XIDContinue
		i += n
	}
	return s != ""
}

// caseOnly reports whether s has a code point of the wanted case and none of
// the other cases.
func (s *Str) caseOnly(want, others ucd.Flags) Value {
	found := false
	for i := 0; i < len(s.S); {
		r, n := DecodeRune(s.S[i:])
		f := ucd.Of(r)
		if f&others != 0 {
			return False
		}
		found = found || f&want != 0
		i += n
	}
	return Bool(found)
}

func strIsLower(t *Thread, a []Value) Value {
	return (*Str)(a[0].P).caseOnly(ucd.Lower, ucd.Upper|ucd.Title)
}

func strIsUpper(t *Thread, a []Value) Value {
	return (*Str)(a[0].P).caseOnly(ucd.Upper, ucd.Lower|ucd.Title)
}

func strIsTitle(t *Thread, a []Value) Value {
	s := (*Str)(a[0].P)
	cased, inWord := false, false
	for i := 0; i < len(s.S); {
		r, n := DecodeRune(s.S[i:])
		switch f := ucd.Of(r); {
		case f&(ucd.Upper|ucd.Title) != 0:
			if inWord {
				return False
			}
			inWord, cased = true, true
		case f&ucd.Lower != 0:
			if !inWord {
				return False
			}
			cased = true
		default:
			inWord = false
		}
		i += n
	}
	return Bool(cased)
}
