package grammar

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// name scans an identifier or keyword, or the prefix of a string literal.
func (s *scanner) name(start int) token {
	src := s.src
	i := start + 1
	ascii := src[start] < utf8.RuneSelf
	for ; class[src[i]] == isLetter || class[src[i]] == isDigit; i++ {
		if src[i] >= utf8.RuneSelf {
			ascii = false
		}
	}
	n := i - start
	if class[src[i]] == isQuote && n <= 2 {
		if text, f := stringPrefix(src[start:i]); f {
			return s.fstringStart(start, i)
		} else if text {
			return s.stringLiteral(start, i)
		}
	}
	s.off = i
	if !ascii {
		if t, bad := s.checkName(start); bad {
			return t
		}
		return s.tok(tName, start)
	}
	if n >= 2 && n <= 8 {
		return s.tok(keyword(src[start:i]), start)
	}
	return s.tok(tName, start)
}

// stringPrefix says whether p is a prefix of string literals: b, r, u, br, rb,
// f, rf, fr, in any case.
func stringPrefix(p string) (text, f bool) {
	a := p[0] | 0x20
	if len(p) == 1 {
		return a == 'b' || a == 'r' || a == 'u', a == 'f'
	}
	b := p[1] | 0x20
	switch {
	case a == 'b' && b == 'r', a == 'r' && b == 'b':
		return true, false
	case a == 'f' && b == 'r', a == 'r' && b == 'f':
		return false, true
	}
	return false, false
}

// checkName verifies a name with characters beyond ASCII (PEP 3131).
func (s *scanner) checkName(start int) (t token, bad bool) {
	for i := start; i < s.off; {
		r, n := utf8.DecodeRuneInString(s.src[i:s.off])
		ok := isXIDStart(r)
		if i > start {
			ok = isXIDContinue(r)
		}
		if r == utf8.RuneError && n == 1 {
			ok = false
		}
		i += n
		if ok {
			continue
		}
		if unicode.IsPrint(r) {
			return s.errorf(i, "invalid character '%c' (U+%04X)", r, r), true
		}
		return s.errorf(i, "invalid non-printable character U+%04X", r), true
	}
	return token{}, false
}

// normalName is the identifier that a name in source stands for: its NFKC
// form.
func normalName(name string) string {
	for i := 0; i < len(name); i++ {
		if name[i] >= utf8.RuneSelf {
			return norm.NFKC.String(name)
		}
	}
	return name
}

// IsIdentifier reports whether str.isidentifier() is true of name; keywords
// are identifiers in this sense.
func IsIdentifier(name string) bool {
	for i, r := range name {
		if i == 0 && !isXIDStart(r) || i > 0 && !isXIDContinue(r) {
			return false
		}
	}
	return name != "" && utf8.ValidString(name)
}
