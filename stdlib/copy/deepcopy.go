package copy

import "github.com/aio-lang/aio/vm/object"

// deep is one deep copy. memo maps ids to copies; it is an object of the
// script, because __deepcopy__ methods get it.
type deep struct {
	t    *thread
	memo value
}

// recall returns the copy of x if there is one already; nil with or without an
// exception pending.
func (d *deep) recall(x value) value {
	id := object.ID(x)
	if m := object.AsDict(d.memo); m != nil && d.memo.Shape() == object.ShapeDict {
		return m.Get(d.t, id)
	}
	r := d.t.CallMethod(d.memo, d.t.M.Intern("get"), id, object.NotImplemented)
	if r.P != nil && r.IsNotImplemented() {
		return value{}
	}
	return r
}

func (d *deep) remember(x, y value) bool { return d.t.SetItem(d.memo, object.ID(x), y) }

// keepAlive makes x live as long as the memo, so that its id stays its own.
func (d *deep) keepAlive(x value) bool {
	key := object.ID(d.memo)
	list := d.recall(d.memo)
	if l := object.AsList(list); l != nil {
		l.Append(x)
		return true
	}
	return d.t.Exc.P == nil && d.t.SetItem(d.memo, key, object.NewList([]value{x}))
}

func (d *deep) copy(x value) value {
	t := d.t
	if isAtomic(t, x) {
		return x
	}
	if y := d.recall(x); y.P != nil || t.Exc.P != nil {
		return y
	}
	if !t.Enter("") {
		return value{}
	}
	y := d.copyNew(x)
	t.Leave()
	if y.P == nil || y == x {
		return y
	}
	if !d.remember(x, y) || !d.keepAlive(x) {
		return value{}
	}
	return y
}

// copyNew copies what the memo does not have.
func (d *deep) copyNew(x value) value {
	t, n := d.t, object.Names()
	switch x.Shape() {
	case object.ShapeList:
		return d.list(x)
	case object.ShapeTuple:
		return d.tuple(x)
	case object.ShapeDict:
		return d.dict(x)
	case object.ShapeMethod:
		m := (*object.BoundMethod)(x.P)
		self := d.copy(m.Self)
		if self.P == nil {
			return self
		}
		return object.NewBoundMethod(m.Func, self)
	}
	if isPlain(t, x) {
		y := object.NewInstance(t.M.TypeOf(x)).Value()
		if !d.remember(x, y) {
			return value{}
		}
		type attr struct {
			name *object.Str
			v    value
		}
		var attrs []attr
		t.M.OwnAttrs(x, func(name *object.Str, v value) { attrs = append(attrs, attr{name, v}) })
		for _, a := range attrs {
			v := d.copy(a.v)
			if v.P == nil {
				return v
			}
			t.M.SetOwnAttr(y, a.name, v)
		}
		return y
	}
	if f := t.LookupAttr(x, n.DeepCopy); f.P != nil {
		return t.Call(f, d.memo)
	} else if t.Exc.P != nil {
		return value{}
	}
	rv, ok := reduce(t, x, "un(deep)copyable object of type %s")
	if !ok {
		return value{}
	}
	if rv.IsStr() {
		return x
	}
	return reconstruct(t, d, x, rv)
}

func (d *deep) list(x value) value {
	y := object.NewList(nil)
	if !d.remember(x, y) {
		return value{}
	}
	src, dst := object.AsList(x), object.AsList(y)
	for i := 0; i < len(src.Items); i++ {
		v := d.copy(src.Items[i])
		if v.P == nil {
			return v
		}
		dst.Append(v)
	}
	return y
}

// tuple returns x itself where copying changes no item.
func (d *deep) tuple(x value) value {
	items := object.AsTuple(x).Items
	out := make([]value, len(items))
	same := true
	for i, v := range items {
		if out[i] = d.copy(v); out[i].P == nil {
			return value{}
		}
		same = same && out[i] == v
	}
	// a tuple that contains itself, by way of a list, has been copied by now
	if y := d.recall(x); y.P != nil || d.t.Exc.P != nil {
		return y
	}
	if same {
		return x
	}
	return object.NewTuple(out)
}

