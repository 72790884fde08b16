// Package array is the module array: numbers and characters in a row, as the
// machine holds them.
package array

import (
	"bytes"
	"slices"

	"github.com/aio-lang/aio/vm/object"
)

type (
	thread = object.Thread
	value  = object.Value
	def    = object.Def
)

// array is an array.array: the items' bytes, little-endian.
type array struct {
	object.Opaque
	kind  *kind
	data  []byte
	views object.Views
}

func asArray(v value) *array {
	a, _ := object.Payload[*array](v)
	return a
}

// arrayOf is asArray for a value that is known to be one.
func arrayOf(v value) *array { return (*array)(v.P) }

// ExportBuffer lends the items.
func (a *array) ExportBuffer(t *thread, self value) (object.Buffer, bool) {
	format := string(a.kind.code)
	if a.kind.isText() {
		format = "w"
	}
	return object.Buffer{Data: a.data, Format: format, ItemSize: a.kind.size, Views: &a.views}, true
}

func newArray(ty *object.Type, k *kind, data []byte) value {
	a := &array{kind: k, data: data}
	a.Data = a
	return object.InitOpaque(&a.Opaque, ty)
}

// like makes an array of the same type code.
func (a *array) like(t *thread, data []byte) value {
	return newArray(arrayType(t), a.kind, data)
}

// typeKey is the key of the machine's array.array, which the methods need and
// cannot ask for by the declaration that they are part of.
type typeKey struct{}

func arrayType(t *thread) *object.Type {
	ty, _ := t.M.State(typeKey{}, nil).(*object.Type)
	return ty
}

func (a *array) len() int { return len(a.data) / a.kind.size }

func (a *array) at(i int) value { return a.kind.get(a.data[i*a.kind.size:]) }

// replace puts other items in the place of items i to j.
func (a *array) replace(t *thread, i, j int, with []byte) bool {
	i, j = i*a.kind.size, j*a.kind.size
	if len(with) == j-i {
		copy(a.data[i:j], with)
		return true
	}
	if !a.resizable(t) {
		return false
	}
	a.data = slices.Replace(a.data, i, j, with...)
	return true
}

func (a *array) resizable(t *thread) bool {
	if a.views.Any(t) {
		t.Raise(object.ShapeBufferError, "cannot resize an array that is exporting buffers")
		return false
	}
	return true
}

// append converts an item and appends it.
func (a *array) append(t *thread, v value) bool {
	bits, ok := a.kind.pack(t, v)
	if !ok || !a.resizable(t) {
		return false
	}
	n := len(a.data)
	a.data = append(a.data, make([]byte, a.kind.size)...)
	a.kind.put(a.data[n:], bits)
	return true
}

// index takes the index of an item; past is the text of IndexError.
func (a *array) index(t *thread, v value, past string) (int, bool) {
	i, ok := t.IndexInt(v)
	if !ok {
		return 0, false
	}
	if i < 0 {
		i += a.len()
	}
	if uint(i) >= uint(a.len()) {
		t.IndexErrorf("%s", past)
		return 0, false
	}
	return i, true
}

// isIndex raises TypeError for a subscript that is no integer.
func isIndex(t *thread, v value) bool {
	if t.M.Lookup(t.M.TypeOf(v), t.M.Intern("__index__")).P == nil {
		t.TypeErrorf("array indices must be integers")
		return false
	}
	return true
}

var decl = object.TypeDecl{
	Name: "array.array", Kind: object.KindOpaque, Flags: object.TypeSequence,
	Doc: "array(typecode [, initializer]) -> array\n\nReturn an array of items of one type, compactly stored. The type code is one of\n" +
		"b B h H i I l L q Q (integers of 1 to 8 bytes, the capitals unsigned), f d (floats)\nand u w (characters).",
	New:     &def{Sig: "__new__(cls, /, *args, **kwargs)", Doc: "Create and return a new object.", Fn: construct},
	Methods: methods,
	Shared:  moreMethods,
	Class:   []def{{Sig: "__class_getitem__(cls, item, /)", Doc: "See PEP 585.", Fn: func(t *thread, a []value) value { return object.NewGenericAlias(t, a[0], a[1]) }}},
	Attrs:   []object.Attr{{Name: "__hash__", Value: object.None}},
	GetSets: []object.GetSetDef{
		{Name: "typecode", Doc: "The type code the array was made with.", Get: func(t *thread, v value) value { return object.NewStr(string(arrayOf(v).kind.code)) }},
		{Name: "itemsize", Doc: "The size of an item in bytes.", Get: func(t *thread, v value) value { return object.Int(int64(arrayOf(v).kind.size)) }},
	},
}

var iteratorDecl = object.TypeDecl{
	Name: "array.arrayiterator", Kind: object.KindOpaque, Flags: object.TypeNoNew | object.TypeNoSubclass,
	Next: func(t *thread, v value) value {
		it, _ := object.Payload[*iterator](v)
		if it.array == nil {
			return value{}
		}
		if it.next >= it.array.len() {
			it.array = nil
			return value{}
		}
		it.next++
		return it.array.at(it.next - 1)
	},
}

type iterator struct {
	array *array // nil at the end
	next  int
}

