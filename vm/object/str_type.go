package object

import "unsafe"

var strDecl = TypeDecl{
	Shape: ShapeStr, Name: "str", Kind: KindStr,
	Doc: "str(object='') -> str\nstr(bytes_or_buffer[, encoding[, errors]]) -> str\n\n" +
		"Create a string: what str(object) shows, or the text that the bytes encode.",
	New:     &Def{"__new__(cls, object=<>, encoding=<>, errors=<>)", "Create and return a new string.", strNew},
	Call:    &Def{"str(object=<>, encoding=<>, errors=<>)", "Create and return a new string.", strCall},
	Methods: strMethods[:],
	Static: []Def{
		{"maketrans(x, y=<>, z=<>, /)", "Return a translation table for str.translate.", strMakeTrans},
	},
}

// strMethods is every method of str but the static ones.
var strMethods = [...]Def{
	{"__repr__(self, /)", "Return repr(self).", strRepr},
	{"__hash__(self, /)", "Return hash(self).", strHash},
	{"__str__(self, /)", "Return str(self).", strStr},
	{"__lt__(self, value, /)", "Return self<value.", strLt},
	{"__le__(self, value, /)", "Return self<=value.", strLe},
	{"__eq__(self, value, /)", "Return self==value.", strEq},
	{"__ne__(self, value, /)", "Return self!=value.", strNe},
	{"__gt__(self, value, /)", "Return self>value.", strGt},
	{"__ge__(self, value, /)", "Return self>=value.", strGe},
	{"__iter__(self, /)", "Implement iter(self).", strIter},
	{"__mod__(self, value, /)", "Return self%value.", strMod},
	{"__rmod__(self, value, /)", "Return value%self.", strRMod},
	{"__len__(self, /)", "Return len(self).", strLen},
	{"__getitem__(self, key, /)", "Return self[key].", strGetItemMethod},
	{"__add__(self, value, /)", "Return self+value.", strAdd},
	{"__mul__(self, value, /)", "Return self*value.", strMul},
	{"__rmul__(self, value, /)", "Return value*self.", strMul},
	{"__contains__(self, key, /)", "Return bool(key in self).", strContains},
	{"encode(self, /, encoding='utf-8', errors='strict')", "Encode the string with the codec registered for encoding.", strEncode},
	{"replace(self, old, new, /, count=-1)", "Return a copy with occurrences of old replaced by new, at most count of them if count is not negative.", strReplace},
	{"split(self, /, sep=None, maxsplit=-1)", "Return the words between separators; without sep, between runs of whitespace.", strSplit},
	{"rsplit(self, /, sep=None, maxsplit=-1)", "Return the words between separators, split from the right.", strRSplit},
	{"join(self, iterable, /)", "Concatenate strings, with this one between each two of them.", strJoin},
	{"capitalize(self, /)", "Return a copy with the first character in title case and the rest in lower case.", strCapitalize},
	{"casefold(self, /)", "Return a copy for comparison without regard to case.", strCasefold},
	{"title(self, /)", "Return a copy in which words begin with title case and go on in lower case.", strTitle},
	{"center(self, width, fillchar=' ', /)", "Return the string centered in width, padded with the fill character.", strCenter},
	{"count(self, sub, start=None, end=None, /)", "Count the occurrences of sub in self[start:end] that do not overlap.", strCount},
	{"expandtabs(self, /, tabsize=8)", "Return a copy in which tabs are spaces up to the next column of the tab size.", strExpandTabs},
	{"find(self, sub, start=None, end=None, /)", "Return the lowest index of sub in self[start:end], or -1.", strFind},
	{"partition(self, sep, /)", "Split at the first separator: what is before it, the separator, what is after it.", strPartition},
	{"index(self, sub, start=None, end=None, /)", "Return the lowest index of sub in self[start:end]; ValueError when there is none.", strIndex},
	{"ljust(self, width, fillchar=' ', /)", "Return the string padded on the right to width.", strLJust},
	{"lower(self, /)", "Return a copy in lower case.", strLower},
	{"lstrip(self, chars=None, /)", "Return a copy without leading whitespace, or without leading characters of chars.", strLStrip},
	{"rfind(self, sub, start=None, end=None, /)", "Return the highest index of sub in self[start:end], or -1.", strRFind},
	{"rindex(self, sub, start=None, end=None, /)", "Return the highest index of sub in self[start:end]; ValueError when there is none.", strRIndex},
	{"rjust(self, width, fillchar=' ', /)", "Return the string padded on the left to width.", strRJust},
	{"rstrip(self, chars=None, /)", "Return a copy without trailing whitespace, or without trailing characters of chars.", strRStrip},
	{"rpartition(self, sep, /)", "Split at the last separator: what is before it, the separator, what is after it.", strRPartition},
	{"splitlines(self, /, keepends=False)", "Return the lines, with their line breaks if keepends is true.", strSplitLines},
	{"strip(self, chars=None, /)", "Return a copy without whitespace at both ends, or without characters of chars.", strStrip},
	{"swapcase(self, /)", "Return a copy with upper case made lower and lower case made upper.", strSwapCase},
	{"translate(self, table, /)", "Replace each character by what the table has for its code point.", strTranslate},
	{"upper(self, /)", "Return a copy in upper case.", strUpper},
	{"startswith(self, prefix, start=None, end=None, /)", "Report whether self[start:end] begins with the prefix, or with one of a tuple of them.", strStartsWith},
	{"endswith(self, suffix, start=None, end=None, /)", "Report whether self[start:end] ends with the suffix, or with one of a tuple of them.", strEndsWith},
	{"removeprefix(self, prefix, /)", "Return the string without the prefix where it has it.", strRemovePrefix},
	{"removesuffix(self, suffix, /)", "Return the string without the suffix where it has it.", strRemoveSuffix},
	{"isascii(self, /)", "Report whether all characters are ASCII.", strIsASCII},
	{"islower(self, /)", "Report whether all cased characters are lower case and there is one.", strIsLower},
	{"isupper(self, /)", "Report whether all cased characters are upper case and there is one.", strIsUpper},
	{"istitle(self, /)", "Report whether upper case follows only uncased characters and lower case only cased ones.", strIsTitle},
	{"isspace(self, /)", "Report whether all characters are whitespace and there is one.", strIsSpace},
	{"isdecimal(self, /)", "Report whether all characters are decimal digits and there is one.", strIsDecimal},
	{"isdigit(self, /)", "Report whether all characters are digits and there is one.", strIsDigit},
	{"isnumeric(self, /)", "Report whether all characters are numeric and there is one.", strIsNumeric},
	{"isalpha(self, /)", "Report whether all characters are letters and there is one.", strIsAlpha},
	{"isalnum(self, /)", "Report whether all characters are letters or numeric and there is one.", strIsAlnum},
	{"isidentifier(self, /)", "Report whether the string is an identifier of the language, keywords included.", strIsIdentifier},
	{"isprintable(self, /)", "Report whether repr() would leave all characters as they are.", strIsPrintable},
	{"zfill(self, width, /)", "Pad a number on the left with zeros, after its sign, to width.", strZFill},
	{"format(self, /, *args, **kwargs)", "Format the string: arguments take the place of the fields in braces.", strFormat},
	{"format_map(self, mapping, /)", "Format the string with the names that the mapping has.", strFormatMap},
	{"__format__(self, format_spec, /)", "Return the string formatted by format_spec.", strFormatSpec},
	{"__sizeof__(self, /)", "Return the size of the string in memory, in bytes.", strSizeOf},
	{"__getnewargs__(self, /)", "Return the arguments that make an equal string.", strGetNewArgs},
}

