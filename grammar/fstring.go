package grammar

import (
	"strings"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/aio-lang/aio/ast"
)

// fstring parses an f-string after its start token and appends its pieces.
//
//	fstring = FSTRING_START { FSTRING_MIDDLE | field } FSTRING_END
func (p *parser) fstring(parts []strPart, start *lexer.Token) []strPart {
	raw := strings.ContainsAny(start.Value, "rR")
	first := len(parts)
	for {
		t := p.peek()
		switch t.Type {
		case tFMiddle:
			p.next()
			parts = append(parts, strPart{Span: spanOf(t), text: oneBrace(t.Value)})
		case tLBrace:
			parts = p.field(parts, raw)
		case tFEnd:
			p.next()
			return p.decodeParts(parts, first, raw, t)
		default:
			p.abort()
		}
	}
}

// oneBrace is the text of a FSTRING_MIDDLE: braces at its end are doubled.
func oneBrace(text string) string {
	if strings.HasSuffix(text, "{{") || strings.HasSuffix(text, "}}") {
		return text[:len(text)-1]
	}
	return text
}

// decodeParts resolves the escapes in the texts from parts[first] on; empty
// texts are dropped. Errors blame the end token, as CPython does.
func (p *parser) decodeParts(parts []strPart, first int, raw bool, end *lexer.Token) []strPart {
	kept := parts[:first]
	for _, part := range parts[first:] {
		if part.field == nil {
			if p.invalidUTF8 {
				if msg := utf8Error(part.text); msg != "" {
					p.raiseAt(end, msg)
				}
			}
			if !raw {
				part.text = p.unescape(part.text, int(part.Pos), end, false)
			}
			if part.text == "" {
				continue
			}
		}
		kept = append(kept, part)
	}
	return kept
}

// field parses a replacement field.
//
//	field = "{" (yield | star_expressions) ["="] ["!" NAME] [":" spec] "}"
//
// With "=" the source of the expression becomes a text before the field.
func (p *parser) field(parts []strPart, raw bool) []strPart {
	p.enter(1)
	open := p.next()
	x := p.yieldOrStar()
	v := &ast.FormattedValue{Value: x}
	debug := p.accept(tAssign)
	exprEnd := offset(p.peek())
	if p.kind() == tExclaim {
		v.Conversion = p.conversion()
	}
	if p.kind() == tColon {
		v.FormatSpec = p.formatSpec(raw)
	}
	if debug && v.Conversion == 0 && v.FormatSpec == nil {
		v.Conversion = 'r'
	}
	p.expect(tRBrace)
	p.leave(1)
	v.Span = ast.Span{Pos: offset(open), End: p.end}
	if debug {
		from := offset(open) + 1
		text := withoutComments(p.src.Text[from:exprEnd])
		parts = append(parts, strPart{Span: ast.Span{Pos: from, End: exprEnd}, text: text})
	}
	return append(parts, strPart{Span: v.Span, field: v})
}

// conversion parses !s, !r or !a; the letter touches the exclamation mark.
func (p *parser) conversion() byte {
	bang := p.next()
	t := p.peek()
	if t.Type != tName {
		p.abort()
	}
	if t.Pos.Offset != bang.Pos.Offset+1 {
		p.abort()
	}
	if len(t.Value) != 1 || !strings.Contains("sra", t.Value) {
		p.abort()
	}
	p.next()
	return t.Value[0]
}

// formatSpec parses what follows the colon of a field.
//
//	spec = ":" { FSTRING_MIDDLE | field }
func (p *parser) formatSpec(raw bool) *ast.JoinedStr {
	start := offset(p.next())
	var parts []strPart
	for {
		t := p.peek()
		switch t.Type {
		case tFMiddle:
			p.next()
			text := oneBrace(t.Value)
			if !raw {
				text = p.unescape(text, t.Pos.Offset, t, false)
			}
			parts = append(parts, strPart{Span: spanOf(t), text: text})
			continue
		case tLBrace:
			parts = p.field(parts, raw)
			continue
		}
		return &ast.JoinedStr{Span: ast.Span{Pos: start, End: p.end}, Values: joinParts(parts)}
	}
}

// withoutComments removes the comments from the source of an expression.
func withoutComments(src string) string {
	if strings.IndexByte(src, '#') < 0 {
		return src
	}
	var b strings.Builder
	var quote string // of the string literal we are in
	for i := 0; i < len(src); i++ {
		c := src[i]
		switch {
		case quote != "":
			if c == '\\' && i+1 < len(src) {
				b.WriteByte(c)
				i++
				c = src[i]
			} else if strings.HasPrefix(src[i:], quote) {
				b.WriteString(quote)
				i += len(quote) - 1
				quote = ""
				continue
			}
		case c == '"' || c == '\'':
			quote = src[i : i+1]
			if strings.HasPrefix(src[i:], quote+quote+quote) {
				quote = src[i : i+3]
			}
			b.WriteString(quote)
			i += len(quote) - 1
			continue
		case c == '#':
			n := strings.IndexByte(src[i:], '\n')
			if n < 0 {
				return b.String()
			}
			i += n
			c = '\n'
		}
		b.WriteByte(c)
	}
	return b.String()
}
