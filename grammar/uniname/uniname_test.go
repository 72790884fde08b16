package uniname

import (
	"hash/crc32"
	"strings"
	"testing"
)

// TestEveryName compares a checksum over the names of all code points with
// CPython's, and looks each name up.
func TestEveryName(t *testing.T) {
	var sum uint32
	for r := rune(0); r <= 0x10FFFF; r++ {
		name := Name(r)
		sum = crc32.Update(sum, crc32.IEEETable, []byte(name+"\n"))
		if name == "" {
			continue
		}
		if got, ok := Lookup(name); got != r || !ok {
			t.Errorf("Lookup(%q) = %#x, %v; want %#x", name, got, ok, r)
		}
	}
	if sum != 0xf9071d92 {
		t.Errorf("checksum of the names: %#x", sum)
	}
}

func TestLookup(t *testing.T) {
	for name, want := range map[string]rune{
		"space": ' ', "LINE FEED": '\n', "lf": '\n', "EM": 0x19, "VS17": 0xE0100, "SUNDANESE LETTER ARCHAIC I": 0x1BBD,
		"ARABIC SMALL HIGH LIGATURE ALEF WITH YEH BARREE": 0x616, "HANGUL SYLLABLE GAG": 0xAC01, "CJK UNIFIED IDEOGRAPH-2EBF0": 0x2EBF0,
		"IDEOGRAPHIC DESCRIPTION CHARACTER SUBTRACTION": 0x31EF, "CJK COMPATIBILITY IDEOGRAPH-F900": 0xF900,
	} {
		if r, ok := Lookup(name); r != want || !ok {
			t.Errorf("Lookup(%q) = %#x, %v", name, r, ok)
		}
	}
	for _, name := range []string{"", "x", "A;", "LF;A", "hangul syllable gag", "cjk unified ideograph-4E00", "CJK UNIFIED IDEOGRAPH-4e00",
		"CJK UNIFIED IDEOGRAPH-FFFF", "HANGUL SYLLABLE ", "TANGUT IDEOGRAPH-17000", "KEYCAP DIGIT ONE", "\n", strings.Repeat("A", 101)} {
		if r, ok := Lookup(name); ok {
			t.Errorf("Lookup(%q) = %#x", name, r)
		}
	}
	if s, ok := Sequence("Keycap Digit One"); s != "1\ufe0f\u20e3" || !ok {
		t.Errorf("Sequence: %q, %v", s, ok)
	}
	if s, ok := Sequence("SPACE"); ok {
		t.Errorf("Sequence: %q", s)
	}
}
