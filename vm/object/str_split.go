package object

import (
	"math"
	"slices"
	"strings"

	"github.com/aio-lang/aio/vm/ucd"
)

// strSplit and strRSplit share their arguments: self, sep, maxsplit.
func strSplit(t *Thread, a []Value) Value {
	s, sep, limit, ok := t.splitArgs(a)
	if !ok {
		return Value{}
	}
	if sep == nil {
		return s.fields(limit)
	}
	return s.splitAt(sep.S, limit)
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

func (s *Str) splitAt(sep string, limit int) Value {
	text := s.S
	n := min(strings.Count(text, sep), limit)
	list, out := MakeList(n + 1)
	for k := range n {
		i := strings.Index(text, sep)
		out[k] = s.word(text[:i])
		text = text[i+len(sep):]
	}
	out[n] = s.word(text)
	return list
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
func (s *Str) fields(limit int) Value {
	var few [16]Value // a list of its size is cheaper made at the end
	out := few[:0]
	text := trimLeftSpace(s.S)
	for ; text != "" && limit > 0; limit-- {
		i := wordEnd(text)
		out = append(out, s.word(text[:i]))
		text = trimLeftSpace(text[i:])
	}
	if text != "" {
		out = append(out, s.word(text))
	}
	if len(out) > len(few) {
		return NewList(slices.Clone(out)) // else few would move to the heap
	}
	list, items := MakeList(len(out))
	copy(items, out)
	return list
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