// strNew makes a str, or an instance of a subclass.
func strNew(t *Thread, a []Value) Value {
	ty := AsType(a[0])
	v := strCall(t, a[1:])
	if v.P == nil || ty.Shape0.ID == ShapeStr {
		return v
	}
	s := (*Str)(v.P)
	w := &strWide{}
	w.S, w.n = s.S, s.n
	w.Flags = s.Flags & FlagASCII
	return initWide(&w.Header, ty, KindStr)
}

// strCall is str(object, encoding, errors).
func strCall(t *Thread, a []Value) Value {
	switch {
	case a[0].P == nil:
		return emptyStr.Value()
	case a[1].P == nil && a[2].P == nil:
		if a[0].IsInt() {
			return intStr(int64(a[0].N))
		}
		return t.ToStr(a[0])
	}
	return strDecodeArgs(t, a[0], a[1], a[2])
}

// strDecodeArgs is str(object, encoding, errors).
func strDecodeArgs(t *Thread, v, enc, errs Value) Value {
	encoding, errors := "utf-8", "strict"
	var ok bool
	for i, v := range [...]Value{enc, errs} {
		if v.IsNone() {
			return t.TypeErrorf("str() argument '%s' must be str, not NoneType", [...]string{"encoding", "errors"}[i])
		}
	}
	if enc.P != nil {
		if encoding, ok = t.TextArg("str", "'encoding'", enc); !ok {
			return Value{}
		}
	}
	if errs.P != nil {
		if errors, ok = t.TextArg("str", "'errors'", errs); !ok {
			return Value{}
		}
	}
	if v.IsStr() {
		return t.TypeErrorf("decoding str is not supported")
	}
	b, ok := t.oneBytes(v)
	if !ok {
		if t.Exc.P == nil {
			t.TypeErrorf("decoding to str: need a bytes-like object, %s found", t.TypeName(v))
		}
		return Value{}
	}
	return t.Decode(b, encoding, errors)
}

