package grammar

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/aio-lang/aio/ast"
)

// maxIntDigits is sys.int_info.default_max_str_digits: a decimal literal with
// more digits is refused.
const maxIntDigits = 4300

// number makes the Constant of a numeric literal.
func (p *parser) number(t *lexer.Token) ast.Expr {
	c := &ast.Constant{Span: spanOf(t), Kind: ast.ConstInt}
	text := t.Value
	if len(text) < 18 && plainDigits(text) {
		for i := 0; i < len(text); i++ {
			c.Int = c.Int*10 + int64(text[i]-'0')
		}
		return c
	}
	text = strings.ReplaceAll(text, "_", "")
	if base := radixOf(text); base != 10 {
		c.Int, c.Big = parseInt(text[2:], base)
		return c
	}
	if n := len(text) - 1; text[n]|0x20 == 'j' {
		c.Kind = ast.ConstComplex
		c.Float = parseFloat(text[:n])
		return c
	}
	if strings.ContainsAny(text, ".eE") {
		c.Kind = ast.ConstFloat
		c.Float = parseFloat(text)
		return c
	}
	if len(text) > maxIntDigits {
		p.raise(&SyntaxError{
			Class: "SyntaxError",
			Msg: fmt.Sprintf("Exceeds the limit (%d digits) for integer string conversion: value has %d digits; "+
				"use sys.set_int_max_str_digits() to increase the limit - "+
				"Consider hexadecimal for huge integer literals to avoid decimal conversion limits.", maxIntDigits, len(text)),
			Line: p.src.LineOf(c.Pos), EndLine: p.src.LineOf(c.End),
		})
	}
	c.Int, c.Big = parseInt(text, 10)
	return c
}

func plainDigits(text string) bool {
	for i := 0; i < len(text); i++ {
		if class[text[i]] != isDigit {
			return false
		}
	}
	return true
}

func radixOf(text string) int {
	if len(text) > 2 && text[0] == '0' {
		switch text[1] | 0x20 {
		case 'x':
			return 16
		case 'o':
			return 8
		case 'b':
			return 2
		}
	}
	return 10
}

// parseInt returns the value of digits: in the first result where it fits.
func parseInt(digits string, base int) (int64, *big.Int) {
	if v, err := strconv.ParseInt(digits, base, 64); err == nil {
		return v, nil
	}
	v, _ := new(big.Int).SetString(digits, base)
	return 0, v
}

// parseFloat returns the nearest float; what is too big is infinite.
func parseFloat(text string) float64 {
	v, _ := strconv.ParseFloat(text, 64)
	return v
}

// strPart is one piece of a run of string literals: text, or a field of an
// f-string.
type strPart struct {
	ast.Span
	text  string
	field *ast.FormattedValue // nil: text
}

// strings parses adjacent string literals: one Constant or JoinedStr.
func (p *parser) strings() ast.Expr {
	t := p.peek()
	start := offset(t)
	if t.Type == tString {
		// The plain case: one literal.
		p.next()
		text, isBytes := p.stringLiteral(t)
		if k := p.kind(); k != tString && k != tFStart {
			return &ast.Constant{Span: spanOf(t), Kind: strKind(isBytes), Str: text}
		}
		return p.stringRun(start, []strPart{{Span: spanOf(t), text: text}}, isBytes)
	}
	return p.stringRun(start, nil, false)
}

func strKind(isBytes bool) ast.ConstKind {
	if isBytes {
		return ast.ConstBytes
	}
	return ast.ConstStr
}

