package object

// NewNamespace makes an empty namespace of a module.
func NewNamespace() *Dict {
	return &Dict{Header: Header{Shape: ShapeDict, Kind: KindDict, Flags: FlagNamespace}}
}

// AsNamespace turns a dict into a namespace in place, so that code can run in
// it: to the script it remains the dict it was.
func AsNamespace(d *Dict) *Dict {
	if d.isNamespace() {
		return d
	}
	for i := range d.entries {
		if e := &d.entries[i]; e.key.P != nil {
			e.val = NewCell(e.val).Value()
		}
	}
	d.Flags |= FlagNamespace
	return d
}

// Cell returns the cell behind a namespace's name, made unbound if need be.
// Code may store through a cell that is bound; it binds and unbinds with SetStr
// and DelStr, which keep the order of the names.
func (d *Dict) Cell(m *Machine, name *Str) *Cell {
	h := name.Hash(m)
	i := d.findStr(name, h)
	if i < 0 {
		d.insert(name.Value(), Value{}, h)
		i = len(d.entries) - 1
	}
	return (*Cell)(d.entries[i].val.P)
}
