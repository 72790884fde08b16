package structs

import "math"

// field is one conversion of a format: count values of it, or for 's' and 'p'
// one value of count bytes. Pad bytes have code 'x'.
type field struct {
	code   byte
	count  int
	size   int // of one value
	offset int
}

// layout is a parsed format.
type layout struct {
	fields    []field
	size      int
	values    int
	bigEndian bool
	// native: the sizes and limits of the machine hold, which shows in how
	// floats that are too large are treated.
	native bool
}

// standardSizes are the sizes after '<', '>', '!' and '='; 0: no such code.
func standardSize(code byte) int {
	switch code {
	case 'x', 'b', 'B', 'c', 's', 'p', '?':
		return 1
	case 'h', 'H', 'e':
		return 2
	case 'i', 'I', 'l', 'L', 'f':
		return 4
	case 'q', 'Q', 'd':
		return 8
	}
	return 0
}

// nativeSize is a size after '@' or without a prefix, on a 64-bit machine; it
// is the alignment too.
func nativeSize(code byte) int {
	switch code {
	case 'l', 'L', 'n', 'N', 'P':
		return 8
	}
	return standardSize(code)
}

// parse reads a format. problem is the text of struct.error, "" for none.
func parse(format string) (l *layout, problem string) {
	l = &layout{}
	sizeOf := standardSize
	align := false
	rest := format
	prefix := byte('@')
	if rest != "" {
		switch rest[0] {
		case '<', '>', '!', '=', '@':
			prefix, rest = rest[0], rest[1:]
		}
	}
	switch prefix {
	case '@':
		sizeOf, align, l.native = nativeSize, true, true
	case '>', '!':
		l.bigEndian = true
	}
	const tooLong = "total struct size too long"
	for i := 0; i < len(rest); {
		c := rest[i]
		i++
		if isSpace(c) {
			continue
		}
		count := 1
		if '0' <= c && c <= '9' {
			count = 0
			for ; '0' <= c && c <= '9'; i++ {
				if count > (math.MaxInt-int(c-'0'))/10 {
					return nil, tooLong
				}
				count = count*10 + int(c-'0')
				if i >= len(rest) {
					return nil, "repeat count given without format specifier"
				}
				c = rest[i]
			}
		}
		size := sizeOf(c)
		if size == 0 {
			return nil, "bad char in struct format"
		}
		if align {
			pad := -l.size & (size - 1)
			if l.size > math.MaxInt-pad {
				return nil, tooLong
			}
			l.size += pad
		}
		if count > (math.MaxInt-l.size)/size {
			return nil, tooLong
		}
		f := field{code: c, count: count, size: size, offset: l.size}
		l.size += size * count
		switch c {
		case 'x':
			continue
		case 's', 'p':
			l.values++
		default:
			l.values += count
		}
		l.fields = append(l.fields, f)
	}
	return l, ""
}

func isSpace(c byte) bool { return c == ' ' || '\t' <= c && c <= '\r' }
