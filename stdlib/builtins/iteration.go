package builtins

import (
	"github.com/aio-lang/aio/vm/object"
)

// Builtins that iterate.

var iterationFuncs = []object.Def{
	{Sig: "aiter(async_iterable, /)", Doc: "Return an AsyncIterator for an AsyncIterable object.", Fn: aiter},
	{Sig: "all(iterable, /)", Doc: "Return True if bool(x) is True for all values x in the iterable.", Fn: all},
	{Sig: "anext(aiterator, default=<unrepresentable>, /)", Doc: "Return an awaitable of the next item from the async iterator, or of default when it is exhausted.", Fn: anext},
	{Sig: "any(iterable, /)", Doc: "Return True if bool(x) is True for any x in the iterable.", Fn: anyOf},
	{Sig: "iter(object, sentinel=<...>, /)", Doc: "Get an iterator from an object, or one that calls object until it returns the sentinel.", Fn: iter},
	{Sig: "len(obj, /)", Doc: "Return the number of items in a container.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		n, ok := t.Len(a[0])
		if !ok {
			return object.Value{}
		}
		return object.Int(int64(n))
	}},
	{Sig: "max(*args, key=None, default=<...>)", Doc: "Return the biggest item of an iterable, or the largest of several arguments.", Fn: extreme("max", object.OpGt)},
	{Sig: "min(*args, key=None, default=<...>)", Doc: "Return the smallest item of an iterable, or the smallest of several arguments.", Fn: extreme("min", object.OpLt)},
	{Sig: "next(iterator, default=<...>, /)", Doc: "Return the next item from the iterator, or default when it is exhausted.", Fn: next},
	{Sig: "sorted(iterable, /, *, key=None, reverse=False)", Doc: "Return a new list containing all items from the iterable in ascending order.", Fn: func(t *object.Thread, a []object.Value) object.Value {
		reverse, ok := t.Truth(a[2])
		if !ok {
			return object.Value{}
		}
		return t.Sorted(a[0], a[1], reverse)
	}},
}

func all(t *object.Thread, a []object.Value) object.Value {
	truth, ok := true, true
	done := t.Each(a[0], func(x object.Value) bool {
		truth, ok = t.Truth(x)
		return truth && ok
	})
	return truthOf(truth, ok && done)
}

func anyOf(t *object.Thread, a []object.Value) object.Value {
	truth, ok := false, true
	done := t.Each(a[0], func(x object.Value) bool {
		truth, ok = t.Truth(x)
		return !truth && ok
	})
	return truthOf(truth, ok && done)
}

func iter(t *object.Thread, a []object.Value) object.Value {
	if a[1].P == nil {
		return t.Iter(a[0])
	}
	if !t.IsCallable(a[0]) {
		return t.TypeErrorf("iter(v, w): v must be callable")
	}
	return object.NewCallableIterator(a[0], a[1])
}

func next(t *object.Thread, a []object.Value) object.Value {
	v := t.NextOrStop(a[0])
	switch {
	case v.P != nil:
		return v
	case a[1].P != nil:
		if t.Exc.P != nil && t.Catch(object.ShapeStopIteration) == nil {
			return v
		}
		return a[1]
	case t.Exc.P != nil:
		return v
	}
	return t.Raise(object.ShapeStopIteration, "")
}

// quickExtreme is min or max of two or more ints, or floats.
func quickExtreme(beats object.CompareOp) object.NativeFn {
	return func(t *object.Thread, a []object.Value) object.Value {
		if len(a) < 2 {
			return object.Value{}
		}
		best := a[0]
		for _, x := range a[1:] {
			var less, more bool
			switch {
			case x.IsInt() && best.IsInt():
				less, more = x.AsInt() < best.AsInt(), x.AsInt() > best.AsInt()
			case x.IsFloat() && best.IsFloat():
				less, more = x.AsFloat() < best.AsFloat(), x.AsFloat() > best.AsFloat()
			default:
				return object.Value{}
			}
			if beats == object.OpLt && less || beats == object.OpGt && more {
				best = x
			}
		}
		return best
	}
}

// extreme makes min or max: the first of the items that no other beats.
func extreme(name string, beats object.CompareOp) object.NativeFn {
	return func(t *object.Thread, a []object.Value) object.Value {
		args := object.AsTuple(a[0]).Items
		key, fallback := a[1], a[2]
		if len(args) == 0 {
			return t.TypeErrorf("%s expected at least 1 argument, got 0", name)
		}
		over := a[0]
		if len(args) == 1 {
			over = args[0]
		} else if fallback.P != nil {
			return t.TypeErrorf("Cannot specify a default for %s() with multiple positional arguments", name)
		}
		var best, bestKey object.Value
		ok := t.Each(over, func(x object.Value) bool {
			k := x
			if !key.IsNone() {
				if k = t.Call(key, x); k.P == nil {
					return false
				}
			}
			if best.P != nil {
				better, ok := t.CompareTruth(beats, k, bestKey)
				if !better {
					return ok
				}
			}
			best, bestKey = x, k
			return true
		})
		switch {
		case !ok:
			return object.Value{}
		case best.P != nil:
			return best
		case fallback.P != nil:
			return fallback
		}
		return t.ValueErrorf("%s() iterable argument is empty", name)
	}
}
