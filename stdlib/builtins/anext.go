package builtins

import (
	"github.com/aio-lang/aio/vm/object"
)

// aiter and anext, PEP 525's functions for async iterators.

func aiter(t *object.Thread, a []object.Value) object.Value {
	nm := object.Names()
	it, found := t.CallSpecial(a[0], nm.AIter)
	if !found {
		return t.TypeErrorf("'%s' object is not an async iterable", t.TypeName(a[0]))
	}
	if it.P != nil && t.M.Lookup(t.M.TypeOf(it), nm.ANext).P == nil {
		return t.TypeErrorf("aiter() returned not an async iterator of type '%s'", t.TypeName(it))
	}
	return it
}

func anext(t *object.Thread, a []object.Value) object.Value {
	awaitable, found := t.CallSpecial(a[0], object.Names().ANext)
	if !found {
		return t.TypeErrorf("'%s' object is not an async iterator", t.TypeName(a[0]))
	}
	if awaitable.P == nil || a[1].P == nil {
		return awaitable
	}
	return object.NewOpaque(t.M.TypeFor(&anextAwaitableDecl), &anextAwaitable{wrapped: awaitable, fallback: a[1]})
}

// anextAwaitable is what anext() with a default returns: it awaits wrapped,
// and is the default where that raises StopAsyncIteration.
type anextAwaitable struct {
	wrapped, fallback object.Value
	// iter is wrapped.__await__(), nil before the first step.
	iter object.Value
}

var anextAwaitableDecl = object.TypeDecl{
	Name: "anext_awaitable", Kind: object.KindOpaque, Flags: object.TypeNoNew | object.TypeNoSubclass,
	Next: func(t *object.Thread, v object.Value) object.Value {
		return anextStep(t, v, func(w *anextAwaitable) object.Value {
			r, found := t.CallSpecial(w.iter, object.Names().Next)
			if !found {
				return t.TypeErrorf("'%s' object is not an iterator", t.TypeName(w.iter))
			}
			return r
		})
	},
	Methods: []object.Def{
		{Sig: "__await__(self, /)", Doc: "Return an iterator to be used in await expression.", Fn: func(t *object.Thread, a []object.Value) object.Value { return a[0] }},
		{Sig: "send(self, value, /)", Doc: "Go on with a value sent into the awaitable.", Fn: anextForward("send")},
		{Sig: "throw(self, typ, val=<...>, tb=<...>, /)", Doc: "Raise an exception inside the awaitable.", Fn: anextForward("throw")},
		{Sig: "close(self, /)", Doc: "End the awaitable with GeneratorExit.", Fn: anextForward("close")},
	},
}

func anextForward(method string) object.NativeFn {
	return func(t *object.Thread, a []object.Value) object.Value {
		return anextStep(t, a[0], func(w *anextAwaitable) object.Value {
			args := a[1:]
			for len(args) > 0 && args[len(args)-1].P == nil {
				args = args[:len(args)-1]
			}
			return t.CallMethod(w.iter, t.M.Intern(method), args...)
		})
	}
}

// anextStep takes one step of the wrapped awaitable and turns its
// StopAsyncIteration into a result.
func anextStep(t *object.Thread, v object.Value, step func(*anextAwaitable) object.Value) object.Value {
	w, _ := object.Payload[*anextAwaitable](v)
	if w.iter.P == nil {
		it, found := t.CallSpecial(w.wrapped, object.Names().Await)
		switch {
		case found:
			w.iter = it
		case t.M.TypeOf(w.wrapped).Shape0.ID == object.ShapeGenerator:
			w.iter = w.wrapped // of types.coroutine
		default:
			return t.TypeErrorf("object %s can't be used in 'await' expression", t.TypeName(w.wrapped))
		}
		if w.iter.P == nil {
			return w.iter
		}
	}
	r := step(w)
	if r.P == nil && t.Catch(object.ShapeStopAsyncIteration) != nil {
		return t.StopIteration(w.fallback)
	}
	return r
}
