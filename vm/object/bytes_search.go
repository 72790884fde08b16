package object

import (
	"math"
	"strings"
)

// Searching and splitting bytes and bytearray.

// bytesSearchArgs takes what find and its kin look for, and where. An int is
// a single byte.
func (t *Thread) bytesSearchArgs(a []Value) (s, sub string, start, end int, ok bool) {
	var c [1]byte
	sub, ok = t.tryBytes(a[1])
	if !ok {
		if t.Exc.P != nil {
			return
		}
		if !t.hasIndex(a[1]) {
			t.TypeErrorf("argument should be integer or bytes-like object, not '%s'", t.TypeName(a[1]))
			return
		}
		if c[0], ok = t.byteArg(a[1], "byte"); !ok {
			return
		}
		sub = string(c[:])
	}
	if start, ok = t.sliceBound(a[2], 0); !ok {
		return
	}
	if _, ok = t.sliceBound(a[3], 0); !ok {
		return
	}
	s = bytesText(a[0])
	start, end, ok = t.RangeArgs(a[2], a[3], len(s))
	return
}

func bytesSearch(t *Thread, a []Value, last, must bool) Value {
	s, sub, start, end, ok := t.bytesSearchArgs(a)
	if !ok {
		return Value{}
	}
	i := -1
	if end-start >= len(sub) {
		if last {
			i = strings.LastIndex(s[start:end], sub)
		} else {
			i = strings.Index(s[start:end], sub)
		}
		if i >= 0 {
			i += start
		}
	}
	if i < 0 && must {
		return t.ValueErrorf("subsection not found")
	}
	return Int(int64(i))
}

func bytesFind(t *Thread, a []Value) Value   { return bytesSearch(t, a, false, false) }
func bytesRFind(t *Thread, a []Value) Value  { return bytesSearch(t, a, true, false) }
func bytesIndex(t *Thread, a []Value) Value  { return bytesSearch(t, a, false, true) }
func bytesRIndex(t *Thread, a []Value) Value { return bytesSearch(t, a, true, true) }

func bytesCount(t *Thread, a []Value) Value {
	s, sub, start, end, ok := t.bytesSearchArgs(a)
	switch {
	case !ok:
		return Value{}
	case start > end:
		return Int(0)
	case sub == "":
		return Int(int64(end - start + 1))
	}
	return Int(int64(strings.Count(s[start:end], sub)))
}

func bytesStartsWith(t *Thread, a []Value) Value {
	return bytesTail(t, "startswith", a, strings.HasPrefix)
}
func bytesEndsWith(t *Thread, a []Value) Value {
	return bytesTail(t, "endswith", a, strings.HasSuffix)
}

func bytesTail(t *Thread, fn string, a []Value, has func(s, sub string) bool) Value {
	s := bytesText(a[0])
	start, end, ok := t.RangeArgs(a[2], a[3], len(s))
	if !ok {
		return Value{}
	}
	match := func(sub string) bool {
		return start <= end && has(bytesText(a[0])[start:min(end, len(bytesText(a[0])))], sub)
	}
	if u := AsTuple(a[1]); u != nil {
		for _, x := range u.Items {
			sub, ok := t.BytesLike(x)
			if !ok {
				return Value{}
			}
			if match(sub) {
				return True
			}
		}
		return False
	}
	sub, ok := t.tryBytes(a[1])
	if !ok {
		if t.Exc.P == nil {
			t.TypeErrorf("%s first arg must be bytes or a tuple of bytes, not %s", fn, t.TypeName(a[1]))
		}
		return Value{}
	}
	return Bool(match(sub))
}

func bytesRemovePrefix(t *Thread, a []Value) Value {
	p, ok := t.BytesLike(a[1])
	if !ok {
		return Value{}
	}
	return like(a[0], strings.TrimPrefix(bytesText(a[0]), p))
}

func bytesRemoveSuffix(t *Thread, a []Value) Value {
	p, ok := t.BytesLike(a[1])
	if !ok {
		return Value{}
	}
	return like(a[0], strings.TrimSuffix(bytesText(a[0]), p))
}

func bytesReplace(t *Thread, a []Value) Value {
	from, ok := t.argBytes(a[1])
	if !ok {
		return Value{}
	}
	to, ok := t.argBytes(a[2])
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
	s := bytesText(a[0])
	found := len(s) + 1
	if from != "" {
		found = strings.Count(s, from)
	}
	if found = min(found, limit); found == 0 {
		return like(a[0], s)
	}
	if len(to) > len(from) && !t.checkSize(len(to)-len(from), found) {
		return Value{}
	}
	size := len(s) + found*(len(to)-len(from))
	if size > maxBytes {
		return t.MemoryError()
	}
	return likeNew(a[0], replaceBytes(s, from, to, found, size, true))
}

// argBytes takes a bytes-like argument, and copies what it holds unless that
// cannot change.
func (t *Thread) argBytes(v Value) (string, bool) {
	s, ok := t.BytesLike(v)
	if ok && v.Kind() != KindBytes {
		s = strings.Clone(s)
	}
	return s, ok
}

// bytesSplitArgs takes sep, "" for None, and the limit.
func (t *Thread) bytesSplitArgs(a []Value) (sep string, limit int, ok bool) {
	if limit, ok = t.SizeArg(a[2]); !ok {
		return
	}
	if limit < 0 {
		limit = math.MaxInt
	}
	if a[1].IsNone() {
		return "", limit, true
	}
	if sep, ok = t.BytesLike(a[1]); ok && sep == "" {
		t.ValueErrorf("empty separator")
		return "", 0, false
	}
	return sep, limit, ok
}

