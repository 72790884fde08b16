// Package structs is the module struct: values packed into bytes and back, as
// a format says.
package structs

import (
	"math"
	"math/big"

	"github.com/aio-lang/aio/vm/object"
)

type (
	thread = object.Thread
	value  = object.Value
	def    = object.Def
)

var errorDecl = object.TypeDecl{Name: "struct.error", Base: object.ShapeException, Kind: object.KindException, Flags: object.TypeHasDict}

// fail raises struct.error and returns nil.
func fail(t *thread, format string, args ...any) value {
	e := object.NewExceptionOf(t.M.TypeFor(&errorDecl), []value{object.NewStr(sprintf(format, args...))})
	return t.RaiseException(e)
}

func uintValue(u uint64) value {
	if u <= math.MaxInt64 {
		return object.Int(int64(u))
	}
	return object.BigInt(new(big.Int).SetUint64(u))
}

// Module declares the module.
func Module() *object.ModuleDecl {
	names := []value{}
	for _, s := range []string{"calcsize", "pack", "pack_into", "unpack", "unpack_from", "iter_unpack", "Struct", "error"} {
		names = append(names, object.NewStr(s))
	}
	return &object.ModuleDecl{
		Name:  "struct",
		Doc:   "Conversion between values and packed binary data.\n\nA format is a byte order (@ = < > !) and a letter for each value, with a count before it.",
		Types: []*object.TypeDecl{&errorDecl, &structDecl},
		Funcs: []def{
			{Sig: "calcsize(format, /)", Doc: "Return the size in bytes of what a format describes.", Fn: func(t *thread, a []value) value {
				s := compiled(t, a[0])
				if s == nil {
					return value{}
				}
				return object.Int(int64(s.size))
			}},
			{Sig: "pack(*args)", Doc: "pack(format, v1, v2, ...) returns a bytes with the values.", Fn: func(t *thread, a []value) value {
				s, rest := formatFirst(t, a[0])
				if s == nil {
					return value{}
				}
				return s.packNew(t, rest)
			}},
			{Sig: "pack_into(*args)", Doc: "pack_into(format, buffer, offset, v1, v2, ...) writes the values into a buffer.", Fn: func(t *thread, a []value) value {
				s, rest := formatFirst(t, a[0])
				if s == nil {
					return value{}
				}
				return s.packInto(t, rest)
			}},
			{Sig: "unpack(format, buffer, /)", Doc: "Return a tuple of the values that a buffer holds.", Fn: func(t *thread, a []value) value {
				s := compiled(t, a[0])
				if s == nil {
					return value{}
				}
				return s.unpackAll(t, a[1])
			}},
			{Sig: "unpack_from(format, /, buffer, offset=0)", Doc: "Return a tuple of the values that begin at an offset of a buffer.", Fn: func(t *thread, a []value) value {
				s := compiled(t, a[0])
				if s == nil {
					return value{}
				}
				return s.unpackFrom(t, a[1], a[2])
			}},
			{Sig: "iter_unpack(format, buffer, /)", Doc: "Return an iterator over the tuples that follow one another in a buffer.", Fn: func(t *thread, a []value) value {
				s := compiled(t, a[0])
				if s == nil {
					return value{}
				}
				return s.iterUnpack(t, a[1])
			}},
			{Sig: "_clearcache()", Doc: "Forget the formats seen so far.", Fn: func(t *thread, a []value) value {
				cacheOf(t).byFormat = nil
				return object.None
			}},
		},
		Attrs: []object.Attr{{Name: "__all__", Value: object.NewList(names)}},
	}
}

// cache keeps parsed formats.
type cache struct{ byFormat map[string]*layout }

// maxCached formats are kept before all are forgotten.
const maxCached = 100

func cacheOf(t *thread) *cache {
	return t.M.State(cacheKey{}, func() any { return &cache{} }).(*cache)
}

type cacheKey struct{}

// formatText is the text of a format argument.
func formatText(t *thread, v value) (string, bool) {
	if s := object.AsStr(v); s != nil {
		return t.EncodeText(s, "ascii", "strict")
	}
	if b := object.AsBytes(v); b != nil {
		return b.B, true
	}
	t.TypeErrorf("Struct() argument 1 must be a str or bytes object, not %s", t.TypeName(v))
	return "", false
}

// compiled returns the layout of a format; nil with an exception pending.
func compiled(t *thread, v value) *layout {
	if v.Kind() == object.KindByteArray || v.Kind() == object.KindList {
		t.TypeErrorf("unhashable type: '%s'", t.TypeName(v))
		return nil
	}
	text, ok := formatText(t, v)
	if !ok {
		return nil
	}
	c := cacheOf(t)
	if l := c.byFormat[text]; l != nil {
		return l
	}
	l, problem := parse(text)
	if problem != "" {
		fail(t, "%s", problem)
		return nil
	}
	if c.byFormat == nil || len(c.byFormat) >= maxCached {
		c.byFormat = make(map[string]*layout)
	}
	c.byFormat[text] = l
	return l
}

// formatFirst takes the format off the arguments of pack and pack_into.
func formatFirst(t *thread, args value) (*layout, []value) {
	items := object.AsTuple(args).Items
	if len(items) == 0 {
		t.TypeErrorf("missing format argument")
		return nil, nil
	}
	return compiled(t, items[0]), items[1:]
}
