package object

import "strings"

// sharedBytesMethods is what bytes and bytearray have in common. The functions
// take either as self; a result is of the type of self.
var sharedBytesMethods = [...]Def{
	{"__repr__(self, /)", "Return repr(self).", bytesRepr},
	{"__str__(self, /)", "Return str(self).", bytesStr},
	{"__lt__(self, value, /)", "Return self<value.", bytesLt},
	{"__le__(self, value, /)", "Return self<=value.", bytesLe},
	{"__eq__(self, value, /)", "Return self==value.", bytesEq},
	{"__ne__(self, value, /)", "Return self!=value.", bytesNe},
	{"__gt__(self, value, /)", "Return self>value.", bytesGt},
	{"__ge__(self, value, /)", "Return self>=value.", bytesGe},
	{"__mod__(self, value, /)", "Return self%value.", bytesMod},
	{"__rmod__(self, value, /)", "Return value%self.", bytesRMod},
	{"__len__(self, /)", "Return len(self).", bytesLen},
	{"__add__(self, value, /)", "Return self+value.", bytesAdd},
	{"__mul__(self, value, /)", "Return self*value.", bytesMul},
	{"__rmul__(self, value, /)", "Return value*self.", bytesMul},
	{"__contains__(self, key, /)", "Return bool(key in self).", bytesContains},
	{"__buffer__(self, flags, /)", "Return a memoryview of the object's memory.", bytesBuffer},
	{"__release_buffer__(self, buffer, /)", "Release a memoryview that __buffer__ returned.", bytesReleaseBuffer},
	{"capitalize(self, /)", "Return a copy with the first letter in upper case and the rest in lower case.", bytesCapitalize},
	{"center(self, width, fillchar=<b' '>, /)", "Return the bytes centered in width, padded with the fill byte.", bytesCenter},
	{"count(self, sub, start=None, end=None, /)", "Count the occurrences of sub in self[start:end] that do not overlap.", bytesCount},
	{"decode(self, /, encoding='utf-8', errors='strict')", "Decode the bytes with the codec registered for encoding.", bytesDecode},
	{"endswith(self, suffix, start=None, end=None, /)", "Report whether self[start:end] ends with the suffix, or with one of a tuple of them.", bytesEndsWith},
	{"expandtabs(self, /, tabsize=8)", "Return a copy in which tabs are spaces up to the next column of the tab size.", bytesExpandTabs},
	{"find(self, sub, start=None, end=None, /)", "Return the lowest index of sub in self[start:end], or -1.", bytesFind},
	{"hex(self, /, sep=<>, bytes_per_sep=1)", "Return the bytes as hexadecimal digits, with sep between groups.", bytesHex},
	{"index(self, sub, start=None, end=None, /)", "Return the lowest index of sub in self[start:end]; ValueError when there is none.", bytesIndex},
	{"isalnum(self, /)", "Report whether all bytes are ASCII letters or digits and there is one.", bytesIsAlnum},
	{"isalpha(self, /)", "Report whether all bytes are ASCII letters and there is one.", bytesIsAlpha},
	{"isascii(self, /)", "Report whether all bytes are ASCII.", bytesIsASCII},
	{"isdigit(self, /)", "Report whether all bytes are ASCII digits and there is one.", bytesIsDigit},
	{"islower(self, /)", "Report whether there is a lower case ASCII letter and none in upper case.", bytesIsLower},
	{"isspace(self, /)", "Report whether all bytes are ASCII whitespace and there is one.", bytesIsSpace},
	{"istitle(self, /)", "Report whether words begin in upper case and go on in lower case, and there is one.", bytesIsTitle},
	{"isupper(self, /)", "Report whether there is an upper case ASCII letter and none in lower case.", bytesIsUpper},
	{"join(self, iterable_of_bytes, /)", "Concatenate bytes-like objects, with this one between each two of them.", bytesJoin},
	{"ljust(self, width, fillchar=<b' '>, /)", "Return the bytes padded on the right to width.", bytesLJust},
	{"lower(self, /)", "Return a copy with ASCII letters in lower case.", bytesLower},
	{"lstrip(self, bytes=None, /)", "Return a copy without leading whitespace, or without leading bytes of the argument.", bytesLStrip},
	{"partition(self, sep, /)", "Split at the first separator: what is before it, the separator, what is after it.", bytesPartition},
	{"removeprefix(self, prefix, /)", "Return the bytes without the prefix where they have it.", bytesRemovePrefix},
	{"removesuffix(self, suffix, /)", "Return the bytes without the suffix where they have it.", bytesRemoveSuffix},
	{"replace(self, old, new, count=-1, /)", "Return a copy with occurrences of old replaced by new, at most count of them if count is not negative.", bytesReplace},
	{"rfind(self, sub, start=None, end=None, /)", "Return the highest index of sub in self[start:end], or -1.", bytesRFind},
	{"rindex(self, sub, start=None, end=None, /)", "Return the highest index of sub in self[start:end]; ValueError when there is none.", bytesRIndex},
	{"rjust(self, width, fillchar=<b' '>, /)", "Return the bytes padded on the left to width.", bytesRJust},
	{"rpartition(self, sep, /)", "Split at the last separator: what is before it, the separator, what is after it.", bytesRPartition},
	{"rsplit(self, /, sep=None, maxsplit=-1)", "Return the parts between separators, split from the right.", bytesRSplit},
	{"rstrip(self, bytes=None, /)", "Return a copy without trailing whitespace, or without trailing bytes of the argument.", bytesRStrip},
	{"split(self, /, sep=None, maxsplit=-1)", "Return the parts between separators; without sep, between runs of whitespace.", bytesSplit},
	{"splitlines(self, /, keepends=False)", "Return the lines, with their line breaks if keepends is true.", bytesSplitLines},
	{"startswith(self, prefix, start=None, end=None, /)", "Report whether self[start:end] begins with the prefix, or with one of a tuple of them.", bytesStartsWith},
	{"strip(self, bytes=None, /)", "Return a copy without whitespace at both ends, or without bytes of the argument.", bytesStrip},
	{"swapcase(self, /)", "Return a copy with upper case ASCII letters made lower and lower case ones made upper.", bytesSwapCase},
	{"title(self, /)", "Return a copy in which words begin with upper case and go on in lower case.", bytesTitle},
	{"translate(self, table, /, delete=<b''>)", "Replace each byte by what the table has for it, after deleting some.", bytesTranslate},
	{"upper(self, /)", "Return a copy with ASCII letters in upper case.", bytesUpper},
	{"zfill(self, width, /)", "Pad a number on the left with zeros, after its sign, to width.", bytesZFill},
}

