package pickle

import "github.com/aio-lang/aio/vm/object"

// batch is how many items one APPENDS, SETITEMS or ADDITEMS takes.
const batch = 1000

// container writes the opcode that makes an empty list or dict.
func (p *pickler) container(v value, empty, marked opcode) {
	if p.protocol > 0 {
		p.op(empty)
	} else {
		p.bytes(opMark, marked)
	}
	p.memoize(v)
}

func (p *pickler) saveList(v value) bool {
	l := object.AsList(v)
	if !p.enterFast(v) {
		return false
	}
	p.container(v, opEmptyList, opList)
	ok := true
	switch {
	case len(l.Items) == 0:
	case p.protocol == 0:
		ok = p.inBatches(v, opAppend, opAppends, func(item value) bool { return p.save(item, false) })
	case len(l.Items) == 1:
		if ok = p.save(l.Items[0], false); ok {
			p.op(opAppend)
		}
	default:
		ok = p.appendBatches(l)
	}
	p.leaveFast(v)
	return ok
}

// appendBatches writes the items of a list, which may change meanwhile.
func (p *pickler) appendBatches(l *object.List) bool {
	for i := 0; i < len(l.Items); {
		p.op(opMark)
		for end := i + batch; i < end && i < len(l.Items); i++ {
			if !p.save(l.Items[i], false) {
				return false
			}
		}
		p.op(opAppends)
	}
	return true
}

// inBatches writes what an iterator gives: a single item with one opcode,
// several at a time between a mark and another. In protocol 0 any iterable does.
func (p *pickler) inBatches(it value, one, many opcode, write func(item value) bool) bool {
	t := p.t
	if p.protocol == 0 {
		return t.Each(it, func(item value) bool {
			if !write(item) {
				return false
			}
			p.op(one)
			return true
		}) && t.Exc.P == nil
	}
	for {
		first := t.Next(it)
		if first.P == nil {
			return t.Exc.P == nil
		}
		item := t.Next(it)
		if item.P == nil {
			if t.Exc.P != nil || !write(first) {
				return false
			}
			p.op(one)
			return true
		}
		p.op(opMark)
		if !write(first) {
			return false
		}
		n := 1
		for item.P != nil {
			if !write(item) {
				return false
			}
			if n++; n == batch {
				break
			}
			item = t.Next(it)
		}
		if t.Exc.P != nil {
			return false
		}
		p.op(many)
		if n < batch {
			return true
		}
	}
}

func (p *pickler) saveDict(v value) bool {
	d := object.AsDict(v)
	if !p.enterFast(v) {
		return false
	}
	p.container(v, opEmptyDict, opDict)
	ok := true
	switch {
	case d.Len() == 0:
	case p.protocol == 0:
		items := p.t.CallMethod(v, object.Names().Items)
		ok = items.P != nil && p.inBatches(items, opSetItem, opSetItems, p.savePair)
	case d.Len() == 1:
		key, item, _ := d.At(0)
		if ok = p.save(key, false) && p.save(item, false); ok {
			p.op(opSetItem)
		}
	default:
		ok = p.setBatches(d)
	}
	p.leaveFast(v)
	return ok
}

func (p *pickler) setBatches(d *object.Dict) bool {
	size := d.Len()
	for at, more := 0, true; more; {
		p.op(opMark)
		n := 0
		for n < batch {
			key, item, next := d.At(at)
			if key.P == nil {
				break
			}
			if !p.save(key, false) || !p.save(item, false) {
				return false
			}
			if d.Len() != size {
				p.t.RuntimeErrorf("dictionary changed size during iteration")
				return false
			}
			at = next
			n++
		}
		p.op(opSetItems)
		more = n == batch
	}
	return true
}

// savePair writes a key and an item.
func (p *pickler) savePair(pair value) bool {
	u := object.AsTuple(pair)
	if u == nil || len(u.Items) != 2 {
		p.t.TypeErrorf("dict items iterator must return 2-tuples")
		return false
	}
	key, item := u.Items[0], u.Items[1]
	return p.save(key, false) && p.save(item, false)
}

func (p *pickler) saveSet(v value) bool {
	s := object.AsSet(v)
	p.op(opEmptySet)
	p.memoize(v)
	size := s.Len()
	if size == 0 {
		return true
	}
	for at, more := 0, true; more; {
		p.op(opMark)
		n := 0
		for n < batch {
			item, next := s.At(at)
			if item.P == nil {
				break
			}
			if !p.save(item, false) {
				return false
			}
			at = next
			n++
		}
		p.op(opAddItems)
		if s.Len() != size {
			p.t.RuntimeErrorf("set changed size during iteration")
			return false
		}
		more = n == batch
	}
	return true
}

func (p *pickler) saveFrozenSet(v value) bool {
	p.op(opMark)
	s := object.AsSet(v)
	ok := true
	s.Each(func(item value) bool {
		ok = p.save(item, false)
		return ok
	})
	if !ok {
		return false
	}
	if n, seen := p.memo.index[v.P]; seen { // an item has saved it meanwhile
		p.op(opPopMark)
		p.numbered(opGet, opBinGet, opLongBinGet, n)
		return true
	}
	p.op(opFrozenSet)
	p.memoize(v)
	return true
}

// saveTuple writes a tuple. One that contains itself, by way of a list, is
// saved by then: what was pushed goes, and it is fetched.
func (p *pickler) saveTuple(v value) bool {
	items := object.AsTuple(v).Items
	if len(items) == 0 {
		if p.protocol > 0 {
			p.op(opEmptyTuple)
		} else {
			p.bytes(opMark, opTuple)
		}
		return true
	}
	short := len(items) <= 3 && p.protocol >= 2
	if !short {
		p.op(opMark)
	}
	for _, item := range items {
		if !p.save(item, false) {
			return false
		}
	}
	if n, seen := p.memo.index[v.P]; seen {
		switch {
		case short:
			for range items {
				p.op(opPop)
			}
		case p.protocol > 0:
			p.op(opPopMark)
		default:
			for range len(items) + 1 {
				p.op(opPop)
			}
		}
		p.numbered(opGet, opBinGet, opLongBinGet, n)
		return true
	}
	if short {
		p.op(opTuple1 + opcode(len(items)-1))
	} else {
		p.op(opTuple)
	}
	p.memoize(v)
	return true
}
