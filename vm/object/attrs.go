package object

// ownAttr returns the attribute stored in the object itself; nil when absent.
func (m *Machine) ownAttr(v Value, name *Str) Value {
	p := extOf(v)
	if p == nil {
		return Value{}
	}
	s := m.ShapeOf(v)
	if s.IsDict {
		return (*p).Dict.GetStr(name)
	}
	if i := s.Slot(name); i >= 0 {
		if q := slotOf(v, i); q != nil {
			return *q
		}
	}
	return Value{}
}

// SetOwnAttr stores an attribute in the object itself, whatever its class says;
// false where it cannot have any.
func (m *Machine) SetOwnAttr(v Value, name *Str, val Value) bool { return m.setOwnAttr(v, name, val) }

// setOwnAttr stores an attribute in the object; false where it cannot have any.
func (m *Machine) setOwnAttr(v Value, name *Str, val Value) bool {
	p := extOf(v)
	if p == nil {
		return false
	}
	s := m.ShapeOf(v)
	if s.Type.Flags&TypeHasDict == 0 {
		return false
	}
	if !s.IsDict {
		i := s.Slot(name)
		if i < 0 {
			n := m.Extend(s, name)
			if !n.IsDict {
				*growSlot(v, len(s.Names)) = val
				v.Head().Shape = n.ID
				return true
			}
			m.toDictMode(v)
		} else {
			*growSlot(v, i) = val
			return true
		}
	}
	(*p).Dict.SetStr(name, val)
	return true
}

// delOwnAttr removes an attribute; false when absent.
func (m *Machine) delOwnAttr(v Value, name *Str) bool {
	p := extOf(v)
	if p == nil {
		return false
	}
	s := m.ShapeOf(v)
	if !s.IsDict {
		if i := s.Slot(name); i < 0 || slotOf(v, i) == nil {
			return false
		}
		m.toDictMode(v)
	}
	return (*p).Dict.DelStr(name)
}

// toDictMode moves the attributes into a dict; the object is from then on of
// its type's dict shape. Members of __slots__ stay in their slots.
func (m *Machine) toDictMode(v Value) *Dict {
	p := extOf(v)
	if *p == nil {
		*p = &Ext{}
	}
	s := m.ShapeOf(v)
	if s.IsDict {
		return (*p).Dict
	}
	d := NewDict()
	for i := s.Type.FixedSlots; i < len(s.Names); i++ {
		if q := slotOf(v, i); q != nil && q.P != nil {
			d.SetStr(s.Names[i], *q)
			*q = Value{}
		}
	}
	(*p).Dict = d
	v.Head().Shape = m.DictShape(s.Type).ID
	return d
}

// AttrDict returns the object's __dict__, made on demand; nil for an object
// without one.
func (m *Machine) AttrDict(v Value) *Dict {
	if v.Kind() == KindModule {
		return (*Module)(v.P).Dict
	}
	if extOf(v) == nil || m.ShapeOf(v).Type.Flags&TypeHasDict == 0 {
		return nil
	}
	return m.toDictMode(v)
}

// SetAttrDict replaces the object's __dict__.
func (m *Machine) SetAttrDict(v Value, d *Dict) {
	m.toDictMode(v)
	(*extOf(v)).Dict = d
}

// OwnAttrs calls f for each attribute of the object itself, in order.
func (m *Machine) OwnAttrs(v Value, f func(name *Str, val Value)) {
	p := extOf(v)
	if p == nil {
		return
	}
	s := m.ShapeOf(v)
	if s.IsDict {
		(*p).Dict.Each(func(k, val Value) bool {
			if k.IsStr() {
				f((*Str)(k.P), val)
			}
			return true
		})
		return
	}
	for i := s.Type.FixedSlots; i < len(s.Names); i++ {
		if q := slotOf(v, i); q != nil && q.P != nil {
			f(s.Names[i], *q)
		}
	}
}

// Member is the descriptor of a __slots__ entry.
type Member struct {
	Header
	Name  *Str
	Owner *Type
	Slot  int
}

// isDataDescriptor reports whether a class attribute overrides the instance's.
func (m *Machine) isDataDescriptor(d Value) bool {
	switch d.Kind() {
	case KindProperty, KindMember, KindGetSet:
		return true
	case KindNative, KindFunction, KindInt, KindStr, KindNone, KindBool, KindTuple, KindList, KindDict, KindClassMethod, KindStaticMethod:
		return false
	}
	ty := m.TypeOf(d)
	return ty.Get != nil || m.Lookup(ty, names.Set).P != nil || m.Lookup(ty, names.Delete).P != nil
}

