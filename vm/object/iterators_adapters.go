package object

import (
	"math"
	"math/big"
)

// The builtin types that iterate over other iterables: enumerate, zip, map,
// filter, reversed, and iter(callable, sentinel). All but the last may be
// subclassed, so each is an Opaque with its state behind it.

// newAdapter completes the header of an adapter of class cls.
func newAdapter(o *Opaque, cls Value) Value { return InitOpaque(o, (*Type)(cls.P)) }

// noKeywords refuses keyword arguments for the builtin class itself; what a
// subclass gets is for its __init__.
func noKeywords(t *Thread, cls, kwargs Value, shape uint32) bool {
	if kwargs.P != nil && dictOf(kwargs).Len() > 0 && (*Type)(cls.P).Shape0.ID == shape {
		t.TypeErrorf("%s() takes no keyword arguments", (*Type)(cls.P).Name)
		return false
	}
	return true
}

type enumerate struct {
	Opaque
	src   Source
	count int64
	big   *big.Int // the count once it exceeds 64 bits
}

var enumerateDecl = TypeDecl{
	Shape: ShapeEnumerate, Name: "enumerate", Kind: KindOpaque,
	Doc:   "Return an enumerate object: an iterator over pairs of a count and an item of the iterable.\n\n  iterable\n    what is counted\n  start\n    the first count",
	Texts: map[string]string{"": "(iterable, start=0)"},
	New:   &Def{"__new__(cls, /, *args, **kwargs)", "Create an enumerate object.", enumerateNew},
	Methods: []Def{
		reduceDef(func(t *Thread, v Value) Value {
			e := (*enumerate)(v.P)
			return NewPair(t.M.TypeOf(v).Value(), NewPair(e.src.It, e.value()))
		}),
	},
	Class: []Def{classGetItem},
	Next: func(t *Thread, v Value) Value {
		e := (*enumerate)(v.P)
		x := e.src.Next(t)
		if x.P == nil {
			return x
		}
		n := e.value()
		switch {
		case e.big != nil:
			e.big = new(big.Int).Add(e.big, big.NewInt(1))
		case e.count == math.MaxInt64:
			e.big = new(big.Int).Add(big.NewInt(e.count), big.NewInt(1))
		default:
			e.count++
		}
		return NewPair(n, x)
	},
}

func (e *enumerate) value() Value {
	if e.big != nil {
		return BigInt(e.big)
	}
	return Int(e.count)
}

func enumerateNew(t *Thread, a []Value) Value {
	args := tupleOf(a[1]).Items
	n := len(args)
	if a[2].P != nil {
		n += dictOf(a[2]).Len()
	}
	if n > 2 {
		return t.TypeErrorf("enumerate() takes at most 2 arguments (%d given)", n)
	}
	var iterable, start Value
	if len(args) > 0 {
		iterable = args[0]
	}
	if len(args) > 1 {
		start = args[1]
	}
	if a[2].P != nil {
		bad := ""
		dictOf(a[2]).Each(func(k, v Value) bool {
			switch name := k.Text(); {
			case name == "iterable" && iterable.P == nil:
				iterable = v
			case name == "start" && start.P == nil && (iterable.P != nil || n == 2):
				start = v
			default:
				bad = name
			}
			return bad == ""
		})
		if bad != "" {
			return t.TypeErrorf("'%s' is an invalid keyword argument for enumerate()", bad)
		}
	}
	if iterable.P == nil {
		return t.TypeErrorf("enumerate() missing required argument 'iterable'")
	}
	e := &enumerate{}
	if start.P != nil {
		i := t.Index(start)
		if i.P == nil {
			return i
		}
		var fits bool
		if e.count, fits = Int64(i); !fits {
			e.big = ToBig(i)
		}
	}
	var ok bool
	if e.src, ok = NewSource(t, iterable); !ok {
		return Value{}
	}
	return newAdapter(&e.Opaque, a[0])
}

type zip struct {
	Opaque
	srcs   []Source
	strict bool
}

var zipDecl = TypeDecl{
	Shape: ShapeZip, Name: "zip", Kind: KindOpaque,
	Doc: "zip(*iterables, strict=False) --> Yield tuples until an input is exhausted.\n\nThe i-th tuple has the i-th item of each iterable. With strict, iterables of different\nlengths raise a ValueError.",
	New: &Def{"__new__(cls, /, *iterables, strict=False)", "Create a zip object.", func(t *Thread, a []Value) Value {
		strict, ok := t.Truth(a[2])
		if !ok {
			return Value{}
		}
		z := &zip{strict: strict}
		if z.srcs, ok = Sources(t, tupleOf(a[1]).Items); !ok {
			return Value{}
		}
		return newAdapter(&z.Opaque, a[0])
	}},
	Methods: []Def{
		reduceDef(func(t *Thread, v Value) Value {
			z := (*zip)(v.P)
			cls, its := t.M.TypeOf(v).Value(), sourceTuple(nil, z.srcs)
			if z.strict {
				return NewTriple(cls, its, True)
			}
			return NewPair(cls, its)
		}),
		{"__setstate__(self, state, /)", "Set state information for unpickling.", func(t *Thread, a []Value) Value {
			strict, ok := t.Truth(a[1])
			(*zip)(a[0].P).strict = strict
			return noneIf(ok)
		}},
	},
	Next: zipNext,
}

