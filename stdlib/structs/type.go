package structs

import (
	"fmt"

	"github.com/aio-lang/aio/vm/object"
)

func sprintf(format string, args ...any) string { return fmt.Sprintf(format, args...) }

// compiledStruct is a Struct: a format read once.
type compiledStruct struct {
	object.Opaque
	layout *layout // nil before __init__
	format string
}

func structOf(v value) *compiledStruct { return (*compiledStruct)(v.P) }

// ready is the layout of a Struct that __init__ was called for.
func ready(t *thread, v value) *layout {
	l := structOf(v).layout
	if l == nil {
		t.RuntimeErrorf("Struct object is not initialized")
	}
	return l
}

func method(f func(t *thread, l *layout, a []value) value) object.NativeFn {
	return func(t *thread, a []value) value {
		l := ready(t, a[0])
		if l == nil {
			return value{}
		}
		return f(t, l, a)
	}
}

var structDecl = object.TypeDecl{
	Name: "_struct.Struct", Kind: object.KindOpaque, Flags: object.TypeSolid | object.TypeHasWeakref,
	Doc: "Struct(fmt) --> compiled struct object",
	New: &def{Sig: "__new__(cls, *args, **kwargs)", Doc: "Create and return a new object.", Fn: func(t *thread, a []value) value {
		s := &compiledStruct{}
		return object.InitOpaque(&s.Opaque, object.AsType(a[0]))
	}},
	Methods: []def{
		{Sig: "__init__(self, /, *args, **kwargs)", Doc: "Read the format.", Fn: func(t *thread, a []value) value {
			v, ok := formatArg(t, a)
			if !ok {
				return value{}
			}
			text, ok := formatText(t, v)
			if !ok {
				return value{}
			}
			l, problem := parse(text)
			if problem != "" {
				return fail(t, "%s", problem)
			}
			s := structOf(a[0])
			s.layout, s.format = l, text
			return object.None
		}},
		{Sig: "pack(self, /, *args)", Doc: "Return a bytes with the values.", Fn: method(func(t *thread, l *layout, a []value) value {
			return l.packNew(t, object.AsTuple(a[1]).Items)
		})},
		{Sig: "pack_into(self, /, *args)", Doc: "pack_into(buffer, offset, v1, v2, ...) writes the values into a buffer.", Fn: method(func(t *thread, l *layout, a []value) value {
			return l.packInto(t, object.AsTuple(a[1]).Items)
		})},
		{Sig: "unpack(self, buffer, /)", Doc: "Return a tuple of the values that a buffer holds.", Fn: method(func(t *thread, l *layout, a []value) value {
			return l.unpackAll(t, a[1])
		})},
		{Sig: "unpack_from(self, /, buffer, offset=0)", Doc: "Return a tuple of the values that begin at an offset of a buffer.", Fn: method(func(t *thread, l *layout, a []value) value {
			return l.unpackFrom(t, a[1], a[2])
		})},
		{Sig: "iter_unpack(self, buffer, /)", Doc: "Return an iterator over the tuples that follow one another in a buffer.", Fn: method(func(t *thread, l *layout, a []value) value {
			return l.iterUnpack(t, a[1])
		})},
		{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: method(func(t *thread, l *layout, a []value) value {
			return object.NewStr(t.M.TypeOf(a[0]).Name + "(" + object.ReprString(structOf(a[0]).format) + ")")
		})},
		{Sig: "__sizeof__(self, /)", Doc: "Return the size of the object in memory, in bytes.", Fn: func(t *thread, a []value) value {
			n := 1
			if l := structOf(a[0]).layout; l != nil {
				n += len(l.fields)
			}
			return object.Int(int64(56 + 32*n))
		}},
	},
	GetSets: []object.GetSetDef{
		{Name: "format", Doc: "The format.", Get: func(t *thread, v value) value {
			if ready(t, v) == nil {
				return value{}
			}
			return object.NewStr(structOf(v).format)
		}},
		{Name: "size", Doc: "The size in bytes of what the format describes.", Get: func(t *thread, v value) value {
			if l := structOf(v).layout; l != nil {
				return object.Int(int64(l.size))
			}
			return object.Int(-1)
		}},
	},
}

// formatArg is the one argument of Struct().
func formatArg(t *thread, a []value) (value, bool) {
	args, given := object.AsTuple(a[1]).Items, value{}
	names := object.AsDict(a[2])
	count := len(args)
	if names != nil {
		count += names.Len()
		given = names.GetStr(t.M.Intern("format"))
	}
	switch {
	case count > 1:
		t.TypeErrorf("Struct() takes at most 1 argument (%d given)", count)
		return value{}, false
	case len(args) == 1:
		return args[0], true
	case given.P == nil:
		t.TypeErrorf("Struct() missing required argument 'format' (pos 1)")
		return value{}, false
	}
	return given, true
}

func (l *layout) packNew(t *thread, values []value) value {
	if len(values) != l.values {
		return fail(t, "pack expected %d items for packing (got %d)", l.values, len(values))
	}
	if !t.Reserve(l.size, 1) {
		return value{}
	}
	dst := make([]byte, l.size)
	if !l.pack(t, dst, values) {
		return value{}
	}
	return object.NewBytesOf(dst)
}

