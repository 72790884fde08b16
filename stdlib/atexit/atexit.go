// Package atexit is module atexit: functions to be called when the program
// ends, the last registered first.
package atexit

import (
	"github.com/aio-lang/aio/vm/object"
)

// callback is a registered call.
type callback struct {
	f     object.Value
	args  []object.Value // keyword arguments last
	names []*object.Str
}

type state struct{ calls []callback }

type stateKey struct{}

func stateOf(m *object.Machine) *state {
	return m.State(stateKey{}, func() any { return &state{} }).(*state)
}

// Module declares atexit.
func Module() *object.ModuleDecl {
	return &object.ModuleDecl{
		Name: "atexit", Doc: "allow programmer to define multiple exit functions to be executed upon normal program termination.",
		Funcs: []object.Def{
			{Sig: "register(*args, **kwargs)", Doc: "Register a function to be executed upon normal program termination; returns it.", Fn: register},
			{Sig: "unregister(func, /)", Doc: "Unregister an exit function which was previously registered.", Fn: unregister},
			{Sig: "_clear()", Doc: "Clear the list of exit functions.", Fn: func(t *object.Thread, a []object.Value) object.Value {
				stateOf(t.M).calls = nil
				return object.None
			}},
			{Sig: "_ncallbacks()", Doc: "Return the number of registered exit functions.", Fn: func(t *object.Thread, a []object.Value) object.Value {
				return object.Int(int64(len(stateOf(t.M).calls)))
			}},
			{Sig: "_run_exitfuncs()", Doc: "Run all registered exit functions.", Fn: func(t *object.Thread, a []object.Value) object.Value {
				Run(t)
				return object.None
			}},
		},
	}
}

func register(t *object.Thread, a []object.Value) object.Value {
	args := object.AsTuple(a[0]).Items
	if len(args) == 0 {
		return t.TypeErrorf("register() takes at least 1 argument (0 given)")
	}
	if !t.IsCallable(args[0]) {
		return t.TypeErrorf("the first argument must be callable")
	}
	c := callback{f: args[0], args: append([]object.Value(nil), args[1:]...)}
	if kw := object.AsDict(a[1]); kw != nil {
		kw.Each(func(k, v object.Value) bool {
			c.names = append(c.names, t.M.InternStr(object.AsStr(k)))
			c.args = append(c.args, v)
			return true
		})
	}
	s := stateOf(t.M)
	s.calls = append(s.calls, c)
	return c.f
}

func unregister(t *object.Thread, a []object.Value) object.Value {
	s := stateOf(t.M)
	for i := len(s.calls) - 1; i >= 0; i-- {
		same, ok := t.Equal(s.calls[i].f, a[0])
		if !ok {
			return object.Value{}
		}
		if same && i < len(s.calls) {
			s.calls = append(s.calls[:i:i], s.calls[i+1:]...)
		}
	}
	return object.None
}

// Run calls what is registered, also what is registered meanwhile. An
// exception is reported and stops nothing.
func Run(t *object.Thread) {
	s := stateOf(t.M)
	for len(s.calls) > 0 {
		c := s.calls[len(s.calls)-1]
		s.calls = s.calls[:len(s.calls)-1]
		if t.CallNames(c.f, c.args, c.names).P == nil {
			r, ok := "", true
			e := t.Clear()
			if r, ok = t.Repr(c.f); !ok {
				t.Clear()
				r = "<object repr() failed>"
			}
			t.Exc = e
			t.Unraisable("Exception ignored in atexit callback "+r, object.Value{})
		}
	}
}
