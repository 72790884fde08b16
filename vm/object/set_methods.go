package object

import "unsafe"

var (
	setDecl = TypeDecl{
		Shape: ShapeSet, Name: "set", Kind: KindSet,
		Doc:  "Build an unordered collection of unique elements.",
		New:  &Def{"__new__(cls, /, *args, **kwargs)", "Create an empty set.", setNew},
		Call: &Def{"set(iterable=(), /)", "Make a set of the items of an iterable.", setCall},
		Methods: append(setMethods(), []Def{
			{"__init__(self, /, *args, **kwargs)", "Fill the set from an iterable.", setInit},
			{"__ior__(self, value, /)", "Return self|=value.", setInPlace((*Set).Update)},
			{"__iand__(self, value, /)", "Return self&=value.", setInPlace((*Set).intersectionUpdate)},
			{"__isub__(self, value, /)", "Return self-=value.", setInPlace((*Set).differenceUpdate)},
			{"__ixor__(self, value, /)", "Return self^=value.", setInPlace((*Set).symmetricUpdate)},
			{"add(self, object, /)", "Add an element to the set.", func(t *Thread, a []Value) Value {
				return noneIf(setOf(a[0]).Add(t, a[1]))
			}},
			{"discard(self, object, /)", "Remove an element from the set if it is there.", func(t *Thread, a []Value) Value {
				_, ok := setOf(a[0]).Discard(t, a[1])
				return noneIf(ok)
			}},
			{"remove(self, object, /)", "Remove an element from the set.\n\nRaises KeyError if it is not there.", func(t *Thread, a []Value) Value {
				found, ok := setOf(a[0]).Discard(t, a[1])
				if ok && !found {
					return t.KeyError(a[1])
				}
				return noneIf(ok)
			}},
			{"pop(self, /)", "Remove and return an arbitrary element.\n\nRaises KeyError if the set is empty.", setPop},
			{"clear(self, /)", "Remove all elements from the set.", func(t *Thread, a []Value) Value {
				setOf(a[0]).Clear()
				return None
			}},
			{"update(self, /, *others)", "Add the items of all others.", setUpdateAll((*Set).Update)},
			{"intersection_update(self, /, *others)", "Keep the elements that are in all others.", func(t *Thread, a []Value) Value {
				r := setIntersection(t, a)
				if r.P != nil {
					setOf(a[0]).swapBody(setOf(r))
					return None
				}
				return r
			}},
			{"difference_update(self, /, *others)", "Remove the elements that are in any other.", setUpdateAll((*Set).differenceUpdate)},
			{"symmetric_difference_update(self, other, /)", "Keep the elements that are in either, but not in both.", func(t *Thread, a []Value) Value {
				return noneIf(setOf(a[0]).symmetricUpdate(t, a[1]))
			}},
		}...),
		Class: []Def{classGetItem},
		Attrs: []Attr{{"__hash__", None}},
	}
	frozenSetDecl = TypeDecl{
		Shape: ShapeFrozenSet, Name: "frozenset", Kind: KindSet,
		Doc:  "Build an immutable unordered collection of unique elements.",
		New:  &Def{"__new__(cls, /, *args, **kwargs)", "Create a frozenset.", frozenSetNew},
		Call: &Def{"frozenset(iterable=(), /)", "Make a frozenset of the items of an iterable.", frozenSetCall},
		Methods: append(setMethods(), []Def{
			{"__hash__(self, /)", "Return hash(self).", func(t *Thread, a []Value) Value { return Int(int64(setOf(a[0]).frozenHash())) }},
		}...),
		Class: []Def{classGetItem},
	}
)

