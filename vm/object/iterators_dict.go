package object

// dictIterator iterates over keys, values or items, forwards or backwards, as
// its shape says. A nil dict marks it as exhausted for good.
type dictIterator struct {
	Opaque
	d    *Dict
	pos  int // entry to look at next; backwards: the entry after it
	used int // size of the dict at the start; -1 after it has changed
	left int // items not yet yielded
}

func newDictIterator(d *Dict, shape uint32) Value {
	n := d.Len()
	it := &dictIterator{d: d, used: n, left: n}
	if isReverseDictIterator(shape) {
		it.pos = len(d.entries)
	}
	return initIterator(&it.Opaque, shape)
}

func isReverseDictIterator(shape uint32) bool {
	return shape >= ShapeDictReverseKeyIterator && shape <= ShapeDictReverseItemIterator
}

// step returns the next item; key is nil when there is none, with or without
// an exception pending.
func (it *dictIterator) step(t *Thread, reverse bool) (key, val Value) {
	d := it.d
	if d == nil {
		return
	}
	if d.Len() != it.used {
		it.used = -1 // stays so: it raises again
		t.RuntimeErrorf("dictionary changed size during iteration")
		return
	}
	if reverse {
		key, val, it.pos = d.before(it.pos)
	} else {
		key, val, it.pos = d.At(it.pos)
	}
	if key.P == nil {
		it.d = nil
		return
	}
	if it.left == 0 {
		it.d = nil
		t.RuntimeErrorf("dictionary keys changed during iteration")
		return Value{}, Value{}
	}
	it.left--
	return
}

// dictIteratorDecl declares the six iterators; item makes the result of what
// step found.
func dictIteratorDecl(shape uint32, name string, item func(k, v Value) Value) TypeDecl {
	reverse := isReverseDictIterator(shape)
	return TypeDecl{
		Shape: shape, Name: name, Kind: KindOpaque, Flags: iteratorFlags,
		Next: func(t *Thread, v Value) Value {
			k, val := (*dictIterator)(v.P).step(t, reverse)
			if k.P == nil {
				return Value{}
			}
			return item(k, val)
		},
		Methods: []Def{
			lengthHintDef(func(t *Thread, v Value) Value {
				it := (*dictIterator)(v.P)
				if it.d == nil || it.used != it.d.Len() {
					return Int(0)
				}
				return Int(int64(it.left))
			}),
			reduceDef(func(t *Thread, v Value) Value {
				rest := *(*dictIterator)(v.P) // the iterator itself stays where it is
				var items []Value
				for {
					k, val := rest.step(t, reverse)
					if k.P == nil {
						break
					}
					items = append(items, item(k, val))
				}
				if t.Exc.P != nil {
					return Value{}
				}
				return t.reduceCall("iter", TupleOf(NewList(items)))
			}),
		},
	}
}

func itemKey(k, v Value) Value   { return k }
func itemValue(k, v Value) Value { return v }

var (
	dictKeyIteratorDecl          = dictIteratorDecl(ShapeDictKeyIterator, "dict_keyiterator", itemKey)
	dictValueIteratorDecl        = dictIteratorDecl(ShapeDictValueIterator, "dict_valueiterator", itemValue)
	dictItemIteratorDecl         = dictIteratorDecl(ShapeDictItemIterator, "dict_itemiterator", NewPair)
	dictReverseKeyIteratorDecl   = dictIteratorDecl(ShapeDictReverseKeyIterator, "dict_reversekeyiterator", itemKey)
	dictReverseValueIteratorDecl = dictIteratorDecl(ShapeDictReverseValueIterator, "dict_reversevalueiterator", itemValue)
	dictReverseItemIteratorDecl  = dictIteratorDecl(ShapeDictReverseItemIterator, "dict_reverseitemiterator", NewPair)
)
