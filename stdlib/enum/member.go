package enum

import "github.com/aio-lang/aio/vm/object"

// own reads an attribute of a member: its own, else one of its class.
func (n *words) own(t *thread, v value, name *object.Str) value {
	if r := t.M.OwnAttr(v, name); r.P != nil {
		return r
	}
	return t.GetAttr(v, name)
}

// propertyGet is enum.property.__get__ for a member: the attribute that the
// property stands for, what its function says, or what a member hides that
// has the same name.
func (n *words) propertyGet(t *thread, d, self value) value {
	if name := t.M.OwnAttr(d, n.reads); name.P != nil && name.IsStr() {
		if v := t.M.OwnAttr(self, t.M.InternStr(object.AsStr(name))); v.P != nil {
			return v
		}
	}
	if f := t.M.OwnAttr(d, n.fget); f.P != nil && !f.IsNone() {
		return t.Call(f, self)
	}
	kind, name := t.M.OwnAttr(d, n.attrType), t.GetAttr(d, n.plainName)
	if name.P == nil {
		return name
	}
	attr := t.M.InternStr(object.AsStr(name))
	if kind.P != nil && kind.IsStr() {
		switch object.AsStr(kind).S {
		case "attr":
			return t.GetAttr(n.own(t, d, n.clsType), attr)
		case "desc":
			v := n.own(t, self, n.value)
			if v.P == nil {
				return v
			}
			return t.GetAttr(v, attr)
		}
	}
	cls := t.M.TypeOf(self).Value()
	if members := n.dict(t, cls, n.memberMap); members != nil {
		if v := members.Get(t, name); v.P != nil || t.Exc.P != nil {
			return v
		}
	}
	return n.noAttribute(t, cls, attr)
}

func (n *words) noAttribute(t *thread, cls value, name *object.Str) value {
	text, ok := t.Repr(cls)
	if !ok {
		return value{}
	}
	return t.Raise(object.ShapeAttributeError, "%s has no attribute '%s'", text, name.S)
}

// operand is the value that a flag, or an instance of the flags' data type,
// brings to a combination; ok is false with an exception pending, and the
// value nil where it can bring none.
func (n *words) operand(t *thread, flag, other value) (v value, ok bool) {
	ty := t.M.TypeOf(flag)
	if t.M.TypeOf(other).IsSubtypeOf(ty) {
		v = n.own(t, other, n.value)
		return v, v.P != nil
	}
	if data := object.AsType(t.M.Lookup(ty, n.memberType)); data != nil && data != t.M.Type(object.ShapeObject) {
		is, ok := t.IsInstance(other, data.Value())
		if is {
			v = other
		}
		return v, ok
	}
	return value{}, true
}

// combine makes a flag operator.
func (n *words) combine(name, sign string, op object.BinaryOp) row {
	return row{"_flag_" + name, def{Sig: "def __" + name + "__(self, other)", Doc: "Return self " + sign + " other.", Fn: func(t *thread, a []value) value {
		b, ok := n.operand(t, a[0], a[1])
		if !ok {
			return value{}
		}
		if b.P == nil {
			return object.NotImplemented
		}
		v := n.own(t, a[0], n.value)
		if v.P == nil {
			return v
		}
		for i, x := range []value{v, b} {
			if x.IsNone() {
				text, ok := t.Str(a[i])
				if !ok {
					return value{}
				}
				return t.TypeErrorf("'%s' cannot be combined with other flags with %s", text, sign)
			}
		}
		r := t.Binary(op, v, b)
		if r.P == nil {
			return r
		}
		return n.flag(t, a[0], r)
	}}, nil}
}

// flag is the member of a flag's class that has a value, made if need be.
func (n *words) flag(t *thread, flag, v value) value {
	cls := t.M.TypeOf(flag).Value()
	if found := n.withValue(t, cls, v); found.P != nil || t.Exc.P != nil {
		return found
	}
	return t.Call(cls, v)
}

// memberMethods are what flags do, and how properties of members are read.
func memberMethods(n *words) method {
	return method{object.ShapeObject, []row{
		n.combine("or", "|", object.OpOr), n.combine("and", "&", object.OpAnd), n.combine("xor", "^", object.OpXor),
		{"_flag_contains", def{Sig: "def __contains__(self, other)", Doc: "Whether all flags of other are set.", Fn: func(t *thread, a []value) value {
			ty := t.M.TypeOf(a[0])
			if !t.M.TypeOf(a[1]).IsSubtypeOf(ty) {
				return t.TypeErrorf("unsupported operand type(s) for 'in': '%s' and '%s'", t.M.TypeOf(a[1]).QualName, ty.QualName)
			}
			all, part := n.own(t, a[0], n.value), n.own(t, a[1], n.value)
			if all.P == nil || part.P == nil {
				return value{}
			}
			common := t.Binary(object.OpAnd, part, all)
			if common.P == nil {
				return common
			}
			return t.Compare(object.OpEq, common, part)
		}}, nil},
		{"_flag_invert", def{Sig: "def __invert__(self)", Doc: "Return ~self, the flags that are not set.", Fn: func(t *thread, a []value) value {
			if v := t.M.OwnAttr(a[0], n.inverted); v.P != nil && !v.IsNone() {
				return v
			}
			return t.CallMethod(a[0], t.M.Intern("_inverse"))
		}}, nil},
		{"_property_get", def{Sig: "def __get__(self, instance, ownerclass=None)", Doc: "Read the attribute of a member, or the member itself of the class.", Fn: func(t *thread, a []value) value {
			if !a[1].IsNone() {
				return n.propertyGet(t, a[0], a[1])
			}
			if m := n.own(t, a[0], n.member); m.P == nil || !m.IsNone() {
				return m
			}
			name := t.GetAttr(a[0], n.plainName)
			if name.P == nil {
				return name
			}
			return n.noAttribute(t, a[2], object.AsStr(name))
		}}, nil},
	}}
}