// bindDescriptor does what type(d).__get__(d, self, ty) does; an attribute
// without __get__ is returned as it is. self nil stands for access through
// the class.
func (t *Thread) bindDescriptor(d, self Value, ty *Type) Value {
	switch d.Kind() {
	case KindFunction:
		if self.P == nil {
			return d
		}
		return NewBoundMethod(d, self)
	case KindNative:
		n := (*Native)(d.P)
		switch n.Shape {
		case ShapeBuiltinFunction:
			return d
		case ShapeClassMethodDesc:
			n.Signature(t)
			return n.bind(ty.Value())
		}
		if self.P == nil {
			return d
		}
		n.Signature(t)
		return n.bind(self)
	case KindInt, KindStr, KindNone, KindBool, KindFloat, KindTuple, KindList, KindDict, KindType:
		if d.Shape() < NumCoreShapes {
			return d
		}
	case KindProperty:
		if d.Shape() == ShapeProperty {
			if self.P == nil {
				return d
			}
			return (*Property)(d.P).get(t, self)
		}
	case KindStaticMethod:
		if !t.M.TypeOf(d).IsHeap() {
			return (*StaticMethod)(d.P).Func
		}
	case KindClassMethod:
		if !t.M.TypeOf(d).IsHeap() {
			return NewBoundMethod((*ClassMethod)(d.P).Func, ty.Value())
		}
	case KindGetSet:
		if self.P == nil {
			return d
		}
		g := (*GetSet)(d.P)
		if !t.appliesTo(g.Def.Name, g.Owner, self) {
			return Value{}
		}
		return g.Def.Get(t, self)
	case KindMember:
		if self.P == nil {
			return d
		}
		return (*Member)(d.P).get(t, self)
	}
	td := t.M.TypeOf(d)
	if td.Get != nil && self.P != nil {
		return td.Get(t, d, self)
	}
	get := t.M.Lookup(td, names.Get)
	if get.P == nil {
		return d
	}
	obj := self
	if obj.P == nil {
		obj = None
	}
	return t.callUnbound(get, d, []Value{obj, ty.Value()})
}

func (mb *Member) get(t *Thread, self Value) Value {
	if !t.appliesTo(mb.Name.S, mb.Owner, self) {
		return Value{}
	}
	if p := slotOf(self, mb.Slot); p != nil && p.P != nil {
		return *p
	}
	return t.noAttr(self, mb.Name)
}

func (mb *Member) set(t *Thread, self, v Value) bool {
	if !t.appliesTo(mb.Name.S, mb.Owner, self) {
		return false
	}
	p := growSlot(self, mb.Slot)
	if v.P == nil && p.P == nil {
		t.attrErrorf(self, mb.Name, "%s", mb.Name.S)
		return false
	}
	*p = v
	return true
}

// bind makes the bound form of a native method.
func (n *Native) bind(self Value) Value {
	if n.sig == nil && n.Exact < 0 {
		n.sig = parseSignature(n.Def.Sig) // once, not for each bound form
	}
	b := &Native{Header: Header{Shape: ShapeBuiltinFunction, Kind: KindNative}, Fn: n.Fn, Def: n.Def, Owner: n.Owner, Self: self, sig: n.sig, Exact: n.Exact}
	if n.Shape == ShapeWrapperDescriptor {
		b.Shape = ShapeMethodWrapper
	}
	return b.Value()
}

// GetAttr returns v.name; nil with AttributeError pending when absent.
func (t *Thread) GetAttr(v Value, name *Str) Value {
	r := t.findAttr(v, name)
	if r.P == nil && t.Exc.P == nil {
		return t.noAttr(v, name)
	}
	return r
}

// LookupAttr is GetAttr that returns nil with nothing pending when the
// attribute is absent. Other exceptions of the lookup stay pending.
func (t *Thread) LookupAttr(v Value, name *Str) Value {
	r := t.findAttr(v, name)
	if r.P == nil && t.pendingIs(ShapeAttributeError) {
		t.Clear()
	}
	return r
}

