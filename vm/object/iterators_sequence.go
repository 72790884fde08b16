package object

// Iterators over sequences: list, tuple, and anything with __getitem__. Each
// is one allocation: an Opaque without Data, its state after it. A nil
// sequence marks it as exhausted for good.

type listIterator struct {
	Opaque
	list *List
	i    int
}

func newListIterator(l *List) Value {
	it := &listIterator{list: l}
	return initIterator(&it.Opaque, ShapeListIterator)
}

// newListReverseIterator iterates from the end; i is the next index.
func newListReverseIterator(l *List) Value {
	it := &listIterator{list: l, i: len(l.Items) - 1}
	return initIterator(&it.Opaque, ShapeListReverseIterator)
}

type tupleIterator struct {
	Opaque
	tuple *Tuple
	i     int
}

func newTupleIterator(u *Tuple) Value {
	it := &tupleIterator{tuple: u}
	return initIterator(&it.Opaque, ShapeTupleIterator)
}

// sequenceIterator is iter() of an object with __getitem__: by index until
// IndexError or StopIteration.
type sequenceIterator struct {
	Opaque
	seq Value
	i   int
}

func newSequenceIterator(t *Thread, v Value) Value {
	it := &sequenceIterator{seq: v}
	return initIterator(&it.Opaque, ShapeSequenceIterator)
}

// initIterator completes the header of an iterator of a core type.
func initIterator(o *Opaque, shape uint32) Value {
	o.Shape, o.Kind = shape, KindOpaque
	return FromHeader(&o.Header)
}

const iteratorFlags = TypeNoSubclass | TypeNoNew