// stringRun goes on after the literals in parts; isBytes: they are bytes.
func (p *parser) stringRun(start uint32, parts []strPart, isBytes bool) ast.Expr {
	isText, isF := len(parts) > 0 && !isBytes, false
	for {
		t := p.peek()
		switch t.Type {
		case tString:
			p.next()
			text, b := p.stringLiteral(t)
			isBytes = isBytes || b
			isText = isText || !b
			parts = append(parts, strPart{Span: spanOf(t), text: text})
			continue
		case tFStart:
			p.next()
			isF, isText = true, true
			parts = p.fstring(parts, t)
			continue
		}
		break
	}
	if isBytes && isText {
		t := p.peek()
		if t.Value == "" { // the end, or a lexical error that may come first
			p.abort()
		}
		p.raiseAt(t, "cannot mix bytes and nonbytes literals")
	}
	span := ast.Span{Pos: start, End: p.end}
	if !isF {
		var b strings.Builder
		for _, part := range parts {
			b.WriteString(part.text)
		}
		return &ast.Constant{Span: span, Kind: strKind(isBytes), Str: b.String()}
	}
	return &ast.JoinedStr{Span: span, Values: joinParts(parts)}
}

// joinParts makes the values of a JoinedStr: neighbouring texts become one
// Constant, empty ones vanish.
func joinParts(parts []strPart) []ast.Expr {
	var values []ast.Expr
	for i := 0; i < len(parts); {
		if parts[i].field != nil {
			values = append(values, parts[i].field)
			i++
			continue
		}
		c := &ast.Constant{Span: parts[i].Span, Kind: ast.ConstStr, Str: parts[i].text}
		j := i + 1
		for j < len(parts) && parts[j].field == nil {
			j++
		}
		if j > i+1 {
			var b strings.Builder
			for _, part := range parts[i:j] {
				b.WriteString(part.text)
			}
			c.Str, c.End = b.String(), parts[j-1].End
		}
		if c.Str != "" {
			values = append(values, c)
		}
		i = j
	}
	return values
}

// literalBody splits a str or bytes literal into what stands between the
// quotes and what its prefix says.
func literalBody(text string) (body string, isBytes, raw bool) {
	for class[text[0]] == isLetter {
		switch text[0] | 0x20 {
		case 'b':
			isBytes = true
		case 'r':
			raw = true
		}
		text = text[1:]
	}
	size := 1
	if len(text) >= 6 && text[1] == text[0] && text[2] == text[0] {
		size = 3
	}
	return text[size : len(text)-size], isBytes, raw
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// stringLiteral decodes one str or bytes literal.
func (p *parser) stringLiteral(t *lexer.Token) (text string, isBytes bool) {
	body, isBytes, raw := literalBody(t.Value)
	if isBytes && !isASCII(body) {
		p.raiseAt(t, "bytes can only contain ASCII literal characters")
	}
	if !isBytes && p.invalidUTF8 {
		if msg := utf8Error(body); msg != "" {
			p.raiseAt(t, msg)
		}
	}
	if raw {
		return body, isBytes
	}
	quotes := strings.IndexAny(t.Value, `"'`)
	from := t.Pos.Offset + quotes + (len(t.Value)-quotes-len(body))/2
	return p.unescape(body, from, t, isBytes), isBytes
}

// unescape resolves the escapes of body, which begins at offset from; an error
// blames token t.
func (p *parser) unescape(body string, from int, t *lexer.Token, isBytes bool) string {
	if strings.IndexByte(body, '\\') < 0 {
		return body
	}
	var u unescaper
	var text string
	if isBytes {
		text = u.unescapeBytes(body)
	} else {
		text = u.unescape(body)
	}
	if u.err != "" {
		p.raiseAt(t, u.err)
	}
	if u.invalid >= 0 {
		p.warnEscape(body[u.invalid:], uint32(from+u.invalid), t)
	}
	return text
}

// warnEscape warns of the escape sequence that rest begins with, at offset pos,
// in token t. The scanner has warned of braces in f-strings.
func (p *parser) warnEscape(rest string, pos uint32, t *lexer.Token) {
	c := rest[1]
	switch {
	case t.Type != tString && (c == '{' || c == '}'):
	case isOct(c):
		p.warnf(pos, t, "invalid octal escape sequence '%s'", rest[:4])
	default:
		p.warnf(pos, t, "invalid escape sequence '\\%c'", c)
	}
}
