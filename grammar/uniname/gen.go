//go:build ignore

// Gen writes names.idx: every code point that has a name of its own, three
// bytes each, sorted by that name.
package main

import (
	"os"
	"sort"
	"unicode/utf8"

	"golang.org/x/text/unicode/runenames"
)

func main() {
	var named []rune
	for r := rune(0); r <= utf8.MaxRune; r++ {
		if n := runenames.Name(r); n != "" && n[0] != '<' {
			named = append(named, r)
		}
	}
	sort.Slice(named, func(i, j int) bool { return runenames.Name(named[i]) < runenames.Name(named[j]) })
	var out []byte
	for _, r := range named {
		out = append(out, byte(r>>16), byte(r>>8), byte(r))
	}
	if err := os.WriteFile("names.idx", out, 0o666); err != nil {
		panic(err)
	}
}
