package pickle

import "github.com/aio-lang/aio/vm/object"

// saveOther writes an object of a type that has no opcode: it is asked how it
// can be made again.
func (p *pickler) saveOther(v value) bool {
	t := p.t
	ty := t.M.TypeOf(v)
	if p.override.P != nil {
		r := t.Call(p.override, v)
		if r.P == nil {
			return false
		}
		if !r.IsNotImplemented() {
			return p.saveReduction(v, r)
		}
	}
	switch v.Shape() {
	case object.ShapeType:
		return p.saveType(v)
	case object.ShapeFunction:
		return p.saveGlobal(v, value{})
	}
	reducer, ok := p.reducerFor(ty.Value())
	if !ok {
		return false
	}
	if reducer.P != nil {
		return p.saveReduction(v, t.Call(reducer, v))
	}
	if ty.IsSubtypeOf(t.M.Type(object.ShapeType)) {
		return p.saveGlobal(v, value{})
	}
	n := object.Names()
	if f := t.LookupAttr(v, n.ReduceEx); f.P != nil {
		return p.saveReduction(v, t.Call(f, object.Int(int64(p.protocol))))
	} else if t.Exc.P != nil {
		return false
	}
	if f := t.LookupAttr(v, n.Reduce); f.P != nil {
		return p.saveReduction(v, t.Call(f))
	} else if t.Exc.P != nil {
		return false
	}
	shown, ok := t.Repr(v)
	return ok && cannotSave(t, "can't pickle '%s' object: %s", ty.Name, shown)
}

// reducerFor looks a class up in the dispatch table; nil for none.
func (p *pickler) reducerFor(class value) (reducer value, ok bool) {
	t := p.t
	table := p.table
	if table.P == nil {
		if table = imported(t, "copyreg", "dispatch_table"); table.P == nil {
			return table, false
		}
	}
	if d := object.AsDict(table); d != nil && table.Shape() == object.ShapeDict {
		reducer = d.Get(t, class)
		return reducer, t.Exc.P == nil
	}
	if reducer = t.GetItem(table, class); reducer.P == nil {
		return reducer, t.Catch(object.ShapeLookupError) != nil
	}
	return reducer, true
}

// saveType writes a class; the types of None and its like have no name.
func (p *pickler) saveType(v value) bool {
	ty := object.AsType(v)
	for _, one := range []value{object.None, object.NotImplemented, object.Ellipsis} {
		if ty == p.t.M.TypeOf(one) {
			return p.saveReduced(v, object.TupleOf(p.t.M.Type(object.ShapeType).Value(), object.TupleOf(one)))
		}
	}
	return p.saveGlobal(v, value{})
}

// saveReduction writes v as the result r of a reducer says; nil is passed on.
func (p *pickler) saveReduction(v, r value) bool {
	switch {
	case r.P == nil:
		return false
	case object.AsStr(r) != nil:
		return p.saveGlobal(v, r)
	case object.AsTuple(r) == nil:
		return cannotSave(p.t, "__reduce__ must return a string or tuple")
	}
	return p.saveReduced(v, r)
}

// reduction is the parts of what __reduce__ returns; nil for None.
type reduction struct {
	callable, args, state, list, dict, setter value
}

// takeApart checks the tuple that __reduce__ has returned.
func (p *pickler) takeApart(tuple value) (r reduction, ok bool) {
	t := p.t
	items := object.AsTuple(tuple).Items
	if len(items) < 2 || len(items) > 6 {
		return r, cannotSave(t, "tuple returned by __reduce__ must contain 2 through 6 elements")
	}
	r.callable, r.args = items[0], items[1]
	for i, part := range []*value{&r.state, &r.list, &r.dict, &r.setter} {
		if i+2 < len(items) && !items[i+2].IsNone() {
			*part = items[i+2]
		}
	}
	const prefix = " of the tuple returned by __reduce__ must be "
	isIterator := func(v value) bool {
		ty := t.M.TypeOf(v)
		return ty.Next != nil || t.M.Lookup(ty, object.Names().Next).P != nil
	}
	switch {
	case !t.IsCallable(r.callable):
		return r, cannotSave(t, "first item%scallable", prefix)
	case object.AsTuple(r.args) == nil:
		return r, cannotSave(t, "second item%sa tuple", prefix)
	case r.list.P != nil && !isIterator(r.list):
		return r, cannotSave(t, "fourth element%san iterator, not %s", prefix, t.TypeName(r.list))
	case r.dict.P != nil && !isIterator(r.dict):
		return r, cannotSave(t, "fifth element%san iterator, not %s", prefix, t.TypeName(r.dict))
	case r.setter.P != nil && !t.IsCallable(r.setter):
		return r, cannotSave(t, "sixth element%sa function, not %s", prefix, t.TypeName(r.setter))
	}
	return r, true
}

