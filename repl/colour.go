package repl

import (
	"strings"
	"unicode"

	"github.com/aio-lang/aio/stdlib/keyword"
)

// style is how a character is shown.
type style uint8

const (
	plain style = iota
	styleKeyword
	styleString
	styleNumber
	styleBuiltin
	styleComment
	styleCommand
	styleUnbalanced
	styleMatch
	numStyles
)

// colours is the palette: colours of the terminal's own theme.
func colours() []string {
	p := make([]string, numStyles)
	p[styleKeyword] = "\x1b[1;34m"
	p[styleString] = "\x1b[32m"
	p[styleNumber] = "\x1b[33m"
	p[styleBuiltin] = "\x1b[36m"
	p[styleComment] = "\x1b[2m"
	p[styleCommand] = "\x1b[35m"
	p[styleUnbalanced] = "\x1b[31m"
	p[styleMatch] = "\x1b[1m"
	return p
}

// promptColour marks a prompt that the program has not set.
const promptColour, noColour = "\x1b[1;35m", "\x1b[0m"

// painter finds the styles of what is being typed. It reads text that is not
// finished, or wrong, and never fails.
type painter struct {
	keywords, builtins map[string]bool
}

func newPainter(builtins []string) *painter {
	p := &painter{keywords: make(map[string]bool), builtins: make(map[string]bool)}
	for _, w := range strings.Fields(keyword.Reserved) {
		p.keywords[w] = true
	}
	for _, name := range builtins {
		if !p.keywords[name] {
			p.builtins[name] = true
		}
	}
	return p
}

// paint returns a style for each rune. pos is the cursor: the bracket before
// it is shown with its partner.
func (p *painter) paint(line []rune, pos int) []style {
	styles := make([]style, len(line))
	set := func(from, to int, s style) {
		for i := from; i < to; i++ {
			styles[i] = s
		}
	}
	if len(line) > 0 && line[0] == ':' {
		end := 1
		for end < len(line) && unicode.IsLetter(line[end]) {
			end++
		}
		set(0, end, styleCommand)
		return styles
	}
	var open []int
	partner := map[int]int{}
	for i := 0; i < len(line); {
		r := line[i]
		switch {
		case r == '#':
			end := i
			for end < len(line) && line[end] != '\n' {
				end++
			}
			set(i, end, styleComment)
			i = end
		case r == '\'' || r == '"':
			end := stringEnd(line, i)
			set(i, end, styleString)
			i = end
		case isNameStart(r):
			end := i + 1
			for end < len(line) && (isNameStart(line[end]) || unicode.IsDigit(line[end])) {
				end++
			}
			word := string(line[i:end])
			switch {
			case end < len(line) && (line[end] == '\'' || line[end] == '"') && isStringPrefix(word):
				stop := stringEnd(line, end)
				set(i, stop, styleString)
				end = stop
			case i > 0 && line[i-1] == '.':
			case p.keywords[word]:
				set(i, end, styleKeyword)
			case p.builtins[word]:
				set(i, end, styleBuiltin)
			}
			i = end
		case unicode.IsDigit(r) || r == '.' && i+1 < len(line) && unicode.IsDigit(line[i+1]):
			end := numberEnd(line, i)
			set(i, end, styleNumber)
			i = end
		case strings.ContainsRune("([{", r):
			open = append(open, i)
			i++
		case strings.ContainsRune(")]}", r):
			if n := len(open); n > 0 && closes(line[open[n-1]], r) {
				partner[i], partner[open[n-1]] = open[n-1], i
				open = open[:n-1]
			} else {
				styles[i] = styleUnbalanced
			}
			i++
		default:
			i++
		}
	}
	for _, i := range open {
		styles[i] = styleUnbalanced
	}
	if j, ok := partner[pos-1]; ok && pos > 0 && len(line) > 2 {
		styles[pos-1], styles[j] = styleMatch, styleMatch
	}
	return styles
}

func closes(open, r rune) bool {
	return open == '(' && r == ')' || open == '[' && r == ']' || open == '{' && r == '}'
}

func isNameStart(r rune) bool { return r == '_' || unicode.IsLetter(r) }

func isStringPrefix(word string) bool {
	switch strings.ToLower(word) {
	case "r", "u", "b", "f", "br", "rb", "fr", "rf":
		return true
	}
	return false
}

// stringEnd is where the literal ends whose quotes begin at i; a string that
// is not finished ends with its line, or with the text.
func stringEnd(line []rune, i int) int {
	q := line[i]
	if i+2 < len(line) && line[i+1] == q && line[i+2] == q {
		for j := i + 3; j < len(line); j++ {
			switch {
			case line[j] == '\\':
				j++
			case line[j] == q && j+2 < len(line) && line[j+1] == q && line[j+2] == q:
				return j + 3
			}
		}
		return len(line)
	}
	for j := i + 1; j < len(line); j++ {
		switch line[j] {
		case '\\':
			j++
		case q:
			return j + 1
		case '\n':
			return j
		}
	}
	return len(line)
}

func numberEnd(line []rune, i int) int {
	for i < len(line) {
		r := line[i]
		exponent := (r == '+' || r == '-') && (line[i-1] == 'e' || line[i-1] == 'E')
		if r != '.' && r != '_' && !unicode.IsDigit(r) && !unicode.IsLetter(r) && !exponent {
			break
		}
		i++
	}
	return i
}
