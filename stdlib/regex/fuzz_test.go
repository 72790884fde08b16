package regex

import (
	"testing"
	"unicode/utf8"
)

// FuzzMatch compiles any pattern and matches any text with it: never a crash,
// and what is found lies between the bounds of characters.
func FuzzMatch(f *testing.F) {
	for _, p := range []string{`(a|b)*c`, `(?i)\u212a+?`, `(?<=a)(?P<n>.)(?P=n)`, `[^\w-]{2,}`, `(?(1)a|b)`, `a*+(?>b)`, `\b\B$\Z`, `(?x: a # c`, "é?"} {
		f.Add(p, "aabbc é\n", false, uint16(0))
		f.Add(p, "", true, uint16(IgnoreCase|Multiline))
	}
	f.Fuzz(func(t *testing.T, pattern, text string, isBytes bool, flags uint16) {
		if !utf8.ValidString(pattern) || !utf8.ValidString(text) {
			return
		}
		source := []rune(pattern)
		for i := range source {
			if isBytes {
				source[i] &= 0xff
			}
		}
		prog, err := Compile(source, isBytes, Flags(flags)&^Debug, func(string) bool { return true })
		if err != nil {
			return
		}
		m := NewMatcher(prog, text)
		polls := 0
		m.Poll = func() bool { polls++; return polls < 20 }
		for i := 0; i <= len(text); {
			found, err := m.Match(i, Anywhere, i)
			if err != nil || !found {
				break
			}
			for _, at := range m.Caps {
				if at > int32(len(text)) || !isBytes && at >= 0 && int(at) < len(text) && !utf8.RuneStart(text[at]) {
					t.Fatalf("%q finds %v in %q", pattern, m.Caps, text)
				}
			}
			if int(m.Caps[1]) <= i {
				break
			}
			i = int(m.Caps[1])
		}
	})
}
