package object

// Truth reports the truth of v: __bool__, else __len__, else true. ok is false
// when an exception is pending.
func (t *Thread) Truth(v Value) (truth, ok bool) {
	switch v.Kind() {
	case KindBool, KindInt:
		return v.N != 0, true
	case KindNone:
		return false, true
	case KindFloat:
		return v.AsFloat() != 0, true
	}
	switch v.Shape() {
	case ShapeStr:
		return (*Str)(v.P).S != "", true
	case ShapeList:
		return len((*List)(v.P).Items) != 0, true
	case ShapeTuple:
		return len((*Tuple)(v.P).Items) != 0, true
	case ShapeDict:
		return (*Dict)(v.P).Len() != 0, true
	case ShapeInt:
		return true, true // Big
	}
	if r, found := t.CallSpecial(v, names.Bool); found {
		if r.P == nil {
			return false, false
		}
		if !r.IsBool() {
			t.TypeErrorf("__bool__ should return bool, returned %s", t.TypeName(r))
			return false, false
		}
		return r.N != 0, true
	}
	if r, found := t.CallSpecial(v, names.Len); found {
		if r.P == nil {
			return false, false
		}
		n, ok := t.lengthResult(r)
		return n != 0, ok
	}
	return true, true
}

// Len returns len(v); ok is false when an exception is pending.
func (t *Thread) Len(v Value) (n int, ok bool) {
	switch v.Shape() {
	case ShapeStr:
		return (*Str)(v.P).n, true
	case ShapeList:
		return len((*List)(v.P).Items), true
	case ShapeTuple:
		return len((*Tuple)(v.P).Items), true
	case ShapeDict:
		return (*Dict)(v.P).Len(), true
	}
	r, found := t.CallSpecial(v, names.Len)
	if !found {
		t.TypeErrorf("object of type '%s' has no len()", t.TypeName(v))
		return 0, false
	}
	if r.P == nil {
		return 0, false
	}
	return t.lengthResult(r)
}

func (t *Thread) lengthResult(r Value) (int, bool) {
	i := t.Index(r)
	if i.P == nil {
		return 0, false
	}
	n, ok := Int64(i)
	if !ok {
		if ToBig(i).Sign() < 0 {
			t.ValueErrorf("__len__() should return >= 0")
		} else {
			t.OverflowErrorf("cannot fit 'int' into an index-sized integer")
		}
		return 0, false
	}
	if n < 0 {
		t.ValueErrorf("__len__() should return >= 0")
		return 0, false
	}
	return int(n), true
}

// isNumber reports whether v converts to an int, a float or a complex.
func (t *Thread) isNumber(v Value) bool {
	ty := t.M.TypeOf(v)
	for _, name := range [...]*Str{names.Index, names.Int, names.Float} {
		if t.M.Lookup(ty, name).P != nil {
			return true
		}
	}
	return v.Kind() == KindComplex
}

// Index returns operator.index(v): exactly an int, inline or big.
func (t *Thread) Index(v Value) Value {
	if IsIntLike(v) {
		return PlainInt(v)
	}
	r, found := t.CallSpecial(v, names.Index)
	if !found {
		return t.TypeErrorf("'%s' object cannot be interpreted as an integer", t.TypeName(v))
	}
	if r.P == nil {
		return r
	}
	if !IsIntLike(r) {
		return t.TypeErrorf("__index__ returned non-int (type %s)", t.TypeName(r))
	}
	return PlainInt(r)
}

// IndexInt returns v as an index: an int that fits 64 bits. what names the
// target of a failing conversion ("index-sized integer").
func (t *Thread) IndexInt(v Value) (int, bool) {
	i := t.Index(v)
	if i.P == nil {
		return 0, false
	}
	n, ok := Int64(i)
	if !ok {
		t.Raise(ShapeIndexError, "cannot fit '%s' into an index-sized integer", t.TypeName(v))
		return 0, false
	}
	return int(n), true
}

// Repr returns repr(v) as text; ok is false when an exception is pending.
func (t *Thread) Repr(v Value) (s string, ok bool) {
	return t.textOf(v, names.Repr)
}

// Str returns str(v) as text.
func (t *Thread) Str(v Value) (s string, ok bool) {
	if v.Shape() == ShapeStr {
		return v.Text(), true
	}
	return t.textOf(v, names.Str)
}

func (t *Thread) textOf(v Value, name *Str) (string, bool) {
	r := t.textResult(v, name)
	if r.P == nil {
		return "", false
	}
	return r.Text(), true
}