func (l *layout) packInto(t *thread, args []value) value {
	switch len(args) {
	case 0:
		return fail(t, "pack_into expected buffer argument")
	case 1:
		return fail(t, "pack_into expected offset argument")
	}
	if len(args)-2 != l.values {
		return fail(t, "pack_into expected %d items for packing (got %d)", l.values, len(args)-2)
	}
	if _, ok := t.WritableBytes("pack_into", "", args[0]); !ok {
		if t.Catch(object.ShapeTypeError) != nil {
			t.TypeErrorf("argument must be read-write bytes-like object, not %s", t.TypeName(args[0]))
		}
		return value{}
	}
	offset, ok := t.SizeArg(args[1])
	if !ok {
		return value{}
	}
	// what the values do when they are asked may move the buffer, so it is
	// asked for again when they are known
	buf, ok := t.WritableBytes("pack_into", "", args[0])
	if !ok {
		return value{}
	}
	if !l.fits(t, "pack_into", "packing", "no space to pack %d bytes at offset %d", len(buf), &offset) {
		return value{}
	}
	dst := make([]byte, l.size)
	if !l.pack(t, dst, args[2:]) {
		return value{}
	}
	if buf, ok = t.WritableBytes("pack_into", "", args[0]); !ok {
		return value{}
	}
	if len(buf) < offset+l.size {
		return fail(t, "pack_into requires a buffer of at least %d bytes for packing %d bytes at offset %d (actual buffer size is %d)", offset+l.size, l.size, offset, len(buf))
	}
	copy(buf[offset:], dst)
	return object.None
}

// fits checks an offset into a buffer, and counts one from its end from its
// beginning.
func (l *layout) fits(t *thread, fn, verb, noRoom string, size int, offset *int) bool {
	if *offset < 0 {
		if *offset+l.size > 0 {
			fail(t, noRoom, l.size, *offset)
			return false
		}
		if *offset+size < 0 {
			fail(t, "offset %d out of range for %d-byte buffer", *offset, size)
			return false
		}
		*offset += size
	}
	if size-*offset < l.size {
		need := uint64(l.size) + uint64(*offset)
		fail(t, "%s requires a buffer of at least %d bytes for %s %d bytes at offset %d (actual buffer size is %d)", fn, need, verb, l.size, *offset, size)
		return false
	}
	return true
}

func (l *layout) unpackAll(t *thread, buffer value) value {
	s, ok := t.BytesLike(buffer)
	if !ok {
		return value{}
	}
	if len(s) != l.size {
		return fail(t, "unpack requires a buffer of %d bytes", l.size)
	}
	return l.unpack(object.ReadOnly(s))
}

func (l *layout) unpackFrom(t *thread, buffer, at value) value {
	offset, ok := t.SizeArg(at)
	if !ok {
		return value{}
	}
	s, ok := t.BytesLike(buffer)
	if !ok || !l.fits(t, "unpack_from", "unpacking", "not enough data to unpack %d bytes at offset %d", len(s), &offset) {
		return value{}
	}
	return l.unpack(object.ReadOnly(s[offset : offset+l.size]))
}

// unpackIterator gives one tuple after the other.
type unpackIterator struct {
	layout *layout
	buffer value // nil when it is over
	at     int
}

func (l *layout) iterUnpack(t *thread, buffer value) value {
	if l.size == 0 {
		return fail(t, "cannot iteratively unpack with a struct of length 0")
	}
	s, ok := t.BytesLike(buffer)
	if !ok {
		return value{}
	}
	if len(s)%l.size != 0 {
		return fail(t, "iterative unpacking requires a buffer of a multiple of %d bytes", l.size)
	}
	return object.NewOpaque(t.M.TypeFor(&iteratorDecl), &unpackIterator{layout: l, buffer: buffer})
}

func iteratorOf(v value) *unpackIterator { it, _ := object.Payload[*unpackIterator](v); return it }

var iteratorDecl = object.TypeDecl{
	Name: "_struct.unpack_iterator", Kind: object.KindOpaque, Flags: object.TypeNoNew | object.TypeNoSubclass,
	Next: func(t *thread, v value) value {
		it := iteratorOf(v)
		if it.buffer.P == nil {
			return value{}
		}
		s, ok := t.BytesLike(it.buffer)
		if !ok {
			return value{}
		}
		if len(s)-it.at < it.layout.size {
			it.buffer = value{}
			return value{}
		}
		r := it.layout.unpack(object.ReadOnly(s[it.at : it.at+it.layout.size]))
		it.at += it.layout.size
		return r
	},
	Methods: []def{{Sig: "__length_hint__(self, /)", Doc: "Return how many tuples are left.", Fn: func(t *thread, a []value) value {
		it := iteratorOf(a[0])
		if it.buffer.P == nil {
			return object.Int(0)
		}
		s, ok := t.BytesLike(it.buffer)
		if !ok {
			return value{}
		}
		return object.Int(int64((len(s) - it.at) / it.layout.size))
	}}},
}
