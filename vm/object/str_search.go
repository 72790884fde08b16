package object

import (
	"math"
	"strings"

	"github.com/aio-lang/aio/vm/ucd"
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

// strSplit and strRSplit share their arguments: self, sep, maxsplit.
func strSplit(t *Thread, a []Value) Value {
	s, sep, limit, ok := t.splitArgs(a)
	if !ok {
		return Value{}
	}
	var out []Value
	if sep == nil {
		out = s.fields(limit)
	} else {
		out = s.splitAt(sep.S, limit)
	}
	return NewList(out)
}

func strRSplit(t *Thread, a []Value) Value {
	s, sep, limit, ok := t.splitArgs(a)
	if !ok {
		return Value{}
	}
	var out []Value
	if sep == nil {
		out = s.fieldsFromEnd(limit)
	} else {
		out = s.splitFromEnd(sep.S, limit)
	}
	return NewList(out)
}

// splitArgs takes sep, nil for None, and the limit, MaxInt for none.
func (t *Thread) splitArgs(a []Value) (s, sep *Str, limit int, ok bool) {
	s = (*Str)(a[0].P)
	if limit, ok = t.SizeArg(a[2]); !ok {
		return
	}
	if limit < 0 {
		limit = math.MaxInt
	}
	if a[1].IsNone() {
		return s, nil, limit, true
	}
	if sep = AsStr(a[1]); sep == nil {
		t.TypeErrorf("must be str or None, not %s", t.TypeName(a[1]))
		return nil, nil, 0, false
	}
	if sep.n == 0 {
		t.ValueErrorf("empty separator")
		return nil, nil, 0, false
	}
	return s, sep, limit, true
}

// word makes a str of a part of s.
func (s *Str) word(part string) Value {
	if s.IsASCII() {
		return s.piece(part, len(part))
	}
	return s.piece(part, countCodePoints(part))
}

func (s *Str) splitAt(sep string, limit int) []Value {
	text := s.S
	n := min(strings.Count(text, sep), limit)
	out := make([]Value, 0, n+1)
	for ; n > 0; n-- {
		i := strings.Index(text, sep)
		out = append(out, s.word(text[:i]))
		text = text[i+len(sep):]
	}
	return append(out, s.word(text))
}

func (s *Str) splitFromEnd(sep string, limit int) []Value {
	text := s.S
	n := min(strings.Count(text, sep), limit)
	out := make([]Value, 0, n+1)
	for ; n > 0; n-- {
		i := strings.LastIndex(text, sep)
		if i < 0 { // occurrences overlap differently from the right
			break
		}
		out = append(out, s.word(text[i+len(sep):]))
		text = text[:i]
	}
	out = append(out, s.word(text))
	reverseValues(out)
	return out
}

func reverseValues(v []Value) {
	for i, j := 0, len(v)-1; i < j; i, j = i+1, j-1 {
		v[i], v[j] = v[j], v[i]
	}
}

// spaceASCII marks the ASCII characters that str takes for whitespace: those
// of bytes, and the separators 0x1c to 0x1f.
var spaceASCII = [128]bool{'\t': true, '\n': true, '\v': true, '\f': true, '\r': true,
	0x1c: true, 0x1d: true, 0x1e: true, 0x1f: true, ' ': true}

// spaceAt is the length of the whitespace character s begins with, or 0.
func spaceAt(s string) int {
	if c := s[0]; c < 0x80 {
		if spaceASCII[c] {
			return 1
		}
		return 0
	}
	if r, n := DecodeRune(s); ucd.Is(r, ucd.Space) {
		return n
	}
	return 0
}

// lastRune decodes the last code point of s.
func lastRune(s string) (rune, int) {
	i := len(s) - 1
	for s[i]&0xc0 == 0x80 {
		i--
	}
	return DecodeRune(s[i:])
}

// spaceBefore is the length of the whitespace character s ends with, or 0.
func spaceBefore(s string) int {
	if c := s[len(s)-1]; c < 0x80 {
		if spaceASCII[c] {
			return 1
		}
		return 0
	}
	if r, n := lastRune(s); ucd.Is(r, ucd.Space) {
		return n
	}
	return 0
}

// wordEnd is the offset of the first whitespace in s, or its length.
func wordEnd(s string) int {
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c < 0x80:
			if spaceASCII[c] {
				return i
			}
			i++
		default:
			r, n := DecodeRune(s[i:])
			if ucd.Is(r, ucd.Space) {
				return i
			}
			i += n
		}
	}
	return len(s)
}

