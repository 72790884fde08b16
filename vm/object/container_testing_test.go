package object

import (
	"testing"
)

// nativeExecutor runs natives and types only: enough for tests of the data
// model that need no bytecode.
type nativeExecutor struct{ Executor }

func (nativeExecutor) Call(t *Thread, f Value, args []Value, names []*Str) Value {
	return t.CallObject(f, append([]Value(nil), args...), names)
}

func (nativeExecutor) Handled(*Thread) Value { return Value{} }

func newNativeThread() *Thread {
	t := &Thread{M: NewMachine(nil), Exec: nativeExecutor{}}
	for _, shape := range []uint32{ShapeInt, ShapeBool, ShapeNone, ShapeNotImplemented, ShapeStr} {
		ty := t.M.Type(shape)
		if f := t.M.Lookup(ty, names.Repr); f.P == nil || AsNative(f).isOf(ShapeObject) {
			ty.Dict.SetStr(names.Repr, newMethod(&scalarRepr, ty, ShapeWrapperDescriptor).Value())
			t.M.Modified(ty)
		}
	}
	return t
}

// scalarRepr stands in for the reprs of types that are not there yet.
var scalarRepr = Def{"__repr__(self, /)", "", func(t *Thread, a []Value) Value {
	switch v := a[0]; {
	case IsIntLike(v) && !v.IsBool():
		return NewStr(ToBig(v).String())
	case v.IsBool():
		return NewStr([]string{"False", "True"}[v.N])
	case v.IsNone():
		return NewStr("None")
	case v.IsStr():
		return NewStr("'" + v.Text() + "'")
	}
	return NewStr("NotImplemented")
}}

// take fails the test when v stands for an exception and returns it otherwise.
func take(tb testing.TB, t *Thread, v Value) Value {
	tb.Helper()
	if v.P == nil || t.Exc.P != nil {
		tb.Fatalf("unexpected exception: %s", excText(t))
	}
	return v
}

// excText clears the pending exception and describes it as "Class: message".
func excText(t *Thread) string {
	e := AsException(t.Clear())
	if e == nil {
		return "no exception"
	}
	s := t.TypeName(e.Value())
	for i, a := range e.ArgValues() {
		sep := ", "
		if i == 0 {
			sep = ": "
		}
		if a.IsStr() {
			s += sep + a.Text()
		} else if r, ok := t.Repr(a); ok {
			s += sep + r
		}
	}
	return s
}

// method calls a method and returns the repr of its result, or its exception.
func method(t *Thread, v Value, name string, args ...Value) string {
	r := t.CallMethod(v, t.M.Intern(name), args...)
	if r.P == nil {
		return excText(t)
	}
	s, ok := t.Repr(r)
	if !ok {
		return excText(t)
	}
	return s
}
