package object

import "strings"

// strJoin is str.join.
func strJoin(t *Thread, a []Value) Value {
	items, ok := t.iterableItems(a[1], "can only join an iterable")
	if !ok {
		return Value{}
	}
	return t.Join((*Str)(a[0].P), items)
}

// iterableItems returns the items of an iterable, which are not the caller's
// to change. Where iter() fails with TypeError, message takes its place.
func (t *Thread) iterableItems(v Value, message string) ([]Value, bool) {
	switch v.Shape() {
	case ShapeList:
		return (*List)(v.P).Items, true
	case ShapeTuple:
		return (*Tuple)(v.P).Items, true
	}
	it := t.Iter(v)
	if it.P == nil {
		if t.Catch(ShapeTypeError) != nil {
			t.TypeErrorf("%s", message)
		}
		return nil, false
	}
	return t.Collect(it)
}

// Join concatenates strs with sep between each two. An item that is no str
// raises TypeError.
func (t *Thread) Join(sep *Str, items []Value) Value {
	if len(items) == 0 {
		return emptyStr.Value()
	}
	size, n := 0, 0
	for i, v := range items {
		s := AsStr(v)
		if s == nil {
			return t.TypeErrorf("sequence item %d: expected str instance, %s found", i, t.TypeName(v))
		}
		size += len(s.S)
		n += s.n
	}
	if len(items) == 1 {
		return (*Str)(items[0].P).plain()
	}
	size += (len(items) - 1) * len(sep.S)
	n += (len(items) - 1) * sep.n
	if size > maxBytes {
		return t.MemoryError()
	}
	if n < 2 { // a shared one: the text is all that one of them has
		for _, v := range items {
			if s := (*Str)(v.P); s.n == n {
				return s.plain()
			}
		}
		return sep.plain()
	}
	r, text := newText(size, n)
	at := 0
	for i, v := range items {
		if i > 0 {
			at += copy(text[at:], sep.S)
		}
		at += copy(text[at:], (*Str)(v.P).S)
	}
	return r.Value()
}

// padArgs takes width and the fill character.
func (t *Thread) padArgs(a []Value) (s, fill *Str, width int, ok bool) {
	if width, ok = t.SizeArg(a[1]); !ok {
		return
	}
	s = (*Str)(a[0].P)
	if fill = AsStr(a[2]); fill == nil {
		t.TypeErrorf("The fill character must be a unicode character, not %s", t.TypeName(a[2]))
		return nil, nil, 0, false
	}
	if fill.n != 1 {
		t.TypeErrorf("The fill character must be exactly one character long")
		return nil, nil, 0, false
	}
	return s, fill, width, true
}

// pad puts fill characters on both sides of s.
func (t *Thread) pad(s, fill *Str, left, right int) Value {
	if left+right <= 0 {
		return s.plain()
	}
	if !t.checkSize(len(fill.S), left+right) || len(fill.S)*(left+right) > maxBytes-len(s.S) {
		if t.Exc.P == nil {
			t.MemoryError()
		}
		return Value{}
	}
	b := make([]byte, 0, len(s.S)+len(fill.S)*(left+right))
	b = appendRepeated(b, fill.S, left)
	b = append(b, s.S...)
	b = appendRepeated(b, fill.S, right)
	return NewStrBytes(b, s.n+left+right)
}

func appendRepeated(b []byte, s string, n int) []byte {
	if len(s) == 1 {
		c := s[0]
		for range n {
			b = append(b, c)
		}
		return b
	}
	for range n {
		b = append(b, s...)
	}
	return b
}

func strLJust(t *Thread, a []Value) Value {
	s, fill, width, ok := t.padArgs(a)
	if !ok {
		return Value{}
	}
	return t.pad(s, fill, 0, width-s.n)
}

func strRJust(t *Thread, a []Value) Value {
	s, fill, width, ok := t.padArgs(a)
	if !ok {
		return Value{}
	}
	return t.pad(s, fill, width-s.n, 0)
}

func strCenter(t *Thread, a []Value) Value {
	s, fill, width, ok := t.padArgs(a)
	if !ok {
		return Value{}
	}
	if width <= s.n {
		return s.plain()
	}
	left := centerLeft(width, s.n)
	return t.pad(s, fill, left, width-s.n-left)
}

// centerLeft is the padding on the left of n characters in width: of an odd
// one, the larger half where width is odd.
func centerLeft(width, n int) int {
	margin := width - n
	return margin/2 + margin&width&1
}

func strZFill(t *Thread, a []Value) Value {
	width, ok := t.SizeArg(a[1])
	if !ok {
		return Value{}
	}
	s := (*Str)(a[0].P)
	zeros := width - s.n
	if zeros <= 0 {
		return s.plain()
	}
	if zeros > maxBytes-len(s.S) {
		return t.MemoryError()
	}
	return NewStrBytes(zeroFill(s.S, zeros), s.n+zeros)
}

