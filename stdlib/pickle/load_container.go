package pickle

import "github.com/aio-lang/aio/vm/object"

// stepContainer runs the opcodes that make and fill tuples, lists, dicts and
// sets; known is false for any other.
func (u *unpickler) stepContainer(op opcode) (known, ok bool) {
	switch op {
	case opEmptyTuple:
		return true, u.push(object.EmptyTuple)
	case opTuple1, opTuple2, opTuple3:
		return true, u.loadShortTuple(int(op-opTuple1) + 1)
	case opEmptyList:
		return true, u.push(object.NewList(nil))
	case opEmptyDict:
		return true, u.push(object.NewDict().Value())
	case opEmptySet:
		return true, u.push(object.NewSet().Value())
	case opTuple, opList, opDict, opFrozenSet:
		return true, u.loadMarked(op)
	case opAppend:
		return true, u.loadAppend()
	case opSetItem:
		v, key := u.pop(), value{}
		if v.P != nil {
			key = u.pop()
		}
		return true, key.P != nil && u.setItems([]value{key, v})
	case opAppends, opSetItems, opAddItems:
		items, ok := u.popMark()
		if !ok {
			return true, false
		}
		switch op {
		case opAppends:
			return true, u.appendItems(items)
		case opSetItems:
			return true, u.setItems(items)
		}
		return true, u.addItems(items)
	}
	return false, false
}

func (u *unpickler) loadShortTuple(n int) bool {
	at := len(u.stack) - n
	if at < u.fence() {
		return u.underflow()
	}
	v := object.TupleOf(u.stack[at:]...)
	clear(u.stack[at:])
	u.stack = append(u.stack[:at], v)
	return true
}

// loadMarked makes a container of what lies above the mark.
func (u *unpickler) loadMarked(op opcode) bool {
	t := u.in.t
	items, ok := u.popMark()
	if !ok {
		return false
	}
	switch op {
	case opTuple:
		return u.push(object.NewTuple(items))
	case opList:
		return u.push(object.NewList(items))
	case opDict:
		if len(items)%2 != 0 {
			return cannotLoad(t, "odd number of items for DICT")
		}
		d := object.NewDict()
		for i := 0; i < len(items); i += 2 {
			if !d.Set(t, items[i], items[i+1]) {
				return false
			}
		}
		return u.push(d.Value())
	}
	s := object.NewFrozenSet()
	for _, v := range items {
		if !s.Add(t, v) {
			return false
		}
	}
	return u.push(s.Value())
}

func (u *unpickler) loadAppend() bool {
	v := u.pop()
	return v.P != nil && u.appendItems([]value{v})
}

// appendItems adds items to the list on top, or whatever has extend or append.
func (u *unpickler) appendItems(items []value) bool {
	t := u.in.t
	to := u.top()
	if to.P == nil {
		return false
	}
	if to.Shape() == object.ShapeList {
		l := object.AsList(to)
		l.Items = append(l.Items, items...)
		return true
	}
	if len(items) == 0 {
		return true
	}
	if len(items) > 1 {
		if extend := t.LookupAttr(to, t.M.Intern("extend")); extend.P != nil {
			return t.Call(extend, object.NewList(items)).P != nil
		} else if t.Exc.P != nil {
			return false
		}
	}
	add := t.GetAttr(to, object.Names().Append)
	if add.P == nil {
		return false
	}
	for _, v := range items {
		if t.Call(add, v).P == nil {
			return false
		}
	}
	return true
}

// setItems adds keys and values, which alternate, to the mapping on top.
func (u *unpickler) setItems(items []value) bool {
	t := u.in.t
	to := u.top()
	if to.P == nil {
		return false
	}
	if len(items)%2 != 0 {
		return cannotLoad(t, "odd number of items for SETITEMS")
	}
	if to.Shape() == object.ShapeDict {
		d := object.AsDict(to)
		for i := 0; i < len(items); i += 2 {
			if !d.Set(t, items[i], items[i+1]) {
				return false
			}
		}
		return true
	}
	for i := 0; i < len(items); i += 2 {
		if !t.SetItem(to, items[i], items[i+1]) {
			return false
		}
	}
	return true
}

// addItems adds items to the set on top.
func (u *unpickler) addItems(items []value) bool {
	t := u.in.t
	to := u.top()
	if to.P == nil {
		return false
	}
	if to.Shape() == object.ShapeSet {
		s := object.AsSet(to)
		for _, v := range items {
			if !s.Add(t, v) {
				return false
			}
		}
		return true
	}
	add := t.GetAttr(to, t.M.Intern("add"))
	if add.P == nil {
		return false
	}
	for _, v := range items {
		if t.Call(add, v).P == nil {
			return false
		}
	}
	return true
}

func unmemoDict(t *thread, v value) value {
	u, _ := object.Payload[*unpickler](v)
	d := object.NewDict()
	for i := 0; d.Len() < len(u.memo); i++ {
		if item, ok := u.memo[i]; ok && !d.Set(t, object.Int(int64(i)), item) {
			return value{}
		}
	}
	return d.Value()
}