// Hash returns hash(v); ok is false when an exception is pending.
func (t *Thread) Hash(v Value) (h uint64, ok bool) {
	if v.IsInt() {
		if i := int64(v.N); uint64(i+(1<<60)) < 1<<61 {
			if i == -1 {
				return ^uint64(1), true
			}
			return v.N, true
		}
		return hashInt64(int64(v.N)), true
	}
	switch v.Shape() {
	case ShapeStr:
		return (*Str)(v.P).Hash(t.M), true
	case ShapeTuple:
		return t.hashTuple((*Tuple)(v.P))
	}
	f := t.M.Lookup(t.M.TypeOf(v), names.Hash)
	if f.P == nil || f.IsNone() {
		t.TypeErrorf("unhashable type: '%s'", t.TypeName(v))
		return 0, false
	}
	r := t.callUnbound(f, v, nil)
	if r.P == nil {
		return 0, false
	}
	if !IsIntLike(r) {
		t.TypeErrorf("__hash__ method should return an integer")
		return 0, false
	}
	if i, ok := Int64(r); ok {
		if i == -1 {
			i = -2
		}
		return uint64(i), true
	}
	return hashBig(ToBig(r)), true
}

// GetItem returns v[k].
func (t *Thread) GetItem(v, k Value) Value {
	switch v.Shape() {
	case ShapeList:
		return listGetItem(t, (*List)(v.P), k)
	case ShapeDict:
		return dictGetItem(t, (*Dict)(v.P), k)
	case ShapeTuple:
		return tupleGetItem(t, (*Tuple)(v.P), k)
	case ShapeStr:
		return strGetItem(t, (*Str)(v.P), k)
	}
	if v.Kind() == KindDict && t.M.isDictMethod(v, names.GetItem) {
		return t.dictSubscript(v, k)
	}
	if r, found := t.CallSpecial(v, names.GetItem, k); found {
		return r
	}
	if ty := AsType(v); ty != nil {
		if c := t.LookupAttr(v, names.ClassGetItem); c.P != nil {
			return t.Call(c, k)
		} else if t.Exc.P != nil {
			return Value{}
		}
		if ty.Shape0.ID == ShapeType {
			return NewGenericAlias(t, v, k)
		}
		return t.TypeErrorf("type '%s' is not subscriptable", ty.Name)
	}
	return t.TypeErrorf("'%s' object is not subscriptable", t.TypeName(v))
}

// SetItem does v[k] = val.
func (t *Thread) SetItem(v, k, val Value) bool {
	switch v.Shape() {
	case ShapeList:
		return listSetItem(t, (*List)(v.P), k, val)
	case ShapeDict:
		return (*Dict)(v.P).Set(t, k, val)
	}
	if v.Kind() == KindDict && t.M.isDictMethod(v, names.SetItem) {
		return (*Dict)(v.P).Set(t, k, val)
	}
	r, found := t.CallSpecial(v, names.SetItem, k, val)
	if !found {
		t.TypeErrorf("'%s' object does not support item assignment", t.TypeName(v))
		return false
	}
	return r.P != nil
}

// DelItem does del v[k].
func (t *Thread) DelItem(v, k Value) bool {
	switch v.Shape() {
	case ShapeList:
		return listDelItem(t, (*List)(v.P), k)
	case ShapeDict:
		return dictDelItem(t, (*Dict)(v.P), k)
	}
	r, found := t.CallSpecial(v, names.DelItem, k)
	if !found {
		t.TypeErrorf("'%s' object doesn't support item deletion", t.TypeName(v))
		return false
	}
	return r.P != nil
}