// setMethods are the methods that set and frozenset share.
func setMethods() []Def {
	return append(CompareDefs(setCompare), []Def{
		{"__repr__(self, /)", "Return repr(self).", setRepr},
		{"__len__(self, /)", "Return len(self).", func(t *Thread, a []Value) Value { return Int(int64(setOf(a[0]).used)) }},
		{"__iter__(self, /)", "Implement iter(self).", func(t *Thread, a []Value) Value { return newSetIterator(setOf(a[0])) }},
		{"__contains__(self, object, /)", "Return whether the object is in the set.", func(t *Thread, a []Value) Value {
			return boolIf(setOf(a[0]).Has(t, a[1]))
		}},
		{"__and__(self, value, /)", "Return self&value.", setOperator((*Set).intersection, false)},
		{"__rand__(self, value, /)", "Return value&self.", setOperator((*Set).intersection, true)},
		{"__or__(self, value, /)", "Return self|value.", setOperator((*Set).union, false)},
		{"__ror__(self, value, /)", "Return value|self.", setOperator((*Set).union, true)},
		{"__sub__(self, value, /)", "Return self-value.", setOperator((*Set).difference, false)},
		{"__rsub__(self, value, /)", "Return value-self.", setOperator((*Set).difference, true)},
		{"__xor__(self, value, /)", "Return self^value.", setOperator((*Set).symmetricDifference, false)},
		{"__rxor__(self, value, /)", "Return value^self.", setOperator((*Set).symmetricDifference, true)},
		{"copy(self, /)", "Return a shallow copy of the set.", setCopy},
		{"union(self, /, *others)", "Return a new set with the elements of the set and all others.", func(t *Thread, a []Value) Value {
			r := setOf(a[0]).copy(t)
			for _, v := range tupleOf(a[1]).Items {
				if r == nil || !r.Update(t, v) {
					return Value{}
				}
			}
			return setValue(r)
		}},
		{"intersection(self, /, *others)", "Return a new set with the elements common to the set and all others.", setIntersection},
		{"difference(self, /, *others)", "Return a new set with the elements of the set that are in no other.", func(t *Thread, a []Value) Value {
			s, others := setOf(a[0]), tupleOf(a[1]).Items
			if len(others) == 0 {
				return setValue(s.copy(t))
			}
			r := s.difference(t, others[0])
			for _, v := range others[1:] {
				if r == nil || !r.differenceUpdate(t, v) {
					return Value{}
				}
			}
			return setValue(r)
		}},
		{"symmetric_difference(self, other, /)", "Return a new set with the elements in either the set or other but not in both.", func(t *Thread, a []Value) Value {
			return setValue(setOf(a[0]).symmetricDifference(t, a[1]))
		}},
		{"isdisjoint(self, other, /)", "Return whether the set and other have no element in common.", func(t *Thread, a []Value) Value {
			return boolIf(setOf(a[0]).isDisjoint(t, a[1]))
		}},
		{"issubset(self, other, /)", "Return whether other contains this set.", func(t *Thread, a []Value) Value {
			return boolIf(setOf(a[0]).isSubset(t, a[1]))
		}},
		{"issuperset(self, other, /)", "Return whether this set contains other.", func(t *Thread, a []Value) Value {
			return boolIf(setOf(a[0]).isSuperset(t, a[1]))
		}},
		{"__reduce__(self, /)", "Return state information for pickling.", setReduce},
		{"__sizeof__(self, /)", "Return the size of the set in memory, in bytes.", func(t *Thread, a []Value) Value {
			return Int(int64(unsafe.Sizeof(Set{}) + uintptr(len(setOf(a[0]).table))*unsafe.Sizeof(setEntry{})))
		}},
	}...)
}

// boolIf is the result of a native that returns a bool or fails.
func boolIf(b, ok bool) Value {
	if !ok {
		return Value{}
	}
	return Bool(b)
}

// setValue is s as a native's result; nil stays nil.
func setValue(s *Set) Value {
	if s == nil {
		return Value{}
	}
	return s.Value()
}

func setNew(t *Thread, a []Value) Value {
	ty := (*Type)(a[0].P)
	if ty.Shape0.ID == ShapeSet {
		return newSet(ShapeSet).Value()
	}
	return initWide(&new(setWide).Header, ty, KindSet)
}

func setCall(t *Thread, a []Value) Value {
	s := newSet(ShapeSet)
	if a[0] != EmptyTuple && !s.Update(t, a[0]) {
		return Value{}
	}
	return s.Value()
}

