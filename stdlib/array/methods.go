package array

import (
	"slices"

	"github.com/aio-lang/aio/vm/object"
)

func done(ok bool) value { return keep(object.None, ok) }

// methods are the special methods.
var methods = append([]def{
	{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: repr},
	{Sig: "__len__(self, /)", Doc: "Return len(self).", Fn: func(t *thread, a []value) value { return object.Int(int64(arrayOf(a[0]).len())) }},
	{Sig: "__iter__(self, /)", Doc: "Implement iter(self).", Fn: func(t *thread, a []value) value {
		return object.NewOpaque(t.M.TypeFor(&iteratorDecl), &iterator{array: arrayOf(a[0])})
	}},
	{Sig: "__contains__(self, key, /)", Doc: "Return bool(key in self).", Fn: func(t *thread, a []value) value {
		x := arrayOf(a[0])
		i, ok := x.find(t, a[1], 0, x.len())
		return keep(object.Bool(i >= 0), ok)
	}},
	{Sig: "__getitem__(self, key, /)", Doc: "Return self[key].", Fn: getItem},
	{Sig: "__setitem__(self, key, value, /)", Doc: "Set self[key] to value.", Fn: func(t *thread, a []value) value { return done(setItem(t, arrayOf(a[0]), a[1], a[2])) }},
	{Sig: "__delitem__(self, key, /)", Doc: "Delete self[key].", Fn: func(t *thread, a []value) value { return done(delItem(t, arrayOf(a[0]), a[1])) }},
	{Sig: "__add__(self, value, /)", Doc: "Return self+value.", Fn: func(t *thread, a []value) value {
		x, y := arrayOf(a[0]), asArray(a[1])
		switch {
		case y == nil:
			return t.TypeErrorf("can only append array (not \"%s\") to array", t.TypeName(a[1]))
		case x.kind.code != y.kind.code:
			return t.TypeErrorf("bad argument type for built-in operation")
		}
		return x.like(t, append(slices.Clone(x.data), y.data...))
	}},
	{Sig: "__iadd__(self, value, /)", Doc: "Implement self+=value.", Fn: func(t *thread, a []value) value {
		if asArray(a[1]) == nil {
			return t.TypeErrorf("can only extend array with array (not \"%s\")", t.TypeName(a[1]))
		}
		return keep(a[0], arrayOf(a[0]).extend(t, a[1]))
	}},
	{Sig: "__mul__(self, value, /)", Doc: "Return self*value.", Fn: multiply},
	{Sig: "__rmul__(self, value, /)", Doc: "Return value*self.", Fn: multiply},
	{Sig: "__imul__(self, value, /)", Doc: "Implement self*=value.", Fn: func(t *thread, a []value) value {
		x := arrayOf(a[0])
		n, ok := count(t, a[1])
		if !ok {
			return value{}
		}
		if n != 1 && len(x.data) > 0 && !x.resizable(t) {
			return value{}
		}
		data, ok := x.repeat(t, n)
		if ok {
			x.data = data
		}
		return keep(a[0], ok)
	}},
	{Sig: "__copy__(self, /)", Doc: "Return a copy.", Fn: copied},
	{Sig: "__deepcopy__(self, unused, /)", Doc: "Return a copy.", Fn: copied},
	{Sig: "__sizeof__(self, /)", Doc: "Return the size of the array in memory, in bytes.", Fn: func(t *thread, a []value) value {
		return object.Int(int64(64 + len(arrayOf(a[0]).data)))
	}},
	{Sig: "__reduce_ex__(self, value, /)", Doc: "Return state information for pickling.", Fn: reduce},
}, object.CompareDefs(compare)...)

func copied(t *thread, a []value) value {
	return arrayOf(a[0]).like(t, slices.Clone(arrayOf(a[0]).data))
}

func multiply(t *thread, a []value) value {
	x := arrayOf(a[0])
	n, ok := count(t, a[1])
	if !ok {
		return value{}
	}
	data, ok := x.repeat(t, n)
	if !ok {
		return value{}
	}
	return x.like(t, data)
}

func repr(t *thread, a []value) value {
	x := arrayOf(a[0])
	head := t.M.TypeOf(a[0]).Name + "('" + string(x.kind.code) + "'"
	if len(x.data) == 0 {
		return object.NewStr(head + ")")
	}
	list := x.list()
	if x.kind.isText() {
		list = object.NewStr(textOf(x.data))
	}
	s, ok := t.Repr(list)
	return keep(object.NewStr(head+", "+s+")"), ok)
}

func (a *array) list() value {
	items := make([]value, a.len())
	for i := range items {
		items[i] = a.at(i)
	}
	return object.NewList(items)
}

// compare compares item by item; the first pair that differs decides.
func compare(op object.CompareOp) object.NativeFn {
	return func(t *thread, a []value) value {
		x, y := arrayOf(a[0]), asArray(a[1])
		if y == nil {
			return object.NotImplemented
		}
		for i := 0; i < x.len() && i < y.len(); i++ {
			v, w := x.at(i), y.at(i)
			eq, ok := t.Equal(v, w)
			if !ok {
				return value{}
			}
			if !eq {
				switch op {
				case object.OpEq:
					return object.False
				case object.OpNe:
					return object.True
				}
				return t.Compare(op, v, w)
			}
		}
		return t.Compare(op, object.Int(int64(x.len())), object.Int(int64(y.len())))
	}
}