// Contains reports `item in v`.
func (t *Thread) Contains(v, item Value) (in, ok bool) {
	switch v.Shape() {
	case ShapeStr:
		if item.Shape() == ShapeStr {
			return containsText((*Str)(v.P).S, (*Str)(item.P).S), true
		}
	case ShapeDict:
		found := (*Dict)(v.P).Get(t, item)
		return found.P != nil, found.P != nil || t.Exc.P == nil
	case ShapeSet, ShapeFrozenSet:
		return (*Set)(v.P).Has(t, item)
	case ShapeList, ShapeTuple:
		items := &(*List)(v.P).Items
		if v.Kind() == KindTuple {
			items = &(*Tuple)(v.P).Items
		}
		i, ok := t.findItem(items, item, 0, maxIndex)
		return i >= 0, ok
	}
	f := t.M.Lookup(t.M.TypeOf(v), names.Contains)
	if f.P != nil && f.IsNone() {
		t.TypeErrorf("'%s' object is not a container", t.TypeName(v))
		return false, false
	}
	if f.P != nil {
		r := t.callUnbound(f, v, []Value{item})
		if r.P == nil {
			return false, false
		}
		return t.Truth(r)
	}
	it := t.Iter(v)
	if it.P == nil {
		if t.Catch(ShapeTypeError) != nil { // even one of the script's own __iter__
			t.TypeErrorf("argument of type '%s' is not iterable", t.TypeName(v))
		}
		return false, false
	}
	for {
		x := t.Next(it)
		if x.P == nil {
			return false, t.Exc.P == nil
		}
		if eq, ok := t.Equal(x, item); eq || !ok {
			return eq, ok
		}
	}
}

// Iter returns iter(v).
func (t *Thread) Iter(v Value) Value {
	ty := t.M.TypeOf(v)
	f := t.M.Lookup(ty, names.Iter)
	if f.P == nil {
		if t.M.Lookup(ty, names.GetItem).P != nil && v.Kind() != KindDict {
			return newSequenceIterator(t, v)
		}
		return t.TypeErrorf("'%s' object is not iterable", ty.Label())
	}
	if f.IsNone() {
		return t.TypeErrorf("'%s' object is not iterable", ty.Label())
	}
	it := t.callUnbound(f, v, nil)
	if it.P == nil {
		return it
	}
	if !t.CheckIterator(it) {
		return Value{}
	}
	return it
}

// Next advances an iterator. Nil without a pending exception means exhausted.
func (t *Thread) Next(it Value) Value {
	r := t.NextOrStop(it)
	if r.P == nil && t.Exc.P != nil {
		t.Catch(ShapeStopIteration)
	}
	return r
}

// NextOrStop is Next for those who want the value that an iterator returned:
// at the end nothing is pending, or the StopIteration that carries it.
func (t *Thread) NextOrStop(it Value) Value {
	ty := t.M.TypeOf(it)
	if ty.Next != nil && ty.Flags&TypeHeap == 0 {
		return ty.Next(t, it)
	}
	r, found := t.CallSpecial(it, names.Next)
	if !found {
		return t.TypeErrorf("'%s' object is not an iterator", ty.Name)
	}
	return r
}

// Each calls f for each item of an iterable until f returns false; it returns
// false when an exception is pending.
func (t *Thread) Each(v Value, f func(Value) bool) bool {
	switch v.Shape() {
	case ShapeList: // may change while f runs
		l := (*List)(v.P)
		for i := 0; i < len(l.Items); i++ {
			if !f(l.Items[i]) {
				return t.Exc.P == nil
			}
		}
		return true
	case ShapeTuple:
		for _, x := range (*Tuple)(v.P).Items {
			if !f(x) {
				return t.Exc.P == nil
			}
		}
		return true
	}
	it := t.Iter(v)
	if it.P == nil {
		return false
	}
	for {
		x := t.Next(it)
		if x.P == nil {
			return t.Exc.P == nil
		}
		if !f(x) {
			return t.Exc.P == nil
		}
	}
}

// Collect returns the items of an iterable in a new slice.
func (t *Thread) Collect(v Value) ([]Value, bool) {
	switch v.Shape() {
	case ShapeList:
		return append([]Value(nil), (*List)(v.P).Items...), true
	case ShapeTuple:
		return append([]Value(nil), (*Tuple)(v.P).Items...), true
	case ShapeDict:
		return (*Dict)(v.P).keys(), true
	case ShapeSet, ShapeFrozenSet:
		return (*Set)(v.P).items(), true
	case ShapeDictKeys, ShapeDictValues, ShapeDictItems:
		return (*DictView)(v.P).items(), true
	case ShapeRange:
		if items, ok := (*Range)(v.P).items(t); ok || t.Exc.P != nil {
			return items, ok
		}
	}
	var out []Value
	if n, ok := t.lengthHint(v); ok && n > 0 {
		out = make([]Value, 0, min(n, 1<<20))
	} else if !ok {
		return nil, false
	}
	ok := t.Each(v, func(x Value) bool { out = append(out, x); return true })
	return out, ok
}

// IsCallable reports callable(v).
func (t *Thread) IsCallable(v Value) bool {
	return t.M.Lookup(t.M.TypeOf(v), names.Call).P != nil
}