func zipNext(t *Thread, v Value) Value {
	z := (*zip)(v.P)
	if len(z.srcs) == 0 {
		return Value{}
	}
	result, items := MakeTuple(len(z.srcs))
	for i := range z.srcs {
		s := &z.srcs[i]
		x := s.Next(t)
		if x.P == nil {
			if z.strict && t.Exc.P == nil {
				return z.mismatch(t, i)
			}
			return x
		}
		items[i] = x
	}
	return result
}

// mismatch raises ValueError unless all iterators end together; number i has
// just ended.
func (z *zip) mismatch(t *Thread, i int) Value {
	several := func(i int) string {
		if i == 1 {
			return " "
		}
		return "s 1-"
	}
	if i > 0 {
		return t.ValueErrorf("zip() argument %d is shorter than argument%s%d", i+1, several(i), i)
	}
	for i := 1; i < len(z.srcs); i++ {
		s := &z.srcs[i]
		if s.Next(t).P != nil {
			return t.ValueErrorf("zip() argument %d is longer than argument%s%d", i+1, several(i), i)
		}
		if t.Exc.P != nil {
			return Value{}
		}
	}
	return Value{}
}

type mapIterator struct {
	Opaque
	f    Value
	srcs []Source
}

var mapDecl = TypeDecl{
	Shape: ShapeMap, Name: "map", Kind: KindOpaque,
	Doc:   "Make an iterator that calls the function with an item of each iterable.\n\nIt ends when the shortest iterable does.",
	Texts: map[string]string{"": "(function, iterable, /, *iterables)"},
	New: &Def{"__new__(cls, /, *args, **kwargs)", "Create a map object.", func(t *Thread, a []Value) Value {
		args := tupleOf(a[1]).Items
		if !noKeywords(t, a[0], a[2], ShapeMap) {
			return Value{}
		}
		if len(args) < 2 {
			return t.TypeErrorf("map() must have at least two arguments.")
		}
		m := &mapIterator{f: args[0]}
		var ok bool
		if m.srcs, ok = Sources(t, args[1:]); !ok {
			return Value{}
		}
		return newAdapter(&m.Opaque, a[0])
	}},
	Methods: []Def{
		reduceDef(func(t *Thread, v Value) Value {
			m := (*mapIterator)(v.P)
			return NewPair(t.M.TypeOf(v).Value(), sourceTuple([]Value{m.f}, m.srcs))
		}),
	},
	Next: func(t *Thread, v Value) Value {
		m := (*mapIterator)(v.P)
		var buf [4]Value
		args := buf[:0]
		for i := range m.srcs {
			x := m.srcs[i].Next(t)
			if x.P == nil {
				return x
			}
			args = append(args, x)
		}
		return t.Call(m.f, args...)
	},
}

type filterIterator struct {
	Opaque
	f   Value
	src Source
}

var filterDecl = TypeDecl{
	Shape: ShapeFilter, Name: "filter", Kind: KindOpaque,
	Doc:   "Return an iterator over the items of the iterable for which function(item) is true.\n\nIf function is None, over the items that are true.",
	Texts: map[string]string{"": "(function, iterable, /)"},
	New: &Def{"__new__(cls, /, *args, **kwargs)", "Create a filter object.", func(t *Thread, a []Value) Value {
		args := tupleOf(a[1]).Items
		if !noKeywords(t, a[0], a[2], ShapeFilter) {
			return Value{}
		}
		if len(args) != 2 {
			return t.TypeErrorf("filter expected 2 arguments, got %d", len(args))
		}
		f := &filterIterator{f: args[0]}
		var ok bool
		if f.src, ok = NewSource(t, args[1]); !ok {
			return Value{}
		}
		return newAdapter(&f.Opaque, a[0])
	}},
	Methods: []Def{
		reduceDef(func(t *Thread, v Value) Value {
			f := (*filterIterator)(v.P)
			return NewPair(t.M.TypeOf(v).Value(), NewPair(f.f, f.src.It))
		}),
	},
	Next: func(t *Thread, v Value) Value {
		f := (*filterIterator)(v.P)
		for {
			x := f.src.Next(t)
			if x.P == nil {
				return x
			}
			good := x
			if !f.f.IsNone() && !(f.f.Kind() == KindType && f.f.Shape() == ShapeType && (*Type)(f.f.P).Shape0.ID == ShapeBool) {
				if good = t.Call(f.f, x); good.P == nil {
					return good
				}
			}
			truth, ok := t.Truth(good)
			switch {
			case !ok:
				return Value{}
			case truth:
				return x
			}
		}
	},
}

