package grammar

// fstring is an f-string that is being scanned. Its text is literal until a
// field opens; a field is scanned like code until the bracket depth is that of
// its opening brace again, or until a colon at that depth, after which comes
// the format spec: literal text that may hold fields.
type fstring struct {
	quote   byte
	size    int // 1 or 3 quotes
	raw     bool
	literal bool // the next token is literal text
	start   int  // offset of the prefix
	depth   int  // brackets open inside it
	fields  int  // fields open, less one: -1 none, 1 a field in a field's format spec
	// inSpec: this is a format spec and no field of it has closed yet. CPython
	// takes doubled braces for an escape only outside of it.
	inSpec bool
}

// fstringStart scans the prefix and opening quotes at q.
func (s *scanner) fstringStart(start, q int) token {
	size := quoteSize(s.src, q)
	if len(s.fstrings)+1 >= maxFStrings {
		return s.errorf(q+size, "too many nested f-strings")
	}
	s.off = q + size
	raw := q-start == 2 || s.src[start]|0x20 == 'r'
	s.fstrings = append(s.fstrings, fstring{
		quote: s.src[q], size: size, raw: raw, literal: true, start: start, fields: -1,
	})
	return s.tok(tFStart, start)
}

// closes reports whether the closing quotes stand at i.
func (f *fstring) closes(src string, i int) bool {
	return src[i] == f.quote && (f.size == 1 || src[i+1] == f.quote && src[i+2] == f.quote)
}

// fstringText scans literal text, or the closing quotes, or hands over to
// plain for the brace that opens a field. A tFMiddle ends after doubled braces,
// of which one counts, and after \N{…}.
func (s *scanner) fstringText(f *fstring) token {
	src := s.src
	start := s.off
	if src[start] == '{' && src[start+1] != '{' {
		if t, bad := s.openField(f); bad {
			return t
		}
		return s.plain()
	}
	if f.closes(src, start) {
		s.off += f.size
		s.fstrings = s.fstrings[:len(s.fstrings)-1]
		return s.tok(tFEnd, start)
	}
	inSpec := f.inSpec && f.fields >= 0
	named := false // inside \N{…}
	for i := start; ; i++ {
		switch c := src[i]; {
		case c == '\n' && f.size == 1 && inSpec:
			s.off = i
			f.literal, f.inSpec = false, false
			return s.tok(tFMiddle, start)
		case c == '\n' && f.size == 1, c == eof && s.atEnd(i):
			return s.unterminatedF(f, i)
		case f.closes(src, i):
			s.off = i
			return s.tok(tFMiddle, start)
		case c == '{':
			if src[i+1] == '{' && !inSpec {
				s.off = i + 2
				return s.tok(tFMiddle, start)
			}
			s.off = i
			if t, bad := s.openField(f); bad {
				return t
			}
			f.inSpec = false
			return s.tok(tFMiddle, start)
		case c == '}' && named:
			s.off = i + 1
			return s.tok(tFMiddle, start)
		case c == '}' && src[i+1] == '}' && !inSpec && f.depth == 0:
			s.off = i + 2
			return s.tok(tFMiddle, start)
		case c == '}':
			s.off = i
			f.literal, f.inSpec = false, false
			return s.tok(tFMiddle, start)
		case c == '\\':
			next := src[i+1]
			if next == '{' || next == '}' {
				if !f.raw {
					s.warnf(i, "invalid escape sequence '\\%c'", next)
				}
				continue
			}
			if !s.atEnd(i + 1) {
				i++
			}
			if !f.raw && next == 'N' && src[i+1] == '{' {
				named = true
				i++
			}
		}
	}
}

// openField switches to code for the field whose brace is next.
func (s *scanner) openField(f *fstring) (t token, bad bool) {
	f.fields++
	if f.fields > maxFieldNest {
		return s.errorf(s.off, "f-string: expressions nested too deeply"), true
	}
	f.literal = false
	return token{}, false
}

func (s *scanner) unterminatedF(f *fstring, i int) token {
	at := i
	if s.src[i] == '\n' {
		at++
	}
	detected := s.lineNumber(s.lineStart(at))
	format := "unterminated f-string literal (detected at line %d)"
	if f.size == 3 {
		format = "unterminated triple-quoted f-string literal (detected at line %d)"
	}
	open := f.size == 3
	t := s.errorf(f.start+1, format, detected)
	s.fail.open = open
	return t
}
