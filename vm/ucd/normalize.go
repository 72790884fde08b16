package ucd

import "sort"

// A Form is a Unicode normalization form (UAX 15).
type Form int

const (
	NFC Form = iota
	NFKC
	NFD
	NFKD
)

func (f Form) compatible() bool { return f == NFKC || f == NFKD }
func (f Form) composes() bool   { return f == NFC || f == NFKC }

type composition struct{ first, second, composite rune }

// The Hangul syllables decompose and compose by arithmetic.
const (
	hangulS, hangulL, hangulV, hangulT     = 0xAC00, 0x1100, 0x1161, 0x11A7
	hangulLCount, hangulVCount             = 19, 21
	hangulTCount                           = 28
	hangulNCount                           = hangulVCount * hangulTCount
	hangulSCount                       int = hangulLCount * hangulNCount
)

// Normalize returns the code points in that form.
func Normalize(f Form, text []rune) []rune {
	out := make([]rune, 0, len(text)+8)
	for _, r := range text {
		out = appendDecomposed(out, r, f.compatible())
	}
	order(out)
	if f.composes() {
		out = compose(out)
	}
	return out
}

// appendDecomposed appends the full decomposition of r.
func appendDecomposed(out []rune, r rune, compatible bool) []rune {
	if r < 0xA0 {
		return append(out, r)
	}
	if s := int(r) - hangulS; s >= 0 && s < hangulSCount {
		out = append(out, hangulL+rune(s/hangulNCount), hangulV+rune(s%hangulNCount/hangulTCount))
		if t := rune(s % hangulTCount); t != 0 {
			out = append(out, hangulT+t)
		}
		return out
	}
	d := decompositionOf(r)
	if d == nil || d.tag != 0 && !compatible {
		return append(out, r)
	}
	for _, c := range d.text() {
		out = appendDecomposed(out, c, compatible)
	}
	return out
}

// order sorts each run of combining marks by class, keeping equal ones in
// place.
func order(text []rune) {
	for i := 1; i < len(text); i++ {
		c := Combining(text[i])
		if c == 0 {
			continue
		}
		j := i
		for j > 0 && Combining(text[j-1]) > c {
			text[j], text[j-1] = text[j-1], text[j]
			j--
		}
	}
}

// compose joins starters with what follows them, in place.
func compose(text []rune) []rune {
	if len(text) == 0 {
		return text
	}
	out := text[:0]
	starter := -1 // index in out of the last starter
	last := 0     // combining class of what was last kept after it
	for _, r := range text {
		c := Combining(r)
		if starter >= 0 {
			adjacent := starter == len(out)-1
			if adjacent || last != 0 && last < c {
				if p := composed(out[starter], r); p != 0 {
					out[starter] = p
					continue
				}
			}
		}
		if c == 0 {
			starter = len(out)
		}
		last = c
		out = append(out, r)
	}
	return out
}

// composed is the primary composite of two code points, or 0.
func composed(a, b rune) rune {
	if l := int(a) - hangulL; l >= 0 && l < hangulLCount {
		if v := int(b) - hangulV; v >= 0 && v < hangulVCount {
			return rune(hangulS + (l*hangulVCount+v)*hangulTCount)
		}
		return 0
	}
	if s := int(a) - hangulS; s >= 0 && s < hangulSCount && s%hangulTCount == 0 {
		if t := int(b) - hangulT; t > 0 && t < hangulTCount {
			return a + rune(t)
		}
		return 0
	}
	i := sort.Search(len(compositions), func(i int) bool {
		c := &compositions[i]
		return c.first > a || c.first == a && c.second >= b
	})
	if i < len(compositions) && compositions[i].first == a && compositions[i].second == b {
		return compositions[i].composite
	}
	return 0
}
