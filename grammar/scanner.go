package grammar

// scanner turns source text into tokens after CPython's rules: NEWLINE, INDENT
// and DEDENT from the layout, none of them inside brackets; f-strings as a
// start, middles, the tokens of their fields and an end (PEP 701).
//
// It keeps no line numbers: those are counted when an error needs them. A
// lexical error is a tIllegal token, described by fail, and the last one.
type scanner struct {
	src   string // the text, ended by \n and the sentinel \x00
	off   int    // next byte
	level int    // len(brackets), kept apart for speed

	brackets [maxBrackets]bracket
	fstrings []fstring
	indents  []indent
	pending  int  // INDENT (> 0) or DEDENTs (< 0) owed
	atBOL    bool // at the beginning of a line
	unended  int  // offset of the \n that the text has not; -1: it has it, or Exec
	mode     Mode
	keepOpen bool // Single: blocks do not end with the text
	started  bool // Single: a token was read since the last end of the input

	fail  *failure
	warns *[]Warning // nil: nobody wants them
}

const (
	maxBrackets  = 200
	maxIndents   = 100
	maxFStrings  = 150 // nested in each other
	maxFieldNest = 2   // fields in format specs of fields
	tabSize      = 8
)

// bracket is an opening bracket that waits for its partner.
type bracket struct {
	char byte
	off  uint32
}

// indent is one level of indentation: columns with tabs to multiples of eight
// and with tabs as one column. A line has to agree in both, else TabError.
type indent struct{ col, alt int }

// eof is the sentinel that ends scanner.src.
const eof = 0

// newScanner scans text, which has no NUL, from byte offset off, the beginning
// of a top-level line.
func newScanner(text string, off int, mode Mode) *scanner {
	s := &scanner{off: off, atBOL: true, indents: make([]indent, 1, 16), unended: -1, mode: mode}
	s.src = sentinel(text)
	if mode != Exec && len(s.src) > len(text)+1 {
		s.unended = len(text)
	}
	return s
}

// sentinel appends what ends scanner.src.
func sentinel(text string) string {
	if text != "" && text[len(text)-1] != '\n' {
		return text + "\n\x00"
	}
	return text + "\x00"
}

// next returns the next token: tEOF for ever at the end, tIllegal for ever
// after an error.
//
// Eval and Single do as CPython: a last line without \n ends without NEWLINE;
// and a Single input ends with an empty NEWLINE and the DEDENTs that are due.
func (s *scanner) next() token {
	t := s.scan()
	if s.mode == Single && t.kind != tIllegal {
		if t.kind == tEOF && s.started {
			s.started = false
			t.kind = tNewline
			if !s.keepOpen {
				s.pending -= len(s.indents) - 1
				s.indents = s.indents[:1]
			}
		} else {
			s.started = true
		}
	}
	return t
}

func (s *scanner) scan() token {
	if s.fail != nil {
		return s.tok(tIllegal, s.off)
	}
	if n := len(s.fstrings); n > 0 && s.fstrings[n-1].literal {
		return s.fstringText(&s.fstrings[n-1])
	}
	return s.plain()
}

func (s *scanner) tok(k kind, from int) token {
	return token{k, uint32(from), uint32(s.off)}
}

// plain scans a token outside the literal parts of f-strings.
func (s *scanner) plain() token {
	src := s.src
line:
	blank := false
	if s.atBOL {
		s.atBOL = false
		var bad bool
		if blank, bad = s.indentation(); bad {
			return s.tok(tIllegal, s.off)
		}
	}
	if s.pending != 0 {
		if s.pending < 0 {
			s.pending++
			return s.tok(tDedent, s.off)
		}
		s.pending--
		return s.tok(tIndent, s.off)
	}
again:
	c := src[s.off]
	for c == ' ' || c == '\t' || c == '\f' {
		s.off++
		c = src[s.off]
	}
	start := s.off
	if c == '#' {
		for c != '\n' {
			s.off++
			c = src[s.off]
		}
	}
	switch class[c] {
	case isLetter:
		return s.name(start)
	case isDigit:
		return s.number(start)
	case isQuote:
		return s.stringLiteral(start, start)
	}
	switch c {
	case '\n':
		if s.off == s.unended && s.level == 0 && !blank {
			return s.tok(tEOF, s.off)
		}
		s.off++
		s.atBOL = true
		if blank || s.level > 0 {
			goto line
		}
		return s.tok(tNewline, start)
	case eof:
		if s.off+1 < len(src) { // a NUL inside the text
			return s.errorf(s.off+1, "source code cannot contain null bytes")
		}
		if s.level > 0 {
			return s.failAs(failEOF)
		}
		return s.tok(tEOF, start)
	case '\\':
		if bad := s.continuation(); bad {
			return s.tok(tIllegal, s.off)
		}
		goto again
	case '.':
		if class[src[start+1]] == isDigit {
			return s.number(start)
		}
	}
	return s.operator(start, c)
}

// continuation skips a backslash and the end of its line.
func (s *scanner) continuation() (bad bool) {
	if s.src[s.off+1] != '\n' {
		s.off += 2
		s.off = min(s.off, len(s.src)-1)
		s.failAs(failBackslash)
		return true
	}
	s.off += 2
	if s.off+1 == len(s.src) {
		s.failAs(failEOF)
		return true
	}
	return false
}

// indentation measures the white space that begins a line. blank: nothing but
// a comment may follow. Where the depth changes it sets pending.
func (s *scanner) indentation() (blank, bad bool) {
	col, alt, contCol := 0, 0, 0
	src := s.src
	for {
		switch src[s.off] {
		case ' ':
			col++
			alt++
		case '\t':
			col = (col/tabSize + 1) * tabSize
			alt++
		case '\f':
			col, alt = 0, 0
		case '\\':
			// The white space before the first backslash is the indentation
			// of the logical line.
			if contCol == 0 {
				contCol = col
			}
			if s.continuation() {
				s.fail.bol = true
				return false, true
			}
			continue
		case '#':
			return true, false
		default:
			if src[s.off] == '\n' && s.off != s.unended {
				return true, false
			}
			if s.level > 0 {
				return false, false
			}
			if contCol > 0 {
				col, alt = contCol, contCol
			}
			return false, !s.indentTo(indent{col, alt})
		}
		s.off++
	}
}

func (s *scanner) indentTo(to indent) bool {
	top := s.indents[len(s.indents)-1]
	switch {
	case to.col > top.col:
		if len(s.indents) >= maxIndents {
			s.failAs(failTooDeep)
			return false
		}
		if to.alt <= top.alt {
			s.failAs(failTabs)
			return false
		}
		s.indents = append(s.indents, to)
		s.pending++
		return true
	case to.col < top.col:
		for len(s.indents) > 1 && to.col < top.col {
			s.indents = s.indents[:len(s.indents)-1]
			top = s.indents[len(s.indents)-1]
			s.pending--
		}
		if to.col != top.col {
			s.failAs(failDedent)
			return false
		}
	}
	if to.alt != top.alt {
		s.failAs(failTabs)
		return false
	}
	return true
}

// Character classes of a token's first byte.
const (
	isLetter = 1 + iota // may begin a name; every byte from 0x80 on
	isDigit
	isQuote
)

var class = func() (t [256]uint8) {
	for c := range t {
		switch {
		case 'a' <= c|0x20 && c|0x20 <= 'z', c == '_', c >= 0x80:
			t[c] = isLetter
		case '0' <= c && c <= '9':
			t[c] = isDigit
		case c == '"', c == '\'':
			t[c] = isQuote
		}
	}
	return
}()
