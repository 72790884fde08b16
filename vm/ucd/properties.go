package ucd

import (
	"fmt"
	"sort"
	"strings"
)

// propRecord is what unicodedata tells of a code point beyond textRecord:
// indices into the tables of names, and two numbers.
type propRecord struct {
	category, bidi, combining, width, mirrored uint8
}

type numericRun struct {
	lo, hi rune
	value  float64
	step   float64
}

type decomposition struct {
	r      rune
	offset uint16 // in decompositionText
	length uint8  // in bytes
	tag    uint8
}

func property(r rune) *propRecord {
	const mask = 1<<propShift - 1
	return &propRecords[propBlocks[int(propIndex[r>>propShift])<<propShift|int(r&mask)]]
}

// Category is the general category, "Lu".
func Category(r rune) string { return categories[property(r).category] }

// Bidirectional is the bidirectional class, "" for an unassigned code point.
func Bidirectional(r rune) string { return bidiClasses[property(r).bidi] }

// Combining is the canonical combining class.
func Combining(r rune) int { return int(property(r).combining) }

// Width is the East Asian width, "Na".
func Width(r rune) string { return widths[property(r).width] }

// Mirrored reports whether the character is mirrored in bidirectional text.
func Mirrored(r rune) bool { return property(r).mirrored != 0 }

// NumericValue is the value of a numeric character.
func NumericValue(r rune) (float64, bool) {
	i := sort.Search(len(numericRuns), func(i int) bool { return numericRuns[i].hi >= r })
	if i == len(numericRuns) || r < numericRuns[i].lo {
		return 0, false
	}
	run := &numericRuns[i]
	return run.value + float64(r-run.lo)*run.step, true
}

func decompositionOf(r rune) *decomposition {
	if r < decompositions[0].r {
		return nil
	}
	i := sort.Search(len(decompositions), func(i int) bool { return decompositions[i].r >= r })
	if i == len(decompositions) || decompositions[i].r != r {
		return nil
	}
	return &decompositions[i]
}

func (d *decomposition) text() string {
	return decompositionText[d.offset : int(d.offset)+int(d.length)]
}

// Decomposition is the character's decomposition mapping as the database
// writes it: "<noBreak> 0020", or "".
func Decomposition(r rune) string {
	d := decompositionOf(r)
	if d == nil {
		return ""
	}
	parts := make([]string, 0, 4)
	if d.tag != 0 {
		parts = append(parts, decompositionTags[d.tag])
	}
	for _, c := range d.text() {
		parts = append(parts, fmt.Sprintf("%04X", c))
	}
	return strings.Join(parts, " ")
}
