package object

import "math"

// Arguments of natives that are not any object: the conversions that CPython's
// argument parsing does, with its texts. A false second result means that an
// exception is pending.

// BadArgument raises TypeError for an argument of the wrong type and returns
// nil. arg is a position ("1"), a quoted name ("'encoding'"), or "" where the
// function has but one.
func (t *Thread) BadArgument(fn, arg, want string, v Value) Value {
	if arg != "" {
		arg = " " + arg
	}
	got := t.TypeName(v)
	if v.IsNone() {
		got = "None"
	}
	return t.TypeErrorf("%s() argument%s must be %s, not %s", fn, arg, want, got)
}

// StrArg takes a str; subclasses count.
func (t *Thread) StrArg(fn, arg string, v Value) (*Str, bool) {
	if v.IsStr() {
		return (*Str)(v.P), true
	}
	t.BadArgument(fn, arg, "str", v)
	return nil, false
}

// TextArg takes a str that C would read: without a null character.
func (t *Thread) TextArg(fn, arg string, v Value) (string, bool) {
	s, ok := t.StrArg(fn, arg, v)
	if !ok {
		return "", false
	}
	for i := 0; i < len(s.S); i++ {
		if s.S[i] == 0 {
			t.ValueErrorf("embedded null character")
			return "", false
		}
	}
	return s.S, true
}

// SizeArg takes an int of 64 bits, or anything with __index__.
func (t *Thread) SizeArg(v Value) (int, bool) {
	if v.IsInt() {
		return int(int64(v.N)), true
	}
	i := t.Index(v)
	if i.P == nil {
		return 0, false
	}
	n, ok := Int64(i)
	if !ok {
		t.OverflowErrorf("Python int too large to convert to C ssize_t")
	}
	return int(n), ok
}

// IntArg takes an int of 32 bits, or anything with __index__.
func (t *Thread) IntArg(v Value) (int, bool) {
	i := t.Index(v)
	if i.P == nil {
		return 0, false
	}
	n, ok := Int64(i)
	if !ok || n < math.MinInt32 || n > math.MaxInt32 {
		t.OverflowErrorf("Python int too large to convert to C int")
		return 0, false
	}
	return int(n), true
}

// RangeArgs takes the start and end of a search, None for either end of a
// sequence of that length, and clips them to it. start may lie beyond end.
func (t *Thread) RangeArgs(start, end Value, length int) (from, to int, ok bool) {
	if from, ok = t.sliceBound(start, 0); !ok {
		return
	}
	if to, ok = t.sliceBound(end, math.MaxInt64); !ok {
		return
	}
	if to > length {
		to = length
	} else if to < 0 {
		to = max(to+length, 0)
	}
	if from < 0 {
		from = max(from+length, 0)
	}
	return from, to, true
}

// maxBytes bounds what one object may hold, in bytes: offsets into text fit 31
// bits, and asking for more raises MemoryError instead of ending the process.
const maxBytes = math.MaxInt32

// checkSize raises MemoryError unless count items of size bytes may be made.
func (t *Thread) checkSize(size, count int) bool {
	if count > 0 && size > maxBytes/count {
		t.MemoryError()
		return false
	}
	return true
}

// MemoryError raises MemoryError and returns nil.
func (t *Thread) MemoryError() Value { return t.Raise(ShapeMemoryError, "") }
