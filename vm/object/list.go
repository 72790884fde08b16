package object

import (
	"slices"
	"unsafe"
)

// List is a list. Items may be replaced by anything that runs the script's
// code: look at it again after each call back.
type List struct {
	Header
	Items []Value
}

// FlagPassing: a list that a slice made for an assignment to a slice. Only a
// register has it, and the assignment ends it.
const FlagPassing uint16 = 1

// NewList makes a list that owns items.
func NewList(items []Value) Value {
	return FromHeader(&(&List{Header{Shape: ShapeList, Kind: KindList}, items}).Header)
}

// AsList returns the list v is, subclasses included, or nil.
func AsList(v Value) *List {
	if v.P != nil && v.Kind() == KindList {
		return (*List)(v.P)
	}
	return nil
}

// Value returns l as a Value.
func (l *List) Value() Value { return Value{P: unsafe.Pointer(l)} }

// Append adds v at the end.
func (l *List) Append(v Value) {
	if len(l.Items) == cap(l.Items) {
		l.grow(1)
	}
	l.Items = append(l.Items, v)
}

// grow makes room for n more items. A list doubles while it is small, then
// grows by half: Go's append would add a quarter and so copy twice as much.
func (l *List) grow(n int) {
	need, c := len(l.Items)+n, cap(l.Items)
	if need <= c {
		return
	}
	if c < 1<<16 {
		c *= 2
	} else {
		c += c / 2
	}
	l.Items = append(make([]Value, 0, max(c, need, 4)), l.Items...)
}

var listDecl = TypeDecl{
	Shape: ShapeList, Name: "list", Kind: KindList, Flags: TypeSequence,
	Doc:  "Built-in mutable sequence.\n\nWithout an argument the list is empty; else it takes the items of the iterable.",
	New:  &Def{"__new__(cls, /, *args, **kwargs)", "Create an empty list.", listNew},
	Call: &Def{"list(iterable=(), /)", "Make a list of the items of an iterable.", listCall},
	Methods: append(CompareDefs(listCompare), []Def{
		{"__init__(self, /, *args, **kwargs)", "Fill the list from an iterable.", listInit},
		{"__repr__(self, /)", "Return repr(self).", listRepr},
		{"__len__(self, /)", "Return len(self).", func(t *Thread, a []Value) Value { return Int(int64(len(listOf(a[0]).Items))) }},
		{"__getitem__(self, index, /)", "Return self[index].", func(t *Thread, a []Value) Value { return listGetItem(t, listOf(a[0]), a[1]) }},
		{"__setitem__(self, key, value, /)", "Set self[key] to value.", func(t *Thread, a []Value) Value {
			return noneIf(listSetItem(t, listOf(a[0]), a[1], a[2]))
		}},
		{"__delitem__(self, key, /)", "Delete self[key].", func(t *Thread, a []Value) Value {
			return noneIf(listDelItem(t, listOf(a[0]), a[1]))
		}},
		{"__contains__(self, key, /)", "Return bool(key in self).", listContains},
		{"__iter__(self, /)", "Implement iter(self).", func(t *Thread, a []Value) Value { return newListIterator(listOf(a[0])) }},
		{"__reversed__(self, /)", "Return a reverse iterator over the list.", func(t *Thread, a []Value) Value { return newListReverseIterator(listOf(a[0])) }},
		{"__add__(self, value, /)", "Return self+value.", listAdd},
		{"__mul__(self, value, /)", "Return self*value.", listMul},
		{"__rmul__(self, value, /)", "Return value*self.", listMul},
		{"__iadd__(self, value, /)", "Implement self+=value.", func(t *Thread, a []Value) Value {
			if !listOf(a[0]).Extend(t, a[1]) {
				return Value{}
			}
			return a[0]
		}},
		{"__imul__(self, value, /)", "Implement self*=value.", listInPlaceMul},
		{"append(self, object, /)", "Append object to the end of the list.", func(t *Thread, a []Value) Value {
			listOf(a[0]).Append(a[1])
			return None
		}},
		{"extend(self, iterable, /)", "Append the items of an iterable.", func(t *Thread, a []Value) Value {
			return noneIf(listOf(a[0]).Extend(t, a[1]))
		}},
		{"insert(self, index, object, /)", "Insert object before index.", listInsert},
		{"pop(self, index=-1, /)", "Remove and return the item at index, the last one by default.\n\nRaises IndexError if the list is empty or index is out of range.", listPop},
		{"remove(self, value, /)", "Remove the first item equal to value.\n\nRaises ValueError if there is none.", listRemove},
		{"clear(self, /)", "Remove all items from the list.", func(t *Thread, a []Value) Value {
			listOf(a[0]).Items = nil
			return None
		}},
		{"copy(self, /)", "Return a shallow copy of the list.", func(t *Thread, a []Value) Value {
			return NewList(slices.Clone(listOf(a[0]).Items))
		}},
		{"index(self, value, start=0, stop=9223372036854775807, /)", "Return the first index of value.\n\nRaises ValueError if value is not present.", listIndex},
		{"count(self, value, /)", "Return the number of items equal to value.", func(t *Thread, a []Value) Value {
			return t.countItem(&listOf(a[0]).Items, a[1])
		}},
		{"reverse(self, /)", "Reverse the list in place.", func(t *Thread, a []Value) Value {
			slices.Reverse(listOf(a[0]).Items)
			return None
		}},
		{"sort(self, /, *, key=None, reverse=False)", "Sort the list in place, in ascending order.\n\nThe sort is stable. key is called once for each item; the items are then\nordered by its results. reverse sorts in descending order.", listSort},
		{"__sizeof__(self, /)", "Return the size of the list in memory, in bytes.", func(t *Thread, a []Value) Value {
			return Int(int64(unsafe.Sizeof(List{})) + int64(cap(listOf(a[0]).Items))*int64(unsafe.Sizeof(Value{})))
		}},
	}...),
	Class: []Def{classGetItem},
	Attrs: []Attr{{"__hash__", None}},
}