// ToStr is str(v) as an object: v itself where it is exactly a str.
func (t *Thread) ToStr(v Value) Value {
	if v.Shape() == ShapeStr {
		return v
	}
	return t.textResult(v, names.Str)
}

// ToRepr is repr(v) as an object.
func (t *Thread) ToRepr(v Value) Value { return t.textResult(v, names.Repr) }

// textResult calls __str__ or __repr__, which must return a str.
func (t *Thread) textResult(v Value, name *Str) Value {
	if v.IsInt() {
		return intStr(int64(v.N))
	}
	where := " while getting the repr of an object"
	if name == names.Str {
		where = " while getting the str of an object"
	}
	if !t.Enter(where) {
		return Value{}
	}
	r, _ := t.CallSpecial(v, name)
	t.Leave()
	if r.P != nil && !r.IsStr() {
		return t.TypeErrorf("%s returned non-string (type %s)", name.S, t.TypeName(r))
	}
	return r
}

func strEncode(t *Thread, a []Value) Value {
	encoding, ok := t.TextArg("encode", "'encoding'", a[1])
	if !ok {
		return Value{}
	}
	errors, ok := t.TextArg("encode", "'errors'", a[2])
	if !ok {
		return Value{}
	}
	return t.Encode((*Str)(a[0].P), encoding, errors)
}

func strRepr(t *Thread, a []Value) Value {
	s := (*Str)(a[0].P)
	return NewStr(ReprString(s.S))
}

func strStr(t *Thread, a []Value) Value { return (*Str)(a[0].P).plain() }

func strHash(t *Thread, a []Value) Value { return Int(int64((*Str)(a[0].P).Hash(t.M))) }

func strLen(t *Thread, a []Value) Value { return Int(int64((*Str)(a[0].P).n)) }

func strCompare(op CompareOp, a []Value) Value {
	if !a[1].IsStr() {
		return NotImplemented
	}
	return Bool(ordered(op, a[0].Text(), a[1].Text()))
}

func strLt(t *Thread, a []Value) Value { return strCompare(OpLt, a) }
func strLe(t *Thread, a []Value) Value { return strCompare(OpLe, a) }
func strEq(t *Thread, a []Value) Value { return strCompare(OpEq, a) }
func strNe(t *Thread, a []Value) Value { return strCompare(OpNe, a) }
func strGt(t *Thread, a []Value) Value { return strCompare(OpGt, a) }
func strGe(t *Thread, a []Value) Value { return strCompare(OpGe, a) }

func strAdd(t *Thread, a []Value) Value {
	if !a[1].IsStr() {
		return t.TypeErrorf("can only concatenate str (not \"%s\") to str", t.TypeName(a[1]))
	}
	return t.concat((*Str)(a[0].P), (*Str)(a[1].P))
}