func (d *deep) dict(x value) value {
	y := object.NewDict()
	if !d.remember(x, y.Value()) {
		return value{}
	}
	src := object.AsDict(x)
	n := src.Len()
	for i := 0; ; {
		k, v, next := src.At(i)
		if k.P == nil {
			return y.Value()
		}
		if k = d.copy(k); k.P == nil {
			return k
		}
		if v = d.copy(v); v.P == nil {
			return v
		}
		if !y.Set(d.t, k, v) {
			return value{}
		}
		if src.Len() != n {
			return d.t.RuntimeErrorf("dictionary changed size during iteration")
		}
		i = next
	}
}

// reconstruct makes an object as rv, the result of __reduce_ex__, says; a deep
// copy of x where d is not nil.
func reconstruct(t *thread, d *deep, x, rv value) value {
	u := object.AsTuple(rv)
	if u == nil || len(u.Items) < 2 || len(u.Items) > 6 {
		return t.TypeErrorf("__reduce__ must return a string or tuple")
	}
	part := func(i int) value {
		if i < len(u.Items) && !u.Items[i].IsNone() {
			return u.Items[i]
		}
		return value{}
	}
	copied := func(v value) value {
		if d != nil {
			return d.copy(v)
		}
		return v
	}
	args, ok := t.Collect(u.Items[1])
	if !ok {
		return value{}
	}
	for i := range args {
		if args[i] = copied(args[i]); args[i].P == nil {
			return value{}
		}
	}
	y := t.Call(u.Items[0], args...)
	if y.P == nil || d != nil && !d.remember(x, y) {
		return value{}
	}
	if state := part(2); state.P != nil {
		if state = copied(state); state.P == nil || !setState(t, y, state) {
			return value{}
		}
	}
	if items := part(3); items.P != nil {
		ok = t.Each(items, func(v value) bool {
			v = copied(v)
			return v.P != nil && t.CallMethod(y, object.Names().Append, v).P != nil
		})
	}
	if pairs := part(4); ok && pairs.P != nil {
		ok = t.Each(pairs, func(pair value) bool {
			kv, ok := t.Collect(pair)
			if !ok {
				return false
			}
			if len(kv) != 2 {
				t.ValueErrorf("not enough values to unpack (expected 2, got %d)", len(kv))
				return false
			}
			k, v := copied(kv[0]), value{}
			if k.P != nil {
				v = copied(kv[1])
			}
			return v.P != nil && t.SetItem(y, k, v)
		})
	}
	if !ok {
		return value{}
	}
	return y
}

// setState gives y a state: through __setstate__, else as its attributes,
// those of slots in a second dict.
func setState(t *thread, y, state value) bool {
	n := object.Names()
	if f := t.LookupAttr(y, n.SetState); f.P != nil {
		return t.Call(f, state).P != nil
	} else if t.Exc.P != nil {
		return false
	}
	slots := object.None
	if u := object.AsTuple(state); u != nil && len(u.Items) == 2 {
		state, slots = u.Items[0], u.Items[1]
	}
	if !state.IsNone() {
		attrs := t.GetAttr(y, n.Dict)
		if attrs.P == nil || t.CallMethod(attrs, n.Update, state).P == nil {
			return false
		}
	}
	if slots.IsNone() {
		return true
	}
	items := t.CallMethod(slots, n.Items)
	if items.P == nil {
		return false
	}
	return t.Each(items, func(pair value) bool {
		u := object.AsTuple(pair)
		if u == nil || len(u.Items) != 2 || !u.Items[0].IsStr() {
			t.TypeErrorf("attribute name must be string, not '%s'", t.TypeName(pair))
			return false
		}
		return t.SetAttr(y, t.M.InternStr(object.AsStr(u.Items[0])), u.Items[1])
	})
}
