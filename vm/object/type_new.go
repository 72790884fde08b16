package object

import "slices"

// typeNew is type.__new__(metatype, name, bases, namespace, **kwargs), with
// the one-argument form type(x) handled by the call protocol.
func typeNew(t *Thread, a []Value) Value {
	meta, args, kwargs := AsType(a[0]), AsTuple(a[1]).Items, AsDict(a[2])
	if len(args) != 3 {
		return t.TypeErrorf("type.__new__() takes exactly 3 arguments (%d given)", len(args))
	}
	for i, want := range [...]struct {
		kind Kind
		name string
	}{{KindStr, "str"}, {KindTuple, "tuple"}, {KindDict, "dict"}} {
		if args[i].Kind() != want.kind {
			return t.TypeErrorf("type.__new__() argument %d must be %s, not %s", i+1, want.name, t.TypeName(args[i]))
		}
	}
	bases, ok := t.classBases(AsTuple(args[1]).Items)
	if !ok {
		return Value{}
	}
	winner := t.winnerMeta(meta, bases)
	if winner == nil {
		return Value{}
	}
	if winner != meta {
		if f := t.M.Lookup(winner, names.New); !AsNative(f).isOf(ShapeType) {
			full, kwNames := withKwargs(t.M, append([]Value{winner.Value()}, args...), kwargs)
			f = t.bindDescriptor(f, Value{}, winner)
			if f.P == nil {
				return f
			}
			return t.CallNames(f, full, kwNames)
		}
		meta = winner
	}
	return t.newClass(meta, AsStr(args[0]).S, bases, AsDict(args[2]), kwargs)
}

// withKwargs appends the items of kwargs (nil: none) to args, as keyword
// arguments.
func withKwargs(m *Machine, args []Value, kwargs *Dict) ([]Value, []*Str) {
	if kwargs == nil || kwargs.Len() == 0 {
		return args, nil
	}
	kwNames := make([]*Str, 0, kwargs.Len())
	kwargs.Each(func(k, v Value) bool {
		kwNames = append(kwNames, m.InternStr(AsStr(k)))
		args = append(args, v)
		return true
	})
	return args, kwNames
}

// classBases checks the bases given to type(): classes all, object for none.
func (t *Thread) classBases(items []Value) ([]*Type, bool) {
	if len(items) == 0 {
		return []*Type{t.M.Type(ShapeObject)}, true
	}
	bases := make([]*Type, len(items))
	for i, v := range items {
		b := AsType(v)
		if b == nil {
			if t.LookupAttr(v, names.MroEntries).P != nil {
				t.TypeErrorf("type() doesn't support MRO entry resolution; use types.new_class()")
				return nil, false
			}
			if t.Exc.P != nil {
				return nil, false
			}
		}
		bases[i] = b
	}
	for i, b := range bases {
		if b == nil { // CPython meets such a base when it looks for a metaclass
			ty := t.M.TypeOf(items[i])
			if !t.M.Type(ShapeType).IsSubtypeOf(ty) {
				t.metaclassConflict()
			} else {
				t.TypeErrorf("bases must be types")
			}
			return nil, false
		}
	}
	return bases, true
}