// findAttr returns v.name. When it is absent the result is nil, and pending is
// the AttributeError that code of the script raised, or nothing.
func (t *Thread) findAttr(v Value, name *Str) Value {
	ty := t.M.TypeOf(v)
	if ty.Flags&TypeHeap != 0 || v.Kind() == KindOpaque {
		if g := t.M.Lookup(ty, names.GetAttribute); g.P != nil && !isGenericGetAttribute(g) {
			r := t.callUnbound(g, v, []Value{name.Value()})
			if r.P == nil && t.pendingIs(ShapeAttributeError) {
				return t.attrFallback(v, ty, name, t.Clear())
			}
			return r
		}
	}
	r := t.GenericGetAttr(v, name)
	if r.P == nil {
		if t.Exc.P != nil {
			if !t.pendingIs(ShapeAttributeError) {
				return r
			}
			return t.attrFallback(v, ty, name, t.Clear())
		}
		return t.attrFallback(v, ty, name, Value{})
	}
	return r
}

// attrFallback calls __getattr__ where the type has one. exc, if any, is the
// AttributeError that the lookup raised; without __getattr__ it is pending
// again.
func (t *Thread) attrFallback(v Value, ty *Type, name *Str, exc Value) Value {
	if ty.Flags&TypeHeap != 0 {
		if g := t.M.Lookup(ty, names.GetAttr); g.P != nil {
			return t.callUnbound(g, v, []Value{name.Value()})
		}
	}
	t.Exc = exc
	return Value{}
}

// isGenericGetAttribute reports whether g is a __getattribute__, __setattr__ or
// __delattr__ that GenericGetAttr and GenericSetAttr stand for.
func isGenericGetAttribute(g Value) bool {
	n := AsNative(g)
	if n == nil || n.Shape != ShapeWrapperDescriptor {
		return false
	}
	switch n.Owner.Shape0.ID {
	case ShapeObject, ShapeType, ShapeModule, ShapeSuper, ShapeMethod:
		return true
	}
	return false
}

// GenericGetAttr is the lookup of object, type, module or super, whichever
// v's layout asks for, without __getattr__; nil with nothing pending when
// absent.
func (t *Thread) GenericGetAttr(v Value, name *Str) Value {
	switch v.Kind() {
	case KindType:
		return t.typeGetAttr((*Type)(v.P), name)
	case KindModule:
		return t.moduleGetAttr((*Module)(v.P), name)
	case KindSuper:
		if r := t.superGetAttr((*Super)(v.P), name); r.P != nil || t.Exc.P != nil {
			return r
		}
	case KindBoundMethod:
		return t.boundMethodGetAttr((*BoundMethod)(v.P), name)
	}
	ty := t.M.TypeOf(v)
	d := t.M.Lookup(ty, name)
	if d.P != nil && t.M.isDataDescriptor(d) {
		return t.bindDescriptor(d, v, ty)
	}
	if r := t.M.ownAttr(v, name); r.P != nil {
		return r
	}
	if d.P != nil {
		return t.bindDescriptor(d, v, ty)
	}
	return Value{}
}

func (t *Thread) typeGetAttr(ty *Type, name *Str) Value {
	meta := t.M.TypeOf(ty.Value())
	d := t.M.Lookup(meta, name)
	if d.P != nil && t.M.isDataDescriptor(d) {
		return t.bindDescriptor(d, ty.Value(), meta)
	}
	if v := t.M.Lookup(ty, name); v.P != nil {
		return t.bindDescriptor(v, Value{}, ty)
	}
	if d.P != nil {
		return t.bindDescriptor(d, ty.Value(), meta)
	}
	return Value{}
}

// SetAttr does v.name = val, or del v.name when val is nil.
func (t *Thread) SetAttr(v Value, name *Str, val Value) bool {
	ty := t.M.TypeOf(v)
	if ty.Flags&TypeHeap != 0 || v.Kind() == KindOpaque {
		hook := names.SetAttr
		if val.P == nil {
			hook = names.DelAttr
		}
		if s := t.M.Lookup(ty, hook); s.P != nil && !isGenericGetAttribute(s) {
			args := []Value{name.Value(), val}
			if val.P == nil {
				args = args[:1]
			}
			return t.callUnbound(s, v, args).P != nil
		}
	}
	return t.GenericSetAttr(v, name, val)
}

