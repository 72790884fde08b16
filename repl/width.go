package repl

import (
	"unicode/utf8"

	"github.com/aio-lang/aio/vm/ucd"
)

// runeWidth is how many columns a terminal gives to r: 0, 1 or 2. A tab counts
// as tabWidth wherever it stands, for that is how it is drawn.
func runeWidth(r rune) int {
	switch {
	case r == '\t':
		return tabWidth
	case r < ' ', r == 0x7f:
		return 2 // drawn as ^X
	case r < 0x300:
		return 1
	case r >= 0x1F1E6 && r <= 0x1F1FF: // halves of flags
		return 1
	}
	switch ucd.Category(r) {
	case "Mn", "Me", "Cf":
		return 0
	case "Cc", "Cs":
		return 1
	}
	switch ucd.Width(r) {
	case "W", "F":
		return 2
	}
	return 1
}

const tabWidth = 4

// textWidth is the width of a text in which escape sequences take no room.
func textWidth(s string) int {
	n := 0
	for s != "" {
		if m := escapeLen(s); m > 0 {
			s = s[m:]
			continue
		}
		r, size := utf8.DecodeRuneInString(s)
		n += runeWidth(r)
		s = s[size:]
	}
	return n
}

// escapeLen is the length of the escape sequence that s begins with, or 0.
func escapeLen(s string) int {
	if len(s) < 2 || s[0] != 0x1b {
		return 0
	}
	switch s[1] {
	case '[':
		for i := 2; i < len(s); i++ {
			if s[i] >= 0x40 && s[i] <= 0x7e {
				return i + 1
			}
		}
		return len(s)
	case ']': // operating system command, such as a title or a link
		for i := 2; i < len(s); i++ {
			if s[i] == 7 {
				return i + 1
			}
			if s[i] == 0x1b && i+1 < len(s) && s[i+1] == '\\' {
				return i + 2
			}
		}
		return len(s)
	}
	return 2
}
