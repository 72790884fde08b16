package grammar

// stringLiteral scans a str or bytes literal that begins at start (its
// prefix) with the opening quote at q.
func (s *scanner) stringLiteral(start, q int) token {
	src := s.src
	quote := src[q]
	size := quoteSize(src, q)
	i := q + size
	escapedQuote := false
	for {
		c := src[i]
		switch {
		case c == quote:
			if size == 1 {
				s.off = i + 1
				return s.tok(tString, start)
			}
			if src[i+1] == quote && src[i+2] == quote {
				s.off = i + 3
				return s.tok(tString, start)
			}
		case c == '\\':
			if src[i+1] == quote {
				escapedQuote = true
			}
			if !s.atEnd(i + 1) {
				i++
			}
		case c == '\n' && size == 1, c == eof && s.atEnd(i):
			return s.unterminated(start, i, quote, size, escapedQuote)
		}
		i++
	}
}

// quoteSize is 3 where a triple quote stands at q, else 1.
func quoteSize(src string, q int) int {
	if src[q+1] == src[q] && src[q+2] == src[q] {
		return 3
	}
	return 1
}

// atEnd reports whether offset i is the sentinel.
func (s *scanner) atEnd(i int) bool { return i+1 == len(s.src) }

// unterminated reports the literal that begins at start and runs into the end
// of its line or of the text at i.
func (s *scanner) unterminated(start, i int, quote byte, size int, escapedQuote bool) token {
	at := i
	if s.src[i] == '\n' {
		at++
	}
	detected := s.lineNumber(s.lineStart(at))
	var t token
	switch n := len(s.fstrings); {
	case n > 0 && s.fstrings[n-1].quote == quote && s.fstrings[n-1].size == size:
		t = s.errorf(start+1, "f-string: expecting '}'")
	case size == 3:
		t = s.errorf(start+1, "unterminated triple-quoted string literal (detected at line %d)", detected)
	case escapedQuote:
		t = s.errorf(start+1, "unterminated string literal (detected at line %d); perhaps you escaped the end quote?", detected)
	default:
		t = s.errorf(start+1, "unterminated string literal (detected at line %d)", detected)
	}
	s.fail.open = s.src[i] == eof
	return t
}
