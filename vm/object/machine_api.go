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
	case names.GetAttribute, names.SetAttr, names.DelAttr:
		return true
	}
	return v.P != nil && m.isDataDescriptor(v)
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
