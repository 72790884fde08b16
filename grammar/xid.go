package grammar

import "unicode"

// isXIDStart reports whether r may begin an identifier: the Unicode 15.1
// property XID_Start, and the underscore.
func isXIDStart(r rune) bool {
	if r < 0x80 {
		return class[r] == isLetter
	}
	if unicode.Is(notXID, r) || unicode.Is(xidContinueOnly, r) {
		return false
	}
	return unicode.IsLetter(r) || unicode.In(r, unicode.Nl, unicode.Other_ID_Start, extensionI)
}

// isXIDContinue reports whether r may follow in an identifier: the Unicode
// 15.1 property XID_Continue.
func isXIDContinue(r rune) bool {
	if r < 0x80 {
		return class[r] == isLetter || class[r] == isDigit
	}
	if isXIDStart(r) {
		return true
	}
	return !unicode.Is(notXID, r) &&
		unicode.In(r, unicode.Mn, unicode.Mc, unicode.Nd, unicode.Pc, unicode.Other_ID_Continue, xidContinueOnly)
}

// notXID are letters whose NFKC form is no identifier (UAX 31, section 5.1).
var notXID = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x037A, Hi: 0x037A, Stride: 1},
		{Lo: 0x2E2F, Hi: 0x2E2F, Stride: 1},
		{Lo: 0x309B, Hi: 0x309C, Stride: 1},
		{Lo: 0xFC5E, Hi: 0xFC63, Stride: 1},
		{Lo: 0xFDFA, Hi: 0xFDFB, Stride: 1},
		{Lo: 0xFE70, Hi: 0xFE7E, Stride: 2},
	},
}

// xidContinueOnly may follow but not begin, against their general category.
var xidContinueOnly = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x0E33, Hi: 0x0E33, Stride: 1},
		{Lo: 0x0EB3, Hi: 0x0EB3, Stride: 1},
		{Lo: 0x200C, Hi: 0x200D, Stride: 1},
		{Lo: 0x30FB, Hi: 0x30FB, Stride: 1},
		{Lo: 0xFF65, Hi: 0xFF65, Stride: 1},
		{Lo: 0xFF9E, Hi: 0xFF9F, Stride: 1},
	},
}

// extensionI are the ideographs that Unicode 15.1 added; Go's tables are
// 15.0's.
var extensionI = &unicode.RangeTable{
	R32: []unicode.Range32{{Lo: 0x2EBF0, Hi: 0x2EE5D, Stride: 1}},
}