// winnerMeta is the most derived of meta and the bases' metaclasses.
func (t *Thread) winnerMeta(meta *Type, bases []*Type) *Type {
	for _, b := range bases {
		bm := t.M.TypeOf(b.Value())
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

func (t *Thread) metaclassConflict() {
	t.TypeErrorf("metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases")
}

// newClass makes a class from its resolved parts; ns is copied.
func (t *Thread) newClass(meta *Type, name string, bases []*Type, ns *Dict, kwargs *Dict) Value {
	base := t.bestBase(bases)
	if base == nil {
		return Value{}
	}
	for i := 0; i < len(name); i++ {
		if name[i] == 0 {
			return t.ValueErrorf("type name must not contain null characters")
		}
	}
	plan, ok := t.planSlots(name, base, bases, ns)
	if !ok {
		return Value{}
	}
	m := t.M
	ty := &Type{
		Header: Header{Shape: meta.Shape0.ID, Kind: KindType}, Name: name, QualName: name,
		Bases: bases, Base: base, Dict: m.copyNamespace(ns), Layout: base.Layout, Next: base.Next, filled: true,
		Flags: TypeHeap | base.Flags&(TypeHasDict|TypeHasWeakref|TypeHasDel),
	}
	if q := ty.Dict.GetStr(names.QualName); q.P != nil {
		if !q.IsStr() {
			return t.TypeErrorf("type __qualname__ must be a str, not %s", t.TypeName(q))
		}
		ty.QualName = q.Text()
		ty.Dict.DelStr(names.QualName)
	}
	if ty.Dict.GetStr(names.Module).P == nil {
		if g := t.Exec.Globals(t); g != nil {
			if mod := g.GetStr(names.Name); mod.P != nil {
				ty.Dict.SetStr(names.Module, mod)
			}
		}
	}
	wrapImplicit(ty.Dict)
	m.addMembers(ty, plan.names)
	if plan.dict {
		ty.Flags |= TypeHasDict
		ty.addGetSet(m, &DictGetSet)
	}
	if plan.weak {
		ty.Flags |= TypeHasWeakref
		ty.addGetSet(m, &instanceWeakrefDef)
	}
	if ty.Dict.GetStr(names.Doc).P == nil {
		ty.Dict.SetStr(names.Doc, None)
	}
	cell := ty.Dict.GetStr(names.ClassCell)
	if cell.P != nil {
		if cell.Kind() != KindCell {
			r, ok := t.Repr(m.TypeOf(cell).Value())
			if !ok {
				return Value{}
			}
			return t.TypeErrorf("__classcell__ must be a nonlocal cell, not %s", r)
		}
		ty.Dict.DelStr(names.ClassCell)
		(*Cell)(cell.P).V = ty.Value()
	}
	if !t.computeMRO(ty) {
		return Value{}
	}
	ty.inheritFlags()
	if ty.Dict.GetStr(names.Eq).P != nil && ty.Dict.GetStr(names.Hash).P == nil {
		ty.Dict.SetStr(names.Hash, None)
	}
	if m.Lookup(ty, names.Del).P != nil {
		ty.Flags |= TypeHasDel
	}
	ty.InlineCap = ty.estimateSlots()
	for _, b := range bases {
		b.AddSubclass(ty)
	}
	if !t.callSetNames(ty) || !t.callInitSubclass(ty, kwargs) {
		return Value{}
	}
	return ty.Value()
}

// copyNamespace copies a class body's namespace with interned names.
func (m *Machine) copyNamespace(ns *Dict) *Dict {
	d := NewDictSize(ns.Len() + 4)
	for i := range ns.entries {
		v := ns.entryValue(i)
		if v.P == nil {
			continue
		}
		k := ns.entries[i].key
		if k.Shape() == ShapeStr {
			d.SetStr(m.InternStr((*Str)(k.P)), v)
		} else {
			d.insert(k, v, ns.entries[i].hash)
		}
	}
	return d
}

// wrapImplicit makes the functions that the language treats specially static
// or class methods.
func wrapImplicit(d *Dict) {
	if f := d.GetStr(names.New); f.P != nil && f.Kind() == KindFunction {
		d.SetStr(names.New, NewStaticMethod(f))
	}
	for _, name := range [...]*Str{names.InitSubclass, names.ClassGetItem} {
		if f := d.GetStr(name); f.P != nil && f.Kind() == KindFunction {
			d.SetStr(name, NewClassMethod(f))
		}
	}
}

func (ty *Type) addGetSet(m *Machine, def *GetSetDef) {
	name := m.Intern(def.Name)
	if ty.Dict.GetStr(name).P == nil {
		g := &GetSet{Header{Shape: ShapeGetSetDescriptor, Kind: KindGetSet}, def, ty}
		ty.Dict.SetStr(name, FromHeader(&g.Header))
	}
}

// inheritFlags takes over what any class of the MRO grants.
func (ty *Type) inheritFlags() {
	for _, b := range ty.MRO[1:] {
		if ty.Flags&(TypeSequence|TypeMapping) == 0 {
			ty.Flags |= b.Flags & (TypeSequence | TypeMapping)
		}
	}
}

// estimateSlots guesses how many attribute slots an instance needs, from what
// the methods of the class and its bases assign through self. Wrong guesses
// cost memory or an overflow array, nothing else; the first instance that
// overflows corrects it.
func (ty *Type) estimateSlots() int {
	if ty.Layout != KindInstance {
		return 0
	}
	n := ty.FixedSlots
	if ty.Flags&TypeHasDict != 0 {
		seen := make(map[string]bool)
		for _, b := range ty.MRO {
			if !b.IsHeap() {
				continue
			}
			if u := AsTuple(b.Dict.GetStr(names.StaticAttributes)); u != nil {
				for _, v := range u.Items {
					if v.IsStr() {
						seen[v.Text()] = true
					}
				}
			}
			if d := AsDict(b.Dict.GetStr(names.Annotations)); d != nil {
				d.Each(func(k, _ Value) bool {
					if k.IsStr() {
						seen[k.Text()] = true
					}
					return true
				})
			}
		}
		n += len(seen)
	}
	return min(n, maxInline)
}

// callSetNames tells the attributes of a new class their names (PEP 487).
func (t *Thread) callSetNames(ty *Type) bool {
	for _, e := range append([]dictEntry(nil), ty.Dict.entries...) {
		if e.key.P == nil || e.val.P == nil || e.val.Kind() == KindFunction {
			continue
		}
		f := t.Special(e.val, names.SetName)
		if f.P == nil {
			if t.Exc.P != nil {
				return false
			}
			continue
		}
		if t.Call(f, ty.Value(), e.key).P == nil {
			if key, ok := t.reprQuietly(e.key); ok {
				AsException(t.Exc).addNote(t, "Error calling __set_name__ on '"+t.TypeName(e.val)+"' instance "+key+" in '"+ty.Name+"'")
			}
			return false
		}
	}
	return true
}

// callInitSubclass calls super(ty, ty).__init_subclass__(**kwargs).
func (t *Thread) callInitSubclass(ty *Type, kwargs *Dict) bool {
	f := t.M.LookupAfter(ty, ty, names.InitSubclass)
	if AsNative(f).isOf(ShapeObject) && (kwargs == nil || kwargs.Len() == 0) {
		return true
	}
	if f.P == nil && slices.Contains(ty.MRO, ty) { // nothing comes after it
		f = t.M.Lookup(t.M.Type(ShapeObject), names.InitSubclass)
	}
	if f.P == nil { // ty is not in its own order: its metaclass's mro() left it out
		t.TypeErrorf("super(type, obj): obj (type %s) is not an instance or subtype of type (%s).", ty.Name, ty.Name)
		return false
	}
	if f = t.bindDescriptor(f, Value{}, ty); f.P == nil {
		return false
	}
	args, kwNames := withKwargs(t.M, nil, kwargs)
	return t.CallNames(f, args, kwNames).P != nil
}

// reprQuietly is repr(v) while an exception is pending, which stays so.
func (t *Thread) reprQuietly(v Value) (string, bool) {
	saved := t.Clear()
	s, ok := t.Repr(v)
	t.Exc = saved
	return s, ok
}
