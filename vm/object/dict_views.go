package object

// DictView is d.keys(), d.values() or d.items().
type DictView struct {
	Header
	Part DictPart
	Dict *Dict
}

// DictPart says what of a dict a view or iterator shows.
type DictPart uint8

const (
	DictKeys DictPart = iota
	DictValues
	DictItems
)

// NewDictView makes a view of type ty: one of the three builtin ones or of one
// derived from it.
func NewDictView(d *Dict, part DictPart, ty *Type) Value {
	v := &DictView{Header: Header{Shape: ty.Shape0.ID, Kind: KindDictView}, Part: part, Dict: d}
	return FromHeader(&v.Header)
}

func newDictView(d *Dict, shape uint32) Value {
	v := &DictView{Header: Header{Shape: shape, Kind: KindDictView}, Part: DictPart(shape - ShapeDictKeys), Dict: d}
	return FromHeader(&v.Header)
}

// items returns what the view shows, in order.
func (v *DictView) items() []Value {
	out := make([]Value, 0, v.Dict.used)
	v.Dict.Each(func(key, val Value) bool {
		switch v.Part {
		case DictKeys:
			out = append(out, key)
		case DictValues:
			out = append(out, val)
		default:
			out = append(out, NewPair(key, val))
		}
		return true
	})
	return out
}

// AsDictView returns the view v is, or nil.
func AsDictView(v Value) *DictView {
	if v.P != nil && v.Kind() == KindDictView {
		return (*DictView)(v.P)
	}
	return nil
}

func viewOf(v Value) *DictView { return (*DictView)(v.P) }

const viewFlags = TypeNoSubclass | TypeNoNew

var (
	dictKeysDecl   = TypeDecl{Shape: ShapeDictKeys, Name: "dict_keys", Kind: KindDictView, Flags: viewFlags, Methods: setViewMethods(keysContains), GetSets: viewGetSets, Attrs: []Attr{{"__hash__", None}}}
	dictItemsDecl  = TypeDecl{Shape: ShapeDictItems, Name: "dict_items", Kind: KindDictView, Flags: viewFlags, Methods: setViewMethods(itemsContains), GetSets: viewGetSets, Attrs: []Attr{{"__hash__", None}}}
	dictValuesDecl = TypeDecl{Shape: ShapeDictValues, Name: "dict_values", Kind: KindDictView, Flags: viewFlags, Methods: viewMethods(), GetSets: viewGetSets}
)

var viewGetSets = []GetSetDef{{"mapping", "The dictionary that the view refers to.", func(t *Thread, v Value) Value {
	return NewMappingProxy(viewOf(v).Dict.Value())
}, nil}}

// viewMethods are those of all three views.
func viewMethods() []Def {
	return []Def{
		{"__repr__(self, /)", "Return repr(self).", viewRepr},
		{"__len__(self, /)", "Return len(self).", func(t *Thread, a []Value) Value { return Int(int64(viewOf(a[0]).Dict.Len())) }},
		{"__iter__(self, /)", "Implement iter(self).", func(t *Thread, a []Value) Value {
			v := viewOf(a[0])
			return newDictIterator(v.Dict, ShapeDictKeyIterator+uint32(v.Part))
		}},
		{"__reversed__(self, /)", "Return a reverse iterator over the view.", func(t *Thread, a []Value) Value {
			v := viewOf(a[0])
			return newDictIterator(v.Dict, ShapeDictReverseKeyIterator+uint32(v.Part))
		}},
	}
}

// setViewMethods are those of the views that behave as sets.
func setViewMethods(contains NativeFn) []Def {
	return append(append(viewMethods(), CompareDefs(viewCompare)...), []Def{
		{"__contains__(self, key, /)", "Return bool(key in self).", contains},
		{"__and__(self, value, /)", "Return self&value.", viewAnd},
		{"__rand__(self, value, /)", "Return value&self.", viewAnd},
		{"__or__(self, value, /)", "Return self|value.", viewOr(false)},
		{"__ror__(self, value, /)", "Return value|self.", viewOr(true)},
		{"__sub__(self, value, /)", "Return self-value.", viewSub(false)},
		{"__rsub__(self, value, /)", "Return value-self.", viewSub(true)},
		{"__xor__(self, value, /)", "Return self^value.", viewXor(false)},
		{"__rxor__(self, value, /)", "Return value^self.", viewXor(true)},
		{"isdisjoint(self, other, /)", "Return whether the view and an iterable have no item in common.", viewIsDisjoint},
	}...)
}

func viewRepr(t *Thread, a []Value) Value {
	if !t.ReprEnter(a[0]) {
		return NewStr("...")
	}
	defer t.ReprLeave()
	items, ok := t.Collect(a[0])
	if !ok {
		return Value{}
	}
	b, ok := t.appendItems([]byte(t.TypeName(a[0])+"(["), &items)
	if !ok {
		return Value{}
	}
	return NewStr(string(append(b, "])"...)))
}

func keysContains(t *Thread, a []Value) Value {
	v := viewOf(a[0]).Dict.Get(t, a[1])
	if v.P == nil && t.Exc.P != nil {
		return Value{}
	}
	return Bool(v.P != nil)
}