// fields splits at runs of whitespace; after limit words, the rest is one,
// without whitespace before it.
func (s *Str) fields(limit int) []Value {
	var out []Value
	text := trimLeftSpace(s.S)
	for ; text != "" && limit > 0; limit-- {
		i := wordEnd(text)
		out = append(out, s.word(text[:i]))
		text = trimLeftSpace(text[i:])
	}
	if text != "" {
		out = append(out, s.word(text))
	}
	return out
}

func (s *Str) fieldsFromEnd(limit int) []Value {
	var out []Value
	text := trimRightSpace(s.S)
	for ; text != "" && limit > 0; limit-- {
		i := len(text)
		for i > 0 && spaceBefore(text[:i]) == 0 {
			_, n := lastRune(text[:i])
			i -= n
		}
		out = append(out, s.word(text[i:]))
		text = trimRightSpace(text[:i])
	}
	if text != "" {
		out = append(out, s.word(text))
	}
	reverseValues(out)
	return out
}

func trimLeftSpace(s string) string {
	for s != "" {
		n := spaceAt(s)
		if n == 0 {
			break
		}
		s = s[n:]
	}
	return s
}

func trimRightSpace(s string) string {
	for s != "" {
		n := spaceBefore(s)
		if n == 0 {
			break
		}
		s = s[:len(s)-n]
	}
	return s
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

func strPartition(t *Thread, a []Value) Value {
	s, sep, ok := t.partitionArgs(a)
	if !ok {
		return Value{}
	}
	i := strings.Index(s.S, sep.S)
	if i < 0 {
		return TupleOf(a[0], emptyStr.Value(), emptyStr.Value())
	}
	return s.around(i, sep)
}

func strRPartition(t *Thread, a []Value) Value {
	s, sep, ok := t.partitionArgs(a)
	if !ok {
		return Value{}
	}
	i := strings.LastIndex(s.S, sep.S)
	if i < 0 {
		return TupleOf(emptyStr.Value(), emptyStr.Value(), a[0])
	}
	return s.around(i, sep)
}

func (t *Thread) partitionArgs(a []Value) (s, sep *Str, ok bool) {
	if sep = AsStr(a[1]); sep == nil {
		t.TypeErrorf("must be str, not %s", t.TypeName(a[1]))
		return nil, nil, false
	}
	if sep.n == 0 {
		t.ValueErrorf("empty separator")
		return nil, nil, false
	}
	return (*Str)(a[0].P), sep, true
}

// around is the three parts of s about a separator at byte offset i.
func (s *Str) around(i int, sep *Str) Value {
	return TupleOf(s.word(s.S[:i]), sep.Value(), s.word(s.S[i+len(sep.S):]))
}

func strSplitLines(t *Thread, a []Value) Value {
	s := (*Str)(a[0].P)
	keep, ok := t.Truth(a[1])
	if !ok {
		return Value{}
	}
	var out []Value
	text := s.S
	for text != "" {
		end, size := lineEnd(text)
		if keep {
			out = append(out, s.word(text[:end+size]))
		} else {
			out = append(out, s.word(text[:end]))
		}
		text = text[end+size:]
	}
	return NewList(out)
}

// lineEnd finds the first line break: its offset, the length of text where
// there is none, and its size.
func lineEnd(s string) (at, size int) {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\n':
			return i, 1
		case c == '\r':
			if i+1 < len(s) && s[i+1] == '\n' {
				return i, 2
			}
			return i, 1
		case c == '\v' || c == '\f' || c >= 0x1c && c <= 0x1e:
			return i, 1
		case c == 0xc2 && s[i+1] == 0x85:
			return i, 2
		case c == 0xe2 && s[i+1] == 0x80 && (s[i+2] == 0xa8 || s[i+2] == 0xa9):
			return i, 3
		}
	}
	return len(s), 0
}
