package inspect

import (
	"github.com/aio-lang/aio/vm"
	"github.com/aio-lang/aio/vm/object"
)

// staticAttr finds an attribute as it is stored, in the order in which
// getattr would, without calling anything.
func staticAttr(t *object.Thread, a []object.Value) object.Value {
	if !a[1].IsStr() {
		return t.TypeErrorf("attribute name must be string, not '%s'", t.TypeName(a[1]))
	}
	name := t.M.InternStr(object.AsStr(a[1]))
	if v := findStatic(t, a[0], name); v.P != nil {
		return v
	}
	if a[2].P != nil {
		return a[2]
	}
	return t.RaiseException(object.NewException(object.ShapeAttributeError, a[1]))
}

func findStatic(t *object.Thread, obj object.Value, name *object.Str) object.Value {
	ty, n := t.M.TypeOf(obj), object.Names()
	cls := object.AsType(obj)
	if cls != nil {
		if v := t.M.Lookup(cls, name); v.P != nil {
			return v
		}
		return t.M.Lookup(ty, name)
	}
	stored := t.M.Lookup(ty, name)
	if hidesDict(t, ty) {
		return stored
	}
	var own object.Value
	if obj.Kind() == object.KindModule {
		own = (*object.Module)(obj.P).Dict.GetStr(name)
	} else {
		own = t.M.OwnAttr(obj, name)
	}
	if own.P == nil {
		return stored
	}
	if stored.P != nil && hasMethod(t, stored, n.Get) && (hasMethod(t, stored, n.Set) || hasMethod(t, stored, n.Delete)) {
		return stored
	}
	return own
}

// hidesDict reports whether a class of the script has put something in the
// place of __dict__, which then says nothing of the instance.
func hidesDict(t *object.Thread, ty *object.Type) bool {
	d := t.M.Lookup(ty, object.Names().Dict)
	if d.P == nil {
		return false
	}
	k := d.Shape()
	return k != object.ShapeGetSetDescriptor && k != object.ShapeMemberDescriptor
}

// unwrap follows __wrapped__.
func unwrap(t *object.Thread, a []object.Value) object.Value {
	seen := map[object.Value]bool{a[0]: true}
	limit := vm.Of(t).Machine().RecursionLimit
	f := a[0]
	for object.AsType(f) == nil {
		inner := t.LookupAttr(f, t.M.Intern("__wrapped__"))
		if inner.P == nil {
			if t.Exc.P != nil {
				return inner
			}
			break
		}
		if !a[1].IsNone() {
			r := t.Call(a[1], f)
			if r.P == nil {
				return r
			}
			if stop, ok := t.Truth(r); stop || !ok {
				if !ok {
					return object.Value{}
				}
				break
			}
		}
		if f = inner; seen[f] || len(seen) >= limit {
			text, ok := t.Repr(a[0])
			if !ok {
				return object.Value{}
			}
			return t.ValueErrorf("wrapper loop when unwrapping %s", text)
		}
		seen[f] = true
	}
	return f
}
