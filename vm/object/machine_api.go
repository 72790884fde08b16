package object

// What package vm needs of attributes beyond the protocols.

// OwnAttr returns the attribute stored in the object itself, not its type; nil
// when absent.
func (m *Machine) OwnAttr(v Value, name *Str) Value { return m.ownAttr(v, name) }

// IsDataDescriptor reports whether a class attribute overrides an attribute of
// the same name in the instance.
func (m *Machine) IsDataDescriptor(d Value) bool { return m.isDataDescriptor(d) }

// overrides reports whether binding name to v in a class changes how
// attributes of existing instances are found: shapes know nothing of that.
func (m *Machine) overrides(name *Str, v Value) bool {
	switch name {
	case names.GetAttribute, names.SetAttr, names.DelAttr, names.Get, names.Set, names.Delete:
		return true
	}
	return v.P != nil && m.isDataDescriptor(v)
}

// PlainGetAttr reports whether attributes of ty's instances, or of the classes
// that ty is the metaclass of, are looked up as object and type do.
func (m *Machine) PlainGetAttr(ty *Type) bool {
	return ty.Flags&TypeHeap == 0 || isGenericGetAttribute(m.Lookup(ty, names.GetAttribute))
}

// ClassValue returns what reading the attribute d of a class gives, through
// the class or an instance of it, where both give the same value every time;
// else nil.
func (t *Thread) ClassValue(d Value) Value {
	if d.P == nil {
		return d
	}
	switch d.Kind() {
	case KindInt, KindStr, KindNone, KindBool, KindFloat, KindTuple, KindList, KindDict, KindType, KindSet, KindBytes, KindBig:
		if d.Shape() < NumCoreShapes {
			return d
		}
	case KindStaticMethod:
		if !t.M.TypeOf(d).IsHeap() {
			return (*StaticMethod)(d.P).Func
		}
	case KindInstance:
		ty := t.M.TypeOf(d)
		if ty.Get == nil && t.M.Lookup(ty, names.Get).P == nil && t.M.Lookup(ty, names.Set).P == nil && t.M.Lookup(ty, names.Delete).P == nil {
			return d
		}
	}
	return Value{}
}

// ProbeStr returns the place of the value of an exact str key; nil when
// absent, or when the dict is a namespace.
func (d *Dict) ProbeStr(k *Str, m *Machine) *Value {
	if len(d.index) == 0 || d.Flags&FlagNamespace != 0 {
		return nil
	}
	if i := d.findStr(k, k.Hash(m)); i >= 0 {
		return &d.entries[i].val
	}
	return nil
}

// Names are the attributes of the type itself, not of its bases.
func (m *Machine) Names(ty *Type) *Dict {
	if !ty.filled {
		m.fill(ty)
	}
	return ty.Dict
}
