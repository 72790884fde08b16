package repl

import (
	"strings"

	"github.com/aio-lang/aio/grammar"
)

// indentWidth is a level of indentation.
const indentWidth = 4

// complete reports whether Enter runs what was typed, because it is right or
// wrong as it stands; otherwise another line is wanted. A block ends with an
// empty line, unless settled says that the text is not being typed.
func complete(text string, settled bool) bool {
	trimmed := strings.TrimSpace(text)
	if trimmed == "" || isCommand(trimmed) {
		return true
	}
	if lastLine(text) == "" { // nothing but indentation
		text = text[:strings.LastIndexByte(text, '\n')+1]
	}
	if settled {
		u := grammar.Parse("<stdin>", []byte(text), grammar.Options{Origin: grammar.FromText})
		if u.Err() == nil {
			return true
		}
	}
	u, more := grammar.ParseInteractive("<stdin>", text)
	if more {
		return false
	}
	if u.Err() == nil {
		return true
	}
	// more than one statement: pasted, or recalled and edited
	u = grammar.Parse("<stdin>", []byte(text), grammar.Options{Origin: grammar.FromText})
	switch {
	case len(u.Errors) > 0:
		return !u.Errors[0].Incomplete
	case strings.HasSuffix(text, "\n"):
		return true
	}
	line := lastLine(text)
	return !strings.HasPrefix(line, " ") && !strings.HasPrefix(line, "\t") && !strings.HasSuffix(strings.TrimSpace(line), ":")
}

// lastLine is the last line without white space at its end.
func lastLine(text string) string {
	return strings.TrimRight(text[strings.LastIndexByte(text, '\n')+1:], " \t")
}

// indentOf is the white space at the beginning of a line.
func indentOf(line string) string { return line[:len(line)-len(strings.TrimLeft(line, " \t"))] }

// nextIndent is how the line after text begins.
func nextIndent(text string) string {
	code, open := bareLine(text)
	line := lastLine(text)
	indent := indentOf(line)
	if strings.TrimSpace(line) == "" {
		return indentOf(text[strings.LastIndexByte(text, '\n')+1:])
	}
	if open { // inside brackets or a string
		return indent
	}
	word, _, _ := strings.Cut(strings.TrimSpace(line), " ")
	switch {
	case strings.HasSuffix(code, ":"):
		return indent + strings.Repeat(" ", indentWidth)
	case isLast(strings.TrimRight(word, ";")):
		return strings.TrimSuffix(indent, strings.Repeat(" ", indentWidth))
	}
	return indent
}

// isLast reports whether a statement that begins with word ends its block.
func isLast(word string) bool {
	switch word {
	case "return", "break", "continue", "pass", "raise":
		return true
	}
	return false
}

// bareLine is the last line without comment. open: it ends inside brackets or
// a string.
func bareLine(text string) (line string, open bool) {
	runes := []rune(text)
	depth, start := 0, 0
	for i := 0; i < len(runes); {
		switch r := runes[i]; {
		case r == '#':
			if depth == 0 && !strings.ContainsRune(string(runes[i:]), '\n') {
				return strings.TrimRight(string(runes[start:i]), " \t"), false
			}
			for i < len(runes) && runes[i] != '\n' {
				i++
			}
		case r == '\'' || r == '"':
			end := stringEnd(runes, i)
			if end == len(runes) && end-i >= 3 && runes[i+1] == r && runes[i+2] == r && !(end-i >= 6 && runes[end-1] == r && runes[end-2] == r && runes[end-3] == r) {
				return "", true
			}
			i = end
		case strings.ContainsRune("([{", r):
			depth++
			i++
		case strings.ContainsRune(")]}", r):
			depth = max(0, depth-1)
			i++
		case r == '\n':
			i++
			start = i
		default:
			i++
		}
	}
	return strings.TrimRight(string(runes[start:]), " \t"), depth > 0
}

// partners are the words that continue a compound statement, with those that
// may stand before them.
var partners = map[string]string{
	"else": "if elif for while try except", "elif": "if elif", "except": "try except", "finally": "try except else",
}

// dedented moves the last line of text out to the statement that it continues,
// as `else:` after an indented block.
func dedented(text string) string {
	i := strings.LastIndexByte(text, '\n') + 1
	line := text[i:]
	body := strings.TrimLeft(line, " ")
	wanted, ok := partners[firstWord(body)]
	if i == 0 || !ok || !strings.HasSuffix(strings.TrimRight(line, " "), ":") {
		return text
	}
	limit := len(line) - len(body)
	lines := strings.Split(text[:i-1], "\n")
	for j := len(lines) - 1; j >= 0; j-- {
		if strings.TrimSpace(lines[j]) == "" {
			continue
		}
		indent := indentOf(lines[j])
		if strings.Contains(indent, "\t") || len(indent) > limit {
			continue
		}
		if word := firstWord(strings.TrimPrefix(lines[j][len(indent):], "async ")); word != "" && strings.Contains(" "+wanted+" ", " "+word+" ") {
			return text[:i] + indent + body
		}
		limit = len(indent) - 1
	}
	return text
}

// firstWord is the letters that s begins with.
func firstWord(s string) string {
	n := 0
	for n < len(s) && s[n] >= 'a' && s[n] <= 'z' {
		n++
	}
	return s[:n]
}
