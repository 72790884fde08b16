package object

import (
	"sort"
	"strings"
)

// CallType calls a class: the metaclass's __call__, or __new__ and __init__.
// The last len(kwNames) of args are keyword arguments.
func (t *Thread) CallType(ty *Type, args []Value, kwNames []*Str) Value {
	if ty.Shape != ShapeType {
		f := t.M.Lookup(t.M.TypeOf(ty.Value()), names.Call)
		if !AsNative(f).isOf(ShapeType) {
			if len(kwNames) == 0 {
				return t.callUnbound(f, ty.Value(), args)
			}
			f = t.bindDescriptor(f, ty.Value(), t.M.TypeOf(ty.Value()))
			if f.P == nil {
				return f
			}
			return t.CallNames(f, args, kwNames)
		}
	}
	return t.construct(ty, args, kwNames)
}

// construct is type.__call__: __new__, then __init__ of what it made.
func (t *Thread) construct(ty *Type, args []Value, kwNames []*Str) Value {
	switch ty.Shape0.ID {
	case ShapeType:
		if len(args) == 1 && len(kwNames) == 0 {
			return t.M.TypeOf(args[0]).Value()
		}
		if len(args)-len(kwNames) != 3 {
			return t.TypeErrorf("type() takes 1 or 3 arguments")
		}
	}
	if ty.Flags&TypeNoNew != 0 && !ty.IsHeap() {
		return t.TypeErrorf("cannot create '%s' instances", ty.Label())
	}
	if ty.decl != nil && ty.decl.Call != nil {
		return CallerOf(ty).callBound(t, args, kwNames)
	}
	if ty.Layout == KindException && len(kwNames) == 0 && ty.Flags&TypeHasDel == 0 {
		if e := t.M.makePlain(ty, args); e != nil {
			return e.Value()
		}
	}
	obj := t.callNew(ty, args, kwNames)
	if obj.P == nil {
		return obj
	}
	if ty.Flags&TypeHasDel != 0 && ty.Layout != KindInstance {
		t.M.WatchDel(obj)
	}
	oty := t.M.TypeOf(obj)
	if oty != ty && !oty.IsSubtypeOf(ty) {
		return obj
	}
	if !t.callInit(obj, oty, args, kwNames) {
		return Value{}
	}
	return obj
}

// callNew calls ty.__new__(ty, *args).
func (t *Thread) callNew(ty *Type, args []Value, kwNames []*Str) Value {
	f := t.M.Lookup(ty, names.New)
	if f.P == nil {
		return t.TypeErrorf("cannot create '%s' instances", ty.Label())
	}
	space := t.args
	full := t.argSpace(len(args) + 1)
	full[0] = ty.Value()
	copy(full[1:], args)
	var r Value
	switch n := AsNative(f); {
	case n.isOf(ShapeObject):
		r = t.newObject(ty, len(args) > 0)
	case n != nil && n.Flags&nativeNew != 0:
		r = n.callBound(t, full, kwNames)
	default:
		if f = t.bindDescriptor(f, Value{}, ty); f.P != nil {
			r = t.Exec.Call(t, f, full, kwNames)
		}
	}
	t.args = space
	return r
}

// callInit calls type(obj).__init__(obj, *args).
func (t *Thread) callInit(obj Value, ty *Type, args []Value, kwNames []*Str) bool {
	f := t.M.Lookup(ty, names.Init)
	switch f.Kind() {
	case KindNative:
		n := (*Native)(f.P)
		if n.isOf(ShapeObject) {
			return len(args) == 0 || t.checkObjectInit(ty)
		}
		if n.Shape == ShapeWrapperDescriptor {
			space := t.args
			full := t.argSpace(len(args) + 1)
			full[0] = obj
			copy(full[1:], args)
			r := n.callBound(t, full, kwNames)
			t.args = space
			return r.P != nil
		}
	case KindFunction:
		space := t.args
		full := t.argSpace(len(args) + 1)
		full[0] = obj
		copy(full[1:], args)
		r := t.Exec.Call(t, f, full, kwNames)
		t.args = space
		return t.checkInitResult(r)
	}
	f = t.bindDescriptor(f, obj, ty)
	if f.P == nil {
		return false
	}
	return t.checkInitResult(t.Exec.Call(t, f, args, kwNames))
}

func (t *Thread) checkInitResult(r Value) bool {
	if r.P == nil {
		return false
	}
	if !r.IsNone() {
		t.TypeErrorf("__init__() should return None, not '%s'", t.TypeName(r))
		return false
	}
	return true
}

// newObject is object.__new__; excess: it was given arguments.
func (t *Thread) newObject(ty *Type, excess bool) Value {
	if excess {
		if !AsNative(t.M.Lookup(ty, names.New)).isOf(ShapeObject) {
			return t.TypeErrorf("object.__new__() takes exactly one argument (the type to instantiate)")
		}
		if AsNative(t.M.Lookup(ty, names.Init)).isOf(ShapeObject) {
			return t.TypeErrorf("%s() takes no arguments", ty.Label())
		}
	}
	if ty.Flags&TypeAbstract != 0 {
		return t.abstractError(ty)
	}
	if ty.Layout != KindInstance {
		return t.TypeErrorf("cannot create '%s' instances", ty.Label())
	}
	v := NewInstance(ty).Value()
	if ty.Flags&TypeHasDel != 0 {
		t.M.WatchDel(v)
	}
	return v
}