// listOf is the list behind a value of kind list.
func listOf(v Value) *List { return (*List)(v.P) }

// noneIf is the result of a native that returns None or fails.
func noneIf(ok bool) Value {
	if ok {
		return None
	}
	return Value{}
}

func listNew(t *Thread, a []Value) Value {
	ty := (*Type)(a[0].P)
	if ty.Shape0.ID == ShapeList {
		return NewList(nil)
	}
	return initWide(&new(listWide).Header, ty, KindList)
}

func listCall(t *Thread, a []Value) Value {
	if a[0] == EmptyTuple {
		return NewList(nil)
	}
	items, ok := t.Collect(a[0])
	if !ok {
		return Value{}
	}
	return NewList(items)
}

func listInit(t *Thread, a []Value) Value {
	l := listOf(a[0])
	v, ok := t.oneArgument(a, ShapeList)
	if !ok {
		return v
	}
	l.Items = nil
	if v.P == nil || l.Extend(t, v) {
		return None
	}
	return Value{}
}

// oneArgument checks the arguments of an __init__(self, *args, **kwargs) or
// __new__ of a builtin container that takes at most one, positional. It
// returns nil and true where none was given. Keywords are for a subclass's
// __new__ to look at, if it has one of its own.
func (t *Thread) oneArgument(a []Value, shape uint32) (Value, bool) {
	ty := t.M.Type(shape)
	if kw := AsDict(a[2]); kw != nil && kw.Len() > 0 {
		self := t.M.TypeOf(a[0])
		if self == ty || t.M.Lookup(self, names.New) == t.M.Own(ty, names.New) {
			return t.TypeErrorf("%s() takes no keyword arguments", ty.Name), false
		}
	}
	switch args := AsTuple(a[1]).Items; len(args) {
	case 0:
		return Value{}, true
	case 1:
		return args[0], true
	default:
		return t.TypeErrorf("%s expected at most 1 argument, got %d", ty.Name, len(args)), false
	}
}