func getItem(t *thread, a []value) value {
	x, k := arrayOf(a[0]), a[1]
	if k.Shape() != object.ShapeSlice {
		if !isIndex(t, k) {
			return value{}
		}
		i, ok := x.index(t, k, "array index out of range")
		if !ok {
			return value{}
		}
		return x.at(i)
	}
	start, step, n, ok := bounds(t, x, k)
	if !ok {
		return value{}
	}
	size := x.kind.size
	data := make([]byte, 0, n*size)
	for i := range n {
		at := (start + i*step) * size
		data = append(data, x.data[at:at+size]...)
	}
	return x.like(t, data)
}

// bounds are the items that a slice selects.
func bounds(t *thread, a *array, k value) (start, step, n int, ok bool) {
	start, stop, step, ok := t.SliceUnpack((*object.Slice)(k.P))
	if !ok {
		return 0, 0, 0, false
	}
	start, _, n = object.SliceAdjust(a.len(), start, stop, step)
	return start, step, n, true
}

func setItem(t *thread, a *array, k, v value) bool {
	if k.Shape() != object.ShapeSlice {
		if !isIndex(t, k) {
			return false
		}
		i, ok := a.index(t, k, "array assignment index out of range")
		if !ok {
			return false
		}
		bits, ok := a.kind.pack(t, v)
		if !ok {
			return false
		}
		if i >= a.len() { // the conversion ran code that shortened the array
			t.IndexErrorf("array assignment index out of range")
			return false
		}
		a.kind.put(a.data[i*a.kind.size:], bits)
		return true
	}
	other := asArray(v)
	if other == nil {
		t.TypeErrorf("can only assign array (not \"%s\") to array slice", t.TypeName(v))
		return false
	}
	if other.kind.code != a.kind.code {
		t.TypeErrorf("bad argument type for built-in operation")
		return false
	}
	start, step, n, ok := bounds(t, a, k)
	if !ok {
		return false
	}
	with := slices.Clone(other.data)
	if step == 1 {
		return a.replace(t, start, start+n, with)
	}
	if other.len() != n {
		t.ValueErrorf("attempt to assign array of size %d to extended slice of size %d", other.len(), n)
		return false
	}
	size := a.kind.size
	for i := range n {
		copy(a.data[(start+i*step)*size:][:size], with[i*size:])
	}
	return true
}

func delItem(t *thread, a *array, k value) bool {
	if k.Shape() != object.ShapeSlice {
		if !isIndex(t, k) {
			return false
		}
		i, ok := a.index(t, k, "array assignment index out of range")
		return ok && a.replace(t, i, i+1, nil)
	}
	start, step, n, ok := bounds(t, a, k)
	if !ok {
		return false
	}
	if step < 0 {
		start, step = start+(n-1)*step, -step
	}
	if step == 1 || n == 0 {
		return a.replace(t, start, start+n, nil)
	}
	if !a.resizable(t) {
		return false
	}
	size := a.kind.size
	kept := make([]byte, 0, len(a.data)-n*size)
	for i := range a.len() {
		if d := i - start; d < 0 || d%step != 0 || d/step >= n {
			kept = append(kept, a.data[i*size:(i+1)*size]...)
		}
	}
	a.data = kept
	return true
}

func reduce(t *thread, a []value) value {
	x := arrayOf(a[0])
	protocol, ok := t.IndexInt(a[1])
	if !ok {
		return value{}
	}
	state := t.LookupAttr(a[0], t.M.Intern("__dict__"))
	if state.P == nil {
		if t.Exc.P != nil {
			return value{}
		}
		state = object.None
	}
	cls, code := t.M.TypeOf(a[0]).Value(), object.NewStr(string(x.kind.code))
	if protocol < 3 {
		return object.TupleOf(cls, object.TupleOf(code, x.list()), state)
	}
	mod := t.Exec.Import(t, "array")
	if mod.P == nil {
		return mod
	}
	f := t.GetAttr(mod, t.M.Intern("_array_reconstructor"))
	if f.P == nil {
		return f
	}
	return object.TupleOf(f, object.TupleOf(cls, code, object.Int(int64(x.kind.format)), object.NewBytes(string(x.data))), state)
}

// reconstruct makes an array of what reduce gave, on this kind of machine.
func reconstruct(t *thread, a []value) value {
	cls := object.AsType(a[0])
	switch {
	case cls == nil:
		return t.TypeErrorf("first argument must be a type object, not %s", t.TypeName(a[0]))
	case !cls.IsSubtypeOf(arrayType(t)):
		return t.TypeErrorf("%s is not a subtype of array.array", cls.Name)
	}
	code := object.AsStr(a[1])
	if code == nil || code.Len() != 1 {
		return t.TypeErrorf("_array_reconstructor() argument 2 must be a unicode character, not %s", t.TypeName(a[1]))
	}
	k := kindOf(code.At(0))
	if k == nil {
		return t.ValueErrorf("second argument must be a valid type code")
	}
	format, ok := t.IndexInt(a[2])
	if !ok {
		return value{}
	}
	if format != k.format {
		return t.NotImplementedf("arrays pickled on another kind of machine (format %d)", format)
	}
	if object.AsBytes(a[3]) == nil {
		return t.TypeErrorf("fourth argument should be bytes, not %s", t.TypeName(a[3]))
	}
	v := newArray(cls, k, nil)
	return keep(v, arrayOf(v).addBytes(t, a[3]))
}
