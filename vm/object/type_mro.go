package object

import "strings"

// computeMRO gives ty its method resolution order: C3 over its bases, or what
// an overridden mro() of its metaclass returns.
func (t *Thread) computeMRO(ty *Type) bool {
	meta := t.M.TypeOf(ty.Value())
	if meta.Shape0.ID == ShapeType {
		mro, ok := t.linearize(ty)
		if ok {
			ty.MRO = mro
		}
		return ok
	}
	f := t.M.Lookup(meta, names.MROMethod)
	if AsNative(f).isOf(ShapeType) {
		mro, ok := t.linearize(ty)
		if ok {
			ty.MRO = mro
		}
		return ok
	}
	r := t.callUnbound(f, ty.Value(), nil)
	if r.P == nil {
		return false
	}
	items, ok := t.Collect(r)
	if !ok {
		return false
	}
	solid := ty.solidBase()
	mro := make([]*Type, len(items))
	for i, v := range items {
		b := AsType(v)
		if b == nil {
			t.TypeErrorf("mro() returned a non-class ('%s')", t.TypeName(v))
			return false
		}
		if !solid.IsSubtypeOf(b.solidBase()) {
			t.TypeErrorf("mro() returned base with unsuitable layout ('%s')", b.Label())
			return false
		}
		mro[i] = b
	}
	ty.MRO = mro
	// a class in the order that is no ancestor must invalidate ty as well
	for _, b := range mro {
		if b != ty && !t.isAncestor(ty, b) {
			b.dependents = append(b.dependents, ty)
		}
	}
	return true
}

// isAncestor reports whether b is reached from ty through __bases__.
func (t *Thread) isAncestor(ty, b *Type) bool {
	for _, base := range ty.Bases {
		if base == b || t.isAncestor(base, b) {
			return true
		}
	}
	return false
}

// linearize merges the bases' orders by C3 (PEP 253, Barrett et al.).
func (t *Thread) linearize(ty *Type) ([]*Type, bool) {
	for i, b := range ty.Bases {
		for _, c := range ty.Bases[:i] {
			if b == c {
				t.TypeErrorf("duplicate base class %s", b.Name)
				return nil, false
			}
		}
	}
	if len(ty.Bases) == 1 {
		return append([]*Type{ty}, ty.Bases[0].MRO...), true
	}
	lists := make([][]*Type, 0, len(ty.Bases)+1)
	for _, b := range ty.Bases {
		lists = append(lists, b.MRO)
	}
	lists = append(lists, ty.Bases)
	out, blocked := mergeOrders(ty, lists)
	if blocked != nil {
		t.TypeErrorf("Cannot create a consistent method resolution order (MRO) for bases %s", headNames(blocked))
		return nil, false
	}
	return out, true
}

// mergeOrders is the merge step of C3: ty, then of the classes that head a
// list the first that stands in no other list's tail, and so on. Where there
// is none it returns what is left of the lists.
func mergeOrders(ty *Type, lists [][]*Type) (out []*Type, blocked [][]*Type) {
	out = []*Type{ty}
	for {
		var next *Type
		empty := true
		for _, l := range lists {
			if len(l) == 0 {
				continue
			}
			empty = false
			if !inTail(lists, l[0]) {
				next = l[0]
				break
			}
		}
		if empty {
			return out, nil
		}
		if next == nil {
			return nil, lists
		}
		out = append(out, next)
		for i, l := range lists {
			if len(l) > 0 && l[0] == next {
				lists[i] = l[1:]
			}
		}
	}
}

func inTail(lists [][]*Type, c *Type) bool {
	for _, l := range lists {
		for i := 1; i < len(l); i++ {
			if l[i] == c {
				return true
			}
		}
	}
	return false
}

// headNames lists the candidates that block each other.
func headNames(lists [][]*Type) string {
	var seen []*Type
	var out []string
next:
	for _, l := range lists {
		if len(l) == 0 {
			continue
		}
		for _, s := range seen {
			if s == l[0] {
				continue next
			}
		}
		seen = append(seen, l[0])
		out = append(out, l[0].Name)
	}
	return strings.Join(out, ", ")
}

// bestBase finds the base that determines the layout of instances.
func (t *Thread) bestBase(bases []*Type) *Type {
	var base, winner *Type
	for _, b := range bases {
		if b.Flags&TypeNoSubclass != 0 {
			t.TypeErrorf("type '%s' is not an acceptable base type", b.Label())
			return nil
		}
		candidate := b.solidBase()
		switch {
		case winner == nil:
			winner, base = candidate, b
		case winner.IsSubtypeOf(candidate):
		case candidate.IsSubtypeOf(winner):
			winner, base = candidate, b
		default:
			t.TypeErrorf("multiple bases have instance lay-out conflict")
			return nil
		}
	}
	return base
}

// solidBase is the nearest class along the layout bases, ty itself included,
// that adds something to the layout of its instances.
func (ty *Type) solidBase() *Type {
	for ty.Base != nil {
		b := ty.Base
		if ty.IsHeap() {
			if ty.FixedSlots > b.FixedSlots {
				return ty
			}
		} else if ty.Layout != b.Layout || ty.Flags&TypeSolid != 0 || ty.Layout == KindOpaque {
			return ty
		}
		ty = b
	}
	return ty
}

// sameLayout reports whether objects of one type can become objects of the
// other by changing their class alone.
func sameLayout(a, b *Type) bool {
	const flags = TypeHasDict | TypeHasWeakref
	if a.nativeSolidBase() != b.nativeSolidBase() || a.Flags&flags != b.Flags&flags || a.FixedSlots != b.FixedSlots {
		return false
	}
	for i := range a.FixedSlots {
		if a.Shape0.Names[i].S != b.Shape0.Names[i].S {
			return false
		}
	}
	return true
}

func (ty *Type) nativeSolidBase() *Type {
	for ty.IsHeap() {
		ty = ty.Base
	}
	return ty.solidBase()
}
