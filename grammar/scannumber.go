package grammar

// number scans a numeric literal; its value is computed later. The messages
// and the columns they blame are CPython's.
func (s *scanner) number(start int) token {
	src := s.src
	i := start
	if src[i] == '0' {
		switch src[i+1] | 0x20 {
		case 'x':
			return s.radix(start, "hexadecimal", isHex)
		case 'o':
			return s.radix(start, "octal", isOct)
		case 'b':
			return s.radix(start, "binary", isBin)
		}
	}
	integer := src[i] != '.'
	if integer {
		var bad bool
		if i, bad = s.digits(i); bad {
			return s.errorf(i, "invalid decimal literal")
		}
	}
	if src[i] == '.' {
		integer = false
		i++
		if class[src[i]] == isDigit {
			var bad bool
			if i, bad = s.digits(i); bad {
				return s.errorf(i, "invalid decimal literal")
			}
		}
	}
	if src[i]|0x20 == 'e' {
		j := i + 1
		signed := src[j] == '+' || src[j] == '-'
		if signed {
			j++
		}
		switch {
		case class[src[j]] == isDigit:
			integer = false
			var bad bool
			if i, bad = s.digits(j); bad {
				return s.errorf(i, "invalid decimal literal")
			}
		case signed:
			return s.errorf(j, "invalid decimal literal")
		}
	}
	kind := "decimal"
	if src[i]|0x20 == 'j' {
		i++
		integer = false
		kind = "imaginary"
	}
	if integer && src[start] == '0' && i > start+1 && src[i]|0x20 != 'e' {
		if t, bad := s.leadingZeros(start, i); bad {
			return t
		}
	}
	return s.endNumber(start, i, kind)
}

// digits scans decimal digits with single underscores between them.
func (s *scanner) digits(i int) (end int, bad bool) {
	for {
		for class[s.src[i]] == isDigit {
			i++
		}
		if s.src[i] != '_' {
			return i, false
		}
		i++
		if class[s.src[i]] != isDigit {
			return i, true
		}
	}
}

// radix scans 0x…, 0o…, 0b….
func (s *scanner) radix(start int, name string, ok func(byte) bool) token {
	src := s.src
	i := start + 2
	for {
		if src[i] == '_' {
			i++
		}
		if !ok(src[i]) {
			break
		}
		for ok(src[i]) {
			i++
		}
		if src[i] != '_' {
			if class[src[i]] == isDigit {
				break
			}
			return s.endNumber(start, i, name)
		}
	}
	if class[src[i]] == isDigit {
		return s.errorf(i+1, "invalid digit '%c' in %s literal", src[i], name)
	}
	return s.errorf(i, "invalid %s literal", name)
}

// leadingZeros refuses 0777, but not 00.
func (s *scanner) leadingZeros(start, end int) (t token, bad bool) {
	zeros := start
	for s.src[zeros] == '0' || s.src[zeros] == '_' {
		zeros++
	}
	if zeros >= end {
		return token{}, false
	}
	t = s.errorf(end, "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers")
	s.fail.from -= end - start - 1
	s.fail.to -= end - zeros - 1
	return t, true
}

// endNumber checks what follows a number. A keyword that may follow is a
// warning ("1if x else y"), any other letter an error.
func (s *scanner) endNumber(start, i int, kind string) token {
	s.off = i
	rest := s.src[i:]
	c := rest[0]
	if class[c] != isLetter && class[c] != isDigit || c >= 0x80 {
		return s.tok(tNumber, start)
	}
	follows := false
	switch c {
	case 'a':
		follows = hasWord(rest, "and")
	case 'e':
		follows = hasWord(rest, "else")
	case 'f':
		follows = hasWord(rest, "for")
	case 'i':
		follows = rest[1] == 'f' || rest[1] == 'n' || rest[1] == 's'
	case 'o':
		follows = hasWord(rest, "or")
	case 'n':
		follows = hasWord(rest, "not")
	}
	if !follows {
		return s.errorf(i, "invalid %s literal", kind)
	}
	s.warnf(start, "invalid %s literal", kind)
	return s.tok(tNumber, start)
}

func hasWord(text, word string) bool {
	if len(text) <= len(word) || text[:len(word)] != word {
		return false
	}
	c := class[text[len(word)]]
	return c != isLetter && c != isDigit
}

func isHex(c byte) bool { return class[c] == isDigit || 'a' <= c|0x20 && c|0x20 <= 'f' }
func isOct(c byte) bool { return '0' <= c && c <= '7' }
func isBin(c byte) bool { return c == '0' || c == '1' }