func setInit(t *Thread, a []Value) Value {
	if args := tupleOf(a[1]).Items; len(args) > 1 && (a[2].P == nil || dictOf(a[2]).Len() == 0) {
		return t.TypeErrorf("%s expected at most 1 argument, got %d", t.TypeName(a[0]), len(args))
	}
	v, ok := t.oneArgument(a, ShapeSet)
	if !ok {
		return v
	}
	s := setOf(a[0])
	s.Clear()
	return noneIf(v.P == nil || s.Update(t, v))
}

func frozenSetCall(t *Thread, a []Value) Value {
	if a[0].Shape() == ShapeFrozenSet {
		return a[0]
	}
	s := newSet(ShapeFrozenSet)
	if a[0] != EmptyTuple && !s.Update(t, a[0]) {
		return Value{}
	}
	return s.Value()
}

func frozenSetNew(t *Thread, a []Value) Value {
	ty := (*Type)(a[0].P)
	if a[2].P != nil && !definesInit(t, ty) {
		return t.TypeErrorf("frozenset() takes no keyword arguments")
	}
	args := tupleOf(a[1]).Items
	if len(args) > 1 {
		return t.TypeErrorf("%s expected at most 1 argument, got %d", ty.Label(), len(args))
	}
	if len(args) == 0 {
		args = []Value{EmptyTuple}
	}
	if ty.Shape0.ID == ShapeFrozenSet {
		return frozenSetCall(t, args)
	}
	w := &setWide{}
	v := initWide(&w.Header, ty, KindSet)
	if !w.Update(t, args[0]) {
		return Value{}
	}
	return v
}

func setCopy(t *Thread, a []Value) Value {
	if a[0].Shape() == ShapeFrozenSet {
		return a[0]
	}
	return setValue(setOf(a[0]).copy(t))
}

// union and symmetricDifference complete the operations that operators need.
func (s *Set) union(t *Thread, v Value) *Set {
	r := s.copy(t)
	if r == nil || s.Value() != v && !r.Update(t, v) {
		return nil
	}
	return r
}

func (s *Set) symmetricDifference(t *Thread, v Value) *Set {
	r := newSet(s.baseShape(t))
	if !r.Update(t, v) || !r.symmetricUpdate(t, s.Value()) {
		return nil
	}
	return r
}

func (s *Set) intersectionUpdate(t *Thread, v Value) bool {
	r := s.intersection(t, v)
	if r == nil {
		return false
	}
	s.swapBody(r)
	return true
}

// swapBody takes over the items of r.
func (s *Set) swapBody(r *Set) {
	s.table, s.fill, s.used, s.hash = r.table, r.fill, r.used, 0
}

// setOperator makes a binary operator of an operation; both operands must be
// sets. swap is for the reflected operator.
func setOperator(f func(*Set, *Thread, Value) *Set, swap bool) NativeFn {
	return func(t *Thread, a []Value) Value {
		x, y := a[0], a[1]
		if y.Kind() != KindSet {
			return NotImplemented
		}
		if swap {
			x, y = y, x
		}
		return setValue(f(setOf(x), t, y))
	}
}

func setInPlace(f func(*Set, *Thread, Value) bool) NativeFn {
	return func(t *Thread, a []Value) Value {
		if a[1].Kind() != KindSet {
			return NotImplemented
		}
		if !f(setOf(a[0]), t, a[1]) {
			return Value{}
		}
		return a[0]
	}
}

// setUpdateAll makes a method that applies an operation with each argument.
func setUpdateAll(f func(*Set, *Thread, Value) bool) NativeFn {
	return func(t *Thread, a []Value) Value {
		for _, v := range tupleOf(a[1]).Items {
			if !f(setOf(a[0]), t, v) {
				return Value{}
			}
		}
		return None
	}
}

func setIntersection(t *Thread, a []Value) Value {
	others := tupleOf(a[1]).Items
	if len(others) == 0 {
		return setValue(setOf(a[0]).copy(t))
	}
	r := setOf(a[0])
	for _, v := range others {
		if r = r.intersection(t, v); r == nil {
			return Value{}
		}
	}
	return r.Value()
}

func setPop(t *Thread, a []Value) Value {
	s := setOf(a[0])
	if s.used == 0 {
		return t.Raise(ShapeKeyError, "pop from an empty set")
	}
	e, next := s.next(s.finger & s.mask())
	if e == nil {
		e, next = s.next(0)
	}
	v := e.key
	s.remove(e)
	s.finger = next
	return v
}

