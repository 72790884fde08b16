package grammar

import "unicode"

// operator scans an operator or delimiter that begins with c, and keeps track
// of brackets and of the fields of f-strings.
func (s *scanner) operator(start int, c byte) token {
	var f *fstring
	if n := len(s.fstrings); n > 0 {
		f = &s.fstrings[n-1]
		if c == ':' && f.fields >= 0 && f.depth-1 == f.fields {
			f.literal, f.inSpec = true, true
			s.off++
			return s.tok(tColon, start)
		}
	}
	k, n := operatorAt(s.src[start:])
	s.off += n
	if n > 1 {
		return s.tok(k, start)
	}
	switch c {
	case '(', '[', '{':
		if s.level >= maxBrackets {
			return s.errorf(s.off, "too many nested parentheses")
		}
		s.brackets[s.level] = bracket{c, uint32(start)}
		s.level++
		if f != nil {
			f.depth++
		}
	case ')', ']', '}':
		if t, bad := s.closing(f, c); bad {
			return t
		}
	}
	if k == tOther && !unicode.IsPrint(rune(c)) {
		return s.errorf(s.off, "invalid non-printable character U+%04X", c)
	}
	return s.tok(k, start)
}

func (s *scanner) closing(f *fstring, c byte) (t token, bad bool) {
	if f != nil && f.depth == 0 && c == '}' {
		return s.errorf(s.off, "f-string: single '}' is not allowed"), true
	}
	if s.level == 0 {
		return s.errorf(s.off, "unmatched '%c'", c), true
	}
	s.level--
	open := s.brackets[s.level]
	if open.char == '(' && c != ')' || open.char == '[' && c != ']' || open.char == '{' && c != '}' {
		if f != nil && open.char == '{' && f.depth-1 == f.fields {
			return s.errorf(s.off, "f-string: unmatched '%c'", c), true
		}
		openLine := s.lineNumber(s.lineStart(int(open.off) + 1))
		if openLine != s.lineNumber(s.lineStart(s.off)) {
			return s.errorf(s.off, "closing parenthesis '%c' does not match opening parenthesis '%c' on line %d",
				c, open.char, openLine), true
		}
		return s.errorf(s.off, "closing parenthesis '%c' does not match opening parenthesis '%c'", c, open.char), true
	}
	if f == nil {
		return token{}, false
	}
	f.depth--
	if f.depth < 0 {
		return s.errorf(s.off, "f-string: unmatched '%c'", c), true
	}
	if c == '}' && f.depth == f.fields {
		f.fields--
		f.literal, f.inSpec = true, false
	}
	return token{}, false
}

// operatorAt returns the longest operator at the beginning of text, which ends
// in the sentinel, and its length.
func operatorAt(text string) (k kind, n int) {
	c := text[0]
	if c >= 0x80 {
		return tOther, 1
	}
	k = oneByte[c]
	c1 := text[1]
	if c1 != '=' && c1 != '>' && c1 != c {
		return k, 1
	}
	switch c {
	case '.':
		if c1 == '.' && text[2] == '.' {
			return tEllipsis, 3
		}
	case '-':
		if c1 == '>' {
			return tArrow, 2
		}
		return orEqual(text, 1, tMinus, tMinusEq)
	case ':':
		return orEqual(text, 1, tColon, tWalrus)
	case '=':
		return orEqual(text, 1, tAssign, tEq)
	case '!':
		return orEqual(text, 1, tExclaim, tNe)
	case '<':
		switch c1 {
		case '<':
			return orEqual(text, 2, tShl, tShlEq)
		case '>':
			return tNe, 2
		}
		return tLe, 2
	case '>':
		if c1 == '>' {
			return orEqual(text, 2, tShr, tShrEq)
		}
		return tGe, 2
	case '*':
		if c1 == '*' {
			return orEqual(text, 2, tDStar, tDStarEq)
		}
		return orEqual(text, 1, tStar, tStarEq)
	case '/':
		if c1 == '/' {
			return orEqual(text, 2, tDSlash, tDSlashEq)
		}
		return orEqual(text, 1, tSlash, tSlashEq)
	case '+':
		return orEqual(text, 1, tPlus, tPlusEq)
	case '%':
		return orEqual(text, 1, tPercent, tPercentEq)
	case '&':
		return orEqual(text, 1, tAmp, tAmpEq)
	case '|':
		return orEqual(text, 1, tPipe, tPipeEq)
	case '^':
		return orEqual(text, 1, tCaret, tCaretEq)
	case '@':
		return orEqual(text, 1, tAt, tAtEq)
	}
	return k, 1
}

// orEqual chooses between an operator of n bytes and the one with = after it.
func orEqual(text string, n int, plain, withEqual kind) (kind, int) {
	if text[n] == '=' {
		return withEqual, n + 1
	}
	return plain, n
}

// oneByte holds the operators of one character.
var oneByte = func() (t [128]kind) {
	for c := range t {
		t[c] = tOther
	}
	for _, r := range operatorRows {
		if len(r.text) == 1 {
			t[r.text[0]] = r.kind
		}
	}
	return
}()
