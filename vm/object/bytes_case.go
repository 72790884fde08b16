package object

// The methods of bytes and bytearray that know of letters: ASCII ones alone.

func isUpperByte(c byte) bool { return c-'A' < 26 }
func isLowerByte(c byte) bool { return c-'a' < 26 }
func isAlphaByte(c byte) bool { return c|0x20-'a' < 26 }

// mapBytes makes an object of self's type with each byte mapped.
func mapBytes(self Value, f func(c byte) byte) Value {
	s := bytesText(self)
	b := make([]byte, len(s))
	for i := range b {
		b[i] = f(s[i])
	}
	return likeNew(self, b)
}

func bytesLower(t *Thread, a []Value) Value    { return mapBytes(a[0], lowerByte) }
func bytesUpper(t *Thread, a []Value) Value    { return mapBytes(a[0], upperByte) }
func bytesSwapCase(t *Thread, a []Value) Value { return mapBytes(a[0], swapByte) }

func bytesCapitalize(t *Thread, a []Value) Value {
	first := true
	return mapBytes(a[0], func(c byte) byte {
		if first {
			first = false
			return upperByte(c)
		}
		return lowerByte(c)
	})
}

func bytesTitle(t *Thread, a []Value) Value {
	inWord := false
	return mapBytes(a[0], func(c byte) byte {
		if inWord {
			c = lowerByte(c)
		} else {
			c = upperByte(c)
		}
		inWord = isAlphaByte(c)
		return c
	})
}

// allBytes reports whether self is not empty and f holds for each byte.
func allBytes(self Value, f func(c byte) bool) Value {
	s := bytesText(self)
	for i := 0; i < len(s); i++ {
		if !f(s[i]) {
			return False
		}
	}
	return Bool(s != "")
}

func bytesIsAlpha(t *Thread, a []Value) Value { return allBytes(a[0], isAlphaByte) }
func bytesIsDigit(t *Thread, a []Value) Value { return allBytes(a[0], isDigit) }
func bytesIsSpace(t *Thread, a []Value) Value { return allBytes(a[0], isByteSpace) }
func bytesIsASCII(t *Thread, a []Value) Value { return Bool(isASCII(bytesText(a[0]))) }
func bytesIsAlnum(t *Thread, a []Value) Value {
	return allBytes(a[0], func(c byte) bool { return isAlphaByte(c) || isDigit(c) })
}

// cased reports whether a byte satisfies want and none satisfies other.
func cased(self Value, want, other func(c byte) bool) Value {
	s := bytesText(self)
	found := false
	for i := 0; i < len(s); i++ {
		if other(s[i]) {
			return False
		}
		found = found || want(s[i])
	}
	return Bool(found)
}

func bytesIsLower(t *Thread, a []Value) Value { return cased(a[0], isLowerByte, isUpperByte) }
func bytesIsUpper(t *Thread, a []Value) Value { return cased(a[0], isUpperByte, isLowerByte) }

func bytesIsTitle(t *Thread, a []Value) Value {
	s := bytesText(a[0])
	found, inWord := false, false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case isUpperByte(c):
			if inWord {
				return False
			}
			found, inWord = true, true
		case isLowerByte(c):
			if !inWord {
				return False
			}
			found = true
		default:
			inWord = false
		}
	}
	return Bool(found)
}
