package object

// How objects describe themselves to pickle and copy (PEP 307, PEP 3154).

func objectReduceEx(t *Thread, a []Value) Value {
	proto, ok := t.IndexInt(a[1])
	if !ok {
		return Value{}
	}
	f := t.M.Lookup(t.M.TypeOf(a[0]), names.Reduce)
	if !AsNative(f).isOf(ShapeObject) {
		return t.CallMethod(a[0], names.Reduce)
	}
	return t.reduce(a[0], proto)
}

// reduce is object.__reduce_ex__ where the class defines none of its own.
func (t *Thread) reduce(v Value, proto int) Value {
	copyreg := t.Exec.Import(t, "copyreg")
	if copyreg.P == nil {
		return copyreg
	}
	if proto < 2 {
		return t.CallMethod(copyreg, t.M.Intern("_reduce_ex"), v, Int(int64(proto)))
	}
	ty := t.M.TypeOf(v)
	if ty.Flags&TypeNoNew != 0 && !ty.IsHeap() {
		return t.cannotPickle(v)
	}
	args, kwargs, ok := t.newArguments(v)
	if !ok {
		return Value{}
	}
	list, dict := AsList(v), AsDict(v)
	state := t.getState(v, args == nil && list == nil && dict == nil)
	if state.P == nil {
		return state
	}
	listItems, dictItems := None, None
	if list != nil {
		if listItems = t.Iter(v); listItems.P == nil {
			return listItems
		}
	}
	if dict != nil {
		items := t.CallMethod(v, names.Items)
		if items.P == nil {
			return items
		}
		if dictItems = t.Iter(items); dictItems.P == nil {
			return dictItems
		}
	}
	var maker, makerArgs Value
	if kwargs == nil || kwargs.Len() == 0 {
		maker = t.GetAttr(copyreg, t.M.Intern("__newobj__"))
		makerArgs = NewTuple(append([]Value{ty.Value()}, args...))
	} else {
		maker = t.GetAttr(copyreg, t.M.Intern("__newobj_ex__"))
		makerArgs = TupleOf(ty.Value(), NewTuple(args), kwargs.Value())
	}
	if maker.P == nil {
		return maker
	}
	return TupleOf(maker, makerArgs, state, listItems, dictItems)
}

func (t *Thread) cannotPickle(v Value) Value {
	return t.TypeErrorf("cannot pickle '%s' object", t.TypeName(v))
}

// newArguments asks for __getnewargs_ex__ or __getnewargs__; args is nil where
// there is neither.
func (t *Thread) newArguments(v Value) (args []Value, kwargs *Dict, ok bool) {
	if f := t.LookupAttr(v, names.GetNewArgsEx); f.P != nil {
		r := t.Call(f)
		if r.P == nil {
			return nil, nil, false
		}
		u := AsTuple(r)
		if u == nil {
			t.TypeErrorf("__getnewargs_ex__ should return a tuple, not '%s'", t.TypeName(r))
			return nil, nil, false
		}
		if len(u.Items) != 2 {
			t.ValueErrorf("__getnewargs_ex__ should return a tuple of length 2, not %d", len(u.Items))
			return nil, nil, false
		}
		at := AsTuple(u.Items[0])
		if at == nil {
			t.TypeErrorf("first item of the tuple returned by __getnewargs_ex__ must be a tuple, not '%s'", t.TypeName(u.Items[0]))
			return nil, nil, false
		}
		kwargs = AsDict(u.Items[1])
		if kwargs == nil {
			t.TypeErrorf("second item of the tuple returned by __getnewargs_ex__ must be a dict, not '%s'", t.TypeName(u.Items[1]))
			return nil, nil, false
		}
		return append([]Value{}, at.Items...), kwargs, true
	} else if t.Exc.P != nil {
		return nil, nil, false
	}
	f := t.LookupAttr(v, names.GetNewArgs)
	if f.P == nil {
		return nil, nil, t.Exc.P == nil
	}
	r := t.Call(f)
	if r.P == nil {
		return nil, nil, false
	}
	u := AsTuple(r)
	if u == nil {
		t.TypeErrorf("__getnewargs__ should return a tuple, not '%s'", t.TypeName(r))
		return nil, nil, false
	}
	return append([]Value{}, u.Items...), nil, true
}

// getState calls v.__getstate__(). required: without further information
// about how to make the object, its state must be all there is to it.
func (t *Thread) getState(v Value, required bool) Value {
	f := t.GetAttr(v, names.GetState)
	if f.P == nil {
		return f
	}
	if n := AsNative(f); n.isOf(ShapeObject) && n.Self == v {
		return t.defaultState(v, required)
	}
	return t.Call(f)
}

// defaultState is object.__getstate__: the attributes, with those of
// __slots__ in a second dict.
func (t *Thread) defaultState(v Value, required bool) Value {
	ty := t.M.TypeOf(v)
	if required && ty.nativeSolidBase().Shape0.ID != ShapeObject {
		if ty.itemSize() > 0 {
			return t.TypeErrorf("cannot pickle %s objects", ty.Name)
		}
		return t.cannotPickle(v)
	}
	state := None
	if extOf(v) != nil && ty.Flags&TypeHasDict != 0 {
		d := NewDict()
		t.M.OwnAttrs(v, func(name *Str, val Value) { d.SetStr(name, val) })
		if d.Len() > 0 {
			state = d.Value()
		}
	}
	if ty.FixedSlots == 0 {
		return state
	}
	copyreg := t.Exec.Import(t, "copyreg")
	if copyreg.P == nil {
		return copyreg
	}
	slotNames := t.CallMethod(copyreg, t.M.Intern("_slotnames"), ty.Value())
	if slotNames.P == nil {
		return slotNames
	}
	list := AsList(slotNames)
	if list == nil {
		return t.TypeErrorf("%s.__slotnames__ should be a list or None, not %s", ty.Name, t.TypeName(slotNames))
	}
	slots := NewDict()
	for _, name := range append([]Value(nil), list.Items...) {
		key := t.AttrName(name)
		if key == nil {
			return Value{}
		}
		if x := t.LookupAttr(v, key); x.P != nil {
			slots.SetStr(key, x)
		} else if t.Exc.P != nil {
			return x
		}
	}
	if slots.Len() == 0 {
		return state
	}
	return TupleOf(state, slots.Value())
}
