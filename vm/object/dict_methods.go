package object

import "unsafe"

var dictDecl = TypeDecl{
	Shape: ShapeDict, Name: "dict", Kind: KindDict, Flags: TypeMapping,
	Doc: "dict() -> new empty dictionary\n" +
		"dict(mapping) -> new dictionary with a mapping's items\n" +
		"dict(iterable) -> new dictionary of an iterable's (key, value) pairs\n" +
		"dict(**kwargs) -> new dictionary of the keyword arguments",
	New:  &Def{"__new__(cls, /, *args, **kwargs)", "Create an empty dict.", dictNew},
	Call: &Def{"dict(mapping=<>, /, **kwargs)", "Make a dict of a mapping or of pairs, and of the keyword arguments.", dictCall},
	Methods: append(CompareDefs(dictCompare), []Def{
		{"__init__(self, /, *args, **kwargs)", "Fill the dict from a mapping or pairs, and keyword arguments.", func(t *Thread, a []Value) Value {
			return noneIf(dictUpdateArgs(t, dictOf(a[0]), "dict", a[1], a[2]))
		}},
		{"__repr__(self, /)", "Return repr(self).", dictRepr},
		{"__len__(self, /)", "Return len(self).", func(t *Thread, a []Value) Value { return Int(int64(dictOf(a[0]).Len())) }},
		{"__getitem__(self, key, /)", "Return self[key].", func(t *Thread, a []Value) Value { return t.dictSubscript(a[0], a[1]) }},
		{"__setitem__(self, key, value, /)", "Set self[key] to value.", func(t *Thread, a []Value) Value {
			return noneIf(dictOf(a[0]).Set(t, a[1], a[2]))
		}},
		{"__delitem__(self, key, /)", "Delete self[key].", func(t *Thread, a []Value) Value {
			return noneIf(dictDelItem(t, dictOf(a[0]), a[1]))
		}},
		{"__contains__(self, key, /)", "Return whether the dict has the key.", func(t *Thread, a []Value) Value {
			v := dictOf(a[0]).Get(t, a[1])
			if v.P == nil && t.Exc.P != nil {
				return Value{}
			}
			return Bool(v.P != nil)
		}},
		{"__iter__(self, /)", "Implement iter(self).", func(t *Thread, a []Value) Value { return newDictIterator(dictOf(a[0]), ShapeDictKeyIterator) }},
		{"__reversed__(self, /)", "Return a reverse iterator over the keys.", func(t *Thread, a []Value) Value {
			return newDictIterator(dictOf(a[0]), ShapeDictReverseKeyIterator)
		}},
		{"__or__(self, value, /)", "Return self|value.", func(t *Thread, a []Value) Value { return dictOr(t, a[0], a[1]) }},
		{"__ror__(self, value, /)", "Return value|self.", func(t *Thread, a []Value) Value { return dictOr(t, a[1], a[0]) }},
		{"__ior__(self, value, /)", "Return self|=value.", func(t *Thread, a []Value) Value {
			if !dictOf(a[0]).Update(t, a[1]) {
				return Value{}
			}
			return a[0]
		}},
		{"get(self, key, default=None, /)", "Return the value for key, or default where there is none.", func(t *Thread, a []Value) Value {
			v := dictOf(a[0]).Get(t, a[1])
			if v.P == nil && t.Exc.P == nil {
				return a[2]
			}
			return v
		}},
		{"setdefault(self, key, default=None, /)", "Return the value for key, after binding it to default where there is none.", func(t *Thread, a []Value) Value {
			return dictOf(a[0]).SetDefault(t, a[1], a[2])
		}},
		{"pop(self, key, default=<>, /)", "Remove key and return its value.\n\nWithout the key, default is returned if given, else KeyError raised.", dictPop},
		{"popitem(self, /)", "Remove and return the (key, value) pair that was added last.\n\nRaises KeyError if the dict is empty.", dictPopItem},
		{"keys(self, /)", "Return a set-like view of the keys.", func(t *Thread, a []Value) Value { return newDictView(dictOf(a[0]), ShapeDictKeys) }},
		{"values(self, /)", "Return a view of the values.", func(t *Thread, a []Value) Value { return newDictView(dictOf(a[0]), ShapeDictValues) }},
		{"items(self, /)", "Return a set-like view of the (key, value) pairs.", func(t *Thread, a []Value) Value { return newDictView(dictOf(a[0]), ShapeDictItems) }},
		{"update(self, /, *args, **kwargs)", "Bind the items of a mapping or of pairs, then the keyword arguments.\n\nWhat has a keys() method is a mapping; everything else must yield pairs.", func(t *Thread, a []Value) Value {
			return noneIf(dictUpdateArgs(t, dictOf(a[0]), "update", a[1], a[2]))
		}},
		{"clear(self, /)", "Remove all items from the dict.", func(t *Thread, a []Value) Value {
			dictOf(a[0]).Clear()
			return None
		}},
		{"copy(self, /)", "Return a shallow copy of the dict.", func(t *Thread, a []Value) Value { return dictOf(a[0]).Clone().Value() }},
		{"__sizeof__(self, /)", "Return the size of the dict in memory, in bytes.", func(t *Thread, a []Value) Value {
			d := dictOf(a[0])
			n := unsafe.Sizeof(Dict{}) + uintptr(cap(d.entries))*unsafe.Sizeof(dictEntry{})
			if len(d.index) > len(d.small) {
				n += uintptr(len(d.index)) * 4
			}
			return Int(int64(n))
		}},
	}...),
	Class: []Def{
		classGetItem,
		{"fromkeys(cls, iterable, value=None, /)", "Make a dict with the iterable's items as keys, all bound to value.", dictFromKeys},
	},
	Attrs: []Attr{{"__hash__", None}},
}