// zeroFill puts zeros before s, but after its sign.
func zeroFill(s string, zeros int) []byte {
	b := make([]byte, 0, len(s)+zeros)
	if s != "" && (s[0] == '+' || s[0] == '-') {
		b = append(b, s[0])
		s = s[1:]
	}
	return append(appendRepeated(b, "0", zeros), s...)
}

func strExpandTabs(t *Thread, a []Value) Value {
	tab, ok := t.IntArg(a[1])
	if !ok {
		return Value{}
	}
	s := (*Str)(a[0].P)
	tabs := strings.Count(s.S, "\t")
	if tabs == 0 {
		return s.plain()
	}
	b, added, ok := expandTabs(s.S, tab, false)
	if !ok {
		return t.OverflowErrorf("new string is too long")
	}
	return NewStrBytes(b, s.n+added)
}

// expandTabs replaces tabs by spaces up to the next multiple of tab columns;
// added is the growth in code points. A column is a byte where bytewise, else
// a code point. ok is false when the result is too long.
func expandTabs(s string, tab int, bytewise bool) (b []byte, added int, ok bool) {
	b = make([]byte, 0, len(s)+strings.Count(s, "\t")*min(max(tab, 0), 8))
	column := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\t':
			spaces := 0
			if tab > 0 {
				spaces = tab - column%tab
				column += spaces
			}
			if spaces > maxBytes-len(b) {
				return nil, 0, false
			}
			b = appendRepeated(b, " ", spaces)
			added += spaces - 1
		case c == '\n' || c == '\r':
			b = append(b, c)
			column = 0
		default:
			b = append(b, c)
			if bytewise || c&0xc0 != 0x80 {
				column++
			}
		}
	}
	return b, added, true
}

// strTranslate is str.translate: table[code point] is a code point, a str, or
// None to delete; a LookupError keeps the character.
func strTranslate(t *Thread, a []Value) Value {
	s, table := (*Str)(a[0].P), a[1]
	w := textBuilder{b: make([]byte, 0, len(s.S))}
	// the answer for each ASCII character, once asked
	var known [128]Value
	for i := 0; i < len(s.S); {
		r, n := DecodeRune(s.S[i:])
		i += n
		var to Value
		if r < 128 {
			to = known[r]
		}
		if to.P == nil {
			if to = t.translated(table, r); to.P == nil {
				return to
			}
			if r < 128 && table.Shape() == ShapeDict {
				known[r] = to
			}
		}
		switch {
		case to.IsNone():
		case to.IsStr():
			if len(to.Text()) > maxBytes-len(w.b) {
				return t.MemoryError()
			}
			w.str((*Str)(to.P))
		default:
			w.rune(rune(to.AsInt()))
		}
	}
	return w.value()
}

// translated asks a translation table for a code point: a plain int in range,
// a str, None, or nil with an exception pending.
func (t *Thread) translated(table Value, r rune) Value {
	to := t.GetItem(table, Int(int64(r)))
	if to.P == nil {
		if t.Catch(ShapeLookupError) != nil {
			return Int(int64(r))
		}
		return to
	}
	switch {
	case to.IsNone() || to.IsStr():
		return to
	case IsIntLike(to):
		n, ok := Int64(to)
		if !ok || n < 0 || n > 0x10ffff {
			return t.ValueErrorf("character mapping must be in range(0x110000)")
		}
		return Int(n)
	}
	return t.TypeErrorf("character mapping must return integer, None or str")
}

// strMakeTrans is str.maketrans.
func strMakeTrans(t *Thread, a []Value) Value {
	out := NewDict()
	if a[1].P == nil {
		from := AsDict(a[0])
		if from == nil || from.Shape != ShapeDict {
			return t.TypeErrorf("if you give only one argument to maketrans it must be a dict")
		}
		ok := true
		from.Each(func(k, v Value) bool {
			switch {
			case k.IsStr():
				s := (*Str)(k.P)
				if s.n != 1 {
					t.ValueErrorf("string keys in translate table must be of length 1")
					ok = false
					return false
				}
				k = Int(int64(s.At(0)))
			case !IsIntLike(k):
				t.TypeErrorf("keys in translate table must be strings or integers")
				ok = false
				return false
			}
			ok = out.Set(t, k, v)
			return ok
		})
		if !ok {
			return Value{}
		}
		return out.Value()
	}
	y, ok := t.StrArg("maketrans", "2", a[1])
	if !ok {
		return Value{}
	}
	var z *Str
	if a[2].P != nil {
		if z, ok = t.StrArg("maketrans", "3", a[2]); !ok {
			return Value{}
		}
	}
	x := AsStr(a[0])
	if x == nil {
		return t.TypeErrorf("first maketrans argument must be a string if there is a second argument")
	}
	if x.n != y.n {
		return t.ValueErrorf("the first two maketrans arguments must have equal length")
	}
	to := y.Runes()
	for i, r := range x.Runes() {
		out.Set(t, Int(int64(r)), Int(int64(to[i])))
	}
	if z != nil {
		for _, r := range z.Runes() {
			out.Set(t, Int(int64(r)), None)
		}
	}
	return out.Value()
}
