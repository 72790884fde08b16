package object

// IsInstance is isinstance(v, class).
func (t *Thread) IsInstance(v, class Value) (is, ok bool) {
	ty := AsType(class)
	if ty != nil {
		if t.M.TypeOf(v) == ty {
			return true, true
		}
		if ty.Shape == ShapeType {
			return t.realIsInstance(v, class)
		}
	}
	if u, isUnion := Payload[*Union](class); isUnion {
		class = NewTuple(u.Args)
	}
	if class.Kind() == KindTuple {
		return t.anyOf(AsTuple(class).Items, " in __instancecheck__", func(c Value) (bool, bool) { return t.IsInstance(v, c) })
	}
	r, found := t.CallSpecial(class, names.InstanceCheck, v)
	if found {
		if r.P == nil {
			return false, false
		}
		return t.Truth(r)
	}
	return t.realIsInstance(v, class)
}

// IsSubclass is issubclass(v, class).
func (t *Thread) IsSubclass(v, class Value) (is, ok bool) {
	if ty := AsType(class); ty != nil && ty.Shape == ShapeType {
		if v == class {
			return true, true
		}
		return t.realIsSubclass(v, class)
	}
	if u, isUnion := Payload[*Union](class); isUnion {
		class = NewTuple(u.Args)
	}
	if class.Kind() == KindTuple {
		return t.anyOf(AsTuple(class).Items, " in __subclasscheck__", func(c Value) (bool, bool) { return t.IsSubclass(v, c) })
	}
	r, found := t.CallSpecial(class, names.SubclassCheck, v)
	if found {
		if r.P == nil {
			return false, false
		}
		return t.Truth(r)
	}
	return t.realIsSubclass(v, class)
}

func (t *Thread) anyOf(items []Value, where string, f func(Value) (bool, bool)) (bool, bool) {
	if !t.Enter(where) {
		return false, false
	}
	defer t.Leave()
	for _, c := range items {
		if is, ok := f(c); is || !ok {
			return is, ok
		}
	}
	return false, true
}

// realIsInstance is type.__instancecheck__: by the type, then by what
// __class__ says.
func (t *Thread) realIsInstance(v, class Value) (is, ok bool) {
	ty := AsType(class)
	if ty == nil {
		if !t.checkClass(class, "isinstance() arg 2 must be a type, a tuple of types, or a union") {
			return false, false
		}
		c := t.LookupAttr(v, names.Class)
		if c.P == nil {
			return false, t.Exc.P == nil
		}
		return t.abstractIsSubclass(c, class)
	}
	vty := t.M.TypeOf(v)
	if vty.IsSubtypeOf(ty) {
		return true, true
	}
	if !vty.IsHeap() && v.Kind() != KindOpaque {
		return false, true
	}
	c := t.LookupAttr(v, names.Class)
	if c.P == nil {
		return false, t.Exc.P == nil
	}
	if cty := AsType(c); cty != nil && cty != vty {
		return cty.IsSubtypeOf(ty), true
	}
	return false, true
}

// realIsSubclass is type.__subclasscheck__.
func (t *Thread) realIsSubclass(v, class Value) (is, ok bool) {
	a, b := AsType(v), AsType(class)
	if a != nil && b != nil {
		return a.IsSubtypeOf(b), true
	}
	if !t.checkClass(v, "issubclass() arg 1 must be a class") ||
		!t.checkClass(class, "issubclass() arg 2 must be a class, a tuple of classes, or a union") {
		return false, false
	}
	return t.abstractIsSubclass(v, class)
}

// abstractBases is v.__bases__ where that is a tuple: what makes an object
// count as a class.
func (t *Thread) abstractBases(v Value) (bases []Value, isClass bool) {
	b := t.LookupAttr(v, names.Bases)
	if b.P == nil || b.Kind() != KindTuple {
		return nil, false
	}
	return AsTuple(b).Items, true
}

func (t *Thread) checkClass(v Value, message string) bool {
	if _, ok := t.abstractBases(v); ok {
		return true
	}
	if t.Exc.P == nil {
		t.TypeErrorf("%s", message)
	}
	return false
}

func (t *Thread) abstractIsSubclass(v, class Value) (is, ok bool) {
	if v == class {
		return true, true
	}
	bases, _ := t.abstractBases(v)
	if t.Exc.P != nil {
		return false, false
	}
	return t.anyOf(bases, " in __issubclass__", func(b Value) (bool, bool) { return t.abstractIsSubclass(b, class) })
}
