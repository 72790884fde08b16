package encodings

import (
	"hash/crc32"
	"slices"
	"strings"
	"testing"
)

// TestCharmaps compares checksums over all one-byte encodings with those of
// CPython: what each byte means, and the bytes of all characters in order.
func TestCharmaps(t *testing.T) {
	var encoded, decoded uint32
	for i := range maps {
		m := &maps[i]
		table := m.Decoding()
		chars := slices.Clone(table[:])
		slices.Sort(chars)
		bytes := m.Encoding()
		for _, r := range slices.Compact(chars) {
			if r != Undefined {
				encoded = crc32.Update(encoded, crc32.IEEETable, []byte{bytes[r]})
			}
		}
		text := strings.ReplaceAll(string(table[:]), string(Undefined), "\ufffd")
		decoded = crc32.Update(decoded, crc32.IEEETable, []byte(text))
	}
	if encoded != 0x959b1b33 {
		t.Errorf("encoding: checksum %#x", encoded)
	}
	if decoded != 0x39841328 {
		t.Errorf("decoding: checksum %#x", decoded)
	}
}

func TestNames(t *testing.T) {
	for name, want := range map[string]string{
		"UTF-8": "utf_8", "utf8": "utf_8", "U8": "utf_8", "Latin1": "latin_1", "ISO-8859-1": "latin_1", "windows-1252": "cp1252",
		"  utf  8 ": "utf_8", "iso_ir_6": "ascii", "ISO_646.irv_1991": "ascii", "cp1252": "cp1252", "no such": "no_such", "8859": "latin_1",
	} {
		if got := Codec(Normalize(name)); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

func TestNameprep(t *testing.T) {
	for _, c := range []struct {
		label, want string
		index, rule int // of the error, where want is "!"
	}{
		{"Stra\u00dfe", "strasse", 0, 0},
		{"\u200d", "", 0, 0},
		{"\u05d0\u05d1", "\u05d0\u05d1", 0, 0},
		{"a\u05d0", "!", 0, 2},
		{"\u05d0a", "!", 1, 2},
		{"\u05d01", "!", 1, 3},
		{"A\u0308", "\u00e4", 0, 0},
		{"\u2126", "\u03c9", 0, 0},
		{"\uff21\u3002", "a\u3002", 0, 0},
		{"\U0002f868", "\U0002136a", 0, 0},
		{"\u0130", "i\u0307", 0, 0},
		{"\u2f868", "\u820c8", 0, 0},
		{"\u00a0", " ", 0, 0},
		{"\u0221", "\u0221", 0, 0},
		{"\u06dd", "!", 0, 0},
	} {
		got, bad := Nameprep([]rune(c.label))
		switch {
		case bad != nil && (c.want != "!" || bad.Index != c.index || bad.Rule != c.rule):
			t.Errorf("%q: character %d violates rule %d", c.label, bad.Index, bad.Rule)
		case bad == nil && string(got) != c.want:
			t.Errorf("%q: %q, want %q", c.label, string(got), c.want)
		}
	}
}