func setRepr(t *Thread, a []Value) Value {
	s, name := setOf(a[0]), t.TypeName(a[0])
	if s.used == 0 {
		return NewStr(name + "()")
	}
	if !t.ReprEnter(a[0]) {
		return NewStr(name + "(...)")
	}
	defer t.ReprLeave()
	items := s.items()
	b, ok := t.appendItems([]byte{'{'}, &items)
	if !ok {
		return Value{}
	}
	b = append(b, '}')
	if a[0].Shape() == ShapeSet {
		return NewStr(string(b))
	}
	return NewStr(name + "(" + string(b) + ")")
}

// items returns the items in order.
func (s *Set) items() []Value {
	out := make([]Value, 0, s.used)
	s.Each(func(v Value) bool { out = append(out, v); return true })
	return out
}

func setCompare(op CompareOp) NativeFn {
	return func(t *Thread, a []Value) Value {
		x, y := setOf(a[0]), AsSet(a[1])
		if y == nil {
			return NotImplemented
		}
		switch op {
		case OpEq, OpNe:
			same := x.used == y.used && (x.hash == 0 || y.hash == 0 || x.hash == y.hash)
			if same {
				var ok bool
				if same, ok = x.isSubset(t, a[1]); !ok {
					return Value{}
				}
			}
			return Bool(same == (op == OpEq))
		case OpLt:
			if x.used >= y.used {
				return False
			}
			return boolIf(x.isSubset(t, a[1]))
		case OpLe:
			return boolIf(x.isSubset(t, a[1]))
		case OpGt:
			if x.used <= y.used {
				return False
			}
		}
		return boolIf(y.isSubset(t, a[0]))
	}
}

// setReduce makes (type, ([items],), instance dict or None).
func setReduce(t *Thread, a []Value) Value {
	state := None
	if a[0].Shape() != ShapeSet && a[0].Shape() != ShapeFrozenSet {
		if state = t.LookupAttr(a[0], names.Dict); state.P == nil {
			if t.Exc.P != nil {
				return Value{}
			}
			state = None
		} else if d := AsDict(state); d != nil && d.Len() == 0 {
			state = None
		}
	}
	return NewTriple(t.M.TypeOf(a[0]).Value(), TupleOf(NewList(setOf(a[0]).items())), state)
}

// setIterator iterates over a set by slot. A nil set marks it as exhausted.
type setIterator struct {
	Opaque
	set  *Set
	pos  int
	used int // -1 after the set has changed
	left int
}

func newSetIterator(s *Set) Value {
	it := &setIterator{set: s, used: s.used, left: s.used}
	return initIterator(&it.Opaque, ShapeSetIterator)
}

func (it *setIterator) step(t *Thread) Value {
	s := it.set
	if s == nil {
		return Value{}
	}
	if s.used != it.used {
		it.used = -1
		return t.RuntimeErrorf("Set changed size during iteration")
	}
	v, next := s.At(it.pos)
	if it.pos = next; v.P == nil {
		it.set = nil
		return v
	}
	it.left--
	return v
}

var setIteratorDecl = TypeDecl{
	Shape: ShapeSetIterator, Name: "set_iterator", Kind: KindOpaque, Flags: iteratorFlags,
	Next: func(t *Thread, v Value) Value { return (*setIterator)(v.P).step(t) },
	Methods: []Def{
		lengthHintDef(func(t *Thread, v Value) Value {
			it := (*setIterator)(v.P)
			if it.set == nil || it.used != it.set.used {
				return Int(0)
			}
			return Int(int64(it.left))
		}),
		reduceDef(func(t *Thread, v Value) Value {
			rest := *(*setIterator)(v.P) // the iterator itself stays where it is
			var items []Value
			for {
				x := rest.step(t)
				if x.P == nil {
					break
				}
				items = append(items, x)
			}
			if t.Exc.P != nil {
				return Value{}
			}
			return t.reduceCall("iter", TupleOf(NewList(items)))
		}),
	},
}