// bytesText is what self holds. Of a bytearray it is valid until code of the
// script runs, so arguments are converted first.
func bytesText(self Value) string {
	s, _ := bytesLike(self)
	return s
}

// like makes an object of self's type of a part of what self holds.
func like(self Value, s string) Value {
	if self.Kind() == KindByteArray {
		return NewByteArray(copyBytes(s))
	}
	b := (*Bytes)(self.P)
	if len(s) == len(b.B) {
		return plainBytes(b)
	}
	return b.piece(s)
}

// likeNew makes an object of self's type that owns b.
func likeNew(self Value, b []byte) Value {
	if self.Kind() == KindByteArray {
		return NewByteArray(b)
	}
	return NewBytesOf(b)
}

func bytesRepr(t *Thread, a []Value) Value {
	if a[0].Kind() == KindByteArray {
		return NewStr(t.TypeName(a[0]) + "(" + reprByteArray(bytesText(a[0])) + ")")
	}
	return NewStr(ReprBytes(bytesText(a[0])))
}

func bytesStr(t *Thread, a []Value) Value { return bytesRepr(t, a) }

func bytesLen(t *Thread, a []Value) Value { return Int(int64(len(bytesText(a[0])))) }

// bytesCompare compares with bytes and bytearray; a bytearray, and equality,
// with any bytes-like object.
func bytesCompare(t *Thread, op CompareOp, a []Value) Value {
	other, ok := bytesLike(a[1])
	if !ok {
		if a[0].Kind() != KindByteArray || a[1].IsStr() || !t.IsBytesLike(a[1]) {
			return NotImplemented
		}
		if other, ok = t.allBytes(a[1]); !ok {
			t.Clear()
			return NotImplemented
		}
	}
	return Bool(ordered(op, bytesText(a[0]), other))
}