// saveReduced writes v as the tuple says: a callable, its arguments, the
// state, and what is to be added to the object.
func (p *pickler) saveReduced(v, tuple value) bool {
	r, ok := p.takeApart(tuple)
	if !ok || !p.saveMaker(v, &r) {
		return false
	}
	if n, seen := p.memo.index[v.P]; seen { // its own arguments contain it
		p.op(opPop)
		p.numbered(opGet, opBinGet, opLongBinGet, n)
	} else {
		p.memoize(v)
	}
	if r.list.P != nil && !p.inBatches(r.list, opAppend, opAppends, func(item value) bool { return p.save(item, false) }) {
		return false
	}
	if r.dict.P != nil && !p.inBatches(r.dict, opSetItem, opSetItems, p.savePair) {
		return false
	}
	if r.state.P == nil {
		return true
	}
	if r.setter.P == nil {
		if !p.save(r.state, false) {
			return false
		}
		p.op(opBuild)
		return true
	}
	if !p.save(r.setter, false) || !p.save(v, false) || !p.save(r.state, false) {
		return false
	}
	p.bytes(opTuple2, opReduce, opPop)
	return true
}

// saveMaker writes the call that makes the object.
func (p *pickler) saveMaker(v value, r *reduction) bool {
	t := p.t
	if p.protocol >= 2 {
		name := t.LookupAttr(r.callable, object.Names().Name)
		if t.Exc.P != nil {
			return false
		}
		if s := object.AsStr(name); s != nil {
			switch s.S {
			case "__newobj__":
				return p.saveNew(v, r)
			case "__newobj_ex__":
				return p.saveNewEx(r)
			}
		}
	}
	if !p.save(r.callable, false) || !p.save(r.args, false) {
		return false
	}
	p.op(opReduce)
	return true
}

// saveNew writes a call of class.__new__ without keyword arguments.
func (p *pickler) saveNew(v value, r *reduction) bool {
	t := p.t
	args := object.AsTuple(r.args).Items
	if len(args) == 0 {
		return cannotSave(t, "__newobj__ arglist is empty")
	}
	class := object.AsType(args[0])
	if class == nil {
		return cannotSave(t, "args[0] from __newobj__ args is not a type")
	}
	own := t.LookupAttr(v, object.Names().Class)
	if t.Exc.P != nil {
		return false
	}
	if own.P != nil && own != args[0] {
		return cannotSave(t, "args[0] from __newobj__ args has the wrong class")
	}
	if !p.save(args[0], false) || !p.save(object.TupleOf(args[1:]...), false) {
		return false
	}
	p.op(opNewObj)
	return true
}

// saveNewEx writes a call of class.__new__ with keyword arguments: before
// protocol 4 a call of a partial.
func (p *pickler) saveNewEx(r *reduction) bool {
	t := p.t
	parts := object.AsTuple(r.args).Items
	if len(parts) != 3 {
		return cannotSave(t, "length of the NEWOBJ_EX argument tuple must be exactly 3, not %d", len(parts))
	}
	class, args, names := parts[0], object.AsTuple(parts[1]), object.AsDict(parts[2])
	switch {
	case object.AsType(class) == nil:
		return cannotSave(t, "first item from NEWOBJ_EX argument tuple must be a class, not %s", t.TypeName(class))
	case args == nil:
		return cannotSave(t, "second item from NEWOBJ_EX argument tuple must be a tuple, not %s", t.TypeName(parts[1]))
	case names == nil:
		return cannotSave(t, "third item from NEWOBJ_EX argument tuple must be a dict, not %s", t.TypeName(parts[2]))
	}
	if p.protocol >= 4 {
		if !p.save(class, false) || !p.save(parts[1], false) || !p.save(parts[2], false) {
			return false
		}
		p.op(opNewObjEx)
		return true
	}
	partial := imported(t, "functools", "partial")
	if partial.P == nil {
		return false
	}
	maker := t.GetAttr(class, object.Names().New)
	if maker.P == nil {
		return false
	}
	given := append([]value{maker, class}, args.Items...)
	var keys []*object.Str
	names.Each(func(k, x value) bool {
		key := t.AttrName(k)
		if key != nil {
			keys, given = append(keys, key), append(given, x)
		}
		return key != nil
	})
	if t.Exc.P != nil {
		return false
	}
	call := t.CallNames(partial, given, keys)
	if call.P == nil || !p.save(call, false) || !p.save(object.EmptyTuple, false) {
		return false
	}
	p.op(opReduce)
	return true
}