func construct(t *thread, a []value) value {
	cls, args := object.AsType(a[0]), object.AsTuple(a[1]).Items
	if a[2].P != nil && object.AsDict(a[2]).Len() > 0 && cls == arrayType(t) {
		return t.TypeErrorf("array.array() takes no keyword arguments")
	}
	switch n := len(args); {
	case n == 0:
		return t.TypeErrorf("array() takes at least 1 argument (0 given)")
	case n > 2:
		return t.TypeErrorf("array() takes at most 2 arguments (%d given)", n)
	}
	code := object.AsStr(args[0])
	if code == nil || code.Len() != 1 {
		return t.TypeErrorf("array() argument 1 must be a unicode character, not %s", t.TypeName(args[0]))
	}
	k := kindOf(code.At(0))
	if k == nil {
		return t.ValueErrorf("bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)")
	}
	if k.code == 'u' && !t.Warn(object.ShapeDeprecationWarning, 1, "The 'u' type code is deprecated and will be removed in Python 3.16") {
		return value{}
	}
	v := newArray(cls, k, nil)
	if len(args) == 1 {
		return v
	}
	return keep(v, arrayOf(v).init(t, args[1]))
}

// keep is v, or nothing after a failure.
func keep(v value, ok bool) value {
	if !ok {
		return value{}
	}
	return v
}

// init fills a new array.
func (a *array) init(t *thread, from value) bool {
	text := object.AsStr(from)
	other := asArray(from)
	switch {
	case text != nil && !a.kind.isText():
		t.TypeErrorf("cannot use a str to initialize an array with typecode '%c'", a.kind.code)
		return false
	case text != nil:
		for _, r := range text.Runes() {
			a.data = append(a.data, byte(r), byte(r>>8), byte(r>>16), 0)
		}
		return true
	case other != nil && other.kind.isText() && !a.kind.isText():
		t.TypeErrorf("cannot use a unicode array to initialize an array with typecode '%c'", a.kind.code)
		return false
	case other != nil && other.kind.code == a.kind.code:
		a.data = slices.Clone(other.data)
		return true
	case object.AsBytes(from) != nil || object.AsByteArray(from) != nil:
		return a.addBytes(t, from)
	}
	return t.Each(from, func(v value) bool { return a.append(t, v) }) && t.Exc.P == nil
}

func (a *array) addBytes(t *thread, v value) bool {
	s, ok := t.BytesLike(v)
	switch {
	case !ok:
		return false
	case len(s)%a.kind.size != 0:
		t.ValueErrorf("bytes length not a multiple of item size")
		return false
	case s == "":
		return true
	case !a.resizable(t):
		return false
	}
	a.data = append(a.data, s...)
	return true
}

// extend appends the items of an array of the same kind, or of any iterable.
func (a *array) extend(t *thread, v value) bool {
	other := asArray(v)
	if other == nil {
		return t.Each(v, func(v value) bool { return a.append(t, v) }) && t.Exc.P == nil
	}
	if other.kind.code != a.kind.code {
		t.TypeErrorf("can only extend with array of same kind")
		return false
	}
	if len(other.data) == 0 {
		return true
	}
	if !a.resizable(t) {
		return false
	}
	a.data = append(a.data, other.data...)
	return true
}

// repeat returns the bytes n times.
func (a *array) repeat(t *thread, n int) ([]byte, bool) {
	n = max(n, 0)
	if len(a.data) > 0 && !t.Reserve(n, len(a.data)) {
		return nil, false
	}
	return bytes.Repeat(a.data, n), true
}

// count is the second operand of *; ok is false with nothing pending for what
// is no integer.
func count(t *thread, v value) (int, bool) {
	if t.M.Lookup(t.M.TypeOf(v), t.M.Intern("__index__")).P == nil {
		t.TypeErrorf("can't multiply sequence by non-int of type '%s'", t.TypeName(v))
		return 0, false
	}
	return t.IndexInt(v)
}

// find returns the index of the first item that equals v, or -1.
func (a *array) find(t *thread, v value, from, to int) (int, bool) {
	for i := from; i < to && i < a.len(); i++ {
		eq, ok := t.Equal(a.at(i), v)
		if eq || !ok {
			return i, ok
		}
	}
	return -1, true
}

// Module declares array.
func Module() *object.ModuleDecl {
	codes := make([]byte, 0, len(kinds))
	for _, k := range kinds {
		codes = append(codes, k.code)
	}
	return &object.ModuleDecl{
		Name: "array", Doc: "Compact arrays of numbers and characters.",
		Types: []*object.TypeDecl{&decl},
		Attrs: []object.Attr{{Name: "typecodes", Value: object.NewStr(string(codes))}},
		Funcs: []def{{Sig: "_array_reconstructor(arraytype, typecode, mformat_code, items, /)", Doc: "Make a pickled array again.", Fn: reconstruct}},
		Init: func(t *thread, mod *object.Module) bool {
			made := t.M.State(typeKey{}, func() any { return t.M.TypeFor(&decl) })
			ty := made.(*object.Type).Value()
			mod.Set(t.M, "ArrayType", ty)
			abc := t.Exec.Import(t, "_collections_abc")
			if abc.P == nil {
				return false
			}
			seq := t.GetAttr(abc, t.M.Intern("MutableSequence"))
			return seq.P != nil && t.CallMethod(seq, t.M.Intern("register"), ty).P != nil
		},
	}
}