func dictOf(v Value) *Dict { return (*Dict)(v.P) }

func dictNew(t *Thread, a []Value) Value {
	ty := (*Type)(a[0].P)
	if ty.Shape0.ID == ShapeDict {
		return NewDict().Value()
	}
	return initWide(&new(dictWide).Header, ty, KindDict)
}

func dictCall(t *Thread, a []Value) Value {
	if a[0].P == nil {
		if a[1].P != nil {
			return a[1] // the keyword arguments, in a dict of their own
		}
		return NewDict().Value()
	}
	var d *Dict
	if a[0].Shape() == ShapeDict {
		d = dictOf(a[0]).Clone()
	} else {
		d = NewDict()
		if !d.Update(t, a[0]) {
			return Value{}
		}
	}
	if a[1].P != nil && !d.Update(t, a[1]) {
		return Value{}
	}
	return d.Value()
}

// dictUpdateArgs is update(*args, **kwargs); function names it in errors.
func dictUpdateArgs(t *Thread, d *Dict, function string, args, kwargs Value) bool {
	switch items := tupleOf(args).Items; len(items) {
	case 0:
	case 1:
		if !d.Update(t, items[0]) {
			return false
		}
	default:
		t.TypeErrorf("%s expected at most 1 argument, got %d", function, len(items))
		return false
	}
	return kwargs.P == nil || d.Update(t, kwargs)
}

func dictGetItem(t *Thread, d *Dict, k Value) Value {
	v := d.Get(t, k)
	if v.P == nil && t.Exc.P == nil {
		return t.KeyError(k)
	}
	return v
}

// dictSubscript is dict.__getitem__: a subclass may have a __missing__.
func (t *Thread) dictSubscript(d, k Value) Value {
	v := dictOf(d).Get(t, k)
	if v.P != nil || t.Exc.P != nil {
		return v
	}
	if d.Shape() != ShapeDict {
		if r, found := t.CallSpecial(d, names.Missing, k); found {
			return r
		}
	}
	return t.KeyError(k)
}

// isDictMethod reports whether an instance of a subclass of dict has dict's own
// method of that name.
func (m *Machine) isDictMethod(v Value, name *Str) bool {
	n := AsNative(m.Lookup(m.TypeOf(v), name))
	return n != nil && n.isOf(ShapeDict)
}

func dictDelItem(t *Thread, d *Dict, k Value) bool {
	old, ok := d.Del(t, k)
	if ok && old.P == nil {
		t.KeyError(k)
		return false
	}
	return ok
}

