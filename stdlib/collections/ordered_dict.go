package collections

import "github.com/aio-lang/aio/vm/object"

// orderedDict is a dict whose items can be moved to either end and whose order
// counts when two are compared. All its order is the dict's own.
type orderedDict struct{ object.WideDict }

func orderedOf(v value) *object.Dict { return object.AsDict(v) }

var orderedDictDecl = typeDecl{
	Name: "collections.OrderedDict", Base: object.ShapeDict, Kind: object.KindDict,
	Flags: object.TypeMapping | object.TypeSolid | object.TypeHasDict,
	Doc:   "Dictionary that remembers insertion order",
	New: &def{Sig: "__new__(cls, /, *args, **kwargs)", Doc: "Create an empty OrderedDict.", Fn: func(t *thread, a []value) value {
		return object.InitDict(&new(orderedDict).WideDict, class(a))
	}},
	Methods: []def{
		{Sig: "__init__(self, /, *args, **kwargs)", Doc: "Fill the dict from a mapping or pairs, and keyword arguments.", Fn: orderedUpdate("expected at most 1 arguments, got %d")},
		{Sig: "update(self, /, *args, **kwargs)", Doc: "Bind the items of a mapping or of pairs, then the keyword arguments.", Fn: orderedUpdate("update() takes at most 1 positional argument (%d given)")},
		{Sig: "__repr__(self, /)", Doc: "Return repr(self).", Fn: orderedRepr},
		{Sig: "__eq__(self, value, /)", Doc: "Return self==value.", Fn: orderedCompare(object.OpEq)},
		{Sig: "__ne__(self, value, /)", Doc: "Return self!=value.", Fn: orderedCompare(object.OpNe)},
		{Sig: "__iter__(self, /)", Doc: "Implement iter(self).", Fn: func(t *thread, a []value) value {
			return newOrderedIterator(t, orderedOf(a[0]), object.DictKeys, false)
		}},
		{Sig: "__reversed__(self, /)", Doc: "Return a reverse iterator over the keys.", Fn: func(t *thread, a []value) value {
			return newOrderedIterator(t, orderedOf(a[0]), object.DictKeys, true)
		}},
		{Sig: "keys(self, /)", Doc: "Return a set-like view of the keys.", Fn: orderedView(object.DictKeys)},
		{Sig: "values(self, /)", Doc: "Return a view of the values.", Fn: orderedView(object.DictValues)},
		{Sig: "items(self, /)", Doc: "Return a set-like view of the (key, value) pairs.", Fn: orderedView(object.DictItems)},
		{Sig: "__or__(self, value, /)", Doc: "Return self|value.", Fn: func(t *thread, a []value) value { return orderedOr(t, a[0], a[0], a[1]) }},
		{Sig: "__ror__(self, value, /)", Doc: "Return value|self.", Fn: func(t *thread, a []value) value { return orderedOr(t, a[0], a[1], a[0]) }},
		{Sig: "__ior__(self, value, /)", Doc: "Return self|=value.", Fn: func(t *thread, a []value) value {
			if !updateByItem(t, a[0], a[1]) {
				return value{}
			}
			return a[0]
		}},
		{Sig: "move_to_end(self, /, key, last=True)", Doc: "Move an existing element to the end (or beginning if last is false).\n\nRaises KeyError if the element does not exist.", Fn: func(t *thread, a []value) value {
			last, ok := t.Truth(a[2])
			if !ok {
				return value{}
			}
			d := orderedOf(a[0])
			i, ok := d.Find(t, a[1])
			switch {
			case !ok:
				return value{}
			case i < 0:
				return t.KeyError(a[1])
			case last:
				d.MoveToEnd(i)
			default:
				d.MoveToStart(i)
			}
			return object.None
		}},
		{Sig: "popitem(self, /, last=True)", Doc: "Remove and return a (key, value) pair from the dictionary.\n\nPairs are returned in LIFO order if last is true or FIFO order if false.", Fn: orderedPopItem},
		{Sig: "pop(self, /, key, default=<>)", Doc: "Remove key and return its value.\n\nWithout the key, default is returned if given, else KeyError raised.", Fn: orderedPop},
		{Sig: "setdefault(self, /, key, default=None)", Doc: "Return the value for key, after binding it to default where there is none.", Fn: func(t *thread, a []value) value {
			if t.M.TypeOf(a[0]).IsHeap() { // item access may be overridden
				in, ok := t.Contains(a[0], a[1])
				switch {
				case !ok:
					return value{}
				case in:
					return t.GetItem(a[0], a[1])
				case !t.SetItem(a[0], a[1], a[2]):
					return value{}
				}
				return a[2]
			}
			return orderedOf(a[0]).SetDefault(t, a[1], a[2])
		}},
		{Sig: "copy(self, /)", Doc: "Return a shallow copy.", Fn: orderedCopy},
		{Sig: "__reduce__(self, /)", Doc: "Return state information for pickling.", Fn: func(t *thread, a []value) value {
			items := t.CallMethod(a[0], object.Names().Items)
			if items.P == nil {
				return items
			}
			it := t.Iter(items)
			if it.P == nil {
				return it
			}
			return object.TupleOf(t.M.TypeOf(a[0]).Value(), object.EmptyTuple, instanceDict(t, a[0]), object.None, it)
		}},
	},
	Class: []def{
		{Sig: "fromkeys(cls, /, iterable, value=None)", Doc: "Make an ordered dictionary with the iterable's items as keys, all bound to value.", Fn: func(t *thread, a []value) value {
			d := t.Call(a[0])
			if d.P == nil || !t.Each(a[1], func(k value) bool { return t.SetItem(d, k, a[2]) }) {
				return value{}
			}
			return d
		}},
	},
	GetSets: []getSet{object.DictGetSet},
	Attrs:   []object.Attr{{Name: "__hash__", Value: object.None}},
}