// GenericSetAttr is object.__setattr__ and __delattr__, or type's or a module's.
func (t *Thread) GenericSetAttr(v Value, name *Str, val Value) bool {
	if v.Kind() == KindType {
		return t.typeSetAttr((*Type)(v.P), name, val)
	}
	ty := t.M.TypeOf(v)
	d := t.M.Lookup(ty, name)
	if d.P != nil {
		switch d.Kind() {
		case KindMember:
			return (*Member)(d.P).set(t, v, val)
		case KindGetSet:
			return (*GetSet)(d.P).set(t, v, val)
		case KindProperty:
			if d.Shape() == ShapeProperty {
				return (*Property)(d.P).set(t, v, val)
			}
		}
		if t.M.isDataDescriptor(d) {
			hook, args := names.Set, []Value{v, val}
			if val.P == nil {
				hook, args = names.Delete, args[:1]
			}
			r, found := t.CallSpecial(d, hook, args...)
			if !found {
				t.attrErrorf(v, name, "%s", hook.S)
				return false
			}
			return r.P != nil
		}
	}
	if v.Kind() == KindModule {
		return (*Module)(v.P).setAttr(t, name, val)
	}
	if val.P == nil {
		if t.M.delOwnAttr(v, name) {
			return true
		}
		if ty.Flags&TypeHasDict == 0 && d.P == nil {
			t.attrErrorf(v, name, "'%s' object has no attribute '%s' and no __dict__ for setting new attributes", ty.Label(), name.S)
		} else if ty.Flags&TypeHasDict == 0 {
			t.attrErrorf(v, name, "'%s' object attribute '%s' is read-only", ty.Label(), name.S)
		} else {
			t.noAttr(v, name)
		}
		return false
	}
	if t.M.setOwnAttr(v, name, val) {
		return true
	}
	if d.P != nil {
		t.attrErrorf(v, name, "'%s' object attribute '%s' is read-only", ty.Label(), name.S)
	} else if extOf(v) == nil || ty.Flags&TypeHasDict == 0 {
		t.attrErrorf(v, name, "'%s' object has no attribute '%s' and no __dict__ for setting new attributes", ty.Label(), name.S)
	}
	return false
}

func (t *Thread) typeSetAttr(ty *Type, name *Str, val Value) bool {
	if ty.Flags&TypeHeap == 0 || ty.Flags&TypeImmutable != 0 {
		t.TypeErrorf("cannot set '%s' attribute of immutable type '%s'", name.S, ty.Label())
		return false
	}
	meta := t.M.TypeOf(ty.Value())
	if d := t.M.Lookup(meta, name); d.P != nil && t.M.isDataDescriptor(d) {
		if d.Kind() == KindGetSet {
			return (*GetSet)(d.P).set(t, ty.Value(), val)
		}
		if val.P == nil {
			r, _ := t.CallSpecial(d, names.Delete, ty.Value())
			return r.P != nil
		}
		r, _ := t.CallSpecial(d, names.Set, ty.Value(), val)
		return r.P != nil
	}
	if val.P == nil {
		if !ty.Dict.DelStr(name) {
			t.attrErrorf(ty.Value(), name, "type object '%s' has no attribute '%s'", ty.Name, name.S)
			return false
		}
	} else {
		ty.Dict.SetStr(name, val)
	}
	t.M.Modified(ty)
	if t.M.OnOverride != nil && t.M.overrides(name, val) {
		t.M.OnOverride()
	}
	if name == names.Del && val.P != nil {
		ty.markDel()
	}
	return true
}

// markDel makes new instances of ty and its subclasses be watched.
func (ty *Type) markDel() {
	ty.Flags |= TypeHasDel
	for _, s := range ty.subclasses {
		s.markDel()
	}
}

// noAttr raises the AttributeError for a missing attribute.
func (t *Thread) noAttr(v Value, name *Str) Value {
	switch v.Kind() {
	case KindType:
		return t.attrErrorf(v, name, "type object '%s' has no attribute '%s'", (*Type)(v.P).Name, name.S)
	case KindModule:
		return t.moduleNoAttr((*Module)(v.P), name)
	case KindSuper:
		return t.attrErrorf(v, name, "'super' object has no attribute '%s'", name.S)
	}
	return t.attrErrorf(v, name, "'%s' object has no attribute '%s'", t.TypeName(v), name.S)
}

// attrErrorf raises AttributeError with its name and obj, which suggestions
// need.
func (t *Thread) attrErrorf(v Value, name *Str, format string, args ...any) Value {
	t.Raise(ShapeAttributeError, format, args...)
	e := (*Exception)(t.Exc.P)
	e.SetField(FieldName, name.Value())
	e.SetField(FieldObj, v)
	return Value{}
}
