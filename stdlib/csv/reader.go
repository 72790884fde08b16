package csv

import (
	"fmt"
	"strings"

	"github.com/aio-lang/aio/vm/object"
)

// place is where a reader is between two characters.
type place uint8

const (
	startRecord place = iota
	startField
	inField
	inQuoted
	afterQuote // after a quote in a quoted field: its end, or half of a pair
	escaped
	escapedQuoted
	afterEscapedNewline // in a field; the line may end here and the field not
	afterNewline        // after a newline outside of quotes nothing may follow
)

// reader iterates over rows.
type reader struct {
	object.Opaque
	d     *dialect
	lines object.Source
	line  int64

	row    []value
	field  []byte
	length int // of field, in characters
	at     place
	quoted bool // the field is, or was, in quotes
}

var readerDecl = object.TypeDecl{
	Name: "_csv.reader", Kind: object.KindOpaque, Flags: object.TypeNoSubclass | object.TypeNoNew,
	Doc: "Iterates over the rows of a table.", Next: readRow,
	Members: []object.GetSetDef{
		{Name: "dialect", Doc: "How the table is written.", Get: func(t *thread, v value) value { return object.FromHeader(&(*reader)(v.P).d.Header) }},
		{Name: "line_num", Doc: "The number of lines read.", Get: func(t *thread, v value) value { return object.Int((*reader)(v.P).line) }},
	},
}

func newReader(t *thread, a []value) value {
	r := &reader{}
	var ok bool
	if r.lines, ok = object.NewSource(t, a[0]); !ok {
		return value{}
	}
	if r.d = dialectFrom(t, a[1], a[2]); r.d == nil {
		return value{}
	}
	return object.InitOpaque(&r.Opaque, t.M.TypeFor(&readerDecl))
}

// readRow reads lines until a row is whole.
func readRow(t *thread, v value) value {
	r := (*reader)(v.P)
	r.row, r.field, r.length, r.at, r.quoted = nil, r.field[:0], 0, startRecord, false
	for {
		x := r.lines.Next(t)
		if x.P == nil {
			if t.Exc.P != nil || len(r.field) == 0 && r.at != inQuoted && r.at != escaped && r.at != escapedQuoted {
				return value{}
			}
			if r.d.strict {
				return fail(t, "unexpected end of data")
			}
			if (r.at == escaped || r.at == escapedQuoted) && !r.add(t, '\n') {
				return value{}
			}
			if !r.end(t) {
				return value{}
			}
			return object.NewList(r.row)
		}
		s := object.AsStr(x)
		if s == nil {
			return fail(t, fmt.Sprintf("iterator should return strings, not %s (the file should be opened in text mode)", t.TypeName(x)))
		}
		r.line++
		if r.at == startRecord && r.plain(s.S) {
			return r.split(t, s)
		}
		for text := s.S; text != ""; {
			c, n := object.DecodeRune(text)
			if !r.take(t, c) {
				return value{}
			}
			text = text[n:]
		}
		if !r.take(t, endOfLine) {
			return value{}
		}
		if r.at == startRecord {
			if r.row == nil {
				r.row = []value{}
			}
			return object.NewList(r.row)
		}
	}
}

// endOfLine stands for the end of a line as the iterator gives it.
const endOfLine = rune(-2)

// plain reports whether a line can be cut at the delimiters, which saves
// looking at every character.
func (r *reader) plain(line string) bool {
	d := r.d
	if d.quoting != quoteMinimal && d.quoting != quoteAll || d.skip || d.escape != none || d.delimiter >= 0x80 || d.quote >= 0x80 {
		return false
	}
	body := strings.TrimRight(line, "\r\n")
	if body == "" || len(line)-len(body) > 2 || len(line)-len(body) == 2 && line[len(body):] != "\r\n" {
		return false
	}
	return (d.quote == none || strings.IndexByte(body, byte(d.quote)) < 0) && strings.IndexByte(body, '\n') < 0 && strings.IndexByte(body, '\r') < 0
}

func (r *reader) split(t *thread, s *object.Str) value {
	rest := strings.TrimRight(s.S, "\r\n")
	limit := stateOf(t).limit
	sep := byte(r.d.delimiter)
	row := make([]value, 0, strings.Count(rest, string(r.d.delimiter))+1)
	for {
		i := strings.IndexByte(rest, sep)
		field := rest
		if i >= 0 {
			field = rest[:i]
		}
		v := s.Piece(strings.Clone(field))
		if len(field) > limit && object.AsStr(v).Len() > limit {
			return fail(t, fmt.Sprintf("field larger than field limit (%d)", limit))
		}
		row = append(row, v)
		if i < 0 {
			return object.NewList(row)
		}
		rest = rest[i+1:]
	}
}