// reversed iterates backwards over an object with __len__ and __getitem__.
type reversed struct {
	Opaque
	seq Value // nil: exhausted
	i   int   // index of the next item
}

var reversedDecl = TypeDecl{
	Shape: ShapeReversed, Name: "reversed", Kind: KindOpaque,
	Doc:   "Return a reverse iterator over the values of the given sequence.",
	Texts: map[string]string{"": "(sequence, /)"},
	New: &Def{"__new__(cls, /, *args, **kwargs)", "Create a reverse iterator.", func(t *Thread, a []Value) Value {
		args := tupleOf(a[1]).Items
		if !noKeywords(t, a[0], a[2], ShapeReversed) {
			return Value{}
		}
		if len(args) != 1 {
			return t.TypeErrorf("reversed expected 1 argument, got %d", len(args))
		}
		seq := args[0]
		ty := t.M.TypeOf(seq)
		if f := t.M.Lookup(ty, names.Reversed); f.P != nil {
			if f.IsNone() {
				return t.TypeErrorf("'%s' object is not reversible", ty.Name)
			}
			return t.callUnbound(f, seq, nil)
		}
		if k := seq.Kind(); k == KindDict || k == KindSet || t.M.Lookup(ty, names.GetItem).P == nil {
			return t.TypeErrorf("'%s' object is not reversible", ty.Name)
		}
		n, ok := t.Len(seq)
		if !ok {
			return Value{}
		}
		r := &reversed{seq: seq, i: n - 1}
		return newAdapter(&r.Opaque, a[0])
	}},
	Methods: []Def{
		lengthHintDef(func(t *Thread, v Value) Value {
			r := (*reversed)(v.P)
			if r.seq.P == nil {
				return Int(0)
			}
			n, ok := t.Len(r.seq)
			switch {
			case !ok:
				return Value{}
			case n < r.i+1:
				return Int(0)
			}
			return Int(int64(r.i + 1))
		}),
		reduceDef(func(t *Thread, v Value) Value {
			r := (*reversed)(v.P)
			cls := t.M.TypeOf(v).Value()
			if r.seq.P == nil {
				return NewPair(cls, TupleOf(EmptyTuple))
			}
			return NewTriple(cls, TupleOf(r.seq), Int(int64(r.i)))
		}),
		{"__setstate__(self, state, /)", "Set state information for unpickling.", func(t *Thread, a []Value) Value {
			if !IsIntLike(a[1]) {
				return t.TypeErrorf("an integer is required")
			}
			i, ok := t.indexOverflow(a[1])
			if !ok {
				return Value{}
			}
			if r := (*reversed)(a[0].P); r.seq.P != nil {
				n, ok := t.Len(r.seq)
				if !ok {
					return Value{}
				}
				r.i = min(max(i, -1), n-1)
			}
			return None
		}},
	},
	Next: func(t *Thread, v Value) Value {
		r := (*reversed)(v.P)
		if r.seq.P == nil {
			return Value{}
		}
		if r.i >= 0 {
			x := t.GetItem(r.seq, Int(int64(r.i)))
			if x.P != nil {
				r.i--
				return x
			}
			if t.Catch(ShapeIndexError) == nil && t.Catch(ShapeStopIteration) == nil {
				return Value{}
			}
		}
		r.seq, r.i = Value{}, -1
		return Value{}
	},
}

// callableIterator is iter(f, sentinel). f nil: exhausted.
type callableIterator struct {
	Opaque
	f, sentinel Value
}

// NewCallableIterator makes iter(f, sentinel).
func NewCallableIterator(f, sentinel Value) Value {
	it := &callableIterator{f: f, sentinel: sentinel}
	return initIterator(&it.Opaque, ShapeCallableIterator)
}

var callableIteratorDecl = TypeDecl{
	Shape: ShapeCallableIterator, Name: "callable_iterator", Kind: KindOpaque, Flags: iteratorFlags,
	Methods: []Def{
		reduceDef(func(t *Thread, v Value) Value {
			it := (*callableIterator)(v.P)
			if it.f.P == nil {
				return t.reduceCall("iter", TupleOf(EmptyTuple))
			}
			return t.reduceCall("iter", NewPair(it.f, it.sentinel))
		}),
	},
	Next: func(t *Thread, v Value) Value {
		it := (*callableIterator)(v.P)
		if it.f.P == nil {
			return Value{}
		}
		x := t.Call(it.f)
		if x.P == nil {
			if t.Catch(ShapeStopIteration) != nil {
				it.f, it.sentinel = Value{}, Value{}
			}
			return Value{}
		}
		if it.f.P == nil { // ended by the call itself
			return Value{}
		}
		end, ok := t.Equal(it.sentinel, x)
		switch {
		case !ok:
			return Value{}
		case end:
			it.f, it.sentinel = Value{}, Value{}
			return Value{}
		}
		return x
	},
}
