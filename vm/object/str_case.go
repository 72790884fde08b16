package object

import "github.com/aio-lang/aio/vm/ucd"

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
	if m, s := ucd.Map(r, c); s != "" {
		w.text(s)
	} else {
		w.rune(m)
	}
}

func (w *textBuilder) value() Value { return NewStrBytes(w.b, w.n) }

// mapASCII maps each byte of an ASCII string; a string that stays the same is
// returned as it is.
func (s *Str) mapASCII(f func(c byte) byte) Value {
	text := s.S
	for i := 0; i < len(text); i++ {
		if c := text[i]; f(c) != c {
			b := make([]byte, len(text))
			copy(b, text[:i])
			for ; i < len(b); i++ {
				b[i] = f(text[i])
			}
			return NewStrBytes(b, len(b))
		}
	}
	return s.plain()
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
		return s.mapASCII(lowerByte)
	}
	return s.eachRune(func(w *textBuilder, i int, r rune) { w.lower(s.S, i, r) })
}

func strUpper(t *Thread, a []Value) Value {
	s := (*Str)(a[0].P)
	if s.IsASCII() {
		return s.mapASCII(upperByte)
	}
	return s.eachRune(func(w *textBuilder, i int, r rune) { w.mapped(r, ucd.UpperCase) })
}

func strCasefold(t *Thread, a []Value) Value {
	s := (*Str)(a[0].P)
	if s.IsASCII() {
		return s.mapASCII(lowerByte)
	}
	return s.eachRune(func(w *textBuilder, i int, r rune) { w.mapped(r, ucd.FoldedCase) })
}

func strSwapCase(t *Thread, a []Value) Value {
	s := (*Str)(a[0].P)
	if s.IsASCII() {
		return s.mapASCII(swapByte)
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
