package grammar

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// decode makes the Source of a text that came in as src. invalid: it claims to
// be UTF-8 and is not everywhere; only what needs decoding then fails.
func decode(filename string, src []byte, origin Origin) (s *Source, invalid bool, fail *SyntaxError) {
	bad := func(format string, args ...any) (*Source, bool, *SyntaxError) {
		e := &SyntaxError{Class: "SyntaxError", Msg: fmt.Sprintf(format, args...), Filename: filename}
		switch origin {
		case FromBytes:
			e.Offset = -1
		case FromFile:
			e.Filename = ""
		}
		return NewSource(filename, ""), false, e
	}
	if origin != FromFile && bytes.IndexByte(src, 0) >= 0 {
		s, _, e := bad("source code string cannot contain null bytes")
		e.Filename, e.Offset = "", 0
		return s, false, e
	}
	text := translateNewlines(string(src))
	encoding, declared := "utf-8", false
	if origin != FromText {
		var hasBOM bool
		text, hasBOM = strings.CutPrefix(text, bom)
		encoding = cookie(text)
		declared = encoding != ""
		switch {
		case hasBOM && encoding != "" && encoding != "utf-8":
			return bad("encoding problem: %s with BOM", encoding)
		case encoding == "":
			encoding = "utf-8"
		}
		if encoding != "utf-8" {
			var msg string
			if text, msg = decodeAs(text, encoding); msg != "" {
				if origin == FromFile {
					msg = "encoding problem: " + encoding
				}
				return bad("%s", msg)
			}
		}
	}
	invalid = origin != FromText && !utf8.ValidString(text)
	if invalid && origin == FromFile && !declared {
		at := invalidAt(text)
		return bad("Non-UTF-8 code starting with '\\x%02x' in file %s on line %d, but no encoding declared; "+
			"see https://peps.python.org/pep-0263/ for details", text[at], filename, 1+strings.Count(text[:at], "\n"))
	}
	if i := strings.IndexByte(text, 0); i >= 0 {
		line := 1 + strings.Count(text[:i], "\n")
		s := NewSource(filename, text[:i])
		return s, false, &SyntaxError{
			Class: "SyntaxError", Msg: "source code cannot contain null bytes", Filename: filename,
			Line: line, EndLine: line, Text: s.Line(line), HasText: true,
		}
	}
	return NewSource(filename, text), invalid, nil
}

const bom = "\ufeff"

// cookie returns the encoding that a comment in one of the first two lines
// declares (PEP 263), "" if none does; the second counts if the first is blank
// or a comment. Names of UTF-8 and Latin-1 are normalised.
func cookie(text string) string {
	for range 2 {
		var line string
		line, text, _ = strings.Cut(text, "\n")
		line = strings.TrimLeft(line, " \t\f")
		if line != "" && line[0] != '#' {
			break
		}
		if name := declaration(line); name != "" {
			return normalEncoding(name)
		}
	}
	return ""
}

// declaration finds "coding:" or "coding=" and the name after it.
func declaration(comment string) string {
	for {
		var found bool
		if _, comment, found = strings.Cut(comment, "coding"); !found {
			return ""
		}
		if comment == "" || comment[0] != ':' && comment[0] != '=' {
			continue
		}
		rest := strings.TrimLeft(comment[1:], " \t")
		n := 0
		for n < len(rest) && (class[rest[n]] == isLetter && rest[n] < utf8.RuneSelf || class[rest[n]] == isDigit || rest[n] == '-' || rest[n] == '.') {
			n++
		}
		if n > 0 {
			return rest[:n]
		}
	}
}

func normalEncoding(name string) string {
	n := strings.ToLower(strings.ReplaceAll(name, "_", "-"))
	if n == "utf-8" || strings.HasPrefix(n, "utf-8-") {
		return "utf-8"
	}
	for _, latin := range []string{"latin-1", "iso-8859-1", "iso-latin-1"} {
		if n == latin || strings.HasPrefix(n, latin+"-") {
			return "iso-8859-1"
		}
	}
	return name
}

