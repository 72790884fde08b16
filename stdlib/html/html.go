// Package html is the package html: its functions escape and unescape. The
// names of characters are those of Go's package html, which are HTML 5's.
package html

import (
	"html"
	"strings"

	"github.com/aio-lang/aio/vm/object"
)

type (
	thread = object.Thread
	value  = object.Value
)

// Module declares the package.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{
		Name: "html", IsPackage: true, Doc: "Escape text for HTML, and back.",
		Funcs: []object.Def{
			{Sig: "def escape(s, quote=True)", Doc: "Replace &, < and >, and quotes unless quote is false, by what shows as them.", Fn: escape},
			{Sig: "def unescape(s)", Doc: "Replace character references by the characters.", Fn: unescape},
		},
		Attrs: []object.Attr{{Name: "__all__", Value: object.NewList([]value{object.NewStr("escape"), object.NewStr("unescape")})}},
	}
}

var (
	special = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
	quotes  = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&#x27;")
)

func escape(t *thread, a []value) value {
	s := object.AsStr(a[0])
	if s == nil {
		return t.Raise(object.ShapeAttributeError, "'%s' object has no attribute 'replace'", t.TypeName(a[0]))
	}
	quote, ok := t.Truth(a[1])
	if !ok {
		return value{}
	}
	if quote {
		return object.NewStr(quotes.Replace(s.S))
	}
	return object.NewStr(special.Replace(s.S))
}

func unescape(t *thread, a []value) value {
	s := object.AsStr(a[0])
	if s == nil {
		return t.TypeErrorf("argument of type '%s' is not iterable", t.TypeName(a[0]))
	}
	i := strings.IndexByte(s.S, '&')
	if i < 0 {
		return a[0]
	}
	var b []byte
	rest := s.S
	for i >= 0 {
		b = append(b, rest[:i]...)
		rest = rest[i:]
		text, n := reference(rest)
		b = append(b, text...)
		rest = rest[n:]
		i = strings.IndexByte(rest, '&')
	}
	return object.NewStr(string(append(b, rest...)))
}

// reference returns what the reference at the beginning of s stands for, and
// how long it is; the ampersand itself where there is none.
func reference(s string) (string, int) {
	if strings.HasPrefix(s, "&#") {
		return number(s)
	}
	// a name is at most 32 characters long and may end in a semicolon
	end, chars := 1, 0
	for end < len(s) && chars < 32 && !strings.ContainsRune("\t\n\f <&#;", rune(s[end])) {
		_, n := object.DecodeRune(s[end:])
		end += n
		chars++
	}
	if chars == 0 {
		return s[:1], 1
	}
	if end < len(s) && s[end] == ';' {
		end++
	}
	return html.UnescapeString(s[:end]), end
}

// number reads a numeric reference. What is no character becomes U+FFFD, or
// nothing where HTML has no use for it.
func number(s string) (string, int) {
	i, base := 2, 10
	if i < len(s) && s[i]|0x20 == 'x' {
		i, base = 3, 16
	}
	first, code := i, 0
	for ; i < len(s); i++ {
		d := object.HexValue(s[i])
		if d < 0 || d >= base {
			break
		}
		code = min(code*base+d, 0x110000)
	}
	if i == first {
		return s[:first], first
	}
	if i < len(s) && s[i] == ';' {
		i++
	}
	switch {
	case code == 0 || code > 0x10ffff || code >= 0xd800 && code <= 0xdfff:
		return "\ufffd", i
	case code == 0x0d:
		return "\r", i
	case code >= 0x80 && code <= 0x9f:
		return html.UnescapeString(s[:i]), i
	case code < 0x20 && code != '\t' && code != '\n' && code != '\f' || code == 0x7f,
		code >= 0xfdd0 && code <= 0xfdef, code&0xfffe == 0xfffe:
		return "", i
	}
	return string(rune(code)), i
}