func bytesLt(t *Thread, a []Value) Value { return bytesCompare(t, OpLt, a) }
func bytesLe(t *Thread, a []Value) Value { return bytesCompare(t, OpLe, a) }
func bytesEq(t *Thread, a []Value) Value { return bytesCompare(t, OpEq, a) }
func bytesNe(t *Thread, a []Value) Value { return bytesCompare(t, OpNe, a) }
func bytesGt(t *Thread, a []Value) Value { return bytesCompare(t, OpGt, a) }
func bytesGe(t *Thread, a []Value) Value { return bytesCompare(t, OpGe, a) }

func bytesMod(t *Thread, a []Value) Value {
	w, ok := t.percent(strings.Clone(bytesText(a[0])), a[1], true)
	if !ok {
		return Value{}
	}
	return likeNew(a[0], w.b)
}

func bytesRMod(t *Thread, a []Value) Value {
	if _, ok := bytesLike(a[1]); !ok {
		return NotImplemented
	}
	return bytesMod(t, []Value{a[1], a[0]})
}

func bytesAdd(t *Thread, a []Value) Value {
	other, ok := t.oneBytes(a[1])
	if !ok {
		if t.Exc.P != nil {
			return Value{}
		}
		return t.TypeErrorf("can't concat %s to %s", t.TypeName(a[1]), t.TypeName(a[0]))
	}
	s := bytesText(a[0])
	if len(s) > maxBytes-len(other) {
		return t.MemoryError()
	}
	if a[0].Kind() == KindBytes {
		switch {
		case other == "":
			return plainBytes((*Bytes)(a[0].P))
		case s == "" && a[1].Kind() == KindBytes:
			return plainBytes((*Bytes)(a[1].P))
		}
	}
	b := make([]byte, 0, len(s)+len(other))
	return likeNew(a[0], append(append(b, s...), other...))
}

func bytesMul(t *Thread, a []Value) Value {
	n, ok := t.repeatCount(a[1])
	if !ok {
		return Value{}
	}
	s := bytesText(a[0])
	switch {
	case n <= 0 || s == "":
		return likeNew(a[0], nil)
	case n == 1:
		return like(a[0], s)
	case n > maxIndex/len(s) && a[0].Kind() == KindBytes:
		return t.OverflowErrorf("repeated bytes are too long")
	case !t.checkSize(len(s), n):
		return Value{}
	}
	return likeNew(a[0], repeatBytes(s, n))
}

func bytesContains(t *Thread, a []Value) Value {
	if sub, ok := t.tryBytes(a[1]); ok {
		return Bool(strings.Contains(bytesText(a[0]), sub))
	} else if t.Exc.P != nil {
		return Value{}
	}
	if !t.hasIndex(a[1]) {
		t.BytesLike(a[1])
		return Value{}
	}
	c, ok := t.byteArg(a[1], "byte")
	if !ok {
		return Value{}
	}
	return Bool(strings.IndexByte(bytesText(a[0]), c) >= 0)
}

func bytesBuffer(t *Thread, a []Value) Value {
	if _, ok := t.IntArg(a[1]); !ok {
		return Value{}
	}
	return t.newMemoryView(a[0])
}

func bytesReleaseBuffer(t *Thread, a []Value) Value {
	m := AsMemoryView(a[1])
	switch {
	case m == nil:
		return t.TypeErrorf("expected a memoryview object")
	case m.Obj != a[0]:
		return t.ValueErrorf("memoryview's buffer is not this object")
	}
	m.release(t)
	return None
}

func bytesJoin(t *Thread, a []Value) Value {
	items, ok := t.iterableItems(a[1], "can only join an iterable")
	if !ok {
		return Value{}
	}
	sep := bytesText(a[0])
	if len(items) == 1 && items[0].Shape() == ShapeBytes && a[0].Kind() == KindBytes {
		return items[0]
	}
	parts := make([]string, len(items))
	size := 0
	for i, v := range items {
		s, ok := t.oneBytes(v)
		if !ok {
			if t.Exc.P != nil {
				return Value{}
			}
			return t.TypeErrorf("sequence item %d: expected a bytes-like object, %s found", i, t.TypeName(v))
		}
		parts[i] = s
		size += len(s)
	}
	if len(items) > 1 {
		size += (len(items) - 1) * len(sep)
	}
	if size > maxBytes {
		return t.MemoryError()
	}
	b := make([]byte, 0, size)
	for i, s := range parts {
		if i > 0 {
			b = append(b, sep...)
		}
		b = append(b, s...)
	}
	return likeNew(a[0], b)
}