// charmapOf returns the codec, of one byte per character, of that name, or nil.
func charmapOf(name string) *charmap.Charmap {
	switch name {
	case "cp437":
		return charmap.CodePage437
	case "cp850":
		return charmap.CodePage850
	case "cp852":
		return charmap.CodePage852
	case "cp855":
		return charmap.CodePage855
	case "cp858":
		return charmap.CodePage858
	case "cp860":
		return charmap.CodePage860
	case "cp862":
		return charmap.CodePage862
	case "cp863":
		return charmap.CodePage863
	case "cp865":
		return charmap.CodePage865
	case "cp866":
		return charmap.CodePage866
	case "cp1250":
		return charmap.Windows1250
	case "cp1251":
		return charmap.Windows1251
	case "cp1252":
		return charmap.Windows1252
	case "cp1253":
		return charmap.Windows1253
	case "cp1254":
		return charmap.Windows1254
	case "cp1255":
		return charmap.Windows1255
	case "cp1256":
		return charmap.Windows1256
	case "cp1257":
		return charmap.Windows1257
	case "cp1258":
		return charmap.Windows1258
	case "iso8859-2":
		return charmap.ISO8859_2
	case "iso8859-3":
		return charmap.ISO8859_3
	case "iso8859-4":
		return charmap.ISO8859_4
	case "iso8859-5":
		return charmap.ISO8859_5
	case "iso8859-6":
		return charmap.ISO8859_6
	case "iso8859-7":
		return charmap.ISO8859_7
	case "iso8859-8":
		return charmap.ISO8859_8
	case "iso8859-9":
		return charmap.ISO8859_9
	case "iso8859-10":
		return charmap.ISO8859_10
	case "iso8859-13":
		return charmap.ISO8859_13
	case "iso8859-14":
		return charmap.ISO8859_14
	case "iso8859-15":
		return charmap.ISO8859_15
	case "iso8859-16":
		return charmap.ISO8859_16
	case "koi8-r":
		return charmap.KOI8R
	case "koi8-u":
		return charmap.KOI8U
	case "mac-roman":
		return charmap.Macintosh
	}
	return nil
}

// decodeAs decodes text from an encoding other than UTF-8. msg is CPython's
// message where that fails.
func decodeAs(text, encoding string) (decoded, msg string) {
	name := strings.ToLower(strings.ReplaceAll(encoding, "_", "-"))
	switch name {
	case "utf8", "u8":
		return text, ""
	case "iso-8859-1", "latin1", "l1", "iso8859-1", "8859", "cp819":
		return fromLatin1(text), ""
	case "ascii", "us-ascii", "646":
		for i := 0; i < len(text); i++ {
			if text[i] >= utf8.RuneSelf {
				return "", fmt.Sprintf("'ascii' codec can't decode byte 0x%02x in position %d: ordinal not in range(128)", text[i], i)
			}
		}
		return text, ""
	}
	name = strings.Replace(name, "iso-8859-", "iso8859-", 1)
	name = strings.Replace(name, "windows-", "cp", 1)
	m := charmapOf(name)
	if m == nil {
		return "", "unknown encoding: " + encoding
	}
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		r := m.DecodeByte(text[i])
		if r == utf8.RuneError {
			return "", fmt.Sprintf("'charmap' codec can't decode byte 0x%02x in position %d: character maps to <undefined>", text[i], i)
		}
		b.WriteRune(r)
	}
	return b.String(), ""
}

func fromLatin1(text string) string {
	var b strings.Builder
	b.Grow(len(text) + len(text)/8)
	for i := 0; i < len(text); i++ {
		b.WriteRune(rune(text[i]))
	}
	return b.String()
}

// translateNewlines makes every line end a single \n.
func translateNewlines(text string) string {
	if strings.IndexByte(text, '\r') < 0 {
		return text
	}
	return strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
}

func trimSpace(line string) string { return strings.Trim(line, " \t\f") }

// invalidAt returns the offset of the first byte that is not UTF-8, len(text)
// if there is none.
func invalidAt(text string) int {
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return len(text)
}

// utf8Error returns the text of CPython's UnicodeDecodeError for the first
// byte of text that is not UTF-8, "" if there is none.
func utf8Error(text string) string {
	i := invalidAt(text)
	if i == len(text) {
		return ""
	}
	// How many bytes the sequence should have, and the range of its second.
	c := text[i]
	need, lo, hi := 0, byte(0x80), byte(0xBF)
	switch {
	case c >= 0xC2 && c <= 0xDF:
		need = 1
	case c >= 0xE0 && c <= 0xEF:
		need = 2
		if c == 0xE0 {
			lo = 0xA0
		} else if c == 0xED {
			hi = 0x9F
		}
	case c >= 0xF0 && c <= 0xF4:
		need = 3
		if c == 0xF0 {
			lo = 0x90
		} else if c == 0xF4 {
			hi = 0x8F
		}
	default:
		return fmt.Sprintf("(unicode error) 'utf-8' codec can't decode byte 0x%02x in position %d: invalid start byte", c, i)
	}
	end := i + 1
	reason := "unexpected end of data"
	for ; need > 0 && end < len(text); need-- {
		if text[end] < lo || text[end] > hi {
			reason = "invalid continuation byte"
			break
		}
		lo, hi = 0x80, 0xBF
		end++
	}
	if end == i+1 {
		return fmt.Sprintf("(unicode error) 'utf-8' codec can't decode byte 0x%02x in position %d: %s", c, i, reason)
	}
	return fmt.Sprintf("(unicode error) 'utf-8' codec can't decode bytes in position %d-%d: %s", i, end-1, reason)
}