func itemsContains(t *Thread, a []Value) Value {
	u := AsTuple(a[1])
	if u == nil || len(u.Items) != 2 {
		return False
	}
	v := viewOf(a[0]).Dict.Get(t, u.Items[0])
	if v.P == nil {
		if t.Exc.P != nil {
			return Value{}
		}
		return False
	}
	eq, ok := t.Equal(v, u.Items[1])
	if !ok {
		return Value{}
	}
	return Bool(eq)
}

// isSetLike reports whether v is a set, frozenset, or view of keys or items.
func isSetLike(v Value) bool {
	return v.Kind() == KindSet || v.Kind() == KindDictView && viewOf(v).Part != DictValues
}

// viewCompare compares as sets do: by inclusion.
func viewCompare(op CompareOp) NativeFn {
	return func(t *Thread, a []Value) Value {
		x, y := a[0], a[1]
		if !isSetLike(y) {
			return NotImplemented
		}
		n, ok := t.Len(x)
		if !ok {
			return Value{}
		}
		m, ok := t.Len(y)
		if !ok {
			return Value{}
		}
		within, of := x, y
		possible := false
		switch op {
		case OpEq, OpNe:
			possible = n == m
		case OpLt:
			possible = n < m
		case OpLe:
			possible = n <= m
		case OpGt:
			possible, within, of = n > m, y, x
		case OpGe:
			possible, within, of = n >= m, y, x
		}
		all := possible
		if possible {
			ok = t.Each(within, func(v Value) bool {
				in, ok := t.Contains(of, v)
				all = in
				return ok && in
			})
			if !ok {
				return Value{}
			}
		}
		return Bool(all == (op != OpNe))
	}
}

// viewAnd looks for the items of the smaller operand in the other, where both
// can be searched; else for those of the other operand in the view.
func viewAnd(t *Thread, a []Value) Value {
	view, other := a[0], a[1]
	n := viewOf(view).Dict.Len()
	switch shape := other.Shape(); {
	case shape == ShapeSet && n <= setOf(other).used:
		r := setOf(other).intersection(t, view)
		if r == nil {
			return Value{}
		}
		return r.Value()
	case other.Kind() == KindDictView && isSetLike(other):
		if viewOf(other).Dict.Len() > n {
			view, other = other, view
		}
	}
	s := newSet(ShapeSet)
	ok := t.Each(other, func(v Value) bool {
		in, ok := t.Contains(view, v)
		return ok && (!in || s.Add(t, v))
	})
	if !ok {
		return Value{}
	}
	return s.Value()
}

// leftSet makes a set of the operator's left operand; the other one is
// returned beside it.
func (t *Thread) leftSet(a []Value, swap bool) (*Set, Value) {
	left, right := a[0], a[1]
	if swap {
		left, right = right, left
	}
	s := newSet(ShapeSet)
	if left.Shape() == ShapeDictKeys {
		if d := viewOf(left).Dict; d.Shape == ShapeDict {
			left = d.Value() // whose size is known
		}
	}
	if !s.Update(t, left) {
		return nil, Value{}
	}
	return s, right
}

func viewOr(swap bool) NativeFn {
	return func(t *Thread, a []Value) Value {
		s, right := t.leftSet(a, swap)
		if s == nil || !s.Update(t, right) {
			return Value{}
		}
		return s.Value()
	}
}

func viewSub(swap bool) NativeFn {
	return func(t *Thread, a []Value) Value {
		s, right := t.leftSet(a, swap)
		if s == nil || !s.differenceUpdate(t, right) {
			return Value{}
		}
		return s.Value()
	}
}

func viewXor(swap bool) NativeFn {
	return func(t *Thread, a []Value) Value {
		if !swap && a[0].Shape() == ShapeDictItems && a[1].Shape() == ShapeDictItems {
			return t.xorItems(viewOf(a[0]).Dict, viewOf(a[1]).Dict)
		}
		s, right := t.leftSet(a, swap)
		if s == nil || !s.symmetricUpdate(t, right) {
			return Value{}
		}
		return s.Value()
	}
}

// xorItems is x.items() ^ y.items(). Values are hashed only where they are
// part of the result.
func (t *Thread) xorItems(x, y *Dict) Value {
	rest, s := x.Clone(), newSet(ShapeSet)
	for i := 0; ; {
		k, v, next := y.At(i)
		if k.P == nil {
			break
		}
		w := rest.GetHashed(t, k, y.entries[next-1].hash)
		same := false
		if w.P != nil {
			var ok bool
			if same, ok = t.Equal(w, v); !ok {
				return Value{}
			}
		} else if t.Exc.P != nil {
			return Value{}
		}
		if same {
			if _, ok := rest.Del(t, k); !ok {
				return Value{}
			}
		} else if !s.Add(t, NewPair(k, v)) {
			return Value{}
		}
		i = next
	}
	if !s.Update(t, newDictView(rest, ShapeDictItems)) {
		return Value{}
	}
	return s.Value()
}

func viewIsDisjoint(t *Thread, a []Value) Value {
	view, other := a[0], a[1]
	if view == other {
		return Bool(viewOf(view).Dict.Len() == 0)
	}
	if isSetLike(other) {
		n, ok := t.Len(other)
		if !ok {
			return Value{}
		}
		if n > viewOf(view).Dict.Len() {
			view, other = other, view
		}
	}
	disjoint := true
	ok := t.Each(other, func(v Value) bool {
		in, ok := t.Contains(view, v)
		disjoint = !in
		return ok && !in
	})
	if !ok {
		return Value{}
	}
	return Bool(disjoint)
}