func strMul(t *Thread, a []Value) Value {
	s := (*Str)(a[0].P)
	n, ok := t.repeatCount(a[1])
	switch {
	case !ok:
		return Value{}
	case n <= 0 || s.n == 0:
		return emptyStr.Value()
	case n == 1:
		return s.plain()
	case n > maxIndex/s.n:
		return t.OverflowErrorf("repeated string is too long")
	case !t.checkSize(len(s.S), n):
		return Value{}
	}
	return NewStrBytes(repeatBytes(s.S, n), s.n*n)
}

// repeatCount takes the int that a sequence is repeated by.
func (t *Thread) repeatCount(v Value) (int, bool) {
	i := t.Index(v)
	if i.P == nil {
		return 0, false
	}
	n, ok := Int64(i)
	if !ok {
		t.OverflowErrorf("cannot fit '%s' into an index-sized integer", t.TypeName(v))
	}
	return int(n), ok
}

// repeatBytes returns n copies of s in a row.
func repeatBytes(s string, n int) []byte {
	b := make([]byte, len(s)*n)
	done := copy(b, s)
	for done < len(b) {
		done += copy(b[done:], b[:done])
	}
	return b
}

func strContains(t *Thread, a []Value) Value {
	if !a[1].IsStr() {
		return t.TypeErrorf("'in <string>' requires string as left operand, not %s", t.TypeName(a[1]))
	}
	return Bool(containsText(a[0].Text(), a[1].Text()))
}

func strGetItemMethod(t *Thread, a []Value) Value { return strGetItem(t, (*Str)(a[0].P), a[1]) }

// strGetItem is s[k].
func strGetItem(t *Thread, s *Str, k Value) Value {
	if k.IsInt() {
		i := int(int64(k.N))
		if i < 0 {
			i += s.n
		}
		if uint(i) >= uint(s.n) {
			return t.IndexErrorf("string index out of range")
		}
		if s.IsASCII() {
			return Value{P: unsafe.Pointer(&OneChar[s.S[i]])}
		}
		return NewChar(s.At(i))
	}
	if k.Shape() == ShapeSlice {
		return strSlice(t, s, (*Slice)(k.P))
	}
	if !t.hasIndex(k) {
		return t.TypeErrorf("string indices must be integers, not '%s'", t.TypeName(k))
	}
	i, ok := t.IndexInt(k)
	if !ok {
		return Value{}
	}
	return strGetItem(t, s, Int(int64(i)))
}

func strSlice(t *Thread, s *Str, k *Slice) Value {
	start, _, step, n, ok := t.SliceIndices(k, s.n)
	switch {
	case !ok:
		return Value{}
	case n == 0:
		return emptyStr.Value()
	case step == 1:
		if n == s.n {
			return s.plain()
		}
		return s.Slice(start, start+n)
	case s.IsASCII():
		b := make([]byte, n)
		for i := range b {
			b[i] = s.S[start]
			start += step
		}
		return NewStrBytes(b, n)
	}
	runes := s.Runes()
	b := make([]byte, 0, n*2)
	for range n {
		b = AppendRune(b, runes[start])
		start += step
	}
	return NewStrBytes(b, n)
}

func strSizeOf(t *Thread, a []Value) Value {
	s := (*Str)(a[0].P)
	widest := rune(0)
	for i := 0; i < len(s.S); {
		r, n := DecodeRune(s.S[i:])
		widest = max(widest, r)
		i += n
	}
	// CPython's compact layouts
	switch {
	case widest < 0x80:
		return Int(int64(40 + s.n + 1))
	case widest < 0x100:
		return Int(int64(56 + s.n + 1))
	case widest < 0x10000:
		return Int(int64(56 + 2*(s.n+1)))
	}
	return Int(int64(56 + 4*(s.n+1)))
}

func strGetNewArgs(t *Thread, a []Value) Value {
	s := (*Str)(a[0].P)
	return TupleOf(NewStrLen(s.S, s.n))
}