// SetDefault returns the value of key, after binding it to v where it has
// none; nil with an exception pending.
func (d *Dict) SetDefault(t *Thread, key, v Value) Value {
	h, ok := t.Hash(key)
	if !ok {
		return Value{}
	}
	i, ok := d.find(t, key, h)
	switch {
	case !ok:
		return Value{}
	case i < 0:
		d.insert(key, v, h)
		return v
	}
	if old := d.entryValue(i); old.P != nil {
		return old
	}
	d.setAt(i, v)
	return v
}

func dictPop(t *Thread, a []Value) Value {
	d := dictOf(a[0])
	if d.Len() == 0 && a[2].P != nil {
		return a[2]
	}
	v, ok := d.Del(t, a[1])
	switch {
	case !ok || v.P != nil:
		return v
	case a[2].P != nil:
		return a[2]
	}
	return t.KeyError(a[1])
}

func dictPopItem(t *Thread, a []Value) Value {
	d := dictOf(a[0])
	k, v, at := d.before(len(d.entries))
	if k.P == nil {
		return t.Raise(ShapeKeyError, "popitem(): dictionary is empty")
	}
	d.removeAt(at)
	d.dropDead()
	return NewPair(k, v)
}

// Update binds the items of a mapping (what has keys()) or of an iterable of
// pairs; false when an exception is pending.
func (d *Dict) Update(t *Thread, v Value) bool {
	if o := AsDict(v); o != nil && (v.Shape() == ShapeDict || t.IteratesAsDict(v)) {
		return d.merge(t, o)
	}
	if v.Shape() != ShapeList && v.Shape() != ShapeTuple {
		keys := t.LookupAttr(v, names.Keys)
		if keys.P != nil {
			return d.updateFromMapping(t, v, keys)
		}
		if t.Exc.P != nil {
			return false
		}
	}
	return d.updateFromPairs(t, v)
}

// IteratesAsDict reports whether an instance of a subclass of dict has dict's
// own __iter__: then its items are taken from the table.
func (t *Thread) IteratesAsDict(v Value) bool {
	return t.M.Lookup(t.M.TypeOf(v), names.Iter) == t.M.Own(t.M.Type(ShapeDict), names.Iter)
}

// CountsAsDict reports whether an instance of a subclass of dict has dict's own
// get and __setitem__, so that counting may use the table.
func (t *Thread) CountsAsDict(v Value) bool {
	ty, plain := t.M.TypeOf(v), t.M.Type(ShapeDict)
	get := t.M.Intern("get")
	return t.M.Lookup(ty, get) == t.M.Own(plain, get) && t.M.Lookup(ty, names.SetItem) == t.M.Own(plain, names.SetItem)
}

func (d *Dict) merge(t *Thread, o *Dict) bool {
	if d == o {
		return true
	}
	if d.used == 0 && len(d.entries) == 0 && !d.isNamespace() && o.Len() > usableWords(len(d.index)) {
		d.resize(o.Len())
	}
	n := o.Len()
	for i := 0; ; {
		k, v, next := o.At(i)
		if k.P == nil {
			return true
		}
		if !d.SetHashed(t, k, v, o.entries[next-1].hash) {
			return false
		}
		if o.Len() != n {
			t.RuntimeErrorf("dict mutated during update")
			return false
		}
		i = next
	}
}

// updateFromMapping binds m[k] for each k of m.keys(), where keys is m's bound
// method.
func (d *Dict) updateFromMapping(t *Thread, m, keys Value) bool {
	ks := t.Call(keys)
	if ks.P == nil {
		return false
	}
	ty := t.M.TypeOf(ks)
	if t.M.Lookup(ty, names.Iter).P == nil && t.M.Lookup(ty, names.GetItem).P == nil {
		t.TypeErrorf("%s.keys() returned a non-iterable (type %s)", t.TypeName(m), ty.Name)
		return false
	}
	return t.Each(ks, func(k Value) bool {
		v := t.GetItem(m, k)
		return v.P != nil && d.Set(t, k, v)
	})
}

