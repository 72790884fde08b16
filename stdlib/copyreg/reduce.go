package copyreg

import (
	"strings"

	"github.com/aio-lang/aio/vm/object"
)

// nativeBase is the class whose layout the instances of ty have: the first of
// its bases that no script made.
func nativeBase(ty *object.Type) *object.Type {
	for ty.IsHeap() && ty.Base != nil {
		ty = ty.Base
	}
	return ty
}

// reduceEx is __reduce_ex__ of protocols 0 and 1: the class, the builtin type
// below it, a plain object of that type, and the attributes.
func reduceEx(t *thread, a []value) value {
	if n, ok := object.Int64(a[1]); object.IsIntLike(a[1]) && (!ok || n >= 2) {
		return t.Raise(object.ShapeAssertionError, "")
	}
	self, m := a[0], t.M
	ty := m.TypeOf(self)
	base, state := nativeBase(ty), object.None
	bare := m.Type(object.ShapeObject)
	if base == ty && base != bare {
		return t.TypeErrorf("cannot pickle '%s' object", ty.Name)
	}
	if base != bare {
		if state = t.Call(base.Value(), self); state.P == nil {
			return state
		}
	}
	attrs, ok := attributes(t, self, ty)
	if !ok {
		return value{}
	}
	me := t.Exec.Import(t, "copyreg")
	if me.P == nil {
		return me
	}
	maker := t.GetAttr(me, m.Intern("_reconstructor"))
	if maker.P == nil {
		return maker
	}
	parts := []value{maker, object.TupleOf(ty.Value(), base.Value(), state)}
	if attrs.P != nil {
		parts = append(parts, attrs)
	}
	return object.NewTuple(parts)
}

// attributes is the state of an object apart from what its base holds; nil
// where there is none.
func attributes(t *thread, self value, ty *object.Type) (state value, ok bool) {
	m, n := t.M, object.Names()
	slots := t.LookupAttr(self, m.Intern("__slots__"))
	if t.Exc.P != nil {
		return value{}, false
	}
	if slots.P != nil && m.Lookup(ty, n.GetState) == m.Lookup(m.Type(object.ShapeObject), n.GetState) {
		has, ok := t.Truth(slots)
		if !ok {
			return value{}, false
		}
		if has {
			t.TypeErrorf("a class that defines __slots__ without defining __getstate__ cannot be pickled")
			return value{}, false
		}
	}
	if state = t.CallMethod(self, n.GetState); state.P == nil {
		return state, false
	}
	has, ok := t.Truth(state)
	if !has {
		return value{}, ok
	}
	return state, true
}

// reconstructor makes what reduceEx has described.
func reconstructor(t *thread, a []value) value {
	class, base, state := a[0], a[1], a[2]
	n, bare := object.Names(), t.M.Type(object.ShapeObject)
	if base == bare.Value() {
		return t.CallMethod(base, n.New, class)
	}
	made := t.CallMethod(base, n.New, class, state)
	if made.P == nil {
		return made
	}
	if ty := object.AsType(base); ty != nil && t.M.Lookup(ty, n.Init) == t.M.Lookup(bare, n.Init) {
		return made
	}
	if t.CallMethod(base, n.Init, made, state).P == nil {
		return value{}
	}
	return made
}

// slotNames lists the slots of a class and of its bases, mangled as the
// compiler does, and keeps the list in the class.
func slotNames(t *thread, a []value) value {
	m := t.M
	ty := object.AsType(a[0])
	if ty == nil {
		return t.TypeErrorf("_slotnames() argument must be a class, not %s", t.TypeName(a[0]))
	}
	key := m.Intern("__slotnames__")
	if known := m.Own(ty, key); known.P != nil && !known.IsNone() {
		return known
	}
	found := object.NewList(nil)
	list := object.AsList(found)
	for _, c := range ty.MRO {
		slots := m.Own(c, m.Intern("__slots__"))
		if slots.P == nil {
			continue
		}
		items := []value{slots}
		if !slots.IsStr() {
			var ok bool
			if items, ok = t.Collect(slots); !ok {
				return value{}
			}
		}
		for _, item := range items {
			name := object.AsStr(item)
			switch {
			case name == nil:
				return t.TypeErrorf("__slots__ items must be strings, not '%s'", t.TypeName(item))
			case name.S == "__dict__" || name.S == "__weakref__":
			case strings.HasPrefix(name.S, "__"):
				list.Append(object.NewStr(object.Mangle(c.Name, name.S)))
			default:
				list.Append(item)
			}
		}
	}
	if ty.IsHeap() && !t.SetAttr(ty.Value(), key, found) { // found again next time
		t.Clear()
	}
	return found
}
