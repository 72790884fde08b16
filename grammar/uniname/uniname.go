// Package uniname finds characters by their Unicode names, for the \N{…}
// escape and for unicodedata. It needs no initialisation and no memory of its
// own: names come from x/text's tables through an embedded index.
package uniname

import (
	_ "embed"
	"sort"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/runenames"
)

//go:generate go run gen.go

// index holds the named code points, three bytes each, sorted by name.
//
//go:embed names.idx
var index string

// aliases holds the formal aliases (controls among them), NAME;HEX, sorted.
//
//go:embed aliases.txt
var aliases string

func entry(i int) rune {
	return rune(index[3*i])<<16 | rune(index[3*i+1])<<8 | rune(index[3*i+2])
}

// Lookup returns the character of a name or alias, in any case, as
// unicodedata.lookup does; named sequences are not among them.
func Lookup(name string) (rune, bool) {
	if len(name) > 100 { // the longest name has 88 letters
		return 0, false
	}
	name = strings.ToUpper(name)
	n := len(index) / 3
	i := sort.Search(n, func(i int) bool { return runenames.Name(entry(i)) >= name })
	if i < n && runenames.Name(entry(i)) == name {
		return entry(i), true
	}
	if hex, ok := strings.CutPrefix(name, cjkPrefix); ok {
		return cjk(hex)
	}
	if syllable, ok := strings.CutPrefix(name, hangulPrefix); ok {
		return hangul(syllable)
	}
	return alias(name)
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
	if n := runenames.Name(r); n != "" && n[0] != '<' {
		return n
	}
	return ""
}

func alias(name string) (rune, bool) {
	i := strings.Index("\n"+aliases, "\n"+name+";")
	if i < 0 {
		return 0, false
	}
	hex, _, _ := strings.Cut(aliases[i+len(name)+1:], "\n")
	r, err := strconv.ParseUint(hex, 16, 32)
	return rune(r), err == nil
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
	if len(hex) != 4 && len(hex) != 5 || hex[0] == '0' {
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
