package object

import "unsafe"

// BuildClass makes the class that a class statement defines: it resolves the
// bases' __mro_entries__, finds the metaclass and its __prepare__, has body
// run in the prepared namespace, and calls the metaclass.
//
// bases are the positional arguments after the name, kwNames and kwValues the
// keywords, `metaclass` among them. body runs the class body in ns; its result
// is the cell of __class__ where a method uses it, else nil.
func (t *Thread) BuildClass(name string, bases []Value, kwNames []*Str, kwValues []Value, body func(ns Value) (cell Value, ok bool)) Value {
	resolved, ok := t.resolveBases(bases)
	if !ok {
		return Value{}
	}
	var meta Value
	var kws []*Str
	var kwvals []Value
	for i, k := range kwNames {
		if k.S == "metaclass" {
			meta = kwValues[i]
			continue
		}
		kws, kwvals = append(kws, k), append(kwvals, kwValues[i])
	}
	if meta.P == nil {
		meta = t.M.Type(ShapeType).Value()
		if len(resolved) > 0 {
			meta = t.M.TypeOf(resolved[0]).Value()
		}
	}
	label := "<metaclass>"
	if mt := AsType(meta); mt != nil {
		if mt = t.winnerMetaOf(mt, resolved); mt == nil {
			return Value{}
		}
		meta, label = mt.Value(), mt.Label()
	}
	nameV, basesV := NewStr(name), NewTuple(resolved)
	ns := t.prepareNamespace(meta, label, nameV, basesV, kws, kwvals)
	if ns.P == nil {
		return Value{}
	}
	cell, ok := body(ns)
	if !ok {
		return Value{}
	}
	if !sameItems(resolved, bases) && !t.SetItem(ns, names.OrigBases.Value(), NewTuple(append([]Value(nil), bases...))) {
		return Value{}
	}
	cls := t.CallNames(meta, append([]Value{nameV, basesV, ns}, kwvals...), kws)
	if cls.P != nil && cell.P != nil && cls.Kind() == KindType && cell.Kind() == KindCell {
		if got := (*Cell)(cell.P).V; got != cls {
			return t.classCellError(got, name, cls)
		}
	}
	return cls
}

func (t *Thread) classCellError(got Value, name string, cls Value) Value {
	clsText, ok := t.Repr(cls)
	if !ok {
		return Value{}
	}
	nameText, _ := t.Repr(NewStr(name))
	if got.P == nil {
		return t.RuntimeErrorf("__class__ not set defining %s as %s. Was __classcell__ propagated to type.__new__?", nameText, clsText)
	}
	gotText, ok := t.Repr(got)
	if !ok {
		return Value{}
	}
	return t.TypeErrorf("__class__ set to %s defining %s as %s", gotText, nameText, clsText)
}

func sameItems(a, b []Value) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// resolveBases replaces what is no class by its __mro_entries__ (PEP 560).
func (t *Thread) resolveBases(bases []Value) ([]Value, bool) {
	out := make([]Value, 0, len(bases))
	for _, b := range bases {
		if b.Kind() == KindType {
			out = append(out, b)
			continue
		}
		f := t.LookupAttr(b, names.MroEntries)
		if f.P == nil {
			if t.Exc.P != nil {
				return nil, false
			}
			out = append(out, b)
			continue
		}
		r := t.Call(f, NewTuple(append([]Value(nil), bases...)))
		if r.P == nil {
			return nil, false
		}
		u := AsTuple(r)
		if u == nil {
			t.TypeErrorf("__mro_entries__ must return a tuple")
			return nil, false
		}
		out = append(out, u.Items...)
	}
	return out, true
}

// winnerMetaOf is winnerMeta over bases that may not be classes.
func (t *Thread) winnerMetaOf(meta *Type, bases []Value) *Type {
	for _, b := range bases {
		bm := t.M.TypeOf(b)
		switch {
		case meta.IsSubtypeOf(bm):
		case bm.IsSubtypeOf(meta):
			meta = bm
		default:
			t.metaclassConflict()
			return nil
		}
	}
	return meta
}

// prepareNamespace calls the metaclass's __prepare__, if it has one.
func (t *Thread) prepareNamespace(meta Value, label string, name, bases Value, kws []*Str, kwvals []Value) Value {
	if meta.P == unsafe.Pointer(t.M.Type(ShapeType)) {
		return NewDict().Value()
	}
	f := t.LookupAttr(meta, names.Prepare)
	if f.P == nil {
		if t.Exc.P != nil {
			return f
		}
		return NewDict().Value()
	}
	ns := t.CallNames(f, append([]Value{name, bases}, kwvals...), kws)
	if ns.P == nil {
		return ns
	}
	if ns.Kind() != KindDict && t.M.Lookup(t.M.TypeOf(ns), names.GetItem).P == nil {
		return t.TypeErrorf("%s.__prepare__() must return a mapping, not %s", label, t.TypeName(ns))
	}
	return ns
}