// isOrdered reports whether v is an OrderedDict; it has a move_to_end of Go.
func isOrdered(t *thread, v value) bool {
	if object.AsDict(v) == nil {
		return false
	}
	for _, ty := range t.M.TypeOf(v).MRO {
		if !ty.IsHeap() {
			return ty.Label() == "collections.OrderedDict"
		}
	}
	return false
}

// orderedUpdate is update(*args, **kwargs); tooMany is the error for more than
// one positional argument.
func orderedUpdate(tooMany string) object.NativeFn {
	return func(t *thread, a []value) value {
		args := object.AsTuple(a[1]).Items
		if len(args) > 1 {
			return t.TypeErrorf(tooMany, len(args))
		}
		ok := (len(args) == 0 || updateByItem(t, a[0], args[0])) && (a[2].P == nil || updateByItem(t, a[0], a[2]))
		return noneIf(ok)
	}
}

// updateByItem binds items of a mapping or of pairs; through __setitem__ where
// a subclass may have its own.
func updateByItem(t *thread, self, other value) bool {
	if other.Kind() == object.KindDict && !t.M.TypeOf(self).IsHeap() && !t.M.TypeOf(other).IsHeap() {
		return orderedOf(self).Update(t, other)
	}
	names := object.Names()
	pairs := other
	if other.Shape() == object.ShapeDict {
		if pairs = t.CallMethod(other, names.Items); pairs.P == nil {
			return false
		}
	} else if keys := t.LookupAttr(other, names.Keys); keys.P != nil {
		ks := t.Call(keys)
		if ks.P == nil {
			return false
		}
		return t.Each(ks, func(k value) bool {
			v := t.GetItem(other, k)
			return v.P != nil && t.SetItem(self, k, v)
		})
	} else if t.Exc.P != nil {
		return false
	} else if items := t.LookupAttr(other, names.Items); items.P != nil {
		if pairs = t.Call(items); pairs.P == nil {
			return false
		}
	} else if t.Exc.P != nil {
		return false
	}
	return t.Each(pairs, func(pair value) bool {
		items, ok := t.Collect(pair)
		if !ok {
			return false
		}
		switch {
		case len(items) < 2:
			t.ValueErrorf("need more than %d value%s to unpack", len(items), map[bool]string{true: "", false: "s"}[len(items) == 1])
			return false
		case len(items) > 2:
			t.ValueErrorf("too many values to unpack (expected 2)")
			return false
		}
		return t.SetItem(self, items[0], items[1])
	})
}

