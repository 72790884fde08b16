// Package ucd is the Unicode character database, version 15.1, as far as the
// language shows it: the properties and case mappings that methods of str go
// by, and what module unicodedata adds to them. Go's own tables follow Go's
// releases; these follow CPython 3.13.
//
// In: code points, surrogates included. Out: static tables, read in place;
// nothing is computed when the program starts.
package ucd

//go:generate python3.13 gen.py
//go:generate gofmt -w text_tables.go property_tables.go

// Version is the version of the Unicode character database.
const Version = "15.1.0"

// Flags are properties of a code point.
type Flags uint16

// textRecord is what str needs to know of a code point. The case mappings are
// distances to the simple ones; special is the row of specials, or 0.
type textRecord struct {
	flags               Flags
	lower, upper, title int32
	special             uint8
	digit               int8 // -1: none
}

func record(r rune) *textRecord {
	if uint32(r) > 0x10FFFF {
		r = 0x10FFFF
	}
	const mask = 1<<textShift - 1
	return &textRecords[textBlocks[int(textIndex[r>>textShift])<<textShift|int(r&mask)]]
}

// Of returns the properties of r.
func Of(r rune) Flags { return record(r).flags }

// Is reports whether r has one of the properties.
func Is(r rune, f Flags) bool { return record(r).flags&f != 0 }

// DigitValue is the value of a digit, superscripts and the like included; -1
// for none.
func DigitValue(r rune) int { return int(record(r).digit) }

// DecimalValue is the value of a decimal digit (category Nd), or -1.
func DecimalValue(r rune) int {
	if t := record(r); t.flags&Decimal != 0 {
		return int(t.digit)
	}
	return -1
}

// ToLower, ToUpper and ToTitle are the simple case mappings, one code point
// for one.
func ToLower(r rune) rune { return r + record(r).lower }

// ToUpper is the simple mapping to upper case.
func ToUpper(r rune) rune { return r + record(r).upper }

// ToTitle is the simple mapping to title case.
func ToTitle(r rune) rune { return r + record(r).title }

// A Case is a case that text is mapped to.
type Case int

const (
	LowerCase Case = iota
	UpperCase
	TitleCase
	FoldedCase
)

// Map returns the full mapping of r to a case: one code point, or, for the
// few that need it, a text. The final sigma is left to the caller.
func Map(r rune, c Case) (rune, string) {
	t := record(r)
	if t.special != 0 {
		return 0, specials[t.special][c]
	}
	switch c {
	case UpperCase:
		return r + t.upper, ""
	case TitleCase:
		return r + t.title, ""
	}
	return r + t.lower, ""
}
