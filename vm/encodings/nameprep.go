package encodings

import (
	"sort"

	"github.com/aio-lang/aio/vm/ucd"
)

// A NameprepError says which character of a prepared label is not allowed.
type NameprepError struct {
	Label []rune
	Index int
	// Rule is 0 for a prohibited character, or the number of the
	// requirement on bidirectional text that is violated.
	Rule int
}

// Nameprep prepares a label of a domain name for comparison (RFC 3491), with
// the characters of Unicode 3.2.
func Nameprep(label []rune) ([]rune, *NameprepError) {
	var mapped []rune
	for _, r := range label {
		if in(mappedToNothing[:], r) {
			continue
		}
		i := sort.Search(len(caseFolded), func(i int) bool { return caseFolded[i].r >= r })
		if i < len(caseFolded) && caseFolded[i].r == r {
			mapped = append(mapped, []rune(caseFolded[i].to)...)
		} else {
			mapped = append(mapped, r)
		}
	}
	out := normalizeOld(mapped)
	right, left := false, -1
	for i, r := range out {
		if in(prohibited[:], r) {
			return nil, &NameprepError{out, i, 0}
		}
		right = right || in(randALCat[:], r)
		if left < 0 && in(lCat[:], r) {
			left = i
		}
	}
	if !right {
		return out, nil
	}
	switch {
	case left >= 0:
		return nil, &NameprepError{out, left, 2}
	case !in(randALCat[:], out[0]):
		return nil, &NameprepError{out, 0, 3}
	case !in(randALCat[:], out[len(out)-1]):
		return nil, &NameprepError{out, len(out) - 1, 3}
	}
	return out, nil
}

// in reports whether r lies in one of the ranges.
func in(ranges []rune, r rune) bool {
	i := sort.Search(len(ranges)/2, func(i int) bool { return ranges[2*i+1] >= r })
	return 2*i < len(ranges) && ranges[2*i] <= r
}

// normalizeOld is NFKC for Unicode 3.2, where later characters are unassigned:
// they neither decompose nor combine.
func normalizeOld(text []rune) []rune {
	var out []rune
	start := 0
	for i, r := range text {
		if c := uncorrected(r); c != r {
			text[i] = c
		}
		if in(unassigned[:], r) {
			out = append(append(out, ucd.Normalize(ucd.NFKC, text[start:i])...), r)
			start = i + 1
		}
	}
	return append(out, ucd.Normalize(ucd.NFKC, text[start:])...)
}

// uncorrected is what Unicode 3.2 normalized r to, where Corrigendum 4 has
// changed it since.
func uncorrected(r rune) rune {
	switch r {
	case 0x2f868:
		return 0x2136a
	case 0x2f874:
		return 0x5f33
	case 0x2f91f:
		return 0x43ab
	case 0x2f95f:
		return 0x7aae
	case 0x2f9bf:
		return 0x4d57
	}
	return r
}