// Extend appends the items of an iterable; false when an exception is pending.
// What came before the exception stays, as CPython has it.
func (l *List) Extend(t *Thread, v Value) bool {
	if items, ok := t.quickItems(v); ok {
		l.grow(len(items))
		l.Items = append(l.Items, items...)
		return true
	}
	it := t.Iter(v)
	if it.P == nil {
		return false
	}
	n, ok := t.lengthHint(v)
	if !ok {
		return false
	}
	switch {
	case n > maxIndex-len(l.Items): // a hint that cannot be true: what comes decides
	case n > cap(l.Items)-len(l.Items):
		if !t.Reserve(len(l.Items)+n, valueSize) {
			return false
		}
		l.Items = slices.Grow(l.Items, n)
	}
	for {
		x := t.Next(it)
		if x.P == nil {
			return t.Exc.P == nil
		}
		l.Append(x)
	}
}

func listCompare(op CompareOp) NativeFn {
	return func(t *Thread, a []Value) Value {
		if a[1].Kind() != KindList {
			return NotImplemented
		}
		return t.compareItems(op, &listOf(a[0]).Items, &listOf(a[1]).Items)
	}
}

func listRepr(t *Thread, a []Value) Value {
	if len(listOf(a[0]).Items) == 0 {
		return NewStr("[]")
	}
	if !t.ReprEnter(a[0]) {
		return NewStr("[...]")
	}
	b, ok := t.appendItems([]byte{'['}, &listOf(a[0]).Items)
	t.ReprLeave()
	if !ok {
		return Value{}
	}
	return NewStr(string(append(b, ']')))
}

func listContains(t *Thread, a []Value) Value {
	i, ok := t.findItem(&listOf(a[0]).Items, a[1], 0, maxIndex)
	if !ok {
		return Value{}
	}
	return Bool(i >= 0)
}

func listIndex(t *Thread, a []Value) Value {
	start, stop, ok := t.SearchBounds(a[2], a[3], len(listOf(a[0]).Items))
	if !ok {
		return Value{}
	}
	i, ok := t.findItem(&listOf(a[0]).Items, a[1], start, stop)
	if !ok {
		return Value{}
	}
	if i < 0 {
		r, ok := t.Repr(a[1])
		if !ok {
			return Value{}
		}
		return t.ValueErrorf("%s is not in list", r)
	}
	return Int(int64(i))
}

func listAdd(t *Thread, a []Value) Value {
	o := AsList(a[1])
	if o == nil {
		return t.TypeErrorf("can only concatenate list (not \"%s\") to list", t.TypeName(a[1]))
	}
	l := listOf(a[0])
	if !t.Reserve(len(l.Items)+len(o.Items), valueSize) {
		return Value{}
	}
	return NewList(concatItems(l.Items, o.Items))
}

func listMul(t *Thread, a []Value) Value {
	items, ok := t.repeatItems(listOf(a[0]).Items, a[1])
	if !ok {
		return Value{}
	}
	return NewList(items)
}

func listInPlaceMul(t *Thread, a []Value) Value {
	items, ok := t.repeatItems(listOf(a[0]).Items, a[1])
	if !ok {
		return Value{}
	}
	listOf(a[0]).Items = items
	return a[0]
}

func listInsert(t *Thread, a []Value) Value {
	i, ok := t.indexOverflow(a[1])
	if !ok {
		return Value{}
	}
	l := listOf(a[0])
	n := len(l.Items)
	if i < 0 {
		i = max(i+n, 0)
	}
	l.Append(a[2])
	if i < n {
		copy(l.Items[i+1:], l.Items[i:n])
		l.Items[i] = a[2]
	}
	return None
}

func listPop(t *Thread, a []Value) Value {
	i, ok := t.indexOverflow(a[1])
	if !ok {
		return Value{}
	}
	l := listOf(a[0])
	n := len(l.Items)
	if n == 0 {
		return t.IndexErrorf("pop from empty list")
	}
	if i < 0 {
		i += n
	}
	if i < 0 || i >= n {
		return t.IndexErrorf("pop index out of range")
	}
	v := l.Items[i]
	l.remove(i, i+1)
	return v
}

func listRemove(t *Thread, a []Value) Value {
	l := listOf(a[0])
	i, ok := t.findItem(&l.Items, a[1], 0, maxIndex)
	if !ok {
		return Value{}
	}
	if i < 0 {
		return t.ValueErrorf("list.remove(x): x not in list")
	}
	// the last comparison may have shortened the list
	l.remove(min(i, len(l.Items)), min(i+1, len(l.Items)))
	return None
}