func (d *Dict) updateFromPairs(t *Thread, v Value) bool {
	i := 0
	return t.Each(v, func(pair Value) bool {
		items, ok := t.quickItems(pair)
		if !ok {
			if items, ok = t.Collect(pair); !ok {
				if t.Catch(ShapeTypeError) != nil {
					t.TypeErrorf("cannot convert dictionary update sequence element #%d to a sequence", i)
				}
				return false
			}
		}
		if len(items) != 2 {
			t.ValueErrorf("dictionary update sequence element #%d has length %d; 2 is required", i, len(items))
			return false
		}
		i++
		return d.Set(t, items[0], items[1])
	})
}

func dictOr(t *Thread, x, y Value) Value {
	a, b := AsDict(x), AsDict(y)
	if a == nil || b == nil {
		return NotImplemented
	}
	d := a.Clone()
	if !d.Update(t, y) {
		return Value{}
	}
	return d.Value()
}

func dictFromKeys(t *Thread, a []Value) Value {
	cls, value := a[0], a[2]
	if ty := AsType(cls); ty != nil && ty.Shape0.ID == ShapeDict {
		d := NewDict()
		if !t.eachHashed(a[1], func(k Value, h uint64) bool { return d.SetHashed(t, k, value, h) }) {
			return Value{}
		}
		return d.Value()
	}
	d := t.Call(cls)
	if d.P == nil || !t.Each(a[1], func(k Value) bool { return t.SetItem(d, k, value) }) {
		return Value{}
	}
	return d
}

// eachHashed calls f for each item of an iterable with its hash, which dicts
// and sets know already.
func (t *Thread) eachHashed(v Value, f func(x Value, h uint64) bool) bool {
	switch v.Shape() {
	case ShapeDict:
		d := dictOf(v)
		n := d.Len()
		for i := 0; ; {
			k, _, next := d.At(i)
			if k.P == nil {
				return true
			}
			if !f(k, d.entries[next-1].hash) {
				return t.Exc.P == nil
			}
			if d.Len() != n {
				t.RuntimeErrorf("dictionary changed size during iteration")
				return false
			}
			i = next
		}
	case ShapeSet, ShapeFrozenSet:
		s := setOf(v)
		n := s.used
		for i := 0; ; {
			e, next := s.next(i)
			if e == nil {
				return true
			}
			if !f(e.key, e.hash) {
				return t.Exc.P == nil
			}
			if s.used != n {
				t.RuntimeErrorf("Set changed size during iteration")
				return false
			}
			i = next
		}
	}
	return t.Each(v, func(x Value) bool {
		h, ok := t.Hash(x)
		return ok && f(x, h)
	})
}

func dictRepr(t *Thread, a []Value) Value {
	d := dictOf(a[0])
	if d.Len() == 0 {
		return NewStr("{}")
	}
	if !t.ReprEnter(a[0]) {
		return NewStr("{...}")
	}
	defer t.ReprLeave()
	b := []byte{'{'}
	for i := 0; ; {
		k, v, next := d.At(i)
		if k.P == nil {
			return NewStr(string(append(b, '}')))
		}
		if len(b) > 1 {
			b = append(b, ", "...)
		}
		var ok bool
		if b, ok = t.AppendRepr(b, k); !ok {
			return Value{}
		}
		b = append(b, ": "...)
		if b, ok = t.AppendRepr(b, v); !ok {
			return Value{}
		}
		i = next
	}
}

func dictCompare(op CompareOp) NativeFn {
	return func(t *Thread, a []Value) Value {
		o := AsDict(a[1])
		if o == nil || op != OpEq && op != OpNe {
			return NotImplemented
		}
		eq, ok := t.EqualDicts(dictOf(a[0]), o)
		if !ok {
			return Value{}
		}
		return Bool(eq == (op == OpEq))
	}
}

// EqualDicts reports whether two dicts have equal values for equal keys.
func (t *Thread) EqualDicts(x, y *Dict) (equal, ok bool) {
	if x.Len() != y.Len() {
		return false, true
	}
	for i := 0; ; {
		k, v, next := x.At(i)
		if k.P == nil {
			return true, true
		}
		w := y.GetHashed(t, k, x.entries[next-1].hash)
		if w.P == nil {
			return false, t.Exc.P == nil
		}
		if eq, ok := t.Equal(w, v); !ok || !eq {
			return false, ok
		}
		i = next
	}
}