func (r *reader) add(t *thread, c rune) bool {
	if limit := stateOf(t).limit; r.length >= limit {
		fail(t, fmt.Sprintf("field larger than field limit (%d)", limit))
		return false
	}
	r.length++
	r.field = object.AppendRune(r.field, c)
	return true
}

// end ends a field. What it becomes depends on the quoting.
func (r *reader) end(t *thread) bool {
	v := object.NewStr(string(r.field))
	empty := len(r.field) == 0
	r.field, r.length = r.field[:0], 0
	quoted := r.quoted
	r.quoted = false
	switch q := r.d.quoting; {
	case quoted:
	case (q == quoteStrings || q == quoteNotNull) && empty:
		v = object.None
	case (q == quoteNonnumeric || q == quoteStrings) && (!empty || q == quoteNonnumeric && !empty):
		f, ok := t.FloatOf(v)
		if !ok {
			return false
		}
		v = object.Float(f)
	}
	r.row = append(r.row, v)
	return true
}

// take takes the next character.
func (r *reader) take(t *thread, c rune) bool {
	d := r.d
	newline := c == '\n' || c == '\r'
	if newline && r.at < inField {
		// the row ends with its last field
		if r.at == startRecord {
			r.at = afterNewline
			return true
		}
		r.at = afterNewline
		return r.end(t)
	}
	switch r.at {
	case startRecord:
		if c == endOfLine {
			return true
		}
		r.at = startField
		return r.begin(t, c)
	case startField:
		return r.begin(t, c)
	case escaped:
		if c == endOfLine {
			r.at = inField
			return true
		}
		r.at = inField
		if newline {
			r.at = afterEscapedNewline
		}
		return r.add(t, c)
	case afterEscapedNewline:
		if c == endOfLine {
			return true
		}
		r.at = inField
		return r.take(t, c)
	case inField:
		switch {
		case newline || c == endOfLine:
			r.at = afterNewline
			if c == endOfLine {
				r.at = startRecord
			}
			return r.end(t)
		case d.escape != none && c == d.escape:
			r.at = escaped
		case c == d.delimiter:
			r.at = startField
			return r.end(t)
		default:
			return r.add(t, c)
		}
	case inQuoted:
		switch {
		case c == endOfLine:
		case d.escape != none && c == d.escape:
			r.at = escapedQuoted
		case c == d.quote && d.quoting != quoteNone:
			r.at = inField
			if d.double {
				r.at = afterQuote
			}
		default:
			return r.add(t, c)
		}
	case escapedQuoted:
		if c == endOfLine {
			c = '\n'
		}
		r.at = inQuoted
		return r.add(t, c)
	case afterQuote:
		switch {
		case d.quoting != quoteNone && c == d.quote:
			r.at = inQuoted
			return r.add(t, c)
		case c == d.delimiter:
			r.at = startField
			return r.end(t)
		case newline || c == endOfLine:
			r.at = afterNewline
			if c == endOfLine {
				r.at = startRecord
			}
			return r.end(t)
		case !d.strict:
			r.at = inField
			return r.add(t, c)
		default:
			fail(t, fmt.Sprintf("'%c' expected after '%c'", d.delimiter, d.quote))
			return false
		}
	case afterNewline:
		switch {
		case newline:
		case c == endOfLine:
			r.at = startRecord
		default:
			fail(t, "new-line character seen in unquoted field - do you need to open the file with newline=''?")
			return false
		}
	}
	return true
}

// begin takes the first character of a field.
func (r *reader) begin(t *thread, c rune) bool {
	d := r.d
	switch {
	case c == endOfLine:
		r.at = startRecord
		return r.end(t)
	case c == d.quote && d.quoting != quoteNone:
		r.at, r.quoted = inQuoted, true
	case d.escape != none && c == d.escape:
		r.at = escaped
	case c == ' ' && d.skip:
		r.at = startField
	case c == d.delimiter:
		r.at = startField
		return r.end(t)
	default:
		r.at = inField
		return r.add(t, c)
	}
	return true
}