func orderedRepr(t *thread, a []value) value {
	name := t.M.TypeOf(a[0]).Name
	if orderedOf(a[0]).Len() == 0 {
		return object.NewStr(name + "()")
	}
	if !t.ReprEnter(a[0]) {
		return object.NewStr("...")
	}
	defer t.ReprLeave()
	d := object.NewDict()
	if t.M.TypeOf(a[0]).IsHeap() { // items() may be overridden
		items := t.CallMethod(a[0], object.Names().Items)
		if items.P == nil || !d.Update(t, items) {
			return value{}
		}
	} else {
		d = orderedOf(a[0]).Clone()
	}
	s, ok := t.Repr(d.Value())
	if !ok {
		return value{}
	}
	return object.NewStr(name + "(" + s + ")")
}

func orderedCompare(op object.CompareOp) object.NativeFn {
	return func(t *thread, a []value) value {
		y := object.AsDict(a[1])
		if y == nil {
			return object.NotImplemented
		}
		x := orderedOf(a[0])
		eq, ok := t.EqualDicts(x, y)
		if ok && eq && isOrdered(t, a[1]) {
			for i, j := 0, 0; eq && ok; {
				var k, l value
				k, _, i = x.At(i)
				l, _, j = y.At(j)
				if k.P == nil || l.P == nil {
					eq = k.P == nil && l.P == nil
					break
				}
				eq, ok = t.Equal(k, l)
			}
		}
		return boolIf(eq == (op == object.OpEq), ok)
	}
}

func orderedOr(t *thread, self, left, right value) value {
	if object.AsDict(left) == nil || object.AsDict(right) == nil {
		return object.NotImplemented
	}
	r := t.Call(t.M.TypeOf(self).Value(), left)
	if r.P == nil || !updateByItem(t, r, right) {
		return value{}
	}
	return r
}

func orderedPopItem(t *thread, a []value) value {
	last, ok := t.Truth(a[1])
	if !ok {
		return value{}
	}
	d := orderedOf(a[0])
	k, v := d.First()
	if last {
		k, v = d.Last()
	}
	if k.P == nil {
		return t.Raise(object.ShapeKeyError, "dictionary is empty")
	}
	if _, ok := d.Del(t, k); !ok {
		return value{}
	}
	return object.NewPair(k, v)
}

func orderedPop(t *thread, a []value) value {
	if t.M.TypeOf(a[0]).IsHeap() { // item access may be overridden
		in, ok := t.Contains(a[0], a[1])
		switch {
		case !ok:
			return value{}
		case in:
			v := t.GetItem(a[0], a[1])
			if v.P == nil || !t.DelItem(a[0], a[1]) {
				return value{}
			}
			return v
		}
	} else {
		v, ok := orderedOf(a[0]).Del(t, a[1])
		if !ok || v.P != nil {
			return v
		}
	}
	if a[2].P != nil {
		return a[2]
	}
	return t.KeyError(a[1])
}

func orderedCopy(t *thread, a []value) value {
	ty := t.M.TypeOf(a[0])
	if !ty.IsHeap() {
		c := &orderedDict{}
		v := object.InitDict(&c.WideDict, ty)
		if !c.Update(t, a[0]) {
			return value{}
		}
		t.M.OwnAttrs(a[0], func(name *object.Str, x value) { t.M.SetOwnAttr(v, name, x) })
		return v
	}
	r := t.Call(ty.Value())
	if r.P == nil {
		return r
	}
	ok := t.Each(a[0], func(k value) bool {
		v := t.GetItem(a[0], k)
		return v.P != nil && t.SetItem(r, k, v)
	})
	if !ok {
		return value{}
	}
	t.M.OwnAttrs(a[0], func(name *object.Str, x value) { t.M.SetOwnAttr(r, name, x) })
	return r
}
