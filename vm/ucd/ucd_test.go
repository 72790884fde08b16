package ucd

import (
	"hash/crc32"
	"strconv"
	"testing"
	"unicode/utf8"
)

func wtf8(rs ...rune) string {
	var b []byte
	for _, r := range rs {
		if r >= 0xd800 && r < 0xe000 {
			b = append(b, 0xed, byte(0x80|r>>6&0x3f), byte(0x80|r&0x3f))
		} else {
			b = utf8.AppendRune(b, r)
		}
	}
	return string(b)
}

func mapped(c Case) func(rune) string {
	return func(r rune) string {
		m, s := Map(r, c)
		if s != "" {
			return s
		}
		return wtf8(m)
	}
}

func normalized(f Form) func(rune) string {
	return func(r rune) string { return wtf8(Normalize(f, []rune{r})...) }
}

func flagBits(r rune) string {
	b := []byte("000000000")
	for i, f := range []Flags{Alpha, Decimal, Digit, Numeric, Lower, Upper, Space, Printable, XIDStart} {
		if Is(r, f) {
			b[i] = '1'
		}
	}
	return string(b)
}

// TestEveryCodePoint compares a checksum over all code points with the one
// CPython 3.13 gives for the same question.
func TestEveryCodePoint(t *testing.T) {
	for _, c := range []struct {
		name string
		sum  uint32
		f    func(rune) string
	}{
		{"lower", 0x245817b9, mapped(LowerCase)},
		{"upper", 0x91b1d71c, mapped(UpperCase)},
		{"title", 0x950edcfa, mapped(TitleCase)},
		{"fold", 0x133b1881, mapped(FoldedCase)},
		{"flags", 0xcd9f49a0, flagBits},
		{"category", 0xe932629b, Category},
		{"bidi", 0x47e9e5d9, Bidirectional},
		{"combining", 0x10f7a3b8, func(r rune) string { return strconv.Itoa(Combining(r)) }},
		{"width", 0xeb8bc599, Width},
		{"mirrored", 0x4e314b6c, func(r rune) string {
			if Mirrored(r) {
				return "1"
			}
			return "0"
		}},
		{"numeric", 0x9fddfb69, func(r rune) string {
			v, ok := NumericValue(r)
			if !ok {
				v = -1
			}
			return formatG17(v)
		}},
		{"digit", 0x7e70feaa, func(r rune) string { return strconv.Itoa(DigitValue(r)) }},
		{"decimal", 0x38774a67, func(r rune) string { return strconv.Itoa(DecimalValue(r)) }},
		{"decomposition", 0x1127311d, Decomposition},
		{"NFC", 0xfc216c65, normalized(NFC)},
		{"NFD", 0x364f8db9, normalized(NFD)},
		{"NFKC", 0xfc39ad91, normalized(NFKC)},
		{"NFKD", 0xb701cd57, normalized(NFKD)},
	} {
		var sum uint32
		for r := rune(0); r <= 0x10FFFF; r++ {
			sum = crc32.Update(sum, crc32.IEEETable, []byte(c.f(r)+"\n"))
		}
		if sum != c.sum {
			t.Errorf("%s: checksum %#08x, want %#08x", c.name, sum, c.sum)
		}
	}
}

// formatG17 is C's %.17g.
func formatG17(v float64) string {
	s := strconv.FormatFloat(v, 'g', 17, 64)
	if v == float64(int64(v)) && v < 1e17 && v > -1e17 {
		s = strconv.FormatInt(int64(v), 10)
	}
	return s
}

// TestNormalizeSequences normalizes sequences from a fixed generator; the
// checksums are CPython's.
func TestNormalizeSequences(t *testing.T) {
	pool := []rune{'a', 'A', 'e', 'o', 's', 0x300, 0x301, 0x302, 0x304, 0x307, 0x308, 0x30a, 0x31b, 0x323, 0x327, 0x328, 0x345, 0x34f,
		0x3b1, 0x3c9, 0x1100, 0x1161, 0x11a8, 0x11a7, 0xac00, 0xac01, 0x1e9b, 0xfb01, 0x212b, 0x2126, 0x95c, 0x93c, 0x9c7, 0x9be,
		0xdc00, 0x1d15e, 0x1d165, 0x110ba, 0x11099, 0x3099, 0x304b, 0x5ae, 0x59a, 0x315}
	for _, c := range []struct {
		form Form
		sum  uint32
	}{{NFC, 0xabd81edb}, {NFD, 0xb1e516fe}, {NFKC, 0x4626a8fa}, {NFKD, 0xe8ac6dcd}} {
		seed, sum := uint32(1), uint32(0)
		for range 20000 {
			seq := make([]rune, 6)
			for i := range seq {
				seed = seed*1664525 + 1013904223
				seq[i] = pool[(seed>>16)%uint32(len(pool))]
			}
			sum = crc32.Update(sum, crc32.IEEETable, []byte(wtf8(Normalize(c.form, seq)...)+"\n"))
		}
		if sum != c.sum {
			t.Errorf("form %d: checksum %#08x, want %#08x", c.form, sum, c.sum)
		}
	}
}