var (
	listIteratorDecl = TypeDecl{
		Shape: ShapeListIterator, Name: "list_iterator", Kind: KindOpaque, Flags: iteratorFlags,
		Next: func(t *Thread, v Value) Value {
			it := (*listIterator)(v.P)
			if it.list == nil {
				return Value{}
			}
			if it.i < len(it.list.Items) {
				it.i++
				return it.list.Items[it.i-1]
			}
			it.list = nil
			return Value{}
		},
		Methods: []Def{
			lengthHintDef(func(t *Thread, v Value) Value {
				it := (*listIterator)(v.P)
				if it.list == nil {
					return Int(0)
				}
				return Int(int64(max(len(it.list.Items)-it.i, 0)))
			}),
			reduceDef(func(t *Thread, v Value) Value {
				it := (*listIterator)(v.P)
				if it.list == nil {
					return t.reduceCall("iter", TupleOf(NewList(nil)))
				}
				return t.reduceCall("iter", TupleOf(it.list.Value()), Int(int64(it.i)))
			}),
			setStateDef(func(t *Thread, v Value, i int) {
				if it := (*listIterator)(v.P); it.list != nil {
					it.i = min(max(i, 0), len(it.list.Items))
				}
			}),
		},
	}
	listReverseIteratorDecl = TypeDecl{
		Shape: ShapeListReverseIterator, Name: "list_reverseiterator", Kind: KindOpaque, Flags: iteratorFlags,
		Next: func(t *Thread, v Value) Value {
			it := (*listIterator)(v.P)
			if it.list != nil && it.i >= 0 && it.i < len(it.list.Items) {
				it.i--
				return it.list.Items[it.i+1]
			}
			it.list, it.i = nil, -1
			return Value{}
		},
		Methods: []Def{
			lengthHintDef(func(t *Thread, v Value) Value {
				it := (*listIterator)(v.P)
				if it.list == nil || it.i >= len(it.list.Items) {
					return Int(0)
				}
				return Int(int64(it.i + 1))
			}),
			reduceDef(func(t *Thread, v Value) Value {
				it := (*listIterator)(v.P)
				if it.list == nil {
					return t.reduceCall("reversed", TupleOf(NewList(nil)))
				}
				return t.reduceCall("reversed", TupleOf(it.list.Value()), Int(int64(it.i)))
			}),
			setStateDef(func(t *Thread, v Value, i int) {
				if it := (*listIterator)(v.P); it.list != nil {
					it.i = min(max(i, -1), len(it.list.Items)-1)
				}
			}),
		},
	}
	tupleIteratorDecl = TypeDecl{
		Shape: ShapeTupleIterator, Name: "tuple_iterator", Kind: KindOpaque, Flags: iteratorFlags,
		Next: func(t *Thread, v Value) Value {
			it := (*tupleIterator)(v.P)
			if it.tuple == nil {
				return Value{}
			}
			if it.i < len(it.tuple.Items) {
				it.i++
				return it.tuple.Items[it.i-1]
			}
			it.tuple = nil
			return Value{}
		},
		Methods: []Def{
			lengthHintDef(func(t *Thread, v Value) Value {
				it := (*tupleIterator)(v.P)
				if it.tuple == nil {
					return Int(0)
				}
				return Int(int64(len(it.tuple.Items) - it.i))
			}),
			reduceDef(func(t *Thread, v Value) Value {
				it := (*tupleIterator)(v.P)
				if it.tuple == nil {
					return t.reduceCall("iter", TupleOf(EmptyTuple))
				}
				return t.reduceCall("iter", TupleOf(it.tuple.Value()), Int(int64(it.i)))
			}),
			setStateDef(func(t *Thread, v Value, i int) {
				if it := (*tupleIterator)(v.P); it.tuple != nil {
					it.i = min(max(i, 0), len(it.tuple.Items))
				}
			}),
		},
	}
	sequenceIteratorDecl = TypeDecl{
		Shape: ShapeSequenceIterator, Name: "iterator", Kind: KindOpaque, Flags: iteratorFlags,
		Next: func(t *Thread, v Value) Value {
			it := (*sequenceIterator)(v.P)
			if it.seq.P == nil {
				return Value{}
			}
			if it.i == maxIndex {
				return t.OverflowErrorf("iter index too large")
			}
			x := t.GetItem(it.seq, Int(int64(it.i)))
			if x.P == nil {
				if t.Catch(ShapeIndexError) != nil || t.Catch(ShapeStopIteration) != nil {
					it.seq = Value{}
				}
				return Value{}
			}
			it.i++
			return x
		},
		Methods: []Def{
			lengthHintDef(func(t *Thread, v Value) Value {
				it := (*sequenceIterator)(v.P)
				if it.seq.P == nil {
					return Int(0)
				}
				if t.M.Lookup(t.M.TypeOf(it.seq), names.Len).P == nil {
					return NotImplemented
				}
				n, ok := t.Len(it.seq)
				if !ok {
					return Value{}
				}
				return Int(int64(max(n-it.i, 0)))
			}),
			reduceDef(func(t *Thread, v Value) Value {
				it := (*sequenceIterator)(v.P)
				if it.seq.P == nil {
					return t.reduceCall("iter", TupleOf(EmptyTuple))
				}
				return t.reduceCall("iter", TupleOf(it.seq), Int(int64(it.i)))
			}),
			setStateDef(func(t *Thread, v Value, i int) {
				if it := (*sequenceIterator)(v.P); it.seq.P != nil {
					it.i = max(i, 0)
				}
			}),
		},
	}
)

func lengthHintDef(f func(t *Thread, it Value) Value) Def {
	return Def{"__length_hint__(self, /)", "Return how many items are likely left, as an estimate for list(it).", func(t *Thread, a []Value) Value { return f(t, a[0]) }}
}

func reduceDef(f func(t *Thread, it Value) Value) Def {
	return Def{"__reduce__(self, /)", "Return state information for pickling.", func(t *Thread, a []Value) Value { return f(t, a[0]) }}
}

// setStateDef declares __setstate__ of an iterator whose state is an index.
func setStateDef(f func(t *Thread, it Value, i int)) Def {
	return Def{"__setstate__(self, state, /)", "Set state information for unpickling.", func(t *Thread, a []Value) Value {
		if !IsIntLike(a[1]) {
			return t.TypeErrorf("an integer is required")
		}
		i, ok := t.indexOverflow(a[1])
		if !ok {
			return Value{}
		}
		f(t, a[0], i)
		return None
	}}
}

// reduceCall makes the result of a __reduce__ that calls a builtin again.
func (t *Thread) reduceCall(builtin string, args Value, state ...Value) Value {
	f := t.M.Builtins.GetStr(t.M.Intern(builtin))
	if f.P == nil {
		return t.Raise(ShapeAttributeError, "%s", builtin)
	}
	return TupleOf(append([]Value{f, args}, state...)...)
}
