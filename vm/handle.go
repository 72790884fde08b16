package vm

import (
	"unsafe"

	"github.com/aio-lang/aio/vm/code"
	"github.com/aio-lang/aio/vm/object"
)

// exception instructions

// excMatch is ExcMatch: jump unless R[A] matches the class(es) R[B].
//
//go:noinline
func (t *Thread) excMatch() bool {
	in := t.prev()
	if class := *t.reg(in.B); class.P == unsafe.Pointer(t.M.TypeOf(*t.reg(in.A))) {
		return true
	}
	m, ok := t.ExcMatch(*t.reg(in.A), *t.reg(in.B))
	if !ok {
		return false
	}
	if !m {
		t.ip = unsafe.Add(t.ip, int(int16(in.C)))
	}
	return true
}

//go:noinline
func (t *Thread) handleOp(op code.Op) bool {
	in := t.prev()
	switch op {
	case code.Raise:
		return t.raise(*t.reg(in.A), object.Value{}, false)
	case code.RaiseFrom:
		return t.raise(*t.reg(in.A), *t.reg(in.B), true)
	case code.RaiseBare:
		h := t.Exec.Handled(&t.Thread)
		if h.P == nil {
			t.RuntimeErrorf("No active exception to reraise")
			return false
		}
		t.Exc = h
		t.quiet = true
		return false
	case code.Reraise:
		t.Exc = *t.reg(in.A)
		t.quiet = true
		return false
	case code.ExcInfo:
		r := (*[3]object.Value)(unsafe.Pointer(t.reg(in.A)))
		e := *t.reg(in.B)
		r[0] = t.M.TypeOf(e).Value()
		r[1] = e
		r[2] = t.Exec.Traceback(&t.Thread, object.AsException(e))
	case code.ExcGroupMatch:
		r := (*[2]object.Value)(unsafe.Pointer(t.reg(in.A)))
		exc := *t.reg(in.B)
		if exc.IsNone() {
			r[0], r[1] = object.None, object.None
			break
		}
		match, rest, ok := t.ExcGroupMatch(exc, *t.reg(in.C))
		if !ok {
			return false
		}
		r[0], r[1] = orNone(match), orNone(rest)
	case code.ExcGroupReraise:
		v := t.ExcGroupReraise(*t.reg(in.B), object.AsList(*t.reg(in.C)).Items)
		if v.P == nil {
			return false
		}
		*t.reg(in.A) = v
	}
	return true
}

// loadSpecial is LoadSpecial: R[A] = method, R[A+1] = its self.
//
//go:noinline
func (t *Thread) loadSpecial() bool {
	in := t.prev()
	r := (*[2]object.Value)(unsafe.Pointer(t.reg(in.A)))
	v := *t.reg(in.B)
	nm := object.Names()
	name := [...]*object.Str{nm.Enter, nm.Exit, nm.AEnter, nm.AExit}[in.N]
	ty := t.M.TypeOf(v)
	f := t.M.Lookup(ty, name)
	if f.P == nil {
		t.noContextManager(ty, in.N)
		return false
	}
	if isMethod(f) {
		r[0], r[1] = f, v
		return true
	}
	b := t.Special(v, name)
	if b.P == nil {
		return false
	}
	r[0], r[1] = b, object.Value{}
	return true
}

// orNone is v, or None for no value.
func orNone(v object.Value) object.Value {
	if v.P == nil {
		return object.None
	}
	return v
}

// noContextManager reports that a type lacks special method which.
func (t *Thread) noContextManager(ty *object.Type, which uint8) {
	text := map[uint8]string{
		code.SpecialEnter:  "the context manager protocol",
		code.SpecialExit:   "the context manager protocol (missed __exit__ method)",
		code.SpecialAEnter: "the asynchronous context manager protocol",
		code.SpecialAExit:  "the asynchronous context manager protocol (missed __aexit__ method)",
	}
	t.TypeErrorf("'%s' object does not support %s", ty.Name, text[which])
}