// bytesPadArgs takes width and the fill byte.
func (t *Thread) bytesPadArgs(fn string, a []Value) (s string, fill string, width int, ok bool) {
	if width, ok = t.SizeArg(a[1]); !ok {
		return
	}
	fill = " "
	if a[2].P != nil {
		f, isBytes := bytesLike(a[2])
		if !isBytes || len(f) != 1 {
			t.BadArgument(fn, "2", "a byte string of length 1", a[2])
			return "", "", 0, false
		}
		fill = strings.Clone(f)
	}
	return bytesText(a[0]), fill, width, true
}

// bytesPad puts fill bytes on both sides.
func (t *Thread) bytesPad(self Value, s, fill string, left, right int) Value {
	if left+right <= 0 {
		return like(self, s)
	}
	if left+right > maxBytes-len(s) {
		return t.MemoryError()
	}
	b := make([]byte, 0, len(s)+left+right)
	b = appendRepeated(b, fill, left)
	b = append(b, s...)
	return likeNew(self, appendRepeated(b, fill, right))
}

func bytesLJust(t *Thread, a []Value) Value {
	s, fill, width, ok := t.bytesPadArgs("ljust", a)
	if !ok {
		return Value{}
	}
	return t.bytesPad(a[0], s, fill, 0, width-len(s))
}

func bytesRJust(t *Thread, a []Value) Value {
	s, fill, width, ok := t.bytesPadArgs("rjust", a)
	if !ok {
		return Value{}
	}
	return t.bytesPad(a[0], s, fill, width-len(s), 0)
}

func bytesCenter(t *Thread, a []Value) Value {
	s, fill, width, ok := t.bytesPadArgs("center", a)
	if !ok {
		return Value{}
	}
	if width <= len(s) {
		return like(a[0], s)
	}
	left := centerLeft(width, len(s))
	return t.bytesPad(a[0], s, fill, left, width-len(s)-left)
}

func bytesZFill(t *Thread, a []Value) Value {
	width, ok := t.SizeArg(a[1])
	if !ok {
		return Value{}
	}
	s := bytesText(a[0])
	zeros := width - len(s)
	if zeros <= 0 {
		return like(a[0], s)
	}
	if zeros > maxBytes-len(s) {
		return t.MemoryError()
	}
	return likeNew(a[0], zeroFill(s, zeros))
}

func bytesExpandTabs(t *Thread, a []Value) Value {
	tab, ok := t.IntArg(a[1])
	if !ok {
		return Value{}
	}
	b, _, ok := expandTabs(bytesText(a[0]), tab, true)
	if !ok {
		return t.OverflowErrorf("result too long")
	}
	return likeNew(a[0], b)
}

func bytesTranslate(t *Thread, a []Value) Value {
	var table, drop string
	var ok bool
	if !a[1].IsNone() {
		if table, ok = t.argBytes(a[1]); !ok {
			return Value{}
		}
		if len(table) != 256 {
			return t.ValueErrorf("translation table must be 256 characters long")
		}
	}
	if a[2].P != nil {
		if drop, ok = t.argBytes(a[2]); !ok {
			return Value{}
		}
	}
	var dropped [256]bool
	for i := 0; i < len(drop); i++ {
		dropped[drop[i]] = true
	}
	s := bytesText(a[0])
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		c := s[i]
		if dropped[c] {
			continue
		}
		if table != "" {
			c = table[c]
		}
		b = append(b, c)
	}
	return likeNew(a[0], b)
}

func bytesDecode(t *Thread, a []Value) Value {
	encoding, ok := t.TextArg("decode", "'encoding'", a[1])
	if !ok {
		return Value{}
	}
	errors, ok := t.TextArg("decode", "'errors'", a[2])
	if !ok {
		return Value{}
	}
	s := bytesText(a[0])
	if a[0].Kind() == KindByteArray {
		s = strings.Clone(s)
	}
	return t.Decode(s, encoding, errors)
}