// IsPlainNew reports whether calling ty makes an object with object.__new__
// and nothing to check, so that NewInstance may be called in its place.
func (m *Machine) IsPlainNew(ty *Type) bool {
	if ty.Layout != KindInstance || ty.Flags&(TypeAbstract|TypeHasDel) != 0 || !ty.IsHeap() {
		return false
	}
	return AsNative(m.Lookup(ty, names.New)).isOf(ShapeObject)
}

// abstractError names the methods that an abstract class lacks.
func (t *Thread) abstractError(ty *Type) Value {
	set := t.M.Own(ty, names.AbstractMethods)
	if set.P == nil {
		return t.Raise(ShapeAttributeError, "__abstractmethods__")
	}
	items, ok := t.Collect(set)
	if !ok {
		return Value{}
	}
	var missing []string
	for _, v := range items {
		s, ok := t.Str(v)
		if !ok {
			return Value{}
		}
		missing = append(missing, s)
	}
	sort.Strings(missing)
	return t.TypeErrorf("Can't instantiate abstract class %s without an implementation for abstract method%s '%s'",
		ty.Label(), plural(len(missing)), strings.Join(missing, "', '"))
}

// checkObjectInit decides about arguments that reach object.__init__.
func (t *Thread) checkObjectInit(ty *Type) bool {
	if !AsNative(t.M.Lookup(ty, names.Init)).isOf(ShapeObject) {
		t.TypeErrorf("object.__init__() takes exactly one argument (the instance to initialize)")
		return false
	}
	if AsNative(t.M.Lookup(ty, names.New)).isOf(ShapeObject) {
		t.TypeErrorf("%s.__init__() takes exactly one argument (the instance to initialize)", ty.Label())
		return false
	}
	return true
}

// checkNew guards a native __new__ called by name: its first argument must be
// a class whose objects this very __new__ lays out.
func (n *Native) checkNew(t *Thread, args []Value) bool {
	owner := n.Owner.Label()
	if len(args) == 0 {
		t.TypeErrorf("%s.__new__(): not enough arguments", owner)
		return false
	}
	ty := AsType(args[0])
	if ty == nil {
		t.TypeErrorf("%s.__new__(X): X is not a type object (%s)", owner, t.TypeName(args[0]))
		return false
	}
	if ty == n.Owner || n.Owner.IsHeap() && ty.IsSubtypeOf(n.Owner) {
		return true
	}
	if !ty.IsSubtypeOf(n.Owner) {
		t.TypeErrorf("%s.__new__(%s): %s is not a subtype of %s", owner, ty.Label(), ty.Label(), owner)
		return false
	}
	static := ty
	for static.IsHeap() {
		static = static.Base
	}
	for static != nil && static != n.Owner && (static.decl == nil || static.decl.New == nil) {
		if static.Flags&TypeNoNew != 0 || static.Layout != static.Base.Layout {
			break
		}
		static = static.Base
	}
	if static != n.Owner {
		t.TypeErrorf("%s.__new__(%s) is not safe, use %s.__new__()", owner, ty.Label(), static.Label())
		return false
	}
	return true
}

// CallerOf is the native that stands for calling ty itself, whose declaration
// says how.
func CallerOf(ty *Type) *Native {
	if ty.caller == nil {
		ty.caller = NewFunction(ty.decl.Call, nil)
	}
	return ty.caller
}

// CallObject calls anything but a function of the script, which the executor
// has to call itself: natives, classes, bound methods, objects with __call__.
func (t *Thread) CallObject(callee Value, args []Value, kwNames []*Str) Value {
	switch callee.Kind() {
	case KindNative:
		return (*Native)(callee.P).Call(t, args, kwNames)
	case KindType:
		return t.CallType((*Type)(callee.P), args, kwNames)
	case KindBoundMethod:
		b := (*BoundMethod)(callee.P)
		space := t.args
		full := t.argSpace(len(args) + 1)
		full[0] = b.Self
		copy(full[1:], args)
		r := t.Exec.Call(t, b.Func, full, kwNames)
		t.args = space
		return r
	case KindStaticMethod:
		return t.Exec.Call(t, (*StaticMethod)(callee.P).Func, args, kwNames)
	}
	ty := t.M.TypeOf(callee)
	if ty.Apply != nil {
		return ty.Apply(t, callee, args, kwNames)
	}
	f := t.M.Lookup(ty, names.Call)
	if f.P == nil {
		return t.TypeErrorf("'%s' object is not callable", ty.Label())
	}
	if f.Kind() == KindFunction || f.Kind() == KindNative && (*Native)(f.P).Shape == ShapeWrapperDescriptor {
		space := t.args
		full := t.argSpace(len(args) + 1)
		full[0] = callee
		copy(full[1:], args)
		r := t.Exec.Call(t, f, full, kwNames)
		t.args = space
		return r
	}
	if !t.Enter("") {
		return Value{}
	}
	defer t.Leave()
	f = t.bindDescriptor(f, callee, ty)
	if f.P == nil {
		return f
	}
	return t.Exec.Call(t, f, args, kwNames)
}
