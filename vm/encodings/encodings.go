// Package encodings is the data of text codecs: what encodings are called, and
// what the bytes of one-byte encodings mean, both as in CPython 3.13.
//
// In: names and bytes. Out: static tables, read in place.
package encodings

//go:generate python3.13 gen.py
//go:generate python3.13 nameprep_gen.py
//go:generate gofmt -w tables.go nameprep_tables.go

import "strings"

// Undefined stands in a Charmap for a byte that means nothing.
const Undefined = '\ufffe'

// Charmap is a one-byte encoding.
type Charmap struct {
	Codec string // "cp1252", "iso8859_15"
	Name  string // as codecs.lookup shows it: "iso8859-15"
	Table string // 256 characters
}

// FindCharmap returns the one-byte encoding of a codec's name, or nil.
func FindCharmap(codec string) *Charmap {
	for i := range maps {
		if maps[i].Codec == codec {
			return &maps[i]
		}
	}
	return nil
}

// Decoding returns the character of each byte.
func (c *Charmap) Decoding() *[256]rune {
	table := new([256]rune)
	i := 0
	for _, r := range c.Table {
		table[i] = r
		i++
	}
	return table
}

// Encoding returns the byte of each character.
func (c *Charmap) Encoding() map[rune]byte {
	m := make(map[rune]byte, 256)
	i := 0
	for _, r := range c.Table {
		if r != Undefined {
			m[r] = byte(i)
		}
		i++
	}
	return m
}

// ASCIICompatible reports whether the first 128 bytes mean ASCII.
func (c *Charmap) ASCIICompatible() bool {
	for i := range 128 {
		if c.Table[i] != byte(i) {
			return false
		}
	}
	return true
}

// Normalize brings an encoding's name into the form codecs are looked up by:
// lower case, with "_" for each run of what is neither letter, digit nor dot.
func Normalize(name string) string {
	var b strings.Builder
	gap := false
	for i := 0; i < len(name); i++ {
		c := name[i]
		switch {
		case 'A' <= c && c <= 'Z':
			c += 'a' - 'A'
		case 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '.':
		default:
			gap = true
			continue
		}
		if gap && b.Len() > 0 {
			b.WriteByte('_')
		}
		gap = false
		b.WriteByte(c)
	}
	return b.String()
}

// Codec returns the codec that a normalized name means: that of which it is an
// alias, or itself.
func Codec(name string) string {
	if c := alias(name); c != "" {
		return c
	}
	if strings.Contains(name, ".") {
		if c := alias(strings.ReplaceAll(name, ".", "_")); c != "" {
			return c
		}
	}
	return name
}

func alias(name string) string {
	i := strings.Index(aliases, "\n"+name+" ")
	if i < 0 {
		return ""
	}
	codec, _, _ := strings.Cut(aliases[i+len(name)+2:], "\n")
	return codec
}

// IsMultiByte reports whether a codec is one of CPython's for Chinese,
// Japanese or Korean.
func IsMultiByte(codec string) bool {
	switch codec {
	case "big5", "big5hkscs", "cp932", "cp949", "cp950", "euc_jis_2004", "euc_jisx0213", "euc_jp", "euc_kr", "gb18030", "gb2312",
		"gbk", "hz", "iso2022_jp", "iso2022_jp_1", "iso2022_jp_2", "iso2022_jp_2004", "iso2022_jp_3", "iso2022_jp_ext",
		"iso2022_kr", "johab", "shift_jis", "shift_jis_2004", "shift_jisx0213":
		return true
	}
	return false
}
