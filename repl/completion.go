package repl

import (
	"strings"
	"unicode/utf8"
)

// completion is what may stand at the cursor.
type completion struct {
	// prefix is the part that has been typed of each word.
	prefix string
	words  []string
}

// common is what all words go on with after the prefix.
func (c completion) common() string {
	if len(c.words) == 0 {
		return ""
	}
	first := c.words[0]
	for _, w := range c.words[1:] {
		n := 0
		for n < len(first) && n < len(w) && first[n] == w[n] {
			n++
		}
		first = first[:n]
	}
	for first != "" && !utf8.ValidString(first) {
		first = first[:len(first)-1]
	}
	if !strings.HasPrefix(first, c.prefix) {
		return ""
	}
	return first[len(c.prefix):]
}

// maxListed is how many words are listed.
const maxListed = 200

// columns lists the words in columns for a terminal.
func (c completion) columns(cols int) string {
	words := c.words
	if len(words) > maxListed {
		words = words[:maxListed]
	}
	wide := 0
	for _, w := range words {
		wide = max(wide, textWidth(w))
	}
	per := max(1, (cols-1)/(wide+2))
	rows := (len(words) + per - 1) / per
	var b strings.Builder
	for r := 0; r < rows; r++ {
		line := ""
		for i := r; i < len(words); i += rows {
			line += words[i] + strings.Repeat(" ", wide+2-textWidth(words[i]))
		}
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	if len(words) < len(c.words) {
		b.WriteString("…\n")
	}
	return b.String()
}
