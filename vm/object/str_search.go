package object

import (
	"math"
	"strings"
)

// Searching in text works on bytes: WTF-8 is self-synchronizing, so that a
// code point's encoding never matches in the middle of others.

func containsText(s, sub string) bool { return strings.Contains(s, sub) }

// findText returns the index of sub in s[start:end], or -1.
func findText(s, sub *Str, start, end int, last bool) int {
	if end-start < sub.n {
		return -1
	}
	from, text := 0, s.S
	if start > 0 {
		from = s.Offset(start)
	}
	if end < s.n {
		text = text[:s.Offset(end)]
	}
	text = text[from:]
	var off int
	if last {
		off = strings.LastIndex(text, sub.S)
	} else {
		off = strings.Index(text, sub.S)
	}
	if off < 0 {
		return -1
	}
	return s.Index(from + off)
}

// searchArgs takes the arguments of find and its kin: self, sub, start, end.
func (t *Thread) searchArgs(fn string, a []Value) (s, sub *Str, start, end int, ok bool) {
	s = (*Str)(a[0].P)
	if sub, ok = t.StrArg(fn, "1", a[1]); !ok {
		return
	}
	start, end, ok = t.RangeArgs(a[2], a[3], s.n)
	return
}

func strSearch(t *Thread, fn string, a []Value, last, must bool) Value {
	s, sub, start, end, ok := t.searchArgs(fn, a)
	if !ok {
		return Value{}
	}
	i := findText(s, sub, start, end, last)
	if i < 0 && must {
		return t.ValueErrorf("substring not found")
	}
	return Int(int64(i))
}

func strFind(t *Thread, a []Value) Value   { return strSearch(t, "find", a, false, false) }
func strRFind(t *Thread, a []Value) Value  { return strSearch(t, "rfind", a, true, false) }
func strIndex(t *Thread, a []Value) Value  { return strSearch(t, "index", a, false, true) }
func strRIndex(t *Thread, a []Value) Value { return strSearch(t, "rindex", a, true, true) }

func strCount(t *Thread, a []Value) Value {
	s, sub, start, end, ok := t.searchArgs("count", a)
	switch {
	case !ok:
		return Value{}
	case start > end:
		return Int(0)
	case sub.n == 0:
		return Int(int64(end - start + 1))
	}
	return Int(int64(strings.Count(s.part(start, end), sub.S)))
}

func strStartsWith(t *Thread, a []Value) Value { return strTail(t, "startswith", a, strings.HasPrefix) }
func strEndsWith(t *Thread, a []Value) Value   { return strTail(t, "endswith", a, strings.HasSuffix) }

func strTail(t *Thread, fn string, a []Value, has func(s, sub string) bool) Value {
	s := (*Str)(a[0].P)
	start, end, ok := t.RangeArgs(a[2], a[3], s.n)
	if !ok {
		return Value{}
	}
	var text string
	if start <= end {
		text = s.part(start, end)
	}
	if a[1].IsStr() {
		return Bool(start <= end && has(text, a[1].Text()))
	}
	subs := AsTuple(a[1])
	if subs == nil {
		return t.TypeErrorf("%s first arg must be str or a tuple of str, not %s", fn, t.TypeName(a[1]))
	}
	for _, sub := range subs.Items {
		if !sub.IsStr() {
			return t.TypeErrorf("tuple for %s must only contain str, not %s", fn, t.TypeName(sub))
		}
		if start <= end && has(text, sub.Text()) {
			return True
		}
	}
	return False
}

func strRemovePrefix(t *Thread, a []Value) Value {
	s := (*Str)(a[0].P)
	p, ok := t.StrArg("removeprefix", "", a[1])
	if !ok {
		return Value{}
	}
	if p.n > 0 && strings.HasPrefix(s.S, p.S) {
		return s.piece(s.S[len(p.S):], s.n-p.n)
	}
	return s.plain()
}

func strRemoveSuffix(t *Thread, a []Value) Value {
	s := (*Str)(a[0].P)
	p, ok := t.StrArg("removesuffix", "", a[1])
	if !ok {
		return Value{}
	}
	if p.n > 0 && strings.HasSuffix(s.S, p.S) {
		return s.piece(s.S[:len(s.S)-len(p.S)], s.n-p.n)
	}
	return s.plain()
}

// strReplace is str.replace: an empty old matches between any two characters.
func strReplace(t *Thread, a []Value) Value {
	s := (*Str)(a[0].P)
	from, ok := t.StrArg("replace", "1", a[1])
	if !ok {
		return Value{}
	}
	to, ok := t.StrArg("replace", "2", a[2])
	if !ok {
		return Value{}
	}
	limit, ok := t.SizeArg(a[3])
	if !ok {
		return Value{}
	}
	if limit < 0 {
		limit = math.MaxInt
	}
	var found int
	if from.n == 0 {
		found = s.n + 1
	} else {
		found = strings.Count(s.S, from.S)
	}
	found = min(found, limit)
	if found == 0 || from.S == to.S {
		return s.plain()
	}
	if len(to.S) > len(from.S) && !t.checkSize(len(to.S)-len(from.S), found) {
		return Value{}
	}
	size := len(s.S) + found*(len(to.S)-len(from.S))
	if size > maxBytes {
		return t.MemoryError()
	}
	return NewStrBytes(replaceBytes(s.S, from.S, to.S, found, size, s.IsASCII()), s.n+found*(to.n-from.n))
}

// replaceBytes replaces the first n occurrences of old; the result has size
// bytes. An empty old matches before each code point, or, where bytewise,
// before each byte, and at the end.
func replaceBytes(s, from, to string, n, size int, bytewise bool) []byte {
	b := make([]byte, 0, size)
	for ; n > 0; n-- {
		i := 0
		if from != "" {
			i = strings.Index(s, from)
		}
		b = append(append(b, s[:i]...), to...)
		s = s[i+len(from):]
		if from == "" && s != "" {
			w := 1
			if !bytewise {
				w = skip(s, 0, 1)
			}
			b, s = append(b, s[:w]...), s[w:]
		}
	}
	return append(b, s...)
}

// trimLeft drops leading code points that occur in chars.
func trimLeft(s, chars string) string {
	for s != "" {
		n := skip(s, 0, 1)
		if !strings.Contains(chars, s[:n]) {
			break
		}
		s = s[n:]
	}
	return s
}

func trimRight(s, chars string) string {
	for s != "" {
		_, n := lastRune(s)
		if !strings.Contains(chars, s[len(s)-n:]) {
			break
		}
		s = s[:len(s)-n]
	}
	return s
}

func strStrip(t *Thread, a []Value) Value  { return strTrim(t, "strip", a, true, true) }
func strLStrip(t *Thread, a []Value) Value { return strTrim(t, "lstrip", a, true, false) }
func strRStrip(t *Thread, a []Value) Value { return strTrim(t, "rstrip", a, false, true) }

func strTrim(t *Thread, fn string, a []Value, left, right bool) Value {
	s := (*Str)(a[0].P)
	text := s.S
	switch {
	case a[1].IsNone():
		if left {
			text = trimLeftSpace(text)
		}
		if right {
			text = trimRightSpace(text)
		}
	case a[1].IsStr():
		if left {
			text = trimLeft(text, a[1].Text())
		}
		if right {
			text = trimRight(text, a[1].Text())
		}
	default:
		return t.TypeErrorf("%s arg must be None or str", fn)
	}
	if len(text) == len(s.S) {
		return s.plain()
	}
	return s.word(text)
}
