// Package uniname finds characters by their Unicode names, for the \N{…}
// escape and for unicodedata, as Unicode 15.1 has them. It needs no
// initialisation and no memory of its own: names are read where they lie.
package uniname

import (
	_ "embed"
	"sort"
	"strconv"
	"strings"
)

//go:generate python3.13 gen.py

// names has a line "HEX<tab>NAME" for each code point whose name is its own,
// in their order.
//
//go:embed names.txt
var names string

// index holds the offsets of the lines, three bytes each, sorted by name.
//
//go:embed names.idx
var index string

// aliases holds the formal aliases (controls among them), NAME;HEX, sorted.
//
//go:embed aliases.txt
var aliases string

// sequences holds the named sequences, NAME;HEX HEX…, sorted.
//
//go:embed sequences.txt
var sequences string

// maxName bounds the length of a name; the longest has 88 letters.
const maxName = 100

// lineAt takes the line at an offset apart.
func lineAt(at int) (code rune, name string) {
	hex, rest, _ := strings.Cut(names[at:], "\t")
	v, _ := strconv.ParseUint(hex, 16, 32)
	name, _, _ = strings.Cut(rest, "\n")
	return rune(v), name
}

// lineStart is the offset of the line that at lies in.
func lineStart(at int) int { return strings.LastIndexByte(names[:at], '\n') + 1 }

func indexed(i int) (code rune, name string) {
	return lineAt(int(index[3*i])<<16 | int(index[3*i+1])<<8 | int(index[3*i+2]))
}

// Lookup returns the character of a name or alias, as unicodedata.lookup does:
// in any case, but for the names that are computed. Named sequences are not
// among them.
func Lookup(name string) (rune, bool) {
	if len(name) > maxName {
		return 0, false
	}
	if hex, ok := strings.CutPrefix(name, cjkPrefix); ok {
		return cjk(hex)
	}
	if syllable, ok := strings.CutPrefix(name, hangulPrefix); ok {
		return hangul(syllable)
	}
	name = strings.ToUpper(name)
	n := len(index) / 3
	i := sort.Search(n, func(i int) bool { _, have := indexed(i); return have >= name })
	if i < n {
		if r, have := indexed(i); have == name {
			return r, true
		}
	}
	hex, ok := entry(aliases, name)
	if !ok {
		return 0, false
	}
	r, err := strconv.ParseUint(hex, 16, 32)
	return rune(r), err == nil
}

// Sequence returns the characters of a named sequence, in any case.
func Sequence(name string) (string, bool) {
	if len(name) > maxName {
		return "", false
	}
	codes, ok := entry(sequences, strings.ToUpper(name))
	var b strings.Builder
	for _, hex := range strings.Fields(codes) {
		r, _ := strconv.ParseUint(hex, 16, 32)
		b.WriteRune(rune(r))
	}
	return b.String(), ok
}

// entry finds the line "name;value" and returns the value.
func entry(lines, name string) (value string, ok bool) {
	key := name + ";"
	for at := 0; ; {
		i := strings.Index(lines[at:], key)
		if i < 0 {
			return "", false
		}
		at += i
		if at == 0 || lines[at-1] == '\n' {
			value, _, _ = strings.Cut(lines[at+len(key):], "\n")
			return value, true
		}
		at++
	}
}

// Name returns the name of r as unicodedata.name does, "" for one without.
func Name(r rune) string {
	switch {
	case isCJK(r):
		return cjkPrefix + strings.ToUpper(strconv.FormatInt(int64(r), 16))
	case r >= hangulBase && r < hangulBase+hangulCount:
		s := int(r - hangulBase)
		return hangulPrefix + leads[s/(len(vowels)*len(tails))] + vowels[s/len(tails)%len(vowels)] + tails[s%len(tails)]
	}
	at := sort.Search(len(names), func(at int) bool {
		code, _ := lineAt(lineStart(at))
		return code >= r
	})
	if at < len(names) {
		if code, name := lineAt(lineStart(at)); code == r {
			return name
		}
	}
	return ""
}

const (
	cjkPrefix    = "CJK UNIFIED IDEOGRAPH-"
	hangulPrefix = "HANGUL SYLLABLE "
	hangulBase   = 0xAC00
	hangulCount  = 11172
)

// The ranges of unified ideographs in Unicode 15.1.
var cjkRanges = [...][2]rune{
	{0x3400, 0x4DBF}, {0x4E00, 0x9FFF}, {0x20000, 0x2A6DF}, {0x2A700, 0x2B739}, {0x2B740, 0x2B81D},
	{0x2B820, 0x2CEA1}, {0x2CEB0, 0x2EBE0}, {0x2EBF0, 0x2EE5D}, {0x30000, 0x3134A}, {0x31350, 0x323AF},
}

func isCJK(r rune) bool {
	for _, c := range cjkRanges {
		if r >= c[0] && r <= c[1] {
			return true
		}
	}
	return false
}

func cjk(hex string) (rune, bool) {
	if len(hex) != 4 && len(hex) != 5 || hex[0] == '0' || hex != strings.ToUpper(hex) {
		return 0, false
	}
	v, err := strconv.ParseUint(hex, 16, 32)
	return rune(v), err == nil && isCJK(rune(v))
}

// The letters of Hangul syllables, by the Unicode standard, section 3.12.
var (
	leads = [...]string{"G", "GG", "N", "D", "DD", "R", "M", "B", "BB", "S", "SS", "", "J", "JJ", "C", "K", "T", "P", "H"}

	vowels = [...]string{"A", "AE", "YA", "YAE", "EO", "E", "YEO", "YE", "O", "WA", "WAE", "OE", "YO", "U", "WEO",
		"WE", "WI", "YU", "EU", "YI", "I"}

	tails = [...]string{"", "G", "GG", "GS", "N", "NJ", "NH", "D", "L", "LG", "LM", "LB", "LS", "LT", "LP", "LH",
		"M", "B", "BS", "S", "SS", "NG", "J", "C", "K", "T", "P", "H"}
)

func hangul(s string) (rune, bool) {
	l, s := longest(leads[:], s)
	v, s := longest(vowels[:], s)
	t, s := longest(tails[:], s)
	if l < 0 || v < 0 || t < 0 || s != "" {
		return 0, false
	}
	return rune(hangulBase + (l*len(vowels)+v)*len(tails) + t), true
}

// longest returns the index of the longest of list that s begins with, and
// what follows it in s.
func longest(list []string, s string) (int, string) {
	best := -1
	for i, p := range list {
		if strings.HasPrefix(s, p) && (best < 0 || len(p) > len(list[best])) {
			best = i
		}
	}
	if best < 0 {
		return -1, s
	}
	return best, s[len(list[best]):]
}
