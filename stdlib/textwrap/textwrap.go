// Package textwrap is module textwrap: text in lines of a width. The natives
// cut text into pieces; the rest is written in textwrap.aio.
package textwrap

import (
	_ "embed"

	"github.com/aio-lang/aio/vm/object"
	"github.com/aio-lang/aio/vm/ucd"
)

//go:embed textwrap.aio
var source string

// Module declares the module.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{
		Name: "textwrap",
		Doc:  "Text wrapping and filling.",
		Funcs: []object.Def{
			{Sig: "_split_words(text, /)", Doc: "Cut text into runs of whitespace and what is between them.", Fn: splitWords},
			{Sig: "_split_hyphens(text, /)", Doc: "Cut text into runs of whitespace, words, and their parts up to a hyphen or dash.", Fn: splitHyphens},
		},
		Source: source,
	}
}

func isSpace(r rune) bool { return r == ' ' || r >= '\t' && r <= '\r' }

func isWord(r rune) bool {
	return r == '_' || ucd.Is(r, ucd.Alpha|ucd.Decimal|ucd.Digit|ucd.Numeric)
}

func isLetter(r rune) bool { return isWord(r) && !ucd.Is(r, ucd.Decimal) }

// isPunctuated reports whether a dash after r is taken for one between words.
func isPunctuated(r rune) bool {
	switch r {
	case '!', '"', '\'', '&', '.', ',', '?':
		return true
	}
	return isWord(r)
}

// split cuts text into pieces, each ending where end says.
func split(t *object.Thread, a []object.Value, end func(text []rune, i int) int) object.Value {
	s, ok := t.StrArg("_split", "1", a[0])
	if !ok {
		return object.Value{}
	}
	text := s.Runes()
	var out []object.Value
	for i := 0; i < len(text); {
		j := i + 1
		if isSpace(text[i]) {
			for j < len(text) && isSpace(text[j]) {
				j++
			}
		} else {
			j = end(text, i)
		}
		out = append(out, s.Slice(i, j))
		i = j
	}
	return object.NewList(out)
}

func splitWords(t *object.Thread, a []object.Value) object.Value {
	return split(t, a, func(text []rune, i int) int {
		for i < len(text) && !isSpace(text[i]) {
			i++
		}
		return i
	})
}

// dashEnd is the end of a dash between words (two hyphens or more, then a
// letter or digit) that begins at i, or 0.
func dashEnd(text []rune, i int) int {
	j := i
	for j < len(text) && text[j] == '-' {
		j++
	}
	if j-i >= 2 && j < len(text) && isWord(text[j]) {
		return j
	}
	return 0
}

// breaksAfter reports whether a line may end after the hyphen at i: two letters
// come before it, or one after another hyphen, and two after it, between which
// a hyphen may stand.
func breaksAfter(text []rune, i int) bool {
	letter := func(i int) bool { return i >= 0 && i < len(text) && isLetter(text[i]) }
	hyphen := func(i int) bool { return i >= 0 && i < len(text) && text[i] == '-' }
	before := letter(i-1) && (letter(i-2) || hyphen(i-2) && letter(i-3))
	after := letter(i+1) && (letter(i+2) || hyphen(i+2) && letter(i+3))
	return hyphen(i) && before && after
}

func splitHyphens(t *object.Thread, a []object.Value) object.Value {
	return split(t, a, func(text []rune, i int) int {
		if i > 0 && isPunctuated(text[i-1]) {
			if j := dashEnd(text, i); j > 0 {
				return j
			}
		}
		for j := i + 1; ; j++ {
			switch {
			case j < len(text) && breaksAfter(text, j):
				return j + 1
			case j == len(text) || isSpace(text[j]):
				return j
			case isPunctuated(text[j-1]) && dashEnd(text, j) > 0:
				return j
			}
		}
	})
}