// likeEach makes a list of objects of self's type.
func likeEach(self Value, parts []string) Value {
	out := make([]Value, len(parts))
	for i, p := range parts {
		out[i] = like(self, p)
	}
	return NewList(out)
}

func bytesSplit(t *Thread, a []Value) Value {
	sep, limit, ok := t.bytesSplitArgs(a)
	if !ok {
		return Value{}
	}
	s := bytesText(a[0])
	var parts []string
	if sep == "" {
		for s = strings.TrimLeft(s, byteSpaces); s != "" && limit > 0; limit-- {
			i := strings.IndexAny(s, byteSpaces)
			if i < 0 {
				i = len(s)
			}
			parts = append(parts, s[:i])
			s = strings.TrimLeft(s[i:], byteSpaces)
		}
		if s != "" {
			parts = append(parts, s)
		}
		return likeEach(a[0], parts)
	}
	n := min(strings.Count(s, sep), limit)
	parts = make([]string, 0, n+1)
	for ; n > 0; n-- {
		i := strings.Index(s, sep)
		parts = append(parts, s[:i])
		s = s[i+len(sep):]
	}
	return likeEach(a[0], append(parts, s))
}

func bytesRSplit(t *Thread, a []Value) Value {
	sep, limit, ok := t.bytesSplitArgs(a)
	if !ok {
		return Value{}
	}
	s := bytesText(a[0])
	var parts []string
	if sep == "" {
		for s = strings.TrimRight(s, byteSpaces); s != "" && limit > 0; limit-- {
			i := strings.LastIndexAny(s, byteSpaces) + 1
			parts = append(parts, s[i:])
			s = strings.TrimRight(s[:i], byteSpaces)
		}
		if s != "" {
			parts = append(parts, s)
		}
	} else {
		for ; limit > 0; limit-- {
			i := strings.LastIndex(s, sep)
			if i < 0 {
				break
			}
			parts = append(parts, s[i+len(sep):])
			s = s[:i]
		}
		parts = append(parts, s)
	}
	for i, j := 0, len(parts)-1; i < j; i, j = i+1, j-1 {
		parts[i], parts[j] = parts[j], parts[i]
	}
	return likeEach(a[0], parts)
}

func bytesSplitLines(t *Thread, a []Value) Value {
	keep, ok := t.Truth(a[1])
	if !ok {
		return Value{}
	}
	s := bytesText(a[0])
	var parts []string
	for s != "" {
		end, size := strings.IndexAny(s, "\r\n"), 1
		switch {
		case end < 0:
			end, size = len(s), 0
		case strings.HasPrefix(s[end:], "\r\n"):
			size = 2
		}
		if keep {
			parts = append(parts, s[:end+size])
		} else {
			parts = append(parts, s[:end])
		}
		s = s[end+size:]
	}
	return likeEach(a[0], parts)
}

// byteSpaces is what bytes takes for whitespace.
const byteSpaces = " \t\n\r\v\f"

func isByteSpace(c byte) bool { return c == ' ' || c >= '\t' && c <= '\r' }

func bytesStrip(t *Thread, a []Value) Value  { return bytesTrim(t, a, true, true) }
func bytesLStrip(t *Thread, a []Value) Value { return bytesTrim(t, a, true, false) }
func bytesRStrip(t *Thread, a []Value) Value { return bytesTrim(t, a, false, true) }

func bytesTrim(t *Thread, a []Value, left, right bool) Value {
	chars := byteSpaces
	if !a[1].IsNone() {
		var ok bool
		if chars, ok = t.BytesLike(a[1]); !ok {
			return Value{}
		}
	}
	s := bytesText(a[0])
	if left {
		for s != "" && strings.IndexByte(chars, s[0]) >= 0 {
			s = s[1:]
		}
	}
	if right {
		for s != "" && strings.IndexByte(chars, s[len(s)-1]) >= 0 {
			s = s[:len(s)-1]
		}
	}
	return like(a[0], s)
}

func bytesPartition(t *Thread, a []Value) Value { return bytesCut(t, a, false) }

func bytesRPartition(t *Thread, a []Value) Value { return bytesCut(t, a, true) }

func bytesCut(t *Thread, a []Value, last bool) Value {
	sep, ok := t.BytesLike(a[1])
	if !ok {
		return Value{}
	}
	if sep == "" {
		return t.ValueErrorf("empty separator")
	}
	s := bytesText(a[0])
	var i int
	if last {
		i = strings.LastIndex(s, sep)
	} else {
		i = strings.Index(s, sep)
	}
	if i >= 0 {
		mid := a[1]
		if a[0].Kind() == KindByteArray {
			mid = NewByteArray(copyBytes(sep))
		}
		return TupleOf(like(a[0], s[:i]), mid, like(a[0], s[i+len(sep):]))
	}
	whole := a[0]
	if a[0].Kind() == KindByteArray {
		whole = like(a[0], s)
	}
	if last {
		return TupleOf(likeNew(a[0], nil), likeNew(a[0], nil), whole)
	}
	return TupleOf(whole, likeNew(a[0], nil), likeNew(a[0], nil))
}
